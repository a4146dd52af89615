"""Briefing packs on pages and as PDF, read back with pypdf and, where it is there, poppler."""

import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.domain.briefing_samples import MODERATOR, SPEAKER, many_questions
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
)
from townhall.domain.briefing_questions import qa_pack
from townhall.domain.briefing_speaker import speaker_brief
from townhall.domain.errors import CannotWrite
from townhall.formats import pdf
from townhall.formats.docx import to_docx
from townhall.formats.pdf import layout, paint_page, to_pdf
from townhall.formats.pdf_layout import Pages
from townhall.formats.pdf_slices import HEIGHT, TOP, Words

MOMENT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


def document(*blocks: Block, large_print: bool = False, header: str = "Kop") -> Document:
    return Document(
        "Titel", "nl", "Anna Voorbeeld", MOMENT, blocks, header_left=header,
        header_right="De Linde", footer="Voet", large_print=large_print,
    )  # fmt: skip


def lines(pages: Pages) -> list[list[str]]:
    """The text of every line of the body, page by page."""
    return [
        [
            mark.line.text
            for _, piece in page.slices
            for mark in piece.marks
            if isinstance(mark, Words)
        ]
        for page in pages.pages
    ]


def squashed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def pack() -> bytes:
    return to_pdf(qa_pack(MODERATOR, "nl"))


def test_the_pages_hold_the_texts_of_the_pack_in_order() -> None:
    for made in (qa_pack(MODERATOR, "nl"), speaker_brief(SPEAKER, "en")):
        shown = squashed("".join(line for page in lines(layout(made)) for line in page))
        place = 0
        for text in texts(made):
            found = shown.find(squashed(text), place)
            assert found >= 0, text
            place = found


def test_the_same_pack_gives_the_same_bytes(pack: bytes) -> None:
    assert to_pdf(qa_pack(MODERATOR, "nl")) == pack


def test_title_language_dates_and_outline(pack: bytes) -> None:
    reader = PdfReader(BytesIO(pack))
    assert reader.metadata is not None
    assert reader.metadata.title == (
        "Vragenmap voor de moderator: Townhall december: AI op de spoedeisende hulp"
    )
    assert reader.metadata.author == "Anna Voorbeeld"
    assert reader.metadata.creation_date == reader.metadata.modification_date == MOMENT
    assert reader.root_object["/Lang"] == "nl-NL"
    outline = reader.outline
    top = [entry.title for entry in outline if not isinstance(entry, list)]
    assert top[:3] == [
        "De vragen in het kort",
        "Spelregels voor het modereren",
        "Redenen om een vraag af te wijzen",
    ]
    below = [entry.title for part in outline if isinstance(part, list) for entry in part]
    assert below[0] == "1 Wie controleert de assistent in het weekend?"
    assert len(below) == 9


def test_every_font_is_embedded(pack: bytes) -> None:
    reader = PdfReader(BytesIO(pack))
    fonts = {
        key: font.get_object()
        for page in reader.pages
        for key, font in page["/Resources"]["/Font"].items()  # type: ignore[index]
    }
    assert fonts
    for font in fonts.values():
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_pages_are_numbered(pack: bytes) -> None:
    reader = PdfReader(BytesIO(pack))
    count = len(reader.pages)
    for number, page in enumerate(reader.pages, 1):
        assert f"Pagina {number} van {count}" in page.extract_text()
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]


def test_links(pack: bytes) -> None:
    notes = [
        note.get_object()
        for page in PdfReader(BytesIO(pack)).pages
        for note in page.get("/Annots", ())
    ]
    addresses = [note["/A"]["/URI"] for note in notes if "/A" in note]
    assert addresses == [
        "https://bijeenkomst.example/townhall-december",
        "tel:0205550123",
        "mailto:anna@delinde.example",
    ]
    assert len([note for note in notes if "/Dest" in note]) == 12


def test_rows_stay_whole_and_the_header_row_returns() -> None:
    rows = tuple(((Span(f"rij {n} " + "woord " * 20),), (Span(str(n)),)) for n in range(80))
    pages = layout(document(Table(("Naam", "Getal"), rows, (3, 1), frozenset({1}))))
    shown = lines(pages)
    assert len(shown) > 3
    for number, page in enumerate(shown):
        body = page[1:] if number == 0 else page
        assert body[:2] == ["Naam", "Getal"]
        assert body[2].startswith("rij ")
    assert sum(line.startswith("rij ") for page in shown for line in page) == 80


def test_a_row_taller_than_the_page_is_split() -> None:
    pages = layout(document(Table(("A", "B"), (((Span("woord " * 3000),), (Span("x"),)),), (1, 1))))
    shown = lines(pages)
    assert len(shown) > 1
    assert sum(line.split().count("woord") for page in shown for line in page) == 3000


def test_nothing_reaches_below_the_text_area() -> None:
    blocks: list[Block] = []
    for number in range(40):
        blocks += [Heading(1, (Span(f"Kop {number}"),)), Paragraph((Span("woord " * 90),))]
    for page in layout(document(*blocks)).pages:
        assert max(top + piece.height for top, piece in page.slices) <= TOP + HEIGHT + 0.01


def test_no_heading_stands_alone_at_the_foot_of_a_page() -> None:
    blocks: list[Block] = []
    for number in range(60):
        text = "woord " * (30 + 7 * (number % 9))
        blocks += [Heading(1 + number % 2, (Span(f"Kop {number}"),)), Paragraph((Span(text),))]
    for page in lines(layout(document(*blocks))):
        assert not page[-1].startswith("Kop")
        # A paragraph of several lines leaves at least two on either side.
        assert not (page[0].startswith("woord") and page[1].startswith("Kop"))


@pytest.mark.parametrize("size", ["normal", "large"])
def test_a_short_paragraph_stays_on_one_page(size: str) -> None:
    blocks = [Paragraph((Span(f"begin{n} " + "woord " * 60 + f"eind{n}"),)) for n in range(50)]
    pages = layout(document(*blocks, large_print=size == "large"))
    assert len(pages) > 3
    shown = [" ".join(page) for page in lines(pages)]
    for number in range(50):
        assert [f"begin{number} " in page for page in shown] == [
            f"eind{number}" in page.split() for page in shown
        ]


def test_a_page_break_starts_a_page() -> None:
    shown = lines(layout(document(Paragraph((Span("a"),)), PageBreak(), Paragraph((Span("b"),)))))
    assert shown == [["Titel", "a"], ["b"]]


def test_large_print_is_eighteen_points_everywhere() -> None:
    pages = layout(qa_pack(replace(MODERATOR, large_print=True), "nl"))
    sizes = {
        mark.line.face.size
        for page in pages.pages
        for _, piece in page.slices
        for mark in piece.marks
        if isinstance(mark, Words)
    }
    assert min(sizes) == 18


def test_a_very_long_header_is_shortened() -> None:
    data = to_pdf(document(Paragraph((Span("a"),)), header="lang " * 60))
    shown = PdfReader(BytesIO(data)).pages[0].extract_text()
    assert "…" in shown
    assert shown.count("lang") < 60
    assert "De Linde" in shown


def test_an_empty_document_is_one_page() -> None:
    assert len(PdfReader(BytesIO(to_pdf(document()))).pages) == 1


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_any_text_can_be_read_back_from_the_pdf(tmp_path: Path) -> None:
    hostile = (
        "een\r\ntwee", "bel\x07 nul\x00", "<b>vet</b> & co &amp; zo", "emoji 😀 eind",
        "X" * 500, "=cmd|' /C calc'!A0", "{ niet } %s {0}", "e\u0301 fi ffl -> 10x20",
        "“foto’s” – ‘zo’…", "漢字 test", "  blanks  ", "tab\there",
    )  # fmt: skip
    made = document(*(ListBlock(((Span(f"|{n}{text}{n}|"),),)) for n, text in enumerate(hostile)))
    path = tmp_path / "a.pdf"
    path.write_bytes(to_pdf(made))
    read = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True
    ).stdout.decode()
    whole = squashed(read)
    for number, text in enumerate(hostile):
        assert whole.count(squashed(f"|{number}{clean(text)}{number}|")) == 1


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
@pytest.mark.parametrize("language", ["nl", "en"])
def test_word_and_pdf_hold_the_same_text_in_the_same_order(language: str, tmp_path: Path) -> None:
    import docx

    made = speaker_brief(SPEAKER, language)
    path = tmp_path / "a.pdf"
    path.write_bytes(to_pdf(made))
    read = squashed(
        subprocess.run(
            ["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True
        ).stdout.decode()
    )
    place = 0
    for paragraph in docx.Document(BytesIO(to_docx(made))).paragraphs:
        if paragraph.style is not None and paragraph.style.name != "toc 1":
            found = read.find(squashed(paragraph.text), place)
            assert found >= 0, paragraph.text
            place = found


def test_pages_are_painted_alike_in_another_thread() -> None:
    from PySide6.QtGui import QColor, QImage, QPainter

    def picture(pages: Pages) -> bytes:
        image = QImage(595, 842, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        try:
            paint_page(painter, pages, 0)
        finally:
            painter.end()
        return bytes(image.constBits())

    made = qa_pack(MODERATOR, "nl")
    here = picture(layout(made))
    there: list[bytes] = []

    def work() -> None:
        there.append(picture(layout(made)))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert there == [here]
    assert len(set(here)) > 20


def test_it_works_from_a_command_line_process_without_a_display(tmp_path: Path) -> None:
    program = (
        "from datetime import datetime, UTC\n"
        "from townhall.domain.blocks import Document, Paragraph, Span\n"
        "from townhall.formats.pdf import to_pdf\n"
        "blocks = (Paragraph((Span('hallo'),)),)\n"
        "made = Document('T', 'nl', 'A', datetime(2026, 1, 1, tzinfo=UTC), blocks)\n"
        "from pathlib import Path\n"
        "Path('a.pdf').write_bytes(to_pdf(made))\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], cwd=tmp_path, capture_output=True,
        text=True, env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(root), "HOME": str(tmp_path)},
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "hallo" in PdfReader(tmp_path / "a.pdf").pages[0].extract_text()


def test_a_missing_library_of_qt_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(pdf, "ensure_qt", fails)
    with pytest.raises(CannotWrite, match=r"^PDF files cannot be made here\. .*libEGL\.so\.1"):
        to_pdf(document())


def test_a_thousand_questions_are_all_on_the_pages() -> None:
    made = qa_pack(many_questions(1000), "nl")
    shown = squashed("".join(line for page in lines(layout(made)) for line in page))
    for number in range(1000):
        assert f"Vraag{number}:watverandert" in shown
