"""Moving a date together with what is ticked to move along, as one step."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, time
from typing import Any

from townhall.domain.errors import InvalidInput
from townhall.language import _, ngettext
from townhall.services import fields as f
from townhall.services.follow_ups import change_follow_up
from townhall.services.occurrences import change_occurrence, widen_change
from townhall.services.queries.ripple import Moving, Ripple, ripple
from townhall.services.queries.run_up import run_up
from townhall.services.tasks import fix_days
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

DateKey = tuple[int, datetime]


def move_with_ripple(
    uow: UnitOfWork,
    communication_id: int,
    original_start: datetime,
    values: Mapping[str, Any],
    scope: str = "this",
    *,
    along: Collection[str] | None = None,
) -> DateKey:
    """Change a date as `change_occurrence` does and let what `along` names move along.

    Keys are those of `Moving`; None: all that counts its day from the date. A task that is not
    among them keeps its day. Returns communication and original start by which the date is known
    afterwards. Raises NotFound, InvalidInput (`move_along` for a key that cannot move).
    """
    communication = uow.get(m.Communication, communication_id)
    raw = values.get("start")
    if not raw:
        return _change(uow, communication_id, original_start, values, scope), original_start
    start = f.local_moment(raw, "start", communication.time_zone)
    if communication.all_day:
        start = datetime.combine(start.date(), time())
    found = ripple(uow.session, communication_id, original_start, start, clock=uow.clock)
    ticked = ticked_of(found, along)
    new_id = _change(uow, communication_id, original_start, values, scope)
    label = uow.label
    uow.session.flush()
    new_start = original_start if found.recurring and scope == "this" else start
    settle_tasks(uow, found.tasks, ticked, (new_id, new_start))
    settle_promises(uow, found, ticked)
    uow.label = moved_label(found, ticked) or label
    return new_id, new_start


def _change(
    uow: UnitOfWork,
    communication_id: int,
    original_start: datetime,
    values: Mapping[str, Any],
    scope: str,
) -> int:
    # The date itself follows too where it was an exception in these fields.
    use_case = change_occurrence if scope == "this" else widen_change
    return use_case(uow, communication_id, original_start, values, scope)


def ticked_of(found: Ripple, along: Collection[str] | None) -> frozenset[str]:
    """The keys that move along; None: what does by itself. Raises InvalidInput (`move_along`)."""
    known = {each.key for each in found.moving}
    if along is None:
        return frozenset(each.key for each in found.moving if each.moves)
    for key in along:
        if key not in known:
            raise InvalidInput(
                _("“{key}” does not move along with this date. Known are: {known}.").format(
                    key=str(key)[:80], known=", ".join(sorted(known)) or "–"
                ),
                field="move_along",
            )
    return frozenset(along)


def settle_tasks(
    uow: UnitOfWork, tasks: Iterable[Moving], ticked: frozenset[str], key: DateKey
) -> None:
    """Hold steps of the date `key` that stay on the day they had, and move days that were fixed."""
    now = run_up(uow.session, *key)
    ids = {each.id: each.id for each in now}
    # Where the series was split, the later half has steps of its own.
    alike = {(each.title, each.offset_days): each.id for each in now}
    days = {}
    for each in tasks:
        if each.moves == (each.key in ticked):
            continue
        held = ids.get(_number(each)) or alike.get((each.title, each.offset_days))
        if held is not None:
            days[held] = each.day if each.moves else each.new_day
    fix_days(uow, days, key[1])


def settle_promises(uow: UnitOfWork, found: Ripple, ticked: frozenset[str]) -> None:
    """Give the promises that are ticked their new day."""
    for each in found.promises:
        if each.key in ticked:
            change_follow_up(uow, _number(each), {"due": each.new_day.isoformat()})


def _number(moving: Moving) -> int:
    """The id in a key: 3 of "task:3", and of "task:3/2026-12-03T10:00"."""
    return int(moving.key.split(":")[1].partition("/")[0])


def moved_label(found: Ripple, ticked: frozenset[str]) -> str:
    """What a step is called that moved things along; empty where nothing did."""
    number = sum(each.key in ticked for each in found.moving)
    if not number:
        return ""
    return ngettext(
        "Moved “{title}” with {n} change",
        "Moved “{title}” with {n} changes",
        number,
    ).format(title=found.title, n=number)
