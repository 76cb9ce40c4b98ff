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
from tests.workbooks import ROOT

IMPORTS = imports()


def is_in(module: str, package: str) -> bool:
    """Whether a module lies in a package."""
    return module.startswith(f"{package}.")


OWN_IMPORTS = [
    each
    for each in IMPORTS
    if each.imported in MODULES
    and each.imported != "estimat"
    and not is_in(each.importer, each.imported)
]
"""Those of our own modules; a package that is imported to reach into it is none."""

HEAVY = ("pandas", "numpy", "pyarrow", "openpyxl", "distributed", "dask", "formulon", "wasmtime")
"""Packages that take longer to load than Estimat takes to run, or that only some have."""

CORE = (
    "core", "core.actuals", "core.checks", "core.collection", "core.comparing", "core.importing",
    "core.noting", "core.scenarios", "core.uncertainty",
)  # fmt: skip
FILES = (
    "files", "files.actuals", "files.writing", "files.engine", "files.results", "files.note",
    "files.publishing", "files.workbooks", "files.collection", "files.importing",
)  # fmt: skip
MAY_IMPORT = {
    "core": (
        "core.actuals",
        "core.checks",
        "core.collection",
        "core.noting",
        "core.scenarios",
        "core.uncertainty",
    ),
    "core.actuals": ("core",),
    "core.checks": ("core",),
    "core.collection": ("core", "core.checks"),
    "core.comparing": ("core",),
    "core.importing": ("core",),
    "core.noting": ("core",),
    "core.scenarios": ("core", "core.checks"),
    "core.uncertainty": ("core", "core.checks"),
    "files": (*CORE, "files.engine"),
    "files.actuals": (*CORE, "files"),
    "files.writing": (*CORE, "files"),
    "files.engine": (*CORE, "files", "files.writing"),
    "files.results": (*CORE, "files", "files.writing"),
    "files.note": (*CORE, "files", "files.writing", "files.results"),
    "files.publishing": (*CORE, "files", "files.writing", "files.engine"),
    "files.workbooks": (*CORE, "files", "files.writing", "files.results"),
    "files.collection": (*CORE, "files", "files.writing", "files.engine", "files.workbooks"),
    "files.importing": (*CORE, "files", "files.writing", "files.workbooks"),
    "actions": (*CORE, *FILES),
    "buttons": (*CORE, *FILES, "actions"),
    "cli": (*CORE, *FILES, "actions", "windows"),
    "excel": ("core", "files", "files.engine", "buttons"),
    "calc": ("core", "files.engine", "buttons"),
    "windows": ("core", "files.workbooks", "excel"),
    "making": ("core", "core.actuals", "core.importing", "files", "files.workbooks"),
    "": ("cli", "actions", "core"),
}
"""Which rooms of the package may import which others; every room is here, "" its door."""


def room(module: str) -> str:
    """The room that a module is in."""
    inside = module.removeprefix("estimat").removeprefix(".")
    while inside not in MAY_IMPORT:
        inside = inside.rpartition(".")[0]
    return inside


def floor(module: str) -> str:
    """What is drawn as one: a room, or a module of the core or the files that is in none."""
    return module if room(module) in ("core", "files", "") else room(module)


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

    def test_every_room_imports_only_what_it_may(self) -> None:
        wrong = [
            told(each)
            for each in OWN_IMPORTS
            if room(each.imported) not in (*MAY_IMPORT[room(each.importer)], room(each.importer))
        ]
        assert wrong == []

    def test_every_room_is_in_the_table_and_may_import_nothing_that_it_does_not(self) -> None:
        packages = {module for module in MODULES if any(is_in(each, module) for each in MODULES)}
        rooms = {each.removeprefix("estimat").removeprefix(".") for each in packages}
        assert rooms - {"cli.verbs"} == {*MAY_IMPORT}
        used = {(room(each.importer), room(each.imported)) for each in OWN_IMPORTS}
        allowed = {(one, other) for one in MAY_IMPORT for other in MAY_IMPORT[one]}
        # Those above may come to need more; and all among the files may need all of the core.
        wide = ("actions", "buttons", "cli", "making")
        assert [
            (one, other)
            for one, other in sorted(allowed - used)
            if one not in wide and not (one in FILES and other in CORE)
        ] == []

    def test_every_room_is_drawn(self) -> None:
        page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
        drawn = re.findall(r"([a-z]+)/", page.split("```")[1])
        assert sorted(drawn) == sorted(each.rpartition(".")[2] for each in MAY_IMPORT if each)

    def test_nothing_is_imported_upwards(self) -> None:
        below: dict[str, set[str]] = {}
        for each in OWN_IMPORTS:
            if floor(each.importer) != floor(each.imported):
                below.setdefault(floor(each.importer), set()).add(floor(each.imported))
        TopologicalSorter(below).prepare()

    def test_the_core_imports_only_itself_and_what_comes_with_python(self) -> None:
        outside = [
            told(each)
            for each in IMPORTS
            if each.importer.startswith("estimat.core")
            and each.top not in sys.stdlib_module_names
            and not each.of("estimat.core")
        ]
        assert outside == []

    def test_only_the_command_line_writes_to_a_screen(self) -> None:
        assert {room(each.importer) for each in IMPORTS if each.of("rich")} == {"cli"}

    def test_the_clock_is_read_where_something_is_done_and_nowhere_below(self) -> None:
        stamping = {each.importer for each in IMPORTS if each.of("estimat.actions.stamp")}
        assert {*map(room, stamping)} == {"actions", "buttons"}

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
    *layout.OUR_SHEETS, layout.LINES, layout.ORIGIN,
    layout.COMPARED, layout.CHANGES, layout.PUBLISHED, layout.ACTUAL,
}  # fmt: skip
"""What a workbook is recognised by; a second spelling would be a second truth."""

OTHER_MEANINGS = {
    ("Id", "estimat.files.package"): "an attribute in the XML of relationships",
    ("Id", "estimat.files.publishing.copying"): "the same",
    ("Id", "estimat.files.writing.adding"): "the same",
    ("Risikoavsetning", "estimat.core.report"): "the title of a table, not the name of a cell",
    ("Forutsetninger", "estimat.core.report"): "the title of a table",
    ("Linjer", "estimat.core.report"): "the same",
    ("Konsolidert", "estimat.buttons.inplace"): "what was done",
    ("Konsolidert", "estimat.making.reference"): "what a group of findings is about",
    ("Scenarioer", "estimat.making.reference"): "the same",
    ("Merknader", "estimat.making.reference"): "the same",
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
