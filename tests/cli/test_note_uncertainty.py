"""A note that asks for numbers of the uncertainty says what `estimat usikkerhet` says."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from estimat.core import layout, norwegian
from estimat.core.amounts import in_millions
from tests.changedbook import Changed
from tests.notebook import SHEET, Word
from tests.running import ERRORS_FOUND, GOOD, run
from tests.uncertaintysheet import said

NOTE = ("notat", "workbook.xlsm", "-o", "notat.docx")
FREE = "B10"
"""A cell for a paragraph of the introduction that nothing stands in."""

NAMES = {
    "Forventet": "forventet", "P10": "p10", "P50": "p50", "P85": "p85", "P90": "p90",
    "ValgtNiva": "ved_sikkerhetsniva", "Avsetningsbehov": "behov_for_avsetning",
    "Avsetningsmangel": "mangler",
}  # fmt: skip


def paragraph(folder: Path) -> str:
    """The paragraph that was written there, of the note."""
    assert run(*NOTE, folder=folder).status == GOOD
    texts = [each.text for each in Word(folder / "notat.docx").paragraphs()]
    return next(text for text in texts if text.startswith("Usikkerhet: "))


def ask(folder: Path, text: str) -> Changed:
    """Let the note have a paragraph; the book is to be saved yet."""
    book = Changed(folder / "workbook.xlsm")
    book.put(SHEET, FREE, f"Usikkerhet: {text}")
    return book


def mill(kroner: float) -> str:
    return norwegian.number(in_millions(Decimal(str(kroner))), 1)


def test_every_name_is_the_command_line_s_number(folder: Path) -> None:
    asked = "; ".join(f"{{{name} mill}}" for name in NAMES)
    book = ask(folder, f"{asked}; {{UtenSpenn mill}}; {{Sikkerhetsniva %}}; {{Samvariasjon %}}")
    book.row("PLL-1", layout.LOW, 1234.5)
    book.assume(layout.CERTAINTY, 0.875)
    book.save(folder / "workbook.xlsm")
    found = said("workbook.xlsm", folder=folder)
    expected = [mill(found[key]) for key in NAMES.values()]
    expected += [mill(found["uten_spenn"]["kroner"]), "87,5 %", "30 %"]
    assert paragraph(folder) == f"Usikkerhet: {'; '.join(expected)}"
    assert len({*expected}) > 7


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{P95 mill}", "«{P95 mill}» er ukjent; bruk en av"),
        ("{P85}", "mente du {P85 mill}?"),
        ("{p85 mill}", "mente du {P85 mill}?"),
        ("{Avsetningsbehov %}", "mente du {Avsetningsbehov mill}?"),
        ("{Sikkerhetsniva mill}", "kan ikke skrives slik; velg av {Sikkerhetsniva %}."),
    ],
)
def test_what_stands_for_nothing_is_told_with_its_cell(folder: Path, text: str, why: str) -> None:
    ask(folder, text).save(folder / "workbook.xlsm")
    ran = run(*NOTE, folder=folder)
    assert (ran.status, ran.out) == (ERRORS_FOUND, "")
    assert f"Notat!{FREE}" in ran.err
    assert why in ran.err
    assert not (folder / "notat.docx").exists()
    assert f"Notat!{FREE}" in run("valider", "workbook.xlsm", folder=folder).out


def test_a_flawed_factor_stops_a_note_that_asks_and_no_other(folder: Path) -> None:
    for text, status in (("{P85 mill}", ERRORS_FOUND), ("{Total mill}", GOOD)):
        book = ask(folder, text)
        book.factor(2, "Pris", "Kjøp", 1.2, 1.0, 0.9, "Omvendt")
        book.save(folder / "workbook.xlsm")
        ran = run(*NOTE, folder=folder)
        assert ran.status == status, ran.err
        assert ("Usikkerheten er ikke regnet ut" in ran.err) == (status != GOOD)
        assert (folder / "notat.docx").exists() == (status == GOOD)


def test_a_note_that_does_not_ask_is_the_same_whatever_the_ranges(folder: Path) -> None:
    assert run(*NOTE, folder=folder).status == GOOD
    before = [each.text for each in Word(folder / "notat.docx").paragraphs()]
    book = Changed(folder / "workbook.xlsm")
    book.row("PLL-1", layout.LOW, 100.0)
    book.assume(layout.CERTAINTY, 0.5)
    book.save(folder / "workbook.xlsm")
    assert run(*NOTE, folder=folder).status == GOOD
    assert [each.text for each in Word(folder / "notat.docx").paragraphs()] == before
