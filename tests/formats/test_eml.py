"""Mail drafts, read back by other means than they were written with."""

import base64
import email
import quopri
import re
from dataclasses import replace
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.calendar_items import ANNA, NOW, PEOPLE, SERIES, SINGLE
from townhall.domain.calendar import Attendee, Organizer
from townhall.domain.errors import InvalidInput
from townhall.domain.invitations import Method
from townhall.domain.mail_draft import MailDraft
from townhall.formats import ics
from townhall.formats.eml import draft

MAIL = MailDraft(
    sender=ANNA,
    recipients=PEOPLE,
    subject="Uitnodiging: Town hall – wat één AI-proef oplevert 🎉",
    plain="Beste collega’s,\n\nJe bent uitgenodigd.\n=_mixed_\n--=_alternative_\n.\nFrom mij",
    html="<p>Beste collega’s,</p><p>Je bent uitgenodigd.</p>",
    calendar=ics.invitation(SINGLE),
    method=Method.REQUEST,
    stamp_utc=NOW,
)
CANCELLED = replace(
    MAIL, calendar=ics.cancellation(replace(SERIES, sequence=4)), method=Method.CANCEL
)
HOSTILE = (
    "\r\nBcc: spion@elders.example",
    'Anna "de Baas" Voorbeeld, Bram <x@elders.example>',
    "‮nnA‬ מבחן",
    "=?utf-8?q?Bcc=3A?= <x@elders.example>",
    "é" * 10_000,
    "a" * 10_000,
    "x\x00\x0b\x85\u2028y",
    " ",
    "(comment) ; : group: a@b.example;",
)


def headers(content: bytes) -> dict[str, str]:
    """The headers of the whole mail, unfolded by RFC 5322 and nothing else."""
    head = content.split(b"\r\n\r\n", 1)[0].decode("ascii")
    lines = re.sub(r"\r\n[ \t]", " ", head).split("\r\n")
    found = {name: value.strip(" ") for name, _colon, value in (x.partition(":") for x in lines)}
    assert len(found) == len(lines)
    return found


def parts(content: bytes) -> list[Message]:
    return list(email.message_from_bytes(content).walk())


def addresses(value: str) -> list[tuple[str, str]]:
    return [
        (str(make_header(decode_header(name))), address) for name, address in getaddresses([value])
    ]


@pytest.mark.parametrize("mail", [MAIL, CANCELLED])
def test_parts_stand_in_the_order_mail_programs_expect(mail: MailDraft) -> None:
    kinds = [part.get_content_type() for part in parts(draft(mail))]
    assert kinds == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]


@pytest.mark.parametrize("mail", [MAIL, CANCELLED])
def test_the_calendar_part_says_its_method_and_equals_the_attached_copy(mail: MailDraft) -> None:
    *_rest, inline, attached = parts(draft(mail))
    assert inline.get_param("method") == mail.method
    assert inline.get_content_charset() == "utf-8"
    assert attached.get_content_disposition() == "attachment"
    for part in (inline, attached):
        assert base64.b64decode(str(part.get_payload())) == mail.calendar
    read = icalendar.Calendar.from_ical(str(inline.get_payload(decode=True), "utf-8"))
    assert str(read["METHOD"]) == inline.get_param("method")


def test_headers_are_ascii_and_name_every_attendee_once() -> None:
    twice = replace(MAIL, recipients=(*PEOPLE, Attendee("Bram", "BRAM@delinde.example")))
    content = draft(twice)
    assert content.isascii()
    found = headers(content)
    assert set(found) == {
        "X-Unsent",
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "MIME-Version",
        "Content-Type",
    }
    assert found["X-Unsent"] == "1"
    assert addresses(found["From"]) == [("Anna Voorbeeld", "anna@delinde.example")]
    assert addresses(found["To"]) == [(each.name, each.email) for each in PEOPLE]
    assert str(make_header(decode_header(found["Subject"]))) == MAIL.subject
    assert parsedate_to_datetime(found["Date"]) == NOW
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_the_words_come_back_equal() -> None:
    _mixed, _alternative, plain, html, *_rest = parts(draft(MAIL))
    for part, words in ((plain, MAIL.plain), (html, MAIL.html)):
        body = quopri.decodestring(str(part.get_payload())).decode()
        assert body.replace("\r\n", "\n").rstrip("\n") == words


def test_the_same_mail_gives_the_same_bytes_and_another_one_does_not() -> None:
    assert draft(MAIL) == draft(replace(MAIL))
    later = replace(MAIL, stamp_utc=datetime(2026, 11, 25, tzinfo=UTC))
    assert headers(draft(MAIL))["Message-ID"] != headers(draft(later))["Message-ID"]


def test_a_mail_to_nobody_or_to_a_bad_address_is_refused() -> None:
    with pytest.raises(InvalidInput, match="no recipients"):
        draft(replace(MAIL, recipients=()))
    with pytest.raises(InvalidInput, match="not an e-mail address"):
        draft(replace(MAIL, recipients=(Attendee("Bram", "bram@delinde.example\r\nBcc: x@y.nl"),)))
    with pytest.raises(InvalidInput, match="not an e-mail address"):
        draft(replace(MAIL, sender=Organizer("Anna", "anna")))


def test_five_hundred_recipients_all_stand_in_to() -> None:
    many = tuple(
        Attendee(f"Proefpersoon {n}, dienst é", f"persoon{n}@delinde.example") for n in range(500)
    )
    found = headers(draft(replace(MAIL, recipients=many)))
    assert addresses(found["To"]) == [(each.name, each.email) for each in many]


def _injects_nothing(words: str) -> None:
    mail = replace(
        MAIL,
        sender=Organizer(words, ANNA.email),
        recipients=(Attendee(words, "bram@delinde.example"), PEOPLE[1]),
        subject=words,
        plain=words,
        html=words,
    )
    content = draft(mail)
    assert content.isascii()
    found = headers(content)
    assert set(found) == set(headers(draft(MAIL)))
    assert [address for _name, address in addresses(found["From"])] == [ANNA.email]
    assert [address for _name, address in addresses(found["To"])] == [
        "bram@delinde.example",
        "cato@delinde.example",
    ]
    assert len(parts(content)) == 6
    assert base64.b64decode(str(parts(content)[4].get_payload())) == MAIL.calendar


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_names_and_titles_add_nothing(words: str) -> None:
    _injects_nothing(words)


@settings(deadline=None)
@given(st.text())
def test_no_text_adds_anything(words: str) -> None:
    _injects_nothing(words)


@settings(deadline=None)
@given(
    st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=100).map(
        lambda text: " ".join(text.split())
    )
)
def test_every_subject_and_name_is_read_as_it_was_typed(words: str) -> None:
    mail = replace(MAIL, subject=words, recipients=(Attendee(words, "bram@delinde.example"),))
    found = headers(draft(mail))
    assert str(make_header(decode_header(found["Subject"]))) == words
    assert addresses(found["To"]) == [(words, "bram@delinde.example")]
