"""Pages of a document as paper: a strip of thumbnails and the pages at a zoom that can change."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from townhall.language import _
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.page import Ground, set_ground
from townhall.ui.widgets.paint import TITLE
from townhall.ui.widgets.sheets import A4, PageText, PaintPage, Sheets, Strip


class PageView(Ground):
    """Shows `count` pages painted by `paint(painter, rect, index)` in points; always white paper.

    `page_changed(index)` while scrolling; Ctrl+wheel zooms, `zoomed(percent)`. A page is as wide
    as the view until the user zooms. A screen reader gets the words of the page in view.
    """

    page_changed = Signal(int)
    zoomed = Signal(int)

    def __init__(self, *, thumbnails: bool = True, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self._sheets = Sheets()
        self._strip = Strip(self._sheets)
        self._told: PageText | None = None
        self._fitted = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_bar())
        row = QHBoxLayout()
        row.setSpacing(0)
        column.addLayout(row, 1)
        self._strip_area = self._scroll(self._strip)
        self._strip_area.setFixedWidth(Strip.WIDTH + 28)
        self._strip_area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area = self._scroll(self._sheets)
        row.addWidget(self._strip_area)
        self._strip_area.setVisible(thumbnails)
        row.addWidget(self._area, 1)
        self._area.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._strip.chosen.connect(self.go_to)
        self._sheets.stepped.connect(self._on_stepped)
        self._sheets.scrolled.connect(self._on_keys_scrolled)
        self._area.viewport().installEventFilter(self)
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

    @property
    def fitted(self) -> bool:
        """Whether a page is kept as wide as the view."""
        return self._fitted

    @property
    def pages(self) -> QWidget:
        """The pages themselves, which take the keyboard."""
        return self._sheets

    def set_pages(
        self,
        count: int,
        paint: PaintPage,
        size: tuple[float, float] = A4,
        told: PageText | None = None,
    ) -> None:
        """Show `count` pages of `size` points painted by `paint`; stay at the place in view.

        `told(index)` is what a screen reader finds on a page.
        """
        self._sheets.points, self._sheets.count, self._sheets.paint_page = size, count, paint
        self._told = told
        self._strip.current = min(self._strip.current, max(count - 1, 0))
        self._refresh()
        self._on_scrolled()

    def show_thumbnails(self, *, shown: bool) -> None:
        """Show the strip of thumbnails, or leave its room to the pages."""
        self._strip_area.setVisible(shown)

    def repaint_pages(self) -> None:
        """Paint all pages anew."""
        self._refresh()

    def set_zoom(self, percent: int) -> None:
        """Show the pages at `percent`, 30 to 300."""
        self._fitted = False
        self._zoom_to(percent)

    def fit_width(self) -> None:
        """Make a page as wide as the view, and keep it so."""
        room = self._area.viewport().width() - 2 * Sheets.GAP
        self._zoom_to(int(room / self._sheets.points[0] * 100))
        self._fitted = True

    def _zoom_to(self, percent: int) -> None:
        scale = max(30, min(percent, 300)) / 100
        bar = self._area.verticalScrollBar()
        place = bar.value() * scale / self._sheets.scale
        self._sheets.scale = scale
        self._refresh()
        # The bar learns the new height only when the area is laid out.
        bar.setMaximum(max(bar.maximum(), round(place)))
        bar.setValue(round(place))
        self.zoomed.emit(self.zoom)

    def go_to(self, index: int) -> None:
        """Scroll to page `index`, from 0."""
        top = self._sheets.page_rect(index).y() - Sheets.GAP
        self._area.verticalScrollBar().setValue(round(top))
        self._set_current(index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._fitted:
            self.fit_width()
        return super().eventFilter(watched, event)

    def _on_stepped(self, pages: int) -> None:
        self.go_to(max(0, min(self.current + pages, self._sheets.count - 1)))

    def _on_keys_scrolled(self, pixels: int) -> None:
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + pixels)

    def _on_scrolled(self) -> None:
        if not self._sheets.count:
            return
        view = self._area.viewport().height()
        bar = self._area.verticalScrollBar()
        at_end = 0 < bar.maximum() <= bar.value()
        place = bar.value() + (view - Sheets.GAP if at_end else view / 3)
        self._set_current(self._sheets.page_at(place))

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
        where = _("Page {page} of {count}").format(page=self.current + 1, count=self._sheets.count)
        if not self._sheets.count:
            where = ""
        self._where.setText(where)
        self._percent.setText(f"{self.zoom} %")
        self._sheets.setAccessibleName(where or _("Pages"))
        words = self._told(self.current) if self._told and self._sheets.count else ""
        if words != self._sheets.accessibleDescription():
            self._sheets.setAccessibleDescription(words)

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
