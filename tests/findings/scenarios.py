"""SCEN: scenarios that cannot be computed, or hardly mean what they seem to."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from estimat.core import layout
from estimat.core.findings import Place
from estimat.core.layout import BESIDE_PLAN
from estimat.core.scenarios.definitions import Override, Scenario, What
from estimat.files.workbooks.new import save_template
from tests.findings.catalogue import INFO, WARNING, innocent, provokes
from tests.smallbook import OWN, PASS_THROUGH, PURCHASE, SCENARIOS, Small

SOME = Place("")
LOW = Scenario("Lav ambisjon", "Bare det som må gjøres.", ambition="Lav")
MIDDLE = Scenario("Middels ambisjon", "Uten utbredelsen.", ambition="Middels")
NETWORK = "Norsk helsenett"
LATE = "Vedtaket kom sent."


def only(what: What | None, value: Decimal | str, works_on: str = "PLL-1") -> Override:
    """An exception that nothing is wrong with, if the value is of its kind."""
    return Override(works_on, what, value, LATE, SOME)


HALF = only(What.HOURS, Decimal(500))


@provokes("SCEN-01", WARNING)
def an_ambition_is_none_of_the_levels(book: Small) -> Place:
    return book.write_scenario(1, LOW._replace(ambition="Lavt"))._replace(cell="B5")


@innocent("SCEN-01")
def an_ambition_is_in_capitals(book: Small) -> None:
    book.write_scenario(1, LOW._replace(ambition="LAV "))


@provokes("SCEN-02", WARNING)
def an_exception_names_no_row(book: Small) -> Place:
    book.write_scenario(1, LOW)
    return book.write_exception(1, LOW.name, HALF._replace(works_on="PLL-11"))


@innocent("SCEN-02")
def an_exception_names_a_row_in_small_letters(book: Small) -> None:
    book.write_scenario(1, LOW._replace(ambition="Høy"))
    book.write_exception(1, LOW.name, HALF._replace(works_on="pll-1"))


@provokes("SCEN-03", WARNING)
def two_exceptions_are_of_the_hours_of_a_row(book: Small) -> Place:
    book.write_scenario(1, MIDDLE)
    book.write_exception(1, MIDDLE.name, HALF)
    return book.write_exception(2, MIDDLE.name.upper(), only(What.HOURS, Decimal(700), "pll-1"))


@innocent("SCEN-03")
def two_exceptions_are_of_the_hours_of_a_row_and_of_whether_it_is_in(book: Small) -> None:
    book.write_scenario(1, MIDDLE)
    book.write_exception(1, MIDDLE.name, HALF)
    book.write_exception(2, MIDDLE.name, only(What.IN, "Ja"))


@provokes("SCEN-04", INFO)
def a_scenario_is_governed_by_somebody_whom_no_row_has(book: Small) -> Place:
    book.write_governor(1, NETWORK)
    return book.write_scenario(1, LOW._replace(governed=(NETWORK,)))


@innocent("SCEN-04")
def a_scenario_is_governed_by_somebody_whom_a_row_has(book: Small) -> None:
    book.write("Styres av", OWN, NETWORK.upper())
    book.write_scenario(1, LOW._replace(governed=(NETWORK,)))


@provokes("SCEN-05", WARNING)
def two_scenarios_give_the_same(book: Small) -> Place:
    book.write_scenario(1, LOW)
    return book.write_scenario(2, LOW._replace(name="Det minste", involvement=Decimal("1.2")))


@innocent("SCEN-05")
def two_scenarios_give_the_same_sum_of_other_rows(book: Small) -> None:
    book.write_scenario(1, LOW._replace(overrides=(only(What.IN, "Ja", "PLL-2"),)))
    same = only(What.AMOUNT, Decimal(550_000), "PLL-3")
    book.write_scenario(2, LOW._replace(name="Det minste", overrides=(same,)))


@provokes("SCEN-06", WARNING)
def a_frame_is_below_what_no_choice_removes(book: Small) -> Place:
    return book.write_scenario(1, LOW._replace(frame=Decimal("0.299")))


@innocent("SCEN-06")
def a_frame_is_what_no_choice_removes(book: Small) -> None:
    book.write_scenario(1, LOW._replace(frame=Decimal("0.3")))


@provokes("SCEN-07", WARNING)
def the_involvement_is_of_a_purchase(book: Small) -> Place:
    book.write_scenario(1, LOW)
    return book.write("Involvering", PURCHASE, "Ja")


@innocent("SCEN-07")
def the_involvement_is_of_a_purchase_that_does_not_follow_it(book: Small) -> None:
    book.write_scenario(1, LOW)
    book.write("Involvering", PURCHASE, "Nei")


@provokes("SCEN-08", WARNING)
def a_rows_ambition_is_none_of_the_levels(book: Small) -> Place:
    book.write_scenario(1, LOW)
    return book.write("Ambisjonsnivå", OWN, "Svært høy")


@innocent("SCEN-08")
def a_rows_ambition_is_a_word_of_somebodys_own_in_a_workbook_without_scenarios(book: Small) -> None:
    book.write("Ambisjonsnivå", OWN, "Svært høy")


@provokes("SCEN-09", WARNING)
def the_table_of_scenarios_has_lost_a_heading(book: Small) -> Place:
    book.rename_column(SCENARIOS, layout.FRAME.label, "Tak")
    return book.place(SCENARIOS)


@innocent("SCEN-09")
def a_heading_of_the_scenarios_is_spelled_otherwise(book: Small) -> None:
    book.rename_column(SCENARIOS, layout.FRAME.label, "RAMME ")


@provokes("SCEN-10", WARNING)
def two_scenarios_are_called_the_same(book: Small) -> Place:
    book.write_scenario(1, LOW)
    return book.write_scenario(2, MIDDLE._replace(name="LAV  ambisjon"))


@innocent("SCEN-10")
def two_scenarios_are_called_almost_the_same(book: Small) -> None:
    book.write_scenario(1, LOW)
    book.write_scenario(2, MIDDLE._replace(name="Lav ambisjon 2"))


@provokes("SCEN-11", WARNING)
def the_workbook_is_a_scenario(book: Small) -> Place:
    book.put("Veiledning", "D1", LOW.name)
    book.add_name(layout.SCENARIO_MARK, "Veiledning!$D$1")
    return book.place("Veiledning", "D1")


@innocent("SCEN-11")
def the_workbook_has_scenarios(book: Small) -> None:
    book.write_scenario(1, LOW)


@provokes("SCEN-12", WARNING)
def a_row_that_ended_has_kroner(book: Small) -> Place:
    return row_status(book, PASS_THROUGH, "Utgår")


@innocent("SCEN-12")
def a_row_that_ended_has_none(book: Small) -> None:
    book.amount(PASS_THROUGH, 0.0)
    row_status(book, PASS_THROUGH, "UTGÅR ")


def row_status(book: Small, row: int, status: str) -> Place:
    """Say so of a row, in the column that a decision adds."""
    book.add_column(layout.ROW_STATUS.header)
    return book.write(layout.ROW_STATUS.header, row, status)


@provokes("SCEN-13", WARNING)
def hours_have_changed_since_the_scenarios_were_compared(book: Small) -> Place:
    compared(book)
    book.hours(OWN, 1100.0)
    return book.place(BESIDE_PLAN, "D8")


@innocent("SCEN-13")
def nothing_has_changed_since_the_scenarios_were_compared(book: Small) -> None:
    compared(book)


def compared(book: Small, frame: str = "") -> None:
    """Be the small workbook with two scenarios, as it is when it has just been made of a file."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "sammenlignet.xlsx")
        source.write_bytes(_compared(frame))
        book.__init__(source, book.file)  # type: ignore[misc]
    book.keep_comparison()


@lru_cache(maxsize=2)
def _compared(frame: str) -> bytes:
    toml = Path(__file__).parents[1].joinpath("data", "liten.toml").read_text(encoding="utf-8")
    for each in (LOW, MIDDLE):
        toml += f'[[scenario]]\nnavn = "{each.name}"\nambisjon = "{each.ambition}"\n{frame}'
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, "liten.toml"), Path(folder, "liten.xlsx")
        source.write_text(toml, encoding="utf-8")
        save_template(made, source)
        return made.read_bytes()


@provokes("SCEN-15", WARNING)
def an_exception_brings_hours_to_a_row_that_is_out(book: Small) -> Place:
    book.write("Ambisjonsnivå", OWN, "Høy")
    book.write_scenario(1, LOW)
    return book.write_exception(1, LOW.name, HALF)


@innocent("SCEN-15")
def an_exception_brings_the_row_in_with_its_hours(book: Small) -> None:
    an_exception_brings_hours_to_a_row_that_is_out(book)
    book.write_exception(2, LOW.name, only(What.IN, "Ja", HALF.works_on))


@provokes("SCEN-16", WARNING)
def a_row_is_governed_by_somebody_misspelled(book: Small) -> Place:
    book.write_governor(1, NETWORK)
    book.write_scenario(1, LOW)
    return book.write(layout.GOVERNED.header, OWN, "Norsk helsenet")


@innocent("SCEN-16")
def a_row_is_governed_by_somebody_else(book: Small) -> None:
    book.write_governor(1, NETWORK)
    book.write_scenario(1, LOW)
    book.write(layout.GOVERNED.header, OWN, "Sykehuspartner")


@provokes("SCEN-14", WARNING)
def a_scenario_is_governed_by_somebody_misspelled(book: Small) -> Place:
    book.write_governor(1, NETWORK)
    return book.write_scenario(1, LOW._replace(governed=("Norsk helsenet",)))


@innocent("SCEN-14")
def a_scenario_is_governed_by_somebody_in_capitals(book: Small) -> None:
    a_scenario_is_governed_by_somebody_whom_a_row_has(book)
    book.write_scenario(1, LOW._replace(governed=(NETWORK.upper(),)))
