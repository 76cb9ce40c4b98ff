"""What can be wrong with scenarios, and what rows must say for one to be computed."""

from __future__ import annotations

from collections.abc import Iterator

from .. import layout, norwegian
from ..amounts import ore
from ..estimate import Estimate
from ..findings import Finding, ToArea, info, warning

NO_SCENARIO = warning(
    "SCEN-01", "Scenario som ikke lar seg regne ut",
    "Scenarioet {found} {expected} Før det er rettet, lar scenarioene seg ikke regne ut.",
    "Rett raden i arket Scenarioer, eller tøm den.",
    to_area=None,
)  # fmt: skip
NO_EXCEPTION = warning(
    "SCEN-02", "Unntak som ikke lar seg bruke",
    "Unntaket {found} {expected} Før det er rettet, lar scenarioene seg ikke regne ut.",
    "Rett raden under Unntak i arket Scenarioer, eller tøm den.",
    to_area=None,
)  # fmt: skip
TWO_EXCEPTIONS = warning(
    "SCEN-03", "To unntak for det samme",
    "{found} har to unntak i det samme scenarioet: se også {expected}. Før det er rettet, lar "
    "scenarioene seg ikke regne ut.",
    "Behold det ene, og tøm raden med det andre.",
    to_area=None,
)  # fmt: skip
GOVERNED_BY_NOBODY = info(
    "SCEN-04", "«Styres av» som ingen rad har",
    "Scenarioet «{found}» tar med det som styres av «{expected}», men det navnet står ikke i "
    "Styres av på noen rad.",
    "Rett scenarioet, eller fyll ut Styres av på radene. Skal det være slik, er det ingenting å "
    "gjøre.",
)  # fmt: skip
SAME_AS_ANOTHER = warning(
    "SCEN-05", "Scenario som er likt et annet",
    "Scenarioet «{found}» gir det samme som «{expected}» på hver rad.",
    "Ta bort det ene, eller rett det som skulle skille dem.",
    to_area=None,
)  # fmt: skip
FRAME_TOO_SMALL = warning(
    "SCEN-06", "Ramme mindre enn det ingen valg kan ta bort",
    "Scenarioet «{found}» blir aldri mindre enn {expected}, og det er over rammen: så mye står "
    "igjen med ambisjon Lav, bare rader uten Styres av og ingen involvering.",
    "Sett en høyere ramme, eller fyll ut Ambisjonsnivå og Styres av på rader som kan velges bort.",
    to_area=None,
)  # fmt: skip
INVOLVED_WITHOUT_HOURS = warning(
    "SCEN-07", "Involvering på rad uten timer",
    "Raden «{found}» har Ja i Involvering, men ingen timer som kan følge den.",
    "Tøm Involvering på raden, eller før timer.",
)  # fmt: skip
UNKNOWN_WORD = warning(
    "SCEN-08", "Ord på raden som scenarioene ikke forstår",
    "{expected} er «{found}», som ikke er noe scenarioene kan regne med. Før det er rettet, lar "
    "scenarioene seg ikke regne ut.",
    "Velg fra listen i cellen, eller tøm den.",
    to_area=ToArea(
        message="{expected} er «{found}», som ikke er i listen.",
    ),
)  # fmt: skip
NO_TABLE = warning(
    "SCEN-09", "Tabellene over scenarioer lar seg ikke lese",
    "{found}. Før det er rettet, lar scenarioene seg ikke regne ut.",
    "La arket Scenarioer ha to tabeller med ingenting rett under, og overskriftene {expected}. "
    "Uten scenarioer: slett arket.",
    to_area=None,
)  # fmt: skip
ANOTHER_SCENARIO = warning(
    "SCEN-10", "To scenarioer med samme navn",
    "Scenarioet «{found}» står også i {expected}. Før det er rettet, lar scenarioene seg ikke "
    "regne ut.",
    "Gi det ene et annet navn, eller ta det bort.",
    to_area=None,
)  # fmt: skip
IS_A_SCENARIO = warning(
    "SCEN-11", "Arbeidsboken er et scenario, ikke planen",
    "Arbeidsboken er laget som scenarioet «{found}». Summen er scenarioets, og ikke planens.",
    "Bruk planens arbeidsbok til planen. Er scenarioet vedtatt, lager «estimat vedta» den nye "
    "planen av planens arbeidsbok.",
    to_area=None,
)  # fmt: skip
ENDED_WITH_KRONER = warning(
    "SCEN-12", "Rad som utgår, men har kroner",
    "Raden «{found}» har statusen Utgår, men {expected} er med i summen.",
    "Tøm timene og beløpet, eller tøm Status.",
)  # fmt: skip
OLD_SHEET = warning(
    "SCEN-13", "Scenariosammenligning er ikke det arkene gir",
    "Scenariosammenligning viser {found}, men arkene gir {expected}.",
    "Trykk Scenarioer, så skrives arket på nytt. Uten Excel lager «estimat scenarioer FIL -o "
    "NY.xlsx» sammenligningen på nytt.",
    to_area=None,
)  # fmt: skip
GOVERNED_BY_STRANGER = warning(
    "SCEN-14", "«Styres av» som verken er på en rad eller i listen",
    "Scenarioet «{found}» har {expected} Før det er rettet, lar scenarioene seg ikke regne ut.",
    "Rett navnet i scenarioet. Er det riktig, skriv det i listen i Forutsetninger.",
    to_area=None,
)  # fmt: skip

NO_EFFECT = warning(
    "SCEN-15", "Unntak uten virkning",
    "Unntaket «{found}» i scenarioet «{expected}» endrer ingenting der.",
    "Er raden ute av scenarioet, skriv også Med Ja for den. Ellers: tøm raden med unntaket.",
    to_area=None,
)  # fmt: skip
ALIKE_GOVERNORS = warning(
    "SCEN-16", "«Styres av» som ligner et annet",
    "Raden styres av «{found}», som ikke er i listen i Forutsetninger, men ligner «{expected}». "
    "Scenarioene regner dem som to.",
    "Rett skrivemåten, eller legg navnet i listen dersom det er et annet.",
    to_area=ToArea(
        remedy="Rett skrivemåten dersom det er den samme. Er det en annen, så si det i Svar.",
        message="Raden styres av «{found}», som ikke er i listen, men ligner «{expected}».",
    ),
)  # fmt: skip


OF_ALL_WORKBOOKS = (
    NO_EXCEPTION, NO_EFFECT, GOVERNED_BY_NOBODY, SAME_AS_ANOTHER, FRAME_TOO_SMALL,
    GOVERNED_BY_STRANGER,
)  # fmt: skip
"""What is known when all the workbooks of an estimate are, and of one alone only if it is whole."""


def rows(estimate: Estimate) -> Iterator[Finding]:
    """Rows that a decision has taken out, and that are in the plan all the same."""
    for area in estimate.priceable:
        for activity in area.activities:
            inputs = activity.inputs
            if inputs.ended and activity.cost.kroner:
                place = estimate.cell(area, activity, layout.ROW_STATUS)
                kroner = norwegian.kroner(ore(activity.cost.kroner))
                yield ENDED_WITH_KRONER.at(place, inputs.called, kroner)
