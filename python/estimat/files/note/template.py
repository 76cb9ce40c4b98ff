"""The Word template of the note, built of addin/notat.

`python -m estimat.files.note.template addin` writes it; the same sources give the same bytes.
"""

from __future__ import annotations

import sys
from importlib import resources
from pathlib import Path
from typing import Final

from ..package import zipped

TEMPLATE: Final = "notatmal.docx"
PARTS: Final = (
    "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/document.xml",
    "word/_rels/document.xml.rels", "word/styles.xml", "word/numbering.xml", "word/settings.xml",
    "word/footnotes.xml", "word/footer1.xml",
)  # fmt: skip


def template() -> bytes:
    """The template, as Word opens it."""
    return resources.files("estimat.addin").joinpath(TEMPLATE).read_bytes()


def built() -> bytes:
    """The template, of its parts in addin/notat."""
    sources = resources.files("estimat.addin").joinpath("notat")
    return zipped({name: sources.joinpath(name).read_bytes() for name in PARTS})


def main(folder: Path) -> None:
    """Write the template into the folder."""
    (folder / TEMPLATE).write_bytes(built())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m estimat.files.note.template FOLDER")
    main(Path(sys.argv[1]))
