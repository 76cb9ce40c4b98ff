"""Each row of a list placed in an area, or left with the reason: none is dropped."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple, TypedDict

from .. import layout, norwegian
from ..amounts import ZERO
from ..estimate import Inputs
from ..findings import Finding, Place, Rule
from ..layout import Kind
from .gathering import Gathered
from .headings import Headings
from .numbers import Reading
from .pricing import Priced, Rates, priced
from .rows import Is, Row, name_of, place_of
from .rules import (
    BELOW_TOTAL,
    FRAME,
    FTE_DIFFERS,
    HOURS_OF_NONE,
    NO_AREA,
    NO_KIND,
    NO_NAME,
    NO_RATE,
    NOT_OF_KIND,
    OF_EXAMPLE,
    PART_OF,
    PERHAPS_TOTAL,
    READ_AS,
    STRUCK,
    SUM_DIFFERS,
    TWICE,
    TWO_READINGS,
)
from .vocabulary import EXAMPLE, NO, YES, Role, kind_of


class Placed(NamedTuple):
    """A row in its area, by the area's id and name as the list has them."""

    area_id: str
    area: str
    inputs: Inputs
    place: Place


NO_ACTIVITY: Final = {
    Is.PERHAPS_TOTAL: PERHAPS_TOTAL, Is.PART: PART_OF, Is.FRAME: FRAME, Is.BELOW: BELOW_TOTAL,
}  # fmt: skip
"""Why rows that have numbers, and are none of those sums that are known, are no activities."""


class _Area(TypedDict):
    area_id: str
    area: str


class Left(NamedTuple):
    """A row that is not placed: where, what it says, what of it could be read, and why.

    An activity has the area that it is to be in, by its id and name, where the list says it.
    """

    place: Place
    name: str
    says: str
    hours: Decimal
    kroner: Decimal
    why: str
    area_id: str = ""
    area: str = ""


class Placing:
    """Places the rows of one sheet; what there is to say of them gathers in `findings`."""

    def __init__(
        self,
        headings: Headings,
        rates: Rates,
        place: Place,
        seen: dict[tuple[object, ...], Place],
    ) -> None:
        self._headings = headings
        self._rates = rates
        self._place = place
        self._gathered = Gathered(headings, place)
        self._seen = seen  # of all the sheets
        self._computed: dict[Role, None] = {}
        self._differing: set[Role] = set()
        self.findings: list[Finding] = []

    @property
    def computed(self) -> list[Role]:
        """The columns that are made of the hours in every row."""
        return [role for role in self._computed if role not in self._differing]

    def gathered(self) -> Iterator[Finding]:
        """What is said once of several rows, where it stands first."""
        return self._gathered.findings(self._rates.hourly)

    def place(self, row: Row) -> Placed | Left:
        """A row that is or may be an activity, in its area, or why not."""
        price = priced(row, self._rates)
        first: Finding | None = None
        for finding in self._faults(row, price):
            self.findings.append(finding)
            first = first or finding
        if first:
            says = "; ".join(
                f"{role.label} {reading.text}" for role, reading in row.numbers.items()
            )
            name = name_of(row)
            left = Left(first.place, name, says, price.hours or ZERO, price.kroner, _why(first))
            is_named = row.state is Is.ACTIVITY and row.text(layout.ACTIVITY)
            return left._replace(**self._area(row)) if is_named else left
        self._computed.update(dict.fromkeys(price.computed))
        self.findings += self._read_otherwise(row)
        if row.text(layout.COMMENT).startswith(EXAMPLE):
            name = row.text(layout.ACTIVITY)
            self.findings.append(OF_EXAMPLE.at(self._at(row, layout.COMMENT), name))
        inputs = self._inputs(row, price)
        self._gathered.add(row, inputs.kind_text, price)
        placed = Placed(**self._area(row), inputs=inputs, place=self._at(row, layout.ACTIVITY))
        self._tell_twice(placed)
        return placed

    def _area(self, row: Row) -> _Area:
        id, name = row.text(layout.AREA_ID), row.text(layout.AREA_NAME)
        return {"area_id": id, "area": name or ("" if id else row.under)}

    def _at(self, row: Row, role: Role) -> Place:
        return place_of(row, role, self._headings, self._place)

    def _faults(self, row: Row, price: Priced) -> Iterator[Finding]:
        """What keeps a row from being placed."""
        if rule := NO_ACTIVITY.get(row.state):
            name = name_of(row) or ", ".join(each.text for each in row.numbers.values())
            yield rule.at(self._at(row, layout.ACTIVITY), name)
            return
        if struck := self._struck(row):
            name = name_of(row)
            yield STRUCK.at(self._at(row, struck), name)
            return
        unread = [(role, each) for role, each in row.numbers.items() if each.rule]
        for role, reading in unread:
            yield self._unread(row, role, reading)
        name = row.text(layout.ACTIVITY)
        if not name:
            says = ", ".join(reading.text for reading in row.numbers.values())
            yield NO_NAME.at(self._at(row, layout.ACTIVITY), says)
        elif not (row.text(layout.AREA_ID) or row.text(layout.AREA_NAME) or row.under):
            yield NO_AREA.at(self._at(row, layout.ACTIVITY), name or row.label)
        if price.hours and row.number(layout.RATE) == 0:
            yield NO_RATE.at(self._at(row, layout.RATE), name)
        elif row.number(layout.HOURS) == 0 and row.number(layout.FTE):
            years = row.numbers[layout.FTE].text
            yield HOURS_OF_NONE.at(self._at(row, layout.HOURS), name, years)
        elif price.differs and not unread:
            found, expected = price.differs
            yield SUM_DIFFERS.at(self._at(row, layout.HOURS), found, expected)

    def _struck(self, row: Row) -> Role | None:
        """The first of the row's name and numbers that has a line through it."""
        listed = (self._headings.of(role) for role in (layout.ACTIVITY, *row.numbers))
        return next(
            (each.role for each in listed if each and (row.row, each.column) in row.sheet.struck),
            None,
        )

    def _unread(self, row: Row, role: Role, reading: Reading) -> Finding:
        rule: Rule = reading.rule or TWO_READINGS
        expected = reading.expected if rule is TWO_READINGS else role.label
        return rule.at(self._at(row, role), reading.text, expected)

    def _read_otherwise(self, row: Row) -> Iterator[Finding]:
        for role, reading in row.numbers.items():
            if reading.read_as:
                yield READ_AS.at(self._at(row, role), reading.text, reading.read_as)
        hours, years = row.number(layout.HOURS), row.number(layout.FTE)
        if years is None:
            return
        at = self._at(row, layout.FTE)
        read = row.numbers[layout.FTE]
        per_year = self._rates.hours_per_year
        if hours is None:
            as_hours = f"{norwegian.number(years * per_year)} timer"
            yield READ_AS.at(at, f"{read.text} årsverk", as_hours)
            return
        self._computed[layout.FTE] = None
        if abs(years * per_year - hours) > read.step * per_year / 2:
            self._differing.add(layout.FTE)
            in_years = norwegian.number(hours / per_year, 2)
            yield FTE_DIFFERS.at(at, read.text, in_years)

    def _inputs(self, row: Row, price: Priced) -> Inputs:
        kind, kind_text = self._kind(row, price)
        comments = [row.text(layout.COMMENT)]
        ambition = layout.LEVELS.get(layout.spelled(row.text(layout.AMBITION)), "")
        if row.text(layout.AMBITION) and not ambition:
            comments.append(f"{layout.AMBITION.header}: {row.text(layout.AMBITION)}")
        answer = layout.spelled(row.text(layout.INVOLVEMENT))
        involvement = layout.YES if answer in YES else layout.NO if answer in NO else ""
        if answer and not involvement:
            comments.append(f"{layout.INVOLVEMENT.header}: {row.text(layout.INVOLVEMENT)}")
        governed = row.text(layout.GOVERNED)
        if set(governed) & set(",;"):  # a row is governed by one
            comments.append(f"{layout.GOVERNED.header}: {governed}")
            governed = ""
        comments += [f"{heading}: {said}" for heading, said in row.others]
        return Inputs(
            row.text(layout.ID), row.text(layout.ACTIVITY),
            kind.value if kind else kind_text,
            row.text(layout.RESPONSIBLE), price.hours,
            row.number(layout.LOW), row.number(layout.HIGH), price.rate, price.amount,
            row.number(layout.AMOUNT_LOW), row.number(layout.AMOUNT_HIGH),
            ambition, governed, involvement, "; ".join(filter(None, comments)),
            project=row.text(layout.PROJECT), phasing=row.text(layout.PHASING),
        )  # fmt: skip

    def _kind(self, row: Row, price: Priced) -> tuple[Kind | None, str]:
        """The kind of cost; a row of hours alone that says none is of own hours."""
        said = row.text(layout.KIND)
        kind = kind_of(said) if said else None
        numbers = (price.hours, price.rate, price.amount)
        if not said and not price.amount and (price.hours, price.rate) != (None, None):
            kind = Kind.OWN
        if kind is None and (said or numbers != (None, None, None)):  # 0 is a number too
            finding = NO_KIND.at(
                self._at(row, layout.KIND), row.text(layout.ACTIVITY), said or "(tom)"
            )
            self.findings.append(finding)
        elif kind and (unfit := _unfit(kind, price)):
            role, number = unfit
            what = f"er {kind.value}" + (f" ({said})" if said != kind.value else "")
            at, name = self._at(row, role), row.text(layout.ACTIVITY)
            self.findings.append(NOT_OF_KIND.at(at, name, f"{what}, men har {number}"))
        if kind and layout.spelled(said) != layout.spelled(kind.value):
            self._gathered.kinds[said, kind].append(self._at(row, layout.KIND))
        return kind, said

    def _tell_twice(self, placed: Placed) -> None:
        inputs = placed.inputs
        key = (
            layout.spelled(placed.area or placed.area_id), layout.spelled(inputs.name),
            inputs.kind_text, inputs.hours, inputs.rate, inputs.amount,
        )  # fmt: skip
        first = self._seen.setdefault(key, placed.place)
        if first is not placed.place and (inputs.hours or inputs.amount):
            elsewhere = first.sheet if first.sheet != placed.place.sheet else ""
            where = f"{elsewhere}!{first.cell}" if elsewhere else first.cell
            self.findings.append(TWICE.at(placed.place, inputs.name, f"den i {where}"))


def _unfit(kind: Kind, price: Priced) -> tuple[Role, str] | None:
    """What a row has that its kind may not have, for which its workbook is not consolidated."""
    if kind is Kind.OWN and price.amount:
        return layout.AMOUNT, f"et beløp ({norwegian.kroner(price.amount)})"
    if kind is Kind.PASS_THROUGH and price.hours:
        return layout.HOURS, f"timer ({norwegian.number(price.hours)})"
    if kind is Kind.PASS_THROUGH and price.rate:
        return layout.RATE, f"timepris ({norwegian.number(price.rate)} kr)"
    return None


def _why(finding: Finding) -> str:
    """Why a row is left, in the finding's own words but for what is said of all such rows."""
    return finding.message.replace(" Raden er ikke plassert.", "").replace(
        ", og raden er ikke plassert", ""
    )
