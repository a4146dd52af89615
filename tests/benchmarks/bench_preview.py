"""Time the live preview of 1,000 questions; prints `name ratio limit`.

Reference: the same plain text put into a QTextDocument of the page's width and laid out, which is
the least any preview made by Qt has to do. `preview-first-page` is from the finished blocks to the
first page as a picture; `preview-window-held` the longest time the window did not answer while the
whole pack was laid out beside it and shown.
"""

import itertools
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap, QTextDocument
from PySide6.QtWidgets import QApplication

from tests.domain.briefing_samples import many_questions
from townhall.domain.blocks import Document, texts
from townhall.domain.briefing_questions import qa_pack
from townhall.formats.pdf import layout, paint_page
from townhall.formats.pdf_slices import UNIT, WIDTH
from townhall.ui.documents.preview import Preview, opening
from townhall.ui.jobs import Jobs
from townhall.ui.theme import theme

FIRST_PAGE_LIMIT = 0.4
HELD_LIMIT = 0.8


def main() -> int:
    """Run both measurements; the exit code."""
    app = QApplication([])
    theme().apply(app)
    document = qa_pack(many_questions(1000), "nl")
    first_page(qa_pack(many_questions(3), "nl"))
    reference = min(plain_layout(document) for _ in range(3))
    first = min(first_page(document) for _ in range(3))
    held = min(longest_hold(app, document) for _ in range(3))
    results = [
        ("preview-first-page", first / reference, FIRST_PAGE_LIMIT),
        ("preview-window-held", held / reference, HELD_LIMIT),
    ]
    for name, ratio, limit in results:
        sys.stdout.write(f"{name} {ratio:.2f} {limit:.2f}\n")
    sys.stderr.write(f"{reference * 1000:.0f} {first * 1000:.0f} {held * 1000:.0f} ms\n")
    return int(any(ratio > limit for _, ratio, limit in results))


def plain_layout(document: Document) -> float:
    """Seconds Qt takes to lay out the pack's words in one font."""
    words = "\n".join(texts(document))
    start = time.perf_counter()
    plain = QTextDocument(words)
    plain.setTextWidth(WIDTH / UNIT)
    plain.documentLayout().documentSize()
    return time.perf_counter() - start


def first_page(document: Document) -> float:
    """Seconds from the blocks to a picture of the first page."""
    start = time.perf_counter()
    pages = layout(opening(document))
    picture = QPixmap(446, 631)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    try:
        painter.scale(0.75, 0.75)
        paint_page(painter, pages, 0)
    finally:
        painter.end()
    return time.perf_counter() - start


def longest_hold(app: QApplication, document: Document) -> float:
    """The longest time in seconds between two turns of the window while the preview is made."""
    jobs = Jobs()
    preview = Preview(jobs)
    preview.resize(600, 800)
    preview.show()
    app.processEvents()
    turns: list[float] = []
    pulse = QTimer()
    pulse.timeout.connect(lambda: turns.append(time.perf_counter()))
    pulse.start(1)
    preview.laid_out.connect(lambda: QTimer.singleShot(300, app.quit))
    turns.append(time.perf_counter())
    preview.show_document(document)
    app.exec()
    pulse.stop()
    preview.close()
    jobs.close()
    return max(later - earlier for earlier, later in itertools.pairwise(turns))


if __name__ == "__main__":
    sys.exit(main())
