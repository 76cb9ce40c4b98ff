"""A new area for a workbook that is in use: an empty sheet, complete, in a file of its own."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Final

from ...core.errors import UsageError
from ...core.estimate import Head
from ...core.layout import Status
from ..writing.styles import Styles, close, new_workbook
from ..writing.takenout import taken_out
from .areafile import (
    LONGEST_SHEET_NAME,
    NOT_IN_SHEET_NAMES,
    RESERVED_SHEETS,
    AreaPlan,
    free_name,
    read_area_file,
)
from .areasheet import write_area

_LONGEST_ID: Final = 8


def save_empty_area(
    target: Path, name: str, ids: Collection[str], sheets: Collection[str]
) -> tuple[str, dict[tuple[int, int], str]]:
    """Write the sheet of an area by this name; gives what it is called, and its formulas.

    Its id and its sheet's name are made from the area's name, and are none of those in use. The
    formulas are not in the file: in another workbook they could go on meaning functions of it.
    """
    name = " ".join(name.split())
    sheet = "".join(sign for sign in name if sign not in NOT_IN_SHEET_NAMES).strip()
    letters = "".join(word[0] for word in re.findall(r"[^\W\d_]\w*", name)).upper()
    if not sheet or not letters:
        raise UsageError("Skriv et navn på det nye tjenesteområdet, med minst én bokstav.")
    area = AreaPlan(
        free_name(sheet, LONGEST_SHEET_NAME, {*sheets, *RESERVED_SHEETS}),
        Head(free_name(letters, _LONGEST_ID, ids), name, status=Status.DRAFT.value),
    )
    book = new_workbook(target)
    # Without activities no rate matters; those of the workbook hold as soon as it is in there.
    write_area(area, read_area_file()._replace(example=""), book, Styles(book))
    (sheet,) = book.worksheets()
    formulas = taken_out(sheet)
    close(book)
    return area.sheet, formulas
