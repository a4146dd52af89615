"""The rules that every exported calendar satisfies, on the bytes themselves."""

import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.formats.calendar_items import (
    ALL_DAY,
    ANNA,
    ENDLESS,
    NIGHT_SHIFT,
    NOW,
    OVER_WINTER,
    PEOPLE,
    SERIES,
    SINGLE,
)
from tests.formats.raw_ics import Component, read
from townhall.domain.calendar import Attendee, CalendarItem, Organizer, Override
from townhall.domain.errors import InvalidInput
from townhall.domain.terms import AttendeeRole
from townhall.formats import ics

GOLDEN = Path(__file__).parent.parent / "golden"
ITEMS = (SINGLE, SERIES, ALL_DAY, OVER_WINTER, ENDLESS, NIGHT_SHIFT)


def feed() -> bytes:
    return ics.feed(ITEMS, name="De Linde: AI", language="nl")


EXPORTS: dict[str, Callable[[], bytes]] = {
    "invitation": lambda: ics.invitation(SINGLE),
    "invitation-series": lambda: ics.invitation(SERIES),
    "invitation-all-day": lambda: ics.invitation(ALL_DAY),
    "add-to-calendar": lambda: ics.add_to_calendar(SERIES),
    "cancellation": lambda: ics.cancellation(replace(SERIES, sequence=4)),
    "occurrence-invitation": lambda: ics.occurrence_invitation(SERIES, SERIES.overrides[1]),
    "occurrence-cancellation": lambda: ics.occurrence_cancellation(
        replace(SERIES, sequence=4), datetime(2027, 3, 4, 10)
    ),
    "feed": feed,
}
METHODS = {
    "invitation": "REQUEST",
    "invitation-series": "REQUEST",
    "invitation-all-day": "REQUEST",
    "add-to-calendar": "PUBLISH",
    "cancellation": "CANCEL",
    "occurrence-invitation": "REQUEST",
    "occurrence-cancellation": "CANCEL",
    "feed": "PUBLISH",
}


def events(data: bytes) -> list[Component]:
    return read(data).inside("VEVENT")


def only_event(data: bytes) -> Component:
    found = events(data)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_same_plan_and_clock_give_the_approved_bytes(name: str) -> None:
    golden = GOLDEN / f"{name}.ics"
    made = EXPORTS[name]()
    if os.environ.get("TOWNHALL_APPROVE") == "1":
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(made)
    assert made == golden.read_bytes()
    assert made == EXPORTS[name]()


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_one_calendar_with_our_name_and_one_method(name: str) -> None:
    calendar = read(EXPORTS[name]())
    assert calendar.value("PRODID") == "-//Town Hall//Town Hall//EN"
    assert calendar.value("VERSION") == "2.0"
    assert calendar.value("CALSCALE") == "GREGORIAN"
    assert calendar.value("METHOD") == METHODS[name]
    assert {child.name for child in calendar.children} <= {"VTIMEZONE", "VEVENT"}


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_every_event_has_its_stamps_sequence_and_end(name: str) -> None:
    for event in events(EXPORTS[name]()):
        assert event.value("DTSTAMP") == "20261124T080000Z"
        assert event.value("CREATED") == "20261120T093000Z"
        assert event.value("LAST-MODIFIED") == "20261124T080000Z"
        assert event.value("SEQUENCE") is not None
        assert event.value("SUMMARY")
        assert event.value("DURATION") is None
        assert event.all("DTEND")[0].parameters == event.all("DTSTART")[0].parameters
        assert (event.value("DTEND") or "") > (event.value("DTSTART") or "")


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_one_time_zone_for_every_zone_used_and_none_unused(name: str) -> None:
    calendar = read(EXPORTS[name]())
    defined = [zone.value("TZID") for zone in calendar.inside("VTIMEZONE")]
    used = {
        prop.parameters["TZID"]
        for event in calendar.inside("VEVENT")
        for prop in event.properties
        if "TZID" in prop.parameters
    }
    assert sorted(used) == defined


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_people_are_written_as_the_method_wants(name: str) -> None:
    calendar = read(EXPORTS[name]())
    for event in calendar.inside("VEVENT"):
        assert event.value("ORGANIZER") == "mailto:anna@delinde.example"
        assert event.all("ORGANIZER")[0].parameters == {"CN": '"Anna Voorbeeld"'}
        invited = len(event.all("ATTENDEE"))
        assert invited == (0 if calendar.value("METHOD") == "PUBLISH" else len(PEOPLE))


def test_an_invitation_says_who_comes_as_what() -> None:
    written = [
        (prop.value, {k: v for k, v in prop.parameters.items() if k != "CN"})
        for prop in only_event(ics.invitation(SINGLE)).all("ATTENDEE")
    ]
    roles = {
        "bram": ("INDIVIDUAL", "CHAIR"),
        "cato": ("INDIVIDUAL", "REQ-PARTICIPANT"),
        "daan": ("INDIVIDUAL", "REQ-PARTICIPANT"),
        "evi": ("INDIVIDUAL", "OPT-PARTICIPANT"),
        "or": ("INDIVIDUAL", "NON-PARTICIPANT"),
        "aula": ("ROOM", "NON-PARTICIPANT"),
    }
    assert written == [
        (
            f"mailto:{name}@delinde.example",
            {"CUTYPE": kind, "ROLE": role, "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"},
        )
        for name, (kind, role) in roles.items()
    ]


def test_somebody_listed_twice_is_invited_once_in_the_heavier_role() -> None:
    item = replace(
        SINGLE,
        attendees=(
            Attendee("Cato", "Cato@DeLinde.example", AttendeeRole.OPTIONAL),
            Attendee("", "cato@delinde.example", AttendeeRole.SPEAKER),
        ),
    )
    (attendee,) = only_event(ics.invitation(item)).all("ATTENDEE")
    assert attendee.parameters["ROLE"] == "REQ-PARTICIPANT"
    assert attendee.parameters["CN"] == '"cato@delinde.example"'


def test_names_are_quoted_and_carets_escaped() -> None:
    item = replace(
        SINGLE,
        organizer=Organizer('Anna "de baas" ^ Voorbeeld; MD, PhD:\nX', "o'anna%1@delinde.example"),
    )
    (organizer,) = only_event(ics.invitation(item)).all("ORGANIZER")
    assert organizer.parameters == {"CN": "\"Anna ^'de baas^' ^^ Voorbeeld; MD, PhD: X\""}
    assert organizer.value == "mailto:o'anna%251@delinde.example"


def test_a_series_is_one_file_with_its_exceptions() -> None:
    master, moved, longer = events(ics.invitation(SERIES))
    assert {event.value("UID") for event in (master, moved, longer)} == {SERIES.uid}
    assert {event.value("SEQUENCE") for event in (master, moved, longer)} == {"3"}
    zone = {"TZID": "Europe/Amsterdam"}
    assert master.value("DTSTART") == "20270107T100000"
    assert master.value("RRULE") == "FREQ=MONTHLY;COUNT=8;BYDAY=1TH"
    assert [(p.value, p.parameters) for p in master.all("EXDATE")] == [("20270204T100000", zone)]
    assert [(p.value, p.parameters) for p in moved.all("RECURRENCE-ID")] == [
        ("20270304T100000", zone)
    ]
    assert (moved.value("DTSTART"), moved.value("DTEND")) == ("20270305T140000", "20270305T150000")
    assert moved.all("SUMMARY")[0].text == "Voortgang AI 🎉"
    assert longer.value("DTEND") == "20270401T113000"
    assert longer.value("LOCATION") == "Collegezaal"
    for override in (moved, longer):
        assert [override.all(name) for name in ("RRULE", "RDATE", "EXDATE")] == [[], [], []]
        assert "RANGE" not in override.all("RECURRENCE-ID")[0].parameters


def test_overrides_of_dates_the_rule_does_not_give_are_left_out() -> None:
    stray = (
        Override(datetime(2027, 1, 8, 10), cancelled=True),
        Override(datetime(2027, 1, 14, 10), start=datetime(2027, 1, 15, 10)),
        Override(datetime(2028, 1, 6, 10), cancelled=True),
    )
    assert ics.invitation(replace(SERIES, overrides=stray)) == ics.invitation(
        replace(SERIES, overrides=())
    )


def test_a_series_begins_on_its_first_date() -> None:
    item = replace(SERIES, start=datetime(2027, 1, 1, 10), overrides=())
    assert only_event(ics.invitation(item)).value("DTSTART") == "20270107T100000"


def test_a_series_without_any_date_left_is_refused_as_invitation() -> None:
    dates = (Override(datetime(2027, 1, day, 10), cancelled=True) for day in (7, 14))
    item = replace(SERIES, recurrence="FREQ=WEEKLY;COUNT=2;BYDAY=TH", overrides=tuple(dates))
    with pytest.raises(InvalidInput, match="cancel the whole series instead"):
        ics.invitation(item)
    for data in (ics.add_to_calendar(item), ics.feed([item], name="AI", language="nl")):
        event = only_event(data)
        assert event.value("STATUS") == "CANCELLED"
        assert event.all("EXDATE") == []


def test_all_day_ends_on_the_day_after_and_is_free_everywhere() -> None:
    master, moved = events(ics.invitation(ALL_DAY))
    for event, start, end in ((master, "0405", "0407"), (moved, "0420", "0422")):
        assert event.all("DTSTART")[0].parameters == {"VALUE": "DATE"}
        assert (event.value("DTSTART"), event.value("DTEND")) == (f"2027{start}", f"2027{end}")
        assert event.value("TRANSP") == "TRANSPARENT"
        assert event.value("X-MICROSOFT-CDO-BUSYSTATUS") == "FREE"
        assert event.value("X-MICROSOFT-CDO-ALLDAYEVENT") == "TRUE"
    assert [(p.value, p.parameters) for p in master.all("EXDATE")] == [
        ("20270412", {"VALUE": "DATE"})
    ]
    assert [(p.value, p.parameters) for p in moved.all("RECURRENCE-ID")] == [
        ("20270419", {"VALUE": "DATE"})
    ]
    assert read(ics.invitation(ALL_DAY)).inside("VTIMEZONE") == []


@pytest.mark.parametrize(
    ("status", "busy", "transparency"),
    [("CONFIRMED", "BUSY", "OPAQUE"), ("TENTATIVE", "TENTATIVE", "OPAQUE")],
)
def test_a_timed_event_takes_time(status: str, busy: str, transparency: str) -> None:
    event = only_event(ics.invitation(replace(SINGLE, status=status)))
    assert event.value("STATUS") == status
    assert event.value("TRANSP") == transparency
    assert event.value("X-MICROSOFT-CDO-BUSYSTATUS") == busy
    assert event.value("X-MICROSOFT-CDO-ALLDAYEVENT") == "FALSE"


def test_time_zones_reach_from_first_use_to_five_years_after_the_last() -> None:
    gaza = replace(SERIES, time_zone="Asia/Gaza", overrides=(), start=datetime(2027, 1, 4, 10))
    weekly = replace(gaza, recurrence="FREQ=WEEKLY;UNTIL=20291231T120000Z;BYDAY=MO")
    endless = replace(gaza, recurrence="FREQ=WEEKLY;BYDAY=MO")
    years = {}
    for item in (weekly, endless):
        (zone,) = read(ics.invitation(item)).inside("VTIMEZONE")
        onsets = re.findall(r"(?:'|UNTIL=)(20\d{6})T", str(zone))
        years[item.recurrence] = (min(onsets)[:4], max(onsets)[:4])
    assert years == {weekly.recurrence: ("2026", "2034"), endless.recurrence: ("2026", "2042")}


def test_an_end_that_no_clock_shows_is_moved_on() -> None:
    item = replace(NIGHT_SHIFT, start=datetime(2027, 3, 28, 1, 30), duration_minutes=60)
    event = only_event(ics.invitation(item))
    assert (event.value("DTSTART"), event.value("DTEND")) == ("20270328T013000", "20270328T033000")


def test_one_reminder_at_most_and_none_on_a_cancellation() -> None:
    (alarm,) = only_event(ics.invitation(SINGLE)).children
    assert [(prop.name, prop.value) for prop in alarm.properties] == [
        ("ACTION", "DISPLAY"),
        ("DESCRIPTION", "Town hall: AI in de radiologie"),
        ("TRIGGER", "-PT30M"),
    ]
    assert only_event(ics.invitation(replace(SINGLE, reminder_minutes=None))).children == []
    assert only_event(ics.cancellation(SINGLE)).children == []


def test_the_join_link_stands_in_the_description_too() -> None:
    event = only_event(ics.invitation(SINGLE))
    (conference,) = event.all("CONFERENCE")
    assert conference.value == SINGLE.join_link
    assert conference.parameters == {"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": '"Deelnemen"'}
    assert f"\n\nDeelnemen: {SINGLE.join_link}\n\n" in event.all("DESCRIPTION")[0].text


def test_a_join_link_that_is_shown_already_is_not_repeated() -> None:
    bare = replace(SINGLE, description="", agenda=(), questions_to="", language="en")
    item = replace(bare, location=SINGLE.join_link)
    text = only_event(ics.invitation(item)).all("DESCRIPTION")[0].text
    assert text == f"{SINGLE.title}\n\nContact: Anna Voorbeeld, anna@delinde.example"
    by_phone = replace(bare, join_link="tel:+31201234567")
    event = only_event(ics.invitation(by_phone))
    assert "\n\nJoin: tel:+31201234567\n\n" in event.all("DESCRIPTION")[0].text
    assert event.all("CONFERENCE")[0].parameters["FEATURE"] == "PHONE"


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "https://a.example/\r\nATTENDEE:mailto:x@y.example",
        "https://a.example/ b",
    ],
)
def test_an_unsafe_link_is_refused(link: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        ics.invitation(replace(SINGLE, join_link=link))
    assert refusal.value.field == "join_link"


def test_a_cancellation_is_whole() -> None:
    event = only_event(EXPORTS["cancellation"]())
    assert event.value("STATUS") == "CANCELLED"
    assert event.value("SEQUENCE") == "4"
    assert event.value("TRANSP") == "TRANSPARENT"
    assert event.value("DTSTART") == "20270107T100000"
    assert event.value("RRULE") == SERIES.recurrence
    assert event.all("RECURRENCE-ID") == []


def test_one_date_is_cancelled_alone() -> None:
    event = only_event(EXPORTS["occurrence-cancellation"]())
    assert event.value("RECURRENCE-ID") == "20270304T100000"
    assert event.value("DTSTART") == "20270305T140000"
    assert event.value("STATUS") == "CANCELLED"
    assert [event.all(name) for name in ("RRULE", "EXDATE")] == [[], []]


def test_one_date_is_invited_alone() -> None:
    event = only_event(EXPORTS["occurrence-invitation"]())
    assert event.value("RECURRENCE-ID") == "20270304T100000"
    assert event.value("DTSTART") == "20270305T140000"
    assert [event.all(name) for name in ("RRULE", "EXDATE")] == [[], []]


def test_a_feed_is_named_coloured_and_reread() -> None:
    calendar = read(ics.feed([SINGLE], name="De Linde; AI", language="nl", refresh_hours=6))
    assert calendar.all("NAME")[0].text == "De Linde; AI"
    assert calendar.all("X-WR-CALNAME")[0].text == "De Linde; AI"
    assert calendar.value("COLOR") == "steelblue"
    (interval,) = calendar.all("REFRESH-INTERVAL")
    assert (interval.parameters, interval.value) == ({"VALUE": "DURATION"}, "PT6H")
    assert calendar.value("X-PUBLISHED-TTL") == "PT6H"
    assert calendar.inside("VEVENT")[0].value("COLOR") == "teal"


def test_a_feed_gives_an_organizer_to_items_without() -> None:
    item = replace(SINGLE, organizer=None)
    data = ics.feed([item], name="AI", language="nl", organizer=ANNA)
    assert only_event(data).value("ORGANIZER") == "mailto:anna@delinde.example"
    with pytest.raises(InvalidInput, match="has no organiser"):
        ics.feed([item], name="AI", language="nl")


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: ics.invitation(replace(SINGLE, organizer=None)), "organizer"),
        (lambda: ics.invitation(replace(SINGLE, attendees=())), "attendees"),
        (lambda: ics.invitation(replace(SINGLE, status="CANCELLED")), "status"),
        (lambda: ics.invitation(replace(SINGLE, title=" \r\n\x07")), "title"),
        (lambda: ics.invitation(replace(SINGLE, duration_minutes=0)), "duration_minutes"),
        (lambda: ics.invitation(replace(SINGLE, color="#ff0000")), "color"),
        (lambda: ics.invitation(replace(SINGLE, uid="a" * 256)), "uid"),
        (lambda: ics.invitation(replace(SINGLE, uid="a\r\nX:1")), "uid"),
        (lambda: ics.invitation(replace(SINGLE, time_zone="Mars/Base")), "time_zone"),
        (
            lambda: ics.invitation(
                replace(SINGLE, attendees=(Attendee("X", "x@y.example\r\nBCC:a@b.example"),))
            ),
            "attendees",
        ),
        (
            lambda: ics.invitation(replace(SINGLE, organizer=Organizer("X", "geen adres"))),
            "organizer.email",
        ),
        (lambda: ics.occurrence_invitation(SINGLE, Override(SINGLE.start)), "occurrence"),
        (lambda: ics.occurrence_invitation(SERIES, SERIES.overrides[0]), "occurrence"),
        (lambda: ics.occurrence_cancellation(SERIES, datetime(2027, 1, 8, 10)), "occurrence"),
        (lambda: ics.feed([], name="AI", language="nl"), None),
    ],
)
def test_what_calendars_would_misread_is_refused(
    make: Callable[[], bytes], field: str | None
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        make()
    assert refusal.value.field == field
    assert "\n" not in str(refusal.value)


def test_stamps_are_written_in_utc() -> None:
    from zoneinfo import ZoneInfo

    local = NOW.astimezone(ZoneInfo("Asia/Tokyo"))
    item: CalendarItem = replace(SINGLE, dtstamp_utc=local, created_utc=local + timedelta(days=-1))
    event = only_event(ics.invitation(item))
    assert event.value("DTSTAMP") == NOW.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    assert event.value("CREATED") == "20261123T080000Z"
