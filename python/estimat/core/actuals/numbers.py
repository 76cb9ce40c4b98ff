"""Numbers as time systems write them, read only where there is one way to read them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from ..amounts import LARGEST
from ..digits import Meant, decimal_signs, settled, ways_to_read

_LONGEST: Final = 40
_SPACES: Final = re.compile(r"[ \u00a0\u202f\u2009]")
_AROUND: Final = re.compile(r"^(?:kr|nok)\.?\s*|\s*(?:,-|kr\.?|nok|timer|tim\.?|t)$", re.IGNORECASE)
_LIKE_A_NUMBER: Final = re.compile(
    r"(?:[-−+0-9.,' \u00a0\u202f\u2009%:/]|\b(?:kr|nok|timer|tim|t|h)\b|(?<=[0-9])[te](?![a-zæøå]))"
    r"{1,30}",
    re.IGNORECASE,
)


def number_of(text: str, decimal_sign: str = "") -> Decimal | None:
    """The number that a text can only mean; None when it is none, or there are two ways to read it.

    The `decimal_sign` that the numbers beside it have settles what is 1,234.

    >>> number_of("1 234,50"), number_of("1.234,5-"), number_of("kr 400,-")
    (Decimal('1234.50'), Decimal('-1234.5'), Decimal('400'))
    >>> number_of("1,234"), number_of("1,234", ","), number_of("ca. 40")
    (None, Decimal('1.234'), None)
    """
    if len(text) > _LONGEST:
        return None
    bare, sign = _bare(text)
    signs = {decimal_sign} if decimal_sign else set()
    ways = settled(_ways(bare), signs)
    if len(ways) != 1 or ways[0].value >= LARGEST:
        return None
    return -ways[0].value if sign else ways[0].value


def _ways(bare: str) -> list[Meant]:
    """Every number that it can be; without a whole number before the decimals it has none."""
    return ways_to_read(f"0{bare}" if bare[:1] in (".", ",") else bare)


def _bare(text: str) -> tuple[str, str]:
    """A text without unit and sign, and the sign: before it, or after it as some systems do."""
    bare = _AROUND.sub("", _AROUND.sub("", _SPACES.sub(" ", text.strip())))
    bare = bare.replace("−", "-").strip()
    if bare.endswith("-"):
        bare = f"-{bare[:-1].strip()}"
    sign = "-" if bare.startswith("-") else ""
    return bare.removeprefix("-").removeprefix("+").strip(), sign


def decimal_sign_of(texts: Iterable[str]) -> str:
    """The one decimal sign that these numbers can have; empty when they show none, or both."""
    found = decimal_signs(_ways(_bare(text)[0]) for text in {*texts} if len(text) <= _LONGEST)
    return found.pop() if len(found) == 1 else ""


def may_be_quoted(text: str) -> bool:
    """Whether a text is so like a number that no name of a person can stand in it."""
    return bool(re.search("[0-9]", text) and _LIKE_A_NUMBER.fullmatch(text.strip()))
