"""Whatever bytes arrive, they are an answer or a sentence; never a crash, never a hang."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.services.reply_plan import CORPUS
from townhall.domain.errors import InvalidInput
from townhall.domain.reply_reading import Answer
from townhall.formats.ics_reply import LARGEST_MAIL, read_reply

SEEDS = sorted(CORPUS.glob("reply-*.ics")) + sorted(CORPUS.glob("*.eml"))


def tried(data: bytes) -> tuple[Answer, ...] | str:
    try:
        return read_reply(data)
    except InvalidInput as refused:
        return str(refused)


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    assert tried(data)


@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 20), st.binary(max_size=20)), max_size=6),
)
def test_any_damage(seed: Path, damage: list[tuple[float, int, bytes]]) -> None:
    data = seed.read_bytes()
    for where, length, put in damage:
        place = int(where * len(data))
        data = data[:place] + put + data[place + length :]
    assert tried(data)


@given(
    st.sampled_from(["UID", "DTSTAMP", "ATTENDEE", "RECURRENCE-ID", "SEQUENCE", "COMMENT", "X-A"]),
    st.text(max_size=60),
    st.text(max_size=60),
)
def test_any_property(name: str, parameter: str, value: str) -> None:
    plain = (CORPUS / "reply-plain.ics").read_bytes()
    line = f"{name};X={parameter}:{value}\r\n".encode("utf-8", "ignore")
    assert tried(plain.replace(b"SUMMARY", line + b"SUMMARY"))


@given(st.text(max_size=3_000))
def test_a_comment_comes_back_as_text(words: str) -> None:
    from icalendar import vText

    words = words.replace("\0", "").encode("utf-8", "ignore").decode()
    line = b"COMMENT:" + vText(words).to_ical() + b"\r\n"
    data = (CORPUS / "reply-plain.ics").read_bytes().replace(b"SUMMARY", line + b"SUMMARY")
    found = tried(data)
    assert not isinstance(found, str)
    [answer] = found
    assert len(answer.comment) <= 2_000
    assert (answer.uid, answer.email) == ("weekly@delinde.example", "anna@delinde.example")
    if words.isalnum() and words.isascii():
        assert answer.comment == words[:2_000]


def test_a_mail_of_many_megabytes_is_not_taken_apart() -> None:
    assert "larger than 30 MB" in str(tried(b"Subject: x\n\n" + b"x" * LARGEST_MAIL))


def test_a_mail_of_endless_parts_is_not_taken_apart() -> None:
    head = b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n"
    part = b"--b\nContent-Type: text/calendar\n\nx\n"
    assert "too many parts" in str(tried(head + part * 6_000))


def test_floods_within_the_limits_are_read_at_once() -> None:
    head = b"BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\n"
    tail = b"\nEND:VEVENT\nEND:VCALENDAR\n"
    for flood in (
        b"ATTENDEE:x\n" * 19_000,
        b'ATTENDEE;A="' + b'";"' * 20_000,
        b"UID:" + b"\\" * 60_000,
    ):
        assert tried(head + flood + tail)


@pytest.mark.parametrize(
    "data", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", b"UID:a\nSEQUENCE:1\n", b"\xff\xfeB\0E\0"]
)
def test_what_people_drop_by_mistake(data: bytes) -> None:
    assert isinstance(tried(data), str)
