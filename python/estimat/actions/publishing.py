"""A copy for those who have no add-in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..core.errors import UnpublishableError
from ..files.engine.program import Engine
from ..files.publishing.publish import account, publish, refuse_target
from .stamp import made_now


def published(
    source: Path,
    target: Path,
    engine: Engine | None,
    *,
    with_hidden: bool = False,
    overwrite: bool | None = None,
) -> Sequence[str]:
    """Publish the source, proved by the engine, or as values where there is none; gives an account.

    Raises UnpublishableError when the copy would not show every number that the source shows.
    """
    refuse_target(source, target, overwrite=overwrite)
    try:
        copy = publish(source, target, engine, with_hidden=with_hidden, made=made_now().time)
    except UnpublishableError as problem:
        raise UnpublishableError(f"{problem}\nIngen kopi er laget.") from None
    return account(copy, target)
