"""A new workbook: how to use it, the assumptions, one sheet for each service area, and the note.

`write_template` adds the sheets that people fill in. Whoever owns the workbook adds after them the
sheets that Estimat fills in, and closes it.
"""

from __future__ import annotations

from xlsxwriter import Workbook

from ..writing.styles import Styles
from .areafile import AreaFile
from .areasheet import write_area
from .assumptionsheet import write_assumptions
from .guidesheet import write_guide
from .notesheet import write_note


def write_template(areas: AreaFile, book: Workbook) -> None:
    """Add Veiledning, Forutsetninger, one sheet for each area, and Notat where it has words."""
    styles = Styles(book)
    write_guide(areas, book, styles)
    write_assumptions(areas, book, styles)
    for area in areas.areas:
        write_area(area, areas, book, styles)
    if areas.note:
        write_note(areas.areas, areas.note, book, styles, locked=bool(areas.whole))
