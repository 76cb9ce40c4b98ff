"""The lines of an estimate as a file for other programs: CSV or Parquet.

Both have the columns of the sheet Linjer and every digit of the numbers.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ...core.amounts import EXACT, total
from ...core.consolidation import Consolidation
from ...core.errors import UnwritableError, UsageError
from ...core.listing import Listing
from ...core.part import Line
from ...core.record import stamp_record
from ...core.report import LINE_COLUMNS, counted_lines
from ...core.tables import Format, Heading, Item, value_of
from ..writing.saving import save

if TYPE_CHECKING:
    import pyarrow as pa

_HEADINGS: Final = tuple(LINE_COLUMNS.values())
_HEADERS: Final = [heading.text for heading in _HEADINGS]
_KRONER: Final = [*LINE_COLUMNS].index("cost.kroner")
_LEFT_OUT: Final = [*LINE_COLUMNS].index("left_out")


class Dialect(NamedTuple):
    """How a CSV file is written."""

    encoding: str
    separator: str
    point: str


NORWEGIAN: Final = Dialect("utf-8-sig", ";", ",")
"""What opens right by a double click where Excel is Norwegian."""

INTERNATIONAL: Final = Dialect("utf-8", ",", ".")

_COULD_BE_A_FORMULA: Final = re.compile(r"'|[\s\x00-\x1f]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
"""How a text begins that a spreadsheet program may take for a formula, or that has our sign."""

_GUARD: Final = "'"


def guarded(text: str) -> str:
    """A text as it stands in CSV: no spreadsheet program takes it for a formula.

    One that could be has an apostrophe before it, and so has one that begins with an apostrophe:
    whoever takes one away from each text that begins with it has them all as they were.
    """
    return f"{_GUARD}{text}" if _COULD_BE_A_FORMULA.match(text) else text


def save_csv(
    target: Path, lines: Iterable[Line], listing: Listing, dialect: Dialect = NORWEGIAN
) -> None:
    """Write lines as CSV and read them back before they take their place.

    Raises UnwritableError unless those that count add up to just what they should.
    """

    def write(temporary: Path) -> None:
        with temporary.open("w", encoding=dialect.encoding, newline="", errors="replace") as stream:
            writer = csv.writer(stream, delimiter=dialect.separator)
            writer.writerow(_HEADERS)
            for row in counted_lines(lines).rows:
                writer.writerow([_written(item, dialect) for item in row])

    def verify(temporary: Path) -> None:
        with temporary.open(encoding=dialect.encoding, newline="") as stream:
            _, *rows = csv.reader(stream, delimiter=dialect.separator)
        kroner = (Decimal(row[_KRONER].replace(dialect.point, ".")) for row in rows)
        _prove(target, listing, [row[_LEFT_OUT] for row in rows], kroner)

    save(target, write, verify)


def _written(item: Item, dialect: Dialect) -> str:
    value = value_of(item)
    if isinstance(value, Decimal):
        return f"{value.normalize(EXACT):f}".replace(".", dialect.point)
    return guarded((value or "").replace("\0", "\ufffd"))  # which no reader of CSV takes


def _prove(
    target: Path, listing: Listing, left_out: Sequence[str], kroner: Iterable[Decimal]
) -> None:
    counted = total(each for each, why in zip(kroner, left_out, strict=True) if not why)
    if len(left_out) != listing.rows or counted != listing.kroner:
        raise UnwritableError(f"{target} ble ikke lik linjene. Ingenting er endret.")


def is_lines_csv(path: Path) -> bool:
    """Whether a file begins as ours do."""
    try:
        with path.open("rb") as stream:
            first = stream.readline(10_000).removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n")
    except OSError:
        return False
    return first in [each.separator.join(_HEADERS).encode() for each in (NORWEGIAN, INTERNATIONAL)]


MARK: Final = b"estimat"
"""The key in the metadata of a Parquet file under which its stamp stands."""

_NO_PARQUET: Final = "Parquet krever at pyarrow er installert: pip install 'estimat[pandas]'"
_PRECISION: Final = 38
_WIDEST: Final = 76


def refuse_without_parquet() -> None:
    """Raise UsageError where no Parquet can be written."""
    try:
        import pyarrow.parquet  # noqa: F401, PLC0415  an extra, and slow to load
    except ImportError:
        raise UsageError(_NO_PARQUET) from None


def save_parquet(
    target: Path, lines: Iterable[Line], listing: Listing, made: Consolidation
) -> None:
    """Write lines as Parquet, with the stamp in its metadata, and read them back.

    Numbers are decimals, so that a sum of them is exact. Raises UnwritableError as `save_csv` does.
    """
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    def write(temporary: Path) -> None:
        rows = [[value_of(item) for item in row] for row in counted_lines(lines).rows]
        columns = [
            _column([row[at] for row in rows], heading) for at, heading in enumerate(_HEADINGS)
        ]
        stamp = json.dumps(stamp_record(made), ensure_ascii=False).encode("utf-8", "replace")
        table = pa.table(columns, names=_HEADERS).replace_schema_metadata({MARK: stamp})
        pq.write_table(table, temporary)

    def verify(temporary: Path) -> None:
        table = pq.read_table(temporary)
        kroner, left_out = (table.column(at).to_pylist() for at in (_KRONER, _LEFT_OUT))
        _prove(target, listing, left_out, kroner)

    save(target, write, verify)


def _column(values: Sequence[Any], heading: Heading) -> pa.Array:
    """A column: text, or decimals of 38 digits, of 76 where those are too few."""
    import pyarrow as pa  # noqa: PLC0415

    if heading.format in (Format.TEXT, Format.LONG_TEXT):
        texts = (str(each or "").encode("utf-8", "replace").decode() for each in values)
        return pa.array(texts, pa.string())
    numbers = [each if each is None else each.normalize(EXACT) for each in values]
    scale = max([2, *(-_exponent(each) for each in numbers if each)])
    whole = max([1, *(each.adjusted() + 1 for each in numbers if each)])
    kind = pa.decimal128 if whole + scale <= _PRECISION else pa.decimal256
    unit = Decimal(1).scaleb(-scale)
    exact = [None if each is None else each.quantize(unit, context=EXACT) for each in numbers]
    return pa.array(exact, kind(_PRECISION if kind is pa.decimal128 else _WIDEST, scale))


def _exponent(number: Decimal) -> int:
    return int(number.as_tuple().exponent)


def is_lines_parquet(path: Path) -> bool:
    """Whether a file is one of ours, by its metadata."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        return MARK in (pq.read_schema(path).metadata or {})
    except (OSError, pa.ArrowException):
        return False
