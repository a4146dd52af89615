"""A briefing pack as PDF: painted by Qt, finished with language, title, outline and links.

Qt is imported where it is used, so that a missing library of the system gives a sentence, not a
traceback. Word's own export of the .docx gives a tagged PDF.
"""

import os
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from townhall.domain.blocks import LANGUAGE_TAGS, Document, headings, plain
from townhall.domain.errors import CannotWrite
from townhall.language import _
from townhall.qt_check import explain_import_error

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QGuiApplication, QPainter

    from townhall.formats.pdf_layout import Pages
    from townhall.formats.pdf_slices import Words

_RESOLUTION = 1200
# Pairs of characters with one glyph in Inter: what Qt notes, and what stands in texts.
_SHARED_GLYPHS = ((0x0009, 0x0020), (0x02BC, 0x2019), (0x02EE, 0x201D), (0x0269, 0x03B9))
_RANGE = re.compile(rb"(?P<glyphs><\w+> <\w+> )(?P<characters>\[[^\]]*\]|<\w+>)")
_OFF_PAGE = -77777
_MARKED = re.compile(rb"(-?\d+) -77777 1 1 re\nf\n")
_started: "QGuiApplication | None" = None


@contextmanager
def _qt() -> Iterator[None]:
    """Turn a Qt that cannot be loaded into a sentence about what is missing."""
    try:
        yield
    except ImportError as error:
        reason = explain_import_error(error)
        raise CannotWrite(
            _("PDF files cannot be made here. {reason}").format(reason=reason)
        ) from error


def ensure_qt() -> None:
    """Make Qt's application object where none exists; it needs no display.

    Text cannot be measured without it. Only the main thread can make it; in the window it is there.
    A window must be made before, for a process has one such object.
    """
    global _started
    from PySide6.QtGui import QGuiApplication

    if QGuiApplication.instance() is not None:
        return
    if threading.current_thread() is not threading.main_thread():
        raise CannotWrite(_("PDF files can only be made while the program is running."))
    arguments = ["townhall"]
    if sys.platform.startswith("linux") and "QT_QPA_PLATFORM" not in os.environ:
        # Qt aborts the process when a display is named but does not answer.
        arguments += ["-platform", "offscreen"]
    _started = QGuiApplication(arguments)


def layout(document: Document) -> "Pages":
    """`document` on A4 pages, for `paint_page`. Raises CannotWrite when Qt cannot start."""
    with _qt():
        from townhall.formats.pdf_layout import layout as lay_out

        ensure_qt()
        return lay_out(document)


def readable(painted: bytes, title: str, language: str) -> bytes:
    """A painted PDF with `title` and language ("nl", "en"), whose words readers can get."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import NameObject, TextStringObject

    writer = PdfWriter(clone_from=PdfReader(BytesIO(painted)))
    _mend_fonts(writer)
    writer.metadata = None
    writer.add_metadata({"/Title": title, "/Creator": "Town Hall", "/Producer": "Town Hall"})
    writer.root_object[NameObject("/Lang")] = TextStringObject(LANGUAGE_TAGS[language])
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def paint_page(painter: "QPainter", pages: "Pages", index: int) -> None:
    """Paint page `index` (from 0); the painter's unit is the point, its origin the top left."""
    from townhall.formats.pdf_paint import paint_page as paint

    paint(painter, pages, index)


def to_pdf(document: Document) -> bytes:
    """The pack as PDF with embedded fonts; the same document gives the same bytes.

    Raises CannotWrite when Qt cannot start.
    """
    pages = layout(document)
    spoken = _Spoken()
    return _finished(_painted(pages, spoken), pages, spoken)


class _Spoken:
    """What lines say, and the marks that stand for their begin and end in the page's content.

    The marks are rectangles far off the page, told apart by where they stand; `_finished` puts
    marked content with the text itself (ISO 32000-1, 14.9.4) in their place.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, text: str) -> "tuple[QRectF, QRectF]":
        from PySide6.QtCore import QRectF

        self.texts.append(text)
        number = len(self.texts)
        return QRectF(-number, _OFF_PAGE, 1, 1), QRectF(0, _OFF_PAGE, 1, 1)

    def content(self, written: bytes) -> bytes:
        """The page's content with every mark turned into marked content."""
        return _MARKED.sub(self._operator, written)

    def _operator(self, found: re.Match[bytes]) -> bytes:
        number = -int(found[1])
        if not number:
            return b"EMC\n"
        spoken = self.texts[number - 1].encode("utf-16-be").hex().upper()
        return f"/Span <</ActualText <FEFF{spoken}>>> BDC\n".encode("ascii")


def _painted(pages: "Pages", spoken: _Spoken) -> bytes:
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
    from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

    from townhall.formats.pdf_paint import paint_page as paint

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()
        )
    )
    painter = QPainter(writer)
    try:
        scale = _RESOLUTION / 72
        painter.scale(scale, scale)
        for index in range(len(pages)):
            if index:
                writer.newPage()
            paint(painter, pages, index, speak=spoken)
    finally:
        painter.end()
        buffer.close()
    return bytes(data.data())


def _finished(painted: bytes, pages: "Pages", spoken: _Spoken) -> bytes:
    """Language, title, outline and links; dates from the document, not from the clock."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for page in PdfReader(BytesIO(painted)).pages:
        _add_page(writer, page, spoken)
    _mend_fonts(writer)
    _describe(writer, pages.document)
    _add_outline(writer, pages)
    _add_links(writer, pages)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _add_page(writer: Any, page: Any, spoken: _Spoken) -> None:
    added = writer.add_page(page)
    content = added["/Contents"].get_object()
    written = content.get_data()
    if _MARKED.search(written):
        content.set_data(spoken.content(written))


def _mend_fonts(writer: Any) -> None:
    """Let readers and searches get blanks and apostrophes, not what shares their glyph.

    Qt notes the lowest character of a glyph, which for Inter's blank is the tab.
    """
    maps = {}
    for page in writer.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            mapping = font.get_object()["/ToUnicode"]
            maps[mapping.indirect_reference.idnum] = mapping
    for mapping in maps.values():
        mapping.set_data(_RANGE.sub(_wanted, mapping.get_data()))


def _wanted(found: re.Match[bytes]) -> bytes:
    """A range of a character map with the characters that stand in texts."""
    characters = found["characters"]
    for shared, wanted in _SHARED_GLYPHS:
        characters = characters.replace(b"<%04X>" % shared, b"<%04X>" % wanted)
    return found["glyphs"] + characters


def _describe(writer: Any, document: Document) -> None:
    from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

    moment = f"D:{document.created_utc:%Y%m%d%H%M%S}Z"
    writer.metadata = None
    writer.add_metadata(
        {
            "/Title": document.full_title,
            "/Author": document.author,
            "/Creator": "Town Hall",
            "/Producer": "Town Hall",
            "/CreationDate": moment,
            "/ModDate": moment,
        }
    )
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(LANGUAGE_TAGS[document.language])
    root[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(value=True)}
    )


def _add_outline(writer: Any, pages: "Pages") -> None:
    from pypdf.generic import Fit

    from townhall.formats.pdf_slices import PAGE_SIZE
    from townhall.formats.pdf_type import UNIT

    parents: dict[int, Any] = {}
    for heading, (page, y) in zip(headings(pages.document), pages.places, strict=True):
        title = " ".join(plain(heading.spans).split())
        if heading.number is not None:
            title = f"{heading.number} {title}"
        fit = Fit.xyz(left=0, top=PAGE_SIZE[1] - y / UNIT + 12)
        parent = parents.get(heading.level - 1)
        parents[heading.level] = writer.add_outline_item(
            title=title, page_number=page, parent=parent, fit=fit
        )


def _add_links(writer: Any, pages: "Pages") -> None:
    from townhall.formats.pdf_slices import Words

    for number, page in enumerate(pages.pages):
        for top, piece in page.slices:
            for mark in piece.marks:
                if isinstance(mark, Words) and mark.line.links:
                    _link_line(writer, pages, number, mark, top + mark.y)


def _link_line(writer: Any, pages: "Pages", number: int, words: "Words", y: float) -> None:
    from pypdf.annotations import Link
    from pypdf.generic import Fit

    from townhall.formats.pdf_slices import PAGE_SIZE
    from townhall.formats.pdf_type import UNIT

    upper = PAGE_SIZE[1] - y / UNIT
    lower = upper - words.line.face.pitch / UNIT
    for link in words.line.links:
        rect = ((words.x + link.left) / UNIT, lower, (words.x + link.right) / UNIT, upper)
        if link.address.startswith("#"):
            target, top = pages.places[int(link.address[1:])]
            fit = Fit.xyz(left=0, top=PAGE_SIZE[1] - top / UNIT + 12)
            note = Link(rect=rect, target_page_index=target, fit=fit)
        else:
            note = Link(rect=rect, url=link.address)
        writer.add_annotation(page_number=number, annotation=note)
