"""The commands that make new files, through xlwings' Windows engine, asked for by a stand-in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pytest

from estimat.buttons.newfiles import FILE_COMMANDS
from tests import wine
from tests.e2e.excel import Excel, path_of
from tests.e2e.filecommands import (
    ANSWERS,
    OF_THE_FILE,
    TEXTS,
    FileCommands,
    Press,
    Pressed,
    files,
    parts,
)  # fmt: skip
from tests.e2e.menu import AREA, hours
from tests.e2e.scenariosheet import put_scenario
from tests.workbooks import Edited

pytestmark = pytest.mark.wine

NONE: Final[Mapping[str, str | Path]] = MappingProxyType({})


@pytest.fixture(scope="module")
def excel(windows: None) -> Iterator[Excel]:
    opened = Excel()
    yield opened
    opened.close()


@pytest.fixture
def press(excel: Excel) -> Press:
    def pressed(
        command: str,
        workbook: Path,
        answers: Mapping[str, str | Path] = NONE,
        *,
        changed: bool = False,
    ) -> Pressed:
        said = [wine.windows(each) if isinstance(each, Path) else each for each in answers.values()]
        done = excel(command, workbook, fresh=True, answers=said, changed=changed)
        assert done.still == [True] * 5
        assert done.left_open == 0
        return Pressed(done.text, [*map(path_of, done.shown)], done.selected)

    return pressed


class TestInExcel(FileCommands):
    pass


def test_every_command_is_tried_in_every_program() -> None:
    assert [*ANSWERS] == [command.__name__ for command in FILE_COMMANDS]


def test_what_is_suggested_lies_beside_the_workbook(excel: Excel, workbook: Path) -> None:
    folder, above = wine.windows(workbook.parent), wine.windows(workbook.parent.parent)
    suggested = {
        command: excel(command, workbook, fresh=True, answers=answers).asked[-1]
        for command, answers in {
            "del_ut": [""], "innsamling": [folder, ""], "merknader": [folder, ""],
            "oppdater": [folder, ""], "samle": [folder, ""],
            "faktisk": [wine.windows(workbook), "2024-04", ""],
            "sammenlign": [wine.windows(workbook), ""],
            "vedta": ["Lav ambisjon", ""], "rull": ["1", "1", "1", ""], "notat": [""],
            "publiser": [""],
        }.items()
    }  # fmt: skip
    assert suggested == {
        "del_ut": ["folder", "Mappen som områdenes arbeidsbøker legges i", f"{folder}\\"],
        "innsamling": ["save", "Lagre oversikten", f"{folder} status.xlsx"],
        "merknader": [
            "folder",
            "Mappen som kopiene med merknader legges i",
            f"{above}\\",
        ],
        "oppdater": [
            "folder",
            "Mappen som kopiene med nye satser legges i",
            f"{above}\\",
        ],
        "samle": ["save", "Lagre den samlede arbeidsboken", f"{folder} samlet.xlsm"],
        "faktisk": ["save", "Lagre faktisk mot plan", f"{folder}\\workbook faktisk 2024-04.xlsx"],
        "sammenlign": ["save", "Lagre endringene", f"{folder}\\workbook endringer.xlsx"],
        "vedta": ["save", "Lagre den nye planen", f"{folder}\\workbook vedtatt.xlsm"],
        "rull": ["save", "Lagre neste års arbeidsbok", f"{folder}\\workbook 2025.xlsm"],
        "notat": ["save", "Lagre notatet", f"{folder}\\workbook.docx"],
        "publiser": ["save", "Publiser en kopi uten Estimat", f"{folder}\\workbook publisert.xlsx"],
    }


def test_growth_is_asked_for_in_the_order_in_which_it_is_used(excel: Excel, workbook: Path) -> None:
    asked = excel("rull", workbook, fresh=True, answers=["4,2", "3,1", "0", ""]).asked
    assert [text.partition(" ")[0] for _, text, _ in asked] == [
        "Lønnsvekst", "Prisvekst", "Vekst", "Lagre",
    ]  # fmt: skip


def test_the_scenarios_are_named_in_the_question_as_far_as_excel_has_room(
    excel: Excel, workbook: Path
) -> None:
    ((kind, text, suggested),) = excel("vedta", workbook, fresh=True, answers=[""]).asked
    assert kind == "text"
    assert text.endswith("vedtatt? Lav ambisjon, Middels ambisjon, Bred involvering")
    assert suggested == "Lav ambisjon"
    book = Edited(workbook)
    put_scenario(book, workbook, 1, name="Mye " * 70, rate=1600.0)
    done = excel("vedta", book.save(workbook), fresh=True, answers=[""])
    assert done.text == ""
    asked = done.asked[0][1]
    assert (len(asked), asked[-1]) == (255, "…")


def test_a_number_that_excel_computes_otherwise_leaves_no_copy(
    excel: Excel, workbook: Path
) -> None:
    target = workbook.with_name("ut.xlsx")
    said = excel(
        "publiser", workbook, fresh=True, answers=[wine.windows(target)],
        computes=[["Forutsetninger", 17, 2, 7.0]],
    )  # fmt: skip
    assert "Forutsetninger!B17 viser" in said.text
    assert "Ingen kopi er laget" in said.text
    assert not target.exists()


def test_what_cannot_be_shown_is_written_all_the_same(excel: Excel, workbook: Path) -> None:
    """Excel opens no two workbooks of one name."""
    older = wine.windows(workbook)
    first, second = (workbook.with_name(f"{name}.xlsx") for name in ("en", "to"))
    calls = excel("sammenlign", workbook, fresh=True, answers=[older, wine.windows(first)]).calls
    (number,) = (n for n, call in enumerate(calls, 1) if call == "Workbooks.Open")
    said = excel(
        "sammenlign", workbook, fresh=True, answers=[older, wine.windows(second)], fail_at=number
    )  # fmt: skip
    assert said.text.endswith(f"Skrevet: {wine.windows(second)}")
    assert (said.shown, second.exists()) == ([], True)


ADDRESS: Final = "https://direktoratet.sharepoint.com/sites/plan/Delte dokumenter/workbook.xlsm"


@pytest.mark.parametrize("command", [each for each in OF_THE_FILE if "Fra" not in ANSWERS[each]])
def test_what_is_not_saved_or_lies_on_a_server_is_read_as_it_stands_open(
    excel: Excel, workbook: Path, command: str
) -> None:
    made = []
    timesheet = workbook.with_name("timer.csv")
    timesheet.write_text("Periode;Kode;Timer;Beløp\n202404;77;10;15000,5\n", "utf-8")
    ways: dict[str, dict[str, object]] = {
        "fil": {}, "åpen": {"changed": True}, "på nett": {"address": ADDRESS},
    }  # fmt: skip
    for name, options in ways.items():
        folder = workbook.parent / name
        folder.mkdir()
        target = folder / f"ut{ENDINGS.get(command, '.xlsx')}"
        given = TEXTS | {
            "For": workbook, "Timeliste": timesheet,
            "Til": folder if command == "del_ut" else target,
        }  # fmt: skip
        answers = [given[each] for each in ANSWERS[command]]
        said = [wine.windows(each) if isinstance(each, Path) else each for each in answers]
        done = excel(command, workbook, fresh=True, answers=said, **options)
        assert "Skrevet: " in done.text
        assert ("endringer som ikke er lagret" in done.text) == ("changed" in options)
        whole = b"".join(each for file in files(folder) for each in parts(file).values())
        own = whole.replace(b"estimat-2024.toml", b"")  # which the workbook was made of
        assert b"estimat-" not in own, "the copy that it was read from"
        made.append({
            (file.name, part): content
            for file in files(folder)
            for part, content in parts(file).items()
            if part not in SAYS_WHEN.get(command, ())
        })  # fmt: skip
    assert made[0] == made[1] == made[2]


ENDINGS: Final = {
    "vedta": ".xlsm",
    "rull": ".xlsm",
    "notat": ".docx",
    "notat_med_tabeller": ".docx",
}
SAYS_WHEN: Final = {
    "publiser": {"xl/worksheets/publisert.xml"},
    "notat": {"docProps/core.xml", "word/document.xml", "word/footer1.xml"},
    "notat_med_tabeller": {"docProps/core.xml", "word/document.xml", "word/footer1.xml"},
    "oversikt": {
        "xl/sharedStrings.xml", "xl/worksheets/sheet3.xml", "xl/worksheets/_rels/sheet3.xml.rels",
    },
    "linjer": {
        "xl/sharedStrings.xml",
        *(f"xl/worksheets/{each}" for sheet in ("sheet1.xml", "sheet3.xml")
          for each in (sheet, f"_rels/{sheet}.rels")),
    },
    "faktisk": {
        "xl/sharedStrings.xml",
        *(f"xl/worksheets/{each}" for sheet in ("sheet1.xml", "sheet2.xml")
          for each in (sheet, f"_rels/{sheet}.rels")),
    },
    "sammenlign": {
        "xl/sharedStrings.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml", "xl/worksheets/_rels/sheet1.xml.rels",
        "xl/worksheets/_rels/sheet2.xml.rels",
    },
}  # fmt: skip
"""The parts with the time, or with links to where the workbook lies."""


def test_a_comparison_with_a_workbook_on_a_server_links_there(excel: Excel, workbook: Path) -> None:
    older = Edited(workbook)
    older.put(AREA, hours(workbook), 40.0)
    before, target = older.save(workbook.with_name("før.xlsm")), workbook.with_name("ut.xlsx")
    done = excel(
        "sammenlign", workbook, fresh=True, address=ADDRESS,
        answers=[wine.windows(before), wine.windows(target)],
    )  # fmt: skip
    assert "1 endring." in done.text
    assert done.asked[-1][-1] == "workbook endringer.xlsx"  # in whichever folder Excel stands
    links = b"".join(content for name, content in parts(target).items() if name.endswith(".rels"))
    assert ADDRESS.replace(" ", "%20").encode() in links
    assert b"estimat-" not in b"".join(parts(target).values())


def test_an_error_on_a_server_is_shown_in_its_cell(excel: Excel, workbook: Path) -> None:
    book = Edited(workbook)
    book.put(AREA, hours(workbook), "mange")
    done = excel("notat", book.save(workbook), fresh=True, address=ADDRESS)
    assert "TALL-02" in done.text
    assert done.selected == f"{AREA}!{hours(workbook)}"
