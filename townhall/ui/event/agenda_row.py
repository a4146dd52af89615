"""One line of the run of show: painted, picked by keyboard, dragged to another place."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from townhall.domain.run_of_show import ScheduledItem
from townhall.language import _, ngettext
from townhall.ui.icons import paint_icon
from townhall.ui.theme import Tone, theme
from townhall.ui.widgets.dragged_button import DraggedButton
from townhall.ui.widgets.marks import draw_avatar
from townhall.ui.widgets.paint import (
    BODY,
    RIGHT,
    SMALL,
    TINY,
    TITLE,
    Type,
    draw_box,
    draw_dot,
    draw_focus_ring,
    draw_text,
    text_width,
)

_TIME = Type(13, 500, tabular=True)
_AVATAR = 20
_PAD = 16


class Part(StrEnum):
    """The parts of an item that are edited, named as its fields."""

    TITLE = "title"
    CUES = "cues"
    SPEAKER = "speaker"
    MINUTES = "duration_minutes"
    START = "start"


class Columns:
    """Where the columns of the run of show stand; the same for heads and lines."""

    def __init__(self, width: int) -> None:
        px = theme().px
        self.start = _PAD
        self.lock = px(60)
        self.title = px(88)
        self.speaker = width - px(240)
        self.right = width - _PAD
        self.duration = self.right - px(64)


class AgendaRow(DraggedButton):
    """An item with the time it will begin; a click or Enter asks to edit it.

    Alt+Up and Alt+Down move it, Delete takes it out, dragging moves it anywhere.
    """

    edit_asked = Signal(object)
    move_asked = Signal(int)
    remove_asked = Signal()
    step_asked = Signal(int)
    menu_asked = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scheduled: ScheduledItem | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(
            _("Enter edits, Alt with the up and down arrows moves, Delete removes")
        )

    def set_item(self, scheduled: ScheduledItem) -> None:
        """Show another item."""
        if scheduled == self._scheduled:
            return
        self._scheduled = scheduled
        self.setAccessibleName(_told(scheduled))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(480), theme().px(48))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(360), theme().px(48))

    def part_at(self, point: QPoint) -> Part:
        """Which part of the item stands there."""
        columns = Columns(self.width())
        if point.x() < columns.title:
            return Part.START
        if point.x() >= columns.duration:
            return Part.MINUTES
        if point.x() >= columns.speaker - 8:
            return Part.SPEAKER
        return Part.TITLE if point.y() < self.height() / 2 else Part.CUES

    def on_clicked_at(self, point: QPoint) -> None:
        self.edit_asked.emit(self.part_at(point))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if key == Qt.Key.Key_Escape and self.dragging:
            self.end_drag(counts=False)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space):
            self.edit_asked.emit(Part.TITLE)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_asked.emit()
        elif key in steps:
            (self.move_asked if alt else self.step_asked).emit(steps[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._scheduled is not None:
            QToolTip.showText(event.globalPos(), self._tip(event.pos()), self)
            return True
        return super().event(event)

    def _tip(self, point: QPoint) -> str:
        """All of what is cut short under the pointer."""
        scheduled = self._scheduled
        if scheduled is None:
            return ""
        columns, item = Columns(self.width()), scheduled.item
        room = columns.speaker - columns.title - 12
        part = self.part_at(point)
        if part is Part.TITLE and text_width(item.title, TITLE) > room:
            return item.title
        if part is Part.CUES and (text_width(item.cues, SMALL) > room or "\n" in item.cues):
            return item.cues
        if part is Part.SPEAKER:
            return item.speaker
        if part is Part.START and item.start is not None:
            return _("Fixed start at {time}").format(time=f"{item.start:%H:%M}")
        return ""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        tokens, rect = theme().tokens, QRectF(self.rect())
        if self.dragging:
            painter.fillRect(self.rect(), tokens.sel)
        elif self.isDown() or self.underMouse():
            painter.fillRect(self.rect(), tokens.hover)
        painter.fillRect(0, 0, self.width(), 1, tokens.border)
        if self._scheduled is not None:
            columns = Columns(self.width())
            self._paint_time(painter, columns, self._scheduled)
            chip = self._paint_chip(painter, columns, self._scheduled)
            self._paint_words(painter, columns, self._scheduled, chip)
            self._paint_speaker(painter, columns, self._scheduled)
        if self.ring:
            draw_focus_ring(painter, rect.adjusted(2, 2, -2, -2), 6)

    def _paint_time(self, painter: QPainter, columns: Columns, scheduled: ScheduledItem) -> None:
        tokens, middle = theme().tokens, self.height() / 2
        item = scheduled.item
        begins = f"{scheduled.start:%H:%M}" if item.start is None else f"{item.start:%H:%M}"
        room = QRectF(columns.start, 0, columns.lock - columns.start, self.height())
        draw_text(painter, room, begins, _TIME, tokens.text)
        if item.start is not None:
            paint_icon(painter, "lock", columns.lock, round(middle - 7), 14, tokens.text2)
        if self.underMouse() or self.ring or self.dragging:
            paint_icon(painter, "drag", 2, round(middle - 7), 14, tokens.text2)

    def _paint_words(
        self, painter: QPainter, columns: Columns, scheduled: ScheduledItem, chip: float
    ) -> None:
        tokens, item = theme().tokens, scheduled.item
        width = chip - columns.title - 12
        if not item.cues:
            room = QRectF(columns.title, 0, width, self.height())
            draw_text(painter, room, _one_line(item.title), TITLE, tokens.text)
            return
        px = theme().px
        title = QRectF(columns.title, px(6), width, px(18))
        cues = QRectF(columns.title, px(25), width, px(16))
        draw_text(painter, title, _one_line(item.title), TITLE, tokens.text)
        draw_text(painter, cues, _one_line(item.cues), SMALL, tokens.text2)

    def _paint_chip(self, painter: QPainter, columns: Columns, scheduled: ScheduledItem) -> float:
        """What is odd about its start, as a chip; returns where the room for words ends."""
        words, tone = _oddity(scheduled)
        if not words:
            return columns.speaker
        shade = theme().tokens.shade(tone)
        width, height = round(text_width(words, TINY)) + 28, theme().px(22)
        left = columns.speaker - 12 - width
        rect = QRectF(left, round((self.height() - height) / 2), width, height)
        draw_box(painter, rect, height / 2, shade.tint)
        draw_dot(painter, QPointF(left + 11, rect.center().y()), 6, shade.line)
        draw_text(painter, rect.adjusted(19, 0, 0, 0), words, TINY, shade.text)
        return left

    def _paint_speaker(self, painter: QPainter, columns: Columns, scheduled: ScheduledItem) -> None:
        tokens, item = theme().tokens, scheduled.item
        middle = self.height() / 2
        duration = _("{n} min").format(n=item.duration_minutes)
        room = QRectF(columns.duration, 0, columns.right - columns.duration, self.height())
        used = draw_text(painter, room, duration, _TIME, tokens.text, RIGHT)
        left = columns.speaker
        if item.speaker:
            side = _AVATAR
            disc = QRectF(left, round(middle - side / 2), side + 2, side + 2)
            draw_avatar(painter, disc, item.speaker)
            left += side + 9
        words = item.speaker or _("No speaker")
        room = QRectF(left, 0, columns.right - used - 12 - left, self.height())
        draw_text(painter, room, words, BODY, tokens.text if item.speaker else tokens.text3)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _oddity(scheduled: ScheduledItem) -> tuple[str, Tone]:
    """What is odd about the start: it begins late, or there is time left before it."""
    if scheduled.late_minutes:
        return _("starts {time}").format(time=f"{scheduled.start:%H:%M}"), Tone.BAD
    if scheduled.wait_minutes:
        return _("{n} min free before").format(n=scheduled.wait_minutes), Tone.NEUTRAL
    return "", Tone.NEUTRAL


def _told(scheduled: ScheduledItem) -> str:
    """The whole line for a screen reader."""
    item = scheduled.item
    minutes = item.duration_minutes
    parts = [
        f"{scheduled.start:%H:%M}",
        item.title,
        item.speaker or _("No speaker"),
        ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes),
    ]
    if item.start is not None:
        parts.append(_("Fixed start at {time}").format(time=f"{item.start:%H:%M}"))
    odd, _tone = _oddity(scheduled)
    return ", ".join([*parts, odd] if odd else parts)
