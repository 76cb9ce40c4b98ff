"""Estimat: hours to full-time years and kroner, checked and consolidated.

What is offered here is stable; what lies in the rooms below may move. See docs/architecture.md.

>>> import estimat
>>> e = estimat.read("workbook.xlsm")
>>> e.consolidate().total.millions
Decimal('69.4')
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .actions.door import Workbooks, read
    from .core.consolidation import Consolidation
    from .core.errors import EstimatError, RefusedError
    from .core.findings import Finding
    from .core.part import Line
    from .core.version import __version__

__all__ = [
    "Consolidation", "EstimatError", "Finding", "Line", "RefusedError", "Workbooks", "__version__",
    "read",
]  # fmt: skip

_LIES_IN = {
    "Consolidation": "core.consolidation",
    "EstimatError": "core.errors",
    "Finding": "core.findings",
    "Line": "core.part",
    "RefusedError": "core.errors",
    "__version__": "core.version",
}


def __getattr__(name: str) -> Any:
    """What is asked for, loaded then: a number in a cell waits for nothing else."""
    if name not in __all__:
        raise AttributeError(f"module 'estimat' has no attribute {name!r}")
    return getattr(import_module(f".{_LIES_IN.get(name, 'actions.door')}", __name__), name)


def __dir__() -> list[str]:
    return __all__
