"""A copy of a workbook for those who have no add-in, proved before it takes its place."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from ...core import layout, norwegian
from ...core.book import Book, Computed, address
from ...core.errors import UnpublishableError, UnreadableError, UnwritableError, UsageError
from ...core.layout import UNCERTAINTY, WORKING
from ...core.plain import calls_ours
from ...core.report import scenario_of_result
from ...core.values import CellError, Value
from ...core.version import __version__
from ..engine.computing import computed_all, forget_doubtful
from ..engine.program import Engine
from ..gather import gather
from ..package import Package, zipped
from ..reading import INCOHERENT, read_book
from ..writing.normalform import normal_parts
from ..writing.saving import refuse_other, refuse_place, save
from ..writing.seal import CHANGED_SINCE, is_sealed, sealed
from .copying import Copier, Copy
from .outdated import (
    refuse_old_check,
    refuse_old_total,
    refuse_old_uncertainty,
)
from .plainparts import refuse_without_result
from .stampsheet import published_sheet

_MOST_CELLS: Final = 10
"""Cells that are named one by one."""

_LAST_DIGIT: Final = 1e-14
"""Two floats that differ by less are one apart in the fifteenth digit, which is rounded."""

_ROOTS: Final = 1e-11
"""What those of Usikkerhet may differ by: roots, quantiles and differences of large numbers.

Its kroner are rounded, and differ by an øre or by nothing.
"""


class Published(NamedTuple):
    """What was done to make the copy: the copy itself, how many formulas it has, and the engine.

    `computed` are the results that the source lacked.
    """

    copy: Copy
    formulas: int
    computed: Computed
    engine: str
    written: Path


def refuse_target(source: Path, target: Path, *, overwrite: bool | None = None) -> None:
    """Only a copy made by this command may be replaced by another; raises UsageError."""
    refuse_place(target, "Kopien er en arbeidsbok uten makroer")
    if os.path.realpath(source) == os.path.realpath(target):
        raise UsageError(f"{target} er kilden selv. Velg et annet navn.")
    refuse_other(target, "en publisert kopi", _is_published, is_sealed, overwrite=overwrite)


def _is_published(path: Path) -> bool:
    try:
        return layout.PUBLISHED_MARK in read_book(path, str(path))[0].names
    except UnreadableError:
        return False


def publish(
    source: Path,
    target: Path,
    engine: Engine | None,
    *,
    with_hidden: bool,
    made: str,
    made_from: tuple[str, str] | None = None,
    named: Callable[[Path, str], Path] | None = None,
) -> Published:
    """Make the copy; formulas stay, proved by the engine, or become values where there is none.

    `made` is the time that stands on it, `made_from` the name and hash of a workbook that the
    source itself was made from, `named` gives the target the name of the scenario that the source
    is of. Raises UnpublishableError, and leaves the target as it was, when the copy would not show
    every number that the source shows.
    """
    live = engine is not None
    name = source.name
    # First where a file made to harm can do none.
    (part,) = gather([source]).parts
    if not part.sha256:
        raise UsageError("\n".join(f"{each.place}: {each.message}" for each in part.findings))
    refuse_old_total(part.findings)
    try:
        package = Package(source)
        book, sha256 = read_book(source, name)
        if package.sha256 != sha256:
            raise UsageError(f"{source} ble endret mens den ble lest. Prøv igjen.")
        if layout.RESULT_MARK in book.names and not is_sealed(source):
            raise UnpublishableError(CHANGED_SINCE.format(source))
        refuse_old_check(book, part)
        computed = _filled(book, source)
        refuse_old_uncertainty(book, part)
        copier = Copier(
            normal_parts(package), book, computed.results, live=live, with_hidden=with_hidden
        )
        origin = made_from or (name, sha256)
        scenario = part.scenario or scenario_of_result(book)
        stamp = _stamp(*origin, scenario, made, _computed(computed), live=live)
        copy = copier.copied(stamp)
    except UnreadableError as problem:
        said = problem.rule.message.format(found=problem.found, expected="")
        raise UsageError(f"{source}: {said}") from None
    except INCOHERENT as problem:
        raise UsageError(
            f"{source}: Innholdet i fila henger ikke sammen. Åpne den i Excel, lagre på nytt, og "
            "publiser den."
        ) from problem
    formulas = 0
    if named:
        target = named(target, scenario)

    def verify(temporary: Path) -> None:
        nonlocal formulas
        formulas = _prove(temporary, book, target, engine)

    save(target, lambda temporary: temporary.write_bytes(sealed(zipped(copy.parts))), verify)
    return Published(copy, formulas, computed, engine.name if engine else "", target)


def account(published: Published) -> list[str]:
    """What the copy holds that the source did not, what it lacks, and that it was proved."""
    copy = published.copy
    lines = [f"Skrevet: {published.written}"]
    if published.formulas:
        lines.append(
            f"Skrevet om: {copy.rewritten} formler med ESTIMAT er blitt Excels egne. "
            f"Bevis: {published.engine} har regnet om kopiens {published.formulas} formler, uten "
            "avvik fra kilden."
        )
    else:
        lines.append("Kopien har ingen formler. Bevis: hver celle viser det samme som i kilden.")
    lines += filter(None, [_computed(published.computed)])
    if copy.as_values and published.formulas:
        cells = [f"{sheet}!{address(*place)}" for sheet, place in copy.as_values]
        more = f" og {len(cells) - _MOST_CELLS} til" if len(cells) > _MOST_CELLS else ""
        lines.append(
            f"Verdier, ikke formler: {', '.join(cells[:_MOST_CELLS])}{more}. De har ingen formel i "
            "Excel alene, trenger en annen fil, eller viser en feilverdi fra Estimat."
        )
    if copy.dropped:
        lines.append(f"Skjulte ark som ikke er med: {', '.join(copy.dropped)}.")
    if copy.for_areas:
        lines.append(f"Det som er sagt til områdene, er ikke med: {', '.join(copy.for_areas)}.")
    return lines


def _filled(book: Book, source: Path) -> Computed:
    """The results that nobody computed, or that a program without Estimat made errors of.

    The book is given them; what is in doubt gets none.
    """
    stored = {sheet.name: sheet.values for sheet in book.sheets}
    forget_doubtful(book, errors=True)
    if not any(sheet.formulas.keys() - sheet.values.keys() for sheet in book.sheets):
        return Computed()
    (computed,) = computed_all([source], errors=True)
    book.fill(computed)
    for sheet in book.sheets:  # an error that could not be computed otherwise is shown as it was
        errors = {
            at: each for at, each in stored[sheet.name].items() if isinstance(each, CellError)
        }
        sheet.values = {**errors, **sheet.values}
    others = {
        name: {at: each for at, each in results.items() if each != stored[name].get(at)}
        for name, results in computed.results.items()
    }
    return computed._replace(results=others)


def _computed(computed: Computed) -> str:
    number = sum(map(len, computed.results.values()))
    if not number:
        return ""
    many = norwegian.counted(number, "formel", "formler")
    return f"{many} uten brukbart resultat i kilden er regnet ut av {computed.engine}."


def _stamp(name: str, sha256: str, scenario: str, made: str, computed: str, *, live: bool) -> bytes:
    lines = [
        *([(layout.SCENARIO.label, f"{scenario} (ikke planen)")] if scenario else []),
        ("Laget av fila", name),
        ("Filas SHA-256", sha256),
        ("Laget", norwegian.moment(made)),
        ("Laget med", f"Estimat {__version__}"),
        ("Tallene står som", "formler" if live else "verdier"),
    ]
    notes = [
        "Kopien virker i Excel og andre regneark uten tillegget Estimat, og har ingen makroer.",
        "Formlene er Excels egne. Endres en sats eller en time, regnes områdenes ark på nytt. "
        "Konsolidert står som da det ble konsolidert, og sier selv fra når arkene gir noe annet."
        if live
        else f"Tallene er {'' if computed else 'de som stod i fila, og '}verdier: ingenting regnes "
        "på nytt.",
        "Hvert tall i kopien er kontrollert mot fila den er laget av.",
        *([computed] if computed else []),
    ]
    return published_sheet(lines, notes)


def _prove(path: Path, source: Book, target: Path, engine: Engine | None) -> int:
    """Raise UnpublishableError unless every cell says what it said; gives the formulas proved."""
    try:
        copy, _ = read_book(path, target.name)
    except UnreadableError as problem:
        raise UnwritableError(f"{target} ble ikke hel ({problem}). Ingenting er endret.") from None
    originals = {sheet.name: sheet for sheet in source.sheets}
    shown = [sheet for sheet in copy.sheets if sheet.name in originals]
    for sheet in shown:
        original = originals[sheet.name]
        for place in sorted(original.formulas.keys() - original.values.keys()):
            refuse_without_result(original, place)
        for place in sorted(sheet.values.keys() | original.values.keys()):
            was, now = original.values.get(place), sheet.values.get(place)
            if not _same(was, now):
                raise _differs(sheet.name, place, was, now)
        for place, formula in sheet.formulas.items():
            if calls_ours(formula):
                raise UnpublishableError(
                    f"{sheet.name}!{address(*place)} har en formel som ikke lot seg skrive om."
                )
    count = sum(len(sheet.formulas) for sheet in shown)
    computed = engine.recalculated(path) if engine and count else {}
    for sheet in shown:
        results = computed.get(sheet.name, {})
        within = _ROOTS if sheet.values.get((1, 1)) in (UNCERTAINTY, WORKING) else _LAST_DIGIT
        # A number without a formula is constant, or of a formula that fills several cells.
        numbers = (place for place in results if isinstance(sheet.values.get(place), float))
        for place in sorted({*sheet.formulas, *numbers}):
            was, now = sheet.values[place], results.get(place)
            # Which decimal sign a text gets depends on who computes; a number does not.
            if not (_same(was, now, within) or (isinstance(was, str) and isinstance(now, str))):
                raise _differs(sheet.name, place, was, now)
    return count


def _same(was: Value, now: Value, within: float = _LAST_DIGIT) -> bool:
    """Whether two values are one to Excel, which stores and shows 15 digits of a number."""
    if isinstance(was, float) and isinstance(now, float):
        return math.isclose(was, now, rel_tol=within)
    if was in (None, "") and now in (None, ""):  # an empty text that is no formula's is nothing
        return True
    return type(was) is type(now) and was == now


def _differs(sheet: str, place: tuple[int, int], was: Value, now: Value) -> UnpublishableError:
    return UnpublishableError(
        f"{sheet}!{address(*place)} viser {_shown(was)} i kilden, men {_shown(now)} når kopien "
        "regnes om. La Excel regne og lagre kilden på nytt, og publiser den."
    )


def _shown(value: Value) -> str:
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, float):
        return norwegian.number(value) if math.isfinite(value) else str(value)
    return "ingenting" if value is None else f"«{value}»"
