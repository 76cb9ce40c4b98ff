"""A workbook that is open in Excel, over COM: what the commands ask of it, in few calls."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any, Final

from ..buttons.host import FILE_TYPES, Asked, Formulas, Question, Source, Stands
from ..core.book import Sheet
from ..core.errors import UsageError
from ..files.engine.program import Engine
from ..files.reading import read_book
from .engine import recalculated
from .filling import brings_chart, enter_all, fill, half_filled, is_filled
from .variants import left_out

_LINKS_AS_THEY_ARE: Final = 0
_FILE_PICKER: Final = 3
_FOLDER_PICKER: Final = 4
_CHOSEN: Final = -1
_AS_TEXT: Final = 2
_EXCELS_OWN: Final = (".xlsx", ".xlsm")
_LONGEST_PROMPT: Final = 255
"""Characters that Excel's box takes; it refuses more."""

_WITH_CHART: Final = "CopyObjectsWithCells"
_STILL: Final = {"ScreenUpdating": False, "EnableEvents": False, "DisplayAlerts": False}
_EXCELS_OWN_TEXTS: Final = False


class ExcelWorkbook:
    """`com` is Excel's own object; see `estimat.buttons.host.Workbook` for what is asked."""

    def __init__(self, com: Any) -> None:
        self._com = com
        self.full_name: str = com.FullName

    @property
    def name(self) -> str:
        return re.split(r"[\\/]", self.full_name)[-1]  # its folder may be on a disk or on a server

    @cached_property
    def _app(self) -> Any:
        return self._com.Application

    @cached_property
    def _sheets(self) -> Any:
        return self._com.Worksheets

    @contextmanager
    def quiet(self) -> Iterator[Callable[[str], None]]:
        app = self._app

        def say(text: str) -> None:
            app.StatusBar = text

        before = {name: getattr(app, name) for name in _STILL}
        try:
            for name, value in _STILL.items():
                setattr(app, name, value)
            yield say
        finally:
            for name, value in (before | {"StatusBar": _EXCELS_OWN_TEXTS}).items():
                with suppress(Exception):  # one that cannot be set back keeps none of the others
                    setattr(app, name, value)

    def save_copy(self, folder: Path) -> Path:
        # Excel opens no file whose ending is not that of its contents; one never saved has none.
        copy = folder / f"kopi{PurePath(self.name).suffix or '.xlsx'}"
        self._com.SaveCopyAs(str(copy))
        return copy

    def carry(self, file: Path, sheets: Mapping[str, Formulas | None], old: Stands) -> None:
        """Sheets that are there are filled; when something fails, all is put back."""
        was = {sheet.name: sheet for sheet in old.book.sheets}
        becomes = {sheet.name: sheet for sheet in read_book(file, file.name)[0].sheets}
        filled = {
            name: self._sheets(name)
            for name, formulas in sheets.items()
            if name in was and formulas is not None
        }
        self._refuse_protected(filled, sheets_come_or_go=len(filled) < len(sheets))
        try:
            chart = any(brings_chart(was[name], becomes[name]) for name in filled)
            with self._opened(file) as source, _set(self._app, _WITH_CHART, chart):
                for name, ours in filled.items():
                    fill(source(name), ours, was[name], becomes[name])
                self._add(source, {name: f or {} for name, f in sheets.items() if name not in was})
            for name in filled:
                self.enter(name, sheets[name] or {})
            for name in [name for name, formulas in sheets.items() if formulas is None]:
                self._sheets(name).Delete()
        except BaseException as problem:
            try:
                self._put_back(filled, becomes, old)
            except Exception:
                raise _half_written(sheets, old.copy) from problem
            raise

    def _put_back(
        self, filled: Mapping[str, Any], becomes: Mapping[str, Sheet], old: Stands
    ) -> None:
        was = {sheet.name: sheet for sheet in old.book.sheets}
        gone = was.keys() - self._leave_only(was.keys())
        with self._opened(old.copy) as source:
            for name, ours in filled.items():
                theirs, now = source(name), half_filled(ours, was[name], becomes[name])
                if now.tables != was[name].tables or not is_filled(theirs, ours, now, was[name]):
                    with _set(self._app, _WITH_CHART, brings_chart(now, was[name])):
                        fill(theirs, ours, now, was[name], half_filled=True)
            self._add(source, {name: was[name].formulas for name in was if name in gone})
        for name in filled:
            self.enter(name, was[name].formulas)

    def _refuse_protected(self, filled: Mapping[str, Any], *, sheets_come_or_go: bool) -> None:
        for name, ours in filled.items():
            if ours.ProtectContents:
                raise UsageError(
                    f"Arket «{name}» er beskyttet, så det kan ikke skrives. Opphev beskyttelsen "
                    "(Se gjennom › Opphev arkbeskyttelse), og prøv igjen. Ingenting er skrevet."
                )
        if sheets_come_or_go and self._com.ProtectStructure:
            raise UsageError(
                "Arbeidsbokens struktur er beskyttet, så ark kan ikke legges til eller fjernes. "
                "Opphev beskyttelsen (Se gjennom › Beskytt arbeidsbok), og prøv igjen."
            )

    def enter(self, name: str, formulas: Formulas) -> None:
        if formulas:
            enter_all(self._sheets(name), formulas)

    def show(self, name: str) -> None:
        with suppress(Exception):  # all is written; which sheet shows is the least of it
            self._sheets(name).Activate()

    def go_to(self, sheet: str, cell: str) -> bool:
        try:
            self._app.Goto(self._sheets(sheet).Range(cell), True)
        except Exception:  # whatever Excel has to say of it
            return False
        return True

    def source(self, folder: Path) -> Source | None:
        file, unsaved = Path(self.full_name), not self._com.Saved
        if file.suffix and file.suffix.lower() not in _EXCELS_OWN:
            return None
        # In OneDrive and SharePoint its name is an address, which no folder can be found by.
        if unsaved or not file.is_file():
            file = folder / (self.name if file.suffix else f"{self.name}.xlsx")
            self._com.SaveCopyAs(str(file))
        return Source(file, self.full_name, unsaved)

    def ask(self, question: Question, suggestion: str = "") -> str:
        _, asked, text = question
        if asked is Asked.TEXT:
            where = [left_out()] * 4
            if len(text) > _LONGEST_PROMPT:
                text = f"{text[: _LONGEST_PROMPT - 1]}…"
            answer = self._app.InputBox(text, "Estimat", suggestion, *where, _AS_TEXT)
        elif asked is Asked.SAVE:
            ending = PurePath(suggestion).suffix
            kind = f"{FILE_TYPES[ending]} (*{ending}), *{ending}"
            answer = self._app.GetSaveAsFilename(suggestion, kind, 1, text)
        else:
            is_folder = asked is Asked.FOLDER
            dialog = self._app.FileDialog(_FOLDER_PICKER if is_folder else _FILE_PICKER)
            dialog.Title = text
            dialog.AllowMultiSelect = False
            dialog.InitialFileName = suggestion and f"{suggestion}\\"
            answer = dialog.Show() == _CHOSEN and dialog.SelectedItems(1)
        # It is False when the user has changed their mind.
        return answer if isinstance(answer, str) else ""

    def open(self, file: Path) -> None:
        with suppress(Exception):  # it is written; another of that name may be open already
            self._app.Workbooks.Open(str(file))

    def engine(self) -> Engine:
        return Engine("Excel", lambda file: recalculated(self._app, file))

    @contextmanager
    def _opened(self, file: Path) -> Iterator[Any]:
        """The sheets of another file, for as long as it is needed."""
        source = self._app.Workbooks.Open(str(file), _LINKS_AS_THEY_ARE, True)
        try:
            yield source.Worksheets
        finally:
            source.Close(False)

    def _add(self, source: Any, sheets: Mapping[str, Formulas]) -> None:
        """Copy sheets to the end, one at a time: Excel copies no group with a table in it.

        All are there before a formula is entered, which may be about one of the others.
        """
        if not sheets:
            return
        # A formula in a table of one row is that of its column, for the rows that come, if so set.
        with _set(self._app.AutoCorrect, "AutoFillFormulasInLists", True):
            for name in sheets:
                source(name).Copy(left_out(), self._com.Sheets(self._com.Sheets.Count))
            for name, formulas in sheets.items():
                self.enter(name, formulas)

    def _leave_only(self, names: Set[str]) -> Set[str]:
        """Delete the sheets that have none of the names; gives those that are left."""
        sheets = self._com.Sheets
        left = set()
        for position in range(sheets.Count, 0, -1):
            sheet = sheets(position)
            if sheet.Name in names:
                left.add(sheet.Name)
            else:
                sheet.Delete()
        return left


@contextmanager
def _set(owner: Any, option: str, value: object) -> Iterator[None]:
    """Let an option of Excel's be this for a while."""
    before = getattr(owner, option)
    setattr(owner, option, value)
    try:
        yield
    finally:
        setattr(owner, option, before)


def _half_written(names: Iterable[str], copy: Path) -> UsageError:
    return UsageError(
        f"Excel lot ikke {' og '.join(names)} skrives ferdig, og heller ikke settes tilbake. "
        "Arbeidsboken kan være halvskrevet: lukk den uten å lagre. Slik den var, også med det som "
        f"ikke var lagret, ligger den i {copy} så lenge Excel er åpent. Åpne den, og lagre den "
        "under et nytt navn."
    )
