"""Findings: what a check has to say, as data. A rule is declared once, beside its check.

`RULES` is the catalogue; `docs/kontroller.md` is made from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from functools import partial
from typing import Final, NamedTuple


class Severity(str, Enum):
    """How much a finding matters; `feil` stops the consolidation."""

    ERROR = "feil"
    WARNING = "advarsel"
    INFO = "info"


class Place(NamedTuple):
    """Where: file, sheet and cell (or range), each empty when it does not apply."""

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        inside = f"{self.sheet}!{self.cell}" if self.sheet and self.cell else self.sheet
        return " › ".join(part for part in (self.file, inside) if part)


class Finding(NamedTuple):
    """One thing a check has to say; `message` and `remedy` are Norwegian sentences."""

    code: str
    severity: Severity
    place: Place
    found: str
    expected: str
    message: str
    remedy: str

    @property
    def title(self) -> str:
        """What kind of finding it is, in a few words."""
        rule = RULES.get(self.code)
        return rule.title if rule else self.code


class Rule(NamedTuple):
    """A kind of finding. `message` and `remedy` are templates over `{found}` and `{expected}`."""

    code: str
    severity: Severity
    title: str
    message: str
    remedy: str

    def at(self, place: Place, found: str = "", expected: str = "") -> Finding:
        """The finding of this rule at a place; a text too long to read is cut."""
        found, expected = _readable(found), _readable(expected)
        return Finding(
            self.code,
            self.severity,
            place,
            found,
            expected,
            self.message.format(found=found, expected=expected),
            self.remedy.format(found=found, expected=expected),
        )


def as_errors(findings: Iterable[Finding]) -> list[Finding]:
    """The same, as what keeps something from being done."""
    return [each._replace(severity=Severity.ERROR) for each in findings]


def _readable(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"


LONGEST_QUOTE: Final = 300

RULES: Final[dict[str, Rule]] = {}
"""Every rule by its code, in the order of the catalogue."""


def _declare(severity: Severity, code: str, title: str, message: str, remedy: str) -> Rule:
    rule = Rule(code, severity, title, message, remedy)
    if RULES.setdefault(code, rule) is not rule:
        raise ValueError(f"{code} is declared twice")
    return rule


error: Final = partial(_declare, Severity.ERROR)
"""Declare a rule whose findings stop the consolidation."""

warning: Final = partial(_declare, Severity.WARNING)
"""Declare a rule whose findings a controller should look at before sending."""

info: Final = partial(_declare, Severity.INFO)
"""Declare a rule whose findings are good to know."""
