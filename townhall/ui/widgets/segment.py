"""One choice out of a few that all show: a segment; several out of a few: a toggle group."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from townhall.ui.icons import paint_icon
from townhall.ui.theme import theme
from townhall.ui.widgets.paint import (
    CENTRE,
    TITLE,
    Type,
    draw_box,
    draw_focus_ring,
    draw_text,
    text_width,
)
from townhall.ui.widgets.themed import FocusRing, Themed

_ON = Type(13, 600)


class _Part(FocusRing, Themed, QRadioButton):
    """One part of a segment; arrow keys move between parts, as between radio buttons."""

    def __init__(self, label: str, icon: str, *, icon_only: bool) -> None:
        super().__init__("" if icon_only else label)
        self._icon = icon
        if icon_only:
            self.setAccessibleName(label)
            self.setToolTip(label)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        icon = (16 if self._icon else 0) + (6 if self._icon and self.text() else 0)
        pad = 24 if self.text() else 14
        words = text_width(self.text(), _ON) if self.text() else 0
        return QSize(round(words + icon + pad) + 1, theme().px(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        tokens, rect = theme().tokens, QRectF(self.rect())
        words = tokens.text2
        if self.isChecked():
            fill = tokens.strong if tokens.dark else tokens.raised
            draw_box(painter, rect, 6, fill, None if tokens.dark else tokens.strong)
            words = tokens.text
        elif self.underMouse() and self.isEnabled():
            words = tokens.text
        if not self.isEnabled():
            words = tokens.disabled
        if self._icon:
            x = rect.x() + 12 if self.text() else rect.center().x() - 8
            paint_icon(painter, self._icon, round(x), round(rect.center().y() - 8), 16, words)
            rect.setLeft(rect.x() + 16)
        kind = _ON if self.isChecked() else TITLE
        draw_text(painter, rect, self.text(), kind, words, CENTRE)
        if self.ring:
            draw_focus_ring(painter, QRectF(self.rect()), 6)


class Segment(Themed, QWidget):
    """One choice out of two to five; `chosen(value)` when the user picks one.

    `options` are (value, label) or (value, label, icon); `name` says what is chosen. With
    `icons_only` the labels are tooltips and accessible names.
    """

    chosen = Signal(object)

    def __init__(
        self,
        options: Sequence[tuple[object, str] | tuple[object, str, str]],
        value: object = None,
        *,
        name: str = "",
        icons_only: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._values = [option[0] for option in options]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        for number, option in enumerate(options):
            mark = option[2] if len(option) == 3 else ""
            part = _Part(option[1], mark, icon_only=icons_only and bool(mark))
            part.setAccessibleDescription(name)
            self._group.addButton(part, number)
            row.addWidget(part)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_value(self._values[0] if value is None else value)
        self._group.idToggled.connect(self._on_toggled)

    @property
    def value(self) -> object:
        """The value chosen."""
        return self._values[self._group.checkedId()]

    def set_value(self, value: object) -> None:
        """Choose `value` without saying so."""
        blocked = self._group.blockSignals(True)
        self._group.button(self._values.index(value)).setChecked(True)
        self._group.blockSignals(blocked)
        self.update()

    def buttons(self) -> list[QRadioButton]:
        """The parts, in order."""
        return [part for part in self._group.buttons() if isinstance(part, QRadioButton)]

    def _on_toggled(self, number: int, checked: bool) -> None:  # noqa: FBT001 (a Qt slot)
        if checked:
            self.chosen.emit(self._values[number])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            draw_box(painter, QRectF(self.rect()), 8, theme().tokens.sunken)
        finally:
            painter.end()


class _Toggle(FocusRing, Themed, QCheckBox):
    def sizeHint(self) -> QSize:
        return QSize(max(theme().px(32), round(text_width(self.text(), _ON)) + 20), theme().px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, rect = theme().tokens, QRectF(self.rect())
        on = self.isChecked()
        fill = tokens.tint if on else tokens.hover if self.underMouse() else tokens.surface
        words = tokens.accent if on else tokens.text2
        if not self.isEnabled():
            fill, words = tokens.sunken, tokens.disabled
        painter = QPainter(self)
        try:
            edge = tokens.accent if on else tokens.control
            draw_box(painter, rect, 8, fill, edge, width=1.5 if on else 1)
            draw_text(painter, rect, self.text(), _ON if on else TITLE, words, CENTRE)
            if self.ring:
                draw_focus_ring(painter, rect, 8)
        finally:
            painter.end()


class ToggleGroup(QWidget):
    """Any number out of a few, such as weekdays; `changed(values)` when the user flips one."""

    changed = Signal(list)

    def __init__(
        self,
        options: Sequence[tuple[object, str]],
        values: Sequence[object] = (),
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._toggles: list[tuple[object, _Toggle]] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for value, label in options:
            toggle = _Toggle(label)
            toggle.setAttribute(Qt.WidgetAttribute.WA_Hover)
            toggle.setAccessibleDescription(name)
            toggle.setChecked(value in values)
            toggle.toggled.connect(self._on_toggled)
            self._toggles.append((value, toggle))
            row.addWidget(toggle)
        row.addStretch(1)
        self.setAccessibleName(name)

    @property
    def values(self) -> list[object]:
        """The values that are on, in the order of the options."""
        return [value for value, toggle in self._toggles if toggle.isChecked()]

    def set_values(self, values: Sequence[object]) -> None:
        """Turn exactly `values` on without saying so."""
        for value, toggle in self._toggles:
            blocked = toggle.blockSignals(True)
            toggle.setChecked(value in values)
            toggle.blockSignals(blocked)

    def _on_toggled(self) -> None:
        self.changed.emit(self.values)
