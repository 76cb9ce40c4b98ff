"""Our lines in xlwings' settings: read by VBA, and gone without a trace."""

from __future__ import annotations

import pytest

from estimat.windows.configuration import (
    INTERPRETER,
    SERVER,
    setting,
    with_settings,
    without_settings,
)

PYTHON = "C:\\Users\\Åse Sæther\\AppData\\Local\\Estimat\\0.1.0\\python\\pythonw.exe"
THEIRS = [
    b"",
    b'"INTERPRETER_WIN","C:\\anaconda\\pythonw.exe"\r\n',
    b'"INTERPRETER_WIN","C:\\bl\xe5b\xe6r\\python.exe"\n"PYTHONPATH","D:\\x"',
    b"\xef\xbb\xbf\"X\",\"y\"\n\n# noe annet\r\n\r\n",
    b'"ESTIMATOR","ikke v\xe5r"\r\n',
]  # fmt: skip


@pytest.mark.parametrize("theirs", THEIRS)
def test_what_others_have_there_is_the_same_to_the_byte_afterwards(theirs: bytes) -> None:
    first = with_settings(theirs, {INTERPRETER: PYTHON, SERVER: "{1}"})
    again = with_settings(first, {INTERPRETER: PYTHON})
    assert again.endswith(theirs)
    assert without_settings(again) == theirs
    assert without_settings(theirs) == theirs


def test_a_setting_is_read_as_it_was_written() -> None:
    file = with_settings(THEIRS[1], {INTERPRETER: PYTHON})
    assert setting(file, INTERPRETER) == PYTHON
    assert setting(file, "INTERPRETER_WIN") == "C:\\anaconda\\pythonw.exe"
    assert setting(file, SERVER) == ""


def test_a_path_that_vba_cannot_read_is_not_written() -> None:
    with pytest.raises(UnicodeEncodeError):
        with_settings(b"", {INTERPRETER: "C:\\Users\\Łukasz\\pythonw.exe"})
