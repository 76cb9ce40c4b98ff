"""What every test may ask for: the small workbook that is right, and the real hosts."""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path

import pytest
from hypothesis import settings

from tests import calc, wine

settings.register_profile("estimat", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("estimat")

NEEDED = {
    "calc": ("soffice", "pdftoppm", calc.UNO),
    "writer": ("soffice", "pdftotext", calc.WRITER),
    "wine": wine.PROGRAMS,
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out, and name, the tests whose host is missing; fail them where hosts are required."""
    for item in items:
        for host, programs in NEEDED.items():
            missing = [
                program
                for program in programs
                if not (shutil.which(program) or Path(program).is_file())
            ]
            if not missing or not item.get_closest_marker(host):
                continue
            if os.environ.get("ESTIMAT_HOSTS") == "required":
                item.add_marker(pytest.mark.usefixtures("missing_host"))
            else:
                item.add_marker(pytest.mark.skip(reason=f"mangler {', '.join(missing)}"))


@pytest.fixture
def missing_host() -> None:
    pytest.fail("a host this test needs is missing, and hosts are required here")


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook of one area with three rows, one of each kind, without a single finding."""
    from estimat.files.workbooks.new import save_template

    target = tmp_path_factory.mktemp("small") / "liten.xlsx"
    save_template(target, Path(__file__).parent / "data" / "liten.toml")
    return target


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook that ships; a fresh build of it where it has not been committed yet."""
    from estimat.files.workbooks.new import save_template
    from tests.workbooks import SHIPPED

    if SHIPPED.exists():
        return SHIPPED
    target = tmp_path_factory.mktemp("shipped") / SHIPPED.name
    save_template(target)
    return target


@pytest.fixture(scope="session")
def engine() -> Iterator[Executor]:
    """A process of its own for the spreadsheet engine, which takes a second to load.

    Loaded here it would take more addresses than the readers, forked from here, may have.
    """
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        yield pool


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and never again among what lasts as long as the tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
