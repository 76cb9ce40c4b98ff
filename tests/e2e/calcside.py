"""A LibreOffice of one's own over UNO; the Python that LibreOffice uses runs this.

`calcside.py PROFILE EXTENSION` starts it and installs the extension. Then it reads jobs as JSON
lines, `{"do", ...}`, and answers each with a line.
"""

# mypy: ignore-errors
# What UNO serves is known at run time, and only to LibreOffice's Python.
from __future__ import annotations

import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import calcinside
import uno
import unohelper
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
        ], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # fmt: skip
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
        loader = self.service("com.sun.star.loader.Python")
        jobs = loader.activate(calcinside.NAME, "", Path(calcinside.__file__).as_uri(), None)
        self.inside = jobs.createInstanceWithContext(self.context)
        self.main_thread = self.service("com.sun.star.awt.AsyncCallback")

    def service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def install(self, extension: Path) -> None:
        manager = self.context.getByName("/singletons/com.sun.star.deployment.ExtensionManager")
        manager.addExtension(extension.resolve().as_uri(), (), "user", None, Yes())

    def answer(self, asked: str) -> str:
        """Have a job done inside; gives its answer in JSON."""
        self.main_thread.addCallback(self.inside, asked)
        for line in self.process.stdout:
            if line.startswith(calcinside.ANSWER):
                return line.removeprefix(calcinside.ANSWER)
        raise EOFError("LibreOffice is gone")

    def end(self) -> None:
        with suppress(Exception):  # the connection ends with it
            self.service("com.sun.star.frame.Desktop").terminate()
        self.process.wait(PATIENCE)


def main(profile: Path, *extensions: Path) -> None:
    office = Office(profile)
    try:
        for extension in extensions:
            office.install(extension)
        if extensions:
            office.end()
            office = Office(profile)
        for line in sys.stdin:
            print(office.answer(line), end="", flush=True)
    finally:
        office.end()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
