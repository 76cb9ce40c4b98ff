"""A workbook that is open in Calc, over UNO: what the commands ask of it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from com.sun.star.util import URL

from ..buttons.host import Formulas, Question, Source, Stands
from ..core.errors import UsageError
from ..files.engine.program import Engine
from .asking import asked
from .engine import recalculated
from .loading import EXCEL, opened, properties
from .opened import file_of, is_as_loaded, location
from .pasting import link_charts, name_looks
from .undo import add_sheet, one_step

_SAID_OTHERWISE: Final = re.compile(r""""[^"]*"|('(?:[^']|'')*'|\w+)!|,""")
"""A text, which is let be; the name of a sheet before a cell; a comma."""

_EVERYTHING: Final = 1023
"""What `clearContents` can clear: values, texts, formulas, formats, notes, drawings …"""


class CalcWorkbook:
    """`document` is Calc's own object; see `estimat.buttons.host.Workbook` for what is asked.

    Whoever runs a command may have the answers to what it asks: they are `given`, by name.
    """

    def __init__(self, context: Any, document: Any, given: Mapping[str, Any]) -> None:
        self._context = context
        self._desktop = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )
        self._document = document
        self._given = given
        self.full_name = str(location(document))

    @property
    def name(self) -> str:
        return Path(self.full_name).name

    @contextmanager
    def quiet(self) -> Iterator[Callable[[str], None]]:
        indicator = self._controller.Frame.createStatusIndicator()
        with ExitStack() as afterwards:
            self._document.lockControllers()
            afterwards.callback(self._document.unlockControllers)
            self._document.addActionLock()
            afterwards.callback(self._document.removeActionLock)
            afterwards.callback(indicator.end)
            yield lambda text: indicator.start(text, 0)

    def save_copy(self, folder: Path) -> Path:
        if self._document.isReadonly():
            raise UsageError(
                "Arbeidsboken er åpnet skrivebeskyttet, så ark kan ikke skrives. Åpne den for "
                "redigering (Rediger › Redigeringsmodus), og prøv igjen."
            )
        if self._document.isProtected():
            raise UsageError(
                "Arbeidsbokens struktur er beskyttet, så ark kan ikke skrives. Opphev "
                "beskyttelsen (Verktøy › Beskytt regnearkstruktur), og prøv igjen."
            )
        copy = folder / "kopi.xlsx"
        file = file_of(self._document)
        # Somebody else may have put another file there, and it is not what the user looks at.
        if file and is_as_loaded(self._document):
            shutil.copyfile(file, copy)
        else:
            self._document.storeToURL(copy.as_uri(), properties(FilterName=EXCEL))
        return copy

    def carry(self, file: Path, sheets: Mapping[str, Formulas], old: Stands) -> None:
        """What fails is undone as the user would undo it, so no copy of the old is needed."""
        title = f"Estimat: skriv {' og '.join(sheets)}"
        with (
            opened(self._desktop, file) as source,
            self._view_kept(),
            one_step(self._document, title),
        ):
            name_looks(source)
            # Those that are there first: what fails with them has added no sheet.
            for name in sorted(sheets, key=self._document.Sheets.hasByName, reverse=True):
                self._fill(source, name)
            for name, entered in sheets.items():
                self._enter_all(name, entered)

    def enter(self, name: str, formulas: Formulas) -> None:
        with one_step(self._document, f"Estimat: rett formler på {name}"):
            self._enter_all(name, formulas)

    def _enter_all(self, name: str, formulas: Formulas) -> None:
        ours = self._document.Sheets.getByName(name)
        for (row, column), formula in formulas.items():
            _enter(ours.getCellByPosition(column - 1, row - 1), formula)

    def show(self, name: str) -> None:
        with suppress(Exception):  # all is written; which sheet shows is the least of it
            self._controller.setActiveSheet(self._document.Sheets.getByName(name))

    def go_to(self, sheet: str, cell: str) -> bool:
        try:
            found = self._document.Sheets.getByName(sheet)
            if found.IsVisible:
                self._select(found.getCellRangeByName(cell))
        except Exception:  # whatever Calc has to say of it
            return False
        return bool(found.IsVisible)

    def source(self, folder: Path) -> Source | None:
        file = file_of(self._document)  # a copy of what is not saved would be another workbook
        return Source(file, str(file), unsaved=False) if file else None

    def ask(self, question: Question, suggestion: str = "") -> str:
        answer = self._given.get(question.name)
        return asked(self._context, question, suggestion) if answer is None else str(answer)

    def open(self, file: Path) -> None:
        with suppress(Exception):  # it is written; that it shows is the least of it
            self._desktop.loadComponentFromURL(file.as_uri(), "_blank", 0, ())

    def engine(self) -> Engine:
        return Engine("LibreOffice Calc", partial(recalculated, self._desktop))

    @property
    def _controller(self) -> Any:
        return self._document.CurrentController

    def _select(self, cells: Any) -> None:
        """Select cells on one sheet alone; of sheets chosen together all would be written on."""
        self._controller.setActiveSheet(cells.Spreadsheet)
        url = URL()
        url.Protocol, url.Path = ".uno:", "TableDeselectAll"
        url.Complete = url.Main = url.Protocol + url.Path
        alone = self._controller.Frame.queryDispatch(url, "_self", 0)
        alone.dispatch(url, properties(SynchronMode=True))
        self._controller.select(cells)

    @contextmanager
    def _view_kept(self) -> Iterator[None]:
        """Turn back to the sheet and the cells that were selected."""
        sheet, selected = self._controller.ActiveSheet, self._document.CurrentSelection
        try:
            yield
        finally:
            with suppress(Exception):  # a selection that cannot be made again loses nothing
                self._controller.setActiveSheet(sheet)
                self._controller.select(selected)

    def _fill(self, source: Any, name: str) -> None:
        """Put a sheet of the other document in the place of ours, or last.

        The sheet itself stays, and with it every formula, chart and name that points to it. The way
        is the one of copy and paste, by which all that is on it comes along, links and chart too.
        """
        sheets, theirs = self._document.Sheets, source.Sheets.getByName(name)
        there = sheets.hasByName(name)
        ours = sheets.getByName(name) if there else add_sheet(self._document, name)
        if ours.isProtected():
            raise UsageError(
                f"Arket «{name}» er beskyttet, så det kan ikke skrives. Opphev beskyttelsen "
                "(Verktøy › Beskytt ark), og prøv igjen. Ingenting er skrevet."
            )
        _set_heights(ours, _heights(ours))  # or undoing would fit the rows to their contents
        ours.clearContents(_EVERYTHING)
        controller, other = self._controller, source.CurrentController
        other.setActiveSheet(theirs)
        other.select(theirs)
        ours.IsVisible = True  # nothing can be pasted on a sheet that cannot be turned to
        first = ours.getCellByPosition(0, 0)
        self._select(first)
        if self._document.CurrentSelection.AbsoluteName != first.AbsoluteName:
            raise RuntimeError(f"arket {name} lot seg ikke velge")
        controller.insertTransferable(other.getTransferable())
        frozen = other.SplitColumn if other.SplitHorizontal else 0
        controller.freezeAtPosition(frozen, other.SplitRow)
        _set_heights(ours, _heights(theirs))
        self._structure(source, theirs, ours)
        with suppress(Exception):  # they show what is so now, and all is written
            link_charts(self._context, self._document, ours, theirs)
        if _used(ours).DataArray != _used(theirs).DataArray:
            raise RuntimeError(f"arket {name} ble ikke det det skulle")

    def _structure(self, source: Any, theirs: Any, ours: Any) -> None:
        """What belongs to the sheet and not to its cells: tables, and how it is printed."""
        here, ranges = ours.RangeAddress.Sheet, self._document.DatabaseRanges
        for old in [each.Name for each in ranges if each.DataArea.Sheet == here]:
            ranges.removeByName(old)
        for table in source.DatabaseRanges:
            area = table.DataArea
            if area.Sheet == theirs.RangeAddress.Sheet:
                area.Sheet = here
                ranges.addNewByName(table.Name, area)
        areas = theirs.PrintAreas
        for area in areas:
            area.Sheet = here
        if areas:  # to have none is to be printed whole; to be given none is not to be printed
            ours.PrintAreas = areas
        ours.TitleRows = theirs.TitleRows
        ours.PrintTitleRows = theirs.PrintTitleRows
        ours.removeAllManualPageBreaks()
        for each in theirs.RowPageBreaks:
            if each.ManualBreak:
                ours.Rows.getByIndex(each.Position).IsStartOfNewPage = True


def _enter(cell: Any, formula: str) -> None:
    """Enter a formula that stands in Excel's files.

    The parser of formulas that Calc offers would take these as they are, but knows no tables.
    """
    cell.setFormula(f"={_SAID_OTHERWISE.sub(_said_here, formula)}")


def _said_here(found: re.Match[str]) -> str:
    """What Excel parts by commas has semicolons here, and a sheet a dot."""
    if found[1]:
        return f"${found[1]}."
    return ";" if found[0] == "," else found[0]


def _used(sheet: Any) -> Any:
    """A sheet from its first cell to its last."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    return sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)


def _heights(sheet: Any) -> list[int]:
    return [row.Height for row in _used(sheet).Rows]


def _set_heights(sheet: Any, heights: Sequence[int]) -> None:
    """Make the first rows so high; neighbours of one height in one call."""
    top = 0
    for height, same in groupby(heights):
        bottom = top + len(list(same)) - 1
        sheet.getCellRangeByPosition(0, top, 0, bottom).Rows.Height = height
        top = bottom + 1
