"""One workbook an area, for those who fill it in; and one workbook of them again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ..many import answers_not_read, find_workbooks
from ..workbooks.areafile import AreaPlan
from ..workbooks.new import refuse_new
from ..workbooks.proven import Made, Read, make, read_source
from ..workbooks.rebuilding import area_file_of

_NOT_IN_FILE_NAMES: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_LONGEST_NAME: Final = 100


def divide(source: Read, folder: Path) -> Made:
    """Make a workbook for each area, with the assumptions locked; the folder may be new.

    Raises UsageError before anything is written, and leaves nothing when something fails.
    """
    (estimate,) = source.estimates
    areas = area_file_of(source.estimates, estimate.book.file)
    # Of a part, what it is a part of.
    every = areas.whole or tuple((area.head.id, area.head.name) for area in areas.areas)
    areas = areas._replace(whole=every)
    files = {folder / _file_name(area): areas._replace(areas=(area,)) for area in areas.areas}
    for target in files:
        refuse_new(target)
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    left = make(source, files, "estimat del", [folder] * is_new)
    return Made(tuple(files), left, source.empty)


def returned(names: Sequence[str], *, partial: bool = False) -> Read:
    """Read the areas that have come back; raises RefusedError for errors, and for missing areas.

    They are let pass in a `partial` estimate.
    """
    rest = answers_not_read(names)
    return read_source(find_workbooks(names), rest, alone=False, partial=partial)


def collect(source: Read, target: Path) -> Made:
    """Make one workbook of them all, in the order of their consolidation.

    Of an estimate with areas missing it is a part, which is nobody's total.
    """
    refuse_new(target)
    areas = area_file_of(source.estimates, target.stem)
    order = [entry.id for entry in source.consolidation.areas]
    in_order = sorted(areas.areas, key=lambda area: order.index(area.head.id))
    whole = areas.whole if source.missing else ()
    areas = areas._replace(areas=tuple(in_order), whole=whole)
    left = make(source, {target: areas}, "estimat samle")
    others = (f"{file}: hele fila (ingen tjenesteområder)" for file in source.without_areas)
    return Made((target,), (*others, *left), source.empty)


def _file_name(area: AreaPlan) -> str:
    name = _NOT_IN_FILE_NAMES.sub(" ", f"{area.head.id} {area.head.name}")
    return f"{' '.join(name.split())[:_LONGEST_NAME].strip(' .')}.xlsm"
