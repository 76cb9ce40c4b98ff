"""A LibreOffice of one's own over UNO; the Python that LibreOffice uses runs this.

`calcside.py PROFILE EXTENSION` starts it and installs the extension. Then it reads jobs as JSON
lines, `{"do", ...}`, and answers each with a line.
"""

# mypy: ignore-errors
# What UNO serves is known at run time, and only to LibreOffice's Python.
from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import calcmenu
import uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.task import XInteractionHandler
from com.sun.star.ucb import XCommandEnvironment

APPROVE = uno.getTypeByName("com.sun.star.task.XInteractionApprove")
PATIENCE = 60
"""Seconds in which it has started or ended, or never will."""

FORMULAS = 16
AT_ONCE = 1000
"""Calls on one sheet."""

ERRORS = {
    503: "#NUM!", 519: "#VALUE!", 521: "#NULL!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!",
    32767: "#N/A",
}  # fmt: skip
"""What Calc shows for the numbers it has for errors; for others it shows the number."""


class Yes(unohelper.Base, XCommandEnvironment, XInteractionHandler):
    """Says yes to the question whether the extension is to be installed."""

    def getInteractionHandler(self) -> Any:
        return self

    def getProgressHandler(self) -> None:
        return None

    def handle(self, request: Any) -> None:
        for answer in request.getContinuations():
            if answer.queryInterface(APPROVE):
                answer.select()


class Office:
    """One that runs, with a profile of its own."""

    def __init__(self, profile: Path) -> None:
        pipe = f"estimat{abs(hash(profile))}{time.monotonic_ns()}"
        self.process = subprocess.Popen([
            "soffice", "--headless", "--norestore", "--nologo",
            f"-env:UserInstallation={profile.resolve().as_uri()}",
            f"--accept=pipe,name={pipe};urp",
        ], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self.context = resolver.resolve(
                    f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
                )
                break
            except NoConnectException:
                if time.monotonic() > end:
                    self.process.kill()
                    raise
                time.sleep(0.1)
        self.desktop = self.service("com.sun.star.frame.Desktop")
        self.document: Any = None

    def service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def install(self, extension: Path) -> None:
        manager = self.context.getByName("/singletons/com.sun.star.deployment.ExtensionManager")
        manager.addExtension(extension.resolve().as_uri(), (), "user", None, Yes())

    def load(self, url: str, **settings: Any) -> Any:
        given = tuple(PropertyValue(Name=name, Value=value) for name, value in settings.items())
        return self.desktop.loadComponentFromURL(url, "_blank", 0, given)

    def end(self) -> None:
        with suppress(Exception):  # the connection ends with it
            self.desktop.terminate()
        self.process.wait(PATIENCE)


def seen(cells: Any) -> list[list[Any]]:
    """What a range shows: numbers to the last bit, texts, and errors by what they are called."""
    rows = [list(row) for row in cells.getDataArray()]
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if value is None:
                error = cells.getCellByPosition(x, y).getError()
                row[x] = {"error": ERRORS.get(error, f"Err:{error}")}
    return rows


def compute(office: Office, calls: list[dict[str, Any]]) -> list[Any]:
    """What formulas give, each with its arguments in cells beside it."""
    answers = []
    for start in range(0, len(calls), AT_ONCE):
        document = office.load("private:factory/scalc")
        try:
            answers += on_sheet(document.Sheets.getByIndex(0), calls[start : start + AT_ONCE])
        finally:
            document.close(True)
    return answers


def on_sheet(sheet: Any, calls: list[dict[str, Any]]) -> list[Any]:
    top, results = 0, []
    for call in calls:
        left, names, height = 0, [], call["rows"]
        for block in call["given"]:
            cells = sheet.getCellRangeByPosition(
                left, top, left + len(block[0]) - 1, top + len(block) - 1
            )
            fill(cells, block)
            names.append(cells.AbsoluteName.rpartition(".")[2].removesuffix(":"))
            left += len(block[0]) + 1
            height = max(height, len(block))
        answer = sheet.getCellRangeByPosition(
            left, top, left + call["columns"] - 1, top + call["rows"] - 1
        )
        formula = call["formula"].format(*(address(name) for name in names))
        if call["array"]:
            answer.setArrayFormula(formula)
        else:
            answer.getCellByPosition(0, 0).setFormula(formula)
        results.append(answer)
        top += height + 1
    return [seen(answer) for answer in results]


def address(name: str) -> str:
    """`A1:B2`; a single cell by itself, as people write it."""
    first, _, last = name.replace("$", "").partition(":")
    return name if last not in ("", first) else first


def fill(cells: Any, block: list[list[Any]]) -> None:
    odd = {}
    plain = [[""] * len(row) for row in block]
    for y, row in enumerate(block):
        for x, value in enumerate(row):
            if isinstance(value, dict):
                odd[x, y] = f"={value['error']}"
            elif isinstance(value, bool):
                odd[x, y] = f"={value}()"
            elif value == "":
                odd[x, y] = '=""'
            elif value is not None:
                plain[y][x] = value
    cells.setDataArray(tuple(map(tuple, plain)))
    for (x, y), formula in odd.items():
        cells.getCellByPosition(x, y).setFormula(formula)


def formulas(office: Office, file: str, settings: dict[str, Any]) -> dict[str, Any]:
    """Every formula of a workbook with what it computes to, and whether loading left a trace."""
    document = office.load(Path(file).resolve().as_uri(), **settings)
    try:
        touched = document.isModified() or document.UndoManager.isUndoPossible()
        document.calculateAll()
        found = []
        for sheet in document.Sheets:
            for place in sheet.queryContentCells(FORMULAS).RangeAddresses:
                for y in range(place.StartRow, place.EndRow + 1):
                    for x in range(place.StartColumn, place.EndColumn + 1):
                        cell = sheet.getCellRangeByPosition(x, y, x, y)
                        ((value,),) = seen(cell)
                        formula = cell.getCellByPosition(0, 0).getFormula()
                        found.append([sheet.Name, y + 1, x + 1, formula, value])
        return {"formulas": found, "touched": touched}
    finally:
        document.close(True)


def wizard(office: Office) -> list[Any]:
    """What the function wizard says of our functions."""
    known = office.service("com.sun.star.sheet.FunctionDescriptions")
    entries = [
        {each.Name: each.Value for each in known.getByIndex(place)} for place in range(known.Count)
    ]
    return [
        [each["Name"], each["Description"], [[a.Name, a.Description] for a in each["Arguments"]]]
        for each in entries
        if each["Name"].startswith("ESTIMAT_")
    ]


def seconds(office: Office, numbers: list[float], formula: str, array: bool) -> float:
    """What it takes to compute formulas anew: one in each row beside a number, or one for all."""
    document = office.load("private:factory/scalc")
    try:
        sheet = document.Sheets.getByIndex(0)
        last = len(numbers) - 1
        sheet.getCellRangeByPosition(0, 0, 0, last).setDataArray(tuple((n,) for n in numbers))
        cells = sheet.getCellRangeByPosition(1, 0, 1, last)
        if array:
            cells.setArrayFormula(formula)
        else:
            cells.setFormulaArray(tuple((formula.format(row),) for row in range(1, last + 2)))
        start = time.perf_counter()
        document.calculateAll()
        return time.perf_counter() - start
    finally:
        document.close(True)


JOBS = {
    "compute": compute, "formulas": formulas, "wizard": wizard, "seconds": seconds, **calcmenu.JOBS,
}  # fmt: skip


def main(profile: Path, *extensions: Path) -> None:
    office = Office(profile)
    try:
        for extension in extensions:
            office.install(extension)
        if extensions:
            office.end()
            office = Office(profile)
        for line in sys.stdin:
            job = json.loads(line)
            print(json.dumps(JOBS[job.pop("do")](office, **job)), flush=True)
    finally:
        office.end()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
