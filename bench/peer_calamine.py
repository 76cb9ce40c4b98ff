"""The floor: python-calamine, in Rust, reads the same cells of the same workbooks and adds them up.

Nothing but values is read: no formulas, names, tables or hidden rows, and nothing is checked.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook


def kroner_by_kind(path: Path) -> Counter[str]:
    workbook = CalamineWorkbook.from_path(str(path))
    sheets: list[list[list[Any]]] = [
        workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names
    ]
    rates = [row[1] for sheet in sheets for row in sheet if row[0] == "Timepris"]
    found: Counter[str] = Counter()
    for sheet in sheets:
        header = next((number for number, row in enumerate(sheet) if "Aktivitet" in row), None)
        if header is None:
            continue
        kind, hours, rate, amount = (
            sheet[header].index(name) for name in ("Kostnadstype", "Timer", "Timepris", "Beløp")
        )
        for row in sheet[header + 1 :]:
            found[row[kind]] += (row[hours] or 0) * (row[rate] or rates[0]) + (row[amount] or 0)
    return found


def main(folder: str, processes: int) -> None:
    paths = sorted(Path(folder).glob("*.xlsx"))
    if processes > 1:
        with ProcessPoolExecutor(processes) as pool:
            found = list(pool.map(kroner_by_kind, paths, chunksize=8))
    else:
        found = [kroner_by_kind(path) for path in paths]
    print(json.dumps(sum(found, Counter())))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1)
