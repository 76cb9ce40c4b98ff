"""Sheets carried from a file into the open workbook: all of them, or it stays as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from typing import Any, Final

from ..core.book import Book, address
from .variants import LEFT_OUT

_LINKS_AS_THEY_ARE: Final = 0
_ERROR: Final = 10
"""The type of a VARIANT that holds one; the code of a left-out argument is one of them."""


def carry(target: Any, file: Path, names: Sequence[str], now: Book, copy: Path) -> dict[str, Any]:
    """Put sheets of a file into the workbook, in the place of those that have their names.

    `now` is what the workbook holds, and `copy` a file of that: what cannot be finished is put back
    from there. Gives the new sheets by name.
    """
    sheets = target.Worksheets
    there = {sheet.name for sheet in now.sheets}
    old = {name: sheets(name) for name in names if name in there}
    gone: list[str] = []
    try:
        added = _copied(target, file, names, old, len(there))
        for name, sheet in old.items():
            sheet.Delete()
            gone.append(name)
            added[name].Name = name
        _point_again(sheets, now, gone)
    except BaseException:
        _leave_only(target, there - set(gone))
        _copied(target, copy, gone, {}, len(there) - len(gone))
        _point_again(sheets, now, gone)
        raise
    return added


def _copied(
    target: Any, file: Path, names: Sequence[str], before: Mapping[str, Any], count: int
) -> dict[str, Any]:
    """Copy sheets of a file, each to stand before the one that is given for it, or else last.

    One at a time: Excel copies no group of sheets in which there is a table.
    """
    if not names:
        return {}
    from win32com.client import VARIANT  # noqa: PLC0415  only where there is Excel

    left_out = VARIANT(_ERROR, LEFT_OUT)
    copies: dict[str, Any] = {}
    source = target.Application.Workbooks.Open(str(file), _LINKS_AS_THEY_ARE, True)
    try:
        sheets = source.Worksheets
        for name in names:
            if name in before:
                sheets(name).Copy(before[name])
            else:
                sheets(name).Copy(left_out, target.Sheets(count))
                count += 1
            copies[name] = target.ActiveSheet
    finally:
        source.Close(False)
    return copies


def _leave_only(target: Any, names: Set[str]) -> None:
    """Delete the sheets that have none of the names, whatever Excel has called them."""
    sheets = target.Sheets
    for position in range(sheets.Count, 0, -1):
        sheet = sheets(position)
        if sheet.Name not in names:
            sheet.Delete()


def _point_again(sheets: Any, now: Book, replaced: Sequence[str]) -> None:
    """Write formulas that point to a replaced sheet once more; Excel has made them #REF!."""
    pointing = re.compile("|".join(rf"(?<!\w){re.escape(name)}'?!" for name in replaced) or "(?!)")
    for sheet in now.sheets:
        for cell, formula in sheet.formulas.items():
            if sheet.name not in replaced and pointing.search(formula):
                sheets(sheet.name).Range(address(*cell)).Formula = f"={formula}"
