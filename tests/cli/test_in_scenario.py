"""A result of a scenario says which, wherever its total stands: never is it taken for the plan."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.sax.saxutils import unescape

import docx
import openpyxl
import pytest

from estimat.core import layout
from estimat.files.reading import read_book
from tests.cli.scenariobook import BROAD, MIDDLE, PLAN, Planned, files, numbers, texts_of
from tests.running import ERRORS_FOUND, GOOD, WRONG_USE, Ran, run
from tests.smallbook import Small
from tests.workbooks import Edited

SUM = 32_283_500
SHOWN = re.compile(r"32[\s\u00a0\u202f]283[\s\u00a0\u202f]500|32,3 mill")
"""The total of the scenario, as people read it."""
NOTICE = layout.SCENARIO_NOTICE.format(MIDDLE)
OURS = "workbook.xlsm"
IN = ("--scenario", MIDDLE)

RESULTS = {
    "konsolider": (("konsolider", OURS, "-o", "ut.xlsx", *IN), "ut – Middels ambisjon.xlsx"),
    "usikkerhet": (("usikkerhet", OURS, "-o", "ut.xlsx", *IN), "ut – Middels ambisjon.xlsx"),
    "publiser": (("publiser", OURS, "-o", "ut.xlsx", *IN), "ut – Middels ambisjon.xlsx"),
    "publiser verdier": (
        ("publiser", OURS, "-o", "ut.xlsx", "--som", "verdier", *IN), "ut – Middels ambisjon.xlsx",
    ),
    "sammenlign": (("sammenlign", OURS, "-o", "ut.xlsx", *IN), "ut – Middels ambisjon.xlsx"),
    "sammenlign to": (
        ("sammenlign", OURS, OURS, "-o", "ut.xlsx", *IN), "ut – Middels ambisjon.xlsx",
    ),
    "notat": (("notat", OURS, "-o", "ut.docx", *IN), "ut – Middels ambisjon.docx"),
    "notat med tabeller": (
        ("notat", OURS, "-o", "ut.docx", "--med-tabeller", *IN), "ut – Middels ambisjon.docx",
    ),
}  # fmt: skip


def assert_says_so(path: Path, name: str = MIDDLE) -> None:
    """On each sheet, in each row and over each chart in which the total of the scenario stands."""
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        assert name in document.paragraphs[0].text
        assert f"scenario: {name}" in document.paragraphs[1].text
        assert f"scenario: {name}" in document.core_properties.title
        for table in document.tables:
            for row in table.rows:
                assert_row([cell.text for cell in row.cells], name)
        return
    book, _ = read_book(path, path.name)
    bearing = 0
    for sheet in book.sheets:
        rows: dict[int, list[object]] = {}
        for (row, _), value in sorted(sheet.values.items()):
            rows.setdefault(row, []).append(value)
        texts = [str(value) for each in rows.values() for value in each]
        if SUM in sheet.values.values() or any(map(SHOWN.search, texts)):
            assert any(name in text for text in texts), sheet.name
            bearing += 1
        if sheet.name not in (layout.COMPARED, layout.CHANGES):  # which have the plan's beside it
            for each in rows.values():
                assert_row([*map(str, each)], name)
    assert bearing
    with zipfile.ZipFile(path) as package:
        charts = [part for part in package.namelist() if part.startswith("xl/charts/chart")]
        for chart in charts:
            titles = re.findall("<a:t>([^<]*)", package.read(chart).decode())
            assert any(name in unescape(title) for title in titles), (chart, titles)


def assert_row(cells: list[str], name: str) -> None:
    for cell in cells:
        if "Sum direktoratet" in cell and len(cell) < 100:
            assert name in cell, cells


def good(ran: Ran) -> Ran:
    assert ran.status == GOOD, ran.out + ran.err
    return ran


def assert_screen_says_so(ran: Ran, name: str = MIDDLE) -> None:
    if SHOWN.search(ran.out):
        assert name in ran.out
        assert ran.out.index(name) < SHOWN.search(ran.out).start()  # type: ignore[union-attr]


class TestEachResult:
    @pytest.mark.parametrize("what", RESULTS)
    def test_says_so_in_its_name_its_title_and_wherever_the_total_stands(
        self, folder: Path, what: str
    ) -> None:
        arguments, written = RESULTS[what]
        before = (folder / OURS).read_bytes()
        ran = good(run(*arguments, folder=folder))
        assert f"Skrevet: {written}" in ran.out
        assert files(folder) == {OURS, written}
        assert_says_so(folder / written)
        assert_screen_says_so(ran)
        assert (folder / OURS).read_bytes() == before

    def test_the_default_result_has_it_in_its_name(self, folder: Path) -> None:
        ran = good(run("konsolider", OURS, *IN, folder=folder))
        assert_screen_says_so(ran)
        assert files(folder) == {OURS, "konsolidert – Middels ambisjon.xlsx"}

    @pytest.mark.parametrize("verb", ["konsolider", "usikkerhet", "sammenlign"])
    def test_on_the_screen_it_stands_first(self, folder: Path, verb: str) -> None:
        ran = good(run(verb, OURS, *IN, folder=folder))
        assert SHOWN.search(ran.out)
        assert NOTICE in ran.out.splitlines()[0]
        assert "Sum direktoratet, scenario Middels ambisjon" in ran.out or verb == "sammenlign"

    @pytest.mark.parametrize("verb", ["konsolider", "usikkerhet", "sammenlign"])
    def test_as_json_it_is_a_key(self, folder: Path, verb: str) -> None:
        ran = good(run(verb, OURS, "--json", *IN, folder=folder))
        record = json.loads(ran.out)
        assert next(iter(record)) == "scenario"
        assert record["scenario"] == MIDDLE
        assert SUM in numbers(record)
        if verb == "konsolider":
            assert record["stempel"]["scenario"] == MIDDLE
            assert record["total"]["navn"] == "Sum direktoratet, scenario Middels ambisjon"
            assert record["avstemming"] == {
                "lest": PLAN, "utelatt": 0, "scenario": SUM - PLAN, "total": SUM, "differanse": 0,
            }  # fmt: skip

    @pytest.mark.parametrize("verb", ["konsolider", "usikkerhet", "sammenlign"])
    def test_of_the_plan_it_is_not_said(self, folder: Path, verb: str) -> None:
        sides = (OURS, OURS) if verb == "sammenlign" else (OURS,)
        ran = good(run(verb, *sides, "--json", folder=folder))
        record = json.loads(ran.out)
        assert "scenario" not in record
        assert record.get("stempel", {}).get("scenario") is None

    def test_the_stamp_says_that_it_is_not_the_plan(self, folder: Path) -> None:
        for what, sheet in (
            ("konsolider", "Konsolidert"), ("usikkerhet", "Usikkerhet"),
            ("publiser", "Publisert"), ("sammenlign", "Sammenligning"),
        ):  # fmt: skip
            arguments, written = RESULTS[what]
            good(run(*arguments, folder=folder))
            texts = texts_of(folder / written)[sheet]
            assert texts[texts.index("Scenario") + 1] == "Middels ambisjon (ikke planen)"
            (folder / written).unlink()

    @pytest.mark.writer
    def test_the_pdf_says_so_too(self, folder: Path) -> None:
        good(run("notat", OURS, "-o", "n.docx", "--med-tabeller", "--pdf", *IN, folder=folder))
        assert files(folder) == {
            OURS, "n – Middels ambisjon.docx", "n – Middels ambisjon.pdf",
        }  # fmt: skip
        text = subprocess.run(
            ["pdftotext", "-layout", "n – Middels ambisjon.pdf", "-"],
            cwd=folder, capture_output=True, check=True,
        ).stdout.decode()  # fmt: skip
        assert NOTICE in text
        assert SHOWN.search(text)
        assert "Sum direktoratet, scenario Middels" in " ".join(text.split())

    def test_forced_it_says_both(self, folder: Path) -> None:
        book = Edited(folder / OURS)
        book.put("Prøvesvar", "E18", "mange")
        book.save(folder / OURS)
        ran = run("konsolider", OURS, *IN, folder=folder)
        assert (ran.status, files(folder)) == (ERRORS_FOUND, {OURS})
        ran = run("konsolider", OURS, "--tving", *IN, folder=folder)
        assert ran.status == ERRORS_FOUND
        assert ran.out.startswith(NOTICE)
        assert "TVUNGET" in ran.out
        written = "konsolidert – Middels ambisjon.xlsx"
        assert files(folder) == {OURS, written}
        texts = texts_of(folder / written)["Konsolidert"]
        assert any(text.startswith("TVUNGET") for text in texts)
        assert any(text.startswith(NOTICE) for text in texts)
        record = json.loads(run("konsolider", OURS, "--tving", "--json", *IN, folder=folder).out)
        assert record["scenario"] == MIDDLE
        assert record["stempel"]["tvunget"] is True
        assert record["avstemming"]["differanse"] == 0


class TestTheNameOfTheFile:
    @pytest.mark.parametrize(
        ("asked", "written"),
        [
            ("umiddels ambisjoner.xlsx", "umiddels ambisjoner – Middels ambisjon.xlsx"),
            ("Middels.xlsx", "Middels – Middels ambisjon.xlsx"),
            ("ambisjon middels.xlsx", "ambisjon middels – Middels ambisjon.xlsx"),
            ("middels og ambisjon.xlsx", "middels og ambisjon – Middels ambisjon.xlsx"),
            ("middelsambisjon.xlsx", "middelsambisjon – Middels ambisjon.xlsx"),
            ("v2 middels_ambisjon.xlsx", "v2 middels_ambisjon – Middels ambisjon.xlsx"),
            ("Middels ambisjon.xlsx", "Middels ambisjon – Middels ambisjon.xlsx"),
            ("v2 – MIDDELS  AMBISJON.xlsx", "v2 – MIDDELS  AMBISJON.xlsx"),
            ("a – Middels ambisjon – b.xlsx", "a – Middels ambisjon – b – Middels ambisjon.xlsx"),
            ("2024.10 – Middels ambisjon.xlsx", "2024.10 – Middels ambisjon.xlsx"),
        ],
    )
    def test_ends_with_it_or_gets_it(self, folder: Path, asked: str, written: str) -> None:
        ran = good(run("konsolider", OURS, "-o", asked, *IN, folder=folder))
        assert ran.out.endswith(f"Skrevet: {written}\n")
        assert files(folder) == {OURS, written}

    @pytest.mark.parametrize("folder_says", [True, False])
    def test_the_folder_is_not_the_file(self, folder: Path, folder_says: bool) -> None:
        where = "Middels ambisjon" if folder_says else "resultater"
        (folder / where).mkdir()
        good(run("konsolider", OURS, "-o", f"{where}/ut.xlsx", *IN, folder=folder))
        assert files(folder / where) == {"ut – Middels ambisjon.xlsx"}

    @pytest.mark.parametrize("asked", ["MIDDELS AMBISJON", " middels   ambisjon "])
    def test_a_scenario_is_found_however_it_is_spelled(self, folder: Path, asked: str) -> None:
        ran = good(run("konsolider", OURS, "-o", "ut.xlsx", "--scenario", asked, folder=folder))
        assert NOTICE in ran.out
        (written,) = files(folder, but=[OURS])
        assert written.casefold() in (
            "ut – middels ambisjon.xlsx", "ut – middels   ambisjon.xlsx",
        )  # fmt: skip
        assert_says_so(folder / written)

    @pytest.mark.parametrize(
        ("name", "written"),
        [
            ("60 % av A/B: «nå»?", "ut – 60 % av A B «nå».xlsx"),
            ("???", "ut – scenario.xlsx"),
            ("...", "ut – scenario.xlsx"),
            ("+ + +", "ut – + + +.xlsx"),
            ("<b>|\\*", "ut – b.xlsx"),
            ("Å" * 60, f"ut – {'Å' * 60}.xlsx"),
            ("=1+1", "ut – =1+1.xlsx"),
            ("Scenario", "ut – Scenario.xlsx"),
        ],
    )
    def test_a_name_that_cannot_stand_in_one_stands_as_far_as_it_can(
        self, folder: Path, name: str, written: str
    ) -> None:
        book = Planned(folder / OURS)
        book.scenario(2, name, ambition="Middels", frame=30.0)
        book.save(folder / OURS)
        for verb in ("konsolider", "usikkerhet", "sammenlign"):
            ran = good(run(verb, OURS, "-o", "ut.xlsx", "--scenario", name, folder=folder))
            assert ran.out.endswith(f"Skrevet: {written}\n")
            assert files(folder) == {OURS, written}
            assert_says_so(folder / written, name)
            (folder / written).unlink()

    def test_those_that_begin_alike_for_long_are_told_apart(self, folder: Path) -> None:
        book, names = Planned(folder / OURS), (f"{'Å' * 110} en", f"{'Å' * 110} to")
        for number, name in enumerate(names, start=2):
            book.scenario(number, name, ambition="Middels")
        book.save(folder / OURS)
        for name in names:
            good(run("konsolider", OURS, "-o", "ut.xlsx", "--scenario", name, folder=folder))
        written = files(folder, but=[OURS])
        assert len(written) == 2
        assert all(re.fullmatch("ut – Å{60,100} [0-9a-f]{6}.xlsx", each) for each in written)
        for name in names:
            title = f"Konsolidert estimat, scenario: {name}"
            assert sum(title in texts_of(folder / each)["Konsolidert"] for each in written) == 1

    def test_what_is_there_under_that_name_is_not_lost(self, folder: Path) -> None:
        mine = folder / "ut – Middels ambisjon.xlsx"
        shutil.copy(folder / OURS, mine)
        before = mine.read_bytes()
        for arguments, _ in RESULTS.values():
            if arguments[0] != "notat":
                ran = run(*arguments, folder=folder)
                assert (ran.status, ran.out) == (WRONG_USE, ""), arguments
        assert mine.read_bytes() == before
        assert files(folder) == {OURS, mine.name}


class TestTheNote:
    def test_has_the_activities_of_the_scenario_and_no_others(self, folder: Path) -> None:
        good(run("notat", OURS, "-o", "plan.docx", folder=folder))
        good(run("notat", OURS, "-o", "ut.docx", "--scenario", "Lav ambisjon", folder=folder))
        plan, low = (
            "\n".join(each.text for each in docx.Document(str(folder / name)).paragraphs)
            for name in ("plan.docx", "ut – Lav ambisjon.docx")
        )
        assert "Ferdigstille utprøving i Bergen" in plan
        assert "Ferdigstille utprøving i Bergen" not in low
        assert "Ingen aktiviteter i dette scenarioet." in low
        assert "Ingen aktiviteter i dette scenarioet." not in plan
        assert "SCENARIO" not in plan

    def test_it_is_forced_past_errors_and_says_both(self, folder: Path) -> None:
        book = Edited(folder / OURS)
        book.put("Prøvesvar", "E18", "mange")
        book.save(folder / OURS)
        assert run(*RESULTS["notat"][0], folder=folder).status == ERRORS_FOUND
        assert files(folder) == {OURS}
        run(*RESULTS["notat"][0], "--tving", folder=folder)
        texts = docx.Document(str(folder / RESULTS["notat"][1])).paragraphs
        assert texts[0].text.startswith(NOTICE)
        assert texts[1].text.startswith("TVUNGET")


@pytest.fixture(scope="module")
def published(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scenario as a workbook for others."""
    folder = tmp_path_factory.mktemp("publisert")
    shutil.copy(shipped, folder / OURS)
    good(run("publiser", OURS, "-o", "kopi.xlsx", *IN, folder=folder))
    return folder / "kopi – Middels ambisjon.xlsx"


def saved_by_another_program(path: Path) -> None:
    openpyxl.load_workbook(path).save(path)


def without_its_mark(path: Path) -> None:
    book = Edited(path)
    book.drop_name(layout.SCENARIO_MARK)
    book.save(path)


def without_its_sheet(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    del book[layout.SCENARIOS]
    book.save(path)


def without_either(path: Path) -> None:
    without_its_mark(path)
    without_its_sheet(path)


def renamed(path: Path) -> None:
    """Its sheets and its areas are; the file is by the test."""
    book = Edited(path)
    book.rename("Scenarioer", "Diverse")
    book.save(path)


CHANGED = {
    "as it was published": lambda path: None,
    "saved by another program": saved_by_another_program,
    "without its mark": without_its_mark,
    "without its sheet": without_its_sheet,
    "without either": without_either,
    "with the sheet by another name": renamed,
}


@pytest.fixture(params=CHANGED)
def copy(request: pytest.FixtureRequest, published: Path, tmp_path: Path) -> Path:
    """A folder in which the scenario is called `plan.xlsx`, and changed in some way."""
    shutil.copy(published, tmp_path / "plan.xlsx")
    CHANGED[request.param](tmp_path / "plan.xlsx")
    return tmp_path


class TestAWorkbookThatIsAScenario:
    def test_gives_results_that_say_so(self, copy: Path) -> None:
        for verb, target in (
            ("konsolider", "ut.xlsx"), ("usikkerhet", "ut.xlsx"), ("notat", "ut.docx"),
        ):  # fmt: skip
            ran = run(verb, "plan.xlsx", "-o", target, folder=copy)
            written = f"ut – {MIDDLE}{Path(target).suffix}"
            assert ran.status == GOOD, ran.out + ran.err
            assert f"Skrevet: {written}" in ran.out
            assert files(copy) == {"plan.xlsx", written}
            assert_says_so(copy / written)
            assert_screen_says_so(ran)
            (copy / written).unlink()
            if target == "ut.xlsx":
                record = json.loads(run(verb, "plan.xlsx", "--json", folder=copy).out)
                assert record["scenario"] == MIDDLE
        assert "SCEN-11" in run("valider", "plan.xlsx", folder=copy).out

    def test_is_said_to_be_one_on_either_side_of_a_comparison(
        self, copy: Path, shipped: Path
    ) -> None:
        shutil.copy(shipped, copy / OURS)
        for sides, key in (
            ((OURS, "plan.xlsx"), "scenario"), (("plan.xlsx", OURS), "scenario_for"),
        ):  # fmt: skip
            ran = good(run("sammenlign", *sides, "-o", "ut.xlsx", folder=copy))
            assert NOTICE in ran.out.splitlines()[0]
            assert files(copy, but=[OURS, "plan.xlsx"]) == {f"ut – {MIDDLE}.xlsx"}
            assert_says_so(copy / f"ut – {MIDDLE}.xlsx")
            record = json.loads(run("sammenlign", *sides, "--json", folder=copy).out)
            assert record[key] == MIDDLE
            assert {"scenario", "scenario_for"} & record.keys() == {key}

    @pytest.mark.parametrize(
        "arguments",
        [
            ("konsolider", "plan.xlsx", "-o", "ut.xlsx", "--scenario", MIDDLE),
            ("konsolider", "plan.xlsx", "-o", "ut.xlsx", "--scenario", BROAD),
            ("usikkerhet", "plan.xlsx", "-o", "ut.xlsx", "--scenario", MIDDLE),
            ("notat", "plan.xlsx", "-o", "ut.docx", "--scenario", MIDDLE),
            ("sammenlign", "plan.xlsx", "-o", "ut.xlsx", "--scenario", MIDDLE),
            ("publiser", "plan.xlsx", "-o", "ut.xlsx", "--scenario", MIDDLE),
            ("publiser", "plan.xlsx", "-o", "ut.xlsx"),
            ("scenarioer", "plan.xlsx", "-o", "ut.xlsx"),
            ("scenarioer", "plan.xlsx", "--json"),
            ("vedta", "plan.xlsx", "--scenario", MIDDLE, "-o", "ut.xlsm"),
            ("del", "plan.xlsx", "-o", "ut"),
            ("samle", "plan.xlsx", "-o", "ut.xlsm"),
            ("rull", "plan.xlsx", "--til", "2025", "--pris", "3", "--lonn", "4", "-o", "ut.xlsm"),
        ],
        ids=" ".join,
    )
    def test_is_the_beginning_of_nothing(
        self, published: Path, tmp_path: Path, arguments: tuple[str, ...]
    ) -> None:
        shutil.copy(published, tmp_path / "plan.xlsx")
        ran = run(*arguments, folder=tmp_path)
        assert ran.status in (ERRORS_FOUND, WRONG_USE)
        assert not SHOWN.search(ran.out)
        assert str(SUM) not in ran.out
        assert files(tmp_path) == {"plan.xlsx"}

    @pytest.mark.parametrize("change", CHANGED)
    def test_not_even_when_it_has_been_changed(
        self, published: Path, tmp_path: Path, change: str
    ) -> None:
        shutil.copy(published, tmp_path / "plan.xlsx")
        CHANGED[change](tmp_path / "plan.xlsx")
        for arguments in (
            ("samle", "plan.xlsx", "-o", "ut.xlsm"), ("scenarioer", "plan.xlsx", "--json"),
            ("del", "plan.xlsx", "-o", "ut"),
        ):  # fmt: skip
            ran = run(*arguments, folder=tmp_path)
            assert ran.status in (ERRORS_FOUND, WRONG_USE), arguments
            assert str(SUM) not in ran.out
        assert files(tmp_path) == {"plan.xlsx"}

    def test_published_again_without_being_known_as_a_copy_it_is_named(
        self, published: Path, tmp_path: Path
    ) -> None:
        book = openpyxl.load_workbook(published)
        del book[layout.PUBLISHED]
        del book.defined_names[layout.PUBLISHED_MARK]
        book.save(tmp_path / "plan.xlsx")
        ran = good(run("publiser", "plan.xlsx", "-o", "ut.xlsx", folder=tmp_path))
        assert f"Skrevet: ut – {MIDDLE}.xlsx" in ran.out
        assert_says_so(tmp_path / f"ut – {MIDDLE}.xlsx")

    def test_in_a_folder_with_others_it_makes_the_whole_one(
        self, published: Path, small: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "inn").mkdir()
        shutil.copy(published, tmp_path / "inn" / "a.xlsx")
        other = Small(small)
        other.be_another("XYZ")
        other.save(tmp_path / "inn" / "b.xlsx")
        ran = run("konsolider", "inn", "--tving", folder=tmp_path)
        assert ran.out.startswith(NOTICE)
        assert files(tmp_path) == {"inn", f"konsolidert – {MIDDLE}.xlsx"}
        texts = texts_of(tmp_path / f"konsolidert – {MIDDLE}.xlsx")["Konsolidert"]
        assert f"Sum direktoratet, scenario {MIDDLE}" in texts

    def test_an_area_of_it_that_is_moved_to_the_plan_takes_it_along(self, folder: Path) -> None:
        book = Edited(folder / OURS)
        book.put("Prøvesvar", "A2", NOTICE)
        book.save(folder / OURS)
        ran = run("konsolider", OURS, folder=folder)
        assert ran.out.startswith(NOTICE)
        assert "SCEN-11" in ran.out
        assert files(folder) == {OURS, f"konsolidert – {MIDDLE}.xlsx"}


class TestAResultOfOne:
    @pytest.fixture
    def results(self, folder: Path) -> Path:
        good(run("konsolider", OURS, "-o", "plan.xlsx", folder=folder))
        good(run("konsolider", OURS, "-o", "s.xlsx", *IN, folder=folder))
        (folder / f"s – {MIDDLE}.xlsx").rename(folder / "sum.xlsx")
        return folder

    def test_says_so_when_it_is_compared(self, results: Path) -> None:
        for sides, key in (
            (("plan.xlsx", "sum.xlsx"), "scenario"), (("sum.xlsx", "plan.xlsx"), "scenario_for"),
        ):  # fmt: skip
            ran = good(run("sammenlign", *sides, "-o", "ut.xlsx", folder=results))
            assert NOTICE in ran.out.splitlines()[0]
            assert_says_so(results / f"ut – {MIDDLE}.xlsx")
            assert not (results / "ut.xlsx").exists()
            record = json.loads(run("sammenlign", *sides, "--json", folder=results).out)
            assert record[key] == MIDDLE

    def test_says_so_when_it_is_published(self, results: Path) -> None:
        ran = good(run("publiser", "sum.xlsx", "-o", "ut.xlsx", folder=results))
        written = f"ut – {MIDDLE}.xlsx"
        assert f"Skrevet: {written}" in ran.out
        assert_says_so(results / written)
        texts = texts_of(results / written)["Publisert"]
        assert texts[texts.index("Scenario") + 1] == f"{MIDDLE} (ikke planen)"

    def test_that_of_the_plan_does_not(self, results: Path) -> None:
        good(run("publiser", "plan.xlsx", "-o", "ut.xlsx", folder=results))
        texts = texts_of(results / "ut.xlsx")
        assert not any("scenario" in text.casefold() for each in texts.values() for text in each)


class TestRefused:
    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ("Middles ambisjon", "mente du «Middels ambisjon»?"),
            ("Noe annet", "Den har «Lav ambisjon», «Middels ambisjon», «Bred involvering»."),
            ("plan", "ikke noe scenario som heter «plan»"),
        ],
    )
    def test_one_that_is_not_there(self, folder: Path, asked: str, said: str) -> None:
        for arguments, _ in RESULTS.values():
            ran = run(*arguments[:-1], asked, folder=folder)
            assert (ran.status, ran.out) == (WRONG_USE, ""), arguments
            assert said in ran.err
        assert files(folder) == {OURS}

    def test_without_a_name_it_is_the_plan(self, folder: Path) -> None:
        ran = good(run("konsolider", OURS, "-o", "ut.xlsx", "--scenario", "", folder=folder))
        assert "SCENARIO" not in ran.out
        assert "69 394 500" in ran.out
        assert files(folder) == {OURS, "ut.xlsx"}

    def test_while_anything_is_wrong_with_them(self, folder: Path) -> None:
        book = Planned(folder / OURS)
        book.exception(1, MIDDLE, "PLL-99", "Timer", 10.0)
        book.save(folder / OURS)
        for arguments, _ in RESULTS.values():
            ran = run(*arguments, folder=folder)
            assert ran.status == ERRORS_FOUND, arguments
            assert "SCEN-02" in ran.out
            assert not SHOWN.search(ran.out)
        assert files(folder) == {OURS}
