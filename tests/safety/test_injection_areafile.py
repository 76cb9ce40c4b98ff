"""Texts of an area file that look like formulas, links or markup are texts in the new workbook."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from estimat.core.errors import UsageError
from estimat.files.workbooks.areafile import read_area_file
from estimat.files.workbooks.new import save_template
from tests.safety.payloads import PAYLOADS
from tests.safety.sizes import cases
from tests.safety.written import assert_same_but_for, formulas, outside, texts
from tests.source import ROOT

TOKEN = "Uskyldig"
PLAIN = ROOT / "tests" / "data" / "liten.toml"
SHEET = "Legemiddelliste"
TESTED = PAYLOADS[:: cases(5, 1)]
_NOT_IN_A_STRING = re.compile(r'[\x00-\x1f\x7f"\\]')


def area_file(payload: str, target: Path, sheet: str = SHEET) -> Path:
    """The small area file with a payload wherever a text may be anything."""
    written = _toml(payload)
    free = "tittel|kilde|navn|ansvarlig"
    text = re.sub(rf'(?m)^({free}) = ".*"$', lambda match: f'{match[1]} = "{written}"', PLAIN_TEXT)
    text = text.replace(
        "tittel =", f'eksempel = "{written}"\ndobbel_kontroll = "{written}"\ntittel ='
    )
    for old in ("Helse- og omsorgsdepartementet", "2024-kroner", "Starte nasjonal utbredelse"):
        text = text.replace(f'"{old}"', f'"{written}"')
    text = re.sub(r'id = "PLL-(\d)"', lambda match: f'id = "{written}{match[1]}"', text)
    text = text.replace('ambisjon = "Høy"', f'ambisjon = "Høy"\nkommentar = "{written}"')
    text = text.replace("ambisjoner =", f'begrunnelse = ["{written}", "{written}"]\nambisjoner =')
    text = text.replace(f'"{SHEET}"', f'"{_toml(sheet)}"') + NOTE.replace("?", written)
    target.write_text(text, encoding="utf-8")
    return target


NOTE = """
[notat]
tittel = "?"
innledning = ["?", "?"]
ambisjoner = "?"
aktiviteter = "?"
budsjettlinje = "?"
fotnoter = ["?"]
[[notat.overskrift]]
id = "PLL"
ambisjoner = "?"
aktiviteter = "?"
"""
PLAIN_TEXT = PLAIN.read_text(encoding="utf-8")


def _toml(text: str) -> str:
    return _NOT_IN_A_STRING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same workbook with an innocent word in every place."""
    folder = tmp_path_factory.mktemp("plain")
    save_template(folder / "ny.xlsm", area_file(TOKEN, folder / "omrader.toml"))
    assert sum(TOKEN in text for text in texts(folder / "ny.xlsm", {}).values()) > 25
    return folder / "ny.xlsm"


@pytest.mark.parametrize("payload", TESTED, ids=lambda payload: ascii(payload[:40]))
def test_a_text_of_an_area_file_is_the_same_text_in_the_workbook(
    payload: str, plain: Path, tmp_path: Path
) -> None:
    source, target = area_file(payload, tmp_path / "omrader.toml"), tmp_path / "ny.xlsm"
    try:
        areas = read_area_file(source)
    except UsageError:  # not a text that a cell can show; nothing is made of it
        with pytest.raises(UsageError):
            save_template(target, source)
        assert list(tmp_path.iterdir()) == [source]
        return
    assert areas.areas[0].head.name == payload
    save_template(target, source)
    assert formulas(target) == formulas(plain)
    assert outside(target) == []
    assert_same_but_for({TOKEN: payload}, texts(target, {}), texts(plain, {}))


def test_most_payloads_are_texts_that_an_area_file_may_hold(tmp_path: Path) -> None:
    def is_taken(payload: str) -> bool:
        try:
            read_area_file(area_file(payload, tmp_path / "omrader.toml"))
        except UsageError:
            return False
        return True

    assert sum(map(is_taken, PAYLOADS)) >= 100


@pytest.mark.parametrize(
    "sheet",
    ["=1+1", "+1", "-1", "@SUM(A1)", '"', "A1", "R1C1", "TRUE", "1", "#REF", "a&b <c>", "=A1,B1",
     "{=1}", "$A$1", "a;b", "(a)", "🫐" * 15, "＝1+1", "_x41_", "a|b", "%", "Ark 1", "x" * 31],
)  # fmt: skip
def test_a_sheet_may_be_called_anything_that_excel_allows(
    sheet: str, plain: Path, tmp_path: Path
) -> None:
    target = tmp_path / "ny.xlsm"
    save_template(target, area_file(TOKEN, tmp_path / "omrader.toml", sheet))
    # Steps of the uncertainty mean cells of the sheet, by its name in quotes.
    own = [each.replace(f"'{sheet}'!", f"'{SHEET}'!") for each in formulas(target)]
    assert own == formulas(plain)
    found = texts(target, {sheet: SHEET})
    assert_same_but_for({}, found, texts(plain, {}))


@pytest.mark.parametrize(
    "sheet",
    ["'", "a'b", "a!b", "[a]", "a:b", "a*b", "a?b", "a/b", "a\\b", "x" * 32, "a\nb", "_x0041_"],
)
def test_a_sheet_cannot_be_called_what_excel_does_not_allow(sheet: str, tmp_path: Path) -> None:
    source = area_file(TOKEN, tmp_path / "omrader.toml", sheet)
    with pytest.raises(UsageError):
        save_template(tmp_path / "ny.xlsm", source)
    assert list(tmp_path.iterdir()) == [source]
