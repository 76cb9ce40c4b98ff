"""The examples in the docstrings of the core are true."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module

import pytest

from estimat import core

MODULES = [found.name for found in pkgutil.walk_packages(core.__path__, "estimat.core.")]


@pytest.mark.parametrize("module", MODULES)
def test_what_a_docstring_shows_is_what_happens(module: str) -> None:
    assert doctest.testmod(import_module(module)).failed == 0
