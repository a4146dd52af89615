"""Briefing packs as Word files, read back with zipfile and lxml."""

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.domain.briefing_samples import EVENT, MODERATOR, SPEAKER, many_questions
from townhall.domain.blocks import (
    Block,
    Document,
    Heading,
    ListBlock,
    PageBreak,
    Paragraph,
    Span,
    Table,
    clean,
    texts,
    with_contents,
)
from townhall.domain.briefing import QuestionFacts
from townhall.domain.briefing_questions import qa_pack
from townhall.domain.briefing_speaker import speaker_brief
from townhall.domain.terms import QuestionState
from townhall.formats.docx import to_docx
from townhall.formats.docx_styles import w

MOMENT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
HOSTILE = (
    "een\r\ntwee\rdrie", "bel\x07 nul\x00", "half \ud800", "<b>vet</b> & co &amp; zo",
    "emoji 😀 👩‍⚕️", "שלום עולם", "مرحبا", "X" * 500, "=cmd|' /C calc'!A0", "{ niet } %s {0}",
    "  blanks  ", "tab\there", "e\u0301 ﬁ", "“foto’s”", "漢字",
)  # fmt: skip


def document(*blocks: Block, language: str = "nl", large_print: bool = False) -> Document:
    return Document(
        "Titel", language, "Anna Voorbeeld", MOMENT, blocks, header_left="Kop",
        footer="Voet", large_print=large_print,
    )  # fmt: skip


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def xml(data: bytes, part: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(parts(data)[part])


def text_of(element: etree._Element) -> str:
    shown = {w("tab"): "\t", w("br"): "\n"}
    return "".join(
        child.text or "" if child.tag == w("t") else shown[child.tag]
        for run in element.iter(w("r"))
        for child in run
        if child.tag == w("t") or child.tag in shown
    )


def paragraphs(data: bytes) -> list[str]:
    """Every paragraph of the body but the entries of the contents list."""
    return [
        text_of(p)
        for p in xml(data).iter(w("p"))
        if p.find(f"{w('pPr')}/{w('pStyle')}").get(w("val")) != "Toc1"
    ]


@pytest.fixture(scope="module")
def pack() -> bytes:
    return to_docx(qa_pack(MODERATOR, "nl"))


def test_every_text_stands_once_in_order(pack: bytes) -> None:
    assert paragraphs(pack) == texts(qa_pack(MODERATOR, "nl"))


def test_the_same_pack_gives_the_same_bytes(pack: bytes) -> None:
    assert to_docx(qa_pack(MODERATOR, "nl")) == pack
    with zipfile.ZipFile(BytesIO(pack)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.compress_type for info in package.infolist()} == {zipfile.ZIP_DEFLATED}


@pytest.mark.parametrize("size", ["normal", "large"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_open_validator_finds_nothing(language: str, size: str, tmp_path: Path) -> None:
    from openxml_audit import OpenXmlValidator

    large_print = size == "large"
    for number, made in enumerate(
        (
            speaker_brief(replace(SPEAKER, large_print=large_print), language),
            qa_pack(replace(MODERATOR, large_print=large_print), language),
        )
    ):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(to_docx(made))
        errors = OpenXmlValidator().validate(str(path)).errors
        assert [error.description for error in errors] == []


def test_properties(pack: bytes) -> None:
    properties = docx.Document(BytesIO(pack)).core_properties
    assert properties.title == (
        "Vragenmap voor de moderator: Townhall december: AI op de spoedeisende hulp"
    )
    assert properties.author == properties.last_modified_by == "Anna Voorbeeld"
    assert properties.language == "nl-NL"
    assert properties.created == properties.modified == MOMENT
    assert b"python-docx" not in b"".join(parts(pack).values())


def test_nothing_asks_or_fetches(pack: bytes) -> None:
    everything = parts(pack)
    assert b"updateFields" not in everything["word/settings.xml"]
    assert b"dirty" not in everything["word/document.xml"]
    codes = re.findall(rb"<w:instrText[^>]*> ?(\w+)", b"".join(everything.values()))
    assert sorted(set(codes)) == [b"NUMPAGES", b"PAGE", b"TOC"]
    external = re.findall(
        rb'Target="([^"]+)" TargetMode="External"', everything["word/_rels/document.xml.rels"]
    )
    assert external == [
        b"https://bijeenkomst.example/townhall-december",
        b"tel:0205550123",
        b"mailto:anna@delinde.example",
    ]


def test_the_contents_list_links_to_every_section(pack: bytes) -> None:
    body = xml(pack)
    bookmarks = {
        element.get(w("name")): text_of(element.getparent())
        for element in body.iter(w("bookmarkStart"))
    }
    entries = [
        (text_of(link), bookmarks[link.get(w("anchor"))])
        for link in body.iter(w("hyperlink"))
        if link.get(w("anchor"))
    ]
    assert [entry for entry, _ in entries] == [heading for _, heading in entries]
    assert len(entries) == 12


def test_a_short_pack_has_no_contents_list_and_no_bookmark() -> None:
    data = to_docx(document(Heading(1, (Span("Een"),)), Paragraph((Span("Tekst"),))))
    assert b"TOC" not in parts(data)["word/document.xml"]
    assert b"bookmark" not in parts(data)["word/document.xml"]


def test_languages(pack: bytes) -> None:
    defaults = xml(pack, "word/styles.xml").find(w("docDefaults"))
    assert [lang.get(w("val")) for lang in defaults.iter(w("lang"))] == ["nl-NL"]
    tagged = [
        text_of(run)
        for run in xml(pack).iter(w("r"))
        for lang in run.iter(w("lang"))
        if lang.get(w("val")) == "en-GB"
    ]
    assert tagged == [
        "Will someone still read every scan?",
        "Yes. A radiologist signs every report. The assistant only changes the order.",
        "This is in the protocol of 2 April and is checked each quarter.",
    ]


@pytest.mark.parametrize(("language", "words"), [("nl", "Pagina 1 van 1"), ("en", "Page 1 of 1")])
def test_the_footer_counts_pages(language: str, words: str) -> None:
    data = to_docx(document(Heading(1, (Span("Een"),)), language=language))
    assert text_of(xml(data, "word/footer1.xml")) == f"Voet\t{words}"


def test_tables() -> None:
    rows = tuple(((Span(f"rij {n}"),), (Span(str(n)),)) for n in range(3))
    data = to_docx(document(Table(("Naam", "Getal"), rows, (3, 1), frozenset({1}))))
    table = xml(data).find(f".//{w('tbl')}")
    assert table.find(f"{w('tblPr')}/{w('tblLayout')}").get(w("type")) == "fixed"
    grid = [int(column.get(w("w"))) for column in table.iter(w("gridCol"))]
    assert (sum(grid), grid[0] // 3 in range(grid[1] - 2, grid[1] + 3)) == (9638, True)
    made = table.findall(w("tr"))
    assert [tr.find(f".//{w('tblHeader')}") is not None for tr in made] == [True, *[False] * 3]
    assert all(tr.find(f".//{w('cantSplit')}") is not None for tr in made)
    assert table.find(f".//{w('trHeight')}") is None


def test_a_row_taller_than_most_of_the_page_may_split() -> None:
    rows = (((Span("woord " * 2000),), (Span("x"),)),)
    data = to_docx(document(Table(("A", "B"), rows, (1, 1))))
    head, tall = xml(data).iter(w("tr"))
    assert head.find(f".//{w('cantSplit')}") is not None
    assert tall.find(f".//{w('cantSplit')}") is None


def test_every_ordered_list_starts_at_one() -> None:
    items = ((Span("een"),), (Span("twee"),))
    data = to_docx(
        document(
            ListBlock(items, ordered=True),
            ListBlock(items),
            ListBlock(items, ordered=True),
            ListBlock(items),
            Heading(2, (Span("vraag"),), 1),
        )
    )
    used = [element.get(w("val")) for element in xml(data).iter(w("numId"))]
    assert used == ["1", "1", "2", "2", "3", "3", "2", "2", "4"]
    starts = {
        num.get(w("numId")): [e.get(w("val")) for e in num.iter(w("startOverride"))]
        for num in xml(data, "word/numbering.xml").iter(w("num"))
    }
    assert starts == {"1": ["1"], "2": [], "3": ["1"], "4": ["1"]}


def test_no_blank_paragraph_and_no_layout_by_tabs(pack: bytes) -> None:
    assert [p for p in paragraphs(pack) if not p.strip() or "\t" in p] == []


def test_a_page_break_is_a_property_of_what_follows() -> None:
    data = to_docx(document(Paragraph((Span("a"),)), PageBreak(), Paragraph((Span("b"),))))
    broken = [text_of(e.getparent().getparent()) for e in xml(data).iter(w("pageBreakBefore"))]
    assert broken == ["b"]


def test_large_print_is_eighteen_points_everywhere() -> None:
    data = to_docx(qa_pack(replace(MODERATOR, large_print=True), "nl"))
    sizes = [int(e.get(w("val"))) for e in xml(data, "word/styles.xml").iter(w("sz"))]
    assert min(sizes) == 36
    assert xml(data).find(f".//{w('sz')}") is None


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_stands_once_unmangled(text: str) -> None:
    data = to_docx(
        document(
            Heading(1, (Span(f"Kop {text}"),)),
            ListBlock(((Span(f"Punt {text}"),),)),
            Table((f"Hoofd {text}",), (((Span(f"Cel {text}"),),),), (1,)),
        )
    )
    kept = clean(text)
    assert paragraphs(data) == [
        "Titel", f"Kop {kept}", f"Punt {kept}", f"Hoofd {kept}", f"Cel {kept}",
    ]  # fmt: skip


@given(st.lists(st.text(st.characters(codec=None), min_size=1), min_size=1, max_size=3))
@settings(max_examples=25, deadline=None)
def test_any_text_at_all_can_be_read_back(raw: list[str]) -> None:
    data = to_docx(document(*(Paragraph((Span(f"|{text}|"),)) for text in raw)))
    assert paragraphs(data)[1:] == [f"|{clean(text)}|" for text in raw]


def test_an_unsafe_link_is_only_text() -> None:
    data = to_docx(document(Paragraph((Span("klik hier", link="javascript:alert(1)"),))))
    assert paragraphs(data) == ["Titel", "klik hier"]
    assert b"hyperlink" not in parts(data)["word/document.xml"]


def test_a_thousand_questions_are_all_there() -> None:
    made = qa_pack(many_questions(1000), "nl")
    assert paragraphs(to_docx(made)) == texts(made)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_every_text_and_the_right_page_numbers(tmp_path: Path) -> None:
    questions = tuple(
        QuestionFacts(f"Vraagnummer{n:03}?", votes=n, answer=f"Antwoordnummer{n:03}.",
                      state=QuestionState.APPROVED)
        for n in range(60)
    )  # fmt: skip
    made = qa_pack(replace(MODERATOR, event=EVENT, questions=questions), "nl")
    (tmp_path / "pack.docx").write_bytes(to_docx(made))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "pack.docx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    from pypdf import PdfReader

    pages = [page.extract_text() for page in PdfReader(tmp_path / "pack.pdf").pages]
    count = len(pages)
    assert count > 3
    for number, page in enumerate(pages, 1):
        assert f"Pagina {number} van {count}" in page
    whole = "\n".join(pages)
    for number in range(60):
        assert whole.count(f"Vraagnummer{number:03}?") == 1
        assert whole.count(f"Antwoordnummer{number:03}.") == 1


def test_contents_with_exactly_ten_headings() -> None:
    blocks = with_contents(tuple(Heading(1, (Span(f"Kop {n}"),)) for n in range(10)), "Inhoud")
    assert paragraphs(to_docx(document(*blocks)))[:3] == ["Titel", "Inhoud", "Kop 0"]
