"""How many questions each choice of a filter would give, under all the other filters."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, cast, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from townhall.domain.question_marks import QuestionMark
from townhall.domain.question_periods import Period, days_of
from townhall.services.queries.question_filter import (
    Condition,
    QuestionFilter,
    asked_between,
    conditions,
    escalated,
    overdue,
    owned_by,
    to_recheck,
    unassigned,
    waiting_decline,
)
from townhall.services.queries.question_register import with_parts
from townhall.storage import models as m

_ASKED = "asked."
_MARKS = {
    "owner_named": QuestionMark.MINE,
    "overdue_on": QuestionMark.OVERDUE,
    "unassigned": QuestionMark.UNASSIGNED,
    "escalated": QuestionMark.ESCALATED,
    "decline_waits": QuestionMark.DECLINE_WAITS,
    "recheck_on": QuestionMark.RECHECK,
}
"""Marks by the part of a filter that asks for them."""


@dataclass(frozen=True, slots=True)
class Facets:
    """Numbers of questions by part of a `QuestionFilter` and value of it.

    `values` are of the parts that name values; an audience counts those of its parts as well.
    `periods` are of when they were asked.
    """

    values: Mapping[str, Mapping[Any, int]] = field(default_factory=dict)
    marks: Mapping[QuestionMark, int] = field(default_factory=dict)
    periods: Mapping[Period, int] = field(default_factory=dict)


def question_facets(
    session: Session, filtered: QuestionFilter, today: date, owner_named: str = ""
) -> Facets:
    """The numbers for `filtered` on `today`; `owner_named` is whose own questions are counted.

    All questions are looked at once, whatever the number of filters.
    """
    filtered = replace(filtered, audience_ids=with_parts(session, filtered.audience_ids))
    table = m.Question.__table__.c
    columns: dict[str, ColumnElement[Any]] = {
        "states": table.state,
        "outcomes": table.outcome,
        "themes": table.theme,
        "audience_ids": table.audience_id,
        "owner_ids": table.owner_id,
        "sources": table.source,
        "communication_id": table.communication_id,
    }
    marks = _marks(session, today, owner_named)
    set_ = conditions(session, filtered)
    own = {name: set_.pop(name) for name in list(set_) if name in columns or name in marks}
    own |= {"asked": set_.pop("asked")} if "asked" in set_ else {}
    found = (
        select(
            *(column.label(name) for name, column in columns.items()),
            *(cast(func.coalesce(one, False), Integer).label(n) for n, one in marks.items()),
            *(cast(func.coalesce(one, False), Integer).label(f"ok_{n}") for n, one in own.items()),
        )
        .where(*set_.values())
        .cte("found")
    )

    def others(name: str) -> list[Condition]:
        name = "asked" if name.startswith(_ASKED) else name
        return [found.c[f"ok_{other}"] == 1 for other in own if other != name]

    parts = [
        select(
            literal(name).label("part"),
            cast(found.c[name], String).label("value"),
            func.count().label("number"),
        )
        .where(*others(name), found.c[name].is_not(None))
        .group_by(found.c[name])
        for name in columns
    ]
    parts += [
        select(literal(name), null(), func.coalesce(func.sum(found.c[name]), 0)).where(
            *others(name)
        )
        for name in marks
    ]
    return _facets(session, session.execute(union_all(*parts)).all())


def _marks(session: Session, today: date, owner_named: str) -> dict[str, Condition]:
    marks = {
        "overdue_on": overdue(today),
        "unassigned": unassigned(),
        "recheck_on": to_recheck(today),
        "decline_waits": waiting_decline(),
        "escalated": escalated(),
    }
    if owner_named:
        marks["owner_named"] = owned_by(session, owner_named)
    return marks | {_ASKED + each: asked_between(*days_of(each, today)) for each in Period}


def _facets(session: Session, rows: Any) -> Facets:
    values: dict[str, dict[Any, int]] = {}
    marks: dict[str, int] = {}
    for part, value, number in rows:
        if value is None:
            marks[part] = number
        else:
            whole = part.endswith(("_id", "_ids"))
            values.setdefault(part, {})[int(value) if whole else value] = number
    periods = {each: marks.pop(_ASKED + each, 0) for each in Period}
    if "audience_ids" in values:
        values["audience_ids"] = _with_parts_counted(session, values["audience_ids"])
    return Facets(values, {_MARKS[name]: number for name, number in marks.items()}, periods)


def _with_parts_counted(session: Session, numbers: Mapping[int, int]) -> dict[int, int]:
    """`numbers` by audience, each with those of all audiences below it."""
    above = dict(session.execute(select(m.Audience.id, m.Audience.parent_id)).all())
    found: dict[int, int] = {}
    for audience_id, number in numbers.items():
        passed: set[int] = set()
        each: int | None = audience_id
        while each is not None and each not in passed:
            passed.add(each)
            found[each] = found.get(each, 0) + number
            each = above.get(each)
    return found
