"""The conditions beside the proposals: a change ranks anew at once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.terms import label
from townhall.domain.time_finder import Conditions
from townhall.language import _
from townhall.services.queries.time_finder import PersonChoice, TimeSearch
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Hairline, SectionHead
from townhall.ui.widgets.dates import DateField, NumberField
from townhall.ui.widgets.fields import Field
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.page import ScrollPage
from townhall.ui.widgets.picker import Candidate, PeoplePicker, TagPicker
from townhall.ui.widgets.switches import Check, Switch

_PAD = 20
_MOST_MINUTES = 600


class ConditionsPanel(ScrollPage):
    """Shows and changes conditions: `changed(conditions)`."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__(pad=_PAD, gap=0)
        self.conditions: Conditions | None = None
        self._showing = False
        self._search: TimeSearch | None = None
        self.checks: list[Check] = []
        self.switches: dict[str, Switch] = {}
        self._build_when()
        self._build_people()
        self._build_switches()
        self.add_stretch()

    def _build_when(self) -> None:
        self.reset = Button(_("Reset"), "link")
        self.reset.clicked.connect(lambda _checked=False: self._on_reset())
        self.add(SectionHead(_("Conditions"), trailing=self.reset, pad=0))
        self.first = DateField(name=_("First day"))
        self.last = DateField(name=_("Last day"))
        self.minutes = NumberField(
            60, least=5, most=_MOST_MINUTES, step=5, unit=_("min"), name=_("Duration")
        )
        self.first_field = Field(_("First day"), self.first)
        self.range_field = Field(_("Last day"), self.last)
        self.minutes_field = Field(_("Duration"), self.minutes)
        self.audiences = TagPicker(name=_("Audiences"), placeholder=_("Add an audience"))
        for widget in (self.first_field, self.range_field, self.minutes_field):
            self.add(widget)
            self.column.addSpacing(8)
        self.add(Field(_("Audiences"), self.audiences))
        self.first.changed.connect(lambda day: self._set(first=day))
        self.last.changed.connect(lambda day: self._set(last=day))
        self.minutes.changed.connect(lambda minutes: self._set(duration_minutes=minutes))
        self.audiences.changed.connect(lambda ids: self._set(audience_ids=frozenset(ids)))

    def _build_people(self) -> None:
        self.column.addSpacing(12)
        self.add(Hairline())
        self._people_head = SectionHead(_("Must be there"), pad=0)
        self.add(self._people_head)
        holder = QWidget()
        self._people = QVBoxLayout(holder)
        self._people.setContentsMargins(0, 0, 0, 8)
        self._people.setSpacing(10)
        self.add(holder)
        self.colleagues = PeoplePicker(
            name=_("Others who must be there"), placeholder=_("Add a person")
        )
        self.add(self.colleagues)
        self.colleagues.changed.connect(lambda _emails: self._on_people())
        self.room = Check("", checked=True)
        self.column.addSpacing(10)
        self.add(self.room)
        self.room.toggled.connect(lambda _on: self._on_room())

    def _build_switches(self) -> None:
        for title, names in (
            (
                _("Avoid"),
                (
                    ("avoids_holidays", _("Public holidays")),
                    ("avoids_blackouts", _("Blackout periods")),
                    ("avoids_handovers", _("Changes of shifts")),
                    ("avoids_friday_afternoon", _("Friday afternoon")),
                ),
            ),
            (
                _("Cover"),
                (
                    ("repeats", _("Repeat for shifts not reached")),
                    ("keeps_rule", _("Keep the rule of the series")),
                ),
            ),
        ):
            self.column.addSpacing(12)
            self.add(Hairline())
            self.add(SectionHead(title, pad=0))
            for name, words in names:
                self.add(self._switch(name, words))
                self.column.addSpacing(10)

    def _switch(self, name: str, words: str) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Paragraph(words, selectable=False), 1)
        switch = Switch(name=words)
        switch.toggled.connect(lambda on: self._set(**{name: on}))
        self.switches[name] = switch
        row.addWidget(switch)
        return holder

    def show_search(self, search: TimeSearch) -> None:
        """Begin with the conditions that a wish starts with."""
        self._search, self._showing = search, True
        self.room.setChecked(True)
        self.audiences.set_candidates(
            [Candidate(id_, name) for id_, name in search.audience_choices],
            sorted(search.conditions.audience_ids),
        )
        for check in self.checks:
            check.hide()
            check.deleteLater()
        self.checks = [self._check(each, search) for each in search.people]
        self.colleagues.set_candidates(
            [Candidate(each.email, each.name) for each in search.colleagues], []
        )
        self.room.setText(_("Free: {room}").format(room=search.room))
        self.room.setVisible(bool(search.conditions.rooms))
        series = search.recurring and not search.wish.adds_session
        for widget in (self.switches["keeps_rule"], self.switches["keeps_rule"].parentWidget()):
            if widget is not None:
                widget.setVisible(series)
        self._show(search.conditions)
        self._showing = False

    def _check(self, person: PersonChoice, search: TimeSearch) -> Check:
        role = f", {label(person.role).lower()}" if person.role is not None else ""
        needed = person.email in search.conditions.people
        check = Check(f"{person.name}{role}", checked=needed)
        check.setProperty("email", person.email)
        check.toggled.connect(lambda _on: self._on_people())
        self._people.addWidget(check)
        return check

    def _show(self, conditions: Conditions) -> None:
        self.conditions = conditions
        self.first.set_value(conditions.first)
        self.last.set_value(conditions.last)
        self.minutes.set_value(conditions.duration_minutes)
        for name, switch in self.switches.items():
            switch.setChecked(getattr(conditions, name))
        self._count_people()

    def _count_people(self) -> None:
        if self.conditions is not None:
            total = len(self.checks) + len(self.colleagues.values)
            count = _("{n} of {total}").format(n=len(self.conditions.people), total=total)
            self._people_head.set_title(_("Must be there"), count if total else "")

    def show_error(self, field: str | None, sentence: str) -> None:
        """Say at its field what is wrong with the conditions; empty: nothing."""
        at_minutes = field == "duration"
        self.minutes_field.set_error(sentence if at_minutes else "")
        self.range_field.set_error("" if at_minutes else sentence)

    def allow(self, start: object) -> None:
        """Let one moment through, whatever it breaks."""
        if self.conditions is not None:
            self._set(allowed=self.conditions.allowed | {start})

    def _on_people(self) -> None:
        kept = [str(each.property("email")) for each in self.checks if each.isChecked()]
        self._set(people=frozenset([*kept, *map(str, self.colleagues.values)]))
        self._count_people()

    def _on_room(self) -> None:
        if self._search is not None:
            rooms = self._search.conditions.rooms if self.room.isChecked() else frozenset()
            self._set(rooms=rooms)

    def _on_reset(self) -> None:
        if self._search is not None:
            self.show_search(self._search)
            self.changed.emit(self.conditions)

    def _set(self, **values: object) -> None:
        if self.conditions is not None and not self._showing:
            self.conditions = replace(self.conditions, **values)  # type: ignore[arg-type]
            self.changed.emit(self.conditions)
