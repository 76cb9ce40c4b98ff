"""What a workbook looks like to Estimat: names, headers, formulas and the words in lists.

An area sheet is recognised by its own marks, the sheet's name `OmradeId` and a table with these
headers; never by what the sheet is called or where anything stands.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import lru_cache
from typing import Final, NamedTuple

from .functions import IN_CALC
from .plain import plain

GUIDE: Final = "Veiledning"
ASSUMPTIONS_SHEET: Final = "Forutsetninger"
NOTE: Final = "Notat"
CONSOLIDATED: Final = "Konsolidert"
CHECKED: Final = "Kontroll"
UNCERTAINTY: Final = "Usikkerhet"
WORKING: Final = "Mellomregning"
STEPS: Final = "Stegene bak arket Usikkerhet, med Excels egne formler. Ingenting fylles ut her."
"""What the working says of itself below its title, by which it is known."""

FACTORS_SHEET: Final = "Felles faktorer"
SCENARIOS: Final = "Scenarioer"
BESIDE_PLAN: Final = "Scenariosammenligning"
DECISIONS: Final = "Vedtak"
REMARKS: Final = "Merknader"
OVERVIEW: Final = "Oversikt"
LINES: Final = "Linjer"
ORIGIN: Final = "Opphav"
COMPARED: Final = "Sammenligning"
CHANGES: Final = "Endringer"
ACTUAL: Final = "Faktisk"
ACCEPTED: Final = "Godtatt"
PUBLISHED: Final = "Publisert"

OUR_SHEETS: Final = (
    GUIDE, ASSUMPTIONS_SHEET, FACTORS_SHEET, SCENARIOS, DECISIONS, NOTE, REMARKS, ACCEPTED,
    CONSOLIDATED,
    CHECKED, BESIDE_PLAN, UNCERTAINTY, WORKING, OVERVIEW,
)  # fmt: skip
"""The sheets of a workbook that are no area's, in their order; the last is in results alone."""


class Kind(str, Enum):
    """The three kinds of cost."""

    OWN = "Egne timer"
    PURCHASE = "Kjøp"
    PASS_THROUGH = "Videreformidling"


class Status(str, Enum):
    """How far the work on an area has come."""

    DRAFT = "Utkast"
    REVIEW = "Til kontroll"
    APPROVED = "Godkjent"
    NO_ACTIVITIES = "Ingen planlagte aktiviteter"


AMBITION_LEVELS: Final = ("Lav", "Middels", "Høy")
"""From the lowest up: that of a row is the lowest at which it is done."""

YES: Final = "Ja"
NO: Final = "Nei"
ENDED: Final = "Utgår"
"""The status of a row that a decision has taken out of the plan."""


class Column(NamedTuple):
    """A column of an area's table; `formula` is how the workbook computes it, None for input.

    An input is a field of `estimate.Inputs`, and a key in a file of areas.
    """

    header: str
    unit: str
    formula: str | None = None
    field: str = ""
    key: str = ""

    @property
    def name(self) -> str:
        return self.header

    @property
    def label(self) -> str:
        return self.header


ID: Final = Column("Id", "", field="id", key="id")
ACTIVITY: Final = Column("Aktivitet", "", field="name", key="navn")
KIND: Final = Column("Kostnadstype", "", field="kind_text", key="type")
RESPONSIBLE: Final = Column("Ansvarlig", "", field="responsible", key="ansvarlig")
HOURS: Final = Column("Timer", "timer", field="hours", key="timer")
LOW: Final = Column("Timer lav", "timer", field="low", key="lav")
HIGH: Final = Column("Timer høy", "timer", field="high", key="hoy")
RATE: Final = Column("Timepris", "kr/time", field="rate", key="timepris")
FTE: Final = Column("Årsverk", "årsverk", "ESTIMAT_ARSVERK([@Timer],TimerPerArsverk)")
COST: Final = Column(
    "Kostnad", "kr", "ESTIMAT_KOST([@Timer],IF(ISBLANK([@Timepris]),Timepris,[@Timepris]))"
)
AMOUNT: Final = Column("Beløp", "kr", field="amount", key="belop")
AMOUNT_LOW: Final = Column("Beløp lav", "kr", field="amount_low", key="belop_lav")
AMOUNT_HIGH: Final = Column("Beløp høy", "kr", field="amount_high", key="belop_hoy")
SUM: Final = Column("Sum", "kr", "[@Kostnad]+[@Beløp]")
AMBITION: Final = Column("Ambisjonsnivå", "", field="ambition", key="ambisjon")
GOVERNED: Final = Column("Styres av", "", field="governed", key="styres_av")
INVOLVEMENT: Final = Column("Involvering", "", field="involvement", key="involvering")
COMMENT: Final = Column("Kommentar", "", field="comment", key="kommentar")
ROW_STATUS: Final = Column("Status", "", field="status")
PROJECT: Final = Column("Prosjekt", "", field="project", key="prosjekt")
PHASING: Final = Column("Periodisering", "", field="phasing", key="periodisering")
LAST_YEAR: Final = re.compile(r"Estimat \d{4} \(kr\)")
"""The header of the column with last year's kroner, in a workbook that was rolled on."""

COLUMNS: Final = (
    ID, ACTIVITY, KIND, RESPONSIBLE, HOURS, LOW, HIGH, RATE, FTE, COST, AMOUNT, AMOUNT_LOW,
    AMOUNT_HIGH, SUM, AMBITION, GOVERNED, INVOLVEMENT, COMMENT, ROW_STATUS, PROJECT, PHASING,
)  # fmt: skip
WHERE_USED: Final = (ROW_STATUS, PROJECT, PHASING)
"""The columns that a new workbook has only where a row says something in them."""

HEADERS: Final = tuple(column.header for column in COLUMNS)
INPUTS: Final = tuple(column for column in COLUMNS if column.formula is None)
NUMERIC_INPUTS: Final = tuple(column for column in INPUTS if column.unit)
OF_KRONER: Final = (KIND, HOURS, RATE, AMOUNT)
"""The columns that a row's kroner come from."""

OF_UNCERTAIN_AMOUNTS: Final = (AMOUNT_LOW, AMOUNT_HIGH)
OPTIONAL: Final = (*OF_UNCERTAIN_AMOUNTS, GOVERNED, INVOLVEMENT, *WHERE_USED)
"""The columns that workbooks made before there were such do without."""

RANGES: Final = ((HOURS, LOW, HIGH), (AMOUNT, AMOUNT_LOW, AMOUNT_HIGH))
"""A number that is planned, and what it is below, and above, one time in ten (P10 and P90)."""

COMPUTED: Final = tuple(column for column in COLUMNS if column.formula)


@lru_cache(maxsize=1024)
def spelled(text: str) -> str:
    """A heading, a kind or a status as it is compared: capitals, and what is blank, do not count.

    >>> spelled("TIMER\\nlav ") == spelled("Timer lav")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold().split())


_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
UNSEEN: Final = re.compile(rf"(?:\s|{_INVISIBLE.pattern})+")
"""A text in which nobody sees anything."""

BY_HEADING: Final = {spelled(header): header for header in HEADERS}
"""The columns' headers, by how they are compared."""

MARKING: Final = BY_HEADING.keys() - {
    spelled(column.header) for column in (GOVERNED, INVOLVEMENT, *WHERE_USED)
}
"""Those that an area's table is known by; words like Status head many a table."""

STATUSES: Final = {spelled(status.value): status.value for status in Status}
LEVELS: Final = {spelled(level): level for level in AMBITION_LEVELS}
ANSWERS: Final = {spelled(answer): answer for answer in (YES, NO)}

KNOWN_HEADERS_OF_A_TABLE: Final = 5
"""A table (or a row of cells) with so many of those it is known by is taken for an area's."""


class Field(NamedTuple):
    """A named cell: its name in the workbook, what people read beside it, and its unit."""

    name: str
    label: str
    unit: str = ""


AREA_ID: Final = Field("OmradeId", "Område-id")
AREA_NAME: Final = Field("OmradeNavn", "Tjenesteområde")
AREA_RESPONSIBLE: Final = Field("OmradeAnsvarlig", "Ansvarlig")
AREA_STATUS: Final = Field("OmradeStatus", "Status")
AREA_BUDGET: Final = Field("OmradeBudsjett", "Budsjett", "mill. kr")
AREA_AMBITIONS: Final = Field("OmradeAmbisjon", "Ambisjoner")
AREA_REASON: Final = Field("OmradeBegrunnelse", "Begrunnelse")

HEAD: Final = (
    AREA_ID, AREA_NAME, AREA_RESPONSIBLE, AREA_STATUS, AREA_BUDGET, AREA_AMBITIONS, AREA_REASON,
)  # fmt: skip

YEAR: Final = Field("Budsjettar", "Budsjettår")
HOURLY_RATE: Final = Field("Timepris", "Timepris", "kr/time")
HOURS_PER_YEAR: Final = Field("TimerPerArsverk", "Timer per årsverk", "timer")
FULL_COST: Final = Field("FullkostPerArsverk", "Fullkost per årsverk", "kr")
RISK_RESERVE: Final = Field("Risikoavsetning", "Risikoavsetning", "mill. kr")
TOLERANCE: Final = Field("Budsjettoleranse", "Toleranse mot budsjett", "mill. kr")
MINISTRY: Final = Field("Departement", "Departement")
PRICE_LEVEL: Final = Field("Prisniva", "Prisnivå")
COVARIATION: Final = Field("Samvariasjon", "Samvariasjon")
CERTAINTY: Final = Field("Sikkerhetsniva", "Sikkerhetsnivå")

OF_THE_TOTAL: Final = (
    YEAR, HOURLY_RATE, HOURS_PER_YEAR, FULL_COST, RISK_RESERVE, TOLERANCE, MINISTRY, PRICE_LEVEL,
)  # fmt: skip
OF_UNCERTAINTY: Final = (COVARIATION, CERTAINTY)
"""Which no total hangs on, and which workbooks made before there were such do without."""

ASSUMPTIONS: Final = (*OF_THE_TOTAL, *OF_UNCERTAINTY)

TEXT_ASSUMPTIONS: Final = (MINISTRY, PRICE_LEVEL)

DOUBLE_CONTROL: Final = Field("DobbelKontroll", "Dobbel kontroll")
"""The explanation of why the rates do not agree to the krone."""

NOTE_TITLE: Final = Field("NotatTittel", "Tittel")
NOTE_INTRODUCTION: Final = Field("NotatInnledning", "Innledning")
NOTE_AMBITIONS: Final = Field("NotatAmbisjon", "Over ambisjonene")
NOTE_ACTIVITIES: Final = Field("NotatAktiviteter", "Over aktivitetene")
NOTE_BUDGET: Final = Field("NotatBudsjettlinje", "Budsjettlinje")
NOTE_FOOTNOTES: Final = Field("NotatFotnoter", "Fotnote")
NOTE_HEADINGS: Final = Field("NotatOverskrifter", "Egne overskrifter")
"""Names that belong to the sheet with the words of the note; the title's is its mark.

Of the footnotes the first cell is note 1. The headings of areas stand in rows of area id, heading
over the ambitions, heading over the activities; a blank one is the heading of all.
"""

FACTOR: Final = Field("Faktor", "Faktor")
WORKS_ON: Final = Field("Gjelder", "Gjelder")
FACTOR_LOW: Final = Field("Lav", "Lav", "%")
FACTOR_LIKELY: Final = Field("Sannsynlig", "Sannsynlig", "%")
FACTOR_HIGH: Final = Field("Høy", "Høy", "%")
FACTOR_REASON: Final = Field("Begrunnelse", "Begrunnelse")

FACTOR_COLUMNS: Final = (
    FACTOR, WORKS_ON, FACTOR_LOW, FACTOR_LIKELY, FACTOR_HIGH, FACTOR_REASON,
)  # fmt: skip
"""The columns of the table of common factors, by which it is known; per cent are fractions."""

SCENARIO: Final = Field("ScenarioNavn", "Scenario")
SCENARIO_ABOUT: Final = Field("ScenarioBeskrivelse", "Beskrivelse")
SCENARIO_AMBITION: Final = Field("ScenarioAmbisjon", "Ambisjon")
SCENARIO_GOVERNED: Final = Field("ScenarioStyresAv", "Styres av")
SCENARIO_INVOLVEMENT: Final = Field("ScenarioInvolvering", "Involvering", "%")
SCENARIO_RATE: Final = Field("ScenarioTimepris", "Timepris", "kr/time")
FRAME: Final = Field("ScenarioRamme", "Ramme", "mill. kr")

SCENARIO_COLUMNS: Final = (
    SCENARIO, SCENARIO_ABOUT, SCENARIO_AMBITION, SCENARIO_GOVERNED, SCENARIO_INVOLVEMENT,
    SCENARIO_RATE, FRAME,
)  # fmt: skip
"""The columns of the table of scenarios, by which it is known."""

EXCEPTION_WHAT: Final = Field("UnntakHva", "Hva")
EXCEPTION_VALUE: Final = Field("UnntakVerdi", "Verdi")
EXCEPTION_COLUMNS: Final = (SCENARIO, WORKS_ON, EXCEPTION_WHAT, EXCEPTION_VALUE, FACTOR_REASON)
"""The columns of the table of exceptions."""

ACCEPTED_CODE: Final = Field("GodtattKode", "Kode")
ACCEPTED_WORDS: Final = Field("GodtattFunn", "Funn")
ACCEPTED_WHO: Final = Field("GodtattHvem", "Hvem")
ACCEPTED_WHEN: Final = Field("GodtattDato", "Når")
ACCEPTED_COLUMNS: Final = (
    ACCEPTED_CODE, WORKS_ON, ACCEPTED_WORDS, FACTOR_REASON, ACCEPTED_WHO, ACCEPTED_WHEN,
)  # fmt: skip
"""The columns of the table of accepted warnings, by which it is known."""
OWN_REMARK: Final = Field("Merknad", "Merknad")
REMARK_FROM: Final = Field("MerknadFra", "Fra")
REMARK_DATE: Final = Field("MerknadDato", "Dato")
REMARK_CLOSED: Final = Field("MerknadLukket", "Lukket")
OWN_REMARK_COLUMNS: Final = (WORKS_ON, OWN_REMARK, REMARK_FROM, REMARK_DATE, REMARK_CLOSED)
"""The columns of the table of the controller's own remarks, by which it is known."""

REMARKS_MARK: Final = "EstimatMerknader"
"""The name of the sheet with remarks that was put into the workbook of an area."""

MOST_SCENARIOS: Final = 12
GOVERNORS: Final = Field("StyresAv", "Styres av")
"""The list that people choose from, on the sheet of assumptions."""

MOST_FACTORS: Final = 10
EVERYTHING: Final = "alle"
"""What a factor works on that works on all."""

ABOVE_ZERO: Final = (
    RATE, HOURLY_RATE, HOURS_PER_YEAR, FULL_COST, CERTAINTY, SCENARIO_RATE, FRAME,
)  # fmt: skip
"""The numbers that mean nothing when they are 0."""

WHOLE: Final = Field("EstimatOmrader", "Områdene i estimatet")
"""In a workbook that is a part of an estimate: the ids of all its areas, their names beside."""

IN_THIS_FILE: Final = " (i denne fila)"
"""What stands after the names of those that are in the part itself."""

DISPATCH: Final = Field("EstimatUtsendelse", "Utsendelse")
SENT: Final = Field("EstimatSendt", "Sendt")
DEADLINE: Final = Field("EstimatFrist", "Frist")
SENT_TO: Final = Field("EstimatTil", "Sendes til")
SENT_FROM: Final = Field("EstimatKilde", "Fra arbeidsboken")
SENT_HASH: Final = Field("EstimatKildeHash", "Arbeidsbokens SHA-256")
SENT_SUM: Final = Field("EstimatSendtSum", "Sum da den ble sendt", "kr")
SENT_PRINT: Final = Field("EstimatSendtAvtrykk", "Avtrykk av det som ble sendt")
UNDELIVERED: Final = Field("EstimatIkkeLevert", "Ikke levert, og står som før")

DISPATCHED: Final = (
    DISPATCH, SENT, DEADLINE, SENT_TO, SENT_FROM, SENT_HASH, SENT_SUM, SENT_PRINT, UNDELIVERED,
)  # fmt: skip
"""What a part says of how it was sent out. A workbook that parts were gathered in has the first,
and the last: the ids of areas whose sheets are still the old ones."""

SEAL: Final = "EstimatSegl"
"""The name of the text that shows whether a workbook is still as Estimat wrote it."""

RESULT_MARK: Final = "EstimatResultat"
"""A name that marks a workbook as a result Estimat wrote: safe to replace, never an input."""

SCENARIO_MARK: Final = "EstimatScenario"
"""The name of the text that says which scenario a workbook is, and so that it is not the plan."""

SCENARIO_NOTICE: Final = "SCENARIO: {}. Dette er ikke planen."
"""What all that is of a scenario says on its face; an area's sheet says it below its title."""

PUBLISHED_MARK: Final = "EstimatPublisert"
"""A name that marks a workbook as a copy that `estimat publiser` made."""

_THIS_ROW: Final = re.compile(r"[^\W\d]\w*\[\[#This Row\],\[([^\[\]]+)\]\]", re.IGNORECASE)
_OWN_COLUMN: Final = re.compile(r"[^\W\d]\w*(\[@)")
_ELSEWHERE: Final = re.compile(
    r"(?:'[^']*(?:\[[^\]]*\][^']*|\.xla[mx]?)'|\[\d+\]|[^\s(),'!]+\.xla[mx]?)!|_xll\.|"
    + re.escape(IN_CALC),
    re.IGNORECASE,
)

_LONGEST_FORMULA: Final = 2_000
"""Ours is much shorter, the way to an add-in and all; what is longer need not be taken apart."""


def stored(formula: str, table: str) -> str:
    """The formula as a file stores it: `[@Timer]` becomes `Tabell[[#This Row],[Timer]]`."""
    return re.sub(r"\[@([^\]]+)\]", rf"{table}[[#This Row],[\1]]", formula)


@lru_cache(maxsize=256)
def canonical(formula: str) -> str:
    """A formula as it is compared: without table name, add-in path, spaces and capitals."""
    if len(formula) > _LONGEST_FORMULA:
        return formula
    short = _THIS_ROW.sub(r"[@\1]", _LINE_BREAK.sub(" ", _ELSEWHERE.sub("", formula)))
    return spelled(_OWN_COLUMN.sub(r"\1", short)).replace(" ", "").lstrip("=")


_LINE_BREAK: Final = re.compile("_x000[ad]_", re.IGNORECASE)

EXPECTED: Final = {
    column.header: canonical(column.formula) for column in COMPUTED if column.formula
}
"""The formula of each computed column, in the form `canonical` gives."""

_OURS: Final = {
    column.header: (EXPECTED[column.header], canonical(plain(stored(column.formula, "Tabell"))))
    for column in COMPUTED
    if column.formula
}


def is_ours(formula: str, header: str) -> bool:
    """Whether a computed column has its own formula: with the add-in's functions, or without."""
    return canonical(formula) in _OURS[header]
