"""Another document of Calc's, for as long as it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from com.sun.star.beans import PropertyValue

EXCEL: Final = "Calc MS Excel 2007 XML"


@contextmanager
def opened(desktop: Any, file: Path) -> Iterator[Any]:
    """The document of a file that Estimat wrote: unseen, unlocked, and without its macros."""
    given = properties(FilterName=EXCEL, Hidden=True, ReadOnly=True, MacroExecutionMode=0)
    document = desktop.loadComponentFromURL(file.as_uri(), "_blank", 0, given)
    if document is None:
        raise RuntimeError(f"{file.name} lot seg ikke åpne")
    try:
        yield document
    finally:
        document.close(True)


def properties(**values: Any) -> tuple[Any, ...]:
    """Named values as LibreOffice takes them."""
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())
