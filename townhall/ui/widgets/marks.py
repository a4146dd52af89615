"""Small marks before a line: initials of a person, a number of votes, a square of colour."""

from zlib import crc32

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from townhall.language import _, ngettext
from townhall.ui.icons import paint_icon
from townhall.ui.theme import CATEGORIES, Tone, theme
from townhall.ui.widgets.labels import role_colour
from townhall.ui.widgets.paint import CENTRE, NUMBER, Type, draw_box, draw_text
from townhall.ui.widgets.themed import Themed


def initials(name: str) -> str:
    """Up to two capitals of `name`: of its first and its last word."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    ends = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in ends).upper()


def tone_of(name: str) -> Tone:
    """The tone of a person's avatar: the same for the same name, today and tomorrow."""
    return CATEGORIES[crc32(name.casefold().encode()) % len(CATEGORIES)]


def draw_avatar(painter: QPainter, rect: QRectF, name: str) -> None:
    """A disc with the initials of `name`; a dashed ring where there is nobody."""
    tokens = theme().tokens
    radius = rect.height() / 2
    if not name:
        draw_box(painter, rect, radius, None, tokens.bad, width=1.5, dashed=True)
        side = rect.height() * 0.58
        x, y = rect.center().x() - side / 2, rect.center().y() - side / 2
        paint_icon(painter, "person", round(x), round(y), round(side), tokens.bad)
        return
    shade = tokens.shade(tone_of(name))
    draw_box(painter, rect, radius, shade.tint)
    kind = Type(11 if rect.height() < 30 else 13, 600)
    if rect.height() < 22:
        draw_text(painter, rect, initials(name)[:1], kind, shade.text, CENTRE)
    else:
        draw_text(painter, rect, initials(name), kind, shade.text, CENTRE)


def draw_votes(painter: QPainter, rect: QRectF, number: int) -> None:
    """A box with a number of votes."""
    tokens = theme().tokens
    draw_box(painter, rect, 6, tokens.card, tokens.control)
    draw_text(painter, rect, str(number), NUMBER, tokens.text, CENTRE)


class _Mark(Themed, QLabel):
    def __init__(self, size: QSize, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return self._size

    def minimumSizeHint(self) -> QSize:
        return self._size


class Avatar(_Mark):
    """A person's initials; an empty `name` is a vacancy, drawn as a dashed ring."""

    def __init__(self, name: str, size: int = 24, parent: QWidget | None = None) -> None:
        super().__init__(QSize(size, size), parent)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Show another person."""
        self._name = name
        self.setAccessibleName(name or _("Nobody yet"))
        self.setToolTip(self.accessibleName())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            draw_avatar(painter, QRectF(self.rect()), self._name)
        finally:
            painter.end()


class VoteBox(_Mark):
    """How many people asked the same."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(QSize(36, 24), parent)
        self.set_number(number)

    def set_number(self, number: int) -> None:
        """Show another number of votes."""
        self._number = number
        self.setAccessibleName(ngettext("{n} vote", "{n} votes", number).format(n=number))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            draw_votes(painter, QRectF(self.rect()), self._number)
        finally:
            painter.end()


class Swatch(_Mark):
    """The square of a category's colour; a word always stands beside it."""

    def __init__(self, tone: Tone | str, size: int = 10, parent: QWidget | None = None) -> None:
        super().__init__(QSize(size, size), parent)
        self._tone = Tone(tone)

    def set_tone(self, tone: Tone | str) -> None:
        """Show another category."""
        self._tone = Tone(tone)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            draw_box(painter, QRectF(self.rect()), 3, theme().tokens.shade(self._tone).line)
        finally:
            painter.end()


class Icon(_Mark):
    """An icon that informs; `role` is a token's or tone's name, `name` its accessible name."""

    def __init__(
        self,
        icon: str,
        role: str = "text2",
        size: int = 16,
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(QSize(size, size), parent)
        self.setAccessibleName(name)
        self.set_icon(icon, role)

    def set_icon(self, icon: str, role: str = "text2") -> None:
        """Show another icon."""
        self._icon, self._role = icon, role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            paint_icon(painter, self._icon, 0, 0, self._size.width(), role_colour(self._role))
        finally:
            painter.end()
