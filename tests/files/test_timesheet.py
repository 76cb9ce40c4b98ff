"""Files of time systems: cut into cells, or refused; and what is in them is all accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from estimat.core.actuals.actuals import Actuals, actuals
from estimat.core.actuals.months import Month
from estimat.core.actuals.plan import plan_rows
from estimat.core.actuals.sources import Timesheet, timesheet
from estimat.core.actuals.timesheet import Sums
from estimat.core.errors import UnreadableError
from estimat.core.interpret import interpret
from estimat.core.layout import Kind
from estimat.files.actuals.timesheet import read_source
from tests.books import Row, area, book, consolidated

PLAN: Final = book(
    area("A", Row(Kind.OWN.value, hours=1000.0, project="1"),
         Row(Kind.OWN.value, hours=70.5, rate=1600.0, project="02; 2", phasing="mar–mai")),
    area("B", Row(Kind.PURCHASE.value, amount=90_000.0, project=3.0)),
    year=2027.0,
)  # fmt: skip
HEADER: Final = "Kode;Periode;Timer;Beløp;Tekst"
in_a_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(folder: Path, content: str | bytes, name: str = "timer.csv") -> Timesheet:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return timesheet(read_source(path, name))


def held(*files: Timesheet, until: int = 4) -> Actuals:
    return actuals(consolidated(PLAN), plan_rows(interpret(PLAN)), files, [], Month(2027, until))


def codes(found: Timesheet) -> list[str]:
    return [each.code for each in found.findings]


@pytest.mark.parametrize(
    "text",
    [
        'Møte; og reise',
        'Møte\nog reise',
        'Sa ""hei"" til alle',
    ],
)  # fmt: skip
def test_a_quoted_cell_holds_what_it_will(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, f'{HEADER}\n1;202701;7,5;10000;"{text}"\n2;202701;1;1;x\n')
    assert codes(found) == []
    assert [each.codes for each in found.entries] == [("1",), ("2",)]


def test_quotes_that_do_not_pair_are_signs_where_all_rows_agree(tmp_path: Path) -> None:
    found = read(tmp_path, f'{HEADER}\n1;202701;7,5;10000;"Møte\n2;202701;1;1;x\n')
    assert codes(found) == []
    assert len(found.entries) == 2


def test_a_quote_that_hides_a_line_is_a_sign(tmp_path: Path) -> None:
    lines = '"Rask;1;202701;1000;1450000\nløsning";2;202702;8;11600'
    found = read(tmp_path, f"Tekst;Kode;Periode;Timer;Beløp\n{lines}\n")
    assert [each.hours for each in found.entries] == [1000, 8]


@pytest.mark.parametrize(
    "lines",
    [
        '1;202701;7,5;10000;"Møte\n2;202701;1;1',
        '1;202701;7,5;10000;"Møte\n2;202701;1;1;x\n3;202701;1;1;x\n4;202701;1;1;"x"\n5;1',
    ],
)
def test_others_are_refused(tmp_path: Path, lines: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(tmp_path, f"{HEADER}\n{lines}\n")
    assert refused.value.rule.code == "FIL-11"


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "FIL-02"), (b"Kode;\0\0", "FIL-11"), (b"sep=;;\nKode", "FIL-11")]
)
def test_what_is_no_text_of_rows_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(tmp_path, content)
    assert refused.value.rule.code == code


@in_a_folder
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_nothing_makes_it_fall(tmp_path: Path, content: bytes) -> None:
    for head in (b"", f"{HEADER}\n1;202701;1;1;".encode()):
        try:
            held(read(tmp_path, head + content))
        except UnreadableError:
            continue


cell = st.sampled_from(
    ["", "1", "02", "2,5", "1.234,5", "sum", "Totalt", "202704", "april 2027", "x", '"', "=1+1",
     "1,234", "-", "Kode", "\u00a0"],
)  # fmt: skip


@in_a_folder
@given(st.lists(st.lists(cell, min_size=1, max_size=7), max_size=8))
def test_no_line_makes_it_fall_or_is_lost(tmp_path: Path, rows: list[list[str]]) -> None:
    text = "\n".join((HEADER, *(";".join(row) for row in rows)))
    try:
        found = held(read(tmp_path, text))
    except UnreadableError:
        return
    assert found.difference == Sums()


line = st.tuples(
    st.sampled_from(["1", "02", "2", "3", "4", "", "001"]),
    st.integers(1, 12),
    st.sampled_from([2026, 2027]),
    st.integers(-90_000, 90_000),
    st.integers(-9_000_000, 90_000_000),
)


@in_a_folder
@given(st.lists(line, max_size=25), st.integers(1, 12))
def test_what_is_read_is_placed_or_told(
    tmp_path: Path, lines: Sequence[tuple[str, int, int, int, int]], until: int
) -> None:
    rows = [
        f"{code};{year}-{month:02};{_comma(hours)};{_comma(kroner)};"
        for code, month, year, hours, kroner in lines
    ]
    found = held(read(tmp_path, "\n".join((HEADER, *rows, ""))), until=until)
    assert found.difference == Sums()
    sums: dict[str, Fraction] = {}
    for code, month, year, _, kroner in lines:
        inside = year == 2027 and month <= until
        row = {"1": "A-1", "02": "A-2", "2": "A-2", "3": "B-1"}.get(code, "rest")
        key = row if inside else "outside"
        sums[key] = sums.get(key, Fraction(0)) + Fraction(kroner, 100)
    told = {row.id: row.actual for each in found.areas for row in each.rows}
    told |= {"rest": found.not_placed.actual, "outside": found.outside.kroner}
    assert {key: Fraction(value) for key, value in told.items() if value} == {
        key: value for key, value in sums.items() if value
    }
    assert Fraction(found.total.actual) == sum(
        value for key, value in sums.items() if key != "outside"
    )


def _comma(hundredths: int) -> str:
    return f"{hundredths / 100:.2f}".replace(".", ",")
