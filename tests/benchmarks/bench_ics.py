"""Time writing 10,000 events, zone and three attendees each, against icalendar writing the same.

Each event has an agenda and is told as plain text and as HTML. Prints `name ratio limit`, and the
memory that writing the feed takes at its highest; exits 1 when a ratio is over its limit.
"""

import sys
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import perf_counter

import icalendar

from townhall.domain.calendar import Attendee, CalendarItem, Organizer
from townhall.domain.run_of_show import AgendaItem
from townhall.domain.terms import AttendeeRole
from townhall.formats import ics

EVENTS = 10_000
ALONE = 1_000
"""How many of them are written to a file each; the ratio does not depend on it."""
LIMIT = 1.3


def items() -> list[CalendarItem]:
    """The events; no two people are the same, so that every address is checked."""
    now = datetime(2026, 11, 24, 8, tzinfo=UTC)
    first = CalendarItem(
        uid="",
        sequence=1,
        title="Voortgang AI: triage; stand van zaken, afdeling",
        start=datetime(2027, 1, 4, 9),
        time_zone="Europe/Amsterdam",
        duration_minutes=45,
        dtstamp_utc=now,
        created_utc=now,
        modified_utc=now,
        description="Waarom, wat levert het op,\nen wat betekent het voor mijn werk?",
        location="Aula, begane grond",
        join_link="https://meet.example.org/j/481?p=a&q=b",
        agenda=(
            AgendaItem("Stand van zaken; cijfers", 15, speaker="Cato Voorbeeld"),
            AgendaItem("Vragen", 30),
        ),
        questions_to="vragen@delinde.example",
        contact="Communicatie, toestel 1234",
        organizer=Organizer("Anna Voorbeeld", "anna@delinde.example"),
    )
    roles = (AttendeeRole.HOST, AttendeeRole.SPEAKER, AttendeeRole.PARTICIPANT)
    return [
        replace(
            first,
            uid=f"5b1f3f1e-0c55-5d1c-9a53-{number:012}",
            title=f"{first.title} {number}",
            start=first.start + timedelta(days=number // 10, minutes=15 * (number % 10)),
            attendees=tuple(
                Attendee(f"Bram {number} {role}", f"{role}.{number}@delinde.example", role)
                for role in roles
            ),
        )
        for number in range(EVENTS)
    ]


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    begin = perf_counter()
    work()
    return perf_counter() - begin


def ratio(events: list[CalendarItem], files: Callable[[list[CalendarItem]], list[bytes]]) -> float:
    """Our time for `files` of `events` over icalendar's for the same components."""
    own = seconds(lambda: files(events))
    calendars = [icalendar.Calendar.from_ical(data) for data in files(events)]
    return own / seconds(lambda: [calendar.to_ical() for calendar in calendars])


def megabytes(work: Callable[[], object]) -> float:
    """The most memory that `work` holds at once, beside what was held before."""
    tracemalloc.start()
    work()
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1_000_000


def main() -> int:
    """1 when a ratio is over the limit, else 0."""
    events = items()
    some = events[:ALONE]
    ratios = {
        "ics-invitations": ratio(some, lambda each: [ics.invitation(event) for event in each]),
        "ics-feed": ratio(events, lambda each: [ics.feed(each, name="AI", language="nl")]),
    }
    for name, value in ratios.items():
        sys.stdout.write(f"{name} {value:.2f} {LIMIT}\n")
    used = megabytes(lambda: ics.feed(events, name="AI", language="nl"))
    sys.stdout.write(f"memory of ics-feed: {used:.0f} MB\n")
    return int(any(value > LIMIT for value in ratios.values()))


if __name__ == "__main__":
    sys.exit(main())
