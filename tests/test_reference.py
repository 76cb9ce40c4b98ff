"""The reference pages say what the code does, and every function says enough for its page."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from estimat.core.functions import Function
from estimat.making import reference
from tests.formulas import ALL, evaluate, every_function
from tests.source import declared_rules

DOCS = Path(__file__).parents[1] / "docs"
LONGEST_HELP = 254
"""More than this Excel's function wizard does not show."""

FUNCTIONS_PAGE, RULES_PAGE = reference.functions_page(), reference.rules_page()


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages as `make docs` makes them."""
    folder = tmp_path_factory.mktemp("docs")
    subprocess.run([sys.executable, "-m", "estimat.making.reference", str(folder)], check=True)
    return folder


@pytest.mark.parametrize("name", [reference.FUNCTIONS_PAGE, reference.RULES_PAGE])
def test_the_page_in_docs_is_a_fresh_one(name: str, fresh: Path) -> None:
    assert (DOCS / name).read_bytes() == (fresh / name).read_bytes(), "run `make docs`"


class TestFunctions:
    @every_function
    def test_a_function_says_in_one_short_line_what_it_gives(self, function: Function) -> None:
        first, *_ = function.help.splitlines()
        assert 10 < len(first) <= LONGEST_HELP
        assert first.endswith(".")
        assert function.gives

    @every_function
    def test_so_does_every_argument_with_its_unit(self, function: Function) -> None:
        for argument in function.arguments:
            assert 10 < len(argument.help) <= LONGEST_HELP
            assert argument.help.endswith(".")
            assert argument.unit

    @every_function
    def test_a_function_has_examples_of_its_own(self, function: Function) -> None:
        assert function.examples
        for formula, _ in function.examples:
            assert formula.startswith(f"={function.name}(")

    @every_function
    def test_everything_about_a_function_is_on_the_page(self, function: Function) -> None:
        section = FUNCTIONS_PAGE.partition(f"## {function.name}\n")[2].partition("\n## ")[0]
        assert reference.syntax(function) in section
        assert function.help in section
        for argument in function.arguments:
            assert f"| {argument.name} | {argument.help} | {argument.unit} |" in section
        assert section.count("| `=") == len(function.examples)

    def test_optional_arguments_are_in_brackets(self) -> None:
        assert reference.syntax(ALL[0]) == "=ESTIMAT_KOST(timer; [timepris])"

    def test_numbers_and_formulas_are_as_a_norwegian_excel_shows_them(self) -> None:
        assert "`=ESTIMAT_KOST(8,2;1450)` | 11 890 kr" in FUNCTIONS_PAGE
        assert "`=AVRUND(kroner/10^6;desimaler)`" in FUNCTIONS_PAGE
        assert "`#VERDI!`" in FUNCTIONS_PAGE
        assert not re.search(r"\d\.\d", FUNCTIONS_PAGE)

    @pytest.mark.parametrize(
        ("formula", "text"),
        [
            ("=ESTIMAT_KOST(100)", "145 000 kr"),
            ('=ESTIMAT_KOST("7,5")', "`#VERDI!`"),
            ("=ESTIMAT_KOST(-100)", "`#NUM!`"),
        ],
    )
    def test_what_the_shared_table_says_of_a_value_is_what_happens(
        self, formula: str, text: str
    ) -> None:
        assert reference.shown(evaluate(formula), "kr") == text
        assert f"| `{formula}` | {text} |" in FUNCTIONS_PAGE


class TestRules:
    def test_every_rule_has_one_row(self) -> None:
        rows = re.findall(r"^\| ([A-ZÆØÅ]+-\d\d) \|", RULES_PAGE, re.MULTILINE)
        assert sorted(rows) == sorted(code for code, _ in declared_rules())
        assert rows[0] == "FIL-01"

    def test_a_message_shows_where_the_workbooks_own_words_go(self) -> None:
        assert "| Summen er […] mill. kr, mens budsjettet er […] mill. kr. |" in RULES_PAGE
        assert "{" not in RULES_PAGE

    def test_severity_is_told_by_sign_and_word(self) -> None:
        assert "| TALL-01 | ● Feil | Tall skrevet som tekst |" in RULES_PAGE
        assert "| OMR-06 | ○ Info |" in RULES_PAGE
