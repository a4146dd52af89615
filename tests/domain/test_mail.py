"""Addresses and links that may leave the program."""

import pytest

from townhall.domain.errors import InvalidInput
from townhall.domain.mail import check_email, check_link


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("anna@delinde.example", "anna@delinde.example"),
        (" Anna.V@DeLinde.Example ", "Anna.V@delinde.example"),
        ("o'brien+ai@mail.delinde.example", "o'brien+ai@mail.delinde.example"),
        ("anna@münchen.example", "anna@xn--mnchen-3ya.example"),
    ],
)
def test_an_address_is_kept(given: str, kept: str) -> None:
    assert check_email(given, "organizer.email") == kept


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anna",
        "anna@",
        "@delinde.example",
        "anna@delinde",
        "anna@@delinde.example",
        "anna@bram@delinde.example",
        "anna v@delinde.example",
        "anna@delinde.example\n",
        "anna@delinde.example\r\nBcc: x@y.example",
        "anna@delinde.example,bram@delinde.example",
        "anna@delinde.example;x",
        "<anna@delinde.example>",
        '"anna"@delinde.example',
        "anna:x@delinde.example",
        "anna..v@delinde.example",
        ".anna@delinde.example",
        "änna@delinde.example",
        "anna@-delinde.example",
        "anna@delinde..example",
        "anna@delinde.example.",
        "anna@de_linde.example",
        "anna@[127.0.0.1]",
        "anna\u200b@delinde.example",
        "anna\u202e@delinde.example",
        "anna\ud800@delinde.example",
        "a" * 65 + "@delinde.example",
        "anna@" + "d" * 64 + ".example",
        "anna@" + ".".join(["d" * 60] * 5) + ".example",
    ],
)
def test_an_address_is_refused(address: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        check_email(address, "attendees")
    assert refusal.value.field == "attendees"
    assert str(refusal.value).isprintable()
    assert len(str(refusal.value)) < 200


def test_the_refusal_says_what_is_wrong() -> None:
    with pytest.raises(InvalidInput) as refusal:
        check_email("anna.delinde.example", "organizer.email")
    assert str(refusal.value) == (
        "“anna.delinde.example” is not an e-mail address: it needs exactly one @."
    )


@pytest.mark.parametrize(
    "link",
    [
        "https://meet.example.org/j/1?a=b&c=d#e",
        "HTTP://meet.example.org",
        "msteams://teams.example.org/l/meetup-join/19%3ameeting",
        "zoommtg://zoom.example.org/join?confno=1",
        "tel:+31201234567,,481#",
        "mailto:anna@delinde.example",
        "https://[2001:db8::1]/join",
    ],
)
def test_a_link_is_kept(link: str) -> None:
    assert check_link(f" {link} ", "join_link") == link


@pytest.mark.parametrize(
    "link",
    [
        "",
        "meet.example.org/j/1",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "vbscript:x",
        "https:",
        "https:///pad",
        "https://[::1/join",
        "mailto:",
        "https://meet.example.org/a b",
        "https://meet.example.org/\r\nATTENDEE:x",
        "https://meet.example.org/\tx",
        "\x01https://meet.example.org",
        "https://meet.example.org/\u202egpj",
        'https://meet.example.org/"><script>',
        "https://meet.example.org/" + "a" * 2000,
    ],
)
def test_a_link_is_refused(link: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        check_link(link, "join_link")
    assert refusal.value.field == "join_link"
    assert str(refusal.value).isprintable()
