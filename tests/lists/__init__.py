"""Lists as people have them, and what is to come of each."""

from . import prices, sheets, tables, units  # noqa: F401  each registers its own
from .made import LISTS as LISTS
