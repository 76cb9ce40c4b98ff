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

import calcinside
import calcmenu
import uno
import unohelper
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.task import XInteractionHandler
from com.sun.star.ucb import XCommandEnvironment

APPROVE = uno.getTypeByName("com.sun.star.task.XInteractionApprove")
PATIENCE = 60
"""Seconds in which it has started or ended, or never will."""


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
        loader = self.service("com.sun.star.loader.Python")
        jobs = loader.activate(calcinside.NAME, "", Path(calcinside.__file__).as_uri(), None)
        self.inside = jobs.createInstanceWithContext(self.context)

    def service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def install(self, extension: Path) -> None:
        manager = self.context.getByName("/singletons/com.sun.star.deployment.ExtensionManager")
        manager.addExtension(extension.resolve().as_uri(), (), "user", None, Yes())

    def load(self, url: str, **settings: Any) -> Any:
        given = tuple(PropertyValue(Name=name, Value=value) for name, value in settings.items())
        return self.desktop.loadComponentFromURL(url, "_blank", 0, given)

    def do(self, job: str, **about: Any) -> Any:
        """Do a job here, or in LibreOffice itself."""
        if job not in calcinside.JOBS:
            return JOBS[job](self, **about)
        given = job, json.dumps(about), self.document
        return json.loads(self.inside.execute(tuple(NamedValue("", each) for each in given)))

    def end(self) -> None:
        with suppress(Exception):  # the connection ends with it
            self.desktop.terminate()
        self.process.wait(PATIENCE)


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


JOBS = {"wizard": wizard, "seconds": seconds, **calcmenu.JOBS}


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
            print(json.dumps(office.do(job.pop("do"), **job)), flush=True)
    finally:
        office.end()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
