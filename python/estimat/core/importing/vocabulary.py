"""What people call the columns of a list, the kinds of cost, and what is only a sum."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Final, TypeAlias

from .. import layout
from ..layout import Column, Field, Kind
from ..versioned import VERSIONS_BESIDE
from .numbers import Quantity

Role: TypeAlias = "Column | Field"
"""What a column of a list can become: a column of an area's table, or a field of its head."""

ROLES: Final[dict[Role, str]] = {
    layout.AREA_ID: "område id|område nr|områdenr|områdekode|områdeid|koststed|koststedskode|"
    "kostnadssted",
    layout.AREA_NAME: "tjenesteområde|område|tj område|tjenesteomr|tj omr|omr|områdenavn|seksjon|"
    "koststed t|kostnadssted t|kostnadssted navn|koststed navn|koststednavn|koststedsnavn",
    layout.ID: "id|nr|aktivitetsnr|aktivitet id|løpenr|rad id|ref|referanse",
    layout.ACTIVITY: "aktivitet|aktiviteter|leveranse|leveranser|aktivitet leveranse|tiltak|"
    "oppgave|aktivitetsnavn|arbeidsoppgave|aktivitet t|delprosjekt t|tiltak t|"
    "leveranser og aktiviteter|hva",
    layout.KIND: "kostnadstype|kostnadsart|type kostnad|kostnadsslag|art|artskonto t|art t|"
    "konto t|kostnadskategori",
    layout.RESPONSIBLE: "ansvarlig|ressurs|ressurser|ansvarlig enhet|ansvarlig person|eier|"
    "utføres av|ressurs t|hvem",
    layout.HOURS: "timer|timeverk|antall timer|timetall|ant timer|timer sannsynlig|"
    "timer forventet|planlagte timer|timeestimat|timer totalt|timer plan|timeantall",
    layout.LOW: "timer lav|timer lavt|timer min|timer minimum|lav timer|timer optimistisk|"
    "timer p10",
    layout.HIGH: "timer høy|timer høyt|timer maks|timer maksimum|høy timer|timer pessimistisk|"
    "timer p90",
    layout.RATE: "timepris|timesats|timespris|timekost|pris per time|pris pr time|sats per time|"
    "sats|timeprisen|kr time|kr per time",
    layout.FTE: "årsverk|antall årsverk|ant årsverk|åv|årsverk plan",
    layout.COST: "kostnad|kost|timekostnad|kostnad timer|lønnskostnad|egen kostnad",
    layout.AMOUNT: "beløp|kroner|kr|nok|beløp i kroner|innkjøp|beløp sannsynlig|beløp forventet|"
    "beløp kjøp|kjøpsbeløp|planbeløp",
    layout.AMOUNT_LOW: "beløp lav|beløp lavt|beløp min|beløp minimum|lavt beløp",
    layout.AMOUNT_HIGH: "beløp høy|beløp høyt|beløp maks|beløp maksimum|høyt beløp",
    layout.SUM: "sum|totalt|total|totalsum|sum kr|sum kroner|totalkostnad|total kostnad|"
    "sum kostnad|sum kostnader",
    layout.AMBITION: "ambisjonsnivå|ambisjon|nivå|amb nivå",
    layout.GOVERNED: "styres av|styrt av|besluttes av|beslutter",
    layout.INVOLVEMENT: "involvering|involverer|følger involvering",
    layout.PROJECT: "prosjektkode|prosjektnr|prosjektnummer|prosjekt nr|prosjekt kode|"
    "prosjekt id|delprosjekt|delprosjekt nr|arbeidsordre",
    layout.PHASING: "periodisering|fasing",
    layout.COMMENT: "kommentar|kommentarer|merknad|merknader|notat|beskrivelse|forklaring|"
    "begrunnelse|tekst",
}  # fmt: skip
"""The names that are surely a column's, as `called` writes them."""

OF_AREAS: Final[dict[Role, str]] = {
    layout.AREA_ID: ROLES[layout.AREA_ID] + "|id|kode|nr",
    layout.AREA_NAME: ROLES[layout.AREA_NAME] + "|navn",
    layout.AREA_RESPONSIBLE: "ansvarlig|områdeansvarlig|leder|eier|ansvarlig leder",
    layout.AREA_STATUS: "status",
    layout.AREA_BUDGET: "budsjett|budsjettramme|ramme|budsjett ramme",
    layout.AREA_AMBITIONS: "ambisjoner|ambisjon|mål",
    layout.AREA_REASON: "begrunnelse|kommentar|merknad",
}
"""The same of a list of areas."""

PERHAPS: Final[dict[str, tuple[Role, ...]]] = {
    "pris": (layout.RATE, layout.AMOUNT),
    "budsjett": (layout.AMOUNT, layout.SUM),
    "estimat": (layout.AMOUNT, layout.HOURS),
    "ramme": (layout.AMOUNT, layout.SUM),
    "antall": (layout.HOURS, layout.FTE),
    "mengde": (layout.HOURS, layout.FTE),
    "omfang": (layout.HOURS, layout.FTE),
    "prosjekt": (layout.PROJECT, layout.AREA_NAME, layout.ACTIVITY),
    "navn": (layout.ACTIVITY, layout.RESPONSIBLE),
    "type": (layout.KIND, layout.COMMENT),
    "kategori": (layout.KIND, layout.AREA_NAME),
    "avdeling": (layout.AREA_NAME, layout.RESPONSIBLE),
    "enhet": (layout.AREA_NAME, layout.RESPONSIBLE),
    "verdi": (layout.AMOUNT, layout.HOURS),
}
"""Names that may be one thing or the other."""

QUANTITIES: Final[dict[Role, Quantity]] = {
    layout.HOURS: Quantity.HOURS, layout.LOW: Quantity.HOURS, layout.HIGH: Quantity.HOURS,
    layout.RATE: Quantity.RATE, layout.FTE: Quantity.FTE,
    layout.COST: Quantity.KRONER, layout.SUM: Quantity.KRONER, layout.AMOUNT: Quantity.KRONER,
    layout.AMOUNT_LOW: Quantity.KRONER, layout.AMOUNT_HIGH: Quantity.KRONER,
}  # fmt: skip
"""The roles that are numbers, and of what."""

AREA: Final = (layout.AREA_ID, layout.AREA_NAME)
"""The roles that say which area a row is of."""

ASKED: Final = QUANTITIES.keys() | {layout.ACTIVITY, *AREA}
"""The roles that a heading which is only like one of theirs is asked about: numbers could be lost,
or no row placed. Other texts are comments."""

_MORE: Final[tuple[tuple[re.Pattern[str], frozenset[Quantity]], ...]] = (
    (re.compile(r"\b(?:eks|ekskl|eksklusive|ex|excl|uten) (?:mva|moms)\b"),
     frozenset({Quantity.KRONER, Quantity.RATE})),
    (re.compile(r"\b(?:(?:pr|per) år|årlige?)\b"),
     frozenset({Quantity.KRONER, Quantity.HOURS, Quantity.FTE})),
    (re.compile(r"\b(?:estimert|estimerte|estimat|anslått|anslåtte|anslag|planlagt|planlagte|"
                r"budsjettert|budsjetterte|beregnet|beregnede|forventet|forventede)\b"),
     frozenset(Quantity)),
    (re.compile(r"\b(?:antall|ant|egne|egen|interne|intern)\b"),
     frozenset({Quantity.HOURS, Quantity.FTE})),
    (re.compile(r"\b(?:kjøp|innkjøp)\b"), frozenset({Quantity.KRONER})),
)  # fmt: skip
"""What may be said of a column of numbers and leave it what it is, and of which numbers."""


def without_more(name: str) -> tuple[str, Callable[[Role], bool]]:
    """A name without those words, and whether a role is of the numbers that they are said of.

    >>> without_more("timer pr år")[0], without_more("interne timer")[0], without_more("timer")[0]
    ('timer', 'timer', 'timer')
    """
    of = {*Quantity}
    for pattern, quantities in _MORE:
        if pattern.search(name):
            name = " ".join(pattern.sub(" ", name).split())
            of &= quantities
    return name, lambda role: QUANTITIES.get(role) in of


KINDS: Final[dict[str, Kind]] = {
    word: kind
    for kind, words in {
        Kind.OWN: "egne timer|egen|egne|eget|intern|internt|interne|interne timer|egeninnsats|"
        "egne ressurser|eget personell|lønn|lønnskostnader|timer",
        Kind.PURCHASE: "kjøp|innkjøp|konsulent|konsulenter|konsulentbistand|konsulenttjenester|"
        "konsulentkjøp|ekstern|eksternt|eksterne|eksterne tjenester|kjøp av tjenester|"
        "kjøp av varer|lisens|lisenser|anskaffelse|anskaffelser|varer og tjenester|leverandør",
        Kind.PASS_THROUGH: "videreformidling|videreformidles|videreformidlet|tilskudd|"
        "tilskuddsmidler|overføring|overføringer|kompensasjon|refusjon",
    }.items()
    for word in words.split("|")
}
"""The kinds of cost by the words that are surely theirs."""

CURRENCIES: Final = frozenset({"valuta", "valutakode", "currency"})
"""What a column is called that says the currency of each row."""

UNITS_BESIDE: Final = CURRENCIES | {
    "enhet", "enh", "måleenhet", "benevning", "benevnelse", "tallenhet", "unit"
}  # fmt: skip
"""What a column is called that says the unit of each row."""

SURE_UNITS_BESIDE: Final = CURRENCIES | {"måleenhet", "tallenhet"}
"""Those that are of nothing else; «Enhet» may be a part of the organisation."""

OTHER_UNITS: Final = frozenset(
    {"eur", "euro", "€", "usd", "$", "sek", "dkk", "gbp", "£", "stk", "stykk", "uke", "uker", "dag",
     "dager", "dagsverk", "ukeverk", "månedsverk", "måned", "måneder", "mnd", "kvartal", "minutter",
     "min", "%", "prosent", "tkr", "tnok", "knok", "kkr", "t kr", "t.kr", "mnok", "mkr", "mill",
     "millioner", "mill kr", "mill. kr", "mrd", "tusen", "tusen kr", "tusen kroner", "1000",
     "1 000", "1000 kr", "1 000 kr", "kr/mnd", "kr/uke", "lisens", "lisenser"}
)  # fmt: skip
"""Units of other things."""

OUR_UNITS: Final[dict[str, Quantity]] = {
    **dict.fromkeys(("kr", "nok", "kroner", "norske kroner"), Quantity.KRONER),
    **dict.fromkeys(("t", "timer", "time", "timeverk", "h"), Quantity.HOURS),
    **dict.fromkeys(("årsverk", "åv"), Quantity.FTE),
    **dict.fromkeys(("kr/time", "kr/t", "kr per time"), Quantity.RATE),
}
"""The units that numbers are read in, and of what they are."""

YEARS_BESIDE: Final = frozenset(
    {"år", "årstall", "budsjettår", "regnskapsår", "planår", "periode", "year", "fiscal year"}
)
"""What a column is called that says the year of each row."""

DECISIONS_BESIDE: Final = frozenset(
    {"vedtak", "vedtatt", "beslutning", "besluttet", "godkjent", "innvilget", "prioritert", "med",
     "med i budsjett", "tas med", "skal med", "status", "prioritering", "finansiert"}
)  # fmt: skip
"""The same of one that says whether a row is to be done."""

OF_NONE: Final = (UNITS_BESIDE | YEARS_BESIDE | VERSIONS_BESIDE | DECISIONS_BESIDE) - PERHAPS.keys()
"""Names that are surely no column's of ours, whatever they are like."""

EXAMPLE: Final = "Eksempel, skriv over"
"""How the rows of the list to fill in begin their comment."""

YES: Final = frozenset({"ja", "j", "x", "sann", "true", "yes"})
NO: Final = frozenset({"nei", "n", "usann", "false", "no"})

_TOTAL: Final = re.compile(
    r"(?:sum|total|totalt|totale|totalsum|totalen|delsum|subtotal|hovedsum|mellomsum|i alt|samlet|"
    r"til sammen|tilsammen|sum total|sum totalt|grand total)\b(?!-\w)[\s:–-]*(.*)",
    re.DOTALL,
)
_TOTAL_LAST: Final = re.compile(
    r"(.+?)[\s:–-]+(?:sum|totalt|i alt|samlet|til sammen|tilsammen)", re.DOTALL
)


def sum_of(label: str) -> str | None:
    """What a label says that it is the sum of, as it is compared; None where it says no sum.

    >>> sum_of("Sum Arkiv"), sum_of("Arkiv totalt"), sum_of("Totalt"), sum_of("Summere data")
    ('arkiv', 'arkiv', '', None)
    """
    plain = layout.spelled(label)
    if plain.strip("()") in _ALL:
        return ""
    match = _TOTAL.fullmatch(plain) or _TOTAL_LAST.fullmatch(plain)
    return match[1].strip() if match else None


_ALL: Final = frozenset({"alle", "totalkostnad", "totalbeløp", "årssum", "nettosum", "bruttosum"})
"""Words that are a sum's when they stand alone."""

_OF_ALL_SURELY: Final = re.compile(r"total|i alt|grand|alle|hovedsum|sum total", re.IGNORECASE)


def says_all(label: str) -> bool:
    """Whether the name of a sum says that it is of everything, and not of a part.

    >>> says_all("Totalt"), says_all("Sum"), says_all("Sum Arkiv")
    (True, False, False)
    """
    return sum_of(label) in OF_ALL and _OF_ALL_SURELY.search(layout.spelled(label)) is not None


OF_ALL: Final = frozenset(
    {"", "timer", "kr", "kroner", "alle", "alt", "alle områder", "områder", "aktiviteter",
     "direktoratet", "hele", "i alt", "området", "seksjon", "sum", "totalt"}
)  # fmt: skip
"""What may stand after that word in a label that is surely a sum's."""

SIGNS: Final = re.compile(r"[\s./_,:;*\-–—?]+")
"""What is between the words of a name."""

_SURE_KIND: Final = 0.88
"""How much a word has in common with one that it is, misspelled: Internett is no «internt»."""

_SHORTEST: Final = 5
"""Letters of a word that can be misspelled; a shorter one may be another."""


def kind_of(text: str) -> Kind | None:
    """The kind of cost that a word surely is, however it is spelled."""
    word = " ".join(SIGNS.sub(" ", layout.spelled(text)).split())
    if word in KINDS:
        return KINDS[word]
    near = {KINDS[each] for each in get_close_matches(word, KINDS, 6, _SURE_KIND)}
    return near.pop() if len(near) == 1 and len(word) >= _SHORTEST else None


_PART: Final = re.compile(r"[\s(–-]*(?:herav|hvorav|derav|av dette|av disse)\b", re.IGNORECASE)
_FRAME: Final = re.compile(
    r"(?:budsjett)?ramme|budsjett|tildeling|tildelt|disponibelt?|til disposisjon|gjenstår|"
    r"gjenstående|rest|avvik|differanse|(?:mer|mindre)forbruk|mer-?\s*/?\s*(?:og )?mindreforbruk|"
    r"regnskap|prognose|udisponert"
)
_BESIDE_A_FRAME: Final = re.compile(r"20[0-9]{2}|\([^()]*\)|[\s.:]+$")


def is_part(label: str) -> bool:
    """Whether a row is of what the one above it has: `herav lisenser`."""
    return _PART.match(label) is not None


def is_frame(label: str) -> bool:
    """Whether a row is what may be used, or what is left of it: `Ramme 2027`, `Gjenstår`."""
    plain = _BESIDE_A_FRAME.sub("", layout.spelled(label)).strip()
    return _FRAME.fullmatch(plain) is not None


_NAMES_NUMBER: Final = re.compile(
    r"(?:(?:samlet|total|økonomisk|foreløpig|tildelt)\s+)?(?:budsjett|års|total)?ramme(?:n)?"
    r"|tildeling|tildelt|bevilgning|versjon|utgave|side|år|budsjettår|årstall|planår"
    r"|(?:pris|lønns)(?:justering|vekst)|lønns- og prisvekst|(?:timer|timetall) (?:per|pr) årsverk"
    r"|(?:timepris|timesats|timespris|timekost|timekostnad)(?:en)?|(?:pris|sats) (?:per|pr) time"
)
_FOR: Final = re.compile(
    r"\b(?:i\s+)?(?:for\s+)?20\d\d\b|\([^()]*\)?|\b(?:kr|kroner|nok)\b|\bi\s*$"
)
_A_UNIT: Final = re.compile(
    r"\bi\s+(?:hele\s+)?(?:1[ .]?000|tusen|mill\.?|millioner|mrd\.?|kr|kroner)(?:\s*kr(?:oner)?)?"
)


def names_number(label: str) -> bool:
    """Whether a label is of a number that is no activity's, where it stands above the headings.

    >>> names_number("Ramme 2027 (1000 kr):"), names_number("Timepris"), names_number("Flytte")
    (True, True, False)
    """
    plain = _A_UNIT.sub(" ", layout.spelled(label))
    plain = " ".join(SIGNS.sub(" ", _FOR.sub(" ", plain)).split())
    return _NAMES_NUMBER.fullmatch(plain) is not None
