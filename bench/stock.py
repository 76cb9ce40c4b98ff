"""The same function as xlwings itself would have it: decorated, and called by the wrapper it makes.

That wrapper passes ranges as objects, the workbook and the calling cell, and xlwings converts.
"""

from __future__ import annotations

import xlwings

from estimat.core.functions import FUNCTIONS

COST = FUNCTIONS["ESTIMAT_KOST"]


@xlwings.func
@xlwings.arg("timer", ndim=2)
def cost(timer, timepris=None):  # type: ignore[no-untyped-def]  # xlwings takes a type to convert by
    return COST(timer, timepris)
