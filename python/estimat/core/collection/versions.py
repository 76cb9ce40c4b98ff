"""The versions of an area that lie among what has come back, and which of them is the newest.

What tells is what the files say themselves: when they were sent out, and when they were saved last.
The time of a file is that of whoever put it where it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import PurePath
from typing import NamedTuple

from .. import layout, norwegian
from ..estimate import Estimate
from ..findings import Finding, Place
from ..part import AreaSum, Part
from .dispatch import Dispatch, dispatch_of, print_of_area


class Slip(NamedTuple):
    """What a file says of itself: how it was sent out, when it was saved last, in UTC, and the
    prints of its areas, by where they are. One in which a number cannot be read has none: it is
    not as it was sent."""

    file: str
    dispatch: Dispatch | None
    saved: str
    prints: Mapping[Place, str]


def slips(estimate: Estimate) -> Iterator[Slip]:
    """The slip of a file; to be kept when it is read."""
    yield Slip(
        estimate.book.file,
        dispatch_of(estimate.book),
        estimate.book.saved,
        {
            estimate.place(area.sheet): print_of_area(
                area.head, (row.inputs for row in area.activities)
            )
            for area in estimate.areas
            if not area.head_flaws and not any(row.flaws for row in area.activities)
        },
    )


class Version(NamedTuple):
    """An area as it stands in one file."""

    area: AreaSum
    part: Part
    slip: Slip

    @property
    def saved(self) -> date | None:
        """The day it was saved last."""
        try:
            return datetime.fromisoformat(self.slip.saved).date()
        except ValueError:
            return None

    @property
    def findings(self) -> list[Finding]:
        """What is found on its sheet, and in its file as a whole."""
        return [each for each in self.part.findings if self.is_concerned(each)]

    def is_concerned(self, finding: Finding) -> bool:
        """Whether something was found on its sheet, or in its file and on no other area's."""
        others = {each.place.sheet for each in self.part.areas} - {self.area.place.sheet}
        return finding.place.file == self.part.file and finding.place.sheet not in others

    @property
    def sent(self) -> Dispatch | None:
        """How the area was sent out; None when it was put into the file of another."""
        dispatch = self.slip.dispatch
        is_of_it = dispatch and layout.spelled(dispatch.area) in ("", self.area.key)
        return dispatch if is_of_it else None

    @property
    def print(self) -> str | None:
        """What it has in common with all that says the same; see `print_of_area`."""
        return self.slip.prints.get(self.area.place)

    @property
    def is_unchanged(self) -> bool:
        """Whether nothing has been written in it since it was sent out."""
        return bool(self.sent and self.sent.print == self.print)


def newest_of(found: Sequence[Version]) -> Version | None:
    """The one that is newer than each of the others; of files that are wholly alike the first."""
    if _are_alike(found):
        return found[0]
    for one in found:
        if all(other is one or _is_newer(one, other) for other in found):
            return one
    return None


def _are_alike(found: Sequence[Version]) -> bool:
    one_content = len({each.part.sha256 for each in found}) == 1
    return one_content and len({each.part.file for each in found}) == len(found)


def _is_newer(one: Version, other: Version) -> bool:
    """Whether it is so by what the files say themselves."""
    ours, theirs = one.slip.dispatch, other.slip.dispatch
    if ours and (theirs is None or ours.is_later(theirs)):
        # New rates go into what was written before, too: then somebody may have gone on in the old.
        are_changed = not (one.is_unchanged or other.is_unchanged)
        return not (are_changed and other.slip.saved > one.slip.saved)
    if theirs and (ours is None or theirs.is_later(ours)):
        return False
    # One that does not say when it was saved may be the newest, or the oldest.
    return bool(other.slip.saved) and one.slip.saved > other.slip.saved


def which(found: Sequence[Version], newest: Version | None) -> str:
    """Which of several is the newest, and what tells."""
    if _are_alike(found):
        return f"{', '.join(map(_called, found))} er helt like; behold den ene."
    if newest:
        others = ", ".join(_told(each) for each in found if each is not newest)
        return f"Nyest er {_told(newest)}. Ellers: {others}."
    return f"Hvilken som er nyest, sier de ikke selv: {', '.join(map(_told, found))}."


def _told(version: Version) -> str:
    """A file, and what it says of its age."""
    dispatch, saved = version.slip.dispatch, version.saved
    said = [dispatch.called if dispatch else "uten utsendelse"]
    if saved and not version.is_unchanged:
        said.append(f"lagret {norwegian.moment_here(version.slip.saved)}")
    return f"{_called(version)} ({', '.join(said)})"


def _called(version: Version) -> str:
    place = version.area.place
    is_alone = len(version.part.areas) == 1
    return PurePath(place.file).name if is_alone else str(place._replace(file=named(place.file)))


def named(file: str) -> str:
    """A file without its folders."""
    return PurePath(file).name
