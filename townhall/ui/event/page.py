"""The page of one date: its head, the cards, and what can be done with the date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from townhall.domain.changes import Changes
from townhall.domain.duplicate_batch import Scope
from townhall.domain.errors import NotFound, TownHallError
from townhall.domain.terms import CommunicationStatus
from townhall.language import _
from townhall.services.communications import cancel_communication
from townhall.services.occurrences import cancel_occurrence, restore_occurrence
from townhall.services.queries.event import DateKey, EventDetail, event
from townhall.services.queries.replies import attendance
from townhall.services.queries.ripple import Ripple
from townhall.ui.actions import Action, show_menu
from townhall.ui.date_words import STATUS_TONES, clock, day_text, state_word
from townhall.ui.event.again import TemplatePanel
from townhall.ui.event.answers import Answers
from townhall.ui.event.audience_card import AudienceCard
from townhall.ui.event.carrying import CarryPanel, open_event_accounting
from townhall.ui.event.columns import EventColumns
from townhall.ui.event.commands import event_commands, without_button
from townhall.ui.event.heading import EventHead
from townhall.ui.event.invitation_card import InvitationCard
from townhall.ui.event.move_panel import MovePanel
from townhall.ui.event.promises_card import PromisesCard
from townhall.ui.event.questions_card import QuestionsCard
from townhall.ui.event.run_of_show import RunOfShowCard
from townhall.ui.event.run_up_card import RunUpCard
from townhall.ui.pages import open_editor, open_feeds, open_review, open_time_finder
from townhall.ui.rippling import Rippling
from townhall.ui.screen import Frame, Page, Selection
from townhall.ui.sign_off import SignOffLine
from townhall.ui.warning_lines import WarningLines
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.notices import EmptyState
from townhall.ui.widgets.page import ScrollPage

_KEYS_KEPT = 20


class EventPage(Page):
    """Everything about one date; what is shown is edited where it stands."""

    nouns = frozenset(
        {
            "communication",
            "occurrence",
            "question",
            "follow-up",
            "task",
            "audience",
            "person",
            "invitation",
            "reply",
            "plan",
        }
    )

    def __init__(
        self,
        frame: Frame,
        communication_id: int,
        original_start: datetime,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(frame, parent)
        self._keys: list[DateKey] = [(communication_id, original_start)]
        self._drafts: dict[str, Any] = {}
        self.detail: EventDetail | None = None
        self.head = EventHead()
        self.move_panel = MovePanel(frame)
        self.template_panel = TemplatePanel(frame)
        self.carry_panel = CarryPanel(frame)
        self.run_of_show = RunOfShowCard(frame)
        self.invitation = InvitationCard(frame)
        self.run_up = RunUpCard(frame)
        self.audience = AudienceCard(frame)
        self.answers = Answers(self)
        self.questions = QuestionsCard()
        self.promises = PromisesCard()
        self.sign_off = SignOffLine(frame, "communication")
        self._sign_off_card = Card()
        self._sign_off_card.add(SectionHead(_("Sign-off")))
        holder = QWidget()
        inner = QHBoxLayout(holder)
        inner.setContentsMargins(16, 0, 16, 12)
        inner.addWidget(self.sign_off)
        self._sign_off_card.add(holder)
        self.columns = EventColumns(
            self.run_of_show,
            (self.questions, self.promises),
            (self.invitation, self._sign_off_card, self.run_up, self.audience),
        )
        self.area = ScrollPage()
        self.area.add(self.head)
        self.warnings = WarningLines(frame, pad=16)
        self._warning_card = Card()
        self._warning_card.add(self.warnings)
        self._warning_card.hide()
        self.area.add(self._warning_card)
        for panel in (self.move_panel, self.template_panel, self.carry_panel):
            panel.hide()
            self.area.add(panel)
        self.area.add(self.columns)
        self.area.add_stretch()
        self.area.page.hide()
        self.gone = EmptyState(
            "calendar-off",
            _("This date is not in the plan any more"),
            _("It was removed or moved. Undo brings it back here."),
        )
        beside = QHBoxLayout(self)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        self._layers = QStackedLayout()
        self._layers.setContentsMargins(0, 0, 0, 0)
        beside.addLayout(self._layers, 1)
        self.rippling = Rippling(self, beside)
        self._layers.addWidget(self.area)
        self._layers.addWidget(self.gone)
        self._undo = Button(kind="ghost", icon="undo", tip=_("Undo"))
        self._connect()

    def _connect(self) -> None:
        self.head.move_wanted.connect(self.move_date)
        self.head.find_wanted.connect(self.find_time)
        self.head.edit_wanted.connect(self.edit)
        self.head.cancel_wanted.connect(self.cancel)
        self.head.restore_wanted.connect(self.restore_date)
        self.move_panel.moved.connect(self.follow)
        self.move_panel.asked.connect(self._on_ripple)
        self.move_panel.closed.connect(self.rippling.close)
        self.rippling.applied.connect(self.move_panel.move_along)
        self.rippling.left.connect(self._stay)
        self.move_panel.closed.connect(lambda: self._focus(self.head.move_button))
        self.run_of_show.shown.connect(self._keep_in_sight)
        self.invitation.edit_wanted.connect(self._edit_field)
        self.invitation.people_wanted.connect(self.audience.focus_people)
        self.invitation.feed_wanted.connect(self.open_feed)
        self.audience.edit_wanted.connect(self._edit_field)
        self.audience.replies_wanted.connect(self.answers.open)
        self.questions.all_wanted.connect(self.open_questions)
        self.questions.review_wanted.connect(self.review_duplicates)
        self.questions.question_wanted.connect(self._open_question)
        self.promises.question_wanted.connect(self._open_question)
        self.questions.accounting.broken_down.connect(self.open_accounting)
        self._undo.clicked.connect(lambda _down=False: self.frame.history.undo())
        self.frame.history.changed.connect(self._on_history_changed)

    # What the frame asks

    def title(self) -> str:
        return self.detail.date.row.title if self.detail is not None else ""

    def chip(self) -> QWidget | None:
        if self.detail is None:
            return None
        row = self.detail.date.row
        return Chip(state_word(row), STATUS_TONES[row.status], dot=True)

    def controls(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        pack = Button(_("Make pack"), icon="documents")
        pack.clicked.connect(self.make_pack)
        more = Button(kind="ghost", icon="more", tip=_("More"))
        more.clicked.connect(lambda _down=False: self._show_more(more))
        for button in (self._undo, pack, more):
            row.addWidget(button)
        self._on_history_changed()
        return holder

    def _show_more(self, button: Button) -> None:
        show_menu(self.frame.actions, without_button(self), button, right=True)

    def first_focus(self) -> QWidget:
        return self.run_of_show.first_focus() if self.detail is not None else self

    def date_shown(self) -> tuple[int, datetime]:
        return self._keys[-1]

    def commands(self) -> Sequence[Action]:
        return event_commands(self)

    def refresh(self, changes: Changes | None) -> None:
        self.frame.jobs.read(
            event,
            tuple(reversed(self._keys)),
            clock=self.frame.clock,
            done=self._on_read,
            failed=self._on_not_read,
            channel="event.page",
        )

    # Reading

    def follow(self, key: DateKey) -> None:
        """Show the date under another key: it moved with its series."""
        key = (key[0], key[1])
        self._keys = [*(other for other in self._keys if other != key), key][-_KEYS_KEPT:]
        if self.isVisible():
            self.refresh(None)
        else:
            self.mark_stale()

    def _on_read(self, detail: EventDetail) -> None:
        first = self.detail is None
        self.detail = detail
        today = self.frame.clock.today(detail.plan.time_zone)
        self.head.set_event(detail)
        self.warnings.show_warnings(detail.warnings)
        self._warning_card.setVisible(bool(detail.warnings))
        about = detail.date.communication
        self.sign_off.show_sign_off(
            about.id,
            about.sign_off,
            (about.signed_by, about.signed_at),
            about.changed_since_approval,
            detail.plan.time_zone,
        )
        self.run_of_show.set_event(detail)
        self.invitation.set_event(detail)
        self.run_up.set_event(detail, today)
        self.audience.set_event(detail)
        self.frame.jobs.read(
            attendance,
            *detail.key,
            done=self.audience.set_attendance,
            channel="event.attendance",
        )
        self.questions.set_event(detail)
        self.promises.set_event(detail, today)
        self.area.page.show()
        self._layers.setCurrentWidget(self.area)
        self.heading_changed.emit()
        if first and (self.hasFocus() or self.window().focusWidget() is None):
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_ripple(self, found: Ripple) -> None:
        if self.detail is not None:
            self.rippling.show(found, self.frame.clock.today(self.detail.plan.time_zone))

    def _stay(self) -> None:
        self.rippling.close()
        self.move_panel.move_button.setFocus()

    def _on_not_read(self, error: TownHallError) -> None:
        if not isinstance(error, NotFound):
            self.frame.show_error(error)
            return
        self.detail = None
        self._layers.setCurrentWidget(self.gone)
        self.heading_changed.emit()

    def _on_history_changed(self) -> None:
        label = self.frame.history.undo_label
        self._undo.setEnabled(label is not None)
        tip = _("Undo: {what}").format(what=label) if label else _("Undo")
        self._undo.setToolTip(tip)
        self._undo.setAccessibleName(tip)

    # Doing

    def move_date(self) -> None:
        """Open the panel that moves the date."""
        if self.detail is not None:
            self.move_panel.open(self.detail)
            self._keep_in_sight(self.move_panel)

    def find_time(self) -> None:
        """Look for another moment for this date."""
        from townhall.services.queries.time_finder import TimeWish

        if self.detail is not None:
            communication_id, start = self.detail.key
            wish = TimeWish(communication_id=communication_id, original_start=start)
            open_time_finder(self.frame, wish)

    def edit(self) -> None:
        """Open the editor, of the whole series where there is one."""
        self._edit_field("")

    def cancel(self) -> None:
        """Call this date off; Undo takes that back."""
        if self.detail is None:
            return
        row = self.detail.date.row
        if not row.recurring:
            self.frame.jobs.change(cancel_communication, row.communication_id)
            return
        when = day_text(row.start.date(), "ddd d MMMM")
        if not row.all_day:
            when = f"{when}, {clock(row.start)}"
        self.frame.jobs.change(
            cancel_occurrence,
            row.communication_id,
            row.original_start,
            said=_("Cancelled “{title}” on {when}").format(title=row.title, when=when),
        )

    def restore_date(self) -> None:
        """Make the date as its series has it again."""
        if self.detail is not None:
            self.frame.jobs.change(restore_occurrence, *self.detail.key)

    def make_pack(self) -> None:
        """Go to the documents, with this date chosen."""
        if self.detail is not None:
            self.frame.go("documents", self._selection(self.detail))

    def open_questions(self) -> None:
        """Go to the questions of this date."""
        if self.detail is not None:
            self.frame.go("questions", self._selection(self.detail))

    def review_duplicates(self) -> None:
        """Review the questions of this date that look alike."""
        if self.detail is not None:
            row = self.detail.date.row
            start = row.original_start if row.recurring else None
            open_review(self.frame, Scope(row.communication_id, start))

    def open_accounting(self) -> None:
        """Show where what was asked here went, in groups."""
        if self.detail is not None:
            open_event_accounting(self.frame, self.detail)

    def open_feed(self) -> None:
        """Go to the calendar feeds."""
        open_feeds(self.frame)

    def _selection(self, detail: EventDetail) -> Selection:
        return Selection("occurrence", *detail.key)

    def _open_question(self, question_id: int) -> None:
        self.frame.show_selection(Selection("question", question_id))

    def edit_here(self) -> None:
        """Edit the item that has the keyboard, else all of it."""
        place = self.run_of_show.lines.focused
        if place is None:
            self.edit()
        else:
            self.run_of_show.lines.edit(place)

    def _edit_field(self, field: str) -> None:
        if self.detail is None:
            return
        open_editor(
            self.frame,
            *self.detail.key,
            scope="all",
            drafts=self._drafts,
            saved=self.follow,
            field=field,
        )

    def is_on(self) -> bool:
        detail = self.detail
        return detail is not None and (detail.date.row.status is not CommunicationStatus.CANCELLED)

    def can_restore(self) -> bool:
        return not self.head.restore.isHidden() and self.detail is not None

    def _focus(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _keep_in_sight(self, widget: QWidget) -> None:
        self.area.ensureWidgetVisible(widget, 0, 60)
