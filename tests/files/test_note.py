"""The note in Word: what it says is what was sent, and nothing in it is more than text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt

from estimat.core import layout
from estimat.core.consolidation import Consolidation, Stamp, consolidate
from estimat.core.errors import UsageError
from estimat.core.estimate import Inputs
from estimat.core.interpret import interpret
from estimat.core.layout import Kind
from estimat.core.noting.note import Note, Section, note_of
from estimat.core.noting.words import words
from estimat.core.summary import summarise
from estimat.files.note.document import MARK, is_note, note_document
from estimat.files.note.template import PARTS, TEMPLATE, built, template
from estimat.files.package import zipped
from estimat.files.reading import read_book
from estimat.files.workbooks.areafile import AreaFile, read_area_file
from estimat.files.writing.seal import UNSEALED
from tests.books import area, book, consolidated, own_hours, put
from tests.files.test_template import write
from tests.golden import assert_golden
from tests.notebook import SEED, W, Word, flat
from tests.safety.payloads import PAYLOADS
from tests.workbooks import SHIPPED

ADDIN = SHIPPED.parent / "addin"
STAMP = Stamp((), None, "0.0.0", "2026-01-02T03:04:05+01:00", "kari")
FOOTNOTE = flat(
    "1 Konsept, plan, kost/nytte, finansiering/gevinst, regelverk, målarkitektur, kodeverk og "
    "terminologi, standarder, retningslinjer m.fl."
)


def note_from(path: Path) -> tuple[Note, Consolidation]:
    read, sha256 = read_book(path, path.name)
    estimate = interpret(read)
    made = consolidate([summarise(estimate, sha256)], STAMP)
    return note_of(made, words(estimate)), made


@pytest.fixture(scope="module")
def shipped_note(shipped: Path) -> tuple[Note, Consolidation]:
    return note_from(shipped)


@pytest.fixture(scope="module")
def plain(
    shipped_note: tuple[Note, Consolidation], tmp_path_factory: pytest.TempPathFactory
) -> Word:
    return written(*shipped_note, tmp_path_factory.mktemp("notat"))


@pytest.fixture(scope="module")
def full(
    shipped_note: tuple[Note, Consolidation], tmp_path_factory: pytest.TempPathFactory
) -> Word:
    return written(*shipped_note, tmp_path_factory.mktemp("notat"), with_tables=True)


def written(
    note: Note,
    consolidation: Consolidation,
    folder: Path,
    own: Path | None = None,
    *,
    with_tables: bool = False,
) -> Word:
    path = folder / "notat.docx"
    path.write_bytes(note_document(note, consolidation, own, with_tables=with_tables))
    return Word(path)


class TestTheNoteOf2024:
    def test_says_what_was_sent_in_its_order(self, plain: Word) -> None:
        sent = flat(SEED.read_text("utf-8"))
        assert sent.count(FOOTNOTE) == 1  # it stands where the page happened to end
        bullets = {"ListBullet": "•"}
        found = "".join(bullets.get(style, "") + flat(text) for style, text in plain.paragraphs())
        assert found == sent.replace(FOOTNOTE, "")
        assert [f"1{flat(text)}" for text in plain.footnotes()] == [FOOTNOTE]

    def test_has_no_number_of_its_own_that_could_be_computed(self) -> None:
        note = read_area_file().note
        assert note
        typed = " ".join((note.title, *note.introduction, note.budget, *note.footnotes))
        assert not re.search(r"\d", re.sub(r"\{[^}]*\}", "", typed))

    def test_follows_the_rates_and_the_hours(self, tmp_path: Path) -> None:
        areas = read_area_file()
        rates = {
            layout.YEAR: Decimal(2027), layout.HOURLY_RATE: Decimal(1500),
            layout.HOURS_PER_YEAR: Decimal(1600), layout.FULL_COST: Decimal(2_350_000),
        }  # fmt: skip
        changed = areas._replace(
            assumptions={
                field: each._replace(value=rates.get(field, each.value))
                for field, each in areas.assumptions.items()
            }
        )
        text = "\n".join(
            each.text
            for each in written(
                *note_from(write(changed, tmp_path / "ny.xlsx")), tmp_path
            ).paragraphs()
        )
        assert "en timepris på 1.500 kr/time og 1600 timer i et årsverk" in text
        assert "ett årsverk koster 2,4 millioner kroner" in text
        assert "Ambisjon for 2027" in text
        assert "2024" not in text
        # 15 790 hours x 1 500 + 12 400 000
        assert "Budsjett 36,1 millioner kroner" in text


class TestStructure:
    def test_styles_are_words_own_and_say_what_each_paragraph_is(self, plain: Word) -> None:
        styles = [style for style, _ in plain.paragraphs()]
        assert styles[0] == "Title"
        assert {"Title", "Heading1", "Heading2", "ListBullet", "Normal", "Budsjett"} == {*styles}
        names = {
            each.get(f"{W}styleId"): each.find(f"{W}name").get(f"{W}val")  # type: ignore[union-attr]
            for each in plain.xml("word/styles.xml").iter(f"{W}style")
        }
        assert names["Heading1"] == "heading 1"  # what screen readers and Word look for
        assert names["ListBullet"] == "List Bullet"
        assert names["FootnoteText"] == "footnote text"

    def test_headings_are_areas_and_under_them_their_parts(self, plain: Word) -> None:
        outline = [(s[-1], t) for s, t in plain.paragraphs() if s.startswith("Heading")]
        assert outline[:3] == [
            ("1", "Pasientens legemiddelliste"),
            ("2", "Ambisjon for 2024"),
            ("2", "Leveranser og aktiviteter i 2024"),
        ]
        assert [text for level, text in outline if level == "1"][-1] == "Pasientens måledata"

    def test_bullets_are_a_list_and_not_signs_in_the_text(self, plain: Word) -> None:
        styles = plain.xml("word/styles.xml")
        (bullet,) = [s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == "ListBullet"]
        assert bullet.find(f"{W}pPr/{W}numPr/{W}numId") is not None
        assert not any("•" in text for _, text in plain.paragraphs())

    def test_the_footnote_is_one_and_is_referred_to_afterwards(self, plain: Word) -> None:
        references = list(plain.document.iter(f"{W}footnoteReference"))
        fields = [each.text or "" for each in plain.document.iter(f"{W}instrText")]
        (bookmark,) = [e.get(f"{W}name") for e in plain.document.iter(f"{W}bookmarkStart")]
        assert len(references) == 1
        assert fields == [f" NOTEREF {bookmark} \\f \\h "] * 3

    def test_language_paper_and_type(self, plain: Word) -> None:
        (language,) = plain.xml("word/styles.xml").iter(f"{W}lang")
        (page,) = plain.document.iter(f"{W}pgSz")
        (fonts,) = plain.xml("word/styles.xml").iter(f"{W}rFonts")
        assert language.get(f"{W}val") == "nb-NO"
        assert (page.get(f"{W}w"), page.get(f"{W}h")) == ("11906", "16838")
        assert fonts.get(f"{W}ascii") == "Arial"

    def test_it_says_who_made_it_and_nothing_of_the_machine(
        self, plain: Word, shipped: Path
    ) -> None:
        core = plain.parts["docProps/core.xml"].decode()
        assert "<dc:title>Digital Samhandling - Estimat 2024 Helsedirektoratet</dc:title>" in core
        assert "<dc:creator>Estimat</dc:creator>" in core
        assert "2026-01-02T02:04:05Z" in core
        everything = b"".join(plain.parts.values())
        assert b"kari" not in everything
        assert str(shipped.parent).encode() not in everything

    def test_the_same_note_gives_the_same_bytes(
        self, shipped_note: tuple[Note, Consolidation]
    ) -> None:
        for tables in (False, True):
            first, second = (
                note_document(*shipped_note, None, with_tables=tables) for _ in range(2)
            )
            assert first == second
        with zipfile.ZipFile(io.BytesIO(first)) as package:
            assert {info.date_time[0] for info in package.infolist()} == {1980}

    def test_other_readers_open_it(self, shipped_note: tuple[Note, Consolidation]) -> None:
        made = note_document(*shipped_note, None, with_tables=True)
        document = docx.Document(io.BytesIO(made))
        assert document.paragraphs[0].style.name == "Title"  # type: ignore[union-attr]
        assert len(document.inline_shapes) == 1


class TestWithTables:
    def test_everything_that_is_behind_the_note(self, full: Word) -> None:
        text = []
        for table in full.tables():
            text += [" | ".join(cell.replace("\u00a0", " ") for cell in row) for row in table]
            text.append("")
        assert_golden(Path(__file__).parent / "golden" / "notat-tabeller.txt", "\n".join(text))

    def test_the_note_itself_is_the_same(self, plain: Word, full: Word) -> None:
        note = plain.paragraphs()
        assert full.paragraphs()[: len(note)] == note

    def test_tables_have_a_row_of_headers_that_is_repeated(self, full: Word) -> None:
        for table in full.body.findall(f"{W}tbl"):
            first, *others = table.findall(f"{W}tr")
            assert first.find(f"{W}trPr/{W}tblHeader") is not None
            assert not any(each.find(f"{W}trPr/{W}tblHeader") is not None for each in others)
            assert table.find(f"{W}tblPr/{W}tblCaption") is not None

    def test_the_chart_is_one_with_its_numbers_and_said_in_words(self, full: Word) -> None:
        (drawing,) = full.document.iter(
            "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
        )
        assert "estimat og budsjett i mill. kr" in drawing.get("descr", "")
        chart = full.parts["word/charts/estimat1.xml"].decode()
        assert re.findall(r"<c:v>(35\.3|11\.8|9|13\.3|0)</c:v>", chart) == [
            "35.3", "11.8", "9", "13.3",  # måledata has no budget, which is not one of 0
            "35.3", "11.8", "9", "13.3", "0",
        ]  # fmt: skip
        assert "pattFill" in chart  # told apart by more than colour

    def test_nothing_comes_along_that_the_note_does_not_show(self, full: Word) -> None:
        assert not [name for name in full.parts if "embeddings" in name]
        seal = UNSEALED.encode()  # of the note itself; a file's hash would be that of the source
        assert not re.search(rb"[0-9a-f]{64}", b"".join(full.parts.values()).replace(seal, b""))

    def test_what_is_left_out_is_told_and_what_is_found_is_not(self, tmp_path: Path) -> None:
        one = book(area("PLL", own_hours(1000.0), own_hours(2000.0)))
        put(one.sheets[1], "Timer", 2, "mange")
        made = consolidated(one, forced=True)
        tables = written(
            note_of(made, words(interpret(one))), made, tmp_path, with_tables=True
        ).tables()
        told = [cell for table in tables for row in table for cell in row]
        assert not any(cell.startswith(("●", "▲", "○")) for cell in told)
        assert any("Aktivitet 2" in cell for cell in told)


class TestForced:
    def forced(self, folder: Path, own: Path | None = None) -> Word:
        one = book(area("PLL", own_hours(1000.0), own_hours(2000.0)))
        put(one.sheets[1], "Timer", 2, "mange")
        made = consolidated(one, forced=True)
        return written(note_of(made, words(interpret(one))), made, folder, own)

    def test_it_says_so_before_anything_else(self, tmp_path: Path) -> None:
        first = self.forced(tmp_path).paragraphs()[0]
        assert first.text.startswith("TVUNGET: konsolidert til tross for ")

    def test_a_template_of_ones_own_cannot_hide_it(self, tmp_path: Path) -> None:
        own = docx.Document()
        own.add_paragraph("{{ tittel }}")
        own.save(str(tmp_path / "mal.docx"))
        found = self.forced(tmp_path, tmp_path / "mal.docx").paragraphs()
        assert found[0].text.startswith("TVUNGET")

    def test_a_note_that_was_not_forced_has_no_such_thing(self, plain: Word) -> None:
        assert not any("TVUNGET" in text for _, text in plain.paragraphs())


Own = Callable[..., Path]


@pytest.fixture
def own(tmp_path: Path) -> Own:
    """A template of somebody's own, of paragraphs."""

    def made(*paragraphs: str, header: str = "") -> Path:
        document = docx.Document()
        for text in paragraphs:
            document.add_paragraph(text)
        if header:
            document.sections[0].header.paragraphs[0].text = header
        document.save(str(tmp_path / "mal.docx"))
        return tmp_path / "mal.docx"

    return made


@pytest.fixture
def use(own: Own, shipped_note: tuple[Note, Consolidation], tmp_path: Path) -> Callable[..., Word]:
    return lambda *texts, **about: written(*shipped_note, tmp_path, own(*texts, **about))


class TestOwnTemplate:
    def test_has_the_names_that_are_in_the_template_that_ships(
        self, use: Callable[..., Word]
    ) -> None:
        found = use(
            "Til {{ departement }}, {{ dato }}. I alt {{ sum }} mill. kr.",
            "{%p for omrade in omrader %}",
            "{{ omrade.navn }}: {{ omrade.budsjett or 'uten budsjett' }}",
            "{%p endfor %}",
        ).paragraphs()
        assert [text for _, text in found] == [
            "Til Helse- og omsorgsdepartementet, 02.01.2026. I alt 69,4 mill. kr.",
            "Pasientens legemiddelliste: Budsjett 35,3 millioner kroner",
            "Pasientens journaldokumenter: Budsjett 11,8 millioner kroner",
            "Pasientens prøvesvar: Budsjett 9,0 millioner kroner",
            "Pasientens kritiske informasjon: Budsjett 13,3 millioner kroner",
            "Pasientens måledata: uten budsjett",
        ]

    def test_every_name_is_told_in_the_template_that_ships(self) -> None:
        shipped = docx.Document(str(ADDIN / TEMPLATE))
        told = " ".join(each.text for each in shipped.paragraphs if each.text.startswith("{#p"))
        for name in ("tittel", "innledning", "omrader", "sum", "departement", "dato", "navn",
                     "begrunnelse", "ambisjoner", "overskrift_ambisjoner", "aktiviteter",
                     "overskrift_aktiviteter", "budsjett"):  # fmt: skip
            assert name in told

    def test_without_footnotes_of_its_own_it_gets_the_part_for_them(
        self, use: Callable[..., Word]
    ) -> None:
        found = use("{%p for o in omrader %}", "{%p for a in o.aktiviteter %}", "{{ a }}",
                    "{%p endfor %}", "{%p endfor %}")  # fmt: skip
        assert [flat(text) for text in found.footnotes()] == [FOOTNOTE[1:]]

    def test_keeps_the_look_of_the_words_round_a_footnote(
        self, tmp_path: Path, shipped_note: tuple[Note, Consolidation]
    ) -> None:
        document = docx.Document()
        run = document.add_paragraph().add_run("{{ omrader[0].aktiviteter[4] }}")
        run.font.size, run.italic = Pt(7), True
        document.save(str(tmp_path / "mal.docx"))
        found = written(*shipped_note, tmp_path, tmp_path / "mal.docx")
        runs = [r for r in found.body.iter(f"{W}r") if r.find(f"{W}t") is not None]
        assert [r.find(f"{W}rPr/{W}i") is not None for r in runs] == [True, True]

    def test_a_name_that_word_has_torn_apart_is_still_one(
        self, tmp_path: Path, shipped_note: tuple[Note, Consolidation]
    ) -> None:
        document = docx.Document()
        paragraph = document.add_paragraph()
        for piece in ("I alt {", "{ su", "m }", "} mill."):
            paragraph.add_run(piece)
        document.save(str(tmp_path / "mal.docx"))
        found = written(*shipped_note, tmp_path, tmp_path / "mal.docx")
        assert [text for _, text in found.paragraphs()] == ["I alt 69,4 mill."]

    def test_styles_are_found_whatever_word_calls_them_inside(
        self, tmp_path: Path, shipped_note: tuple[Note, Consolidation]
    ) -> None:
        with zipfile.ZipFile(io.BytesIO(template())) as source:
            parts = {name: source.read(name) for name in source.namelist()}
        for english, norwegian in (("Heading", "Overskrift"), ("FootnoteText", "Fotnotetekst")):
            for name in ("word/styles.xml", "word/document.xml"):
                old, new = f'"{english}'.encode(), f'"{norwegian}'.encode()
                parts[name] = parts[name].replace(old, new)
        (tmp_path / "mal.docx").write_bytes(zipped(parts))
        found = written(*shipped_note, tmp_path, tmp_path / "mal.docx", with_tables=True)
        styles = {text: style for style, text in found.paragraphs()}
        assert styles["Tallene bak notatet"] == "Overskrift1"
        assert b'"Fotnotetekst"' in found.parts["word/footnotes.xml"]

    def test_a_header_has_the_text_and_no_footnote(
        self, own: Own, shipped_note: tuple[Note, Consolidation], tmp_path: Path
    ) -> None:
        note, made = shipped_note
        marked = note._replace(title="Estimat¹")
        found = written(marked, made, tmp_path, own("{{ tittel }}", header="{{ tittel }}"))
        assert b"<dc:title>Estimat</dc:title>" in found.parts["docProps/core.xml"]
        (header,) = [found.xml(name) for name in found.parts if "header" in name]
        assert "".join(each.text or "" for each in header.iter(f"{W}t")) == "Estimat"

    def test_a_filter_still_has_its_letters(self, use: Callable[..., Word]) -> None:
        assert (
            use("{{ omrader[0].navn|upper }} {{ tittel|length }} {{ tittel }}")
            .paragraphs()[0]
            .text.startswith("PASIENTENS LEGEMIDDELLISTE 52 Digital")
        )

    def test_properties_and_the_path_of_its_template_do_not_come_along(
        self, tmp_path: Path, shipped_note: tuple[Note, Consolidation]
    ) -> None:
        document = docx.Document()
        document.add_paragraph("{{ tittel }}")
        document.core_properties.author = "Ola Nordmann"
        document.core_properties.last_modified_by = "Ola Nordmann"
        settings = document.part._settings_part
        kind = (
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
        )
        id = settings.relate_to("file:///C:/Users/ola/Maler/notat.dotx", kind, is_external=True)
        element = OxmlElement("w:attachedTemplate")
        element.set(qn("r:id"), id)
        document.settings.element.append(element)
        document.save(str(tmp_path / "mal.docx"))
        found = written(*shipped_note, tmp_path, tmp_path / "mal.docx")
        everything = b"".join(found.parts.values())
        assert b"Nordmann" not in everything
        assert b"C:/Users" not in everything
        assert b"attachedTemplate" not in everything


WRONG_TEMPLATES = {
    "unknown name": ("{{ titel }}", "Malen bruker «titel», som ikke finnes (navnene er tittel, "),
    "unknown part of an area": ("{{ omrader[0].naavn }}", "Malen bruker «naavn», som ikke finnes"),
    "broken braces": ("{{ tittel }", "er ikke riktig skrevet, i brødteksten ved «{{ tittel }"),
    "unfinished loop": ("{%p for o in omrader %}", "mangler {% endfor %} eller {% endif %}"),
    "unknown word": ("{% gjenta 3 %}", "Malen har {% gjenta %} på feil sted"),
    "unknown filter": ("{{ tittel|stor }}", "Malen er ikke riktig skrevet, i brødteksten ved «{{"),
    "arithmetic": ("{{ 1/0 }}", "lar seg ikke regne ut"),
    "out of the sandbox": ("{{ tittel.__class__ }}", "gjør noe en mal ikke får gjøre"),
    "a file": ("{% include '/etc/passwd' %}", "lar seg ikke regne ut"),
    "too much": ("{{ range(10**9)|list }}", "lar seg ikke regne ut"),
    "a text as a paragraph": ("{{p tittel }}", "skriv {{ … }}"),
    "nothing of the note": ("Bare tekst.", "Malen viser ingenting av notatet"),
}


@pytest.mark.parametrize("case", WRONG_TEMPLATES)
def test_what_is_wrong_in_a_template_is_told_with_its_place(
    use: Callable[..., Word], case: str
) -> None:
    text, said = WRONG_TEMPLATES[case]
    with pytest.raises(UsageError) as problem:
        use("Før.", text, "Etter.")
    assert said in str(problem.value)


@pytest.mark.parametrize(
    "content", [b"", b"noe annet", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" + b"\0" * 600]
)
def test_a_template_that_is_no_document_is_refused(
    shipped_note: tuple[Note, Consolidation], tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "mal.docx").write_bytes(content)
    with pytest.raises(UsageError, match=r"mal\.docx"):
        note_document(*shipped_note, tmp_path / "mal.docx", with_tables=False)


def test_a_template_with_entities_of_its_own_is_refused(
    shipped_note: tuple[Note, Consolidation], tmp_path: Path
) -> None:
    entity = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><w:document'
    with zipfile.ZipFile(io.BytesIO(template())) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    body = parts["word/document.xml"].replace(b"<w:document", entity, 1)
    parts["word/document.xml"] = body.replace(b"{{ tittel }}", b"{{ tittel }}&f;")
    (tmp_path / "mal.docx").write_bytes(zipped(parts))
    with pytest.raises(UsageError, match=r"word/document\.xml har en dokumenttypedefinisjon"):
        note_document(*shipped_note, tmp_path / "mal.docx", with_tables=False)


def test_the_template_is_a_fresh_build_of_all_its_sources() -> None:
    assert (ADDIN / TEMPLATE).read_bytes() == built(), "run `make notat`"
    sources = ADDIN / "notat"
    assert {str(p.relative_to(sources)) for p in sources.rglob("*") if p.is_file()} == {*PARTS}


def test_only_a_note_is_taken_for_one(
    shipped_note: tuple[Note, Consolidation], tmp_path: Path, shipped: Path, own: Own
) -> None:
    made = tmp_path / "notat.docx"
    made.write_bytes(note_document(*shipped_note, None, with_tables=False))
    assert is_note(made)
    assert not is_note(own(MARK))
    assert not is_note(shipped)
    assert not is_note(tmp_path)
    made.write_bytes(made.read_bytes()[:-100])
    assert not is_note(made)


class TestTextFromOthers:
    def test_is_text_in_word_whatever_it_looks_like(self, tmp_path: Path) -> None:
        texts = tuple(payload for payload in PAYLOADS if payload.strip())
        said = [_readable(text) for text in texts]
        section = Section("Område", texts, "Ambisjon", texts, "Aktiviteter", texts, "Budsjett")
        one = book(area("PLL", own_hours(1000.0)))
        made = consolidated(one)
        note = Note("Tittel", texts, (section,), {}, "", ())
        found = written(note, made, tmp_path)
        expected = [
            "Tittel", *said, "Område", *said, "Ambisjon", *said, "Aktiviteter", *said, "Budsjett",
        ]  # fmt: skip
        assert [text for _, text in found.paragraphs()] == expected
        tags = {each.tag for each in found.document.iter()}
        assert not tags & {f"{W}{name}" for name in ("fldChar", "instrText", "hyperlink", "object")}
        outside = [n for n in found.parts if b'TargetMode="External"' in found.parts[n]]
        assert outside == []

    def test_is_text_in_a_footnote_a_table_and_the_title(self, tmp_path: Path) -> None:
        texts = [payload for payload in PAYLOADS if payload.strip() and len(payload) < 1_000]
        one = book(*(area(f"A{n}", own_hours(1.0), name=text) for n, text in enumerate(texts)))
        made = consolidated(one, forced=True)
        marks = "".join(f"ord{_raised(n)} " for n, _ in enumerate(texts, start=1))
        footnotes = dict(enumerate(texts, start=1))
        for title in texts[:: len(texts) // 8]:
            note = Note(title, (marks,), (), footnotes, texts[0], ())
            found = written(note, made, tmp_path, with_tables=True)
            shown = [flat(_readable(text)) for text in texts]
            assert [flat(text) for text in found.footnotes()] == shown
            names = [flat(row[0]) for row in found.tables()[0][1:-1]]
            assert names == [flat(_readable(entry.name)) for entry in made.areas]

    def test_survives_the_way_through_a_workbook(self, tmp_path: Path) -> None:
        texts = ("=1+1", "{{ tittel }}", "<w:p/>", "_x0041_", "a\nb", "{_{ x }_}", "{%p if x %}")
        areas = read_area_file()
        rows = tuple(
            Inputs(f"X-{n}", text, Kind.OWN.value, "Kari", Decimal(1))
            for n, text in enumerate(texts)
        )
        one: AreaFile = areas._replace(areas=(areas.areas[0]._replace(rows=rows),))
        found = written(*note_from(write(one, tmp_path / "bok.xlsx")), tmp_path)
        shown = [text for style, text in found.paragraphs() if style == "ListBullet"]
        assert shown[2:] == list(texts)


def _readable(text: str) -> str:
    """What is left of a text that no XML can hold as it is."""
    text = text.replace("\r\n", "\n")
    return re.sub("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)


def _raised(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
