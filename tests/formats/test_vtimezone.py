"""VTIMEZONE text against zoneinfo, for every zone there is."""

import bisect
import hashlib
import re
from datetime import UTC, datetime, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr

from tests.formats.raw_ics import Component, read
from townhall.domain.errors import InvalidInput
from townhall.domain.zone_rules import rules_change
from townhall.formats.vtimezone import vtimezone

ALLOWED = {"DTSTART", "RRULE", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"}
WINDOWS = [(1986, 1991), (2023, 2036)]


def parsed(zone: str, first_year: int, last_year: int) -> Component:
    text = vtimezone(zone, first_year, last_year)
    return read(f"BEGIN:VCALENDAR\r\n{text}END:VCALENDAR\r\n".encode()).inside("VTIMEZONE")[0]


def offset(text: str) -> timedelta:
    sign = -1 if text[0] == "-" else 1
    hours, minutes, seconds = int(text[1:3]), int(text[3:5]), int(text[5:] or 0)
    return sign * timedelta(hours=hours, minutes=minutes, seconds=seconds)


def declared_onsets(component: Component, until: datetime) -> list[tuple[datetime, timedelta]]:
    """Instant (naive, UTC) and new offset of everything the component declares."""
    found = []
    for observance in component.children:
        before = offset(observance.value("TZOFFSETFROM") or "")
        after = offset(observance.value("TZOFFSETTO") or "")
        start = datetime.strptime(observance.value("DTSTART") or "", "%Y%m%dT%H%M%S")
        walls = [start]
        rule = observance.value("RRULE")
        if rule:
            ends = re.search(r";UNTIL=(\d{8}T\d{6})Z", rule)
            last = datetime.strptime(ends[1], "%Y%m%dT%H%M%S") + before if ends else until
            endless = rrulestr(re.sub(";UNTIL=.*", "", rule), dtstart=start)
            walls = list(endless.between(start, last, inc=True))
        found += [(wall - before, after) for wall in walls]
    return sorted(found)


def moments(info: ZoneInfo, first_year: int, last_year: int) -> list[datetime]:
    """Noon on the first of each month and the seconds around each true change of offset."""
    found = [
        datetime(year, month, 1, 12)
        for year in range(first_year, last_year + 1)
        for month in range(1, 13)
    ]
    for moment in found[:]:
        low, high = moment, moment + timedelta(days=31)
        if true_offset(info, low) != true_offset(info, high):
            while high - low > timedelta(seconds=1):
                middle = (low + (high - low) / 2).replace(microsecond=0)
                if true_offset(info, middle) == true_offset(info, low):
                    low = middle
                else:
                    high = middle
            found += [low, high, high + timedelta(hours=1), low - timedelta(hours=1)]
    return found


def true_offset(info: ZoneInfo, moment: datetime) -> timedelta:
    return moment.replace(tzinfo=UTC).astimezone(info).utcoffset() or timedelta()


def different_zones() -> list[str]:
    """One name for each set of rules in the shipped tzdata."""
    folder = resources.files("tzdata")
    names: dict[str, str] = {}
    for name in (folder / "zones").read_text("utf-8").split():
        data = folder.joinpath("zoneinfo", *name.split("/")).read_bytes()
        names.setdefault(hashlib.sha256(data).hexdigest(), name)
    return sorted(set(names.values()) - {"Factory"})


@pytest.mark.parametrize(("first_year", "last_year"), WINDOWS)
def test_every_zone_is_as_the_shipped_data_says(first_year: int, last_year: int) -> None:
    wrong = []
    for name in different_zones():
        component = parsed(name, first_year, last_year)
        assert {each.name for part in component.children for each in part.properties} <= ALLOWED
        declared = declared_onsets(component, datetime(last_year + 1, 1, 1))
        instants = [instant for instant, _after in declared]
        info = ZoneInfo(name)
        for moment in moments(info, first_year, last_year):
            position = bisect.bisect_right(instants, moment) - 1
            if position < 0 or declared[position][1] != true_offset(info, moment):
                wrong.append((name, moment))
    assert wrong == []


def test_the_rules_still_hold_long_after_the_asked_years() -> None:
    component = parsed("Europe/Amsterdam", 2026, 2031)
    declared = declared_onsets(component, datetime(2061, 1, 1))
    info = ZoneInfo("Europe/Amsterdam")
    after = dict(declared)[datetime(2060, 3, 28, 1)]
    assert after == true_offset(info, datetime(2060, 3, 28, 1)) == timedelta(hours=2)


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "Europe/Dublin", "America/New_York"])
def test_outlook_gets_one_yearly_pair(zone: str) -> None:
    component = parsed(zone, 2026, 2032)
    assert sorted(each.name for each in component.children) == ["DAYLIGHT", "STANDARD"]
    for observance in component.children:
        names = [each.name for each in observance.properties]
        assert names == ["DTSTART", "RRULE", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"]
        assert re.fullmatch(
            r"FREQ=YEARLY;BYMONTH=\d+;BYDAY=-?\d[A-Z]{2}", observance.value("RRULE") or ""
        )
    standard = component.inside("STANDARD")[0]
    assert offset(standard.value("TZOFFSETTO") or "") < offset(standard.value("TZOFFSETFROM") or "")


def test_spring_begins_in_the_old_offset() -> None:
    assert vtimezone("Europe/Amsterdam", 2027, 2027) == (
        "BEGIN:VTIMEZONE\r\n"
        "TZID:Europe/Amsterdam\r\n"
        "BEGIN:STANDARD\r\n"
        "DTSTART:19961027T030000\r\n"
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
        "TZOFFSETFROM:+0200\r\n"
        "TZOFFSETTO:+0100\r\n"
        "TZNAME:CET\r\n"
        "END:STANDARD\r\n"
        "BEGIN:DAYLIGHT\r\n"
        "DTSTART:19970330T020000\r\n"
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
        "TZOFFSETFROM:+0100\r\n"
        "TZOFFSETTO:+0200\r\n"
        "TZNAME:CEST\r\n"
        "END:DAYLIGHT\r\n"
        "END:VTIMEZONE\r\n"
    )


def test_a_zone_without_summer_time_is_one_observance() -> None:
    component = parsed("Asia/Kolkata", 2026, 2036)
    assert [each.name for each in component.children] == ["STANDARD"]
    assert component.children[0].value("TZOFFSETTO") == "+0530"


def test_irregular_changes_are_written_one_by_one() -> None:
    component = parsed("Africa/Casablanca", 2020, 2023)
    assert len(component.children) == 9
    assert [each.value("RRULE") for each in component.children] == [None] * 9


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "Europe/Amsterdam\r\nX:1"])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        vtimezone(zone, 2026, 2030)
    assert refusal.value.field == "time_zone"


@pytest.mark.parametrize(
    ("zone", "first_year", "last_year"),
    [
        ("America/New_York", 2005, 2008),
        ("Asia/Almaty", 2023, 2025),
        ("Africa/Casablanca", 2022, 2023),
    ],
)
def test_rules_that_change_are_noticed(zone: str, first_year: int, last_year: int) -> None:
    assert rules_change(zone, first_year, last_year)


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "Asia/Kolkata", "Australia/Sydney"])
def test_rules_that_stay_raise_no_warning(zone: str) -> None:
    assert not rules_change(zone, 2026, 2036)
