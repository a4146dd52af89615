"""A file that was just written: it opens, and can be dragged into a mail or copied."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import (
    QDrag,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QPushButton, QSizePolicy, QWidget

from townhall.language import _
from townhall.ui.icons import icon_pixmap, paint_icon
from townhall.ui.theme import theme
from townhall.ui.widgets.paint import (
    SMALL,
    SMALL_MEDIUM,
    draw_box,
    draw_focus_ring,
    draw_text,
)
from townhall.ui.widgets.themed import FocusRing, Themed

_ICONS = {".eml": "mail", ".zip": "archive"}


class FileTile(FocusRing, Themed, QPushButton):
    """Name of a file on disk, to open by a click, to drag out of the window, to copy by Ctrl+C.

    `about` says below the name what it is for.
    """

    def __init__(self, path: Path, about: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path, self.about = path, about
        self._icon = _ICONS.get(path.suffix, "calendar")
        self._pressed: QPoint | None = None
        self.setText(path.name)
        self.setAccessibleName(f"{path.name}. {about}" if about else path.name)
        self.setAccessibleDescription(
            _("Press to open it, drag it into an e-mail, or copy it with Ctrl+C")
        )
        self.setToolTip(str(path))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def mime(self) -> QMimeData:
        """What is dragged out: the file itself."""
        return files_mime([self.path])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_files([self.path])
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(240), theme().px(44))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(44))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        start = self._pressed
        far = start is not None and (
            (event.position().toPoint() - start).manhattanLength()
            >= QApplication.startDragDistance()
        )
        if not far:
            super().mouseMoveEvent(event)
            return
        self._pressed = None
        self.setDown(False)
        drag = QDrag(self)
        drag.setMimeData(self.mime())
        drag.setPixmap(icon_pixmap(self._icon, theme().tokens.accent, 32, self.devicePixelRatioF()))
        drag.exec(Qt.DropAction.CopyAction)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, rect = theme().tokens, QRectF(self.rect())
        painter = QPainter(self)
        try:
            lit = self.underMouse() or self.isDown()
            draw_box(painter, rect, 8, tokens.hover if lit else tokens.sunken, tokens.border)
            middle = rect.center().y()
            paint_icon(painter, self._icon, 12, round(middle - 9), 18, tokens.accent)
            height = theme().px(17)
            room = QRectF(42, middle - height + 1, rect.width() - 80, height)
            draw_text(painter, room, self.path.name, SMALL_MEDIUM, tokens.text)
            room.moveTop(middle)
            about = self.about or _("Drag it into an e-mail")
            draw_text(painter, room, about, SMALL, tokens.text2)
            paint_icon(painter, "drag", rect.right() - 26, round(middle - 8), 16, tokens.text2)
            if self.ring:
                draw_focus_ring(painter, rect, 8)
        finally:
            painter.end()


def files_mime(paths: Sequence[Path]) -> QMimeData:
    """The files themselves, for a drag or the clipboard."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def copy_files(paths: Sequence[Path]) -> None:
    """Put the files on the clipboard, to paste them into an e-mail or a folder."""
    QGuiApplication.clipboard().setMimeData(files_mime(paths))
