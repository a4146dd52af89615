"""What a reader of a calendar would notice between two files of one item."""

from dataclasses import replace
from datetime import timedelta

import icalendar
import pytest

from tests.formats.calendar_items import ALL_DAY, ENDLESS, OVER_WINTER, SERIES, SINGLE
from townhall.domain.calendar import CalendarItem
from townhall.formats import ics
from townhall.formats.ics_differences import differences, title_of, uid_of

ITEMS = (SINGLE, SERIES, ALL_DAY, OVER_WINTER, ENDLESS)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.title)
def test_another_spelling_is_no_difference(item: CalendarItem) -> None:
    ours = ics.stored_item(item)
    spelled = icalendar.Calendar.from_ical(ours).to_ical()
    stamped = ics.stored_item(
        replace(item, sequence=item.sequence + 1, dtstamp_utc=item.dtstamp_utc + timedelta(days=1))
    )
    assert spelled != ours != stamped
    assert differences(ours, spelled) == ()
    assert differences(ours, stamped) == ()
    assert (uid_of(spelled), title_of(spelled)) == (item.uid, item.title)


def test_every_difference_is_named() -> None:
    ours = ics.stored_item(replace(SINGLE, description=""))
    for old, new, field in (
        (b"LOCATION:Aula", b"LOCATION:Kelder", "location"),
        (b"DTEND;TZID", b"DTEND;X-A=B;TZID", ""),
        (b"STATUS:CONFIRMED", b"STATUS:TENTATIVE", "status"),
        (b"TRIGGER:-PT", b"TRIGGER:-PT1", "other"),
        (b"BEGIN:VALARM", b"ATTENDEE:mailto:z@delinde.example\r\nBEGIN:VALARM", "other"),
        (b"END:VEVENT", b"RRULE:FREQ=DAILY;COUNT=2\r\nEND:VEVENT", "recurrence"),
    ):
        assert old in ours
        found = differences(ours, ours.replace(old, new, 1))
        assert [each.field for each in found] == ([field] if field else [])


def test_only_the_dates_of_a_series_that_differ_are_told() -> None:
    changed = replace(SERIES, overrides=SERIES.overrides[1:])
    [apart] = differences(ics.stored_item(SERIES), ics.stored_item(changed))
    assert apart.field == "overrides"
    assert apart.theirs == ""
    assert len(apart.ours.splitlines()) == 1


@pytest.mark.parametrize(
    "theirs",
    [
        b"",
        b"<html>",
        b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        b"\x00",
        b"\xff\xfe",
        ics.stored_item(SINGLE)[:400],
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:99999999\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    ],
)
def test_a_file_that_cannot_be_read_differs(theirs: bytes) -> None:
    assert differences(ics.stored_item(SINGLE), theirs)
    assert uid_of(theirs) in ("", SINGLE.uid)
    assert title_of(theirs) in ("", SINGLE.title)


def test_a_folded_and_escaped_uid_is_found() -> None:
    folded = b"BEGIN:VEVENT\r\nuid;X-A=b:a\\,b\r\n c\\\\\r\nSUMMARY:UID:no\r\nEND:VEVENT\r\n"
    assert uid_of(folded) == "a,bc\\"
