"""`mailto:` links, taken apart again as RFC 6068 says."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.domain.errors import InvalidInput
from townhall.domain.mail import LONGEST_LINK
from townhall.domain.mail_link import mail_link


def taken_apart(url: str) -> tuple[list[str], dict[str, str]]:
    assert url.startswith("mailto:")
    to, _mark, fields = url.removeprefix("mailto:").partition("?")
    found = {}
    for field in fields.split("&"):
        name, _sign, value = field.partition("=")
        assert name not in found
        found[name] = unquote(value, errors="strict")
    return [unquote(each) for each in to.split(",")], found


def test_recipients_subject_and_body_come_back() -> None:
    link = mail_link(
        ["anna@delinde.example", "b+ai&x=1?@delinde.example", "ANNA@delinde.example"],
        "Town hall: 50% sneller & beter? é",
        "Beste collega’s,\n\nTot dan! a&b=c\n",
    )
    assert taken_apart(link.url) == (
        ["anna@delinde.example", "b+ai&x=1?@delinde.example"],
        {
            "subject": "Town hall: 50% sneller & beter? é",
            "body": "Beste collega’s,\r\n\r\nTot dan! a&b=c",
        },
    )
    assert (link.left_out, link.shortened) == (0, False)


def test_what_does_not_fit_is_left_out_and_said() -> None:
    people = [f"persoon{n}@delinde.example" for n in range(412)]
    link = mail_link(people, "é" * 1_000, "Zin. " * 1_000)
    to, fields = taken_apart(link.url)
    assert len(link.url) <= LONGEST_LINK
    assert to == people[: len(to)]
    assert link.left_out == 412 - len(to) > 0
    assert link.shortened
    assert fields["body"].endswith("…")
    assert fields["subject"].endswith("…")


def test_a_bad_address_is_refused() -> None:
    with pytest.raises(InvalidInput):
        mail_link(["anna@delinde.example?bcc=x@y.example"], "", "")


@given(st.text(max_size=400), st.text(max_size=2_000))
def test_no_text_adds_a_field_or_a_line_of_a_header(subject: str, body: str) -> None:
    link = mail_link(["anna@delinde.example"], subject, body)
    to, fields = taken_apart(link.url)
    assert len(link.url) <= LONGEST_LINK
    assert link.url.isascii()
    assert to == ["anna@delinde.example"]
    assert set(fields) <= {"subject", "body"}
    assert len(fields["subject"].splitlines()) <= 1
