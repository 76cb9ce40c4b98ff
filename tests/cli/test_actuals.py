"""`estimat faktisk`: timesheets as they come, against a plan."""

from __future__ import annotations

import json
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from rich.cells import cell_len

from estimat.core import layout
from estimat.files.reading import read_book
from tests import timesheets
from tests.golden import assert_golden
from tests.running import (
    ERRORS_FOUND,
    GOOD,
    WRONG_USE,
    Ran,
    run,
    run_in_terminal,
    without_colours,
)
from tests.smallbook import Small
from tests.timesheets import CODES, LINES, Registered
from tests.workbooks import Edited

GOLDEN = Path(__file__).parent / "golden"
APRIL = ("--til-og-med", "2024-04")


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return timesheets.plan(tmp_path_factory.mktemp("plan") / "plan.xlsx")


@pytest.fixture
def here(tmp_path: Path, planned: Path) -> Path:
    """A folder with the plan, and what DFØ exports of its year."""
    shutil.copy(planned, tmp_path / "plan.xlsx")
    (tmp_path / "timer.csv").write_bytes(timesheets.dfo().encode("iso-8859-1"))
    return tmp_path


def told(folder: Path, *sheets: str, until: str = "2024-04", plan: str = "plan.xlsx") -> Any:
    """What other programs are told."""
    ran = run("faktisk", plan, *sheets, "--til-og-med", until, "--json", folder=folder)
    assert ran.status == GOOD, ran.out + ran.err
    return json.loads(ran.out, parse_float=Decimal, parse_int=Decimal)


def refused(folder: Path, *sheets: str, plan: str = "plan.xlsx") -> list[str]:
    """The codes of the errors it is refused for."""
    ran = run("faktisk", plan, *sheets, *APRIL, "--json", "-o", "ut.xlsx", folder=folder)
    assert ran.status == ERRORS_FOUND, ran.out + ran.err
    assert not (folder / "ut.xlsx").exists()
    found = json.loads(ran.out)["funn"]
    return [each["kode"] for each in found if each["alvor"] == "feil"]


def codes(record: Any) -> list[str]:
    return [each["kode"] for each in record["funn"]]


def without_files(record: Any) -> Any:
    """The numbers, without what is said of the files."""
    return {key: record[key] for key in ("omrader", "aktiviteter", "sum", "avstemming")}


class TestFilesAsTheyCome:
    @pytest.fixture
    def numbers(self, here: Path) -> Any:
        return without_files(told(here, "timer.csv"))

    @pytest.mark.parametrize(
        "content",
        [
            timesheets.dfo().encode("utf-8-sig"),
            timesheets.dfo().encode(),
            timesheets.dfo().encode("utf-16"),
            timesheets.dfo().replace(";", "\t").encode("cp1252"),
            ("sep=|\n" + timesheets.dfo().replace(";", "|")).encode("cp1252"),
            timesheets.agresso().encode("cp1252"),
        ],
        ids=["bom", "utf-8", "utf-16", "tab", "sep", "agresso"],
    )
    def test_the_same_lines_give_the_same(self, here: Path, numbers: Any, content: bytes) -> None:
        (here / "annen.csv").write_bytes(content)
        assert without_files(told(here, "annen.csv")) == numbers

    def test_so_they_do_in_a_workbook(self, here: Path, numbers: Any) -> None:
        timesheets.excel(here / "annen.xlsx")
        record = told(here, "annen.xlsx")
        assert without_files(record) == numbers
        assert codes(record).count("FAKT-20") == 1

    def test_so_they_do_in_two_files(self, here: Path, numbers: Any) -> None:
        (here / "en.csv").write_text(timesheets.dfo(LINES[:4]), "utf-8")
        (here / "to.csv").write_text(timesheets.agresso(LINES[4:]), "cp1252")
        assert without_files(told(here, "en.csv", "to.csv")) == numbers

    @pytest.mark.parametrize("separator", [";", "\t"])
    def test_a_list_of_codes_does_what_the_column_does(self, here: Path, separator: str) -> None:
        timesheets.plan(here / "uten.xlsx", {})
        rows = [f"{code.replace(';', ',')}\t{id}" for id, (code, _) in CODES.items()]
        text = "\n".join(("Kode\tRad-id", *rows)).replace("\t", separator)
        (here / "koder.csv").write_text(text, "utf-8")
        by_column, by_list = (
            told(here, *sheets, plan=plan)
            for plan, sheets in (
                ("plan.xlsx", ["timer.csv"]),
                ("uten.xlsx", ["timer.csv", "koder.csv"]),
            )
        )
        for key in ("faktisk", "timer_faktisk"):
            rows_of = [[e[key] for e in each["aktiviteter"]] for each in (by_column, by_list)]
            assert rows_of[0] == rows_of[1]
        assert by_column["avstemming"] == by_list["avstemming"]

    def test_so_does_one_on_a_sheet_of_the_workbook(self, here: Path) -> None:
        book = Edited(timesheets.plan(here / "uten.xlsx", {}))
        book.rename(layout.GUIDE, "Koder")
        lines = [(code, id) for id, (codes, _) in CODES.items() for code in codes.split("; ")]
        for row, (code, id) in enumerate([("Prosjekt", "Rad-id"), *lines], start=1):
            is_number = code.isdigit() and not code.startswith("0")
            book.put("Koder", f"K{row}", float(code) if is_number else code)
            book.put("Koder", f"L{row}", id)
        book.save(here / "koder.xlsx")
        by_column = told(here, "timer.csv")
        by_sheet = told(here, "timer.csv", plan="koder.xlsx")
        assert by_column["avstemming"] == by_sheet["avstemming"]
        assert by_column["sum"]["faktisk"] == by_sheet["sum"]["faktisk"]


class TestTheNumbers:
    def test_what_is_read_is_placed_or_told(self, here: Path) -> None:
        record = told(here, "timer.csv")
        proof = record["avstemming"]
        for what in ("timer", "kroner", "linjer"):
            parts = sum(proof[each][what] for each in ("plassert", "ikke_plassert", "utenfor"))
            assert proof["lest"][what] == parts
            assert proof["differanse"][what] == 0
        assert proof["lest"]["kroner"] == sum(Decimal(str(each.kroner)) for each in LINES)
        assert proof["utenfor"] == record["utenfor_perioden"] == {
            "linjer": 1, "timer": 100, "kroner": 145_000,
        }  # fmt: skip
        assert record["ikke_plassert"]["koder"] == [
            {"kode": "999900", "linjer": 1, "timer": Decimal("37.5"), "kroner": 54_375}
        ]

    def test_everything_adds_up_to_the_last_digit(self, here: Path) -> None:
        record = told(here, "timer.csv")
        areas = [*record["omrader"], record["ikke_plassert"]]
        for key in (
            "plan", "plan_hittil", "faktisk", "avvik", "avvik_timer", "avvik_pris", "avvik_belop",
            "gjenstar", "prognose",
        ):  # fmt: skip
            assert record["sum"][key] == sum(each[key] for each in areas), key
            for area in record["omrader"]:
                rows = [e for e in record["aktiviteter"] if e["omrade"] == area["id"]]
                assert area[key] == sum(each[key] for each in rows), (key, area["id"])
        for each in (*areas, *record["aktiviteter"], record["sum"]):
            split = each["avvik_timer"] + each["avvik_pris"] + each["avvik_belop"]
            assert each["avvik"] == split == each["faktisk"] - each["plan_hittil"]
            assert each["gjenstar"] == each["plan"] - each["faktisk"]

    def test_the_plan_is_that_of_the_total(self, here: Path) -> None:
        ran = run("konsolider", "plan.xlsx", "--json", folder=here)
        record = told(here, "timer.csv", until="2024-12")
        assert record["sum"]["plan"] == json.loads(ran.out)["total"]["sum"]
        assert record["sum"]["plan_hittil"] == record["sum"]["plan"]

    def test_a_row_is_what_its_lines_come_to(self, here: Path) -> None:
        record = told(here, "timer.csv")
        (row,) = (each for each in record["aktiviteter"] if each["id"] == "PLL-1")
        # 3 300 hours from January to June: 2 200 to April, at 1 450 kr.
        assert (row["timer_plan_hittil"], row["plan_hittil"]) == (2200, 3_190_000)
        assert (row["timer_faktisk"], row["faktisk"]) == (1028, Decimal("1501875.25"))
        assert row["avvik_timer"] == (1028 - 2200) * 1450
        assert row["avvik_pris"] == Decimal("1501875.25") - 1028 * 1450
        assert row["prognose"] == round(Decimal("1501875.25") / 3_190_000 * 4_785_000, 2)
        assert row["grunn"] == "tempo"

    def test_without_kroner_hours_have_the_price_of_the_plan(self, here: Path) -> None:
        timesheets.excel(here / "timer.xlsx", kroner=False)
        record = told(here, "timer.xlsx")
        assert "FAKT-16" in codes(record)
        assert record["sum"]["avvik_pris"] == 0
        assert record["sum"]["faktisk"] == record["sum"]["timer_faktisk"] * 1450
        assert record["avstemming"]["differanse"] == {"linjer": 0, "timer": 0, "kroner": 0}

    def test_a_code_is_never_another(self, here: Path) -> None:
        odd = [Registered(code, 4, 1, 1000) for code in ("410103", "41010", "4101010", "0410103")]
        (here / "timer.csv").write_text(timesheets.dfo(odd), "utf-8")
        record = told(here, "timer.csv")
        assert record["avstemming"]["plassert"]["linjer"] == 1
        assert {each["kode"] for each in record["ikke_plassert"]["koder"]} == {
            "410103", "41010", "4101010",
        }  # fmt: skip

    def test_the_owners_forecast_goes_before_the_pace(self, here: Path) -> None:
        text = "Rad-id;Prognose (kr)\nPLL-1;5 000 000\n"
        (here / "anslag.csv").write_text(text, "utf-8")
        record = told(here, "timer.csv", "anslag.csv")
        (row,) = (each for each in record["aktiviteter"] if each["id"] == "PLL-1")
        assert (row["prognose"], row["grunn"]) == (5_000_000, "eiers anslag")


class TestRefused:
    @pytest.mark.parametrize(
        ("copies", "code"),
        [(["timer.csv", "timer.csv"], "FAKT-05"), (["timer.csv", "kopi.csv"], "FAKT-05"),
         (["timer.csv", "annen.xlsx"], "FAKT-05"), (["timer.csv", "del.csv"], "FAKT-06")],
    )  # fmt: skip
    def test_the_same_twice(self, here: Path, copies: list[str], code: str) -> None:
        shutil.copy(here / "timer.csv", here / "kopi.csv")
        timesheets.excel(here / "annen.xlsx")
        (here / "del.csv").write_text(timesheets.dfo(LINES[:5]), "utf-8")
        assert refused(here, *copies) == [code]

    @pytest.mark.parametrize(
        "second",
        [
            "Prosjekt;Periode;Timer;Beløp\n410101;202404;100;145000\n410101;202404;5;7250\n",
            "Prosjekt;Delprosjekt;Periode;Timer;Beløp\n410101;10;202404;100;145000\n",
            "Prosjekt;Periode;Timer\n410101;202404;100\n",
            "Prosjekt;Periode;Timer;Beløp\n410101;202404;100,03;145000,33\n",
            "Prosjekt;Aktivitet;Periode;Timer\n410101;1;202404;60\n410101;2;202404;40\n",
        ],
        ids=["late line", "more codes", "no kroner", "rounded", "by activity"],
    )
    def test_the_same_in_another_file(self, here: Path, second: str) -> None:
        first = "Prosjekt;Periode;Timer;Beløp\n410101;202404;100;145000\n"
        (here / "en.csv").write_text(first, "utf-8")
        (here / "to.csv").write_text(second, "utf-8")
        assert refused(here, "en.csv", "to.csv") == ["FAKT-06"]

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("Prosjekt;Periode;Timer;Beløp i euro\n410101;202401;1;5", "FAKT-25"),
            ("Prosjekt;Periode;Timer;BelÃ¸p\n410101;202401;1;5", "FAKT-25"),
            ("Prosjekt;Periode;Timer;Beløp;Overtidstimer\n410101;202401;1;5;3", "FAKT-25"),
            ("Prosjekt;Periode;Timer;Verdi\n410101;202401;;4000000", "FAKT-01"),
            ("Prosjekt;Periode;Timer;Beløp;Valuta\n410101;202401;1;5;EUR", "FAKT-01"),
            ("Prosjekt;Periode;Antall;Enh.\n410101;202401;1;dager", "FAKT-01"),
            ("Prosjekt,Periode,Timer,Tekst\n410101,202401,7,5,", "FAKT-01"),
            ("Prosjekt;År;Periode;Timer\n410101;2023;202404;1", "FAKT-01"),
            ("Prosjekt;Periode;Timer\n410101;1-4 2024;1", "FAKT-01"),
            ("Prosjekt;Tekst;Periode;Timer\n410101;a;202401;5\n410101;Sum;202401;6", "FAKT-04"),
            ("Prosjekt;Tekst;Periode;Timer\n410101;a;202401;5\n1;Sum opp;202401;5", "FAKT-01"),
            ("Prosjekt;Aktivitet;Mnd. ført;Timer ført\n410101;x;202401;5", "FAKT-25"),
        ],
    )
    def test_what_may_be_lost_or_another(self, here: Path, text: str, code: str) -> None:
        (here / "en.csv").write_text(text + "\n", "utf-8")
        assert code in refused(here, "en.csv")

    def test_a_total_line_with_a_code_and_a_period_is_not_counted(self, here: Path) -> None:
        head, line = "Prosjekt;Tekst;Periode;Timer\n", "410101;a;202401;5\n"
        (here / "en.csv").write_text(f"{head}{line}410101;Sum;202401;5\n", "utf-8")
        assert told(here, "en.csv")["sum"]["timer_faktisk"] == 5

    def test_a_code_that_is_known_in_a_later_column_alone_is_not_placed(self, here: Path) -> None:
        text = "Prosjekt;Aktivitet;Periode;Timer\n430101;10;202401;1\n999;410101;202401;5\n"
        (here / "en.csv").write_text(text, "utf-8")
        record = told(here, "en.csv")
        assert [each["kode"] for each in record["ikke_plassert"]["koder"]] == ["999 + 410101"]

    def test_two_forecasts_of_a_row(self, here: Path) -> None:
        text = "Kode;Rad-id;Prognose (kr)\n410101;PLL-1;2500000\n410199;PLL-1;2500000\n"
        (here / "anslag.csv").write_text(text, "utf-8")
        assert refused(here, "timer.csv", "anslag.csv") == ["FAKT-21"]
        (here / "anslag.csv").write_text("Rad-id;Prognose;Anslag\nPLL-1;1;2\n", "utf-8")
        assert refused(here, "timer.csv", "anslag.csv") == ["FAKT-03"]

    def test_a_summary_above_its_lines(self, here: Path) -> None:
        head = "Prosjekt;Periode;Timer;Beløp\n"
        lines = "410101;202401;10;14500\n410101;202401;5;7250\n"
        (here / "en.csv").write_text(f"{head}410101;202401;15;21750\n\n{head}{lines}", "utf-8")
        assert refused(here, "en.csv") == ["FAKT-23"]
        (here / "en.csv").write_text(f"{head}410101;202401;7;9\n\n{head}{lines}", "utf-8")
        assert told(here, "en.csv")["sum"]["timer_faktisk"] == 22

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("500,50", "1,234.5.6"), ("500,50", "500 timer og litt"), ("202401", "202413"),
            ("202401", ""), ("500,50", "Åse"),
        ],
    )  # fmt: skip
    def test_a_line_that_cannot_be_read(self, here: Path, before: str, after: str) -> None:
        text = timesheets.dfo().replace(before, after, 1)
        (here / "timer.csv").write_text(text, "utf-8")
        assert refused(here, "timer.csv") == ["FAKT-01"]

    def test_a_separator_in_a_text_that_moves_the_numbers(self, here: Path) -> None:
        text = timesheets.dfo().replace(";Innføring;", ";Innføring; uke 2;", 1)
        (here / "timer.csv").write_text(text, "utf-8")
        assert refused(here, "timer.csv") == ["FAKT-01"]

    def test_a_number_that_may_be_two_is_settled_by_the_others_or_not_at_all(
        self, here: Path
    ) -> None:
        head = "Kode;Periode;Timer;Beløp\n"
        (here / "timer.csv").write_text(f"{head}410101;202401;1,234;\n", "utf-8")
        assert refused(here, "timer.csv") == ["FAKT-01"]
        (here / "timer.csv").write_text(
            f"{head}410101;202401;1,234;2000,5\n410101;202401;7,5;99\n", "utf-8"
        )
        assert told(here, "timer.csv")["sum"]["timer_faktisk"] == Decimal("8.734")

    def test_an_error_in_the_workbook(self, here: Path, flawed: Path) -> None:
        assert (flawed / "feil.xlsx").parent == here
        assert "TALL-02" in refused(here, "timer.csv", plan="feil.xlsx")

    def test_nothing_that_can_be_read(self, here: Path) -> None:
        (here / "tom.csv").write_bytes(b"")
        ran = run("faktisk", "plan.xlsx", "tom.csv", *APRIL, folder=here)
        assert (ran.status, "FIL-02" in ran.out) == (WRONG_USE, True)

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("timer.csv", "--til-og-med", "2027-04"), "Planen er for 2024"),
            (("timer.csv", "--til-og-med", "uke 3"), "uke 3 er ikke en måned"),
            (("timer.csv",), "mangler: --til-og-med"),
            ((".", *APRIL), ". er en mappe. Oppgi timelistene én for én."),
            (("timer.csv", *APRIL, "-o", "timer.csv"), "må ende på .xlsx"),
            (("timer.csv", *APRIL, "-o", "plan.xlsx"), "noe annet enn et resultat fra Estimat"),
        ],
    )
    def test_wrong_use(self, here: Path, arguments: tuple[str, ...], said: str) -> None:
        ran = run("faktisk", "plan.xlsx", *arguments, folder=here)
        assert ran.status == WRONG_USE
        assert said in ran.err

    def test_a_part_of_an_estimate_is_no_plan(self, here: Path) -> None:
        assert run("del", "plan.xlsx", "-o", "ut", folder=here).status == GOOD
        (part,) = (here / "ut").glob("PLL*")
        assert "STR-18" in refused(here, "timer.csv", plan=f"ut/{part.name}")


def found_in(folder: Path, name: str = "en.csv") -> list[tuple[str, str, str]]:
    """The code, the cell and the words of what is found of a timesheet."""
    ran = run("faktisk", "plan.xlsx", name, *APRIL, "--json", folder=folder)
    passed = ("FAKT-16", "FAKT-17", "FAKT-19", "FAKT-22")
    return [
        (each["kode"], each["celle"], each["melding"])
        for each in json.loads(ran.out)["funn"]
        if each["kode"] not in passed and each["kode"].startswith("FAKT")
    ]


class TestLinesThatAreNoActuals:
    """What stands in columns that are not read, and makes a line something else."""

    HEAD = "Prosjekt;Periode;Timer;Beløp"

    def said(self, here: Path, heading: str, *said: str) -> list[tuple[str, str, str]]:
        lines = [f"410101;20240{n};{n};{n}000;{each}" for n, each in enumerate(said, 1)]
        text = "\n".join((f"{self.HEAD};{heading}", *lines, ""))
        (here / "en.csv").write_text(text, "utf-8")
        return found_in(here)

    @pytest.mark.parametrize(
        ("heading", "actual", "other", "word"),
        [
            ("Type", "Faktisk", "Budsjett", "budsjett"), ("Datatype", "Faktisk", "Plan", "plan"),
            ("Kilde", "Regnskap", "Budsjett 2024", "budsjett"), ("Ledger", "GL", "BUD", "BUD"),
            ("Bilagsart", "TI", "BU", "BU"), ("Budsjettversjon", "", "B1", "B1"),
            ("Type", "", "Prognose", "prognose"), ("Status", "Ført", "Planlagt", "planlagt"),
            ("Seksjon", "Regnskap", "Revidert budsjett", "budsjett"),
            ("Budsjett", "", "x", "budsjett"), ("Noe annet", "", "Estimat", "estimat"),
        ],
    )  # fmt: skip
    def test_planned(self, here: Path, heading: str, actual: str, other: str, word: str) -> None:
        ((code, cell, message),) = self.said(here, heading, actual, other, other)
        assert (code, cell) == ("FAKT-32", "E3")
        assert message.startswith(f"2 linjer (5 timer og 5 000 kr) sier «{word}» i kolonne")

    @pytest.mark.parametrize(
        ("heading", "said"),
        [
            ("Versjon", ("A", "B")),
            ("Scenario", ("1", "")),
            ("Budsjettversjon", ("1", "2")),
            ("Datatype", ("F", "P")),
        ],
    )
    def test_versions(self, here: Path, heading: str, said: tuple[str, str]) -> None:
        ((code, cell, message),) = self.said(here, heading, *said)
        assert (code, cell) == ("FAKT-33", "E1")
        assert f"2 ulike ting i kolonnen «{heading}»" in message

    @pytest.mark.parametrize(
        ("heading", "said", "word"),
        [
            ("Status", "Avvist", "avvist"), ("Status", "Slettet av leder", "slettet"),
            ("Godkjenning", "UNDERKJENT", "underkjent"), ("Kommentar", "Annullert", "annullert"),
            ("Avvist", "Ja", "avvist"), ("Slettet", "1", "slettet"),
            ("Status", "Forkastet (feil kode)", "forkastet"),
        ],
    )  # fmt: skip
    def test_dropped(self, here: Path, heading: str, said: str, word: str) -> None:
        ((code, cell, message),) = self.said(here, heading, "", said)
        assert (code, cell) == ("FAKT-34", "E3")
        assert f"1 linje (2 timer og 2 000 kr) sier «{word}»" in message

    @pytest.mark.parametrize(
        ("heading", "said"),
        [("Status", "Kladd"), ("Status", "Til godkjenning"), ("Status", "Ikke godkjent"),
         ("Godkjent", "Nei")],
    )  # fmt: skip
    def test_drafts_are_counted_and_said(self, here: Path, heading: str, said: str) -> None:
        ((code, cell, message),) = self.said(here, heading, "Ja", said)
        assert (code, cell) == ("FAKT-35", "E3")
        assert "1 linje (2 timer og 2 000 kr) sier" in message
        assert told(here, "en.csv")["sum"]["timer_faktisk"] == 3

    @pytest.mark.parametrize(
        ("heading", "said"),
        [
            ("Type", ("Faktisk", "Faktisk")), ("Datatype", ("Regnskap", "Actual")),
            ("Versjon", ("2", "2")), ("Bilagsart", ("TI", "FA")),
            ("Avdeling", ("Plan", "Budsjett")),
            ("Aktivitetstype", ("Budsjett", "Regnskapsføring")), ("Tekst", ("Budsjett", "Plan")),
            ("Tekst", ("Slettet gamle filer", "Utkast")), ("Slettet", ("Nei", "Nei")),
            ("Status", ("Godkjent", "Attestert")), ("Budsjettversjon", ("0", "0")),
            ("Timetype", ("Planlegging", "Arbeid")),
            ("Godkjent av", ("Slettet", "Avvist")),
        ],
    )  # fmt: skip
    def test_what_says_nothing_of_the_kind(
        self, here: Path, heading: str, said: tuple[str, str]
    ) -> None:
        assert self.said(here, heading, *said) == []

    def test_no_more_than_the_word_is_told(self, here: Path) -> None:
        ((_, _, message),) = self.said(here, "Ola Ymse", "", "Avvist av Xaver Ymsedal")
        assert ("«avvist» i kolonne E" in message, "Yms" in message) == (True, False)


class TestWhatIsSaidOfAllLines:
    """Above, below and between the lines, and by the name of a sheet."""

    HEAD = "Prosjekt;Periode;Timer;Beløp"
    LINES = ("410101;202401;1;1000", "410101;202402;2;2000")

    def said(self, here: Path, *lines: str) -> list[tuple[str, str, str]]:
        (here / "en.csv").write_text("\n".join((*lines, "")), "utf-8")
        return found_in(here)

    @pytest.mark.parametrize(
        ("title", "word", "what"),
        [
            ("Beløp i 1000 kr", "1000 kr", "kronene"), ("TNOK", "tnok", "kronene"),
            ("Tall i tusen kroner", "i tusen", "kronene"), ("Valuta;EUR", "eur", "kronene"),
            ("Beløp i mill. kr", "mill", "kronene"), ("Beløp i euro", "euro", "kronene"),
            ("Akkumulert per april", "akkumulert", "tallene"),
            ("Timer er dagsverk", "dagsverk", "timene"), ("Enhet: dager", "dager", "timene"),
            ("Timene er oppgitt i dager", "dager", "timene"),
        ],
    )  # fmt: skip
    def test_another_unit(self, here: Path, title: str, word: str, what: str) -> None:
        for place, lines in (
            ("A1", (title, "", self.HEAD, *self.LINES)),
            ("A4", (self.HEAD, *self.LINES, title)),
        ):
            ((code, cell, message),) = self.said(here, *lines)
            assert (code, cell) == ("FAKT-36", place)
            assert f"«{word}», og da er {what} noe annet" in message

    @pytest.mark.parametrize(
        "title",
        [
            "Rapport timer per prosjekt, 2024", "Periode 202401–202404", "Valuta: NOK",
            "Utskriftsdato 05.05.2024", "Beløp i kroner", "Timer ført mot plan 2024",
            "Prosjekt 1000", "Rammen er 5 mill. kr", "Timer i perioden, 20 arbeidsdager",
            "Planavdelingen", "Budsjettenheten", "Ikke akkumulert", "Bruker: Planlegger",
        ],
    )  # fmt: skip
    def test_ordinary_titles(self, here: Path, title: str) -> None:
        assert self.said(here, title, "", self.HEAD, *self.LINES) == []

    @pytest.mark.parametrize(
        ("lines", "place", "word"),
        [
            (("Budsjett 2024", HEAD, *LINES), "A1", "budsjett"),
            (("Versjon: Prognose", HEAD, *LINES), "A1", "prognose"),
            ((HEAD, LINES[0], "", "Prognose", LINES[1]), "A4", "prognose"),
            ((HEAD, LINES[0], "Revidert plan", HEAD, LINES[1]), "A3", "plan"),
            ((HEAD, LINES[0], "Avviste timer", LINES[1]), "A3", "avviste"),
        ],
    )
    def test_a_plan(self, here: Path, lines: tuple[str, ...], place: str, word: str) -> None:
        ((code, cell, message),) = self.said(here, *lines)
        assert (code, cell) == ("FAKT-37", place)
        assert message.startswith(f"Teksten over linjene sier «{word}»")

    def test_a_plan_that_is_named_below_all_lines(self, here: Path) -> None:
        assert self.said(here, self.HEAD, *self.LINES, "Prognose") == []

    @pytest.mark.parametrize("name", ["Budsjett", "Prognose mai", "Plan 2024", "Rev_budsjett"])
    def test_a_sheet_of_a_plan(self, here: Path, name: str) -> None:
        book = openpyxl.Workbook()
        for title, month in (("Timer", 1), (name, 2)):
            sheet = book.create_sheet(title)
            sheet.append(self.HEAD.split(";"))
            sheet.append([410101, 202400 + month, 1, 1000])
        book.save(here / "en.xlsx")
        ((code, _, message),) = [each for each in found_in(here, "en.xlsx") if each[0] != "FAKT-20"]
        assert (code, "Navnet på arket sier" in message) == ("FAKT-37", True)

    @pytest.mark.parametrize(
        ("column", "told"), [("C", "Kolonnen for timer"), ("D", "Kolonnen for beløp")]
    )
    def test_a_hidden_column(self, here: Path, column: str, told: str) -> None:
        book = openpyxl.Workbook()
        sheet = book.create_sheet("Timer", 0)
        sheet.append(self.HEAD.split(";"))
        sheet.append([410101, 202401, 1, 1000])
        sheet.column_dimensions[column].hidden = True
        book.save(here / "en.xlsx")
        ((code, cell, message),) = found_in(here, "en.xlsx")
        assert (code, cell) == ("FAKT-39", f"{column}1")
        assert message.startswith(f"{told}, med 1 linje (1 timer og 1 000 kr), er skjult")


class TestNumbersThatAreNotRead:
    def found(self, here: Path, heading: str, number: str) -> list[tuple[str, str]]:
        text = f"Prosjekt;Periode;Timer;Beløp;{heading}\n410101;202401;1;1000;{number}\n"
        (here / "en.csv").write_text(text, "utf-8")
        return [(code, cell) for code, cell, _ in found_in(here)]

    @pytest.mark.parametrize(
        "heading",
        ["Overtid", "Reise", "Kjøp", "Sum", "Mva", "Saldo", "Netto", "Fravær", "Påslag", "Honorar"],
    )  # fmt: skip
    @pytest.mark.parametrize("number", ["10", "10,5", "-3000"])
    def test_hours_and_kroner_are_told(self, here: Path, heading: str, number: str) -> None:
        assert self.found(here, heading, number) == [("FAKT-26", "E1")]
        assert self.found(here, heading, "0") == []

    @pytest.mark.parametrize("heading", ["Debet", "Kredit", "Lønn", "Utgift", "Lønnskostnad"])
    def test_what_may_be_the_amount_stops_it(self, here: Path, heading: str) -> None:
        assert self.found(here, heading, "9000") == [("FAKT-25", "E1")]

    @pytest.mark.parametrize(
        "heading",
        ["Ansattnr", "Bilagsnr", "Konto", "Kjøpsordrenr", "Kunde", "Kreditor", "Firma", "Koststed",
         "Kjøper", "Timetype", "Dim1", "Seksjon", "Sak", "Versjon", "Budsjett"],
    )  # fmt: skip
    def test_codes_are_not(self, here: Path, heading: str) -> None:
        assert self.found(here, heading, "6720") == []

    def test_debit_and_credit_alone(self, here: Path) -> None:
        head = "Prosjekt;Periode;Antall;Debet;Kredit\n"
        (here / "en.csv").write_text(f"{head}410101;202401;0;9000;\n410101;202402;0;;100\n")
        assert refused(here, "en.csv") == ["FAKT-25", "FAKT-25"]
        assert (
            "debet minus kredit" in run("faktisk", "plan.xlsx", "en.csv", *APRIL, folder=here).out
        )


class TestClocks:
    HEAD = "Prosjekt;Periode;Timer;Beløp"

    def hours(self, here: Path, *lines: str) -> Decimal:
        (here / "en.csv").write_text("\n".join((self.HEAD, *lines, "")), "utf-8")
        found: Decimal = told(here, "en.csv")["avstemming"]["lest"]["timer"]
        return found

    def test_hours_and_minutes_in_a_text(self, here: Path) -> None:
        lines = ("410101;202401;7:30;1", "410101;202402;112:15;1", "410101;202403;-1:00;1")
        assert self.hours(here, *lines) == Decimal("118.75")

    def test_a_total_of_thirds_of_an_hour(self, here: Path) -> None:
        lines = [f"410101;20240{n};7:20;1" for n in (1, 2, 3)]
        assert abs(self.hours(here, *lines, "Sum;;22:00;3") - 22) < Decimal("0.001")

    @pytest.mark.parametrize("code", ["[h]:mm", "[h]:mm:ss", "[hh]:mm"])
    def test_hours_and_minutes_in_a_cell(self, here: Path, code: str) -> None:
        book = openpyxl.Workbook()
        sheet = book.create_sheet("Timer", 0)
        sheet.append(self.HEAD.split(";"))
        for row, days in enumerate((4.1875, 2.0833333), 2):
            sheet.append([410101, 202401, days, 1000])
            sheet.cell(row, 3).number_format = code
        book.save(here / "en.xlsx")
        assert told(here, "en.xlsx")["avstemming"]["lest"]["timer"] == Decimal("150.5")

    def test_a_date_for_hours_is_called_one(self, here: Path) -> None:
        book = openpyxl.Workbook()
        sheet = book.create_sheet("Timer", 0)
        sheet.append(self.HEAD.split(";"))
        sheet.append([410101, 202401, 4.1875, 1000])
        sheet.cell(2, 3).number_format = "dd.mm.yyyy"
        book.save(here / "en.xlsx")
        ((code, cell, message),) = [
            each for each in found_in(here, "en.xlsx") if each[0] != "FAKT-20"
        ]
        assert (code, cell) == ("FAKT-01", "C2")
        assert message.endswith("«timer» står det en dato eller et klokkeslett.")

    @pytest.mark.parametrize(
        "lines", [("7.30;10875,5", "8.15;2"), ("7.30;100", "7,5;200"), ("-7.30;-1,5", "2;1")]
    )
    def test_a_point_that_may_part_minutes(self, here: Path, lines: tuple[str, ...]) -> None:
        text = "\n".join((self.HEAD, *(f"410101;202401;{each}" for each in lines), ""))
        (here / "en.csv").write_text(text, "utf-8")
        code, cell, message = found_in(here)[0]
        assert (code, cell) == ("FAKT-01", "C2")
        assert "som kan være 7,3 timer eller 7:30" in message

    @pytest.mark.parametrize("more", ["8.75;2.5", "8.5;100", "8;1.25"])
    def test_a_point_before_decimals(self, here: Path, more: str) -> None:
        assert self.hours(here, "410101;202401;7.30;1", f"410101;202401;{more}") >= 15

    def test_minutes_in_a_column_that_is_not_read_are_told(self, here: Path) -> None:
        text = f"{self.HEAD};Overtid\n410101;202401;7,5;1;1:30\n"
        (here / "en.csv").write_text(text, "utf-8")
        assert [each[0] for each in found_in(here)] == ["FAKT-26"]


class TestTotalsOnTop:
    HEAD = "Prosjekt;Periode;Timer;Beløp"
    ONE, TWO = "410101;202401;1;1000", "410102;202402;2;2000"

    @pytest.mark.parametrize(
        "lines",
        [
            ("Totalt;;3;3000", ONE, TWO),
            ("Totalt;;3;3000", "Sum;;1;1000", ONE, "Sum;;2;2000", TWO),
            ("Sum;;1;1000", ONE, "Sum;;2;2000", TWO), ("Totalt;;3;3000", ONE, TWO, "Sum;;3;3000"),
        ],
    )  # fmt: skip
    def test_they_are_held_against_the_lines_below(
        self, here: Path, lines: tuple[str, ...]
    ) -> None:
        (here / "en.csv").write_text("\n".join((self.HEAD, *lines, "")), "utf-8")
        assert told(here, "en.csv")["avstemming"]["lest"]["kroner"] == 3000

    def test_one_that_is_wrong(self, here: Path) -> None:
        lines = (self.HEAD, "Totalt;;4;3000", self.ONE, self.TWO, "")
        (here / "en.csv").write_text("\n".join(lines), "utf-8")
        ((code, cell, message),) = found_in(here)
        assert (code, cell) == ("FAKT-04", "C2")
        assert message == "Sumlinjen sier 4, men linjene under den gir 3."

    def test_a_total_below_lines_is_not_held_against_others(self, here: Path) -> None:
        lines = (self.HEAD, self.ONE, "Sum;;2;2000", self.TWO, "")
        (here / "en.csv").write_text("\n".join(lines), "utf-8")
        assert [each[0] for each in found_in(here)] == ["FAKT-04", "FAKT-04"]


class TestNames:
    NAME = "Xaver Ymsedal"

    @pytest.fixture
    def everywhere(self, here: Path) -> list[str]:
        """Files with a name in every column that may hold one, on the sheets and beside them."""
        heads = [
            "Navn", "Ansatt", "Ressurs", "Ressurs(T)", "Medarbeider", "Ansattnr", "E-post",
            "Fødselsnummer", "Tekst", "Beskrivelse", "Kommentar", "Prosjektnavn", "Attestert av",
            "Koststed", self.NAME, f"Notat {self.NAME}",
        ]  # fmt: skip
        cells = ";".join(self.NAME for _ in heads)
        lines = [
            f"{self.NAME};{self.NAME};;;",
            f"Kode;Prosjekt ({self.NAME});Periode;Timer;Beløp;{';'.join(heads)}",
            f"410101;410101;202404;7,5;10000;{cells}",
            f"{self.NAME};{self.NAME};202404;1;1500;{cells}",
            f"Sum {self.NAME};;;8,5;11500;;;",
        ]
        (here / "alt.csv").write_text("\n".join(lines), "utf-8")
        timesheets.excel(here / "alt.xlsx", LINES[3:], name=self.NAME)
        (here / "alt2.csv").write_text(timesheets.agresso(LINES[:3], self.NAME), "utf-8")
        return ["alt.csv", "alt.xlsx", "alt2.csv"]

    def unnamed(self, content: bytes) -> bool:
        text = content.decode("utf-8", "replace").casefold()
        return not any(word.casefold() in text for word in self.NAME.split())

    def test_no_name_is_in_what_is_made(self, here: Path, everywhere: list[str]) -> None:
        ran = run("faktisk", "plan.xlsx", *everywhere, *APRIL, "-o", "ut.xlsx", folder=here)
        assert ran.status == GOOD, ran.out
        assert self.unnamed((ran.out + ran.err).encode())
        with zipfile.ZipFile(here / "ut.xlsx") as made:
            for part in made.namelist():
                assert self.unnamed(made.read(part)), part
        record = run("faktisk", "plan.xlsx", *everywhere, *APRIL, "--json", folder=here).out
        assert self.unnamed(record.encode())
        left_out = {each["kolonne"] for each in json.loads(record)["utelatte_kolonner"]}
        assert {"Navn", "Ansatt", "Fødselsnummer", "Tekst", "Ressurs"} <= left_out
        assert "en kode som kan være et navn" in record

    @pytest.mark.parametrize("column", range(5))
    def test_nor_in_what_is_refused(self, here: Path, column: int) -> None:
        cells = ["410101", "202404", "7,5", "10000", "3"]
        cells[column] = self.NAME
        lines = ["Kode;Periode;Timer;Beløp;Navn", ";".join(cells), f"Sum;;1;1;{self.NAME}"]
        (here / "alt.csv").write_text("\n".join(lines), "utf-8")
        for more in ((), ("--json",)):
            ran = run("faktisk", "plan.xlsx", "alt.csv", *APRIL, *more, folder=here)
            assert ran.status == ERRORS_FOUND
            assert self.unnamed((ran.out + ran.err).encode())


class TestSeen:
    @pytest.mark.parametrize("columns", [80, 140])
    def test_it_fits_the_terminal(self, here: Path, columns: int) -> None:
        ran = run_in_terminal(
            "faktisk", "plan.xlsx", "timer.csv", *APRIL, "-o", "ut.xlsx",
            folder=here, columns=columns,
        )  # fmt: skip
        assert ran.status == GOOD
        assert_golden(GOLDEN / f"faktisk-{columns}.txt", said(ran))
        assert max(cell_len(line) for line in said(ran).splitlines()) <= columns

    def test_a_pipe_has_every_column(self, here: Path) -> None:
        ran = run("faktisk", "plan.xlsx", "timer.csv", *APRIL, folder=here)
        assert_golden(GOLDEN / "faktisk-pipe.txt", said(ran))
        assert "\x1b" not in ran.out

    def test_the_result_is_replaced_by_the_next_and_is_no_plan(self, here: Path) -> None:
        arguments = ("faktisk", "plan.xlsx", "timer.csv", *APRIL, "-o", "ut.xlsx")
        for _ in range(2):
            assert run(*arguments, folder=here).status == GOOD
        ran = run("konsolider", "ut.xlsx", folder=here)
        assert (ran.status, "FIL-09" in ran.out) == (ERRORS_FOUND, True)

    def test_the_result_leads_to_the_plan_and_to_no_sheet_without_its_name(
        self, here: Path
    ) -> None:
        timesheets.excel(here / "annen.xlsx")
        arguments = ("annen.xlsx", *APRIL, "-o", "ut.xlsx")
        assert run("faktisk", "plan.xlsx", *arguments, folder=here).status == GOOD
        with zipfile.ZipFile(here / "ut.xlsx") as made:
            links = [made.read(each) for each in made.namelist() if each.endswith(".rels")]
            sheets = [made.read(each) for each in made.namelist() if "/sheet" in each]
        assert any(b"plan.xlsx" in each for each in links)
        assert not any(b"annen.xlsx" in each for each in links)
        assert not any(b"<f>" in each for each in sheets)

    def test_a_scenario_says_that_it_is_not_the_plan(self, here: Path, small: Path) -> None:
        book = Small(small)
        book.put(layout.GUIDE, "D1", "Bred involvering")
        book.add_name(layout.SCENARIO_MARK, f"{layout.GUIDE}!$D$1")
        book.save(here / "liten.xlsx")
        ran = run("faktisk", "liten.xlsx", "timer.csv", *APRIL, "-o", "ut.xlsx", folder=here)
        assert ran.status == GOOD
        assert ran.out.startswith("SCENARIO: Bred involvering. Dette er ikke planen.")
        made, _ = read_book(here / "ut – Bred involvering.xlsx", "ut.xlsx")
        texts = made.sheets[0].values
        assert texts[1, 1] == "Faktisk mot plan, scenario: Bred involvering"
        assert "SCENARIO: Bred involvering. Dette er ikke planen." in texts.values()


def said(ran: Ran) -> str:
    return "\n".join(line.rstrip() for line in without_colours(ran.out).splitlines())


def test_what_nothing_is_booked_on_is_said_at_once(here: Path) -> None:
    """A grant that is not paid yet is 0 in a forecast by pace."""
    text = "Periode;Kode;Timer;Beløp\n202401;410101;10;14500\n"
    (here / "timer.csv").write_text(text, "utf-8")
    ran = run("faktisk", "plan.xlsx", "timer.csv", *APRIL, "-o", "ut.xlsx", folder=here)
    headline = ran.out.splitlines()[0]
    assert "har ingenting ført og er 0 i prognosen" in headline
    assert "5 rader, planlagt til" in headline
    sheet = openpyxl.load_workbook(here / "ut.xlsx")["Faktisk"]
    proof = [[cell.value for cell in row] for row in sheet.iter_rows() if row[1].value]
    (read,) = (row for row in proof if row[1] == "Lest fra timelistene")
    assert 10 in read, "hours that can be added up"
