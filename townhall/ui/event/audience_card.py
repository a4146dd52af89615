"""The card of the audience: which groups it is for, who is invited, and who is coming."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.errors import TownHallError
from townhall.domain.replies import Counts
from townhall.domain.terms import AttendeeRole, PartStat
from townhall.language import _, ngettext, pgettext
from townhall.services.communications import change_communication
from townhall.services.queries.communication_details import AttendeeDetail
from townhall.services.queries.event import AudienceShare, EventDetail
from townhall.services.queries.replies import Attendance
from townhall.ui.attendance import counts_text
from townhall.ui.event import words
from townhall.ui.event.answers_part import AnswersPart
from townhall.ui.event.attendee_row import AttendeeRow
from townhall.ui.event.card_parts import EmptyNote, clear
from townhall.ui.screen import Frame
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, Hairline, SectionHead
from townhall.ui.widgets.labels import ElidedLabel, Label
from townhall.ui.widgets.paint import SMALL_MEDIUM, Type
from townhall.ui.widgets.picker import Candidate, PeoplePicker

_FIGURE = Type(13, 500, tabular=True)
_SHOWN = 6


class AudienceCard(Card):
    """Shows the audiences with their headcounts and the people invited; people are added here."""

    edit_wanted = Signal(str)
    """A field of the communication has to be edited: its audiences."""
    replies_wanted = Signal()
    """The page of answers has to be opened."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._detail: EventDetail | None = None
        self._pending: list[AttendeeDetail] | None = None
        self._attendance: Attendance | None = None
        self._all = False
        edit = Button(_("Edit"), "link")
        edit.setAccessibleName(_("Edit the audiences"))
        edit.clicked.connect(lambda: self.edit_wanted.emit("audiences"))
        self.head = SectionHead(pgettext("event", "Audience"), trailing=edit)
        choose = Button(_("Choose audiences"))
        choose.clicked.connect(lambda: self.edit_wanted.emit("audiences"))
        self._empty = EmptyNote(_("Who is this for? Choose the groups it should reach."), [choose])
        self._shares = QWidget()
        self._grid = QGridLayout(self._shares)
        self._grid.setContentsMargins(16, 0, 16, 12)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        self.rows: list[AttendeeRow] = []
        self.answers = AnswersPart()
        self._people = QVBoxLayout()
        self.picker = PeoplePicker(
            name=_("Invite people"),
            placeholder=_("Name or e-mail address"),
            single=True,
            allow_new=True,
        )
        self.more = Button("", "link")
        self._build()

    def _build(self) -> None:
        self.add(self.head)
        self.add(self._empty)
        self.add(self.answers)
        self.add(self._shares)
        self._people_head = _PeopleHead()
        self.add(self._people_head)
        holder = QWidget()
        self._people = QVBoxLayout(holder)
        self._people.setContentsMargins(0, 0, 0, 0)
        self._people.setSpacing(0)
        self.add(holder)
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(16, 8, 16, 14)
        column.setSpacing(8)
        links = QHBoxLayout()
        links.addWidget(self.more)
        links.addStretch(1)
        column.addLayout(links)
        column.addWidget(self.picker)
        self.add(foot)
        self.add_stretch()
        self.picker.changed.connect(self._on_picked)
        self.picker.new_wanted.connect(self._on_address)
        self.more.clicked.connect(self._on_more)
        self.answers.open_button.clicked.connect(lambda _down=False: self.replies_wanted.emit())

    def set_event(self, detail: EventDetail) -> None:
        """Show the audience of a date."""
        if self._detail is None or self._detail.key != detail.key:
            self._attendance = None
        self._detail = detail
        self._pending = None
        shares = detail.audiences
        count = ngettext("{n} audience", "{n} audiences", len(shares)).format(n=len(shares))
        reached = words.people(detail.date.headcount)
        self.head.set_title(pgettext("event", "Audience"), f"{count}, {reached}" if shares else "")
        self._empty.setVisible(not shares)
        self.answers.setVisible(bool(shares or detail.date.communication.attendees))
        self._show_shares(shares)
        self._show_people()
        self._offer(detail)

    def set_attendance(self, found: Attendance) -> None:
        """Show who is coming; asked for by itself, so it may arrive a little later."""
        self._attendance = found
        self.answers.set_attendance(found)
        if self._detail is not None:
            self._show_shares(self._detail.audiences)
            self._show_people()

    def focus_people(self) -> None:
        """Go to the field that invites people."""
        self.picker.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_shares(self, shares: Sequence[AudienceShare]) -> None:
        clear(self._grid)
        groups = self._attendance.groups if self._attendance else ()
        counts = {group.id: group.counts for group in groups if group.counts.answered}
        for number, share in enumerate(shares):
            row, column = divmod(number, 2)
            self._grid.addWidget(_share(share, counts.get(share.id)), row, column)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._shares.setVisible(bool(shares))

    def _attendees(self) -> list[AttendeeDetail]:
        if self._pending is not None:
            return list(self._pending)
        return list(self._detail.date.communication.attendees) if self._detail else []

    def _show_people(self) -> None:
        attendees = sorted(self._attendees(), key=lambda each: words.ROLE_ORDER.index(each.role))
        shown = attendees if self._all else attendees[:_SHOWN]
        found = self._attendance
        people = found.people if found is not None and found.total.answered else ()
        said = {each.email.casefold(): each.partstat for each in people}
        told = [(each, said.get(each.email.casefold())) for each in shown]
        if [(row.attendee, row.answer) for row in self.rows] != told:
            self._show_rows(told)
        self._people_head.set_count(len(attendees))
        hidden = len(attendees) - len(shown)
        self.more.setVisible(len(attendees) > _SHOWN)
        self.more.setText(
            _("Show fewer")
            if self._all
            else ngettext("{n} more person", "{n} more people", hidden).format(n=hidden)
        )

    def _show_rows(self, shown: Sequence[tuple[AttendeeDetail, PartStat | None]]) -> None:
        clear(self._people)
        self.rows = []
        for attendee, answer in shown:
            row = AttendeeRow(attendee, answer)
            row.role_chosen.connect(
                lambda role, attendee=attendee: self._change_role(attendee, role)
            )
            row.remove_asked.connect(lambda attendee=attendee: self._remove(attendee))
            self.rows.append(row)
            self._people.addWidget(row)

    def _offer(self, detail: EventDetail) -> None:
        invited = {each.email.casefold() for each in self._attendees()}
        self.picker.set_candidates(
            [
                Candidate(person.id, person.name, person.department)
                for person in detail.people
                if person.email.casefold() not in invited
            ],
            [],
        )

    def _on_more(self) -> None:
        self._all = not self._all
        self._show_people()

    def _on_picked(self, values: list[object]) -> None:
        if self._detail is None or not values:
            return
        person = next(each for each in self._detail.people if each.id == values[0])
        self.picker.set_values([])
        if not person.email:
            self._frame.show_error(
                _("{name} has no e-mail address yet, so no invitation can go out.").format(
                    name=person.name
                )
            )
            return
        self._invite(AttendeeDetail(person.name, person.email, AttendeeRole.PARTICIPANT))

    def _on_address(self, text: str) -> None:
        """Invite somebody who is not among the people of the plan, by address."""
        self.picker.entry.clear()
        self._invite(AttendeeDetail("", text, AttendeeRole.PARTICIPANT))

    def _invite(self, attendee: AttendeeDetail) -> None:
        name = attendee.name or attendee.email
        self._store([*self._attendees(), attendee], _("Invited {name}").format(name=name))

    def _change_role(self, attendee: AttendeeDetail, role: AttendeeRole) -> None:
        changed = AttendeeDetail(attendee.name, attendee.email, role)
        self._store([changed if each == attendee else each for each in self._attendees()], "")

    def _remove(self, attendee: AttendeeDetail) -> None:
        place = next((n for n, row in enumerate(self.rows) if row.attendee == attendee), 0)
        rest = [each for each in self._attendees() if each != attendee]
        name = attendee.name or attendee.email
        self._store(rest, _("Removed {name}").format(name=name))
        if self.rows:
            self.rows[min(place, len(self.rows) - 1)].setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.focus_people()

    def _store(self, attendees: list[AttendeeDetail], said: str) -> None:
        if self._detail is None:
            return
        self._pending = attendees
        self._show_people()
        self._frame.jobs.change(
            change_communication,
            self._detail.key[0],
            {"attendees": [_values(each) for each in attendees]},
            said=said,
            failed=self._on_refused,
        )

    def _on_refused(self, error: TownHallError) -> None:
        self._pending = None
        self._show_people()
        self._frame.show_error(error)


class _PeopleHead(QWidget):
    """How many people are invited, above the list of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        self._label = Label("", SMALL_MEDIUM, "text2")
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 6)
        row.addWidget(self._label)
        row.addStretch(1)
        column.addLayout(row)

    def set_count(self, count: int) -> None:
        """Say how many."""
        self._label.setText(
            ngettext("{n} invited by name", "{n} invited by name", count).format(n=count)
            if count
            else _("Nobody is invited yet.")
        )


def _share(share: AudienceShare, counts: Counts | None) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(ElidedLabel(share.name), 1)
    figure = str(share.headcount)
    if counts is not None:
        figure = _("{part} of {total}").format(part=counts.coming, total=counts.total)
        holder.setToolTip(counts_text(counts))
        holder.setAccessibleName(f"{share.name}: {counts_text(counts)}")
    row.addWidget(Label(figure, _FIGURE, "text2"))
    return holder


def _values(attendee: AttendeeDetail) -> dict[str, Any]:
    return {"name": attendee.name, "email": attendee.email, "role": attendee.role.value}
