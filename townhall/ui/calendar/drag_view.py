"""A view of dates whose items are dragged to other places: month and week have it in common."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from townhall.domain.date_checks import DateCheck
from townhall.language import _
from townhall.services.queries.calendar import CalendarRange
from townhall.services.queries.communications import OccurrenceRow
from townhall.ui.announce import announce
from townhall.ui.calendar.dates_view import DatesView
from townhall.ui.calendar.drag import Drag, DragCard, DragQuestion, Pull, Slot, Span
from townhall.ui.calendar.proposal import Ghosts, Proposal, ghosts
from townhall.ui.date_key import key_of

_EDGE_WAIT = 650
"""Milliseconds at the edge after which the next week or month comes."""


class DragView(DatesView):
    """Press an item and pull it elsewhere, at its end to stretch it, on empty ground to make one.

    Alt copies, Esc puts everything back, the edge leads to the week or month beyond.
    """

    checks_wanted = Signal(object)
    """A `DragQuestion`; answered by `show_checks`."""

    proposal_left = Signal()
    """Esc, while a move waits for an answer."""

    # Qt sends events while the base class is still being made.
    _drag: Drag | None = None

    exact = False
    """Whether Ctrl places to the minute."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(today, parent)
        self._card: DragCard | None = None
        self._checks: Sequence[DateCheck] = ()
        self._edge = 0
        self._edge_timer = QTimer(self)
        self._edge_timer.setInterval(_EDGE_WAIT)
        self._edge_timer.timeout.connect(self._on_edge_waited)
        self._proposal: Proposal | None = None
        self.ghosts = Ghosts(())

    # A move that waits for an answer

    def propose(self, proposal: Proposal | None) -> None:
        """Draw where items are and where they would be; None: as it is."""
        self._proposal = proposal
        self._show_ghosts()
        self.rearrange()

    def set_range(self, found: CalendarRange) -> None:
        super().set_range(found)
        if self._proposal is not None:
            self._show_ghosts()
            self.rearrange()

    def _show_ghosts(self) -> None:
        rows = self.range.rows if self.range is not None else ()
        self.ghosts = ghosts(rows, self._proposal)
        self.rows, self.hovered = self.ghosts.rows, None

    def item_told(self, item: int) -> str:
        told = super().item_told(item)
        if item in self.ghosts.leaving:
            return _("{item}, where it is now").format(item=told)
        if item in self.ghosts.coming:
            return _("{item}, where it would be").format(item=told)
        return told

    # What a view knows of its places

    @abstractmethod
    def moment_at(self, point: QPointF, row: OccurrenceRow | None) -> datetime | None:
        """The moment under `point`, for `row` or for something new; None outside."""

    @abstractmethod
    def snapped(self, moment: datetime, *, exact: bool) -> datetime:
        """`moment` where things are put: on the quarter, unless `exact`."""

    @abstractmethod
    def drawn(self, first: datetime, last: datetime, *, exact: bool) -> Span:
        """What is made by drawing from `first` to `last` (not before it)."""

    @abstractmethod
    def slot_of(self, span: Span) -> Slot:
        """Where something new goes that was drawn over `span`."""

    @abstractmethod
    def span_place(self, drag: Drag) -> QRectF | None:
        """Where the target of `drag` is drawn, for the card beside it."""

    @abstractmethod
    def handle_at(self, point: QPointF) -> int | None:
        """The item whose end is under `point`, where it can be pulled longer."""

    @abstractmethod
    def edge_at(self, point: QPointF) -> int:
        """-1 or 1 where a drag leads to what is before or beyond, else 0."""

    @abstractmethod
    def least(self, row: OccurrenceRow) -> timedelta:
        """How short `row` can be pulled."""

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._drag is None:
            if event.key() == Qt.Key.Key_Escape and self._proposal is not None:
                self.proposal_left.emit()
            else:
                super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self._give_up()
        else:
            self._follow(event.modifiers())

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if self._drag is None:
            super().keyReleaseEvent(event)
        else:
            self._follow(event.modifiers())

    def event(self, event: QEvent) -> bool:
        dragging = self._drag is not None and self._drag.started
        if (
            dragging
            and event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
        ):
            event.accept()
            return True
        return super().event(event)

    def _give_up(self) -> None:
        drag = self._drag
        self._drop_drag()
        if drag is None:
            return
        if self.day != drag.day:
            self.day_wanted.emit(drag.day)
        self.key = key_of(drag.row) if drag.row is not None else None
        self._choose(self.selected_item)
        announce(self, _("Moving stopped"))

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None:
            return
        before = self.day
        item = self._press(event)
        if event.button() != Qt.MouseButton.LeftButton:
            self._choose(item)
            return
        handle = self.handle_at(event.position())
        row = self.own_row(item)
        if item is not None and row is None:
            self._choose(item)
            return
        pull = Pull.CREATE if row is None else Pull.STRETCH if handle == item else Pull.MOVE
        grabbed = self.moment_at(event.position(), row)
        if grabbed is None:
            self._choose(item)
            return
        # Said when the button comes up: the panel that opens would take room from under a drag.
        self.key = None if row is None else key_of(row)
        self.update()
        day = before if row is None else self.day
        self._drag = Drag(pull, row, event.position(), grabbed, day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = self._drag
        if drag is None:
            super().mouseMoveEvent(event)
            if self.handle_at(event.position()) is not None:
                self.setCursor(self.stretch_cursor())
            elif self.hovered is not None:
                self.setCursor(Qt.CursorShape.PointingHandCursor)
            return
        far = (event.position() - drag.pressed).manhattanLength()
        if not drag.started and far < QApplication.startDragDistance():
            return
        drag.started, drag.point = True, event.position()
        moves = drag.pull is Pull.MOVE
        self.setCursor(Qt.CursorShape.ClosedHandCursor if moves else self.stretch_cursor())
        self._watch_edge(drag.point)
        self._follow(event.modifiers())

    def stretch_cursor(self) -> Qt.CursorShape:
        """The pointer over what can be pulled longer."""
        return Qt.CursorShape.SizeVerCursor

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag = self._drag
        if drag is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if drag.started:
            self._follow(event.modifiers())
        self._drop_drag()
        if not drag.started or (drag.row is not None and not drag.by):
            self.key = key_of(drag.row) if drag.row is not None else None
            self._choose(self.selected_item)
        elif drag.span is not None:
            self._finish(drag, drag.span)

    def _finish(self, drag: Drag, span: Span) -> None:
        self.day = span.start.date()
        if drag.row is None:
            self.create_wanted.emit(self.slot_of(span))
        elif drag.pull is Pull.STRETCH:
            minutes = int((drag.row.end - drag.row.start + drag.by).total_seconds()) // 60
            self.resize_wanted.emit(drag.row, minutes)
        elif drag.copies:
            self.copy_wanted.emit(drag.row, drag.by)
        else:
            self.move_wanted.emit(drag.row, drag.by)

    def _follow(self, modifiers: Qt.KeyboardModifier) -> None:
        """Let the drag follow pointer and keys."""
        drag = self._drag
        if drag is None or not drag.started or drag.point is None:
            return
        before = (drag.span, drag.copies)
        drag.copies = drag.pull is Pull.MOVE and bool(modifiers & Qt.KeyboardModifier.AltModifier)
        exact = self.exact and bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        drag.span = self._span(drag, drag.point, exact=exact)
        if before != (drag.span, drag.copies):
            self._show_card(drag)
        self.update()

    def _span(self, drag: Drag, point: QPointF, *, exact: bool) -> Span | None:
        at, row = self.moment_at(point, drag.row), drag.row
        if at is None:
            return None
        if row is None:
            return self.drawn(min(drag.grabbed, at), max(drag.grabbed, at), exact=exact)
        by, length = at - drag.grabbed, row.shown_end - row.shown_start
        if not by:
            return Span(row.shown_start, row.shown_end)
        if drag.pull is Pull.STRETCH:
            end = self.snapped(row.shown_end + by, exact=exact)
            return Span(row.shown_start, max(end, row.shown_start + self.least(row)))
        start = self.snapped(row.shown_start + by, exact=exact)
        return Span(start, start + length)

    def _watch_edge(self, point: QPointF) -> None:
        edge = self.edge_at(point)
        if edge != self._edge:
            self._edge = edge
            if edge:
                self._edge_timer.start()
            else:
                self._edge_timer.stop()

    def _on_edge_waited(self) -> None:
        if self._drag is None or not self._edge:
            self._edge_timer.stop()
            return
        self.pages_wanted.emit(self._edge)
        self._follow(QApplication.keyboardModifiers())

    def _show_card(self, drag: Drag) -> None:
        self._close_card()
        place = self.span_place(drag) if drag.span is not None else None
        if place is None:
            return
        asked = drag.question
        exact = self.exact and (drag.row is None or not drag.row.all_day)
        known = self._checks if asked is not None else ()
        self._card = DragCard(drag, self, exact=exact, checks=known)
        self._card.show_beside(place)
        if asked is not None:
            self.checks_wanted.emit(asked)

    def show_checks(self, asked: DragQuestion, checks: Sequence[DateCheck]) -> None:
        """Say beside the drag what is in the way of the place that was asked about, or free."""
        drag = self._drag
        if drag is not None and self._card is not None and drag.question == asked:
            self._checks = checks
            self._card.show_checks(checks)

    def _close_card(self) -> None:
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None

    def _drop_drag(self) -> None:
        self._close_card()
        self._checks = ()
        self._edge = 0
        self._edge_timer.stop()
        if self._drag is not None:
            self._drag = None
            self.unsetCursor()
            self.update()

    @property
    def dragging(self) -> Drag | None:
        """The drag that is under way."""
        return self._drag if self._drag is not None and self._drag.started else None

    @property
    def dragged_item(self) -> int | None:
        """The item that is dragged away from its place, when that is among those shown."""
        drag = self.dragging
        if drag is None or drag.row is None or drag.pull is not Pull.MOVE or drag.copies:
            return None
        return self.place_of(key_of(drag.row))
