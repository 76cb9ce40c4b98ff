"""The buttons Usikkerhet and Scenarioer: the sheets beside the total, that it makes old."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from ..actions.choosing import refuse_scenario
from ..core.checks.ranges import OTHER_AREAS
from ..core.checks.scenarios import OLD_SHEET
from ..core.errors import EstimatError
from ..core.findings import Finding
from ..core.layout import BESIDE_PLAN, UNCERTAINTY, WORKING
from ..core.outlook import levels_of
from ..core.report import scenario_notice
from ..core.scenarios.beside import Scenarios, scenarios_of
from ..core.scenarios.definitions import definitions
from ..core.scenarios.report import headline as scenarios_headline
from ..core.scenarios.soundness import stopping as stopping_scenarios
from ..core.scenarios.wording import NO_SCENARIOS
from ..core.uncertainty.calculation import STOPS, Uncertainty, calculate, stopping
from ..core.uncertainty.report import headline
from ..core.uncertainty.spans import spans
from ..files.results.scenarios import save_beside
from ..files.results.uncertainty import save_live
from .examined import Examined, carry, examined, without_old_total
from .findings import outcome
from .host import Workbook


def usikkerhet(book: Workbook) -> str:
    """Write the sheet Usikkerhet, which computes itself; with errors, go to the first instead."""
    with book.quiet() as say:
        say("Estimat: regner ut usikkerheten …")
        found, _ = without_old_total(examined(book, alone=False))
        if found.consolidation.stopped:
            why = outcome(book, found.consolidation.findings)
            return f"Arket {UNCERTAINTY} er ikke skrevet: {why}"
        result, lost = _write_uncertainty(book, found)
        if stops := _stopped(result):
            return f"Arket {UNCERTAINTY} er ikke skrevet: {outcome(book, stopping(stops))}"
        book.show(UNCERTAINTY)
        scenario = found.consolidation.stamp.scenario
        which = f"{scenario_notice(scenario)} " if scenario else ""
        return f"{which}{headline(result)} {outcome(book, result.findings)}{lost}"


def _write_uncertainty(book: Workbook, found: Examined) -> tuple[Uncertainty, str]:
    """Write the sheet Usikkerhet, unless a factor stops it; gives in words what was lost."""
    estimate = found.estimate
    result = calculate(found.consolidation, spans(estimate), estimate.factors)
    if _stopped(result):
        return result, ""
    file = found.now.copy.with_name("usikkerhet.xlsx")
    return result, carry(book, file, save_live(file, result, estimate, book.name), found)


def _stopped(result: Uncertainty) -> list[Finding]:
    """The factors that keep the uncertainty from being computed."""
    return [each for each in result.findings if each.code in STOPS]


def scenarioer(book: Workbook) -> str:
    """Write the sheet Scenariosammenligning; with errors, go to the first instead."""
    with book.quiet() as say:
        say("Estimat: regner ut scenarioene …")
        found, _ = without_old_total(examined(book, alone=False))
        if found.consolidation.stopped:
            why = outcome(book, found.consolidation.findings)
            return f"Arket {BESIDE_PLAN} er ikke skrevet: {why}"
        refuse_scenario(found.consolidation)
        result, lost = _write_scenarios(book, found)
        if stops := stopping_scenarios(result.findings):
            return f"Arket {BESIDE_PLAN} er ikke skrevet: {outcome(book, stops)}"
        if not (result.scenarios or _has(found, BESIDE_PLAN)):
            return f"Arket {BESIDE_PLAN} er ikke skrevet. {NO_SCENARIOS}"
        book.show(BESIDE_PLAN)
        said = scenarios_headline(result) if result.scenarios else NO_SCENARIOS
        return f"{said} {outcome(book, result.findings)}{lost}"


def _write_scenarios(book: Workbook, found: Examined) -> tuple[Scenarios, str]:
    """Write the sheet, unless there is none to write; gives in words what was lost.

    One that is there is written when the last scenario has gone, too: it would show it for ever.
    """
    estimate = found.estimate
    result = scenarios_of(
        found.consolidation, [found.part], lambda: [estimate], definitions(estimate)
    )
    findings = tuple(each for each in result.findings if each.code != OLD_SHEET.code)
    result = result._replace(findings=findings)
    nothing = not (result.scenarios or _has(found, BESIDE_PLAN))
    if nothing or stopping_scenarios(findings):
        return result, ""
    levels = levels_of(result, lambda: [estimate], estimate.factors)
    file = found.now.copy.with_name("scenarioer.xlsx")
    formulas = save_beside(file, result, levels, book.name)
    return result, carry(book, file, {BESIDE_PLAN: formulas}, found)


def _has(found: Examined, name: str) -> bool:
    return any(sheet.name == name for sheet in found.now.book.sheets)


def _uncertainty_anew(book: Workbook, found: Examined) -> tuple[str, str]:
    """Write Usikkerhet; gives in words what was lost, and why it was not written."""
    result, lost = _write_uncertainty(book, found)
    return lost, "en av de felles faktorene må rettes først." if _stopped(result) else ""


def _scenarios_anew(book: Workbook, found: Examined) -> tuple[str, str]:
    """Write Scenariosammenligning; gives in words what was lost, and why it was not written."""
    result, lost = _write_scenarios(book, found)
    return lost, "scenarioene må rettes først." if stopping_scenarios(result.findings) else ""


OLD: Final[dict[str, tuple[Sequence[str], Callable[[Workbook, Examined], tuple[str, str]]]]] = {
    OTHER_AREAS.code: ((UNCERTAINTY, WORKING), _uncertainty_anew),
    OLD_SHEET.code: ((BESIDE_PLAN,), _scenarios_anew),
}
"""What a new total makes old, by the finding that says so: the sheets, and what writes them."""


def sheets_of(codes: Iterable[str]) -> Iterable[str]:
    """The sheets that these codes say are old."""
    return (name for code in codes for name in OLD[code][0])


def write_old(book: Workbook, found: Examined, codes: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Write the sheets anew that a new total makes old, by the codes of what says that they are.

    Gives in words what was lost, and what could not be written; and the codes of that. The total is
    written by then, and that must be said whatever happens.
    """
    told, still = "", []
    for code in codes:
        (name, *_), write = OLD[code]
        try:
            lost, why = write(book, found)
        except EstimatError as problem:
            lost, why = "", str(problem)
        except Exception as problem:
            lost, why = "", f"det gikk ikke ({type(problem).__name__}: {problem})."
        told += f"{lost}\n\nArket {name} er ikke skrevet på nytt: {why}" if why else lost
        still += [code] if why else []
    return told, still
