"""What is accepted is so until a number changes, whatever the warning and wherever it is."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import wraps
from pathlib import Path

import pytest

from estimat.core import layout
from estimat.core.acceptances import acceptances
from estimat.core.book import address
from estimat.core.consolidation import NO_STAMP, consolidate
from estimat.core.estimate import Estimate
from estimat.core.findings import Finding, Place, Severity
from estimat.core.interpret import interpret
from estimat.files.gather import gather
from estimat.files.reading import read_book
from tests.findings import (  # noqa: F401  with them come the cases
    areas,
    files,
    formulas,
    kinds,
    konsolidert,
    numbers,
    ranges,
    scenarios,
    structure,
)
from tests.findings.accepted import ABOUT, WHY, WORDS, off_budget
from tests.findings.catalogue import PROVOKING, WARNING, findings_after
from tests.inline import Inline
from tests.smallbook import AREA, OWN, PURCHASE, Small

NEVER = {
    "GODT-02", "GODT-03", "GODT-04",  # say what is wrong with what is accepted
    "OMR-04", "OMR-09",  # there is no id to know the row by
    "STR-24", "FIL-08", "FIL-10",  # of files, and do not say which numbers
    "USIK-06", "USIK-07", "USIK-10", "USIK-08", "USIK-09", "USIK-11",  # stop the uncertainty
    "SCEN-01", "SCEN-02", "SCEN-03", "SCEN-08", "SCEN-09", "SCEN-10", "SCEN-14",  # the scenarios
    "SCEN-11", "SCEN-13", "NOTAT-01",  # what is made of the workbook, the publishing, the note
}  # fmt: skip
WARNINGS = sorted(code for code, case in PROVOKING.items() if case.severity is WARNING)


def findings_of(*names: str, accepted: str = "") -> tuple[Finding, ...]:
    """What is found in files, with what is accepted in another."""
    more = [*acceptances(estimate_of(accepted))] if accepted else None
    gathered = gather([*map(Path, names)], executor=Inline(), accepted=more)
    return consolidate(gathered.parts, NO_STAMP).findings


def estimate_of(file: str) -> Estimate:
    return interpret(read_book(Path(file), file)[0])


def subject_of(place: Place) -> str:
    """What a controller writes in Gjelder: the id of the row, or else of the area."""
    for area in estimate_of(place.file).areas:
        if area.sheet.name == place.sheet:
            rows = {address(each.row, 1)[1:]: each.inputs.id for each in area.activities}
            return rows.get(re.sub("[A-Z]+", "", place.cell), area.head.id)
    return ""


class TestEveryWarning:
    @pytest.mark.parametrize("code", WARNINGS)
    def test_is_accepted_by_its_own_words_or_refused(
        self, code: str, small: Path, here: Path
    ) -> None:
        change = PROVOKING[code].change
        _, before = findings_after(change, small, here)
        (found,) = [each for each in before if each.code == code]
        if code.startswith("FIL-"):
            return  # there is no sheet to accept it on
        subject = subject_of(found.place)

        @wraps(change)
        def and_accept(*books: Small) -> None:
            change(*books)
            for book in books:
                if book.file == found.place.file:
                    book.accept(2, code, subject, found.message, *WHY)

        _, after = findings_after(and_accept, small, here)
        now = next(each for each in after if each.code == code)
        if code in NEVER:
            assert now == found
            assert len(after) == len(before) + 1
            return
        assert now.severity is Severity.INFO
        assert now.message == f"Godtatt advarsel: {found.message}"
        assert now.remedy == (
            "Godtatt av Kari Nordmann 14.02.2027: Rammen er avtalt. Det gjelder til funnet endrer "
            "seg."
        )
        assert len(after) == len(before)

    def test_that_is_never_accepted_is_one_that_there_is(self) -> None:
        assert {*WARNINGS} >= NEVER


def budget(book: Small, number: float) -> None:
    book.write_head(layout.AREA_BUDGET, number)


def kroner(book: Small, number: float) -> None:
    book.amount(PURCHASE, number, in_budget=False)
    book.write_head(layout.AREA_BUDGET, 1.0)


def without_budget(book: Small, number: float) -> None:
    book.amount(PURCHASE, number, in_budget=False)
    book.write_head(layout.AREA_BUDGET, None)


def hidden(book: Small, number: float) -> None:
    book.amount(PURCHASE, number)
    book.hide_row(AREA, int(book.write("Beløp", PURCHASE, number).cell[1:]))


def own_rate(book: Small, number: float) -> None:
    book.write("Timepris", PURCHASE, number)


def low_end(book: Small, number: float) -> None:
    book.write("Timer høy", OWN, None)
    book.write("Timer lav", OWN, number)


def range_of_another_kind(book: Small, number: float) -> None:
    book.write("Beløp lav", OWN, 1.0)
    book.write("Beløp høy", OWN, number)


def full_cost(book: Small, number: float) -> None:
    book.write_assumption(layout.FULL_COST, number)


def beside(book: Small, number: float) -> None:
    book.put(AREA, "X30", number)


NUMBERS: dict[Callable[[Small, float], None], tuple[str, float, float]] = {
    budget: ("BUD-01", 1.8, 1e-6),
    kroner: ("BUD-01", 350_000.0, 0.01),
    without_budget: ("BUD-02", 350_000.0, 0.01),
    hidden: ("STR-09", 350_000.0, 0.01),
    own_rate: ("PRIS-01", 1_600.0, 0.01),
    low_end: ("USIK-01", 800.0, 0.01),
    range_of_another_kind: ("USIK-02", 5.0, 0.01),
    full_cost: ("PRIS-03", 2_500_000.0, 1.0),
    beside: ("STR-08", 17.0, 1e-6),
}
"""How a number is written, the warning of it, about how large it is, and the least step."""


class TestAnotherNumber:
    @pytest.mark.parametrize("write", NUMBERS, ids=lambda write: write.__name__)
    def test_is_not_accepted_however_little_it_differs(
        self, write: Callable[[Small, float], None], small: Path, here: Path
    ) -> None:
        code, number, step = NUMBERS[write]
        chance = random.Random(code)

        def found(number: float, words: str = "") -> Finding:
            book = Small(small)
            write(book, number)
            if words:
                book.accept(1, code, subject, words, *WHY)
            book.save(here / book.file)
            return next(each for each in findings_of(book.file) if each.code == code)

        first = found(number)
        subject = subject_of(first.place)
        assert found(number, first.message).severity is Severity.INFO
        for steps in (1, -1, *(chance.randint(2, 10 ** chance.randint(1, 4)) for _ in range(6))):
            other = found(round(number + steps * step, 9), first.message)
            assert other.severity is WARNING, (steps, first.message, other.message)
            assert not other.message.startswith("Godtatt")


class TestOneRow:
    """What one row of the sheet accepts, and what it does not."""

    def told(self, book: Small, here: Path) -> list[tuple[str, Severity, str]]:
        book.save(here / book.file)
        return [(each.code, each.severity, each.message) for each in findings_of(book.file)]

    def test_lapses_with_the_words_that_stand_now(self, small: Path, here: Path) -> None:
        book = Small(small)
        book.write_head(layout.AREA_BUDGET, 1.898)
        book.accept(1, *ABOUT, WORDS, *WHY)
        now = "Summen er 2,000 mill. kr, mens budsjettet er 1,898 mill. kr."
        assert self.told(book, here) == [
            ("BUD-01", WARNING, now),
            ("GODT-01", Severity.INFO,
             f"Raden som godtar BUD-01 for PLL, gjelder ikke nå: advarselen sier nå «{now}»."),
        ]  # fmt: skip

    @pytest.mark.parametrize("subject", ["PLL-1", "PJD", None])
    def test_is_of_its_own_subject_alone(
        self, subject: str | None, small: Path, here: Path
    ) -> None:
        book = Small(small)
        off_budget(book)
        book.accept(1, "BUD-01", subject, WORDS, *WHY)
        told = self.told(book, here)
        assert [each[:2] for each in told] == [("BUD-01", WARNING), ("GODT-01", Severity.INFO)]

    @pytest.mark.parametrize("lacking", [3, 4, 5])
    def test_accepts_nothing_until_it_says_why_by_whom_and_when(
        self, lacking: int, small: Path, here: Path
    ) -> None:
        book = Small(small)
        off_budget(book)
        texts = [*ABOUT, WORDS, *WHY]
        texts[lacking] = ""
        book.accept(1, *(each or None for each in texts))
        told = self.told(book, here)
        assert [each[:2] for each in told] == [("BUD-01", WARNING), ("GODT-02", WARNING)]
        label = layout.ACCEPTED_COLUMNS[lacking].label
        assert told[1][2] == f"Raden mangler {label}, og godtar ingenting før den er utfylt."

    def test_that_follows_the_finding_by_a_formula_accepts_nothing(
        self, small: Path, here: Path
    ) -> None:
        book = Small(small)
        off_budget(book)
        book.accept(1, *ABOUT, None, *WHY)
        book.put(layout.ACCEPTED, "C6", WORDS, "Kontroll!F5")
        told = self.told(book, here)
        assert [each[:2] for each in told] == [("BUD-01", WARNING), ("GODT-02", WARNING)]

    def test_accepts_nothing_for_an_id_that_two_rows_have(self, small: Path, here: Path) -> None:
        words = "Timeprisen er 1 600 kr, mens forutsetningen er 1 450 kr."
        for id, severity in (("PLL-2", Severity.INFO), ("PLL-1", WARNING)):
            book = Small(small)
            book.write("Timepris", PURCHASE, 1600.0)
            book.write("Id", PURCHASE, id)
            book.accept(1, "PRIS-01", id, words, *WHY)
            assert ("PRIS-01", severity) in [each[:2] for each in self.told(book, here)]

    def test_accepts_one_of_two_that_say_the_same(self, small: Path, here: Path) -> None:
        book = Small(small)
        book.put(AREA, "X30", 17.0)
        book.put(AREA, "Z30", 17.0)
        words = "Tallet 17 står utenfor tabellen og regnes ikke med."
        book.accept(1, "STR-08", "PLL", words, *WHY)
        severities = [each[1] for each in self.told(book, here)]
        assert severities == [WARNING, Severity.INFO]
        book.accept(2, "STR-08", "PLL", words, *WHY)
        assert [each[1] for each in self.told(book, here)] == [Severity.INFO] * 2

    @pytest.mark.parametrize("code", ["TULL-01", "OMR-06", "KOST-02", "USIK-06", "GODT-02"])
    def test_of_no_warning_that_can_be_accepted_says_so(
        self, code: str, small: Path, here: Path
    ) -> None:
        book = Small(small)
        book.accept(1, code, "PLL", "x", *WHY)
        ((rule, severity, message),) = self.told(book, here)
        assert (rule, severity) == ("GODT-03", WARNING)
        assert message.startswith(f"{code} kan ikke godtas: det ")

    def test_says_the_day_of_a_date(self, small: Path, here: Path) -> None:
        book = Small(small)
        off_budget(book)
        book.accept(1, *ABOUT, WORDS, *WHY[:2], 46_067.0)
        book.restyle(layout.ACCEPTED, "F6", book.add_style("dd/mm/yyyy"))
        book.save(here / book.file)
        (found,) = findings_of(book.file)
        assert "Kari Nordmann 14.02.2026: " in found.remedy

    def test_needs_all_its_headings(self, small: Path, here: Path) -> None:
        book = Small(small)
        off_budget(book)
        book.accept(1, *ABOUT, WORDS, *WHY)
        book.rename_column(layout.ACCEPTED, "Hvem", "Navn")
        told = self.told(book, here)
        assert [each[:2] for each in told] == [("BUD-01", WARNING), ("GODT-04", WARNING)]


class TestOfAnotherWorkbook:
    """What the workbook has accepted that parts are made from."""

    def test_is_accepted_in_its_part_too(self, small: Path, here: Path) -> None:
        master, part = Small(small, "hele.xlsx"), Small(small, "del.xlsx")
        master.accept(1, *ABOUT, WORDS, *WHY)
        master.save(here / master.file)
        for number, severity in ((1.899, Severity.INFO), (1.898, WARNING)):
            part.write_head(layout.AREA_BUDGET, number)
            part.save(here / part.file)
            (found,) = findings_of(part.file, accepted=master.file)
            assert (found.code, found.severity) == ("BUD-01", severity)

    def test_is_not_twice_where_the_part_has_it(self, small: Path, here: Path) -> None:
        book = Small(small)
        book.accept(1, "STR-08", "PLL", "Tallet 17 står utenfor tabellen og regnes ikke med.", *WHY)
        for cell in ("X30", "Z30"):
            book.put(AREA, cell, 17.0)
        book.save(here / book.file)
        found = findings_of(book.file, accepted=book.file)
        assert [each.severity for each in found] == [WARNING, Severity.INFO]
