"""Read a calendar of others (.ics): its events, expanded for a stated range, and its name.

Nothing in it is trusted: `ics_guard` looks through it first, recurrences are counted within a
budget, and what cannot be read is left out and told.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from townhall.domain.errors import Cancelled
from townhall.domain.foreign_events import (
    MOST_DATES,
    MOST_DATES_OF_ONE,
    Excess,
    Expansion,
    ForeignDate,
    ForeignEvent,
    Window,
)
from townhall.domain.foreign_rule import ForeignRule, TooFast, UnreadableRule, read_foreign_rule
from townhall.domain.foreign_zone import KnownZone, Zone
from townhall.domain.tables import Progress, Stop
from townhall.formats.content_lines import one_line
from townhall.formats.ics_guard import CALENDAR_LIMITS, guarded
from townhall.formats.ics_lines import Component, components
from townhall.formats.ics_when import UnreadableWhen, When, Zones, duration
from townhall.language import _, ngettext

_WANTED = frozenset(
    (
        *("UID", "SUMMARY", "LOCATION", "DTSTART", "DTEND", "DURATION", "STATUS", "TRANSP"),
        *("RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SEQUENCE", "FREEBUSY"),
        *("X-MICROSOFT-CDO-BUSYSTATUS", "X-WR-CALNAME", "NAME", "METHOD"),
        *("TZID", "TZOFFSETFROM", "TZOFFSETTO"),
    )
)
_LONGEST_TEXT = 300
_MOST_EXCEPTIONS = 10_000
_MOST_PROBLEMS = 50
_BETWEEN_LOOKS = 500
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReadCalendar:
    """A calendar of others: its own name, its dates in the range, and sentences on what was wrong.

    `events` is how many events the file has, in the range or not.
    """

    name: str
    dates: tuple[ForeignDate, ...]
    problems: tuple[str, ...]
    events: int


def read_calendar(
    data: bytes,
    window: Window,
    zone: str,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> ReadCalendar:
    """The dates of the calendar in `data` that touch `window`, by event as the file has them.

    Times without a zone are wall times of `zone`, an IANA name. Cancelled events and dates are left
    out. Raises InvalidInput (as `ics_guard.guarded`), and Cancelled where `stop` said so.
    """
    text = guarded(data, CALENDAR_LIMITS)
    reading = _Reading(window, Zones(window, KnownZone(zone)), progress, stop)
    return reading.read(list(components(text, _WANTED)))


@dataclass(slots=True)
class _Reading:
    window: Window
    zones: Zones
    progress: Progress | None
    stop: Stop | None
    found: list[ForeignDate] = field(default_factory=list)
    problems: dict[str, None] = field(default_factory=dict)

    def read(self, calendars: list[Component]) -> ReadCalendar:
        name, events = "", 0
        groups: dict[str, list[ForeignEvent]] = {}
        for calendar in calendars:
            name = name or _text(calendar, "NAME") or _text(calendar, "X-WR-CALNAME")
            for part in calendar.parts:
                if part.name == "VTIMEZONE":
                    self.zones.describe(part)
            for part in calendar.parts:
                if part.name == "VFREEBUSY":
                    self.found += self._taken(part)
                elif part.name == "VEVENT":
                    self._look(events, len(calendar.parts))
                    events += 1
                    event = self._event(part)
                    if event is not None:
                        if calendar.word("METHOD") == "CANCEL":
                            event = replace(event, cancelled=True)
                        groups.setdefault(event.uid, []).append(event)
        self._expand(groups)
        for zone in self.zones.unknown:
            self._problem(
                _("The time zone “{zone}” is unknown; its times are taken as those of {own}."),
                zone=one_line(zone)[:60],
                own=self.zones.own.name,
            )
        return ReadCalendar(name, tuple(self.found[:MOST_DATES]), self._told(), events)

    def _look(self, done: int, total: int) -> None:
        if done % _BETWEEN_LOOKS:
            return
        if self.stop is not None and self.stop():
            raise Cancelled
        if self.progress is not None:
            self.progress(done, max(total, 1))

    def _problem(self, sentence: str, **facts: str | int) -> None:
        self.problems[sentence.format(**facts)] = None

    def _told(self) -> tuple[str, ...]:
        """The first sentences on what was wrong, and how many there are more."""
        more = len(self.problems) - _MOST_PROBLEMS
        shown = tuple(self.problems)[:_MOST_PROBLEMS]
        if more <= 0:
            return shown
        last = ngettext(
            "{n} more thing could not be read.", "{n} more things could not be read.", more
        )
        return (*shown, last.format(n=more))

    def _expand(self, groups: dict[str, list[ForeignEvent]]) -> None:
        expansion = Expansion(self.window)
        for number, group in enumerate(groups.values()):
            self._look(number, len(groups))
            masters = [each for each in group if each.original is None]
            master = max(masters, key=lambda each: each.sequence, default=None)
            changed = [_alike(each, master) for each in group if each.original is not None]
            dates, excess = expansion.dates(master, changed)
            self.found += dates
            if expansion.is_full:
                self._problem(
                    _("This calendar has more than {n} dates in these years; not all are read."),
                    n=MOST_DATES,
                )
                return
            if excess is Excess.DATES:
                self._problem(
                    _("“{title}” has more than {n} dates in these years; not all are read."),
                    title=group[0].title,
                    n=MOST_DATES_OF_ONE,
                )
            elif excess is Excess.WORK:
                self._problem(
                    _("Counting the dates of “{title}” takes too long; not all are read."),
                    title=group[0].title,
                )

    def _event(self, part: Component) -> ForeignEvent | None:
        """A VEVENT; None, and a problem, where its start cannot be read."""
        title = _text(part, "SUMMARY")
        told = part.first("DTSTART")
        if told is None:
            self._problem(_("“{title}” has no start; it is left out."), title=title)
            return None
        try:
            start = self.zones.when(told)
            length = self._length(part, start)
            original = self._original(part, start.zone)
        except (UnreadableWhen, OverflowError):
            self._problem(
                _("A date or time of “{title}” cannot be read ({value}); it is left out."),
                title=title,
                value=one_line(told.value)[:40],
            )
            return None
        if length < timedelta():
            self._problem(
                _("“{title}” ends before it begins; only its start is read."), title=title
            )
            length = _DAY if start.all_day else timedelta()
        event = ForeignEvent(
            uid=_uid(part, title),
            title=title,
            location=_text(part, "LOCATION"),
            start=start.wall,
            length=length,
            zone=start.zone,
            all_day=start.all_day,
            busy=_is_busy(part),
            cancelled=part.word("STATUS") == "CANCELLED",
            sequence=_sequence(part),
            original=original,
            onward=original is not None and _is_onward(part),
        )
        if original is not None or part.properties.keys().isdisjoint(("RRULE", "RDATE", "EXDATE")):
            return event
        extra, _days = self._exceptions(part, "RDATE", event)
        excluded, days = self._exceptions(part, "EXDATE", event)
        return replace(
            event,
            rules=tuple(self._rules(part, "RRULE", title)),
            excluding_rules=tuple(self._rules(part, "EXRULE", title)),
            extra=tuple(extra),
            excluded=frozenset(wall for wall, _length in excluded),
            excluded_days=frozenset(days),
        )

    def _length(self, part: Component, start: When) -> timedelta:
        """How long it lasts; a day alone lasts that day, a time alone no time (RFC 5545, 3.6.1)."""
        end, lasting = part.first("DTEND"), part.first("DURATION")
        if end is not None:
            until = self.zones.when(end)
            if start.all_day and not until.all_day:
                # Some programs write the moment at which the last day ends.
                until = When(until.wall + _DAY - timedelta(seconds=1), until.zone, all_day=True)
                return timedelta(days=(until.wall.date() - start.wall.date()).days) or _DAY
            length = until.seen_from(start.zone) - start.wall
            return _DAY if start.all_day and not length else length
        if lasting is not None:
            length = duration(lasting.value)
            return max(_DAY, timedelta(days=length.days)) if start.all_day else length
        return _DAY if start.all_day else timedelta()

    def _original(self, part: Component, zone: Zone) -> datetime | None:
        told = part.first("RECURRENCE-ID")
        return self.zones.when(told).seen_from(zone) if told is not None else None

    def _exceptions(
        self, part: Component, name: str, event: ForeignEvent
    ) -> tuple[list[tuple[datetime, timedelta | None]], list[date]]:
        """The wall times of RDATE or EXDATE, with lengths of their own, and the days among them."""
        walls: list[tuple[datetime, timedelta | None]] = []
        days: list[date] = []
        for told in part.all(name):
            for value in told.value.split(","):
                if len(walls) + len(days) >= _MOST_EXCEPTIONS:
                    return walls, days
                try:
                    when, length = self.zones.period(told, value)
                    wall = when.seen_from(event.zone)
                except (UnreadableWhen, OverflowError):
                    self._problem(
                        _("A date that “{title}” adds or leaves out cannot be read."),
                        title=event.title,
                    )
                    continue
                if when.all_day and name == "EXDATE":
                    days.append(wall.date())
                else:
                    walls.append((wall, length))
        return walls, days

    def _rules(self, part: Component, name: str, title: str) -> Iterator[ForeignRule]:
        for told in part.all(name)[:4]:
            try:
                yield read_foreign_rule(told.value)
            except TooFast:
                self._problem(
                    _("“{title}” repeats every hour or faster; only its first date is read."),
                    title=title,
                )
            except UnreadableRule:
                self._problem(
                    _("How “{title}” repeats cannot be read; only its first date is read."),
                    title=title,
                )

    def _taken(self, part: Component) -> Iterator[ForeignDate]:
        """The periods of a VFREEBUSY in which somebody is not free."""
        uid = _uid(part, "")
        for told in part.all("FREEBUSY"):
            if told.parameters.get("FBTYPE", "BUSY").upper() == "FREE":
                continue
            for value in told.value.split(",")[:MOST_DATES]:
                try:
                    when, length = self.zones.period(told, value)
                except (UnreadableWhen, OverflowError):
                    self._problem(_("A time at which somebody is busy cannot be read."))
                    continue
                event = ForeignEvent(uid, "", "", when.wall, length or timedelta(), when.zone)
                dates, _excess = Expansion(self.window).dates(event, ())
                yield from (replace(each, key=value.strip()[:60]) for each in dates)


def _alike(changed: ForeignEvent, master: ForeignEvent | None) -> ForeignEvent:
    """A changed date whose original start is told in the zone of its series."""
    if master is None or changed.original is None or changed.zone == master.zone:
        return changed
    if master.all_day or changed.all_day:
        return changed
    try:
        original = master.zone.from_utc(changed.zone.to_utc(changed.original))
    except OverflowError:
        return changed
    return replace(changed, original=original)


def _text(part: Component, name: str) -> str:
    """A TEXT property as one line that the plan can hold."""
    told = part.first(name)
    return one_line(told.text).strip()[:_LONGEST_TEXT] if told is not None else ""


def _uid(part: Component, title: str) -> str:
    """The UID; one that is missing is made from title and start, one too long is shortened."""
    told, start = part.first("UID"), part.first("DTSTART")
    uid = one_line(told.value).strip() if told is not None else ""
    if uid and len(uid) <= _LONGEST_TEXT:
        return uid
    made = uid or f"{title}|{start.value if start is not None else ''}"
    return hashlib.sha256(made.encode()).hexdigest()


def _sequence(part: Component) -> int:
    word = part.word("SEQUENCE")
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 10 else 0


def _is_busy(part: Component) -> bool:
    """RFC 5545, 3.8.2.7: opaque unless it says otherwise; Outlook says it in its own word too."""
    return (
        part.word("TRANSP") != "TRANSPARENT" and part.word("X-MICROSOFT-CDO-BUSYSTATUS") != "FREE"
    )


def _is_onward(part: Component) -> bool:
    told = part.first("RECURRENCE-ID")
    return told is not None and told.parameters.get("RANGE", "").upper() == "THISANDFUTURE"
