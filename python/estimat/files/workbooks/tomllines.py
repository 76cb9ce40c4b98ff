"""On which line of a TOML file each key stands, which those who parse it do not tell.

Only of a file that has been parsed: what is no TOML is not told from what is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final, TypeAlias

Key: TypeAlias = tuple[str | int, ...]
"""The way to a key from the top of the file; one of many tables has its number, from 0."""

_LONG: Final = r'"""(?:\\.|[^\\])*?"""' + r"|'''.*?'''"
_SHORT: Final = r'"(?:\\.|[^"\\\n])*"' + r"|'[^'\n]*'"
_WORDS: Final = re.compile(rf"{_LONG}|{_SHORT}|#[^\n]*", re.DOTALL)
_HEAD: Final = re.compile(r"\s*(\[\[?)([\s\w.-]+)\]")
_KEY: Final = re.compile(r"\s*([\w.-]+(?:\s*\.\s*[\w.-]+)*)\s*=")
_QUOTED_KEY: Final = re.compile(r"\s*[=.]")


def lines_of(text: str) -> Mapping[Key, int]:
    """The line, from 1, of every table and key that is written without quotes."""
    lines: dict[Key, int] = {}
    many: Counter[Key] = Counter()
    here: Key = ()
    whole: Key = ()
    open_brackets = inline = 0
    for number, line in enumerate(_WORDS.sub(_blank, text).split("\n"), start=1):
        head, key = (each.match(line) for each in (_HEAD, _KEY))
        if not open_brackets and head:
            *above, name = (each.strip() for each in head[2].split("."))
            here = _below((), above, many)
            here = (*here, name)
            if head[1] == "[[":
                many[here] += 1
            here = _below(here[:-1], [name], many)
            lines.setdefault(here, number)
            continue
        if not open_brackets and key:
            whole = (*here, *(each.strip() for each in key[1].split(".")))
            inline = 0
            for length in range(len(here) + 1, len(whole) + 1):
                lines.setdefault(whole[:length], number)
        for sign in line[key.end() if key and not open_brackets else 0 :]:
            if sign == "{" and open_brackets == 1:  # one of many tables, written in a list
                lines.setdefault((*whole, inline), number)
                inline += 1
            open_brackets += (sign in "[{") - (sign in "]}")
    return lines


def _below(key: Key, names: list[str], many: Mapping[Key, int]) -> Key:
    """The key of a table below another: of one of many, the last that has begun."""
    for name in names:
        key = (*key, name)
        if many.get(key):
            key = (*key, many[key] - 1)
    return key


def _blank(words: re.Match[str]) -> str:
    """What stands in quotes or after #, without anything but its ends of lines; a key is left."""
    if words[0][0] in "\"'" and _QUOTED_KEY.match(words.string, words.end()):
        return words[0].strip("\"'")
    return "\n" * words[0].count("\n")
