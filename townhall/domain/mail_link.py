"""A `mailto:` link (RFC 6068): a mail to write, for programs that open no draft file."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from townhall.domain.mail import LONGEST_LINK, check_email

_KEPT_IN_ADDRESSES = "@!$'*+~-._"
"""RFC 6068, 2: other characters of an address are percent-encoded."""


@dataclass(frozen=True, slots=True)
class MailLink:
    """`url` to open; `left_out` recipients did not fit in it, and `shortened` says the body was.

    A link is at most `townhall.domain.mail.LONGEST_LINK` characters: Windows and browsers cut
    longer ones.
    """

    url: str
    left_out: int = 0
    shortened: bool = False


def mail_link(recipients: Sequence[str], subject: str, body: str) -> MailLink:
    """A mail to `recipients` (plain addresses, each once) with `subject` and `body` filled in.

    What does not fit is left out from the end: first of the body, a third of the room at least,
    then whole recipients. Raises InvalidInput for a bad address.
    """
    addresses = dict.fromkeys(check_email(each, "attendees").lower() for each in recipients)
    encoded = [quote(each, safe=_KEPT_IN_ADDRESSES) for each in addresses]
    about = "?subject=" + _fitting(" ".join(subject.split()), LONGEST_LINK // 4)
    wanted = _encoded("\r\n".join(body.splitlines()))
    room = LONGEST_LINK - len("mailto:") - len(about) - len("&body=")
    for_body = min(len(wanted), max(LONGEST_LINK // 3, room - len(",".join(encoded))))
    shown = encoded
    while len(",".join(shown)) > room - for_body:
        shown = shown[:-1]
    text = _fitting("\r\n".join(body.splitlines()), room - len(",".join(shown)))
    url = "mailto:" + ",".join(shown) + about + ("&body=" + text if text else "")
    return MailLink(url, len(encoded) - len(shown), text != wanted)


def _encoded(text: str) -> str:
    return quote(text, safe="", errors="replace")


def _fitting(text: str, room: int) -> str:
    """`text` encoded, ended by an ellipsis where it would take more than `room` characters."""
    whole = _encoded(text)
    if len(whole) <= room:
        return whole
    ellipsis = _encoded("…")
    kept, used = [], len(ellipsis)
    for character in text:
        used += len(_encoded(character))
        if used > room:
            break
        kept.append(character)
    return _encoded("".join(kept).rstrip()) + ellipsis
