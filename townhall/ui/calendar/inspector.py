"""The panel of the date that is selected: what, when, where, for whom, and its run of show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.errors import TownHallError
from townhall.domain.terms import CommunicationStatus, label
from townhall.language import _, ngettext, pgettext
from townhall.services.queries.calendar import DateInspection
from townhall.services.queries.communications import OccurrenceRow
from townhall.ui.calendar.date_changes import DateChanges
from townhall.ui.calendar.inspector_lists import AttendeeList, RunOfShowList
from townhall.ui.calendar.series_facts import SeriesFacts
from townhall.ui.date_words import (
    KIND_TONES,
    STATUS_TONES,
    channel_text,
    clock,
    duration_text,
    elsewhere_text,
    is_draft,
    state_word,
)
from townhall.ui.inspector import InspectorHead
from townhall.ui.screen import Frame
from townhall.ui.sign_off import SignOffLine
from townhall.ui.theme import Tone
from townhall.ui.warning_lines import WarningLines
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Hairline, SectionHead
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.facts import Fact, Facts
from townhall.ui.widgets.in_place import InPlace, TitleInPlace
from townhall.ui.widgets.labels import ElidedLabel, Paragraph
from townhall.ui.widgets.marks import Swatch
from townhall.ui.widgets.page import ScrollPage
from townhall.ui.widgets.paint import BODY
from townhall.ui.widgets.select import Option

_PAD = 20
_DAY = 24 * 60


class DateInspector(QWidget):
    """Shows and edits one date. `open_wanted`, `edit_wanted`, `menu_wanted(button)` and
    `date_wanted(DateKey)`, another one, ask the screen; changes go through `DateChanges`."""

    date_wanted = Signal(object)
    open_wanted = Signal()
    edit_wanted = Signal()
    menu_wanted = Signal(object)

    def __init__(self, frame: Frame, changes: DateChanges, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame, self._changes = frame, changes
        self.shown: DateInspection | None = None
        self.head = InspectorHead(frame)
        self._swatch = Swatch(Tone.INDIGO)
        head = self.head.layout()
        if isinstance(head, QHBoxLayout):
            head.insertWidget(0, self._swatch)
        self.page = ScrollPage(pad=_PAD, gap=0)
        self.page.column.setContentsMargins(_PAD - 1 - InPlace.INSET, 16, _PAD, 16)
        self.title = TitleInPlace()
        self.title.edited.connect(self._on_title_edited)
        self._put(self.title)
        self.warnings = WarningLines(frame)
        self._put(self.warnings)
        self.page.column.addSpacing(8)
        self._build_facts()
        self._build_lists()
        self.page.add_stretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.page, 1)
        column.addWidget(Hairline())
        column.addLayout(self._foot())

    def _build_facts(self) -> None:
        facts = Facts(label_width=88)
        self.day = InPlace("date", name=_("Date"))
        self.start = InPlace("time", name=_("Start"))
        self.duration = InPlace(
            "number", name=_("Duration"), unit=_("min"), show=self._duration_words
        )
        facts.add(_("Date"), self.day)
        self._start_fact = facts.add(_("Start"), self.start)
        facts.add(_("Duration"), self.duration)
        self._zone = ElidedLabel()
        self._zone_fact = facts.add(_("Time zone"), self._zone)
        self._second = ElidedLabel()
        self._second_fact = facts.add(_("Elsewhere"), self._second)
        self.series = SeriesFacts(facts, self._changes, self.date_wanted.emit)
        self.place = InPlace(name=_("Place"), placeholder=_("Add a place"))
        self.link = InPlace(name=_("Join link"), placeholder=_("Add a link"))
        facts.add(_("Place"), self.place)
        facts.add(_("Join link"), self.link)
        self._channel = ElidedLabel()
        self._channel_fact = facts.add(_("Channel"), self._channel)
        self._audiences = Paragraph("", BODY, selectable=False)
        facts.add(_("Audiences"), self._audiences)
        self._initiatives = Paragraph("", BODY, selectable=False)
        self._initiatives_fact = facts.add(_("Initiatives"), self._initiatives)
        self.status = InPlace("choice", name=_("Status"), options=_options(CommunicationStatus))
        self.sign_off = SignOffLine(self._frame, "communication")
        facts.add(_("Status"), self.status)
        facts.add(_("Sign-off"), self.sign_off)
        self._questions = ElidedLabel()
        facts.add(_("Questions"), self._questions)
        self._put(facts)
        self.day.edited.connect(lambda value: self._on_start_edited(self.day, day=value))
        self.start.edited.connect(lambda value: self._on_start_edited(self.start, at=value))
        for fact, name in (
            (self.duration, "duration_minutes"),
            (self.place, "location"),
            (self.status, "status"),
        ):
            fact.edited.connect(self._stores_of_date(fact, name))
        self.link.edited.connect(self._stores_of_series(self.link, "join_link"))

    def _build_lists(self) -> None:
        self.objective = InPlace(
            "lines", name=_("Objective"), placeholder=_("What should people know or do after it?")
        )
        self.objective.edited.connect(self._stores_of_series(self.objective, "objective"))
        self._section(_("Objective"), self.objective, hangs=True)
        self.agenda = RunOfShowList()
        self._agenda_head = self._section(_("Run of show"), self.agenda)
        self.attendees = AttendeeList()
        self._attendee_head = self._section(_("People"), self.attendees)

    def _section(self, title: str, widget: QWidget, *, hangs: bool = False) -> SectionHead:
        self.page.column.addSpacing(8)
        self._put(Hairline())
        head = SectionHead(title, pad=0, small=True)
        self._put(head)
        self._put(widget, hangs=hangs)
        return head

    def _put(self, widget: QWidget, *, hangs: bool = False) -> None:
        """Add to the page; the padding of a value that `hangs` lies outside, its words in line."""
        if hangs:
            self.page.add(widget)
            return
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(InPlace.INSET, 0, 0, 0)
        column.addWidget(widget)
        self.page.add(holder)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(_PAD, 12, _PAD, 12)
        row.setSpacing(8)
        self.open_button = Button(pgettext("verb", "Open"), kind="primary", icon="expand")
        self.edit_button = Button(_("Edit"), icon="pencil")
        self.more = Button(kind="default", icon="more", tip=_("More"))
        self.open_button.clicked.connect(self.open_wanted)
        self.edit_button.clicked.connect(self.edit_wanted)
        self.more.clicked.connect(lambda _checked=False: self.menu_wanted.emit(self.more))
        row.addWidget(self.open_button, 1)
        row.addWidget(self.edit_button)
        row.addWidget(self.more)
        return row

    @property
    def row(self) -> OccurrenceRow | None:
        """The date that is shown."""
        return self.shown.detail.row if self.shown is not None else None

    def show_date(self, found: DateInspection) -> None:
        """Show what was read of a date."""
        fresh = self.shown is None or self.shown.detail.row != found.detail.row
        self.shown = found
        detail, row = found.detail, found.detail.row
        series = detail.communication
        tone = Tone.NEUTRAL if is_draft(row) else STATUS_TONES[row.status]
        self.head.set_title(label(row.kind))
        self.head.set_chip(Chip(state_word(row), tone, dot=True))
        self.title.set_value(row.title)
        self._swatch.set_tone(KIND_TONES[row.kind])
        self._show_when(found)
        self.place.set_value(row.location)
        self.link.set_value(series.join_link)
        _fill(self._channel_fact, self._channel, channel_text(series.channel))
        people = ngettext("{n} person", "{n} people", detail.headcount).format(n=detail.headcount)
        names = ", ".join(series.audiences)
        reach = f"{names} · {people}" if detail.headcount else names
        self._audiences.setText(reach or _("Nobody chosen yet"))
        self._audiences.set_role("text" if reach else "text3")
        _fill(self._initiatives_fact, self._initiatives, ", ".join(series.initiatives))
        self.status.set_value(row.status)
        self.sign_off.show_sign_off(
            series.id,
            series.sign_off,
            (series.signed_by, series.signed_at),
            series.changed_since_approval,
            found.plan.time_zone,
        )
        asked = _("{asked} asked, {open} open").format(asked=found.asked, open=found.open)
        self._questions.setText(asked if found.asked else _("None yet"))
        self.objective.set_value(series.objective)
        self.warnings.show_warnings(found.warnings)
        self._show_lists(found)
        if fresh:
            self.page.verticalScrollBar().setValue(0)

    def _show_when(self, found: DateInspection) -> None:
        row = found.detail.row
        self.day.set_value(row.start.date())
        self.start.set_value(row.start.time())
        self._start_fact.setVisible(not row.all_day)
        self.duration.set_value(int((row.end - row.start).total_seconds()) // 60)
        elsewhere = row.time_zone != found.plan.time_zone and not row.all_day
        here = _("{zone}; here {start} – {end}").format(
            zone=row.time_zone, start=clock(row.shown_start), end=clock(row.shown_end)
        )
        _fill(self._zone_fact, self._zone, here if elsewhere else "")
        _fill(self._second_fact, self._second, elsewhere_text(row, found.plan.second_time_zone))
        self.series.show(found)

    def _show_lists(self, found: DateInspection) -> None:
        detail = found.detail
        self.agenda.show_run(detail.run_of_show)
        minutes = detail.run_of_show.item_minutes
        planned = int((detail.row.end - detail.row.start).total_seconds()) // 60
        count = ""
        if detail.agenda:
            count = _("{minutes} in {planned} min").format(minutes=minutes, planned=planned)
        self._agenda_head.set_title(_("Run of show"), count)
        self._agenda_head.set_trailing(self.agenda.chip())
        self.attendees.show_people(detail.communication.attendees)
        number = len(detail.communication.attendees)
        self._attendee_head.set_title(_("People"), str(number) if number else "")

    def _duration_words(self, value: object) -> str:
        if not isinstance(value, int) or self.row is None:
            return ""
        row = self.row
        text = duration_text(value)
        if row.all_day or value >= _DAY or not value:
            return text
        return _("{duration}, until {end}").format(duration=text, end=clock(row.end))

    def _on_title_edited(self, title: str) -> None:
        self._store({"title": title}, self.title.set_error)

    def _on_start_edited(self, fact: InPlace, *, day: object = None, at: object = None) -> None:
        if self.row is None:
            return
        start = self.row.start
        if isinstance(day, date):
            start = datetime.combine(day, start.time())
        elif isinstance(at, time):
            start = datetime.combine(start.date(), at)
        else:
            fact.set_value(start.date())
            return
        self._store({"start": start}, fact.set_error)

    def _stores_of_date(self, fact: InPlace, name: str) -> Callable[[object], None]:
        return lambda value: self._store({name: value}, fact.set_error)

    def _stores_of_series(self, fact: InPlace, name: str) -> Callable[[object], None]:
        def store(value: object) -> None:
            if self.row is not None:
                self._changes.change_series(
                    self.row, {name: value}, lambda error: fact.set_error(str(error))
                )

        return store

    def _store(self, values: Mapping[str, Any], refuse: Callable[[str], None]) -> None:
        def failed(error: TownHallError) -> None:
            refuse(str(error))

        if self.row is not None:
            self._changes.change(self.row, values, failed)


def _fill(fact: Fact, value: ElidedLabel | Paragraph, text: str) -> None:
    """Show a fact, or leave it out when there is nothing to say."""
    value.setText(text)
    fact.setVisible(bool(text))


def _options(terms: type[CommunicationStatus]) -> list[Option]:
    return [Option(term, label(term)) for term in terms]
