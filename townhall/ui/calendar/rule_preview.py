"""What a recurrence rule comes to: its words and next dates, with the holidays it leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from townhall.domain.holidays import holidays_between
from townhall.domain.recurrence import Series, check_rule, describe, first_start, next_occurrence
from townhall.language import _, current_language, words
from townhall.ui.date_words import clock, day_text
from townhall.ui.widgets.chips import Chip

PREVIEWED = 5


@dataclass(frozen=True, slots=True)
class RuleContext:
    """What the rule is about: the first date and the holidays that can be skipped."""

    start: datetime
    zone: str
    all_day: bool
    country: str
    region: str | None


@dataclass(frozen=True, slots=True)
class Preview:
    """The rule in words and its next dates; `skipped` are those on a holiday, with its name."""

    sentence: str
    dates: tuple[datetime, ...]
    skipped: dict[date, str]


def preview(rule: str, context: RuleContext, *, skip_holidays: bool) -> Preview:
    """What `rule` comes to. Raises InvalidInput (`recurrence`) when it cannot be used."""
    checked = check_rule(rule, context.start, all_day=context.all_day, zone=context.zone)
    sentence = describe(checked, context.start, words(current_language()), zone=context.zone)
    first = first_start(checked, context.start)
    series = Series("", "", first, context.zone, 0, context.all_day, checked)
    dates: list[datetime] = []
    after = first - timedelta(minutes=1)
    while len(dates) < PREVIEWED:
        found = next_occurrence(series, after)
        if found is None:
            break
        after = found.start
        dates.append(after)
    skipped: dict[date, str] = {}
    if skip_holidays and dates:
        named = holidays_between(
            dates[0].date(),
            dates[-1].date(),
            context.country,
            context.region,
            current_language(),
        )
        skipped = {day: name for moment in dates if (name := named.get(day := moment.date()))}
    return Preview(sentence[:1].upper() + sentence[1:], tuple(dates), skipped)


def date_chips(shown: Preview, *, all_day: bool) -> Sequence[Chip]:
    """A chip for each date, and for each holiday that is left out."""
    chips = []
    for moment in shown.dates:
        text = day_text(moment.date(), "ddd d MMM yyyy")
        holiday = shown.skipped.get(moment.date())
        if holiday:
            chips.append(
                Chip(_("not on {date}: {holiday}").format(date=text, holiday=holiday), "bad")
            )
        else:
            chips.append(Chip(text if all_day else f"{text}, {clock(moment)}", "accent"))
    return chips
