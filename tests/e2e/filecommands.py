"""The commands that make new files, as every spreadsheet program must do them.

A host's test module has a fixture `press`, and a class of its own that is a `FileCommands`.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path, PureWindowsPath
from typing import Final, NamedTuple, Protocol

import pytest

from estimat.core import layout
from estimat.core.values import Value
from estimat.files.note.document import text_of
from estimat.files.reading import read_book
from tests.e2e.menu import AREA, formulas, hours
from tests.e2e.scenariosheet import put_scenario, scenario_cell, without_scenarios
from tests.running import GOOD, run
from tests.workbooks import Edited


class Pressed(NamedTuple):
    """What a command said, the files it opened, and the cell that is selected."""

    text: str
    opened: list[Path]
    selected: str


class Press(Protocol):
    """Open a workbook and run a command; the answers are those to its questions, in order."""

    def __call__(
        self,
        command: str,
        workbook: Path,
        answers: Mapping[str, str | Path] = ...,
        *,
        changed: bool = False,
    ) -> Pressed: ...


ANSWERS: Final = {
    "del_ut": ("Til", "Frist", "Mottaker", "HarEstimat"),
    "innsamling": ("Fra", "Til"),
    "merknader": ("Fra", "Til"),
    "oppdater": ("Fra", "Til"),
    "samle": ("Fra", "Til"),
    "importer_liste": ("Liste", "Til"),
    "oversikt": ("Til",),
    "linjer": ("Til",),
    "faktisk": ("Timeliste", "TilOgMed", "Til"),
    "sammenlign": ("For", "Til"),
    "vedta": ("Scenario", "Til"),
    "rull": ("Lonnsvekst", "Prisvekst", "Videreformidlingsvekst", "Til"),
    "notat": ("Til",),
    "notat_med_tabeller": ("Til",),
    "publiser": ("Til",),
}
"""What each command asks for, in order."""

GROWTH: Final[dict[str, str | Path]] = {
    "Lonnsvekst": "4,2 %",
    "Prisvekst": "3,1",
    "Videreformidlingsvekst": "0",
}

SENT: Final[dict[str, str | Path]] = {
    "Frist": "1.2.2027", "Mottaker": "Økonomi", "HarEstimat": "Ja",
}  # fmt: skip
TEXTS: Final[dict[str, str | Path]] = (
    GROWTH | SENT | {"Scenario": "middels ambisjon", "TilOgMed": "2024-04"}
)

OF_THE_FILE: Final = tuple(
    command for command in ANSWERS if command not in ("samle", "importer_liste")
)
"""The commands that read the open workbook."""


def by_command_line(*arguments: str | Path, folder: Path) -> None:
    ran = run(*arguments, folder=folder)
    assert ran.status == GOOD, ran.out + ran.err


def parts(file: Path) -> dict[str, bytes]:
    """What is in a package, however it is compressed, but for the seal on it, and the time."""
    with zipfile.ZipFile(file) as package:
        held = {name: package.read(name) for name in package.namelist()}
    return {name: _UNLIKE.sub(b"", content) for name, content in held.items()}


_UNLIKE: Final = re.compile(rb"EstimatSegl:\w{64}|\d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d")


def cells(file: Path, sheet: str) -> dict[tuple[int, int], Value]:
    book = read_book(file, file.name)[0]
    return dict(next(each.values for each in book.sheets if each.name == sheet))


def files(folder: Path) -> set[Path]:
    """The files in a folder, but those by which a program says that it has one open."""
    lock = ".~lock."
    return {each for each in folder.rglob("*") if each.is_file() and lock not in each.name}


def _but_for_the_file(made: Path, sheet: str) -> list[Value]:
    """What stands on a sheet, but for where the workbook lies."""
    return [
        PureWindowsPath(value).name
        if isinstance(value, str) and value.endswith((".xlsx", ".xlsm"))
        else value
        for _, value in sorted(cells(made, sheet).items())
    ]


class FileCommands:
    @pytest.fixture
    def older(self, workbook: Path) -> Path:
        """The workbook as it was: the hours of one row were others."""
        book = Edited(workbook)
        book.put(AREA, hours(workbook), 40.0)
        return book.save(workbook.with_name("fredag.xlsm"))

    @pytest.fixture
    def flawed(self, workbook: Path) -> Path:
        """A workbook with a text where hours should be."""
        book = Edited(workbook)
        book.put(AREA, hours(workbook), "mange")
        return book.save(workbook)

    def test_del_ut_makes_what_the_command_line_makes(self, press: Press, workbook: Path) -> None:
        folder = workbook.parent
        ours, theirs = folder / "ut", folder / "linje"
        said = press("del_ut", workbook, {"Til": ours, **SENT})
        assert said.text.startswith("Skrevet: 5 arbeidsbøker i ")
        sent = ("--frist", "2027-02-01", "--til", "Økonomi")
        by_command_line("del", workbook, "-o", theirs, *sent, folder=folder)
        assert {each.name for each in files(ours)} == {each.name for each in files(theirs)}
        for each in files(ours):
            assert parts(each) == parts(theirs / each.name), each.name

    def test_del_ut_makes_files_for_those_without_estimat(
        self, press: Press, workbook: Path
    ) -> None:
        ours = workbook.parent / "ut"
        press("del_ut", workbook, {"Til": ours, **SENT, "HarEstimat": "nei"})
        assert {each.suffix for each in files(ours)} == {".xlsx"}

    @pytest.fixture
    def came(self, workbook: Path) -> Path:
        """Two of the areas have answered; the hours of the one are a text."""
        folder = workbook.parent
        by_command_line("del", workbook, "-o", folder / "ut", folder=folder)
        (folder / "inn").mkdir()
        for name in ("PLL", "PPS"):
            (part,) = (folder / "ut").glob(f"{name}*")
            book = Edited(part)
            if name == "PPS":
                book.put("Prøvesvar", "E18", "mange")
            else:
                book.put("Legemiddelliste", "R18", "Avklart")
            book.save(folder / "inn" / part.name)
        return folder / "inn"

    def test_innsamling_says_who_has_answered_and_opens_the_overview(
        self, press: Press, workbook: Path, came: Path
    ) -> None:
        ours, theirs = workbook.with_name("oversikt.xlsx"), workbook.with_name("linje.xlsx")
        said = press("innsamling", workbook, {"Fra": came, "Til": ours})
        assert said.opened == [ours]
        assert said.text.startswith("5 områder: 2 levert, 3 mangler.\nMangler: PJD")
        ran = run("status", came, "--mot", workbook, "-o", theirs, folder=workbook.parent)
        assert "5 områder: 2 levert, 3 mangler." in ran.out
        assert parts(ours).keys() == parts(theirs).keys()

    def test_samle_takes_what_is_good_when_it_is_told_to(
        self, press: Press, workbook: Path, came: Path
    ) -> None:
        ours = workbook.with_name("samlet.xlsm")
        said = press("samle", workbook, {"Fra": came, "Delvis": "Ja", "Til": ours})
        assert said.opened == [ours]
        assert "PPS Pasientens prøvesvar står som i" in said.text
        ran = run("sammenlign", workbook.name, ours.name, "--json", folder=workbook.parent)
        (change,) = json.loads(ran.out)["endringer"]
        assert (change["id"], change["kroner"]) == ("PLL-1", 0)

    def test_samle_names_every_stop_when_it_is_not(
        self, press: Press, workbook: Path, came: Path
    ) -> None:
        said = press("samle", workbook, {"Fra": came, "Delvis": "Nei"})
        assert said.text.startswith("Ingenting er laget: ")
        for stop in ("PJD", "PKI", "PMD", "inneholder «mange»"):
            assert stop in said.text
        assert said.opened == []

    def test_merknader_makes_what_the_command_line_makes(
        self, press: Press, workbook: Path, came: Path
    ) -> None:
        ours, theirs = workbook.parent / "vi", workbook.parent / "linje"
        ours.mkdir()
        said = press("merknader", workbook, {"Fra": came, "Til": ours})
        assert "Skrevet: " in said.text
        assert "PPS Pasientens prøvesvar.xlsm: 2 merknader å rette" in said.text
        by_command_line("merknader", came, "--mot", workbook, "-o", theirs, folder=workbook.parent)
        made = {each.name: parts(each) for each in files(ours)}
        assert made == {each.name: parts(each) for each in files(theirs)}

    def test_oppdater_makes_what_the_command_line_makes(
        self, press: Press, workbook: Path, came: Path
    ) -> None:
        book = Edited(workbook)
        book.put("Forutsetninger", "B12", "2025-kroner")
        book.save(workbook)
        ours, theirs = workbook.parent / "vi", workbook.parent / "linje"
        ours.mkdir()
        said = press("oppdater", workbook, {"Fra": came, "Til": ours})
        assert "Skrevet: 2 kopier i" in said.text
        by_command_line("oppdater", came, "--fra", workbook, "-o", theirs, folder=workbook.parent)
        made = {each.name: parts(each) for each in files(ours)}
        assert made == {each.name: parts(each) for each in files(theirs)}

    def test_samle_makes_what_the_command_line_makes_and_opens_it(
        self, press: Press, workbook: Path
    ) -> None:
        folder = workbook.parent
        by_command_line("del", workbook, "-o", folder / "inn", folder=folder)
        one = next((folder / "inn").glob("PPS*"))
        book = Edited(one)
        book.put("Veiledning", "H1", "Husk ferien!")
        book.save(one)
        ours, theirs = folder / "samlet.xlsm", folder / "linje" / "samlet.xlsm"
        theirs.parent.mkdir()
        said = press("samle", workbook, {"Fra": folder / "inn", "Til": ours})
        assert said.opened == [ours]
        assert said.text.splitlines()[0].endswith("samlet.xlsm")
        assert "Ikke med i det nye" in said.text
        assert "Husk ferien!" in said.text
        by_command_line("samle", folder / "inn", "-o", theirs, folder=folder)
        assert parts(ours) == parts(theirs)

    def test_importer_liste_makes_what_the_command_line_makes_and_opens_it(
        self, press: Press, workbook: Path
    ) -> None:
        folder = workbook.parent
        (folder / "linje").mkdir()
        ours, theirs = folder / "ny.xlsm", folder / "linje" / "ny.xlsm"
        source = folder / "liste.csv"
        source.write_text("Område;Aktivitet;Timer\nArkiv;Flytte;1200\n", "utf-8")
        said = press("importer_liste", workbook, {"Liste": source, "Til": ours})
        assert said.opened == [ours]
        assert "Plassert: 1 rad i 1 område, 1 200 timer, 1 740 000 kr." in said.text
        by_command_line("importer", source.name, "-o", theirs, folder=folder)
        assert parts(ours) == parts(theirs)

    def test_importer_liste_says_what_is_in_doubt_and_makes_nothing(
        self, press: Press, workbook: Path
    ) -> None:
        source = workbook.with_name("liste.csv")
        source.write_text("Område;Aktivitet;Timer;Timeverk\nArkiv;Flytte;1200;1\n", "utf-8")
        said = press("importer_liste", workbook, {"Liste": source, "Til": "ny.xlsm"})
        assert said.text.startswith("Ingenting er laget.")
        assert "«Timer» (C1) og «Timeverk» (D1)" in said.text
        assert said.opened == []

    def test_faktisk_makes_what_the_command_line_makes_and_opens_it(
        self, press: Press, workbook: Path
    ) -> None:
        folder = workbook.parent
        ours, theirs = folder / "faktisk.xlsx", folder / "linje.xlsx"
        text = "Periode;Kode;Timer;Beløp\n202404;77;10;15000,5\n"
        (folder / "timer.csv").write_text(text, "utf-8")
        asked: dict[str, str | Path] = {
            "Timeliste": folder / "timer.csv", "TilOgMed": "april 2024", "Til": ours,
        }  # fmt: skip
        said = press("faktisk", workbook, asked)
        assert said.opened == [ours]
        arguments = ("timer.csv", "--til-og-med", "2024-04", "-o", theirs)
        ran = run("faktisk", workbook.name, *arguments, folder=folder)
        headline = ran.out.splitlines()[0]
        assert said.text.startswith(headline)
        assert "ikke plassert 15 000,50 kr" in said.text
        assert parts(ours).keys() == parts(theirs).keys()
        title = (1, 1)
        assert cells(ours, "Faktisk")[title] == cells(theirs, "Faktisk")[title]

    def test_sammenlign_says_what_the_command_line_says_and_opens_it(
        self, press: Press, workbook: Path, older: Path
    ) -> None:
        folder = workbook.parent
        ours, theirs = folder / "endringer.xlsx", folder / "linje.xlsx"
        said = press("sammenlign", workbook, {"For": older, "Til": ours})
        assert said.opened == [ours]
        ran = run("sammenlign", older.name, workbook.name, "-o", theirs, folder=folder)
        proof = next(line for line in ran.out.splitlines() if line.startswith("Avstemming"))
        assert f"1 endring.\n{proof}\n" in said.text
        assert proof.endswith("= 0 kr")
        assert cells(ours, "Endringer") == cells(theirs, "Endringer")

    @pytest.mark.parametrize(
        ("command", "sheet"), [("linjer", layout.LINES), ("oversikt", layout.OVERVIEW)]
    )
    def test_a_list_is_the_command_lines_and_is_opened(
        self, press: Press, workbook: Path, command: str, sheet: str
    ) -> None:
        ours, theirs = workbook.with_name("vår.xlsx"), workbook.with_name("linje.xlsx")
        said = press(command, workbook, {"Til": ours})
        assert said.opened == [ours]
        assert "0 kr" in said.text
        assert "Skrevet: " in said.text
        by_command_line(command, workbook.name, "-o", theirs.name, folder=workbook.parent)
        assert parts(ours).keys() == parts(theirs).keys()
        assert _but_for_the_file(ours, sheet) == _but_for_the_file(theirs, sheet)

    def test_oversikt_of_a_workbook_with_errors_is_none_and_goes_to_the_first(
        self, press: Press, flawed: Path
    ) -> None:
        before = files(flawed.parent)
        said = press("oversikt", flawed, {"Til": flawed.with_name("o.xlsx")})
        assert said.text.startswith("Oversikten er ikke laget: 1 feil")
        assert said.selected == f"{AREA}!{hours(flawed)}"
        assert files(flawed.parent) == before

    def test_linjer_of_a_workbook_with_errors_has_them_marked(
        self, press: Press, flawed: Path
    ) -> None:
        ours = flawed.with_name("l.xlsx")
        said = press("linjer", flawed, {"Til": ours})
        assert said.text.startswith("1 feil i arbeidsbøkene.")
        assert "1 utelatt" in said.text

    def test_rull_makes_what_the_command_line_makes_and_opens_it(
        self, press: Press, workbook: Path
    ) -> None:
        folder = workbook.parent
        ours, theirs = folder / "neste.xlsm", folder / "linje" / "neste.xlsm"
        theirs.parent.mkdir()
        said = press("rull", workbook, GROWTH | {"Til": ours})
        assert said.opened == [ours]
        by_command_line(
            "rull", workbook, "--til", "2025", "--pris", "3,1%", "--lonn", "4,2%", "-o", theirs,
            folder=folder,
        )  # fmt: skip
        assert parts(ours) == parts(theirs)

    def test_vedta_makes_what_the_command_line_makes_and_opens_it(
        self, press: Press, workbook: Path
    ) -> None:
        folder = workbook.parent
        ours, theirs = folder / "vedtatt.xlsm", folder / "linje" / "vedtatt.xlsm"
        theirs.parent.mkdir()
        # However it is spelled; it stands in the new workbook as it does in the old.
        said = press("vedta", workbook, {"Scenario": " middels  Ambisjon", "Til": ours})
        assert said.opened == [ours]
        first, second, *_ = said.text.splitlines()
        assert first.startswith("Skrevet: ")
        assert (
            second == "Vedtatt: Middels ambisjon. Planen er 32 283 500 kr, mot 69 394 500 kr før."
        )
        ran = run(
            "vedta", workbook.name, "--scenario", "Middels ambisjon", "-o", theirs, folder=folder
        )
        assert second in ran.out, ran.err
        book = read_book(ours, "")[0]
        assert [each.name for each in book.sheets] == [
            each.name for each in read_book(theirs, "")[0].sheets
        ]
        for sheet in book.sheets:
            made = cells(theirs, sheet.name)
            differing = {place for place, value in sheet.values.items() if made[place] != value}
            # When it was, and who decided it, is as it is.
            assert not differing or sheet.name == "Vedtak", sheet.name
            assert len(differing) <= 2
            assert len(sheet.values) == len(made)

    def test_vedta_of_a_misspelled_scenario_says_what_was_perhaps_meant(
        self, press: Press, workbook: Path
    ) -> None:
        before = files(workbook.parent)
        said = press("vedta", workbook, {"Scenario": "Middels ambisjn"})
        assert said.text == (
            "Arbeidsboken har ikke noe scenario som heter «Middels ambisjn»; mente du «Middels "
            "ambisjon»? Den har «Lav ambisjon», «Middels ambisjon», «Bred involvering»."
        )
        assert files(workbook.parent) == before

    def test_vedta_without_scenarios_asks_nothing_and_says_what_to_do(
        self, press: Press, workbook: Path
    ) -> None:
        without_scenarios(workbook).save(workbook)
        said = press("vedta", workbook)
        assert said.text == "Arbeidsboken har ingen scenarioer. Fyll ut arket Scenarioer."

    def test_vedta_with_a_faulty_scenario_asks_nothing_and_goes_to_it(
        self, press: Press, workbook: Path
    ) -> None:
        book = Edited(workbook)
        put_scenario(book, workbook, 2, name="Midt", ambition="Middel")
        said = press("vedta", book.save(workbook))
        assert said.text.startswith("Ingenting er laget: 1 feil")
        assert "SCEN-01" in said.text
        assert said.selected == f"Scenarioer!{scenario_cell(workbook, 2, layout.SCENARIO_AMBITION)}"

    def test_vedta_in_a_workbook_that_is_a_scenario_is_refused(
        self, press: Press, workbook: Path
    ) -> None:
        by_command_line(
            "publiser", workbook.name, "--scenario", "Lav ambisjon", "-o", "lav.xlsx",
            folder=workbook.parent,
        )  # fmt: skip
        (copy,) = workbook.parent.glob("lav*.xlsx")
        said = press("vedta", copy)
        assert said.text.startswith("Ingenting er laget: 1 feil")
        assert "SCEN-11" in said.text

    @pytest.mark.parametrize("command", ["notat", "notat_med_tabeller"])
    def test_the_note_is_the_command_lines(
        self, press: Press, workbook: Path, command: str
    ) -> None:
        folder = workbook.parent
        ours, theirs = folder / "notat.docx", folder / "linje.docx"
        said = press(command, workbook, {"Til": ours})
        assert "Skrevet: " in said.text
        assert "Kontroll: 0 feil, 0 advarsler, 4 info." in said.text
        tables = ["--med-tabeller"] if command != "notat" else []
        by_command_line("notat", workbook.name, "-o", theirs, *tables, folder=folder)
        assert text_of(ours.read_bytes()) == text_of(theirs.read_bytes())

    def test_publiser_makes_what_the_command_line_makes(self, press: Press, workbook: Path) -> None:
        folder = workbook.parent
        ours, theirs = folder / "ut.xlsx", folder / "linje.xlsx"
        said = press("publiser", workbook, {"Til": ours})
        assert f"har regnet om kopiens {formulas(workbook)} formler, uten avvik" in said.text
        by_command_line("publiser", workbook.name, "-o", theirs.name, folder=folder)
        a, b = parts(ours), parts(theirs)
        assert a.keys() == b.keys()
        # The time is in the stamp.
        assert {name for name in a if a[name] != b[name]} <= {"xl/worksheets/publisert.xml"}

    @pytest.mark.parametrize("command", ANSWERS)
    def test_who_changes_their_mind_gets_nothing_and_hears_nothing(
        self, press: Press, workbook: Path, command: str
    ) -> None:
        given = TEXTS | {
            "Fra": workbook.parent, "For": workbook, "Til": workbook, "Liste": workbook,
            "Timeliste": workbook,
        }  # fmt: skip
        before = files(workbook.parent)
        for number, cancelled in enumerate(ANSWERS[command]):
            answers = {name: given[name] for name in ANSWERS[command][:number]}
            said = press(command, workbook, answers | {cancelled: ""})
            assert said == Pressed("", [], "")
        assert files(workbook.parent) == before

    def test_one_that_has_come_back_and_is_changed_must_be_saved_before_samle(
        self, press: Press, workbook: Path
    ) -> None:
        folder = workbook.parent / "inn"
        by_command_line("del", workbook, "-o", folder, folder=workbook.parent)
        one = next(folder.glob("PMD*"))
        said = press("samle", one, {"Fra": folder}, changed=True)
        assert "Lagre arbeidsboken" in said.text

    @pytest.mark.parametrize("command", ["del_ut", "vedta", "rull", "notat"])
    def test_with_an_error_nothing_is_made_and_its_cell_is_selected(
        self, press: Press, flawed: Path, command: str
    ) -> None:
        before = files(flawed.parent)
        said = press(command, flawed)
        assert "1 feil" in said.text
        assert "TALL-02" in said.text
        assert said.selected == f"{AREA}!{hours(flawed)}"
        assert files(flawed.parent) == before

    def test_an_error_in_what_came_back_is_named_with_its_file(
        self, press: Press, workbook: Path
    ) -> None:
        folder = workbook.parent / "inn"
        by_command_line("del", workbook, "-o", folder, folder=workbook.parent)
        next(folder.glob("PMD*")).unlink()
        (folder / "PKI ødelagt.xlsx").write_bytes(b"PK")
        said = press("samle", workbook, {"Fra": folder, "Delvis": "Nei"})
        assert said.text.startswith("Ingenting er laget: ")
        assert "PKI ødelagt.xlsx" in said.text
        assert said.opened == []

    def test_another_file_is_not_replaced(self, press: Press, workbook: Path) -> None:
        for command, name in {
            "linjer": "l.xlsx", "oversikt": "o.xlsx",
            "notat": "n.docx", "publiser": "p.xlsx", "sammenlign": "s.xlsx", "rull": "r.xlsm",
            "vedta": "v.xlsm",
        }.items():  # fmt: skip
            theirs = workbook.with_name(name)
            theirs.write_bytes(b"noe annet")
            answers = TEXTS | {"For": workbook, "Til": theirs}
            asked = {each: answers[each] for each in ANSWERS[command]}
            said = press(command, workbook, asked)
            assert "finnes fra før" in said.text, command
            assert said.opened == []
            assert theirs.read_bytes() == b"noe annet"

    def test_what_is_no_percentage_is_said(self, press: Press, workbook: Path) -> None:
        said = press("rull", workbook, {"Lonnsvekst": "mye"})
        assert said.text == "mye er ikke en prosent, for eksempel 3,1%"
