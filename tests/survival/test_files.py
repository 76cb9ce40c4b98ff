"""Files that cannot be read cost no other file its place, and each says what is wrong with it."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from estimat.cli.main import main
from estimat.core import layout
from tests.smallbook import ASSUMPTIONS, Small
from tests.survival.conftest import Consolidate

TOTAL = Decimal(2_000_000)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def ole(stream: str) -> bytes:
    """A file of Microsoft's older container, with the name of one stream in its directory."""
    return OLE + bytes(504) + stream.encode("utf-16-le").ljust(64, b"\x00") + bytes(448)


def other_zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office:document-content/>")
    return made.getvalue()


UNREADABLE = {
    "0 bytes": (b"", "FIL-02", "tom (0 byte)"),
    "an image": (PNG, "FIL-03", "innholdet er noe annet"),
    "text": (b"Id;Timer\r\nPLL-1;7,5\r\n", "FIL-03", "innholdet er noe annet"),
    "a page": (b"<html><table></table></html>", "FIL-03", "innholdet er noe annet"),
    "an old .xls": (ole("Workbook"), "FIL-03", "eldre Office-format"),
    "with a password": (ole("EncryptedPackage"), "FIL-04", "fjern passordet"),
    "an .ods": (other_zip(), "FIL-03", "LibreOffices eget format, .ods"),
    "only PK": (b"PK", "FIL-05", "ufullstendig"),
}


@pytest.fixture
def whole(small: Path) -> bytes:
    return small.read_bytes()


class TestUnreadable:
    @pytest.mark.parametrize("kind", UNREADABLE)
    def test_alone_it_is_nothing_readable(
        self, kind: str, tmp_path: Path, consolidated: Consolidate
    ) -> None:
        content, code, said = UNREADABLE[kind]
        (tmp_path / "bok.xlsx").write_bytes(content)
        outcome = consolidated("bok.xlsx")
        assert (outcome.status, outcome.codes, outcome.total) == (2, [code], None)
        assert said in outcome.said()

    @pytest.mark.parametrize("kind", UNREADABLE)
    def test_among_others_it_stops_and_they_are_read(
        self, kind: str, whole: bytes, tmp_path: Path, consolidated: Consolidate
    ) -> None:
        content, code, _ = UNREADABLE[kind]
        (tmp_path / "a.xlsx").write_bytes(content)
        (tmp_path / "b.xlsx").write_bytes(whole)
        stopped = consolidated(".")
        assert (stopped.status, stopped.codes, stopped.total) == (1, [code], None)
        forced = consolidated(".", "--tving")
        assert (forced.status, forced.codes, forced.total) == (1, [code], TOTAL)

    @pytest.mark.parametrize("share", [0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 0.99, 0.999])
    def test_cut_off_anywhere_it_is_broken(
        self, share: float, whole: bytes, tmp_path: Path, consolidated: Consolidate
    ) -> None:
        (tmp_path / "bok.xlsx").write_bytes(whole[: max(2, int(share * len(whole)))])
        outcome = consolidated("bok.xlsx")
        assert (outcome.status, outcome.codes, outcome.total) == (2, ["FIL-05"], None)
        assert "ny kopi" in outcome.said()

    @pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
    def test_with_a_hole_in_it_nothing_is_silently_wrong(
        self, share: float, whole: bytes, tmp_path: Path, consolidated: Consolidate
    ) -> None:
        hole = int(share * len(whole))
        content = whole[:hole] + bytes(200) + whole[hole + 200 :]
        (tmp_path / "bok.xlsx").write_bytes(content)
        outcome = consolidated("bok.xlsx")
        assert outcome.total in (None, TOTAL)
        assert outcome.status in (0, 1, 2)

    def test_a_file_that_does_not_exist(self, tmp_path: Path, consolidated: Consolidate) -> None:
        outcome = consolidated("borte.xlsx")
        assert (outcome.status, outcome.codes, outcome.total) == (2, ["FIL-01"], None)
        assert "finnes ikke" in outcome.said()

    def test_a_file_one_may_not_read(
        self, whole: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        # Permission bits do not bite when the tests run as root: the refusal itself is made.
        def refuse(path: Path, *_: str) -> None:
            raise PermissionError(13, "Permission denied", str(path))

        (tmp_path / "bok.xlsx").write_bytes(whole)
        with monkeypatch.context() as patched:
            patched.setattr(Path, "open", refuse)
            assert main(["valider", str(tmp_path / "bok.xlsx")]) == 2
        assert "du har ikke lesetilgang" in capsys.readouterr().out

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_a_file_without_permission_bits(
        self, whole: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "bok.xlsx"
        path.write_bytes(whole)
        path.chmod(0)
        assert main(["valider", str(path)]) == 2
        assert "du har ikke lesetilgang" in capsys.readouterr().out


class TestFolders:
    def test_an_empty_folder_is_wrong_use(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["konsolider", str(tmp_path)]) == 2
        assert "har ingen arbeidsbøker" in capsys.readouterr().err
        assert list(tmp_path.iterdir()) == []

    def test_a_folder_called_x_xlsx_is_a_folder(
        self, whole: bytes, tmp_path: Path, consolidated: Consolidate
    ) -> None:
        (tmp_path / "omrader.xlsx").mkdir()
        (tmp_path / "omrader.xlsx" / "bok.xlsx").write_bytes(whole)
        outcome = consolidated("omrader.xlsx")
        assert (outcome.status, outcome.codes, outcome.total) == (0, [], TOTAL)

    def test_an_empty_folder_called_x_xlsx_is_wrong_use(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "bok.xlsx").mkdir()
        assert main(["konsolider", str(tmp_path / "bok.xlsx")]) == 2
        assert "har ingen arbeidsbøker" in capsys.readouterr().err

    @pytest.mark.parametrize("lock", ["~$bok.xlsx", ".~lock.bok.xlsx#", ".bok.xlsx"])
    def test_a_workbook_that_is_open_elsewhere_is_read_and_its_lock_is_not(
        self, lock: str, whole: bytes, tmp_path: Path, consolidated: Consolidate
    ) -> None:
        (tmp_path / "bok.xlsx").write_bytes(whole)
        (tmp_path / lock).write_bytes(b"\x0cKari Nordmann".ljust(165))
        outcome = consolidated(".")
        assert (outcome.status, outcome.codes, outcome.total) == (0, [], TOTAL)

    def test_the_same_file_named_twice_is_read_once(
        self, whole: bytes, tmp_path: Path, consolidated: Consolidate
    ) -> None:
        (tmp_path / "bok.xlsx").write_bytes(whole)
        (tmp_path / "lenke.xlsx").symlink_to("bok.xlsx")
        outcome = consolidated("bok.xlsx", "./bok.xlsx", ".", "lenke.xlsx")
        assert (outcome.status, outcome.codes, outcome.total) == (0, [], TOTAL)

    @pytest.mark.parametrize(
        "name", ["Økonomi 2026 – utkast (1).xlsx", "🫐.XLSX", "-o.xlsx", "a b.xlsm"]
    )
    def test_any_name_will_do(
        self, name: str, whole: bytes, tmp_path: Path, consolidated: Consolidate
    ) -> None:
        (tmp_path / name).write_bytes(whole)
        outcome = consolidated(".")
        assert (outcome.status, outcome.codes, outcome.total) == (0, [], TOTAL)


class TestSpread:
    """One estimate in several files."""

    @pytest.fixture
    def save(self, small: Path, tmp_path: Path) -> Callable[..., None]:
        def save(file: str, id: str, *, assumptions: bool = True) -> None:
            book = Small(small, file)
            book.be_another(id)
            if not assumptions:
                book.remove_sheet(ASSUMPTIONS)
                for field in layout.ASSUMPTIONS:
                    book.drop_name(field.name)
            book.save(tmp_path / file)

        return save

    @pytest.mark.parametrize("lender", ["a.xlsx", "z.xlsx"])
    def test_an_area_in_a_file_of_its_own_borrows_the_rates(
        self, lender: str, save: Callable[..., None], consolidated: Consolidate
    ) -> None:
        save(lender, "PLL")
        save("m.xlsx", "PJD", assumptions=False)
        outcome = consolidated(".")
        assert (outcome.status, outcome.codes, outcome.total) == (0, ["PRIS-04"], 2 * TOTAL)
        assert f"satsene er hentet fra {lender}" in outcome.said()

    def test_without_rates_anywhere_it_stops(
        self, save: Callable[..., None], consolidated: Consolidate
    ) -> None:
        save("m.xlsx", "PJD", assumptions=False)
        outcome = consolidated(".")
        assert (outcome.status, outcome.total) == (1, None)
        assert outcome.errors == ["STR-04"] * len(layout.OF_THE_TOTAL)

    def test_the_same_area_in_two_files_stops_and_counts_once_when_forced(
        self, save: Callable[..., None], consolidated: Consolidate
    ) -> None:
        save("a.xlsx", "PLL")
        save("b.xlsx", "PLL")
        outcome = consolidated(".")
        assert (outcome.status, outcome.codes, outcome.total) == (1, ["STR-02"], None)
        forced = consolidated(".", "--tving")
        assert (forced.status, forced.total) == (1, TOTAL)
        assert forced.record["avstemming"]["utelatt"] == 2_000_000

    def test_a_file_without_areas_is_pointed_out(
        self, small: Path, tmp_path: Path, save: Callable[..., None], consolidated: Consolidate
    ) -> None:
        save("a.xlsx", "PLL")
        book = Small(small)
        book.remove_sheet("Legemiddelliste")
        book.save(tmp_path / "b.xlsx")
        outcome = consolidated(".")
        assert (outcome.status, outcome.codes, outcome.total) == (0, ["FIL-08"], TOTAL)

    def test_a_result_among_them_is_not_counted(
        self, tmp_path: Path, save: Callable[..., None], consolidated: Consolidate
    ) -> None:
        save("a.xlsx", "PLL")
        assert main(["konsolider", "a.xlsx", "-o", str(tmp_path / "forrige.xlsx")]) == 0
        outcome = consolidated(".")
        assert (outcome.status, outcome.codes, outcome.total) == (0, ["FIL-09"], TOTAL)
