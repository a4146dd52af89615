"""A small popup to choose one thing by typing a part of its name."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from townhall.language import _
from townhall.ui.icons import paint_icon
from townhall.ui.theme import theme
from townhall.ui.widgets.fields import TextField
from townhall.ui.widgets.marks import draw_avatar
from townhall.ui.widgets.notices import FloatCard
from townhall.ui.widgets.paint import BODY, SMALL, draw_box, draw_dot, draw_text, text_width
from townhall.ui.widgets.select import Option

_OPTION = Qt.ItemDataRole.UserRole
_MOST_SHOWN = 9
_NEW = object()


class _Line(QStyledItemDelegate):
    """Paints an option: its mark, its words, and what tells it apart."""

    def __init__(self, parent: QWidget, *, avatars: bool) -> None:
        super().__init__(parent)
        self._avatars = avatars

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(80, theme().px(32))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        tokens, shown = theme().tokens, index.data(_OPTION)
        rect = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        try:
            if state & QStyle.StateFlag.State_Selected:
                draw_box(painter, rect, 6, tokens.sel)
            elif state & QStyle.StateFlag.State_MouseOver:
                draw_box(painter, rect, 6, tokens.hover)
            x, middle = rect.x() + 8, rect.center().y()
            if self._avatars and shown.value and not shown.icon:
                draw_avatar(painter, QRectF(x, round(middle - 12), 24, 24), shown.label)
                x += 32
            elif shown.icon:
                paint_icon(painter, shown.icon, x + 4, round(middle - 8), 16, tokens.text2)
                x += 32 if self._avatars else 28
            elif shown.tone:
                draw_dot(painter, QPointF(x + 4, middle), 8, tokens.shade(shown.tone).line)
                x += 20
            room = QRectF(x, rect.y(), rect.right() - x - 8, rect.height())
            x += draw_text(painter, room, shown.label, BODY, tokens.text) + 8
            room = QRectF(x, rect.y(), rect.right() - x - 8, rect.height())
            if shown.detail and room.width() > 24:
                draw_text(painter, room, shown.detail, SMALL, tokens.text2)
        finally:
            painter.restore()


class Chooser(FloatCard):
    """Offers `options`; `picked(value)` by Enter or a click, then it closes. Esc closes.

    With `new` ("Add “{name}”"), words that match no option are offered as a new one:
    `new_wanted(text)`. With `avatars` the options are people.
    """

    picked = Signal(object)
    new_wanted = Signal(str)

    def __init__(
        self,
        title: str,
        options: Sequence[Option],
        value: object = None,
        *,
        new: str = "",
        avatars: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, popup=True, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self._options, self._new = list(options), new
        self.entry = TextField(name=title, placeholder=_("Type to find"))
        self.entry.textChanged.connect(self._on_typed)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setItemDelegate(_Line(self.list, avatars=avatars))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.itemClicked.connect(self._take)
        self.body.addWidget(self.entry)
        self.body.addWidget(self.list)
        widest = max((self._width_of(option) for option in self._options), default=0)
        self.list.setFixedWidth(min(max(theme().px(220), widest + 56), theme().px(380)))
        self.entry.setVisible(len(self._options) > _MOST_SHOWN or bool(new))
        self._fill("", value)
        shown = min(max(self.list.count(), 1), _MOST_SHOWN)
        self.list.setFixedHeight(shown * theme().px(32) + 4)
        if self.entry.isVisibleTo(self):
            self.setFocusProxy(self.entry)

    @staticmethod
    def _width_of(option: Option) -> int:
        detail = text_width(option.detail, SMALL) + 8 if option.detail else 0
        return round(text_width(option.label) + detail)

    def _fill(self, text: str, value: object = None) -> None:
        self.list.clear()
        wanted = text.casefold()
        shown = [
            option
            for option in self._options
            if wanted in option.label.casefold() or wanted in option.detail.casefold()
        ]
        known = any(option.label.casefold() == wanted for option in shown)
        if self._new and wanted and not known:
            shown.append(Option(_NEW, self._new.format(name=text), "plus"))
        for option in shown:
            item = QListWidgetItem(option.label)
            item.setData(_OPTION, option)
            self.list.addItem(item)
            if option.value == value:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0 and self.list.count():
            self.list.setCurrentRow(0)

    def _on_typed(self, text: str) -> None:
        self._fill(text.strip())

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        option: Option = item.data(_OPTION)
        text = self.entry.text().strip()
        self.close()
        if option.value is _NEW:
            self.new_wanted.emit(text)
        else:
            self.picked.emit(option.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = event.key(), self.list.currentRow()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.close()
        elif key == Qt.Key.Key_Down:
            self.list.setCurrentRow(min(row + 1, self.list.count() - 1))
        elif key == Qt.Key.Key_Up:
            self.list.setCurrentRow(max(row - 1, 0))
        else:
            super().keyPressEvent(event)
