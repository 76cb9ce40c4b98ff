"""The rows of an estimate as a pandas table, for whoever wants to look at them another way.

Needs the extra: `pip install estimat[pandas]`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..core.part import Line
from ..core.report import counted_lines
from ..core.tables import Format, value_of

if TYPE_CHECKING:
    import pandas as pd


def frame(lines: Iterable[Line]) -> pd.DataFrame:
    """One row for each line, in their order; the columns are those of the sheet Linjer.

    Hours are in hours, kroner in kroner, both float64 and not rounded; a rate that does not apply
    is NaN. All else is text, empty where there is none. Floats are for looking, not for accounts:
    a sum over them may differ from the consolidation's in the last digits.

    A line that was left out of the total says why in `Utelatt fordi` and still has its kroner, so
    the total is that of `found[found["Utelatt fordi"] == ""]`. An area that was read from two files
    has its lines twice.
    """
    import pandas as pd  # noqa: PLC0415  an extra, and slow to load

    table = counted_lines(lines)
    rows = [[value_of(item) for item in row] for row in table.rows]
    made = pd.DataFrame(rows, columns=[heading.text for heading in table.columns])
    return made.astype(
        {
            heading.text: "str" if heading.format in (Format.TEXT, Format.LONG_TEXT) else "float64"
            for heading in table.columns
        }
    )
