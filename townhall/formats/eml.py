"""Mail drafts (.eml) that carry a calendar file: RFC 5322 and 2045, RFC 6047 for the calendar.

The order of the parts matters: a mail program shows the last alternative it knows, and Outlook,
Gmail and Apple Mail take a calendar part for an invitation. The same file follows as an attachment
for programs that keep only that. `X-Unsent` makes Outlook open the file as a draft.
"""

import hashlib
from datetime import UTC
from email import message_from_bytes
from email.headerregistry import Address
from email.message import MIMEPart
from email.policy import SMTP

from townhall.domain.errors import InvalidInput
from townhall.domain.invitations import Method
from townhall.domain.mail import check_email
from townhall.domain.mail_draft import MailDraft
from townhall.formats.content_lines import plain
from townhall.language import _

LONGEST_SUBJECT = 255
"""Characters; Outlook cuts a longer subject."""
LONGEST_NAME = 120
"""Characters of a name beside an address."""

# Bodies in ASCII too, whatever carries the file; no line of a header longer than 78 characters.
_POLICY = SMTP.clone(cte_type="7bit")
_FILE_NAMES = {
    Method.REQUEST: "invite.ics",
    Method.CANCEL: "cancel.ics",
    Method.PUBLISH: "event.ics",
}


def draft(mail: MailDraft) -> bytes:
    """`mail` as the bytes of an .eml file: the same mail gives the same bytes.

    Every recipient stands in To, each address once; nobody in Bcc. Raises InvalidInput for a bad
    address or when nobody would receive it.
    """
    if not mail.recipients:
        raise InvalidInput(
            _("This mail has no recipients; invite people with an e-mail address first."),
            field="attendees",
        )
    digest = _digest(mail)
    message = MIMEPart(_POLICY)
    message["X-Unsent"] = "1"
    message["From"] = _address(mail.sender.name, mail.sender.email, "organizer.email")
    message["To"] = _recipients(mail)
    message["Subject"] = _header_text(mail.subject, LONGEST_SUBJECT)
    message["Date"] = mail.stamp_utc.astimezone(UTC)
    host = message["From"].addresses[0].domain
    message["Message-ID"] = f"<{digest}@{host}>"
    message["MIME-Version"] = "1.0"
    message["Content-Type"] = "multipart/mixed"
    message.attach(_alternatives(mail, digest))
    message.attach(_attachment(mail))
    # No encoding used here writes "=_", so no line of a part can be taken for a boundary.
    message.set_boundary(f"=_mixed_{digest}")
    return message.as_bytes()


def attachment_name(method: Method) -> str:
    """What the attached calendar file is called: short, and in ASCII for every mail program."""
    return _FILE_NAMES[method]


def carries(content: bytes, uid: str) -> bool:
    """Whether `content` is a draft with a calendar file about `uid`."""
    for part in message_from_bytes(content).walk():
        if part.get_content_type() == "application/ics":
            calendar = part.get_payload(decode=True)
            return isinstance(calendar, bytes) and f"UID:{uid}\r\n".encode() in calendar
    return False


def _alternatives(mail: MailDraft, digest: str) -> MIMEPart:
    """Plain text, HTML and the calendar, in the order of RFC 2046, 5.1.4: the best one last."""
    parts = MIMEPart(_POLICY)
    parts["Content-Type"] = "multipart/alternative"
    for subtype, text in (("plain", mail.plain), ("html", mail.html)):
        part = MIMEPart(_POLICY)
        part.set_content(plain(text), subtype=subtype, charset="utf-8", cte="quoted-printable")
        parts.attach(part)
    calendar = MIMEPart(_POLICY)
    calendar.set_content(
        mail.calendar,
        "text",
        "calendar",
        cte="base64",
        params={"method": mail.method.value, "charset": "utf-8"},
    )
    parts.attach(calendar)
    parts.set_boundary(f"=_alternative_{digest}")
    return parts


def _attachment(mail: MailDraft) -> MIMEPart:
    name = _FILE_NAMES[mail.method]
    part = MIMEPart(_POLICY)
    part.set_content(
        mail.calendar,
        "application",
        "ics",
        cte="base64",
        disposition="attachment",
        filename=name,
        params={"name": name},
    )
    return part


def _recipients(mail: MailDraft) -> list[Address]:
    found: dict[str, Address] = {}
    for each in mail.recipients:
        address = _address(each.name, each.email, "attendees")
        found.setdefault(address.addr_spec.casefold(), address)
    return list(found.values())


def _address(name: str, email: str, field: str) -> Address:
    local, domain = check_email(email, field).split("@")
    return Address(_header_text(name, LONGEST_NAME), local, domain)


def _digest(mail: MailDraft) -> str:
    """32 hexadecimal characters that differ for every mail."""
    parts = [
        mail.sender.email,
        *(each.email for each in mail.recipients),
        mail.subject,
        mail.plain,
        mail.html,
        mail.stamp_utc.isoformat(),
    ]
    told = "\0".join(parts).encode("utf-8", "replace") + mail.calendar
    return hashlib.sha256(told).hexdigest()[:32]


def _header_text(text: str, longest: int) -> str:
    """`text` on one line, shortened; every kind of white space is a blank."""
    text = " ".join(plain(text).split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
