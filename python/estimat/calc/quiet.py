"""Calc while a command works in it: still, and afterwards as it was, whatever happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any


@contextmanager
def quiet(document: Any) -> Iterator[Callable[[str], None]]:
    """Hold back redrawing and computing; gives a way to say what is going on."""
    indicator = document.CurrentController.Frame.createStatusIndicator()
    with ExitStack() as afterwards:
        document.lockControllers()
        afterwards.callback(document.unlockControllers)
        document.addActionLock()
        afterwards.callback(document.removeActionLock)
        afterwards.callback(indicator.end)
        yield lambda text: indicator.start(text, 0)
