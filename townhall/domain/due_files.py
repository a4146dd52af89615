"""Which calendar files are due: who has not been told how an item stands now, and of what."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from townhall.domain.calendar import Attendee, CalendarItem
from townhall.domain.date_invitation import date_facts
from townhall.domain.invitations import Method, Snapshot, changed_fields, in_order, snapshot
from townhall.domain.ledger import Sent, is_off, lines_to, newest_about
from townhall.domain.terms import AttendeeRole


class Why(StrEnum):
    """Why a file is due, or goes out."""

    NEW = "new"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    REMOVED = "removed"
    REINSTATED = "reinstated"
    ENDED = "ended-series"
    """The series ends earlier, and another one goes on from there."""
    AGAIN = "again"
    """Its readers have it; it is made once more."""


@dataclass(frozen=True, slots=True)
class Due:
    """A file its `recipients` have to get; `changed` names what they do not know.

    `recurrence_id` is the original start (local) of the one date of a series it is about.
    """

    method: Method
    recurrence_id: datetime | None
    why: Why
    changed: tuple[str, ...]
    recipients: tuple[Attendee, ...]


def due(
    item: CalendarItem,
    lines: Sequence[Sent],
    *,
    now: datetime,
    original_start: datetime | None = None,
    separate: bool = False,
) -> list[Due]:
    """The files that tell everybody what they do not know yet, those for whole items first.

    `lines` is the ledger of the item's UID, oldest first, without PUBLISH. Dates that are over at
    `now` (wall time) need no file of their own. `original_start` narrows it to what touches
    that date. `separate`: each changed or cancelled date in a file of its own, for Outlook, which
    takes a file with several events for a new calendar; else one file holds the whole series.
    """
    shown = snapshot(item)
    if is_off(shown, None):
        return _withdrawal(item, lines)
    differing = tuple(upcoming_changes(item, now)) if separate else ()
    asked = _Asked(item, shown, lines, now, original_start, separate, differing)
    return [*asked.to_invited(), *removals(item, lines)]


def removals(item: CalendarItem, lines: Sequence[Sent]) -> list[Due]:
    """A cancellation for each who still expects the item and is on its list no more."""
    invited = {each.email.casefold() for each in item.attendees}
    gone = tuple(each for each in expecting(lines) if each.email.casefold() not in invited)
    return [Due(Method.CANCEL, None, Why.REMOVED, ("attendees",), gone)] if gone else []


def expecting(lines: Sequence[Sent]) -> Iterator[Attendee]:
    """Everybody whose last word about the item as a whole, or a date of it, was an invitation."""
    people: dict[str, Attendee] = {}
    for line in lines:
        for each in line.shown.get("attendees", []):
            if each["email"].casefold() in line.recipients:
                people[each["email"].casefold()] = _attendee(each)
    for email, attendee in people.items():
        own = lines_to(lines, email)
        of_all = newest_about(own, None)
        if of_all is not None and of_all.method == Method.CANCEL:
            own = own[own.index(of_all) + 1 :]
        dates = {line.original_start for line in own}
        newest = (newest_about(own, date) for date in dates)
        if any(line is not None and line.method == Method.REQUEST for line in newest):
            yield attendee


def upcoming_changes(item: CalendarItem, now: datetime) -> list[datetime]:
    """The original starts of dates that differ from their series, and are not over at `now`."""
    shown = snapshot(item)
    found = (datetime.fromisoformat(each["original_start"]) for each in shown["overrides"])
    return [each for each in found if not is_off(shown, each) and _end(shown, each) >= now]


def _withdrawal(item: CalendarItem, lines: Sequence[Sent]) -> list[Due]:
    waiting = tuple(expecting(lines))
    if not waiting:
        return []
    return [Due(Method.CANCEL, None, Why.CANCELLED, ("status",), waiting)]


def _attendee(stored: dict[str, str]) -> Attendee:
    return Attendee(stored["name"], stored["email"], AttendeeRole(stored["role"]))


def _end(shown: Snapshot, original_start: datetime) -> datetime:
    facts = date_facts(shown, original_start)
    return datetime.fromisoformat(facts["start"]) + timedelta(minutes=facts["duration_minutes"])


_News = tuple[Method, datetime | None, Why, tuple[str, ...]]
"""What one reader does not know: the file, why, and the fields."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The item, what was told of it, and how the files are wanted.

    `differing` are the coming dates with a file of their own, once for all who are asked about.
    """

    item: CalendarItem
    shown: Snapshot
    lines: Sequence[Sent]
    now: datetime
    original_start: datetime | None
    separate: bool
    differing: tuple[datetime, ...]

    def to_invited(self) -> list[Due]:
        """The files for those on the list, alike ones together."""
        found: dict[tuple[Method, datetime | None, Why], tuple[list[str], list[Attendee]]] = {}
        seen = set()
        for attendee in self.item.attendees:
            if attendee.email.casefold() in seen:
                continue
            seen.add(attendee.email.casefold())
            for method, date, why, changed in self._news(attendee):
                fields, people = found.setdefault((method, date, why), ([], []))
                fields += changed
                people.append(attendee)
        ordered = sorted(found.items(), key=lambda each: each[0][1] or datetime.min)
        return [
            Due(method, date, why, in_order(fields), tuple(people))
            for (method, date, why), (fields, people) in ordered
        ]

    def _news(self, attendee: Attendee) -> Iterator[_News]:
        own = lines_to(self.lines, attendee.email)
        whole = newest_about(own, None)
        if whole is None and self.original_start is not None and own:
            yield from self._of_dates(own)
        elif whole is None or whole.method == Method.CANCEL:
            known = whole is not None and whole.calls_off
            why = Why.REINSTATED if known else Why.NEW
            yield Method.REQUEST, None, why, ()
            if self.separate:
                for date in self._wanted(self.differing):
                    yield Method.REQUEST, date, why, ()
        else:
            yield from self._of_changes(attendee, whole.shown, own)

    def _of_changes(
        self, attendee: Attendee, told: Snapshot, own: Sequence[Sent]
    ) -> Iterator[_News]:
        ignored = {"attendees", "overrides"}
        changed = [name for name in changed_fields(told, self.shown) if name not in ignored]
        if _role(told, attendee) != attendee.role:
            changed.append("attendees")
        dates = list(self._of_dates(own))
        if not self.separate:
            if dates:
                changed.append("overrides")
            if changed:
                yield Method.REQUEST, None, Why.CHANGED, tuple(changed)
            return
        if changed:
            yield Method.REQUEST, None, Why.CHANGED, tuple(changed)
            # A calendar that gets the series anew may forget what it knew of single dates.
            known = {date for _method, date, _why, _changed in dates}
            for date in self._wanted(self.differing):
                if date not in known:
                    yield Method.REQUEST, date, Why.CHANGED, ()
        yield from dates

    def _of_dates(self, own: Sequence[Sent]) -> Iterator[_News]:
        """What changed of single dates since the reader heard of them."""
        for date in self._wanted(self._changed_ever(own)):
            line = newest_about(own, date)
            if line is None or not _same_rule(line.shown, self.shown):
                continue
            changed = _date_news(line.shown, self.shown, date)
            if not changed or max(_end(line.shown, date), _end(self.shown, date)) < self.now:
                continue
            if is_off(self.shown, date):
                yield Method.CANCEL, date, Why.CANCELLED, changed
            else:
                why = Why.REINSTATED if is_off(line.shown, date) else Why.CHANGED
                yield Method.REQUEST, date, why, changed

    def _changed_ever(self, own: Sequence[Sent]) -> list[datetime]:
        shown = (self.shown, *(line.shown for line in own))
        starts = {each["original_start"] for one in shown for each in one["overrides"]}
        return sorted(datetime.fromisoformat(start) for start in starts)

    def _wanted(self, dates: Iterable[datetime]) -> list[datetime]:
        if self.original_start is None:
            return list(dates)
        return [date for date in dates if date == self.original_start]


def _role(told: Snapshot, attendee: Attendee) -> str:
    key = attendee.email.casefold()
    roles = [each["role"] for each in told["attendees"] if each["email"].casefold() == key]
    return roles[0] if roles else attendee.role


def _date_news(told: Snapshot, now: Snapshot, date: datetime) -> tuple[str, ...]:
    """What is said of a date by itself and was told otherwise; nothing of one that stays off."""
    if not (_has_own(told, date) or _has_own(now, date)):
        return ()
    if is_off(told, date) and is_off(now, date):
        return ()
    before, after = date_facts(told, date), date_facts(now, date)
    return tuple(name for name in after if before[name] != after[name])


def _has_own(shown: Snapshot, date: datetime) -> bool:
    """Whether that date differs from its series."""
    return any(each["original_start"] == date.isoformat() for each in shown["overrides"])


def _same_rule(told: Snapshot, now: Snapshot) -> bool:
    """Whether both give the same dates, so that a date has the same name in both."""
    names = ("start", "recurrence", "time_zone", "all_day")
    return bool(now["recurrence"]) and all(told.get(name) == now.get(name) for name in names)
