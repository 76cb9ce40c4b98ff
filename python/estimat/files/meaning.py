"""What the stored text of a sheet's cells means: formulas, numbers, texts, errors and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from ..core.values import CellError, Value
from .cells import Cells

Place: TypeAlias = tuple[int, int]

_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NUMERALS: Final = re.compile(r"[-+.0-9eE]*")


def formulas_of(cells: Cells) -> dict[Place, str]:
    """The formulas by their cells; the cells of a shared formula each have its text."""
    formulas = cells.formulas
    if any(cells.shared):
        formulas = _spread(cells.shared, formulas)
    return {
        place: formula
        for place, formula in zip(cells.places, formulas, strict=True)
        if formula is not None
    }


def _spread(shared: Sequence[str | None], formulas: Sequence[str | None]) -> list[str | None]:
    """Give all cells of a shared formula the text that the first of them has."""
    masters: dict[str, str] = {}
    spread = []
    for group, formula in zip(shared, formulas, strict=True):
        if group:
            formula = masters[group] = formula or masters.get(group, "")
        spread.append(formula)
    return spread


def values_of(cells: Cells, strings: Mapping[str, str]) -> dict[Place, Value]:
    """What the cells say, those that say something; `strings` are the shared ones, by number."""
    stored = list(zip(cells.places, cells.kinds, cells.texts, strict=True))
    numbers = {place: text for place, kind, text in stored if text and kind in _NUMBER_KINDS}
    values: dict[Place, Value] = dict(zip(numbers, _numbers(numbers.values()), strict=True))
    for place, kind, text in stored:
        if kind == "s" and text and (said := strings.get(text) or strings[text.strip()]):
            values[place] = said
    if not _COMMON_KINDS.issuperset(cells.kinds):
        for place, kind, text in stored:
            if kind not in _COMMON_KINDS and (text or (kind == "str" and text is not None)):
                values[place] = _other(kind, text)
    return values


_NUMBER_KINDS: Final = (None, "n")
_COMMON_KINDS: Final = {None, "n", "s"}


def _numbers(texts: Iterable[str]) -> Iterable[Value]:
    # float() alone would take "1_0" for ten.
    if _NUMERALS.fullmatch("".join(texts)):
        try:
            return list(map(float, texts))
        except ValueError:
            pass  # one of them is not a number after all
    return map(_number, texts)


def _number(text: str) -> Value:
    """A number; outside the grammar, not-a-number and infinity are to report, and others text."""
    stripped = text.strip(" \t\r\n")
    if _NUMERALS.fullmatch(stripped):
        try:
            return float(stripped)
        except ValueError:
            return text
    return float("nan") if stripped.strip("+-").lower() in ("nan", "inf", "infinity") else text


def _other(kind: str | None, text: str) -> Value:
    if kind == "e":
        return CellError(text)
    if kind == "b":
        return text in ("1", "true")
    return unescaped(text)


def unescaped(text: str) -> str:
    """Undo the way Excel writes signs that XML cannot hold, `_x000D_`."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    # Two escapes may spell one character in UTF-16; half a character is none.
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def formats_of(
    cells: Cells, values: Mapping[Place, Value], formats: Mapping[str | None, str]
) -> dict[Place, str]:
    """The formats of the cells whose number may look like another; one to be computed is one."""
    if formats.keys().isdisjoint(cells.styles):
        return {}
    return {
        place: formats[style]
        for place, style, formula in zip(cells.places, cells.styles, cells.formulas, strict=True)
        if style in formats
        and isinstance(values.get(place, 0.0 if formula is not None else None), float)
    }
