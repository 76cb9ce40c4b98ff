"""The file of areas: what ships, what a controller may write, and what is said when it is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from estimat.core import layout
from estimat.core.amounts import TENTH_OF_A_MILLION, apportion, in_kroner, total
from estimat.core.errors import UsageError
from estimat.core.layout import Kind, Status
from estimat.files.workbooks.areafile import AreaFile, read_area_file
from estimat.files.workbooks.areatable import column_total, rows_of

SMALL = (Path(__file__).parents[1] / "data" / "liten.toml").read_text("utf-8")

Read = Callable[[str], AreaFile]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a text as if a controller had saved it."""

    def read_text(text: str) -> AreaFile:
        path = tmp_path / "egen.toml"
        path.write_bytes(text.encode())
        return read_area_file(path)

    return read_text


def sums(area_file: AreaFile) -> list[Decimal]:
    return [column_total(rows_of(area.rows, area_file), layout.SUM) for area in area_file.areas]


# What ships


def test_the_five_areas_of_the_note_come_to_its_budgets() -> None:
    shipped = read_area_file()
    assert [(area.head.id, area.head.budget) for area in shipped.areas] == [
        ("PLL", Decimal("35.3")),
        ("PJD", Decimal("11.8")),
        ("PPS", Decimal("9.0")),
        ("PKI", Decimal("13.3")),
        ("PMD", None),
    ]
    rounded = apportion(sums(shipped), TENTH_OF_A_MILLION)
    assert rounded == [in_kroner(area.head.budget or Decimal(0)) for area in shipped.areas]
    assert total(rounded) == Decimal("69400000")


def test_the_example_is_near_each_budget_but_not_made_to_fit() -> None:
    shipped = read_area_file()
    away = [
        kroner - in_kroner(area.head.budget)
        for area, kroner in zip(shipped.areas, sums(shipped), strict=True)
        if area.head.budget
    ]
    assert all(0 < abs(kroner) < 50_000 for kroner in away)
    assert "Eksempel" in shipped.example


def test_the_area_without_activities_says_why() -> None:
    last = read_area_file().areas[-1]
    assert (last.head.status, last.rows, last.head.budget) == (Status.NO_ACTIVITIES, (), None)
    paragraphs = last.head.reason.split("\n")
    assert [paragraph.split()[0] for paragraph in paragraphs] == ["Pasientens", "Hvis"]


def test_money_that_is_passed_on_has_no_hours() -> None:
    passed_on = [
        activity
        for area in read_area_file().areas
        for activity in area.rows
        if activity.kind is Kind.PASS_THROUGH
    ]
    assert [(each.id, each.hours) for each in passed_on] == [("PLL-2", None)]


# What a controller may write


def test_numbers_are_read_as_they_are_written(read: Read) -> None:
    area_file = read(SMALL.replace("timer = 1000", "timer = 1000.1\ntimepris = 1_200"))
    first = area_file.areas[0].rows[0]
    assert (first.hours, first.rate) == (Decimal("1000.1"), Decimal(1200))
    assert area_file.rate(layout.TOLERANCE) == Decimal("0.1")


def test_what_may_be_left_out(read: Read) -> None:
    lines = SMALL.splitlines()
    optional = ("ansvarlig", "budsjett", "ambisjon", "timer", "lav", "hoy", "belop")
    area_file = read("\n".join(line for line in lines if not line.startswith(optional)))
    (area,) = area_file.areas
    assert area.head[2:] == ("", Status.APPROVED.value, None, (), "")
    assert [activity.hours for activity in area.rows] == [None, None, None]


def test_files_saved_by_windows_editors(read: Read) -> None:
    assert read("\ufeff" + SMALL.replace("\n", "\r\n")) == read(SMALL)


def test_the_words_of_the_note_may_be_left_out_or_be_few(read: Read) -> None:
    assert read(SMALL).note is None
    note = read(SMALL + '\n[notat]\ntittel = "A"\n').note
    assert note == ("A", (), "", "", "", (), {})


# What is said when it is wrong: file, area, activity, key, and what to do


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        (
            'tittel = "Liten arbeidsbok"',
            "",
            'egen.toml: «tittel» mangler; skriv tittel = "…".',
        ),
        (
            "[forutsetninger.Timepris]",
            "[forutsetninger.Timesats]",
            "egen.toml, forutsetninger: «Timesats» er en ukjent nøkkel; mente du «Timepris»?",
        ),
        (
            "[[omrade]]",
            '[forutsetninger.Ekstra]\nverdi = 1\nkilde = "x"\n[[omrade]]',
            "egen.toml, forutsetninger: «Ekstra» er en ukjent nøkkel; de som kan brukes her, er "
            "Budsjettar, Timepris, TimerPerArsverk, FullkostPerArsverk, Risikoavsetning, "
            "Budsjettoleranse, Departement, Prisniva, Samvariasjon, Sikkerhetsniva.",
        ),
        (
            "verdi = 1450",
            "",
            "egen.toml, forutsetninger, Timepris: «verdi» mangler; skriv verdi = og et tall.",
        ),
        (
            "verdi = 1450",
            "verdi = 0",
            "egen.toml, forutsetninger, Timepris: «verdi» er 0, men må være større enn 0.",
        ),
        (
            'verdi = "2024-kroner"',
            "verdi = 2024",
            "egen.toml, forutsetninger, Prisniva: «verdi» må være en tekst; sett den i "
            "anførselstegn.",
        ),
        (
            'tittel = "Liten arbeidsbok"',
            'tittel = "Liten arbeidsbok"\nnotat = 1',
            "egen.toml: «notat» må være en egen del med nøkler under seg, ikke én verdi.",
        ),
        (
            SMALL[SMALL.index("[[omrade]]") :],
            "",
            "egen.toml: «omrade» mangler; skriv minst ett tjenesteområde under [[omrade]].",
        ),
        (
            SMALL[SMALL.index("[[omrade]]") :],
            '[omrade]\nid = "PLL"',
            "egen.toml: «omrade» må skrives med doble klammer, [[omrade]].",
        ),
        (
            'id = "PLL"\n',
            "",
            'egen.toml, område nummer 1: «id» mangler; skriv id = "…".',
        ),
        (
            'id = "PLL"\n',
            'id = "PLL 1"\n',
            "egen.toml, område PLL 1: «id» er «PLL 1»; bruk 1 til 20 bokstaver, tall og "
            "understreker, bokstav først.",
        ),
        (
            'ark = "Legemiddelliste"',
            'ark = "Kontroll"',
            "egen.toml, område PLL: «ark» kan ikke være «Kontroll»; det navnet er opptatt.",
        ),
        (
            'ark = "Legemiddelliste"',
            'ark = "Vest/Nord"',
            "egen.toml, område PLL: «ark» kan ikke ha linjeskift eller noen av tegnene "
            "[ ] : * ? / \\ ' !.",
        ),
        (
            'ark = "Legemiddelliste"',
            f'ark = "{"x" * 32}"',
            "egen.toml, område PLL: «ark» er lengre enn 31 tegn; velg et kortere navn.",
        ),
        (
            'status = "Godkjent"',
            'status = "Godtkjent"',
            "egen.toml, område PLL: «status» er «Godtkjent»; mente du «Godkjent»?",
        ),
        (
            'status = "Godkjent"',
            'status = "Ferdig"',
            "egen.toml, område PLL: «status» er «Ferdig»; velg en av «Utkast», «Til kontroll», "
            "«Godkjent», «Ingen planlagte aktiviteter».",
        ),
        (
            "budsjett = 2.0",
            'budsjett = "2,0"',
            "egen.toml, område PLL: «budsjett» må være et tall; skriv det uten anførselstegn, "
            "som 7.5.",
        ),
        (
            "budsjett = 2.0",
            "budsjett = true",
            "egen.toml, område PLL: «budsjett» må være et tall; skriv det uten anførselstegn, "
            "som 7.5.",
        ),
        (
            "budsjett = 2.0",
            "budsjett = -2.0",
            "egen.toml, område PLL: «budsjett» er -2.0, men må være 0 eller mer.",
        ),
        (
            "budsjett = 2.0",
            "budsjett = nan",
            "egen.toml, område PLL: «budsjett» er NaN; skriv et tall med høyst 15 siffer.",
        ),
        (
            "budsjett = 2.0",
            "budsjett = 2.00000000000000001",
            "egen.toml, område PLL: «budsjett» er 2.00000000000000001; skriv et tall med høyst 15 "
            "siffer.",
        ),
        (
            'ambisjoner = ["Starte nasjonal utbredelse"]',
            'ambisjoner = "Starte nasjonal utbredelse"',
            'egen.toml, område PLL: «ambisjoner» må være en liste med tekster, ["…", "…"].',
        ),
        (
            'ambisjoner = ["Starte nasjonal utbredelse"]',
            'ambisjoner = ["", "b"]',
            "egen.toml, område PLL: «ambisjoner» er tom; skriv en tekst, eller ta bort nøkkelen.",
        ),
        (
            'navn = "Kompensere fastleger"',
            'navn = " Kompensere fastleger"',
            "egen.toml, område PLL, aktivitet PLL-3: «navn» har mellomrom først eller sist; ta dem "
            "bort.",
        ),
        (
            'navn = "Kompensere fastleger"',
            'navn = "Kompensere\\u0007"',
            "egen.toml, område PLL, aktivitet PLL-3: «navn» har tegn som ikke kan vises i en "
            "celle; skriv teksten på nytt.",
        ),
        (
            'navn = "Kompensere fastleger"',
            f'navn = "{"x" * 32_768}"',
            "egen.toml, område PLL, aktivitet PLL-3: «navn» er lengre enn 32767 tegn; kort den "
            "ned.",
        ),
        (
            'type = "Kjøp"',
            'type = "Innkjøp"',
            "egen.toml, område PLL, aktivitet PLL-2: «type» er «Innkjøp»; mente du «Kjøp»?",
        ),
        (
            'ambisjon = "Lav"',
            'ambisjon = "Liten"',
            "egen.toml, område PLL, aktivitet PLL-3: «ambisjon» er «Liten»; velg en av «Lav», "
            "«Middels», «Høy».",
        ),
        (
            "hoy = 1200",
            "maks = 1200",
            "egen.toml, område PLL, aktivitet PLL-1: «maks» er en ukjent nøkkel; de som kan brukes "
            "her, er id, navn, type, ansvarlig, timer, lav, hoy, timepris, belop, belop_lav, "
            "belop_hoy, ambisjon, styres_av, involvering, kommentar, prosjekt, periodisering.",
        ),
        (
            "hoy = 1200",
            "timepris = 0",
            "egen.toml, område PLL, aktivitet PLL-1: «timepris» er 0, men må være større enn 0.",
        ),
        (
            'id = "PLL-2"',
            'id = "pll-1"',
            "egen.toml, område PLL: «id» er «pll-1» på to steder; gi den ene et annet navn.",
        ),
        (
            "[[omrade]]",
            '[[omrade]]\nid = "pll"\nark = "A"\nnavn = "A"\nstatus = "Utkast"\n[[omrade]]',
            "egen.toml: «id» er «PLL» på to steder; gi den ene et annet navn.",
        ),
        (
            "[[omrade]]",
            '[[omrade]]\nid = "A"\nark = "legemiddelliste"\nnavn = "A"\nstatus = "Utkast"\n'
            "[[omrade]]",
            "egen.toml: «ark» er «Legemiddelliste» på to steder; gi den ene et annet navn.",
        ),
        (
            "[[omrade]]",
            '[notat]\ntittel = "A"\ninnleding = ["B"]\n[[omrade]]',
            "egen.toml, notat: «innleding» er en ukjent nøkkel; mente du «innledning»?",
        ),
        (
            "[[omrade]]",
            '[notat]\ntittel = "A"\n[[notat.overskrift]]\nid = "PPL"\n[[omrade]]',
            "egen.toml: «notat» har overskrifter til «PPL», som ikke er noe tjenesteområde.",
        ),
        (
            "[[omrade]]",
            '[notat]\ntittel = "A"\n'
            + '[[notat.overskrift]]\nid = "PLL"\nambisjoner = "B"\n' * 2
            + "[[omrade]]",
            "egen.toml, notat: «id» er «PLL» på to steder; gi den ene et annet navn.",
        ),
    ],
)
def test_what_is_said(read: Read, right: str, wrong: str, message: str) -> None:
    assert right in SMALL
    with pytest.raises(UsageError) as raised:
        read(SMALL.replace(right, wrong, 1))
    assert re.sub(r", linje \d+", "", str(raised.value)) == message


def test_all_that_is_wrong_is_said_with_its_lines(read: Read) -> None:
    wrong = (
        SMALL.replace("verdi = 1450", "verdi = 0")
        .replace('status = "Godkjent"', 'statsu = "Godkjent"')
        .replace("timer = 1000", 'timer = "1000"')
        .replace('navn = "Kompensere fastleger"', 'navn = """\nlang\n\ntekst\n """')
        .replace('type = "Kjøp"', 'type = "Kjøpt"')
    )
    with pytest.raises(UsageError) as raised:
        read(wrong)
    lines = wrong.splitlines()
    said = str(raised.value).splitlines()
    assert said[0] == "egen.toml har 5 feil:"
    expected = {
        "verdi = 0": "forutsetninger, Timepris: «verdi» er 0, men må være større enn 0.",
        'statsu = "Godkjent"': "område PLL: «statsu» er en ukjent nøkkel; mente du «status»?",
        'timer = "1000"': "område PLL, aktivitet PLL-1: «timer» må være et tall; skriv det uten "
        "anførselstegn, som 7.5.",
        'type = "Kjøpt"': "område PLL, aktivitet PLL-2: «type» er «Kjøpt»; mente du «Kjøp»?",
        'navn = """': "område PLL, aktivitet PLL-3: «navn» har mellomrom først eller sist; ta dem "
        "bort.",
    }
    assert said[1:] == [f"linje {lines.index(line) + 1}, {what}" for line, what in expected.items()]


def test_of_very_much_that_is_wrong_the_first_is_said(read: Read) -> None:
    areas = "".join(f'[[omrade]]\nid = "A{number}"\n' for number in range(40))
    with pytest.raises(UsageError) as raised:
        read(SMALL[: SMALL.index("[[omrade]]")] + areas)
    said = str(raised.value).splitlines()
    assert said[0] == "egen.toml har 40 feil:"
    assert said[-1] == "… og 10 til."
    assert len(said) == 32


FEW = """\
tittel = "Estimat 2027"

[forutsetninger]
Budsjettar = 2027
Timepris = 1450
TimerPerArsverk = 1500
FullkostPerArsverk = 2_200_000
Risikoavsetning = 4
Budsjettoleranse = 0.1
Departement = "Helse- og omsorgsdepartementet"
Prisniva = "2027-kroner"

[[omrade]]
id = "ARK"
navn = "Arkiv og dokumentasjon: videreføring av langtidslagring"
aktivitet = [
    {navn = "Flytte gamle arkiv", timer = 1200},
    {navn = "Lagring", type = "kjøp", belop = 300_000},
]
"""


def test_the_fewest_keys_that_will_do(read: Read) -> None:
    area_file = read(FEW)
    (area,) = area_file.areas
    assert area.sheet == "Arkiv og dokumentasjon"
    assert area.head.status == Status.DRAFT.value
    assert [(each.id, each.kind) for each in area.rows] == [
        ("ARK-1", Kind.OWN),
        ("ARK-2", Kind.PURCHASE),
    ]
    assert area_file.rate(layout.HOURLY_RATE) == 1450
    assert area_file.assumptions[layout.HOURLY_RATE].source == ""
    assert area_file.assumptions[layout.PRICE_LEVEL].value == "2027-kroner"
    assert sums(area_file) == [Decimal(1200 * 1450 + 300_000)]


def test_a_line_in_an_inline_table_is_that_of_its_key(read: Read) -> None:
    with pytest.raises(UsageError) as raised:
        read(
            FEW.replace("belop = 300_000", "belop = -1").replace("Timepris = 1450", "Timepris = 1")
        )
    assert str(raised.value).splitlines() == [
        "egen.toml har 2 feil:",
        "linje 5, forutsetninger: «Timepris» er 1 kr/time – mente du 1 000 kr/time?",
        "linje 18, område ARK, aktivitet nummer 2: «belop» er -1, men må være 0 eller mer.",
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("timer = 1200", "timer = 1.200", "«timer» er 1.200, og punktum er desimaltegnet; mente "
         "du 1200?"),
        ("belop = 300_000", "belop = 300.000", "«belop» er 300.000, og punktum er desimaltegnet; "
         "mente du 300000?"),
        ("Timepris = 1450", "Timepris = 1.450", "mente du 1450?"),
        ("timer = 1200", "timer = 300_000_000_000_000", "skriv et tall under 10 000 milliarder"),
    ],
)  # fmt: skip
def test_a_point_between_thousands_is_asked_about(
    read: Read, right: str, wrong: str, said: str
) -> None:
    assert right in FEW
    with pytest.raises(UsageError, match=re.escape(said)):
        read(FEW.replace(right, wrong))


def test_millions_have_decimals(read: Read) -> None:
    budget = 'id = "ARK"\nbudsjett = 2.125'
    assert read(FEW.replace('id = "ARK"', budget)).areas[0].head.budget == Decimal("2.125")


def test_keys_in_quotes_and_heads_with_blanks_have_their_lines(read: Read) -> None:
    text = FEW.replace("Timepris = 1450", '"Timepris" = 0').replace(
        'Prisniva = "2027-kroner"\n', ""
    )
    text += "[ forutsetninger . Prisniva ]\nverdi = 5\n"
    with pytest.raises(UsageError) as raised:
        read(text)
    lines = text.splitlines()
    assert [line.partition(",")[0] for line in str(raised.value).splitlines()[1:]] == [
        f"linje {lines.index(line) + 1}" for line in ('"Timepris" = 0', "verdi = 5")
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("høy = 1", "linje 2 («høy = 1»): navnet på en nøkkel har ikke æ, ø eller å."),
        (
            "Pris = 1 450",
            "linje 2 («Pris = 1 450»): et tall skrives uten mellomrom, som 2_200_000.",
        ),
        ("Pris = 0,1", "linje 2 («Pris = 0,1»): desimaltegnet er punktum, som 0.1."),
        ("navn = ”A”", "linje 2 («navn = ”A”»): anførselstegnene skal være rette."),
        ('tittel = "B"\n', 'linje 2 («tittel = "B"»); se etter anførselstegn, likhetstegn'),
        ("[[omrade", "slutten av fila; se etter anførselstegn, likhetstegn eller klammer"),
    ],
)
def test_what_is_no_toml(read: Read, text: str, said: str) -> None:
    with pytest.raises(UsageError) as raised:
        read(f'tittel = "A"\n{text}')
    assert str(raised.value).startswith(f"egen.toml er ikke gyldig TOML ved {said}")


@pytest.mark.parametrize("value", ["[" * 5_000, "9" * 5_000])
def test_what_no_reader_of_toml_can_hold(read: Read, value: str) -> None:
    with pytest.raises(UsageError, match="ikke gyldig TOML"):
        read(f"tittel = {value}")


def test_a_file_in_an_old_encoding(tmp_path: Path) -> None:
    path = tmp_path / "egen.toml"
    path.write_bytes(SMALL.encode("cp1252"))
    with pytest.raises(UsageError, match="ikke lagret som UTF-8; lagre fila slik"):
        read_area_file(path)


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"Finner ikke fila .*; kontroller navnet og mappen"):
        read_area_file(tmp_path / "borte.toml")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="kontroller at det er en fil, og at du har tilgang"):
        read_area_file(tmp_path)
