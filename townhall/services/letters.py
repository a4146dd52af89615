"""The mails that bring calendar files: to whom, in which language, and what they say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from townhall.domain.calendar import Organizer
from townhall.domain.file_names import safe_file_name
from townhall.domain.invitation_mail import MailAbout, mail_text
from townhall.domain.invitations import Method, Snapshot, snapshot
from townhall.domain.ledger import lines_to, newest_about
from townhall.domain.mail_draft import MailDraft
from townhall.domain.mail_link import MailLink, mail_link
from townhall.domain.recipient_groups import GroupKind, RecipientGroup, recipient_groups
from townhall.language import pgettext
from townhall.services.due import as_sent
from townhall.services.invitations import ComposedFile
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

_ENDING = re.compile(r"((?: \d{4}-\d\d-\d\d \d{4})? - [^-]+)\.ics\Z")
"""The date and the kind at the end of a calendar file's name."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail and the group it is for."""

    group: RecipientGroup
    mail: MailDraft


def letters_with(
    uow: UnitOfWork, file: ComposedFile, kinds: Sequence[GroupKind], noted: int
) -> list[Letter]:
    """The mails with a file: one for each of the `kinds` and languages of its recipients.

    Without `kinds` one for all. What changed is told as compared with the ledger's lines up to
    `noted`, which is `last_line` before the file was composed.
    """
    item = file.item
    communication = uow.get(m.Communication, file.communication_id)
    about = MailAbout(item, file.recurrence_id, file.method, file.why, _told(uow, file, noted))
    groups = recipient_groups(
        item.attendees if file.method is Method.PUBLISH else file.recipients,
        language=communication.invitation_language or uow.plan.document_language,
        languages=_languages(uow),
        kinds=kinds,
    )
    letters = []
    for group in groups:
        text = mail_text(about, group.language)
        mail = MailDraft(
            sender=item.organizer or Organizer("", ""),
            recipients=group.recipients,
            subject=text.subject,
            plain=text.plain,
            html=text.html,
            calendar=file.content,
            method=file.method,
            stamp_utc=item.dtstamp_utc,
        )
        letters.append(Letter(group, mail))
    return letters


def last_line(uow: UnitOfWork) -> int:
    """The newest line of the ledger; 0 when there is none."""
    return uow.session.scalar(select(func.max(m.Invitation.id))) or 0


def link_of(letter: Letter) -> MailLink:
    """The same mail as a link, for a mail program that opens no draft."""
    mail = letter.mail
    return mail_link([each.email for each in mail.recipients], mail.subject, mail.plain)


def draft_name(file: ComposedFile, letter: Letter) -> str:
    """The calendar file's name, with the group and its language where there are several."""
    groups = {
        GroupKind.EVERYBODY: "",
        GroupKind.STAGE: pgettext("file name", "speakers"),
        GroupKind.AUDIENCE: pgettext("file name", "participants"),
        GroupKind.ROOMS: pgettext("file name", "rooms"),
    }
    group = groups[letter.group.kind]
    own = f" - {group} {letter.group.language}" if group else ""
    found = _ENDING.search(file.name)
    ending = found[1] if found else ""
    title = file.name.removesuffix(".ics").removesuffix(ending)
    return safe_file_name(title, f"{ending}{own}.eml")


def _languages(uow: UnitOfWork) -> dict[str, str]:
    """The language of everybody who has one of their own, by address."""
    query = select(m.Person.email, m.Person.language).where(m.Person.language != "")
    return {email.casefold(): language for email, language in uow.session.execute(query)}


def _told(uow: UnitOfWork, file: ComposedFile, noted: int) -> Snapshot | None:
    """What the file's recipients were told before the line `noted` and all after it."""
    query = select(m.Invitation).where(
        m.Invitation.uid == file.item.uid,
        m.Invitation.method != Method.PUBLISH,
        m.Invitation.id <= noted,
    )
    lines = [as_sent(line) for line in uow.session.scalars(query.order_by(m.Invitation.id))]
    now = {each.email.casefold(): each.role for each in file.recipients}
    for each in file.recipients:
        found = newest_about(lines_to(lines, each.email), file.recurrence_id)
        if found is None:
            continue
        people = found.shown.get("attendees", [])
        roles = {one["email"].casefold(): one["role"] for one in people}
        if any(roles.get(email) not in (None, role) for email, role in now.items()):
            return found.shown
        # Who else came or went is no news to those who stay as they were.
        return {**found.shown, "attendees": snapshot(file.item)["attendees"]}
    return None
