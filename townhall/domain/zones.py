"""Time zones: the shipped IANA data, and what a wall-clock time means in one of them."""

import difflib
import zoneinfo
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from townhall.domain.errors import InvalidInput
from townhall.language import _

_AREAS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)
FIRST_YEAR, LAST_YEAR = 1970, 2199
"""The years a communication may be planned in; beyond them zone rules mean nothing."""


def use_shipped_zones() -> None:
    """Read zones from the tzdata package only: the system's copy may be older."""
    zoneinfo.reset_tzpath(to=[])
    ZoneInfo.clear_cache()


use_shipped_zones()


@cache
def _known() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones() - {"Factory", "localtime"})


@cache
def zone_names() -> list[str]:
    """Names for a picker, sorted: UTC and the Area/City names, without abbreviations."""
    cities = (name for name in _known() if name.split("/")[0] in _AREAS and "/" in name)
    return ["UTC", *sorted(cities)]


def is_known_zone(name: str) -> bool:
    """Whether the shipped data have a zone called `name`."""
    return name in _known()


def check_zone(name: str) -> ZoneInfo:
    """The zone called `name`; InvalidInput (`time_zone`) with near matches when it is unknown."""
    if name in _known():
        return ZoneInfo(name)
    near = _near_matches(name)
    if not near:
        raise InvalidInput(
            _("“{name}” is not a time zone; use a name such as Europe/Amsterdam.").format(
                name=_shown(name)
            ),
            field="time_zone",
        )
    raise InvalidInput(
        _("“{name}” is not a time zone; did you mean {names}?").format(
            name=_shown(name), names=_(" or ").join(near)
        ),
        field="time_zone",
    )


def check_wall_time(local: datetime, zone: str) -> None:
    """Refuse a naive `local` time that no clock in `zone` ever shows.

    InvalidInput (`start`) for a time in a clock-change gap or a year outside 1970 to 2199,
    InvalidInput (`time_zone`) for an unknown zone.
    """
    info = check_zone(zone)
    if not FIRST_YEAR <= local.year <= LAST_YEAR:
        raise InvalidInput(
            _("The year {year} cannot be planned; choose a year from {first} to {last}.").format(
                year=local.year, first=FIRST_YEAR, last=LAST_YEAR
            ),
            field="start",
        )
    before, after = _offsets(local, info)
    if before >= after:
        return
    closes, opens = _gap(local, info, before, after)
    raise InvalidInput(
        _(
            "{time} does not exist in {zone}: the clock goes from {closes} straight to {opens}. "
            "Choose a time before {closes}, or {opens} or later."
        ).format(
            time=f"{local:%Y-%m-%d %H:%M}",
            zone=zone,
            closes=_clock_time(closes, local),
            opens=_clock_time(opens, local),
        ),
        field="start",
    )


def is_plain(local: datetime, zone: str) -> bool:
    """Whether clocks in `zone` show the naive `local` time exactly once."""
    before, after = _offsets(local, check_zone(zone))
    return before == after


def is_ambiguous(local: datetime, zone: str) -> bool:
    """Whether clocks in `zone` show the naive `local` time twice, when summer time ends."""
    before, after = _offsets(local, check_zone(zone))
    return before > after


def is_in_gap(local: datetime, zone: str) -> bool:
    """Whether clocks in `zone` skip the naive `local` time, when summer time begins."""
    before, after = _offsets(local, check_zone(zone))
    return before < after


def to_utc(local: datetime, zone: str) -> datetime:
    """The instant, aware and in UTC, of the naive wall time `local` in `zone`.

    RFC 5545, 3.3.5: a time in a gap counts with the offset before the gap, a time that occurs
    twice is the first of the two.
    """
    return local.replace(tzinfo=check_zone(zone), fold=0).astimezone(UTC)


def from_utc(instant: datetime, zone: str) -> datetime:
    """The naive wall time in `zone` at the aware `instant`."""
    return instant.astimezone(check_zone(zone)).replace(tzinfo=None, fold=0)


def _near_matches(name: str) -> list[str]:
    by_lower = {known.lower(): known for known in zone_names()}
    asked = name.strip().lower().replace(" ", "_")
    if asked in by_lower:
        return [by_lower[asked]]
    by_city: dict[str, str] = {}
    for lower, known in by_lower.items():
        by_city.setdefault(lower.rsplit("/", 1)[-1], known)
    found = [by_lower[lower] for lower in difflib.get_close_matches(asked, by_lower, 3, 0.75)]
    city = asked.rsplit("/", 1)[-1]
    found += [by_city[lower] for lower in difflib.get_close_matches(city, by_city, 2, 0.8)]
    return list(dict.fromkeys(found))[:3]


def _shown(name: str) -> str:
    """`name` fit for one line of a message."""
    printable = "".join(letter if letter.isprintable() else "�" for letter in name)
    return printable if len(printable) <= 60 else printable[:59] + "…"


def _offsets(local: datetime, info: ZoneInfo) -> tuple[timedelta, timedelta]:
    """Offsets of both readings of `local` (PEP 495); they differ at a clock change only."""
    first = local.replace(tzinfo=info, fold=0).utcoffset()
    second = local.replace(tzinfo=info, fold=1).utcoffset()
    return first or timedelta(), second or timedelta()


def _gap(
    local: datetime, info: ZoneInfo, before: timedelta, after: timedelta
) -> tuple[datetime, datetime]:
    """The wall times at which the gap around `local` begins and ends."""
    early = (local - after).replace(tzinfo=UTC)
    late = (local - before).replace(tzinfo=UTC)
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) // 2
        if middle.astimezone(info).utcoffset() == before:
            early = middle
        else:
            late = middle
    change = late.replace(tzinfo=None, microsecond=0)
    return change + before, change + after


def _clock_time(moment: datetime, beside: datetime) -> str:
    same_day = moment.date() == beside.date()
    return f"{moment:%H:%M}" if same_day else f"{moment:%Y-%m-%d %H:%M}"
