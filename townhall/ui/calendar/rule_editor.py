"""How a communication repeats, said in words, with the dates that follow from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.errors import InvalidInput
from townhall.domain.recurrence import (
    End,
    Frequency,
    RuleChoice,
    describe,
    to_choice,
    to_rule,
)
from townhall.language import _, current_language, ngettext, pgettext, words
from townhall.ui.calendar.rule_preview import RuleContext, date_chips, preview
from townhall.ui.date_words import day_text, weekday_names
from townhall.ui.widgets.dates import DateField, NumberField
from townhall.ui.widgets.fields import Field
from townhall.ui.widgets.flow import FlowLayout
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.paint import SMALL, TITLE
from townhall.ui.widgets.segment import Segment, ToggleGroup
from townhall.ui.widgets.select import Option, Select
from townhall.ui.widgets.switches import Switch

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
        self._pinned: RuleChoice | None = None
        self._stored: tuple[str | None, RuleChoice, date] | None = None
        self.frequency = Select(name=_("Repeats"))
        self.interval = NumberField(1, least=1, most=99, name=_("Interval"))
        self.weekdays = ToggleGroup(
            list(enumerate(weekday_names())), name=_("On these days of the week")
        )
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
        self.skip = Switch(_("Skip public holidays"))
        self._build()
        self._connect()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self.field = Field(_("Repeats"), self.frequency)
        self._interval_field = Field(pgettext("repeats", "Every"), self.interval)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.field, 2)
        first.addWidget(self._interval_field, 1)
        column.addLayout(first)
        self._weekday_field = Field(pgettext("repeats", "On"), self.weekdays)
        column.addWidget(self._weekday_field)
        ends = QWidget()
        row = QHBoxLayout(ends)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.end)
        row.addWidget(self.until)
        row.addWidget(self.count)
        row.addStretch(1)
        self._end_field = Field(pgettext("repeats", "Ends"), ends)
        column.addWidget(self._end_field)
        column.addWidget(self.skip)
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
            self.skip.toggled,
        ):
            signal.connect(self._on_changed)
        self.end.chosen.connect(self._on_changed)

    def set_rule(self, rule: str | None, context: RuleContext, *, skip_holidays: bool) -> None:
        """Show a stored rule without saying so."""
        self._context = context
        choice = to_choice(rule, context.start, zone=context.zone)
        self._kept = rule if choice is None else None
        choice = choice or RuleChoice()
        self._pinned = self._pin(choice, context)
        self._offer()
        self.frequency.set_value(_KEPT if self._kept else choice.frequency)
        self.interval.set_value(choice.interval)
        self.weekdays.set_values(choice.weekdays or (context.start.weekday(),))
        self.end.set_value(choice.end)
        self.until.set_value(choice.until or context.start.date() + _HALF_A_YEAR)
        self.count.set_value(choice.count or 10)
        blocked = self.skip.blockSignals(True)
        self.skip.setChecked(skip_holidays)
        self.skip.blockSignals(blocked)
        self._stored = (rule, self._choice(), context.start.date())
        self._arrange()

    def set_context(self, context: RuleContext) -> None:
        """Follow another start, zone or length of day: "first Thursday" goes along with it."""
        before, self._context = self._context, context
        if before is not None and before.start.date() != context.start.date():
            self._pinned = None
            days = self.weekdays.values
            if days == [before.start.weekday()]:
                self.weekdays.set_values([context.start.weekday()])
        value = self.frequency.value
        self._offer()
        self.frequency.set_value(value)
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
        return to_rule(choice, self._context.start)

    @property
    def skips_holidays(self) -> bool:
        """Whether dates on public holidays are left out."""
        return self.skip.isChecked() and self.frequency.value is not Frequency.NONE

    def _pin(self, choice: RuleChoice, context: RuleContext) -> RuleChoice | None:
        """A choice that is not the one its start suggests, kept until the start changes."""
        if choice.frequency is not Frequency.MONTHLY_WEEKDAY:
            return None
        plain = to_rule(RuleChoice(Frequency.MONTHLY_WEEKDAY), context.start)
        same = to_choice(plain, context.start, zone=context.zone)
        return (
            None
            if same is not None
            and (same.weekdays, same.position)
            == (
                choice.weekdays,
                choice.position,
            )
            else choice
        )

    def _choice(self) -> RuleChoice:
        value = self.frequency.value
        frequency = value if isinstance(value, Frequency) else Frequency.NONE
        choice = RuleChoice(frequency, interval=self.interval.value())
        if frequency is Frequency.WEEKLY:
            days = tuple(day for day in self.weekdays.values if isinstance(day, int))
            choice = replace(choice, weekdays=days)
        if frequency is Frequency.MONTHLY_WEEKDAY and self._pinned is not None:
            choice = replace(choice, weekdays=self._pinned.weekdays, position=self._pinned.position)
        end = self.end.value
        if end is End.UNTIL:
            return replace(choice, end=End.UNTIL, until=self.until.value)
        if end is End.COUNT:
            return replace(choice, end=End.COUNT, count=self.count.value())
        return choice

    def _offer(self) -> None:
        """The frequencies, each in the words of the rule it makes for this start."""
        if self._context is None:
            return
        options = [
            Option(Frequency.NONE, _("Does not repeat")),
            Option(Frequency.DAILY, _("Every day")),
            Option(Frequency.WEEKLY, _("Every week")),
        ]
        for frequency in (
            Frequency.MONTHLY_WEEKDAY,
            Frequency.MONTHLY_DAY,
            Frequency.MONTHLY_LAST_WORKING_DAY,
            Frequency.YEARLY,
        ):
            pinned = self._pinned if frequency is Frequency.MONTHLY_WEEKDAY else None
            choice = replace(pinned or RuleChoice(frequency), interval=1, end=End.NONE)
            options.append(Option(frequency, self._said(to_rule(choice, self._context.start))))
        if self._kept is not None:
            options.append(Option(_KEPT, self._said(self._kept)))
        self.frequency.set_options(options)

    def _said(self, rule: str | None) -> str:
        if self._context is None or rule is None:
            return ""
        context = self._context
        said = describe(rule, context.start, words(current_language()), zone=context.zone)
        return said[:1].upper() + said[1:]

    def _on_frequency_chosen(self) -> None:
        if self.frequency.value != _KEPT and self._kept is not None:
            self._kept = None
            value = self.frequency.value
            self._offer()
            self.frequency.set_value(value)
        self._on_changed()

    def _on_changed(self) -> None:
        self._arrange()
        self.changed.emit()

    def _arrange(self) -> None:
        """Show what the chosen frequency needs, and what comes of it."""
        value = self.frequency.value
        repeats = value is not Frequency.NONE
        form = repeats and value != _KEPT
        intervals = form and value is not Frequency.MONTHLY_LAST_WORKING_DAY
        self._interval_field.setVisible(form)
        self.interval.setEnabled(intervals or form)
        self.interval.setSuffix(f" {_unit(value, self.interval.value())}")
        self._weekday_field.setVisible(value is Frequency.WEEKLY)
        self._end_field.setVisible(form)
        self.until.setVisible(self.end.value is End.UNTIL)
        self.count.setVisible(self.end.value is End.COUNT)
        self.skip.setVisible(repeats)
        for widget in (self.sentence, self._dates, self._note):
            widget.setVisible(repeats)
        if repeats:
            self._show_preview()

    def _show_preview(self) -> None:
        self._flow.clear()
        self.field.set_error("")
        if self._context is None:
            return
        try:
            rule = self.rule()
            shown = preview(rule or "", self._context, skip_holidays=self.skips_holidays)
        except InvalidInput as error:
            self.sentence.setText("")
            self._note.setText("")
            self.field.set_error(str(error))
            return
        self.sentence.setText(shown.sentence)
        for chip in date_chips(shown, all_day=self._context.all_day):
            self._flow.addWidget(chip)
        notes = []
        if self.frequency.value == _KEPT:
            notes.append(_("This rule says more than the form shows; it is kept as it is."))
        if shown.dates and shown.dates[0].date() != self._context.start.date():
            first = day_text(shown.dates[0].date())
            notes.append(_("The series begins on {date}.").format(date=first))
        self._note.setText(" ".join(notes))
        self._note.setVisible(bool(notes))


def _unit(frequency: object, number: int) -> str:
    if frequency is Frequency.DAILY:
        return ngettext("day", "days", number)
    if frequency is Frequency.WEEKLY:
        return ngettext("week", "weeks", number)
    if frequency is Frequency.YEARLY:
        return ngettext("year", "years", number)
    return ngettext("month", "months", number)
