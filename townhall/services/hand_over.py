"""Handing an invitation over: as calendar files, as mail drafts or as one package of files."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from townhall.domain.calendar import Attendee, CalendarItem
from townhall.domain.due_files import Why
from townhall.domain.file_names import safe_file_name, unique_names
from townhall.domain.invitations import Method
from townhall.domain.mail_draft import MailDraft
from townhall.domain.mail_link import MailLink
from townhall.domain.recipient_groups import (
    GROUPS,
    GroupKind,
    kind_of,
)
from townhall.domain.seen_invitation import SeenInvitation, next_dates
from townhall.domain.terms import HandOver
from townhall.language import pgettext
from townhall.services.invitations import ComposedFile, compose_files
from townhall.services.letters import Letter, draft_name, last_line, letters_with, link_of
from townhall.services.queries.invitations import due_files
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork


class Way(StrEnum):
    """How an invitation leaves the plan."""

    FILES = "files"
    MAIL = "mail"
    ZIP = "zip"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is handed over of a communication.

    `original_start` (local) narrows it to one date. `separate`: changed dates in files of their
    own, as Outlook wants. `due_only`: what somebody does not know yet. `cancel` calls it off first;
    `publish` gives what anybody may put in a calendar, without answering. `kinds`: a mail for each
    of these groups and each language; empty: one mail for everybody. `only`: these addresses.
    """

    communication_id: int
    original_start: datetime | None = None
    separate: bool = False
    due_only: bool = False
    cancel: bool = False
    publish: bool = False
    kinds: tuple[GroupKind, ...] = ()
    only: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class PreparedFile:
    """A calendar file that would go out, what its reader sees of it, and the mails with it.

    `name` is the file's own, `attachment` what it is called in a mail. `original_start` (local) is
    the one date it is about, if it is; `next_dates` are the first coming ones of a series, start
    and end.
    """

    name: str
    attachment: str
    method: Method
    content: bytes
    recipients: tuple[Attendee, ...]
    why: Why
    version_number: int
    original_start: datetime | None
    seen: SeenInvitation
    next_dates: tuple[tuple[datetime, datetime], ...]
    mails: tuple[MailDraft, ...]

    def mail_for(self, email: str) -> MailDraft:
        """The mail that goes to an address; the first one for an address of none."""
        key = email.casefold()
        for mail in self.mails:
            if any(each.email.casefold() == key for each in mail.recipients):
                return mail
        return self.mails[0]


@dataclass(frozen=True, slots=True)
class HandedFile:
    """One file that was written: an .ics, an .eml, or an .ics within a package (`entry`).

    The other facts are those of the calendar file. `link` writes a mail where no draft opens.
    """

    file: str
    method: str
    uid: str
    sequence: int
    original_start: datetime | None
    recurrence_id: datetime | None
    changed: tuple[str, ...]
    warnings: tuple[str, ...]
    version_number: int
    recipients: tuple[str, ...]
    why: Why
    group: GroupKind = GroupKind.EVERYBODY
    language: str = ""
    link: MailLink | None = None
    entry: str = ""


def hand_over(
    uow: UnitOfWork, wish: Wish, folder: Path, *, way: Way = Way.FILES
) -> list[HandedFile]:
    """Write what `wish` asks into `folder` and note in the ledger who was handed what.

    Nothing when everybody knows how it stands. Raises NotFound; InvalidInput when it cannot go out
    like this; CannotWrite. Then nothing is noted, and no new file stays behind.
    """
    from townhall.formats import eml
    from townhall.services.invitation_folder import write_files

    noted = last_line(uow)
    files = _composed(uow, wish, HandOver.MAIL if way is Way.MAIL else HandOver.FILE)
    if not files:
        return []
    if way is Way.MAIL:
        letters = [
            (each, letter)
            for each in files
            for letter in letters_with(uow, each, wish.kinds, noted)
        ]
        names = unique_names([draft_name(each, letter) for each, letter in letters])
        contents = [eml.draft(letter.mail) for _each, letter in letters]
        uids = [each.item.uid for each, _letter in letters]
        paths = write_files(folder, list(zip(names, uids, contents, strict=True)))
        return [
            _handed(each, str(path), letter)
            for (each, letter), path in zip(letters, paths, strict=True)
        ]
    if way is Way.ZIP:
        return _packed(uow, files, folder)
    paths = write_files(folder, [(each.name, each.item.uid, each.content) for each in files])
    return [_handed(each, str(path)) for each, path in zip(files, paths, strict=True)]


def prepare(uow: UnitOfWork, wish: Wish) -> tuple[PreparedFile, ...]:
    """What `hand_over` would write, to be looked at; to be rehearsed, not to be kept."""
    from townhall.formats.eml import attachment_name
    from townhall.formats.ics_seen import seen

    noted = last_line(uow)
    files = _composed(uow, wish, HandOver.FILE)
    found = []
    for each in files:
        shown = seen(each.content)
        now = uow.clock.local_now(each.item.time_zone)
        found.append(
            PreparedFile(
                name=each.name,
                attachment=attachment_name(each.method),
                method=each.method,
                content=each.content,
                recipients=each.recipients,
                why=each.why,
                version_number=each.version_number,
                original_start=each.original_start,
                seen=shown,
                next_dates=() if shown.single else next_dates(_as_told(each.item, shown), now),
                mails=tuple(letter.mail for letter in letters_with(uow, each, wish.kinds, noted)),
            )
        )
    return tuple(found)


def _as_told(item: CalendarItem, shown: SeenInvitation) -> CalendarItem:
    """`item` with those changed dates alone that its file tells of."""
    told = {each.original_start.replace(tzinfo=None) for each in shown.changed}
    kept = (each for each in item.overrides if each.cancelled or each.original_start in told)
    return replace(item, overrides=tuple(kept))


def _composed(uow: UnitOfWork, wish: Wish, way: HandOver) -> list[ComposedFile]:
    return compose_files(
        uow,
        wish.communication_id,
        original_start=wish.original_start,
        cancel=wish.cancel,
        publish=wish.publish,
        separate=wish.separate,
        due_only=wish.due_only,
        only=_wanted(uow, wish),
        hand_over=way,
    )


def _wanted(uow: UnitOfWork, wish: Wish) -> Collection[str] | None:
    """The addresses of the chosen people and groups; None: everybody's."""
    if not wish.kinds or set(wish.kinds) == set(GROUPS):
        return wish.only
    communication = uow.get(m.Communication, wish.communication_id)
    people = [Attendee(each.name, each.email, each.role) for each in communication.attendees]
    people += [
        each
        for file in due_files(uow.session, wish.communication_id, separate=wish.separate)
        for each in file.recipients
    ]
    chosen = {each.email for each in people if kind_of(each.role) in wish.kinds}
    if wish.only is None:
        return chosen
    asked = {email.casefold() for email in wish.only}
    return {email for email in chosen if email.casefold() in asked}


def _packed(uow: UnitOfWork, files: Sequence[ComposedFile], folder: Path) -> list[HandedFile]:
    from townhall.formats.zip_files import zip_package
    from townhall.services.invitation_folder import write_package

    once = list({(each.name, each.item.uid): each for each in files}.values())
    names = unique_names([each.name for each in once])
    stamp = max(each.item.dtstamp_utc for each in once)
    contents = [each.content for each in once]
    package = zip_package(list(zip(names, contents, strict=True)), stamp)
    name = safe_file_name(files[0].item.title, f" - {pgettext('file name', 'invitations')}.zip")
    path = write_package(folder, name, package)
    entries = {(each.name, each.item.uid): entry for each, entry in zip(once, names, strict=True)}
    return [_handed(each, str(path), entry=entries[each.name, each.item.uid]) for each in files]


def _handed(
    file: ComposedFile, path: str, letter: Letter | None = None, *, entry: str = ""
) -> HandedFile:
    recipients = letter.group.recipients if letter is not None else file.recipients
    return HandedFile(
        file=path,
        method=file.method.value,
        uid=file.item.uid,
        sequence=file.item.sequence,
        original_start=file.original_start,
        recurrence_id=file.recurrence_id,
        changed=file.changed,
        warnings=file.warnings,
        version_number=file.version_number,
        recipients=tuple(each.email for each in recipients),
        why=file.why,
        group=letter.group.kind if letter is not None else GroupKind.EVERYBODY,
        language=letter.group.language if letter is not None else "",
        link=link_of(letter) if letter is not None else None,
        entry=entry,
    )
