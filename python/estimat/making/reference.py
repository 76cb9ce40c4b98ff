"""The two reference pages, made from the registries: `python -m estimat.making.reference docs`.

The functions are shown as a Norwegian Excel shows them: decimal comma, semicolons between
arguments, and the Norwegian names of Excel's own functions and error values.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from ..core import norwegian, report
from ..core.actuals import rules as _  # noqa: F401  what no workbook alone can provoke
from ..core.findings import RULES, Place, Rule, Severity
from ..core.functions import FUNCTIONS, Argument, Function
from ..core.importing import rules as _of_lists  # noqa: F401  they are no workbook's
from ..core.values import DIV0, NA, NAME, NULL, NUM, REF, VALUE, Block, CellError, Value
from ..files import delimited, parts  # noqa: F401  with them come all modules that declare rules

FUNCTIONS_PAGE: Final = "funksjoner.md"
RULES_PAGE: Final = "kontroller.md"

_EXCELS_OWN: Final = {"ROUND": "AVRUND"}
"""Excel's functions by their Norwegian names; one that is not here has no place in `native`."""

_ERROR_VALUES: Final = {
    NULL: "#NULL!", DIV0: "#DIV/0!", VALUE: "#VERDI!", REF: "#REF!", NAME: "#NAVN?", NUM: "#NUM!",
    NA: "#I/T",
}  # fmt: skip

_MADE_FROM: Final = "<!-- Laget av «make docs» fra {}. Rett der, ikke her. -->"

_FUNCTIONS_HEAD: Final = f"""\
# Funksjonene

{_MADE_FROM.format("python/estimat/core/functions.py")}

Funksjonene brukes i celler på samme måte som Excels egne. Her er de skrevet slik en norsk Excel
viser dem: med desimalkomma, og semikolon mellom argumentene. Argumenter i hakeparentes kan
utelates; da gjelder standardverdien. I arbeidsboken henter formlene satsene fra arket
Forutsetninger, for eksempel `=ESTIMAT_KOST([@Timer];Timepris)`, så en endret sats slår igjennom
overalt.

«Uten Estimat» viser hvordan det samme regnes ut med Excel alene.
"""

_RULES_HEAD: Final = f"""\
# Kontrollene

{_MADE_FROM.format("reglene i python/estimat")}

Estimat kontrollerer arbeidsbøkene hver gang de leses. Hvert funn har en fast kode, sier hvor det er
(fil, ark og celle), hva som er funnet, og hva du gjør med det. Her står `[…]` der meldingen viser
tall eller tekst fra arbeidsboken.
"""

_SEVERITIES: Final = {
    Severity.ERROR: "Stopper konsolideringen. Med `--tving` gjennomføres den likevel; da utelates "
    "rader som ikke kan regnes, ved navn, og resultatet sier at det er tvunget.",
    Severity.WARNING: "Stopper ikke, men bør avklares før estimatet sendes.",
    Severity.INFO: "Greit å vite.",
}

GROUPS: Final = {
    "FIL": "Filer",
    "STR": "Arbeidsbokens oppbygning",
    "TALL": "Tall",
    "FORMEL": "Formler",
    "KOST": "Kostnadstyper",
    "PRIS": "Satser",
    "BUD": "Budsjett",
    "OMR": "Tjenesteområder",
    "USIK": "Spenn og felles faktorer",
    "SCEN": "Scenarioer",
    "KONS": "Konsolidert",
    "NOTAT": "Notatet",
    "GODT": "Godtatte advarsler",
    "MERK": "Merknader",
    "LISTE": "Lister som leses inn",
    "FAKT": "Faktisk mot plan",
}
"""The heading of each group of rules, in the order of the page."""


def functions_page() -> str:
    """`docs/funksjoner.md`: every function, and what they all make of what a cell can hold."""
    overview = _table(
        ("Funksjon", "Regner ut"),
        ((f"[{each.name}](#{each.name.lower()})", each.help) for each in FUNCTIONS.values()),
    )
    sections = [_FUNCTIONS_HEAD, overview, *map(_function, FUNCTIONS.values()), _meanings()]
    return "\n".join(sections)


def rules_page() -> str:
    """`docs/kontroller.md`: every rule, grouped by the first part of its code."""
    severities = _table(
        ("Alvor", "Betyr"),
        ((report.SEVERITIES[severity], means) for severity, means in _SEVERITIES.items()),
    )
    prefixes = {code.partition("-")[0] for code in RULES}
    groups = map(_group, sorted(prefixes, key=list(GROUPS).index))
    return "\n".join([_RULES_HEAD, severities, *groups])


def syntax(function: Function) -> str:
    """How the function is written: `=ESTIMAT_KOST(timer; [timepris])`."""
    names = [
        argument.name if argument.default is None else f"[{argument.name}]"
        for argument in function.arguments
    ]
    return f"={function.name}({'; '.join(names)})"


def shown(value: Value | Block, unit: str = "") -> str:
    """A result as a Norwegian Excel shows it, with its unit."""
    if isinstance(value, CellError):
        return f"`{_ERROR_VALUES[value]}`"
    if isinstance(value, float):
        return f"{norwegian.number(value)} {unit}".strip()
    return str(value)


def _function(function: Function) -> str:
    native = "Excel har ingen formel for dette."
    if function.native is not None:
        native = f"Uten Estimat: `={_in_norwegian(function.native)}`"
    arguments = _table(
        ("Argument", "Betyr", "Enhet", "Standard"), map(_argument, function.arguments)
    )
    unit = "" if function.gives == "tekst" else function.gives
    examples = _table(
        ("Eksempel", "Gir"),
        (
            (f"`{_decimal_comma(formula)}`", shown(result, unit))
            for formula, result in function.examples
        ),
    )
    return f"""\
## {function.name}

`{syntax(function)}`

{function.help}

{arguments}
Resultat: {function.gives}

{native}

{examples}"""


def _argument(argument: Argument) -> Sequence[str]:
    default = "må oppgis" if argument.default is None else norwegian.number(argument.default)
    return argument.name, argument.help, argument.unit, default


def _in_norwegian(native: str) -> str:
    """Plain Excel as a Norwegian Excel shows it: `AVRUND(kroner/10^6;desimaler)`."""
    translated = re.sub(r"\b[A-Z]+(?=\()", lambda match: _EXCELS_OWN[match[0]], native)
    return _decimal_comma(translated.replace(",", ";"))


def _decimal_comma(formula: str) -> str:
    return re.sub(r"(?<=\d)\.(?=\d)", ",", formula)


def _meanings() -> str:
    """What every function makes of blanks, text, errors and ranges, each computed here and now."""
    cost, rounded = FUNCTIONS["ESTIMAT_KOST"], FUNCTIONS["ESTIMAT_AVRUND"]
    cases: list[tuple[str, str, Value | Block]] = [
        ("et tall", "=ESTIMAT_KOST(100)", cost(100.0)),
        ("en tom celle (A1) der timer eller kroner skal stå: 0", "=ESTIMAT_KOST(A1)", cost(None)),
        ("en tom celle (A1) der en sats skal stå: standardverdien", "=ESTIMAT_KOST(100;A1)",
         cost(100.0, None)),
        ("tekst, også et tall skrevet som tekst", '=ESTIMAT_KOST("7,5")', cost("7,5")),
        ("SANN eller USANN", "=ESTIMAT_KOST(SANN)", cost(True)),
        ("negative timer", "=ESTIMAT_KOST(-100)", cost(-100.0)),
        ("en sats som er 0 eller mindre", "=ESTIMAT_KOST(100;0)", cost(100.0, 0.0)),
        ("en feilverdi: den samme feilverdien", "=ESTIMAT_KOST(#DIV/0!)", cost(DIV0)),
        ("et område: like mange celler, regnet ut én for én", "=ESTIMAT_KOST({100;200})",
         cost([[100.0], [200.0]])),
        ("et område med en feil i: bare den cellen får feilverdi", '=ESTIMAT_KOST({100;"7,5"})',
         cost([[100.0], ["7,5"]])),
        ("et område og én sats: satsen gjelder hver celle", "=ESTIMAT_KOST({100;200};1400)",
         cost([[100.0], [200.0]], 1400.0)),
        ("to områder av ulik form", "=ESTIMAT_KOST({100;200};{1400;1450;1500})",
         cost([[100.0], [200.0]], [[1400.0], [1450.0], [1500.0]])),
        ("et område i ESTIMAT_AVRUND: regnet ut under ett", "=ESTIMAT_AVRUND({140000;140000})",
         rounded([[140_000.0], [140_000.0]])),
        ("et område med en feil i, i ESTIMAT_AVRUND: feilverdien gjelder hele området",
         '=ESTIMAT_AVRUND({140000;"7,5"})', rounded([[140_000.0], ["7,5"]])),
    ]  # fmt: skip
    table = _table(
        ("Det som står der", "Eksempel", "Gir"),
        ((what, f"`{formula}`", _cells(result)) for what, formula, result in cases),
    )
    return f"""\
## Hva funksjonene gjør med det som står i cellene

Det samme gjelder i alle funksjonene. Ingenting gjettes: det som ikke er et tall, gir en feilverdi,
så `SUMMER` ikke hopper over det, og kontrollene sier hvilken celle det gjelder. Et beløp i kroner
kan være negativt i ESTIMAT_MILL og ESTIMAT_AVRUND; ellers er negative tall en feil.

{table}
En norsk Excel skriver `#VERDI!` der en engelsk skriver `#VALUE!`. Filene lagrer det engelske
navnet, og det er det som står i meldingene fra kontrollene.
"""


def _cells(result: Value | Block) -> str:
    if isinstance(result, list):
        return "; ".join(shown(cell, "kr") for row in result for cell in row)
    return shown(result, "kr")


def _group(prefix: str) -> str:
    rules = [rule for code, rule in sorted(RULES.items()) if code.partition("-")[0] == prefix]
    table = _table(("Kode", "Alvor", "Hva", "Melding", "Hva gjør du"), map(_rule, rules))
    return f"## {GROUPS[prefix]}\n\n{table}"


def _rule(rule: Rule) -> Sequence[str]:
    finding = rule.at(Place(""), "[…]", "[…]")
    severity = report.SEVERITIES[rule.severity]
    return rule.code, severity, rule.title, finding.message, finding.remedy


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a bar in a text is not the end of its cell."""
    lines = [headers, ["---"] * len(headers)]
    lines += [[text.replace("|", "\\|") for text in row] for row in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main(folder: Path) -> None:
    """Write both pages into the folder."""
    for name, text in ((FUNCTIONS_PAGE, functions_page()), (RULES_PAGE, rules_page())):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m estimat.making.reference FOLDER")
    main(Path(sys.argv[1]))
