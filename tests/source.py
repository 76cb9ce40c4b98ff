"""The package as source text: what its modules import and declare, without running them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "python" / "estimat"

MODULES: dict[str, ast.Module] = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): (
        ast.parse(path.read_text(encoding="utf-8"), str(path))
    )
    for path in sorted(PACKAGE.rglob("*.py"))
}
"""Every module of the package by its dotted name."""


class Import(NamedTuple):
    """One import: who imports what, and whether that happens as soon as the importer is loaded."""

    importer: str
    imported: str
    line: int
    at_once: bool

    @property
    def top(self) -> str:
        return self.imported.partition(".")[0]

    def of(self, *packages: str) -> bool:
        """Whether what is imported is one of the packages, or lies in one."""
        return any(f"{self.imported}.".startswith(f"{package}.") for package in packages)


@cache
def imports() -> tuple[Import, ...]:
    """Every import of every module, relative ones resolved."""
    return tuple(
        Import(module, imported, node.lineno, at_once)
        for module, tree in MODULES.items()
        for node, at_once in _import_nodes(tree, at_once=True)
        for imported in _imported(module, node)
    )


def _import_nodes(
    node: ast.AST, *, at_once: bool
) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, at_once
        else:
            later = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            typing_only = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test)
            yield from _import_nodes(child, at_once=at_once and not later and not typing_only)


def _imported(module: str, node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    origin = node.module or ""
    if node.level:
        parts = module.split(".")
        is_package = (PACKAGE.parent.joinpath(*parts) / "__init__.py").exists()
        up = node.level - is_package
        origin = ".".join([*parts[: len(parts) - up], *([origin] if origin else [])])
    for alias in node.names:
        submodule = f"{origin}.{alias.name}"
        yield submodule if submodule in MODULES else origin


def declared_rules() -> list[tuple[str, str]]:
    """The code of every rule that is declared, with the module that declares it."""
    return [
        (node.args[0].value, module)
        for module, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("error", "warning", "info")
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    ]


def literals() -> Iterator[tuple[str, str, int]]:
    """Every text that is written out in code: the text, the module, the line."""
    for module, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value, module, node.lineno
