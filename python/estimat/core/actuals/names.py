"""Codes as they are told: not where they may be the name or the number of a person."""

from __future__ import annotations

import re
from typing import Final

MASKED: Final = "en kode som kan være et navn"
_LONGEST: Final = 40
_WORD: Final = re.compile(r"[^\W\d_]{5}|[A-ZÆØÅ][a-zæøå]|[^\W\d_]{2}.*[\s,.].*[^\W\d_]{2}|@")
"""A run of letters, or a capital before a small one: a name may stand there."""

_PERSONAL_NUMBER: Final = re.compile(
    r"[0-9]{6}[ -]?[0-9]{5}|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2,4}[ -]?[0-9]{5}"
)


def may_be_told(code: str) -> bool:
    """Whether a code can be no name of a person, and no personal number.

    >>> [may_be_told(each) for each in ("4711", "PLL-1", "Ola 12", "Nordmann", "010190 12345")]
    [True, True, False, False, False]
    """
    return (
        len(code) <= _LONGEST
        and bool(re.search("[0-9]", code))
        and not _WORD.search(code)
        and not _PERSONAL_NUMBER.fullmatch(code)
    )


def shown_code(code: str, masked: str = MASKED) -> str:
    """A code as it is told; `masked` stands for one that may be a name."""
    bare = code.removesuffix(",")
    if not bare:
        return "linjer uten kode"
    if bare != code:
        return f"tallet {bare.replace('.', ',')}"
    return bare if may_be_told(bare) else masked
