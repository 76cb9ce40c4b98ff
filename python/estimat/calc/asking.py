"""What only the user knows, asked in Calc."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap
from typing import Any, Final

import uno
from com.sun.star.awt import Selection

from ..buttons.host import FILE_TYPES, Asked, Question

_OPEN: Final = 0
_SAVE_WITH_ENDING: Final = 10
_ACCEPTED: Final = 1

_WORKBOOKS: Final = (f"{FILE_TYPES['.xlsx']} (.xlsx, .xlsm)", "*.xlsx;*.xlsm")
_LISTS: Final = ("Liste (.csv, .txt, .tsv, .xlsx, .xlsm)", "*.csv;*.txt;*.tsv;*.xlsx;*.xlsm")

_OK: Final = 1
_CANCEL: Final = 2
"""The buttons that end a box, by the numbers their models take."""

_POS: Final = 3
"""Move, and keep the size."""

_WIDTH: Final = 190
"""Of the box for a text; like all there in units of a quarter of a letter."""

_LETTERS: Final = 40
"""In a line of the question, which is as high as its lines."""

_LINE: Final = 9

_CONTROLS: Final[dict[str, tuple[str, tuple[int, int, int, int], dict[str, Any]]]] = {
    "label": ("FixedText", (8, 8, _WIDTH - 16, 12), {"MultiLine": True}),
    "text": ("Edit", (8, 22, _WIDTH - 16, 14), {}),
    "ok": ("Button", (_WIDTH - 108, 44, 48, 14),
           {"Label": "OK", "PushButtonType": _OK, "DefaultButton": True}),
    "cancel": ("Button", (_WIDTH - 56, 44, 48, 14),
               {"Label": "Avbryt", "PushButtonType": _CANCEL}),
}  # fmt: skip


def asked(context: Any, question: Question, suggestion: str) -> str:
    """What the user answers; an empty text when they would rather not."""
    if question.asked is Asked.TEXT:
        return _text(context, question.text, suggestion)
    where = Path(suggestion)
    is_folder, is_new = question.asked is Asked.FOLDER, question.asked is Asked.SAVE
    if is_folder:
        picker = _made(context, "com.sun.star.ui.dialogs.FolderPicker")
    else:
        picker = _made(context, "com.sun.star.ui.dialogs.FilePicker")
        picker.initialize((_SAVE_WITH_ENDING if is_new else _OPEN,))
        if is_new:
            picker.appendFilter(f"{FILE_TYPES[where.suffix]} ({where.suffix})", f"*{where.suffix}")
            picker.setDefaultName(where.name)
        else:
            picker.appendFilter(*(_LISTS if question.asked is Asked.LIST else _WORKBOOKS))
    picker.setTitle(question.text)
    if suggestion:
        picker.setDisplayDirectory((where.parent if is_new else where).as_uri())
    if picker.execute() != _ACCEPTED:
        return ""
    chosen: str = picker.getDirectory() if is_folder else picker.getFiles()[0]
    return str(uno.fileUrlToSystemPath(chosen))


def _text(context: Any, label: str, suggestion: str) -> str:
    """Ask in a box of our own: LibreOffice has none for macros that are not in Basic."""
    model = _made(context, "com.sun.star.awt.UnoControlDialogModel")
    more = _LINE * (len(wrap(label, _LETTERS)) - 1)
    model.Title, model.Width, model.Height = "Estimat", _WIDTH, 66 + more
    for name, (kind, (x, y, width, height), settings) in _CONTROLS.items():
        control = model.createInstance(f"com.sun.star.awt.UnoControl{kind}Model")
        is_label = name == "label"
        control.PositionX, control.PositionY = x, y if is_label else y + more
        control.Width, control.Height = width, height + more if is_label else height
        for setting, value in settings.items():
            control.setPropertyValue(setting, value)
        model.insertByName(name, control)
    model.getByName("label").Label = label
    model.getByName("text").Text = suggestion
    dialog = _made(context, "com.sun.star.awt.UnoControlDialog")
    dialog.setModel(model)
    desktop = _made(context, "com.sun.star.frame.Desktop")
    window = desktop.getCurrentFrame().getContainerWindow()
    dialog.createPeer(window.Toolkit, window)
    here, size = window.getPosSize(), dialog.getPosSize()
    answers = dialog.getControl("text")
    answers.setSelection(Selection(0, len(suggestion)))  # what is typed replaces it
    answers.setFocus()
    dialog.setPosSize((here.Width - size.Width) // 2, (here.Height - size.Height) // 3, 0, 0, _POS)
    try:
        accepted = dialog.execute()
        answer: str = answers.Text
    finally:
        dialog.dispose()
    return answer if accepted else ""


def _made(context: Any, service: str) -> Any:
    return context.ServiceManager.createInstanceWithContext(service, context)
