"""Excel while a command works in it: still, and afterwards as it was, whatever happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

_STILL: Final = {"ScreenUpdating": False, "EnableEvents": False, "DisplayAlerts": False}
_EXCELS_OWN_TEXTS: Final = False


@contextmanager
def quiet(app: Any) -> Iterator[Callable[[str], None]]:
    """Hold back redrawing, events and questions; gives a way to say what is going on."""

    def say(text: str) -> None:
        app.StatusBar = text

    before = {name: getattr(app, name) for name in _STILL}
    try:
        for name, value in _STILL.items():
            setattr(app, name, value)
        yield say
    finally:
        for name, value in (before | {"StatusBar": _EXCELS_OWN_TEXTS}).items():
            with suppress(Exception):  # one that cannot be set back keeps none of the others
                setattr(app, name, value)
