"""A formula in plain Excel: each `ESTIMAT_*` call replaced by what it says without the add-in.

Works on formulas as files store them, in English and with commas. A formula is cut into the tokens
that matter here, so that a call inside a text, a sheet's name or a column's header is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

from .functions import FUNCTIONS, IN_CALC, Argument, Function
from .values import VALUE

_TOKEN: Final = re.compile(
    rf"""
    (?P<call>(?:(?:'(?:[^']|'')+'|\[\d+\]|[^\W\d][\w.]*)!|_xll\.|_xludf\.
        |{re.escape(IN_CALC)})*
        (?P<name>ESTIMAT_\w+)\s*\()
  | "(?:[^"]|"")*"
  | (?P<quoted>'(?:[^']|'')*')
  | (?P<outside>(?<![\w\])])\[\d+\])
  | \[                                  # a table reference, closed by hand: brackets nest
  | \#(?:N/A|NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|SPILL!|CALC!|[A-Z_]+[!?]?)
  | [0-9]+(?:\.[0-9]*)?(?:E[-+]?[0-9]+)?(?![\w.])
  | [\w.\\?$]+
  | \s+
  | .
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_TEXT_OR_PREFIX: Final = re.compile(
    rf"""("(?:[^"]|"")*")  # a text stays as it is
    | (?:(?:'(?:[^']|'')*' | [^\s"'(){{}}+\-*/^&=<>,;!]+)!)?  # the file of an add-in
      (?:_xll\.|_xludf\.|{re.escape(IN_CALC)})* (?=ESTIMAT_\w+\s*\()""",
    re.VERBOSE | re.IGNORECASE,
)
_BRACKET: Final = re.compile(r"'.|[\[\]]", re.DOTALL)
_NAMED: Final = re.compile(r"ESTIMAT_\w+\s*\(", re.IGNORECASE)
_CELLS: Final = re.compile(
    r"(?:(?:'(?:[^']|'')+'|[\w.]+)!)?\$?[A-Z]{1,3}\$?[0-9]+(?::\$?[A-Z]{1,3}\$?[0-9]+)?", re.I
)
_WORD: Final = re.compile(r"[a-z_]\w*")
_OPENING: Final = {"(", "{"}
_CLOSING: Final = {")", "}"}
_LOOSER: Final = set("<>=&")
"""Operators that bind looser than any that `native` uses, on either side."""


class UnsayableError(Exception):
    """Plain Excel has no formula for it; `name` is the function that stands in the way."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Piece(NamedTuple):
    """A token, or a call that has been replaced; `call` is the name of the function called."""

    text: str
    call: str = ""
    outside: bool = False
    replaced: bool = False


Say: TypeAlias = Callable[[str, list[str], bool], Piece]
"""What stands for a call: of its name, its arguments, and whether `@` leaves one cell of it."""


def at_home(formula: str) -> str:
    """The formula without what programs put before our functions when they are in another file.

    >>> at_home("=[1]!ESTIMAT_KOST(A1)+_xll.ESTIMAT_KOST(2)")
    '=ESTIMAT_KOST(A1)+ESTIMAT_KOST(2)'
    """
    return _TEXT_OR_PREFIX.sub(lambda found: found[1] or "", formula)


def calls_ours(formula: str) -> bool:
    """Whether a formula calls one of our functions."""
    return bool(_NAMED.search(formula)) and any(piece.call for piece in pieces(formula))


def needs_another_file(formula: str) -> bool:
    """Whether a formula takes something from another workbook; our own functions do not count."""
    return "[" in formula and any(piece.outside for piece in pieces(formula))


def plain(formula: str) -> str:
    """The formula without `ESTIMAT_*`; raises UnsayableError where plain Excel has no words for it.

    What is blank keeps its meaning: left out, or a reference to an empty cell, a rate is its
    default. A call with too many or too few arguments is the `#VALUE!` that it shows.
    """
    return rewritten(formula, _in_plain_excel)


def rewritten(formula: str, say: Say) -> str:
    """The formula with what `say` says in the place of each call, the innermost first."""
    if not _NAMED.search(formula):
        return formula
    reader = _Reader(pieces(formula), say)
    try:
        said = reader.expression("")
        while reader.left:  # a parenthesis too many: nothing a spreadsheet would have stored
            said += reader.left.pop().text + reader.expression("")
    except RecursionError:  # many times deeper than Excel's 64 levels
        raise UnsayableError("ESTIMAT") from None
    return said


def pieces(formula: str) -> list[Piece]:
    """The tokens of a formula; a table reference is one, brackets and all."""
    found: list[Piece] = []
    at = 0
    while match := _TOKEN.match(formula, at):
        at = match.end()
        text = match[0]
        if text == "[":
            at = _after_brackets(formula, match.start())
            text = formula[match.start() : at]
        outside = bool(match["outside"]) or (match["quoted"] is not None and "[" in text)
        found.append(Piece(text, (match["name"] or "").upper(), outside))
    return found


def _after_brackets(formula: str, start: int) -> int:
    """Where a table reference ends; in it an apostrophe takes away the meaning of the next sign."""
    depth = 0
    for sign in _BRACKET.finditer(formula, start):
        depth += (sign[0] == "[") - (sign[0] == "]")
        if not depth:
            return sign.end()
    return len(formula)


class _Reader:
    """Reads pieces from the left; those that are left wait in reverse."""

    def __init__(self, found: list[Piece], say: Say) -> None:
        self.left: Final = found[::-1]
        self._say: Final = say

    def expression(self, ends: str) -> str:
        """What stands up to one of the signs in `ends`, with the calls in it replaced."""
        said: list[Piece] = []
        open_ = 0
        while self.left:
            piece = self.left[-1]
            if not open_ and piece.text in (ends or ")"):
                break
            self.left.pop()
            open_ += (piece.text in _OPENING) - (piece.text in _CLOSING)
            if piece.call:
                single = bool(said) and said[-1].text == "@"
                piece = self._say(piece.call, self._arguments(), single)
                if single:
                    said.pop()
            said.append(piece)
        return "".join(
            f"({piece.text})" if piece.replaced and _binds(said, place) else piece.text
            for place, piece in enumerate(said)
        )

    def _arguments(self) -> list[str]:
        arguments = [self.expression(",)").strip()]
        while self.left and self.left.pop().text == ",":
            arguments.append(self.expression(",)").strip())
        return [] if arguments == [""] else arguments


def _in_plain_excel(name: str, arguments: list[str], _: bool) -> Piece:
    function = FUNCTIONS.get(name)
    if function is None or function.native is None:
        raise UnsayableError(name)
    if not 1 <= len(arguments) <= len(function.arguments):
        return Piece(VALUE.code)
    return Piece(_said(function, arguments), replaced=True)


def _said(function: Function, given: list[str]) -> str:
    """`native` with the arguments in their places."""
    native = function.native or ""
    padded = given + [""] * (len(function.arguments) - len(given))
    by_name = {
        argument.name: _meant(argument, text)
        for argument, text in zip(function.arguments, padded, strict=True)
    }

    def put(word: re.Match[str]) -> str:
        text = by_name.get(word[0])
        if text is None:
            return word[0]
        alone = native[word.start() - 1 : word.start()] in ("(", ",") and native[
            word.end() : word.end() + 1
        ] in (")", ",")
        return text if alone or _is_operand(text) else f"({text})"

    return _WORD.sub(put, native)


def _meant(argument: Argument, text: str) -> str:
    """An argument as plain Excel must have it, for a blank to mean what it means to us."""
    if not text:
        return str(argument.default or 0)
    of_a_table = text.endswith("]") and _is_operand(text)
    if argument.default is not None and (of_a_table or _CELLS.fullmatch(text)):
        return f"IF(ISBLANK({text}),{argument.default},{text})"
    return text


def _is_operand(text: str) -> bool:
    """Whether nothing can come between its parts: a number, a reference, a call, a parenthesis."""
    if not text:
        return False
    depth = 0
    for place, piece in enumerate(found := pieces(text)):
        depth += (piece.text in _OPENING or bool(piece.call)) - (piece.text in _CLOSING)
        if depth or piece.text in _CLOSING:
            if not depth and place < len(found) - 1:
                return False  # (a)(b), or (a)+b
            continue
        if len(piece.text) == 1 and not piece.text.isalnum() and piece.text not in "!:_$":
            return False
        if piece.text.isspace():
            return False
    return True


def _binds(said: list[Piece], place: int) -> bool:
    """Whether what stands beside a replaced call could tear its formula apart."""
    if _is_operand(said[place].text):
        return False
    before = [piece.text for piece in said[:place] if not piece.text.isspace()]
    after = [piece.text for piece in said[place + 1 :] if not piece.text.isspace()]
    return not (_lets_go(before) and (not after or after[0] in _LOOSER | set(",;)}+-")))


def _lets_go(before: list[str]) -> bool:
    """Whether what stands before binds no tighter than a product: nothing, a sum, a comparison."""
    if not before or before[-1] in _LOOSER | set(",;({"):
        return True
    if before[-1] not in "+-":
        return False
    # A sign in front of a number binds tighter than a power; a sum needs something to its left.
    return len(before) > 1 and before[-2][-1] not in "<>=&,;({+-*/^:@"
