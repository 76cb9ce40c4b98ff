"""The two files with macros are what Excel is known to want, and what the sources in addin/ say.

Excel runs nowhere here. What stands below is read from the specification of VBA projects
([MS-OVBA]) and from files that Excel has made.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from oletools.olevba import VBA_Parser
from pyopenvba import ExcelFile

from estimat.files.workbooks import macros
from tests.addin.vba import ADDIN, source
from tests.addin.vbaproject import Project, chunks
from tests.calc import convert
from tests.sheetxml import LINKS, tag
from tests.workbooks import SHIPPED

XLAM = ADDIN / macros.ADDIN
FILES = {
    "workbook": (SHIPPED, [*macros.MODULES]),
    "addin": (XLAM, [*macros.MODULES, "EstimatRibbon"]),
}
MICROSOFT = "http://schemas.microsoft.com/office"
TYPES = {
    "workbook": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "addin": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
}


@pytest.fixture(params=FILES)
def which(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def file(which: str) -> Path:
    return FILES[which][0]


@pytest.fixture
def project(file: Path) -> Project:
    return Project(file)


@pytest.fixture
def parts(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def relations(part: bytes) -> dict[str, str]:
    """The types of a part's relationships, and what they point to."""
    return {each.attrib["Type"]: each.attrib["Target"] for each in ET.fromstring(part)}


def code_names(parts: dict[str, bytes]) -> list[str]:
    """What the sheets are called in code, in the order of the workbook."""
    links = {
        each.get("Id"): each.get("Target")
        for each in ET.fromstring(parts["xl/_rels/workbook.xml.rels"])
    }
    names = []
    for sheet in ET.fromstring(parts["xl/workbook.xml"]).iter(tag("sheet")):
        root = ET.fromstring(parts[f"xl/{links[sheet.get(f'{{{LINKS}}}id')]}"])
        assert root[0].tag == tag("sheetPr")
        names.append(root[0].attrib["codeName"])
    return names


class TestFresh:
    def test_the_functions_in_vba_are_those_of_the_registry(self) -> None:
        fresh = macros.functions_module()
        assert source("EstimatFunctions.bas") == fresh, "run `make addin`"

    def test_the_add_in_is_a_fresh_build(self) -> None:
        assert XLAM.read_bytes() == macros.addin(), "run `make addin`"

    def test_two_builds_are_the_same_bytes(self) -> None:
        assert macros.addin() == macros.addin()


class TestPackage:
    def test_excel_is_told_what_kind_of_file_it_is(
        self, which: str, parts: dict[str, bytes]
    ) -> None:
        types = ET.fromstring(parts["[Content_Types].xml"])
        named = {each.get("PartName"): each.get("ContentType") for each in types}
        default = {each.get("Extension"): each.get("ContentType") for each in types}
        assert named["/xl/workbook.xml"] == TYPES[which]
        assert default["bin"] == "application/vnd.ms-office.vbaProject"
        assert default["xml"] == "application/xml"

    def test_the_workbook_points_to_its_project(self, parts: dict[str, bytes]) -> None:
        found = relations(parts["xl/_rels/workbook.xml.rels"])
        assert found[f"{MICROSOFT}/2006/relationships/vbaProject"] == "vbaProject.bin"

    def test_only_the_add_in_has_a_ribbon(self, which: str, parts: dict[str, bytes]) -> None:
        ribbon = relations(parts["_rels/.rels"]).get(
            f"{MICROSOFT}/2007/relationships/ui/extensibility"
        )
        if which == "workbook":
            assert ribbon is None
            assert not any("customUI" in name for name in parts)
        else:
            assert ribbon == "customUI/customUI14.xml"
            assert [*parts][-1] == ribbon
            assert parts[ribbon] == (ADDIN / "customUI14.xml").read_bytes()

    def test_ids_of_relationships_are_given_once(self, parts: dict[str, bytes]) -> None:
        for name in [name for name in parts if name.endswith(".rels")]:
            ids = [each.get("Id") for each in ET.fromstring(parts[name])]
            assert len(set(ids)) == len(ids), name

    def test_no_part_names_anything_of_the_machine_it_was_made_on(
        self, parts: dict[str, bytes]
    ) -> None:
        for name, part in parts.items():
            assert f"{ADDIN.parent}/".encode() not in part, name
            assert b"/tmp/" not in part, name


class TestProject:
    def test_it_holds_the_streams_excel_wants_and_no_others(self, project: Project) -> None:
        modules = {f"VBA/{module.stream}" for module in project.modules()}
        assert project.streams == {"PROJECT", "PROJECTwm", "VBA/_VBA_PROJECT", "VBA/dir", *modules}

    def test_the_four_lists_of_modules_agree(self, project: Project) -> None:
        names = [module.name for module in project.modules()]
        assert [module.stream for module in project.modules()] == names
        assert [text.partition("/")[0] for _, text in project.declared] == names
        assert project.names() == names
        (count,) = {int.from_bytes(data, "little") for id_, data in project.records if id_ == 0x0F}
        assert count == len(names)

    def test_workbook_and_sheets_have_their_document_modules(
        self, which: str, project: Project, parts: dict[str, bytes]
    ) -> None:
        book = ET.fromstring(parts["xl/workbook.xml"]).find(tag("workbookPr"))
        assert book is not None
        documents = [
            text.partition("/")[0] for kind, text in project.declared if kind == "Document"
        ]
        assert documents == [book.get("codeName"), *code_names(parts)]
        assert documents[0] == "ThisWorkbook"
        standard = [text for kind, text in project.declared if kind == "Module"]
        assert standard == FILES[which][1]
        assert [each.name for each in project.modules() if each.standard] == standard
        for module in project.modules():
            base = re.search(r'(?m)^Attribute VB_Base = "(.*)"\r$', module.text)
            if module.standard:
                assert base is None
            else:
                number = "19" if module.name == "ThisWorkbook" else "20"
                assert base is not None
                assert base[1] == f"0{{000208{number}-0000-0000-C000-000000000046}}"

    def test_a_module_begins_with_its_attributes_and_its_own_name(self, project: Project) -> None:
        for module in project.modules():
            lines = module.text.split("\r\n")
            assert lines[0] == f'Attribute VB_Name = "{module.name}"'
            attributes = [line.startswith("Attribute VB_") for line in lines]
            assert not any(attributes[attributes.index(False) :]) if False in attributes else True
            assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,30}", module.name)

    def test_lines_end_as_in_windows(self, project: Project) -> None:
        for module in project.modules():
            assert "\n" not in module.text.replace("\r\n", "")
            assert "\r" not in module.text.replace("\r\n", "")

    def test_norwegian_letters_are_in_the_code_page_of_the_project(self, project: Project) -> None:
        assert int.from_bytes(project.first(0x03), "little") == 1252
        texts = {module.name: module.text for module in project.modules()}
        assert "Åpne en arbeidsbok først." in texts["EstimatBridge"]
        assert "Hvor mange årsverk et antall timer er." in texts["EstimatFunctions"]

    def test_nothing_compiled_is_in_it(self, project: Project) -> None:
        assert all(module.offset == 0 for module in project.modules())
        # The version that no VBA has, and no cache: so every VBA compiles it anew (2.3.4.1).
        assert project.read("VBA/_VBA_PROJECT") == b"\xcc\x61\xff\xff\0\0\0"

    def test_what_only_the_vba_that_wrote_it_knows_is_left_open(self, project: Project) -> None:
        # PROJECTCOOKIE and each MODULECOOKIE (2.3.4.2.3.1 and 2.3.4.2.3.2.7).
        cookies = [data for id_, data in project.records if id_ in (0x13, 0x2C)]
        assert len(cookies) == 1 + len(project.modules())
        assert {*cookies} == {b"\xff\xff"}

    def test_what_is_the_same_in_every_project_is_so(self, project: Project) -> None:
        assert project.first(0x02) == project.first(0x14) == b"\x09\x04\0\0"  # US English
        assert project.first(0x08) == bytes(4)  # no flags
        assert project.first(0x01) in (bytes([1, 0, 0, 0]), bytes([3, 0, 0, 0]))  # Windows

    def test_only_compressed_chunks(self, project: Project) -> None:
        for stream in ["dir", *(module.stream for module in project.modules())]:
            found = list(chunks(project.read(f"VBA/{stream}")))
            assert found
            assert {(signature, packed) for signature, packed, _ in found} == {(3, True)}, stream

    def test_nobody_needs_a_password_to_read_it(self, project: Project) -> None:
        assert project.decrypted("CMG") == bytes(4)  # no protection
        assert project.decrypted("DPB") == b"\0"  # no password
        assert project.decrypted("GC") == b"\xff"  # shown

    def test_it_refers_to_the_libraries_of_ole_and_office(self, project: Project) -> None:
        references = project.references()
        assert list(references) == ["stdole", "Office"]
        assert "{00020430-0000-0000-C000-000000000046}" in references["stdole"]
        assert "{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}" in references["Office"]


class TestSources:
    @pytest.fixture
    def sources(self, which: str) -> dict[str, str]:
        names = {name: f"{name}.bas" for name in FILES[which][1]} | {
            "ThisWorkbook": "ThisWorkbook.cls"
        }
        return {name: source(file).replace("\n", "\r\n") for name, file in names.items()}

    def test_olevba_gives_them_back_letter_by_letter(
        self, file: Path, sources: dict[str, str]
    ) -> None:
        parser = VBA_Parser(str(file))
        found = {path.rpartition("/")[2]: code for _, path, _, code in parser.extract_all_macros()}
        parser.close()
        assert {name: found[name] for name in sources} == sources

    def test_so_does_pyopenvba(self, file: Path, sources: dict[str, str]) -> None:
        with ExcelFile(file) as book:
            assert book.validate() == []
            found = book.vba_modules()
        assert {name: found[name] for name in sources} == sources

    def test_every_letter_is_in_code_page_1252(self, sources: dict[str, str]) -> None:
        for text in sources.values():
            assert text.encode("cp1252").decode("cp1252") == text

    def test_no_line_is_longer_than_vba_takes(self, sources: dict[str, str]) -> None:
        lines = [line for text in sources.values() for line in text.split("\r\n")]
        assert max(map(len, lines)) <= 1023


def test_every_new_workbook_has_the_macros_and_only_xlsm(small: Path, tmp_path: Path) -> None:
    from estimat.files.workbooks.new import save_template

    save_template(tmp_path / "ny.xlsm", ADDIN.parent / "tests" / "data" / "liten.toml")
    assert {module.name for module in Project(tmp_path / "ny.xlsm").modules()} >= {*macros.MODULES}
    with zipfile.ZipFile(small) as package:
        assert "xl/vbaProject.bin" not in package.namelist()


def test_the_installed_package_carries_the_sources_and_the_add_in(tmp_path: Path) -> None:
    listed = re.search(r"(?ms)^packages =\n(.*?)^\S", (ADDIN.parent / "setup.cfg").read_text())
    assert listed
    python = ADDIN.parent / "python"
    there = {
        str(init.parent.relative_to(python)).replace("/", ".")
        for init in python.rglob("__init__.py")
    }
    assert {*listed[1].split()} == there | {"estimat.addin"}
    endings = {path.suffix for path in ADDIN.iterdir() if path.is_file()} - {".py"}
    assert endings == {".bas", ".cls", ".xml", ".xlam", ".oxt", ".docx"}


_SHEET = "xl/worksheets/sheet"


@pytest.mark.calc
class TestLibreOffice:
    """Macros are not run here: that takes UNO. A wrapper that is not run is an error there too."""

    def test_it_opens_the_workbook(self, tmp_path: Path) -> None:
        ours, theirs = (
            [name for name in zipfile.ZipFile(file).namelist() if name.startswith(_SHEET)]
            for file in (SHIPPED, convert(SHIPPED, tmp_path))
        )
        assert sorted(theirs) == sorted(ours)

    def test_it_opens_the_add_in(self, tmp_path: Path) -> None:
        opened = convert(XLAM, tmp_path, as_="Calc MS Excel 2007 VBA XML")
        with zipfile.ZipFile(opened) as package:
            assert "xl/worksheets/sheet1.xml" in package.namelist()
