"""Saving a file so that there is always a whole one: the old, or the new."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

from ...core.errors import UnwritableError, UsageError

Check: TypeAlias = Callable[[Path], bool]
"""Says yes or no about a file."""

_SHARING_VIOLATIONS: Final = (32, 33)
_PAUSES: Final = (0.1, 0.3, 1.0, 3.0)


def refuse_place(target: Path, what: str, suffix: str = ".xlsx") -> None:
    """Refuse a place where no such file can be saved; raises UsageError."""
    if target.suffix.lower() != suffix:
        raise UsageError(f"{what}: {target} må ende på {suffix}.")
    if os.path.isdir(target):
        raise UsageError(f"{target} er en mappe. Oppgi et filnavn.")
    if not os.path.isdir(target.parent):
        raise UsageError(f"Mappen {target.parent} finnes ikke. Lag den først, eller velg en annen.")


def refuse_other(
    target: Path, what: str, is_ours: Check, is_untouched: Check, *, overwrite: bool | None = None
) -> None:
    """Refuse to replace anything but such a file of ours, as we wrote it; raises UsageError.

    One that was saved since holds somebody's work: it is replaced only when they say so
    (`overwrite`; None where there is no way to say it).
    """
    if not os.path.exists(target):
        return
    if not is_ours(target):
        raise UsageError(f"{target} finnes fra før og er noe annet enn {what}. Velg et annet navn.")
    if not overwrite and not is_untouched(target):
        way = "" if overwrite is None else ", eller bruk --overskriv"
        raise UsageError(
            f"{target} er lagret på nytt etter at Estimat skrev den, og det som er endret i den, "
            f"ville gått tapt. Velg et annet navn{way}."
        )


def save(
    target: Path,
    write: Callable[[Path], object],
    verify: Callable[[Path], None],
    *,
    new: bool = False,
) -> None:
    """Let `write` make a file, let `verify` look at it, and put it in the place of `target`.

    The file is written beside the target and flushed to disk first. Whatever fails, the old file
    stands as it was, and UnwritableError says in Norwegian what happened. One that is to be `new`
    takes nobody's place, also not that of one which has come in the meantime.
    """
    if os.path.isdir(target):
        raise UnwritableError(f"{target} er en mappe. Oppgi et filnavn.")
    # Part of the name will do: the whole and a little more may be longer than a name can be. It is
    # known before the file is there, so that an interruption at any moment finds it.
    temporary = target.with_name(f".{target.name[:40]}.{secrets.token_hex(8)}.tmp")
    try:
        mode = _mode_of(target)
        if not mode & stat.S_IWUSR:
            raise UnwritableError(f"{target} er skrivebeskyttet. Velg et annet filnavn.")
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        write(temporary)
        with temporary.open("rb+") as stream:
            os.fsync(stream.fileno())
        verify(temporary)
        temporary.chmod(mode)
        if new and os.path.lexists(target):
            raise UnwritableError(f"{target} er kommet til i mellomtiden. Velg et annet navn.")
        _replace(temporary, target)
    except OSError as problem:
        raise _unwritable(target, problem) from problem
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def _mode_of(target: Path) -> int:
    """The mode of the file that is replaced, or that of any new file."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _replace(temporary: Path, target: Path) -> None:
    """Put the new file in place; on Windows a virus scanner may hold either one for a moment."""
    for pause in _PAUSES:
        try:
            temporary.replace(target)
        except OSError as problem:
            if getattr(problem, "winerror", None) not in _SHARING_VIOLATIONS:
                raise
            time.sleep(pause)
        else:
            return
    temporary.replace(target)


def _unwritable(target: Path, problem: OSError) -> UnwritableError:
    reasons = {
        errno.ENOSPC: "disken er full. Frigjør plass, eller velg en annen mappe",
        errno.EDQUOT: "kvoten er brukt opp. Frigjør plass, eller velg en annen mappe",
        errno.EACCES: "du har ikke skrivetilgang dit. Velg en annen mappe",
        errno.EPERM: "du har ikke skrivetilgang dit. Velg en annen mappe",
        errno.EROFS: "disken kan ikke skrives til. Velg en annen mappe",
        errno.ENOENT: "mappen finnes ikke. Lag den først, eller velg en annen",
        errno.EISDIR: "det er en mappe. Oppgi et filnavn",
        errno.ELOOP: "navnet er en lenke til seg selv. Velg et annet",
        errno.ENOTDIR: "mappen finnes ikke. Lag den først, eller velg en annen",
        errno.ENAMETOOLONG: "filnavnet er for langt. Velg et kortere",
    }
    missing = problem.filename if problem.errno == errno.ENOENT else None
    if missing and os.path.dirname(missing) != os.path.dirname(target):
        return UnwritableError(
            f"Kan ikke lagre {target}: Estimat mangler en av sine egne filer ({missing}). "
            "Installer på nytt. Ingenting er endret."
        )
    reason = reasons.get(problem.errno or 0, "disken eller nettverket tok den ikke")
    if getattr(problem, "winerror", None) in _SHARING_VIOLATIONS:
        reason = "fila er åpen i et annet program. Lukk den og prøv igjen"
    return UnwritableError(f"Kan ikke lagre {target}: {reason}. Ingenting er endret.")
