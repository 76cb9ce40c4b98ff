"""Which file a document came from, so that it can be told whether the file is still that one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import uno

_FILTERS: Final = ("Calc MS Excel 2007 XML", "Calc MS Excel 2007 VBA XML")
"""The formats that Estimat reads."""

_Mark = tuple[int, int]
_seen: Final[dict[str, _Mark]] = {}
"""By document: when its file was changed, and how long it was, when it was loaded."""


def remember(document: Any) -> None:
    """Take note of the file of a document that has just been loaded."""
    with suppress(OSError):
        _seen[document.RuntimeUID] = _mark(location(document))


def location(document: Any) -> Path:
    """Where the document lies; one that is no file on a disk lies at its title."""
    is_file = document.URL.startswith("file:")
    return Path(uno.fileUrlToSystemPath(document.URL) if is_file else document.Title)


def file_of(document: Any) -> Path | None:
    """The workbook file that holds just what the document holds, if there is one."""
    kept = {each.Name: each.Value for each in document.Args}
    is_file = document.URL.startswith("file:") and kept.get("FilterName") in _FILTERS
    return location(document) if is_file and not document.isModified() else None


def is_as_loaded(document: Any) -> bool:
    """Whether the file has been left alone since the document was loaded from it."""
    with suppress(OSError):
        return _mark(location(document)) == _seen.get(document.RuntimeUID)
    return False


def _mark(file: Path) -> _Mark:
    state = file.stat()
    return state.st_mtime_ns, state.st_size
