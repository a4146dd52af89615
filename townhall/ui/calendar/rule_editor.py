"""How a communication repeats, said in words, with the dates that follow from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.errors import InvalidInput
from townhall.domain.recurrence import (
    End,
    Frequency,
    RuleChoice,
    describe,
    start_of,
    to_choice,
    to_rule,
)
from townhall.domain.recurrence_choice import BY_DAY
from townhall.domain.terms import ClosedDays, label
from townhall.language import _, current_language, ngettext, pgettext, words
from townhall.ui.calendar.day_choice import DayChoice
from townhall.ui.calendar.rule_preview import RuleContext, date_chips, preview
from townhall.ui.date_words import day_text, weekday_names
from townhall.ui.widgets.dates import DateField, NumberField
from townhall.ui.widgets.fields import Field
from townhall.ui.widgets.flow import FlowLayout
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.paint import SMALL, TITLE
from townhall.ui.widgets.segment import Segment, ToggleGroup
from townhall.ui.widgets.select import Option, Select

_HALF_A_YEAR = timedelta(days=182)
_KEPT = "kept"
"""Stands for a rule that says more than the form can show."""


class RuleEditor(QWidget):
    """The form of a rule and its preview; `changed` by the user."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context: RuleContext | None = None
        self._kept: str | None = None
        self._stored: tuple[str | None, RuleChoice, date] | None = None
        self.frequency = Select(name=_("Repeats"))
        self.interval = NumberField(1, least=1, most=99, name=_("Interval"))
        self.weekdays = ToggleGroup(
            list(enumerate(weekday_names())), name=_("On these days of the week")
        )
        self.day = DayChoice()
        self.end = Segment(
            [
                (End.NONE, pgettext("repeats", "Never")),
                (End.UNTIL, _("On a date")),
                (End.COUNT, _("After a number")),
            ],
            name=pgettext("repeats", "Ends"),
        )
        self.until = DateField(name=_("Last date"))
        self.count = NumberField(10, least=1, most=999, name=_("Number of dates"))
        closed = [Option(each, label(each)) for each in ClosedDays]
        self.holidays = Select(closed, ClosedDays.KEEP, name=_("On public holidays"))
        self.blackouts = Select(closed, ClosedDays.KEEP, name=_("In blackout periods"))
        self._build()
        self._connect()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self.field = Field(_("Repeats"), self.frequency)
        self._interval_field = Field(pgettext("repeats", "Every"), self.interval)
        column.addLayout(_row((self.field, 2), (self._interval_field, 1)))
        self._weekday_field = Field(pgettext("repeats", "On"), self.weekdays)
        self._day_field = Field(pgettext("repeats", "On"), self.day)
        column.addWidget(self._weekday_field)
        column.addWidget(self._day_field)
        ends = QWidget()
        row = QHBoxLayout(ends)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for widget in (self.end, self.until, self.count):
            row.addWidget(widget)
        row.addStretch(1)
        self._end_field = Field(pgettext("repeats", "Ends"), ends)
        column.addWidget(self._end_field)
        self._closed = QWidget()
        both = _row(
            (Field(_("On public holidays"), self.holidays), 1),
            (Field(_("In blackout periods"), self.blackouts), 1),
        )
        self._closed.setLayout(both)
        column.addWidget(self._closed)
        self.sentence = Paragraph("", TITLE, selectable=False)
        column.addWidget(self.sentence)
        self._dates = QWidget()
        self._flow = FlowLayout(self._dates, gap=6)
        column.addWidget(self._dates)
        self._note = Paragraph("", SMALL, "text2", selectable=False)
        column.addWidget(self._note)

    def _connect(self) -> None:
        self.frequency.chosen.connect(self._on_frequency_chosen)
        for signal in (
            self.interval.changed,
            self.weekdays.changed,
            self.until.changed,
            self.count.changed,
            self.end.chosen,
            self.holidays.chosen,
            self.blackouts.chosen,
        ):
            signal.connect(self._on_changed)
        self.day.changed.connect(self._on_changed)

    def set_rule(self, rule: str | None, context: RuleContext) -> None:
        """Show a stored rule, and what it does on closed days, without saying so."""
        self._context = context
        choice = to_choice(rule, context.start, zone=context.zone)
        self._kept = rule if choice is None else None
        choice = choice or RuleChoice()
        self._offer()
        self.frequency.set_value(_KEPT if self._kept else choice.frequency)
        self.interval.set_value(choice.interval)
        self.weekdays.set_values(choice.weekdays or (context.start.weekday(),))
        self.day.set_choice(choice, context.start)
        self.end.set_value(choice.end)
        self.until.set_value(choice.until or context.start.date() + _HALF_A_YEAR)
        self.count.set_value(choice.count or 10)
        self.holidays.set_value(context.closed.on_holidays)
        self.blackouts.set_value(context.closed.on_blackouts)
        self._stored = (rule, self._choice(), context.start.date())
        self._arrange()

    def set_context(self, context: RuleContext) -> None:
        """Follow another start, zone or length of day: "first Thursday" goes along with it."""
        before, self._context = self._context, context
        if before is not None and before.start.date() != context.start.date():
            if self.weekdays.values == [before.start.weekday()]:
                self.weekdays.set_values([context.start.weekday()])
            self.day.follow(context.start)
        self._arrange()

    def rule(self) -> str | None:
        """The rule that is chosen. Raises InvalidInput (`recurrence`)."""
        if self._context is None:
            return None
        if self.frequency.value == _KEPT:
            return self._kept
        choice = self._choice()
        if self._stored is not None and self._stored[1:] == (choice, self._context.start.date()):
            # As it is stored, with its last moment in UTC: nothing was changed.
            return self._stored[0]
        return to_rule(choice, start_of(choice, self._context.start))

    def begins(self, start: datetime) -> datetime:
        """Where the series begins when it is planned from `start` on."""
        return start if self.frequency.value == _KEPT else start_of(self._choice(), start)

    @property
    def on_holidays(self) -> ClosedDays:
        """What is done with dates on public holidays."""
        return self._closed_choice(self.holidays)

    @property
    def on_blackouts(self) -> ClosedDays:
        """What is done with dates in blackout periods."""
        return self._closed_choice(self.blackouts)

    def _closed_choice(self, select: Select) -> ClosedDays:
        value = select.value
        repeats = self.frequency.value is not Frequency.NONE
        return value if repeats and isinstance(value, ClosedDays) else ClosedDays.KEEP

    def _choice(self) -> RuleChoice:
        value = self.frequency.value
        frequency = value if isinstance(value, Frequency) else Frequency.NONE
        choice = RuleChoice(frequency, interval=self.interval.value())
        if frequency is Frequency.WEEKLY:
            days = tuple(day for day in self.weekdays.values if isinstance(day, int))
            choice = replace(choice, weekdays=days)
        if frequency in BY_DAY:
            choice = replace(choice, weekdays=self.day.weekdays, position=self.day.position)
        end = self.end.value
        if end is End.UNTIL:
            return replace(choice, end=End.UNTIL, until=self.until.value)
        if end is End.COUNT:
            return replace(choice, end=End.COUNT, count=self.count.value())
        return choice

    def _offer(self) -> None:
        """The frequencies, and the stored rule in words when the form cannot show it."""
        options = [
            Option(Frequency.NONE, _("Does not repeat")),
            Option(Frequency.DAILY, _("Every day")),
            Option(Frequency.WEEKLY, _("Every week")),
            Option(Frequency.MONTHLY, _("Every month")),
            Option(Frequency.QUARTERLY, _("Every quarter")),
            Option(Frequency.YEARLY, _("Every year")),
        ]
        if self._kept is not None and self._context is not None:
            context = self._context
            said = describe(self._kept, context.start, words(current_language()), zone=context.zone)
            options.append(Option(_KEPT, said[:1].upper() + said[1:]))
        self.frequency.set_options(options)

    def _on_frequency_chosen(self) -> None:
        value = self.frequency.value
        if value != _KEPT and self._kept is not None:
            self._kept = None
            self._offer()
            self.frequency.set_value(value)
        if isinstance(value, Frequency) and self._context is not None:
            self.day.suggest(value, self._context.start)
        self._on_changed()

    def _on_changed(self) -> None:
        self._arrange()
        self.changed.emit()

    def _arrange(self) -> None:
        """Show what the chosen frequency needs, and what comes of it."""
        value = self.frequency.value
        repeats = value is not Frequency.NONE
        form = repeats and value != _KEPT
        self._interval_field.setVisible(form)
        self.interval.setSuffix(f" {_unit(value, self.interval.value())}")
        self._weekday_field.setVisible(value is Frequency.WEEKLY)
        self._day_field.setVisible(value in BY_DAY)
        self._end_field.setVisible(form)
        self.until.setVisible(self.end.value is End.UNTIL)
        self.count.setVisible(self.end.value is End.COUNT)
        for widget in (self._closed, self.sentence, self._dates, self._note):
            widget.setVisible(repeats)
        if repeats:
            self._show_preview()

    def _show_preview(self) -> None:
        self._flow.clear()
        self.field.set_error("")
        if self._context is None:
            return
        context = replace(
            self._context,
            start=self.begins(self._context.start),
            closed=replace(
                self._context.closed,
                on_holidays=self.on_holidays,
                on_blackouts=self.on_blackouts,
            ),
        )
        try:
            shown = preview(self.rule() or "", context)
        except InvalidInput as error:
            self.sentence.setText("")
            self._note.setText("")
            self.field.set_error(str(error))
            return
        self.sentence.setText(shown.sentence)
        for chip in date_chips(shown, all_day=context.all_day):
            self._flow.addWidget(chip)
        notes = []
        if self.frequency.value == _KEPT:
            notes.append(_("This rule says more than the form shows; it is kept as it is."))
        first = shown.dates[0].original_start.date() if shown.dates else None
        if first is not None and first != self._context.start.date():
            notes.append(_("The series begins on {date}.").format(date=day_text(first)))
        self._note.setText(" ".join(notes))
        self._note.setVisible(bool(notes))


def _row(*fields: tuple[QWidget, int]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    for widget, share in fields:
        row.addWidget(widget, share)
    return row


def _unit(frequency: object, number: int) -> str:
    if frequency is Frequency.DAILY:
        return ngettext("day", "days", number)
    if frequency is Frequency.WEEKLY:
        return ngettext("week", "weeks", number)
    if frequency is Frequency.QUARTERLY:
        return ngettext("quarter", "quarters", number)
    if frequency is Frequency.YEARLY:
        return ngettext("year", "years", number)
    return ngettext("month", "months", number)
