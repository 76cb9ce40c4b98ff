"""What people call a column that says which version of a budget each line is of."""

from __future__ import annotations

from typing import Final

VERSIONS_BESIDE: Final = frozenset(
    {"versjon", "budsjettversjon", "scenario", "utgave", "datatype", "verditype", "rapporttype",
     "planversjon", "budsjettype", "alternativ"}
)  # fmt: skip
