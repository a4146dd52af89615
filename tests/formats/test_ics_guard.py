"""No calendar file hangs or floods the program: what is let through, and what is refused."""

import gzip
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.domain.errors import InvalidInput
from townhall.formats.ics_guard import CALENDAR_LIMITS, REPLY_LIMITS, guarded

EVENT = ("BEGIN:VEVENT", "UID:a", "SUMMARY:Café", "END:VEVENT")


def file_of(*lines: str) -> bytes:
    return "\r\n".join(("BEGIN:VCALENDAR", *lines, "END:VCALENDAR", "")).encode()


PLAIN = file_of(*EVENT)


def refusal(data: bytes) -> str:
    with pytest.raises(InvalidInput) as raised:
        guarded(data)
    return str(raised.value)


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + PLAIN,
        PLAIN.replace(b"\r\n", b"\n"),
        PLAIN.replace(b"\r\n", b"\r\r\n"),
        PLAIN.replace(b"\r\n", b"\r\n\r\n\r\n"),
        PLAIN.replace(b"SUMMARY", b"SUMM\r\n ARY").replace(b"Caf\xc3\xa9", b"Caf\xc3\r\n\t\xa9"),
        PLAIN.replace(b"BEGIN:VEVENT", b"begin ; X=\"1:2\": vevent "),
        PLAIN.replace(b"SUMMARY", b"\x07SUMM\rARY\x0c"),
        PLAIN.rstrip(),
    ],
)  # fmt: skip
def test_what_programs_write_comes_out_the_same(data: bytes) -> None:
    assert guarded(data) == PLAIN.decode()


def test_a_line_separator_of_unicode_starts_no_line() -> None:
    hostile = file_of("BEGIN:VEVENT", "SUMMARY:a\u2028b\u2029c\x85d", "END:VEVENT")
    assert guarded(hostile).splitlines()[2] == "SUMMARY:abcd"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it does not begin with BEGIN:VCALENDAR"),
        (b"Hello", "it does not begin with BEGIN:VCALENDAR"),
        (b"BEGIN:VEVENT\r\nEND:VEVENT\r\n", "it does not begin with BEGIN:VCALENDAR"),
        (gzip.compress(PLAIN, mtime=0), "packed"),
        (b"PK\x03\x04rest", "packed"),
        (b"\n <!DOCTYPE html><html>", "web page"),
        (PLAIN.replace(b"UID", b"U\0ID"), "not text"),
        (PLAIN.decode().encode("utf-16"), "not text"),
        (PLAIN.decode().encode("cp1252"), "not UTF-8"),
        (PLAIN[:-17], "cut off"),
        (PLAIN + b"Kind regards", "cut off"),
        (file_of("BEGIN:VEVENT", "END:VALARM", "END:VEVENT"), "VALARM ends where it did not"),
        (file_of("BEGIN:VEVENT", "B EGIN:X", "END:VEVENT"), "VEVENT ends where it did not"),
        (file_of("X:" + "a" * (1 << 20)), "larger than 1024 kB"),
        (file_of("X:" + "a" * (1 << 16)), "line of more than 64 kB"),
        (file_of(*["X:1"] * 20_000), "more than 20000 lines"),
        (file_of(*EVENT * 200), "more than 200 parts"),
        (file_of(*["BEGIN:A"] * 4, *["END:A"] * 4), "deeper than 4"),
    ],
    ids=range(18),
)
def test_what_is_refused(data: bytes, said: str) -> None:
    assert said in refusal(data)


def test_the_limits_themselves_are_allowed() -> None:
    nested = ("BEGIN:VEVENT", "BEGIN:VALARM", "BEGIN:X", "END:X", "END:VALARM", "END:VEVENT")
    guarded(file_of(*nested, "X:" + "a" * ((1 << 16) - 2)))
    guarded(file_of(*EVENT * 199))


def test_a_whole_calendar_may_hold_twenty_thousand_events() -> None:
    assert guarded(file_of(*EVENT * 20_000), CALENDAR_LIMITS).count("UID:a") == 20_000


def test_reading_stops_when_the_time_is_up() -> None:
    with pytest.raises(InvalidInput, match="takes too long"):
        guarded(PLAIN, replace(REPLY_LIMITS, seconds=0))


@pytest.mark.parametrize("flood", [b"\r", b"\n", b" ", b"\n ", b"\r\n\t", b"\r\n\r\n "])
def test_floods_of_blanks_are_gone_through_once(flood: bytes) -> None:
    data = PLAIN.replace(b"UID", flood * (60_000 // len(flood)) + b"UID")
    with pytest.raises(InvalidInput):
        guarded(data + b"END:VCALENDAR\r\n")


@given(
    st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "ignore"))
)
def test_any_bytes_are_text_or_a_sentence(data: bytes) -> None:
    for tried in (data, file_of("BEGIN:VEVENT")[:-17] + data + b"\r\nEND:VEVENT\r\nEND:VCALENDAR"):
        with suppress(InvalidInput):
            text = guarded(tried)
            assert text.startswith("BEGIN:VCALENDAR\r\n")
            assert text.split("\r\n") == [*text.splitlines(), ""]
