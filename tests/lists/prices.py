"""Lists with prices, rates and years of work, and what belongs to several rows."""

from __future__ import annotations

from pathlib import Path

from .made import book, gives, saved, simple, text

OF_KRONER = ("Område", "Aktivitet", "Kostnadstype", "Kostnad", "Beløp")
OF_RATES = ("Område", "Aktivitet", "Kostnadstype", "Timer", "Timepris")


@gives({"Arkiv": (1, "0", "500000"), "Innsyn": (2, "0", "340000")}, "LISTE-05")
def with_an_amount_in_two_columns(folder: Path) -> Path:
    return simple(
        folder,
        (
            OF_KRONER,
            ("Arkiv", "Lagre", "Kjøp", 500_000, 500_000),
            ("Innsyn", "System", "Kjøp", 300_000, 300_000),
            ("Innsyn", "Tolk", "Kjøp", None, 40_000),
        ),
    )


@gives({"Arkiv": (2, "0", "800321")}, "LISTE-05", "LISTE-56")
def with_an_amount_in_kroner_and_in_thousands(folder: Path) -> Path:
    return simple(
        folder,
        (
            (*OF_KRONER[:3], "Kostnad (kr)", "Beløp (1000 kr)"),
            ("Arkiv", "Lagre", "Kjøp", 500_321, 500),
            ("Arkiv", "System", "Kjøp", 300_000, 300),
        ),
    )


@gives({"Arkiv": (2, "0", "1500000")})
def with_two_amounts_and_their_sum(folder: Path) -> Path:
    """The sum says that they add up, also where they are as much."""
    return simple(
        folder,
        (
            (*OF_KRONER, "Sum"),
            ("Arkiv", "Lagre", "Kjøp", 200_000, 500_000, 700_000),
            ("Arkiv", "System", "Kjøp", 400_000, 400_000, 800_000),
        ),
    )


@gives({"Arkiv": (3, "600", "600000"), "Innsyn": (1, "100", "120000")})
def with_a_rate_and_a_kind_merged_over_their_rows(folder: Path) -> Path:
    made, (sheet,) = book(
        folder,
        (
            OF_RATES,
            ("Arkiv", "Flytte", "Kjøp", 100, 1000),
            ("Arkiv", "Lagre", None, 220, None),
            ("Arkiv", "Pakke", None, 280, None),
            ("Innsyn", "Svare", "Egne timer", 100, 1200),
        ),
    )
    sheet.merge_cells("C2:C4")
    sheet.merge_cells("E2:E4")
    return saved(made, folder)


@gives({"Arkiv": (2, "100", "395000")})
def with_an_activity_merged_over_its_two_kinds(folder: Path) -> Path:
    made, (sheet,) = book(
        folder,
        (
            ("Område", "Aktivitet", "Kostnadstype", "Timer", "Beløp"),
            ("Arkiv", "Flytte", "Egne timer", 100, None),
            (None, None, "Kjøp", None, 250_000),
            ("Sum", None, None, 100, 250_000),
        ),
    )
    for cells in ("A2:A3", "B2:B3"):
        sheet.merge_cells(cells)
    return saved(made, folder)


@gives({"Arkiv": (3, "0", "300000")}, "LISTE-58")
def with_an_amount_merged_over_rows(folder: Path) -> Path:
    made, (sheet,) = book(
        folder,
        (
            ("Område", "Aktivitet", "Kostnadstype", "Beløp"),
            ("Arkiv", "Flytte", "Kjøp", 300_000),
            ("Arkiv", "Lagre", "Kjøp", None),
            ("Arkiv", "Pakke", "Kjøp", None),
        ),
    )
    sheet.merge_cells("D2:D4")
    return saved(made, folder)


@gives({"Arkiv": (3, "700", "970000")}, "LISTE-18", "LISTE-59")
def with_rates_in_some_rows_only(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Timer", "Timepris"),
            ("Arkiv", "Flytte", 100, 1000),
            ("Arkiv", "Lagre", 230, None),
            ("Arkiv", "Pakke", 370, None),
        ),
    )


@gives({"Arkiv": (2, "330", "493500")})
def with_a_rate_for_what_is_bought_only(folder: Path) -> Path:
    return simple(
        folder,
        (
            OF_RATES,
            ("Arkiv", "Flytte", "Kjøp", 100, 1600),
            ("Arkiv", "Lagre", "Egne timer", 230, None),
        ),
    )


@gives({"Arkiv": (1, "330", "478500")}, "LISTE-18", "LISTE-42", "LISTE-42")
def with_rates_in_words_above(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Timepris", "kr 950"),
            ("1750 timer per årsverk",),
            ("Timepriser for 2031",),
            ("Område", "Aktivitet", "Timer"),
            ("Arkiv", "Flytte", 330),
        ),
    )


@gives(
    {"Arkiv": (3, "0", "400000"), "Innsyn": (2, "0", "15000")},
    *["LISTE-05"] * 4, "LISTE-09", "LISTE-10",
    left=2,
)  # fmt: skip
def with_ditto_marks(folder: Path) -> Path:
    """Below a sum, and where no name stands above, there is nothing to repeat."""
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Kostnadstype", "Beløp"),
            ("Arkiv", "Flytte", "Kjøp", 100_000),
            ('"', "Lagre", '"', 250_000),
            ('-"-', "Pakke", "Kjøp", 50_000),
            ("Sum Arkiv", None, None, 400_000),
            ("do.", "Vente", "Kjøp", 7_000),
            ("Innsyn", "Klager", "Kjøp", 10_000),
            ("do.", "Svar", "Kjøp", 5_000),
            ("Sum Innsyn", None, None, 15_000),
            ("Innsyn", "〃", "Kjøp", 3_000),
        ),
    )


@gives({"Arkiv": (2, "1850", "2682500")}, "LISTE-18", "LISTE-60", left=1)
def with_years_and_no_hours(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Årsverk", "Timer"),
            ("Arkiv", "Flytte", None, 1750),
            ("Arkiv", "Lagre", None, 100),
            ("Arkiv", "Post", 2, 0),
        ),
    )


@gives({"Arkiv": (2, "100", "145000")}, "LISTE-18")
def with_a_row_of_no_hours(folder: Path) -> Path:
    return simple(
        folder,
        (("Område", "Aktivitet", "Timer"), ("Arkiv", "Flytte", 100), ("Arkiv", "Vente", 0)),
    )


@gives(
    {"Arkiv": (1, "8", "11600")}, *["LISTE-07"] * 4, "LISTE-18",
    left=4,
)  # fmt: skip
def csv_in_which_some_hours_are_dates(folder: Path) -> Path:
    return text(
        folder,
        "Område;Aktivitet;Timer\nArkiv;Flytte;03.05\nArkiv;Lagre;12.10\nArkiv;Pakke;07.45\n"
        "Arkiv;Svare;8\nArkiv;Rydde;1.500\n",
    )


@gives({"Arkiv": (3, "28.3", "41035")}, "LISTE-18")
def csv_in_which_a_point_is_before_decimals(folder: Path) -> Path:
    return text(
        folder, "Område;Aktivitet;Timer\nArkiv;Flytte;03.05\nArkiv;Lagre;12.75\nArkiv;Se;12.50\n"
    )


@gives({"Arkiv": (4, "0", "5650000")}, "LISTE-05", "LISTE-56")
def csv_in_thousands_with_a_number_of_another_kind(folder: Path) -> Path:
    return text(
        folder,
        "Område;Aktivitet;Kostnadstype;Beløp (1000 kr)\nArkiv;Flytte;Kjøp;300\n"
        "Arkiv;Lagre;Kjøp;1 500\nArkiv;Pakke;Kjøp;2 350 tkr\nArkiv;Svare;Kjøp;1500\n",
    )


@gives({"Arkiv": (2, "2250", "3262500")}, *["LISTE-05"] * 2, "LISTE-18", "LISTE-42")
def with_the_hours_of_a_year_above(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("1 årsverk = 1 700 timer",),
            ("Område", "Aktivitet", "Årsverk"),
            ("Arkiv", "Flytte", 1),
            ("Arkiv", "Lagre", 0.5),
        ),
    )


@gives({"Arkiv": (2, "2250", "3262500")}, *["LISTE-05"] * 2, "LISTE-18", "LISTE-42")
def with_the_hours_of_a_year_in_the_heading(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Årsverk (1 700 t)"),
            ("Arkiv", "Flytte", 1),
            ("Arkiv", "Lagre", 0.5),
        ),
    )


@gives({"Arkiv": (2, "150", "217500")}, "LISTE-18", *["LISTE-22"] * 2, *["LISTE-42"] * 2)
def with_rates_in_words_below(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Timer"),
            ("Arkiv", "Flytte", 100),
            ("Arkiv", "Lagre", 50),
            (),
            ("Timepris 1 200 kr",),
            ("* Ett årsverk er 1 700 timer",),
            ("Timepriser for 2031, fra 1. januar",),
            ("Vi er 12 årsverk",),
        ),
    )
