"""Time reading a calendar of 10,000 events of others, against icalendar parsing the same file.

Two hundred repeat every week, without an end. Prints `name ratio limit`, and on standard error how
much memory both take at most; exits 1 when a ratio is over its limit.
"""

import sys
import tracemalloc
from collections.abc import Callable
from datetime import date, datetime, timedelta
from time import perf_counter

import icalendar

from townhall.domain.foreign_events import Window
from townhall.formats.ics_calendar import read_calendar

EVENTS = 10_000
SERIES = 200
LIMIT = 1.3
WINDOW = Window(date(2025, 11, 24), date(2029, 11, 24))


def calendar() -> bytes:
    """A calendar as Outlook publishes one: zone, three attendees and an alarm each."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Proef//NL", "X-WR-CALNAME:Agenda"]
    first = datetime(2026, 1, 5, 9)
    for number in range(EVENTS):
        start = first + timedelta(days=number // 10, minutes=15 * (number % 10))
        lines += [
            "BEGIN:VEVENT",
            f"UID:5b1f3f1e-0c55-5d1c-9a53-{number:012}",
            "DTSTAMP:20261101T080000Z",
            f"SUMMARY:Overleg {number}\\; stand van zaken\\, afdeling",
            "LOCATION:Aula\\, begane grond",
            "DESCRIPTION:Waarom\\, wat levert het op\\,\\nen wat betekent het voor het werk?",
            f"DTSTART;TZID=Europe/Amsterdam:{start:%Y%m%dT%H%M%S}",
            f"DTEND;TZID=Europe/Amsterdam:{start + timedelta(minutes=45):%Y%m%dT%H%M%S}",
            "TRANSP:OPAQUE",
            "SEQUENCE:0",
        ]
        if number % (EVENTS // SERIES) == 0:
            lines.append("RRULE:FREQ=WEEKLY")
        lines += [
            f'ATTENDEE;CN="Bram {number} {each}";RSVP=TRUE:mailto:{each}.{number}@delinde.example'
            for each in ("een", "twee", "drie")
        ]
        lines += ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT15M", "END:VALARM", "END:VEVENT"]
    return ("\r\n".join([*lines, "END:VCALENDAR"]) + "\r\n").encode()


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    begin = perf_counter()
    work()
    return perf_counter() - begin


def megabytes(work: Callable[[], object]) -> float:
    """The most memory that `work` takes."""
    tracemalloc.start()
    try:
        kept = work()
        peak = tracemalloc.get_traced_memory()[1]
        del kept
    finally:
        tracemalloc.stop()
    return peak / 1e6


def main() -> int:
    """1 when the ratio is over the limit, else 0."""
    data = calendar()
    dates = len(read_calendar(data, WINDOW, "Europe/Amsterdam").dates)
    own = seconds(lambda: read_calendar(data, WINDOW, "Europe/Amsterdam"))
    plain = seconds(lambda: icalendar.Calendar.from_ical(data))
    ratio = own / plain
    sys.stdout.write(f"calendar-reading {ratio:.2f} {LIMIT}\n")
    sys.stderr.write(f"{dates} dates in {own:.1f} s; icalendar parses in {plain:.1f} s\n")
    part = data[: data.index(b"BEGIN:VEVENT", len(data) // 10)] + b"END:VCALENDAR\r\n"
    sys.stderr.write(
        f"memory for a tenth: {megabytes(lambda: read_calendar(part, WINDOW, 'UTC')):.0f} MB; "
        f"icalendar {megabytes(lambda: icalendar.Calendar.from_ical(part)):.0f} MB\n"
    )
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
