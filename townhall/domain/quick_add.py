"""One line becomes something to plan: "town hall vr 14u utrecht", "update MR triage 3 dec 09:30".

Dutch and English may be mixed. The line is untrusted text; whatever it is, nothing is raised.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from townhall.domain.errors import InvalidInput
from townhall.domain.quick_dates import agrees, find_date, find_short_date
from townhall.domain.quick_line import OF_TITLE, Line, Span, What
from townhall.domain.quick_names import KnownNames, find_names
from townhall.domain.quick_places import find_place
from townhall.domain.quick_repetition import Repetition, find_repetition
from townhall.domain.quick_times import (
    Hours,
    find_duration,
    find_part,
    find_range,
    find_time,
    part_of_day,
)
from townhall.domain.quick_weekdays import Day
from townhall.domain.quick_words import KINDS, one_of
from townhall.domain.recurrence import first_start
from townhall.domain.recurrence_rule import rule_text
from townhall.domain.terms import CommunicationKind
from townhall.domain.usual_times import USUAL_START, usual_minutes

__all__ = ["KnownNames", "QuickAdd", "QuickQuestion", "Span", "What", "quick_add", "quick_question"]

LONGEST = 600
"""Characters of a line; a longer one is not read."""

_KIND = re.compile(rf"(?<![\w./@]){one_of(KINDS)}(?![\w/@])")
_QUOTED = re.compile('["“”„](?P<title>[^"“”„]+)["“”]')
_QUESTION = re.compile(r"\s*(?:vraag|question)\s*:\s*(?P<text>.*?)\s*\Z", re.IGNORECASE | re.DOTALL)
_LOOSE = " ,;:|·-–—/()"
_UNFINISHED = re.compile(r"(?:[ ](?:op|on|om|at|in|te|van|from|vanaf|@|de|the))+\Z")
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class QuickAdd:
    """What was understood of a line.

    `start` is a naive wall time, the first date of `recurrence` (an RRULE value or None). The
    names are those of the plan; `line` is the text that `understood` points into, by start. A
    name and the kind may share letters. `has_date` and `has_time` say what was named.
    """

    kind: CommunicationKind
    title: str
    start: datetime
    duration_minutes: int
    recurrence: str | None
    location: str
    audiences: tuple[str, ...]
    initiatives: tuple[str, ...]
    people: tuple[str, ...]
    has_date: bool
    has_time: bool
    line: str
    understood: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class QuickQuestion:
    """A question typed behind "vraag:" or "question:"."""

    text: str


def quick_question(text: str) -> QuickQuestion | None:
    """The question in `text`; None when the line does not begin with "vraag:" or "question:"."""
    match = _QUESTION.match(text)
    return QuickQuestion(match["text"]) if match and match["text"] else None


def quick_add(text: str, now: datetime, known: KnownNames) -> QuickAdd | None:
    """What `text` plans, seen from the naive wall time `now`; None without a kind.

    Without a year the nearest date to come is meant. What the line does not say comes from the
    kind: its usual time and duration, on the next working day. What was not understood stays in
    the title.
    """
    if len(text) > LONGEST:
        return None
    line = Line(text)
    quoted = _QUOTED.search(line.left)
    if quoted is not None:
        line.take(What.TITLE, *quoted.span())
    kind = _KIND.search(line.left)
    if kind is None:
        return None
    names = find_names(line, known, Span(What.KIND, *kind.span()))
    line.take(What.KIND, *kind.span())
    found = KINDS[kind.group()]
    timing = _timing(line, now, usual_minutes(found))
    location = names.place or find_place(line, led=found is not CommunicationKind.TRAINING)
    title = line.text[slice(*quoted.span("title"))].strip() if quoted else ""
    return QuickAdd(
        kind=found,
        title=title or _title(line),
        start=timing.start,
        duration_minutes=timing.minutes,
        recurrence=timing.recurrence,
        location=location,
        audiences=names.audiences,
        initiatives=names.initiatives,
        people=names.people,
        has_date=timing.has_date,
        has_time=timing.has_time,
        line=line.text,
        understood=tuple(sorted(line.spans, key=lambda span: (span.start, span.end))),
    )


@dataclass(frozen=True, slots=True)
class _Timing:
    start: datetime
    minutes: int
    recurrence: str | None
    has_date: bool
    has_time: bool


def _timing(line: Line, now: datetime, usual: int) -> _Timing:
    repetition = find_repetition(line)
    day = find_date(line, now.date())
    hours = find_range(line, bare=False)
    if hours is None and day is not None and not agrees(line, day, now.date()):
        hours = find_range(line, bare=True)
    if day is None or day.passes:
        day = find_short_date(line, now.date()) or day
    hours, minutes = _hours(line, hours)
    part = part_of_day(day.part) if day is not None and day.part else None
    at = hours.start if hours is not None else find_part(line) or part
    start = _start(now, day, at, is_series=repetition is not None)
    rule = None
    if repetition is not None:
        numbered = day is not None and day.numbered
        rule, start = _series(repetition, start, numbered=numbered)
    return _Timing(
        start=start,
        minutes=minutes or usual,
        recurrence=rule,
        has_date=day is not None or repetition is not None,
        has_time=at is not None,
    )


def _hours(line: Line, hours: Hours | None) -> tuple[Hours | None, int | None]:
    """The time of day, and how long it lasts, from an end or a duration."""
    if hours is not None:
        return hours, hours.minutes
    minutes = find_duration(line, has_time=False)
    at = find_time(line)
    if at is None:
        return None, minutes
    return Hours(at), minutes or find_duration(line, has_time=True)


def _start(now: datetime, day: Day | None, at: time | None, *, is_series: bool) -> datetime:
    if day is not None:
        start = datetime.combine(day.day, at or USUAL_START)
        return start + timedelta(days=7) if day.passes and start <= now else start
    if at is not None or is_series:
        start = datetime.combine(now.date(), at or USUAL_START)
        return start if start > now else start + timedelta(days=1)
    return datetime.combine(_working_day_after(now.date()), USUAL_START)


def _working_day_after(day: date) -> date:
    day += timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return day


def _series(
    repetition: Repetition, start: datetime, *, numbered: bool
) -> tuple[str | None, datetime]:
    """The rule, and its first date; no rule when it would never occur."""
    try:
        rule = repetition.rule_from(start, numbered=numbered)
        # The nearest date begins the series, also of every second week or third month.
        first = first_start(rule_text(replace(rule.endless(), interval=1)), start)
        return rule_text(repetition.rule_from(first, numbered=numbered)), first
    except InvalidInput:
        return None, start


def _title(line: Line) -> str:
    """What has not been taken out of the line, with a capital."""
    removed = [(span.start, span.end) for span in line.spans if span.what not in OF_TITLE]
    unfinished = _UNFINISHED.search(line.left)
    if unfinished is not None:
        removed.append(unfinished.span())
    pieces = [piece.strip(_LOOSE) for piece in line.pieces(removed)]
    title = " ".join(piece for piece in pieces if piece)
    return title[:1].upper() + title[1:]
