"""Scenarios, their exceptions, and what rows say of them, in the file of areas."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from estimat.core import layout
from estimat.core.errors import UsageError
from estimat.core.findings import Place
from estimat.core.interpret import interpret
from estimat.core.scenarios.definitions import Override, Scenario, What, definitions_of
from estimat.core.summary import summarise
from estimat.files.reading import read_book
from estimat.files.workbooks.areafile import AreaFile, read_area_file
from estimat.files.workbooks.new import save_template

SMALL = (Path(__file__).parents[1] / "data" / "liten.toml").read_text("utf-8")
ROWS = SMALL.replace(
    'ambisjon = "Høy"', 'ambisjon = "Høy"\nstyres_av = "Norsk helsenett"\ninvolvering = true'
).replace('ambisjon = "Middels"', 'ambisjon = "Middels"\nstyres_av = "HOD"\ninvolvering = false')
SCENARIO = """
[[scenario]]
navn = "Smalt"
beskrivelse = "Bare det vi må."
ambisjon = "Middels"
styres_av = ["Norsk helsenett", "HOD"]
involvering = 1.2
timepris = 1500
ramme = 1.5
"""
EXCEPTION = """
[[scenario.unntak]]
gjelder = "PLL-2"
timer = 40
belop = 200_000
begrunnelse = "Tilbudet vi fikk."
"""
AREA_EXCEPTION = """
[[scenario.unntak]]
gjelder = "PLL"
med = false
ambisjon = "Lav"
begrunnelse = "Vedtatt."
"""
SECOND_AREA = """
[[omrade]]
id = "PPS"
navn = "Pasientens prøvesvar"

[[omrade.aktivitet]]
id = "PLL-2"
navn = "Ivareta koordinering"
timer = 10
"""
WHOLE = ROWS + SCENARIO + EXCEPTION + AREA_EXCEPTION

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


def test_a_row_may_say_who_governs_it_and_whether_it_follows_the_involvement(read: Read) -> None:
    own, purchase, passed_on = read(ROWS).areas[0].rows
    assert (own.governed, own.involvement) == ("Norsk helsenett", layout.YES)
    assert (purchase.governed, purchase.involvement) == ("HOD", layout.NO)
    assert (passed_on.governed, passed_on.involvement) == ("", "")


def test_a_scenario_is_read_as_it_is_written(read: Read) -> None:
    assert read(WHOLE).scenarios == (
        Scenario(
            "Smalt", "Bare det vi må.", "Middels", ("Norsk helsenett", "HOD"), Decimal("1.2"),
            Decimal(1500), Decimal("1.5"), Place(""),
            (
                Override("PLL-2", What.HOURS, Decimal(40), "Tilbudet vi fikk.", Place("")),
                Override("PLL-2", What.AMOUNT, Decimal(200_000), "Tilbudet vi fikk.", Place("")),
                Override("PLL", What.IN, layout.NO, "Vedtatt.", Place("")),
                Override("PLL", What.AMBITION, "Lav", "Vedtatt.", Place("")),
            ),
        ),
    )  # fmt: skip


def test_a_name_is_enough(read: Read) -> None:
    assert read(SMALL + '[[scenario]]\nnavn = "Alt"').scenarios == (Scenario("Alt"),)
    assert read(SMALL).scenarios == ()


def test_those_who_govern_are_listed_once_in_the_order_they_are_named(read: Read) -> None:
    text = ROWS.replace('ambisjon = "Lav"', 'ambisjon = "Lav"\nstyres_av = "hod"')
    assert read(text).governors == ("Norsk helsenett", "HOD")
    assert read(SMALL).governors == ()


@pytest.mark.parametrize("works_on", ["PLL-2", "pll-2", "PLL", "pll"])
def test_an_exception_may_be_for_a_row_or_an_area_however_it_is_spelled(
    read: Read, works_on: str
) -> None:
    exception = f'[[scenario.unntak]]\ngjelder = "{works_on}"\nmed = true\nbegrunnelse = "Ja."\n'
    (scenario,) = read(ROWS + SCENARIO + exception).scenarios
    assert [(each.works_on, each.value) for each in scenario.overrides] == [(works_on, layout.YES)]


def test_the_same_exception_may_stand_in_two_scenarios(read: Read) -> None:
    scenarios = read(WHOLE + (SCENARIO + EXCEPTION).replace("Smalt", "Bredt")).scenarios
    assert [len(each.overrides) for each in scenarios] == [4, 2]


def test_there_may_be_twelve(read: Read) -> None:
    text = "".join(f'[[scenario]]\nnavn = "Valg {number}"\n' for number in range(12))
    assert len(read(SMALL + text).scenarios) == 12


def test_the_workbook_that_is_made_says_the_same(tmp_path: Path) -> None:
    source, target = tmp_path / "egen.toml", tmp_path / "ny.xlsx"
    source.write_text(WHOLE, "utf-8")
    save_template(target, source)
    estimate = interpret(read_book(target, "ny.xlsx")[0])
    plan, found = read_area_file(source), definitions_of(estimate)
    assert [each.means for each in found.scenarios] == [each.means for each in plan.scenarios]
    assert [each.inputs for each in estimate.areas[0].activities] == [*plan.areas[0].rows]
    assert found.listed == plan.governors
    assert (found.strays, found.findings) == ((), ())
    assert {each.code for each in summarise(estimate, "0" * 64).findings} <= {"SCEN-15"}


# What is said when it is wrong


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        (
            "involvering = true",
            'involvering = "Ja"',
            "egen.toml, område PLL, aktivitet PLL-1: «involvering» må være true eller false; skriv "
            "det uten anførselstegn.",
        ),
        (
            'styres_av = "HOD"',
            'styres_av = "HOD; NHN"',
            "egen.toml, område PLL, aktivitet PLL-2: «styres_av» er «HOD; NHN», men en rad styres "
            "av én; skriv ett navn, uten komma, semikolon og linjeskift.",
        ),
        (
            'styres_av = "HOD"',
            'styres_av = "HOD, NHN"',
            "egen.toml, område PLL, aktivitet PLL-2: «styres_av» er «HOD, NHN», men en rad styres "
            "av én; skriv ett navn, uten komma, semikolon og linjeskift.",
        ),
        (
            'styres_av = "HOD"',
            'styres_av = "HOD\\nNHN"',
            "egen.toml, område PLL, aktivitet PLL-2: «styres_av» er «HOD\nNHN», men en rad styres "
            "av én; skriv ett navn, uten komma, semikolon og linjeskift.",
        ),
        (
            'navn = "Smalt"\n',
            "",
            'egen.toml, scenario nummer 1: «navn» mangler; skriv navn = "…".',
        ),
        (
            'navn = "Smalt"',
            'navn = "Planen"',
            "egen.toml, scenario nummer 1: «navn» er «Planen», som er det uten scenario; velg et "
            "annet navn.",
        ),
        (
            'navn = "Smalt"',
            'namn = "Smalt"',
            "egen.toml, scenario nummer 1: «namn» er en ukjent nøkkel; mente du «navn»?",
        ),
        (
            "ambisjon = \"Middels\"\nstyres_av = [",
            "ambisjon = \"Middel\"\nstyres_av = [",
            "egen.toml, scenario nummer 1: «ambisjon» er «Middel»; mente du «Middels»?",
        ),
        (
            '["Norsk helsenett", "HOD"]',
            '"HOD"',
            "egen.toml, scenario nummer 1: «styres_av» må være en liste med tekster, "
            '["…", "…"].',
        ),
        (
            '["Norsk helsenett", "HOD"]',
            '["Norsk helsenet"]',
            "egen.toml, scenario nummer 1: «styres_av» har «Norsk helsenet», som ingen aktivitet "
            "styres av; mente du «Norsk helsenett»?",
        ),
        (
            '["Norsk helsenett", "HOD"]',
            '["Kommunene; HOD"]',
            "egen.toml, scenario nummer 1: «styres_av» har «Kommunene; HOD»; skriv ett navn i hver "
            "tekst, uten skilletegn.",
        ),
        (
            "involvering = 1.2",
            "involvering = 120",
            "egen.toml, scenario nummer 1: «involvering» er 120, og 1 er 100 %; mente du 1.2?",
        ),
        (
            "involvering = 1.2",
            "involvering = -1",
            "egen.toml, scenario nummer 1: «involvering» er -1, men må være 0 eller mer.",
        ),
        (
            "timepris = 1500",
            "timepris = 1.500",
            "egen.toml, scenario nummer 1: «timepris» er 1.500, og punktum er desimaltegnet; mente "
            "du 1500?",
        ),
        (
            "timepris = 1500",
            "timepris = 0",
            "egen.toml, scenario nummer 1: «timepris» er 0, men må være større enn 0.",
        ),
        (
            "timepris = 1500",
            "timepris = 1.5",
            "egen.toml, scenario nummer 1: «timepris» er 1,5 kr/time – mente du 1 500 kr/time?",
        ),
        (
            "ramme = 1.5",
            "ramme = 1_500_000",
            "egen.toml, scenario nummer 1: «ramme» er 1 500 000 mill. kr – mente du 1,5 mill. "
            "kr?",
        ),
        (
            "ramme = 1.5",
            "ramme = 0",
            "egen.toml, scenario nummer 1: «ramme» er 0, men må være større enn 0.",
        ),
        (
            'gjelder = "PLL-2"\n',
            "",
            "egen.toml, scenario nummer 1, unntak nummer 1: «gjelder» mangler; skriv "
            'gjelder = "…".',
        ),
        (
            'gjelder = "PLL-2"',
            'gjelder = "PLL-22"',
            "egen.toml, scenario nummer 1, unntak nummer 1: «gjelder» er «PLL-22», som verken er "
            "id-en til en aktivitet eller til et område; mente du «PLL-2»?",
        ),
        (
            'gjelder = "PLL-2"',
            'gjelder = "reise"',
            "egen.toml, scenario nummer 1, unntak nummer 1: «gjelder» er «reise», som verken er "
            "id-en til en aktivitet eller til et område; rett den.",
        ),
        (
            SCENARIO,
            SECOND_AREA + SCENARIO,
            "egen.toml, scenario nummer 1, unntak nummer 1: «gjelder» er «PLL-2», som er id-en til "
            "2 aktiviteter; gi hver av dem sin.",
        ),
        (
            SCENARIO,
            SECOND_AREA.replace("PLL-2", "PLL") + SCENARIO,
            "egen.toml, scenario nummer 1, unntak nummer 2: «gjelder» er «PLL», som er id-en til "
            "både en aktivitet og et område; gi aktiviteten en annen id.",
        ),
        (
            "med = false",
            "timer = 10",
            "egen.toml, scenario nummer 1, unntak nummer 2: «timer» kan bare sies om en aktivitet, "
            "og «PLL» er et område; skriv id-en til aktiviteten, eller med eller ambisjon.",
        ),
        (
            "med = false",
            "belop = 10",
            "egen.toml, scenario nummer 1, unntak nummer 2: «belop» kan bare sies om en aktivitet, "
            "og «PLL» er et område; skriv id-en til aktiviteten, eller med eller ambisjon.",
        ),
        (
            "med = false",
            'med = "nei"',
            "egen.toml, scenario nummer 1, unntak nummer 2: «med» må være true eller false; skriv "
            "det uten anførselstegn.",
        ),
        (
            'ambisjon = "Lav"\nbegrunnelse',
            'ambisjon = "Lavt"\nbegrunnelse',
            "egen.toml, scenario nummer 1, unntak nummer 2: «ambisjon» er «Lavt»; mente du «Lav»?",
        ),
        (
            'gjelder = "PLL-2"',
            'gjelder = "PLL-3"',
            "egen.toml, scenario nummer 1, unntak nummer 1: «timer» kan ikke sies om «PLL-3», som "
            "er Videreformidling uten timer; skriv belop.",
        ),
        (
            'gjelder = "PLL-2"',
            'gjelder = "PLL-1"',
            "egen.toml, scenario nummer 1, unntak nummer 1: «belop» kan ikke sies om «PLL-1», som "
            "er Egne timer uten beløp; skriv timer.",
        ),
        (
            "timer = 40\nbelop = 200_000\n",
            "",
            "egen.toml, scenario nummer 1, unntak nummer 1: «timer» mangler; skriv timer, belop, "
            "med eller ambisjon, og det som er annerledes.",
        ),
        (
            "timer = 40\nbelop = 200_000\n",
            "timar = 40\n",
            "egen.toml, scenario nummer 1, unntak nummer 1: «timar» er en ukjent nøkkel; mente du "
            "«timer»?",
        ),
        (
            "timer = 40\n",
            "timer = -40\n",
            "egen.toml, scenario nummer 1, unntak nummer 1: «timer» er -40, men må være 0 eller "
            "mer.",
        ),
        (
            "belop = 200_000\n",
            "belop = 0.2\n",
            "egen.toml, scenario nummer 1, unntak nummer 1: «belop» er 0.2 kroner; mente du "
            "200000?",
        ),
        (
            AREA_EXCEPTION,
            AREA_EXCEPTION + AREA_EXCEPTION.replace("PLL", "pll").replace('ambisjon = "Lav"\n', ""),
            "egen.toml, scenario nummer 1, unntak nummer 3: «med» er sagt to ganger for «pll»; "
            "behold det ene.",
        ),
        (
            AREA_EXCEPTION,
            AREA_EXCEPTION + '[[scenario]]\nnavn = "SMALT"\n',
            "egen.toml: «navn» er «SMALT» på to steder; gi den ene et annet navn.",
        ),
        (
            AREA_EXCEPTION,
            "".join(f'[[scenario]]\nnavn = "Valg {number}"\n' for number in range(12)),
            "egen.toml: «scenario» er det 13 av; det er plass til 12.",
        ),
        (
            SCENARIO + EXCEPTION + AREA_EXCEPTION,
            '[scenario]\nnavn = "Smalt"\n',
            "egen.toml: «scenario» må skrives med doble klammer, [[scenario]].",
        ),
    ],
)  # fmt: skip
def test_what_is_said(read: Read, right: str, wrong: str, message: str) -> None:
    assert right in WHOLE
    with pytest.raises(UsageError) as raised:
        read(WHOLE.replace(right, wrong, 1))
    assert re.sub(r", linje \d+", "", str(raised.value)) == message


def test_the_line_of_an_exception_is_that_of_its_key(read: Read) -> None:
    text = WHOLE.replace('gjelder = "PLL-2"', 'gjelder = "PLL-22"')
    line = text.split("\n").index('gjelder = "PLL-22"') + 1
    with pytest.raises(UsageError, match=f"^egen.toml, linje {line}, scenario nummer 1, unntak"):
        read(text)


def test_who_governs_no_row_may_be_meant_so_and_comes_into_the_list(read: Read) -> None:
    areas = read(WHOLE.replace('["Norsk helsenett", "HOD"]', '["Kommunene"]'))
    assert areas.scenarios[0].governed == ("Kommunene",)
    assert "Kommunene" in areas.governors
