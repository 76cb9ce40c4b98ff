"""The exceptions of Estimat."""

from __future__ import annotations

from collections.abc import Sequence

from .findings import Finding, Rule


class EstimatError(Exception):
    """Something a user can mend; the text is Norwegian and is shown as it stands.

    EstimatError
    ├── UsageError        the call is wrong: an unknown file, an option that does not fit
    ├── UnreadableError   one file cannot be read; becomes a finding for that file
    ├── RefusedError      what was read has errors, and so nothing is made of it
    ├── UnwritableError   a result cannot be saved; whatever was there before still is
    └── UnpublishableError  a workbook holds something that a copy or a note for others cannot have
    """


class UsageError(EstimatError):
    """The call is wrong, and nothing was done."""


class UnreadableError(EstimatError):
    """A file cannot be read. `rule` of the catalogue says how, `found` what stood in the way."""

    def __init__(self, rule: Rule, found: str = "") -> None:
        super().__init__(rule.title)
        self.rule = rule
        self.found = found

    def __reduce__(self) -> tuple[type[UnreadableError], tuple[Rule, str]]:
        """Survive the way between processes."""
        return type(self), (self.rule, self.found)


class RefusedError(EstimatError):
    """Nothing is made, as `said`, of what has these findings; `unread` is of no file at all.

    Where a command can insist, it helps against these unless they are none that it `can_force`.
    """

    def __init__(
        self, said: str, findings: Sequence[Finding], *, unread: bool, can_force: bool = True
    ) -> None:
        first = [f"{each.place}: {each.message}" for each in findings[:1]]
        super().__init__(": ".join(filter(None, (said, *first))))
        self.said = said
        self.findings = findings
        self.unread = unread
        self.can_force = can_force


class UnwritableError(EstimatError):
    """A result cannot be saved, and the old file stands as it was."""


class UnpublishableError(EstimatError):
    """A copy or a note for others would not say what it should; the text names the place."""
