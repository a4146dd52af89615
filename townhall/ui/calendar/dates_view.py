"""What all views share: rows, the selection, keys, pointer, tooltips, accessibility."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from townhall.language import ngettext
from townhall.services.queries.calendar import CalendarRange
from townhall.services.queries.communications import OccurrenceRow
from townhall.services.queries.overlays import OverlayRow
from townhall.services.queries.run_up import RunUpTask
from townhall.ui.calendar.accessible import Group, accessible_of, install_accessible
from townhall.ui.calendar.arranged import Arranged, Rows, arranged
from townhall.ui.calendar.drag import Slot
from townhall.ui.calendar.flags import flag_text
from townhall.ui.calendar.layout import Shown, shown_days
from townhall.ui.calendar.overlay_paint import others_text, overlay_told
from townhall.ui.date_key import DateKey, OverlayKey, key_of
from townhall.ui.date_words import day_text, told
from townhall.ui.widgets.themed import FocusRing, Themed

_ALT = Qt.KeyboardModifier.AltModifier
_SHIFT_ALT = _ALT | Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
AnyKey = DateKey | OverlayKey
T = TypeVar("T")
DAY = timedelta(days=1)
WEEK = timedelta(days=7)


class DatesView(FocusRing, Themed, QWidget):
    """A painted view of dates. Items are places in `rows`; what is selected is known by its key.

    Signals: `selected(DateKey, OverlayKey or None)`, `opened(OccurrenceRow)`, `day_opened(date)`,
    `create_wanted(Slot)`, `move_wanted(OccurrenceRow, timedelta)`, `copy_wanted` likewise,
    `resize_wanted(OccurrenceRow, minutes)`, `remove_wanted()`, `pages_wanted(number)` of months or
    weeks, `day_wanted(date)` for a day that is not shown, `menu_wanted(QPoint)`.
    """

    selected = Signal(object)
    opened = Signal(object)
    day_opened = Signal(object)
    create_wanted = Signal(object)
    move_wanted = Signal(object, object)
    copy_wanted = Signal(object, object)
    resize_wanted = Signal(object, int)
    remove_wanted = Signal()
    pages_wanted = Signal(int)
    day_wanted = Signal(object)
    menu_wanted = Signal(QPoint)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[OccurrenceRow, ...] = ()
        self.overlays: tuple[OverlayRow, ...] = ()
        self.range: CalendarRange | None = None
        self.today = self.month = self.day = today
        self.key: AnyKey | None = None
        self._place: tuple[AnyKey, int | None] | None = None
        self._arranged: Arranged | None = None
        self.hovered: int | None = None
        self._pressed: AnyKey | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        install_accessible(DatesView)

    # What is shown

    def show_days(self, day: date, today: date) -> None:
        """Show the month of `day` and go to that day; what it holds comes with `set_range`."""
        self.day, self.today = day, today
        self.month = day.replace(day=1)
        self.rearrange()

    def set_range(self, found: CalendarRange) -> None:
        """Show what was read."""
        self.range, self.rows, self.hovered = found, found.rows, None
        self.overlays = found.overlays
        self._place = None
        self.rearrange()

    def arranging(self, day: date) -> Callable[[CalendarRange], Arranged | None]:
        """What works out, on any thread, where everything will stand at the present size once
        the day is gone to."""
        return lambda _found: None

    def take(self, made: Arranged | None) -> None:
        """Have at hand what was worked out for the rows that are shown next."""
        self._arranged = made

    def laid_out(self, rows: Rows, how: Callable[[Rows], T]) -> T:
        """What `how` makes of `rows`, worked out unless it is known already."""
        made = self._arranged
        if made is None or not made.holds(rows, how):
            made = self._arranged = arranged(rows, how)
        layout: T = made.layout
        return layout

    @property
    def things(self) -> tuple[Shown, ...]:
        """Everything that can stand here: the rows, then dates of calendars of others."""
        return (*self.rows, *self.overlays)

    def thing(self, item: int) -> Shown:
        """What an item stands for."""
        own = len(self.rows)
        return self.rows[item] if item < own else self.overlays[item - own]

    def own_row(self, item: int | None) -> OccurrenceRow | None:
        """The date of the plan that an item stands for; None for one of a calendar of others."""
        return self.rows[item] if item is not None and item < len(self.rows) else None

    def key_at(self, item: int) -> AnyKey:
        """The key of an item."""
        thing = self.thing(item)
        return OverlayKey(thing.id) if isinstance(thing, OverlayRow) else key_of(thing)

    def select(self, key: AnyKey | None) -> None:
        """Select a date without saying so, and go to its day."""
        before = (self.key, self.day)
        self.key = key
        item = self.selected_item
        if item is not None and not self._is_on(item, self.day):
            self.day = shown_days(self.thing(item))[0]
        if before != (self.key, self.day):
            self.reveal()
        self.update()
        accessible_of(self).tell_focus()

    @property
    def selected_item(self) -> int | None:
        """The item that is selected, when it is among those shown."""
        return None if self.key is None else self.place_of(self.key)

    def place_of(self, key: AnyKey) -> int | None:
        """The item of a key, when it is among those shown."""
        if isinstance(key, OverlayKey):
            ids = [each.id for each in self.overlays]
            return len(self.rows) + ids.index(key.id) if key.id in ids else None
        if self._place is None or self._place[0] != key:
            self._place = key, _place_in(self.range.rows if self.range is not None else (), key)
        return self._place[1]

    @property
    def selected_row(self) -> OccurrenceRow | None:
        """The row that is selected, when it is among those shown."""
        return self.own_row(self.selected_item)

    @property
    def selected_overlay(self) -> OverlayRow | None:
        """The date of a calendar of others that is selected, when it is shown."""
        thing = None if self.selected_item is None else self.thing(self.selected_item)
        return thing if isinstance(thing, OverlayRow) else None

    def step(self, number: int) -> None:
        """Select the next item, or the one before: J and K."""
        items = [item for day in self.shown_days() for item in self.items_of(day)]
        order = list(dict.fromkeys(items))
        item = self.selected_item
        if item in order:
            place = order.index(item) + number
        else:
            later = (i for i, one in enumerate(order) if shown_days(self.thing(one))[1] >= self.day)
            first = next(later, len(order))
            place = first if number > 0 else first - 1
        if 0 <= place < len(order):
            self.day = shown_days(self.thing(order[place]))[0]
            self._choose(order[place])

    def rearrange(self) -> None:
        """Work out where everything stands."""
        raise NotImplementedError

    def reveal(self) -> None:
        """Scroll to what is selected, else to the day of the keyboard."""

    def item_at(self, point: QPointF) -> int | None:
        """The item under `point`."""
        raise NotImplementedError

    def day_at(self, point: QPointF) -> date | None:
        """The day under `point`."""
        raise NotImplementedError

    # What a screen reader finds: groups of items, here days

    def groups(self) -> Sequence[Group]:
        """Groups in reading order."""
        return self.shown_days()

    def group_items(self, group: Group) -> Sequence[int]:
        """Items of a group, in reading order."""
        return self.items_of(group) if isinstance(group, date) else ()

    def group_told(self, group: Group) -> str:
        """A group in words."""
        return self.day_told(group) if isinstance(group, date) else ""

    def group_place(self, group: Group) -> QRectF | None:
        """Where a group is drawn."""
        return self.day_place(group) if isinstance(group, date) else None

    def group_item_place(self, item: int, group: Group) -> QRectF | None:
        """Where an item is drawn in a group; None when it has no room."""
        return self.item_place(item, group) if isinstance(group, date) else None

    def shown_days(self) -> Sequence[date]:
        """Days in reading order."""
        raise NotImplementedError

    def items_of(self, day: date) -> Sequence[int]:
        """Items of a day, in reading order."""
        raise NotImplementedError

    def day_place(self, day: date) -> QRectF | None:
        """Where a day is drawn."""
        raise NotImplementedError

    def item_place(self, item: int, day: date) -> QRectF | None:
        """Where an item is drawn on a day; None when it has no room."""
        raise NotImplementedError

    def day_told(self, day: date) -> str:
        """A day in words: "Thursday 3 December 2026, 2 planned"."""
        items = self.items_of(day)
        number = sum(item < len(self.rows) for item in items)
        others = len(items) - number
        parts = [
            day_text(day),
            self.range.holidays.get(day, "") if self.range else "",
            ngettext("{n} planned", "{n} planned", number).format(n=number) if number else "",
            others_text(others) if others else "",
            self.closed_by(day),
            *(flag_text(task) for task in self.tasks_on(day)),
        ]
        return ", ".join(part for part in parts if part)

    def tasks_on(self, day: date) -> Sequence[RunUpTask]:
        """Tasks of the run-up that fall on `day`, where they show."""
        return [task for task in self.range.tasks if task.day == day] if self.range else []

    def closed_by(self, day: date) -> str:
        """The blackout periods that `day` lies in."""
        periods = self.range.blackouts if self.range is not None else ()
        return ", ".join(each.name for each in periods if each.first_day <= day <= each.last_day)

    def item_told(self, item: int) -> str:
        """An item in words."""
        if item >= len(self.rows) + len(self.overlays):
            return ""
        thing = self.thing(item)
        return overlay_told(thing) if isinstance(thing, OverlayRow) else told(thing)

    def focused(self) -> tuple[Group | None, int | None]:
        """The day of the keyboard, and the item that is selected on it."""
        item = self.selected_item
        return self.day, item if item is not None and self._is_on(item, self.day) else None

    # Keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            alone = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if self._change_of(event) or (alone and event.key() == Qt.Key.Key_N):
                event.accept()
                return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip(QPointF(event.pos())))
            return True
        return super().event(event)

    def _tip(self, point: QPointF) -> str:
        """Everything about the item under `point`, else the holiday and the tasks there."""
        item, day = self.item_at(point), self.day_at(point)
        if item is not None:
            return self.item_told(item)
        if self.range is None or day is None:
            return ""
        tasks = [f"{flag_text(task)}, {task.communication}" for task in self.tasks_on(day)]
        lines = [self.range.holidays.get(day, ""), self.closed_by(day), *tasks]
        return "\n".join(line for line in lines if line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        change = self._change_of(event)
        if change is not None:
            change()
            return
        action = self._plain_keys().get(Qt.Key(event.key()))
        if action is None or event.modifiers() not in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            super().keyPressEvent(event)
            return
        if not self.ring:
            self._came_by_keyboard = True
        action()

    def move_keys(self) -> dict[Qt.Key, timedelta]:
        """How far Alt and a key move what is selected."""
        key = Qt.Key
        return {key.Key_Left: -DAY, key.Key_Right: DAY, key.Key_Up: -WEEK, key.Key_Down: WEEK}

    def stretch_keys(self, row: OccurrenceRow) -> dict[Qt.Key, timedelta]:
        """How much longer Shift, Alt and a key make `row`."""
        return {Qt.Key.Key_Left: -DAY, Qt.Key.Key_Right: DAY}

    def _change_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        """What a key does to the item that is selected: the same as a drag."""
        key, pressed, row = Qt.Key(event.key()), event.modifiers(), self.selected_row
        if pressed == _ALT and key in self.move_keys():
            by = self.move_keys()[key]
            return lambda: self.move_wanted.emit(row, by) if row is not None else None
        if row is None:
            return None
        if pressed == _SHIFT_ALT and key in self.stretch_keys(row):
            longer = self.stretch_keys(row)[key]
            return lambda: self._stretch(row, longer)
        if pressed == _CTRL and key == Qt.Key.Key_D:
            return lambda: self.copy_wanted.emit(row, WEEK)
        return None

    def _stretch(self, row: OccurrenceRow, by: timedelta) -> None:
        minutes = int((row.end - row.start + by).total_seconds()) // 60
        if minutes > 0:
            self.resize_wanted.emit(row, minutes)

    def _plain_keys(self) -> dict[Qt.Key, Callable[[], None]]:
        key = Qt.Key
        return {
            key.Key_Return: self._open,
            key.Key_Enter: self._open,
            key.Key_Space: lambda: self.day_opened.emit(self.day),
            key.Key_N: lambda: self.create_wanted.emit(self.slot()),
            key.Key_Delete: self._remove,
            key.Key_PageUp: lambda: self.pages_wanted.emit(-1),
            key.Key_PageDown: lambda: self.pages_wanted.emit(1),
            key.Key_Escape: lambda: self._choose(None),
        }

    def slot(self) -> Slot:
        """Where something new goes."""
        return Slot(self.day)

    def go_to_day(self, day: date) -> None:
        """Move the keyboard to `day`; what was selected elsewhere no longer is."""
        self.day = day
        if self.key is not None:
            self._choose(None)
        if day not in self.shown_days():
            self.day_wanted.emit(day)
        self.reveal()
        self.update()
        accessible_of(self).tell_focus()

    def _open(self) -> None:
        row = self.selected_row
        if row is not None:
            self.opened.emit(row)
        else:
            self.day_opened.emit(self.day)

    def _remove(self) -> None:
        if self.selected_row is not None:
            self.remove_wanted.emit()

    def _choose(self, item: int | None) -> None:
        """Select by the user's hand."""
        self.key = None if item is None else self.key_at(item)
        self.reveal()
        self.update()
        self.selected.emit(self.key)
        accessible_of(self).tell_focus()

    def _is_on(self, item: int, day: date) -> bool:
        first, last = shown_days(self.thing(item))
        return first <= day <= last

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        item = self._press(event)
        self._choose(item)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open, or make, where the first click was: the view may have become narrower since."""
        row = self.selected_row
        if row is not None and self._pressed == self.key:
            self.opened.emit(row)
        elif self._pressed is None and self.day_at(event.position()) is not None:
            self.create_wanted.emit(self.slot())

    def _press(self, event: QMouseEvent) -> int | None:
        """Go to the day under the pointer; returns the item there."""
        self._came_by_keyboard = False
        day, item = self.day_at(event.position()), self.item_at(event.position())
        if day is not None:
            self.day = day
        self._pressed = None if item is None else self.key_at(item)
        return item

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.item_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.selected_row is None:
            return
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            item = self.selected_item
            rect = self.item_place(item, self.day) if item is not None else None
            if rect is not None:
                place = self.mapToGlobal(rect.bottomLeft().toPoint())
        self.menu_wanted.emit(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        accessible_of(self).tell_focus()

    def _hover(self, item: int | None) -> None:
        if item != self.hovered:
            self.hovered = item
            pointer = Qt.CursorShape.ArrowCursor
            self.setCursor(pointer if item is None else Qt.CursorShape.PointingHandCursor)
            self.update()


def _place_in(rows: Rows, key: DateKey) -> int | None:
    # One of thousands of rows is asked for, over and over: a table of all is not worth its making.
    id_, start = key
    return next(
        (
            item
            for item, row in enumerate(rows)
            if row.communication_id == id_ and row.original_start == start
        ),
        None,
    )


def days_between(first: date, last: date) -> list[date]:
    """Every day from `first` to `last`, both included."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
