"""A mail that brings a calendar file: frozen values, before any format."""

from dataclasses import dataclass
from datetime import datetime

from townhall.domain.calendar import Attendee, Organizer
from townhall.domain.invitations import Method


@dataclass(frozen=True, slots=True)
class MailDraft:
    """What a mail program opens, ready to be sent.

    `calendar` is the whole .ics file, of `method`. `plain` and `html` say the same. `stamp_utc`
    (aware) is the file's own DTSTAMP, so that the same plan and clock give the same mail.
    """

    sender: Organizer
    recipients: tuple[Attendee, ...]
    subject: str
    plain: str
    html: str
    calendar: bytes
    method: Method
    stamp_utc: datetime
