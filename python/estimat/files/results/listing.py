"""The lines of an estimate as a file of their own: a workbook, CSV or Parquet, by its name."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from ...core.consolidation import Consolidation
from ...core.errors import UnwritableError, UsageError
from ...core.layout import CHECKED, ORIGIN
from ...core.listing import Listing, proof, said, trouble
from ...core.part import Line
from ..writing.saving import refuse_place, save
from ..writing.seal import sealed
from ..writing.styles import Styles, close, new_workbook
from ..writing.tables import Writer
from .listfile import (
    INTERNATIONAL,
    NORWEGIAN,
    is_lines_csv,
    is_lines_parquet,
    refuse_without_parquet,
    save_csv,
    save_parquet,
)
from .origin import write_origin
from .proof import mark_result, prove_lines, prove_result
from .result import refuse_to_replace, streamed
from .sheets import write_findings, write_lines

_WORKBOOK, _CSV, _PARQUET = ".xlsx", ".csv", ".parquet"


def refuse_lines(target: Path, *, overwrite: bool | None = None) -> None:
    """Only lines that Estimat wrote may be replaced by others; raises UsageError.

    A CSV or Parquet file has no seal that shows whether it was changed since: it is replaced only
    when that is asked for.
    """
    suffix = target.suffix.lower()
    if suffix == _WORKBOOK:
        refuse_to_replace(target, ORIGIN, overwrite=overwrite)
        return
    if suffix not in (_CSV, _PARQUET):
        raise UsageError(f"Linjene skrives som .xlsx, .csv eller .parquet, ikke som {target}.")
    if suffix == _PARQUET:
        refuse_without_parquet()
    refuse_place(target, "Linjene", suffix)
    if not os.path.exists(target):
        return
    if not (is_lines_parquet if suffix == _PARQUET else is_lines_csv)(target):
        raise UsageError(
            f"{target} finnes fra før og er noe annet enn linjer fra Estimat. Velg et annet navn."
        )
    if not overwrite:
        way = "" if overwrite is None else ", eller bruk --overskriv"
        raise UsageError(
            f"{target} finnes fra før, og viser ikke om den er endret etter at Estimat skrev den. "
            f"Velg et annet navn{way}."
        )


def save_lines(
    target: Path,
    made: Consolidation,
    rows: Callable[[], Iterator[Line]],
    listing: Listing,
    *,
    international: bool = False,
) -> None:
    """Write the lines, as they were counted, and read them back before they take their place.

    Raises UnwritableError unless those that count add up to the total.
    """
    if listing.difference(made):
        raise UnwritableError(f"{target}: linjene summerer ikke til totalen. Ingenting er endret.")
    suffix = target.suffix.lower()
    if suffix == _CSV:
        save_csv(target, rows(), listing, INTERNATIONAL if international else NORWEGIAN)
    elif suffix == _PARQUET:
        save_parquet(target, rows(), listing, made)
    else:
        _save_workbook(target, made, rows(), listing)


def _save_workbook(
    target: Path, made: Consolidation, lines: Iterator[Line], listing: Listing
) -> None:
    """The sheet Linjer first, for programs that take the first; then where it comes from."""

    def write(temporary: Path) -> None:
        content = io.BytesIO()
        folder = str(target.parent)
        with streamed(listing.rows) as scratch:
            book = new_workbook(content, scratch=scratch)
            styles = Styles(book)
            write_lines(book, styles, lines, folder)
            origin = Writer(book, ORIGIN, styles, "", folder)
            sum_cell = write_origin(
                origin, made, said(listing), trouble(made), proof(listing, made)
            )
            mark_result(book, ORIGIN, *sum_cell)
            write_findings(Writer(book, CHECKED, styles, "", folder), made.findings)
            close(book)
        temporary.write_bytes(sealed(content.getvalue()))

    def verify(temporary: Path) -> None:
        prove_result(temporary, target, listing.kroner)
        prove_lines(temporary, target, listing.kroner)

    save(target, write, verify)
