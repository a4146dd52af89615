"""The difference view's rows: every field of a date, and the other dates that differ."""

from dataclasses import replace
from datetime import datetime

from tests.formats.calendar_items import SERIES, SINGLE
from townhall.domain.date_invitation import Difference
from townhall.domain.invitation_changes import all_fields, other_dates
from townhall.domain.invitations import snapshot

MARCH, APRIL = datetime(2027, 3, 4, 10), datetime(2027, 4, 1, 10)


def test_every_field_is_there_changed_or_not() -> None:
    now = replace(SINGLE, start=datetime(2027, 3, 12, 16), description="Waarom.")
    rows = {
        each.field: each
        for each in all_fields(snapshot(SINGLE), snapshot(now), datetime(2027, 3, 12, 16))
    }
    assert rows["start"] == Difference("start", "2027-03-12T15:00:00", "2027-03-12T16:00:00")
    assert (rows["objective"].told, rows["objective"].now) == (SINGLE.description, "Waarom.")
    assert rows["title"].told == rows["title"].now == SINGLE.title
    assert "recurrence" not in rows  # neither has one


def test_a_date_that_went_its_own_way_is_named_and_the_others_are_not() -> None:
    own = replace(SERIES.overrides[2], duration_minutes=None, location="Foyer")
    overrides = (*SERIES.overrides[:2], own, *SERIES.overrides[3:])
    now = replace(SERIES, title="Voortgang AI in de zorg", overrides=overrides)
    [change] = other_dates(snapshot(SERIES), snapshot(now), MARCH)
    assert change.original_start == APRIL
    assert set(change.differences) == {
        Difference("title", "Voortgang AI", "Voortgang AI in de zorg"),
        Difference("duration_minutes", 90, 60),
        Difference("location", "Collegezaal", "Foyer"),
    }
    assert other_dates(snapshot(SERIES), snapshot(now), APRIL) == ()


def test_a_series_that_moved_names_no_single_dates() -> None:
    now = replace(SERIES, start=datetime(2027, 1, 7, 11), overrides=())
    assert other_dates(snapshot(SERIES), snapshot(now), MARCH) == ()
