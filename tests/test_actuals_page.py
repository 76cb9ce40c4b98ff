"""The page on plan against actual: its example is what the command says."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from estimat.core.actuals import accounts
from estimat.core.actuals.accounts import account_of
from estimat.core.actuals.months import Month
from estimat.core.actuals.plan import PlanRow
from estimat.core.actuals.timesheet import Entry
from estimat.core.findings import Place
from estimat.core.layout import Kind
from tests import timesheets
from tests.running import GOOD, run_in_terminal, without_colours
from tests.workbooks import ROOT

PAGE = (ROOT / "docs" / "faktisk.md").read_text("utf-8")


def test_the_example_is_what_the_command_says(tmp_path: Path) -> None:
    plan, sheet = timesheets.example(tmp_path)
    arguments = ("faktisk", plan.name, sheet.name, "--til-og-med", "2024-04", "-o", "faktisk.xlsx")
    assert f"\nestimat {' '.join(arguments)}\n" in PAGE
    ran = run_in_terminal(*arguments, folder=tmp_path, columns=80)
    assert ran.status == GOOD
    shown = "\n".join(line.rstrip() for line in without_colours(ran.out).splitlines())
    numbers, _, _ = shown.partition("\n\n▲")
    assert f"```\n{numbers}\n```" in PAGE


def test_the_split_is_the_one_that_is_explained() -> None:
    nowhere = Place("")
    planned = Decimal(10), Decimal(1450), Decimal(0)
    row = PlanRow(nowhere, "A", "1", "x", Kind.OWN, *planned, (), nowhere, "januar", nowhere)
    line = Entry(nowhere, ("1",), Month(2024, 1), Decimal(12), Decimal(18_000))
    account = account_of(row, [line], 1)
    assert [account.off_plan, account.by_hours, account.by_rate] == [
        Decimal(3500), Decimal(2900), Decimal(600),
    ]  # fmt: skip
    assert "er avviket 3 500 kr: 2 900 av timer og 600 av pris" in PAGE


@pytest.mark.parametrize(
    "reason",
    [accounts.PACE, accounts.OWNERS, accounts.NOT_BEGUN, accounts.BEGUN_EARLY,
     accounts.WITHOUT_CODE, accounts.REGISTERED],
)  # fmt: skip
def test_every_reason_is_explained(reason: str) -> None:
    assert f"| {reason} |" in PAGE


def test_the_picture_is_there() -> None:
    assert "(bilder/faktisk.png)" in PAGE
    assert (ROOT / "docs" / "bilder" / "faktisk.png").is_file()
