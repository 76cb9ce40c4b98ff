"""Plan against actual as a record for other programs: what `--json` prints. Keys are Norwegian."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ..amounts import ore
from ..record import finding_records, number
from .accounts import Account
from .actuals import Actuals
from .report import account_fields
from .sources import Timesheet
from .timesheet import Sums


def actuals_record(found: Actuals) -> dict[str, Any]:
    """The areas, the rows, the total, the proof and the findings.

    Hours and kroner are exact, not rounded, so that what is a sum is so to the last digit;
    forecasts and budgets are in øre.
    """
    scenario = found.consolidation.stamp.scenario
    return {
        **({"scenario": scenario} if scenario else {}),
        "til_og_med": found.until.key,
        "omrader": [
            {**_account(each.account), "budsjett": _kroner(each.budget)} for each in found.areas
        ],
        "aktiviteter": [
            {"omrade": row.area, **_account(row)} for each in found.areas for row in each.rows
        ],
        "sum": {**_account(found.total), "budsjett": _kroner(found.budget)},
        "ikke_plassert": {
            **_account(found.not_placed),
            "koder": [{"kode": each.code, **_sums(each.sums)} for each in found.codes],
        },
        "utenfor_perioden": _sums(found.outside),
        "avstemming": {
            "lest": _sums(found.read),
            "plassert": _sums(found.placed),
            "ikke_plassert": _sums(found.left),
            "utenfor": _sums(found.outside),
            "differanse": _sums(found.difference),
        },
        **_files(found.files),
        "funn": finding_records(found.findings),
    }


def _files(files: Sequence[Timesheet]) -> dict[str, Any]:
    return {
        "filer": [
            {
                "fil": each.file,
                "sha256": each.sha256,
                "linjer": len(each.entries),
                "uten_tall": each.without_numbers,
            }
            for each in files
        ],
        "utelatte_kolonner": [
            {"fil": each.file, "kolonne": heading} for each in files for heading in each.never_read
        ],
    }


def _account(account: Account) -> dict[str, Any]:
    told = {heading.key: value for heading, value in account_fields(account).items()}
    told["timer_plan"] = account.hours
    return {
        key: number(value) if isinstance(value, Decimal) else value for key, value in told.items()
    }


def _kroner(kroner: Decimal | None) -> int | float | None:
    return None if kroner is None else number(ore(kroner))


def _sums(sums: Sums) -> dict[str, int | float]:
    return {
        "linjer": sums.lines,
        "timer": number(sums.hours),
        "kroner": number(sums.kroner),
    }
