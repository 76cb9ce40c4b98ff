"""What LibreOffice makes of the extension: the add-in with the functions, and the job on loading.

`uno` and the interfaces below are there in LibreOffice's Python only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import unohelper
from com.sun.star.lang import Locale, XServiceInfo, XServiceName
from com.sun.star.sheet import XAddIn
from com.sun.star.task import XJob
from no.estimat import XEstimat

from ..core.functions import FUNCTIONS, Function
from .cells import from_calc, to_calc
from .mending import mend

ADDIN: Final = "no.estimat.Functions"
MENDING: Final = "no.estimat.Mending"
_CATEGORY: Final = "Add-In"


def _served(function: Function) -> Callable[..., Any]:
    def call(_: object, *cells: Any) -> Any:
        return to_calc(function(*map(from_calc, cells)))

    return call


class _Described(unohelper.Base, XAddIn, XServiceInfo, XServiceName):
    """What Calc asks of every add-in, besides what it reads in CalcAddIns.xcu."""

    def __init__(self, context: Any) -> None:
        self._locale = Locale("nb", "NO", "")

    def getProgrammaticFuntionName(self, shown: str) -> str:  # so it is spelled there
        return shown

    def getDisplayFunctionName(self, name: str) -> str:
        return name

    def getFunctionDescription(self, name: str) -> str:
        return FUNCTIONS[name].help

    def getDisplayArgumentName(self, name: str, place: int) -> str:
        return FUNCTIONS[name].arguments[place].name

    def getArgumentDescription(self, name: str, place: int) -> str:
        return FUNCTIONS[name].arguments[place].described

    def getProgrammaticCategoryName(self, name: str) -> str:
        return _CATEGORY

    def getDisplayCategoryName(self, name: str) -> str:
        return _CATEGORY

    def setLocale(self, locale: Any) -> None:
        self._locale = locale

    def getLocale(self) -> Any:
        return self._locale

    def getServiceName(self) -> str:
        return ADDIN

    def getImplementationName(self) -> str:
        return ADDIN

    def supportsService(self, name: str) -> bool:
        return name in self.getSupportedServiceNames()

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        return ADDIN, "com.sun.star.sheet.AddIn"


Functions: Final = type(
    "Functions",
    (_Described, XEstimat),
    {name: _served(function) for name, function in FUNCTIONS.items()},
)
"""The add-in: a method for each function in the registry."""


class Mending(unohelper.Base, XJob):
    """The job that LibreOffice runs on every document it has loaded."""

    def __init__(self, context: Any) -> None:
        pass

    def execute(self, arguments: Any) -> None:
        about = {each.Name: each.Value for each in arguments}
        document = {each.Name: each.Value for each in about["Environment"]}["Model"]
        if document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
            mend(document)


implementations: Final = unohelper.ImplementationHelper()
implementations.addImplementation(Functions, ADDIN, (ADDIN, "com.sun.star.sheet.AddIn"))
implementations.addImplementation(Mending, MENDING, ("com.sun.star.task.Job",))
