"""Type on the page: fonts, sizes and the breaking of text into lines, in tenths of a point.

Lengths are whole enough in tenths that glyph widths are the same on screen, printer and PDF.
"""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from threading import Lock

from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from townhall.domain.blocks import Span, Spans, Tone, is_web_link
from townhall.formats.document_look import INK

UNIT = 10.0
"""Layout lengths per point."""

REGULAR, BOLD = 400, 650
_LEADING = 1.38
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Face:
    """How a piece of text is set: size in points, weight, slant and tone."""

    size: float
    weight: int = REGULAR
    italic: bool = False
    tone: Tone = Tone.PLAIN

    @property
    def pitch(self) -> float:
        """From line to line, in layout lengths."""
        return self.size * UNIT * (_LEADING if self.size < 14 else 1.24)


@dataclass(frozen=True, slots=True)
class Run:
    """Part of a line in its own face: start and length in UTF-16 units, as Qt counts."""

    start: int
    length: int
    face: Face
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class LinkArea:
    """Where a link lies on its line, from left to right."""

    left: float
    right: float
    address: str


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text, broken and ready to be drawn; `width` is what it takes."""

    text: str
    face: Face
    runs: tuple[Run, ...]
    width: float
    room: float
    links: tuple[LinkArea, ...] = ()


@cache
def family() -> str:
    """Inter from its package, else the system's own family; needs a QGuiApplication."""
    with _lock:
        try:
            folder = import_module("fontpkg_inter").ROOT / "files"
        except ImportError:
            return QGuiApplication.font().family()
        loaded = [QFontDatabase.addApplicationFont(str(p)) for p in sorted(folder.glob("*.ttf"))]
        names = [QFontDatabase.applicationFontFamilies(number) for number in loaded if number >= 0]
        return names[0][0] if names and names[0] else QGuiApplication.font().family()


@cache
def font_of(face: Face) -> QFont:
    """The font of `face`, its size in layout lengths."""
    font = QFont(family())
    font.setPixelSize(round(face.size * UNIT))
    font.setItalic(face.italic)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if family() == "Inter":
        # One variable file: Qt would make a weight of it by smearing the regular one.
        font.setVariableAxis(QFont.Tag("wght"), face.weight)
        font.setVariableAxis(QFont.Tag("opsz"), max(14.0, min(face.size, 32.0)))
    else:
        font.setWeight(QFont.Weight.Bold if face.weight > REGULAR else QFont.Weight.Normal)
    # Letters joined into arrows or signs cannot be read back out of the file.
    for feature in ("calt", "liga", "clig", "dlig"):
        font.setFeature(QFont.Tag(feature), 0)
    return font


@cache
def _format_of(face: Face, underlined: bool) -> QTextCharFormat:  # noqa: FBT001 (a cache key)
    made = QTextCharFormat()
    made.setFont(font_of(face))
    made.setForeground(QColor(f"#{INK[face.tone]}"))
    made.setFontUnderline(underlined)
    return made


@cache
def _option() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setUseDesignMetrics(True)
    option.setTabStopDistance(36 * UNIT)
    return option


def _units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _slice(text: str, start: int, length: int) -> str:
    if text.isascii():
        return text[start : start + length]
    return text.encode("utf-16-le")[2 * start : 2 * (start + length)].decode("utf-16-le")


def _runs(spans: Spans, face: Face) -> list[tuple[Run, str]]:
    """The runs of `spans` with the address each leads to."""
    runs: list[tuple[Run, str]] = []
    start = 0
    for span in spans:
        length = _units(span.text)
        linked = bool(span.link) and is_web_link(span.link)
        own = Face(
            face.size,
            BOLD if span.bold else face.weight,
            span.italic or face.italic,
            Tone.ACCENT if linked else (face.tone if span.tone is Tone.PLAIN else span.tone),
        )
        if length:
            runs.append((Run(start, length, own, linked), span.link if linked else ""))
        start += length
    return runs


def prepared(text: str, face: Face, runs: tuple[Run, ...]) -> QTextLayout:
    """A Qt layout of `text` that has no lines yet."""
    layout = QTextLayout(text, font_of(face))
    layout.setTextOption(_option())
    if all(run.face == face and not run.underlined for run in runs):
        return layout
    formats = []
    for run in runs:
        made = QTextLayout.FormatRange()
        made.start, made.length = run.start, run.length
        made.format = _format_of(run.face, run.underlined)
        formats.append(made)
    layout.setFormats(formats)
    return layout


def broken(spans: Spans, face: Face, room: float) -> list[TextLine]:
    """`spans` in lines of at most `room`; no text at all is one empty line."""
    text = "".join(span.text for span in spans).replace("\n", "\u2028")
    runs = _runs(spans, face)
    layout = prepared(text, face, tuple(run for run, _ in runs))
    lines: list[TextLine] = []
    layout.beginLayout()
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(room)
        start, length = line.textStart(), line.textLength()
        inside, links = [], []
        for run, address in runs:
            left, right = max(run.start, start), min(run.start + run.length, start + length)
            if left < right:
                inside.append(Run(left - start, right - left, run.face, run.underlined))
                if address:
                    ends = sorted((_x(line, left), _x(line, right)))
                    links.append(LinkArea(ends[0], ends[1], address))
        shown = _slice(text, start, length).rstrip("\u2028")
        lines.append(
            TextLine(shown, face, tuple(inside), line.naturalTextWidth(), room, tuple(links))
        )
    layout.endLayout()
    return lines or [TextLine("", face, (), 0.0, room)]


def _x(line: QTextLine, position: int) -> float:
    """Where a position lies on its line; Qt answers with the position that it used."""
    found = line.cursorToX(position)
    return float(found[0]) if isinstance(found, tuple) else 0.0


def one_line(text: str, face: Face, room: float) -> TextLine:
    """`text` on one line whatever its length."""
    return broken((Span(" ".join(text.split())),), face, room)[0]
