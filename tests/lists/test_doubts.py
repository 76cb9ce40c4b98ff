"""What is not sure is asked, and nothing is made before it is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.lists import LISTS
from tests.lists.made import Rows, book, saved, simple, text
from tests.lists.test_lists import OF_EVERY_LIST
from tests.running import ERRORS_FOUND, GOOD, WRONG_USE, Ran, run
from tests.source import declared_rules

PRICES: Rows = (("Område", "Aktivitet", "Timer", "Pris"), ("Arkiv", "Flytte", 100, 1300))
TWO_OF_HOURS: Rows = (("Område", "Aktivitet", "Timer", "Timeverk"), ("Arkiv", "Flytte", 100, 90))
NO_AREA: Rows = (("Aktivitet", "Timer"), ("Flytte", 100), ("Lagre", 200))
UNKNOWN: Rows = (("Hva", "Hvor mye"), ("Flytte", 100))
IN_THOUSANDS: Rows = (
    ("Alle tall i 1000 kr",), ("Område", "Aktivitet", "Beløp"), ("Arkiv", "Lagre", 250),
)  # fmt: skip
OTHER_TABLE: Rows = (
    ("Område", "Aktivitet", "Timer", "Timepris"), ("Arkiv", "Flytte", 100, 1000),
    ("Område", "Aktivitet", "Timepris", "Timer"), ("Arkiv", "Lagre", 1100, 80),
)  # fmt: skip
A_PART: Rows = (
    ("Område", "Aktivitet", "Kostnadstype", "Kostnad", "Innkjøp"),
    ("Arkiv", "Flytte", "Kjøp", 800_000, 300_000), ("Innsyn", "Klager", "Kjøp", 250_000, 250_000),
)  # fmt: skip
OF_THREE_YEARS: Rows = (
    ("År", "Område", "Aktivitet", "Kostnadstype", "Beløp"),
    (2027, "Arkiv", "Lagre", "Kjøp", 500_000), (2028, "Arkiv", "Lagre", "Kjøp", 510_000),
)  # fmt: skip
BROKEN_DOWN: Rows = (
    ("Område", "Aktivitet", "Timer"), ("Arkiv", "Flytte", 100), ("Innsyn", "Klager", 50), (),
    ("Fordelt på seksjon",), (None, "Nord", 90), (None, "Sør", 60),
)  # fmt: skip
UNFILLED: Rows = (("Område", "Aktivitet", "Timer"),)

DOUBTS: dict[str, tuple[Rows, str]] = {
    "LISTE-01": (UNKNOWN, ""),
    "LISTE-02": (PRICES, "D1"),
    "LISTE-03": (TWO_OF_HOURS, "D1"),
    "LISTE-04": (NO_AREA, "A1"),
    "LISTE-32": (UNFILLED, ""),
    "LISTE-52": (OTHER_TABLE, "A3"),
    "LISTE-33": (IN_THOUSANDS, "C2"),
    "LISTE-57": (A_PART, "E2"),
    "LISTE-61": (OF_THREE_YEARS, "A1"),
    "LISTE-69": (BROKEN_DOWN, "A5"),
}


def imports(folder: Path, *options: str) -> Ran:
    return run("importer", "liste.xlsx", "-o", "ny.xlsx", *options, folder=folder)


def findings(ran: Ran) -> list[Any]:
    return list(json.loads(ran.out)["funn"])


@pytest.mark.parametrize("code", DOUBTS)
def test_a_doubt_is_told_with_its_cell_and_nothing_is_made(code: str, tmp_path: Path) -> None:
    rows, cell = DOUBTS[code]
    simple(tmp_path, rows)
    ran = imports(tmp_path, "--json")
    found = [(each["kode"], each["celle"]) for each in findings(ran) if each["alvor"] == "feil"]
    assert found == [(code, cell)]
    assert ran.status == (WRONG_USE if code == "LISTE-01" else ERRORS_FOUND)
    assert not (tmp_path / "ny.xlsx").exists()


@pytest.mark.parametrize(
    ("rows", "option", "kroner"),
    [
        (PRICES, "Pris=Timepris", 130_000),
        (PRICES, "pris = kommentar", 145_000),
        (PRICES, "Pris=Beløp", 146_300),
        (TWO_OF_HOURS, "Timeverk=Kommentar", 145_000),
        (TWO_OF_HOURS, "Timer=Kommentar", 130_500),
        (A_PART, "Innkjøp=Kommentar", 1_050_000),
        (A_PART, "Kostnad=Kommentar", 550_000),
        (A_PART, "Innkjøp=Beløp", 1_600_000),
    ],
)
def test_one_option_settles_it_either_way(
    rows: Rows, option: str, kroner: int, tmp_path: Path
) -> None:
    simple(tmp_path, rows)
    made = json.loads(imports(tmp_path, "--kolonne", option, "--json").out)
    assert made["kroner"]["plassert"] == kroner
    assert "valgt" in {each["hvordan"] for each in made["kolonner"]}


def test_the_columns_are_shown_before_they_are_asked_about(tmp_path: Path) -> None:
    simple(tmp_path, PRICES)
    ran = imports(tmp_path)
    assert ran.out.index("Din kolonne") < ran.out.index("LISTE-02")
    assert "Pris kan være Timepris eller Beløp" in ran.out.replace("«", "").replace("»", "")
    assert '--kolonne "Pris=…"' in ran.out
    assert "Ingenting er laget" in ran.out


def test_sheets_that_do_not_belong_together_are_asked_about(tmp_path: Path) -> None:
    heads = ("Område", "Aktivitet", "Timer")
    made, _ = book(
        tmp_path, (heads, ("Arkiv", "Flytte", 90)), (heads, ("Arkiv", "Flytte", 100)),
        names=("Plan 2030", "Plan 2031"),
    )  # fmt: skip
    saved(made, tmp_path)
    ran = imports(tmp_path, "--json")
    (finding,) = findings(ran)
    assert finding["kode"] == "LISTE-28"
    assert '--ark "Plan 2030" eller --ark "Plan 2031"' in finding["tiltak"]
    assert imports(tmp_path, "--ark", "plan 2031").status == GOOD


@pytest.mark.parametrize("name", ["Totalt", "Alle områder"])
def test_a_sheet_that_adds_up_the_others_is_not_added_to_them(name: str, tmp_path: Path) -> None:
    heads = ("Aktivitet", "Timer")
    made, _ = book(
        tmp_path, (heads, ("Flytte", 10)), (heads, ("Veilede", 40)), (heads, ("Flytte", 50)),
        names=("Arkiv", "Innsyn", name),
    )  # fmt: skip
    saved(made, tmp_path)
    assert [each["kode"] for each in findings(imports(tmp_path, "--json"))] == ["LISTE-28"]


def test_nor_is_one_that_lists_them(tmp_path: Path) -> None:
    heads = ("Aktivitet", "Timer")
    made, _ = book(
        tmp_path, (heads, ("Flytte", 10)), (heads, ("Arkiv", 10)), names=("Arkiv", "Forsiden"),
    )  # fmt: skip
    saved(made, tmp_path)
    assert [each["kode"] for each in findings(imports(tmp_path, "--json"))] == ["LISTE-28"]


@pytest.mark.parametrize(
    "heading",
    ["Beløp (EUR)", "Beløp (€)", "Timer (per uke)", "Timer per måned", "Beløp inkl. mva",
     "Ressurs (timer)", "Timer (kr)", "Antall", "Budsjett", "Timer i %", "Timer i prosent"],
)  # fmt: skip
def test_another_unit_is_asked_about(heading: str, tmp_path: Path) -> None:
    simple(tmp_path, (("Område", "Aktivitet", "Årsverk", heading), ("Arkiv", "Flytte", 1, 100)))
    assert [each["kode"] for each in findings(imports(tmp_path, "--json"))] == ["LISTE-02"]


def test_types_of_other_things_than_cost_are_asked_about(tmp_path: Path) -> None:
    heads = ("Område", "Aktivitet", "Type", "Timer")
    simple(tmp_path, (heads, ("Arkiv", "Flytte", "Egne timer", 1), ("Arkiv", "Se", "Drift", 1)))
    assert errors(imports(tmp_path, "--json")) == [("LISTE-02", "C1")]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--ark", "Ark2"), "Lista har ikke noe ark «Ark2»; mente du «Ark1»?"),
        (("--kolonne", "Timerr=Timer"), "Lista har ingen kolonne «timerr»; mente du «Timer»?"),
        (("--kolonne", "Pris=Kommentarfelt"), "mente du Kommentar?"),
        (("--kolonne", "Pris"), "skriv Deres=Vår"),
    ],
)
def test_an_option_that_fits_nothing_is_wrong_use(
    options: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    simple(tmp_path, PRICES)
    ran = imports(tmp_path, *options)
    assert ran.status == WRONG_USE
    assert said in ran.err


def test_a_sheet_that_is_a_copy_of_another_is_not_counted_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name in ("Plan", "Kopi"):
        sheet = book.create_sheet(name)
        for row in (("Område", "Aktivitet", "Timer"), ("Arkiv", "Flytte", 1200)):
            sheet.append(row)
    del book["Sheet"]
    book.save(tmp_path / "liste.xlsx")
    ran = imports(tmp_path, "--json")
    assert ran.status == ERRORS_FOUND
    assert [each["kode"] for each in findings(ran) if each["alvor"] == "feil"] == ["LISTE-37"]
    assert not (tmp_path / "ny.xlsx").exists()
    assert imports(tmp_path, "--ark", "Plan").status == GOOD


HEADINGS = ("Område", "Aktivitet", "Kostnadstype", "Timer", "Beløp")


def errors(ran: Ran) -> list[tuple[str, str]]:
    return [(each["kode"], each["celle"]) for each in findings(ran) if each["alvor"] == "feil"]


OF_LENGTH = (
    "Tallene i lista er oppgitt i hele tusen kroner og gjelder året, jf. budsjettskrivet fra mai"
)


@pytest.mark.parametrize(
    "said",
    ["Budsjett 2027 (1000 kr)", "Enhet: tusen kroner", "I kNOK", "Innspill 2027 – mill. kroner",
     "(mill. kr)", "Innspill (i tusen)", "Tallene er i tusen", "Tallene er oppgitt i 1 000",
     "Hele tusen", "NOK 1000", "kr 1000", "kkr", "Budsjett 2027 tkr", OF_LENGTH],
)  # fmt: skip
@pytest.mark.parametrize("below", [False, True])
def test_a_unit_outside_the_table_is_asked_about(said: str, below: bool, tmp_path: Path) -> None:
    table: Rows = (HEADINGS, ("Arkiv", "Lagre", "Kjøp", None, 300))
    simple(tmp_path, (*table, (), (said,)) if below else ((said,), *table))
    cell = "E1" if below else "E2"
    assert errors(imports(tmp_path, "--json")) == [("LISTE-33", cell)]


@pytest.mark.parametrize(
    ("said", "cells"),
    [
        ("Beløp i euro", ["E"]), ("Valuta: EUR", ["E"]), ("* beløpene er i euro", ["E"]),
        ("Budsjett 2027 (EUR)", ["E"]), ("Timene er oppgitt i dager", ["D"]),
        ("Alle tall er dagsverk", ["D"]), ("Tall for 1. halvår", ["D"]),
        ("Sum for fire år", ["D"]), ("Beløpene gjelder 2. tertial", ["E"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("below", [False, True])
def test_another_currency_or_time_outside_the_table_is_asked_about(
    said: str, cells: list[str], below: bool, tmp_path: Path
) -> None:
    table: Rows = (HEADINGS, ("Arkiv", "Lagre", "Egne timer", 300, None))
    simple(tmp_path, (*table, (), (said,)) if below else ((said,), *table))
    row = 1 if below else 2
    found = errors(imports(tmp_path, "--json"))
    assert found == [("LISTE-33", f"{each}{row}") for each in cells]


def test_a_unit_in_the_name_of_the_sheet_is_asked_about(tmp_path: Path) -> None:
    rows: Rows = (HEADINGS, ("Arkiv", "Lagre", "Kjøp", None, 300))
    saved(book(tmp_path, rows, names=["Budsjett i tusen kr"])[0], tmp_path)
    assert errors(imports(tmp_path, "--json")) == [("LISTE-33", "E1")]


def test_and_one_below_the_headings_and_one_in_a_remark_on_all_numbers(tmp_path: Path) -> None:
    units = (None, None, None, "(timer)", "(1000 kr)")
    row = ("Arkiv", "Lagre", "Kjøp", None, 300)
    for rows in ((HEADINGS, (), units, row), (HEADINGS, (*row, "Alle tall i 1000 kr"))):
        simple(tmp_path, rows)
        assert errors(imports(tmp_path, "--json")) == [("LISTE-33", "E1")]


@pytest.mark.parametrize(
    ("said", "cell"),
    [
        (("Innspill 2027. Timer er oppgitt per uke",), "D2"),
        (("Månedsbeløp, alle beløp per måned",), "E2"),
        ((None, None, None, None, "per mnd"), "E2"),
        (("Ukentlige timer",), "D2"),
    ],
)
def test_numbers_of_a_week_or_a_month_are_asked_about(
    said: tuple[str | None, ...], cell: str, tmp_path: Path
) -> None:
    row = ("Arkiv", "Lagre", "Egne timer", 30, None)
    simple(tmp_path, (said, HEADINGS, row))
    assert errors(imports(tmp_path, "--json")) == [("LISTE-33", cell)]
    of_year = (*HEADINGS[:3], "Timer (per år)", "Beløp (per år)")
    simple(tmp_path, (said, of_year, row))
    assert errors(imports(tmp_path, "--json")) == []


@pytest.mark.parametrize(
    ("above", "hours", "amount", "cell"),
    [
        ((), "Timer 2027", "Beløp 2026", "E2"),
        ((None, None, None, 2026, 2027), "Timer", "Beløp", "E2"),
        (("Budsjett 2027",), "Timer", "Beløp 2026", "E2"),
    ],
)
def test_columns_of_other_years_are_asked_about(
    above: tuple[object, ...], hours: str, amount: str, cell: str, tmp_path: Path
) -> None:
    heads = (*HEADINGS[:3], hours, amount)
    simple(tmp_path, (above, heads, ("Arkiv", "Lagre", "Kjøp", None, 300)))
    assert errors(imports(tmp_path, "--json")) == [("LISTE-61", cell)]


def test_rows_of_two_versions_are_asked_about(tmp_path: Path) -> None:
    text(
        tmp_path,
        "Versjon;Område;Aktivitet;Konto(T);Beløp\nRegnskap 2026;Arkiv;Lagring;Innkjøp;480000\n"
        "Budsjett 2027;Arkiv;Lagring;Innkjøp;500000\n",
    )
    ran = run("importer", "liste.csv", "-o", "ny.xlsx", "--json", folder=tmp_path)
    assert errors(ran) == [("LISTE-61", "A1")]
    settled = ("importer", "liste.csv", "-o", "ny.xlsx", "--kolonne", "Versjon=Kommentar")
    assert run(*settled, folder=tmp_path).status == GOOD


def test_the_year_of_all_rows_is_that_of_the_budget(tmp_path: Path) -> None:
    simple(tmp_path, (("År", "Område", "Aktivitet", "Timer"), (2031, "Arkiv", "Flytte", 10)))
    (year,) = (each for each in findings(imports(tmp_path, "--json")) if each["kode"] == "LISTE-24")
    assert "2031" in year["melding"]


@pytest.mark.parametrize(
    "heading",
    ["Beløp (100 kr)", "Beløp (100 000 kr)", "Beløp (21 000 kr)", "Beløp (4 år)", "Beløp (T)",
     "Kroner (T)", "Beløp (kr/t)", "Beløp (12)", "Beløp i 100 kr"],
)  # fmt: skip
def test_a_unit_of_a_heading_that_is_not_clear_is_asked_about(heading: str, tmp_path: Path) -> None:
    heads = ("Område", "Aktivitet", "Kostnadstype", heading)
    simple(tmp_path, (heads, ("Arkiv", "Lagre", "Kjøp", 300)))
    assert errors(imports(tmp_path, "--json")) == [("LISTE-02", "D1")]
    told = json.loads(imports(tmp_path, "--kolonne", f"{heading}=Beløp", "--json").out)
    assert told["kroner"]["plassert"] == 300


def test_an_amount_in_millions_is_no_price_that_it_is_far_from(tmp_path: Path) -> None:
    heads = (*HEADINGS[:4], "Beløp (mill. kr)")
    simple(tmp_path, (heads, ("Arkiv", "Lagre", "Kjøp", 400, 1), ("Arkiv", "Se", "Kjøp", None, 2)))
    told = json.loads(imports(tmp_path, "--json").out)
    assert told["rader"]["utelatt"] == 1
    assert "LISTE-11" in [each["kode"] for each in told["funn"]]


def test_two_numbers_in_a_cell_are_none(tmp_path: Path) -> None:
    rows = (HEADINGS, ("Arkiv", "Flytte", "Egne timer", "150\n200", None),
            ("Arkiv", "Se", "Egne timer", 10, None))  # fmt: skip
    simple(tmp_path, rows)
    told = json.loads(imports(tmp_path, "--json").out)
    assert told["timer"]["plassert"] == 10
    assert told["rader"]["utelatt"] == 1


@pytest.mark.parametrize(
    ("rates", "said"),
    [
        ((None, None), "Radene har ingen satser"),
        ((900, 1100), "Radene har egne timepriser"),
        ((900, None), "Noen rader har egne timepriser"),
        ((900, 900), "Timeprisen er lista sin"),
    ],
)
def test_what_is_estimats_is_said_by_what_the_rows_have(
    rates: tuple[int | None, ...], said: str, tmp_path: Path
) -> None:
    rows = [("Arkiv", f"Rad {each}", each, rate) for each, rate in enumerate(rates, 1)]
    simple(tmp_path, (("Område", "Aktivitet", "Timer", "Timepris"), *rows))
    (told,) = (f for f in findings(imports(tmp_path, "--json")) if f["kode"] == "LISTE-30")
    assert told["melding"].startswith(f"{said}. Arbeidsboken har fått Estimats ")


def test_a_unit_is_told_once_with_the_cells(tmp_path: Path) -> None:
    rows = [("Arkiv", f"Rad {each}", "Kjøp", each % 4 and each) for each in range(1, 12)]
    simple(tmp_path, (("Område", "Aktivitet", "Kostnadstype", "Beløp (1000 kr)"), *rows))
    (told,) = (f for f in findings(imports(tmp_path, "--json")) if f["kode"] == "LISTE-56")
    assert told["celle"] == "D1"
    assert told["melding"].replace("\xa0", " ") == (
        "Tallene i «Beløp (1000 kr)» er ganget med 1 000: 9 tall, D2–D4, D6–D8, D10–D12."
    )


def test_every_rule_of_lists_has_a_list_that_breaks_it() -> None:
    found = {code for each in LISTS.values() for code in each.codes}
    found |= DOUBTS.keys() | {*OF_EVERY_LIST, "LISTE-28", "LISTE-36", "LISTE-37"}
    assert found == {code for code, _ in declared_rules() if code.startswith("LISTE-")}
    plain = LISTS["a_plain_list"]
    assert plain.codes == ()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("liste.xls", b"\xd0\xcf\x11\xe0", "er ikke en liste som leses"),
        ("liste.xlsx", b"PK", "FIL-"),
        ("liste.csv", b"", "FIL-02"),
        ("liste.csv", b"a;b\0;c", "FIL-11"),
        ("liste.csv", b"\xff\xfe\x00", "FIL-11"),
        ("liste.csv", b"bare en linje", "LISTE-01"),
        ("borte.xlsx", None, "FIL-01"),
        ("borte.csv", None, "FIL-01"),
    ],
)
def test_what_cannot_be_read_is_said(
    name: str, content: bytes | None, said: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    ran = run("importer", name, "-o", "ny.xlsx", folder=tmp_path)
    assert ran.status == WRONG_USE
    assert said in ran.out + ran.err
    assert not (tmp_path / "ny.xlsx").exists()


def test_a_file_that_is_there_is_not_replaced(tmp_path: Path) -> None:
    simple(tmp_path, PRICES)
    (tmp_path / "ny.xlsx").write_bytes(b"noe annet")
    ran = imports(tmp_path, "--kolonne", "Pris=Timepris")
    assert ran.status == WRONG_USE
    assert "finnes fra før" in ran.err
    assert (tmp_path / "ny.xlsx").read_bytes() == b"noe annet"


def test_nothing_is_made_of_a_list_of_which_nothing_can_be_placed(tmp_path: Path) -> None:
    text(tmp_path, "Område;Aktivitet;Timer\nArkiv;Flytte;mange\n")
    ran = run("importer", "liste.csv", "-o", "ny.xlsx", folder=tmp_path)
    assert ran.status == ERRORS_FOUND
    assert "LISTE-32" in ran.out
    assert "LISTE-06" in ran.out
    assert "«Timer» er «mange»" in ran.out
    assert not (tmp_path / "ny.xlsx").exists()


def test_what_is_no_character_harms_nothing(tmp_path: Path) -> None:
    text(tmp_path, "Område;Aktivitet;Timer\n\x07;a\x01b;10\n_x0041_;\x0b😀;20\n[]:*;c;30\n")
    ran = run("importer", "liste.csv", "-o", "ny.xlsx", "--json", folder=tmp_path)
    assert ran.status == GOOD, ran.out + ran.err
    assert json.loads(ran.out)["timer"]["plassert"] == 60


def test_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    text(tmp_path, 'Område;Aktivitet;Timer;Lenke\n=1+1;"=HYPERLINK(""x"")";10;=2+2\n')
    made = json.loads(run("importer", "liste.csv", "-o", "ny.xlsx", "--json", folder=tmp_path).out)
    assert made["rader"]["plassert"] == 1
    total = json.loads(run("konsolider", "ny.xlsx", "--json", folder=tmp_path).out)
    assert [each["navn"] for each in total["omrader"]] == ["=1+1"]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Plan 2031", (("Budsjett 2031",), *NO_AREA)),
        ("Arkiv", (("Innsyn",), *NO_AREA)),
        ("Ark1", (("Arkiv",), ("Foreløpig",), ("Innsyn",), *NO_AREA)),
        ("Ark1", (("Område: Arkiv",), ("Område: Innsyn",), *NO_AREA)),
        (
            "Felles",
            (
                (*NO_AREA[0], "Gruppe"),
                ("Flytte", 100, "Arkiv"), ("Lagre", 220, "Arkiv"), ("Svare", 70, "Innsyn"),
            ),
        ),
        (
            "Felles",
            (
                (*NO_AREA[0], "Avtale"),
                ("Arkiv", None, "Kari"), ("Flytte", 100), ("Innsyn", None, "Per"), ("Svare", 220),
            ),
        ),
    ],
)  # fmt: skip
def test_the_area_of_one_sheet_is_asked_for_where_it_is_not_sure(
    name: str, rows: Rows, tmp_path: Path
) -> None:
    saved(book(tmp_path, rows, names=(name,))[0], tmp_path)
    assert [each["kode"] for each in findings(imports(tmp_path, "--json"))] == ["LISTE-04"]


def test_a_sheet_with_several_rows_of_an_area_is_no_sum_of_the_others(tmp_path: Path) -> None:
    heads = ("Område", "Leverandør", "Beløp")
    of_others = (heads, ("Arkiv", "A", 5000), ("Arkiv", "B", 7000))
    plan = (("Område", "Aktivitet", "Timer"), ("Arkiv", "Flytte", 100))
    saved(book(tmp_path, plan, of_others, names=("Plan", "Avtaler"))[0], tmp_path)
    assert [each["kode"] for each in findings(imports(tmp_path, "--json"))] == ["LISTE-28"]


@pytest.mark.parametrize("budgets", [(12_000, 1_500_000), (700, 1_500_000), (500_000, 900_000)])
def test_budgets_that_may_be_in_thousands_are_not_read(
    budgets: tuple[int, int], tmp_path: Path
) -> None:
    plan = (("Område", "Aktivitet", "Timer"), ("Arkiv", "Flytte", 100), ("Post", "Dele", 50))
    areas = (("Område", "Ramme"), ("Arkiv", budgets[0]), ("Post", budgets[1]))
    saved(book(tmp_path, plan, areas, names=("Plan", "Områder"))[0], tmp_path)
    codes = [each["kode"] for each in findings(imports(tmp_path, "--json"))]
    assert codes.count("LISTE-27") == len(budgets)
