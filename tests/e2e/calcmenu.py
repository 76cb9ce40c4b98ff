"""One document open in LibreOffice, as a person has it: commands, undo, what it shows.

A part of `calcinside.py`.
"""

# mypy: ignore-errors
from __future__ import annotations

from pathlib import Path
from typing import Any

import uno

PropertyValue = uno.getClass("com.sun.star.beans.PropertyValue")
URL = uno.getClass("com.sun.star.util.URL")
POSSIZE = uno.getConstantByName("com.sun.star.awt.PosSize.POSSIZE")


def given(**values: Any) -> tuple[Any, ...]:
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def open_(office: Any, file: str, settings: dict[str, Any]) -> None:
    """Open a workbook in a window, in place of the one before."""
    close(office)
    url = file if ":" in file else Path(file).resolve().as_uri()
    office.document = office.load(url, **settings)
    assert office.document, f"{file} lot seg ikke åpne"
    # What nobody looks at is drawn all the same, and takes less time when it is small.
    if window := office.document.CurrentController:
        window.Frame.ContainerWindow.setPosSize(0, 0, 120, 90, POSSIZE)
    office.settle()  # the extension is told of the workbook only then


def close(office: Any) -> None:
    if office.document:
        office.document.close(True)
        office.document = None


def command(office: Any, url: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Dispatch what a menu has; gives what the command says, and how it left the window.

    What the command has opened beside the document is named, and closed.
    """
    document = office.document
    frame = document.CurrentController.Frame
    helper = office.service("com.sun.star.frame.DispatchHelper")
    answer = helper.executeDispatch(frame, url, "", 0, given(**arguments))
    others = [each for each in office.desktop.Components if each != document and each.URL]
    opened = [uno.fileUrlToSystemPath(each.URL) for each in others]
    for each in others:
        each.close(True)
    return {
        "text": answer.Result if answer else None,
        "opened": opened,
        "selected": chosen(document),
        "still": document.hasControllersLocked() or document.isActionLocked(),
    }


def follow(office: Any, sheet: str, link: str) -> str:
    """Where in the document a link on a sheet leads."""
    from_ = office.document.Sheets.getByName(sheet).getCellRangeByName("A1")
    office.document.CurrentController.select(from_)
    frame = office.document.CurrentController.Frame
    helper = office.service("com.sun.star.frame.DispatchHelper")
    target = given(URL=link, Referer=office.document.URL, TargetName="_self")
    helper.executeDispatch(frame, ".uno:Open", "", 0, target)
    office.settle()
    return chosen(office.document)


def selected(office: Any) -> str:
    return chosen(office.document)


def chosen(document: Any) -> str:
    """The cells that are selected, as `Ark.A1:B2`; nothing when it is something else."""
    name = getattr(document.CurrentSelection, "AbsoluteName", "")
    return name.replace("$", "").replace("'", "")


def enter(office: Any, sheet: str, cell: str, formula: str) -> None:
    office.document.Sheets.getByName(sheet).getCellRangeByName(cell).setFormula(formula)


def protect(office: Any, sheet: str | None) -> None:
    place = office.document.Sheets.getByName(sheet) if sheet else office.document
    place.protect("")


def undo(office: Any) -> list[str]:
    """Undo the last step; gives those that are left."""
    office.document.UndoManager.undo()
    return office.document.UndoManager.AllUndoActionTitles


def redo(office: Any) -> list[str]:
    office.document.UndoManager.redo()
    return office.document.UndoManager.AllUndoActionTitles


def save(office: Any, file: str, filter_: str) -> None:
    kind = given(FilterName=filter_)
    office.document.storeToURL(Path(file).resolve().as_uri(), kind)


def save_as(office: Any, file: str, filter_: str) -> None:
    kind = given(FilterName=filter_)
    office.document.storeAsURL(Path(file).resolve().as_uri(), kind)


def order(office: Any) -> list[str]:
    """The sheets by name."""
    return office.document.Sheets.ElementNames


def interface(office: Any, urls: list[str]) -> dict[str, Any]:
    """Which toolbars of ours the window has, and which of the commands it takes."""
    frame = office.document.CurrentController.Frame
    elements = [each.ResourceURL for each in frame.LayoutManager.Elements]
    taken = []
    for each in urls:
        protocol, _, path = each.partition(":")
        url = URL(Complete=each, Main=each, Protocol=f"{protocol}:", Path=path)
        if frame.queryDispatch(url, "_self", 0):
            taken.append(each)
    return {"toolbars": [each for each in elements if "estimat" in each], "commands": taken}


def norwegian(office: Any) -> None:
    """Numbers and dates as in Norway from now on."""
    provider = office.service("com.sun.star.configuration.ConfigurationProvider")
    access = provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationUpdateAccess",
        given(nodepath="/org.openoffice.Setup/L10N"),
    )
    access.setPropertyValue("ooSetupSystemLocale", "nb-NO")
    access.commitChanges()


JOBS = {
    "open": open_, "close": close, "command": command, "follow": follow, "enter": enter,
    "protect": protect, "undo": undo, "redo": redo, "save": save, "save_as": save_as,
    "order": order, "interface": interface, "norwegian": norwegian, "selected": selected,
}  # fmt: skip
