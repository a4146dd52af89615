"""What calendars are told as one item: a communication with its rule, or a date added to it.

A calendar knows an added date as an event of its own (a rule cannot hold it: Outlook does not read
RDATE), with a UID that is made of the communication's and the date's original start, and with a
SEQUENCE of its own.
"""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import object_session

from townhall.domain.calendar import CalendarItem, Override
from townhall.domain.invitations import Snapshot, next_dtstamp, next_sequence, snapshot
from townhall.domain.run_of_show import AgendaItem
from townhall.domain.terms import CommunicationStatus
from townhall.services.series import agenda_of, calendar_item, find_override, own_agendas
from townhall.storage.models import Communication, Invitation, OccurrenceOverride, Plan
from townhall.storage.unit_of_work import UnitOfWork


def item_of(
    communication: Communication, original_start: datetime | None, language: str
) -> CalendarItem:
    """The item that holds the date `original_start`; None: the communication's own item.

    It is in the language of the communication's invitations; in `language` (nl, en), which is that
    of the plan's documents, where it names none. What it does not say of questions and contact,
    the plan does.
    """
    added = added_date(communication, original_start)
    item = _with_plan(
        communication,
        calendar_item(communication, _first(communication.invitation_language) or language),
    )
    if added is not None:
        told = _told_of_added(communication, added.original_start)
        item = replace(
            item,
            uid=told.get("uid") or _added_uid(communication.uid, added.original_start),
            sequence=told.get("sequence", 0),
            start=added.original_start,
            recurrence=None,
            overrides=(),
        )
        return _with_own(item, added, agenda_of(communication, original_start))
    own = find_override(communication, communication.start)
    if communication.recurrence is None and own is not None:
        return replace(_with_own(item, own, ()), overrides=())
    return replace(item, overrides=_with_agendas(communication, item.overrides))


def _first(language: str) -> str:
    return language.partition("+")[0]


def _with_plan(communication: Communication, item: CalendarItem) -> CalendarItem:
    session = object_session(communication)
    if session is None:
        return item
    plan = session.get_one(Plan, 1)
    return replace(
        item,
        questions_to=item.questions_to or plan.questions_to,
        contact=item.contact or plan.contact,
    )


def _with_agendas(
    communication: Communication, overrides: tuple[Override, ...]
) -> tuple[Override, ...]:
    """The overrides, and one for each date that differs by its run of show alone."""
    own = own_agendas(communication)
    if not own:
        return overrides
    by_date = {each.original_start: each for each in overrides}
    for date in own:
        known = by_date.get(date, Override(date))
        by_date[date] = replace(known, agenda=agenda_of(communication, date))
    return tuple(by_date[date] for date in sorted(by_date))


def added_starts(communication: Communication) -> list[datetime]:
    """The original starts of the dates that were added, in order."""
    return sorted(each.original_start for each in communication.overrides if each.added)


def added_date(
    communication: Communication, original_start: datetime | None
) -> OccurrenceOverride | None:
    """The stored date when `original_start` names one that was added."""
    if original_start is None:
        return None
    found = find_override(communication, original_start)
    return found if found is not None and found.added else None


def tell(
    uow: UnitOfWork,
    communication: Communication,
    original_start: datetime | None,
    language: str,
    *,
    cancelling: bool = False,
    above: int = -1,
) -> CalendarItem:
    """The item with the SEQUENCE and stamp it goes out with now; both are noted.

    What was told already goes out with the same stamp, so that its bytes are the same. Another
    `language` than that of the plan's documents is no change. `cancelling`: somebody is told that
    it is off. The SEQUENCE lies above `above`, the one its readers have.
    """
    item = item_of(communication, original_start, language)
    usual = uow.plan.document_language
    shown = snapshot(item if language == usual else item_of(communication, original_start, usual))
    told = _told_of(communication, original_start)
    if told.shown == shown and told.dtstamp is not None and item.sequence > above:
        return replace(item, dtstamp_utc=told.dtstamp, modified_utc=told.dtstamp)
    sequence = next_sequence(told.sequence, told.shown, shown, cancelling=cancelling)
    sequence = max(sequence, above + 1)
    stamp = next_dtstamp(told.dtstamp, uow.now())
    item = replace(item, sequence=sequence, dtstamp_utc=stamp, modified_utc=stamp)
    _note(communication, original_start, item, shown)
    return item


def adopt_told(
    uow: UnitOfWork, earlier: Communication, later: Communication, original_start: datetime
) -> None:
    """Let `later`, whose own date was an added one of `earlier`, be the event calendars have."""
    told: Any = earlier.told or {}
    kept = dict(told.get("added", {}))
    note = kept.pop(original_start.isoformat(), None)
    if note is None:
        return
    earlier.told = {**told, "added": kept}
    later.uid, later.sequence = note["uid"], note["sequence"]
    later.told = {name: note[name] for name in ("shown", "dtstamp")}
    lines = select(Invitation).where(
        Invitation.communication_id == earlier.id, Invitation.original_start == original_start
    )
    for line in uow.session.scalars(lines).all():
        line.communication_id, line.original_start = later.id, None


def hand_over_told(uow: UnitOfWork, earlier: Communication, later: Communication) -> None:
    """Let `later` know what was told of the added dates it now has: they stay the same events."""
    told: Any = earlier.told or {}
    kept = dict(told.get("added", {}))
    moved = {
        start.isoformat(): kept.pop(start.isoformat())
        for start in added_starts(later)
        if start.isoformat() in kept
    }
    if not moved:
        return
    earlier.told = {**told, "added": kept}
    later.told = {**(later.told or {}), "added": moved}
    lines = select(Invitation).where(
        Invitation.communication_id == earlier.id,
        Invitation.original_start.in_(added_starts(later)),
    )
    for line in uow.session.scalars(lines).all():
        line.communication_id = later.id


@dataclass(frozen=True, slots=True)
class _Told:
    """What calendars were told last of an item; `shown` None: nothing yet."""

    shown: Snapshot | None = None
    dtstamp: datetime | None = None
    sequence: int | None = None


def _told_of(communication: Communication, original_start: datetime | None) -> _Told:
    """What was told last of the item that holds the date `original_start` (None: the whole)."""
    if added_date(communication, original_start) is not None and original_start is not None:
        told = _told_of_added(communication, original_start)
        sequence = told.get("sequence")
    else:
        told = communication.told or {}
        sequence = communication.sequence
    if "shown" not in told:
        return _Told()
    return _Told(told["shown"], datetime.fromisoformat(str(told["dtstamp"])), sequence)


def _note(
    communication: Communication,
    original_start: datetime | None,
    item: CalendarItem,
    shown: Snapshot,
) -> None:
    """Keep what calendars are told now: `shown` of `item`, with its SEQUENCE and stamp."""
    told: dict[str, Any] = dict(communication.told or {})
    note: dict[str, Any] = {"shown": shown, "dtstamp": item.dtstamp_utc.isoformat()}
    if added_date(communication, original_start) is None or original_start is None:
        communication.sequence = item.sequence
        communication.told = told | note
        return
    note |= {"uid": item.uid, "sequence": item.sequence}
    added = dict(told.get("added", {}))
    communication.told = told | {"added": {**added, original_start.isoformat(): note}}


def _told_of_added(communication: Communication, original_start: datetime) -> dict[str, Any]:
    told: Any = communication.told or {}
    found: dict[str, Any] = told.get("added", {}).get(original_start.isoformat(), {})
    return found


def _added_uid(uid: str, original_start: datetime) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{uid} {original_start.isoformat()}"))


def _with_own(
    item: CalendarItem, own: OccurrenceOverride, agenda: tuple[AgendaItem, ...]
) -> CalendarItem:
    minutes = own.duration_minutes
    status = item.status
    if own.status is CommunicationStatus.CANCELLED:
        status = "CANCELLED"
    elif own.status is not None and status == "CANCELLED":
        status = "CONFIRMED"
    return replace(
        item,
        start=item.start if own.start is None else own.start,
        duration_minutes=item.duration_minutes if minutes is None else minutes,
        title=item.title if own.title is None else own.title,
        location=item.location if own.location is None else own.location,
        status=status,
        agenda=agenda or item.agenda,
    )
