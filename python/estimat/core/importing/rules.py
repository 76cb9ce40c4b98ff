"""What there is to say of a list. The place is the list's own file, sheet and cell."""

from __future__ import annotations

from ..findings import error, info, warning

NO_LIST = error(
    "LISTE-01", "Fant ingen liste",
    "Blant de 20 første radene er det ingen med overskrifter som Estimat kjenner ({found}).",
    "Gi kolonnene overskrifter, for eksempel Område, Aktivitet, Kostnadstype, Timer og Beløp, på "
    "én rad over tallene; «estimat mal --eksempel liste.xlsx» lager en liste å fylle ut.",
    to_area=None,
)  # fmt: skip
UNSURE_COLUMN = error(
    "LISTE-02", "Usikker på en kolonne",
    "Kolonnen «{found}» kan være {expected}, men overskriften sier det ikke sikkert.",
    "Si hva den er med --kolonne \"{found}=…\", eller gi den en av disse overskriftene i lista: "
    "{expected}. Skal den bare følge med som tekst, er den Kommentar.",
    to_area=None,
)  # fmt: skip
TWO_COLUMNS = error(
    "LISTE-03", "To kolonner kan være den samme",
    "Kolonnene {found} kan begge være {expected}.",
    "Si hvilken som ikke er det, med --kolonne \"Deres=Kommentar\", eller gi den en annen "
    "overskrift i lista.",
    to_area=None,
)  # fmt: skip
LACKING = error(
    "LISTE-04", "Mangler en kolonne",
    "Lista har ingen kolonne som er {found}.",
    "Si hvilken det er med --kolonne \"Deres={expected}\", eller gi den den overskriften i lista. "
    "Er hele lista ett område, skriv «Område:» og navnet i en celle over overskriftene.",
    to_area=None,
)  # fmt: skip
READ_AS = info(
    "LISTE-05", "Lest på en annen måte enn skrevet",
    "«{found}» er lest som {expected}.",
    "Se etter at det er det som var ment.",
    to_area=None,
)  # fmt: skip
NOT_READ = error(
    "LISTE-06", "Tall som ikke lar seg lese",
    "«{expected}» er «{found}», som ikke kan leses som ett bestemt tall. Raden er ikke plassert.",
    "Skriv tallet med sifre alene og i enheten som overskriften sier, og kjør på nytt; en formel "
    "uten resultat får det når lista lagres fra Excel.",
    to_area=None,
)  # fmt: skip
TWO_READINGS = error(
    "LISTE-07", "Tall som kan leses på to måter",
    "«{found}» kan være {expected}, og ingen andre tall i kolonnen avgjør det. Raden er ikke "
    "plassert.",
    "Skriv tallet uten tusenskille og med komma foran desimalene, og kjør på nytt.",
    to_area=None,
)  # fmt: skip
BELOW_ZERO = error(
    "LISTE-08", "Negativt tall",
    "«{expected}» er {found}. En plan har ingen negative tall, og raden er ikke plassert.",
    "Er det en rettelse av en annen rad, rett den raden i stedet.",
    to_area=None,
)  # fmt: skip
NO_AREA = error(
    "LISTE-09", "Rad uten område",
    "Raden «{found}» står ikke under noe tjenesteområde, og er ikke plassert.",
    "Skriv området i raden, og kjør på nytt. Står området bare på den første av sine rader, fyll "
    "det nedover.",
    to_area=None,
)  # fmt: skip
NO_NAME = error(
    "LISTE-10", "Rad uten aktivitet",
    "Raden har tall ({found}), men ikke noe navn. Den er ikke plassert.",
    "Skriv hva raden gjelder; er den en sum, skriv Sum.",
    to_area=None,
)  # fmt: skip
SUM_DIFFERS = error(
    "LISTE-11", "Beløpet er ikke timene ganger prisen",
    "«{found}», mens raden ellers gir {expected}. Beløpet kan være summen av timene eller komme i "
    "tillegg, og raden er ikke plassert.",
    "Rett tallene. Kommer beløpet i tillegg til timene: --kolonne \"Deres=Beløp\". Gjelder en "
    "annen timepris, legg den i en kolonne Timepris.",
    to_area=None,
)  # fmt: skip
TOTAL_DIFFERS = error(
    "LISTE-12", "Sum i lista stemmer ikke",
    "Summen i lista er {found}, men radene den summerer er {expected}.",
    "Se etter rader som mangler i summen, eller er talt to ganger. Radene er plassert; summen er "
    "det ikke.",
    to_area=None,
)  # fmt: skip
PERHAPS_TOTAL = error(
    "LISTE-13", "Kan være en sum",
    "«{found}» ser ut som en sum, men er ikke summen av radene over, så langt de kan leses. Raden "
    "er ikke plassert.",
    "Er det en aktivitet, gi den et navn som ikke begynner med «Sum» eller «Total»; er det en sum, "
    "rett tallet eller ta raden bort.",
    to_area=None,
)  # fmt: skip
COMPUTED = info(
    "LISTE-14", "Kolonne som regnes ut",
    "Kolonnen «{found}» er {expected} i radene som har timer, og regnes ut i arbeidsboken.",
    "Ingenting å gjøre: tallene er ikke lagt til en gang til.",
    to_area=None,
)  # fmt: skip
KEPT_TEXT = info(
    "LISTE-15", "Ukjent kolonne",
    "Kolonnen «{found}» er ikke en av Estimats; det som står i den, er lagt i Kommentar.",
    "Er den en av Estimats: --kolonne \"{found}=…\".",
    to_area=None,
)  # fmt: skip
KEPT_NUMBERS = warning(
    "LISTE-16", "Ukjent kolonne med tall",
    "Kolonnen «{found}» har {expected} som ikke er regnet med; de står i Kommentar.",
    "Er de timer eller kroner i planen, si det: --kolonne \"{found}=Timer\" eller "
    "\"{found}=Beløp\".",
    to_area=None,
)  # fmt: skip
NO_KIND = error(
    "LISTE-17", "Kostnadstypen må velges",
    "Raden «{found}» har kostnadstypen «{expected}», som ikke er en av de tre.",
    "Velg Egne timer, Kjøp eller Videreformidling i den nye arbeidsboken; raden telles ikke i "
    "summen før det er gjort.",
    to_area=None,
)  # fmt: skip
KIND_READ = info(
    "LISTE-18", "Ord lest som kostnadstype",
    "{found} er lest som {expected}.",
    "Se etter at det er det som var ment.",
    to_area=None,
)  # fmt: skip
HIDDEN = warning(
    "LISTE-19", "Skjult i lista",
    "Lista har {found}, lest som resten.",
    "Se etter at de skal være med.",
    to_area=None,
)  # fmt: skip
SHEET_NOT_READ = warning(
    "LISTE-20", "Ark som ikke er lest",
    "Arket er ikke lest: {found}.",
    "Skal det leses, si det: --ark \"{expected}\".",
    to_area=None,
)  # fmt: skip
TWICE = warning(
    "LISTE-21", "Samme rad to ganger",
    "Raden «{found}» er lik {expected}, og begge er plassert.",
    "Ta bort den ene dersom den er talt to ganger.",
    to_area=None,
)  # fmt: skip
BESIDE_ROWS = info(
    "LISTE-22", "Tekst som ikke er en rad",
    "«{found}» er ikke lest som en aktivitet: den har ingen tall.",
    "Ingenting å gjøre dersom det er en merknad eller en fotnote.",
    to_area=None,
)  # fmt: skip
AREA_HEADING = info(
    "LISTE-23", "Overskrift lest som område",
    "«{found}» er lest som et tjenesteområde; radene under hører til det.",
    "Se etter at det er et område, og ikke en aktivitet uten tall.",
    to_area=None,
)  # fmt: skip
YEAR = info(
    "LISTE-24", "Budsjettåret",
    "Budsjettåret er satt til {found}: {expected}.",
    "Rett det i arket Forutsetninger dersom det er et annet.",
    to_area=None,
)  # fmt: skip
AREAS_ALIKE = warning(
    "LISTE-25", "Område som ligner et annet",
    "Området «{found}» ligner «{expected}», men er lest som et eget.",
    "Er de det samme, skriv dem likt i lista.",
    to_area=None,
)  # fmt: skip
ID_MADE = info(
    "LISTE-26", "Id som er laget på nytt",
    "«{found}» kan ikke være en id; {expected}.",
    "Ingenting å gjøre: den gamle står i Kommentar.",
    to_area=None,
)  # fmt: skip
BUDGET_UNSURE = warning(
    "LISTE-27", "Budsjett som ikke er lest",
    "Budsjettet «{found}» til {expected} kan ikke leses som millioner kroner.",
    "Skriv enheten i overskriften, «Budsjett (mill. kr)» eller «Budsjett (kr)», eller fyll det ut "
    "i den nye arbeidsboken.",
    to_area=None,
)  # fmt: skip
SEVERAL_LISTS = error(
    "LISTE-28", "Flere lister",
    "Fila har flere ark med lister, og de kan ikke leses sammen: {found}.",
    "Velg ett av dem: {expected}. Skal de leses sammen, gi dem de samme kolonnene for område, "
    "aktivitet og tall, og titler og navn av det samme året, eller samle radene på ett ark.",
    to_area=None,
)  # fmt: skip
FTE_DIFFERS = warning(
    "LISTE-29", "Årsverk og timer spriker",
    "Raden har {found} årsverk, mens timene er {expected} årsverk. Timene gjelder.",
    "Se etter hvilket av tallene som er riktig.",
    to_area=None,
)  # fmt: skip
STANDARD = info(
    "LISTE-30", "Satser som må kontrolleres",
    "{expected}. Arbeidsboken har fått Estimats {found}.",
    "Kontroller dem, og departementet, i arket Forutsetninger; en annen sats endrer summen.",
    to_area=None,
)  # fmt: skip
RATE_READ = info(
    "LISTE-31", "Timeprisen er lista sin",
    "Timeprisen i arbeidsboken er {found}: {expected}.",
    "Rett den i arket Forutsetninger dersom en annen skal gjelde.",
    to_area=None,
)  # fmt: skip
NO_ROWS = error(
    "LISTE-32", "Ingen rader å plassere",
    "Under overskriftene er det ingen rader som kan plasseres ({found} rader lest).",
    "Rett det som er sagt om radene, eller fyll ut lista; hver rad trenger område, aktivitet og "
    "tall.",
    to_area=None,
)  # fmt: skip
UNIT_ABOVE = error(
    "LISTE-33", "Enhet som står utenfor kolonnen",
    "I lista står det «{found}», men kolonnen «{expected}» sier ikke enheten selv.",
    "Skriv enheten i overskriften, for eksempel «Beløp (1000 kr)», «Beløp (kr)» eller «Timer (per "
    "år)». Tall for en annen tid enn året, i dager eller i en annen valuta må regnes om først.",
    to_area=None,
)  # fmt: skip
TWO_AREAS = warning(
    "LISTE-34", "Id og navn er to områder",
    "Raden har området «{found}», men id-en er til «{expected}». Id-en gjelder.",
    "Se etter hvilket område raden hører til.",
    to_area=None,
)  # fmt: skip
NO_RATE = error(
    "LISTE-35", "Timepris på 0",
    "Raden «{found}» har timer, men timeprisen er 0. Den er ikke plassert.",
    "Tøm cellen dersom den felles timeprisen gjelder, ellers skriv prisen.",
    to_area=None,
)  # fmt: skip
OF_EXAMPLE = warning(
    "LISTE-36", "Rad fra eksempelet",
    "Raden «{found}» er merket som eksempel, og er plassert som de andre.",
    "Er den ikke deres, slett den i lista og les den inn på nytt. Ellers tøm kommentaren.",
    to_area=None,
)  # fmt: skip
SAME_SHEET = error(
    "LISTE-37", "To ark med de samme radene",
    "Arket har de samme radene som arket {found}. Leses begge, telles de samme kronene to ganger.",
    "Si hvilket som gjelder, med --ark \"{found}\", eller slett det ene.",
    to_area=None,
)  # fmt: skip
SUM_READ = warning(
    "LISTE-38", "Rad lest som en sum",
    "«{found}» er lik summen av radene over, og er lest som den og ikke plassert.",
    "Er den en aktivitet, gi den et navn som ikke sier at den er en sum.",
    to_area=None,
)  # fmt: skip
LIKE_SUM = warning(
    "LISTE-39", "Rad som kan være en sum",
    "«{found}» er like mye som radene {expected} til sammen, og er lest som en aktivitet.",
    "Er den summen av dem, telles de to ganger: slett den, eller kall den Sum.",
    to_area=None,
)  # fmt: skip
ON_HEADING = error(
    "LISTE-40", "Tall på en overskrift",
    "«{found}» er lest som et område, men har {expected}, som ikke er regnet ut av radene under.",
    "Flytt tallet til en rad for seg, eller slett det.",
    to_area=None,
)  # fmt: skip
ABOVE = error(
    "LISTE-41", "Tall over overskriftene",
    "«{found}» står over overskriftene i kolonnen «{expected}», og er ikke lest.",
    "Er det en rad som skal være med, flytt den under overskriftene; ellers slett tallet.",
    to_area=None,
)  # fmt: skip
ABOVE_BESIDE = warning(
    "LISTE-42", "Tall som ikke er lest",
    "«{found}» står utenfor radene, og er ikke lest: {expected}.",
    "Er det en sats eller et år, skriv det i arket Forutsetninger i den nye arbeidsboken.",
    to_area=None,
)  # fmt: skip
NEW_TABLE = error(
    "LISTE-43", "Enda en tabell i arket",
    "Under «{found}» står de samme overskriftene en gang til, og radene er lest med de andre.",
    "Er det en annen tabell, som et annet år, ta den bort; er det den samme, slett overskriften.",
    to_area=None,
)  # fmt: skip
MISSPELLED_COLUMN = warning(
    "LISTE-44", "Overskrift som ligner",
    "Kolonnen «{found}» er lest som {expected}, som den ligner.",
    "Er den noe annet, si hva med --kolonne \"{found}=…\"; skal den bare følge med, er den "
    "Kommentar.",
    to_area=None,
)  # fmt: skip
OTHER_UNIT = error(
    "LISTE-45", "Rader i en annen enhet",
    "Kolonnen «{found}» sier {expected}.",
    "Regn om til kroner og timer i lista, hver i sin kolonne, og ta bort det som sier den andre "
    "enheten.",
    to_area=None,
)  # fmt: skip
WIDE_ROW = error(
    "LISTE-46", "Rad med flere felter enn overskriften",
    "Raden har {found} felter, og overskriften {expected}. Skilletegnet kan stå i et tall.",
    "Bruk semikolon mellom feltene, eller lagre lista som .xlsx.",
    to_area=None,
)  # fmt: skip
SHEETS_ALIKE = error(
    "LISTE-47", "Ark som kan være to utgaver",
    "Arket har {expected} av arket {found}, og begge er lest.",
    "Er de to utgaver av lista, si hvilken som gjelder, med --ark \"{found}\".",
    to_area=None,
)  # fmt: skip
AREA_TWICE = error(
    "LISTE-48", "Området står to ganger",
    "Området «{found}» står to ganger i lista over områder; den første linjen er brukt.",
    "Ta bort den ene.",
    to_area=None,
)  # fmt: skip
PERHAPS_AREA = warning(
    "LISTE-49", "Kan være et område",
    "«{found}» står over rader med tall, og er ikke lest som et område. Radene under er lagt "
    "i {expected}.",
    "Er det et område, marker det som de andre områdene i lista, for eksempel med «Sum {found}».",
    to_area=None,
)  # fmt: skip
STRUCK = error(
    "LISTE-50", "Gjennomstreket rad",
    "«{found}» er gjennomstreket. Raden er ikke plassert.",
    "Skal den være med, ta bort streken og kjør på nytt; ellers slett raden.",
    to_area=None,
)  # fmt: skip
TOTAL_NOT_CHECKED = warning(
    "LISTE-51", "Sum som ikke er kontrollert",
    "«{found}» kan ikke holdes mot radene: summen eller en av radene har et tall som ikke er lest.",
    "Rett det som er sagt om tallene, og kjør på nytt; en formel uten resultat får det når lista "
    "lagres fra Excel.",
    to_area=None,
)  # fmt: skip
OTHER_HEADINGS = error(
    "LISTE-52", "Andre overskrifter lenger nede",
    "Her står det overskrifter igjen ({found}), men ikke de samme som øverst, og radene under kan "
    "ikke leses med dem.",
    "Er det en annen tabell, legg den på et ark for seg eller slett den; er det den samme, skriv "
    "de samme overskriftene i de samme kolonnene.",
    to_area=None,
)  # fmt: skip
BELOW_TOTAL = warning(
    "LISTE-53", "Rad under summen av alt",
    "«{found}» står under summen av alt. Raden er ikke plassert.",
    "Ingenting å gjøre når summen har den med, eller den ikke skal være med; skal den legges til, "
    "flytt den over summen.",
    to_area=None,
)  # fmt: skip
FRAME = error(
    "LISTE-54", "Ramme eller rest",
    "«{found}» er navnet på en ramme eller det som er igjen av den. Raden er ikke plassert.",
    "Slett raden. Er den en aktivitet, gi den navnet på det som skal gjøres.",
    to_area=None,
)  # fmt: skip
PART_OF = warning(
    "LISTE-55", "Del av raden over",
    "«{found}» er en del av en rad over. Raden er ikke plassert.",
    "Ingenting å gjøre når tallene er med i den andre raden; ellers gi den et annet navn.",
    to_area=None,
)  # fmt: skip
UNIT_READ = info(
    "LISTE-56", "Tall ganget med enheten",
    "Tallene i «{found}» er ganget med {expected}.",
    "Se etter at enheten i overskriften gjelder hele kolonnen.",
    to_area=None,
)  # fmt: skip
TWO_AMOUNTS = error(
    "LISTE-57", "To beløp på raden",
    "{found} har hvert sitt beløp ({expected}). De kan legges sammen, eller det ene kan være en "
    "del av det andre.",
    "Er det ene en del av det andre, gi kolonnen med delen overskriften Kommentar, eller skriv "
    "--kolonne \"Deres=Kommentar\". Skal de legges sammen, ha summen i en kolonne Sum, eller skriv "
    "--kolonne \"Deres=Beløp\" om beløpet.",
    to_area=None,
)  # fmt: skip
MERGED_NUMBER = warning(
    "LISTE-58", "Tall som er slått sammen over flere rader",
    "«{found}» er slått sammen over {expected}, og er lest én gang, på den første.",
    "Skriv hver rads tall i raden; gjelder tallet alle til sammen, er summen riktig.",
    to_area=None,
)  # fmt: skip
RATE_LACKING = warning(
    "LISTE-59", "Rader uten timepris",
    "{found} har ingen timepris, men andre slike rader har en. Timeprisen er {expected} der.",
    "Gjelder en annen, skriv den i raden.",
    to_area=None,
)  # fmt: skip
HOURS_OF_NONE = error(
    "LISTE-60", "Årsverk uten timer",
    "Raden «{found}» har {expected} årsverk, men timene er 0. Den er ikke plassert.",
    "Tøm cellen med timer dersom årsverkene gjelder; ellers slett årsverkene.",
    to_area=None,
)  # fmt: skip
SEVERAL_YEARS = error(
    "LISTE-61", "Tall for flere år eller utgaver",
    "{found} har tall for {expected}. Lest sammen blir de ett budsjett.",
    "La bare tallene for budsjettåret stå i lista. Skal en kolonne bare følge med, si det med "
    "--kolonne \"Deres=Kommentar\"; gjelder tallene i den likevel, si hva den er, for eksempel "
    "--kolonne \"Deres=Beløp\".",
    to_area=None,
)  # fmt: skip
NOT_TO_BE_DONE = warning(
    "LISTE-62", "Rad som kanskje ikke skal være med",
    "Raden «{found}» er plassert, men i lista står det {expected}.",
    "Skal den ikke være med, slett raden i lista eller i arbeidsboken.",
    to_area=None,
)  # fmt: skip
INCOME = error(
    "LISTE-63", "Kan være inntekter",
    "«{found}» ser ut som inntekter, men {expected} er lest som kostnader og lagt til.",
    "Estimat regner bare kostnader. Er det inntekter, ta radene ut av lista, eller velg arket uten "
    "dem med --ark; ellers gi det et annet navn.",
    to_area=None,
)  # fmt: skip
AREAS_READ = info(
    "LISTE-64", "Ark lest som områder",
    "Arket er lest som en liste over områdene ({found}). Budsjettene i det er rammer, og er ikke "
    "lagt til.",
    "Er det noe annet enn områdene, ta arket ut av fila og les den inn på nytt.",
    to_area=None,
)  # fmt: skip
WITHOUT_NUMBERS = warning(
    "LISTE-65", "Rad uten timer og beløp",
    "«{found}» har verken timer eller beløp, og {expected}.",
    "Skriv tallet i kolonnen for timer eller beløp, eller si hva kolonnen det står i, er, med "
    "--kolonne \"Deres=Beløp\".",
    to_area=None,
)  # fmt: skip
NOT_OF_KIND = error(
    "LISTE-66", "Tall som ikke hører til kostnadstypen",
    "Raden «{found}» {expected}. Arbeidsboken konsoliderer ikke før det er rettet.",
    "Egne timer planlegges i timer: skriv timene i stedet for beløpet, eller velg Kjøp eller "
    "Videreformidling. Videreformidling har bare beløp. Har raden begge deler, del den i to.",
    to_area=None,
)  # fmt: skip
OTHER_EDITION = warning(
    "LISTE-68", "Ark som kan være en annen utgave",
    "{found}. Alt er lest, og talt med.",
    "Er det et annet år, en annen utgave eller noe som ikke skal være med, les bare arket som "
    "gjelder, med --ark, eller slett arket «{expected}».",
    to_area=None,
)  # fmt: skip
BREAKS_DOWN = error(
    "LISTE-69", "Rader som fordeler det som står over",
    "Under «{expected}» står {found}. De ser ut til å fordele det som står over, og lest sammen "
    "ville de samme kronene blitt talt to ganger.",
    "Ta dem bort fra arket, eller gi dem en annen overskrift dersom de er noe annet.",
    to_area=None,
)  # fmt: skip
LIKE_INCOME = warning(
    "LISTE-70", "Kan være noe som kommer inn eller spares",
    "«{found}» ser ut som penger inn, eller spart, men er lest som en kostnad og lagt til.",
    "Estimat regner bare kostnader. Er det ikke en kostnad, ta raden ut av lista.",
    to_area=None,
)  # fmt: skip
IN_WORKBOOK = error(
    "LISTE-67", "Arbeidsboken må rettes",
    "Arbeidsboken konsoliderer ikke før dette er rettet: {found}",
    "Rett lista og kjør på nytt, eller rett arbeidsboken. {expected}",
    to_area=None,
)  # fmt: skip
OF_OTHER_UNIT = warning(
    "LISTE-71", "Tall som kan være i en annen enhet",
    "«{found}» er lest som {expected}, og kan være skrevet i en annen enhet.",
    "Er det kroner i en kolonne med tusener eller millioner, tusener i en kolonne med kroner, "
    "eller timer i en kolonne med årsverk, rett tallet i lista og kjør på nytt. Ellers er det "
    "ingenting å gjøre.",
    to_area=None,
)  # fmt: skip
