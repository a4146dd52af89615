"""What the preview reads from a file is what was put into it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.formats.calendar_items import ALL_DAY, ANNA, NIGHT_SHIFT, SERIES, SINGLE
from townhall.domain.calendar import Attendee, Organizer
from townhall.domain.seen_invitation import SeenRole
from townhall.formats import ics
from townhall.formats.ics_seen import seen


def test_a_single_date_reads_as_it_is() -> None:
    found = seen(ics.invitation(SINGLE))
    assert (found.method, found.title, found.location) == ("REQUEST", SINGLE.title, SINGLE.location)
    assert found.start.astimezone(UTC) == datetime(2027, 3, 12, 14, tzinfo=UTC)
    assert found.end - found.start == timedelta(hours=1)
    assert found.time_zone == "Europe/Amsterdam"
    assert found.join_link == SINGLE.join_link
    assert SINGLE.description in found.description
    assert SINGLE.join_link in found.description
    assert found.reminder_minutes == 30
    assert found.organizer == ANNA
    assert [(each.name, each.email, each.role) for each in found.attendees] == [
        ("Bram Proefman", "bram@delinde.example", SeenRole.CHAIR),
        ("Cato Voorbeeld", "cato@delinde.example", SeenRole.REQUIRED),
        ("Daan Proefman", "daan@delinde.example", SeenRole.REQUIRED),
        ("Evi Voorbeeld", "evi@delinde.example", SeenRole.OPTIONAL),
        ("Ondernemingsraad", "or@delinde.example", SeenRole.INFORMED),
        ("Aula", "aula@delinde.example", SeenRole.ROOM),
    ]


def test_a_series_tells_its_rule_and_what_differs() -> None:
    found = seen(ics.invitation(SERIES))
    assert found.recurrence == SERIES.recurrence
    assert [each.replace(tzinfo=None) for each in found.left_out] == [datetime(2027, 2, 4, 10)]
    assert [
        (each.original_start.replace(tzinfo=None), each.start.replace(tzinfo=None), each.location)
        for each in found.changed
    ] == [
        (datetime(2027, 3, 4, 10), datetime(2027, 3, 5, 14), "Aula, begane grond"),
        (datetime(2027, 4, 1, 10), datetime(2027, 4, 1, 10), "Collegezaal"),
    ]
    assert not found.single


def test_one_date_of_a_series() -> None:
    found = seen(ics.occurrence_invitation(SERIES, SERIES.overrides[1]))
    assert (found.single, found.recurrence, found.title) == (True, None, "Voortgang AI 🎉")
    assert found.start.replace(tzinfo=None) == datetime(2027, 3, 5, 14)


def test_whole_days() -> None:
    found = seen(ics.invitation(ALL_DAY))
    assert found.all_day
    assert (found.start, found.end) == (datetime(2027, 4, 5), datetime(2027, 4, 7))


@pytest.mark.parametrize("item", [SINGLE, NIGHT_SHIFT])
def test_a_cancellation_has_no_alarm(item) -> None:
    found = seen(ics.cancellation(replace(item, sequence=1)))
    assert (found.method, found.reminder_minutes, found.sequence) == ("CANCEL", None, 1)


def test_odd_names_and_addresses_come_back() -> None:
    odd = replace(
        SINGLE,
        organizer=Organizer('Anna "AI" ^n Voorbeeld', "anna+ai@delinde.example"),
        attendees=(Attendee("", "b%c@delinde.example"),),
    )
    found = seen(ics.invitation(odd))
    assert found.organizer == odd.organizer
    assert found.attendees[0].email == found.attendees[0].name == "b%c@delinde.example"
