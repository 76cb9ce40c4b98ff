"""The buttons for what goes out to the areas and comes back, in every spreadsheet program."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..core import layout, norwegian
from ..core.collection import report
from ..core.errors import UsageError
from ..core.norwegian import counted
from ..files.many import find_workbooks, reading_instead, refuse_inside
from .host import Asked, Question, Source, Workbook
from .working import (
    account,
    beside_folder,
    folder_of,
    lines,
    of_source,
    read_open,
    refuse_unsaved,
    source_of,
    working,
)

if TYPE_CHECKING:
    from ..files.collection.dividing import Answers

_AREAS_TO: Final = Question("Til", Asked.FOLDER, "Mappen som områdenes arbeidsbøker legges i")
_DEADLINE: Final = Question("Frist", Asked.TEXT, "Når skal svarene være tilbake?")
_SENT_TO: Final = Question("Mottaker", Asked.TEXT, "Hvem skal svarene sendes til?")
_HAVE_ESTIMAT: Final = Question(
    "HarEstimat", Asked.TEXT,
    "Har alle områdene Estimat? Nei: filene får Excels egne formler (.xlsx).",
)  # fmt: skip
_LEFT: Final = ("merknad å rette", "merknader å rette")
_THREE_WEEKS: Final = timedelta(weeks=3)
_WHOEVER_SENT_IT: Final = "den som sendte fila"
_AREAS_FROM: Final = Question("Fra", Asked.FOLDER, "Mappen med områdenes arbeidsbøker")
_REMARKS_TO: Final = Question("Til", Asked.FOLDER, "Mappen som kopiene med merknader legges i")
_RATES_TO: Final = Question("Til", Asked.FOLDER, "Mappen som kopiene med nye satser legges i")
_OVERVIEW: Final = Question("Til", Asked.SAVE, "Lagre oversikten")
_WHOLE: Final = Question("Til", Asked.SAVE, "Lagre den samlede arbeidsboken")
_PARTLY: Final = Question(
    "Delvis", Asked.TEXT,
    "Ikke alt kan samles ennå. Samle det som er godt, og la arkene i {} stå for resten? Ja eller "
    "Nei. Nei viser hva som mangler.",
)  # fmt: skip


@of_source
def del_ut(book: Workbook, source: Source) -> str:
    """Make a workbook for each area, for those who fill it in."""
    from ..actions.collecting import sent_now  # noqa: PLC0415
    from ..files.collection.dividing import divide  # noqa: PLC0415  a number in a cell does not wait for it

    read = read_open(book, source)
    folder = book.ask(_AREAS_TO, folder_of(book))
    if not folder:
        return ""
    dispatch = sent_now()
    suggested = dispatch.sent and norwegian.day(dispatch.sent + _THREE_WEEKS)
    deadline = book.ask(_DEADLINE, suggested or "")
    to = deadline and book.ask(_SENT_TO, _WHOEVER_SENT_IT)
    have = to and book.ask(_HAVE_ESTIMAT, layout.YES)
    if not have:
        return ""
    dispatch = sent_now(_day(deadline), to)
    with working(book, "lager områdenes arbeidsbøker"):
        return account(divide(read, Path(folder), dispatch, plain=not _is_yes(have)))


@of_source
def innsamling(book: Workbook, source: Source) -> str:
    """Show who has delivered what of the open workbook, and open it."""
    from ..actions.collecting import seen  # noqa: PLC0415

    folder = book.ask(_AREAS_FROM, folder_of(book))
    target = folder and book.ask(_OVERVIEW, str(beside_folder(Path(folder), "status.xlsx")))
    if not target:
        return ""
    refuse_inside(Path(target), [folder])
    with working(book, "leser arbeidsbøkene"):
        made = seen([folder], source.file, Path(target))
    book.open(Path(target))
    return lines(*report.summary(made.overview), f"Skrevet: {target}")


@of_source
def merknader(book: Workbook, source: Source) -> str:
    """Send back what must be mended: copies of what has come, with a sheet that says it."""
    from ..actions.collecting import remarked  # noqa: PLC0415

    came, target = _from_and_to(book, _REMARKS_TO)
    if not target:
        return ""
    with working(book, "lager kopier med merknader"):
        made = remarked([came], Path(target), source.file)
    written = [each for each in made.files if each.written]
    said = (
        f"{each.file}: {counted(sum(not one.status.is_met for one in each.remarks), *_LEFT)}"
        for each in written
    )
    unsent = (f"Ikke sendt, for ingen av filene har det den gjelder: {e}" for e in made.unsent)
    others = (f"Ingen kopi: {each.file}: {each.why_not}" for each in made.files if not each.written)
    return lines(
        f"Skrevet: {counted(len(written), 'kopi', 'kopier')} i {target}", *said, *others, *unsent
    )


@of_source
def oppdater(book: Workbook, source: Source) -> str:
    """Make copies of what is out, with the rates that the open workbook has now."""
    from ..actions.collecting import sent_now  # noqa: PLC0415
    from ..files.collection.updating import update  # noqa: PLC0415

    came, target = _from_and_to(book, _RATES_TO)
    if not target:
        return ""
    with working(book, "fører satsene inn"):
        made = update(find_workbooks([came]), source.file, Path(target), sent_now())
    written = sum(bool(each.written) for each in made)
    said = (": ".join((each.file, "; ".join((each.told, *each.remarks)))) for each in made)
    return lines(f"Skrevet: {counted(written, 'kopi', 'kopier')} i {target}", *said)


def _from_and_to(book: Workbook, question: Question) -> tuple[str, str]:
    """The folder with what has come, and one outside it for what is made of that."""
    came = book.ask(_AREAS_FROM, folder_of(book))
    target = came and book.ask(question, str(Path(came).parent))
    if target:
        refuse_inside(Path(target), [came])
    return came, target


def samle(book: Workbook) -> str:
    """Make one workbook of the areas that have come back, and open it.

    Where not all can be taken, it may be what is good of it, in the open workbook.
    """
    from ..files.collection.dividing import collect, returned  # noqa: PLC0415

    folder = book.ask(_AREAS_FROM, folder_of(book))
    if not folder:
        return ""
    refuse_unsaved(book, find_workbooks([folder]))
    try:
        with working(book, "leser arbeidsbøkene"):
            answers = returned([folder])
    except UsageError:
        answer = book.ask(_PARTLY._replace(text=_PARTLY.text.format(book.name)), layout.NO)
        if not answer:
            return ""
        if not _is_yes(answer):
            raise
        answers = _what_is_good(book, folder)
    # Beside the folder: in it the next gathering would find its own result.
    target = book.ask(_WHOLE, str(beside_folder(Path(folder), "samlet.xlsm")))
    if not target:
        return ""
    refuse_inside(Path(target), [folder])
    with working(book, "lager den samlede arbeidsboken"):
        made = collect(answers, Path(target))
    book.open(Path(target))
    return account(made)


def _what_is_good(book: Workbook, folder: str) -> Answers:
    from ..actions.collecting import gathered_now  # noqa: PLC0415

    with (
        source_of(book) as source,
        reading_instead(source.file, source.called),
        working(book, "leser arbeidsbøkene"),
    ):
        return gathered_now(source.file, [folder], partial=True)


def _day(answer: str) -> date:
    try:
        return norwegian.day_of(answer)
    except ValueError as problem:
        raise UsageError(str(problem)) from None


def _is_yes(answer: str) -> bool:
    said = layout.ANSWERS.get(layout.spelled(answer))
    if said is None:
        raise UsageError(f"Svar {layout.YES} eller {layout.NO}, ikke «{answer}».")
    return said == layout.YES


COLLECTING: Final = (del_ut, innsamling, merknader, oppdater, samle)
