"""The bar above the content: what is shown, its controls, search and New; or a page's way back."""

from __future__ import annotations

from math import floor

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QWidget

from townhall.language import _
from townhall.ui.icons import paint_icon
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.key_cap import cap_width, draw_cap
from townhall.ui.widgets.paint import (
    BODY,
    HEAD,
    TITLE,
    Type,
    ascent,
    draw_box,
    draw_focus_ring,
    draw_text,
    elided,
    line_height,
    text_width,
)
from townhall.ui.widgets.themed import FocusRing, Themed

_CRUMB_WIDTH = 240
HEIGHT = 60
_TITLE = Type(20, 600)


class Heading(Themed, QLabel):
    """Title and facts on one baseline; the facts give way first when room is short."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._facts, self._kind = "", "", _TITLE
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def set_heading(self, title: str, facts: str, *, page: bool) -> None:
        """Show `title` with `facts`; smaller on a page, where the crumb stands before it."""
        self._title, self._facts = title, facts
        self._kind = HEAD if page else _TITLE
        self.setAccessibleName(f"{title}, {facts}" if facts else title)
        self.setToolTip("")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = text_width(self._title, self._kind)
        if self._facts:
            width += 12 + text_width(self._facts, BODY)
        return QSize(round(width) + 2, theme().px(32))

    def minimumSizeHint(self) -> QSize:
        width = min(text_width(self._title, self._kind), theme().px(160))
        return QSize(round(width) + 2, theme().px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        tokens = theme().tokens
        room = QRectF(self.rect())
        used = draw_text(painter, room, self._title, self._kind, tokens.text)
        left = used + 12
        if used < text_width(self._title, self._kind) or room.width() - left < theme().px(40):
            self.setToolTip(self.accessibleName())
            return
        title_top = round((room.height() - line_height(self._kind)) / 2)
        # Text is drawn at whole pixels: the facts rather stand a hair high than sink below.
        top = floor(title_top + ascent(self._kind) - ascent(BODY))
        facts = QRectF(left, top, room.width() - left, line_height(BODY))
        draw_text(painter, facts, self._facts, BODY, tokens.text2)


class SearchButton(FocusRing, Themed, QAbstractButton):
    """Looks like a search field and opens the palette; the icon alone where room is short."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = False
        self.setText(_("Search or run"))
        self.setAccessibleName(_("Search or run a command"))
        self.setToolTip(_("Search or run a command (Ctrl+K)"))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_narrow(self, *, narrow: bool) -> None:
        """Show the icon alone."""
        self._narrow = narrow
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height = theme().px(32)
        if self._narrow:
            return QSize(height, height)
        words = 34 + text_width(self.text(), BODY) + 24 + cap_width(_("Ctrl K")) + 6
        return QSize(max(theme().px(248), round(words)), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        tokens, box = theme().tokens, QRectF(self.rect())
        fill = tokens.hover if self.underMouse() else tokens.card
        draw_box(painter, box, 8, fill, tokens.control)
        middle = box.center().y()
        x = box.center().x() - 8 if self._narrow else 10
        paint_icon(painter, "search", round(x), round(middle - 8), 16, tokens.text2)
        if not self._narrow:
            key = _("Ctrl K")
            cap = box.right() - 6 - cap_width(key)
            words = QRectF(34, 0, cap - 34 - 8, box.height())
            draw_text(painter, words, self.text(), BODY, tokens.text2)
            draw_cap(painter, QPointF(cap, middle), key)
        if self.ring:
            draw_focus_ring(painter, box, 8)


class _Chevron(Themed, QWidget):
    def sizeHint(self) -> QSize:
        return QSize(14, theme().px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            middle = self.height() / 2
            paint_icon(painter, "chevron-right", 0, round(middle - 7), 14, theme().tokens.text3)
        finally:
            painter.end()


class TopBar(Themed, QWidget):
    """Title, facts and controls of a screen, or crumb, title, chip and buttons of a page."""

    search_asked = Signal()
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self._controls: QWidget | None = None
        self._chip: QWidget | None = None
        self._back = Button(kind="ghost", icon="arrow-left", tip=_("Back"))
        self._crumb = Button("", kind="ghost")
        self._chevron = _Chevron(self)
        self.heading = Heading(self)
        self.search = SearchButton(self)
        self.new = Button(_("New"), kind="primary", icon="plus")
        self._back.clicked.connect(self.back_asked)
        self._crumb.clicked.connect(self.back_asked)
        self.search.clicked.connect(self.search_asked)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(20, 0, 20, 1)
        self._layout.setSpacing(8)
        self._way_back = (self._back, self._crumb, self._chevron)
        for widget in (*self._way_back, self.heading):
            self._layout.addWidget(widget)
        self._layout.addStretch(1)
        self._layout.addWidget(self.search)
        self._layout.addWidget(self.new)
        self.show_screen("", "")

    def show_screen(self, title: str, facts: str) -> None:
        """Head a screen."""
        self._show_way_back(shown=False)
        self.set_chip(None)
        self.heading.set_heading(title, facts, page=False)

    def show_page(self, crumb: str, title: str, facts: str) -> None:
        """Head a page that lies over what is called `crumb`."""
        back_text = _("Back to {place}").format(place=crumb) if crumb else _("Back")
        self._crumb.setText(elided(crumb, TITLE, theme().px(_CRUMB_WIDTH)).replace("&", "&&"))
        self._back.setAccessibleName(back_text)
        self._back.setToolTip(back_text)
        self._show_way_back(shown=True)
        self._crumb.setVisible(bool(crumb))
        self._chevron.setVisible(bool(crumb))
        self.heading.set_heading(title, facts, page=True)

    def set_chip(self, chip: QWidget | None) -> None:
        """Show `chip` after the title; the one before it is thrown away."""
        if self._chip is not None and self._chip is not chip:
            self._chip.hide()
            self._chip.deleteLater()
        self._chip = chip
        if chip is not None:
            self._layout.insertWidget(self._layout.indexOf(self.heading) + 1, chip)
            chip.show()

    def set_controls(self, controls: QWidget | None, *, page: bool) -> None:
        """Show a view's own controls: a screen's beside its title, a page's at the far right."""
        if self._controls is not None:
            self._layout.removeWidget(self._controls)
            self._controls.setVisible(self._controls is controls)
        self._controls = controls
        if controls is not None:
            beside = self._layout.indexOf(self.heading) + 1
            self._layout.insertWidget(self._layout.count() if page else beside, controls)
            controls.show()
        self.search.setVisible(not page)

    def set_narrow(self, *, narrow: bool) -> None:
        """Make room: the search field becomes an icon."""
        self.search.set_narrow(narrow=narrow)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            tokens = theme().tokens
            draw_box(painter, QRectF(self.rect()), 0, tokens.surface)
            draw_box(painter, QRectF(0, self.height() - 1, self.width(), 1), 0, tokens.border)
        finally:
            painter.end()

    def _show_way_back(self, *, shown: bool) -> None:
        for widget in self._way_back:
            widget.setVisible(shown)
        margins = self._layout.contentsMargins()
        # The arrow is a button with room of its own around it.
        margins.setLeft(12 if shown else 20)
        self._layout.setContentsMargins(margins)
