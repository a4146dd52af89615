"""Time zones: names, gaps, hours that occur twice, and instants."""

from datetime import UTC, datetime, timedelta
from importlib import resources

import pytest

from townhall.domain import zones
from townhall.domain.errors import InvalidInput
from townhall.language import set_language

AMSTERDAM = "Europe/Amsterdam"


def refusal(name: str) -> str:
    with pytest.raises(InvalidInput) as caught:
        zones.check_zone(name)
    assert caught.value.field == "time_zone"
    return str(caught.value)


def test_a_known_zone_is_returned() -> None:
    assert zones.check_zone(AMSTERDAM).key == AMSTERDAM


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Europe/Amsterdm", "Europe/Amsterdam"),
        ("amsterdam", "Europe/Amsterdam"),
        ("europe/amsterdam", "Europe/Amsterdam"),
        ("New York", "America/New_York"),
    ],
)
def test_a_mistyped_zone_gets_a_near_match(typed: str, near: str) -> None:
    assert refusal(typed) == f"“{typed}” is not a time zone; did you mean {near}?"


@pytest.mark.parametrize("typed", ["", "../../etc/passwd", "W. Europe Standard Time", "Factory"])
def test_what_resembles_no_zone_gets_an_example(typed: str) -> None:
    assert refusal(typed) == (f"“{typed}” is not a time zone; use a name such as Europe/Amsterdam.")


def test_a_directory_of_zones_is_not_a_zone() -> None:
    assert refusal("Europe").startswith("“Europe” is not a time zone")


def test_a_message_stays_on_one_short_line() -> None:
    assert "\n" not in refusal("Europe/\nAmsterdam")
    assert len(refusal("x" * 10_000)) < 140


def test_the_refusal_is_dutch_in_dutch() -> None:
    set_language("nl")
    try:
        assert refusal("Utrecht") == (
            "‘Utrecht’ is geen tijdzone; gebruik een naam als Europe/Amsterdam."
        )
    finally:
        set_language("en")


def test_zone_data_come_from_the_package() -> None:
    import zoneinfo

    assert zoneinfo.TZPATH == ()
    shipped = resources.files("tzdata").joinpath("zones").read_text().split()
    assert zoneinfo.available_timezones() == set(shipped)


def test_pickers_offer_cities_and_utc_only() -> None:
    names = zones.zone_names()
    assert names[0] == "UTC"
    assert names[1:] == sorted(names[1:])
    assert {"Europe/Amsterdam", "America/Argentina/Ushuaia"} <= set(names)
    assert not {"CET", "EST5EDT", "US/Eastern", "Etc/GMT+5"} & set(names)


@pytest.mark.parametrize(
    ("local", "zone", "message"),
    [
        (
            datetime(2027, 3, 28, 2, 30),
            AMSTERDAM,
            "2027-03-28 02:30 does not exist in Europe/Amsterdam: the clock goes from 02:00 "
            "straight to 03:00. Choose a time before 02:00, or 03:00 or later.",
        ),
        (
            datetime(2026, 10, 4, 2, 15),
            "Australia/Lord_Howe",
            "2026-10-04 02:15 does not exist in Australia/Lord_Howe: the clock goes from 02:00 "
            "straight to 02:30. Choose a time before 02:00, or 02:30 or later.",
        ),
        (
            datetime(2011, 12, 30, 12),
            "Pacific/Apia",
            "2011-12-30 12:00 does not exist in Pacific/Apia: the clock goes from 00:00 straight "
            "to 2011-12-31 00:00. Choose a time before 00:00, or 2011-12-31 00:00 or later.",
        ),
    ],
)
def test_a_start_in_a_gap_is_refused_with_the_hours(
    local: datetime, zone: str, message: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        zones.check_wall_time(local, zone)
    assert (str(caught.value), caught.value.field) == (message, "start")


@pytest.mark.parametrize(
    "local",
    [
        datetime(2027, 3, 28, 1, 59),
        datetime(2027, 3, 28, 3, 0),
        datetime(2026, 10, 25, 2, 30),
        datetime(2026, 11, 24, 9, 0),
    ],
)
def test_a_start_beside_a_gap_or_in_the_double_hour_is_fine(local: datetime) -> None:
    zones.check_wall_time(local, AMSTERDAM)


@pytest.mark.parametrize("year", [1, 1969, 2200, 9999])
def test_a_start_in_another_age_is_refused(year: int) -> None:
    with pytest.raises(InvalidInput, match="choose a year from 1970 to 2199") as caught:
        zones.check_wall_time(datetime(year, 12, 31, 23), AMSTERDAM)
    assert caught.value.field == "start"


def test_a_wall_time_in_an_unknown_zone_names_the_zone() -> None:
    with pytest.raises(InvalidInput) as caught:
        zones.check_wall_time(datetime(2026, 11, 24, 9), "Mars/Olympus")
    assert caught.value.field == "time_zone"


@pytest.mark.parametrize(
    ("local", "ambiguous"),
    [
        (datetime(2026, 10, 25, 1, 59), False),
        (datetime(2026, 10, 25, 2, 0), True),
        (datetime(2026, 10, 25, 2, 59), True),
        (datetime(2026, 10, 25, 3, 0), False),
        (datetime(2027, 3, 28, 2, 30), False),
    ],
)
def test_only_the_hour_that_comes_twice_is_ambiguous(local: datetime, *, ambiguous: bool) -> None:
    assert zones.is_ambiguous(local, AMSTERDAM) is ambiguous


@pytest.mark.parametrize(
    ("local", "instant"),
    [
        (datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 8, tzinfo=UTC)),
        (datetime(2026, 7, 1, 9), datetime(2026, 7, 1, 7, tzinfo=UTC)),
        # RFC 5545, 3.3.5: the offset before the gap; the first of two.
        (datetime(2027, 3, 28, 2, 30), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_wall_time_to_instant(local: datetime, instant: datetime) -> None:
    found = zones.to_utc(local, AMSTERDAM)
    assert (found, found.utcoffset()) == (instant, timedelta())


def test_instant_to_wall_time_is_naive() -> None:
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert zones.from_utc(second, AMSTERDAM) == datetime(2026, 10, 25, 2, 30)
    assert zones.from_utc(second, AMSTERDAM).fold == 0
    assert zones.from_utc(second, AMSTERDAM).tzinfo is None
