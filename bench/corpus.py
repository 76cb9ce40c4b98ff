"""The workbooks that are measured: made once from a seed, with the product's own template.

They take minutes to make, and stay until `make clean`. Each has 5 areas of 40 rows and nothing for
the checks to complain about, so that what is measured is reading, checking and adding up, not the
writing of findings; measuring stops when they do complain, as when the template has outgrown them.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

from rich.progress import track

from estimat.core import layout
from estimat.core.layout import Kind
from estimat.files.workbooks.areafile import ESTIMATE_2024
from estimat.files.workbooks.new import save_template

CACHE: Final = Path("build/bench")
AREAS, ROWS = 5, 40
RATE: Final = 1450
_ALL: Final = CACHE / "all"


def workbooks(count: int) -> Path:
    """A folder with so many workbooks; those that are there from before are used again."""
    _make(count)
    folder = CACHE / str(count)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for number in range(count):
        os.link(_path(number), folder / _path(number).name)
    return folder


def shipped() -> Path:
    """The workbook that controllers open."""
    committed = Path("workbook.xlsm")
    if committed.exists():
        return committed
    made = CACHE / committed.name
    made.unlink(missing_ok=True)
    save_template(made)
    return made


def _make(count: int) -> None:
    _ALL.mkdir(parents=True, exist_ok=True)
    missing = [number for number in range(count) if not _path(number).exists()]
    with ProcessPoolExecutor() as pool:
        made = pool.map(_save, missing, chunksize=4)
        if missing:
            for _ in track(made, f"Making {len(missing)} workbooks", len(missing)):
                pass


def _path(number: int) -> Path:
    return _ALL / f"{number:05}.xlsx"


def _save(number: int) -> None:
    """Make one workbook; it is there whole or not at all."""
    with tempfile.NamedTemporaryFile("w", suffix=".toml", encoding="utf-8") as source:
        source.write(area_file(number))
        source.flush()
        save_template(_path(number), Path(source.name))


def area_file(number: int) -> str:
    chance = random.Random(number)
    # Headings of the note belong to areas that are not here.
    common, *_ = ESTIMATE_2024.read_text("utf-8").partition("[[notat.overskrift]]")
    return common + "".join(_area(f"O{number}x{area}", area, chance) for area in range(AREAS))


def _area(id: str, position: int, chance: random.Random) -> str:
    kroner = 0.0
    rows = []
    for row in range(ROWS):
        kind = chance.choices(list(Kind), weights=[8, 1, 1])[0]
        if kind is Kind.OWN:
            hours = chance.randrange(20, 4000) / 2
            kroner += hours * RATE
            numbers = f"timer = {hours}\nlav = {hours * 0.9:.1f}\nhoy = {hours * 1.2:.1f}\n"
        else:
            amount = chance.randrange(50, 900) * 1000
            kroner += amount
            numbers = f"belop = {amount}\n"
        rows.append(
            f'[[omrade.aktivitet]]\nid = "{id}-{row}"\n'
            f'navn = "Følge opp og utvikle leveranse {row} i området"\ntype = "{kind.value}"\n'
            f'ansvarlig = "Seksjon {chance.randrange(9)}"\n{numbers}'
            f'ambisjon = "{chance.choice(layout.AMBITION_LEVELS)}"\n'
        )
    return (
        f'[[omrade]]\nid = "{id}"\nark = "Område {position + 1}"\nnavn = "Tjenesteområde {id}"\n'
        f'ansvarlig = "Områdeleder {id}"\nstatus = "Godkjent"\nbudsjett = {kroner / 1e6:.1f}\n'
        f'ambisjoner = ["Gjøre tjenesten nyttigere", "Ta den i bruk i alle regioner"]\n\n'
        + "\n".join(rows)
    )
