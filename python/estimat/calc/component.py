"""What LibreOffice makes of the extension: the functions, the job on loading, and the menu.

`uno` and the interfaces below are there in LibreOffice's Python only. LibreOffice loads this with
every document it opens, so what the commands need is loaded when one is called.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import unohelper
from com.sun.star.awt.MessageBoxType import INFOBOX
from com.sun.star.frame import (
    DispatchResultEvent,
    FeatureStateEvent,
    XDispatchProvider,
    XNotifyingDispatch,
)
from com.sun.star.lang import Locale, XInitialization, XServiceInfo, XServiceName
from com.sun.star.sheet import XAddIn
from com.sun.star.task import XJob
from no.estimat import XEstimat

from ..core.functions import FUNCTIONS, Function
from .cells import from_calc, to_calc
from .mending import mend
from .opened import remember

ADDIN: Final = "no.estimat.Functions"
MENDING: Final = "no.estimat.Mending"
COMMANDS: Final = "no.estimat.Commands"
_CATEGORY: Final = "Add-In"
_SHEETS: Final = "com.sun.star.sheet.SpreadsheetDocument"
_HANDLER: Final = "com.sun.star.frame.ProtocolHandler"
_DONE: Final = 1
_OK: Final = 1


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
        if document.supportsService(_SHEETS):
            remember(document)
            mend(document)


class Commands(
    unohelper.Base, XInitialization, XServiceInfo, XDispatchProvider, XNotifyingDispatch
):
    """The handler of `no.estimat:` in one window. Who asks for word gets it; others see a box."""

    def __init__(self, context: Any, *arguments: Any) -> None:
        self._context = context
        self._frame: Any = None
        self.initialize(arguments)

    def initialize(self, arguments: tuple[Any, ...]) -> None:
        if arguments:
            (self._frame,) = arguments

    def queryDispatch(self, url: Any, target: str, flags: int) -> Any:
        controller = self._frame and self._frame.Controller
        model = controller and controller.Model
        return self if model and model.supportsService(_SHEETS) else None

    def queryDispatches(self, requests: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(
            self.queryDispatch(each.FeatureURL, each.FrameName, each.SearchFlags)
            for each in requests
        )

    def dispatch(self, url: Any, arguments: tuple[Any, ...]) -> None:
        text = self._run(url, arguments)
        if text:
            # A workbook that was opened stands before the one that the command was given in.
            manager = self._context.ServiceManager
            desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", self._context)
            window = (desktop.getCurrentFrame() or self._frame).ContainerWindow
            window.Toolkit.createMessageBox(window, INFOBOX, _OK, "Estimat", text).execute()

    def dispatchWithNotification(self, url: Any, arguments: tuple[Any, ...], listener: Any) -> None:
        text = self._run(url, arguments)
        if listener:
            listener.dispatchFinished(DispatchResultEvent(self, _DONE, text))

    def addStatusListener(self, listener: Any, url: Any) -> None:
        listener.statusChanged(FeatureStateEvent(self, url, "", True, False, None))

    def removeStatusListener(self, listener: Any, url: Any) -> None:
        pass

    def _run(self, url: Any, arguments: tuple[Any, ...]) -> str:
        from .commands import run  # noqa: PLC0415

        given = {each.Name: each.Value for each in arguments}
        return run(self._context, self._frame, url.Path, given)

    def getImplementationName(self) -> str:
        return COMMANDS

    def supportsService(self, name: str) -> bool:
        return name in self.getSupportedServiceNames()

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        return (_HANDLER,)


implementations: Final = unohelper.ImplementationHelper()
implementations.addImplementation(Functions, ADDIN, (ADDIN, "com.sun.star.sheet.AddIn"))
implementations.addImplementation(Mending, MENDING, ("com.sun.star.task.Job",))
implementations.addImplementation(Commands, COMMANDS, (_HANDLER,))
