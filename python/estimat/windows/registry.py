"""Windows' registry: looked up for the machine and the user, written for the user alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from importlib import import_module
from typing import Any


def _registry() -> Any:
    return import_module("winreg")  # there is none but on Windows


def value(key: str, name: str, *, machine: bool = False) -> Any:
    """A value, of the user or of the machine; None when there is none."""
    registry = _registry()
    root = registry.HKEY_LOCAL_MACHINE if machine else registry.HKEY_CURRENT_USER
    with suppress(OSError), registry.OpenKey(root, key) as opened:
        return registry.QueryValueEx(opened, name)[0]
    return None


def values(key: str) -> Iterator[tuple[str, Any]]:
    """The names and values of a key of the user."""
    registry = _registry()
    with suppress(OSError), registry.OpenKey(registry.HKEY_CURRENT_USER, key) as opened:
        for number in range(registry.QueryInfoKey(opened)[1]):
            yield registry.EnumValue(opened, number)[:2]


def put(key: str, new: dict[str, Any], undo: ExitStack) -> None:
    """Set values of a key of the user, None to delete one."""
    for name, wanted in new.items():
        before = value(key, name)
        if wanted != before:
            _set(key, name, wanted)
            undo.callback(_set, key, name, before)


def _set(key: str, name: str, wanted: str | int | None) -> None:
    registry = _registry()
    with registry.CreateKey(registry.HKEY_CURRENT_USER, key) as opened:
        if wanted is None:
            registry.DeleteValue(opened, name)
        else:
            kind = registry.REG_DWORD if isinstance(wanted, int) else registry.REG_SZ
            registry.SetValueEx(opened, name, 0, kind, wanted)


def forget_if_empty(key: str) -> None:
    """Delete a key of ours in which there is nothing."""
    if not any(values(key)):
        registry = _registry()
        with suppress(FileNotFoundError):
            registry.DeleteKey(registry.HKEY_CURRENT_USER, key)
