"""Lists on several sheets, on one that is an area, and amounts that their kind may not have."""

from __future__ import annotations

from pathlib import Path

from .made import Rows, book, gives, saved, simple, text

HEADS = ("Aktivitet", "Kostnadstype", "Timer", "Beløp")
OF_ARKIV: Rows = (("Flytte", "Egne timer", 100), ("Lagre", "Kjøp", None, 2000))
OF_INNSYN: Rows = (("Klager", "Egne timer", 210), ("Tolk", "Kjøp", None, 3000))
SUM_OF_ARKIV: Rows = (("Sum", None, 100, 2000),)
ARKIV = {"Arkiv": (2, "100", "147000")}
BOTH = {**ARKIV, "Innsyn": (2, "210", "307500")}


@gives({}, "LISTE-14", "LISTE-18", "LISTE-66", "LISTE-66", "LISTE-66", "LISTE-66", stops=True)
def with_amounts_and_hours_that_are_not_of_the_kind(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Kostnadstype", "Timer", "Timepris", "Beløp", "Sum"),
            ("Arkiv", "Fast ansatte", "Lønn", None, None, 1_000_000, 1_000_000),
            ("Arkiv", "Utstyr", "Egne timer", 50, 1450, 10_000, 82_500),
            ("Innsyn", "Frakt", "Videreformidling", 40, 1000, None, 40_000),
            ("Innsyn", "Midler", "Videreformidling", None, 900, 7000, 7000),
            ("Innsyn", "Tolk", "Kjøp", None, None, 300_000, 300_000),
        ),
    )


@gives({}, "LISTE-23", "LISTE-23", "LISTE-67", stops=True)
def with_two_areas_that_do_the_same(folder: Path) -> Path:
    """What stops the new workbook is said of the list, and not found first in the workbook."""
    rows = (HEADS, *OF_ARKIV, ("Kurs", "Kjøp", None, 5000))
    return saved(book(folder, rows, rows, names=("Arkiv", "Innsyn"))[0], folder)


@gives(ARKIV, "LISTE-23")
def with_the_area_as_the_title_and_the_name_of_the_sheet(folder: Path) -> Path:
    rows = (("Budsjett 2031",), ("Arkiv",), HEADS, *OF_ARKIV, *SUM_OF_ARKIV)
    return saved(book(folder, rows, names=("Arkiv",))[0], folder)


@gives(ARKIV, "LISTE-23")
def with_the_area_as_the_name_of_the_sheet(folder: Path) -> Path:
    rows = (("Helsedirektoratet",), HEADS, *OF_ARKIV, ("Sum Arkiv", None, 100, 2000))
    return saved(book(folder, rows, names=("Arkiv",))[0], folder)


@gives(ARKIV, "LISTE-15", "LISTE-23")
def with_the_area_written_above(folder: Path) -> Path:
    """What is called an area is one, whatever the sheet and a column that is not known say."""
    heads = (*HEADS, "Gruppe")
    first, second = OF_ARKIV
    rows = (("Område:", "Arkiv"), (), heads, (*first, None, "A"), (*second, "B"))
    return saved(book(folder, rows, names=("Innsyn",))[0], folder)


@gives(ARKIV, "LISTE-23")
def csv_with_the_area_written_above(folder: Path) -> Path:
    return text(
        folder,
        "Tjenesteområde: Arkiv\n\nAktivitet;Kostnadstype;Timer;Beløp\n"
        "Flytte;Egne timer;100;\nLagre;Kjøp;;2000\n",
    )


@gives(BOTH, "LISTE-23", "LISTE-23")
def with_the_areas_written_above_on_each_sheet(folder: Path) -> Path:
    arkiv = (("Område: Arkiv",), HEADS, *OF_ARKIV)
    innsyn = (("Område: Innsyn",), HEADS, *OF_INNSYN)
    return saved(book(folder, arkiv, innsyn)[0], folder)


@gives(BOTH, "LISTE-20", "LISTE-23", "LISTE-23")
def with_what_the_sheets_come_to_on_one(folder: Path) -> Path:
    of_all = (
        ("Sammendrag",), ("Område", "Timer", "Beløp"),
        ("Arkiv", 100, 2000), ("Innsyn", 210, 3000), ("Totalt", 310, 5000),
    )  # fmt: skip
    sheets = (of_all, (HEADS, *OF_ARKIV), (HEADS, *OF_INNSYN))
    return saved(book(folder, *sheets, names=("Sammendrag", "Arkiv", "Innsyn"))[0], folder)


@gives(BOTH, "LISTE-23", "LISTE-23")
def with_a_comment_on_one_sheet_only(folder: Path) -> Path:
    innsyn = ((*HEADS, "Kommentar", "Ansvarlig"), *OF_INNSYN)
    sheets = book(folder, (HEADS, *OF_ARKIV), innsyn, names=("Arkiv", "Innsyn"))
    return saved(sheets[0], folder)


@gives(BOTH, "LISTE-20", "LISTE-20", "LISTE-23", "LISTE-23")
def with_sheets_that_are_not_filled_in(folder: Path) -> Path:
    unfilled = (HEADS, (), ("Sum", None, 0, "=SUM(D2:D2)"))
    sheets = ((HEADS, *OF_ARKIV), (HEADS,), (HEADS, *OF_INNSYN), unfilled)
    names = ("Arkiv", "Post", "Innsyn", "Tilsyn")
    return saved(book(folder, *sheets, names=names)[0], folder)


@gives({}, "LISTE-18", "LISTE-64", "LISTE-67", stops=True)
def with_an_area_that_has_no_rows(folder: Path) -> Path:
    made, _ = book(
        folder,
        (("Område", "Aktivitet", "Timer"), ("Arkiv", "Flytte", 100)),
        (("Område", "Leder"), ("Arkiv", "Kari"), ("Post", "Per")),
        names=("Plan", "Områder"),
    )
    return saved(made, folder)


@gives(
    {"Arkiv": (1, "100", "145000"), "Post": (1, "50", "72500")}, "LISTE-18", "LISTE-64"
)  # fmt: skip
def with_budgets_in_kroner_of_which_one_is_below_a_million(folder: Path) -> Path:
    made, _ = book(
        folder,
        (("Område", "Aktivitet", "Timer"), ("Arkiv", "Flytte", 100), ("Post", "Dele ut", 50)),
        (("Område", "Leder", "Ramme 2031"), ("Arkiv", "Kari", 500_000), ("Post", "Per", 1_500_000)),
        names=("Plan", "Områder"),
    )
    return saved(made, folder)
