"""A new workbook, filled and consolidated: what `estimat mal` makes, `workbook.xlsm` too."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from xlsxwriter import Workbook

from ...core.book import Book
from ...core.consolidation import Stamp, consolidate
from ...core.errors import UnreadableError, UnwritableError, UsageError
from ...core.interpret import interpret
from ...core.layout import BESIDE_PLAN
from ...core.outlook import levels_of
from ...core.scenarios.beside import scenarios_of
from ...core.scenarios.definitions import definitions
from ...core.summary import summarise
from ...core.uncertainty.calculation import STOPS, calculate
from ...core.uncertainty.spans import spans
from ...core.version import __version__
from ..reading import read_book
from ..results.scenariosheet import write_beside
from ..results.sheets import write_live_line, write_results
from ..results.uncertaintysheet import write_live
from ..writing.saving import save
from ..writing.styles import Styles, close, new_workbook
from ..writing.tables import Writer
from ..writing.takenout import plainly
from .acceptedsheet import write_accepted
from .areafile import (
    ESTIMATE_2024,
    LONGEST_SHEET_NAME,
    RESERVED_SHEETS,
    AreaFile,
    AreaPlan,
    free_name,
    read_area_file,
)
from .areasheet import write_area
from .assumptionsheet import write_assumptions
from .decisionsheet import write_decisions, write_scenario
from .factorsheet import write_factors
from .guidesheet import write_guide
from .notesheet import write_note
from .ownremarksheet import write_own_remarks
from .scenariosheet import write_scenarios
from .unsaved import as_read


def save_template(target: Path, area_file: Path | None = None) -> None:
    """Make a workbook of an area file, that of 2024 without one; never replaces a file.

    The same area file and name give the same bytes.
    """
    refuse_new(target)
    source = area_file or ESTIMATE_2024
    areas = read_area_file(source)
    made_from = (source.name, hashlib.sha256(source.read_bytes()).hexdigest())
    save_new(target, areas, (made_from,), "estimat mal")


def refuse_new(target: Path) -> None:
    """Refuse a name that no new workbook can have; raises UsageError."""
    if target.suffix.lower() not in (".xlsm", ".xlsx"):
        raise UsageError(f"{target} må ende på .xlsm eller .xlsx.")
    if os.path.exists(target):
        raise UsageError(f"{target} finnes fra før. Velg et annet navn, eller flytt fila først.")


def save_new(
    target: Path, areas: AreaFile, made_from: tuple[tuple[str, str], ...], maker: str
) -> None:
    """Write a new workbook, with Konsolidert and Kontroll as the program fills them.

    A part of an estimate has none of them: its sum is no total, and would soon be an old one.
    `made_from` are the names and hashes of what it comes from: it cannot hold its own.
    """

    areas = areas._replace(areas=tuple(_named_apart(areas.areas)))
    content = io.BytesIO()
    book = new_workbook(content)
    write_template(areas, book)
    if areas.plain:
        for sheet in book.worksheets():
            plainly(sheet)
    written = as_read(book, target.name)

    def write(temporary: Path) -> None:
        if areas.whole:  # whoever gets a part is to fill in this sheet
            book.get_worksheet_by_name(areas.areas[0].sheet).activate()
        else:
            _consolidate(book, written, made_from, maker)
        close(book)
        whole = content.getvalue()
        if target.suffix.lower() == ".xlsm":
            from .macros import with_macros  # noqa: PLC0415  and with it what writes VBA projects

            whole = with_macros(whole)
        temporary.write_bytes(whole)

    def verify(temporary: Path) -> None:
        try:
            found, _ = read_book(temporary, target.name)
        except UnreadableError as problem:
            raise UnwritableError(f"{target} ble ikke hel ({problem}).") from None
        stands = {sheet.name: (sheet.values, sheet.formulas) for sheet in found.sheets}
        for sheet in written.sheets:
            if stands.get(sheet.name) != (sheet.values, sheet.formulas):
                raise UnwritableError(f"{target} ble ikke hel: arket {sheet.name} er et annet.")

    save(target, write, verify, new=True)


def _named_apart(areas: Iterable[AreaPlan]) -> Iterator[AreaPlan]:
    """The areas with names for their sheets that no other sheet has, neither ours nor theirs."""
    taken = {*RESERVED_SHEETS}
    for area in areas:
        sheet = free_name(area.sheet, LONGEST_SHEET_NAME, taken)
        taken.add(sheet)
        yield area._replace(sheet=sheet)


def write_template(areas: AreaFile, book: Workbook) -> None:
    """Add Veiledning, Forutsetninger, one sheet for each area, and Notat where it has words.

    A part has no scenarios: what the ministry may decide is not for the areas to see. What is
    accepted goes along with it, and does not show.
    """
    styles = Styles(book)
    write_guide(areas, book, styles)
    write_assumptions(areas, book, styles)
    write_factors(areas, book, styles)
    if areas.says:
        write_scenario(areas.decisions[0], areas.says, book, styles)
    elif not areas.whole:
        write_scenarios(areas, book, styles)
    if areas.decisions and not (areas.says or areas.whole):
        write_decisions(areas.decisions, book, styles)
    for area in areas.areas:
        write_area(area, areas, book, styles)
    if areas.note:
        write_note(areas.areas, areas.note, book, styles, locked=bool(areas.whole))
    if not (areas.says or areas.whole):
        write_own_remarks(areas.own_remarks, book, styles)
    write_accepted(areas, book, styles)


def _consolidate(
    book: Workbook, written: Book, made_from: tuple[tuple[str, str], ...], maker: str
) -> None:
    """Add Konsolidert and Kontroll, as the program fills them."""
    stamp = Stamp((), None, __version__, "da arbeidsboken ble laget", maker)
    # What is not saved has no hash; the stamp has those of what it is made from.
    estimate = interpret(written)
    part = summarise(estimate, "ny")
    made = consolidate([part], stamp)
    consolidation = made._replace(stamp=made.stamp._replace(inputs=made_from))
    styles = Styles(book)
    sheet, total = write_results(book, styles, consolidation, written.file, "")
    write_live_line(sheet, styles, consolidation, total)
    found = calculate(made, spans(estimate), estimate.factors)
    beside = scenarios_of(consolidation, [part], lambda: [estimate], definitions(estimate))
    if beside.scenarios:
        levels = levels_of(beside, lambda: [estimate], estimate.factors)
        writer = Writer(book, BESIDE_PLAN, styles, written.file, "")
        write_beside(writer, beside, levels)
    if not any(each.code in STOPS for each in found.findings):
        write_live(book, styles, found, estimate, written.file)
    sheet.activate()
