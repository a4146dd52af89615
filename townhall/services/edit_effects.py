"""What a change of several dates does to each of them: where it goes, and what hangs on it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select

from townhall.domain.errors import NotFound
from townhall.domain.run_up import LONGEST_REACH
from townhall.domain.terms import CommunicationStatus
from townhall.domain.warnings import PlanWarning
from townhall.services.queries.closed_days import closed_days
from townhall.services.queries.communications import (
    OccurrenceFilter,
    OccurrenceRow,
    date_row,
    occurrences,
)
from townhall.services.queries.issued_packs import IssuedPackDetail, issued_packs
from townhall.services.queries.ripple import (
    Moving,
    Promise,
    SentInvitation,
    promises_around,
    sent_invitation,
    shifted,
)
from townhall.services.queries.run_up import RunUpTask, run_up
from townhall.services.queries.warnings import HORIZON, date_warnings
from townhall.services.ripple import (
    DateKey,
)
from townhall.services.series import repeats
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class DatesEdit:
    """A change of dates: the use case that makes it, with its arguments.

    It is made from the date `original_start` (local) and holds for "this" one, it and the
    "following", or "all".
    """

    communication_id: int
    original_start: datetime
    scope: str
    use_case: Callable[..., object]
    args: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """A date, and what hangs on it, before the change."""

    row: OccurrenceRow
    steps: tuple[RunUpTask, ...]
    invitation: SentInvitation | None
    packs: tuple[IssuedPackDetail, ...]
    promises: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A date whose moment the change alters; no `after`: it is not held any more."""

    before: Before
    after: OccurrenceRow | None
    steps: tuple[RunUpTask, ...]

    @property
    def new_start(self) -> datetime | None:
        """When it begins then (local); None: it falls away."""
        return self.after.start if self.after is not None else None


def dates_of(
    uow: UnitOfWork, communication: m.Communication, edit: DatesEdit
) -> list[OccurrenceRow]:
    """The dates that the change can move, by start."""
    edited = date_row(uow.session, communication.id, edit.original_start)
    if not repeats(communication):
        return [edited]
    now, today = uow.now(), uow.clock.today(communication.time_zone)
    only = OccurrenceFilter(communication_ids=frozenset({communication.id}))
    zone = communication.time_zone
    found = occurrences(uow.session, today, today + HORIZON, zone, only)
    if edit.scope == "this":
        found = [edited]
    else:
        known = {row.original_start for row in found}
        for original in _told_of(uow, communication.id, today) - known:
            try:
                found.append(date_row(uow.session, communication.id, original))
            except NotFound:  # something is left of a date that the rule no longer gives
                continue
    return sorted(
        (
            row
            for row in found
            if row.start_utc > now
            and row.status is not CommunicationStatus.CANCELLED
            and (edit.scope != "following" or row.original_start >= edit.original_start)
        ),
        key=lambda row: row.start,
    )


def _told_of(uow: UnitOfWork, communication_id: int, today: date) -> set[datetime]:
    """The dates from today on that something of their own is stored about."""
    since = datetime.combine(today, time())
    found: set[datetime] = set()
    for model in (m.Task, m.Question, m.IssuedPack, m.Invitation, m.Reply):
        query = select(model.original_start).where(
            model.communication_id == communication_id, model.original_start >= since
        )
        found.update(each for each in uow.session.scalars(query) if each is not None)
    return found


def before_of(uow: UnitOfWork, row: OccurrenceRow) -> Before:
    """A date with what hangs on it."""
    session = uow.session
    return Before(
        row=row,
        steps=run_up(session, row.communication_id, row.original_start),
        invitation=sent_invitation(session, row),
        packs=issued_packs(session, row),
        promises=promises_around(session, row),
    )


def marked(uow: UnitOfWork, dates: Iterable[Before]) -> dict[datetime, m.Task]:
    """A mark on each date that goes where everything goes that belongs to the date."""
    marks = {
        each.row.original_start: m.Task(
            communication_id=each.row.communication_id,
            original_start=each.row.original_start,
            title="mark",
        )
        for each in dates
    }
    uow.session.add_all(marks.values())
    uow.session.flush()
    return marks


def places_of(uow: UnitOfWork, marks: Mapping[datetime, m.Task]) -> dict[datetime, DateKey]:
    """Where each date is afterwards, by the start it had; those that are gone are left out."""
    ids = {mark.id: original for original, mark in marks.items()}
    stored = uow.session.scalars(select(m.Task).where(m.Task.id.in_(ids))).all()
    found = {
        ids[each.id]: (each.communication_id, each.original_start)
        for each in stored
        if each.original_start is not None
    }
    for each in stored:
        uow.session.delete(each)
    uow.session.flush()
    return found


def moved_date(uow: UnitOfWork, before: Before, place: DateKey | None) -> Moved | None:
    """What becomes of a date; None when it keeps its moment."""
    after = None
    if place is not None:
        try:
            after = date_row(uow.session, *place)
        except NotFound:
            after = None
    if after is None or after.status is CommunicationStatus.CANCELLED:
        return Moved(before, None, ())
    row = before.row
    if (after.start, after.start_utc, after.all_day) == (row.start, row.start_utc, row.all_day):
        return None
    return Moved(before, after, run_up(uow.session, after.communication_id, after.original_start))


def moved_tasks(uow: UnitOfWork, moved: Iterable[Moved]) -> tuple[Moving, ...]:
    """The open steps that get another day, or could."""
    held = [(each, each.after) for each in moved if each.after is not None]
    if not held:
        return ()
    days = [row.start.date() for each, after in held for row in (each.before.row, after)]
    closed = closed_days(uow.session, min(days) - LONGEST_REACH, max(days) + LONGEST_REACH)
    found = []
    for each, after in held:
        ids = {step.id: step for step in each.steps}
        alike = {(step.title, step.offset_days): step for step in each.steps}
        by = after.start.date() - each.before.row.start.date()
        for step in each.before.steps:
            now = ids.get(step.id) or alike.get((step.title, step.offset_days))
            if step.is_done or now is None:
                continue
            new_day = now.day if step.due is None else shifted(step.day, by, closed)
            if new_day != step.day:
                found.append(
                    Moving(
                        _key("task", step.id, each),
                        step.title,
                        step.day,
                        new_day,
                        step.due is None,
                        step.offset_days,
                        each.before.row.start.date(),
                        after.original_start,
                    )
                )
    return tuple(found)


def moved_promises(uow: UnitOfWork, moved: Iterable[Moved]) -> tuple[Moving, ...]:
    """Open promises around the dates; none moves unless it is ticked."""
    found = {}
    for each in moved:
        if each.after is None or not each.before.promises:
            continue
        old, new = each.before.row.start.date(), each.after.start.date()
        margin = abs(new - old) + LONGEST_REACH
        closed = closed_days(uow.session, old - margin, old + margin)
        for promise in each.before.promises:
            new_day = shifted(promise.due, new - old, closed)
            if new_day != promise.due:
                found[promise.id] = Moving(
                    f"follow-up:{promise.id}",
                    promise.promised,
                    promise.due,
                    new_day,
                    moves=False,
                    of=old,
                    place=each.after.original_start,
                )
    return tuple(found.values())


def _key(noun: str, number: int, moved: Moved) -> str:
    start = moved.before.row.original_start
    return f"{noun}:{number}/{start.isoformat(timespec='minutes')}"


def warned_now(uow: UnitOfWork, dates: Sequence[Before], edit: DatesEdit) -> set[str]:
    """What is wrong already with the date that the change is made from."""
    originals = [each.row.original_start for each in dates]
    if not originals:
        return set()
    start = edit.original_start if edit.original_start in originals else originals[0]
    found = date_warnings(uow.session, edit.communication_id, start, clock=uow.clock)
    return {each.text for each in found}


def new_warnings(
    uow: UnitOfWork, moved: Moved | None, known: Collection[str]
) -> tuple[PlanWarning, ...]:
    """What would be wrong with the date that stands for all, and is not now."""
    if moved is None or moved.after is None:
        return ()
    after = moved.after
    found = date_warnings(
        uow.session, after.communication_id, after.original_start, clock=uow.clock
    )
    return tuple(each for each in found if each.text not in known)
