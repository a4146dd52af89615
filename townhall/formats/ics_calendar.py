"""Read a calendar of others (.ics): its events, expanded for a stated range, and its name.

Nothing in it is trusted: `ics_guard` looks through it first, recurrences are counted within a
budget, and what cannot be read is left out and told.
"""

from dataclasses import dataclass, field, replace

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
from townhall.domain.foreign_zone import KnownZone
from townhall.domain.tables import Progress, Stop
from townhall.formats.content_lines import one_line
from townhall.formats.ics_foreign_event import EventReader, text_of
from townhall.formats.ics_guard import CALENDAR_LIMITS, guarded
from townhall.formats.ics_lines import Component, components
from townhall.formats.ics_when import Zones
from townhall.language import _, ngettext

_WANTED = frozenset(
    (
        *("UID", "SUMMARY", "LOCATION", "DTSTART", "DTEND", "DURATION", "STATUS", "TRANSP"),
        *("RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SEQUENCE", "FREEBUSY"),
        *("X-MICROSOFT-CDO-BUSYSTATUS", "X-WR-CALNAME", "NAME", "METHOD"),
        *("TZID", "TZOFFSETFROM", "TZOFFSETTO"),
    )
)
_MOST_PROBLEMS = 50
_BETWEEN_LOOKS = 500


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
    events: EventReader = field(init=False)

    def __post_init__(self) -> None:
        self.events = EventReader(self.zones, self._problem)

    def read(self, calendars: list[Component]) -> ReadCalendar:
        name, events = "", 0
        groups: dict[str, list[ForeignEvent]] = {}
        for calendar in calendars:
            name = name or text_of(calendar, "NAME") or text_of(calendar, "X-WR-CALNAME")
            for part in calendar.parts:
                if part.name == "VTIMEZONE":
                    self.zones.describe(part)
            for part in calendar.parts:
                if part.name == "VFREEBUSY":
                    self.found += self.events.taken(part)
                elif part.name == "VEVENT":
                    self._look(events, len(calendar.parts))
                    events += 1
                    event = self.events.event(part)
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
