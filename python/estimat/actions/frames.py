"""The rows of an estimate as a pandas table, for whoever wants to look at them another way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from ..core.errors import UsageError
from ..core.part import Line
from ..core.report import counted_lines
from ..core.tables import Format, value_of

if TYPE_CHECKING:
    import pandas as pd

NO_PANDAS: Final = (
    "Linjene som tabell krever at pandas er installert: pip install 'estimat[pandas]'"
)


def frame(lines: Iterable[Line]) -> pd.DataFrame:
    """One row for each line, in their order; the columns are those of the sheet Linjer.

    Numbers are float64 and not rounded, NaN where there is none; all else is text. A line that was
    left out says why in `Utelatt fordi` and still has its kroner, so the total is that of
    `found[found["Utelatt fordi"] == ""]`. An area that was read from two files has its lines twice.
    """
    try:
        import pandas as pd  # noqa: PLC0415  an extra, and slow to load
    except ImportError:
        raise UsageError(NO_PANDAS) from None

    table = counted_lines(lines)
    rows = [[value_of(item) for item in row] for row in table.rows]
    made = pd.DataFrame(rows, columns=[heading.text for heading in table.columns])
    return made.astype(
        {
            heading.text: "str" if heading.format in (Format.TEXT, Format.LONG_TEXT) else "float64"
            for heading in table.columns
        }
    )
