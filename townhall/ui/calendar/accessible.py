"""What a screen reader finds in a painted calendar: days or lanes, and in each its items.

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

Group = date | int
"""What items stand in: a day, or the number of a lane."""


class DatesShown(Protocol):
    """What a view tells of what it shows, all in its own coordinates."""

    def groups(self) -> Sequence[Group]:
        """Groups in reading order."""

    def group_items(self, group: Group) -> Sequence[int]:
        """Items of a group, in reading order."""

    def group_told(self, group: Group) -> str:
        """A group in words."""

    def item_told(self, item: int) -> str:
        """An item in words."""

    def group_place(self, group: Group) -> QRectF | None:
        """Where a group is drawn."""

    def group_item_place(self, item: int, group: Group) -> QRectF | None:
        """Where an item is drawn in a group; None when it has no room."""

    def focused(self) -> tuple[Group | None, int | None]:
        """The group of the keyboard, and the item that is selected in it."""


class _Node(QAccessibleInterface):
    """A group, or an item of it; it looks up what it stands for each time it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.root: CalendarAccessible | None = None
        self.group_number, self.item_number = 0, -1

    def _group(self) -> Group | None:
        shown = self.root.shown() if self.root is not None else None
        groups = shown.groups() if shown is not None else ()
        return groups[self.group_number] if self.group_number < len(groups) else None

    def _item(self) -> int | None:
        group, shown = self._group(), self.root.shown() if self.root is not None else None
        if group is None or shown is None or self.item_number < 0:
            return None
        items = shown.group_items(group)
        return items[self.item_number] if self.item_number < len(items) else None

    def isValid(self) -> bool:
        return self._item() is not None if self.item_number >= 0 else self._group() is not None

    def object(self) -> QObject | None:  # type: ignore[override] # the stub forgets None
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        return self.root.window() if self.root is not None and self.root.shown() else None

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override] # as above
        if self.root is None or self.root.shown() is None:
            return None
        return self.root.group_node(self.group_number) if self.item_number >= 0 else self.root

    def childCount(self) -> int:
        group, shown = self._group(), self.root.shown() if self.root is not None else None
        if self.item_number >= 0 or group is None or shown is None:
            return 0
        return len(shown.group_items(group))

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        if self.root is None or not 0 <= index < self.childCount():
            return None
        return self.root.item_node(self.group_number, index)

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
        group, item = shown.focused()
        state.focusable = True
        state.selectable = self.item_number >= 0
        here = group is not None and group == self._group()
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
        group = self._group()
        return "" if group is None else shown.group_told(group)

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing here is edited."""

    def rect(self) -> QRect:
        group, shown = self._group(), self.root.shown() if self.root is not None else None
        if group is None or shown is None or self.root is None:
            return QRect()
        if self.item_number < 0:
            return self.root.on_screen(shown.group_place(group))
        item = self._item()
        return QRect() if item is None else self.root.on_screen(shown.group_item_place(item, group))


class CalendarAccessible(QAccessibleWidget):
    """The painted view itself: its groups of items."""

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

    def group_node(self, number: int) -> _Node:
        """The interface of a group."""
        return self._node(number, -1)

    def item_node(self, group_number: int, number: int) -> _Node:
        """The interface of an item of a group."""
        return self._node(group_number, number)

    def tell_focus(self) -> None:
        """Let assistive technology know where the keyboard has gone inside the view."""
        node = self.focusChild()
        if node is not None and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(node, QAccessible.Event.Focus))

    def childCount(self) -> int:
        shown = self.shown()
        return 0 if shown is None else len(shown.groups())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return self.group_node(index) if 0 <= index < self.childCount() else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child.group_number if isinstance(child, _Node) else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        for index in range(self.childCount()):
            node = self.group_node(index)
            if node.rect().contains(x, y):
                return node.childAt(x, y) or node
        return None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        shown = self.shown()
        group, item = shown.focused() if shown is not None else (None, None)
        if shown is None or group is None or group not in shown.groups():
            return None
        number = list(shown.groups()).index(group)
        items = list(shown.group_items(group))
        if item is not None and item in items:
            return self.item_node(number, items.index(item))
        return self.group_node(number)

    def _node(self, group: int, item: int) -> _Node:
        node = self._nodes.get((group, item))
        if node is None:
            node = _spare_nodes().pop() if _spare_nodes() else _Node()
            node.root, node.group_number, node.item_number = self, group, item
            self._nodes[group, item] = node
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
