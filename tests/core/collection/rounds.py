"""Rounds out to the areas and back, drawn at random.

An estimate is sent out once or twice; then everything befalls its parts that befalls files which
people have for three weeks.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from estimat.core.layout import Kind, Status
from estimat.core.values import Value
from tests.books import AreaSheet, Row, area
from tests.core.collection.reckoned import File, Master, Rates, Sent, Sheet

OWN, PURCHASE, PASS_THROUGH = (kind.value for kind in Kind)
IDS: Final = ("PLL", "PJD", "PPS", "PKI", "PMD", "ÆØÅ", "D-7", "N.8")
STATUSES: Final = (Status.DRAFT.value, Status.REVIEW.value, Status.APPROVED.value)
FIRST: Final = datetime(2027, 1, 4, 9)
TODAYS: Final = (date(2027, 1, 20), date(2027, 3, 1))

FATES: Final = {
    "lost": 8, "unchanged": 8, "edited": 16, "sorted": 4, "row added": 5, "row removed": 5,
    "text": 4, "status": 4, "flawed": 4, "flawed blank": 2, "twins": 5, "saved twice": 5,
    "older too": 4, "both dispatches": 6, "same second": 4, "one undated": 3, "undated": 2,
    "unreadable": 3, "unreadable too": 3, "first dispatch": 5, "capitals": 4, "merged": 6,
    "other id": 2, "no id": 2, "scenario": 2, "no dispatch": 3, "budget": 3,
}  # fmt: skip
"""What can befall a part, and how often. Whatever Estimat itself makes of files that are out (new
rates in them, remarks back) is a fate too: a line in `_came`, and its expectation in `reckoned`."""

BESIDE: Final = (
    "something else", "unreadable", "the workbook itself", "the workbook before", "last year's",
    "of another estimate",
)  # fmt: skip
"""What else can lie in the folder."""


class Round(NamedTuple):
    """What was sent out, the workbook as it is now, and what lies in the folder."""

    master: Master
    sent: tuple[Sent, ...]
    files: tuple[File, ...]
    today: date
    fates: tuple[str, ...]

    @property
    def listed(self) -> list[str]:
        return [each.id for each in self.master.areas]


class _Folder:
    """Files that are put into a folder, each by a name and with a content of its own."""

    def __init__(self, chance: random.Random, masters: int) -> None:
        self.chance = chance
        self.files: list[File] = []
        self.contents = masters

    def put(self, file: File) -> File:
        """Put a file there; one that can be read is like no other."""
        self.contents += 1
        return self.put_copy(file._replace(content=self.contents) if file.content else file)

    def put_copy(self, file: File) -> File:
        """Put a file there with its content as it is; people call it what they like."""
        name = file.name
        if self.chance.random() < 0.2 and file.content:
            name = self.chance.choice(("Kopi av ", "ferdig/", "Ny ")) + name
        taken = {each.name for each in self.files}
        while name in taken:
            name = f"Svar {name}"
        made = file._replace(name=name)
        self.files.append(made)
        return made

    def is_alone(self, file: File) -> bool:
        return [each.content for each in self.files].count(file.content) == 1

    def merge(self, into: File, sheet: Sheet) -> None:
        """Put the sheet of an area into the file of another."""
        self.contents += 1
        sheets = (*into.sheets, sheet._replace(is_written=True))
        position = self.files.index(into)
        self.files[position] = into._replace(sheets=sheets, content=self.contents)


def random_round(seed: int) -> Round:
    chance = random.Random(seed)
    many = chance.choice((1, 1, 1, 2, 2, 2, 3, 3, 4, 8))
    areas = tuple(_area(chance, id) for id in chance.sample(IDS, many))
    first = _sent(chance, 1, areas, Rates(2027, chance.choice(("1450", "1333.33"))), FIRST)
    sent = [first]
    if chance.random() < 0.5:
        rates = first.rates._replace(hourly=chance.choice((first.rates.hourly, "1500")))
        later = first.when + timedelta(minutes=chance.choice((0, 1, 14 * 24 * 60)))
        again = _sent(chance, 2, _revised(chance, areas), rates, later)
        sent.append(chance.choice((again, again, first._replace(when=later))))
    last = sent[-1]
    folder = _Folder(chance, 3)
    fates = tuple(_befall(folder, each.id, sent) for each in last.areas)
    master = Master(last.source, last.areas, last.rates)
    if chance.random() < 0.3:
        sheets = [each for file in folder.files for each in file.sheets if not each.is_flawed]
        came = {each.area.id: each.area for each in sheets}
        gathered = (chance.choice((each, came.get(each.id, each))) for each in last.areas)
        master = Master(3, _revised(chance, [*gathered]), last.rates)
    for what in BESIDE:
        if chance.random() < 0.07:
            _put_beside(folder, what, sent, master)
    chance.shuffle(folder.files)
    return Round(master, tuple(sent), tuple(folder.files), chance.choice(TODAYS), fates)


def _sent(
    chance: random.Random, source: int, areas: Sequence[AreaSheet], rates: Rates, when: datetime
) -> Sent:
    # A workbook does not know that it was sent out; one that was gathered in does.
    number = 1 if source == 1 else chance.choice((1, 2, 5))
    deadline = chance.choice(("", "2027-02-01", "2027-02-15"))
    return Sent(number, when, source, deadline, tuple(areas), rates)


def _written(chance: random.Random, most: int, above: int = 1) -> float:
    return float(f"{above + chance.uniform(0, 10**most):.{chance.randint(0, 2)}f}")


def _row(chance: random.Random, id: str) -> Row:
    kind = chance.choice((OWN, OWN, PURCHASE, PASS_THROUGH))
    hours: Value = _written(chance, 4) if kind == OWN else None
    amount: Value = None if kind == OWN else _written(chance, 6, 10_000)
    if chance.random() < 0.15:  # as all rows of a blank year
        hours = amount = None
    rate: Value = 987.65 if hours and chance.random() < 0.2 else None
    return Row(kind, hours, rate=rate, amount=amount, id=id, name=f"Gjøre {id}, {chance.random()}")


def _area(chance: random.Random, id: str, called: str = "Område") -> AreaSheet:
    rows = [_row(chance, f"{id}-{n}") for n in range(1, chance.choice((0, 1, 2, 2, 3, 4, 6)) + 1)]
    budget = chance.choice((None, 1.0, 9.3))
    status = Status.DRAFT.value if not rows else chance.choice(STATUSES)
    return area(id, *rows, name=f"{called} {id}", status=status, budget=budget)


def _revised(chance: random.Random, areas: Sequence[AreaSheet]) -> tuple[AreaSheet, ...]:
    """What the controller makes of the workbook before it is sent out again."""
    return tuple(_edited(chance, each) if chance.random() < 0.3 else each for each in areas)


def _edited(chance: random.Random, before: AreaSheet) -> AreaSheet:
    """The area with another number in one of its rows; without any it gets one."""
    rows = [*before.rows]
    if not rows:
        return _added(chance, before)
    at = chance.randrange(len(rows))
    if rows[at].kind == OWN:
        rows[at] = rows[at]._replace(hours=_written(chance, 4, 10_001))
    else:
        rows[at] = rows[at]._replace(amount=_written(chance, 6, 2_000_000))
    return before._replace(rows=tuple(rows))


def _added(chance: random.Random, before: AreaSheet) -> AreaSheet:
    return before._replace(rows=(*before.rows, _row(chance, f"{before.id}-{chance.random()}")))


WRITTEN: Final[dict[str, Callable[[random.Random, AreaSheet], AreaSheet]]] = {
    "edited": _edited,
    "row added": _added,
    "row removed": lambda _, before: before._replace(rows=before.rows[:-1]),
    "sorted": lambda _, before: before._replace(rows=before.rows[::-1]),
    "text": lambda chance, before: before._replace(reason=f"Fordi {chance.random()}"),
    "status": lambda chance, before: before._replace(status=chance.choice(STATUSES)),
    "budget": lambda _, before: before._replace(budget=4.5),
    "capitals": lambda chance, before: _edited(chance, before)._replace(id=before.id.swapcase()),
    "other id": lambda chance, before: _edited(chance, before)._replace(id=f"X{before.id}"),
}
"""What people write in a part, where one file of it comes back."""


def _befall(folder: _Folder, id: str, sent: Sequence[Sent]) -> str:
    """Let something befall the part of an area; gives what it was."""
    chance = folder.chance
    fate: str
    (fate,) = chance.choices([*FATES], [*FATES.values()])
    part = part_of(sent[-1], id)
    before = part.sheets[0].area
    others = [each for each in folder.files if len(each.sheets) == 1 and folder.is_alone(each)]
    if fate == "twins":
        folder.put_copy(folder.put(_maybe_answered(chance, part)))
    elif fate == "merged" and others:
        folder.merge(chance.choice(others), _maybe_answered(chance, part).sheets[0])
    elif fate in WRITTEN:
        folder.put(answer(part, WRITTEN[fate](chance, before)))
    else:
        fate = "first dispatch" if fate == "merged" else fate
        for each in _came(chance, fate, part, part_of(sent[0], id)):
            folder.put(each)
    return fate


def _came(chance: random.Random, fate: str, part: File, first: File) -> list[File]:
    """What comes of a part; `first` is what the area got the first time."""
    before = part.sheets[0].area
    answered, again = (answer(part, _edited(chance, before)) for _ in range(2))
    of_first = answer(first, _edited(chance, first.sheets[0].area), hours=chance.choice((3, 999)))
    unread = File(part.name, 0)
    return {
        "lost": [],
        "unchanged": [part],
        "flawed": [_flawed(chance, answered)],
        "flawed blank": [_flawed(chance, part)],
        "saved twice": [answered, answer(part, again.sheets[0].area, hours=49)],
        "older too": [part, answered],
        "both dispatches": [of_first, _maybe_answered(chance, part)],
        "same second": [answered, again],
        "one undated": [_maybe_answered(chance, part), again._replace(saved="")],
        "undated": [answered._replace(saved="")],
        "unreadable": [unread],
        "unreadable too": [answered, unread],
        "first dispatch": [chance.choice((first, of_first))],
        "no id": [_flawed(chance, answer(part, answered.sheets[0].area._replace(id="")))],
        "scenario": [answered._replace(scenario="Uten innføring")],
        "no dispatch": [answered._replace(sent=None, of="")],
    }[fate]


def _maybe_answered(chance: random.Random, part: File) -> File:
    answered = answer(part, _edited(chance, part.sheets[0].area))
    return chance.choice((part, answered))


def _flawed(chance: random.Random, part: File) -> File:
    """The part with something in it for a number that is none, where nothing was."""
    written = part.sheets[0].area
    rows = [*written.rows] or [_row(chance, f"{written.id}-1")]
    at = chance.randrange(len(rows))
    flaw = "amount_low" if rows[at].kind == PASS_THROUGH else chance.choice(("rate", "low"))
    rows[at] = rows[at]._replace(**{flaw: "etter avtale"})
    flawed = written._replace(rows=tuple(rows))
    return part._replace(sheets=(Sheet(flawed, is_written=True, is_flawed=True),))


def part_of(sent: Sent, id: str) -> File:
    """What an area got."""
    mine = sent.area(id)
    saved = f"{sent.when:%Y-%m-%dT%H:%M:00}"
    return File(f"{id} {mine.name}.xlsm", -1, (Sheet(mine),), sent.rates, sent, id, saved)


def answer(part: File, written: AreaSheet, hours: int = 50) -> File:
    """The part as it was saved so many hours after it was sent out, with this written in it."""
    sent = part.sent.when if part.sent else FIRST
    saved = f"{sent + timedelta(hours=hours):%Y-%m-%dT%H:%M:07}"
    is_written = written != part.sheets[0].area
    return part._replace(sheets=(Sheet(written, is_written),), saved=saved)


def _put_beside(folder: _Folder, what: str, sent: Sequence[Sent], master: Master) -> None:
    chance = folder.chance
    if what == "something else":
        folder.put(File("Referat.xlsx", -1))
    elif what == "unreadable":
        folder.put(File("Bok1.xls", 0))
    elif what == "the workbook itself":
        sheets = tuple(map(Sheet, master.areas))
        folder.put_copy(File("estimat.xlsm", master.content, sheets, master.rates))
    elif what == "the workbook before":
        sheets = tuple(map(Sheet, sent[0].areas))
        folder.put_copy(File("estimat 1.xlsm", sent[0].source, sheets, sent[0].rates))
    else:
        id = master.areas[0].id if what == "last year's" else "FREMMED"
        rates = master.rates._replace(year=2026) if what == "last year's" else master.rates
        when = datetime(2026 if rates.year == 2026 else chance.choice((2026, 2028)), 1, 5, 9)
        theirs = _sent(chance, -rates.year, [_area(chance, id, "Fjorårets")], rates, when)
        part = part_of(theirs, id)
        folder.put(answer(part, _added(chance, part.sheets[0].area)))
