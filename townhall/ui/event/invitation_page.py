"""The page of an invitation: what goes out now, what recipients will see, what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QStackedLayout, QWidget

from townhall.domain.changes import Changes
from townhall.domain.errors import NotFound, TownHallError
from townhall.domain.terms import CommunicationStatus
from townhall.language import _
from townhall.services.hand_over import PreparedFile, prepare
from townhall.services.queries.hand_over import HandOverDetail, hand_over_detail
from townhall.ui.actions import Action
from townhall.ui.date_words import day_text
from townhall.ui.event.changes import ChangesPart
from townhall.ui.event.preview import PreviewPart
from townhall.ui.event.sending import SendingPart
from townhall.ui.event.words import invitation_chip
from townhall.ui.screen import Frame, Page
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.notices import EmptyState
from townhall.ui.widgets.segment import Segment

SENDING, PREVIEW, CHANGES = "sending", "preview", "changes"


class InvitationPage(Page):
    """Hands an invitation over, and shows beforehand what its recipients get.

    `part` is what is shown first; `only` narrows it to some addresses, `this_date` to the date.
    """

    nouns = frozenset({"communication", "occurrence", "invitation", "person", "plan"})

    def __init__(
        self,
        frame: Frame,
        communication_id: int,
        original_start: datetime,
        *,
        part: str = SENDING,
        only: Sequence[str] | None = None,
        this_date: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(frame, parent)
        self._key = (communication_id, original_start)
        self.detail: HandOverDetail | None = None
        self.sending = SendingPart(frame)
        self.preview = PreviewPart(original_start)
        self.changes = ChangesPart()
        self.cannot = EmptyState("info", _("Nothing to show yet"), "", [])
        self.parts = Segment(
            [
                (SENDING, _("Hand over")),
                (PREVIEW, _("Preview")),
                (CHANGES, _("What changed")),
            ],
            part,
            name=_("Part of the page"),
        )
        self._layers = QStackedLayout(self)
        for widget in (self.sending, self.preview, self.changes, self.cannot):
            self._layers.addWidget(widget)
        self._wanted_file: int | None = None
        self._refused = ""
        self.sending.choices.narrow(only, this_date=this_date)
        self.parts.chosen.connect(self.show_part)
        self.sending.changed.connect(self._on_wish)
        self.sending.shown_wanted.connect(self._on_file_wanted)
        self._show_layer()

    def title(self) -> str:
        return _("Invitation")

    def facts(self) -> str:
        if self.detail is None:
            return ""
        return day_text(self.detail.date.row.start.date(), "ddd d MMM yyyy")

    def chip(self) -> QWidget | None:
        if self.detail is None:
            return None
        off = self.detail.date.row.status is CommunicationStatus.CANCELLED
        behind = any(not each.latest for each in self.detail.versions)
        standing = self.detail.invitation.standing
        return Chip(*invitation_chip(standing, off=off, behind=behind), dot=True)

    def controls(self) -> QWidget:
        return self.parts

    def first_focus(self) -> QWidget:
        return self.sending.choices.button if self.part == SENDING else self

    @property
    def part(self) -> str:
        """The part that is shown."""
        return str(self.parts.value)

    def show_part(self, part: object) -> None:
        """Show another part."""
        self.parts.set_value(part)
        self._show_layer()
        if part == PREVIEW:
            self._read_preview()
        elif part == SENDING:
            self.sending.choices.button.setFocus()

    def commands(self) -> Sequence[Action]:
        return [
            Action(
                "invitation.hand-over",
                _("Hand the invitation over…"),
                self.sending.run,
                "Ctrl+Return",
                "send",
                "edit",
                lambda: self.part == SENDING and self.sending.choices.button.isEnabled(),
            ),
            Action("invitation.sending", _("Show what goes out"), self._go(SENDING), "1", "send"),
            Action("invitation.preview", _("Show the preview"), self._go(PREVIEW), "2", "eye"),
            Action("invitation.changes", _("Show what changed"), self._go(CHANGES), "3", "history"),
            Action(
                "invitation.copy-file",
                _("Copy the calendar file as text"),
                self._copy_raw,
                icon="copy",
                group="edit",
                enabled=lambda: self.preview.shown is not None,
            ),
        ]

    def state(self) -> dict[str, Any]:
        return {"part": self.part}

    def restore(self, state: Mapping[str, Any]) -> None:
        if state.get("part") in (SENDING, PREVIEW, CHANGES):
            self.show_part(state["part"])

    def refresh(self, changes: Changes | None) -> None:
        self.frame.jobs.read(
            hand_over_detail,
            *self._key,
            clock=self.frame.clock,
            done=self._on_read,
            failed=self._on_not_read,
            channel="invitation.page",
        )

    def _go(self, part: str) -> Any:
        return lambda: self.show_part(part)

    def _show_layer(self) -> None:
        layers = {SENDING: self.sending, PREVIEW: self.preview, CHANGES: self.changes}
        shown: QWidget = layers[self.part]
        if self.part == PREVIEW and self._refused:
            shown = self.cannot
        self._layers.setCurrentWidget(shown)

    def _on_read(self, detail: HandOverDetail) -> None:
        first = self.detail is None
        self.detail = detail
        self.sending.set_detail(detail)
        self.changes.set_changes(detail.changes, detail.plan.time_zone)
        self.heading_changed.emit()
        if first and (self.hasFocus() or self.window().focusWidget() is None):
            self.first_focus().setFocus()

    def _on_not_read(self, error: TownHallError) -> None:
        if not isinstance(error, NotFound):
            self.frame.show_error(error)
            return
        self.frame.close_page()

    def _on_wish(self) -> None:
        if self.part == PREVIEW:
            self._read_preview()

    def _on_file_wanted(self, place: int) -> None:
        self._wanted_file = place
        self.show_part(PREVIEW)

    def _read_preview(self) -> None:
        wish = self.sending.wish
        if wish is not None:
            self.frame.jobs.rehearse(
                prepare, wish, done=self._on_prepared, failed=self._on_not_prepared
            )

    def _on_prepared(self, files: tuple[PreparedFile, ...]) -> None:
        if self.detail is None:
            return
        self._refused = ""
        plan = self.detail.plan
        self.preview.set_files(files, plan.time_zone, plan.second_time_zone)
        if self._wanted_file is not None and self._wanted_file < len(files):
            self.preview.go_to(self._wanted_file)
        self._wanted_file = None
        self._show_layer()

    def _on_not_prepared(self, error: TownHallError) -> None:
        self._refused = str(error)
        self.cannot.text.setText(self._refused)
        self.cannot.setAccessibleName(f"{self.cannot.title.text()}. {self._refused}")
        self._show_layer()

    def _copy_raw(self) -> None:
        file = self.preview.shown
        if file is not None:
            self.preview.raw.set_file(file.name, file.content)
            self.preview.raw.copy()
            self.frame.toast(_("The file is on the clipboard as text"))
