"""The ledger: what changed, which SEQUENCE follows, what a file is called."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.formats.calendar_items import ALL_DAY, NOW, PEOPLE, SERIES, SINGLE
from townhall.domain.calendar import Attendee, Organizer, Override
from townhall.domain.invitations import (
    Method,
    changed_fields,
    export_warnings,
    file_name,
    fingerprint,
    needs_new_sequence,
    new_uid,
    next_dtstamp,
    next_sequence,
    removed_attendees,
    snapshot,
)
from townhall.domain.run_of_show import AgendaItem
from townhall.domain.terms import AttendeeRole

SENT = snapshot(SERIES)
MOVED, LONGER = SERIES.overrides[1], SERIES.overrides[2]


def overrides(*changed: Override) -> tuple[Override, ...]:
    """The overrides of the series with these in the place of those of the same date."""
    by_date = {each.original_start: each for each in (*SERIES.overrides, *changed)}
    return tuple(by_date[date] for date in sorted(by_date))


def test_a_snapshot_survives_json_and_leaves_stamps_out() -> None:
    assert json.loads(json.dumps(SENT)) == SENT
    later = replace(SERIES, sequence=9, dtstamp_utc=NOW + timedelta(days=1))
    assert fingerprint(snapshot(later)) == fingerprint(SENT)
    assert len(fingerprint(SENT)) == 64


def test_order_of_people_and_empty_overrides_are_no_change() -> None:
    same = replace(
        SERIES,
        attendees=PEOPLE[::-1],
        overrides=overrides(
            Override(datetime(2027, 6, 3, 10), start=datetime(2027, 6, 3, 10), duration_minutes=60)
        ),
    )
    assert changed_fields(SENT, snapshot(same)) == []
    assert fingerprint(snapshot(same)) == fingerprint(SENT)


@pytest.mark.parametrize(
    ("change", "fields", "anew"),
    [
        ({"title": "Anders"}, ["title"], False),
        ({"description": "Anders"}, ["objective"], False),
        ({"location": "Buiten", "join_link": ""}, ["location", "join_link"], False),
        ({"attendees": PEOPLE[:2]}, ["attendees"], False),
        ({"organizer": Organizer("B", "b@delinde.example")}, ["organizer"], True),
        ({"organizer": Organizer("Anna V.", "ANNA@delinde.example")}, ["organizer"], False),
        ({"agenda": (AgendaItem("Opening", 10),)}, ["agenda"], False),
        (
            {"questions_to": "vraag@delinde.example", "contact": "Cato", "description": ""},
            ["objective", "questions_to", "contact"],
            False,
        ),
        ({"invitation_language": "en"}, ["invitation_language"], False),
        ({"reminder_minutes": 5, "categories": ()}, ["reminder_minutes", "categories"], False),
        ({"start": datetime(2027, 1, 7, 11)}, ["start"], True),
        ({"duration_minutes": 45}, ["duration_minutes"], True),
        ({"time_zone": "Europe/Brussels"}, ["time_zone"], True),
        ({"recurrence": "FREQ=MONTHLY;COUNT=9;BYDAY=1TH"}, ["recurrence"], True),
        ({"status": "TENTATIVE"}, ["status"], True),
        ({"all_day": True}, ["all_day"], True),
        ({"overrides": overrides(replace(MOVED, title="Anders"))}, ["overrides"], False),
        ({"overrides": overrides(replace(LONGER, location="Buiten"))}, ["overrides"], False),
        (
            {"overrides": overrides(Override(datetime(2027, 7, 1, 10), title="Slot"))},
            ["overrides"],
            False,
        ),
        (
            {"overrides": overrides(replace(MOVED, start=datetime(2027, 3, 5, 15)))},
            ["overrides"],
            True,
        ),
        (
            {"overrides": overrides(replace(LONGER, agenda=(AgendaItem("Slot", 5),)))},
            ["overrides"],
            False,
        ),
        ({"overrides": overrides(replace(MOVED, cancelled=True))}, ["overrides"], True),
        ({"overrides": SERIES.overrides[1:]}, ["overrides"], True),
        ({"title": "Anders", "start": datetime(2027, 1, 7, 9)}, ["title", "start"], True),
    ],
)
def test_changes_are_named_and_raise_sequence_only_for_time(
    change: dict[str, Any], fields: list[str], *, anew: bool
) -> None:
    changed = snapshot(replace(SERIES, **change))
    assert changed_fields(SENT, changed) == fields
    assert needs_new_sequence(SENT, changed) is anew
    assert next_sequence(3, SENT, changed, cancelling=False) == (4 if anew else 3)


def test_sequence_starts_at_zero_and_a_cancellation_is_higher() -> None:
    cancelled = snapshot(replace(SERIES, status="CANCELLED"))
    assert next_sequence(None, None, SENT, cancelling=False) == 0
    assert next_sequence(None, None, cancelled, cancelling=True) == 1
    assert next_sequence(0, SENT, SENT, cancelling=False) == 0
    assert next_sequence(3, SENT, cancelled, cancelling=True) == 4
    assert next_sequence(3, SENT, SENT, cancelling=True) == 4
    assert next_sequence(4, cancelled, cancelled, cancelling=True) == 4
    assert next_sequence(4, cancelled, SENT, cancelling=False) == 5


def test_a_stamp_never_goes_back() -> None:
    assert next_dtstamp(None, NOW) == NOW
    assert next_dtstamp(NOW, NOW + timedelta(hours=1)) == NOW + timedelta(hours=1)
    assert next_dtstamp(NOW, NOW) == NOW + timedelta(seconds=1)
    assert next_dtstamp(NOW, NOW - timedelta(days=1)) == NOW + timedelta(seconds=1)


def test_people_who_are_not_invited_any_more() -> None:
    now = (Attendee("Bram", "BRAM@delinde.example"), *PEOPLE[2:])
    removed = removed_attendees(SENT, snapshot(replace(SERIES, attendees=now)))
    assert removed == [
        {"name": "Cato Voorbeeld", "email": "cato@delinde.example", "role": AttendeeRole.SPEAKER}
    ]


def test_a_uid_is_a_uuid_that_follows_from_its_seed() -> None:
    assert new_uid(b"plan 1 communication 7") == new_uid(b"plan 1 communication 7")
    assert new_uid(b"plan 1 communication 7") != new_uid(b"plan 1 communication 8")
    assert new_uid(b"") == "e3b0c442-98fc-5c14-9afb-f4c8996fb924"


@pytest.mark.parametrize("item", [SINGLE, ALL_DAY, SERIES], ids=lambda item: item.title)
def test_ordinary_exports_need_no_warning(item: Any) -> None:
    assert export_warnings(item) == []


def test_a_date_that_passes_its_neighbour_is_warned_of() -> None:
    late = Override(datetime(2027, 5, 6, 10), start=datetime(2027, 6, 3, 10))
    assert export_warnings(replace(SERIES, overrides=(late,))) == [
        "The date moved from 2027-05-06 10:00 to 2027-06-03 10:00 passes another date of the "
        "series. Outlook refuses that; cancel it and plan a separate one."
    ]
    next_cancelled = Override(datetime(2027, 6, 3, 10), cancelled=True)
    assert export_warnings(replace(SERIES, overrides=(late, next_cancelled))) == []


def test_zone_rules_that_change_within_the_series_are_warned_of() -> None:
    item = replace(
        SERIES,
        time_zone="America/New_York",
        start=datetime(2006, 1, 5, 10),
        recurrence="FREQ=MONTHLY;UNTIL=20080101T000000Z;BYDAY=1TH",
        overrides=(),
    )
    assert export_warnings(item) == [
        "The clock-change rules of America/New_York change during these dates. "
        "Outlook may show some of them an hour off."
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Town hall: AI & zorg?", "Town hall AI & zorg - invitation.ics"),
        ("../../etc/passwd", "etc passwd - invitation.ics"),
        ("C:\\Windows\\x*|<>", "C Windows x - invitation.ics"),
        ("con", "_con - invitation.ics"),
        ("LPT1.txt", "_LPT1.txt - invitation.ics"),
        ("Console", "Console - invitation.ics"),
        (" .. \r\n\0", "Untitled - invitation.ics"),
        ("", "Untitled - invitation.ics"),
        ("…verborgen\u202egpj", "…verborgen gpj - invitation.ics"),
        ("Einde...", "Einde - invitation.ics"),
        ("cafe\u0301", "café - invitation.ics"),
        ("a" * 10_000, "a" * 63 + " - invitation.ics"),
    ],
)
def test_a_file_name_is_safe_everywhere(title: str, name: str) -> None:
    assert file_name(title, Method.REQUEST) == name


def test_a_file_name_tells_method_and_date_and_fits() -> None:
    date = datetime(2027, 3, 4, 10, 30)
    assert file_name("AI", Method.CANCEL, date) == "AI 2027-03-04 1030 - cancellation.ics"
    assert file_name("AI", Method.PUBLISH) == "AI - calendar item.ics"
    longest = file_name("👩‍⚕️" * 500, Method.CANCEL, date)
    assert len(longest) <= 80
    assert len(longest.encode()) <= 240
