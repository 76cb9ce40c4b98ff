"""The sheet Opphav: what the lists of a workbook are made from, and that nothing was lost."""

from __future__ import annotations

from typing import Final

from ...core import report
from ...core.consolidation import Consolidation
from ...core.layout import ORIGIN
from ...core.tables import Format, Heading, Table
from ..writing.tables import Writer

_WIDTHS: Final = tuple(Heading("", Format.TEXT, width) for width in (46, 76, 46))


def write_origin(
    writer: Writer, made: Consolidation, said: str, trouble: str, proof: Table
) -> tuple[int, int]:
    """The proof, what was left out and the stamp; gives the cell of the first amount of the proof.

    `said` is the line below the title, `trouble` what must be read first.
    """
    writer.columns(_WIDTHS)
    writer.title(report.of_scenario(ORIGIN, made.stamp.scenario), said)
    for notice in filter(None, (*report.notices(made), trouble)):
        writer.text(notice, "notice")
    writer.row += 1
    first, _ = writer.table(proof)
    for table in (report.left_out(made), report.stamp(made)):
        writer.row += 1
        writer.table(table)
    writer.sheet.print_area(0, 0, writer.row - 1, len(_WIDTHS) - 1)
    return first, 1
