"""One column of the board: its head, and cards that are dragged or moved by key."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from townhall.domain.terms import QuestionState, label
from townhall.language import ngettext
from townhall.ui.lists.cells import Column
from townhall.ui.lists.id_model import Fetch, Index
from townhall.ui.questions.board.cards import CardDelegate, CardModel
from townhall.ui.theme import Tone, theme
from townhall.ui.widgets.labels import ElidedLabel, Label
from townhall.ui.widgets.marks import Swatch
from townhall.ui.widgets.paint import SMALL, SMALL_MEDIUM, draw_box, draw_focus_ring
from townhall.ui.widgets.themed import FocusRing, Themed

_SIDES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class CardList(FocusRing, Themed, QListView):
    """The cards of a column. Signals carry ids.

    `current_changed(id or None)`, `activated_id(id)`, `menu_wanted(id, point)`; `beside(by)` Left
    and Right, `carry(by)` the same with Shift; `focused()` when the keyboard comes or goes.
    `lifted(id, point)` when a drag begins, then `dragged(point)`, `dropped(point)` or
    `put_back()`. Points are those of the screen.
    """

    current_changed = Signal(object)
    activated_id = Signal(int)
    menu_wanted = Signal(int, QPoint)
    beside = Signal(int)
    carry = Signal(int)
    focused = Signal()
    lifted = Signal(int, QPoint)
    dragged = Signal(QPoint)
    dropped = Signal(QPoint)
    put_back = Signal()

    def __init__(self, columns: Sequence[Column], fetch: Fetch) -> None:
        super().__init__()
        self.cards = CardModel(columns, fetch, self)
        self.delegate = CardDelegate(self)
        self._pressed: tuple[int, QPoint] | None = None
        self._dragging = False
        self._restoring = False
        self.setModel(self.cards)
        self.setItemDelegate(self.delegate)
        self.setObjectName("cards")
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.restyle()

    def restyle(self) -> None:
        self.set_ground(theme().tokens.sunken)
        super().restyle()

    def set_ground(self, colour: QColor) -> None:
        """Lay the cards on `colour`."""
        palette = QPalette(self.palette())
        for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            palette.setColor(role, colour)
        self.setPalette(palette)
        self.viewport().setPalette(palette)
        self.viewport().setAutoFillBackground(True)
        self.setAutoFillBackground(True)

    @property
    def current_id(self) -> int | None:
        """The id of the card the keyboard is on."""
        return self.cards.id_at(self.currentIndex().row())

    def set_ids(self, ids: Sequence[int]) -> None:
        """Show these cards; the place stays where it can."""
        top = self.verticalScrollBar().value()
        self._restoring = True
        self.cards.set_ids(ids)
        self._restoring = False
        self.verticalScrollBar().setValue(top)

    def show_current(self, wanted: int | None) -> bool:
        """Make a card the current one without saying so; False when it is not here."""
        row = self.cards.row_of(wanted) if wanted is not None else -1
        self._restoring = True
        if row >= 0:
            self.setCurrentIndex(self.cards.index(row, 0))
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        self._restoring = False
        return row >= 0

    def go_to_row(self, row: int) -> None:
        """Make the card at `row`, or the last one before it, the current one."""
        self.setFocus()
        last = self.cards.rowCount() - 1
        self.setCurrentIndex(self.cards.index(min(max(row, 0), last), 0))

    def picture(self, wanted: int) -> QPixmap:
        """How a card looks now."""
        index = self.cards.index(self.cards.row_of(wanted), 0)
        return self.viewport().grab(self.visualRect(index))

    def card_point(self, wanted: int) -> QPoint:
        """Where on the screen a popup for a card should open."""
        rect = self.visualRect(self.cards.index(self.cards.row_of(wanted), 0))
        return self.viewport().mapToGlobal(rect.center())

    def lift(self, wanted: int | None) -> None:
        """Show that a card is being dragged, or none any more."""
        self.delegate.lifted = wanted
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._restoring and current.isValid():
            self.current_changed.emit(self.cards.id_at(current.row()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming into a column chooses its first card only when the user goes there by key."""
        tabbed = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        self._restoring = not tabbed
        super().focusInEvent(event)
        self._restoring = False
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = event.key(), event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if self._dragging and key == Qt.Key.Key_Escape:
            self._end()
            self.put_back.emit()
        elif key in _SIDES and (shift or not event.modifiers()):
            (self.carry if shift else self.beside).emit(_SIDES[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_activated()
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are the screen's own shortcuts."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        wanted = self.cards.id_at(self.indexAt(event.position().toPoint()).row())
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = (wanted, event.position().toPoint()) if left and wanted else None
        if self._pressed is None:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            self._on_activated()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        wanted, begun = self._pressed
        away = (event.position().toPoint() - begun).manhattanLength()
        if not self._dragging and away >= QApplication.startDragDistance():
            self._dragging = True
            self.lifted.emit(wanted, event.globalPosition().toPoint())
        if self._dragging:
            self.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragging, pressed = self._dragging, self._pressed
        self._end()
        if dragging:
            self.dropped.emit(event.globalPosition().toPoint())
        elif pressed is not None:
            # Only now: the panel of a card that is picked would shift the board under a drag.
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.setCurrentIndex(self.cards.index(self.cards.row_of(pressed[0]), 0))
        else:
            super().mouseReleaseEvent(event)

    def _end(self) -> None:
        self._pressed, self._dragging = None, False

    def _on_activated(self) -> None:
        if self.current_id is not None:
            self.activated_id.emit(self.current_id)

    def _on_menu(self, point: QPoint) -> None:
        wanted = self.cards.id_at(self.indexAt(point).row())
        if wanted is not None:
            self.menu_wanted.emit(wanted, self.viewport().mapToGlobal(point))


class BoardColumn(Themed, QWidget):
    """The cards of one state under its name and their number."""

    def __init__(
        self, state: QuestionState, tone: Tone, columns: Sequence[Column], fetch: Fetch
    ) -> None:
        super().__init__()
        self.state = state
        self._target = False
        self.list = CardList(columns, fetch)
        self.list.focused.connect(self.update)
        self.list.cards.ended = state is QuestionState.CLOSED
        self._count = Label("", SMALL, "text2")
        head = QHBoxLayout()
        head.setContentsMargins(12, 10, 10, 6)
        head.setSpacing(6)
        head.addWidget(Swatch(tone, 8))
        head.addWidget(ElidedLabel(label(state), SMALL_MEDIUM))
        head.addWidget(self._count)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 8)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        self.set_ids(())

    def set_ids(self, ids: Sequence[int]) -> None:
        """Show these questions."""
        self.list.set_ids(ids)
        self._count.setText(str(len(ids)))
        words = ngettext("{n} question", "{n} questions", len(ids)).format(n=len(ids))
        self.list.setAccessibleName(f"{label(self.state)}, {words}")

    def set_target(self, *, target: bool) -> None:
        """Show that a dragged card would be put here."""
        self._target = target
        self.list.set_ground(theme().tokens.tint if target else theme().tokens.sunken)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            tokens, rect = theme().tokens, self.rect().toRectF().adjusted(1, 1, -1, -1)
            if self._target:
                draw_box(painter, rect, 12, tokens.tint, tokens.accent, width=2)
            else:
                draw_box(painter, rect, 12, tokens.sunken)
            if self.list.ring and self.list.current_id is None:
                draw_focus_ring(painter, rect, 12)
        finally:
            painter.end()
