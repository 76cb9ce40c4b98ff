"""How long the property tests look: a moment in `make test`, thoroughly in `make safety`."""

from __future__ import annotations

import os

from hypothesis import settings

if os.environ.get("ESTIMAT_SAFETY"):
    settings.register_profile(
        "thorough", settings.get_profile("estimat"), max_examples=2_000, derandomize=False
    )
    settings.load_profile("thorough")
