"""Calendars of others: read as independent readers do, and never longer than a moment."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st

from townhall.domain.errors import Cancelled, InvalidInput
from townhall.domain.foreign_events import MOST_DATES, MOST_DATES_OF_ONE, ForeignDate, Window
from townhall.formats.ics_calendar import ReadCalendar, read_calendar

CORPUS = Path(__file__).parents[1] / "data" / "calendars"
WINDOW = Window(date(2025, 11, 24), date(2029, 11, 24))
ZONE = "Europe/Amsterdam"


def read(name: str) -> ReadCalendar:
    return read_calendar((CORPUS / f"calendar-{name}.ics").read_bytes(), WINDOW, ZONE)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def spans(found: ReadCalendar) -> list[tuple[str, datetime | None, datetime | None]]:
    return [(each.title, each.start, each.end) for each in found.dates]


def calendar(*events: str) -> bytes:
    body = "".join(
        f"BEGIN:VEVENT\r\nDTSTAMP:20261101T080000Z\r\n{each}END:VEVENT\r\n" for each in events
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{body}END:VCALENDAR\r\n".encode()


def lines(*properties: str) -> str:
    return "".join(f"{each}\r\n" for each in properties)


ODDITIES = {
    "windows-zone-by-file": [
        ("Overleg", at("2026-12-03T09:00"), at("2026-12-03T10:00")),
        ("Zomeroverleg", at("2027-06-03T08:00"), at("2027-06-03T09:00")),
    ],
    "windows-zone-by-name": [("Overleg", at("2026-12-03T09:00"), at("2026-12-03T09:45"))],
    "unknown-zone": [("Ergens", at("2026-12-03T09:00"), at("2026-12-03T10:00"))],
    "zone-with-prefix": [("Londen", at("2026-12-03T10:00"), at("2026-12-03T11:00"))],
    "floating-times": [("Waar je ook bent", at("2026-12-03T09:00"), at("2026-12-03T10:00"))],
    "override-without-series": [
        ("Losse uitnodiging", at("2026-12-03T09:00"), at("2026-12-03T10:00"))
    ],
    "moved-and-cancelled-dates": [
        ("Reeks", at("2026-12-01T08:00"), at("2026-12-01T09:00")),
        ("Reeks", at("2026-12-04T08:00"), at("2026-12-04T09:00")),
        ("Reeks", at("2026-12-05T08:00"), at("2026-12-05T09:00")),
        ("Verzet", at("2026-12-10T13:00"), at("2026-12-10T15:00")),
    ],
    "exdate-in-utc": [
        ("Zonder een", at("2026-12-01T08:00"), at("2026-12-01T09:00")),
        ("Zonder een", at("2026-12-03T08:00"), at("2026-12-03T09:00")),
    ],
    "exdate-as-day": [
        ("Zonder een dag", at("2026-12-01T08:00"), at("2026-12-01T09:00")),
        ("Zonder een dag", at("2026-12-03T08:00"), at("2026-12-03T09:00")),
    ],
    "rdate-and-period": [
        ("Erbij", at("2026-12-01T08:00"), at("2026-12-01T09:00")),
        ("Erbij", at("2026-12-04T08:00"), at("2026-12-04T09:00")),
        ("Erbij", at("2026-12-07T08:00"), at("2026-12-07T09:00")),
        ("Erbij", at("2026-12-09T08:00"), at("2026-12-09T11:00")),
    ],
    "this-and-future": [
        ("Vroeg", at("2026-12-01T08:00"), at("2026-12-01T09:00")),
        ("Vroeg", at("2026-12-02T08:00"), at("2026-12-02T09:00")),
        ("Laat", at("2026-12-03T09:00"), at("2026-12-03T10:00")),
        ("Laat", at("2026-12-04T09:00"), at("2026-12-04T10:00")),
    ],
    "cancelled-event": [("Gaat door", at("2026-12-03T09:00"), at("2026-12-03T09:00"))],
    "two-versions-of-one-event": [("Nieuw", at("2026-12-03T09:00"), at("2026-12-03T09:00"))],
    "free-busy-only": [
        ("", at("2026-12-03T09:00"), at("2026-12-03T10:00")),
        ("", at("2026-12-04T09:00"), at("2026-12-04T12:00")),
    ],
    "ends-before-it-begins": [("Achterstevoren", at("2026-12-03T09:00"), at("2026-12-03T09:00"))],
    "impossible-date": [("Wel", at("2026-12-03T09:00"), at("2026-12-03T09:00"))],
    "without-uid": [("Naamloos", at("2026-12-03T09:00"), at("2026-12-03T09:00"))],
    "alarm-with-own-duration": [("Met wekker", at("2026-12-03T09:00"), at("2026-12-03T10:00"))],
    "second-calendar-in-the-file": [
        ("Een", at("2026-12-03T09:00"), at("2026-12-03T09:00")),
        ("Twee", at("2026-12-04T09:00"), at("2026-12-04T09:00")),
    ],
    "crossing-the-clock-change": [
        ("Nachtdienst", at("2026-10-24T20:00"), at("2026-10-25T06:00")),
        ("Nachtdienst", at("2026-10-31T21:00"), at("2026-11-01T06:00")),
    ],
}
"""What the oddities hold, by the name of their file, in UTC."""


@pytest.mark.parametrize("name", ODDITIES)
def test_oddities_are_read_as_they_are_meant(name: str) -> None:
    assert sorted(spans(read(name)), key=lambda each: str(each[1])) == ODDITIES[name]


def test_a_calendar_tells_its_name_and_whether_it_keeps_busy() -> None:
    assert read("board-weekly").name == "Agenda bestuur"
    holidays = read("holidays-transparent")
    assert holidays.name == "Schoolvakanties"
    assert [(each.first_day, each.last_day, each.busy) for each in holidays.dates] == [
        (date(2026, 10, 10), date(2026, 10, 18), False),
        (date(2026, 12, 19), date(2027, 1, 2), False),
    ]
    assert [each.busy for each in read("outlook-free").dates] == [False]
    assert [each.busy for each in read("free-busy-only").dates] == [True, True]


def test_whole_days_end_with_their_last_day() -> None:
    [found] = read("end-of-last-day-as-time").dates
    assert (found.first_day, found.last_day) == (date(2026, 12, 1), date(2026, 12, 3))


def test_a_rule_without_end_is_read_for_the_window_alone() -> None:
    found = read("board-weekly")
    assert len(found.dates) == 203
    assert (found.dates[0].key, found.dates[-1].key) == ("20260108T093000", "20291122T093000")
    assert found.problems == ()


def test_words_are_text_and_nothing_else() -> None:
    [found] = read("hostile-words").dates
    assert found.title == "Punt, komma; regel END:VEVENT \\ \U0001f600 \u202eomgekeerd"
    assert found.location == "=cmd|' /C calc'!A0"


HOSTILE = {
    "secondly": ("“Elke seconde” repeats every hour or faster; only its first date is read.", 1),
    "minutely-without-end": (
        "“Elke minuut” repeats every hour or faster; only its first date is read.",
        1,
    ),
    "every-second-of-a-day": (
        "“Vermomd” repeats every hour or faster; only its first date is read.",
        1,
    ),
    "never-matches": ("", 1),
    "never-matches-daily": ("", 0),
    "count-from-the-year-one": (
        "Counting the dates of “Heel lang geleden” takes too long; not all are read.",
        0,
    ),
    "until-the-year-9999": ("", 3),
    "nonsense-rule": ("How “Onzin” repeats cannot be read; only its first date is read.", 1),
    "impossible-date": (
        "A date or time of “Bestaat niet” cannot be read (20261332T090000Z); it is left out.",
        1,
    ),
    "ends-before-it-begins": ("“Achterstevoren” ends before it begins; only its start is read.", 1),
    "unknown-zone": (
        "The time zone “Maan/Zee” is unknown; its times are taken as those of Europe/Amsterdam.",
        1,
    ),
    "at-the-end-of-time": (
        "A date or time of “Lang” cannot be read (20261203T090000Z); it is left out.",
        1,
    ),
    "zone-that-repeats-every-second": (
        "The time zone “Gek” is unknown; its times are taken as those of Europe/Amsterdam.",
        1,
    ),
}
"""What is said of them, and how many dates they have."""


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_said_and_never_hangs(name: str) -> None:
    found = read(name)
    sentence, number = HOSTILE[name]
    assert (found.problems, len(found.dates)) == ((sentence,) if sentence else (), number)


def test_a_flood_stops_at_what_a_calendar_may_hold() -> None:
    daily = ("SUMMARY:Dag", "DTSTART:20200105T090000Z", "RRULE:FREQ=DAILY")
    found = read_calendar(
        calendar(*(lines(f"UID:{number}", *daily) for number in range(60))), WINDOW, ZONE
    )
    assert len(found.dates) == MOST_DATES
    assert found.problems == (
        "This calendar has more than 50000 dates in these years; not all are read.",
    )
    twice = lines(
        "UID:2", "SUMMARY:Dag", "DTSTART:20200105T090000Z", "RRULE:FREQ=DAILY;BYHOUR=9,15"
    )
    found = read_calendar(calendar(twice), WINDOW, ZONE)
    assert len(found.dates) == MOST_DATES_OF_ONE
    assert found.problems == ("“Dag” has more than 1500 dates in these years; not all are read.",)


def test_many_rules_that_never_match_share_one_budget() -> None:
    never = ("DTSTART:19000101T090000Z", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=99")
    events = [lines(f"UID:{number}", "SUMMARY:Nooit", *never) for number in range(100)]
    sane = lines("UID:sane", "SUMMARY:Eenmalig", "DTSTART:20261203T090000Z")
    found = read_calendar(calendar(*events, sane), WINDOW, ZONE)
    assert [each.title for each in found.dates] == ["Eenmalig"]
    assert found.problems == ("Counting the dates of “Nooit” takes too long; not all are read.",)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04", "packed"),
        (b"<html></html>", "web page"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n", "cut off"),
        (b"Beste collega,", "no calendar file"),
    ],
)
def test_no_calendar_is_refused_whole(data: bytes, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        read_calendar(data, WINDOW, ZONE)


def test_reading_can_be_stopped() -> None:
    with pytest.raises(Cancelled):
        read_calendar(
            calendar(lines("UID:1", "DTSTART:20261203T090000Z")), WINDOW, ZONE, stop=lambda: True
        )


SANE = [
    "board-weekly",
    "holidays-transparent",
    "moved-and-cancelled-dates",
    "exdate-in-utc",
    "rdate-and-period",
    "this-and-future",
    "until-the-year-9999",
    "crossing-the-clock-change",
]


def independent(data: bytes) -> list[tuple[str, str, str]]:
    """What recurring-ical-events shows in the window, cancelled dates left out."""
    shown = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between(
        WINDOW.since.replace(tzinfo=UTC), WINDOW.until.replace(tzinfo=UTC)
    )
    found = []
    for event in shown:
        if event.get("STATUS") == "CANCELLED":
            continue
        start, end = event.start, event.end
        if isinstance(start, datetime):
            start, end = start.astimezone(UTC), end.astimezone(UTC)
        found.append((str(event["SUMMARY"]), start.isoformat(), end.isoformat()))
    return sorted(found)


def own(dates: tuple[ForeignDate, ...]) -> list[tuple[str, str, str]]:
    found = []
    for each in dates:
        start: date | None = each.start or each.first_day
        end: date | None = each.end or (each.last_day and each.last_day + timedelta(days=1))
        assert start is not None
        assert end is not None
        found.append((each.title, start.isoformat(), end.isoformat()))
    return sorted(found)


@pytest.mark.parametrize("name", SANE)
def test_an_independent_reader_shows_the_same_dates(name: str) -> None:
    data = (CORPUS / f"calendar-{name}.ics").read_bytes()
    assert own(read_calendar(data, WINDOW, ZONE).dates) == independent(data)


@st.composite
def sane_events(draw: st.DrawFn) -> str:
    """A series as people make them, with dates left out and moved."""
    start = draw(st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)))
    # A Monday, so that every rule with a COUNT begins with its start: else readers differ.
    start -= timedelta(days=start.weekday())
    start = start.replace(minute=0, second=0, microsecond=0, hour=max(4, start.hour))
    rule = draw(
        st.sampled_from(
            [
                *("FREQ=DAILY;COUNT=20", "FREQ=DAILY;INTERVAL=3;COUNT=9", "FREQ=WEEKLY"),
                *("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;COUNT=30", "FREQ=MONTHLY;BYDAY=1TH"),
                *("FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY", "FREQ=MONTHLY;BYMONTHDAY=-1"),
                *("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=YEARLY;BYMONTH=3,9"),
            ]
        )
    )
    zone = draw(st.sampled_from(["Europe/Amsterdam", "America/New_York", "Asia/Kolkata"]))
    length = draw(st.sampled_from(["PT30M", "PT2H", "P1D"]))
    event = [
        "UID:x",
        "SUMMARY:Reeks",
        f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}",
        f"DURATION:{length}",
        f"RRULE:{rule}",
    ]
    if draw(st.booleans()):
        event.append(f"EXDATE;TZID={zone}:{start + timedelta(days=7):%Y%m%dT%H%M%S}")
    return lines(*event)


@settings(max_examples=40, deadline=None)
@given(sane_events())
def test_sane_series_are_expanded_as_others_do(event: str) -> None:
    data = calendar(event)
    # The window's edges lie in the zone of the event; a day inside them all agree.
    inside = slice(str(WINDOW.since + timedelta(days=2)), str(WINDOW.until - timedelta(days=2)))
    ours = own(read_calendar(data, WINDOW, ZONE).dates)
    theirs = independent(data)
    assert [each for each in ours if inside.start < each[1] < inside.stop] == [
        each for each in theirs if inside.start < each[1] < inside.stop
    ]


ODD_PIECES = [
    *("99991231T235959Z", "00010101", "P99999W", "-P9999D", "RRULE:FREQ=DAILY", "COUNT=0"),
    *("RECURRENCE-ID:99991231T235959Z", "DTEND:00010101T000000", "EXDATE:00010101", "\\"),
    *("DTSTART;VALUE=DATE:99991231", "TZOFFSETTO:+2359", ";TZID=Pacific/Kiritimati:", "BYDAY=99MO"),
]


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(sorted(CORPUS.glob("calendar-*.ics"))),
    st.lists(st.tuples(st.sampled_from(ODD_PIECES), st.floats(0, 1), st.booleans()), max_size=4),
)
def test_whatever_a_file_holds_ends_in_dates_or_in_a_sentence(
    file: Path, pieces: list[tuple[str, float, bool]]
) -> None:
    text = file.read_bytes().decode()
    for piece, where, own_line in pieces:
        place = int(where * len(text))
        if own_line:
            place = text.rfind("\r\n", 0, place) + 2
            piece = f"{piece}\r\n"
        text = text[:place] + piece + text[place:]
    try:
        found = read_calendar(text.encode(), WINDOW, ZONE)
    except InvalidInput:
        return
    for each in found.dates:
        assert (each.start is None) == (each.end is None) == (each.first_day is not None)
