"""What the commands ask of a spreadsheet program, and of the one who uses it.

A program that can do this has every command: see `excel.workbook` and `calc.workbook`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from ..core.book import Book

if TYPE_CHECKING:
    from ..files.engine.program import Engine

FILE_TYPES: Final = {
    ".xlsx": "Excel-arbeidsbok",
    ".xlsm": "Excel-arbeidsbok med makroer",
    ".docx": "Word-dokument",
}
"""What files are called where a user chooses one, by their endings."""

Formulas = Mapping[tuple[int, int], str]


class Stands(NamedTuple):
    """A workbook as it stands: what it holds, with what is not saved yet, and a copy of it."""

    book: Book
    copy: Path


class Source(NamedTuple):
    """A file to read instead of the open workbook, and what that one is called."""

    file: Path
    called: str
    """Where the workbook itself is: a path, or an address on a server."""

    unsaved: bool
    """Whether it holds what is not saved yet."""


class Asked(Enum):
    """What an answer is."""

    TEXT = auto()
    FOLDER = auto()
    OPEN = auto()
    """A workbook that is there."""
    LIST = auto()
    """A list that is there: a workbook, or text with a sign between its columns."""
    SAVE = auto()
    """A file that is to be made; the ending of what is suggested says which kind."""


class Question(NamedTuple):
    """What only the user knows: what a macro calls the answer, what it is, and how to ask."""

    name: str
    asked: Asked
    text: str


class Workbook(Protocol):
    """A workbook that is open in a spreadsheet program."""

    full_name: str
    """Its name with its folder, where it has one: no other open workbook has it."""

    @property
    def name(self) -> str:
        """Its name as findings say it."""

    def quiet(self) -> AbstractContextManager[Callable[[str], None]]:
        """Hold the program still, and as it was afterwards; gives a way to say what goes on."""

    def save_copy(self, folder: Path) -> Path:
        """Save it as it stands to a new file; UsageError if no sheet can be carried into it.

        A program that finds that out only as it writes raises it in `carry`.
        """

    def carry(self, file: Path, sheets: Mapping[str, Formulas], old: Stands) -> None:
        """Fill sheets with those of a file, or add them last: all, or it stays as the `old`.

        Their formulas are then entered on them, and mean what they mean in this workbook.
        """

    def enter(self, name: str, formulas: Formulas) -> None:
        """Enter formulas on a sheet once more."""

    def show(self, name: str) -> None:
        """Turn to a sheet."""

    def go_to(self, sheet: str, cell: str) -> bool:
        """Select a cell; False when it cannot be shown."""

    def source(self, folder: Path) -> Source | None:
        """A file that holds just what it holds: its own, or a copy of it in the folder."""

    def ask(self, question: Question, suggestion: str = "") -> str:
        """What the user answers; an empty text when they would rather not."""

    def open(self, file: Path) -> None:
        """Open another workbook beside it, for the user to see, if it can be shown."""

    def engine(self) -> Engine:
        """The program itself, as the one that computes a file anew."""


class EditableWorkbook(Workbook, Protocol):
    """One in which sheets can be taken away as well."""

    def carry(self, file: Path, sheets: Mapping[str, Formulas | None], old: Stands) -> None:
        """As above, and take away the sheets that have None."""
