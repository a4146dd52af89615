"""Telling calendars: invitations, updates and cancellations as files, and the ledger of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from townhall.domain.calendar import Attendee, CalendarItem, Override
from townhall.domain.due_files import Due, Why
from townhall.domain.errors import InvalidInput
from townhall.domain.invitations import (
    Method,
    Snapshot,
    differs,
    export_warnings,
    file_name,
    in_order,
    snapshot,
)
from townhall.domain.ledger import Sent, lines_to, newest_about, sequence_above, version_of
from townhall.domain.recurrence import is_occurrence
from townhall.domain.terms import CommunicationStatus, HandOver
from townhall.language import _
from townhall.services.calendar_items import tell
from townhall.services.communications import cancel_communication
from townhall.services.due import DueItem, due_items, waiting_halves
from townhall.services.invitation_ledger import Entry, changed_since_published, note
from townhall.services.occurrences import cancel_occurrence
from townhall.services.series import no_such_date, repeats, series_of
from townhall.services.standing import own_override, standing_items
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ExportedInvitation:
    """One file for calendars; `changed` names what differs from the version sent before.

    `original_start` is the local start of the one date it is about; of a date of a series that is
    its `recurrence_id` too. `recipients` are the addresses it is for.
    `warnings` are sentences on what calendars may do otherwise than meant.
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


@dataclass(frozen=True, slots=True)
class ComposedFile:
    """A calendar file in memory, noted in the ledger; the same facts as an exported one.

    Two with one `name` are the same file, for other recipients and another reason.
    """

    name: str
    method: Method
    content: bytes
    item: CalendarItem
    communication_id: int
    original_start: datetime | None
    recurrence_id: datetime | None
    version_number: int
    changed: tuple[str, ...]
    recipients: tuple[Attendee, ...]
    why: Why
    warnings: tuple[str, ...]


def export_invitation(
    uow: UnitOfWork,
    communication_id: int,
    folder: Path,
    *,
    original_start: datetime | None = None,
    publish: bool = False,
    cancel: bool = False,
    separate: bool = False,
    due_only: bool = False,
    only: Collection[str] | None = None,
    hand_over: HandOver = HandOver.FILE,
) -> list[ExportedInvitation]:
    """Write what `compose_files` gives into `folder`.

    Raises what that raises, and CannotWrite; then nothing is noted.
    """
    from townhall.services.invitation_folder import write_files

    files = compose_files(
        uow,
        communication_id,
        original_start=original_start,
        publish=publish,
        cancel=cancel,
        separate=separate,
        due_only=due_only,
        only=only,
        hand_over=hand_over,
    )
    paths = write_files(folder, [(each.name, each.item.uid, each.content) for each in files])
    return [
        ExportedInvitation(
            file=str(path),
            method=each.method.value,
            uid=each.item.uid,
            sequence=each.item.sequence,
            original_start=each.original_start,
            recurrence_id=each.recurrence_id,
            changed=each.changed,
            warnings=each.warnings,
            version_number=each.version_number,
            recipients=tuple(person.email for person in each.recipients),
        )
        for each, path in zip(files, paths, strict=True)
    ]


def compose_files(
    uow: UnitOfWork,
    communication_id: int,
    *,
    original_start: datetime | None = None,
    publish: bool = False,
    cancel: bool = False,
    separate: bool = False,
    due_only: bool = False,
    only: Collection[str] | None = None,
    hand_over: HandOver = HandOver.FILE,
) -> list[ComposedFile]:
    """Compose the invitation as it now stands, and note it in the ledger.

    A date that was added to a communication is an event of its own, in a file of its own.

    Again after a change it is an update of the same UID; SEQUENCE rises as RFC 5546, 2.1.4 asks.
    `original_start` (local) narrows it to one date of a series. `cancel` calls that off, in the
    plan too; what was called off already goes out as a cancellation by itself. People who are not
    invited any more get a cancellation of their own. `publish` gives a file to add to any
    calendar, without attendees. `separate`: changed and cancelled dates in files of their own, as
    Outlook wants them, beside that of the series.

    `due_only`: just the files that tell somebody something new, those of the other half of a split
    series too. `only`: for these addresses alone. `hand_over` is how they leave. What was handed
    to everybody already gives the same bytes and no new line. Raises NotFound, InvalidInput.
    """
    communication = uow.get(m.Communication, communication_id)
    if original_start is not None and not is_occurrence(series_of(communication), original_start):
        raise no_such_date(communication, original_start)
    if not repeats(communication) or communication.status is CommunicationStatus.CANCELLED:
        original_start = None
    if cancel:
        _call_off(uow, communication, original_start)
    if due_only:
        session, clock = uow.session, uow.clock
        subjects = due_items(session, communication, original_start, separate=separate, clock=clock)
    else:
        subjects = standing_items(
            uow,
            communication,
            original_start,
            published=publish,
            separate=separate,
            everybody=only is not None,
        )
    wanted = [_narrowed(each, only) for each in subjects]
    if only is not None and subjects and not any(each.files for each in wanted):
        raise InvalidInput(
            _("Nobody of the chosen people is on the list of “{title}”.").format(
                title=communication.title
            ),
            field="only",
        )
    files = [file for each in wanted for file in _compose(uow, each, hand_over, separate=separate)]
    if files and not (due_only or publish):
        files[0] = replace(files[0], warnings=(*files[0].warnings, *_halves(uow, communication)))
    uow.undoable = False
    uow.label = _("Sent “{title}”").format(title=communication.title)
    return files


def _halves(uow: UnitOfWork, communication: m.Communication) -> list[str]:
    return [
        _("The other half of the series, “{title}” (number {n}), is due too.").format(
            title=half.title, n=half.id
        )
        for half in waiting_halves(uow.session, communication, uow.clock)
    ]


def _call_off(
    uow: UnitOfWork, communication: m.Communication, original_start: datetime | None
) -> None:
    if original_start is None:
        cancel_communication(uow, communication.id)
    else:
        cancel_occurrence(uow, communication.id, original_start)
    uow.session.flush()


def _narrowed(subject: DueItem, only: Collection[str] | None) -> DueItem:
    if only is None:
        return subject
    keys = {email.casefold() for email in only}
    kept = (
        replace(file, recipients=tuple(p for p in file.recipients if p.email.casefold() in keys))
        for file in subject.files
    )
    files = (file for file in kept if file.recipients or file.method is Method.PUBLISH)
    return replace(subject, files=tuple(files))


def _compose(
    uow: UnitOfWork, subject: DueItem, hand_over: HandOver, *, separate: bool
) -> list[ComposedFile]:
    if not subject.files:
        return []
    communication, added = subject.communication, subject.added
    item = tell(
        uow,
        communication,
        added,
        uow.plan.document_language,
        cancelling=any(file.method is Method.CANCEL for file in subject.files),
        above=max(_above(file, subject.lines) for file in subject.files),
    )
    shown = snapshot(item)
    version = version_of(shown, subject.lines)
    composed = []
    for file in subject.files:
        start = added or file.recurrence_id
        named = item.start if added is not None else file.recurrence_id
        name = file_name(item.title, file.method, named)
        changed = _changed(uow, subject, file, shown)
        entry = Entry(communication.id, start, item, shown, version, file, changed, hand_over, name)
        content = _content(item, file, separate=separate)
        warnings = _warnings(uow, subject, file)
        note(uow, entry)
        composed.append(
            ComposedFile(
                name=name,
                method=file.method,
                content=content,
                item=item,
                communication_id=communication.id,
                original_start=start,
                recurrence_id=file.recurrence_id,
                version_number=version,
                changed=changed,
                recipients=file.recipients,
                why=file.why,
                warnings=warnings,
            )
        )
    return composed


def _above(file: Due, lines: Sequence[Sent]) -> int:
    """The SEQUENCE the file has to lie above for each of its readers to take it."""
    return max(
        (
            sequence_above(lines_to(lines, person.email), file.method, file.recurrence_id)
            for person in file.recipients
        ),
        default=-1,
    )


def _changed(uow: UnitOfWork, subject: DueItem, file: Due, shown: Snapshot) -> tuple[str, ...]:
    """The fields that differ from what was told before; nothing where nothing was."""
    if file.method is Method.PUBLISH:
        start = subject.added or file.recurrence_id
        return changed_since_published(uow.session, subject.item.uid, start, shown)
    told = newest_about(subject.lines, None)
    if file.recurrence_id is not None or told is None or file.why is Why.AGAIN:
        return file.changed
    people = {"attendees"} if differs(told.shown, shown, "attendees") else set()
    return in_order({*file.changed, *people})


def _content(item: CalendarItem, file: Due, *, separate: bool) -> bytes:
    from townhall.formats import ics

    start = file.recurrence_id
    if file.method is Method.PUBLISH:
        return ics.add_to_calendar(item, start)
    if file.method is Method.CANCEL:
        if start is not None:
            return ics.occurrence_cancellation(item, start)
        invited = () if file.why is Why.REMOVED else item.attendees
        known = {person.email.casefold() for person in invited}
        gone = (each for each in file.recipients if each.email.casefold() not in known)
        return ics.cancellation(replace(item, attendees=(*invited, *gone)))
    if start is not None:
        return ics.occurrence_invitation(item, own_override(item, start) or Override(start))
    if separate:
        item = replace(item, overrides=tuple(each for each in item.overrides if each.cancelled))
    return ics.invitation(item)


def _warnings(uow: UnitOfWork, subject: DueItem, file: Due) -> tuple[str, ...]:
    if file.method is Method.CANCEL:
        return ()
    found = export_warnings(subject.item)
    before = subject.lines[-1].shown.get("organizer") if subject.lines else None
    organizer = subject.item.organizer
    if before and organizer and before["email"].casefold() != organizer.email.casefold():
        found.append(
            _(
                "The organiser was {before} before: calendars may take this for another "
                "invitation, or refuse it. Better cancel the earlier one."
            ).format(before=before["email"])
        )
    return tuple(found)
