"""Blocks to slices: every block is cut into pieces that are never cut again.

Lengths are layout lengths (a tenth of a point). Slices are frozen values without Qt objects: laid
out in one thread, they may be painted in another.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from townhall.domain.blocks import (
    Block,
    Callout,
    Contents,
    Document,
    Heading,
    ListBlock,
    PageBreak,
    Paragraph,
    Said,
    Span,
    Spans,
    Table,
    Tone,
    contents_entries,
    headings,
    plain,
)
from townhall.formats.document_look import INK, LINE, SAID_TONES, TINT, enlarged
from townhall.formats.pdf_type import BOLD, UNIT, Face, LinkArea, TextLine, broken, one_line

PAGE_SIZE = (595.276, 841.89)
"""A4 in points."""

BODY = 10.5
SIDE, TOP, BOTTOM = 57 * UNIT, 84 * UNIT, 68 * UNIT
WIDTH = PAGE_SIZE[0] * UNIT - 2 * SIDE
HEIGHT = PAGE_SIZE[1] * UNIT - TOP - BOTTOM
_TALL_ROW = 0.6
_WHOLE_LINES = 8
"""A paragraph of so many lines stays on one page: nobody turns a page within an answer."""


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text with its top left corner."""

    x: float
    y: float
    line: TextLine


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; `colour` is six hexadecimal digits."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The page of heading `number` (from 0), set flush right at `right`."""

    right: float
    y: float
    number: int
    face: Face


Mark = Words | Box | PageNumber


@dataclass(frozen=True, slots=True)
class Slice:
    """What is never cut: its height and marks (y from its own top).

    `before` is the space above it, none at the top of a page. `keep` ties it to the next slice.
    `repeat` is put above it when it opens a page: a table's header row.
    """

    height: float
    marks: tuple[Mark, ...]
    before: float = 0.0
    keep: bool = False
    repeat: "Slice | None" = None
    new_page: bool = False
    is_heading: bool = False


class Slicer:
    """Cuts the blocks of one document into slices."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._new_page = False

    def face(self, size: float, weight: int = 400, tone: Tone = Tone.PLAIN) -> Face:
        """A face of `size` points in normal print."""
        large = self._document.large_print
        return Face(enlarged(size, BODY) if large else size, weight, tone=tone)

    def slices(self) -> Iterator[Slice]:
        """All slices, title first."""
        yield from self._title()
        for block in self._document.blocks:
            if isinstance(block, PageBreak):
                self._new_page = True
                continue
            pieces = self._block(block)
            if self._new_page:
                self._new_page = False
                for piece in pieces:
                    yield replace(piece, new_page=True)
                    break
            yield from pieces

    def _title(self) -> Iterator[Slice]:
        document = self._document
        for text, face, before in (
            (document.kicker, self.face(11.5, BOLD, Tone.ACCENT), 0.0),
            (document.title, self.face(21, BOLD), 2.0),
            (document.subtitle, self.face(11.5, tone=Tone.MUTED), 4.0),
        ):
            if text.strip():
                yield from _flow((Span(text),), face, before=before * UNIT, keep=True)

    def _block(self, block: Block) -> Iterator[Slice]:
        match block:
            case Heading():
                yield from self._heading(block)
            case Paragraph():
                face = self.face(10, tone=Tone.MUTED) if block.small else self.face(BODY)
                keep = block.small or block.keep_with_next
                before = (2.0 if block.small else 5.0) * UNIT
                yield from _flow(block.spans, face, before=before, keep=keep)
            case Said():
                yield from self._said(block)
            case ListBlock():
                yield from self._list(block)
            case Callout():
                yield from self._callout(block)
            case Table():
                yield from self._table(block)
            case Contents():
                yield from self._contents(block)

    def _heading(self, heading: Heading) -> Iterator[Slice]:
        size, before = {1: (14.5, 22.0), 2: (11.5, 13.0)}.get(heading.level, (BODY, 10.0))
        face = self.face(size, BOLD)
        spans = heading.spans
        if heading.number is not None:
            spans = (Span(f"{heading.number}  ", tone=Tone.ACCENT), *spans)
        marks: list[Mark] = []
        above = 0.0
        if heading.level == 1:
            marks.append(Box(SIDE, 0.0, WIDTH, 0.6 * UNIT, LINE))
            above = 9.0 * UNIT
        below = (4.0 if heading.level == 1 else 0.0) * UNIT
        lines = broken(spans, face, WIDTH)
        marks += [Words(SIDE, above + n * face.pitch, line) for n, line in enumerate(lines)]
        height = above + len(lines) * face.pitch + below
        yield Slice(height, tuple(marks), before=before * UNIT, keep=True, is_heading=True)

    def _said(self, said: Said) -> Iterator[Slice]:
        tone = SAID_TONES[said.kind]
        spans = (Span(f"{said.label} ", bold=True, tone=tone), *said.spans)
        indent = 11.0 * UNIT
        face = self.face(BODY)
        bar = Box(SIDE, 0.0, 2.25 * UNIT, face.pitch, INK[tone])
        keep = said.keep_with_next
        yield from _flow(spans, face, before=4 * UNIT, left=indent, keep=keep, beside=bar)

    def _list(self, block: ListBlock) -> Iterator[Slice]:
        face = self.face(BODY)
        indent = (18.0 if not block.ordered else 22.0) * UNIT * face.size / BODY
        for number, item in enumerate(block.items, 1):
            label = one_line(f"{number}." if block.ordered else "•", face, indent * 2)
            hanging = Words(SIDE + indent - label.width - 7 * UNIT, 0.0, label)
            pieces = list(_flow(item, face, before=3 * UNIT, left=indent))
            pieces[0] = replace(pieces[0], marks=(hanging, *pieces[0].marks))
            yield from pieces

    def _callout(self, callout: Callout) -> Iterator[Slice]:
        tone = Tone.PLAIN if callout.tone is Tone.MUTED else callout.tone
        pad, left = 8.0 * UNIT, 14.0 * UNIT
        rows: list[tuple[TextLine, float]] = []
        if callout.title.strip():
            face = self.face(BODY, BOLD, tone)
            rows += [
                (x, face.pitch) for x in broken((Span(callout.title),), face, WIDTH - 2 * left)
            ]
        face = self.face(BODY)
        for spans in callout.paragraphs:
            lines = broken(spans, face, WIDTH - 2 * left)
            rows += [(line, face.pitch) for line in lines[:-1]]
            rows.append((lines[-1], face.pitch + 2.5 * UNIT))
        for number, (line, height) in enumerate(rows):
            top = pad if number == 0 else 0.0
            last = number == len(rows) - 1
            full = top + height + (pad - 2.5 * UNIT if last else 0.0)
            yield Slice(
                full,
                (
                    Box(SIDE, 0.0, WIDTH, full, TINT[tone]),
                    Box(SIDE, 0.0, 3 * UNIT, full, INK[tone]),
                    Words(SIDE + left, top, line),
                ),
                before=10 * UNIT if number == 0 else 0.0,
                keep=not last,
            )

    def _table(self, table: Table) -> Iterator[Slice]:
        share = sum(table.widths)
        widths = [WIDTH * width / share for width in table.widths]
        head_cells = tuple((Span(text),) for text in table.header)
        head = self._row(head_cells, widths, table.numeric, header=True)[0]
        head = replace(head, before=6 * UNIT, keep=True)
        yield head
        repeated = replace(head, before=0.0)
        for place, row in enumerate(table.rows, 1):
            pieces = self._row(row, widths, table.numeric, header=False)
            # The last row is not left alone on a page.
            keep = place == len(table.rows) - 1 and len(pieces) == 1
            for piece in pieces:
                yield replace(piece, repeat=repeated, keep=keep)

    def _row(
        self,
        cells: tuple[Spans, ...],
        widths: list[float],
        numeric: frozenset[int],
        *,
        header: bool,
    ) -> list[Slice]:
        """One slice, or one per line where the row is taller than 60 % of the page."""
        face = self.face(9.5, BOLD if header else 400)
        pad = 4.5 * UNIT
        columns = [
            broken(cell, face, width - 2 * pad) for cell, width in zip(cells, widths, strict=True)
        ]
        count = max(len(lines) for lines in columns)
        slices = []
        tall = count * face.pitch > HEIGHT * _TALL_ROW and not header
        step = 1 if tall else count
        for first in range(0, count, step):
            opens, closes = first == 0, first + step >= count
            top = pad if opens else 0.0
            height = top + step * face.pitch + (pad if closes else 0.0)
            marks: list[Mark] = []
            if header:
                marks.append(Box(SIDE, 0.0, WIDTH, height, TINT[Tone.PLAIN]))
            elif closes:
                marks.append(Box(SIDE, height - 0.6 * UNIT, WIDTH, 0.6 * UNIT, LINE))
            x = SIDE
            for column, (lines, width) in enumerate(zip(columns, widths, strict=True)):
                for offset, line in enumerate(lines[first : first + step]):
                    shift = width - 2 * pad - line.width if column in numeric else 0.0
                    marks.append(Words(x + pad + shift, top + offset * face.pitch, line))
                x += width
            slices.append(Slice(height, tuple(marks)))
        return slices

    def _contents(self, contents: Contents) -> Iterator[Slice]:
        title = self.face(11.5, BOLD)
        yield from _flow((Span(contents.title),), title, before=14 * UNIT, keep=True)
        face = self.face(BODY)
        numbers = {id(h): n for n, h in enumerate(headings(self._document))}
        entries = contents_entries(self._document)
        for heading in entries:
            number = numbers[id(heading)]
            text = " ".join(plain(heading.spans).split())
            lines = broken((Span(text),), face, WIDTH - 60 * UNIT)
            inside = [
                replace(line, links=(LinkArea(0.0, line.width, f"#{number}"),)) for line in lines
            ]
            marks: list[Mark] = [Words(SIDE, n * face.pitch, x) for n, x in enumerate(inside)]
            last = (len(lines) - 1) * face.pitch
            marks.append(PageNumber(SIDE + WIDTH, last, number, face))
            height = len(lines) * face.pitch
            yield Slice(height, tuple(marks), before=1.5 * UNIT)


def _flow(
    spans: Spans,
    face: Face,
    *,
    before: float,
    left: float = 0.0,
    keep: bool = False,
    beside: Box | None = None,
) -> Iterator[Slice]:
    """A paragraph line by line: a short one is never cut, of a long one no line is left alone.

    `beside` is drawn with every line.
    """
    lines = broken(spans, face, WIDTH - left)
    last = len(lines) - 1
    for number, line in enumerate(lines):
        tied = keep or (number != last and (last < _WHOLE_LINES or number in (0, last - 1)))
        words = Words(SIDE + left, 0.0, line)
        marks: tuple[Mark, ...] = (beside, words) if beside else (words,)
        yield Slice(face.pitch, marks, before if number == 0 else 0.0, tied)
