"""The heads of a list's columns: 32 high, pressed to sort."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from townhall.ui.icons import paint_icon
from townhall.ui.lists.delegate import GAP
from townhall.ui.lists.id_model import IdListModel
from townhall.ui.theme import theme
from townhall.ui.widgets.paint import LEFT, RIGHT, TINY, draw_text, text_width
from townhall.ui.widgets.themed import Themed


class ListHeader(Themed, QHeaderView):
    """Paints heads in the kit's look; `sort_wanted(key, descending)` on a press."""

    sort_wanted = Signal(str, bool)

    def __init__(self, model: IdListModel, pad: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns, self._pad = model.columns, pad
        self._key, self._descending = "", False
        self.setSectionsClickable(any(column.sort for column in model.columns))
        self.setHighlightSections(False)
        self.setMinimumSectionSize(16)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFixedHeight(theme().px(32))
        self.sectionClicked.connect(self._on_clicked)

    def restyle(self) -> None:
        self.setFixedHeight(theme().px(32))
        super().restyle()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().px(32))

    def set_sort(self, key: str, *, descending: bool) -> None:
        """Show by which column the list is sorted."""
        self._key, self._descending = key, descending
        self.viewport().update()

    def _on_clicked(self, section: int) -> None:
        key = self._columns[section].sort
        if key:
            self.set_sort(key, descending=not self._descending if key == self._key else False)
            self.sort_wanted.emit(self._key, self._descending)

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        tokens, column = theme().tokens, self._columns[logical_index]
        last = len(self._columns) - 1
        left = self._pad if logical_index == 0 else GAP / 2
        right = self._pad if logical_index == last else GAP / 2
        inner = QRectF(rect).adjusted(left, 0, -right, -1)
        painter.save()
        try:
            painter.fillRect(rect, tokens.surface)
            painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, tokens.border)
            sorted_by = bool(column.sort) and column.sort == self._key
            words = tokens.text if sorted_by else tokens.text3
            align = RIGHT if column.right else LEFT
            draw_text(painter, inner, column.head, TINY, words, align)
            if sorted_by:
                drawn = min(text_width(column.head, TINY), inner.width())
                x = inner.right() - drawn - 16 if column.right else inner.x() + drawn + 3
                name = "arrow-down" if self._descending else "arrow-up"
                paint_icon(painter, name, round(x), round(inner.center().y() - 6), 12, words)
        finally:
            painter.restore()
