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


class ToArea(NamedTuple):
    """What an area is told, which knows only its own sheet; a blank is as the rule has it."""

    remedy: str = ""
    message: str = ""


_AS_IT_STANDS: Final = ToArea()


class Rule(NamedTuple):
    """A kind of finding. `message` and `remedy` are templates over `{found}` and `{expected}`.

    What an area is told of it is `to_area`; None when it is not the area's to mend.
    """

    code: str
    severity: Severity
    title: str
    message: str
    remedy: str
    to_area: ToArea | None = _AS_IT_STANDS

    def at(self, place: Place, found: str = "", expected: str = "") -> Finding:
        """The finding of this rule at a place; a text too long to read is cut."""
        found, expected = readable(found), readable(expected)
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


def as_said(findings: Iterable[Finding], before: Iterable[Finding]) -> list[Finding]:
    """The same, each as it was said before when it was: found anew, it may be accepted there."""
    said = {(each.code, each[2:5]): each for each in before}
    return [said.get((each.code, each[2:5]), each) for each in findings]


def is_cut(finding: Finding) -> bool:
    """Whether the words of a finding may not be all that there is to say."""
    return any(len(text) == LONGEST_QUOTE for text in (finding.found, finding.expected))


def readable(text: str) -> str:
    """A text cut to what can be read in a finding."""
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"


LONGEST_QUOTE: Final = 300

RULES: Final[dict[str, Rule]] = {}
"""Every rule by its code, in the order of the catalogue."""


def _declare(
    severity: Severity,
    code: str,
    title: str,
    message: str,
    remedy: str,
    *,
    to_area: ToArea | None = _AS_IT_STANDS,
) -> Rule:
    rule = Rule(code, severity, title, message, remedy, to_area)
    if RULES.setdefault(code, rule) is not rule:
        raise ValueError(f"{code} is declared twice")
    return rule


error: Final = partial(_declare, Severity.ERROR)
"""Declare a rule whose findings stop the consolidation."""

warning: Final = partial(_declare, Severity.WARNING)
"""Declare a rule whose findings a controller should look at before sending."""

info: Final = partial(_declare, Severity.INFO)
"""Declare a rule whose findings are good to know."""
