"""Whether anything in a workbook would break if one of its sheets were taken away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from pathlib import Path
from typing import Final

from .package import Package, Relationship

_FORMULAS: Final = re.compile(
    rb"<(?:\w+:)?(?:f|formula\d?)(?: [^>]*)?>([^<]*)<|<(?:\w+:)?worksheetSource ([^>]*)>"
)
"""Of cells, formats, limits and charts, and where pivot tables have their rows from."""


def is_pointed_to(path: Path, name: str) -> bool:
    """Whether a formula, a name, a chart or a pivot table points to a sheet from elsewhere."""
    package = Package(path)
    part, root = package.workbook()
    links = package.relationships(part)
    sheets = [*root.iterfind("{*}sheets/{*}sheet")]
    held = [next(links[id_] for _, id_ in each.items() if id_ in links) for each in sheets]
    here = [each.get("name") for each in sheets].index(name)
    spelled = re.escape(name.replace("'", "''"))
    says = re.compile(rf"(?<!\w){spelled}'?!|sheet=\"{spelled}\"|Estimat_{re.escape(name)}_")
    names = root.iterfind("{*}definedNames/{*}definedName")
    if any(says.search(each.text or "") for each in names if each.get("localSheetId") != str(here)):
        return True
    return any(
        says.search((found[1] or found[2]).decode("utf-8", "replace"))
        for each in _led_to(package, [*held[:here], *held[here + 1 :]], {part, held[here].target})
        for found in _FORMULAS.finditer(package.read(each))
    )


def _led_to(package: Package, links: Sequence[Relationship], passed: Set[str]) -> Iterator[str]:
    """The parts of XML that relationships lead to, and theirs, but for some."""
    waiting, seen = [*links], {*passed}
    while waiting:
        part = waiting.pop().target
        if part not in seen and part in package and part.endswith(".xml"):
            seen.add(part)
            waiting += package.relationships(part).values()
            yield part
