"""What the columns of a timesheet and of a list of codes are, by what people call them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Final, NamedTuple

from .. import layout
from ..book import Sheet
from ..flaws import as_text

_LONGEST: Final = 60
FIRST_ROWS: Final = 20
"""A header stands in one of these."""


class Role(Enum):
    """What a column is, in the words of a finding."""

    CODE = "prosjekt eller aktivitet"
    PERIOD = "periode"
    DATE = "dato"
    UNTIL = "siste dato"
    YEAR = "år"
    HOURS = "timer"
    AMOUNT = "beløp"
    RATE = "timepris"
    UNIT = "enhet"
    CURRENCY = "valuta"
    PERSON = "navn på personer"
    WORDS = "fri tekst"
    ROW = "rad-id"
    AREA = "område"
    FORECAST = "prognose"


_CALLED: Final[Mapping[Role, str]] = {
    Role.CODE: "prosjekt prosjektkode prosjektnr prosjektnummer delprosjekt delprosjektkode "
    "delprosjektnr aktivitet aktivitetskode aktivitetsnr kode arbeidsordre arbeidsordrenr "
    "arbeidsordrekode",
    Role.PERIOD: "periode regnskapsperiode måned maned mnd",
    Role.DATE: "dato bilagsdato fradato startdato arbeidsdato transaksjonsdato transdato "
    "føringsdato",
    Role.UNTIL: "tildato sluttdato",
    Role.YEAR: "år regnskapsår",
    Role.HOURS: "timer antall antalltimer timeverk timetall timeantall arbeidedetimer "
    "timerført førtetimer",
    Role.AMOUNT: "beløp belop kroner kr kostnad beløpnok belopnok beløpkr kostnadnok beløpinok "
    "beløpikr beløpikroner kostnadinok kostnadikr kostnadikroner",
    Role.RATE: "timepris sats timesats timekostnad",
    Role.UNIT: "enhet enh måleenhet",
    Role.CURRENCY: "valuta valutakode",
    Role.PERSON: "navn fornavn etternavn ansatt ansattnavn ansattnr ansattnummer ansattid ressurs "
    "ressursnavn ressursnr ressursid medarbeider medarbeidernavn medarbeidernr person personnavn "
    "personnr personnummer fødselsnummer fødselsnr fodselsnummer fnr epost epostadresse email mail "
    "bruker brukernavn brukerid initialer signatur konsulent leder attestertav godkjentav "
    "registrertav ført av førtav telefon mobil adresse leverandør leverandørnavn",
    Role.WORDS: "tekst beskrivelse kommentar merknad notat bilagstekst transaksjonstekst "
    "arbeidsbeskrivelse prosjektnavn delprosjektnavn aktivitetsnavn arbeidsordrenavn kodenavn",
    Role.ROW: "radid id rad",
    Role.AREA: "område tjenesteområde områdeid omrade",
    Role.FORECAST: "prognose eiersprognose anslag eiersanslag",
}
_BY_CALLED: Final = {called: role for role, all_ in _CALLED.items() for called in all_.split()}
_IN_BRACKETS: Final = re.compile(r"\([^)]*\)")
_TEXT_OF_CODE: Final = re.compile(r"\(t\)$")
_BETWEEN: Final = re.compile(r"[\s\-_./:#]+")

_HARMLESS: Final = (
    "", "kr", "nok", "i kr", "i nok", "i kroner", "kroner", "norske kroner", "timer", "t", "h",
    "tim", "eks mva", "ekskl mva", "eks. mva", "ekskl. mva", "kr eks. mva", "kr ekskl. mva",
)  # fmt: skip
"""What may stand in brackets after hours and kroner, and changes nothing."""

_LIKE: Final = (
    (Role.RATE, re.compile(r"pris|sats")),
    (
        Role.AMOUNT,
        re.compile(
            r"bel[^a-z]{1,5}p|belop|kron|\bkr\b|\bnok\b|kostnad|utgift|lønn|"
            r"\bdebet\b|\bdebit\b|\bkredit\b|\bcredit\b"
        ),
    ),
    (Role.HOURS, re.compile(r"time[rn]|timeverk|\bantall\b|dagsverk|\bdager\b")),
    (Role.PERIOD, re.compile(r"\bmnd\b|måned|\bperiode")),
    (Role.FORECAST, re.compile(r"prognose|anslag")),
)
_OTHERWISE: Final = re.compile(
    r"sted|bærer|konto|type|kode|\bid\b|nr\b|nummer|\bart\b|status|ansvar|avdeling|bilag|uke|"
    r"\bdag\b|firma|organisasjon|formål|versjon|dim"
)
"""Words of headings of columns with numbers that say which, and not how many."""

_COUNTS: Final = re.compile(
    r"overtid|\bmertid|ekstratid|fravær|reise|kjøp(?!er)|\bsum\b|total|debet|debit|kredit(?!or)|"
    r"saldo|netto|brutto|\bmva\b|merverdi|moms|avgift|påslag|tillegg|honorar|utlegg|fakturert|"
    r"verdi\b|\bpris|korreksjon|rabatt|kost\b|forbruk|påløpt|regnskap|faktisk|\bført|hittil|kvantum|"
    r"mengde|volum|\btid\b|timer|dager|verk\b|refusjon|inntekt|diett|gebyr"
)
"""Words of headings of columns with numbers that say how many hours or kroner."""

NEVER_READ: Final = (Role.PERSON, Role.WORDS)
"""Columns in which names of people stand, or may stand."""

_ONE_ONLY: Final = (Role.PERIOD, Role.YEAR, Role.HOURS, Role.AMOUNT, Role.RATE, Role.UNIT)


def role_of(heading: str) -> Role | None:
    """What a column is by its heading; None for one that is nothing to us.

    >>> role_of("Antall timer"), role_of("Prosjekt(T)"), role_of("E-post")
    (<Role.HOURS: 'timer'>, <Role.WORDS: 'fri tekst'>, <Role.PERSON: 'navn på personer'>)
    """
    said = layout.spelled(heading)
    role = _BY_CALLED.get(_BETWEEN.sub("", _IN_BRACKETS.sub("", said)))
    if role is Role.CODE and _TEXT_OF_CODE.search(said):  # so some call the words beside a code
        return Role.WORDS
    return role


def likely_role(heading: str) -> Role | None:
    """What a column may be that is not quite called what we know; None for what is clear.

    >>> likely_role("Beløp (EUR)"), likely_role("Beløp (kr)"), likely_role("Overtidstimer")
    (<Role.AMOUNT: 'beløp'>, None, <Role.HOURS: 'timer'>)
    """
    role, said = role_of(heading), layout.spelled(heading)
    if role in (Role.HOURS, Role.AMOUNT, Role.RATE, Role.FORECAST):
        brackets = [each[1:-1].strip() for each in _IN_BRACKETS.findall(said)]
        return None if all(each in _HARMLESS for each in brackets) else role
    if role or says_which(heading):
        return None
    return next((each for each, like in _LIKE if like.search(said)), None)


def says_which(heading: str) -> bool:
    """Whether the numbers of a column say which, as an account does, by its heading."""
    return bool(_OTHERWISE.search(layout.spelled(heading)))


def says_how_many(heading: str) -> bool:
    """Whether the numbers of a column say how many hours or kroner, by its heading.

    >>> says_how_many("Overtid"), says_how_many("Kreditor"), says_how_many("Kunde")
    (True, False, False)
    """
    return bool(_COUNTS.search(layout.spelled(heading))) and not says_which(heading)


class Header(NamedTuple):
    """The row of headings, and the columns by what they are."""

    row: int
    columns: Mapping[Role, Sequence[int]]
    headings: Mapping[int, str]

    def shown(self, column: int) -> str:
        """A heading as it is told: without what stands in brackets, which may be anything."""
        return _IN_BRACKETS.sub("", self.headings[column]).strip()

    def first(self, role: Role) -> int:
        """The column of a role; 0 is nowhere."""
        return next(iter(self.columns.get(role, ())), 0)

    def has(self, *roles: Role) -> bool:
        """Whether there is a column of one of these."""
        return any(role in self.columns for role in roles)

    @property
    def time(self) -> int:
        """The column that says when: the period of the accounts goes before a date."""
        return self.first(Role.PERIOD) or self.first(Role.DATE)

    @property
    def missing(self) -> list[Role]:
        """What a timesheet must have, and this has not."""
        wanted = ((Role.CODE,), (Role.PERIOD, Role.DATE), (Role.HOURS, Role.AMOUNT))
        return [roles[0] for roles in wanted if not self.has(*roles)]

    @property
    def is_list_of_codes(self) -> bool:
        """Whether it says which row a code, or the owner's own forecast, belongs to."""
        if self.has(Role.PERIOD, Role.DATE, Role.HOURS, Role.AMOUNT):
            return False
        says = bool(self.listed_codes) or self.has(Role.FORECAST)
        return says and (self.has(Role.ROW) or bool(self.named_rows))

    @property
    def listed_codes(self) -> list[int]:
        """Of a list of codes, where they stand: what is called an activity there is a row."""
        named = self.named_rows
        return [each for each in self.columns.get(Role.CODE, ()) if each not in named]

    @property
    def named_rows(self) -> list[int]:
        """Of a list of codes, where it names the rows of the plan."""
        activity = layout.spelled(layout.ACTIVITY.header)
        columns = self.columns.get(Role.CODE, ())
        return [each for each in columns if layout.spelled(self.headings[each]) == activity]

    @property
    def doubles(self) -> list[tuple[Role, Sequence[int]]]:
        """The roles of which there may be one column only, and are more."""
        roles = [*_ONE_ONLY, *(() if self.has(Role.PERIOD) else (Role.DATE,))]
        return [(each, found) for each in roles if len(found := self.columns.get(each, ())) > 1]

    @property
    def never_read(self) -> list[str]:
        """The headings of columns that names may stand in: words of ours, so no name themselves."""
        return [self.shown(each) for role in NEVER_READ for each in self.columns.get(role, ())]


def headers_of(sheet: Sheet) -> Iterable[Header]:
    """The rows among the first that have headings that we know, as headers."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), value in sheet.values.items():
        if row <= FIRST_ROWS and isinstance(value, str):
            rows.setdefault(row, {})[column] = as_text(value) if len(value) <= _LONGEST else ""
    for row, headings in sorted(rows.items()):
        columns: dict[Role, list[int]] = {}
        for column, heading in sorted(headings.items()):
            if role := role_of(heading):
                columns.setdefault(role, []).append(column)
        if columns:
            yield Header(row, columns, headings)


def header_of(sheet: Sheet) -> Header | None:
    """The header of a timesheet or a list of codes; the likest when something is missing in it."""
    found = list(headers_of(sheet))
    whole = (each for each in found if not each.missing or each.is_list_of_codes)
    likest = min(found, key=lambda each: (len(each.missing), each.row), default=None)
    return next(whole, likest)
