"""The foot of the inspector: the next steps of the question that is shown."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from townhall.domain.question_steps import QuestionStep, step_label
from townhall.language import _
from townhall.ui.icons import icon
from townhall.ui.questions.choosers import STEP_ICONS
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.menu import Menu
from townhall.ui.widgets.themed import Themed

_FOOT_LEFT, _FOOT_RIGHT = 19, 20


class Foot(Themed, QWidget):
    """The natural next step, another one, and the rest in a menu. `wanted(step)`."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: list[QuestionStep] = []
        self._beside = 2
        self._wanted_now = False
        self.primary = Button("", "primary")
        self.secondary = Button("")
        self.more = Button(kind="default", icon="more", tip=_("More steps"))
        self.primary.clicked.connect(lambda _checked=False: self.wanted.emit(self._steps[0]))
        self.secondary.clicked.connect(lambda _checked=False: self.wanted.emit(self._steps[1]))
        self.more.clicked.connect(self._open_menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(_FOOT_LEFT, 12, _FOOT_RIGHT, 12)
        row.setSpacing(8)
        for button in (self.primary, self.secondary, self.more):
            row.addWidget(button)
        row.addStretch(1)

    def show_steps(self, steps: Sequence[QuestionStep]) -> None:
        """Offer `steps`, the first as the primary one."""
        self._steps = list(steps)
        for button, step in zip((self.primary, self.secondary), steps, strict=False):
            button.setText(step_label(step))
            button.setAccessibleName(step_label(step))
            button.set_icon(STEP_ICONS[step] if button is self.primary else "")
            button.updateGeometry()

    def arrange(self, *, shown: bool) -> None:
        """Show as many buttons as there are steps and room for, if any and if `shown`."""
        self._wanted_now = shown
        self.setVisible(shown and bool(self._steps))
        needed = sum(b.sizeHint().width() + 8 for b in (self.primary, self.secondary, self.more))
        margins = _FOOT_LEFT + _FOOT_RIGHT
        self._beside = 2 if needed - 8 <= self.width() - margins else 1
        self.secondary.setVisible(len(self._steps) > 1 and self._beside > 1)
        self.more.setVisible(len(self._steps) > self._beside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange(shown=self._wanted_now)

    def _open_menu(self) -> None:
        menu = Menu(self, name=_("More steps"))
        for step in self._steps[self._beside :]:
            action = QAction(icon(STEP_ICONS[step]), step_label(step), menu)
            action.triggered.connect(lambda _checked=False, step=step: self.wanted.emit(step))
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 4)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(0, 0, self.width(), 1, theme().tokens.border)
        finally:
            painter.end()
