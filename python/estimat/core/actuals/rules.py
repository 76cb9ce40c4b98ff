"""What can be wrong with timesheets, and with what is to be held against them."""

from __future__ import annotations

from ..findings import ToArea, error, info, warning

UNREADABLE = error(
    "FAKT-01", "Linje som ikke lar seg lese",
    "Linjen lar seg ikke lese på én og bare én måte: for «{expected}» står det {found}.",
    "Rett cellen i timelisten, eller hent den ut på nytt. Ingen linje utelates i det stille.",
    to_area=None,
)  # fmt: skip
NO_COLUMNS = error(
    "FAKT-02", "Fant ikke kolonnene i timelisten",
    "Blant de 20 første radene er det ingen overskrifter som sier {expected}.",
    "Kontroller at det er en timeliste med en kolonne for prosjekt eller aktivitet, en for periode "
    "eller dato, og en for timer eller beløp, og gi dem slike overskrifter.",
    to_area=None,
)  # fmt: skip
TWO_COLUMNS = error(
    "FAKT-03", "To kolonner som kan være det samme",
    "Kolonnene {found} kan begge være {expected}, og bare én kan gjelde.",
    "Slett den ene i timelisten, eller gi den en annen overskrift.",
    to_area=None,
)  # fmt: skip
WRONG_TOTAL = error(
    "FAKT-04", "Sumlinjen er ikke summen av linjene",
    "Sumlinjen sier {found}, men linjene {expected}.",
    "Se etter linjer som mangler eller er endret i timelisten, og hent den ut på nytt. Er det ikke "
    "en sumlinje, skriv om teksten som sier det.",
    to_area=None,
)  # fmt: skip
SAME_FILE = error(
    "FAKT-05", "Samme timeliste to ganger",
    "Timelisten har de samme linjene som {found}, og ville blitt talt to ganger.",
    "Ta den ene bort.",
    to_area=None,
)  # fmt: skip
SAME_SUMS = error(
    "FAKT-06", "Timelisten er alt med i en annen",
    "Minst halvparten av det som gjelder samme kode og måned her og i {found}, er det samme "
    "({expected} i begge).",
    "Ta med bare den nyeste. Er begge riktige, legg linjene sammen i én fil.",
    to_area=None,
)  # fmt: skip
SOME_SAME = warning(
    "FAKT-07", "To timelister for samme kode og måned",
    "To timelister har linjer for samme kode og måned: {found}. Begge er talt med.",
    "Kontroller at det ikke er de samme linjene, hentet ut to ganger. Er det ett uttrekk som er "
    "nyere, ta med bare det.",
    to_area=None,
)  # fmt: skip
PHASING = error(
    "FAKT-08", "Periodisering som ikke lar seg forstå",
    "Periodiseringen «{found}» sier ikke hvilke måneder planen fordeles på.",
    "Skriv måneder, for eksempel «feb–jun» eller «jan–mar, sep–des». Tom celle er hele året.",
    to_area=None,
)  # fmt: skip
PHASING_OF_A_PLAN = warning(
    "FAKT-31", "Periodisering som ikke vil bli forstått",
    "Periodiseringen «{found}» sier ikke hvilke måneder planen fordeles på. Summen er den samme, "
    "men faktisk mot plan stopper på den.",
    "Skriv måneder, for eksempel «feb–jun» eller «jan–mar, sep–des». Tom celle er hele året.",
    to_area=ToArea(
        message="Periodiseringen «{found}» sier ikke hvilke måneder planen fordeles på."
    ),
)  # fmt: skip
CODE_TWICE = warning(
    "FAKT-09", "Kode på to rader",
    "Koden {found} står på flere rader ({expected}). Det som føres på den, blir ikke plassert.",
    "La koden stå på én rad, og før resten på en kode av sin egen.",
    to_area=None,
)  # fmt: skip
BAD_CODE = warning(
    "FAKT-10", "Kode som ikke kan brukes",
    "Koden {found}, og kan være en annen enn den som er ment. Den blir ikke brukt.",
    "Sett cellens format til Tekst, og skriv koden på nytt.",
    to_area=None,
)  # fmt: skip
CONTRADICTION = warning(
    "FAKT-11", "Kodeliste og rad sier hver sitt",
    "Kodelisten sier at koden {found}, men den står på raden {expected}. Raden gjelder.",
    "Rett kodelisten eller kolonnen på raden.",
    to_area=None,
)  # fmt: skip
NO_SUCH_ROW = warning(
    "FAKT-12", "Kodeliste uten rad i planen",
    "Linjen i kodelisten viser til {found}, som ikke er én rad i planen. Den er ikke brukt.",
    "Skriv rad-id-en slik den står på områdets ark, eller områdets id eller navn og aktiviteten.",
    to_area=None,
)  # fmt: skip
NOT_PLACED = warning(
    "FAKT-13", "Ikke plassert",
    "{found} er ført på {expected}, som ikke hører til én rad. Det er med i summen, i linjen "
    "Ikke plassert.",
    "Skriv koden på raden den hører til, eller i en kodeliste.",
    to_area=None,
)  # fmt: skip
OUTSIDE = info(
    "FAKT-14", "Utenfor perioden",
    "{found} er ført i andre måneder enn januar til og med {expected}, og er ikke med.",
    "Ingenting å gjøre når det er meningen. Summen står for seg i avstemmingen.",
    to_area=None,
)  # fmt: skip
WITHOUT_KRONER = warning(
    "FAKT-15", "Timer uten kroner",
    "{found} har timer og ikke kroner, mens {expected} har begge. Timene er med, med 0 kr.",
    "Fyll inn kronene i timelisten, eller hent den ut på nytt med beløp på alle linjer.",
    to_area=None,
)  # fmt: skip
PRICED = info(
    "FAKT-16", "Timelisten er uten kroner",
    "Ingen linje har kroner i en kolonne som er lest. {found} er priset med planens timepris, så "
    "avviket på pris er 0.",
    "Hent timelisten ut med beløp for å se hva timene har kostet.",
    to_area=None,
)  # fmt: skip
LEFT_OUT = info(
    "FAKT-17", "Kolonner som ikke er lest",
    "{found} er ikke lest, for der kan det stå navn på personer.",
    "Ingenting å gjøre. Navn er verken lest eller tatt vare på.",
    to_area=None,
)  # fmt: skip
OVER_BUDGET = warning(
    "FAKT-18", "Prognosen er over budsjettet",
    "Prognosen for året er {found}, som er mer enn {expected}.",
    "Avklar hva som skal gjøres: flytt midler, nedskaler, eller meld det videre.",
    to_area=None,
)  # fmt: skip
NOTHING_YET = warning(
    "FAKT-19", "Ingen kroner er ført på raden",
    "Planen er {found}. I dette tempoet blir prognosen 0 kr.",
    "Er arbeidet i gang, er koden en annen enn {expected}. Skal det begynne senere, skriv månedene "
    "i Periodisering, eller eiers prognose i kodelisten.",
    to_area=None,
)  # fmt: skip
BELOW_ZERO = warning(
    "FAKT-30", "Prognosen er under 0",
    "{found} er ført på raden. I dette tempoet blir prognosen {expected}.",
    "Se etter om rettelsen er ført på riktig kode; skriv ellers eiers prognose i kodelisten.",
    to_area=None,
)  # fmt: skip
NOT_A_TIMESHEET = info(
    "FAKT-20", "Ark som ikke er lest",
    "Arket har ikke overskriftene til en timeliste eller en kodeliste, og er ikke lest.",
    "Ingenting å gjøre når det er meningen.",
    to_area=None,
)  # fmt: skip
BAD_FORECAST = error(
    "FAKT-21", "Prognose som ikke kan brukes",
    "Eiers prognose for {expected} er {found}.",
    "Skriv ett beløp i kroner for raden, eller la cellen være tom.",
    to_area=None,
)  # fmt: skip
WITHOUT_CODE = info(
    "FAKT-22", "Rader uten kode",
    "{found} har ingen kode, så ingenting kan føres der. Prognosen er planen.",
    "Skriv koden i kolonnen {expected} på radene.",
    to_area=None,
)  # fmt: skip
TWO_PLACES = error(
    "FAKT-23", "To steder i fila for samme kode og måned",
    "Linjene her gjelder samme kode og måned som linjer {expected} ({found} her), og ville blitt "
    "talt to ganger om det ene er en oppsummering, en plan eller en kopi.",
    "Behold bare det ene. Er begge riktige, legg linjene sammen under de samme overskriftene.",
    to_area=None,
)  # fmt: skip
HIDDEN_SHEET = error(
    "FAKT-24", "Skjult ark med linjer",
    "Arket er skjult, men har linjer som ville blitt talt: {found}.",
    "Vis arket dersom det skal telle, eller slett det.",
    to_area=None,
)  # fmt: skip
UNSURE = error(
    "FAKT-25", "Overskrift som ikke er klar",
    "{found} kan være {expected}, men overskriften er ikke en vi kjenner.",
    "Gi kolonnen en overskrift som «Timer», «Beløp» eller «Periode» dersom det er det den er, med "
    "tallene i timer og hele kroner; debet og kredit må bli én kolonne, debet minus kredit. Ellers "
    "gi den en annen overskrift, eller slett den.",
    to_area=None,
)  # fmt: skip
UNREAD_NUMBERS = warning(
    "FAKT-26", "Kolonne med tall som ikke er lest",
    "Kolonne {found} har tall og en overskrift som ikke er en vi leser. Tallene er ikke med.",
    "Kontroller at tallene ikke er timer eller kroner som skulle vært med.",
    to_area=None,
)  # fmt: skip
OUTSIDE_TABLE = error(
    "FAKT-27", "Tall utenfor tabellen",
    "Her står det et tall i en kolonne uten overskrift. Det kan høre til en tabell til på arket.",
    "Legg tabellen på et ark for seg, gi kolonnen en overskrift, eller slett tallene.",
    to_area=None,
)  # fmt: skip
NUMBERS_LOST = warning(
    "FAKT-28", "Ark med timer eller kroner som ikke er lest",
    "Arket har timer eller kroner for koder, men ingen periode, og er ikke lest.",
    "Er det linjer som skal telle, gi arket en kolonne for periode eller dato.",
    to_area=None,
)  # fmt: skip
OWN_RATE = info(
    "FAKT-29", "Linjer priset med sin egen timepris",
    "{found} har timepris og ikke beløp, og er priset med timeprisen på linjen.",
    "Ingenting å gjøre når timeprisen er den riktige.",
    to_area=None,
)  # fmt: skip
PLANNED = error(
    "FAKT-32", "Linjer som er plan og ikke ført",
    "{found} sier {expected}, og er ikke det som er ført.",
    "Hent timelisten ut uten budsjett, plan og prognose, eller slett de linjene.",
    to_area=None,
)  # fmt: skip
VERSIONS = error(
    "FAKT-33", "Linjer av flere versjoner",
    "Linjene sier {found} ulike ting i {expected}, og kan være det samme i flere versjoner.",
    "Hent timelisten ut med bare det som er ført, eller slett linjene av de andre versjonene. Er "
    "alt ført, slett kolonnen.",
    to_area=None,
)  # fmt: skip
DROPPED = error(
    "FAKT-34", "Linjer som er avvist eller slettet",
    "{found} sier {expected}, og ville blitt talt.",
    "Slett linjene, eller hent timelisten ut uten dem. Skal de telle, rett det de sier.",
    to_area=None,
)  # fmt: skip
DRAFT = warning(
    "FAKT-35", "Linjer som ikke er godkjent",
    "{found} sier {expected}. De er med.",
    "Kontroller at de skal telle; hent ellers timelisten ut med bare det som er godkjent.",
    to_area=None,
)  # fmt: skip
SAID_OF_ALL = error(
    "FAKT-36", "Tallene kan være i en annen enhet",
    "Utenfor linjene står «{found}», og da er {expected} noe annet enn overskriften sier.",
    "Hent timelisten ut med timer og hele kroner, hver måned for seg. Gjelder teksten ikke "
    "tallene, slett den.",
    to_area=None,
)  # fmt: skip
OF_A_PLAN = error(
    "FAKT-37", "Linjer under noe annet enn det som er ført",
    "{found} sier «{expected}», og da er linjene under ikke det som er ført.",
    "Slett dem, eller hent timelisten ut uten dem. Er de ført, gi arket et annet navn, eller slett "
    "teksten.",
    to_area=None,
)  # fmt: skip
STRUCK = error(
    "FAKT-38", "Linjer som er strøket over",
    "{found} er strøket over, og ville blitt talt.",
    "Slett linjene dersom de ikke skal telle, eller ta bort streken.",
    to_area=None,
)  # fmt: skip
HIDDEN_LINES = warning(
    "FAKT-39", "Skjulte linjer som er med",
    "{found} er skjult i timelisten, og er med.",
    "Vis dem og kontroller at de skal telle; slett ellers linjene.",
    to_area=None,
)  # fmt: skip
