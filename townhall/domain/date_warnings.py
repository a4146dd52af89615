"""Warnings about dates: clashes, closed days, full weeks, clock changes, shifts left out."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from townhall.domain.audience_nesting import Parents, reaches
from townhall.domain.clashes import Clash, clashes
from townhall.domain.day_words import clock_time, listed, short_day
from townhall.domain.outside_events import OutsideEvent, busy_words, outside_clashes
from townhall.domain.overload import FullWeek, full_weeks_of_audiences, full_weeks_of_channels
from townhall.domain.planned_dates import PlannedDate, Shift, reached_shifts
from townhall.domain.terms import Channel, Severity, StandsFor, WarningKind, label
from townhall.domain.warnings import PlanWarning, Subject, WarnedDate, date_subject
from townhall.domain.zones import is_in_gap, is_plain
from townhall.language import _, ngettext

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the rules need to know of the plan besides its dates.

    `limits` are weekly ones by audience, `channel_limits` by channel; `holidays` and `blackouts`
    name the closed days; `people` are names by address in lower case. `outside` is what calendars
    of others keep busy.
    """

    today: date
    parents: Parents
    audiences: Mapping[int, str] = field(default_factory=dict)
    headcounts: Mapping[int, int] = field(default_factory=dict)
    shifts: Mapping[int, Shift] = field(default_factory=dict)
    limits: Mapping[int, int] = field(default_factory=dict)
    channel_limits: Mapping[str, int] = field(default_factory=dict)
    holidays: Mapping[date, str] = field(default_factory=dict)
    blackouts: Mapping[date, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    outside: Sequence[OutsideEvent] = ()


def clash_warnings(dates: Sequence[PlannedDate], facts: PlanFacts) -> Iterator[PlanWarning]:
    """One warning for each two communications that share the same things at the same time."""
    alike: dict[tuple[object, ...], list[Clash]] = {}
    for clash in clashes(dates, facts.parents):
        ids = sorted((clash.first.communication_id, clash.second.communication_id))
        key = (*ids, clash.people, clash.rooms, clash.audience_ids)
        alike.setdefault(key, []).append(clash)
    for found in alike.values():
        first, second = found[0].first, found[0].second
        when = _("{day} at {time}").format(
            day=short_day(second.start.date(), facts.today), time=clock_time(second.start)
        )
        title = _("“{first}” and “{second}” overlap on {when}").format(
            first=first.title, second=second.title, when=_and_more(when, len(found) - 1)
        )
        grave = bool(found[0].people or found[0].rooms)
        yield _warning(
            WarningKind.CLASH,
            Severity.HIGH if grave else Severity.MEDIUM,
            title,
            shared_words(found[0], facts),
            second,
            [each for clash in found for each in (clash.first, clash.second)],
        )


def outside_clash_warnings(dates: Sequence[PlannedDate], facts: PlanFacts) -> Iterator[PlanWarning]:
    """One warning for each communication and what a calendar of others has at the same time."""
    if not facts.outside:
        return
    alike: dict[tuple[object, ...], list[tuple[PlannedDate, OutsideEvent]]] = {}
    for planned, event in outside_clashes(dates, facts.outside, facts.parents):
        key = (planned.communication_id, event.calendar, event.name, event.stands_for)
        alike.setdefault(key, []).append((planned, event))
    for found in alike.values():
        planned, event = found[0]
        when = _("{day} at {time}").format(
            day=short_day(planned.start.date(), facts.today), time=clock_time(planned.start)
        )
        title = _("“{first}” and “{second}” overlap on {when}").format(
            first=planned.title, second=event.name, when=_and_more(when, len(found) - 1)
        )
        warning = _warning(
            WarningKind.CLASH,
            outside_severity(event),
            title,
            outside_words(event),
            planned,
            [each for each, _event in found],
        )
        yield replace(warning, since=max(warning.since, event.read_on))


def outside_severity(event: OutsideEvent) -> Severity:
    """A person or a room cannot be in two places; a whole day leaves everybody some time."""
    if event.stands_for in (StandsFor.PERSON, StandsFor.ROOM):
        return Severity.HIGH
    return Severity.LOW if event.all_day else Severity.MEDIUM


def outside_words(event: OutsideEvent) -> str:
    """Whom an event keeps busy, and which calendar says so."""
    who = busy_words(event)
    return _("{who}, by the calendar “{calendar}”").format(who=who, calendar=event.calendar)


def shared_words(clash: Clash, facts: PlanFacts) -> str:
    """What two dates share: "both need Anna; both are for Radiology"."""
    parts = []
    if clash.people:
        names = sorted(facts.people.get(each, each) for each in clash.people)
        parts.append(_("both need {names}").format(names=listed(names)))
    if clash.rooms:
        places = {facts.people.get(each) or clash.second.location for each in clash.rooms}
        parts.append(_("both are in {places}").format(places=listed(sorted(places))))
    if clash.audience_ids:
        names = sorted(facts.audiences[each] for each in clash.audience_ids)
        parts.append(_("both are for {names}").format(names=listed(names)))
    return "; ".join(parts)


def closed_day_warnings(dates: Iterable[PlannedDate], facts: PlanFacts) -> Iterator[PlanWarning]:
    """One warning for each communication and the holiday or period its dates fall in."""
    alike: dict[tuple[int, str], list[tuple[date, PlannedDate]]] = {}
    for each in dates:
        for day in _days(each):
            name = facts.holidays.get(day) or facts.blackouts.get(day)
            if name is not None:
                alike.setdefault((each.communication_id, name), []).append((day, each))
                break
    for (_id, name), found in alike.items():
        day, first = found[0]
        when = _and_more(short_day(day, facts.today), len(found) - 1)
        public = day in facts.holidays
        reason = _("{name} is a public holiday") if public else _("{name} is a blackout period")
        yield _warning(
            WarningKind.HOLIDAY,
            Severity.MEDIUM if public else Severity.LOW,
            _("“{title}” is planned on {when}").format(title=first.title, when=when),
            reason.format(name=name),
            first,
            [each for _day, each in found],
        )


def clock_change_warnings(dates: Iterable[PlannedDate], facts: PlanFacts) -> Iterator[PlanWarning]:
    """Dates that start at a time that clocks skip, or show twice."""
    for each in dates:
        if each.all_day or is_plain(each.own_start, each.time_zone):
            continue
        skipped = is_in_gap(each.own_start, each.time_zone)
        yield _warning(
            WarningKind.CLOCK_CHANGE,
            Severity.HIGH if skipped else Severity.MEDIUM,
            _("“{title}” starts on {day} at {time}").format(
                title=each.title,
                day=short_day(each.own_start.date(), facts.today),
                time=clock_time(each.own_start),
            ),
            _("the clock is put forward then, and that time does not exist")
            if skipped
            else _("the clock is put back then, and that time comes twice"),
            each,
            [each],
        )


def overload_warnings(dates: Sequence[PlannedDate], facts: PlanFacts) -> Iterator[PlanWarning]:
    """Weeks in which an audience or a channel has more than its limit."""
    for week in full_weeks_of_audiences(dates, facts.limits, facts.parents):
        count = len(week.dates)
        title = ngettext(
            "{audience} gets {n} communication in week {week}",
            "{audience} gets {n} communications in week {week}",
            count,
        ).format(audience=facts.audiences[week.key], n=count, week=_week(week.monday))
        yield _full_week(week, title, Subject("audience", week.key))
    for full in full_weeks_of_channels(dates, facts.channel_limits):
        count = len(full.dates)
        title = ngettext(
            "There is {n} communication by {channel} in week {week}",
            "There are {n} communications by {channel} in week {week}",
            count,
        ).format(n=count, channel=_channel(full.key), week=_week(full.monday))
        yield _full_week(full, title, Subject("plan", 1))


def _full_week(week: FullWeek[int] | FullWeek[str], title: str, subject: Subject) -> PlanWarning:
    reason = ngettext("{n} a week is the limit", "{n} a week are the limit", week.limit)
    return _warning(
        WarningKind.OVERLOAD,
        Severity.MEDIUM,
        title,
        reason.format(n=week.limit),
        week.dates[0],
        week.dates,
        subject,
    )


def uncovered_warnings(
    dates: Iterable[PlannedDate], facts: PlanFacts, *, coming: Collection[int]
) -> Iterator[PlanWarning]:
    """Audiences that a communication is for and whose shift none of its dates reaches.

    Only communications of `coming` are warned of; all `dates` of theirs count as sessions.
    """
    sessions: dict[int, list[PlannedDate]] = {}
    for each in dates:
        if each.communication_id in coming:
            sessions.setdefault(each.communication_id, []).append(each)
    for held in sessions.values():
        missed = missed_shifts(held, facts)
        ahead = [each for each in held if each.start.date() >= facts.today] or held
        for audience_id in missed:
            shift = facts.shifts[audience_id]
            yield _warning(
                WarningKind.UNCOVERED_AUDIENCE,
                Severity.MEDIUM,
                _missed(audience_id, ahead[0].title, facts),
                _("their shift is from {start:%H:%M} to {end:%H:%M}").format(
                    start=shift.start, end=shift.end
                ),
                ahead[0],
                ahead,
                Subject("communication", ahead[0].communication_id),
            )


def missed_shifts(sessions: Sequence[PlannedDate], facts: PlanFacts) -> list[int]:
    """The audiences with a shift that sessions of one communication are for and do not reach."""
    if not facts.shifts:
        return []
    named = frozenset[int]().union(*(each.audience_ids for each in sessions))
    shifts = [
        (id_, shift) for id_, shift in facts.shifts.items() if reaches(named, id_, facts.parents)
    ]
    reached = reached_shifts(shifts, sessions)
    return [id_ for id_, _shift in shifts if id_ not in reached]


def _missed(audience_id: int, title: str, facts: PlanFacts) -> str:
    people = facts.headcounts.get(audience_id, 0)
    audience = facts.audiences[audience_id]
    if not people:
        return _("{audience} is in no session of “{title}”").format(audience=audience, title=title)
    return ngettext(
        "{audience}: {n} person is in no session of “{title}”",
        "{audience}: {n} people are in no session of “{title}”",
        people,
    ).format(audience=audience, n=people, title=title)


def _warning(
    kind: WarningKind,
    severity: Severity,
    title: str,
    reason: str,
    about: PlannedDate,
    dates: Sequence[PlannedDate],
    subject: Subject | None = None,
) -> PlanWarning:
    known = {(each.communication_id, each.original_start): each for each in dates}
    return PlanWarning(
        kind=kind,
        severity=severity,
        text=_("{what}: {why}").format(what=title, why=reason),
        title=title,
        reason=reason,
        subject=subject
        or date_subject(about.communication_id, about.original_start, recurring=about.recurring),
        since=max(each.added for each in dates),
        day=about.start.date(),
        dates=tuple(WarnedDate(*key) for key in known),
    )


def _days(planned: PlannedDate) -> Iterator[date]:
    day = planned.start.date()
    last = max(day, (planned.end - _MINUTE).date())
    while day <= last:
        yield day
        day += _DAY


def _and_more(when: str, more: int) -> str:
    if not more:
        return when
    return ngettext("{when} and {n} date more", "{when} and {n} dates more", more).format(
        when=when, n=more
    )


def _week(monday: date) -> int:
    return monday.isocalendar().week


def _channel(channel: str) -> str:
    return label(Channel(channel)).lower() if channel in set(Channel) else channel
