"""The sheet Publisert: from which file a copy was made, when, and by which version."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Final

from ...core.layout import PUBLISHED
from ..writing.normalform import MAIN
from ..writing.textsheet import inline

MARK: Final = "$B$3"
"""The cell that holds the name of the file the copy was made from."""

_LETTERS: Final = 108
"""What has room on a line, on screen and on paper."""


def published_sheet(lines: Sequence[tuple[str, str]], notes: Sequence[str]) -> bytes:
    """The part of the sheet; all of it is text, and its styles are those every workbook has."""
    rows = [_row(1, PUBLISHED), *(_row(at, *line) for at, line in enumerate(lines, start=3))]
    said = [line for note in notes for line in wrap(note, _LETTERS)]  # no style of theirs wraps it
    rows += [_row(at, line) for at, line in enumerate(said, start=len(lines) + 4)]
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{MAIN}"><sheetViews><sheetView showGridLines="0" workbookViewId="0"/>'
        '</sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>'
        '<col min="1" max="1" width="24" customWidth="1"/>'
        '<col min="2" max="2" width="84" customWidth="1"/></cols>'
        f"<sheetData>{''.join(rows)}</sheetData>"
        '<pageSetup paperSize="9" orientation="landscape"/></worksheet>'
    ).encode()


def _row(row: int, *texts: str) -> str:
    cells = "".join(
        f'<c r="{column}{row}" t="inlineStr"><is>'
        f'<t xml:space="preserve">{inline(text)}</t></is></c>'
        for column, text in zip("AB", texts, strict=False)
    )
    return f'<row r="{row}">{cells}</row>'
