"""Pages of a document as paper: a strip of thumbnails and the pages at a zoom that can change."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from townhall.language import _
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.page import Ground, set_ground
from townhall.ui.widgets.paint import CENTRE, SMALL_MEDIUM, TITLE, draw_box, draw_shadow, draw_text
from townhall.ui.widgets.themed import FocusRing, Themed

PaintPage = Callable[[QPainter, QRectF, int], None]
"""Paints page `index` (from 0) into a rectangle given in the page's own points."""

A4 = (595.0, 842.0)
"""Width and height of A4 in points."""


class _Sheets(Themed, QWidget):
    """Painted pages below each other, each drawn once per zoom and kept as a picture."""

    GAP = 20

    def __init__(self) -> None:
        super().__init__()
        self.points = A4
        self.count = 0
        self.scale = 0.75
        self.paint_page: PaintPage | None = None
        self._pictures: dict[int, QPixmap] = {}

    def forget(self) -> None:
        self._pictures.clear()
        self.setMinimumSize(self.sizeHint())
        self.updateGeometry()
        self.update()

    def page_rect(self, index: int) -> QRectF:
        width, height = self.points[0] * self.scale, self.points[1] * self.scale
        x = max(self.GAP, (self.width() - width) / 2)
        return QRectF(round(x), self.GAP + index * (height + self.GAP), width, height)

    def sizeHint(self) -> QSize:
        width, height = self.points[0] * self.scale, self.points[1] * self.scale
        total = self.GAP + self.count * (height + self.GAP)
        return QSize(round(width) + 2 * self.GAP, round(total))

    def picture(self, index: int, scale: float, ratio: float) -> QPixmap:
        width, height = self.points
        made = QPixmap(round(width * scale * ratio), round(height * scale * ratio))
        made.fill(theme().tokens.paper)
        if self.paint_page is not None:
            painter = QPainter(made)
            try:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.scale(scale * ratio, scale * ratio)
                self.paint_page(painter, QRectF(0, 0, width, height), index)
            finally:
                painter.end()
        made.setDevicePixelRatio(ratio)
        return made

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        for index in range(self.count):
            seen = self.page_rect(index).intersects(QRectF(event.rect()))
            if seen and index not in self._pictures:
                ratio = self.devicePixelRatio()
                self._pictures[index] = self.picture(index, self.scale, ratio)
        painter = QPainter(self)
        try:
            painter.fillRect(event.rect(), tokens.bg)
            for index in range(self.count):
                rect = self.page_rect(index)
                if rect.adjusted(-12, -12, 12, 16).intersects(QRectF(event.rect())):
                    draw_shadow(painter, rect, 2, 8)
                    picture = self._pictures.get(index)
                    if picture is not None:
                        painter.drawPixmap(rect.topLeft(), picture)
                    draw_box(painter, rect, 0, None, tokens.strong)
        finally:
            painter.end()


class _Strip(FocusRing, Themed, QWidget):
    """Thumbnails below each other; arrow keys and clicks go to a page."""

    chosen = Signal(int)
    WIDTH, STEP = 62, 115

    def __init__(self, sheets: _Sheets) -> None:
        super().__init__()
        self._sheets = sheets
        self.current = 0
        self._pictures: dict[int, QPixmap] = {}
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(_("Pages"))

    def forget(self) -> None:
        self._pictures.clear()
        self.setMinimumSize(self.sizeHint())
        self.update()

    def _scale(self) -> float:
        return self.WIDTH / self._sheets.points[0]

    def page_rect(self, index: int) -> QRectF:
        return QRectF(
            14, 14 + index * self.STEP, self.WIDTH, self._sheets.points[1] * self._scale()
        )

    def sizeHint(self) -> QSize:
        return QSize(self.WIDTH + 28, 20 + self._sheets.count * self.STEP)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = int((event.position().y() - 14) // self.STEP)
        if 0 <= index < self._sheets.count:
            self.chosen.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 1}
        step = steps.get(Qt.Key(event.key()), -1 if event.key() == Qt.Key.Key_PageUp else 0)
        if step and 0 <= self.current + step < self._sheets.count:
            self.chosen.emit(self.current + step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        for index in range(self._sheets.count):
            if index not in self._pictures and self.page_rect(index).intersects(
                QRectF(event.rect())
            ):
                ratio = self.devicePixelRatio()
                self._pictures[index] = self._sheets.picture(index, self._scale(), ratio)
        painter = QPainter(self)
        try:
            painter.fillRect(event.rect(), tokens.bg)
            for index, picture in self._pictures.items():
                rect = self.page_rect(index)
                painter.drawPixmap(rect.topLeft(), picture)
                now = index == self.current
                if now:
                    draw_box(painter, rect.adjusted(-3, -3, 3, 3), 3, None, tokens.accent, width=2)
                else:
                    draw_box(painter, rect, 1, None, tokens.strong)
                below = QRectF(rect.x(), rect.bottom() + 3, rect.width(), 18)
                words = tokens.accent if now else tokens.text2
                draw_text(painter, below, str(index + 1), SMALL_MEDIUM, words, CENTRE)
        finally:
            painter.end()


class PageView(Ground):
    """Shows `count` pages painted by `paint(painter, rect, index)` in points; always white paper.

    `page_changed(index)` while scrolling; Ctrl+wheel zooms, `zoomed(percent)`.
    """

    page_changed = Signal(int)
    zoomed = Signal(int)

    def __init__(self, *, thumbnails: bool = True, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self._sheets = _Sheets()
        self._strip = _Strip(self._sheets)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_bar())
        row = QHBoxLayout()
        row.setSpacing(0)
        column.addLayout(row, 1)
        self._strip_area = self._scroll(self._strip)
        self._strip_area.setFixedWidth(_Strip.WIDTH + 28)
        self._strip_area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._strip_area.setVisible(thumbnails)
        self._area = self._scroll(self._sheets)
        row.addWidget(self._strip_area)
        row.addWidget(self._area, 1)
        self._area.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._strip.chosen.connect(self.go_to)
        self.restyle()

    def restyle(self) -> None:
        for area in (self._area, self._strip_area):
            set_ground(area, "bg")
        super().restyle()

    def _scroll(self, inner: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _make_bar(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 8, 12, 4)
        row.setSpacing(4)
        self._where = Label("", TITLE, "text2")
        row.addWidget(self._where)
        row.addStretch(1)
        smaller = Button(kind="ghost", icon="zoom-out", tip=_("Zoom out"))
        self._percent = Label("", TITLE, "text2")
        larger = Button(kind="ghost", icon="zoom-in", tip=_("Zoom in"))
        fit = Button(kind="ghost", icon="expand", tip=_("Fit the width"))
        smaller.clicked.connect(lambda: self.set_zoom(self.zoom - 10))
        larger.clicked.connect(lambda: self.set_zoom(self.zoom + 10))
        fit.clicked.connect(self.fit_width)
        for widget in (smaller, self._percent, larger, fit):
            row.addWidget(widget)
        return bar

    @property
    def zoom(self) -> int:
        """The zoom in percent."""
        return round(self._sheets.scale * 100)

    @property
    def current(self) -> int:
        """The page in view, from 0."""
        return self._strip.current

    def set_pages(self, count: int, paint: PaintPage, size: tuple[float, float] = A4) -> None:
        """Show `count` pages of `size` points painted by `paint`; stay at the page in view."""
        self._sheets.points, self._sheets.count, self._sheets.paint_page = size, count, paint
        self._strip.current = min(self._strip.current, max(count - 1, 0))
        self._refresh()

    def repaint_pages(self) -> None:
        """Paint all pages anew."""
        self._refresh()

    def set_zoom(self, percent: int) -> None:
        """Show the pages at `percent`, 30 to 300."""
        self._sheets.scale = max(30, min(percent, 300)) / 100
        self._refresh()
        self.go_to(self._strip.current)
        self.zoomed.emit(self.zoom)

    def fit_width(self) -> None:
        """Make a page as wide as the view."""
        room = self._area.viewport().width() - 2 * _Sheets.GAP
        self.set_zoom(int(room / self._sheets.points[0] * 100))

    def go_to(self, index: int) -> None:
        """Scroll to page `index`, from 0."""
        top = self._sheets.page_rect(index).y() - _Sheets.GAP
        self._area.verticalScrollBar().setValue(round(top))
        self._set_current(index)

    def _on_scrolled(self) -> None:
        middle = self._area.verticalScrollBar().value() + self._area.viewport().height() / 3
        step = self._sheets.points[1] * self._sheets.scale + _Sheets.GAP
        self._set_current(max(0, min(int(middle / step), self._sheets.count - 1)))

    def _set_current(self, index: int) -> None:
        if index != self._strip.current:
            self._strip.current = index
            self._strip.update()
            self._strip_area.ensureVisible(
                20, round(self._strip.page_rect(index).center().y()), 0, 90
            )
            self.page_changed.emit(index)
        self._say_where()

    def _say_where(self) -> None:
        self._where.setText(
            _("Page {page} of {count}").format(page=self.current + 1, count=self._sheets.count)
        )
        self._percent.setText(f"{self.zoom} %")

    def _refresh(self) -> None:
        self._sheets.forget()
        self._strip.forget()
        self._say_where()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom + (10 if event.angleDelta().y() > 0 else -10))
            event.accept()
        else:
            super().wheelEvent(event)
