"""What says of a whole table that its kroner are in thousands or millions."""

from __future__ import annotations

import re
from typing import Final

A_THOUSAND: Final = r"1[ .]?000(?![ .]?\d)"
UNIT: Final = re.compile(
    r"\b(?P<word>mill|million|millioner|mrd|milliard|milliarder|mnok|mkr|tkr|tnok|knok|kkr|t\.?\s?kr"
    r"|tusen(?:er)?\s+(?:kr|kroner|nok))\b(?!-\w)"
    r"|\b(?:i|hele|enhet:?|beløp:?)\s+tusen(?:er)?\b|^\W*tusen\W*$|\(tusen\)"
    rf"|(?P<thousand>\b{A_THOUSAND}[\s-]*(?:kr|kroner|nok)\b(?!\s*(?:/|per\b|pr\b)))"
    rf"|\bi\s+(?:hele\s+)?{A_THOUSAND}(?!-|\s*[^\W\d])"
    rf"|(?:^|\(|\b(?:i|hele)|\benhet:?)\s*(?:nok|kr|kroner)\.?\s*{A_THOUSAND}(?=\s*(?:$|[).,;]))"
    r"|(?<!\d)['’]000\b"
)
AN_AMOUNT: Final = re.compile(
    r"(?:\d|\b(?:en|én|ett|et|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|tjue|hundre|halv|halvannen|"
    r"flere|noen|mange|få|x|nærmeste|per|pr\.?))\s*$"
)
"""What before the unit makes a text say an amount."""

A_YEAR_BEFORE: Final = re.compile(r"(?<![\d.,])20\d\d\s*$")
"""A year, which makes no unit after it an amount."""
