"""The body of a pack as WordprocessingML elements (ECMA-376 part 1, 17), block by block."""

from collections.abc import Callable, Iterable, Sequence

from lxml import etree

from townhall.domain.blocks import (
    CONTENTS_DEPTH,
    LANGUAGE_TAGS,
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
    is_web_link,
    plain,
)
from townhall.formats.document_look import INK, SAID_TONES, TINT
from townhall.formats.docx_styles import (
    FACTS,
    KICKER,
    SAID_STYLES,
    TABLE,
    TABLE_HEAD,
    TABLE_NUMBER,
    TABLE_TEXT,
    W,
    callout_style,
    w,
)
from townhall.formats.docx_text import add_text, field_end, field_start

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PREFIXES = {"w": W, "r": R}
# A row that takes more than this share of the page may be split.
_TALL_ROW = 0.6

# Names are looked up once: this code runs for every run of every paragraph.
_P, _PPR, _R, _RPR = w("p"), w("pPr"), w("r"), w("rPr")
_VAL, _LANG, _COLOR = w("val"), w("lang"), w("color")
_PSTYLE, _RSTYLE, _B, _BCS, _I, _ICS = map(w, ("pStyle", "rStyle", "b", "bCs", "i", "iCs"))


class BodyWriter:
    """Turns blocks into elements; collects the numberings and asks for links as it meets them.

    `styles` gives the style id of each house name, `relate` the relationship id of an address;
    `size` is the width and height of the text area, `table_indent` what moves a table's left edge
    to the margin, in twentieths of a point.
    """

    def __init__(
        self,
        document: Document,
        styles: dict[str, str],
        relate: Callable[[str], str],
        size: tuple[int, int],
        table_indent: int = 0,
    ) -> None:
        self._document = document
        self._styles = styles
        self._relate = relate
        self._width, self._height = size
        self._table_indent = table_indent
        self._entries = {id(h): f"_Toc{n:08d}" for n, h in enumerate(contents_entries(document), 1)}
        self._has_contents = any(isinstance(block, Contents) for block in document.blocks)
        self._links: dict[str, str] = {}
        self._bookmarks = 0
        self._break = False
        self.lists: list[str] = []
        """The kind of each numbering used, in order: "bullet", "decimal" or "heading"."""
        self._bullets = 0
        self._heading_list = 0

    def body(self) -> etree._Element:
        """All blocks, title first, as children of one w:body without a section."""
        body = etree.Element(w("body"), nsmap=_PREFIXES)
        document = self._document
        for name, text in (
            (KICKER, document.kicker),
            ("Title", document.title),
            ("Subtitle", document.subtitle),
        ):
            if text.strip():
                language = document.title_language if name == "Title" else None
                self._text(self._paragraph(body, name), (Span(text, language=language),))
        for block in document.blocks:
            self._block(body, block)
        return body

    def _block(self, body: etree._Element, block: Block) -> None:
        match block:
            case Heading():
                self._heading(body, block)
            case Paragraph():
                made = self._paragraph(body, FACTS if block.small else "Normal")
                if block.keep_with_next:
                    self._property(made, "keepNext")
                self._text(made, block.spans)
            case Said():
                made = self._paragraph(body, SAID_STYLES[block.kind])
                if block.keep_with_next:
                    self._property(made, "keepNext")
                label = Span(f"{block.label} ", bold=True, tone=SAID_TONES[block.kind])
                self._text(made, (label, *block.spans))
            case ListBlock():
                self._list(body, block)
            case Callout():
                self._callout(body, block)
            case Table():
                self._table(body, block)
            case Contents():
                self._contents(body, block)
            case PageBreak():
                self._break = True

    def _paragraph(self, parent: etree._Element, style: str) -> etree._Element:
        made = etree.SubElement(parent, _P)
        properties = etree.SubElement(made, _PPR)
        etree.SubElement(properties, _PSTYLE).set(_VAL, self._styles[style])
        if self._break and parent.tag == w("body"):
            etree.SubElement(properties, w("pageBreakBefore"))
            self._break = False
        return made

    @staticmethod
    def _property(paragraph: etree._Element, name: str) -> None:
        """Add an on property that stands right after the style (keepNext)."""
        paragraph[0].insert(1, etree.Element(w(name)))

    def _numbered(self, paragraph: etree._Element, number: int) -> None:
        properties = etree.SubElement(paragraph[0], w("numPr"))
        etree.SubElement(properties, w("ilvl")).set(_VAL, "0")
        etree.SubElement(properties, w("numId")).set(_VAL, str(number))

    def _new_list(self, kind: str) -> int:
        self.lists.append(kind)
        return len(self.lists)

    def _heading(self, body: etree._Element, heading: Heading) -> None:
        made = self._paragraph(body, f"heading {heading.level}")
        if heading.number is not None:
            if heading.number == 1 or not self._heading_list:
                self._heading_list = self._new_list("heading")
            self._numbered(made, self._heading_list)
        anchor = self._entries.get(id(heading)) if self._has_contents else None
        if anchor:
            self._bookmarks += 1
            start = etree.SubElement(made, w("bookmarkStart"))
            start.set(w("id"), str(self._bookmarks))
            start.set(w("name"), anchor)
        self._text(made, heading.spans)
        if anchor:
            etree.SubElement(made, w("bookmarkEnd")).set(w("id"), str(self._bookmarks))

    def _list(self, body: etree._Element, block: ListBlock) -> None:
        if block.ordered:
            number = self._new_list("decimal")
        else:
            self._bullets = self._bullets or self._new_list("bullet")
            number = self._bullets
        for item in block.items:
            made = self._paragraph(body, "List Number" if block.ordered else "List Bullet")
            self._numbered(made, number)
            self._text(made, item)

    def _callout(self, body: etree._Element, callout: Callout) -> None:
        tone = Tone.PLAIN if callout.tone is Tone.MUTED else callout.tone
        if callout.title.strip():
            title = self._paragraph(body, callout_style(tone, title=True))
            self._text(title, (Span(callout.title),))
        for place, spans in enumerate(callout.paragraphs, 1):
            made = self._paragraph(body, callout_style(tone, title=False))
            if place < len(callout.paragraphs):
                self._property(made, "keepNext")
            self._text(made, spans)

    def _table(self, body: etree._Element, table: Table) -> None:
        share = sum(table.widths)
        widths = [self._width * width // share for width in table.widths]
        widths[-1] += self._width - sum(widths)
        made = etree.SubElement(body, w("tbl"))
        properties = etree.SubElement(made, w("tblPr"))
        etree.SubElement(properties, w("tblStyle")).set(_VAL, self._styles[TABLE])
        for tag, width in (("tblW", self._width), ("tblInd", self._table_indent)):
            element = etree.SubElement(properties, w(tag))
            element.set(w("w"), str(width))
            element.set(w("type"), "dxa")
        etree.SubElement(properties, w("tblLayout")).set(w("type"), "fixed")
        look = etree.SubElement(properties, w("tblLook"))
        look.set(_VAL, "0020")
        look.set(w("firstRow"), "1")
        if table.summary:
            etree.SubElement(properties, w("tblDescription")).set(_VAL, table.summary)
        grid = etree.SubElement(made, w("tblGrid"))
        for width in widths:
            etree.SubElement(grid, w("gridCol")).set(w("w"), str(width))
        head = tuple((Span(text),) for text in table.header)
        self._row(made, head, widths, table.numeric, header=True)
        for place, row in enumerate(table.rows, 1):
            self._row(made, row, widths, table.numeric, header=False)
            if place == len(table.rows) - 1:
                # The last row is not left alone on a page.
                for paragraph in made[-1].iter(_P):
                    self._property(paragraph, "keepNext")

    def _row(
        self,
        table: etree._Element,
        cells: Sequence[Spans],
        widths: Sequence[int],
        numeric: frozenset[int],
        *,
        header: bool,
    ) -> None:
        row = etree.SubElement(table, w("tr"))
        if header or not self._is_tall(cells, widths):
            properties = etree.SubElement(row, w("trPr"))
            etree.SubElement(properties, w("cantSplit"))
            if header:
                etree.SubElement(properties, w("tblHeader"))
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            made = etree.SubElement(row, w("tc"))
            properties = etree.SubElement(made, w("tcPr"))
            size = etree.SubElement(properties, w("tcW"))
            size.set(w("w"), str(width))
            size.set(w("type"), "dxa")
            if header:
                shade = etree.SubElement(properties, w("shd"))
                shade.set(_VAL, "clear")
                shade.set(w("color"), "auto")
                shade.set(w("fill"), TINT[Tone.PLAIN])
            paragraph = self._paragraph(made, self._cell_style(column, numeric, header=header))
            if header and column in numeric:
                etree.SubElement(paragraph[0], w("jc")).set(_VAL, "right")
            self._text(paragraph, cell)

    @staticmethod
    def _cell_style(column: int, numeric: frozenset[int], *, header: bool) -> str:
        if header:
            return TABLE_HEAD
        return TABLE_NUMBER if column in numeric else TABLE_TEXT

    def _is_tall(self, cells: Sequence[Spans], widths: Sequence[int]) -> bool:
        """An estimate of the row's height from its longest cell."""
        size = 18 if self._document.large_print else 10
        for cell, width in zip(cells, widths, strict=True):
            text = plain(cell)
            per_line = max(1, int((width - 170) / (size * 20 * 0.5)))
            lines = text.count("\n") + len(text) / per_line
            if lines * size * 20 * 1.3 > self._height * _TALL_ROW:
                return True
        return False

    def _contents(self, body: etree._Element, contents: Contents) -> None:
        self._text(self._paragraph(body, "TOC Heading"), (Span(contents.title),))
        entries = contents_entries(self._document)
        for place, heading in enumerate(entries):
            made = self._paragraph(body, "toc 1")
            if place == 0:
                # Without page numbers (\n): they would be wrong until Word counts them.
                code = f' TOC \\o "1-{CONTENTS_DEPTH}" \\n \\h \\z \\u '
                field_start(made, code)
            link = etree.SubElement(made, w("hyperlink"))
            link.set(w("anchor"), self._entries[id(heading)])
            link.set(w("history"), "1")
            self._runs(link, (Span(" ".join(plain(heading.spans).split())),))
            if place == len(entries) - 1:
                field_end(made)

    def _text(self, paragraph: etree._Element, spans: Iterable[Span]) -> None:
        for span in spans:
            if span.link and is_web_link(span.link):
                identity = self._links.get(span.link) or self._relate(span.link)
                self._links[span.link] = identity
                link = etree.SubElement(paragraph, w("hyperlink"))
                link.set(f"{{{R}}}id", identity)
                link.set(w("history"), "1")
                self._runs(link, (span,), linked=True)
            else:
                self._runs(paragraph, (span,))

    def _runs(self, parent: etree._Element, spans: Iterable[Span], *, linked: bool = False) -> None:
        for span in spans:
            if not span.text:
                continue
            run = etree.SubElement(parent, _R)
            self._run_properties(run, span, linked=linked)
            add_text(run, span.text)

    def _run_properties(self, run: etree._Element, span: Span, *, linked: bool) -> None:
        tagged = span.language is not None and span.language != self._document.language
        if not (span.bold or span.italic or tagged or linked or span.tone is not Tone.PLAIN):
            return
        properties = etree.SubElement(run, _RPR)
        if linked:
            etree.SubElement(properties, _RSTYLE).set(_VAL, self._styles["Hyperlink"])
        if span.bold:
            etree.SubElement(properties, _B)
            etree.SubElement(properties, _BCS)
        if span.italic:
            etree.SubElement(properties, _I)
            etree.SubElement(properties, _ICS)
        if span.tone is not Tone.PLAIN and not linked:
            etree.SubElement(properties, _COLOR).set(_VAL, INK[span.tone])
        if tagged and span.language:
            etree.SubElement(properties, _LANG).set(_VAL, LANGUAGE_TAGS[span.language])
