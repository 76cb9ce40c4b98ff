"""A controller's year, from a blank workbook to the next year's, through the hands of three areas.

One area is filled in by a program (openpyxl), one in LibreOffice Calc, one by hand where Estimat is
not installed. The right total is known at every step, and nothing goes out that says another.
"""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from estimat.core import layout
from estimat.core.book import address
from estimat.core.estimate import Area, Estimate
from estimat.core.interpret import interpret
from estimat.core.layout import Column
from estimat.core.values import NAME
from estimat.files.note.document import text_of
from estimat.files.reading import read_book
from tests.calc import Calc
from tests.e2e.menu import MENU
from tests.running import ERRORS_FOUND, GOOD, run
from tests.workbooks import Edited

pytestmark = pytest.mark.calc
pytest.importorskip("docxtpl")
pytest.importorskip("formulon")

BLANK: Final = """\
tittel = "Estimat 2027"

[forutsetninger]
Budsjettar = 2027
Timepris = 1450
TimerPerArsverk = 1500
FullkostPerArsverk = 2_200_000
Risikoavsetning = 1
Budsjettoleranse = 0.1
Departement = "Kulturdepartementet"
Prisniva = "2027-kroner"

[notat]
tittel = "Estimat {Budsjettar 1000}"
innledning = ["Til sammen {Total mill} millioner kroner."]
budsjettlinje = "Estimat {Sum mill} millioner kroner"

[[omrade]]
id = "ARK"
navn = "Arkiv"

[[omrade]]
id = "INN"
navn = "Innsyn"

[[omrade]]
id = "REG"
navn = "Register"
"""
XLSX: Final = "Calc MS Excel 2007 XML"

ARK: Final = 1200 * 1450 + 300_000
INN: Final = 800 * 1450
REG: Final = Decimal("500.5") * 1600 + 250_000
TOTAL: Final = ARK + INN + REG


def test_the_whole_year(calc: Calc, tmp_path: Path) -> None:  # noqa: PLR0915  it is one year
    year = _Year(tmp_path)
    (tmp_path / "omrader.toml").write_text(BLANK, "utf-8")
    year.does("mal", "2027.xlsm", "--omrader", "omrader.toml")
    year.certifies_nothing("2027.xlsm")  # nobody has planned anything

    year.does("del", "2027.xlsm", "-o", "ut")
    parts = {each.name.partition(" ")[0]: each for each in sorted((tmp_path / "ut").iterdir())}
    assert list(parts) == ["ARK", "INN", "REG"]
    back = tmp_path / "inn"
    back.mkdir()

    by_a_program(parts["ARK"], back / "ARK.xlsm")
    assert year.total("inn", ERRORS_FOUND) is None
    assert {"STR-18"} <= year.errors("inn")
    year.certifies_nothing("inn")

    in_calc(calc, parts["INN"], back / "INN.xlsx")
    assert "STR-07" in year.errors("inn"), "the row that Calc left under the table"
    calc.ask("enter", sheet="Innsyn", cell=year.below, formula="")
    calc.ask("save_as", file=str(back / "INN.xlsx"), filter_=XLSX)
    assert year.errors("inn") == {"STR-18"}, "an area that has not come back"

    by_hand(parts["REG"], back / "REG.xlsm")
    shutil.copy(back / "ARK.xlsm", back / "ARK (1).xlsm")
    assert "STR-02" in year.errors("inn"), "the same file twice"
    year.certifies_nothing("inn")
    (back / "ARK (1).xlsm").unlink()
    assert year.total("inn") == TOTAL

    moved = json.loads(run("sammenlign", "ut", "inn", "--json", folder=tmp_path).out)
    assert sum(Decimal(str(each["kroner"])) for each in moved["endringer"]) == TOTAL

    said = year.does("samle", "inn", "-o", "samlet.xlsm")
    assert "Ikke med i det nye" not in said
    assert year.total("samlet.xlsm") == TOTAL
    assert year.sums("samlet.xlsm") == {"ARK": ARK, "INN": INN, "REG": REG}

    # An hour more after it was consolidated: the total that stands there is an old one.
    (estimate, area) = known(tmp_path / "samlet.xlsm", "INN")
    calc.open(tmp_path / "samlet.xlsm")
    first = estimate.cell(area, area.activities[0], layout.HOURS).cell
    calc.ask("enter", sheet="Innsyn", cell=first, formula="801")
    calc.ask("save_as", file=str(tmp_path / "endret.xlsx"), filter_=XLSX)
    assert year.errors("endret.xlsx") == {"KONS-01"}
    year.certifies_nothing("endret.xlsx")
    calc.command(MENU["Konsolider"])
    calc.ask("save_as", file=str(tmp_path / "endret.xlsx"), filter_=XLSX)
    final = TOTAL + 1450
    assert year.total("endret.xlsx") == final

    year.does("publiser", "endret.xlsx", "-o", "kopi.xlsx")
    assert year.total("kopi.xlsx") == final
    shown = openpyxl.load_workbook(tmp_path / "kopi.xlsx", data_only=True)["Konsolidert"]
    totals = [row for row in shown.iter_rows(values_only=True) if "Sum direktoratet" in row]
    assert float(final) in totals[0]
    year.does("notat", "endret.xlsx", "-o", "notat.docx")
    note = text_of((tmp_path / "notat.docx").read_bytes())
    assert "Til sammen 4,3 millioner kroner." in note
    assert [line for line in note if line.startswith("Estimat ") and "millioner" in line] == [
        f"Estimat {sum_} millioner kroner" for sum_ in ("2,0", "1,2", "1,1")
    ]

    said = year.does(
        "rull", "endret.xlsx", "--til", "2028", "--pris", "3,1%", "--lonn", "4,2%",
        "-o", "2028.xlsm",
    )  # fmt: skip
    assert "1 450 → 1 511" in said
    own = 2001 * 1511 + Decimal("500.5") * 1667
    assert year.total("2028.xlsm") == own + Decimal(300_000) * Decimal("1.031") + 250_000


class _Year:
    """The commands of the year, given in one folder."""

    below: str

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def does(self, *arguments: str) -> str:
        ran = run(*arguments, folder=self.folder)
        assert ran.status == GOOD, f"{arguments}\n{ran.out}{ran.err}"
        return ran.out

    def found(self, source: str) -> tuple[int, dict[str, Any]]:
        ran = run("konsolider", source, "--json", folder=self.folder)
        record: dict[str, Any] = json.loads(ran.out)
        return ran.status, record

    def total(self, source: str, status: int = GOOD) -> Decimal | None:
        ended, record = self.found(source)
        assert ended == status, record["funn"]
        return Decimal(str(record["total"]["sum"])) if record["total"] else None

    def sums(self, source: str) -> dict[str, Decimal]:
        areas = self.found(source)[1]["omrader"]
        return {area["id"]: Decimal(str(area["sum"])) for area in areas}

    def errors(self, source: str) -> set[str]:
        ran = run("valider", source, "--json", folder=self.folder)
        return {each["kode"] for each in json.loads(ran.out)["funn"] if each["alvor"] == "feil"}

    def certifies_nothing(self, source: str) -> None:
        """Nothing that could be sent is made of it."""
        before = sorted(self.folder.rglob("*"))
        commands = [("notat", source, "-o", "ut.docx"), ("konsolider", source, "-o", "ut.xlsx")]
        if not (self.folder / source).is_dir() and "KONS-01" in self.errors(source):
            commands = [commands[0], ("publiser", source, "-o", "ut.xlsx")]
        for command in commands:
            assert run(*command, folder=self.folder).status == ERRORS_FOUND, command
        assert sorted(self.folder.rglob("*")) == before


def known(path: Path, id: str) -> tuple[Estimate, Area]:
    estimate = interpret(read_book(path, path.name)[0])
    return estimate, next(area for area in estimate.areas if area.head.id == id)


def cell(path: Path, id: str, column: Column, row: int) -> str:
    """The cell of a column in a row of the table, from 0; also below its last."""
    _, area = known(path, id)
    place = area.table.first_row + row
    left = area.columns[column.header]
    return address(place, left)


def by_a_program(part: Path, target: Path) -> None:
    """Two rows, written by openpyxl, which computes nothing and keeps no result."""
    book = openpyxl.load_workbook(part, keep_vba=True)
    sheet = book["Arkiv"]
    rows: tuple[dict[Column, float | str], ...] = (
        {layout.ID: "ARK-1", layout.ACTIVITY: "Flytte", layout.KIND: "Egne timer",
         layout.HOURS: 1200},
        {layout.ID: "ARK-2", layout.ACTIVITY: "Lagre", layout.KIND: "Kjøp", layout.AMOUNT: 300_000},
    )  # fmt: skip
    for offset, row in enumerate(rows):
        for column, value in row.items():
            sheet[cell(part, "ARK", column, offset)] = value
    for column in layout.COMPUTED:
        first = sheet[cell(part, "ARK", column, 0)]
        sheet[cell(part, "ARK", column, 1)] = first.value
    (table,) = sheet.tables.values()
    table.ref = widened(table.ref)
    book.save(target)


_ROOM = 5
"""The blank rows of a part that goes out."""


def in_calc(calc: Calc, part: Path, target: Path) -> None:
    """One row in the table and one under it, where Calc lets no table grow."""
    calc.open(part)
    rows = ({layout.ID: "INN-1", layout.ACTIVITY: "Svare", layout.KIND: "Egne timer",
             layout.HOURS: "800"}, {layout.HOURS: "40"})  # fmt: skip
    for offset, row in zip((0, _ROOM), rows, strict=True):
        for column, value in row.items():
            calc.ask("enter", sheet="Innsyn", cell=cell(part, "INN", column, offset), formula=value)
    _Year.below = cell(part, "INN", layout.HOURS, _ROOM)
    calc.ask("save_as", file=str(target), filter_=XLSX)


def by_hand(part: Path, target: Path) -> None:
    """Two rows in an Excel without Estimat: it lets the table grow, and shows #NAVN?."""
    book = Edited(part)
    rows: tuple[dict[Column, float | str], ...] = (
        {layout.ID: "REG-1", layout.ACTIVITY: "Drifte", layout.KIND: "Egne timer",
         layout.HOURS: 500.5, layout.RATE: 1600.0, layout.COMMENT: "Innleid kompetanse"},
        {layout.ID: "REG-2", layout.ACTIVITY: "Tilskudd", layout.KIND: "Videreformidling",
         layout.AMOUNT: 250_000.0},
    )  # fmt: skip
    for offset, row in enumerate(rows):
        for column, value in row.items():
            book.put("Register", cell(part, "REG", column, offset), value)
        for column in layout.COMPUTED:
            formula = layout.stored(column.formula or "", "Tabell_REG")
            book.put("Register", cell(part, "REG", column, offset), NAME, formula)

    def grown(root: ET.Element) -> None:
        root.set("ref", widened(root.get("ref") or ""))

    book.change(book.table_part("Register"), grown)
    book.save(target)


def widened(ref: str) -> str:
    """The cells of a table, and the row below them."""
    first, _, last = ref.partition(":")
    letters = last.rstrip("0123456789")
    return f"{first}:{letters}{int(last.removeprefix(letters)) + 1}"
