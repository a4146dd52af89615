"""Exported calendars in independent programs: they must show what the program itself shows."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.request import Request, urlopen
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import icalendar
import pytest
import recurring_ical_events
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from tests.formats.calendar_items import (
    ALL_DAY,
    ENDLESS,
    NIGHT_SHIFT,
    OVER_WINTER,
    SERIES,
    SINGLE,
)
from tests.formats.raw_ics import Component, Property, read
from townhall.domain.calendar import CalendarItem, Override
from townhall.domain.recurrence import Series, expand
from townhall.domain.recurrence_dates import first_start, rule_starts
from townhall.formats import ics

FROM, UNTIL = datetime(2026, 1, 1), datetime(2031, 1, 1)
ITEMS = (SINGLE, SERIES, ALL_DAY, OVER_WINTER, ENDLESS, NIGHT_SHIFT)

Shown = list[tuple[str, str, str]]
"""Start and end (UTC instants, or dates), and title; sorted."""


def own_list(item: CalendarItem) -> Shown:
    series = Series(
        title=item.title,
        location=item.location,
        start=item.start,
        time_zone=item.time_zone,
        duration_minutes=item.duration_minutes,
        all_day=item.all_day,
        recurrence=item.recurrence,
        overrides=item.overrides,
    )
    return sorted(
        (str(each.start.date()), str(each.end.date()), each.title)
        if item.all_day
        else (str(each.start_utc), str(each.end_utc), each.title)
        for each in expand(series, FROM, UNTIL)
        if not each.cancelled
    )


def shown(start: date | datetime, end: date | datetime, title: str) -> tuple[str, str, str]:
    def text(moment: date | datetime) -> str:
        if isinstance(moment, datetime):
            return str(moment.astimezone(UTC))
        return str(moment)

    return text(start), text(end), title


def by_recurring_ical_events(data: bytes) -> Shown:
    calendar = icalendar.Calendar.from_ical(data)
    found = recurring_ical_events.of(calendar).between(FROM, UNTIL)
    return sorted(shown(e["DTSTART"].dt, e["DTEND"].dt, str(e["SUMMARY"])) for e in found)


def by_ical(data: bytes) -> Shown:
    calendar = IcsCalendarStream.calendar_from_ics(data.decode())
    found = calendar.timeline.overlapping(FROM.replace(tzinfo=UTC), UNTIL.replace(tzinfo=UTC))
    return sorted(shown(e.start, e.end, e.summary or "") for e in found)


def by_vobject(data: bytes) -> Shown:
    """vobject expands the rule; overrides are put over it here."""
    events = list(vobject.readOne(data.decode()).vevent_list)
    (master,) = (event for event in events if not hasattr(event, "recurrence_id"))
    overrides = {
        event.recurrence_id.value: event for event in events if hasattr(event, "recurrence_id")
    }
    length = master.dtend.value - master.dtstart.value
    starts = [master.dtstart.value]
    if hasattr(master, "rrule"):
        starts = list(master.getrruleset(addRDate=False))
    found = []
    for moment in starts:
        start = moment
        if not isinstance(master.dtstart.value, datetime):
            start = moment.date()
        elif start.tzinfo is None:
            start = moment.replace(tzinfo=master.dtstart.value.tzinfo)
        event = overrides.get(start)
        if event is not None:
            found.append(shown(event.dtstart.value, event.dtend.value, event.summary.value))
        elif datetime.combine(start, time()) < UNTIL:
            found.append(shown(start, start + length, master.summary.value))
    return sorted(found)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.title)
@pytest.mark.parametrize("engine", [by_recurring_ical_events, by_ical, by_vobject])
def test_engines_show_the_same_dates_as_the_program(engine: Any, item: CalendarItem) -> None:
    if item is ENDLESS and engine is by_vobject:
        item = replace(ENDLESS, recurrence="FREQ=MONTHLY;UNTIL=20301231T235959Z;BYMONTHDAY=12")
    expected = own_list(item)
    assert expected
    assert engine(ics.invitation(item)) == expected
    assert engine(ics.add_to_calendar(item)) == expected


RULES = [
    "FREQ=DAILY;INTERVAL=3;COUNT=20",
    "FREQ=WEEKLY;COUNT=30",
    "FREQ=WEEKLY;INTERVAL=2;COUNT=9;BYDAY=MO,WE;WKST=MO",
    "FREQ=MONTHLY;COUNT=12;BYDAY=-1FR",
    "FREQ=MONTHLY;COUNT=7;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=-1",
    "FREQ=MONTHLY;COUNT=6;BYMONTHDAY=31",
    "FREQ=YEARLY;COUNT=3;BYMONTH=3;BYDAY=-1SU",
]
ZONES = ["Europe/Amsterdam", "America/St_Johns", "Asia/Gaza", "Africa/Cairo", "Asia/Kolkata", "UTC"]


@st.composite
def series(draw: st.DrawFn) -> CalendarItem:
    """A series with some of its dates cancelled, moved or renamed."""
    rule = draw(st.sampled_from(RULES))
    day = draw(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31))).date()
    hour = draw(st.integers(5, 22))
    item = replace(
        SINGLE,
        start=first_start(rule, datetime.combine(day, time(hour, 15))),
        time_zone=draw(st.sampled_from(ZONES)),
        duration_minutes=draw(st.integers(1, 300)),
        recurrence=rule,
    )
    dates = list(rule_starts(rule, item.start, item.start, all_day=False, zone=item.time_zone))
    changed = draw(st.lists(st.sampled_from(dates), unique=True, max_size=len(dates) - 1))
    return replace(item, overrides=tuple(draw(override(date)) for date in sorted(changed)))


@st.composite
def override(draw: st.DrawFn, date: datetime) -> Override:
    return Override(
        date,
        start=draw(st.none() | st.integers(-120, 120).map(lambda m: date + timedelta(minutes=m))),
        duration_minutes=draw(st.none() | st.integers(1, 300)),
        title=draw(st.none() | st.sampled_from(["Anders", "Slot; feest"])),
        cancelled=draw(st.booleans()),
    )


@settings(max_examples=40, deadline=None)
@given(series())
def test_engines_agree_on_any_series(item: CalendarItem) -> None:
    expected = own_list(item)
    data = ics.add_to_calendar(item)
    if expected:
        assert by_recurring_ical_events(data) == expected
        assert by_ical(data) == expected


def test_engines_show_a_whole_feed() -> None:
    data = ics.feed(ITEMS, name="AI", language="nl")
    expected = sorted(line for item in ITEMS for line in own_list(item))
    assert by_recurring_ical_events(data) == expected
    assert by_ical(data) == expected


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.title)
def test_icalendar_writes_the_same_components(item: CalendarItem) -> None:
    data = ics.invitation(item)
    theirs = icalendar.Calendar.from_ical(data).to_ical()
    assert _contents(read(theirs)) == _contents(read(data))


def _contents(component: Component) -> Any:
    """Everything in a component, whatever the order of lines and parts, and the quotes."""
    lines = sorted(
        (prop.name, sorted((k, v.strip('"')) for k, v in prop.parameters.items()), _value(prop))
        for prop in component.properties
    )
    return component.name, lines, [_contents(child) for child in component.children]


def _value(prop: Property) -> str:
    return ";".join(sorted(prop.value.split(";"))) if prop.name == "RRULE" else prop.value


class _Silent(WSGIRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Nothing: requests are no news."""


@contextmanager
def radicale_server(folder: Path) -> Iterator[str]:
    """The address of a collection on a CalDAV server that listens on this machine alone."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from radicale import Application, config

        settings_ = config.load()
        settings_.update(
            {
                "auth": {"type": "none"},
                "storage": {"filesystem_folder": str(folder)},
                "rights": {"type": "authenticated"},
                "logging": {"level": "critical"},
            },
            "test",
        )
        application = Application(settings_)
    server = make_server("127.0.0.1", 0, application, WSGIServer, _Silent)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/anna/plan"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _send(method: str, address: str, data: bytes | None = None) -> bytes:
    headers = {
        "Content-Type": "text/calendar; charset=utf-8",
        "Authorization": "Basic YW5uYTphbm5h",
    }
    with urlopen(Request(address, data, headers, method=method), timeout=20) as answer:
        body: bytes = answer.read()
        return body


def test_a_caldav_server_returns_what_it_was_given(tmp_path: Path) -> None:
    with radicale_server(tmp_path) as collection:
        _send("MKCALENDAR", collection)
        for item in ITEMS:
            data = ics.invitation(item)
            _send("PUT", f"{collection}/{item.uid}.ics", data)
            returned = _send("GET", f"{collection}/{item.uid}.ics")
            assert by_recurring_ical_events(returned) == own_list(item)
            assert _events(returned) == _events(data)


def _events(data: bytes) -> Any:
    return sorted(_contents(event) for event in _unfolded(data).inside("VEVENT"))


def _unfolded(data: bytes) -> Component:
    return read(icalendar.Calendar.from_ical(data).to_ical())


def test_the_second_reader_agrees_on_length_over_a_clock_change() -> None:
    (start, end, _title) = by_recurring_ical_events(ics.invitation(NIGHT_SHIFT))[0]
    length = datetime.fromisoformat(end) - datetime.fromisoformat(start)
    assert length == timedelta(hours=5)
