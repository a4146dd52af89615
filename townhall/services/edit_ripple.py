"""Changing the times of several dates together with what is ticked to move along, as one step."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from townhall.services.communications import change_communication
from townhall.services.edit_effects import (
    DatesEdit,
    before_of,
    dates_of,
    marked,
    moved_date,
    moved_promises,
    moved_tasks,
    new_warnings,
    places_of,
    warned_now,
)
from townhall.services.occurrences import change_occurrence
from townhall.services.queries.ripple import (
    MovedDate,
    Moving,
    Ripple,
)
from townhall.services.ripple import (
    moved_label,
    settle_promises,
    settle_tasks,
    ticked_of,
)
from townhall.services.series import repeats
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

_LISTED = 8
"""So many dates are told step by step; nobody ticks the steps of a whole year."""


def edit_of(
    communication_id: int,
    original_start: datetime,
    values: Mapping[str, Any],
    scope: str,
    base: Mapping[str, Any] | None = None,
) -> DatesEdit:
    """The change that gives `values` to the dates of `scope`; `base` as an editor loaded it.

    What holds for all dates and names no start is a change of the communication itself.
    """
    if scope == "all" and "start" not in values:
        whole = (communication_id, values, base)
        return DatesEdit(communication_id, original_start, scope, change_communication, whole)
    args = (communication_id, original_start, values, scope)
    return DatesEdit(communication_id, original_start, scope, change_occurrence, args)


def edit_ripple(uow: UnitOfWork, edit: DatesEdit) -> Ripple:
    """What `edit` touches, found by making it: to be rehearsed, not to be kept.

    Looks at dates of the coming half year, and at later ones that something is stored about;
    those that have been do not move. Raises what the edit raises.
    """
    session = uow.session
    communication = uow.get(m.Communication, edit.communication_id)
    title, recurring = communication.title, repeats(communication)
    before = [before_of(uow, row) for row in dates_of(uow, communication, edit)]
    warned = warned_now(uow, before, edit)
    marks = marked(uow, before)
    _make(uow, edit)
    places = places_of(uow, marks)
    session.expire_all()
    moved = [
        found
        for each in before
        if (found := moved_date(uow, each, places.get(each.row.original_start))) is not None
    ]
    head = min(
        moved, key=lambda each: each.before.row.original_start != edit.original_start, default=None
    )
    listed = moved[:_LISTED]
    tasks = moved_tasks(uow, listed)
    row = head.before.row if head is not None else None
    return Ripple(
        communication_id=edit.communication_id,
        original_start=row.original_start if row is not None else edit.original_start,
        title=title,
        start=row.start if row is not None else edit.original_start,
        new_start=head.new_start if head is not None else edit.original_start,
        all_day=communication.all_day,
        recurring=recurring,
        warnings=new_warnings(uow, head, warned),
        tasks=tasks,
        tasks_done=sum(step.is_done for each in listed for step in each.before.steps),
        tasks_total=sum(len(each.before.steps) for each in listed),
        invitation=next((each.before.invitation for each in moved if each.before.invitation), None),
        packs=tuple(pack for each in moved for pack in each.before.packs),
        promises=moved_promises(uow, moved),
        dates=tuple(
            MovedDate(each.before.row.original_start, each.before.row.start, each.new_start)
            for each in moved
        ),
        tasks_lost=sum(
            not step.is_done for each in moved if each.after is None for step in each.before.steps
        ),
        tasks_further=len(moved_tasks(uow, moved[_LISTED:])),
    )


def edit_with_ripple(
    uow: UnitOfWork, edit: DatesEdit, found: Ripple, *, along: Collection[str] | None = None
) -> int:
    """Make `edit` and let what `along` names of the ripple that was `found` move along.

    Keys are those of `Moving`; None: all that counts its day from a date. Returns the id of the
    communication that the dates belong to then. Raises what the edit raises, and InvalidInput
    (`move_along`) for a key that cannot move.
    """
    ticked = ticked_of(found, along)
    number = _make(uow, edit)
    label = uow.label
    by_place: dict[datetime, list[Moving]] = {}
    for each in found.tasks:
        if each.place is not None:
            by_place.setdefault(each.place, []).append(each)
    for place, tasks in by_place.items():
        settle_tasks(uow, tasks, ticked, (number, place))
    settle_promises(uow, found, ticked)
    uow.label = moved_label(found, ticked) or label
    return number


def _make(uow: UnitOfWork, edit: DatesEdit) -> int:
    value = edit.use_case(uow, *edit.args)
    uow.session.flush()
    return value if isinstance(value, int) else edit.communication_id
