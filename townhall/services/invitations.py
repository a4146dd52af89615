"""Telling calendars: invitations, updates, cancellations and feeds, and the ledger of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from townhall.domain.calendar import Attendee, CalendarItem, Override
from townhall.domain.errors import CannotWrite
from townhall.domain.invitations import (
    Method,
    changed_fields,
    export_warnings,
    file_name,
    fingerprint,
    removed_attendees,
    snapshot,
)
from townhall.domain.reasons import reason
from townhall.domain.recurrence import is_occurrence
from townhall.domain.terms import AttendeeRole, CommunicationStatus
from townhall.language import _
from townhall.services.calendar_items import added_date, added_starts, item_of, tell
from townhall.services.communications import cancel_communication
from townhall.services.occurrences import cancel_occurrence
from townhall.services.series import no_such_date, repeats, series_of
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ExportedInvitation:
    """One file for calendars; `changed` names what differs from the version sent before.

    `original_start` is the local start of the one date it is about; of a date of a series that is
    its `recurrence_id` too. `warnings` are sentences on what calendars may do otherwise than meant.
    """

    file: str
    method: str
    uid: str
    sequence: int
    original_start: datetime | None
    recurrence_id: datetime | None
    changed: tuple[str, ...]
    warnings: tuple[str, ...]


def export_invitation(
    uow: UnitOfWork,
    communication_id: int,
    folder: Path,
    *,
    original_start: datetime | None = None,
    publish: bool = False,
    cancel: bool = False,
) -> list[ExportedInvitation]:
    """Write the invitation as it now stands into `folder`, and note it in the ledger.

    A date that was added to a communication is an event of its own, in a file of its own.

    Again after a change it is an update of the same UID; SEQUENCE rises as RFC 5546, 2.1.4 asks.
    `original_start` (local) narrows it to one date of a series. `cancel` calls that off, in the
    plan too; what was called off already goes out as a cancellation by itself. People who are not
    invited any more get a cancellation of their own. `publish` writes a file to add to any
    calendar, without attendees. Raises NotFound, InvalidInput, CannotWrite; then nothing is noted.
    """
    communication = uow.get(m.Communication, communication_id)
    if original_start is not None and not is_occurrence(series_of(communication), original_start):
        raise no_such_date(communication, original_start)
    if not repeats(communication) or communication.status is CommunicationStatus.CANCELLED:
        original_start = None
    if cancel:
        _call_off(uow, communication, original_start)
    exported = [
        file
        for dates in _subjects(uow, communication, original_start, publish=publish)
        for file in _export_item(uow, dates, folder)
    ]
    uow.undoable = False
    uow.label = _("Sent “{title}”").format(title=communication.title)
    return exported


@dataclass(frozen=True, slots=True)
class _Dates:
    """What is told of: the whole communication, or the date at `original_start` alone.

    `added`: that date is an event of its own. `off`: it is called off.
    """

    communication: m.Communication
    original_start: datetime | None
    published: bool
    added: bool
    off: bool

    @property
    def in_series(self) -> datetime | None:
        """The original start of the one date of a series that is told of, if it is one."""
        return None if self.added else self.original_start


@dataclass(frozen=True, slots=True)
class _File:
    """A file to write: who it is for and what it asks."""

    item: CalendarItem
    method: Method
    content: bytes


def _subjects(
    uow: UnitOfWork,
    communication: m.Communication,
    original_start: datetime | None,
    *,
    publish: bool,
) -> list[_Dates]:
    """What is told of, each an item with its own files; of all of it, what has not been."""
    if original_start is not None:
        is_own = communication.recurrence is None and original_start == communication.start
        return [_dates(uow, communication, None if is_own else original_start, publish=publish)]
    found = [
        _dates(uow, communication, start, publish=publish)
        for start in (None, *added_starts(communication))
    ]
    worth = [each for each in found if _is_worth_telling(uow, each)]
    return worth or found[:1]


def _dates(
    uow: UnitOfWork, communication: m.Communication, start: datetime | None, *, publish: bool
) -> _Dates:
    item = item_of(communication, start, uow.plan.document_language)
    added = added_date(communication, start) is not None
    off = _is_off(item, None if added else start)
    return _Dates(communication, start, publish and not off, added, off)


def _is_worth_telling(uow: UnitOfWork, dates: _Dates) -> bool:
    """Leave out what nobody heard of and is called off, and added dates that have been."""
    if _last_sent(uow, dates) is not None:
        return True
    item = item_of(dates.communication, dates.original_start, uow.plan.document_language)
    has_been = item.start < uow.clock.local_now(item.time_zone)
    return not dates.off and not (dates.added and has_been)


def _export_item(uow: UnitOfWork, dates: _Dates, folder: Path) -> list[ExportedInvitation]:
    sent = _last_sent(uow, dates)
    files = _files(uow, dates, sent)
    # The invitation is noted last: the next version is compared with it, not with what only those
    # heard who are not invited any more.
    exported = [_export(uow, dates, file, folder, sent) for file in reversed(files)]
    return exported[::-1]


def _call_off(
    uow: UnitOfWork, communication: m.Communication, original_start: datetime | None
) -> None:
    if original_start is None:
        cancel_communication(uow, communication.id)
    else:
        cancel_occurrence(uow, communication.id, original_start)
    uow.session.flush()


def _is_off(item: CalendarItem, original_start: datetime | None) -> bool:
    if item.status == "CANCELLED":
        return True
    override = _override(item, original_start)
    return override is not None and override.cancelled


def _override(item: CalendarItem, original_start: datetime | None) -> Override | None:
    found = (each for each in item.overrides if each.original_start == original_start)
    return next(found, None)


def _last_sent(uow: UnitOfWork, dates: _Dates, *, exactly: bool = False) -> m.Invitation | None:
    """The newest line of the ledger about these dates; `exactly` these, not the whole series."""
    start = m.Invitation.original_start
    about = start.is_(None) if dates.original_start is None else start == dates.original_start
    exactly = exactly or dates.added
    published = m.Invitation.method == Method.PUBLISH
    query = select(m.Invitation).where(
        m.Invitation.communication_id == dates.communication.id,
        about if exactly else about | start.is_(None),
        published if dates.published else ~published,
    )
    return uow.session.scalars(query.order_by(m.Invitation.id.desc()).limit(1)).first()


def _files(uow: UnitOfWork, dates: _Dates, sent: m.Invitation | None) -> list[_File]:
    from townhall.formats import ics

    communication, start, off = dates.communication, dates.in_series, dates.off
    language = uow.plan.document_language
    now = item_of(communication, dates.original_start, language)
    gone = () if off or start is not None else _removed(sent, now)
    last = _last_sent(uow, dates, exactly=True)
    again = last is not None and last.method == Method.CANCEL
    item = tell(
        uow,
        communication,
        dates.original_start,
        language,
        again=again,
        cancelling=off or bool(gone),
    )
    if off and start is not None:
        return [_File(item, Method.CANCEL, ics.occurrence_cancellation(item, start))]
    if off:
        return [_File(item, Method.CANCEL, ics.cancellation(item))]
    if dates.published:
        return [_File(item, Method.PUBLISH, ics.add_to_calendar(item, start))]
    if start is not None:
        override = _override(item, start) or Override(start)
        return [_File(item, Method.REQUEST, ics.occurrence_invitation(item, override))]
    files = [_File(item, Method.REQUEST, ics.invitation(item))]
    if gone:
        theirs = replace(item, attendees=gone)
        files.append(_File(theirs, Method.CANCEL, ics.cancellation(theirs)))
    return files


def _removed(sent: m.Invitation | None, item: CalendarItem) -> tuple[Attendee, ...]:
    if sent is None or sent.method != Method.REQUEST:
        return ()
    return tuple(
        Attendee(each["name"], each["email"], AttendeeRole(each["role"]))
        for each in removed_attendees(sent.snapshot, snapshot(item))
    )


def _export(
    uow: UnitOfWork, dates: _Dates, file: _File, folder: Path, sent: m.Invitation | None
) -> ExportedInvitation:
    from townhall.formats.files import write_atomically

    start = dates.original_start
    shown = snapshot(file.item)
    changed = changed_fields(sent.snapshot, shown) if sent is not None else []
    named = file.item.start if dates.added else start
    path = _free_path(folder, file_name(file.item.title, file.method, named), file.item)
    recipients = [] if file.method is Method.PUBLISH else [a.email for a in file.item.attendees]
    entry = m.Invitation(
        communication_id=dates.communication.id,
        original_start=start,
        uid=file.item.uid,
        sequence=file.item.sequence,
        method=file.method.value,
        fingerprint=fingerprint(shown),
        snapshot=shown,
        changed=changed,
        recipients=recipients,
        file_name=path.name,
        exported_at=uow.now(),
    )
    if sent is None or _differ(sent, entry):
        uow.session.add(entry)
    write_atomically(path, file.content)
    return ExportedInvitation(
        file=str(path),
        method=file.method.value,
        uid=file.item.uid,
        sequence=file.item.sequence,
        original_start=start,
        recurrence_id=dates.in_series,
        changed=tuple(changed),
        warnings=() if file.method is Method.CANCEL else tuple(_warnings(file.item, sent)),
    )


def _warnings(item: CalendarItem, sent: m.Invitation | None) -> list[str]:
    found = export_warnings(item)
    before = sent.snapshot.get("organizer") if sent is not None else None
    email = item.organizer.email if item.organizer else ""
    if isinstance(before, dict) and before["email"].casefold() != email.casefold():
        found.append(
            _(
                "The organiser was {before} before: calendars may take this for another "
                "invitation, or refuse it. Better cancel the earlier one."
            ).format(before=before["email"])
        )
    return found


_VERSION: Sequence[Callable[[m.Invitation], object]] = (
    lambda entry: entry.original_start,
    lambda entry: entry.sequence,
    lambda entry: entry.method,
    lambda entry: entry.fingerprint,
    lambda entry: entry.recipients,
)


def _differ(sent: m.Invitation, entry: m.Invitation) -> bool:
    """Whether this is another version than the one sent before."""
    return any(part(sent) != part(entry) for part in _VERSION)


def _free_path(folder: Path, name: str, item: CalendarItem) -> Path:
    """A path in `folder` that holds nothing yet, or an earlier version of the same item."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(
            _("The folder {folder} cannot be made ({reason}).").format(
                folder=folder, reason=reason(error)
            )
        ) from None
    stem, number = name.removesuffix(".ics"), 1
    path = folder / name
    while path.exists() and not _is_about(path, item):
        number += 1
        path = folder / f"{stem} ({number}).ics"
    return path


def _is_about(path: Path, item: CalendarItem) -> bool:
    try:
        return f"UID:{item.uid}\r\n".encode() in path.read_bytes()
    except OSError:
        return False
