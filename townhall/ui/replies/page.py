"""The page of answers: read them, decide on the doubtful ones, see who is coming, chase others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.changes import Changes
from townhall.domain.errors import NotFound, TownHallError
from townhall.language import _
from townhall.services.queries.reply_page import Decision, RepliesDetail, replies_detail
from townhall.services.queries.ripple import Ripple, ripple
from townhall.services.reply_decisions import accept_reply, move_to_proposed, refuse_reply
from townhall.services.reply_reader import ReplyResult
from townhall.ui.actions import Action
from townhall.ui.date_words import clock, day_text
from townhall.ui.replies.chase_card import ChaseCard
from townhall.ui.replies.decisions_card import INVITE, DecisionsCard
from townhall.ui.replies.groups_card import GroupsCard
from townhall.ui.replies.people_card import CommentsCard, PeopleCard
from townhall.ui.replies.read_card import ReadCard
from townhall.ui.replies.reading import Reading
from townhall.ui.reply_drop import dropped_files
from townhall.ui.rippling import Rippling
from townhall.ui.screen import Frame, Page
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.menu import Menu
from townhall.ui.widgets.notices import EmptyState
from townhall.ui.widgets.page import ScrollPage

DateKey = tuple[int, datetime]

_SIDE = 344


class RepliesPage(Page):
    """The answers about one date; without a date, what waits in the plan and what is read here."""

    nouns = frozenset(
        {"communication", "occurrence", "reply", "person", "audience", "invitation", "plan"}
    )

    def __init__(
        self, frame: Frame, key: DateKey | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(frame, parent)
        self.setAcceptDrops(True)
        self._key = key
        self._moving: Decision | None = None
        self.detail: RepliesDetail | None = None
        self.results: Sequence[ReplyResult] = ()
        self.reading = Reading(self, frame, key)
        self.decisions = DecisionsCard()
        self.people = PeopleCard()
        self.comments = CommentsCard()
        self.groups = GroupsCard()
        self.chase = ChaseCard()
        self.read = ReadCard()
        self.choose_button = Button(_("Choose files"), icon="folder-open")
        self.choose_button.clicked.connect(lambda _down=False: self.reading.choose_files())
        self.empty = EmptyState(
            "mail",
            _("No answers yet"),
            _(
                "Drop answers here: calendar files (.ics), mails (.eml), a folder with them, or "
                "a list that Outlook or Teams made. Text is pasted with Ctrl+V."
            ),
            [self.choose_button],
        )
        self.import_button = Button(_("Read answers"), "primary", icon="download")
        menu = Menu(self.import_button, name=_("Read answers"))
        menu.addAction(_("Choose files…"), self.reading.choose_files)
        menu.addAction(_("Choose a folder…"), self.reading.choose_folder)
        menu.addAction(_("Paste from the clipboard"), self.reading.paste)
        self.import_button.setMenu(menu)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.area = ScrollPage()
        row = QHBoxLayout()
        row.setSpacing(16)
        main, side = QVBoxLayout(), QVBoxLayout()
        for column, cards in (
            (main, (self.read, self.decisions, self.people, self.comments, self.empty)),
            (side, (self.groups, self.chase)),
        ):
            column.setSpacing(16)
            for card in cards:
                card.hide()
                column.addWidget(card)
            column.addStretch(1)
        self._side = QWidget()
        self._side.setFixedWidth(theme().px(_SIDE))
        side.setContentsMargins(0, 0, 0, 0)
        self._side.setLayout(side)
        row.addLayout(main, 1)
        row.addWidget(self._side)
        self.area.column.addLayout(row)
        self.area.add_stretch()
        beside = QHBoxLayout(self)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.area, 1)
        self.rippling = Rippling(self, beside)

    def _connect(self) -> None:
        self.decisions.accept_wanted.connect(self._accept)
        self.decisions.refuse_wanted.connect(self._refuse)
        self.decisions.move_wanted.connect(self._move)
        self.rippling.applied.connect(self._move_along)
        self.rippling.left.connect(self.rippling.close)
        self.read.put_away.connect(self._put_away)
        self.reading.read.connect(self.show_results)
        self.chase.told.connect(self.frame.toast)
        self.chase.refused.connect(self.frame.show_error)

    # What the frame asks

    def title(self) -> str:
        return _("Answers")

    def facts(self) -> str:
        if self.detail is None or self.detail.row is None:
            return ""
        return day_text(self.detail.row.start.date(), "ddd d MMM yyyy")

    def controls(self) -> QWidget:
        return self.import_button

    def first_focus(self) -> QWidget:
        if self.decisions.rows:
            return self.decisions.rows[0].buttons[0]
        return self.choose_button if self.empty.isVisible() else self.people.table

    def commands(self) -> Sequence[Action]:
        return [
            Action(
                "replies.read",
                _("Read answers from files"),
                self.reading.choose_files,
                "O",
                "download",
            ),
            Action(
                "replies.folder",
                _("Read answers from a folder"),
                self.reading.choose_folder,
                icon="folder-open",
            ),
            Action(
                "replies.paste", _("Paste an answer"), self.reading.paste, "Ctrl+V", "copy", "edit"
            ),
            Action(
                "replies.copy",
                _("Copy the addresses of who has not answered"),
                self.chase.copy,
                icon="copy",
                group="edit",
                enabled=lambda: bool(self.chase.rows),
            ),
        ]

    def refresh(self, changes: Changes | None) -> None:
        self.frame.jobs.read(
            replies_detail,
            self._key,
            done=self.show_detail,
            failed=self._on_not_read,
            channel="replies.page",
        )

    def show_detail(self, detail: RepliesDetail) -> None:
        """Show what was read of the plan."""
        first, self.detail = self.detail is None, detail
        deciding = self.decisions.isAncestorOf(self.window().focusWidget() or self.window())
        row, found = detail.row, detail.attendance
        self.decisions.set_decisions(detail.decisions, detail.zone, titles=row is None)
        if row is not None and found is not None:
            self.people.set_people(found.people, detail.zone)
            self.comments.set_people(found.people)
            self.groups.set_attendance(found)
            when = day_text(row.start.date(), "d MMMM")
            self.chase.set_people(found.silent_speakers, f"{row.title}, {when}, {clock(row.start)}")
        self.people.setVisible(found is not None and bool(found.people))
        self.groups.setVisible(found is not None and bool(found.total.total))
        self._side.setVisible(found is not None)
        self._show_empty()
        self.heading_changed.emit()
        unfocused = self.hasFocus() or self.window().focusWidget() is None
        if deciding or (first and unfocused):
            self.first_focus().setFocus()

    def _show_empty(self) -> None:
        detail = self.detail
        answered = (
            detail is not None
            and detail.attendance is not None
            and any(each.answered_at for each in detail.attendance.people)
        )
        waits = detail is not None and bool(detail.decisions)
        self.empty.setVisible(not answered and not waits and not self.results)

    def _on_not_read(self, error: TownHallError) -> None:
        if not isinstance(error, NotFound):
            self.frame.show_error(error)
            return
        self.frame.close_page()

    # What was read

    def show_results(self, results: Sequence[ReplyResult]) -> None:
        """Show what became of what was just read."""
        self.results = results
        self.read.set_results(results)
        self.read.show()
        self._show_empty()
        self.area.ensureWidgetVisible(self.read, 0, 0)

    def _put_away(self) -> None:
        self.results = ()
        self.read.hide()
        self._show_empty()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, nothing else."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped."""
        files = dropped_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.reading.take_files(files)

    # Deciding

    def _accept(self, decision: Decision, way: str) -> None:
        """Take it in; `way` says "invite" for the invitation too, or the address that is meant."""
        self.frame.jobs.change(
            accept_reply,
            decision.waiting.reply.id,
            invite=way == INVITE,
            email="" if way == INVITE else way,
        )

    def _refuse(self, decision: Decision) -> None:
        self.frame.jobs.change(refuse_reply, decision.waiting.reply.id)

    def _move(self, decision: Decision) -> None:
        """Show what moves along, when anything does; else move at once."""
        reply = decision.waiting.reply
        self._moving = decision
        self.frame.jobs.read(
            ripple,
            reply.communication_id,
            reply.original_start,
            reply.proposed_start,
            clock=self.frame.clock,
            done=self._on_ripple,
            channel="replies.ripple",
        )

    def _on_ripple(self, found: Ripple) -> None:
        if found.is_empty or self.detail is None:
            self._move_along(None)
        else:
            self.rippling.show(found, self.frame.clock.today(self.detail.zone))

    def _move_along(self, keys: Sequence[str] | None) -> None:
        self.rippling.close()
        if self._moving is not None:
            self.frame.jobs.change(
                move_to_proposed,
                self._moving.waiting.reply.id,
                along=keys,
                done=self._on_moved,
            )

    def _on_moved(self, key: DateKey) -> None:
        self._moving = None
        if self._key is not None:
            self._key = self.reading.key = (key[0], key[1])
            self.refresh(None)
