"""The hosts: Excel's server in a Windows Python with somebody who calls it, and LibreOffice."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import wine
from tests.calc import EXTENSION, Calc
from tests.wine import Client
from tests.workbooks import SHIPPED


@pytest.fixture(scope="session")
def windows() -> Iterator[None]:
    """Wine, for as long as the tests need it."""
    with wine.running():
        yield


@pytest.fixture(scope="session")
def excel(windows: None) -> Iterator[Client]:
    """A workbook that is open, with its server."""
    with Client() as client:
        yield client


@pytest.fixture(scope="session")
def calc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calc]:
    """A Calc with the extension."""
    office = Calc(tmp_path_factory.mktemp("calc"), EXTENSION)
    yield office
    office.close()


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A copy of the shipped workbook, alone in its folder."""
    return Path(shutil.copy(SHIPPED, tmp_path / SHIPPED.name))
