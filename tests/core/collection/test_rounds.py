"""Out to the areas and back, thousands of times: nothing is lost, and nothing counted twice.

What befalls the parts is drawn at random; what there is to say of it is reckoned in fractions.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from estimat.core import layout
from estimat.core.collection.delivery import Overview, overview
from estimat.core.collection.taking import stopping, taken
from estimat.core.consolidation import NO_STAMP, consolidate
from tests.core.collection.laid import Laid, laid_out
from tests.core.collection.reckoned import (
    STALE,
    STATES,
    TWO,
    File,
    Line,
    answers,
    by_kind,
    files_of,
    lines,
    ore,
)
from tests.core.collection.rounds import FATES, Round, random_round

ROUNDS = 10_000 if os.environ.get("ESTIMAT_SAFETY") else 300


def assert_lines(seen: Overview, expected: dict[str, Line]) -> None:
    """Each area once, and what is said of it true."""
    assert len(seen.areas) == len({each.key for each in seen.areas})
    found = {_known(each.key): each for each in seen.areas}
    assert found.keys() == expected.keys()
    for key, line in expected.items():
        each = found[key]
        assert (key, each.state.value) == (key, line.state)
        assert [one.part.file for one in each.versions] == [one.file.name for one in line.found]
        newest = line.newest
        assert (each.version and each.version.part.file) == (newest and newest.file.name), key
        kroner = None if each.kroner is None else Fraction(each.kroner)
        assert kroner == (ore(newest.kroner) if newest else None), key
        change = None if each.change is None else Fraction(each.change)
        assert change == (newest.change if newest else None), key
    ranks = [STATES.index(each.state.value) for each in seen.areas]
    assert ranks == sorted(ranks)
    assert Fraction(seen.kroner) == sum(
        ore(line.newest.kroner) for line in expected.values() if line.newest
    )


def _known(key: str) -> str:
    """An area without an id by its sheet, as the reckoned are."""
    return key.replace(" › ", "/")


def assert_files(made: Round, seen: Overview) -> None:
    """Each file is in the line of an area, or among the others, or blamed for one by name."""
    there = [one.part.file for each in seen.areas for one in each.versions]
    others = [file for file, _ in seen.others]
    assert all(why for _, why in seen.others)
    blamed = [
        file.name
        for file in made.files
        if not file.content and any(f"{file.name}: " in " ".join(each.notes) for each in seen.areas)
    ]
    sheets = [file.name for file in made.files for _ in file.sheets]
    assert Counter(there) <= Counter(sheets)
    assert not {*there} & {*others}
    assert not {*blamed} & {*others}
    assert {*there, *others, *blamed} == {file.name for file in made.files}
    assert len(others) == len({*others})


def assert_deadline(made: Round, seen: Overview, read: Sequence[File], listed: list[str]) -> None:
    """The last that was given for any of these areas; what has not come by then is late."""
    deadline = max((each.sent.deadline for each in files_of(read, listed) if each.sent), default="")
    assert (seen.deadline.isoformat() if seen.deadline else "") == deadline
    is_over = "" < deadline < made.today.isoformat()
    assert all(each.is_late == (is_over and not each.versions) for each in seen.areas)


def assert_notes(seen: Overview, expected: dict[str, Line]) -> None:
    for each in seen.areas:
        line, said = expected[_known(each.key)], " ".join(each.notes)
        assert ("Budsjettet er" in said) == line.other_budget, said
        assert ("er endret etter at det ble sendt ut" in said) == line.is_passed_by, said
        assert said or line.state not in (STALE, TWO)


def assert_partial(made: Round, laid: Laid, seen: Overview, expected: dict[str, Line]) -> set[str]:
    """What is taken, and the workbook's own for the rest, is the total: exactly, and each once."""
    own, master = laid.plan.part, made.master
    result = taken(own, laid.parts, seen)
    total = consolidate(result.parts, NO_STAMP, anew=True, alone=False)
    used = {_known(each.key) for each in result.used}
    assert used == {key for key, line in expected.items() if line.is_taken}
    assert {_known(each.key) for each, _ in result.kept} == expected.keys() - used
    assert all(reasons and reasons[0] for _, reasons in result.kept)
    assert stopping(total) == []

    stand = {layout.spelled(each.id): (each, master.rates, "master.xlsm") for each in master.areas}
    for key in used:
        newest = expected[key].newest
        assert newest
        stand[key] = (newest.sheet.area, newest.file.rates, newest.file.name)
    areas = [(area, rates) for area, rates, _ in stand.values()]
    sums = total.total.sums
    assert [*map(Fraction, (sums.own, sums.purchase, sums.pass_through))] == by_kind(areas)
    there = [(entry.source.key, entry.source.place.file) for entry in total.areas if entry.source]
    assert there == [(key, file) for key, (_, _, file) in stand.items()]
    assert not total.left_out
    assert total.reconciliation.difference == 0
    return used


def assert_round(made: Round) -> tuple[dict[str, Line], set[str]]:
    laid = laid_out(made)
    with_plan = overview(laid.parts, laid.slips, made.today, laid.plan)
    expected = lines(made.files, made.master, made.listed)
    assert_lines(with_plan, expected)
    assert_files(made, with_plan)
    assert_deadline(made, with_plan, answers(made.files, made.master), made.listed)
    assert_notes(with_plan, expected)
    used = assert_partial(made, laid, with_plan, expected)

    # Without the workbook there is what the files say of each other.
    alone = overview(laid.parts, laid.slips, made.today)
    read = answers(made.files, None)
    listed = [area.id for file in read if file.sent for area in file.sent.areas]
    assert_lines(alone, lines(made.files, None, listed))
    assert_deadline(made, alone, read, listed)
    assert_files(made, alone)
    return expected, used


def test_every_round_comes_back_whole() -> None:
    states: Counter[str] = Counter()
    fates: Counter[str] = Counter()
    undecided = some = whole = passed_by = 0
    for seed in range(ROUNDS):
        made = random_round(seed)
        try:
            expected, used = assert_round(made)
        except AssertionError as problem:
            raise AssertionError(f"round {seed}: {problem}") from problem
        states.update(line.state for line in expected.values())
        fates.update(made.fates)
        undecided += any(line.found and not line.newest for line in expected.values())
        passed_by += any(line.is_passed_by for line in expected.values())
        some += 0 < len(used) < len(made.listed)
        whole += len(used) == len(made.listed)
    # The rounds are worth the trouble only while everything happens in them.
    assert min(states[state] for state in STATES) > ROUNDS / 20
    assert min(fates[fate] for fate in FATES) > ROUNDS / 100
    assert min(undecided, some, whole, passed_by) > ROUNDS / 20
