"""Lists with sums by other names, parts of rows, and several tables on a sheet."""

from __future__ import annotations

from pathlib import Path

from tests.lists.made import BARE_HEADINGS, OF_BARE_HEADINGS, Rows, gives, simple

HEADS = ("Område", "Aktivitet", "Kostnadstype", "Beløp")
TWO_AREAS: Rows = (
    HEADS,
    ("Arkiv", "Flytte", "Kjøp", 100_000),
    ("Innsyn", "Klager", "Kjøp", 250_000),
    ("Totalt", None, None, 350_000),
)
OF_TWO_AREAS = {"Arkiv": (1, "0", "100000"), "Innsyn": (1, "0", "250000")}
NEXT_YEAR: Rows = (
    HEADS, ("Arkiv", "Flytte", "Kjøp", 110_000), ("Innsyn", "Klager", "Kjøp", 260_000),
)  # fmt: skip
OF_BOTH_YEARS = {"Arkiv": (2, "0", "210000"), "Innsyn": (2, "0", "510000")}


@gives(OF_TWO_AREAS, "LISTE-53", "LISTE-22", left=1)
def with_rows_below_the_sum_of_all(folder: Path) -> Path:
    below = (("Ikke prioritert",), ("Arkiv", "Nytt system", "Kjøp", 2_000_000))
    return simple(folder, (*TWO_AREAS, (), *below))


@gives(OF_TWO_AREAS, "LISTE-53", "LISTE-53", left=2)
def with_rows_below_the_sum_of_all_and_a_sum_of_their_own(folder: Path) -> Path:
    below = (("Arkiv", "Nytt", "Kjøp", 5000), ("Arkiv", "Annet", "Kjøp", 3000))
    return simple(folder, (*TWO_AREAS, *below, ("Sum", None, None, 8000)))


@gives({"Arkiv": (2, "0", "105000"), "Innsyn": (1, "0", "250000")}, "LISTE-38")
def with_a_sum_of_all_and_another_that_takes_in_what_is_below_it(folder: Path) -> Path:
    below = (("Arkiv", "Nytt", "Kjøp", 5000), ("Totalt med nytt", None, None, 355_000))
    return simple(folder, (*TWO_AREAS, *below))


@gives({"Arkiv": (4, "0", "610000")})
def with_a_sum_under_each_group_of_one_area(folder: Path) -> Path:
    return simple(
        folder,
        (
            HEADS,
            ("Arkiv", "Flytte", "Kjøp", 100_000),
            ("Arkiv", "Lagre", "Kjøp", 250_000),
            ("Sum", None, None, 350_000),
            ("Arkiv", "Skanne", "Kjøp", 70_000),
            ("Arkiv", "Slette", "Kjøp", 190_000),
            ("Sum", None, None, 260_000),
        ),
    )


@gives(OF_BARE_HEADINGS, "LISTE-18", "LISTE-23", "LISTE-23", *["LISTE-54"] * 3, left=3)
def with_what_may_be_used_and_what_is_left_of_it(folder: Path) -> Path:
    arkiv, innsyn = BARE_HEADINGS[:4], BARE_HEADINGS[4:]
    rest = (("Ramme 2027", 5000), ("Gjenstår", 3000))
    return simple(folder, (*arkiv, *rest, *innsyn, ("Mer-/mindreforbruk", 70)))


@gives({"Arkiv": (2, "1000", "2450000")}, "LISTE-55", left=1)
def with_a_part_of_the_row_above(folder: Path) -> Path:
    return simple(
        folder,
        (
            (*HEADS, "Timer"),
            ("Arkiv", "Drift av fagsystem", "Kjøp", 1_000_000),
            ("Arkiv", "– herav lisenser", "Kjøp", 400_000),
            ("Arkiv", "Flytte", "Egne timer", None, 1000),
        ),
    )


@gives(
    {"Arkiv": (3, "0", "700000"), "Innsyn": (3, "0", "900000")}, "LISTE-39", "LISTE-39"
)  # fmt: skip
def with_sums_that_are_not_called_so(folder: Path) -> Path:
    return simple(
        folder,
        (
            HEADS,
            ("Arkiv", "Flytte", "Kjøp", 100_000),
            ("Arkiv", "Lagre", "Kjøp", 250_000),
            ("Arkiv", "Arkivdrift", "Kjøp", 350_000),
            ("Innsyn", "Klager", "Kjøp", 120_000),
            ("Innsyn", "Veilede", "Kjøp", 330_000),
            ("Innsyn", "Innsynsdrift", "Kjøp", 450_000),
        ),
    )


@gives(OF_BOTH_YEARS, "LISTE-22", "LISTE-43")
def with_another_year_under_its_number(folder: Path) -> Path:
    return simple(folder, ((2027,), *TWO_AREAS[:-1], (), (2028,), *NEXT_YEAR))


@gives(OF_BOTH_YEARS, "LISTE-22", "LISTE-22", "LISTE-43")
def with_another_year_under_two_titles(folder: Path) -> Path:
    unit = ("Alle beløp er avtalt",)
    titles = (("Budsjett 2028",), unit)
    return simple(folder, (("Budsjett 2027",), unit, *TWO_AREAS[:-1], (), *titles, *NEXT_YEAR))


@gives(OF_TWO_AREAS)
def with_the_headings_on_every_page(folder: Path) -> Path:
    return simple(folder, (*TWO_AREAS[:2], HEADS, *TWO_AREAS[2:]))


@gives(
    {"Arkiv": (2, "0", "350000"), "Innsyn": (2, "0", "150000")}, "LISTE-12"
)  # fmt: skip
def with_a_sum_of_all_that_is_of_the_last_area_alone(folder: Path) -> Path:
    return simple(
        folder,
        (
            HEADS,
            ("Arkiv", "Flytte", "Kjøp", 100_000),
            ("Arkiv", "Lagre", "Kjøp", 250_000),
            ("Sum Arkiv", None, None, 350_000),
            ("Innsyn", "Klager", "Kjøp", 70_000),
            ("Innsyn", "Veilede", "Kjøp", 80_000),
            ("Totalt", None, None, 150_000),
        ),
    )


@gives(
    {"Arkiv": (2, "300", "435000"), "Tilsyn": (1, "50", "72500")},
    *("LISTE-18", "LISTE-15", "LISTE-22", "LISTE-23", "LISTE-23", "LISTE-49"),
)
def with_words_beside_the_name_of_an_area(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Aktivitet", "Timer", "Avtale"),
            ("Arkiv",),
            ("Flytte", 100, "2025/118"),
            ("Innsyn", None, "Ansvarlig: Kari"),
            ("Klager", 200),
            ("Tilsyn",),
            ("Dra ut", 50),
        ),
    )


SIGNED: Rows = (
    ("Kari Nordmann", None, None, "Ola Nordmann"),
    ("Dato", None, None, "15.10.2027"),
    ("Sign.", None, None, "____"),
)


@gives(OF_TWO_AREAS, *["LISTE-22"] * 3)
def with_signatures_below_the_table(folder: Path) -> Path:
    heads = ("Område", "Aktivitet", "Kostnadstype", "Beløp")
    return simple(folder, (heads, *TWO_AREAS[1:], (), *SIGNED))


@gives({"Økonomi": (4, "1661", "2408450")})
def with_activities_called_as_frames_and_sums_are(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Kostnadstype", "Timer"),
            ("Økonomi", "Budsjett", "Egne timer", 300),
            ("Økonomi", "Prognose", "Egne timer", 811),
            ("Økonomi", "Samlet rapportering", "Egne timer", 150),
            ("Økonomi", "Sum-funksjon i portalen", "Egne timer", 400),
            ("Totalt", None, None, 1661),
        ),
    )


@gives(
    {"Arkiv": (2, "300", "435000"), "Innsyn": (2, "120", "174000")},
    *("LISTE-18", "LISTE-23", "LISTE-23"),
)
def with_the_name_of_the_area_above_each_table(folder: Path) -> Path:
    heads = ("Aktivitet", "Timer")
    return simple(
        folder,
        (
            *(("Område: Arkiv",), heads, ("Flytte", 100), ("Lagre", 200), ("Sum", 300), ()),
            *(("Innsyn",), heads, ("Klager", 50), ("Svar", 70), ("Sum", 120), ("Totalt", 420)),
        ),
    )


@gives({"Arkiv": (2, "0", "350000"), "Innsyn": (2, "0", "150000")})
def with_the_sums_above_their_rows(folder: Path) -> Path:
    return simple(
        folder,
        (
            HEADS,
            ("Sum Arkiv", None, None, 350_000),
            ("Arkiv", "Flytte", "Kjøp", 100_000),
            ("Arkiv", "Lagre", "Kjøp", 250_000),
            ("Sum Innsyn", None, None, 150_000),
            ("Innsyn", "Klager", "Kjøp", 70_000),
            ("Innsyn", "Veilede", "Kjøp", 80_000),
            ("Totalt", None, None, 500_000),
        ),
    )


@gives({"Arkiv": (4, "0", "610000")})
def with_numbers_that_are_alike_by_chance(folder: Path) -> Path:
    rows = [("Arkiv", name, "Kjøp", kroner) for name, kroner in zip(
        ("Flytte", "Lagre", "Skanne", "Slette"), (100_000, 200_000, 300_000, 10_000), strict=True
    )]  # fmt: skip
    return simple(folder, (HEADS, *rows))


@gives({"Arkiv": (2, "3800", "5510000")}, "LISTE-18", "LISTE-22", "LISTE-43")
def with_the_same_headings_under_another_title(folder: Path) -> Path:
    heads = ("Område", "Aktivitet", "Timer")
    first, second = ("Arkiv", "Flytte", 2000), ("Arkiv", "Skanne", 1800)
    return simple(folder, (("Vår",), heads, first, (), ("Høst",), heads, second))


@gives({"Arkiv": (2, "0", "130000")}, "LISTE-70")
def with_what_somebody_else_pays(folder: Path) -> Path:
    paid = ("Arkiv", "Tilskudd fra EU", "Kjøp", 30_000)
    return simple(folder, (HEADS, ("Arkiv", "Lisens", "Kjøp", 100_000), paid))


@gives({"Arkiv": (3, "100", "545000")}, "LISTE-18")
def with_its_kinds_under_type(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Type", "Timer", "Beløp"),
            ("Arkiv", "Flytte", "Egne timer", 100, None),
            ("Arkiv", "Lagre", "Kjøp", None, 300_000),
            ("Arkiv", "Dele", "Tilskudd", None, 100_000),
            ("Totalt", None, None, 100, 400_000),
        ),
    )


@gives({"Arkiv": (1, "100", "145000"), "Innsyn": (1, "0", "300000")})
def with_the_headings_of_a_pivot_table(folder: Path) -> Path:
    return simple(
        folder,
        (
            ("Område", "Aktivitet", "Kostnadstype", "Summer av Timer", "Summer av Beløp"),
            ("Arkiv", "Flytte", "Egne timer", 100, None),
            ("Innsyn", "Lagre", "Kjøp", None, 300_000),
            ("Totalsum", None, None, 100, 300_000),
        ),
    )
