"""A folder of answers as the program gets it: workbooks in memory, read."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from estimat.core import layout
from estimat.core.book import Book, Range
from estimat.core.book import Sheet as Cells
from estimat.core.collection.delivery import Plan
from estimat.core.collection.dispatch import print_of_area
from estimat.core.collection.versions import Slip, slips
from estimat.core.estimate import NO_ASSUMPTIONS, Area, Estimate
from estimat.core.findings import Place
from estimat.core.interpret import interpret
from estimat.core.part import Part, sum_area
from estimat.core.summary import summarise
from estimat.core.values import Value
from estimat.files.parts import WITHOUT_AREAS
from estimat.files.reading import TOO_MUCH
from tests.books import AreaSheet, book
from tests.core.collection.reckoned import File, Rates, Sent, Sheet
from tests.core.collection.rounds import Round


class Laid(NamedTuple):
    """The folder as it is read, and the workbook."""

    parts: list[Part]
    slips: list[Slip]
    plan: Plan


def laid_out(made: Round) -> Laid:
    laying = _Laying()
    parts = []
    found: list[Slip] = []
    for file in made.files:
        if file.sheets:
            estimate = laying.estimate(file)
            parts.append(_part(estimate, file))
            found += slips(estimate)
        else:
            rule = WITHOUT_AREAS if file.content else TOO_MUCH
            sha256 = _sha256(file.content) if file.content else ""
            wrong = rule.at(Place(file.name), "den er ødelagt")
            parts.append(Part(file.name, sha256, NO_ASSUMPTIONS, (), (wrong,)))
    sheets = tuple(map(Sheet, made.master.areas))
    file = File("master.xlsm", made.master.content, sheets, made.master.rates)
    own = laying.estimate(file)
    (slip,) = slips(own)
    return Laid(parts, found, Plan(_part(own, file), slip))


def _part(estimate: Estimate, file: File) -> Part:
    """The file as consolidation takes it. What is right needs no check, which takes time."""
    if any(each.is_flawed for each in file.sheets):
        return summarise(estimate, _sha256(file.content))
    areas = tuple(sum_area(estimate, each) for each in estimate.areas)
    assumptions, whole, scenario = estimate.assumptions, estimate.whole, estimate.scenario
    return Part(file.name, _sha256(file.content), assumptions, areas, (), whole, scenario)


def _sha256(content: int) -> str:
    return f"{content + 9_999:064x}"


class _Laying:
    """Workbooks laid out and read; of the same area, which is in many, this is done once."""

    def __init__(self) -> None:
        self.read: dict[tuple[AreaSheet, Rates], Estimate] = {}

    def of(self, written: AreaSheet, rates: Rates) -> Estimate:
        """An area in a workbook of its own."""
        if (written, rates) not in self.read:
            made = book(written, year=float(rates.year), hourly_rate=float(rates.hourly))
            self.read[written, rates] = interpret(made)
        return self.read[written, rates]

    def estimate(self, file: File) -> Estimate:
        made = book(
            file=file.name, year=float(file.rates.year), hourly_rate=float(file.rates.hourly)
        )
        made.saved = file.saved
        made.sheets.append(self._guide(file, made))
        areas: list[Area] = []
        for number, each in enumerate(file.sheets):
            (read,) = self.of(each.area, file.rates).areas
            taken = {other.sheet.name for other in areas}
            name = f"{read.sheet.name}{number}" if read.sheet.name in taken else read.sheet.name
            areas.append(read._replace(sheet=replace(read.sheet, name=name)))
        made.sheets += [each.sheet for each in areas]
        return interpret(replace(made, sheets=made.sheets[:2]))._replace(
            book=made, areas=tuple(areas)
        )

    def _guide(self, file: File, made: Book) -> Cells:
        guide = Cells(layout.GUIDE)
        if file.sent:
            for row, (field, value) in enumerate(self._told(file.sent, file.of), start=3):
                guide.values[row, 2] = value
                made.names[field.name] = (guide.name, Range(row, 2, row, 2))
            ids = [each.id for each in file.sent.areas]
            for row, id in enumerate(ids, start=20):
                here = layout.IN_THIS_FILE if id == file.of else ""
                guide.values[row, 1], guide.values[row, 2] = id, f"Område {id}{here}"
            made.names[layout.WHOLE.name] = (guide.name, Range(20, 1, 19 + len(ids), 1))
        if file.scenario:
            guide.values[50, 1] = file.scenario
            made.names[layout.SCENARIO_MARK] = (guide.name, Range(50, 1, 50, 1))
        return guide

    def _told(self, sent: Sent, id: str) -> list[tuple[layout.Field, Value]]:
        """What the guide says of how a part was sent out."""
        (theirs,) = self.of(sent.area(id), sent.rates).areas
        said = print_of_area(theirs.head, (row.inputs for row in theirs.activities))
        return [
            (layout.DISPATCH, float(sent.number)),
            (layout.SENT, f"{sent.when:%d.%m.%Y kl. %H.%M}"),
            (layout.DEADLINE, ".".join(reversed(sent.deadline.split("-")))),
            (layout.SENT_FROM, "estimat.xlsm"),
            (layout.SENT_HASH, _sha256(sent.source)),
            (layout.SENT_SUM, float(sent.sum_of(id))),
            (layout.SENT_PRINT, said),
        ]
