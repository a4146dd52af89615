"""Short messages over the foot of the window: what was done, with Undo or the next step."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from townhall.language import _
from townhall.ui.announce import announce
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.labels import ElidedLabel
from townhall.ui.widgets.paint import TITLE, draw_box, draw_shadow
from townhall.ui.widgets.themed import Themed

ToastAction = tuple[str, Callable[[], object]]

SHOWN_MS = 6000
SHOWN_WITH_ACTIONS_MS = 10_000
AT_MOST = 3
_GAP = 8
_SHADOW = 16
_EDGE = 24
_FOOT = 80
"""Above the feet of screens, where their sums and main buttons are."""
_MOVES = (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Resize)


class Toast(Themed, QWidget):
    """One message; it stays while the pointer or the keyboard is on it."""

    def __init__(self, text: str, actions: Sequence[ToastAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.text = text
        self._offered = frozenset(words for words, _run in actions)
        self.setAccessibleName(text)
        self._timer = QTimer(self, singleShot=True, interval=self._lasting(actions))
        self._timer.timeout.connect(self.close)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_SHADOW + 16, _SHADOW + 6, _SHADOW + 8, _SHADOW + 6)
        layout.setSpacing(8)
        self._label = ElidedLabel(text, TITLE)
        layout.addWidget(self._label, 1)
        layout.addSpacing(8)
        for words, run in actions:
            button = Button(words, kind="link")
            button.clicked.connect(self._runner(run))
            layout.addWidget(button)
            layout.addSpacing(4)
        self.close_button = Button(kind="ghost", icon="close", tip=_("Close the message"))
        self.close_button.clicked.connect(self.close)
        layout.addWidget(self.close_button)
        for child in self.findChildren(QWidget):
            child.installEventFilter(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._timer.start()

    def offers(self, words: str) -> bool:
        """Whether one of its buttons says `words`."""
        return words in self._offered

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()
        super().leaveEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() == QEvent.Type.FocusOut:
            self._timer.start()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        box = QRectF(self.rect()).adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
        painter = QPainter(self)
        try:
            draw_shadow(painter, box, 12, _SHADOW - 4)
            draw_box(painter, box, 12, tokens.raised, tokens.strong)
        finally:
            painter.end()

    def _runner(self, run: Callable[[], object]) -> Callable[[], None]:
        def press() -> None:
            self.close()
            run()

        return press

    @staticmethod
    def _lasting(actions: Sequence[ToastAction]) -> int:
        return SHOWN_WITH_ACTIONS_MS if actions else SHOWN_MS


class Toasts(QObject):
    """The messages of one window, at most three, the newest lowest, above the line `above`."""

    def __init__(self, over: QWidget, above: QWidget) -> None:
        super().__init__(over)
        self._over, self._above = over, above
        above.installEventFilter(self)
        self._shown: list[Toast] = []

    @property
    def texts(self) -> list[str]:
        """What is being said, oldest first."""
        return [toast.text for toast in self._shown]

    def say(self, text: str, actions: Sequence[ToastAction] = ()) -> Toast:
        """Show `text`, and let a screen reader speak it."""
        while len(self._shown) >= AT_MOST:
            self._shown[0].close()
        toast = Toast(text, actions, self._over)
        self._shown.append(toast)
        toast.installEventFilter(self)
        toast.show()
        self.arrange()
        announce(toast, text)
        return toast

    def withdraw(self, words: str) -> None:
        """Close the messages that offer `words`, because there is nothing left to offer."""
        for toast in list(self._shown):
            if toast.offers(words):
                toast.close()

    def arrange(self) -> None:
        """Put the messages in their places; to be called when the window is resized."""
        width = self._over.width() - 2 * _EDGE
        line = 0 if self._above.isHidden() else self._above.height()
        bottom = self._over.height() - line - _FOOT + _SHADOW
        for toast in reversed(self._shown):
            size = toast.sizeHint().boundedTo(toast.maximumSize())
            size.setWidth(min(size.width(), width))
            left = (self._over.width() - size.width()) // 2
            toast.setGeometry(left, bottom - size.height(), size.width(), size.height())
            toast.raise_()
            bottom -= size.height() - 2 * _SHADOW + _GAP

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and watched in self._shown:
            self._shown = [toast for toast in self._shown if toast is not watched]
            self.arrange()
        elif watched is self._above and event.type() in _MOVES:
            self.arrange()
        return super().eventFilter(watched, event)
