"""The note saved: a document, and a PDF of it when it is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ...core.consolidation import Consolidation
from ...core.errors import UnwritableError
from ...core.noting.note import Note
from ..writing.saving import refuse_other, refuse_place, save
from ..writing.seal import is_sealed, is_sealed_pdf, sealed, sealed_pdf
from .document import MARK, is_note, note_document, text_of
from .pdf import as_pdf, require_libreoffice

_WHAT: Final = "et notat fra Estimat"
_KEYWORDS: Final = (
    b"/Keywords<FEFF%s>" % MARK.encode("utf-16-be").hex().upper().encode(),
    b"<pdf:Keywords>%s<" % MARK.encode(),
)
"""The two ways in which a PDF may say them."""


def refuse_note(target: Path, *, pdf: bool, overwrite: bool | None = None) -> None:
    """Only a note that this program made may be replaced by another; raises UsageError."""
    refuse_place(target, "Notatet er et Word-dokument", ".docx")
    refuse_other(target, _WHAT, is_note, is_sealed, overwrite=overwrite)
    if pdf:
        require_libreoffice()
        refuse_other(
            target.with_suffix(".pdf"), _WHAT, _is_pdf_of_note, is_sealed_pdf, overwrite=overwrite
        )


def save_note(
    target: Path, note: Note, consolidation: Consolidation, template: Path | None, *,
    with_tables: bool, pdf: bool,
) -> list[Path]:  # fmt: skip
    """Write the note, and its PDF, and read them back; gives the files written."""
    document = sealed(note_document(note, consolidation, template, with_tables=with_tables))
    printed = sealed_pdf(as_pdf(require_libreoffice(), document)) if pdf else b""
    save(
        target,
        lambda file: file.write_bytes(document),
        lambda file: _verify(
            target, is_note(file) and text_of(file.read_bytes()) == text_of(document)
        ),
    )
    if not pdf:
        return [target]
    beside = target.with_suffix(".pdf")
    save(
        beside,
        lambda file: file.write_bytes(printed),
        lambda file: _verify(beside, _is_pdf_of_note(file)),
    )
    return [target, beside]


def _is_pdf_of_note(path: Path) -> bool:
    """Whether a PDF has our mark for a keyword."""
    try:
        content = path.read_bytes()
    except OSError:
        return False
    return content.startswith(b"%PDF-") and any(mark in content for mark in _KEYWORDS)


def _verify(target: Path, is_whole: bool) -> None:
    if not is_whole:
        raise UnwritableError(f"{target} ble ikke hel. Ingenting er endret.")
