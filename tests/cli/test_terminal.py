"""Words on a screen: lines that fit, numbers in one piece, the same text whatever the width."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from estimat.cli.screen import safe, wrapped

NUMBER = re.compile(r"\d+(?: \d{3})*(?:,\d+)?")
SENTENCE = (
    "Summen er 1 234 567,50 kr, mens budsjettet for 2024 er 35 300 000 kr og "
    "Timepris × timer per årsverk er 2 175 000 kr."
)


@given(st.integers(min_value=0, max_value=200))
def test_a_number_is_never_divided_between_two_lines(width: int) -> None:
    lines = wrapped(SENTENCE, width).split("\n")
    found = [number for line in lines for number in NUMBER.findall(line)]
    assert found == NUMBER.findall(SENTENCE)
    assert all(len(line) <= max(width, 20) for line in lines)
    assert " ".join(lines) == SENTENCE


@given(st.text())
def test_safe_text_is_as_long_and_steers_nothing(text: str) -> None:
    shown = safe(text)
    assert len(shown) == len(text)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202e]", shown)
    assert safe(shown) == shown


def test_letters_of_every_language_are_left_alone() -> None:
    text = "Prøvesvar – æøå ÆØÅ čšž 日本 🫐 1 450 kr/t"
    assert safe(text) == text
