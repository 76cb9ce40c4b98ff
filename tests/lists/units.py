"""Lists with units, years and versions that a list says outside the headings of its numbers."""

from __future__ import annotations

from pathlib import Path

from .made import HEADINGS, book, gives, saved, simple, text


@gives({"Arkiv": (1, "0", "100000"), "Innsyn": (1, "0", "250000")})
def with_amounts_in_millions_in_its_remarks(folder: Path) -> Path:
    """They are of their own rows, and a ceiling above the table is an amount."""
    return simple(
        folder,
        (
            ("Rammen er 5 mill. kr. Beløp under 1000 kr tas ikke med.",),
            (*HEADINGS, "Merknad"),
            ("Arkiv", "Lagre for 0,1 MNOK", "Kjøp", None, 100_000, "opp 500 tkr fra 2026"),
            ("Innsyn", "Lisens", "Kjøp", None, 250_000, None),
        ),
    )


@gives({"Arkiv": (1, "10", "14500")}, "LISTE-18", "LISTE-42")
def with_a_working_week_above(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Timer per uke", 37.5),
            ("Arbeidstid", "37,5 timer per uke"),
            ("Område", "Aktivitet", "Timer"),
            ("Arkiv", "Flytte", 10),
        ),
    )


@gives({"Arkiv": (1, "0", "400"), "Innsyn": (1, "0", "600")}, "LISTE-10", left=1)
def csv_with_a_bare_number_below_the_headings(folder: Path) -> Path:
    """A number alone is no unit, so nothing is multiplied by it."""
    return text(
        folder,
        "Område;Aktivitet;Kostnadstype;Beløp\n;;;1000\nArkiv;Flytte;Kjøp;400\n"
        "Innsyn;Klager;Kjøp;600\n",
    )


@gives({"Arkiv": (2, "301200", "436740000")}, "LISTE-15", "LISTE-18", "LISTE-45")
def with_kroner_among_the_hours(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Måleenhet", "Timer"),
            ("Arkiv", "Flytte", "timer", 1200),
            ("Arkiv", "Lisens", "kr", 300_000),
        ),
    )


@gives({"Arkiv": (2, "0", "301200")}, "LISTE-15", "LISTE-45", "LISTE-45")
def with_hours_and_thousands_among_the_kroner(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Kostnadstype", "Benevnelse", "Beløp"),
            ("Arkiv", "Flytte", "Kjøp", "timer", 1200),
            ("Arkiv", "Lisens", "Kjøp", "tkr", 300_000),
        ),
    )


@gives({"Arkiv": (2, "30", "43500")}, "LISTE-15", "LISTE-15", "LISTE-16", "LISTE-18")
def with_years_that_tell_no_rows_apart(folder: Path) -> Path:
    """When they end, the months of one year, and what they are reckoned from."""
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Timer", "Ferdig", "Periode", "Grunnlag"),
            ("Arkiv", "Flytte", 10, 2027, "202701", "Regnskap 2026"),
            ("Arkiv", "Kaste", 20, 2028, "202702", "Budsjett 2027"),
        ),
    )


@gives({"Arkiv": (2, "10", "15500")})
def with_rates_and_prices_of_another_year(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Budsjett 2027", "Utskrift 14.11.2026"),
            ("Område", "Aktivitet", "Kostnadstype", "Timer 2027", "Timepris 2026",
             "Beløp (2026-kroner)"),
            ("Arkiv", "Flytte", "Egne timer", 10, None, None),
            ("Arkiv", "Lagre", "Kjøp", None, None, 1000),
        ),
    )  # fmt: skip


@gives(
    {"Arkiv": (2, "0", "510000")},
    options=("--kolonne", "Beløp 2026=Beløp"),
)  # fmt: skip
def with_amounts_of_last_year_that_somebody_says_hold(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Budsjett 2027",),
            ("Område", "Aktivitet", "Kostnadstype", "Beløp 2026"),
            ("Arkiv", "Flytte", "Kjøp", 10_000),
            ("Arkiv", "Lagre", "Kjøp", 500_000),
        ),
    )


@gives({"Arkiv": (3, "0", "2150000")}, "LISTE-15", "LISTE-62", "LISTE-62")
def with_rows_that_are_not_to_be_done(folder: Path) -> Path:
    return simple(
        folder,
        (
            (*HEADINGS, "Vedtak", "Kommentar"),
            ("Arkiv", "Flytte", "Kjøp", None, 100_000, "Ja", "Kuttet med 10 000"),
            ("Arkiv", "Nytt system", "Kjøp", None, 2_000_000, "Nei", None),
            ("Arkiv", "Klager", "Kjøp", None, 50_000, None, "Utgår"),
        ),
    )


@gives({"Arkiv": (2, "0", "700000")}, "LISTE-63")
def with_a_sheet_of_income(folder: Path) -> Path:
    costs = (HEADINGS, ("Arkiv", "Følge opp inntektene", "Kjøp", None, 500_000))
    income = (HEADINGS, ("Arkiv", "Gebyr", "Kjøp", None, 200_000))
    return saved(book(folder, costs, income, names=("Utgifter", "Inntekter"))[0], folder)


@gives(
    {"Utgifter": (1, "0", "500000"), "Inntekter": (2, "0", "250000")},
    "LISTE-23", "LISTE-23", "LISTE-63",
)  # fmt: skip
def with_income_under_a_heading(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Aktivitet", "Kostnadstype", "Timer", "Beløp"),
            ("Utgifter",), ("Lagre", "Kjøp", None, 500_000),
            ("Inntekter",), ("Gebyr", "Kjøp", None, 200_000), ("Salg", "Kjøp", None, 50_000),
        ),
    )  # fmt: skip


@gives({"Arkiv": (1, "0", "100000"), "Innsyn": (1, "0", "10000")}, "LISTE-20")
def with_projects_that_are_no_areas(folder: Path) -> Path:
    rows = (HEADINGS, ("Arkiv", "Flytte", "Kjøp", None, 100_000),
            ("Innsyn", "Klager", "Kjøp", None, 10_000))  # fmt: skip
    projects = (("Navn", "Ansvarlig", "Budsjett"), ("Nytt arkiv", "Kari", 4_000_000),
                ("Samtale", "Ola", 2_500_000))  # fmt: skip
    return saved(book(folder, rows, projects, names=("Drift", "Prosjekter"))[0], folder)


@gives({"Arkiv": (1, "0", "100000")}, "LISTE-20", "LISTE-20")
def with_numbers_as_text_and_formulas_on_other_sheets(folder: Path) -> Path:
    rows = (HEADINGS, ("Arkiv", "Flytte", "Kjøp", None, 100_000))
    typed = (("Innsyn", "Klager", "Kjøp", None, "250 000"),)
    made, _ = book(folder, rows, typed, (("=B1*3",),), names=("Drift", "Tillegg", "Regnestykke"))
    return saved(made, folder)


@gives(
    {"Arkiv": (1, "100", "145000"), "Innsyn": (1, "100", "145000")},
    "LISTE-18", "LISTE-22", "LISTE-23", "LISTE-23", "LISTE-65",
)  # fmt: skip
def with_numbers_in_an_unknown_column_alone(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Aktivitet", "Kostnadstype", "Timer", "Beløp", "Porto"),
            ("Arkiv",), ("Flytte", None, 100), ("Utsending", None, None, None, 45_000),
            ("Innsyn",), ("Klager", None, 100), ("* Foreløpig",),
        ),
    )  # fmt: skip


@gives({"Arkiv": (3, "100", "145000")}, "LISTE-18", "LISTE-65", "LISTE-65")
def with_activities_without_numbers(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Timer", "Kommentar"),
            ("Arkiv", "Flytte", 100, None),
            ("Arkiv", "Klager", None, "120"),
            ("Arkiv", "Skanne", None, None),
        ),
    )


OF_KRONER = ("Område", "Aktivitet", "Kostnadstype", "Beløp (1000 kr)")


@gives({"Arkiv": (3, "0", "1251050000")}, "LISTE-56", "LISTE-71")
def with_one_amount_in_kroner_among_thousands(folder: Path) -> Path:
    return simple(
        folder,
        (
            OF_KRONER,
            ("Arkiv", "Flytte", "Kjøp", 1_250_000),
            ("Arkiv", "Lagre", "Kjøp", 750),
            ("Arkiv", "Kaste", "Kjøp", 300),
        ),
    )


@gives({"Arkiv": (2, "0", "1250000750000")}, "LISTE-56", "LISTE-71")
def csv_with_an_amount_in_kroner_among_millions(folder: Path) -> Path:
    return text(
        folder,
        "Område;Aktivitet;Kostnadstype;Beløp (mill. kr)\nArkiv;Flytte;Kjøp;1 250 000\n"
        "Arkiv;Lagre;Kjøp;0,75\n",
    )


@gives({"Arkiv": (1, "0", "150000000"), "Innsyn": (3, "0", "595000000")}, "LISTE-56")
def with_amounts_in_thousands_of_a_large_agency(folder: Path) -> Path:
    """They are large, and so are the others; and what is passed on is larger still."""
    return simple(
        folder,
        (
            OF_KRONER,
            ("Arkiv", "Drift", "Kjøp", 150_000),
            ("Innsyn", "Portal", "Kjøp", 90_000),
            ("Innsyn", "Lisens", "Kjøp", 5_000),
            ("Innsyn", "Kompensasjon", "Videreformidling", 500_000),
        ),
    )


@gives({"Arkiv": (2, "2251500", "3264675000")}, "LISTE-05", "LISTE-05", "LISTE-18", "LISTE-71")
def with_hours_among_the_years_of_work(folder: Path) -> Path:
    return simple(
        folder,
        (("Område", "Aktivitet", "Årsverk"), ("Arkiv", "Flytte", 1500), ("Arkiv", "Lagre", 1)),
    )


@gives({"Arkiv": (2, "300", "335")}, "LISTE-18", "LISTE-71")
def with_hourly_rates_in_thousands(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Timer", "Timepris"),
            ("Arkiv", "Flytte", 100, 0.9),
            ("Arkiv", "Lagre", 200, 1.225),
        ),
    )


@gives({"Arkiv": (1, "100", "145000")}, *["LISTE-06"] * 3, "LISTE-18", left=3)
def with_formats_that_say_the_other_unit(folder: Path) -> Path:
    made, (sheet,) = book(
        folder,
        (
            ("Område", "Aktivitet", "Timer", "Beløp"),
            ("Arkiv", "Flytte", 100, None),
            ("Arkiv", "Skanne", 5000, None),
            ("Arkiv", "Lisens", None, 300),
            ("Arkiv", "Kreditt", None, 400),
        ),
    )
    sheet["C2"].number_format = '#,##0" t"'
    sheet["C3"].number_format = '"kr" #,##0'
    sheet["D4"].number_format = '#,##0 "timer"'
    sheet["D5"].number_format = "-#,##0"
    return saved(made, folder)


@gives({"Arkiv": (2, "100", "445000")})
def with_formats_that_say_the_unit_of_their_column(folder: Path) -> Path:
    made, (sheet,) = book(
        folder,
        (HEADINGS, ("Arkiv", "Flytte", "Egne timer", 100, None),
         ("Arkiv", "Lisens", "Kjøp", 0, 300_000)),
    )  # fmt: skip
    sheet["D2"].number_format = '#,##0" timer";-#,##0" timer"'
    sheet["D3"].number_format = '"kr" #,##0'
    sheet[
        "E3"
    ].number_format = '_ "kr"\\ * #,##0.00_ ;_ "kr"\\ * \\-#,##0.00_ ;_ "kr"\\ * "-"??_ ;_ @_ '
    return saved(made, folder)


@gives({"Arkiv": (6, "60", "487000")}, *["LISTE-45"] * 4)
def with_units_in_the_remarks_on_rows(folder: Path) -> Path:
    """A remark that says more than a unit is of the row, and not of its numbers."""
    return simple(
        folder,
        (
            (*HEADINGS, "Merknad"),
            ("Arkiv", "Lagre", "Kjøp", None, 100_000, "per måned"),
            ("Arkiv", "Flytte", "Kjøp", None, 100_000, "beløp i EUR"),
            ("Arkiv", "Kaste", "Kjøp", None, 100_000, "i 1000"),
            ("Arkiv", "Se", "Egne timer", 60, None, "dagsverk"),
            ("Arkiv", "Lisens", "Kjøp", None, 50_000, "500 kr per måned i fjor"),
            ("Arkiv", "Møte", "Kjøp", None, 50_000, "per år"),
        ),
    )
