"""The command line: each of `verbs` says what it takes and does it.

Exit status: 0 good, 1 findings of severity feil, 2 wrong use or nothing readable, 130 interrupted.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from ..core.errors import EstimatError, RefusedError, UnpublishableError
from .arguments import parser_of
from .telling import ERRORS_FOUND, GOOD, INTERRUPTED, WRONG_USE, complain, tell_refused
from .verbs import VERBS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit status; a user never sees a traceback."""
    _ready_streams()
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except UnpublishableError as problem:
        complain(str(problem))
        return ERRORS_FOUND
    except EstimatError as problem:
        complain(str(problem))
        return WRONG_USE
    except KeyboardInterrupt:
        print("\nAvbrutt. Ingen fil er halvskrevet.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of the pipe has seen enough
        _discard_output()
        return GOOD
    except Exception as problem:  # a fault of ours is no reason for a traceback
        complain(
            f"Uventet feil i programmet ({type(problem).__name__}: {problem}). "
            "Meld fra til dem som vedlikeholder Estimat."
        )
        _discard_output()
        return WRONG_USE
    return status


def _run(arguments: Sequence[str] | None) -> int:
    try:
        options = parser_of(VERBS).parse_args(arguments)
    except SystemExit:  # --help or --version; all has been said
        return GOOD
    try:
        status: int = options.run(options)
    except RefusedError as refused:
        return tell_refused(options, refused)
    return status


def _ready_streams() -> None:
    """Norwegian letters come out whatever the locale, also when nobody listens."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed before we started
            setattr(sys, name, io.StringIO())
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _discard_output() -> None:
    """Keep Python from trying once more, on its way out, to write what could not be written."""
    with suppress(OSError):  # it may be no file at all
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
