"""The three weeks of the page on collection, run to the letter: from a blank year to the note."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from estimat.core import layout
from estimat.core.book import Table
from estimat.core.collection.delivery import State
from estimat.core.collection.remarks import Status
from estimat.core.interpret import tables_with
from estimat.files.note.document import text_of
from estimat.files.reading import read_book
from tests.running import ERRORS_FOUND, GOOD, Ran, run
from tests.workbooks import ROOT

pytest.importorskip("docxtpl")

PAGE = (ROOT / "docs" / "innsamling.md").read_text("utf-8")
AREAS = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]
COMMANDS = re.findall(r"^estimat (.+)$", PAGE, re.MULTILINE)
FILES = {"ARK": "ARK Arkiv og dokumentasjon.xlsx", "INN": "INN Innsyn og veiledning.xlsx",
         "REG": "REG Helseregistre.xlsx"}  # fmt: skip
ROWS: dict[str, list[dict[str, Any]]] = {
    "ARK": [{"Aktivitet": "Flytte gamle arkiv", "Kostnadstype": "Egne timer", "Timer": 1200},
            {"Aktivitet": "Lagring", "Kostnadstype": "Kjøp", "Beløp": 600_000}],
    "INN": [{"Aktivitet": "Veilede", "Kostnadstype": "Egne timer", "Timer": "ca. 400"},
            {"Aktivitet": "Tolker", "Kostnadstype": "Kjøp", "Beløp": 700_000}],
    "REG": [{"Aktivitet": "Drift", "Kostnadstype": "Egne timer", "Timer": 2000}],
}  # fmt: skip
"""What each area writes, whoever has Estimat and who has not."""

TOTAL = 1200 * 1500 + 600_000 + 550 * 1500 + 700_000 + 2000 * 1500


class Story:
    """The folder in which it happens, what was printed last, and what people do in between."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.plan = folder / "estimat-2027.xlsm"
        self.said: list[tuple[str, Ran]] = []

    def fill_in(self, id: str, source: str) -> None:
        """An area writes its rows and says that it is done."""
        (self.folder / "inn").mkdir(exist_ok=True)
        path = self.folder / source / FILES[id]
        book = openpyxl.load_workbook(path)
        sheet = book[self._sheet(path)]
        table = next(iter(sheet.tables.values()))
        top = int(re.sub(r"\D", "", table.ref.partition(":")[0]))
        columns = {cell.value: cell.column or 0 for cell in sheet[top]}
        for number, written in enumerate(ROWS[id], start=1):
            row = {"Id": f"{id}-{number}", "Ansvarlig": "Leder", **written}
            for header, value in row.items():
                sheet.cell(top + number, columns[header], value)
        self._head(path, sheet, layout.AREA_STATUS, "Til kontroll")
        book.save(path)

    def answer(self, id: str, source: str, target: str) -> None:
        """The area sends its file back."""
        self.fill_in(id, source)
        shutil.copy(self.folder / source / FILES[id], self.folder / target / FILES[id])

    def mend(self) -> None:
        """INN corrects what was remarked on, answers, and sends the file again."""
        path = self.folder / "tilbake" / FILES["INN"]
        book = openpyxl.load_workbook(path)
        for row in book[layout.REMARKS].iter_rows():
            if row[2].value and "ca. 400" in str(row[2].value):
                row[7].value = "Rettet til 550"
        for row in book[self._sheet(path)].iter_rows():
            for cell in row:
                if cell.value == "ca. 400":
                    cell.value = 550
        book.save(path)
        shutil.copy(path, self.folder / "inn" / FILES["INN"])

    def ask(self) -> None:
        """The controller has a question about a row."""
        self._write(layout.OWN_REMARK_COLUMNS, "INN-2", "Er dette med i avtalen fra i fjor?",
                    "Økonomi", "20.01.2027")  # fmt: skip

    def accept(self) -> None:
        """The controller accepts the warning as Kontroll words it."""
        told = json.loads(run("valider", "inn-ny-sats", "--json", folder=self.folder).out)["funn"]
        (found,) = (each for each in told if each["kode"] == "BUD-01")
        assert FILES["ARK"] in found["fil"]
        self._write(layout.ACCEPTED_COLUMNS, "BUD-01", "ARK", found["melding"], "Avtalt", "Kari",
                    "03.02.2027")  # fmt: skip

    def raise_rate(self) -> None:
        book = openpyxl.load_workbook(self.plan, keep_vba=True)
        where = book.defined_names[layout.HOURLY_RATE.name].attr_text.partition("!")[2]
        book[layout.ASSUMPTIONS_SHEET][where.replace("$", "")] = 1500
        book.save(self.plan)

    def take_last(self) -> None:
        shutil.copy(self.folder / "inn-siste" / FILES["REG"], self.folder / "inn-ny-sats")

    def _write(self, columns: tuple[layout.Field, ...], *texts: str) -> None:
        read, _ = read_book(self.plan, "")
        ((sheet, table),) = tables_with(read, columns)
        book = openpyxl.load_workbook(self.plan, keep_vba=True)
        for column, text in enumerate(texts, start=table.area.left):
            book[sheet.name].cell(_free(sheet.values, table), column, text)
        book.save(self.plan)

    def _sheet(self, path: Path) -> str:
        read, _ = read_book(path, "")
        return next(each.name for each in read.sheets if layout.AREA_ID.name in each.names)

    def _head(self, path: Path, sheet: Any, field: layout.Field, value: str) -> None:
        read, _ = read_book(path, "")
        (cells,) = (each.names[field.name] for each in read.sheets if field.name in each.names)
        sheet.cell(cells.top, cells.left, value)


def _free(values: Any, table: Table) -> int:
    rows = range(table.first_row, table.last_row + 1)
    return next(row for row in rows if (row, table.area.left) not in values)


MEANWHILE: dict[str, tuple[Callable[[Story], None], ...]] = {
    "status inn --mot estimat-2027.xlsm": (lambda story: story.answer("ARK", "ut", "inn"),),
    "status inn --mot estimat-2027.xlsm (2)": (
        lambda story: story.answer("INN", "ut", "inn"), Story.ask,
    ),
    "merknader inn -o tilbake-2 --mot estimat-2027.xlsm": (Story.mend,),
    "oppdater ut --fra estimat-2027.xlsm -o ut-ny-sats": (Story.raise_rate,),
    "status inn-ny-sats --mot estimat-2027.xlsm": (
        lambda story: story.answer("REG", "ut", "inn-ny-sats"),
    ),
    "status inn-ny-sats --mot estimat-2027.xlsm (2)": (Story.take_last, Story.accept),
}  # fmt: skip
"""What people do before a command, by the command; (2) is the second time it is run."""


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    story = Story(tmp_path_factory.mktemp("innsamling"))
    (story.folder / "omrader-2027.toml").write_text(AREAS, "utf-8")
    times: dict[str, int] = {}
    for command in COMMANDS:
        times[command] = times.get(command, 0) + 1
        which = command if times[command] == 1 else f"{command} ({times[command]})"
        for happens in MEANWHILE.get(which, ()):
            happens(story)
        ran = run(*shlex.split(command), folder=story.folder)
        story.said.append((which, ran))
        is_status = command.startswith("status")
        expected = (GOOD, ERRORS_FOUND) if is_status else (GOOD,)
        assert ran.status in expected, f"{which}\n{ran.out}{ran.err}"
    return story


def said(story: Story, command: str) -> str:
    return next(ran.out for which, ran in story.said if which == command)


def test_everything_that_happens_on_the_page_has_happened(story: Story) -> None:
    assert {which for which, _ in story.said} >= MEANWHILE.keys()


def test_in_the_first_week_two_are_missing_by_name(story: Story) -> None:
    told = said(story, "status inn --mot estimat-2027.xlsm")
    assert told.startswith("3 områder: 1 levert, 2 mangler.")
    assert "Mangler: INN Innsyn og veiledning, REG Helseregistre." in told


def test_the_preliminary_total_says_what_it_lacks(story: Story) -> None:
    told = said(story, "konsolider forelopig.xlsm -o forelopig.xlsx")
    assert told.startswith("DELVIS: Disse områdene er ikke levert")
    assert "2 340 000" in told


def test_what_was_wrong_is_told_and_then_met(story: Story) -> None:
    first = said(story, "merknader inn -o tilbake --mot estimat-2027.xlsm")
    assert FILES["INN"] in first
    book = openpyxl.load_workbook(story.folder / "tilbake-2" / FILES["INN"])
    lines = {
        str(row[2]): row[1:] for row in book[layout.REMARKS].iter_rows(values_only=True) if row[2]
    }
    (mended,) = (line for what, line in lines.items() if "ca. 400" in what)
    assert mended[0] == Status.FIXED.value
    assert mended[6] == "Rettet til 550"
    assert "Er dette med i avtalen fra i fjor?" in lines


def test_the_file_with_the_old_rate_is_told(story: Story) -> None:
    told = said(story, "status inn-ny-sats --mot estimat-2027.xlsm")
    assert "Timepris er 1 450, men 1 500 i estimat-2027.xlsm." in told


def test_in_the_end_all_is_there_and_adds_up(story: Story) -> None:
    told = said(story, "status inn-ny-sats --mot estimat-2027.xlsm (2)")
    assert told.startswith("3 områder: 3 levert.")
    ran = run("sammenlign", "estimat-2027.xlsm", "samlet.xlsm", "--json", folder=story.folder)
    proof = json.loads(ran.out)["avstemming"]
    assert proof["differanse"] == 0
    total = json.loads(run("konsolider", "samlet.xlsm", "--json", folder=story.folder).out)
    assert total["total"]["sum"] == TOTAL
    accepted = [each for each in total["funn"] if each["kode"] == "BUD-01"]
    assert [each["alvor"] for each in accepted] == ["info"]
    note = text_of((story.folder / "notat-2027.docx").read_bytes())
    assert f"Til sammen {TOTAL / 10**6:.1f}".replace(".", ",") in " ".join(note)


@pytest.mark.parametrize("state", State)
def test_every_state_is_explained(state: State) -> None:
    assert f"| {state.value} |" in PAGE


@pytest.mark.parametrize("status", Status)
def test_every_status_of_a_remark_is_explained(status: Status) -> None:
    assert status.value in PAGE


@pytest.mark.parametrize("picture", re.findall(r"\(bilder/(\S+)\)", PAGE))
def test_the_pictures_are_there(picture: str) -> None:
    assert (ROOT / "docs" / "bilder" / picture).is_file()
