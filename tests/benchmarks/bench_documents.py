"""Time making packs of 1,000 questions against the bare work; prints `name ratio limit`.

Exits 1 when a ratio is over its limit. References: for Word the same texts written as plain
paragraphs with lxml and zip; for PDF the same texts broken into lines by bare Qt layouts and drawn
on a QPdfWriter, nothing else.
"""

import sys
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from lxml import etree

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.domain.briefing_samples import many_questions
from townhall.domain.blocks import Document, texts
from townhall.domain.briefing_questions import qa_pack
from townhall.formats.docx import to_docx
from townhall.formats.docx_styles import W, w
from townhall.formats.pdf import ensure_qt, layout, to_pdf

DOCX_LIMIT = 8.0
GROWTH_LIMIT = 1.3
PDF_LIMIT = 14.0
"""Of which layout is a sixth, painting a half, and outline, links and finishing the rest."""
PREVIEW_LIMIT = 3.0


def main() -> int:
    """Run all measurements; the exit code."""
    ensure_qt()
    thousand, five_thousand = (qa_pack(many_questions(n), "nl") for n in (1000, 5000))
    warm = qa_pack(many_questions(3), "nl")
    to_pdf(warm)
    to_docx(warm)
    docx = best(lambda: to_docx(thousand))
    floor = best(lambda: plain_docx(thousand))
    larger = best(lambda: to_docx(five_thousand), times=2)
    pdf = best(lambda: to_pdf(thousand), times=2)
    pages = best(lambda: layout(thousand))
    drawn = best(lambda: plain_pdf(thousand), times=2)
    results = [
        ("docx-1000-questions", docx / floor, DOCX_LIMIT),
        ("docx-growth-5000-to-1000", larger / docx / 5, GROWTH_LIMIT),
        ("pdf-1000-questions", pdf / drawn, PDF_LIMIT),
        ("preview-1000-questions", pages / drawn, PREVIEW_LIMIT),
    ]
    for name, ratio, limit in results:
        sys.stdout.write(f"{name} {ratio:.2f} {limit:.2f}\n")
    return int(any(ratio > limit for _, ratio, limit in results))


def best(work: Callable[[], object], times: int = 3) -> float:
    """The shortest of several runs, in seconds: the one least disturbed by other work."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def plain_docx(document: Document) -> bytes:
    """The texts of a pack as bare paragraphs, zipped."""
    root = etree.Element(w("document"), nsmap={"w": W})
    body = etree.SubElement(root, w("body"))
    for text in texts(document):
        paragraph = etree.SubElement(body, w("p"))
        run = etree.SubElement(paragraph, w("r"))
        etree.SubElement(run, w("t")).text = text
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", etree.tostring(root, encoding="UTF-8"))
    return out.getvalue()


def plain_pdf(document: Document) -> bytes:
    """The texts of a pack in one font, line by line, on as many pages as they take."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF
    from PySide6.QtGui import QPainter, QPdfWriter, QTextLayout

    from townhall.formats.pdf_slices import WIDTH
    from townhall.formats.pdf_type import Face, font_of

    font = font_of(Face(10.5))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(720)
    painter = QPainter(writer)
    try:
        y = 0.0
        for text in texts(document):
            made = QTextLayout(text, font)
            made.beginLayout()
            while (line := made.createLine()).isValid():
                line.setLineWidth(WIDTH)
                if y > 7000:
                    writer.newPage()
                    y = 0.0
                line.draw(painter, QPointF(0, y))
                y += 150
            made.endLayout()
    finally:
        painter.end()
        buffer.close()
    return bytes(data.data())


if __name__ == "__main__":
    sys.exit(main())
