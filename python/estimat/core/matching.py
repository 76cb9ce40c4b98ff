"""Which thing of a list is which of a later one: by id, then by name, then by likeness."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches
from typing import Final, Generic, NamedTuple, TypeVar

T = TypeVar("T")

ALIKE: Final = 0.7
"""Two names with this much in common are taken for one that was rewritten."""

_LONGEST: Final = 200
"""Of a name that is held against others; a stranger's cell may hold a book."""

_MOST_PAIRS: Final = 10_000
"""Names held against each other; beyond it nothing is guessed by likeness."""


class Matched(NamedTuple, Generic[T]):
    """What was found again, and what was not, each in the order it stood."""

    pairs: list[tuple[T, T]]
    gone: list[T]
    new: list[T]


def meant(word: str, known: Iterable[str]) -> str:
    """The known word that a misspelled one is nearest to; empty when none is near.

    >>> meant("Ansvarleg", ["navn", "ansvarlig"]), meant("x", ["navn"])
    ('ansvarlig', '')
    """
    words = {each.casefold(): each for each in known}
    near = get_close_matches(word.casefold(), words, 1)
    return words[near[0]] if near else ""


def by_key(before: Iterable[T], after: Iterable[T], key: Callable[[T], Hashable]) -> Matched[T]:
    """Match what has the same key, the first with the first; what has none (False) is left."""
    waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    olds = list(before)
    for position, old in enumerate(olds):
        waiting[key(old)].append(position)
    pairs, new, found = [], [], set()
    for each in after:
        wanted = key(each)
        if wanted and waiting[wanted]:
            position = waiting[wanted].popleft()
            found.add(position)
            pairs.append((olds[position], each))
        else:
            new.append(each)
    return Matched(pairs, [old for n, old in enumerate(olds) if n not in found], new)


def matched(
    before: Sequence[T], after: Sequence[T], id_of: Callable[[T], str], name_of: Callable[[T], str]
) -> Matched[T]:
    """Match by id, what is left by name, and the rest by the names that are most alike."""
    by_id = by_key(before, after, lambda each: id_of(each).casefold())
    by_name = by_key(by_id.gone, by_id.new, lambda each: name_of(each).casefold())
    alike = _most_alike(by_name.gone, by_name.new, name_of)
    return Matched(by_id.pairs + by_name.pairs + alike.pairs, alike.gone, alike.new)


def _most_alike(before: list[T], after: list[T], name_of: Callable[[T], str]) -> Matched[T]:
    if len(before) * len(after) > _MOST_PAIRS:
        return Matched([], before, after)
    ranked = sorted(
        (-likeness, old, new)
        for old, left in enumerate(before)
        for new, right in enumerate(after)
        if (likeness := _likeness(name_of(left), name_of(right))) >= ALIKE
    )
    found: dict[int, int] = {}
    for _, old, new in ranked:
        if old not in found and new not in found.values():
            found[old] = new
    return Matched(
        [(before[old], after[new]) for old, new in found.items()],
        [each for old, each in enumerate(before) if old not in found],
        [each for new, each in enumerate(after) if new not in found.values()],
    )


def _likeness(left: str, right: str) -> float:
    left, right = left.casefold()[:_LONGEST], right.casefold()[:_LONGEST]
    compared = SequenceMatcher(None, left, right, autojunk=False)
    # The cheap upper bounds first: most names have little in common.
    if compared.real_quick_ratio() < ALIKE or compared.quick_ratio() < ALIKE:
        return 0
    return compared.ratio()
