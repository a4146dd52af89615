"""Today: the next town hall, what needs attention, what comes, and two weeks at the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.changes import Changes
from townhall.domain.terms import CommunicationKind
from townhall.language import _
from townhall.services.queries.today import Today, today
from townhall.services.queries.today_items import Item
from townhall.ui.actions import Action
from townhall.ui.date_words import day_text
from townhall.ui.pages import open_event, open_new
from townhall.ui.screen import Frame, Screen
from townhall.ui.today.agenda_side import AgendaSide
from townhall.ui.today.hero import HeroCard
from townhall.ui.today.items import ItemRow
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, Hairline, SectionHead
from townhall.ui.widgets.notices import EmptyState
from townhall.ui.widgets.page import ScrollPage
from townhall.ui.widgets.rows import align_trailing

_FEW = 6
"""So many lines of what lies further ahead are shown before somebody asks for all."""


class TodayScreen(Screen):
    """Rows lead to the remedy with one verb; a task is ticked with one key."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.found: Today | None = None
        self.rows: list[ItemRow] = []
        self.drafts: dict[str, Any] = {}
        self._all = False
        self.hero = HeroCard()
        self.hero.opened.connect(self.open_hero)
        self._cards = QVBoxLayout()
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(16)
        holder = QWidget()
        holder.setLayout(self._cards)
        self.area = ScrollPage()
        self.area.add(self.hero)
        self.area.add(holder)
        self.area.add_stretch()
        self.side = AgendaSide(frame)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.area, 1)
        self._line = Hairline(vertical=True)
        row.addWidget(self._line)
        row.addWidget(self.side)
        self.hero.hide()

    def title(self) -> str:
        return _("Today")

    def facts(self) -> str:
        text = day_text(self._day(), "dddd d MMMM")
        return text[:1].upper() + text[1:]

    def first_focus(self) -> QWidget:
        return self.rows[0] if self.rows else self.hero.button if self.found else self

    def commands(self) -> Sequence[Action]:
        return [
            Action(
                "today.hero",
                _("Open the next town hall"),
                self.open_hero,
                "O",
                "town-hall",
                enabled=lambda: self.found is not None and self.found.hero is not None,
            ),
        ]

    def refresh(self, changes: Changes | None) -> None:
        self.frame.jobs.read(
            today, clock=self.frame.clock, done=self._on_read, channel="today.screen"
        )

    def open_hero(self) -> None:
        """Open the page of the next town hall."""
        hero = self.found.hero if self.found is not None else None
        if hero is not None:
            row = hero.date.row
            open_event(self.frame, row.communication_id, row.original_start)

    def plan_ahead(self) -> None:
        """Plan a town hall."""
        open_new(
            self.frame,
            CommunicationKind.TOWN_HALL,
            self._day(),
            drafts=self.drafts,
            saved=lambda key: open_event(self.frame, *key),
        )

    def _day(self) -> date:
        return self.found.today if self.found else self.frame.clock.now_utc().date()

    def _on_read(self, found: Today) -> None:
        same = found == self.found
        first = self.found is None
        self.found = found
        if not same:
            self._show(found)
        if first and (self.hasFocus() or self.window().focusWidget() is None):
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, found: Today) -> None:
        focused = next((n for n, row in enumerate(self.rows) if _holds_focus(row)), None)
        while self._cards.count():
            item = self._cards.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = []
        self.hero.setVisible(found.hero is not None)
        if found.hero is not None:
            self.hero.show_hero(found.hero, found.today, found.zone)
        if found.is_empty:
            self._cards.addWidget(self._nothing_planned())
        elif found.now:
            self._add_card(_("Needs attention now"), found.now)
        else:
            self._cards.addWidget(self._quiet())
        if found.this_week:
            self._add_card(_("Later this week"), found.this_week)
        if found.ahead:
            few = len(found.ahead) > _FEW and not self._all
            title = _("Further ahead") if found.now or found.this_week else _("Next to come up")
            self._add_card(title, found.ahead[:_FEW] if few else found.ahead, len(found.ahead))
        align_trailing(self.rows)
        self.side.show_today(found)
        self.heading_changed.emit()
        if focused is not None and self.rows:
            self.rows[min(focused, len(self.rows) - 1)].setFocus()

    def _add_card(self, title: str, items: Sequence[Item], total: int | None = None) -> None:
        more = None
        if total is not None and len(items) < total:
            more = Button(_("Show all"), "link")
            more.clicked.connect(self._show_all)
        card = Card()
        card.add(SectionHead(title, str(total or len(items)), more))
        for item in items:
            row = ItemRow(self.frame, item, self._day())
            row.step_asked.connect(lambda by, row=row: self._step(row, by))
            self.rows.append(row)
            card.add(row)
        self._cards.addWidget(card)

    def _step(self, row: ItemRow, by: int) -> None:
        place = self.rows.index(row) + by
        if 0 <= place < len(self.rows):
            self.rows[place].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.area.ensureWidgetVisible(self.rows[place], 0, 40)

    def _show_all(self) -> None:
        self._all = True
        if self.found is not None:
            self._show(self.found)

    def _quiet(self) -> Card:
        year = Button(_("Plan ahead"), icon="calendar")
        year.clicked.connect(lambda: self.frame.go("calendar"))
        return self._note(
            "check-circle",
            _("Nothing needs you today"),
            _("Every promise is on time, and every audience has heard what it was promised."),
            year,
        )

    def _nothing_planned(self) -> Card:
        start = Button(_("Plan a town hall"), "primary", icon="plus")
        start.clicked.connect(self.plan_ahead)
        return self._note(
            "calendar-plus",
            _("Nothing is planned yet"),
            _("Plan the first town hall: its run-up, invitation and questions come together here."),
            start,
        )

    def _note(self, icon: str, title: str, text: str, button: Button) -> Card:
        card = Card()
        state = EmptyState(icon, title, text, [button])
        state.setMinimumHeight(230)
        card.add(state)
        return card


def _holds_focus(row: ItemRow) -> bool:
    return row.hasFocus() or row.button.hasFocus()
