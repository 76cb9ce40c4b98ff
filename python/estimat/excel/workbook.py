"""A workbook that is open in Excel, over COM: what the commands ask of it, in few calls."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any, Final

from ..buttons.host import FILE_TYPES, Asked, Formulas, Question, Stands
from ..core.book import Book, address
from ..core.errors import UsageError
from ..files.engine.program import Engine
from .engine import recalculated
from .variants import LEFT_OUT

_LINKS_AS_THEY_ARE: Final = 0
_ERROR: Final = 10
"""The type of a VARIANT that holds one; the code of a left-out argument is one of them."""

_FILE_PICKER: Final = 3
_FOLDER_PICKER: Final = 4
_CHOSEN: Final = -1
_AS_TEXT: Final = 2
_EXCELS_OWN: Final = (".xlsx", ".xlsm")

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
        if self._com.ProtectStructure:
            raise UsageError(
                "Arbeidsbokens struktur er beskyttet, så ark kan ikke skrives. Opphev "
                "beskyttelsen (Se gjennom › Beskytt arbeidsbok), og prøv igjen."
            )
        # Excel opens no file whose ending is not that of its contents; one never saved has none.
        copy = folder / f"kopi{PurePath(self.name).suffix or '.xlsx'}"
        self._com.SaveCopyAs(str(copy))
        return copy

    def carry(self, file: Path, sheets: Mapping[str, Formulas], old: Stands) -> None:
        """The new sheets are in before an old one goes; if more fails, the copy brings it back."""
        there = {sheet.name for sheet in old.book.sheets}
        replaced = {name: self._sheets(name) for name in sheets if name in there}
        gone: list[str] = []
        try:
            added = self._copied(file, [*sheets], replaced, len(there))
            for name, sheet in replaced.items():
                sheet.Delete()
                gone.append(name)
                added[name].Name = name
            self._point_again(old.book, gone)
            for name, entered in sheets.items():
                if entered:
                    self._enter(name, entered)
        except BaseException:
            self._leave_only(there - set(gone))
            self._copied(old.copy, gone, {}, len(there) - len(gone))
            self._point_again(old.book, gone)
            for sheet in old.book.sheets:
                if sheet.name in gone:
                    self._enter(sheet.name, sheet.formulas)
            raise

    def delete(self, name: str) -> None:
        self._sheets(name).Delete()

    def _enter(self, name: str, formulas: Formulas) -> None:
        sheet = self._sheets(name)
        for cell, formula in formulas.items():
            sheet.Range(address(*cell)).Formula = f"={formula}"

    def show(self, name: str) -> None:
        with suppress(Exception):  # all is written; which sheet shows is the least of it
            self._sheets(name).Activate()

    def go_to(self, sheet: str, cell: str) -> bool:
        try:
            self._app.Goto(self._sheets(sheet).Range(cell), True)
        except Exception:  # whatever Excel has to say of it
            return False
        return True

    def file(self) -> Path | None:
        file = Path(self.full_name)  # or an address on a server, where nothing here is a file
        holds_it = self._com.Saved and file.suffix.lower() in _EXCELS_OWN and file.is_file()
        return file if holds_it else None

    def ask(self, question: Question, suggestion: str = "") -> str:
        _, asked, text = question
        if asked is Asked.TEXT:
            where = [_left_out()] * 4
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

    def _copied(
        self, file: Path, names: Sequence[str], before: Mapping[str, Any], count: int
    ) -> dict[str, Any]:
        """Copy sheets of a file, each to stand before the one that is given for it, or else last.

        One at a time: Excel copies no group of sheets in which there is a table.
        """
        if not names:
            return {}
        left_out = _left_out()
        copies: dict[str, Any] = {}
        source = self._app.Workbooks.Open(str(file), _LINKS_AS_THEY_ARE, True)
        try:
            sheets = source.Worksheets
            for name in names:
                if name in before:
                    sheets(name).Copy(before[name])
                else:
                    sheets(name).Copy(left_out, self._com.Sheets(count))
                    count += 1
                copies[name] = self._com.ActiveSheet
        finally:
            source.Close(False)
        return copies

    def _leave_only(self, names: Set[str]) -> None:
        """Delete the sheets that have none of the names, whatever Excel has called them."""
        sheets = self._com.Sheets
        for position in range(sheets.Count, 0, -1):
            sheet = sheets(position)
            if sheet.Name not in names:
                sheet.Delete()

    def _point_again(self, now: Book, replaced: Sequence[str]) -> None:
        """Write formulas that point to a replaced sheet once more; Excel has made them #REF!."""
        names = "|".join(map(re.escape, replaced)) or "(?!)"
        pointing = re.compile(rf"(?<!\w)(?:{names})'?!")
        for sheet in now.sheets:
            if sheet.name not in replaced:
                found = {
                    cell: each for cell, each in sheet.formulas.items() if pointing.search(each)
                }
                if found:
                    self._enter(sheet.name, found)


def _left_out() -> Any:
    """An optional argument that is not given."""
    from win32com.client import VARIANT  # noqa: PLC0415  only where there is Excel

    return VARIANT(_ERROR, LEFT_OUT)
