"""Ctrl+K: go anywhere, run anything, find anything in the plan, by keyboard alone."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QWidget

from townhall.language import _
from townhall.ui.actions import Actions
from townhall.ui.announce import announce
from townhall.ui.icons import paint_icon
from townhall.ui.jobs import Jobs
from townhall.ui.overlay import Overlay
from townhall.ui.palette_create import Creating
from townhall.ui.palette_rows import PaletteDelegate, PaletteModel, Row, best, matching, spoken
from townhall.ui.screen import Place, Selection
from townhall.ui.theme import theme

_WIDTH = 640
_TOP = 110
_INPUT = 52
_PLACES = 12
_ACTIONS = 7
_HITS = 12
_FIND_FROM = 2
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Tab: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Backtab: -1}


class Found(Protocol):
    """What the full-text search returns for each hit."""

    @property
    def noun(self) -> str: ...
    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def snippet(self) -> str: ...


class Searches(Protocol):
    """A query (session, text) that returns hits, best first; `limit` is at most how many."""

    def __call__(self, session: Any, text: str, /, *, limit: int) -> Sequence[Found]: ...


class _Icon(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            middle = round(self.height() / 2 - 9)
            paint_icon(painter, "search", 0, middle, 18, theme().tokens.text2)
        finally:
            painter.end()


class Palette(Overlay):
    """The list follows every letter; rooms and actions at once, hits as soon as they are there."""

    def __init__(
        self,
        parent: QWidget,
        jobs: Jobs,
        actions: Actions,
        *,
        places: Callable[[], Sequence[Place]],
        go: Callable[[str], object],
        show_selection: Callable[[Selection], object],
        creating: Creating,
        search: Searches | None = None,
    ) -> None:
        super().__init__(parent, card_width=_WIDTH, card_top=_TOP)
        self._jobs, self._actions, self._search = jobs, actions, search
        self._places, self._go, self._show_selection = places, go, show_selection
        self._creating = creating
        self._found: list[Row] = []
        self._searching = False
        self._fixed: list[tuple[str, list[Row]]] = []
        self.input = QLineEdit()
        self.model = PaletteModel(self)
        self.list = QListView()
        self._icon = _Icon()
        self._lay_out()
        self.input.textChanged.connect(self._on_input_changed)
        self.list.clicked.connect(self._on_list_clicked)

    def open(self) -> None:
        """Show the palette, empty, with everything that can be done here."""
        self._fixed = [(_("Go to"), self._place_rows()), (_("Actions"), self._action_rows())]
        self.input.clear()
        self._creating.load(self._on_names_loaded)
        self._on_input_changed("")
        super().open()
        self.input.setFocus(Qt.FocusReason.PopupFocusReason)

    def card_height(self) -> int:
        """As high as its rows, so that the eye stays at the input."""
        return theme().px(_INPUT) + 1 + self.model.height() + 14

    def restyle(self) -> None:
        super().restyle()
        self.input.setFont(theme().font(15))
        self._icon.setFixedSize(18, theme().px(_INPUT))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = watched is self.input and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and self._took_key(event):
            return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        card = self.card.geometry()
        painter = QPainter(self)
        try:
            line = card.y() + theme().px(_INPUT)
            painter.fillRect(card.x() + 1, line, card.width() - 2, 1, theme().tokens.border)
        finally:
            painter.end()

    def _lay_out(self) -> None:
        self.input.setProperty("bare", True)
        self.input.setPlaceholderText(_("Go to, do or find anything"))
        self.input.setAccessibleName(_("Go to, do or find anything"))
        self.input.installEventFilter(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(PaletteDelegate(self.model, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(_("Results"))
        self.list.setMouseTracking(True)
        self.list.setMinimumHeight(1)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.viewport().setAutoFillBackground(False)
        self.list.setStyleSheet("QListView { background: transparent; }")
        self.list.entered.connect(self._on_list_entered)
        top = QHBoxLayout()
        top.setContentsMargins(20, 0, 20, 0)
        top.setSpacing(10)
        top.addWidget(self._icon)
        top.addWidget(self.input, 1)
        self.body.addLayout(top)
        self.body.addSpacing(1)
        below = QHBoxLayout()
        below.setContentsMargins(8, 4, 8, 8)
        below.addWidget(self.list)
        self.body.addLayout(below, 1)
        self.restyle()

    def _place_rows(self) -> list[Row]:
        def row(place: Place) -> Row:
            return Row(
                _(place.title),
                place.icon,
                keys=("G", place.key.upper()) if place.key else (),
                run=lambda: self._go(place.name),
            )

        return [row(place) for place in self._places()]

    def _action_rows(self) -> list[Row]:
        here = [
            Row(
                action.text,
                action.icon or "command",
                keys=action.keys,
                run=lambda id_=action.id: self._actions.run(id_),  # type: ignore[misc]
            )
            for action in self._actions.available()
            if action.in_palette
        ]
        known = {action.id for action in self._actions.listed()}
        elsewhere = [
            Row(
                _(offered.text),
                offered.icon,
                run=functools.partial(self._run_there, place.name, offered.id),
            )
            for place in self._places()
            for offered in place.offers
            if offered.id not in known
        ]
        return here + elsewhere

    def _run_there(self, place: str, id_: str) -> None:
        self._go(place)
        self._actions.run(id_)

    def _on_input_changed(self, text: str) -> None:
        self._found = []
        query = " ".join(text.split())
        self._searching = (
            self._search is not None
            and self._jobs.database is not None
            and len(query) >= _FIND_FROM
        )
        self._show(text)
        if self._search is None or not self._searching:
            return
        self._jobs.read(
            self._search,
            query,
            limit=_HITS,
            done=lambda hits: self._on_found(text, hits),
            channel="palette",
        )

    def _on_found(self, text: str, hits: Sequence[Found]) -> None:
        if self.isVisible() and text == self.input.text():
            self._found = [self._hit_row(hit) for hit in hits]
            self._searching = False
            self._show(text, keep=True)

    def _on_names_loaded(self) -> None:
        if self.isVisible() and self.input.text():
            self._show(self.input.text(), keep=True)

    def _hit_row(self, hit: Found) -> Row:
        icon = next((p.icon for p in self._places() if hit.noun in p.nouns), "search")
        selection = Selection(hit.noun, hit.id)
        return Row(
            " ".join(hit.title.split()),
            icon,
            " ".join(hit.snippet.split()),
            run=lambda: self._show_selection(selection),
        )

    def _show(self, text: str, *, keep: bool = False) -> None:
        (go, places), (do, actions) = self._fixed
        kept = self._current_row()
        groups = [(go, matching(text, places, _PLACES)), (do, matching(text, actions, _ACTIONS))]
        # "New audience" means the action, not the room of the audiences.
        groups.sort(key=lambda group: -best(text, group[1]))
        groups.append((_("In the plan"), self._found))
        offer = self._creating.offer(text)
        groups.insert(0 if offer.leads else len(groups), (_("Create"), list(offer.rows)))
        self.model.set_groups(groups, _("Searching…") if self._searching else _("Nothing found"))
        # What arrives late must not move what the user is about to press Enter on.
        number = self._number_of(kept) if keep and kept is not None else -1
        self._select(number if number >= 0 else self.model.next_selectable(-1, 1))
        self.place_card()

    def _current_row(self) -> Row | None:
        index = self.list.currentIndex()
        return self.model.row_at(index.row()) if index.isValid() else None

    def _number_of(self, wanted: Row) -> int:
        for number in range(self.model.rowCount()):
            if self.model.row_at(number) is wanted:
                return number
        return -1

    def _select(self, number: int) -> None:
        row = self.model.row_at(number)
        if row is None:
            self.list.setCurrentIndex(QModelIndex())
            return
        self.list.setCurrentIndex(self.model.index(number))
        if number == 1:
            self.list.scrollToTop()
        announce(self.list, spoken(row))

    def _took_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _STEPS:
            number = self.list.currentIndex().row()
            self._select(self.model.next_selectable(number, _STEPS[key]))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self._current_row())
            return True
        return False

    def _on_list_clicked(self, index: QModelIndex) -> None:
        self._run(self.model.row_at(index.row()))

    def _on_list_entered(self, index: QModelIndex) -> None:
        row = self.model.row_at(index.row())
        if row is not None and row.run is not None:
            self.list.setCurrentIndex(index)

    def _run(self, row: Row | None) -> None:
        if row is None or row.run is None:
            return
        self.dismiss()
        row.run()
