"""A copy for those who have no add-in."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from ..core.errors import UnpublishableError
from ..files.engine.program import Engine
from ..files.publishing.publish import account, publish, refuse_target
from .choosing import named_after
from .stamp import made_now


def published(
    source: Path,
    target: Path,
    engine: Engine | None,
    *,
    with_hidden: bool = False,
    overwrite: bool | None = None,
    scenario: str = "",
) -> Sequence[str]:
    """Publish the source, proved by the engine, or as values where there is none; gives an account.

    With the name of a scenario it is a workbook of that, which says so on every sheet and in the
    name of the file. Raises UnpublishableError when the copy would not show every number that the
    source shows.
    """
    target = named_after(target, scenario)
    refuse_target(source, target, overwrite=overwrite)

    def named(target: Path, scenario: str) -> Path:
        """The source itself may be a scenario."""
        found = named_after(target, scenario)
        if found != target:
            refuse_target(source, found, overwrite=overwrite)
        return found

    now = made_now()
    left: Sequence[str] = ()
    try:
        if scenario:
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
                instead, origin, left = _as_scenario(source, Path(folder), scenario)
                copy = publish(
                    instead, target, engine, with_hidden=with_hidden, made=now.time,
                    made_from=origin, named=named,
                )  # fmt: skip
        else:
            copy = publish(
                source, target, engine, with_hidden=with_hidden, made=now.time, named=named
            )
    except UnpublishableError as problem:
        raise UnpublishableError(f"{problem}\nIngen kopi er laget.") from None
    lacks = ["Ikke med i kopien, og bare i kilden:", *left] if left else []
    return [*account(copy), *lacks]


def _as_scenario(
    source: Path, folder: Path, scenario: str
) -> tuple[Path, tuple[str, str], Sequence[str]]:
    """The workbook as it is in a scenario, the name and hash of its source, and what it lacks."""
    from ..files.workbooks.deciding import save_as_scenario  # noqa: PLC0415  XlsxWriter takes time
    from ..files.workbooks.proven import read_source  # noqa: PLC0415
    from .deciding import scenario_in  # noqa: PLC0415

    read = read_source([source])
    instead = folder / f"{source.stem}.xlsx"
    left = save_as_scenario(read, instead, scenario_in(read, scenario), made_now())
    return instead, read.made_from[0], left
