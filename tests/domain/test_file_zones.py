"""Times of other programs' files: zones by name, or by the rules in the file."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.domain.file_zones import FileTime, Line, Part, Zones, file_time


def zone(*halves: tuple[str, str, str, str]) -> Zones:
    parts = tuple(
        Part(
            "STANDARD",
            (
                Line("DTSTART", start, {}),
                Line("TZOFFSETFROM", before, {}),
                Line("TZOFFSETTO", after, {}),
                Line("RRULE", rule, {}),
            ),
            (),
        )
        for start, before, after, rule in halves
    )
    return Zones((Part("VTIMEZONE", (Line("TZID", "Own", {}),), parts),))


EUROPE = zone(
    ("16010101T030000", "+0200", "+0100", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
    ("16010101T020000", "+0100", "+0200", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"),
)


NO_ZONES = Zones()


def read(text: str, zones: Zones = NO_ZONES, **parameters: str) -> FileTime | None:
    return file_time(Line("DTSTART", text, parameters), zones)


@given(st.datetimes(datetime(1997, 1, 1), datetime(2040, 1, 1)))
def test_the_rules_of_a_file_give_what_the_zone_has(moment: datetime) -> None:
    moment = moment.replace(microsecond=0, fold=0)
    amsterdam = ZoneInfo("Europe/Amsterdam")
    before, after = (moment.replace(tzinfo=amsterdam, fold=fold).utcoffset() for fold in (0, 1))
    found = read(f"{moment:%Y%m%dT%H%M%S}", EUROPE, TZID="Own")
    if before == after and found is not None:
        assert found.instant == moment.replace(tzinfo=amsterdam).astimezone(UTC)


@pytest.mark.parametrize(
    ("rule", "hour"),
    [
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=SU;BYMONTHDAY=8,9,10,11,12,13,14", 16),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", 16),
        ("FREQ=YEARLY;BYMONTHDAY=1", 16),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=2SU;UNTIL=20200101T000000Z", 17),
    ],
)
def test_rules_as_programs_write_them(rule: str, hour: int) -> None:
    america = zone(
        ("20071104T020000", "-0400", "-0500", "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"),
        ("20070311T020000", "-0500", "-0400", rule),
    )
    found = read("20260701T120000", america, TZID="Own")
    assert found is not None
    assert found.instant == datetime(2026, 7, 1, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=YEARLY;INTERVAL=2",
        "FREQ=YEARLY;COUNT=2",
        "FREQ=YEARLY;BYMONTH=13;BYDAY=1SU",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=1SU,2SU",
        "nonsense",
    ],
)
def test_rules_that_are_not_understood_make_the_zone_unknown(rule: str) -> None:
    odd = zone(("20070311T020000", "-0500", "-0400", rule))
    found = read("20260701T120000", odd, TZID="Own")
    assert found == FileTime(date(2026, 7, 1), datetime(2026, 7, 1, 12), None, "Own")


def test_a_zone_with_one_offset() -> None:
    fixed = zone(("19700101T000000", "+0530", "+0530", ""))
    found = read("20260701T120000", fixed, TZID="Own")
    assert found is not None
    assert found.instant == datetime(2026, 7, 1, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20261208", FileTime(date(2026, 12, 8))),
        ("20261208T100000", FileTime(date(2026, 12, 8), datetime(2026, 12, 8, 10))),
        (
            "20261231T235960z",
            FileTime(
                date(2026, 12, 31),
                datetime(2026, 12, 31, 23, 59, 59),
                datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC),
            ),
        ),
        ("20261332", None),
        ("20260230T100000", None),
        ("20261208T250000", None),
        ("2026-12-08", None),
        ("", None),
    ],
)
def test_dates_and_moments(text: str, expected: FileTime | None) -> None:
    assert read(text) == expected


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20), st.text(max_size=40))
def test_any_zone_is_known_or_not(start: str, offset: str, name: str, rule: str) -> None:
    odd = zone(
        (start, offset, "+0100", f"FREQ=YEARLY;{rule}"), ("16010101T000000", offset, "-2359", rule)
    )
    for text in ("00010101T000000", "99991231T235959", "20260701T120000"):
        found = read(text, odd, TZID=name)
        assert found is not None
        assert found.instant is None or abs(
            found.instant.replace(tzinfo=None) - (found.local or datetime.min)
        ) <= timedelta(days=1)
        read(text, odd, TZID="Own")
