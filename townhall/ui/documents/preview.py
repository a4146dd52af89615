"""The live preview: the pack's blocks laid out beside the window, shown as pages of paper."""

from dataclasses import replace

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.blocks import CONTENTS_DEPTH, Block, Document, Heading
from townhall.formats.pdf import layout, paint_page
from townhall.formats.pdf_layout import Pages
from townhall.formats.pdf_slices import Words
from townhall.formats.pdf_type import family
from townhall.ui.jobs import Jobs
from townhall.ui.widgets.page import Ground
from townhall.ui.widgets.paper import PageView
from townhall.ui.widgets.sheets import A4

_FIRST_BLOCKS = 80
_LONG = 400
_NARROW = 520
"""Below this width (pixels) the thumbnails leave their room to the page."""


def opening(document: Document) -> Document:
    """The first pages of a long document, whose contents list still names every part."""
    blocks: tuple[Block, ...] = document.blocks[:_FIRST_BLOCKS]
    rest = (
        block
        for block in document.blocks[_FIRST_BLOCKS:]
        if isinstance(block, Heading) and block.level <= CONTENTS_DEPTH
    )
    return replace(document, blocks=(*blocks, *rest))


def page_text(pages: Pages, index: int) -> str:
    """The words of page `index` (from 0), line by line, without header and footer."""
    lines = [
        mark.line.text
        for _top, piece in pages.pages[index].slices
        for mark in piece.marks
        if isinstance(mark, Words)
    ]
    return "\n".join(line for line in lines if line.strip())


def page_of(pages: Pages, text: str) -> int | None:
    """The first page (from 0) on which `text` begins; None when it is on none."""
    wanted = "".join(text.split())[:60]
    shown = ["".join(page_text(pages, index).split()) for index in range(len(pages))]
    whole = "".join(shown)
    place = whole.find(wanted)
    if place < 0:
        return None
    for index, words in enumerate(shown):
        if place < len(words):
            return index
        place -= len(words)
    return None


def lay_out(document: Document, **_jobs: object) -> Pages:
    """`layout`, as work beside the window; it knows no halves, so it reports nothing."""
    return layout(document)


class Preview(Ground):
    """Shows a document as pages; `laid_out` when all of them are there.

    Of several documents only the newest is shown. One that says the same as what is shown is not
    laid out again, so that the place in view never jumps without a reason.
    """

    laid_out = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self._jobs = jobs
        self._number = 0
        self._document: Document | None = None
        self.pages: Pages | None = None
        self.view = PageView()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        # Fonts are loaded here, in the window's thread, before another thread measures with them.
        family()

    def show_document(self, document: Document) -> None:
        """Lay out `document` and show it in place of the one before."""
        if self._document is not None and _same(document, self._document):
            return
        first = self.pages is None
        self._document = document
        self._number += 1
        if first and len(document.blocks) > _LONG:
            self._start(opening(document), whole=False)
        self._start(document, whole=True)

    def forget(self) -> None:
        """Show no pages: another pack is coming."""
        self._number += 1
        self._document = self.pages = None
        self.view.set_pages(0, self._paint)

    def go_to_text(self, text: str) -> bool:
        """Go to the page on which `text` stands; False when there is none."""
        found = page_of(self.pages, text) if self.pages is not None else None
        if found is not None:
            self.view.go_to(found)
        return found is not None

    def _start(self, document: Document, *, whole: bool) -> None:
        number = self._number
        self._jobs.work(
            lay_out,
            document,
            title="",
            done=lambda pages: self._on_laid_out(pages, number, whole=whole),
        )

    def _on_laid_out(self, pages: Pages, number: int, *, whole: bool) -> None:
        # The opening may come after the whole: there are two threads.
        if number != self._number or (not whole and self.pages is not None):
            return
        first = self.pages is None
        self.pages = pages
        self.view.set_pages(len(pages), self._paint, A4, self._told)
        if first and not self.view.current:
            self.view.fit_width()
        if whole:
            self.laid_out.emit()

    def _paint(self, painter: QPainter, _rect: QRectF, index: int) -> None:
        if self.pages is not None and index < len(self.pages):
            paint_page(painter, self.pages, index)

    def _told(self, index: int) -> str:
        return page_text(self.pages, index) if self.pages is not None else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.view.show_thumbnails(shown=self.width() >= _NARROW)


def _same(one: Document, other: Document) -> bool:
    """Whether two documents say the same, whenever they were made."""
    return replace(one, created_utc=other.created_utc) == other
