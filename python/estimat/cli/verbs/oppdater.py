"""`estimat oppdater`."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ...core import norwegian
from ...core.flaws import Said
from ...core.record import number
from ...files.many import answers_not_read, find_workbooks, refuse_inside
from ..arguments import as_json, makes, takes_files
from ..telling import ERRORS_FOUND, GOOD, WRONG_USE, print_json

if TYPE_CHECKING:
    from ...files.collection.updating import Updated


def add(commands: Any) -> None:
    command = commands.add_parser(
        "oppdater",
        help="før nye satser inn i filer som er ute hos områdene",
        description="Lager en kopi av hver fil som er sendt ut, med forutsetningene slik de er nå "
        "i arbeidsboken. Det områdene har skrevet, er som det var, celle for celle, og det som "
        "bygger på satsene, er regnet på nytt. Filene selv endres ikke. En fil som har alt disse "
        "satsene, får ingen ny kopi.",
        epilog="Eksempel: estimat oppdater omradene --fra workbook.xlsm -o omradene-nye-satser",
    )
    takes_files(command)
    command.add_argument(
        "--fra", dest="master", metavar="ARBEIDSBOK", type=Path, required=True,
        help="den hele arbeidsboken, med satsene",
    )  # fmt: skip
    makes(command, "MAPPE", "mappen kopiene legges i")
    as_json(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from ...actions.collecting import sent_now  # noqa: PLC0415
    from ...files.collection.preparing import State  # noqa: PLC0415
    from ...files.collection.updating import update  # noqa: PLC0415  XlsxWriter takes time
    from ..screen import progress  # noqa: PLC0415

    refuse_inside(options.result, options.workbooks)
    paths = find_workbooks(options.workbooks)
    with progress(len(paths)) as advance:
        made = update(paths, options.master, options.result, sent_now(), on_read=advance)
    not_read = answers_not_read(options.workbooks)
    if options.json:
        print_json({"filer": [*map(_record, made), *map(_not_read, not_read)]})
    else:
        _show(made, not_read, options.result)
    states = {each.state for each in made}
    if not states & {State.UPDATED, State.SAME}:
        return WRONG_USE
    return ERRORS_FOUND if State.REFUSED in states else GOOD


_NOT_A_WORKBOOK: Final = "er ikke en arbeidsbok som leses"


def _show(made: Sequence[Updated], not_read: Sequence[Path], folder: Path) -> None:
    """Each file with what it says of it, then how many there are of each kind."""
    from rich.padding import Padding  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from ..screen import screen, wrapped  # noqa: PLC0415

    console = screen()
    for each in made:
        console.print(Text(wrapped(f"{each.file}: {each.told}", console.width)))
        for remark in each.remarks if each.areas else ():
            lines = Text(wrapped(f"– {remark}", console.width - 2))
            console.print(Padding(lines, (0, 0, 0, 2), expand=False))
    for path in not_read:
        console.print(Text(wrapped(f"{path}: {_NOT_A_WORKBOOK}", console.width)))
    states = Counter(each.state.value for each in made)
    told = "; ".join(f"{number} {state}" for state, number in states.items())
    console.print(Text(wrapped(f"Filer: {told}.", console.width)))
    if written := sum(each.written is not None for each in made):
        copies = norwegian.counted(written, "kopi", "kopier")
        console.print(Text(wrapped(f"Skrevet: {copies} i {folder}", console.width)))


def _record(updated: Updated) -> dict[str, Any]:
    """The file, its areas, what is changed, the sums, and what there is to say."""
    return {
        "fil": updated.file,
        "omrade": ", ".join(id for id, _ in updated.areas),
        "utfall": updated.state.value,
        "endringer": [
            {"forutsetning": each.what, "fra": _plain(each.before), "til": _plain(each.after)}
            for each in updated.changes
        ],
        "sum_for": _plain(updated.before),
        "sum_na": _plain(updated.after),
        "skrevet": str(updated.written) if updated.written else None,
        "merknad": "; ".join(updated.remarks),
    }


def _not_read(path: Path) -> dict[str, Any]:
    from ...files.collection.preparing import State  # noqa: PLC0415
    from ...files.collection.updating import Updated  # noqa: PLC0415

    return _record(Updated(str(path), State.PASSED, remarks=(_NOT_A_WORKBOOK,)))


def _plain(value: Said) -> str | int | float | None:
    return number(value) if isinstance(value, Decimal) else value
