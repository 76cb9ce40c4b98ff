"""The server of the Excel host in a Windows Python, and somebody who calls it as Excel does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import wine
from tests.wine import Client


@pytest.fixture(scope="session")
def windows() -> Iterator[None]:
    """Wine, for as long as the tests need it."""
    yield
    wine.shut_down()


@pytest.fixture(scope="session")
def excel(windows: None) -> Iterator[Client]:
    """A workbook that is open, with its server."""
    with Client() as client:
        yield client
