"""`--json`: the keys and types other programs build on, and the numbers of the note."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.running import ERRORS_FOUND, GOOD, WRONG_USE, run
from tests.workbooks import Edited

AREA = {
    "id": str, "navn": str, "status": str, "timer": Decimal, "arsverk": Decimal,
    "egne_kroner": Decimal, "kjop": Decimal, "videreformidling": Decimal, "sum": Decimal,
    "mill": Decimal, "budsjett_mill": Decimal, "avvik_mill": Decimal,
}  # fmt: skip
KRONER = ("egne_kroner", "kjop", "videreformidling", "sum")
FINDING = dict.fromkeys(("kode", "alvor", "fil", "ark", "celle", "melding", "tiltak"), str)
MILLIONS_OF_THE_NOTE = {"PLL": "35.3", "PJD": "11.8", "PPS": "9.0", "PKI": "13.3", "PMD": "0.0"}


def parsed(out: str) -> Any:
    """JSON with every number exact."""
    return json.loads(out, parse_float=Decimal, parse_int=Decimal)


@pytest.fixture
def record(folder: Path) -> Any:
    ran = run("konsolider", "workbook.xlsm", "--json", folder=folder)
    assert (ran.status, ran.err) == (GOOD, "")
    return parsed(ran.out)


def assert_shape(record: Any, shape: Mapping[str, type]) -> None:
    """Exactly these keys, in this order, each of its type (a number may be missing)."""
    assert list(record) == list(shape)
    for key, kind in shape.items():
        assert isinstance(record[key], kind) or (kind is Decimal and record[key] is None), key


def test_the_shipped_workbook_gives_the_millions_of_the_note(record: Any) -> None:
    assert record["total"]["mill"] == Decimal("69.4")
    shown = {area["id"]: area["mill"] for area in record["omrader"]}
    assert shown == {id: Decimal(mill) for id, mill in MILLIONS_OF_THE_NOTE.items()}
    assert not [each for each in record["funn"] if each["alvor"] == "feil"]


def test_the_keys_are_those_that_were_promised(record: Any) -> None:
    keys = ["total", "omrader", "risikoavsetning", "avstemming", "funn", "stempel"]
    assert list(record) == keys
    assert isinstance(record["risikoavsetning"], Decimal)
    for area in (record["total"], *record["omrader"]):
        assert_shape(area, AREA)
    for finding in record["funn"]:
        assert_shape(finding, FINDING)
    proof = dict.fromkeys(("lest", "utelatt", "total", "differanse"), Decimal)
    assert_shape(record["avstemming"], proof)
    stamp = ["inndata", "forutsetninger", "versjon", "tid", "bruker", "tvunget"]
    assert list(record["stempel"]) == stamp


def test_kroner_have_at_most_two_decimals(small: Path, tmp_path: Path) -> None:
    book = Edited(small)
    book.put("Legemiddelliste", "E18", 8.2)
    book.put("Legemiddelliste", "H18", 1450.333)
    book.save(tmp_path / "a.xlsx")
    ran = run("konsolider", "a.xlsx", "--json", "--tving", folder=tmp_path)
    record = parsed(ran.out)
    for area in (record["total"], *record["omrader"]):
        for key in KRONER:
            assert area[key] == round(area[key], 2)
    assert record["total"]["egne_kroner"] == Decimal("11892.73")  # 8,2 × 1450,333 = 11892,7306
    assert "11892.73," in ran.out
    assert record["avstemming"]["differanse"] == 0


def test_the_areas_add_up_to_the_total(record: Any) -> None:
    for key in ("timer", *KRONER, "mill"):
        assert sum(area[key] for area in record["omrader"]) == record["total"][key]
    proof = record["avstemming"]
    assert proof["lest"] - proof["utelatt"] == proof["total"] == record["total"]["sum"]
    assert proof["differanse"] == 0


def test_norwegian_letters_are_written_as_they_are(folder: Path) -> None:
    out = run("konsolider", "workbook.xlsm", "--json", folder=folder).out
    assert "Pasientens prøvesvar" in out
    assert "Pasientens måledata" in out
    assert "\\u" not in out


def test_the_stamp_names_every_input_with_its_hash(record: Any) -> None:
    (source,) = record["stempel"]["inndata"]
    assert source["fil"] == "workbook.xlsm"
    assert re.fullmatch("[0-9a-f]{64}", source["sha256"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", record["stempel"]["tid"])
    assert record["stempel"]["forutsetninger"]["Timepris"] == 1450


def test_json_alone_writes_no_workbook(folder: Path) -> None:
    run("konsolider", "workbook.xlsm", "--json", folder=folder)
    assert [each.name for each in folder.iterdir()] == ["workbook.xlsm"]


def test_json_and_a_workbook_can_be_had_together(folder: Path) -> None:
    ran = run("konsolider", "workbook.xlsm", "--json", "-o", "sum.xlsx", folder=folder)
    assert parsed(ran.out)["total"]["mill"] == Decimal("69.4")
    assert (folder / "sum.xlsx").exists()


def test_a_stopped_consolidation_has_findings_and_no_number_to_be_taken_for_it(
    flawed: Path,
) -> None:
    ran = run("konsolider", "feil.xlsx", "--json", folder=flawed)
    assert ran.status == ERRORS_FOUND
    record = parsed(ran.out)
    assert record["total"] is record["avstemming"] is None
    assert record["omrader"] == []
    assert "FORMEL-01" in [each["kode"] for each in record["funn"]]


def test_a_forced_consolidation_says_so_in_its_stamp(flawed: Path) -> None:
    ran = run("konsolider", "feil.xlsx", "--json", "--tving", folder=flawed)
    assert ran.status == ERRORS_FOUND
    assert parsed(ran.out)["stempel"]["tvunget"] is True


def test_a_check_prints_only_the_findings(flawed: Path) -> None:
    ran = run("valider", "feil.xlsx", "--json", folder=flawed)
    assert ran.status == ERRORS_FOUND
    (key, findings), *others = parsed(ran.out).items()
    assert (key, others) == ("funn", [])
    for finding in findings:
        assert_shape(finding, FINDING)
        assert finding["alvor"] in ("feil", "advarsel", "info")


def test_what_cannot_be_read_is_json_too(tmp_path: Path) -> None:
    (tmp_path / "tom.xlsx").touch()
    for command in ("konsolider", "valider"):
        ran = run(command, "tom.xlsx", "--json", folder=tmp_path)
        assert ran.status == WRONG_USE
        assert [each["kode"] for each in parsed(ran.out)["funn"]] == ["FIL-02"]
