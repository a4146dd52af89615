"""What a recurrence rule comes to: its words and next dates, with what closed days do to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from townhall.domain.recurrence import check_rule, describe, first_start
from townhall.domain.series_preview import ClosedDayRules, NextDate, next_dates
from townhall.language import _, current_language, words
from townhall.ui.date_words import clock, day_text
from townhall.ui.widgets.chips import Chip

PREVIEWED = 5


@dataclass(frozen=True, slots=True)
class RuleContext:
    """What the rule is about: the first date, and the days on which nothing is held."""

    start: datetime
    zone: str
    all_day: bool
    closed: ClosedDayRules = field(default_factory=ClosedDayRules)


@dataclass(frozen=True, slots=True)
class Preview:
    """The rule in words and its next dates."""

    sentence: str
    dates: tuple[NextDate, ...]


def preview(rule: str, context: RuleContext) -> Preview:
    """What `rule` comes to. Raises InvalidInput (`recurrence`) when it cannot be used."""
    checked = check_rule(rule, context.start, all_day=context.all_day, zone=context.zone)
    first = first_start(checked, context.start)
    language = current_language()
    sentence = describe(checked, first, words(language), zone=context.zone)
    dates = next_dates(
        checked,
        first,
        context.zone,
        context.closed,
        number=PREVIEWED,
        language=language,
        all_day=context.all_day,
    )
    return Preview(sentence[:1].upper() + sentence[1:], dates)


def date_chips(shown: Preview, *, all_day: bool) -> Sequence[Chip]:
    """A chip for each date: held, held on a closed day, moved because of one, or left out."""
    return [_chip(each, all_day=all_day) for each in shown.dates]


def _chip(date: NextDate, *, all_day: bool) -> Chip:
    planned = day_text(date.original_start.date(), "ddd d MMM yyyy")
    if date.start is None:
        return Chip(_("not on {date}: {holiday}").format(date=planned, holiday=date.closed), "bad")
    held = day_text(date.start.date(), "ddd d MMM yyyy")
    when = held if all_day else f"{held}, {clock(date.start)}"
    if date.start != date.original_start:
        was = day_text(date.original_start.date(), "ddd d MMM")
        moved = _("{when}, instead of {date}: {holiday}")
        return Chip(moved.format(when=when, date=was, holiday=date.closed), "warn")
    if date.closed:
        return Chip(_("{when}, on {holiday}").format(when=when, holiday=date.closed), "warn")
    return Chip(when, "accent")
