"""How a part was sent out, as it says itself: when, of which workbook, by when it is wanted back.

It stands in named cells of the guide, as text that people read, and so survives whatever program a
part is opened in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Final, NamedTuple

from .. import layout, norwegian
from ..book import Book, Sheet
from ..estimate import Estimate, Head, Inputs
from ..flaws import Said, as_text, said
from ..interpret import NOWHERE, rows_of


class Dispatch(NamedTuple):
    """What a part was sent out with; what it does not say is blank.

    `number` counts the times that an estimate has been sent out: 1 is the first. `source` and
    `sha256` are of the workbook that the part was made of, `kroner` what the area came to then, and
    `print` is that of what people had written in it. `area` is its id: others may have been put
    into its file.
    """

    number: int
    sent: datetime | None = None
    deadline: date | None = None
    to: str = ""
    source: str = ""
    sha256: str = ""
    kroner: Decimal | None = None
    print: str = ""
    area: str = ""

    def is_later(self, other: Dispatch) -> bool:
        """Whether it is of a later time that they were sent out.

        Two are of one time when they were made of the same workbook. The number tells only of those
        that were sent in the same minute: it starts anew each year, and in each estimate.
        """
        if self.sha256 and self.sha256 == other.sha256:
            return False
        return self.age > other.age

    @property
    def age(self) -> tuple[datetime, int]:
        """What puts it in order among others."""
        return self.sent or datetime.min, self.number

    @property
    def called(self) -> str:
        """Which it is, in words."""
        sent = self.sent and norwegian.moment(self.sent.isoformat())
        when = f", sendt {sent}" if sent else ""
        return f"utsendelse {self.number}{when}"


def dispatch_of(book: Book) -> Dispatch | None:
    """What a workbook says of it; None when it says nothing, or no number that makes sense."""
    number = _said(book, layout.DISPATCH)
    if not (isinstance(number, Decimal) and number >= 1 and number == number.to_integral_value()):
        return None
    kroner = _said(book, layout.SENT_SUM)
    return Dispatch(
        int(number),
        norwegian.moment_of(_text(book, layout.SENT)),
        _day(_text(book, layout.DEADLINE)),
        _text(book, layout.SENT_TO),
        _text(book, layout.SENT_FROM),
        _text(book, layout.SENT_HASH),
        kroner if isinstance(kroner, Decimal) else None,
        _text(book, layout.SENT_PRINT),
        _area(book),
    )


def _area(book: Book) -> str:
    """The id of the area that a part was made for, by the list of them all."""
    sheet, cells = book.named(layout.WHOLE.name) or (Sheet(""), NOWHERE)
    for row in rows_of(sheet, cells):
        if as_text(sheet.values.get((row, cells.left + 1))).endswith(layout.IN_THIS_FILE):
            return as_text(sheet.values.get((row, cells.left)))
    return ""


def print_of_area(head: Head, rows: Iterable[Inputs]) -> str:
    """What two areas have in common when people have written the same in them, and only then."""
    said = repr([_plain(head), *map(_plain, rows)])
    return blake2b(said.encode(), digest_size=16).hexdigest()


def _plain(written: Head | Inputs) -> list[object]:
    """What is written; the columns that came later say which they are, and nothing when blank."""
    said = {
        field: f"{each.normalize():f}" if isinstance(each, Decimal) else each
        for field, each in written._asdict().items()
    }
    later = [(field, each) for field in _LATER if (each := said.pop(field, ""))]
    return [*said.values(), *later]


_LATER: Final = (layout.PROJECT.field, layout.PHASING.field)
"""The fields that there were none of when the first parts were sent out."""


def dispatched(estimate: Estimate) -> Iterator[Dispatch]:
    """How a workbook was sent out, if it was; to be kept when it is read."""
    dispatch = dispatch_of(estimate.book)
    if dispatch:
        yield dispatch


def _said(book: Book, field: layout.Field) -> Said:
    found = book.named(field.name)
    return said(found[0].values.get(found[1][:2])) if found else None


def _text(book: Book, field: layout.Field) -> str:
    text = _said(book, field)
    return text if isinstance(text, str) else ""


def _day(text: str) -> date | None:
    try:
        return norwegian.day_of(text)
    except ValueError:
        return None
