"""Cells of a list that are merged over several rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .. import layout
from ..book import Sheet, address
from ..findings import Finding, Place
from .headings import Headings
from .rows import Is, Row
from .rules import MERGED_NUMBER
from .vocabulary import QUANTITIES


def merged_numbers(
    sheet: Sheet, headings: Headings, rows: Sequence[Row], place: Place
) -> Iterator[Finding]:
    """Hours and kroner that are merged over several activities: they are the first one's."""
    columns = {each.column: each.role for each in headings.columns if each.role in QUANTITIES}
    activities = {row.row: row for row in rows if row.state is Is.ACTIVITY}
    last = max(activities, default=0)
    for each in sheet.merged:
        role = columns.get(each.left)
        first = activities.get(each.top)
        if role is None or role is layout.RATE or not first or role not in first.numbers:
            continue
        below = range(each.top + 1, min(each.bottom, last) + 1)
        others = [row for row in below if row in activities]
        if others:
            at = place._replace(cell=address(each.top, each.left))
            said = f"rad {each.top}–{max(others)}"
            yield MERGED_NUMBER.at(at, first.numbers[role].text, said)
