"""Telling calendars: invitations, updates, cancellations and feeds, and the ledger of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from townhall.domain.calendar import Attendee, CalendarItem, Organizer, Override
from townhall.domain.errors import CannotWrite, InvalidInput
from townhall.domain.invitations import (
    Method,
    Snapshot,
    changed_fields,
    export_warnings,
    file_name,
    fingerprint,
    next_dtstamp,
    next_sequence,
    removed_attendees,
    snapshot,
)
from townhall.domain.reasons import reason
from townhall.domain.recurrence import is_occurrence
from townhall.domain.terms import AttendeeRole, CommunicationStatus
from townhall.language import _
from townhall.services import fields as f
from townhall.services.communications import cancel_communication
from townhall.services.occurrences import cancel_occurrence
from townhall.services.queries.communications import OccurrenceFilter, occurrences
from townhall.services.series import calendar_item, no_such_date, series_of
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

_FEED_HORIZON = timedelta(days=3660)
"""How far a range without an end is looked into: a series has had a date by then."""


@dataclass(frozen=True, slots=True)
class ExportedInvitation:
    """One file for calendars; `changed` names what differs from the version sent before.

    `warnings` are sentences on what calendars may do otherwise than meant.
    """

    file: str
    method: str
    uid: str
    sequence: int
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

    Again after a change it is an update of the same UID; SEQUENCE rises as RFC 5546, 2.1.4 asks.
    `original_start` (local) narrows it to one date of a series. `cancel` calls that off, in the
    plan too; what was called off already goes out as a cancellation by itself. People who are not
    invited any more get a cancellation of their own. `publish` writes a file to add to any
    calendar, without attendees. Raises NotFound, InvalidInput, CannotWrite; then nothing is noted.
    """
    communication = uow.get(m.Communication, communication_id)
    if original_start is not None and not is_occurrence(series_of(communication), original_start):
        raise no_such_date(communication, original_start)
    if communication.recurrence is None or communication.status is CommunicationStatus.CANCELLED:
        original_start = None
    if cancel:
        _call_off(uow, communication, original_start)
    off = _is_off(calendar_item(communication, uow.plan.document_language), original_start)
    dates = _Dates(communication, original_start, published=publish and not off)
    sent = _last_sent(uow, dates)
    files = _files(uow, dates, sent, off=off)
    # The invitation is noted last: the next version is compared with it, not with what only those
    # heard who are not invited any more.
    exported = [_export(uow, dates, file, folder, sent) for file in reversed(files)]
    uow.undoable = False
    uow.label = _("Sent “{title}”").format(title=communication.title)
    return exported[::-1]


def export_feed(
    uow: UnitOfWork,
    path: Path,
    *,
    name: str = "",
    audience: str = "",
    initiative: str = "",
    first: date | None = None,
    last: date | None = None,
    language: str = "",
) -> int:
    """Write a feed to subscribe to: everything but ideas, or what an audience or initiative hears.

    `first` and `last` (inclusive, in the plan's zone) keep what has a date between them. Returns
    how many communications are in it. Raises InvalidInput when there are none, CannotWrite.
    """
    from townhall.formats import ics
    from townhall.formats.files import write_atomically

    plan = uow.plan
    chosen = _chosen(uow, audience, initiative, first, last)
    words_in = language or plan.document_language
    items = [_told(uow, each, words_in, again=False, cancelling=False) for each in chosen]
    organizer = None
    if plan.organizer_email:
        organizer = Organizer(plan.organizer_name, plan.organizer_email)
    about = audience or initiative or plan.organisation or _("Communications")
    content = ics.feed(items, name=name or about, language=words_in, organizer=organizer)
    write_atomically(path, content)
    uow.undoable = False
    uow.label = _("Wrote a calendar feed")
    return len(items)


@dataclass(frozen=True, slots=True)
class _Dates:
    """What is told of: the whole communication, or the date at `original_start` alone."""

    communication: m.Communication
    original_start: datetime | None
    published: bool


@dataclass(frozen=True, slots=True)
class _File:
    """A file to write: who it is for and what it asks."""

    item: CalendarItem
    method: Method
    content: bytes


def _call_off(
    uow: UnitOfWork, communication: m.Communication, original_start: datetime | None
) -> None:
    if original_start is None:
        cancel_communication(uow, communication.id)
    else:
        cancel_occurrence(uow, communication.id, original_start)


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
    published = m.Invitation.method == Method.PUBLISH
    query = select(m.Invitation).where(
        m.Invitation.communication_id == dates.communication.id,
        about if exactly else about | start.is_(None),
        published if dates.published else ~published,
    )
    return uow.session.scalars(query.order_by(m.Invitation.id.desc()).limit(1)).first()


def _files(uow: UnitOfWork, dates: _Dates, sent: m.Invitation | None, *, off: bool) -> list[_File]:
    from townhall.formats import ics

    communication, start = dates.communication, dates.original_start
    language = uow.plan.document_language
    gone = (
        () if off or start is not None else _removed(sent, calendar_item(communication, language))
    )
    last = _last_sent(uow, dates, exactly=True)
    again = last is not None and last.method == Method.CANCEL
    item = _told(uow, communication, language, again=again, cancelling=off or bool(gone))
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


def _told(
    uow: UnitOfWork,
    communication: m.Communication,
    language: str,
    *,
    again: bool,
    cancelling: bool,
) -> CalendarItem:
    """The item with the SEQUENCE and stamp it goes out with now; both are noted.

    What was told already goes out with the same stamp, so that its bytes are the same.
    `cancelling`: somebody is told that it is off, which is always a higher SEQUENCE, except
    `again`, when the last file was a cancellation too.
    """
    item = calendar_item(communication, language)
    shown: Snapshot = snapshot(item)
    told = communication.told or {}
    before: Snapshot | None = told.get("shown")  # type: ignore[assignment]  # JSON
    last_stamp = datetime.fromisoformat(str(told["dtstamp"])) if told else None
    if before == shown and last_stamp is not None and (again or not cancelling):
        return replace(item, dtstamp_utc=last_stamp, modified_utc=last_stamp)
    last_sequence = communication.sequence if told else None
    sequence = next_sequence(last_sequence, before, shown, cancelling=cancelling)
    stamp = next_dtstamp(last_stamp, uow.now())
    communication.sequence = sequence
    communication.told = {"shown": shown, "dtstamp": stamp.isoformat()}
    return replace(item, sequence=sequence, dtstamp_utc=stamp, modified_utc=stamp)


def _export(
    uow: UnitOfWork, dates: _Dates, file: _File, folder: Path, sent: m.Invitation | None
) -> ExportedInvitation:
    from townhall.formats.files import write_atomically

    start = dates.original_start
    shown = snapshot(file.item)
    changed = changed_fields(sent.snapshot, shown) if sent is not None else []
    path = _free_path(folder, file_name(file.item.title, file.method, start), file.item)
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
        recurrence_id=start,
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


def _chosen(
    uow: UnitOfWork,
    audience: str,
    initiative: str,
    first: date | None,
    last: date | None,
) -> list[m.Communication]:
    query = select(m.Communication).where(m.Communication.status != CommunicationStatus.IDEA)
    if audience:
        link = m.CommunicationAudience
        heard = select(link.communication_id).where(
            link.audience_id == f.audience(uow, audience, "audience")
        )
        query = query.where(m.Communication.id.in_(heard))
    if initiative:
        about = m.CommunicationInitiative
        told = select(about.communication_id).where(
            about.initiative_id == f.initiative(uow, initiative, "initiative")
        )
        query = query.where(m.Communication.id.in_(told))
    ordered = query.order_by(m.Communication.start, m.Communication.id)
    chosen = list(uow.session.scalars(ordered))
    if first is None and last is None:
        return chosen
    if first is not None and last is not None and last < first:
        raise InvalidInput(_("The end lies before the start."), field="to")
    rows = occurrences(
        uow.session,
        first or date(1970, 1, 2),
        last or (first or date(1970, 1, 2)) + _FEED_HORIZON,
        uow.plan.time_zone,
        OccurrenceFilter(communication_ids=frozenset(each.id for each in chosen)),
    )
    inside = {row.communication_id for row in rows}
    return [each for each in chosen if each.id in inside]
