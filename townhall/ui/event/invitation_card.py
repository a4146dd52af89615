"""The card of the invitation: who was told what, what changed since, and the files to send."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.date_invitation import Standing
from townhall.domain.field_words import changed_words
from townhall.domain.terms import CommunicationStatus
from townhall.domain.zones import from_utc
from townhall.language import _
from townhall.services.invitations import ExportedInvitation, export_invitation
from townhall.services.queries.event import EventDetail
from townhall.ui.event import due_words, words
from townhall.ui.event.card_parts import clear
from townhall.ui.event.file_tile import FileTile
from townhall.ui.event.ledger import Differences, Ledger
from townhall.ui.file_choice import choose_folder
from townhall.ui.icons import icon
from townhall.ui.pages import open_invitation
from townhall.ui.screen import Frame
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.chips import Chip, StateLine
from townhall.ui.widgets.flow import FlowLayout
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.menu import Menu


class InvitationCard(Card):
    """Says whether invitees know how it stands now, and writes the file that tells them."""

    edit_wanted = Signal(str)
    """A field of the communication has to be filled first."""
    people_wanted = Signal()
    """Nobody is invited yet, and the user wants to change that."""
    feed_wanted = Signal()
    """The user wants a calendar feed."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._detail: EventDetail | None = None
        self._folder = ""
        self.state = Chip("", dot=True)
        self.add(SectionHead(_("Invitation"), trailing=self.state))
        self.text = Paragraph("", selectable=False)
        self.differences = Differences()
        self.primary = Button("", "primary", icon="send")
        self.difference = Button(_("View changes"))
        self.preview = Button(icon="eye", tip=_("Preview what recipients will see"))
        self.more = Button(icon="more", tip=_("More"))
        self.behind: list[Button] = []
        self._behind = QVBoxLayout()
        self.files: list[FileTile] = []
        self.ledger = Ledger()
        self._tiles = QVBoxLayout()
        self._build()

    def _build(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 0, 16, 14)
        column.setSpacing(8)
        column.addWidget(self.text)
        column.addWidget(self.differences)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=6)
        for button in (self.primary, self.difference, self.preview, self.more):
            flow.addWidget(button)
        column.addWidget(buttons)
        self._behind.setSpacing(2)
        column.addLayout(self._behind)
        self._tiles.setSpacing(6)
        column.addLayout(self._tiles)
        column.addWidget(self.ledger)
        self.add(body)
        self.primary.clicked.connect(self.run_next)
        self.difference.clicked.connect(self.show_changes)
        self.preview.clicked.connect(self.show_preview)
        self.more.clicked.connect(self._open_menu)

    def set_event(self, detail: EventDetail) -> None:
        """Show where the invitation of a date stands."""
        if self._detail is not None and self._detail.key != detail.key:
            self._show_files([])
        self._detail = detail
        invitation = detail.invitation
        behind = any(not each.latest for each in detail.versions)
        chip = words.invitation_chip(invitation.standing, off=self._is_off(), behind=behind)
        self.state.set_state(*chip)
        self.text.setText(self._sentence(detail))
        outdated = invitation.standing is Standing.OUTDATED
        self.differences.set_differences(invitation.differences if outdated else ())
        self.difference.setVisible(invitation.last is not None and self.has_changed())
        self.preview.setVisible(self.can_show())
        self._show_behind(detail)
        self.ledger.set_entries(invitation.ledger, detail.plan.time_zone)
        words_, kind, icon_ = self._next()
        self.primary.setText(words_)
        self.primary.set_kind(kind)
        self.primary.set_icon(icon_)

    def run_next(self) -> None:
        """Do what the first button says."""
        detail = self._detail
        if detail is None:
            return
        if not self._is_off() and not detail.date.communication.organizer.email:
            self.edit_wanted.emit("organizer.email")
        elif not self._is_off() and not detail.date.communication.attendees:
            self.people_wanted.emit()
        else:
            self.hand_over(this_date=self._only_this_off())

    def hand_over(
        self, *, part: str = "sending", only: Sequence[str] | None = None, this_date: bool = False
    ) -> None:
        """Open the page that hands it over, at `part`; `only` for these addresses."""
        if self._detail is not None:
            key = self._detail.key
            open_invitation(self._frame, *key, part=part, only=only, this_date=this_date)

    def show_changes(self) -> None:
        """Show everything that changed since the last version."""
        self.hand_over(part="changes")

    def show_preview(self) -> None:
        """Show what recipients will see; nothing is written."""
        self.hand_over(part="preview")

    def export(
        self, *, this_date: bool = False, publish: bool = False, cancel: bool = False
    ) -> None:
        """Ask for a folder and write the file there; `cancel` calls the date off as well."""
        detail = self._detail
        if detail is None:
            return
        folder = choose_folder(self, _("Where does the calendar file go?"), self._folder)
        if folder is None:
            return
        self._folder = str(folder)
        communication_id, original_start = detail.key
        self._frame.jobs.change(
            export_invitation,
            communication_id,
            folder,
            original_start=original_start if this_date else None,
            publish=publish,
            cancel=cancel,
            title=_("Writing the calendar file"),
            said="",
            done=self._on_exported,
        )

    def _on_exported(self, exported: list[ExportedInvitation]) -> None:
        self._show_files([Path(each.file) for each in exported])
        for each in exported:
            words_ = _("{what} written: {file}").format(
                what=words.method_word(each.method), file=Path(each.file).name
            )
            self._frame.toast_file(words_, each.file)
            for warning in each.warnings:
                self._frame.toast(warning)

    def _show_files(self, paths: list[Path]) -> None:
        clear(self._tiles)
        self.files = [FileTile(path) for path in paths]
        for tile in self.files:
            tile.clicked.connect(lambda _down=False, path=tile.path: self._tell_of(path))
            self._tiles.addWidget(tile)

    def _tell_of(self, path: Path) -> None:
        self._frame.toast_file(path.name, str(path))

    def _is_due(self) -> bool:
        """Whether somebody has not been told how it stands now."""
        detail = self._detail
        return detail is not None and (
            detail.invitation.standing is Standing.OUTDATED
            or detail.invitation.others_changed
            or any(not each.latest for each in detail.versions)
        )

    def has_changed(self) -> bool:
        """Whether something differs from what invitees were told last."""
        invitation = self._detail.invitation if self._detail is not None else None
        return invitation is not None and (
            bool(invitation.differences) or invitation.others_changed
        )

    def can_show(self) -> bool:
        """Whether there is an invitation to look at: an organiser and somebody to invite."""
        series = self._detail.date.communication if self._detail is not None else None
        return series is not None and bool(series.organizer.email and series.attendees)

    def _show_behind(self, detail: EventDetail) -> None:
        """Who has another version than the newest, each with a way to send it to them alone."""
        clear(self._behind)
        self.behind = []
        for each in due_words.behind(detail.versions):
            button = Button(_("Only to them"), "link")
            button.setAccessibleName(_("{text}: only to them").format(text=each.text))
            button.clicked.connect(lambda _down=False, each=each: self.hand_over(only=each.emails))
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            row.addWidget(StateLine(each.text, "warn"), 1)
            row.addWidget(button)
            self.behind.append(button)
            self._behind.addWidget(line)

    def _is_off(self) -> bool:
        """Whether the date does not take place."""
        return self._detail is not None and (
            self._detail.date.row.status is CommunicationStatus.CANCELLED
        )

    def _only_this_off(self) -> bool:
        """Whether this date of a series is called off, while the series goes on."""
        detail = self._detail
        return (
            self._is_off()
            and detail is not None
            and (detail.date.communication.status is not CommunicationStatus.CANCELLED)
        )

    def _next(self) -> tuple[str, str, str]:
        """The first button: what it says, its kind and its icon."""
        detail = self._detail
        if detail is None:
            return "", "default", ""
        series, invitation = detail.date.communication, detail.invitation
        if self._is_off():
            due = invitation.standing is Standing.TO_WITHDRAW
            return _("Prepare the cancellation"), "primary" if due else "default", "send"
        if not series.organizer.email:
            return _("Choose an organiser"), "default", "person-plus"
        if not series.attendees:
            return _("Invite people"), "default", "person-plus"
        if invitation.standing is Standing.NEVER_SENT:
            return _("Prepare the invitation"), "primary", "send"
        version = invitation.next_version
        if self._is_due():
            return _("Prepare v{version}").format(version=version), "primary", "send"
        return _("Hand v{version} over again").format(version=version), "default", "send"

    def _sentence(self, detail: EventDetail) -> str:
        series, invitation = detail.date.communication, detail.invitation
        sentences = []
        if invitation.last is not None:
            at = from_utc(invitation.last.exported_at, detail.plan.time_zone)
            sentences.append(words.sent_text(invitation.last, at))
        sentences += self._news(detail)
        if self._is_off():
            return " ".join(sentences)
        if not series.organizer.email:
            sentences.append(_("An organiser with an e-mail address is missing; replies go there."))
        elif not series.attendees:
            sentences.append(_("Nobody is invited yet."))
        elif invitation.last is None:
            count = words.people(len(series.attendees))
            sentences.append(_("Nothing was sent yet. On the list: {people}.").format(people=count))
        return " ".join(sentences)

    def _news(self, detail: EventDetail) -> list[str]:
        """What came after the last file."""
        invitation = detail.invitation
        if invitation.standing is Standing.TO_WITHDRAW:
            return [_("Calendars do not know yet that it is cancelled.")]
        if invitation.standing is Standing.WITHDRAWN or self._is_off():
            return [_("It is cancelled.")] if invitation.last is None else []
        if invitation.standing is Standing.OUTDATED and invitation.differences:
            return [changed_words(invitation.differences)]
        if invitation.standing is Standing.OUTDATED:
            return [_("It takes place again, and invitees do not know.")]
        if invitation.others_changed:
            return [_("Other dates of the series changed since.")]
        return []

    def _open_menu(self) -> None:
        detail = self._detail
        if detail is None:
            return
        menu = Menu(self, name=_("Invitation"))
        recurring, off = detail.date.row.recurring, self._is_off()
        if recurring and not off:
            menu.addAction(
                icon("send"),
                _("Invitation for this date alone…"),
                lambda: self.hand_over(this_date=True),
            )
        if not off:
            menu.addAction(
                icon("calendar-plus"),
                _("File to add to a calendar…"),
                lambda: self.export(publish=True),
            )
        menu.addAction(icon("calendar"), _("Calendar feeds…"), self.feed_wanted.emit)
        menu.addSeparator()
        if recurring and not off:
            menu.addAction(
                icon("calendar-off"),
                _("Cancel this date in calendars…"),
                lambda: self.export(this_date=True, cancel=True),
            )
        if detail.date.communication.status is not CommunicationStatus.CANCELLED:
            whole = _("Cancel all dates in calendars…") if recurring else _("Cancel in calendars…")
            menu.addAction(icon("calendar-off"), whole, lambda: self.export(cancel=True))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
