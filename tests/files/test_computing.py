"""Formulas saved without a result: each cell that is computed, and each that is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimat.core.book import address
from estimat.core.functions import FUNCTIONS
from estimat.core.values import DIV0, NA, NUM, VALUE, Block, CellError, Value
from estimat.files.engine.computing import computed_here
from tests.calc import convert
from tests.handmade import package, row, save, worksheet
from tests.workbooks import Content

KLADD = "Kladd"


def stored(cell: str, value: Content = None, formula: str = "", about: str = "") -> str:
    """A cell as a file stores it."""
    inside = f"<f{about}>{escape(formula)}</f>" if formula or about else ""
    kind, text = "", ""
    if isinstance(value, bool):
        kind, text = ' t="b"', str(int(value))
    elif isinstance(value, CellError):
        kind, text = ' t="e"', value.code
    elif isinstance(value, str):
        kind, text = ' t="str"', escape(value)
    elif value is not None:
        text = repr(value)
    return f'<c r="{cell}"{kind}>{inside}{f"<v>{text}</v>" if value is not None else ""}</c>'


Sheet = dict[str, Content | str]
"""Cells by address; a text that begins with = is a formula without a result."""


def saved(tmp_path: Path, cells: Sheet, kladd: Sheet | None = None, **parts: str) -> Path:
    """A workbook of two sheets, Ark and Kladd."""
    sheets = {}
    for name, content in (("Ark", cells), (KLADD, kladd or {})):
        rows: dict[int, list[str]] = {}
        for cell, value in content.items():
            number = int("".join(filter(str.isdigit, cell)))
            is_formula = isinstance(value, str) and value.startswith("=")
            xml = stored(cell, formula=str(value)[1:]) if is_formula else stored(cell, value)
            rows.setdefault(number, []).append(xml)
        data = "".join(row(*xml, number=number) for number, xml in sorted(rows.items()))
        sheets[name] = worksheet(data)
    return save(package(sheets, **parts), tmp_path / "bok.xlsx")


@pytest.fixture
def compute(engine: Executor, tmp_path: Path) -> Callable[..., dict[str, Value]]:
    """What becomes of a workbook: the computed cells of the sheet Ark by address."""

    def computed(cells: Sheet, kladd: Sheet | None = None, **parts: str) -> dict[str, Value]:
        path = saved(tmp_path, cells, kladd, **parts)
        found = engine.submit(computed_here, path).result()
        results = found.results.get("Ark", {})
        return {address(*place): value for place, value in results.items()}

    return computed


Compute = Callable[..., dict[str, Value]]

TABLE_OF_DESIGN: list[tuple[str, Value]] = [
    ("=ESTIMAT_KOST(100)", 145_000.0),
    ("=ESTIMAT_KOST(B1)", 0.0),
    ("=ESTIMAT_KOST(100,B1)", 145_000.0),
    ("=ESTIMAT_KOST(100,)", 145_000.0),
    ("=ESTIMAT_KOST(IF(TRUE,B1),B1)", 0.0),
    ('=ESTIMAT_KOST("7")', VALUE),
    ("=ESTIMAT_KOST(C1)", VALUE),
    ("=ESTIMAT_KOST(C2)", VALUE),
    ("=ESTIMAT_KOST(-1)", NUM),
    ("=ESTIMAT_KOST(1,0)", NUM),
    ("=ESTIMAT_KOST(C3)", DIV0),
    ("=ESTIMAT_KOST()", VALUE),
    ("=ESTIMAT_KOST(1,2,3)", VALUE),
    ("=SUM(ESTIMAT_KOST(D1:D2))", 4350.0),
    ("=SUM(ESTIMAT_KOST(D1:D2,D1:D3))", VALUE),
    ("=SUM(ESTIMAT_KOST(D1:D3,1000))", 3000.0),
    ("=SUM(ESTIMAT_KOST(C1:D1))", VALUE),
    ("=IFERROR(ESTIMAT_KOST(-1),7)", 7.0),
    ("=ESTIMAT_FORKLAR(120)", "120 t × 1 450 kr/t = 174 000 kr"),
    ("=SUM(ESTIMAT_AVRUND(E1:E3,10))", 40.0),
    ("=INDEX(ESTIMAT_AVRUND(E1:E3,10),1)", 20.0),
    ("=estimat_mill( ESTIMAT_KOST( ESTIMAT_TIMER(1450000) ) )*2^2", 6.0),
    ("=1+'C:\\x y\\estimat.xlam'!ESTIMAT_KOST(1)+_xll.ESTIMAT_KOST(1)", 2901.0),
]


def test_our_calls_mean_in_a_computed_cell_what_they_mean_everywhere(compute: Compute) -> None:
    cells: Sheet = {
        "C1": "7", "C2": True, "C3": DIV0, "D1": 1.0, "D2": 2.0, "E1": 14.0, "E2": 14.0, "E3": 14.0,
    }  # fmt: skip
    formulas = {f"A{number}": each for number, (each, _) in enumerate(TABLE_OF_DESIGN, 10)}
    results = compute(cells | formulas)
    said = {formulas[cell]: value for cell, value in results.items()}
    assert said == dict(TABLE_OF_DESIGN)


VALUES = st.one_of(
    st.none(),
    st.floats(-1e6, 1e6),
    st.integers(-5, 10_000).map(float),
    st.sampled_from(["", "7", "7,5", "timer", True, False, DIV0, NA]),
)


@settings(max_examples=25)
@given(rows=st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=12), data=st.data())
def test_random_calls_give_the_bits_that_the_functions_give(
    engine: Executor,
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[Value, Value]],
    data: st.DataObject,
) -> None:
    names = [data.draw(st.sampled_from(list(FUNCTIONS))) for _ in rows]
    cells: Sheet = {}
    expected: dict[str, Value] = {}
    for number, (name, (one, other)) in enumerate(zip(names, rows, strict=True), start=1):
        cells |= {f"A{number}": one, f"B{number}": other}
        cells[f"D{number}"] = f"={name}(A{number},B{number})"
        result = FUNCTIONS[name](one, other)
        assert not isinstance(result, list)
        expected[f"D{number}"] = result
    column: Block = [[one] for one, _ in rows]
    cells["F1"] = f"=INDEX(ESTIMAT_KOST(A1:A{len(rows)}),{len(rows)})"
    whole = FUNCTIONS["ESTIMAT_KOST"](column)
    assert isinstance(whole, list)
    expected["F1"] = whole[-1][0]
    path = saved(tmp_path_factory.mktemp("tilfeldig"), cells)
    found = engine.submit(computed_here, path).result()
    results = {address(*place): value for place, value in found.results["Ark"].items()}
    assert {cell: repr(value) for cell, value in results.items()} == {
        cell: repr(value) for cell, value in expected.items()
    }


class TestForeignFormulas:
    def test_sums_lookups_names_and_other_sheets(self, compute: Compute) -> None:
        kladd: Sheet = {"A1": 10.0, "A2": 20.0, "A3": "=SUM(A1:A2)*2", "C1": "a", "D1": "=A3+1"}
        names = f'<definedName name="Sats">{KLADD}!$A$3</definedName>'
        names += '<definedName name="Fast">1450</definedName>'
        results = compute(
            {
                "A1": f"=SUM({KLADD}!A1:A3)",
                "A2": f'=VLOOKUP("a",{KLADD}!C:D,2,FALSE)',
                "A3": "=Sats*2",
                "A4": "=fast+1",
                "A5": '=IF(A1>80,"mye","lite")',
                "A6": "=ESTIMAT_KOST(A3)+A7",
                "A7": "=1/0",
                "A8": f'=SUMIFS({KLADD}!A:A,{KLADD}!A:A,">15")',
                "A9": f"={KLADD}!Z99",
            },
            kladd,
            names=names,
        )
        assert results == {
            "A1": 90.0, "A2": 61.0, "A3": 120.0, "A4": 1451.0, "A5": "mye", "A6": DIV0,
            "A7": DIV0, "A8": 80.0, "A9": 0.0,
        }  # fmt: skip

    def test_one_cell_of_a_range_as_excel_takes_it_where_there_is_no_array(
        self, compute: Compute
    ) -> None:
        cells: Sheet = {f"A{number}": float(number) for number in range(1, 6)}
        results = compute(cells | {"C3": "=A1:A5*2", "C4": "=ESTIMAT_KOST(A1:A5)"})
        # A function of an add-in is given the whole range, and `@` leaves the first cell.
        assert results == {"C3": 6.0, "C4": 1450.0}

    def test_dates_count_from_1904_where_the_workbook_says_so(self, compute: Compute) -> None:
        cells: Sheet = {"A1": "=DATE(2026,1,1)"}
        assert compute(cells) == {"A1": 46_023.0}
        assert compute(cells, properties='<workbookPr date1904="1"/>') == {"A1": 44_561.0}

    def test_a_chain_is_computed_in_its_order_wherever_it_stands(self, compute: Compute) -> None:
        cells: Sheet = {
            f"A{row}": f"=ESTIMAT_TIMER(ESTIMAT_KOST(A{row + 1}))" for row in range(1, 40)
        }
        assert compute(cells | {"A40": 8.0})["A1"] == 8.0


class TestWhatIsStored:
    def test_is_believed_and_never_replaced(self, engine: Executor, tmp_path: Path) -> None:
        sheet = worksheet(row(stored("A1", formula="B1*2"), stored("B1", 5.0, "1+1")))
        parts = package({"Ark": sheet})
        path = save(parts, tmp_path / "delvis.xlsx")
        found = engine.submit(computed_here, path).result()
        assert found.results == {"Ark": {(1, 1): 10.0}}

    def test_also_when_nobody_could_compute_it(self, engine: Executor, tmp_path: Path) -> None:
        sheet = worksheet(
            row(
                stored("A1", formula="B1+C1"), stored("B1", 5.0, "NOW()"), stored("C1", 1.0, "X(1)")
            )
        )
        found = engine.submit(computed_here, save(package({"Ark": sheet}), tmp_path / "b.xlsx"))
        assert found.result().results == {"Ark": {(1, 1): 6.0}}


DOUBTFUL = {
    "=NOW()": "NOW", "=IFERROR(FINNES.IKKE(1),0)": "FINNES.IKKE",
    "=IFERROR(Ukjent,0)": "Ukjent", '=INDIRECT("B1")': "INDIRECT", "=SUM([1]Ark!A1)": r"\[1\]",
    "=IFERROR(ESTIMAT_NY(1),0)": "ESTIMAT_NY", "=SUM(Ark:Kladd!B1)": "ett ark",
    "=A2+1": "går i ring", '=C1*2': "landet", "=SUM(ESTIMAT_KOST(D:D))": "celler",
    "=IFERROR(Borte!A1,0)": "Borte", "=IFERROR(#REF!,1)+0*#REF!": "#REF!", "=Flytter": "flytter",
    "=I_navn": "et navn", "=_xlfn.LET(_xlpm.x,1,ESTIMAT_KOST(_xlpm.x))": "et navn",
    "=CUBEVALUE(1)": "CUBEVALUE",
}  # fmt: skip


@pytest.mark.parametrize("formula", DOUBTFUL)
def test_what_is_in_doubt_is_not_computed_nor_what_builds_on_it(
    formula: str, engine: Executor, tmp_path: Path
) -> None:
    names = f'<definedName name="Flytter">{KLADD}!A1</definedName>'
    names += f'<definedName name="I_navn">ESTIMAT_KOST({KLADD}!$A$1)</definedName>'
    cells: Sheet = {
        "A1": formula, "A2": "=IFERROR(A1,0)", "A3": "=COUNT(A2:A2)", "B1": 1.0, "B2": "=B1+1",
        "C1": "7,5",
    }  # fmt: skip
    path = saved(tmp_path, cells, {"A1": f"={KLADD}!B1+Ark!A3"}, names=names)
    found = engine.submit(computed_here, path).result()
    assert found.results == {"Ark": {(2, 2): 2.0}}
    assert found.where == ("Ark", (1, 1))
    assert re.search(DOUBTFUL[formula], found.problem)


def test_next_to_an_array_of_unknown_size_nothing_is_computed(
    engine: Executor, tmp_path: Path
) -> None:
    array = stored("A1", formula="B1:B2*2", about=' t="array" ref="A1:A2"')
    sheet = worksheet(row(array, stored("B1", 1.0), stored("C1", formula="A2+1")))
    found = engine.submit(
        computed_here, save(package({"Ark": sheet}), tmp_path / "b.xlsx")
    ).result()
    assert found.results == {}
    assert found.problem


def test_precision_as_displayed_is_not_what_the_engine_computes_with(
    engine: Executor, tmp_path: Path
) -> None:
    parts = package({"Ark": worksheet(row(stored("A1", formula="1/3")))})
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        "</workbook>", '<calcPr fullPrecision="0"/></workbook>'
    )
    found = engine.submit(computed_here, save(parts, tmp_path / "bok.xlsx")).result()
    assert (found.results, found.problem) == ({}, "fila regner med tallene slik de vises")


@pytest.mark.calc
def test_calc_computes_the_same(engine: Executor, tmp_path: Path) -> None:
    cells: Sheet = {f"A{number}": number * 1.1 for number in range(1, 30)}
    formulas = [
        "SUM(A1:A29)/3", "AVERAGE(A1:A9)*7", "VLOOKUP(5,A1:A29,1)", "MATCH(5,A1:A29)", "A3^2-A4%",
        "ROUND(A7,0)", "INDEX(A1:A29,4)", "SUMPRODUCT(A1:A9*A2:A10)", "COUNTIF(A:A,\">9\")",
        "MAX(Kladd!A1:B9)", "IF(A1>1,A2,A3)", "-A1^2", "CEILING(A5,0.5)", "MOD(A9,2)", "A3&\" t\"",
        "IFERROR(1/0,A2)", "Sats*2", "TEXT(12,\"0\")", "MEDIAN(A1:A29)", "NETWORKDAYS(46023,46053)",
    ]  # fmt: skip
    cells |= {f"C{number}": f"={each}" for number, each in enumerate(formulas, start=1)}
    names = f'<definedName name="Sats">{KLADD}!$A$1</definedName>'
    path = saved(tmp_path, cells, {"A1": 1450.0, "B2": "=A1+1"}, names=names)
    found = engine.submit(computed_here, path).result()
    assert found.problem == "formelen avhenger av landet regnearket er satt opp for"
    (tmp_path / "calc").mkdir()
    book = openpyxl.load_workbook(convert(path, tmp_path / "calc"), data_only=True)
    seen = 0
    for place, value in found.results["Ark"].items():
        theirs = book["Ark"].cell(*place).value
        if isinstance(value, float):
            assert f"{float(str(theirs)):.15g}" == f"{value:.15g}", formulas[place[0] - 1]
        else:
            assert str(theirs) == value
        seen += 1
    assert seen == len(formulas) - 1  # which decimal sign a text gets depends on who computes
