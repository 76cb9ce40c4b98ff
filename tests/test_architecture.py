"""Which way imports go, what is loaded when, and that a word is written in one place only."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from graphlib import TopologicalSorter

import pytest

from estimat.core import layout
from tests.source import MODULES, Import, declared_rules, imports, literals

IMPORTS = imports()

HEAVY = ("pandas", "numpy", "openpyxl", "distributed", "dask", "formulon", "wasmtime")
"""Packages that take longer to load than Estimat takes to run, or that only some have."""

SURFACES = ("estimat.cli", "estimat.buttons", "estimat.__main__")
"""Where people and Estimat meet; nothing below may know of them."""


def told(found: Import) -> str:
    return f"{found.importer}:{found.line} {found.imported}"


class TestDirection:
    def test_the_graph_is_drawn_of_the_whole_package(self) -> None:
        assert {"estimat", "estimat.core", "estimat.core.checks.areas", "estimat.cli.main"} <= {
            *MODULES
        }
        drawn = {(each.importer, each.imported) for each in IMPORTS}
        assert ("estimat.core.checks", "estimat.core.checks.areas") in drawn
        assert ("estimat.core.checks.areas", "estimat.core.layout") in drawn
        assert ("estimat.files.parts", "estimat.core.checks.kinds") in drawn
        assert ("estimat.cli.reading", "distributed") in drawn

    def test_the_core_imports_only_itself_and_what_comes_with_python(self) -> None:
        outside = [
            told(each)
            for each in IMPORTS
            if each.importer.startswith("estimat.core")
            and each.top not in sys.stdlib_module_names
            and not each.of("estimat.core")
        ]
        assert outside == []

    def test_files_know_nothing_of_the_command_line(self) -> None:
        upwards = [
            told(each)
            for each in IMPORTS
            if each.importer.startswith("estimat.files") and each.of(*SURFACES)
        ]
        assert upwards == []

    def test_only_the_command_line_writes_to_a_screen(self) -> None:
        rich = {each.importer for each in IMPORTS if each.of("rich")}
        assert rich <= {"estimat.cli.screen", "estimat.cli.comparisonscreen"}

    def test_the_clock_is_read_where_something_is_done_and_nowhere_below(self) -> None:
        stamping = {each.importer for each in IMPORTS if each.of("estimat.actions.stamp")}
        assert all(each.startswith(("estimat.actions.", "estimat.buttons.")) for each in stamping)

    def test_no_module_needs_itself_to_be_loaded(self) -> None:
        needed: dict[str, set[str]] = {module: set() for module in MODULES}
        for each in IMPORTS:
            # A package and its own modules are one; the package only lists them.
            own = each.of(each.importer) or each.importer.startswith(f"{each.imported}.")
            if each.at_once and each.imported in MODULES and not own:
                needed[each.importer].add(each.imported)
        TopologicalSorter(needed).prepare()


class TestLoading:
    def test_nothing_heavy_is_imported_before_it_is_needed(self) -> None:
        assert [told(each) for each in IMPORTS if each.at_once and each.of(*HEAVY)] == []

    @pytest.mark.parametrize("module", ["estimat.core.functions", "estimat.cli.main"])
    def test_starting_loads_nothing_heavy(self, module: str) -> None:
        heavy = ("rich", "xlsxwriter", "docx", "docxtpl", "lxml", "jinja2", *HEAVY)
        program = f"import sys, {module}; print(*sys.modules.keys() & {set(heavy)!r})"
        result = subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True, text=True
        )
        assert result.stdout.split() == []

    def test_a_function_is_there_without_the_files_and_the_checks(self) -> None:
        program = "import sys, estimat.core.functions as f; print(*sys.modules, sep='\\n')"
        result = subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True, text=True
        )
        loaded = {name for name in result.stdout.split() if name.startswith("estimat")}
        assert loaded == {
            "estimat", "estimat.core", "estimat.core.amounts", "estimat.core.functions",
            "estimat.core.norwegian", "estimat.core.values",
        }  # fmt: skip


class TestRules:
    def test_a_code_is_declared_once(self) -> None:
        counted = Counter(code for code, _ in declared_rules())
        assert len(counted) > 40
        assert [code for code, times in counted.items() if times > 1] == []

    def test_a_code_is_a_word_and_two_digits(self) -> None:
        odd = [code for code, _ in declared_rules() if not re.fullmatch(r"[A-ZÆØÅ]+-\d\d", code)]
        assert odd == []

    def test_the_numbers_of_a_group_have_no_holes(self) -> None:
        groups: dict[str, list[int]] = {}
        for code, _ in declared_rules():
            group, _, number = code.partition("-")
            groups.setdefault(group, []).append(int(number))
        for group, numbers in groups.items():
            assert sorted(numbers) == list(range(1, len(numbers) + 1)), group


WORDS = {
    *layout.HEADERS,
    *(kind.value for kind in layout.Kind),
    *(status.value for status in layout.Status),
    *(each.name for each in vars(layout).values() if isinstance(each, layout.Field)),
    layout.RESULT_MARK,
    *layout.OUR_SHEETS, layout.LINES, layout.COMPARED, layout.CHANGES, layout.PUBLISHED,
}  # fmt: skip
"""What a workbook is recognised by; a second spelling would be a second truth."""

OTHER_MEANINGS = {
    ("Id", "estimat.files.package"): "an attribute in the XML of relationships",
    ("Id", "estimat.files.publishing.copying"): "the same",
    ("Risikoavsetning", "estimat.core.report"): "the title of a table, not the name of a cell",
    ("Forutsetninger", "estimat.core.report"): "the title of a table",
    ("Linjer", "estimat.core.report"): "the same",
    ("Konsolidert", "estimat.making.reference"): "what a group of findings is about",
}


def test_a_word_of_the_layout_is_written_out_in_the_layout_alone() -> None:
    again = [
        f"{module}:{line} {text}"
        for text, module, line in literals()
        if text in WORDS
        and module != "estimat.core.layout"
        and (text, module) not in OTHER_MEANINGS
    ]
    assert again == []
