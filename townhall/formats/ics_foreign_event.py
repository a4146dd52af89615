"""Events of calendar files of others, made of their components; what cannot be read is told."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from townhall.domain.foreign_events import MOST_DATES, Expansion, ForeignDate, ForeignEvent
from townhall.domain.foreign_rule import ForeignRule, TooFast, UnreadableRule, read_foreign_rule
from townhall.domain.foreign_zone import Zone
from townhall.formats.content_lines import one_line
from townhall.formats.ics_lines import Component
from townhall.formats.ics_when import UnreadableWhen, When, Zones, duration
from townhall.language import _

_LONGEST_TEXT = 300
_MOST_EXCEPTIONS = 10_000
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class EventReader:
    """Reads components; `problem(sentence, **facts)` is told what is wrong with one."""

    zones: Zones
    problem: Callable[..., None]

    def event(self, part: Component) -> ForeignEvent | None:
        """A VEVENT; None, and a problem, where its start cannot be read."""
        title = text_of(part, "SUMMARY")
        told = part.first("DTSTART")
        if told is None:
            self.problem(_("“{title}” has no start; it is left out."), title=title)
            return None
        try:
            start = self.zones.when(told)
            length = self._length(part, start)
            original = self._original(part, start.zone)
        except (UnreadableWhen, OverflowError):
            self.problem(
                _("A date or time of “{title}” cannot be read ({value}); it is left out."),
                title=title,
                value=one_line(told.value)[:40],
            )
            return None
        if length < timedelta():
            self.problem(_("“{title}” ends before it begins; only its start is read."), title=title)
            length = _DAY if start.all_day else timedelta()
        event = ForeignEvent(
            uid=_uid(part, title),
            title=title,
            location=text_of(part, "LOCATION"),
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
                    self.problem(
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
                self.problem(
                    _("“{title}” repeats every hour or faster; only its first date is read."),
                    title=title,
                )
            except UnreadableRule:
                self.problem(
                    _("How “{title}” repeats cannot be read; only its first date is read."),
                    title=title,
                )

    def taken(self, part: Component) -> Iterator[ForeignDate]:
        """The periods of a VFREEBUSY in which somebody is not free."""
        uid = _uid(part, "")
        for told in part.all("FREEBUSY"):
            if told.parameters.get("FBTYPE", "BUSY").upper() == "FREE":
                continue
            for value in told.value.split(",")[:MOST_DATES]:
                try:
                    when, length = self.zones.period(told, value)
                except (UnreadableWhen, OverflowError):
                    self.problem(_("A time at which somebody is busy cannot be read."))
                    continue
                event = ForeignEvent(uid, "", "", when.wall, length or timedelta(), when.zone)
                dates, _excess = Expansion(self.zones.window).dates(event, ())
                yield from (replace(each, key=value.strip()[:60]) for each in dates)


def text_of(part: Component, name: str) -> str:
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
