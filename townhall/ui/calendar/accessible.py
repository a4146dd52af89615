"""What a screen reader finds in a painted calendar: days, and in each day its items.

Qt's cache keeps bare pointers to interfaces, so every interface made here lives as long as the
program; those of a view that is gone are given to the next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Protocol

import shiboken6
from PySide6.QtCore import QObject, QRect, QRectF
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QAccessibleWidget, QWidget


class DatesShown(Protocol):
    """What a view tells of the days it shows, all in its own coordinates."""

    def shown_days(self) -> Sequence[date]:
        """Days in reading order."""

    def items_of(self, day: date) -> Sequence[int]:
        """Items of a day, in reading order."""

    def day_told(self, day: date) -> str:
        """A day in words."""

    def item_told(self, item: int) -> str:
        """An item in words."""

    def day_place(self, day: date) -> QRectF | None:
        """Where a day is drawn."""

    def item_place(self, item: int, day: date) -> QRectF | None:
        """Where an item is drawn on a day; None when it has no room."""

    def focused(self) -> tuple[date | None, int | None]:
        """The day of the keyboard, and the item that is selected on it."""


class _Node(QAccessibleInterface):
    """A day, or an item of it; it looks up what it stands for each time it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.root: CalendarAccessible | None = None
        self.day_number, self.item_number = 0, -1

    def _day(self) -> date | None:
        shown = self.root.shown() if self.root is not None else None
        days = shown.shown_days() if shown is not None else ()
        return days[self.day_number] if self.day_number < len(days) else None

    def _item(self) -> int | None:
        day, shown = self._day(), self.root.shown() if self.root is not None else None
        if day is None or shown is None or self.item_number < 0:
            return None
        items = shown.items_of(day)
        return items[self.item_number] if self.item_number < len(items) else None

    def isValid(self) -> bool:
        return self._item() is not None if self.item_number >= 0 else self._day() is not None

    def object(self) -> QObject | None:  # type: ignore[override] # the stub forgets None
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        return self.root.window() if self.root is not None and self.root.shown() else None

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override] # as above
        if self.root is None or self.root.shown() is None:
            return None
        return self.root.day_node(self.day_number) if self.item_number >= 0 else self.root

    def childCount(self) -> int:
        day, shown = self._day(), self.root.shown() if self.root is not None else None
        if self.item_number >= 0 or day is None or shown is None:
            return 0
        return len(shown.items_of(day))

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        if self.root is None or not 0 <= index < self.childCount():
            return None
        return self.root.item_node(self.day_number, index)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child.item_number if isinstance(child, _Node) else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        for index in range(self.childCount()):
            node = self.child(index)
            if node is not None and node.rect().contains(x, y):
                return node
        return None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem if self.item_number >= 0 else QAccessible.Role.List

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        shown = self.root.shown() if self.root is not None else None
        if shown is None:
            state.invalid = True
            return state
        day, item = shown.focused()
        state.focusable = True
        state.selectable = self.item_number >= 0
        here = day is not None and day == self._day()
        if self.item_number >= 0:
            state.selected = here and item is not None and item == self._item()
            state.focused = state.selected and self.root is not None and self.root.has_focus()
            state.invisible = self.rect().isEmpty()
        else:
            state.focused = (
                here and item is None and self.root is not None and self.root.has_focus()
            )
        return state

    def text(self, kind: QAccessible.Text) -> str:
        shown = self.root.shown() if self.root is not None else None
        if kind != QAccessible.Text.Name or shown is None:
            return ""
        if self.item_number >= 0:
            item = self._item()
            return "" if item is None else shown.item_told(item)
        day = self._day()
        return "" if day is None else shown.day_told(day)

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing here is edited."""

    def rect(self) -> QRect:
        day, shown = self._day(), self.root.shown() if self.root is not None else None
        if day is None or shown is None or self.root is None:
            return QRect()
        if self.item_number < 0:
            return self.root.on_screen(shown.day_place(day))
        item = self._item()
        return QRect() if item is None else self.root.on_screen(shown.item_place(item, day))


class CalendarAccessible(QAccessibleWidget):
    """The painted view itself: a group of days."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, QAccessible.Role.Grouping)
        self._view: QWidget | None = widget
        self._nodes: dict[tuple[int, int], _Node] = {}
        widget.destroyed.connect(self._on_destroyed)

    def shown(self) -> DatesShown | None:
        """The view, None once it is gone."""
        view = self._view
        return view if shiboken6.isValid(view) else None  # type: ignore[return-value]

    def has_focus(self) -> bool:
        """Whether the view has the keyboard."""
        return self._view is not None and shiboken6.isValid(self._view) and self._view.hasFocus()

    def on_screen(self, rect: QRectF | None) -> QRect:
        """A rectangle of the view as assistive technology counts."""
        if rect is None or self._view is None:
            return QRect()
        place = rect.toRect()
        place.moveTopLeft(self._view.mapToGlobal(place.topLeft()))
        return place

    def day_node(self, number: int) -> _Node:
        """The interface of a day."""
        return self._node(number, -1)

    def item_node(self, day_number: int, number: int) -> _Node:
        """The interface of an item of a day."""
        return self._node(day_number, number)

    def tell_focus(self) -> None:
        """Let assistive technology know where the keyboard has gone inside the view."""
        node = self.focusChild()
        if node is not None and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(node, QAccessible.Event.Focus))

    def childCount(self) -> int:
        shown = self.shown()
        return 0 if shown is None else len(shown.shown_days())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return self.day_node(index) if 0 <= index < self.childCount() else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child.day_number if isinstance(child, _Node) else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        for index in range(self.childCount()):
            node = self.day_node(index)
            if node.rect().contains(x, y):
                return node.childAt(x, y) or node
        return None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        shown = self.shown()
        day, item = shown.focused() if shown is not None else (None, None)
        if shown is None or day is None or day not in shown.shown_days():
            return None
        number = list(shown.shown_days()).index(day)
        items = list(shown.items_of(day))
        if item is not None and item in items:
            return self.item_node(number, items.index(item))
        return self.day_node(number)

    def _node(self, day: int, item: int) -> _Node:
        node = self._nodes.get((day, item))
        if node is None:
            node = _spare_nodes().pop() if _spare_nodes() else _Node()
            node.root, node.day_number, node.item_number = self, day, item
            self._nodes[day, item] = node
        return node

    def _on_destroyed(self) -> None:
        for node in self._nodes.values():
            node.root = None
        _spare_nodes().extend(self._nodes.values())
        self._nodes = {}
        self._view = None


@cache
def _spare_nodes() -> list[_Node]:
    return []


@cache
def _roots() -> list[CalendarAccessible]:
    """Every root that was ever made: Qt may still hold a pointer to it."""
    return []


def accessible_of(widget: QWidget) -> CalendarAccessible:
    """The one interface of a painted view."""
    found = widget.property("calendarAccessible")
    if not isinstance(found, int):
        _roots().append(CalendarAccessible(widget))
        found = len(_roots()) - 1
        widget.setProperty("calendarAccessible", found)
    return _roots()[found]


@cache
def install_accessible(kind: type[QWidget]) -> None:
    """Let Qt ask here for the interface of every widget of class `kind`."""

    def factory(_key: str, thing: QObject) -> QAccessibleInterface | None:
        return accessible_of(thing) if isinstance(thing, kind) else None

    _factories().append(factory)
    QAccessible.installFactory(factory)


@cache
def _factories() -> list[object]:
    return []
