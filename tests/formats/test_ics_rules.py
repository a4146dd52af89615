"""The rules an exported calendar satisfies, by number: which test proves which.

 1 bytes, 2 folding, 3 one calendar, 4 texts, 5 nothing is injected, 6 names (RFC 6868), 7 UID,
 8 stamps, 9 SEQUENCE, 10 one item a file, 11 REQUEST, 12 PUBLISH, 13 CANCEL, 14 time zones,
 15 whole days, 16 a VTIMEZONE for each zone, 17 as the shipped data say, 18 zones that change,
 19 RRULE, 20 UNTIL, 21 rules Outlook knows, 22 EXDATE, 23 RECURRENCE-ID, 24 passing neighbours,
 25 no RDATE, 26 alarm, 27 join link, 28 HTML, 29 no attachments, 30 feeds, 31 tasks, 32 engines
 agree, 33 CalDAV, 34 mail drafts, 35 same bytes, 36 speed.

RULES names the test of each; what other files prove is named with its file.
"""

import ast
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.formats.calendar_items import ALL_DAY, PEOPLE, SERIES, SINGLE
from tests.formats.raw_ics import Component, read
from tests.formats.test_ics import EXPORTS
from townhall.domain.calendar import CalendarItem, Override
from townhall.domain.errors import InvalidInput
from townhall.domain.recurrence import check_rule
from townhall.domain.recurrence_dates import rule_starts
from townhall.domain.run_of_show import AgendaItem
from townhall.formats import ics

TESTS = Path(__file__).parent.parent
RULES = {
    1: "test_rule_01_bytes_are_utf_8_with_crlf_and_nothing_else",
    2: "test_rule_02_lines_are_folded_between_characters",
    3: "formats/test_ics.py::test_one_calendar_with_our_name_and_one_method",
    4: "test_rule_04_texts_are_escaped_once_and_titles_stand_on_one_line",
    5: "formats/test_ics_hostile.py::test_hostile_text_is_read_back_equal_by_every_reader",
    6: "formats/test_ics.py::test_names_are_quoted_and_carets_escaped",
    7: "services/test_invitation_life.py::test_methods_and_sequences_are_those_of_the_rules",
    8: "formats/test_ics.py::test_stamps_are_written_in_utc",
    9: "services/test_invitation_life.py::test_methods_and_sequences_are_those_of_the_rules",
    10: "test_rule_10_a_request_or_cancellation_is_about_one_item",
    11: "formats/test_ics.py::test_an_invitation_says_who_comes_as_what",
    12: "formats/test_ics.py::test_people_are_written_as_the_method_wants",
    13: "test_rule_13_a_cancellation_has_no_alarm_and_one_date_no_rule",
    14: "test_rule_14_times_are_local_with_an_end_in_the_same_zone",
    15: "formats/test_ics.py::test_all_day_ends_on_the_day_after_and_is_free_everywhere",
    16: "formats/test_ics.py::test_one_time_zone_for_every_zone_used_and_none_unused",
    17: "formats/test_vtimezone.py::test_every_zone_is_as_the_shipped_data_says",
    18: "domain/test_invitations.py::test_zone_rules_that_change_within_the_series_are_warned_of",
    19: "formats/test_ics.py::test_a_series_begins_on_its_first_date",
    20: "test_rule_20_until_is_utc_or_a_day_never_beside_count",
    21: "test_rule_21_rules_outlook_does_not_know_are_refused",
    22: "test_rule_22_left_out_dates_are_real_once_and_never_all",
    23: "test_rule_23_changed_dates_are_real_once_and_not_left_out",
    24: "domain/test_invitations.py::test_a_date_that_passes_its_neighbour_is_warned_of",
    25: "test_rule_25_nothing_is_written_as_rdate_or_period",
    26: "formats/test_ics.py::test_one_reminder_at_most_and_none_on_a_cancellation",
    27: "formats/test_ics.py::test_the_join_link_stands_in_the_description_too",
    28: "test_rule_28_html_stands_beside_plain_text_and_runs_nothing",
    29: "test_rule_29_nothing_is_attached",
    30: "formats/test_ics.py::test_a_feed_is_named_coloured_and_reread",
    31: "formats/test_ics_todo.py::test_every_reader_finds_the_same",
    32: "formats/test_ics_readers.py::test_engines_agree_on_any_series",
    33: "formats/test_ics_readers.py::test_a_caldav_server_returns_what_it_was_given",
    34: "formats/test_eml.py::test_parts_stand_in_the_order_mail_programs_expect",
    35: "formats/test_ics.py::test_same_plan_and_clock_give_the_approved_bytes",
    36: "benchmarks/bench_ics.py::ratio",
}
every_export = pytest.mark.parametrize("name", sorted(EXPORTS))


def events(data: bytes) -> list[Component]:
    return read(data).inside("VEVENT")


def test_every_rule_has_its_test() -> None:
    assert list(RULES) == list(range(1, 37))
    for number, named in RULES.items():
        path, _, test = named.rpartition("::")
        source = (TESTS / path if path else Path(__file__)).read_text("utf-8")
        defined = {
            each.name for each in ast.parse(source).body if isinstance(each, ast.FunctionDef)
        }
        assert test in defined, number


@every_export
def test_rule_01_bytes_are_utf_8_with_crlf_and_nothing_else(name: str) -> None:
    data = EXPORTS[name]()
    assert data.decode("utf-8").startswith("BEGIN:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    assert b"\r\n\r\n" not in data
    assert not re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]", data)


@every_export
def test_rule_02_lines_are_folded_between_characters(name: str) -> None:
    for line in EXPORTS[name]().split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")


@every_export
def test_rule_04_texts_are_escaped_once_and_titles_stand_on_one_line(name: str) -> None:
    for event in events(EXPORTS[name]()):
        for prop in (*event.all("SUMMARY"), *event.all("LOCATION")):
            assert "\n" not in prop.text
        for prop in (*event.all("DESCRIPTION"), *event.all("SUMMARY"), *event.all("LOCATION")):
            assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", prop.value)
            assert "<" not in prop.text


@every_export
def test_rule_10_a_request_or_cancellation_is_about_one_item(name: str) -> None:
    calendar = read(EXPORTS[name]())
    assert {child.name for child in calendar.children} <= {"VTIMEZONE", "VEVENT"}
    if calendar.value("METHOD") != "PUBLISH":
        assert len({event.value("UID") for event in calendar.inside("VEVENT")}) == 1


@every_export
def test_rule_13_a_cancellation_has_no_alarm_and_one_date_no_rule(name: str) -> None:
    calendar = read(EXPORTS[name]())
    if calendar.value("METHOD") != "CANCEL":
        return
    (event,) = calendar.inside("VEVENT")
    assert (event.value("STATUS"), event.children) == ("CANCELLED", [])
    assert event.value("DTSTART")
    if event.value("RECURRENCE-ID"):
        assert event.value("RRULE") is None


@every_export
def test_rule_14_times_are_local_with_an_end_in_the_same_zone(name: str) -> None:
    for event in events(EXPORTS[name]()):
        (start,), (end,) = event.all("DTSTART"), event.all("DTEND")
        assert start.parameters == end.parameters
        assert end.value > start.value
        assert event.value("DURATION") is None
        if "VALUE" not in start.parameters:
            assert start.parameters["TZID"]
            assert not start.value.endswith("Z")


@pytest.mark.parametrize(
    ("rule", "until"),
    [
        ("FREQ=WEEKLY;UNTIL=20270304T090000Z;BYDAY=TH", r"UNTIL=\d{8}T\d{6}Z(;|$)"),
        ("FREQ=WEEKLY;COUNT=3;BYDAY=TH", r"COUNT=3"),
    ],
)
def test_rule_20_until_is_utc_or_a_day_never_beside_count(rule: str, until: str) -> None:
    timed = replace(SERIES, recurrence=rule, overrides=())
    written = events(ics.invitation(timed))[0].value("RRULE") or ""
    assert re.search(until, written)
    assert ("UNTIL" in written) != ("COUNT" in written)
    whole = events(ics.invitation(ALL_DAY))[0].value("RRULE") or ""
    assert re.search(r"UNTIL=\d{8}(;|$)", whole)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=HOURLY;COUNT=3",
        "FREQ=SECONDLY",
        "FREQ=DAILY;COUNT=1000",
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=YEARLY;BYYEARDAY=100",
        "FREQ=WEEKLY;BYDAY=TH;BYHOUR=9,10",
        "FREQ=WEEKLY;COUNT=3;UNTIL=20270304T090000Z",
        "FREQ=WEEKLY;RSCALE=HEBREW",
    ],
)
def test_rule_21_rules_outlook_does_not_know_are_refused(rule: str) -> None:
    with pytest.raises(InvalidInput):
        check_rule(rule, SERIES.start, all_day=False, zone=SERIES.time_zone)


def _series_with(*overrides: Override) -> CalendarItem:
    return replace(SERIES, overrides=overrides)


def test_rule_22_left_out_dates_are_real_once_and_never_all() -> None:
    gone = Override(datetime(2027, 2, 4, 10), cancelled=True)
    stray = Override(datetime(2027, 2, 5, 10), cancelled=True)
    (master,) = events(ics.invitation(_series_with(gone, gone, stray)))
    (start,) = master.all("DTSTART")
    assert [(each.value, each.parameters) for each in master.all("EXDATE")] == [
        ("20270204T100000", start.parameters)
    ]
    dates = rule_starts(
        SERIES.recurrence or "", SERIES.start, SERIES.start, all_day=False, zone=SERIES.time_zone
    )
    every = (Override(date, cancelled=True) for date in dates)
    with pytest.raises(InvalidInput):
        ics.invitation(_series_with(*every))


def test_rule_23_changed_dates_are_real_once_and_not_left_out() -> None:
    master, *changed = events(ics.invitation(SERIES))
    dates = {
        f"{date:%Y%m%dT%H%M%S}"
        for date in rule_starts(
            SERIES.recurrence or "", SERIES.start, SERIES.start, all_day=False, zone="UTC"
        )
    }
    named = [event.value("RECURRENCE-ID") for event in changed]
    assert len(set(named)) == len(named) == 2
    assert set(named) <= dates - {each.value for each in master.all("EXDATE")}
    for event in changed:
        (date,) = event.all("RECURRENCE-ID")
        assert date.parameters == master.all("DTSTART")[0].parameters
        assert event.value("RRULE") is None
        assert int(event.value("SEQUENCE") or 0) >= int(master.value("SEQUENCE") or 0)


@every_export
def test_rule_25_nothing_is_written_as_rdate_or_period(name: str) -> None:
    data = EXPORTS[name]()
    assert b"RDATE" not in data
    assert b"PERIOD" not in data


class _Tags(HTMLParser):
    """The names of elements and attributes, the targets of links, and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.targets: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {tag, *(name for name, _value in attrs)}
        self.targets += [value or "" for name, value in attrs if name == "href"]
        self.text += "\n" if tag in ("p", "br") else ""

    def handle_data(self, data: str) -> None:
        self.text += data


def test_rule_28_html_stands_beside_plain_text_and_runs_nothing() -> None:
    item = replace(
        SINGLE,
        title="<script>alert(1)</script>",
        description='<img src=x onerror="alert(1)">\n<a href="javascript:x">&amp;</a>',
        contact="<b>Anna</b>",
        questions_to="https://delinde.example/?a=1&b=<",
        agenda=(AgendaItem("<iframe>", 5, speaker="</body>"),),
    )
    (event,) = events(ics.invitation(item))
    (shown,) = event.all("X-ALT-DESC")
    assert shown.parameters == {"FMTTYPE": "text/html"}
    tags = _Tags()
    tags.feed(shown.text)
    assert tags.names <= {"html", "lang", "body", "p", "b", "br", "a", "href"}
    assert tags.targets == [SINGLE.join_link]
    plain = event.all("DESCRIPTION")[0].text
    assert " ".join(tags.text.split()) == " ".join(plain.split())


@every_export
def test_rule_28_html_never_comes_alone(name: str) -> None:
    for event in events(EXPORTS[name]()):
        assert len(event.all("X-ALT-DESC")) == len(event.all("DESCRIPTION")) == 1


@every_export
def test_rule_29_nothing_is_attached(name: str) -> None:
    assert b"\r\nATTACH" not in EXPORTS[name]()


EDGES: tuple[Callable[[], bytes], ...] = (
    lambda: ics.invitation(replace(SINGLE, duration_minutes=1, reminder_minutes=0)),
    lambda: ics.invitation(replace(SINGLE, attendees=PEOPLE * 50)),
    lambda: ics.cancellation(replace(SERIES, description="", agenda=(), contact="")),
    lambda: ics.invitation(replace(SERIES, start=SERIES.start - timedelta(days=3650))),
)
"""The longest and shortest, many people, none of the extras."""


@pytest.mark.parametrize("make", EDGES)
def test_rules_01_02_and_35_hold_at_the_edges(make: Callable[[], bytes]) -> None:
    assert read(make()).value("VERSION") == "2.0"
    assert make() == make()
