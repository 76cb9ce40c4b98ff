"""The smallest workbook package there can be, each part of it as the test says."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.sheetxml import LINKS, MAIN, RELATIONSHIPS

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def worksheet(data: str, before: str = "", after: str = "") -> str:
    """A sheet part; `data` is what stands in sheetData."""
    inside = f"{before}<sheetData>{data}</sheetData>{after}"
    return f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{LINKS}">{inside}</worksheet>'


def row(*cells: str, number: int = 1) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def package(
    sheets: Mapping[str, str],
    *,
    strings: Sequence[str] = (),
    formats: Sequence[str] = (),
    names: str = "",
    properties: str = "",
) -> dict[str, str]:
    """The parts of a workbook.

    `strings` are what stands in each `si`; `formats` are number formats, or the numbers of built-in
    ones, that style 1, 2 … have; `names` and `properties` are XML.
    """
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1)
    )
    kinds = [*(("worksheet", f"worksheets/sheet{n}.xml") for n, _ in enumerate(sheets, 1))]
    kinds += [("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")]
    parts = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _links([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{properties}'
        f"<sheets>{listed}</sheets><definedNames>{names}</definedNames></workbook>",
        "xl/_rels/workbook.xml.rels": _links(kinds),
        "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{MAIN}">'
        f"{''.join(f'<si>{string}</si>' for string in strings)}</sst>",
        "xl/styles.xml": _styles(formats),
    }
    parts |= {f"xl/worksheets/sheet{n}.xml": xml for n, xml in enumerate(sheets.values(), 1)}
    return parts


def save(parts: Mapping[str, str | bytes], target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target


def _links(kinds: Sequence[tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(kinds, 1)
    )
    return f'{HEAD}<Relationships xmlns="{RELATIONSHIPS}">{links}</Relationships>'


def _styles(formats: Sequence[str]) -> str:
    """Style 0 is the plain one; a format that is a number is a built-in one."""
    own = "".join(
        f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>'
        for n, code in enumerate(formats)
        if not code.isdecimal()
    )
    faces = "".join(
        f'<xf numFmtId="{code if code.isdecimal() else 200 + n}"/>'
        for n, code in enumerate(formats)
    )
    plain = (
        "<fonts><font/></fonts><fills><fill><patternFill/></fill></fills>"
        "<borders><border/></borders>"
    )
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts>{own}</numFmts>{plain}'
        f'<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="0"/>{faces}</cellXfs>'
        '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _content_types(sheets: int) -> str:
    overrides = [("/xl/workbook.xml", f"{_TYPES}.sheet.main+xml")]
    overrides += [
        (f"/xl/worksheets/sheet{n}.xml", f"{_TYPES}.worksheet+xml") for n in range(1, sheets + 1)
    ]
    overrides += [
        ("/xl/sharedStrings.xml", f"{_TYPES}.sharedStrings+xml"),
        ("/xl/styles.xml", f"{_TYPES}.styles+xml"),
    ]
    listed = "".join(
        f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides
    )
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )
