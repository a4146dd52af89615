"""The one block model of every briefing pack: composed once, drawn alike by every renderer."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from townhall.language import words

LANGUAGE_TAGS = {"nl": "nl-NL", "en": "en-GB"}
"""The language tag (BCP 47) of text in each language of a pack."""

CONTENTS_FROM = 10
"""A contents list is added from this many headings on."""

CONTENTS_DEPTH = 1
"""Headings down to this level stand in the contents list."""

# What XML 1.0 (section 2.2) cannot hold: control characters, lone surrogates, two non-characters.
_FORBIDDEN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_ENDS = re.compile("\r\n|\r|\x0b|\u2028|\u2029")
_LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>\"]+", re.IGNORECASE)
_BLANKS = re.compile("[\\s\u00ad\u200b\u2060\ufeff]+")


def clean(text: str) -> str:
    """`text` as a document can hold it: line ends become LF, unprintable characters go.

    Nothing else changes: no trimming, no normalisation.
    """
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text))


def is_web_link(address: str) -> bool:
    """Whether a document may link to `address`: http, https, mailto or tel, and whole."""
    return _LINK.fullmatch(address) is not None


class Tone(StrEnum):
    """What a colour says; the words always say it too."""

    PLAIN = "plain"
    MUTED = "muted"
    ACCENT = "accent"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


class SaidKind(StrEnum):
    """How a line of an answer is used on stage."""

    SAY = "say"
    IF_PRESSED = "if-pressed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one look.

    `link` is an http, https, mailto or tel address. `language` ("nl", "en") is given where the
    text is not in the document's language.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    language: str | None = None
    tone: Tone = Tone.PLAIN

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean(self.text))
        object.__setattr__(self, "link", clean(self.link).strip())


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; `number` is shown before it where headings are counted."""

    level: int
    spans: Spans
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `small` is for facts under a heading, `keep_with_next` ties it to the next."""

    spans: Spans
    small: bool = False
    keep_with_next: bool = False


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A real list; an ordered one starts at 1."""

    items: tuple[Spans, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Callout:
    """A tinted box with a title line and paragraphs."""

    title: str
    paragraphs: tuple[Spans, ...]
    tone: Tone = Tone.ACCENT

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", clean(self.title))


@dataclass(frozen=True, slots=True)
class Said:
    """One labelled line of an answer: say, if pressed, or do not know yet.

    `keep_with_next` ties it to the next line, so that an answer is not turned over on stage.
    """

    kind: SaidKind
    label: str
    spans: Spans
    keep_with_next: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", clean(self.label))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under one header row; `widths` are shares of the text width, `numeric` column numbers.

    `summary` tells somebody who cannot see the table what is in it.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Spans, ...], ...]
    widths: tuple[int, ...]
    numeric: frozenset[int] = frozenset()
    summary: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "header", tuple(clean(text) for text in self.header))
        object.__setattr__(self, "summary", clean(self.summary))
        columns = len(self.header)
        if len(self.widths) != columns or any(len(row) != columns for row in self.rows):
            raise ValueError("a table's rows and widths have as many columns as its header")


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents list: the headings down to `CONTENTS_DEPTH`, each a link with its page."""

    title: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", clean(self.title))


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block = Heading | Paragraph | ListBlock | Callout | Said | Table | Contents | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """A pack, ready to be drawn.

    `title` is the one title, under `kicker` (the kind of pack) and above `subtitle`; `full_title`
    is the file's property. `created_utc` (aware) is the pack's date
    and the only time in the file, so that the same plan and clock give the same bytes.
    `header_left` and `header_right` stand above every page, `footer` below, before "Page X of Y".
    """

    title: str
    language: str
    author: str
    created_utc: datetime
    blocks: tuple[Block, ...]
    kicker: str = ""
    subtitle: str = ""
    header_left: str = ""
    header_right: str = ""
    footer: str = ""
    large_print: bool = False
    title_language: str | None = None

    def __post_init__(self) -> None:
        for name in _DOCUMENT_TEXTS:
            object.__setattr__(self, name, clean(getattr(self, name)))

    @property
    def full_title(self) -> str:
        """Kicker and title on one line, at most 255 characters (the limit of Word's property)."""
        words = f"{self.kicker}: {self.title}" if self.kicker else self.title
        line = " ".join(words.split())
        return line if len(line) <= _TITLE_LIMIT else line[: _TITLE_LIMIT - 1] + "…"


_TITLE_LIMIT = 255
_DOCUMENT_TEXTS = (
    "title",
    "author",
    "kicker",
    "subtitle",
    "header_left",
    "header_right",
    "footer",
)


def plain(spans: Iterable[Span]) -> str:
    """The text of `spans` without looks."""
    return "".join(span.text for span in spans)


def headings(document: Document) -> list[Heading]:
    """The headings in order."""
    return [block for block in document.blocks if isinstance(block, Heading)]


def with_contents(blocks: tuple[Block, ...], title: str) -> tuple[Block, ...]:
    """`blocks` with a contents list before the first heading, where there are enough headings."""
    places = [place for place, block in enumerate(blocks) if isinstance(block, Heading)]
    if len(places) < CONTENTS_FROM:
        return blocks
    return (*blocks[: places[0]], Contents(title), *blocks[places[0] :])


def contents_entries(document: Document) -> list[Heading]:
    """The headings that stand in the contents list, in order."""
    return [heading for heading in headings(document) if heading.level <= CONTENTS_DEPTH]


def texts(document: Document) -> list[str]:
    """The text of every paragraph of title and body in reading order, a table row by row.

    The contents list is left out: it repeats headings. Header and footer are left out too.
    """
    found = [document.kicker, document.title, document.subtitle]
    for block in document.blocks:
        found.extend(_block_texts(block))
    return [text for text in found if text.strip()]


def _block_texts(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield plain(block.spans)
        case Said():
            yield f"{block.label} {plain(block.spans)}"
        case ListBlock():
            yield from (plain(item) for item in block.items)
        case Callout():
            yield block.title
            yield from (plain(paragraph) for paragraph in block.paragraphs)
        case Table():
            yield from block.header
            for row in block.rows:
                yield from (plain(cell) for cell in row)
        case Contents():
            yield block.title
        case PageBreak():
            return


def strings(document: Document) -> list[str]:
    """Every text the pack must show, each of which a reader of the file finds exactly once.

    A text that recurs, is part of another one or is a bare number cannot be counted and is not
    listed apart.
    """
    shown = texts(document)
    # A table's header row stands again on every page the table takes.
    again = [text for b in document.blocks if isinstance(b, Table) for text in b.header]
    repeated = [*shown, *again, document.header_left, document.header_right, document.footer]
    if any(isinstance(block, Contents) for block in document.blocks):
        repeated += [plain(entry.spans) for entry in contents_entries(document)]
    haystack = "\n".join(_BLANKS.sub("", text) for text in repeated)
    return [
        text
        for text in shown
        if not text.strip().isdigit() and haystack.count(_BLANKS.sub("", text)) == 1
    ]


def page_words(language: str) -> str:
    """What stands at the foot of every page, with `{page}` and `{pages}` to be filled in."""
    _ = words(language).gettext
    return _("Page {page} of {pages}")
