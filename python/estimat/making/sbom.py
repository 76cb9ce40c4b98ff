"""The bill of materials of the package for Windows: CycloneDX, as IT departments read it."""

from __future__ import annotations

import json
import re
import uuid
from typing import Any, Final

from ..core.version import __version__
from .pinned import Pinned

LICENCES: Final = {
    "cpython": "PSF-2.0",
    "xlwings": "BSD-3-Clause",
    "pywin32": "PSF-2.0",
    "XlsxWriter": "BSD-2-Clause",
    "defusedxml": "PSF-2.0",
    "pyOpenVBA": "MIT",
    "rich": "MIT",
    "docxtpl": "LGPL-2.1-only",
    "python-docx": "MIT",
    "lxml": "BSD-3-Clause",
    "typing_extensions": "PSF-2.0",
    "Jinja2": "BSD-3-Clause",
    "MarkupSafe": "BSD-3-Clause",
}


def sbom(pinned: list[Pinned], files: dict[str, bytes]) -> bytes:
    """What the package consists of, with versions, licences and the sums of what was downloaded."""
    components = [_python(files["python/python312.dll"], pinned)]
    components += [
        _component(each.name, each.version, f"pkg:pypi/{each.name.lower()}@{each.version}", each)
        for each in pinned
        if each.name in LICENCES
    ]
    own = {"type": "application", "bom-ref": "estimat", "name": "estimat", "version": __version__}
    refs = [component["bom-ref"] for component in components]
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, '|'.join(refs) + __version__)}",
        "version": 1,
        "metadata": {"component": own},
        "components": components,
        "dependencies": [{"ref": "estimat", "dependsOn": refs}],
    }
    return (json.dumps(bill, indent=2) + "\n").encode("ascii")


def _python(library: bytes, pinned: list[Pinned]) -> dict[str, Any]:
    """The interpreter, with the version that its own library says."""
    told = re.search("ProductVersion\0+([0-9.]+)", library.decode("utf-16-le", "replace"))
    assert told, "python312.dll has no version"
    version = told[1]
    (source,) = (each for each in pinned if each.name not in LICENCES)
    return _component("cpython", version, f"pkg:generic/cpython@{version}", source)


def _component(name: str, version: str, purl: str, source: Pinned) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "hashes": [{"alg": "SHA-256", "content": source.sha256}],
        "licenses": [{"license": {"id": LICENCES[name]}}],
        "purl": purl,
    }
