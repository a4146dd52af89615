"""Whatever happens to a plan: when all that is due was sent, every calendar shows what it shows.

A calendar program is imitated as RFC 5546 describes it and as Outlook behaves; it takes only what
its reader was handed, and refuses what is older than it has.
"""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
import recurring_ical_events
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from townhall.domain.clock import fixed_clock
from townhall.domain.errors import TownHallError
from townhall.domain.recurrence import expand
from townhall.services.communications import add_communication, change_communication
from townhall.services.invitations import ComposedFile, compose_files
from townhall.services.occurrences import (
    cancel_occurrence,
    change_occurrence,
    restore_occurrence,
)
from townhall.services.queries.communication_details import communications
from townhall.services.queries.invitations import due_files
from townhall.services.series import series_of
from townhall.storage import models as m
from townhall.storage.database import Database

PEOPLE = [
    {"name": name, "email": f"{name}@delinde.example", "role": role}
    for name, role in (("anna", "host"), ("bram", "speaker"), ("cato", "participant"))
]
SERIES = {
    "kind": "town-hall",
    "title": "Town hall",
    "status": "confirmed",
    "start": "2026-12-03T10:00",
    "duration_minutes": 60,
    "recurrence": "FREQ=WEEKLY;COUNT=6;BYDAY=TH",
    "organizer": {"name": "Team", "email": "team@delinde.example"},
    "attendees": PEOPLE[:2],
}
FROM, UNTIL = datetime(2026, 11, 1), datetime(2028, 1, 1)

View = list[tuple[str, str, str, str]]


class Calendar:
    """What one reader's calendar holds, by UID: the series, and single dates that differ."""

    def __init__(self, email: str) -> None:
        self.email = email
        self.series: dict[str, icalendar.Event] = {}
        self.dates: dict[str, dict[datetime, icalendar.Event | None]] = {}
        self.off: dict[str, int] = {}

    def take(self, data: bytes) -> None:
        calendar = icalendar.Calendar.from_ical(data)
        method = str(calendar["METHOD"])
        for event in calendar.walk("VEVENT"):
            attendees = event["ATTENDEE"]
            attendees = attendees if isinstance(attendees, list) else [attendees]
            assert f"mailto:{self.email}" in map(str, attendees)
            uid, date = str(event["UID"]), event.get("RECURRENCE-ID")
            if date is not None:
                self._take_date(uid, date.dt, method, event)
            elif method == "CANCEL":
                assert event["SEQUENCE"] > self.series[uid]["SEQUENCE"]
                del self.series[uid], self.dates[uid]
                self.off[uid] = event["SEQUENCE"]
            else:
                self._take_series(uid, event)

    def _take_series(self, uid: str, event: icalendar.Event) -> None:
        before = self.series.get(uid)
        if before is not None:
            assert event["SEQUENCE"] >= before["SEQUENCE"]
            assert event.decoded("DTSTAMP") >= before.decoded("DTSTAMP")
        assert event["SEQUENCE"] > self.off.get(uid, -1)
        self.series[uid] = event
        rule = ("DTSTART", "RRULE")
        if before is None or any(before[name] != event[name] for name in rule):
            self.dates[uid] = {}

    def _take_date(self, uid: str, date: datetime, method: str, event: icalendar.Event) -> None:
        before = self.dates[uid].get(date) or self.series[uid]
        assert event["SEQUENCE"] >= before["SEQUENCE"]
        self.dates[uid][date] = None if method == "CANCEL" else event

    def view(self) -> View:
        whole = icalendar.Calendar()
        for uid, master in self.series.items():
            event = icalendar.Event.from_ical(master.to_ical())
            lines = event.get("EXDATE", [])
            lines = lines if isinstance(lines, list) else [lines]
            off = {each.dt for line in lines for each in line.dts}
            off |= {date for date, held in self.dates[uid].items() if held is None}
            event.pop("EXDATE", None)
            if off:
                event.add("EXDATE", sorted(off))
            whole.add_component(event)
            for date, held in self.dates[uid].items():
                if held is not None and date not in off:
                    whole.add_component(held)
        found = recurring_ical_events.of(whole).between(FROM, UNTIL)
        return sorted(
            (
                str(each["DTSTART"].dt.astimezone(UTC)),
                str(each["DTEND"].dt.astimezone(UTC)),
                str(each["SUMMARY"]),
                str(each.get("LOCATION", "")),
            )
            for each in found
        )


def own_view(database: Database, email: str) -> View:
    """What the plan holds for somebody."""

    def read(session: Any) -> View:
        found = []
        for each in session.query(m.Communication):
            if email in [person.email for person in each.attendees]:
                found += [
                    (str(date.start_utc), str(date.end_utc), date.title, date.location)
                    for date in expand(series_of(each), FROM, UNTIL)
                    if not date.cancelled
                ]
        return sorted(found)

    view: View = database.read(read)
    return view


class World:
    """A plan, three calendars, and the clock that goes on with every step."""

    def __init__(self, database: Database, *, separate: bool) -> None:
        self.database, self.separate = database, separate
        self.calendars = {each["email"]: Calendar(each["email"]) for each in PEOPLE}
        self.minute = 0
        database.run(add_communication, SERIES)

    def numbers(self) -> list[int]:
        return [each.id for each in self.database.read(communications)]

    def step(self, what: str, which: int, date: int, value: int) -> None:
        self.minute += 1
        moment = datetime(2026, 11, 24, 8, tzinfo=UTC) + timedelta(minutes=self.minute)
        self.database.clock = fixed_clock(moment.isoformat())
        numbers = self.numbers()
        number = numbers[which % len(numbers)]
        if what == "send":
            self.send(number, PEOPLE[value % 3]["email"] if value < 3 else None)
            return
        try:
            self._change(what, number, date, value)
        except TownHallError:
            return  # what the plan refuses is no change

    def _change(self, what: str, number: int, date: int, value: int) -> None:
        run, starts = self.database.run, self._starts(number)
        start = starts[date % len(starts)] if starts else datetime(2026, 12, 3, 10)
        moved = (start + timedelta(hours=value % 5 - 2)).isoformat()
        changes: dict[str, Callable[[], Any]] = {
            "title": lambda: run(change_communication, number, {"title": f"Title {value}"}),
            "time": lambda: run(change_communication, number, {"duration_minutes": 30 + value}),
            "people": lambda: run(
                change_communication,
                number,
                {"attendees": [each for at, each in enumerate(PEOPLE) if value >> at & 1]},
            ),
            "off": lambda: run(change_communication, number, {"status": "cancelled"}),
            "on": lambda: run(change_communication, number, {"status": "confirmed"}),
            "date-off": lambda: run(cancel_occurrence, number, start),
            "date-back": lambda: run(restore_occurrence, number, start),
            "date-moved": lambda: run(change_occurrence, number, start, {"start": moved}),
            "date-place": lambda: run(change_occurrence, number, start, {"location": f"R{value}"}),
            "following": lambda: run(
                change_occurrence, number, start, {"start": moved}, "following"
            ),
        }
        changes[what]()

    def _starts(self, number: int) -> list[datetime]:
        def read(session: Any) -> list[datetime]:
            stored = session.get(m.Communication, number)
            return [each.original_start for each in expand(series_of(stored), FROM, UNTIL)]

        starts: list[datetime] = self.database.read(read)
        return starts

    def send(self, number: int, only: str | None) -> None:
        try:
            files: list[ComposedFile] = self.database.run(
                compose_files,
                number,
                due_only=True,
                separate=self.separate,
                only=None if only is None else [only],
            ).value
        except TownHallError:
            return  # that person is not on the list
        for file in files:
            for person in file.recipients:
                self.calendars[person.email].take(file.content)

    def send_everything(self) -> None:
        for number in self.numbers():
            self.send(number, None)
        for number in self.numbers():
            found = self.database.read(due_files, number, separate=self.separate)
            assert found == ()


KINDS = (
    *("send", "send", "title", "time", "people", "off", "on", "following"),
    *("date-off", "date-off", "date-back", "date-moved", "date-place"),
)
steps = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.integers(0, 3),
        st.integers(0, 5),
        st.integers(0, 7),
    ),
    max_size=14,
)


@pytest.mark.parametrize("separate", [False, True], ids=["one-series-file", "files-for-outlook"])
@settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(planned=steps)
def test_calendars_follow_the_plan(
    empty_plan: Path, tmp_path: Path, separate: Any, planned: list[tuple[str, int, int, int]]
) -> None:
    path = shutil.copyfile(empty_plan, tmp_path / "world.townhall")
    with Database.open(path, fixed_clock("2026-11-24T09:00+01:00")) as database:
        world = World(database, separate=separate)
        for step in planned:
            world.step(*step)
        world.send_everything()
        for email, calendar in world.calendars.items():
            assert calendar.view() == own_view(database, email)
