"""The editor's part about time: date, hours, time zone, repetition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.closed_days import Period
from townhall.domain.errors import InvalidInput
from townhall.domain.series_preview import ClosedDayRules
from townhall.domain.terms import ClosedDays
from townhall.domain.zones import is_ambiguous, zone_names
from townhall.language import _, ngettext
from townhall.services.queries.closed_days import BlackoutDetail
from townhall.services.queries.plans import PlanDetail
from townhall.ui.calendar.rule_editor import RuleEditor
from townhall.ui.calendar.rule_preview import RuleContext
from townhall.ui.calendar.targets import Values, whole_days
from townhall.ui.date_words import clock
from townhall.ui.widgets.dates import DateField, NumberField, TimeField
from townhall.ui.widgets.fields import Field, Form
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.paint import SMALL
from townhall.ui.widgets.select import Option, Select
from townhall.ui.widgets.switches import Switch

_DAY = 24 * 60
_MONTH = 31


class _ZoneSelect(Select):
    """Time zones, that of the plan first; the hundreds of others come when they are asked for."""

    def __init__(self, own: str) -> None:
        self._own, self._filled = own, False
        super().__init__([_zone(own)], own)

    def set_value(self, value: object) -> None:
        if isinstance(value, str) and not self._filled:
            names = dict.fromkeys((self._own, value))
            super().set_options([_zone(name) for name in names])
        super().set_value(value)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._fill()
        super().focusInEvent(event)

    def showPopup(self) -> None:
        self._fill()
        super().showPopup()

    def _fill(self) -> None:
        if not self._filled:
            self._filled = True
            value = self.value
            names = dict.fromkeys((self._own, str(value), *zone_names()))
            super().set_options([_zone(name) for name in names], value)


class WhenSection(QWidget):
    """Date, start and end, whole days, zone and rule; `changed` by the user."""

    changed = Signal()

    def __init__(
        self,
        plan: PlanDetail,
        blackouts: Sequence[BlackoutDetail] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._plan = plan
        self._periods = tuple(Period(one.name, one.first_day, one.last_day) for one in blackouts)
        self._on_holidays = self._on_blackouts = ClosedDays.KEEP
        self._whole = False
        self._minutes = 60
        self.day = DateField()
        self.start = TimeField()
        self.end = TimeField()
        self.duration = NumberField(60, most=_MONTH * _DAY, step=5, unit=_("min"))
        self.last_day = DateField(name=_("Last day"))
        self.all_day = Switch(_("The whole day"))
        self.zone = _ZoneSelect(plan.time_zone)
        self.rule = RuleEditor()
        self.form = Form()
        self._timed = [
            Field(_("Start"), self.start),
            Field(_("End"), self.end),
            Field(_("Duration"), self.duration),
        ]
        self._last_field = Field(_("Last day"), self.last_day)
        self._zone_field = Field(_("Time zone"), self.zone)
        self.form.add_row(
            ("start", Field(_("Date"), self.day, required=True)),
            ("start_time", self._timed[0]),
            ("end", self._timed[1]),
            ("duration_minutes", self._timed[2]),
            ("last_day", self._last_field),
        )
        self._clock_note = Paragraph("", SMALL, "warn", selectable=False)
        self.form.add_widget(self._clock_note)
        self.form.add_widget(self.all_day)
        self.form.add("time_zone", self._zone_field)
        self._rule_holder = QWidget()
        inner = QVBoxLayout(self._rule_holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.rule)
        self.form.add_widget(self._rule_holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        self._connect()

    def _connect(self) -> None:
        self.day.changed.connect(self._on_moment_changed)
        self.start.changed.connect(self._on_moment_changed)
        self.end.changed.connect(self._on_end_changed)
        self.duration.changed.connect(self._on_duration_changed)
        self.last_day.changed.connect(self._on_last_day_changed)
        self.all_day.toggled.connect(self._on_all_day_toggled)
        self.zone.chosen.connect(self._on_moment_changed)
        self.rule.changed.connect(self.changed)

    def set_scope(self, scope: str) -> None:
        """One date has no zone or rule of its own."""
        whole = scope != "this"
        self._whole = whole
        self._zone_field.setVisible(whole and not self.all_day.isChecked())
        self.all_day.setVisible(whole)
        self._rule_holder.setVisible(whole)

    def fill(self, values: Values) -> None:
        """Show `values` without saying so."""
        start = datetime.fromisoformat(values["start"])
        self._minutes = values["duration_minutes"]
        self.day.set_value(start.date())
        self.start.set_value(start.time())
        blocked = self.all_day.blockSignals(True)
        self.all_day.setChecked(values["all_day"])
        self.all_day.blockSignals(blocked)
        self.zone.set_value(values["time_zone"])
        self._show_length()
        self._on_holidays = ClosedDays(values["on_holidays"])
        self._on_blackouts = ClosedDays(values["on_blackouts"])
        self.rule.set_rule(values["recurrence"], self._context())

    def values(self) -> Values:
        """The fields. Raises InvalidInput (`recurrence`) while the rule misses its end."""
        start = self.rule.begins(self.moment) if self._whole else self.moment
        return {
            "start": start.isoformat(timespec="minutes"),
            "time_zone": str(self.zone.value),
            "duration_minutes": self._minutes,
            "all_day": self.all_day.isChecked(),
            "recurrence": self.rule.rule(),
            "on_holidays": self.rule.on_holidays.value,
            "on_blackouts": self.rule.on_blackouts.value,
        }

    @property
    def moment(self) -> datetime:
        """The start, wall time."""
        at = time() if self.all_day.isChecked() else self.start.value
        return datetime.combine(self.day.value or date.today(), at)

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return self._minutes

    def show_error(self, error: InvalidInput) -> bool:
        """Show `error` at its field; False when it is not about time."""
        if error.field == "recurrence":
            self.rule.field.set_error(str(error))
            self.rule.frequency.setFocus()
            return True
        if error.field == "duration_minutes" and self.all_day.isChecked():
            error = InvalidInput(str(error), field="last_day")
        return self.form.show_error(error)

    def clear_errors(self) -> None:
        """Show no errors any more."""
        self.form.clear_errors()
        self.rule.field.set_error("")

    def _context(self) -> RuleContext:
        return RuleContext(
            start=self.moment,
            zone=str(self.zone.value),
            all_day=self.all_day.isChecked(),
            closed=ClosedDayRules(
                self._plan.country,
                self._plan.region,
                self._periods,
                self._on_holidays,
                self._on_blackouts,
            ),
        )

    def _show_length(self) -> None:
        whole = self.all_day.isChecked()
        for field in self._timed:
            field.setVisible(not whole)
        self._last_field.setVisible(whole)
        self._zone_field.setVisible(self._whole and not whole)
        end = datetime.combine(self.day.value or date.today(), self.start.value)
        end += timedelta(minutes=self._minutes)
        self.end.set_value(end.time())
        self.duration.set_value(self._minutes)
        days = whole_days(self._minutes)
        first = self.day.value or date.today()
        self.last_day.set_value(first + timedelta(days=days - 1))
        self._last_field.set_hint(ngettext("{n} day", "{n} days", days).format(n=days))
        self._show_clock_note()
        late = (end.date() - (self.day.value or end.date())).days
        hint = ngettext("{n} day later", "{n} days later", late).format(n=late)
        self._timed[1].set_hint(hint if late > 0 else "")

    def _show_clock_note(self) -> None:
        """Say so when clocks show the start twice: an hour later they show it again."""
        twice = not self.all_day.isChecked() and is_ambiguous(self.moment, str(self.zone.value))
        sentence = _("Clocks go back that night: {time} comes twice, and the first one counts.")
        self._clock_note.setText(sentence.format(time=clock(self.moment)) if twice else "")
        self._clock_note.setVisible(twice)

    def _on_moment_changed(self, _value: Any = None) -> None:
        self._show_length()
        self.rule.set_context(self._context())
        self.changed.emit()

    def _on_end_changed(self, end: time) -> None:
        """An end before the start is on the next day; whole days that it lasted stay."""
        start = self.start.value
        part = (end.hour - start.hour) * 60 + end.minute - start.minute
        self._minutes = self._minutes // _DAY * _DAY + part % _DAY
        self._show_length()
        self.changed.emit()

    def _on_duration_changed(self, minutes: int) -> None:
        self._minutes = minutes
        self._show_length()
        self.changed.emit()

    def _on_last_day_changed(self, last: date | None) -> None:
        """A last day before the first is the first: it lasts one day."""
        first = self.day.value
        if first is not None and last is not None:
            self._minutes = max(1, (last - first).days + 1) * _DAY
        self._show_length()
        self.changed.emit()

    def _on_all_day_toggled(self) -> None:
        self._minutes = whole_days(self._minutes) * _DAY if self.all_day.isChecked() else 60
        self._on_moment_changed()


def _zone(name: str) -> Option:
    return Option(name, name.replace("_", " "))
