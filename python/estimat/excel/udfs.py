"""The functions as xlwings serves them: one for each in the registry, by the same name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import xlwings

from ..core.functions import FUNCTIONS, Function
from .variants import from_com, to_com


def _served(function: Function) -> Callable[..., Any]:
    def call(*cells: Any) -> Any:
        return to_com(function(*map(from_com, cells)))

    call.__name__ = function.name
    raw = xlwings.arg("cells", "raw")(xlwings.ret("raw")(call))
    served: Callable[..., Any] = xlwings.func(raw)
    return served


globals().update({name: _served(function) for name, function in FUNCTIONS.items()})
