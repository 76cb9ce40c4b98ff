"""Ranges in kroner, common factors and what is assumed of uncertainty, in the file of areas."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from estimat.core import layout
from estimat.core.errors import UsageError
from estimat.core.estimate import Factor
from estimat.core.interpret import interpret
from estimat.core.summary import summarise
from estimat.files.reading import read_book
from estimat.files.workbooks.areafile import IF_LEFT_OUT, AreaFile, read_area_file
from estimat.files.workbooks.new import save_template

SMALL = (Path(__file__).parents[1] / "data" / "liten.toml").read_text("utf-8")
FACTOR = """
[[faktor]]
navn = "Mer involvering"
gjelder = "Egne timer"
lav = 0.95
sannsynlig = 1
hoy = 1.15
begrunnelse = "Notatet."
"""
RANGE = SMALL.replace("belop = 250_000", "belop = 250_000\nbelop_lav = 200_000\nbelop_hoy = 4e5")

Read = Callable[[str], AreaFile]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a text as if a controller had saved it."""

    def read_text(text: str) -> AreaFile:
        path = tmp_path / "egen.toml"
        path.write_text(text, "utf-8")
        return read_area_file(path)

    return read_text


# What a controller may write


def test_a_row_may_have_a_range_in_kroner(read: Read) -> None:
    _, row, without = read(RANGE).areas[0].rows
    assert (row.amount_low, row.amount_high) == (Decimal(200_000), Decimal(400_000))
    assert (without.amount_low, without.amount_high) == (None, None)


def test_a_factor_is_read_as_it_is_written(read: Read) -> None:
    assert read(SMALL + FACTOR).factors == (
        Factor(
            "Mer involvering", "Egne timer", Decimal("0.95"), Decimal(1), Decimal("1.15"),
            "Notatet.",
        ),
    )  # fmt: skip
    assert read(SMALL).factors == ()


@pytest.mark.parametrize(
    "works_on", ["alle", "Alle", "PLL", "pll", "Kjøp", "videreformidling", "Ola  Nordmann"]
)
def test_all_that_a_factor_may_work_on(read: Read, works_on: str) -> None:
    (factor,) = read(SMALL + FACTOR.replace("Egne timer", works_on)).factors
    assert factor.works_on == works_on


def test_there_may_be_ten_factors_and_points_may_be_alike(read: Read) -> None:
    alike = FACTOR.replace("0.95", "1").replace("1.15", "1")
    text = "".join(alike.replace("Mer", f"{number} ganger mer") for number in range(10))
    assert len(read(SMALL + text).factors) == 10


def test_without_them_the_assumptions_are_the_standard_ones(read: Read) -> None:
    found = read(SMALL).assumptions
    assert {field: found[field] for field in layout.OF_UNCERTAINTY} == IF_LEFT_OUT
    assert [found[field].value for field in layout.OF_UNCERTAINTY] == [
        Decimal("0.3"), Decimal("0.85"),
    ]  # fmt: skip
    assert all(found[field].source for field in layout.OF_UNCERTAINTY)


def test_they_may_stand_on_a_line_or_with_where_they_come_from(read: Read) -> None:
    given = "[forutsetninger]\nSamvariasjon = 0\n[forutsetninger.Sikkerhetsniva]\nverdi = 0.7\n"
    given += 'kilde = "Vedtak"\n'
    found = read(
        SMALL.replace("[forutsetninger.Budsjettar]", f"{given}[forutsetninger.Budsjettar]")
    )
    covariation, certainty = (found.assumptions[field] for field in layout.OF_UNCERTAINTY)
    assert covariation == (Decimal(0), "")
    assert certainty == (Decimal("0.7"), "Vedtak")


def test_the_workbook_that_is_made_says_the_same_and_has_no_finding(tmp_path: Path) -> None:
    source, target = tmp_path / "egen.toml", tmp_path / "ny.xlsx"
    source.write_text(RANGE + FACTOR, "utf-8")
    save_template(target, source)
    estimate = interpret(read_book(target, "ny.xlsx")[0])
    plan = read_area_file(source)
    assert [factor for _, factor in estimate.factors] == [*plan.factors]
    assert [each.inputs for each in estimate.areas[0].activities] == [*plan.areas[0].rows]
    used = estimate.assumptions
    assert (used.covariation, used.certainty) == (Decimal("0.3"), Decimal("0.85"))
    assert summarise(estimate, "0" * 64).findings == ()


# What is said when it is wrong


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        (
            "belop_lav = 200_000",
            "belop_lav = 200.000",
            "egen.toml, område PLL, aktivitet PLL-2: «belop_lav» er 200.000, og punktum er "
            "desimaltegnet; mente du 200000?",
        ),
        (
            "belop_lav = 200_000",
            "belop_lavt = 200_000",
            "egen.toml, område PLL, aktivitet PLL-2: «belop_lavt» er en ukjent nøkkel; mente du "
            "«belop_lav»?",
        ),
        (
            "belop_lav = 200_000",
            "belop_lav = -1",
            "egen.toml, område PLL, aktivitet PLL-2: «belop_lav» er -1, men må være 0 eller mer.",
        ),
        (
            'navn = "Mer involvering"\n',
            "",
            'egen.toml, faktor nummer 1: «navn» mangler; skriv navn = "…".',
        ),
        (
            'gjelder = "Egne timer"\n',
            "",
            'egen.toml, faktor nummer 1: «gjelder» mangler; skriv gjelder = "…".',
        ),
        (
            "lav = 0.95\n",
            "",
            "egen.toml, faktor nummer 1: «lav» mangler; skriv lav = og et tall.",
        ),
        (
            "sannsynlig = 1\n",
            "",
            "egen.toml, faktor nummer 1: «sannsynlig» mangler; skriv sannsynlig = og et tall.",
        ),
        (
            "hoy = 1.15",
            "hoi = 1.15",
            "egen.toml, faktor nummer 1: «hoi» er en ukjent nøkkel; mente du «hoy»?",
        ),
        (
            "hoy = 1.15",
            'hoy = "115 %"',
            "egen.toml, faktor nummer 1: «hoy» må være et tall; skriv det uten anførselstegn, som "
            "7.5.",
        ),
        (
            'begrunnelse = "Notatet."',
            "",
            'egen.toml, faktor nummer 1: «begrunnelse» mangler; skriv begrunnelse = "…".',
        ),
        (
            "sannsynlig = 1",
            "sannsynlig = 0.9",
            "egen.toml, faktor nummer 1: «lav» passer ikke med de andre tallene: faktoren har 95 % "
            "/ 90 % / 115 %, som ikke er lav ≤ sannsynlig ≤ høy i prosent.",
        ),
        (
            "hoy = 1.15",
            "hoy = 115",
            "egen.toml, faktor nummer 1: «lav» passer ikke med de andre tallene: faktoren har 95 % "
            "/ 100 % / 11 500 % (mente du 115 %?), som ikke er lav ≤ sannsynlig ≤ høy i prosent.",
        ),
        (
            'gjelder = "Egne timer"',
            'gjelder = "Egne timar"',
            "egen.toml: «gjelder» er «Egne timar», som verken er «alle», en område-id, en "
            "kostnadstype eller en ansvarlig; mente du «Egne timer»?",
        ),
        (
            'gjelder = "Egne timer"',
            'gjelder = "Reise"',
            "egen.toml: «gjelder» er «Reise», som verken er «alle», en område-id, en kostnadstype "
            "eller en ansvarlig; rett den.",
        ),
        (
            FACTOR,
            FACTOR + FACTOR.replace("Mer", "MER"),
            "egen.toml: «navn» er «MER involvering» på to steder; gi den ene et annet navn.",
        ),
        (
            FACTOR,
            "".join(FACTOR.replace("Mer", f"{number} ganger mer") for number in range(11)),
            "egen.toml: «faktor» er det 11 av; det er plass til 10.",
        ),
        (
            "[[faktor]]",
            "[faktor]",
            "egen.toml: «faktor» må skrives med doble klammer, [[faktor]].",
        ),
        (
            "[[omrade]]",
            "[forutsetninger.Samvarasjon]\nverdi = 0.3\n[[omrade]]",
            "egen.toml, forutsetninger: «Samvarasjon» er en ukjent nøkkel; mente du "
            "«Samvariasjon»?",
        ),
        (
            "[[omrade]]",
            "[forutsetninger.Samvariasjon]\nverdi = 30\n[[omrade]]",
            "egen.toml, forutsetninger, Samvariasjon: «verdi» er 30 – mente du 0,3?",
        ),
        (
            "[[omrade]]",
            "[forutsetninger.Sikkerhetsniva]\nverdi = 85\n[[omrade]]",
            "egen.toml, forutsetninger, Sikkerhetsniva: «verdi» er 85 – mente du 0,85 (85 %)?",
        ),
        (
            "[[omrade]]",
            "[forutsetninger.Sikkerhetsniva]\nverdi = 0\n[[omrade]]",
            "egen.toml, forutsetninger, Sikkerhetsniva: «verdi» er 0, men må være større enn 0.",
        ),
        (
            "[[omrade]]",
            '[forutsetninger.Sikkerhetsniva]\nkilde = "Vedtak"\n[[omrade]]',
            "egen.toml, forutsetninger, Sikkerhetsniva: «verdi» mangler; skriv verdi = og et tall.",
        ),
    ],
)  # fmt: skip
def test_what_is_said(read: Read, right: str, wrong: str, message: str) -> None:
    whole = RANGE + FACTOR
    assert right in whole
    with pytest.raises(UsageError) as raised:
        read(whole.replace(right, wrong, 1))
    assert re.sub(r", linje \d+", "", str(raised.value)) == message
