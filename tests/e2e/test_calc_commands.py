"""The commands of the menu in LibreOffice Calc, on the document that is open there."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest

from estimat.core.book import address
from estimat.core.interpret import interpret
from estimat.core.report import CHANGED, SAME
from estimat.files.reading import read_book
from tests.calc import Calc
from tests.e2e.menu import AREA, MENU, RESULTS, by_command_line, entries, hours
from tests.workbooks import SHIPPED, Edited

pytestmark = pytest.mark.calc

ANOTHER_PROGRAM: Final = "private:factory/schart"
"""A document that is no spreadsheet, of the kind that comes with Calc."""


@pytest.fixture
def flawed(workbook: Path) -> tuple[Path, str]:
    """A workbook with a text where hours should be, and where."""
    cell = hours(workbook)
    book = Edited(workbook)
    book.put(AREA, cell, "mange")
    return book.save(workbook), cell


def is_live(place: str) -> bool:
    """Whether a cell is on the line that computes, and so means something in the workbook only."""
    return place.endswith(",2")


def where(link: str) -> str:
    """Sheet and cells of a link, whichever file it goes to."""
    return link.partition("#")[2].replace("!", ".").replace("$", "")


class TestMenu:
    def test_the_menu_has_the_commands_of_the_ribbon_and_the_toolbar_some(self) -> None:
        menu, toolbar = entries("OfficeMenuBar"), entries("OfficeToolBar")
        assert [title for title, *_ in menu] == [
            "Kontroller", "Konsolider", "Usikkerhet", "Scenarioer", "Gå til funn",
            "Del ut til områdene", "Hvem har svart?", "Merknader til områdene", "Nye satser ut",
            "Samle fra områdene", "Sammenlign", "Vedta scenario", "Neste års arbeidsbok",
            "Importer liste", "Oversikt", "Linjer", "Faktisk mot plan", "Notat",
            "Notat med tabeller", "Publiser",
        ]  # fmt: skip
        assert [title for title, *_ in toolbar] == [
            "Kontroller", "Konsolider", "Gå til funn", "Publiser",
        ]  # fmt: skip
        assert {*toolbar} < {*menu}
        assert {kind for *_, kind in menu} == {"com.sun.star.sheet.SpreadsheetDocument"}

    def test_every_command_is_there_in_calc_and_none_in_another_program(self, calc: Calc) -> None:
        urls = [*MENU.values()]
        calc.open("private:factory/scalc")
        there = calc.ask("interface", urls=urls)
        assert there["commands"] == urls
        assert there["toolbars"] == ["private:resource/toolbar/addon_no.estimat.toolbar"]
        calc.open(ANOTHER_PROGRAM)
        assert calc.ask("interface", urls=urls) == {"toolbars": [], "commands": []}

    def test_every_command_answers_whatever_the_document_is(self, calc: Calc) -> None:
        calc.open("private:factory/scalc")
        quiet = {title for title, url in MENU.items() if not calc.command(url)["text"]}
        assert quiet == {"Samle fra områdene", "Importer liste"}, "which ask before they read"

    def test_a_document_that_is_no_estimate_is_told_so_and_gets_no_sheet(self, calc: Calc) -> None:
        calc.open("private:factory/scalc")
        before = calc.ask("state")
        said = calc.command(MENU["Konsolider"])["text"]
        assert said.startswith("Ikke konsolidert, og ingenting er skrevet")
        assert "Fant ingen ark som er et tjenesteområde" in said
        assert "Trykk Kontroller" not in calc.command(MENU["Gå til funn"])["text"]
        assert "Lagre arbeidsboken" in calc.command(MENU["Publiser"])["text"]
        assert calc.ask("state") == before


class TestKonsolider:
    def test_the_sheets_are_those_of_the_command_line_cell_by_cell(
        self, calc: Calc, workbook: Path
    ) -> None:
        calc.open(by_command_line(workbook))
        theirs = {name: (calc.ask("sheet", name=name), calc.ask("window", name=name))
                  for name in RESULTS}  # fmt: skip
        calc.open(workbook)
        said = calc.command(MENU["Konsolider"])
        assert said["text"] == "Konsolidert: 69,4 mill. kr. 0 feil, 0 advarsler, 4 info."
        assert not said["still"]
        differing: list[Any] = []
        links = 0
        for name in RESULTS:
            cells, ours_window = calc.ask("sheet", name=name), calc.ask("window", name=name)
            # Of the tables that a file of its own has, the sheet of a workbook has the large one.
            theirs[name][1]["tables"] = theirs[name][1]["tables"][-1:]
            assert ours_window == theirs[name][1]
            assert cells.keys() == theirs[name][0].keys()
            for place, theirs_cell in theirs[name][0].items():
                if is_live(place):
                    continue
                ours = cells[place]
                assert where(ours[-1]) == where(theirs_cell[-1])
                links += bool(ours[-1])
                if ours[:-1] != theirs_cell[:-1]:
                    differing.append(cells[f"1,{place.partition(',')[2]}"][0])
        assert differing in ([], ["Tidspunkt"])
        assert links > 40

    def test_a_changed_number_is_in_the_sum_before_it_is_saved_and_the_stamp_says_so(
        self, calc: Calc, workbook: Path
    ) -> None:
        calc.open(workbook)
        calc.ask("enter", sheet=AREA, cell=hours(workbook), formula="1840.5")
        calc.command(MENU["Konsolider"])
        ours = calc.ask("sheet", name="Konsolidert")
        calc.ask("save", file=str(workbook.with_name("e.xlsx")), filter_="Calc MS Excel 2007 XML")
        calc.open(by_command_line(workbook.with_name("e.xlsx")))
        theirs = calc.ask("sheet", name="Konsolidert")
        stamp = next(int(place.partition(",")[2]) for place, cell in theirs.items()
                     if cell[0] == "Stempel")  # fmt: skip
        differing = {place for place in {*ours, *theirs} if not is_live(place)
                     and ours.get(place, [""])[:-1] != theirs.get(place, [""])[:-1]}  # fmt: skip
        assert {int(place.partition(",")[2]) > stamp for place in differing} == {True}
        said = {cell[0] for cell in ours.values()}
        assert f"SHA-256 av {SHIPPED.name} slik den stod åpen" in said

    def test_a_line_says_by_itself_when_the_total_is_old(self, calc: Calc, workbook: Path) -> None:
        def line() -> tuple[str, float]:
            row = calc.ask("state")["sheets"]["Konsolidert"]["values"][2]
            return row[0], row[8]

        calc.open(workbook)
        calc.ask("enter", sheet=AREA, cell=hours(workbook), formula="1850")
        assert line() == (CHANGED, 14_500)
        said = calc.command(MENU["Kontroller"])["text"]
        assert "feil KONS-01, Konsolidert er ikke det arkene gir\nKonsolidert!I10\n" in said
        assert (
            "viser 69 394 500 i «Sum (kr)» for Sum direktoratet, men arkene gir 69 409 000" in said
        )
        said = calc.command(MENU["Konsolider"])["text"]
        assert said.startswith("Konsolidert: 69,4 mill. kr. 0 feil")
        assert said.endswith("Konsolidert viste 69 394 500 i «Sum (kr)» for Sum direktoratet og er "
                             "skrevet på nytt.")  # fmt: skip
        assert line() == (SAME, 0)
        calc.ask("enter", sheet=AREA, cell=hours(workbook), formula="1840")
        assert line() == (CHANGED, -14_500)

    def test_rows_under_the_table_stop_it_with_their_kroner(
        self, calc: Calc, workbook: Path
    ) -> None:
        estimate = interpret(read_book(workbook, "")[0])
        area = next(each for each in estimate.areas if each.sheet.name == AREA)
        below = area.table.last_row + 1
        calc.open(workbook)
        for header, formula in (("Aktivitet", "Opplæring"), ("Kostnadstype", "Egne timer"),
                                ("Timer", "=10*100")):  # fmt: skip
            cell = address(below, area.columns[header])
            calc.ask("enter", sheet=AREA, cell=cell, formula=formula)
        said = calc.command(MENU["Konsolider"])["text"]
        assert said.startswith("Ikke konsolidert, og ingenting er skrevet: 1 feil")
        assert "Én rad («Opplæring») under tabellen regnes ikke med" in said
        assert "ville gitt 1 450 000 kr" in said

    def test_a_file_that_somebody_has_changed_meanwhile_is_not_what_is_added_up(
        self, calc: Calc, workbook: Path
    ) -> None:
        calc.open(workbook)
        book = Edited(workbook)
        book.put(AREA, hours(workbook), 999_999.0)
        book.save(workbook)
        assert calc.command(MENU["Konsolider"])["text"].startswith("Konsolidert: 69,4 mill. kr.")

    def test_sheets_that_are_chosen_together_are_not_written_on_together(
        self, calc: Calc, workbook: Path
    ) -> None:
        calc.open(workbook)
        before = calc.ask("state")["sheets"]
        calc.command(".uno:TableSelectAll")
        assert calc.command(MENU["Konsolider"])["text"].startswith("Konsolidert")
        after = calc.ask("state")["sheets"]
        assert {name for name in after if after[name] != before[name]} <= {*RESULTS}

    def test_the_chart_shows_cells_and_what_is_old_is_seen(
        self, calc: Calc, workbook: Path
    ) -> None:
        calc.open(workbook)
        charts, alarm = (calc.ask(what, name="Konsolidert") for what in ("charts", "conditions"))
        assert len(charts) == len(alarm) == 1
        calc.ask("enter", sheet="Konsolidert", cell="P70", formula="glemt")
        calc.command(MENU["Konsolider"])
        assert calc.ask("charts", name="Konsolidert") == charts
        assert calc.ask("conditions", name="Konsolidert") == alarm

    def test_formulas_that_point_to_the_result_still_do(self, calc: Calc, workbook: Path) -> None:
        calc.open(workbook)
        calc.ask("enter", sheet="Veiledning", cell="H1", formula="=Konsolidert.J10*2")
        calc.command(MENU["Konsolider"])
        calc.command(MENU["Konsolider"])
        cell = calc.ask("sheet", name="Veiledning")["7,0"]
        assert cell[:2] == ["=Konsolidert.J10*2", 138.8]

    def test_a_second_result_leaves_nothing_of_the_first(self, calc: Calc, workbook: Path) -> None:
        calc.open(workbook)
        calc.command(MENU["Konsolider"])
        first = calc.ask("state")["sheets"]["Konsolidert"]
        calc.ask("enter", sheet="Konsolidert", cell="P70", formula="glemt")
        calc.command(MENU["Konsolider"])
        second = calc.ask("state")["sheets"]["Konsolidert"]
        assert len(second["formulas"]) == len(first["formulas"])
        assert second["charts"] == first["charts"] == 1

    def test_with_an_error_nothing_is_written_and_its_cell_is_selected(
        self, calc: Calc, flawed: tuple[Path, str]
    ) -> None:
        workbook, cell = flawed
        calc.open(workbook)
        before = calc.ask("state")
        said = calc.command(MENU["Konsolider"])
        assert said["text"].startswith("Ikke konsolidert, og ingenting er skrevet: 1 feil")
        assert said["selected"] == f"{AREA}.{cell}"
        assert calc.ask("state") == before

    def test_somebody_elses_sheet_is_not_written_over(self, calc: Calc, workbook: Path) -> None:
        calc.open(workbook)
        calc.ask("enter", sheet="Kontroll", cell="A1", formula="Mine notater")
        before = calc.ask("state")
        assert "ikke laget av Estimat" in calc.command(MENU["Konsolider"])["text"]
        assert calc.ask("state") == before

    @pytest.mark.parametrize("how", ["structure", "read_only"])
    def test_a_workbook_that_cannot_be_changed_is_left_alone(
        self, calc: Calc, workbook: Path, how: str
    ) -> None:
        calc.open(workbook, **({"ReadOnly": True} if how == "read_only" else {}))
        if how == "structure":
            calc.ask("protect", sheet=None)
        before = calc.ask("state")
        assert "beskyttet" in calc.command(MENU["Konsolider"])["text"]
        assert calc.ask("state") == before

    def test_no_copy_is_left_behind(self, calc: Calc, workbook: Path) -> None:
        calc.open(workbook)
        for command in ("Konsolider", "Kontroller"):
            calc.command(MENU[command])
        assert [*calc.temporary.glob("estimat-*")] == []


class TestFindings:
    def test_kontroller_writes_only_kontroll_and_goes_to_the_first_error(
        self, calc: Calc, flawed: tuple[Path, str]
    ) -> None:
        workbook, cell = flawed
        calc.open(workbook)
        before = calc.ask("state")["sheets"]
        said = calc.command(MENU["Kontroller"])
        assert said["text"].startswith("Kontrollert: 1 feil")
        assert "TALL-02" in said["text"]
        assert said["selected"] == f"{AREA}.{cell}"
        after = calc.ask("state")["sheets"]
        changed = {name for name in after if after[name]["formulas"] != before[name]["formulas"]}
        assert changed == {"Kontroll"}
        assert "TALL-02" in str(after["Kontroll"])

    def test_the_findings_come_one_after_the_other_and_round_again(
        self, calc: Calc, flawed: tuple[Path, str]
    ) -> None:
        workbook, cell = flawed
        calc.open(workbook)
        first = calc.command(MENU["Kontroller"])
        count = int(first["text"].partition(" av ")[2].partition(":")[0])
        texts = [calc.command(MENU["Gå til funn"]) for _ in range(count)]
        assert [each["text"].partition(":")[0] for each in texts] == [
            f"Funn {n % count + 1} av {count}" for n in range(1, count + 1)
        ]
        assert texts[-1]["selected"] == f"{AREA}.{cell}"

    def test_links_jump_to_what_they_name(self, calc: Calc, workbook: Path) -> None:
        calc.open(workbook)
        calc.command(MENU["Konsolider"])
        for name in RESULTS:
            links = {cell[-1] for cell in calc.ask("sheet", name=name).values()} - {""}
            assert len(links) >= 4
            for link in links:
                to = link[1:].replace("'", "")
                assert calc.ask("follow", sheet=name, link=link) == to
