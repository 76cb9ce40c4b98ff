"""The note in LibreOffice Writer: what is on the pages is what was sent."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.notebook import SEED, flat
from tests.running import GOOD, WRONG_USE, run

pytestmark = pytest.mark.writer


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory, shipped: Path) -> Path:
    folder = tmp_path_factory.mktemp("pdf")
    for name, more in (("notat", ()), ("tabeller", ("--med-tabeller",))):
        ran = run("notat", shipped, "-o", f"{name}.docx", "--pdf", *more, folder=folder)
        assert ran.status == GOOD
        assert ran.out.endswith(f"Skrevet: {name}.docx\nSkrevet: {name}.pdf\n")
    return folder


def text_of(path: Path) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True
    ).stdout


def about(path: Path) -> dict[str, str]:
    told = subprocess.run(["pdfinfo", str(path)], check=True, capture_output=True, text=True).stdout
    return {
        key: value.strip() for key, _, value in (line.partition(":") for line in told.splitlines())
    }


def test_the_pages_say_what_was_sent(pdf: Path) -> None:
    shown = flat(re.sub(r"Side \d av \d", "", text_of(pdf / "notat.pdf")))
    sent = flat(SEED.read_text("utf-8"))
    footnote = (
        flat("1 Konsept, plan, kost/nytte") + sent.partition("kost/nytte")[2].partition("•")[0]
    )
    assert shown.count(footnote) == sent.count(footnote) == 1
    assert shown.replace(footnote, "") == sent.replace(footnote, "")


def test_it_is_two_pages_and_the_tables_two_more(pdf: Path) -> None:
    assert about(pdf / "notat.pdf")["Pages"] == "2"
    assert about(pdf / "tabeller.pdf")["Pages"] == "4"


def test_the_pdf_can_be_read_aloud_and_says_what_it_is(pdf: Path) -> None:
    told = about(pdf / "notat.pdf")
    assert told["Tagged"] == "yes"
    assert told["Title"] == "Digital Samhandling - Estimat 2024 Helsedirektoratet"
    assert told["Author"] == "Estimat"
    assert b"/Lang(nb-NO)" in (pdf / "notat.pdf").read_bytes()


def test_tables_and_chart_are_shown(pdf: Path) -> None:
    shown = text_of(pdf / "tabeller.pdf").replace("\u00a0", " ")
    assert "Sum direktoratet" in shown
    assert "69 394 500" in shown
    chart = shown.partition("Estimat og budsjett, mill. kr")[2].partition("Kostnadstyper")[0]
    assert re.findall(r"\d+,\d", chart) == [
        "35,3", "35,3", "11,8", "11,8", "9,0", "9,0", "13,3", "13,3", "0,0",
    ]  # fmt: skip


def test_a_pdf_of_ours_is_replaced_and_no_other(pdf: Path, shipped: Path) -> None:
    again = ("notat", shipped, "-o", "notat.docx", "--pdf")
    assert run(*again, folder=pdf).status == GOOD
    made = (pdf / "notat.pdf").read_bytes()
    (pdf / "notat.pdf").write_bytes(made.replace(b"%%EOF", b"%med merknad\n%%EOF"))
    assert "notat.pdf er lagret på nytt" in run(*again, folder=pdf).err
    assert run(*again, "--overskriv", folder=pdf).status == GOOD
    (pdf / "annen.pdf").write_bytes(b"%PDF-1.7 noe annet")
    ran = run("notat", shipped, "-o", "annen.docx", "--pdf", folder=pdf)
    assert ran.status == WRONG_USE
    assert "annen.pdf finnes fra før" in ran.err
    assert (pdf / "annen.pdf").read_bytes() == b"%PDF-1.7 noe annet"
    assert not (pdf / "annen.docx").exists()
