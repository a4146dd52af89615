"""The whole form of a communication: its parts in cards, in two columns where they fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from townhall.domain.errors import InvalidInput
from townhall.domain.terms import Channel, CommunicationKind, CommunicationStatus, label
from townhall.language import _, pgettext
from townhall.services.queries.calendar import CalendarChoices
from townhall.ui.calendar.agenda_section import AgendaSection
from townhall.ui.calendar.attendee_section import AttendeeSection
from townhall.ui.calendar.invitation_section import InvitationSection
from townhall.ui.calendar.targets import RUN_UP, Values
from townhall.ui.calendar.when_section import WhenSection
from townhall.ui.date_words import KIND_TONES, channel_text, duration_text
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.fields import Field, Form, TextArea, TextField
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.page import ScrollPage
from townhall.ui.widgets.paint import BODY
from townhall.ui.widgets.picker import Candidate, TagPicker
from townhall.ui.widgets.select import Option, Select
from townhall.ui.widgets.switches import Check

_TWO_COLUMNS = 960
_REMINDERS = (None, 0, 15, 30, 60, 120, 1440, 2880, 10080)


class CommunicationForm(ScrollPage):
    """All fields of a communication; `changed` by the user."""

    changed = Signal()

    def __init__(self, choices: CalendarChoices, parent: QWidget | None = None) -> None:
        super().__init__(ground="bg", parent=parent)
        self._blank: Values = {}
        self.what, self.where, self.who, self.extra = Form(), Form(), Form(), Form()
        self.invitation = InvitationSection()
        self.when = WhenSection(choices.plan, choices.blackouts)
        self.attendees = AttendeeSection(choices.people)
        self.agenda = AgendaSection([person.name for person in choices.people])
        self._build_what()
        self._build_where()
        self._build_who(choices)
        self._build_extra()
        self._note = Paragraph("", BODY, "text2", selectable=False)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        self._cards: dict[str, Card] = {}
        self._add_column(
            ("what", _("What"), self.what),
            ("when", _("When"), self.when),
            ("where", _("Where"), self.where),
        )
        self._add_column(
            ("who", _("For whom"), self.who),
            ("attendees", _("People"), self.attendees),
            ("agenda", _("Run of show"), self.agenda),
            ("invitation", _("Invitation"), self.invitation),
            ("extra", _("Reminder and notes"), self.extra),
        )
        self.add(self._note)
        self.column.addLayout(self._columns)
        self.add_stretch()
        self._connect()

    def _build_what(self) -> None:
        self.kind = Select(
            [Option(each, label(each), tone=KIND_TONES[each]) for each in CommunicationKind]
        )
        self.status = Select([Option(each, label(each)) for each in CommunicationStatus])
        self.title = TextField()
        self.objective = TextArea(placeholder=_("What should people know or do after it?"), lines=2)
        self.what.add("title", Field(_("Title"), self.title, required=True))
        self.what.add_row(
            ("kind", Field(_("Kind"), self.kind)), ("status", Field(_("Status"), self.status))
        )
        self.what.add("objective", Field(_("Objective"), self.objective))
        self.run_up = Check(_("Run-up from the recipe of its kind"))
        self.run_up.hide()
        self.what.add_widget(self.run_up)

    def _build_where(self) -> None:
        self.location, self.link = TextField(), TextField(placeholder="https://")
        self.channel = Select(_channels(""))
        self.where.add("location", Field(_("Place"), self.location))
        self.where.add_row(
            ("join_link", Field(_("Join link"), self.link)),
            ("channel", Field(_("Channel"), self.channel)),
        )

    def _build_who(self, choices: CalendarChoices) -> None:
        self.audiences = TagPicker(
            [Candidate(each.name, each.name, each.parent or "") for each in choices.audiences],
            name=_("Audiences"),
            placeholder=_("Type the name of an audience"),
        )
        self.initiatives = TagPicker(
            [Candidate(name, name) for _id, name in choices.initiatives],
            name=_("Initiatives"),
            placeholder=_("Type the name of an initiative"),
        )
        self.organizer, self.organizer_email = TextField(), TextField()
        self.who.add("audiences", Field(_("Audiences"), self.audiences))
        self.who.add("initiatives", Field(_("Initiatives"), self.initiatives))
        self.who.add_row(
            ("organizer.name", Field(_("Organiser"), self.organizer)),
            ("organizer.email", Field(_("Organiser’s e-mail"), self.organizer_email)),
        )

    def _build_extra(self) -> None:
        self.reminder = Select([Option(each, _reminder(each)) for each in _REMINDERS])
        self.notes = TextArea(lines=3)
        self.extra.add("reminder_minutes", Field(_("Reminder"), self.reminder))
        self.extra.add("notes", Field(_("Notes"), self.notes))

    def _add_column(self, *parts: tuple[str, str, QWidget]) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for name, title, widget in parts:
            card = Card()
            card.add(SectionHead(title))
            inner = QWidget()
            padding = QVBoxLayout(inner)
            padding.setContentsMargins(16, 0, 16, 16)
            padding.addWidget(widget)
            card.add(inner)
            column.addWidget(card)
            self._cards[name] = card
        column.addStretch(1)
        self._columns.addWidget(holder, 1)

    def _connect(self) -> None:
        for line in (
            self.title,
            self.location,
            self.link,
            self.organizer,
            self.organizer_email,
        ):
            line.textEdited.connect(self.changed)
        for area in (self.objective, self.notes):
            area.textChanged.connect(self.changed)
        for select in (self.kind, self.status, self.channel, self.reminder):
            select.chosen.connect(self.changed)
        self.run_up.toggled.connect(self.changed)
        self.kind.chosen.connect(self._on_kind)
        for picker in (self.audiences, self.initiatives):
            picker.changed.connect(self.changed)
        self.when.changed.connect(self._on_when_changed)
        self.invitation.changed.connect(self.changed)
        self.attendees.changed.connect(self.changed)
        self.agenda.changed.connect(self.changed)

    def _on_kind(self, kind: object) -> None:
        """A town hall usually gets a run-up, until somebody says otherwise."""
        if self.run_up.isChecked() == self._blank.get(RUN_UP):
            usual = kind is CommunicationKind.TOWN_HALL
            self._blank = {**self._blank, RUN_UP: usual} if RUN_UP in self._blank else self._blank
            self.run_up.setChecked(usual)

    def set_scope(self, scope: str) -> None:
        """Show what one date may have by itself, or everything."""
        whole = scope != "this"
        self.when.set_scope(scope)
        for name in ("who", "attendees", "invitation", "extra"):
            self._cards[name].setVisible(whole)
        for form, name in (
            (self.what, "kind"),
            (self.what, "objective"),
            (self.where, "join_link"),
            (self.where, "channel"),
        ):
            form.field(name).setVisible(whole)
        self._note.setText(
            _("One date can have its own title, time, place, status and run of show.")
        )
        self._note.setVisible(not whole)

    def fill(self, values: Values) -> None:
        """Show `values` without saying so."""
        blocked = self.blockSignals(True)
        self._blank = values
        self.kind.set_value(CommunicationKind(values["kind"]))
        self.status.set_value(CommunicationStatus(values["status"]))
        self.title.setText(values["title"])
        self.objective.setPlainText(values["objective"])
        self.location.setText(values["location"])
        self.link.setText(values["join_link"])
        self.channel.set_options(_channels(values["channel"]), values["channel"])
        self.organizer.setText(values["organizer"]["name"])
        self.organizer_email.setText(values["organizer"]["email"])
        self.invitation.fill(values)
        self.audiences.set_values(values["audiences"])
        self.initiatives.set_values(values["initiatives"])
        reminder = values["reminder_minutes"]
        options = dict.fromkeys((*_REMINDERS, reminder))
        self.reminder.set_options([Option(each, _reminder(each)) for each in options], reminder)
        self.notes.setPlainText(values["notes"])
        self.run_up.setVisible(RUN_UP in values)
        self.run_up.setChecked(bool(values.get(RUN_UP)))
        self.when.fill(values)
        self.attendees.fill(values["attendees"])
        self.agenda.fill(values["agenda"])
        self.agenda.set_time(self.when.moment, self.when.minutes)
        for line in (self.title, self.location, self.link, self.organizer, self.organizer_email):
            line.setCursorPosition(0)
        self.blockSignals(blocked)

    def values(self) -> Values:
        """What the form holds, by the contract. Raises InvalidInput (`recurrence`)."""
        run_up = {RUN_UP: self.run_up.isChecked()} if RUN_UP in self._blank else {}
        return {
            **self._blank,
            **run_up,
            "kind": str(self.kind.value),
            "status": str(self.status.value),
            "title": self.title.text().strip(),
            "objective": self.objective.text().strip(),
            "location": self.location.text().strip(),
            "join_link": self.link.text().strip(),
            "channel": str(self.channel.value or ""),
            "organizer": {
                "name": self.organizer.text().strip(),
                "email": self.organizer_email.text().strip(),
            },
            "attendees": [dict(each) for each in self.attendees.values()],
            "audiences": [str(each) for each in self.audiences.values],
            "initiatives": [str(each) for each in self.initiatives.values],
            "reminder_minutes": self.reminder.value,
            "notes": self.notes.text().strip(),
            "agenda": self.agenda.values(),
            **self.when.values(),
            **self.invitation.values(),
        }

    def clear_errors(self) -> None:
        """Show no errors any more."""
        for form in (self.what, self.where, self.who, self.invitation, self.extra):
            form.clear_errors()
        self.when.clear_errors()
        self.attendees.field.set_error("")
        self.agenda.field.set_error("")

    def show_error(self, error: InvalidInput) -> bool:
        """Show `error` at its field, and go there; False when it belongs to none."""
        self.clear_errors()
        part = (error.field or "").split(".")[0]
        lists: dict[str, tuple[Field, Callable[[], QWidget]]] = {
            "attendees": (self.attendees.field, lambda: self.attendees.picker.entry),
            "agenda": (self.agenda.field, self._untitled_item),
        }
        if part in lists:
            field, widget = lists[part]
            field.set_error(str(error))
            widget().setFocus()
            self.ensureWidgetVisible(field)
            return True
        plain = InvalidInput(
            str(error), field=part if part in ("audiences", "initiatives") else error.field
        )
        sections = (self.what, self.when, self.where, self.who, self.invitation, self.extra)
        for section in sections:
            if section.show_error(plain):
                focus = self.focusWidget()
                if focus is not None:
                    self.ensureWidgetVisible(focus, 0, 80)
                return True
        return False

    def go_to(self, name: str) -> None:
        """Begin at the field called `name`, as errors name it; at the title without one."""
        widgets: dict[str, QWidget] = {
            "organizer.email": self.organizer_email,
            "audiences": self.audiences,
            "attendees": self.attendees.picker.entry,
        }
        widget = widgets.get(name, self.title)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(widget, 0, 80)

    def _untitled_item(self) -> QWidget:
        """Where an error of the agenda most likely is."""
        rows = self.agenda.rows
        bare = [row.title for row in rows if not row.title.text().strip()]
        return bare[0] if bare else rows[0].title if rows else self.agenda.add_button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        wide = self.viewport().width() >= _TWO_COLUMNS
        self._columns.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def _on_when_changed(self) -> None:
        self.agenda.set_time(self.when.moment, self.when.minutes)
        self.changed.emit()


def first_date(values: Values) -> datetime:
    """The start that `values` hold, wall time."""
    return datetime.fromisoformat(values["start"])


def _channels(own: str) -> Sequence[Option]:
    known = [each.value for each in Channel]
    extra = [own] if own and own not in known else []
    return [
        Option("", _("Not chosen")),
        *(Option(each, channel_text(each)) for each in (*known, *extra)),
    ]


def _reminder(minutes: int | None) -> str:
    if minutes is None:
        return pgettext("reminder", "None")
    if minutes == 0:
        return _("At the start")
    return _("{duration} before").format(duration=duration_text(minutes))
