"""How a command reads: with a word to whoever waits, and on a cluster when one is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ..core.acceptances import Acceptance
from ..core.errors import UsageError
from ..files.gather import Gathered, gather
from ..files.parts import Keep

PATIENCE: Final = 10
"""Seconds to wait for a cluster, and for it to have somebody who works."""


def read(
    paths: Sequence[Path],
    *,
    not_read: Sequence[Path],
    keep: Sequence[Keep] = (),
    accepted: Sequence[Acceptance] | None = None,
    cluster: str | None = None,
) -> Gathered:
    """Read as `gather` does."""
    from .screen import progress  # noqa: PLC0415

    with _executor(cluster) as executor, progress(len(paths)) as advance:
        return gather(
            paths, not_read=not_read, keep=keep, accepted=accepted,
            executor=executor, on_read=advance,
        )  # fmt: skip


@contextmanager
def _executor(address: str | None) -> Iterator[Executor | None]:
    """The cluster to read on; None means here."""
    if address is None:
        yield None
        return
    try:
        from distributed import Client  # noqa: PLC0415
    except ImportError:
        raise UsageError("--dask krever at Dask er installert: pip install estimat[dask]") from None
    try:
        client = Client(address, timeout=PATIENCE)
    except Exception:  # which of many depends on what is wrong with the address
        raise UsageError(f"Finner ingen Dask-klynge på {address}.") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except Exception:
            raise UsageError(f"Dask-klyngen på {address} har ingen arbeidere.") from None
        yield client.get_executor(pure=False)  # a file may have changed since it was last read
