"""One workbook an area, for those who fill it in; and one workbook of them again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from ...core.acceptances import concerning, once
from ...core.collection.dispatch import Dispatch, print_of_area
from ...core.collection.ownremarks import own_remarks
from ...core.estimate import Estimate
from ...core.scenarios.decision import decisions
from ..many import answers_not_read, find_workbooks
from ..workbooks.areafile import AreaPlan
from ..workbooks.new import refuse_new
from ..workbooks.proven import Made, Read, make, read_source
from ..workbooks.rebuilding import area_file_of

_NOT_IN_FILE_NAMES: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_LONGEST_NAME: Final = 100


def divide(source: Read, folder: Path, dispatch: Dispatch, *, plain: bool = False) -> Made:
    """Make a workbook for each area, with the assumptions locked; the folder may be new.

    `dispatch` says when they are sent, to whom they go back, and by when. Those that are `plain`
    compute without Estimat. Raises UsageError before anything is written, and leaves nothing when
    something fails.
    """
    (estimate,) = source.estimates
    ((name, sha256),) = source.made_from
    areas = area_file_of(source.estimates, estimate.book.file)
    # Of a part, what it is a part of.
    every = areas.whole or tuple((area.head.id, area.head.name) for area in areas.areas)
    number = areas.dispatch.number + 1 if areas.dispatch else 1
    sent = dispatch._replace(number=number, source=name, sha256=sha256)
    areas = areas._replace(whole=every, plain=plain)
    kroner = {entry.id: entry.kroner for entry in source.consolidation.areas}
    files = {
        folder / _file_name(area, ".xlsx" if plain else ".xlsm"): areas._replace(
            areas=(area,),
            dispatch=sent._replace(
                kroner=kroner[area.head.id], print=print_of_area(area.head, area.rows)
            ),
            accepted=concerning(areas.accepted, estimate, area.head.id),
        )
        for area in areas.areas
    }
    for target in files:
        for ending in (".xlsx", ".xlsm"):  # the same area twice in a folder would be no answer
            refuse_new(target.with_suffix(ending))
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    left = make(source, files, "estimat del", [folder] * is_new)
    return Made(tuple(files), left, source.empty)


class Answers(NamedTuple):
    """What one workbook is to be made of.

    Where it is known which workbook the parts were made of, it holds for all but the areas; of some
    its own sheets may stand, `undelivered`. What became of them is `said`.
    """

    source: Read
    of_plan: bool = False
    undelivered: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    beside: tuple[Estimate, ...] = ()
    """Files whose areas are as they were sent out: what stands beside them is named as left."""


def returned(names: Sequence[str]) -> Answers:
    """Read the areas that have come back; raises RefusedError for errors, and for missing areas."""
    return Answers(read_source(find_workbooks(names), answers_not_read(names), alone=False))


def collect(answers: Answers, target: Path) -> Made:
    """Make one workbook of them all, in the order of their consolidation."""
    refuse_new(target)
    source = answers.source
    areas = area_file_of(source.estimates, target.stem, with_scenarios=answers.of_plan)
    order = [entry.id for entry in source.consolidation.areas]
    in_order = sorted(areas.areas, key=lambda area: order.index(area.head.id))
    areas = areas._replace(areas=tuple(in_order), whole=())
    if answers.of_plan:
        plan = source.estimates[0]
        areas = areas._replace(
            undelivered=answers.undelivered,
            accepted=once([plan]),
            own_remarks=tuple(own_remarks(plan)),
            decisions=tuple(dict.fromkeys(decisions(plan))),
        )
    left = make(source, {target: areas}, "estimat samle", beside=answers.beside)
    others = (f"{file}: hele fila (ingen tjenesteområder)" for file in source.without_areas)
    return Made((target,), (*others, *left), source.empty, answers.said)


def _file_name(area: AreaPlan, ending: str) -> str:
    name = _NOT_IN_FILE_NAMES.sub(" ", f"{area.head.id} {area.head.name}")
    return f"{' '.join(name.split())[:_LONGEST_NAME].strip(' .')}{ending}"
