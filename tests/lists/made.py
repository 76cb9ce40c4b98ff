"""Lists as people have them, made as a spreadsheet or an accounting system would save them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import openpyxl
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

NAME = "liste.xlsx"
RATE = 1450
"""Estimat's own, which holds where a list says nothing else."""

Rows: TypeAlias = Sequence[Sequence[Any]]


class Expected(NamedTuple):
    """What is to come of a list: each area's rows, hours and kroner, and what is left and found.

    Kroner are those of the consolidated workbook. `codes` are the findings but for the two which
    every list gives, of the year and of the rates; with `stops` the workbook is not consolidated.
    """

    make: Callable[[Path], Path]
    areas: dict[str, tuple[int, str, str]]
    left: int = 0
    codes: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    stops: bool = False


LISTS: Final[dict[str, Expected]] = {}


def gives(
    areas: dict[str, tuple[int, str, str]],
    *codes: str,
    left: int = 0,
    options: tuple[str, ...] = (),
    stops: bool = False,
) -> Callable[[Callable[[Path], Path]], Callable[[Path], Path]]:
    """Register a list with what is to come of it."""

    def register(make: Callable[[Path], Path]) -> Callable[[Path], Path]:
        LISTS[make.__name__] = Expected(make, areas, left, codes, options, stops)
        return make

    return register


def book(folder: Path, *sheets: Rows, names: Sequence[str] = ()) -> tuple[Any, list[Worksheet]]:
    """A workbook with these rows, still open to be changed."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    found = []
    for number, rows in enumerate(sheets):
        sheet = made.create_sheet(names[number] if names else f"Ark{number + 1}")
        for row in rows:
            sheet.append(list(row))
        found.append(sheet)
    return made, found


def saved(made: Any, folder: Path) -> Path:
    made.save(folder / NAME)
    return folder / NAME


def simple(folder: Path, rows: Rows) -> Path:
    return saved(book(folder, rows)[0], folder)


def text(folder: Path, content: str, encoding: str = "utf-8", name: str = "liste.csv") -> Path:
    (folder / name).write_bytes(content.encode(encoding))
    return folder / name


HEADINGS = ("Tjenesteområde", "Aktivitet", "Kostnadstype", "Timer", "Beløp")
PLAIN: Final[Rows] = (
    HEADINGS,
    ("Arkiv", "Flytte gamle arkiv", "Egne timer", 1200, None),
    ("Arkiv", "Lagring", "Kjøp", None, 300_000),
    ("Innsyn", "Veilede", "Egne timer", 400, None),
    ("Innsyn", "Kompensasjon til kommunene", "Videreformidling", None, 1_500_000),
)
PLAIN_AREAS = {"Arkiv": (2, "1200", "2040000"), "Innsyn": (2, "400", "2080000")}


@gives(PLAIN_AREAS)
def a_plain_list(folder: Path) -> Path:
    return simple(folder, PLAIN)


@gives(PLAIN_AREAS, "LISTE-22")
def with_titles_above_and_a_footnote_below(folder: Path) -> Path:
    return simple(
        folder,
        (("Budsjett 2031",), ("Sist endret av Kari",), (), *PLAIN, (), ("* Foreløpige tall",)),
    )


@gives(
    {"Arkiv": (1, "100", "145000"), "Innsyn": (1, "200", "290000")},
    "LISTE-18",
)  # fmt: skip
def with_merged_headings_over_low_likely_and_high(folder: Path) -> Path:
    made, (sheet,) = book(
        folder,
        (
            ("Område", "Aktivitet", "Timer", None, None, "Merknad"),
            (None, None, "Lav", "Sannsynlig", "Høy", None),
            ("Arkiv", "Flytte", 80, 100, 150, "Haster"),
            ("Innsyn", "Veilede", 150, 200, 260, None),
        ),
    )
    sheet.merge_cells("C1:E1")
    for letter in "ABF":
        sheet.merge_cells(f"{letter}1:{letter}2")
    return saved(made, folder)


@gives({"Arkiv": (2, "300", "435000"), "Innsyn": (2, "150", "217500")}, "LISTE-18")
def with_sums_between_and_at_the_end(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Timeverk"),
            ("Arkiv", "Flytte", 100),
            ("Arkiv", "Lagre", 200),
            ("Sum Arkiv", None, 300),
            ("Innsyn", "Veilede", 50),
            ("Innsyn", "Svare", 100),
            ("Sum Innsyn", None, 150),
            ("Totalt", None, 450),
        ),
    )


@gives({"Arkiv": (2, "300", "435000")}, "LISTE-12", "LISTE-18")
def with_a_sum_that_does_not_agree(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Timer"),
            ("Arkiv", "Flytte", 100),
            ("Arkiv", "Lagre", 200),
            ("Totalt", None, 350),
        ),
    )


UNDER_HEADINGS: Final[Rows] = (
    ("Aktivitet", "Kostnadstype", "Timer", "Beløp"),
    ("Arkiv og dokumentasjon", None, None, None),
    ("Flytte", "Egne timer", 100, None),
    ("Lagre", "Kjøp", None, 50_000),
    ("Sum Arkiv og dokumentasjon", None, 100, 50_000),
    ("Innsyn", None, None, None),
    ("Veilede", "Egne timer", 10, None),
    ("Sum Innsyn", None, 10, None),
    ("Sum", None, 110, 50_000),
)
UNDER = {"Arkiv og dokumentasjon": (2, "100", "195000"), "Innsyn": (1, "10", "14500")}


@gives(UNDER, "LISTE-23", "LISTE-23")
def with_areas_as_headings_and_their_sums(folder: Path) -> Path:
    return simple(folder, UNDER_HEADINGS)


@gives(UNDER, "LISTE-23", "LISTE-23")
def with_areas_as_merged_headings(folder: Path) -> Path:
    made, (sheet,) = book(folder, UNDER_HEADINGS)
    sheet.merge_cells("A2:D2")
    sheet.merge_cells("A6:D6")
    return saved(made, folder)


@gives(
    {"Arkiv": (2, "30", "43500"), "Innsyn": (1, "40", "58000")},
    *("LISTE-18", "LISTE-18", "LISTE-23", "LISTE-23"),
)
def with_areas_as_sheets(folder: Path) -> Path:
    heads = ("Aktivitet", "Timer")
    made, _ = book(
        folder,
        (heads, ("Flytte", 10), ("Lagre", 20)),
        (heads, ("Veilede", 40)),
        names=("Arkiv", "Innsyn"),
    )
    return saved(made, folder)


@gives(
    {"Arkiv": (1, "1234.5", "1790025"), "Innsyn": (1, "2000", "15300000")},
    *["LISTE-05"] * 3,
    options=("--kolonne", "Beløp=Beløp"),  # what comes on top of hours somebody has to say
)
def with_numbers_as_text(folder: Path) -> Path:
    return simple(
        folder,
        (
            HEADINGS,
            ("Arkiv", "Flytte", "Egne timer", "1.234,50", None),
            ("Innsyn", "Utrede", "Kjøp", "2\u00a0000 t", "kr 12 400 000,-"),
        ),
    )


@gives({"Arkiv": (2, "0", "13900000")}, "LISTE-05", "LISTE-06", "LISTE-18", "LISTE-56", left=1)
def with_kroner_in_millions(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Omr.", "Leveranse", "Kostnadsart", "Beløp (mill. kr)"),
            ("Arkiv", "Flytte", "Kjøp", 12.4),
            ("Arkiv", "Lagre", "Innkjøp", "1,5 mill"),
            ("Arkiv", "Rydde", "Kjøp", "300 000 kr"),
        ),
    )


@gives({"Arkiv": (1, "0", "500000")}, "LISTE-07", left=1)
def with_a_number_that_can_be_two(folder: Path) -> Path:
    return simple(
        folder,
        (
            HEADINGS,
            ("Arkiv", "Flytte", "Kjøp", None, "1.234"),
            ("Arkiv", "Lagre", "Kjøp", None, 500_000),
        ),
    )


@gives({"Arkiv": (2, "0", "1235734.5")}, "LISTE-05", "LISTE-05")
def with_a_number_that_its_column_settles(folder: Path) -> Path:
    return simple(
        folder,
        (
            HEADINGS,
            ("Arkiv", "Flytte", "Kjøp", None, "1.234"),
            ("Arkiv", "Lagre", "Kjøp", None, "1.234.500,50"),
        ),
    )


@gives({"Arkiv": (4, "49", "71050")}, *["LISTE-05"] * 3, "LISTE-18")
def with_hours_as_durations(folder: Path) -> Path:
    made, (sheet,) = book(
        folder,
        (
            ("Område", "Aktivitet", "Timer"),
            ("Arkiv", "Flytte", timedelta(hours=37, minutes=30)),
            ("Arkiv", "Lagre", "7:30"),
            ("Arkiv", "Rydde", 1.5 / 24),
            ("Arkiv", "Kaste", 2.5),
        ),
    )
    sheet["C2"].number_format = "[h]:mm"
    sheet["C4"].number_format = "h:mm"
    return saved(made, folder)


@gives({"Arkiv": (1, "100", "145000")}, "LISTE-06", "LISTE-06", "LISTE-06", "LISTE-18", left=3)
def with_dates_percent_and_errors_among_the_hours(folder: Path) -> Path:
    made, (sheet,) = book(
        folder,
        (
            ("Område", "Aktivitet", "Timer"),
            ("Arkiv", "Flytte", 100),
            ("Arkiv", "Lagre", datetime(2027, 3, 1)),
            ("Arkiv", "Rydde", 0.5),
            ("Arkiv", "Kaste", "#DIV/0!"),
        ),
    )
    sheet["C4"].number_format = "0%"
    return saved(made, folder)


@gives({"Arkiv": (1, "100", "145000")}, "LISTE-06", "LISTE-18", left=1)
def with_a_formula_that_has_no_result(folder: Path) -> Path:
    return simple(
        folder,
        (("Område", "Aktivitet", "Timer"), ("Arkiv", "Flytte", 100), ("Arkiv", "Lagre", "=C2*2")),
    )


@gives({"Arkiv": (1, "100", "145000")}, "LISTE-08", "LISTE-18", left=1)
def with_a_negative_number(folder: Path) -> Path:
    return simple(
        folder,
        (("Område", "Aktivitet", "Timer"), ("Arkiv", "Flytte", 100), ("Arkiv", "Trekk", -20)),
    )


@gives({"Arkiv": (2, "300", "435000")}, "LISTE-19", "LISTE-19", "LISTE-18")
def with_hidden_rows_and_columns(folder: Path) -> Path:
    made, (sheet,) = book(
        folder,
        (("Område", "Aktivitet", "Timer"), ("Arkiv", "Flytte", 100), ("Arkiv", "Lagre", 200)),
    )
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["A"].hidden = True
    return saved(made, folder)


@gives(
    {"Arkiv": (1, "100", "145000")},
    "LISTE-50", "LISTE-50", "LISTE-18",
    left=2,
)  # fmt: skip
def with_rows_that_somebody_struck_out(folder: Path) -> Path:
    """One of them whole, and only the hours of the other."""
    made, (sheet,) = book(
        folder,
        (
            ("Område", "Aktivitet", "Timer"),
            ("Arkiv", "Flytte", 100),
            ("Arkiv", "Lagre", 200),
            ("Arkiv", "Slette", 350),
        ),
    )
    for cell in (*sheet[3], sheet["C4"]):
        cell.font = Font(strike=True)
    return saved(made, folder)


@gives({"Arkiv": (2, "200", "290000")}, "LISTE-21", "LISTE-18")
def with_a_row_twice(folder: Path) -> Path:
    row = ("Arkiv", "Flytte", 100)
    return simple(folder, (("Område", "Aktivitet", "Timer"), row, (), row))


@gives({"Arkiv": (2, "100", "195000")}, "LISTE-15", "LISTE-16", "LISTE-18")
def with_columns_that_nobody_knows(folder: Path) -> Path:
    return simple(
        folder,
        (
            (*HEADINGS, "Avtale", "Kommentar", None),
            ("Arkiv", "Flytte", "Egne", 100, None, "Rammeavtale", "Haster", None),
            ("Arkiv", "Lagre", "Kjøp", None, 50_000, None, None, 17),
        ),
    )


@gives({"Arkiv": (2, "300", "345000")}, "LISTE-14", "LISTE-14", "LISTE-31")
def with_sums_that_are_the_price_of_the_hours(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Type kostnad", "Timer", "Timepris", "Kostnad", "Sum"),
            ("Arkiv", "Flytte", "Egne timer", 100, 1150, 115_000, 115_000),
            ("Arkiv", "Lagre", "Egne timer", 200, 1150, 230_000, 230_000),
        ),
    )


@gives({"Arkiv": (2, "300", "435000")}, "LISTE-14", "LISTE-11", "LISTE-18", left=1)
def with_a_sum_that_is_not_the_price_of_the_hours(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Timer", "Beløp"),
            ("Arkiv", "Flytte", 100, 145_000),
            ("Arkiv", "Lagre", 200, 290_000),
            ("Arkiv", "Rydde", 50, 80_000),
        ),
    )


@gives({"Arkiv": (2, "300", "390000")}, "LISTE-14", "LISTE-18", "LISTE-31")
def with_a_rate_that_only_the_sums_tell(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Timer", "Sum"),
            ("Arkiv", "Flytte", 100, 130_000),
            ("Arkiv", "Lagre", 200, 260_000),
        ),
    )


@gives({"Arkiv": (2, "4500", "6525000")}, "LISTE-05", "LISTE-05", "LISTE-18")
def with_full_time_years(folder: Path) -> Path:
    return simple(
        folder,
        (("Område", "Aktivitet", "Årsverk"), ("Arkiv", "Flytte", 2.5), ("Arkiv", "Lagre", 0.5)),
    )


@gives({"Arkiv": (1, "100", "145000")}, "LISTE-09", "LISTE-10", "LISTE-18", left=2)
def with_rows_without_area_and_without_name(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Timer"),
            ("Arkiv", "Flytte", 100),
            (None, "Lagre", 200),
            ("Arkiv", None, 70),
        ),
    )


@gives({}, "LISTE-17", "LISTE-17", stops=True)
def with_kroner_of_no_kind(folder: Path) -> Path:
    return simple(
        folder,
        (
            HEADINGS,
            ("Arkiv", "Flytte", None, None, 100_000),
            ("Arkiv", "Lagre", "Diverse", None, 50_000),
        ),
    )


@gives(
    {"Arkiv og dokumentasjon": (1, "100", "145000"), "Innsyn": (1, "200", "290000")},
    "LISTE-18",
    "LISTE-64",
)
def with_the_areas_on_a_sheet_of_their_own(folder: Path) -> Path:
    made, _ = book(
        folder,
        (
            ("Omr", "Aktivitet", "Timer"), ("ARK", "Flytte", 100), ("INN", "Veilede", 200),
        ),
        (
            ("Id", "Navn", "Ansvarlig", "Budsjett (mill. kr)", "Ambisjoner"),
            ("ARK", "Arkiv og dokumentasjon", "Seksjon A", 0.2, "Alt flyttes; Intet er borte"),
            ("INN", "Innsyn", "Seksjon B", 0.3, None),
        ),
        names=("Aktiviteter", "Områder"),
    )  # fmt: skip
    return saved(made, folder)


CSV = (
    "Område;Aktivitet;Kostnadstype;Timer;Beløp\n"
    "Arkiv;Flytte gamle arkiv;Egne timer;1200;\n"
    "Arkiv;Lagring;Kjøp;;300000,50\n"
    "Innsyn;Veilede;Egne timer;400,5;\n"
)
CSV_AREAS = {"Arkiv": (2, "1200", "2040000.5"), "Innsyn": (1, "400.5", "580725")}


@gives(CSV_AREAS)
def csv_in_latin_1_with_semicolons(folder: Path) -> Path:
    return text(folder, CSV.replace("\n", "\r\n"), "iso-8859-1")


@gives(CSV_AREAS)
def csv_in_utf_8_with_a_mark_and_tabs(folder: Path) -> Path:
    return text(folder, CSV.replace(";", "\t"), "utf-8-sig", "liste.txt")


@gives(CSV_AREAS)
def csv_in_utf_16(folder: Path) -> Path:
    return text(folder, CSV.replace(";", "\t"), "utf-16")


@gives(
    {"Arkiv": (1, "0", "1250000.5"), "Innsyn": (1, "0", "80000")},
    "LISTE-05", "LISTE-08", "LISTE-15", "LISTE-18", "LISTE-18", "LISTE-26",
    "LISTE-26", left=1,
)  # fmt: skip
def csv_as_agresso_exports_it(folder: Path) -> Path:
    """Unit4 puts the minus last and the text of a code in a column with (T)."""
    return text(
        folder,
        "Firma: 42\nPeriode: 202701 - 202712\n\n"
        "Koststed;Koststed (T);Konto;Konto (T);Delprosjekt;Delprosjekt (T);Beløp\n"
        "310100;Arkiv;6700;Konsulenttjenester;10;Flytte;1 250 000,50\n"
        "310200;Innsyn;7770;Tilskudd;20;Veilede;80000,00\n"
        "310200;Innsyn;6700;Konsulenttjenester;20;Veilede;4 500,00-\n"
        "Sum;;;;;;1 325 500,50\n",
        "iso-8859-1",
    )


@gives(
    {"Arkiv": (2, "1200", "2240000")}, "LISTE-05", "LISTE-05", "LISTE-18", "LISTE-18", "LISTE-26"
)
def as_dfo_exports_it(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Rapport: Budsjett per koststed",),
            ("År: 2031",),
            (),
            ("Koststed", "Koststed(T)", "Aktivitet(T)", "Artskonto(T)", "Antall timer",
             "Beløp i NOK"),
            (310100, "Arkiv", "Flytte", "Lønn", "1 200,00", None),
            (310100, "Arkiv", "Lagre", "Kjøp av tjenester", None, "500 000,00"),
            (None, "Totalt", None, None, "1 200,00", "500 000,00"),
        ),
    )  # fmt: skip


@gives({"Arkiv": (1, "100", "145000")}, "LISTE-18", options=("--ark", "Plan 2031"))
def with_last_year_beside(folder: Path) -> Path:
    heads = ("Område", "Aktivitet", "Timer")
    made, _ = book(
        folder,
        (heads, ("Arkiv", "Flytte", 90)), (heads, ("Arkiv", "Flytte", 100)), ((1, 2), (3, 4)),
        names=("Plan 2030", "Plan 2031", "Kladd"),
    )  # fmt: skip
    return saved(made, folder)


@gives({"Arkiv": (1, "100", "145000")}, "LISTE-18", "LISTE-20", "LISTE-20")
def with_other_sheets_beside(folder: Path) -> Path:
    made, sheets = book(
        folder,
        (("Område", "Aktivitet", "Timer"), ("Arkiv", "Flytte", 100)),
        ((1, 2), (3, 4)),
        (("Område", "Aktivitet", "Timer"), ("Arkiv", "Flytte", 90)),
        names=("Plan", "Kladd", "Gammel"),
    )
    sheets[2].sheet_state = "hidden"
    return saved(made, folder)


@gives(
    {"Arkiv": (1, "100", "145000"), "Innsyn": (2, "120", "174000")},
    "LISTE-06", "LISTE-12", "LISTE-51", "LISTE-51", "LISTE-18",
    left=1,
)  # fmt: skip
def with_a_number_that_keeps_sums_from_being_known(folder: Path) -> Path:
    """The sum of the other area is known, and wrong."""
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Timer"),
            ("Arkiv", "Flytte", 100),
            ("Arkiv", "Skanne", "ca. 200"),
            ("Sum Arkiv", None, 100),
            ("Innsyn", "Klager", 50),
            ("Innsyn", "Svar", 70),
            ("Sum Innsyn", None, 999),
            ("Totalt", None, 12000),
        ),
    )


@gives({"Arkiv": (2, "300", "435000")}, "LISTE-51", "LISTE-18")
def with_a_sum_that_was_saved_without_its_result(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Timer"),
            ("Arkiv", "Flytte", 100),
            ("Arkiv", "Lagre", 200),
            ("Sum", None, "=SUM(C2:C3)"),
        ),
    )


@gives({"Arkiv": (2, "300", "435000")}, "LISTE-13", "LISTE-18", left=1)
def with_what_may_be_a_sum(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Timer"),
            ("Arkiv", "Flytte", 100),
            ("Arkiv", "Lagre", 200),
            ("Arkiv", "Total gjennomgang av register", 70),
        ),
    )


@gives({"Arkiv": (2, "300", "435000")}, "LISTE-18")
def with_a_sum_that_has_no_name(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Timer"),
            ("Arkiv", "Flytte", 100),
            ("Arkiv", "Lagre", 200),
            (None, None, 300),
        ),
    )


@gives(
    {"Helseregistre": (1, "100", "145000"), "Helseregister": (1, "50", "72500")},
    "LISTE-18", "LISTE-25",
)  # fmt: skip
def with_an_area_spelled_in_two_ways(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Timer"),
            ("Helseregistre", "Drift", 100),
            ("Helseregister", "Utvikling", 50),
        ),
    )


@gives({"Arkiv": (1, "100", "145000")}, "LISTE-18", "LISTE-27", "LISTE-64")
def with_a_budget_in_no_unit(folder: Path) -> Path:
    made, _ = book(
        folder,
        (("Område", "Aktivitet", "Timer"), ("Arkiv", "Flytte", 100)),
        (("Område", "Ansvarlig", "Budsjett"), ("Arkiv", "Seksjon A", 12_000)),
        names=("Plan", "Områder"),
    )
    return saved(made, folder)


@gives({"Arkiv": (2, "3000", "4350000")}, "LISTE-18", "LISTE-29")
def with_years_that_are_not_the_hours(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Timer", "Årsverk"),
            ("Arkiv", "Flytte", 1500, 1),
            ("Arkiv", "Lagre", 1500, 1.2),
        ),
    )


@gives({"Arkiv": (3, "600", "870000")}, "LISTE-18", "LISTE-39")
def with_the_area_merged_over_its_rows_and_headings_again(folder: Path) -> Path:
    made, (sheet,) = book(
        folder,
        (
            ("Område", "Aktivitet", "Timer"),
            ("Arkiv", "Flytte", 100),
            (None, "Lagre", 200),
            ("Område", "Aktivitet", "Timer"),
            ("Arkiv", "Rydde", 300),
        ),
    )
    sheet.merge_cells("A2:A3")
    return saved(made, folder)


@gives({"Arkiv": (2, "0", "3500000")}, "LISTE-18", "LISTE-56")
def csv_in_thousands_with_commas(folder: Path) -> Path:
    return text(
        folder,
        'sep=,\nOmråde,Tiltak,Kostnadsart,"Beløp (1000 kr)"\n'
        'Arkiv,Flytte,Kjøp,1250\nArkiv,Lagre,Konsulent,"2 250"\n',
    )


@gives({"Arkiv": (1, "100", "145000"), "Innsyn": (1, "0", "250000")}, "LISTE-56")
def with_units_on_a_row_of_their_own(folder: Path) -> Path:
    return simple(
        folder,
        (HEADINGS, (None, None, None, "(timer)", "(1000 kr)"),
         ("Arkiv", "Flytte", "Egne timer", 100, None), ("Innsyn", "Tolk", "Kjøp", None, 250)),
    )  # fmt: skip


@gives({"Arkiv": (2, "150", "217500")}, "LISTE-18", "LISTE-34")
def with_an_id_and_a_name_that_are_two_areas(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område-id", "Område", "Aktivitet", "Timer"),
            ("ARK", "Arkiv", "Flytte", 100),
            ("ARK", "Innsyn", "Veilede", 50),
        ),
    )


@gives({"Arkiv": (2, "100", "345000")}, "LISTE-18", "LISTE-35", left=1)
def with_rates_of_nothing(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Kostnadstype", "Timer", "Timepris", "Beløp"),
            (None, None, None, "t", "kr/t", "kr"),
            ("Arkiv", "Flytte", None, 100, 1450, None),
            ("Arkiv", "Lagre", "Kjøp", None, 0, 200_000),
            ("Arkiv", "Rydde", "Egne timer", 50, 0, None),
        ),
    )


BARE_HEADINGS: Final[Rows] = (
    ("Aktivitet", "Timer"),
    ("Arkiv",), ("Flytte", 1200), ("Skanne", 800),
    ("Innsyn",), ("Svare", 500), ("Veilede", 400),
)  # fmt: skip
OF_BARE_HEADINGS = {"Arkiv": (2, "2000", "2900000"), "Innsyn": (2, "900", "1305000")}


@gives(OF_BARE_HEADINGS, "LISTE-18", "LISTE-23", "LISTE-23")
def with_sums_called_so_last(folder: Path) -> Path:
    arkiv, innsyn = BARE_HEADINGS[:4], BARE_HEADINGS[4:]
    return simple(folder, (*arkiv, ("Arkiv totalt", 2000), *innsyn, ("Innsyn totalt", 900)))


@gives(OF_BARE_HEADINGS, "LISTE-53", "LISTE-54", "LISTE-18", "LISTE-23", "LISTE-23", left=2)
def with_other_numbers_below_the_total(folder: Path) -> Path:
    below = (("Totale timer", 2900), ("Tilgjengelige timer", 5000), ("Differanse", 2100))
    return simple(folder, (*BARE_HEADINGS, *below))


@gives(OF_BARE_HEADINGS, "LISTE-18", "LISTE-23", "LISTE-23", "LISTE-40")
def with_a_number_on_the_heading_of_an_area(folder: Path) -> Path:
    rows = [("Aktivitet", "Timer", "Beløp"), *BARE_HEADINGS[1:]]
    rows[1] = ("Arkiv", "=SUM(B3:B4)", 500_000)
    rows[4] = ("Innsyn", "=SUM(B6:B7)")
    return simple(folder, rows)


@gives({"Arkiv": (4, "650", "942500")}, "LISTE-18", "LISTE-39")
def with_a_row_that_may_be_the_sum_of_those_below(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Nr", "Aktivitet", "Timer"),
            ("Arkiv", "1", "Migrering", 300),
            ("Arkiv", "1.1", "Flytte", 100),
            ("Arkiv", "1.2", "Skanne", 200),
            ("Arkiv", "2", "Drift", 50),
        ),
    )


@gives({"Arkiv": (3, "340", "493000")}, "LISTE-18", "LISTE-38")
def with_an_activity_that_is_called_as_a_sum_and_is_as_much(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Timer"),
            ("Arkiv", "Flytte", 100),
            ("Arkiv", "Skanne", 200),
            ("Arkiv", "Total kvalitetssikring", 300),
            ("Arkiv", "Drift", 40),
        ),
    )


@gives({"Innsyn": (2, "900", "1305000")}, "LISTE-18", "LISTE-41", "LISTE-41")
def with_rows_above_headings_that_say_more(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Timer"),
            ("Arkiv", "Flytte", 1200),
            ("Arkiv", "Skanne", 800),
            (),
            ("Område", "Aktivitet", "Timer", "Kommentar"),
            ("Innsyn", "Svare", 500),
            ("Innsyn", "Veilede", 400),
        ),
    )


@gives({"Arkiv": (1, "120", "174000")}, "LISTE-18", "LISTE-42")
def with_a_rate_and_a_sum_above(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Budsjett 2031",),
            ("Timepris:", 900),
            ("I alt", None, 120),
            ("Område", "Aktivitet", "Timer"),
            ("Arkiv", "Flytte", 120),
        ),
    )


@gives({"Arkiv": (2, "100", "149500")}, "LISTE-15", "LISTE-45")
def with_a_currency_in_a_column(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Kostnadstype", "Timer", "Beløp", "Valuta"),
            ("Arkiv", "Flytte", "Egne timer", 100, None, "NOK"),
            ("Arkiv", "Lisens", "Kjøp", None, 4500, "EUR"),
        ),
    )


@gives({"Arkiv": (1, "120", "174000")}, "LISTE-18", "LISTE-44")
def with_a_heading_that_may_be_another(folder: Path) -> Path:
    return simple(folder, (("Område", "Aktivitet", "Uplanlagte timer"), ("Arkiv", "Flytte", 120)))


@gives({"Arkiv": (2, "140", "203000")}, "LISTE-18", "LISTE-46", "LISTE-46")
def csv_with_a_comma_in_its_numbers_too(folder: Path) -> Path:
    return text(
        folder,
        "Område,Aktivitet,Timer,Kommentar\nArkiv,Flytte,100,5,\nArkiv,Skanne,40,25,\n",
    )


@gives({"Arkiv": (1, "100", "145000")}, "LISTE-06", "LISTE-06", "LISTE-18", left=2)
def with_formats_that_say_another_unit(folder: Path) -> Path:
    made, (sheet,) = book(
        folder,
        (
            ("Område", "Aktivitet", "Timer", "Beløp"),
            ("Arkiv", "Flytte", 100, None),
            ("Arkiv", "Skanne", 30, None),
            ("Arkiv", "Lisens", None, 300),
        ),
    )
    sheet["C2"].number_format = '#,##0" timer"'
    sheet["C3"].number_format = '0 "dager"'
    sheet["D4"].number_format = "[$€-2] #,##0"
    return saved(made, folder)


@gives({"Arkiv": (3, "2500", "3625000")}, "LISTE-18", "LISTE-22", "LISTE-23", "LISTE-49")
def with_only_the_first_heading_merged(folder: Path) -> Path:
    made, (sheet,) = book(
        folder, (BARE_HEADINGS[0], *BARE_HEADINGS[1:4], ("Innsyn",), ("Svare", 500))
    )
    sheet.merge_cells("A2:B2")
    return saved(made, folder)


@gives(
    {"Arkiv": (4, "590", "855500")},
    *("LISTE-18", "LISTE-18", "LISTE-21", "LISTE-47", "LISTE-68"),
)
def with_a_draft_beside_the_plan(folder: Path) -> Path:
    heads = ("Område", "Aktivitet", "Timer")
    draft = (heads, ("Arkiv", "Flytte", 100), ("Arkiv", "Skanne", 200))
    plan = (heads, ("Arkiv", "Flytte", 90), ("Arkiv", "Skanne", 200))
    return saved(book(folder, draft, plan, names=("Utkast", "Vedtatt"))[0], folder)


@gives({"Arkiv": (1, "100", "145000")}, "LISTE-18", "LISTE-48", "LISTE-64")
def with_an_area_that_is_listed_twice_and_their_sum(folder: Path) -> Path:
    rows = (("Område", "Aktivitet", "Timer"), ("Arkiv", "Flytte", 100))
    heads = (("Id", "Navn", "Budsjett (mill. kr)"), ("ARK", "Arkiv", 2), ("ARK", "Arkiv", 2),
             (None, "Sum områder", 4))  # fmt: skip
    return saved(book(folder, rows, heads, names=("Plan", "Områder"))[0], folder)
