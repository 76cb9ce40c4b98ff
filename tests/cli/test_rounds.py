"""Out to the areas and back as people do it: real files, the commands, and a dozen rounds.

What comes back adds up to what was sent and the areas' changes, whatever befell the files.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, NamedTuple

import openpyxl
import pytest
from openpyxl.formula.translate import Translator

from estimat.core import layout
from estimat.core.book import address
from estimat.core.estimate import Estimate
from estimat.core.interpret import interpret
from estimat.files.reading import read_book
from tests.calc import convert
from tests.running import ERRORS_FOUND, GOOD, WRONG_USE, run
from tests.sheetxml import child
from tests.workbooks import Edited

ROUNDS: Final = 200 if os.environ.get("ESTIMAT_SAFETY") else 12
RATE: Final = "1333.33"
SENT: Final = datetime(2027, 1, 4, 9)

ASSUMPTIONS: Final = {
    "Budsjettar": "2027", "Timepris": RATE, "TimerPerArsverk": "1500",
    "FullkostPerArsverk": "2_200_000", "Risikoavsetning": "0.5", "Budsjettoleranse": "0.1",
    "Departement": '"Departementet"', "Prisniva": '"2027-kroner"',
}  # fmt: skip

FATES: Final = {
    "lost": 3, "kept": 3, "changed": 6, "changed in the file": 2, "row added": 2, "text": 2,
    "twins": 2, "twice": 2, "older too": 2, "truncated": 2, "flawed": 2, "capitals": 1,
}  # fmt: skip
"""What can befall a file, and how often. Whatever Estimat itself makes of files that are out is a
fate too: a branch in `befall`, and what is then to be expected."""

TAKEN: Final = ("changed", "changed in the file", "row added", "text", "capitals")


class Row(NamedTuple):
    id: str
    kind: str
    number: str

    @property
    def kroner(self) -> Fraction:
        return Fraction(self.number) * (Fraction(RATE) if self.kind == "Egne timer" else 1)


class Area(NamedTuple):
    id: str
    rows: tuple[Row, ...]

    @property
    def name(self) -> str:
        return f"Område {self.id}"

    @property
    def kroner(self) -> Fraction:
        return sum((row.kroner for row in self.rows), Fraction(0))


class Part(NamedTuple):
    """An area, its file, what befell it, and what it is when it is delivered in the end.

    `own` is the area as the workbook has it, which may have been changed since.
    """

    file: Path
    before: Area
    fate: str
    after: Area
    own: Area


def random_row(chance: random.Random, id: str) -> Row:
    kind = chance.choice(("Egne timer", "Egne timer", "Kjøp", "Videreformidling"))
    return Row(id, kind, random_number(chance, kind))


def random_number(chance: random.Random, kind: str) -> str:
    return f"{chance.uniform(10, 9000) if kind == 'Egne timer' else chance.uniform(2e5, 4e6):.2f}"


def random_areas(chance: random.Random) -> list[Area]:
    ids = chance.sample(("PLL", "PJD", "PPS", "PKI", "PMD"), chance.randint(2, 4))
    return [
        Area(id, tuple(random_row(chance, f"{id}-{n}") for n in range(chance.choice((0, 1, 2, 4)))))
        for id in ids
    ]


def area_file(areas: Sequence[Area]) -> str:
    lines = ['tittel = "Estimat 2027"', "[forutsetninger]"]
    lines += [
        f'{name} = {{ verdi = {value}, kilde = "Test" }}' for name, value in ASSUMPTIONS.items()
    ]
    for each in areas:
        lines += [
            "[[omrade]]", f'id = "{each.id}"', f'ark = "Ark {each.id}"', f'navn = "{each.name}"',
            'status = "Utkast"', 'ansvarlig = "Kari Nordmann"', "budsjett = 9.3",
            'ambisjoner = ["Gjøre noe nyttig", "– og mer"]',
        ]  # fmt: skip
        for row in each.rows:
            number = "timer" if row.kind == "Egne timer" else "belop"
            lines += [
                "[[omrade.aktivitet]]", f'id = "{row.id}"', f'type = "{row.kind}"',
                f'navn = "Gjøre {row.id}"', f"{number} = {row.number}",
            ]  # fmt: skip
    return "\n".join(lines) + "\n"


def sent_out(
    folder: Path, chance: random.Random, how: Sequence[str]
) -> tuple[list[Area], dict[str, Path]]:
    """Make the workbook, send it out, and see that nothing is said to have been written yet."""
    areas = random_areas(chance)
    (folder / "estimat.toml").write_text(area_file(areas), encoding="utf-8")
    ran = run("mal", "master.xlsm", "--omrader", "estimat.toml", folder=folder)
    assert ran.status == GOOD, ran.err
    write_oddly(folder / "master.xlsm")
    ran = run("del", "master.xlsm", "-o", "inn", "--frist", "2027-02-01", *how, folder=folder)
    assert ran.status == GOOD, ran.err
    files = {area.id: next(folder.glob(f"inn/{area.id} *")) for area in areas}
    for file in files.values():
        saved_at(file, 0)
    told = status(folder, "--mot", "master.xlsm")
    assert [each["tilstand"] for each in told["omrader"]] == ["uendret"] * len(areas)
    assert [each["endring"] for each in told["omrader"]] == [0] * len(areas)
    return areas, files


def write_oddly(master: Path) -> None:
    """Write as people do who have blanks, lines and capitals where they please."""
    estimate = read(master)
    book = Edited(master)
    for area in estimate.areas:
        for field, text in (
            (layout.AREA_RESPONSIBLE, "  Kari  Nordmann "), (layout.AREA_STATUS, "til KONTROLL "),
            (layout.AREA_AMBITIONS, "Én linje\nog  en til "), (layout.AREA_REASON, "=Fordi\n\n ja"),
        ):  # fmt: skip
            book.put(area.sheet.name, estimate.head(area, field).cell, text)
        for row in area.activities[:1]:
            for column, text in (
                (layout.ACTIVITY, " Gjøre  noe\u00a0nytt\n"), (layout.COMMENT, "to\nlinjer "),
                (layout.KIND, row.inputs.kind_text.upper()), (layout.AMBITION, "høy "),
            ):  # fmt: skip
                book.put(area.sheet.name, estimate.cell(area, row, column).cell, text)
    book.save(master)


def status(folder: Path, *more: str) -> dict[str, Any]:
    ran = run("status", "inn", *more, "--json", folder=folder)
    assert ran.status in (GOOD, ERRORS_FOUND), ran.err
    told: dict[str, Any] = json.loads(ran.out)
    return told


def saved_at(file: Path, hours: int) -> None:
    """Let the file say that it was saved so many hours after it was sent."""
    when = f"{SENT + timedelta(hours=hours):%Y-%m-%dT%H:%M:%S}Z".encode()
    book = Edited(file)
    core = book.parts["docProps/core.xml"]
    book.parts["docProps/core.xml"] = re.sub(
        rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + when, core
    )
    book.save(file)


def read(file: Path) -> Estimate:
    return interpret(read_book(file, file.name)[0])


def number_cell(file: Path, wanted: Row) -> tuple[str, str]:
    """The sheet and the cell that a row's number is in."""
    estimate = read(file)
    column = layout.HOURS if wanted.kind == "Egne timer" else layout.AMOUNT
    (place,) = (
        estimate.cell(area, row, column)
        for area in estimate.areas
        for row in area.activities
        if row.inputs.id == wanted.id
    )
    return place.sheet, place.cell


def change(chance: random.Random, file: Path, area: Area, *, raw: bool = False) -> Area:
    """Write another number in a row, in a program that forgets the results or in the file."""
    if not area.rows:
        return add_row(chance, file, area)
    row = chance.choice(area.rows)
    now = row._replace(number=random_number(chance, row.kind))
    sheet, cell = number_cell(file, row)
    if raw:
        edited = Edited(file)
        edited.put(sheet, cell, float(now.number))
        # As programs do that leave it to the next one to compute.
        edited.workbook(lambda root: child(root, "calcPr").set("fullCalcOnLoad", "1"))
        edited.save(file)
    else:
        book = openpyxl.load_workbook(file, keep_vba=file.suffix == ".xlsm")
        book[sheet][cell] = float(now.number)
        book.save(file)
    rows = tuple(now if each is row else each for each in area.rows)
    return area._replace(rows=rows)


def add_row(chance: random.Random, file: Path, area: Area) -> Area:
    """Write a row right below the last, and let the table grow."""
    (theirs,) = read(file).areas
    made = random_row(chance, f"{area.id}-ny{chance.randint(100, 999)}")
    book = openpyxl.load_workbook(file, keep_vba=file.suffix == ".xlsm")
    sheet = book[theirs.sheet.name]
    (table,) = (each for each in sheet.tables.values() if each.name == theirs.table.name)
    last = theirs.table.last_row
    is_blank = not theirs.activities
    at = last if is_blank else last + 1
    number = layout.HOURS if made.kind == "Egne timer" else layout.AMOUNT
    for column, value in (
        (layout.ID, made.id), (layout.ACTIVITY, "Noe nytt"), (layout.KIND, made.kind),
        (number, float(made.number)),
    ):  # fmt: skip
        sheet.cell(at, theirs.columns[column.header]).value = value
    if not is_blank:
        for column in layout.COMPUTED:
            above, below = (address(row, theirs.columns[column.header]) for row in (last, at))
            formula = Translator(sheet[above].value, above)
            sheet[below].value = formula.translate_formula(below)
        first, _, end = table.ref.partition(":")
        table.ref = f"{first}:{re.sub('[0-9]', '', end)}{at}"
        table.autoFilter = None
    book.save(file)
    return area._replace(rows=(*area.rows, made))


def write_text(file: Path) -> None:
    estimate = read(file)
    place = estimate.head(estimate.areas[0], layout.AREA_RESPONSIBLE)
    book = Edited(file)
    book.put(place.sheet, place.cell, "Ola Nordmann")
    book.save(file)


def write_flaw(file: Path, area: Area) -> None:
    sheet, cell = number_cell(file, area.rows[0])
    book = Edited(file)
    book.put(sheet, cell, "ca. 40")
    book.save(file)


def befall(chance: random.Random, area: Area, file: Path) -> Part:
    """Let something befall a file; a copy of what is delivered in the end is set aside."""
    fate: str
    (fate,) = chance.choices([*FATES], [*FATES.values()])
    if fate == "flawed" and not area.rows:
        fate = "changed"
    sent = file.read_bytes()
    beside = file.with_name(f"Kopi av {file.name}")
    after = area
    if fate not in ("lost", "kept", "text", "truncated", "flawed", "row added"):
        after = change(chance, file, area, raw=fate == "changed in the file" and bool(area.rows))
        saved_at(file, 30)
    elif fate == "row added":
        after = add_row(chance, file, area)
    elif fate == "text":
        write_text(file)
    if fate == "capitals":
        place = read(file).head(read(file).areas[0], layout.AREA_ID)
        book = Edited(file)
        book.put(place.sheet, place.cell, area.id.lower())
        book.save(file)
    final = file.parents[1] / "til slutt" / file.name
    final.parent.mkdir(exist_ok=True)
    shutil.copy(file, final)
    if fate == "lost":
        file.unlink()
    elif fate == "twins":
        shutil.copy(file, beside)
    elif fate == "twice":
        beside.write_bytes(sent)
        change(chance, beside, area)
        saved_at(beside, 20)
    elif fate == "older too":
        beside.write_bytes(sent)
    elif fate == "truncated":
        file.write_bytes(sent[: len(sent) // 2])
    elif fate == "flawed":
        write_flaw(file, area)
    return Part(file, area, fate, after, area)


def revise(chance: random.Random, folder: Path, part: Part) -> Part:
    """Let the controller change the area in the workbook, now that it is sent out."""
    if not part.before.rows or chance.random() < 0.8:
        return part
    return part._replace(own=change(chance, folder / "master.xlsm", part.before))


STATES: Final = {
    "lost": "mangler", "kept": "uendret", "truncated": "ikke lesbar", "twins": "flere versjoner",
    "twice": "flere versjoner", "older too": "flere versjoner",
}  # fmt: skip


def assert_status(folder: Path, parts: Sequence[Part]) -> None:
    there = [part for part in parts if part.fate not in ("lost", "truncated")]
    if there:
        assert_told(status(folder), parts, there)
    else:  # nothing says which areas there are
        assert run("status", "inn", "--json", folder=folder).status == WRONG_USE
    assert_told(status(folder, "--mot", "master.xlsm"), parts, there)


def assert_told(told: Mapping[str, Any], parts: Sequence[Part], there: Sequence[Part]) -> None:
    """The overview says the truth of every file."""
    lines = {each["id"].upper(): each for each in told["omrader"]}
    assert len(lines) == len(told["omrader"]) == len(parts)
    for part in parts:
        line = lines[part.before.id]
        assert line["tilstand"] == STATES.get(part.fate, "levert"), part
        if part in there and part.fate != "flawed":
            assert line["fil"] == f"inn/{part.file.name}" or part.fate == "twins"
            assert line["sum"] == approx(part.after.kroner)
            assert line["endring"] == approx(part.after.kroner - part.before.kroner)
    sums = [each["sum"] for each in told["omrader"] if each["sum"] is not None]
    assert told["sum"] == pytest.approx(sum(sums), abs=0.01)


def approx(kroner: Fraction) -> object:
    return pytest.approx(float(kroner), abs=0.0101)


def assert_gathered(
    folder: Path, file: str, expected: Mapping[str, Area], parts: Sequence[Part]
) -> None:
    """The workbook that was made is what was sent and these areas' changes, and nothing else."""
    ran = run("sammenlign", "master.xlsm", file, "--json", folder=folder)
    assert ran.status in (GOOD, ERRORS_FOUND), ran.err
    told = json.loads(ran.out)
    proof = told["avstemming"]
    assert proof["differanse"] == 0
    before = {row.id: row.kroner for part in parts for row in part.own.rows}
    after = {row.id: row.kroner for area in expected.values() for row in area.rows}
    moved = {id: after.get(id, Fraction(0)) - before.get(id, Fraction(0)) for id in before | after}
    found = {each["id"]: each["kroner"] for each in told["endringer"] if each["kroner"]}
    assert found == {id: approx(kroner) for id, kroner in moved.items() if kroner}
    assert proof["na"] == approx(sum(after.values(), Fraction(0)))
    made = read(folder / file)
    assert [each.head.id.upper() for each in made.areas] == [part.before.id for part in parts]
    for area in made.areas:
        theirs = expected[area.head.id.upper()]
        assert [row.inputs.id for row in area.activities] == [row.id for row in theirs.rows]
        for row, one in zip(area.activities, theirs.rows, strict=True):
            number = row.inputs.hours if one.kind == "Egne timer" else row.inputs.amount
            assert number is not None
            assert Fraction(number) == Fraction(one.number)


def assert_revised_told(said: str, parts: Sequence[Part]) -> None:
    """What the controller has changed in the meantime is not lost in silence."""
    for part in parts:
        what = "(er tatt med|står som i)"
        line = f"{part.before.id} {part.before.name} {what}.* er endret etter at det ble sendt"
        assert bool(re.search(line, said, re.IGNORECASE)) == (part.own != part.before), said


def assert_partly_gathered(folder: Path, parts: Sequence[Part]) -> None:
    """What has come is taken, and of the others the workbook's own sheets stand."""
    ran = run(
        "samle", "inn", "--mot", "master.xlsm", "--delvis", "-o", "delvis.xlsm", folder=folder
    )
    taken = {part.before.id: part.fate in TAKEN for part in parts}
    assert ran.status == (GOOD if any(taken.values()) else WRONG_USE), ran.err
    said = ran.out + ran.err
    for part in parts:
        stands = f"{part.before.id} {part.before.name} står som i master"
        assert taken[part.before.id] or stands in said
    if ran.status == WRONG_USE:
        assert "Ingenting er kommet som kan samles" in said
        assert not (folder / "delvis.xlsm").exists()
        return
    expected = {part.before.id: part.after if taken[part.before.id] else part.own for part in parts}
    assert_revised_told(said, [part for part in parts if taken[part.before.id]])
    assert_gathered(folder, "delvis.xlsm", expected, parts)
    still = {*read(folder / "delvis.xlsm").undelivered}
    assert still == {id for id, is_taken in taken.items() if not is_taken}


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_what_comes_back_is_what_was_sent_and_the_changes(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    how = ["--uten-makroer"] * chance.randint(0, 1)
    areas, files = sent_out(tmp_path, chance, how)
    befallen = [befall(chance, area, files[area.id]) for area in areas]
    parts = [revise(chance, tmp_path, part) for part in befallen]
    assert_status(tmp_path, parts)

    assert_partly_gathered(tmp_path, parts)

    shutil.rmtree(tmp_path / "inn")
    (tmp_path / "til slutt").rename(tmp_path / "inn")
    ran = run("samle", "inn", "--mot", "master.xlsm", "-o", "alt.xlsm", folder=tmp_path)
    assert ran.status == GOOD, ran.err
    assert_revised_told(ran.out, parts)
    # Of an area that says nothing the workbook's own sheet stands, with what it has come to say.
    expected = {
        part.before.id: part.own
        if part.after == part.before and part.fate != "text"
        else part.after
        for part in parts
    }
    assert_gathered(tmp_path, "alt.xlsm", expected, parts)
    assert not read(tmp_path / "alt.xlsm").undelivered


@pytest.mark.calc
@pytest.mark.parametrize("how", [[], ["--uten-makroer"]])
def test_what_calc_saves_is_what_was_sent(how: list[str], tmp_path: Path) -> None:
    """Untouched it is unchanged, and written in it is the change that somebody made."""
    chance = random.Random(1)
    areas, files = sent_out(tmp_path, chance, how)
    changed = areas[0]
    after = change(chance, files[changed.id], changed)
    for file in files.values():
        shutil.copy(convert(file, tmp_path), file.with_suffix(".xlsx"))
        if file.suffix != ".xlsx":
            file.unlink()
    told = status(tmp_path, "--mot", "master.xlsm")
    states = {each["id"]: each["tilstand"] for each in told["omrader"]}
    assert states == {each.id: "levert" if each is changed else "uendret" for each in areas}
    for how_ in (["--delvis"], []):
        ran = run(
            "samle",
            "inn",
            "--mot",
            "master.xlsm",
            *how_,
            "-o",
            f"alt{len(how_)}.xlsm",
            folder=tmp_path,
        )
        assert ran.status == GOOD, ran.err
        parts = [Part(files[each.id], each, "", each, each) for each in areas]
        expected = {each.id: each for each in areas} | {changed.id: after}
        assert_gathered(tmp_path, f"alt{len(how_)}.xlsm", expected, parts)


def test_an_answer_that_is_a_scenario_is_not_the_plan(tmp_path: Path) -> None:
    chance = random.Random(2)
    areas, files = sent_out(tmp_path, chance, [])
    others = [change(chance, files[each.id], each) for each in areas[1:]]
    book = Edited(files[areas[0].id])
    book.put(f"Ark {areas[0].id}", "A2", layout.SCENARIO_NOTICE.format("Kutt"))
    book.save(files[areas[0].id])
    ran = run("samle", "inn", "--mot", "master.xlsm", "-o", "alt.xlsm", folder=tmp_path)
    assert (ran.status, "Kutt" in ran.out + ran.err) == (ERRORS_FOUND, True)
    assert not (tmp_path / "alt.xlsm").exists()
    ran = run("samle", "inn", "--mot", "master.xlsm", "--delvis", "-o", "d.xlsm", folder=tmp_path)
    assert (ran.status, "scenarioet «Kutt»" in ran.out) == (GOOD, True)
    unchanged = {now.id for before, now in zip(areas[1:], others, strict=True) if now == before}
    assert {*read(tmp_path / "d.xlsm").undelivered} == {areas[0].id, *unchanged}
