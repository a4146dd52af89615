"""The run-up to dates: the steps of one date, and what falls between two days."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from townhall.domain.run_up import Step, reach, step_day, steps_of
from townhall.domain.terms import CommunicationStatus
from townhall.services.queries.closed_days import closed_days
from townhall.services.queries.communication_details import stored_communication
from townhall.services.queries.communications import (
    NO_FILTER,
    OccurrenceFilter,
    OccurrenceRow,
    date_row,
    occurrences,
)
from townhall.services.queries.people import names
from townhall.services.queries.plans import plan_detail
from townhall.storage import models as m

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class RunUpTask:
    """One step towards one date, and the `day` it falls on.

    `id` is the task that is stored: of this date alone, or, where `is_shared`, of every date of
    the series. `of_id` is the step of every date that it stands in for. `start` is when the
    date `original_start` is held (local), `communication` its title. `due` is the day it was
    fixed to, None where the day is counted.
    """

    id: int
    communication_id: int
    original_start: datetime
    start: datetime
    communication: str
    title: str
    offset_days: int
    owner_role: str
    owner: str | None
    due: date | None
    day: date
    done_on: date | None
    is_shared: bool
    of_id: int | None

    @property
    def is_done(self) -> bool:
        """Whether it was ticked off."""
        return self.done_on is not None


def run_up(
    session: Session, communication_id: int, original_start: datetime
) -> tuple[RunUpTask, ...]:
    """The steps towards one date, by day. Raises NotFound."""
    row = date_row(session, communication_id, original_start)
    stored = _steps(session, [communication_id]).get(communication_id, [])
    first = stored_communication(session, communication_id).start
    steps = steps_of(stored, row.original_start, first_start=first)
    day = row.start.date()
    far = reach(steps)
    closed = closed_days(session, day - far, day + far) if steps else {}
    return _sorted(_tasks(row, steps, closed, names(session, m.Person)))


def tasks_between(
    session: Session,
    first: date,
    last: date,
    filtered: OccurrenceFilter = NO_FILTER,
) -> tuple[RunUpTask, ...]:
    """The steps that fall on the days `first` to `last`, both included, by day.

    Those of dates that were called off are left out; those ticked off are in, with `done_on`.
    """
    stored, starts = _steps_around(session, first, last, filtered)
    if not stored:
        return ()
    every = [step for steps in stored.values() for step in steps]
    after = reach([step for step in every if step.offset_days > 0])
    before = reach([step for step in every if step.offset_days < 0])
    fixed = [step.due for step in every if step.due and first <= step.due <= last]
    if fixed:  # the date of a step with a day of its own can be anywhere: look a little further
        after, before = max(after, timedelta(days=90)), max(before, timedelta(days=90))
    plan = plan_detail(session)
    only = replace(filtered, communication_ids=frozenset(stored))
    rows = occurrences(session, first - after, last + before, plan.time_zone, only)
    margin = max(after, before)
    closed = closed_days(session, first - 2 * margin, last + 2 * margin)
    called = names(session, m.Person)
    found = [
        task
        for row in rows
        if row.status is not CommunicationStatus.CANCELLED
        for task in _tasks(
            row,
            steps_of(
                stored[row.communication_id],
                row.original_start,
                first_start=starts[row.communication_id],
            ),
            closed,
            called,
        )
        if first <= task.day <= last
    ]
    return _sorted(found)


def _sorted(found: Iterable[RunUpTask]) -> tuple[RunUpTask, ...]:
    return tuple(sorted(found, key=lambda each: (each.day, each.offset_days, each.start, each.id)))


def _tasks(
    row: OccurrenceRow,
    steps: Sequence[Step],
    closed: Collection[date],
    called: dict[int, str],
) -> Iterable[RunUpTask]:
    for step in steps:
        yield RunUpTask(
            id=step.id,
            communication_id=row.communication_id,
            original_start=row.original_start,
            start=row.start,
            communication=row.title,
            title=step.title,
            offset_days=step.offset_days,
            owner_role=step.owner_role,
            owner=called.get(step.owner_id) if step.owner_id is not None else None,
            due=step.due,
            day=step_day(step, row.start.date(), closed),
            done_on=step.done_on,
            is_shared=row.recurring and step.original_start is None,
            of_id=step.of_id,
        )


def _steps_around(
    session: Session, first: date, last: date, filtered: OccurrenceFilter
) -> tuple[dict[int, list[Step]], dict[int, datetime]]:
    """Steps, and the first start, of the communications that can have one between the days."""
    table = m.Communication
    furthest = select(func.max(func.abs(m.Task.offset_days)))
    margin = timedelta(days=2 * (session.scalar(furthest) or 0) + 90)
    day = datetime.min.time()
    since, until = (
        datetime.combine(first - margin, day),
        datetime.combine(last + margin, day),
    )
    query = select(table.id, table.start).where(
        table.id.in_(select(m.Task.communication_id)),
        table.start < until,
        or_(table.last_end.is_(None), table.last_end >= since),
        table.status != CommunicationStatus.CANCELLED,
    )
    starts: dict[int, datetime] = {row.id: row.start for row in session.execute(query)}
    if filtered.communication_ids:
        starts = {key: starts[key] for key in starts if key in filtered.communication_ids}
    return _steps(session, list(starts)), starts


def _steps(session: Session, communication_ids: Sequence[int]) -> dict[int, list[Step]]:
    """The stored steps of each communication; those without any are left out."""
    table = m.Task
    found: dict[int, list[Step]] = {}
    for place in range(0, len(communication_ids), _CHUNK):
        rows = session.execute(
            select(
                table.communication_id,
                table.id,
                table.original_start,
                table.title,
                table.offset_days,
                table.owner_role,
                table.owner_id,
                table.due,
                table.of_id,
                table.dropped,
                table.done_on,
            )
            .where(table.communication_id.in_(communication_ids[place : place + _CHUNK]))
            .order_by(table.id)
        )
        for communication_id, *values in rows:
            found.setdefault(communication_id, []).append(Step(*values))
    return found
