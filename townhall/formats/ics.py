"""Calendar files (RFC 5545, 5546, 7986) of communications: invitation, cancellation, feed.

Every function is pure: the same item gives the same bytes. All raise InvalidInput when a
calendar could misread the item. SEQUENCE and DTSTAMP are written as the item has them; the ledger
(`townhall.domain.invitations`) decides what they must be.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from townhall.domain.calendar import CalendarItem, Organizer, Override
from townhall.domain.errors import InvalidInput
from townhall.domain.invitations import Method
from townhall.domain.recurrence_dates import rule_starts, until_date
from townhall.domain.recurrence_rule import parse_rule
from townhall.formats.content_lines import escape, fold, one_line
from townhall.formats.css_colors import check_color
from townhall.formats.ics_event import date_value, span, vevent
from townhall.formats.vtimezone import vtimezone
from townhall.language import _

PRODID = "-//Town Hall//Town Hall//EN"
FEED_COLOR = "steelblue"
_YEARS_OF_AN_ENDLESS_SERIES = 10
_YEARS_AFTER_LAST_USE = 5


def invitation(item: CalendarItem) -> bytes:
    """METHOD:REQUEST, the whole item in one file: series, cancelled dates, changed dates."""
    _check_inviting(item)
    if _every_date_cancelled(item):
        raise InvalidInput(
            _("Every date of “{title}” is cancelled; cancel the whole series instead.").format(
                title=_short(item)
            ),
            field="overrides",
        )
    return _calendar(Method.REQUEST, [item], _events(item, Method.REQUEST))


def add_to_calendar(item: CalendarItem, original_start: datetime | None = None) -> bytes:
    """METHOD:PUBLISH, for anybody to put in their calendar, without attendees.

    The whole item, or the one date that the rule gives at the wall time `original_start`.
    """
    if original_start is not None:
        _check_occurrence(item, original_start)
        known = {override.original_start: override for override in item.overrides}
        override = known.get(original_start, Override(original_start))
        return _one_date(item, Method.PUBLISH, override)
    if _every_date_cancelled(item):
        item = replace(item, status="CANCELLED", overrides=())
    return _calendar(Method.PUBLISH, [item], _events(item, Method.PUBLISH))


def cancellation(item: CalendarItem) -> bytes:
    """METHOD:CANCEL of the whole item.

    Its SEQUENCE must be higher than that of the last invitation. To tell only some people, give
    an item with them as its attendees.
    """
    whole = replace(item, overrides=())
    return _calendar(Method.CANCEL, [whole], _events(whole, Method.CANCEL))


def occurrence_invitation(item: CalendarItem, override: Override) -> bytes:
    """METHOD:REQUEST of one date of a series alone, as Outlook wants changes of a single date."""
    _check_inviting(item)
    _check_occurrence(item, override.original_start)
    if override.cancelled:
        raise InvalidInput(
            _("{date} of “{title}” is cancelled; export the cancellation of that date.").format(
                date=_shown(override.original_start), title=_short(item)
            ),
            field="occurrence",
        )
    return _one_date(item, Method.REQUEST, override)


def occurrence_cancellation(item: CalendarItem, original_start: datetime) -> bytes:
    """METHOD:CANCEL of one date of a series; `original_start` is the wall time the rule gives."""
    _check_occurrence(item, original_start)
    known = {override.original_start: override for override in item.overrides}
    override = known.get(original_start, Override(original_start))
    return _one_date(item, Method.CANCEL, override)


def feed(
    items: Iterable[CalendarItem],
    *,
    name: str,
    language: str,
    refresh_hours: int = 12,
    organizer: Organizer | None = None,
    color: str = FEED_COLOR,
) -> bytes:
    """METHOD:PUBLISH of all items, for subscribing: named `name`, reread every `refresh_hours`.

    `organizer` stands for items that have none. A series whose dates are all cancelled is shown
    as cancelled.
    """
    shown = [_for_feed(item, organizer) for item in items]
    if not shown:
        raise InvalidInput(
            _("There is nothing to put into the calendar feed; choose other communications.")
        )
    title = escape(one_line(name))
    head = [
        f"NAME;LANGUAGE={language}:{title}",
        f"X-WR-CALNAME:{title}",
        f"COLOR:{check_color(color)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:PT{refresh_hours}H",
        f"X-PUBLISHED-TTL:PT{refresh_hours}H",
    ]
    events = (line for item in shown for line in _events(item, Method.PUBLISH))
    return _calendar(Method.PUBLISH, shown, events, head)


def stored_item(item: CalendarItem, organizer: Organizer | None = None) -> bytes:
    """The whole item as a CalDAV collection keeps it: one UID, no METHOD (RFC 4791, 4.1).

    Without attendees; `organizer` stands for an item that has none.
    """
    shown = _for_feed(item, organizer)
    return _calendar(None, [shown], _events(shown, Method.PUBLISH))


def _for_feed(item: CalendarItem, organizer: Organizer | None) -> CalendarItem:
    if item.organizer is None and organizer is not None:
        item = replace(item, organizer=organizer)
    if _every_date_cancelled(item):
        item = replace(item, status="CANCELLED", overrides=())
    return item


def _one_date(item: CalendarItem, method: Method, override: Override) -> bytes:
    alone = replace(item, overrides=(override,))
    return _calendar(method, [alone], vevent(item, method, override=override))


def _calendar(
    method: Method | None,
    items: Sequence[CalendarItem],
    events: Iterable[str],
    head: Sequence[str] = (),
) -> bytes:
    written = [fold(line) for line in events]
    lines = [
        "BEGIN:VCALENDAR",
        f"PRODID:{PRODID}",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        *([f"METHOD:{method}"] if method is not None else []),
        *head,
    ]
    zones = [
        vtimezone(zone, first, last + _YEARS_AFTER_LAST_USE)
        for zone, (first, last) in sorted(_years_by_zone(items).items())
    ]
    text = "".join(fold(line) for line in lines) + "".join(zones) + "".join(written)
    return (text + "END:VCALENDAR\r\n").encode()


def _events(item: CalendarItem, method: Method) -> Iterator[str]:
    if not item.recurrence:
        yield from vevent(item, method)
        return
    first = next(_starts(item, item.start), None)
    if first is None:
        raise InvalidInput(
            _("“{title}” has no dates to export; change its recurrence.").format(
                title=_short(item)
            ),
            field="recurrence",
        )
    changed = _real_overrides(item)
    excluded = "\n".join(
        date_value("EXDATE", override.original_start, item)
        for override in changed
        if override.cancelled
    )
    yield from vevent(replace(item, start=first), method, excluded=excluded)
    for override in changed:
        if not override.cancelled and _differs(item, override):
            yield from vevent(item, method, override=override)


def _starts(item: CalendarItem, since: datetime) -> Iterator[datetime]:
    return rule_starts(
        item.recurrence or "", item.start, since, all_day=item.all_day, zone=item.time_zone
    )


def _real_overrides(item: CalendarItem) -> list[Override]:
    """The overrides of dates that the rule gives, one for each, in order."""
    by_date = {override.original_start: override for override in item.overrides}
    return [by_date[date] for date in sorted(by_date) if next(_starts(item, date), None) == date]


def _differs(item: CalendarItem, override: Override) -> bool:
    return (
        (override.start or override.original_start) != override.original_start
        or override.duration_minutes not in (None, item.duration_minutes)
        or override.title not in (None, item.title)
        or override.location not in (None, item.location)
        or override.agenda not in (None, item.agenda)
    )


def _every_date_cancelled(item: CalendarItem) -> bool:
    cancelled = {override.original_start for override in item.overrides if override.cancelled}
    if not cancelled or not item.recurrence:
        return False
    return all(start in cancelled for start in _starts(item, item.start))


def _years_by_zone(items: Iterable[CalendarItem]) -> dict[str, tuple[int, int]]:
    """For every zone in use the years of its first and its last wall time."""
    years: dict[str, tuple[int, int]] = {}
    for item in items:
        if item.all_day:
            continue
        used = _years(item)
        known = years.get(item.time_zone, used)
        years[item.time_zone] = (min(known[0], used[0]), max(known[1], used[1]))
    return years


def _years(item: CalendarItem) -> tuple[int, int]:
    start, end = span(item, None)
    first, last = start.year, end.year
    if not item.recurrence:
        return first, last
    rule = parse_rule(item.recurrence)
    until = until_date(rule, item.time_zone)
    if until is not None:
        last = max(last, until.year)
    elif rule.count is None:
        last += _YEARS_OF_AN_ENDLESS_SERIES
    else:
        last = max((each.year for each in _starts(item, item.start)), default=last)
    for override in item.overrides:
        moved, ended = span(item, override)
        first = min(first, moved.year, override.original_start.year)
        last = max(last, ended.year, override.original_start.year)
    return first, last


def _check_inviting(item: CalendarItem) -> None:
    if item.status == "CANCELLED":
        raise InvalidInput(
            _("“{title}” is cancelled; export a cancellation instead of an invitation.").format(
                title=_short(item)
            ),
            field="status",
        )
    if not item.attendees:
        raise InvalidInput(
            _(
                "“{title}” has no attendees to invite; add them, or export it for anybody to "
                "add to their calendar."
            ).format(title=_short(item)),
            field="attendees",
        )


def _check_occurrence(item: CalendarItem, original_start: datetime) -> None:
    if not item.recurrence:
        raise InvalidInput(
            _("“{title}” happens once; export it whole.").format(title=_short(item)),
            field="occurrence",
        )
    if next(_starts(item, original_start), None) != original_start:
        raise InvalidInput(
            _("{date} is not a date of “{title}”; choose one of its dates.").format(
                date=_shown(original_start), title=_short(item)
            ),
            field="occurrence",
        )


def _shown(wall: datetime) -> str:
    return f"{wall:%Y-%m-%d %H:%M}"


def _short(item: CalendarItem) -> str:
    line = one_line(item.title)
    return line if len(line) <= 60 else line[:59] + "…"
