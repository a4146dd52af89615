"""The left rail: product and plan on top, the rooms with their counts, theme and settings below."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from townhall.language import _
from townhall.ui.icons import paint_icon
from townhall.ui.rail_button import INSET, NARROW, WIDE, RailButton
from townhall.ui.rail_filters import RailFilters
from townhall.ui.screen import Place
from townhall.ui.theme import theme
from townhall.ui.widgets.paint import (
    HEAD,
    Type,
    draw_box,
    draw_focus_ring,
    draw_text,
    line_height,
)
from townhall.ui.widgets.themed import FocusRing, Themed

_PLAN = Type(11, 400)


class PlanButton(FocusRing, Themed, QAbstractButton):
    """The product's mark with the name of the plan; opens the menu of plans."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan, self._narrow = "", False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_plan("")

    def set_plan(self, name: str) -> None:
        """Show which plan is open."""
        self._plan = name
        self.setAccessibleName(_("Plan: {name}").format(name=name) if name else _("Plans"))
        self.setToolTip(name)
        self.update()

    def set_narrow(self, *, narrow: bool) -> None:
        """Show the mark alone."""
        self._narrow = narrow
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(NARROW if self._narrow else WIDE, theme().px(60))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        tokens = theme().tokens
        box = QRectF(self.rect()).adjusted(INSET, 8, -INSET, -8)
        if self.underMouse() or self.isDown():
            draw_box(painter, box, 8, tokens.hover)
        icon_x = box.center().x() - 10 if self._narrow else box.x() + 9
        icon_y = round(box.center().y() - 10)
        paint_icon(painter, "town-hall", round(icon_x), icon_y, 20, tokens.accent)
        if not self._narrow:
            left = box.x() + 38
            name, plan = line_height(HEAD), line_height(_PLAN)
            top = box.center().y() - (name + plan if self._plan else name) / 2
            room = QRectF(left, top, box.right() - left - 8, name)
            draw_text(painter, room, "Town Hall", HEAD, tokens.text)
            room = QRectF(left, top + name, box.right() - left - 8, plan)
            draw_text(painter, room, self._plan, _PLAN, tokens.text2)
        if self.ring:
            draw_focus_ring(painter, box, 8)


class Rail(Themed, QWidget):
    """The rail itself; `chosen` tells which room was asked for."""

    chosen = Signal(str)
    theme_asked = Signal()

    def __init__(self, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, RailButton] = {}
        self.plan_button = PlanButton(self)
        self._theme_button = RailButton("", "moon", self)
        self._theme_button.clicked.connect(self.theme_asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, 12)
        layout.setSpacing(0)
        layout.addWidget(self.plan_button)
        layout.addSpacing(2)
        for place in places:
            if place.position == "rail":
                layout.addWidget(self._add(place))
        self.filters = RailFilters()
        self.filters.changed.connect(self._order)
        layout.addWidget(self.filters, 1)
        layout.addWidget(self._theme_button)
        for place in places:
            if place.position == "foot":
                layout.addWidget(self._add(place))
        self._rooms = self._rail_order(places, "rail")
        self._feet = [self._theme_button, *self._rail_order(places, "foot")]
        self._all: list[RailButton] = []
        self._order()
        self.set_narrow(narrow=False)
        self.restyle()

    def set_current(self, name: str) -> None:
        """Mark room `name` as the one that is shown."""
        for other, button in self._buttons.items():
            button.setChecked(other == name)

    def set_count(self, name: str, count: int) -> None:
        """Show `count` beside room `name`."""
        if name in self._buttons:
            self._buttons[name].set_count(count)

    def set_available(self, available: Callable[[str], bool]) -> None:
        """Show only the rooms that can be entered now."""
        for name, button in self._buttons.items():
            button.setVisible(available(name))

    def set_narrow(self, *, narrow: bool) -> None:
        """Collapse to icons, or show words again."""
        self.setFixedWidth(NARROW if narrow else WIDE)
        self.plan_button.set_narrow(narrow=narrow)
        self.filters.set_narrow(narrow=narrow)
        for button in (*self._rooms, *self._feet):
            button.set_narrow(narrow=narrow)

    def restyle(self) -> None:
        dark = theme().tokens.dark
        text, icon = (_("Light"), "sun") if dark else (_("Dark"), "moon")
        self._theme_button.set_entry(text, icon)
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            tokens = theme().tokens
            draw_box(painter, QRectF(self.rect()), 0, tokens.bg)
            draw_box(painter, QRectF(self.width() - 1, 0, 1, self.height()), 0, tokens.border)
        finally:
            painter.end()

    def _add(self, place: Place) -> RailButton:
        button = RailButton(_(place.title), place.icon, self, counted=place.counted)
        button.setCheckable(True)
        button.clicked.connect(lambda _checked=False: self._on_clicked(place.name))
        self._buttons[place.name] = button
        return button

    def _on_clicked(self, name: str) -> None:
        # A click on the room that is shown must not take its mark away.
        self._buttons[name].setChecked(True)
        self.chosen.emit(name)

    def _rail_order(self, places: Sequence[Place], position: str) -> list[RailButton]:
        return [self._buttons[place.name] for place in places if place.position == position]

    def _order(self) -> None:
        """Put what the arrow keys and Tab go through in order."""
        for button in self._all:
            button.stepped.disconnect()
        self._all = [*self._rooms, *self.filters.buttons, *self._feet]
        for button in self._all:
            button.stepped.connect(functools.partial(self._step, button))
        for one, other in pairwise(self._all):
            QWidget.setTabOrder(one, other)

    def _step(self, button: RailButton, by: int) -> None:
        buttons = [each for each in self._all if each.isVisible()]
        there = buttons[(buttons.index(button) + by) % len(buttons)]
        there.setFocus(Qt.FocusReason.TabFocusReason)
