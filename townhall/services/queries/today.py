"""What needs attention today, what comes later this week, and the next town hall's standing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from townhall.domain.clock import Clock
from townhall.domain.day_words import short_day
from townhall.domain.terms import (
    CommunicationKind,
    CommunicationStatus,
    Outcome,
    PersonRole,
    Severity,
    WarningKind,
    label,
)
from townhall.services.queries.communications import (
    OccurrenceDetail,
    OccurrenceRow,
    occurrence,
    occurrences,
)
from townhall.services.queries.due_invitations import due_invitations
from townhall.services.queries.event import EventInvitation, date_invitation
from townhall.services.queries.invitations import recipient_versions
from townhall.services.queries.plans import plan_detail
from townhall.services.queries.questions import Accounting, QuestionFilter, accounting
from townhall.services.queries.run_up import RunUpTask, run_up, tasks_between
from townhall.services.queries.today_items import Item, ItemKind
from townhall.services.queries.today_questions import waiting_questions
from townhall.services.queries.today_replies import due_answers
from townhall.services.queries.warnings import warnings
from townhall.storage import models as m

_BACK = timedelta(days=60)
_AHEAD = timedelta(days=28)
_HERO_AHEAD = timedelta(days=62)
_AFTER = timedelta(days=21)
"""So long after a date its unfinished steps are still spoken of."""

_OPEN_OUTCOMES = (Outcome.OPEN, Outcome.CARRIED_OVER)


@dataclass(frozen=True, slots=True)
class Hero:
    """The next town hall and how far it is.

    `behind` people on the list have not got the newest version of its invitation.
    """

    date: OccurrenceDetail
    tasks: tuple[RunUpTask, ...]
    accounting: Accounting
    without_owner: int
    invitation: EventInvitation
    behind: int


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """One day with its dates and the open steps that fall on it."""

    day: date
    rows: tuple[OccurrenceRow, ...]
    tasks: tuple[RunUpTask, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """The screen of one day. `agenda` has the days of this week and the next with something."""

    today: date
    zone: str
    hero: Hero | None
    now: tuple[Item, ...]
    this_week: tuple[Item, ...]
    ahead: tuple[Item, ...]
    agenda: tuple[AgendaDay, ...]
    is_empty: bool


def today(session: Session, *, clock: Clock) -> Today:
    """Everything about today, in the plan's time zone; sentences in the current language.

    `now` is what is urgent, late or due today; `this_week` what is due by Sunday; `ahead` the
    rest, as far as warnings and four weeks of run-up look.
    """
    plan = plan_detail(session)
    day = clock.today(plan.time_zone)
    sunday = day + timedelta(days=6 - day.weekday())
    tasks = tasks_between(session, day - _BACK, max(day + _AHEAD, sunday + timedelta(days=7)))
    items = sorted(_items(session, tasks, day, clock), key=_rank)
    now = [item for item in items if _is_now(item, day)]
    week = [item for item in items if item not in now and item.day <= sunday]
    return Today(
        today=day,
        zone=plan.time_zone,
        hero=_hero(session, day, plan.time_zone, clock),
        now=tuple(now),
        this_week=tuple(week),
        ahead=tuple(item for item in items if item not in now and item not in week),
        agenda=_agenda(session, tasks, day, plan.time_zone),
        is_empty=session.scalar(select(m.Communication.id).limit(1)) is None,
    )


def attention_count(session: Session, clock: Clock) -> int:
    """How many things need attention now: as many as `today` lists under `now`."""
    day = clock.today(plan_detail(session).time_zone)
    tasks = tasks_between(session, day - _BACK, day)  # those of later days are not due yet
    return sum(_is_now(item, day) for item in _items(session, tasks, day, clock))


def _is_now(item: Item, day: date) -> bool:
    return item.severity is Severity.HIGH or item.day <= day


_ORDER = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2}


_DATED = frozenset(
    {
        WarningKind.SILENCE,
        WarningKind.DUTY_DUE,
        WarningKind.OVERDUE_FOLLOW_UP,
        WarningKind.UNANSWERED,
    }
)


def is_dated(item: Item) -> bool:
    """Whether its day is one by which something must be done; else it is when it began or is."""
    return item.warning is None or item.warning.kind in _DATED


def _rank(item: Item) -> tuple[int, bool, date, str, int]:
    number = item.task.id if item.task is not None else item.question_id or 0
    return _ORDER[item.severity], not is_dated(item), item.day, item.kind, number


def _items(session: Session, tasks: Iterable[RunUpTask], day: date, clock: Clock) -> Iterator[Item]:
    for warning in warnings(session, clock=clock):
        words = (warning.title, warning.reason)
        yield Item(ItemKind.WARNING, warning.severity, warning.day, *words, warning=warning)
    for task in tasks:
        if task.is_done or task.start.date() < day - _AFTER:
            continue
        if task.start.date() < day and task.offset_days < 0 and task.due is None:
            continue  # what had to be done before a date that has been is no use any more
        late = task.day < day
        severity = Severity.HIGH if late else Severity.MEDIUM
        reason = _task_reason(task, day)
        yield Item(ItemKind.TASK, severity, task.day, task.title, reason, task=task)
    yield from waiting_questions(session, day)
    yield from due_invitations(session, day, clock)
    for due in due_answers(session, day, clock):
        yield Item(ItemKind.REPLY, due.severity, due.day, due.title, due.reason, row=due.row)


def _task_reason(task: RunUpTask, day: date) -> str:
    role = task.owner_role
    who = task.owner or (label(PersonRole(role)) if role in list(PersonRole) else role)
    held = f"{task.communication}, {short_day(task.start.date(), day)}"
    return f"{held}; {who}" if who else held


def _hero(session: Session, day: date, zone: str, clock: Clock) -> Hero | None:
    """The next town hall; without one in two months the next date of any kind."""
    now = clock.now_utc()
    coming = [
        row
        for row in occurrences(session, day, day + _HERO_AHEAD, zone)
        if row.status is not CommunicationStatus.CANCELLED and row.end_utc > now
    ]
    halls = (row for row in coming if row.kind is CommunicationKind.TOWN_HALL)
    row = next(halls, coming[0] if coming else None)
    if row is None:
        return None
    asked = QuestionFilter(
        communication_id=row.communication_id,
        original_start=row.original_start if row.recurring else None,
    )
    conditions = [
        m.Question.communication_id == row.communication_id,
        m.Question.outcome.in_(_OPEN_OUTCOMES),
        m.Question.owner_id.is_(None),
        m.Question.lead_id.is_(None),
    ]
    versions = recipient_versions(session, row.communication_id, row.original_start)
    if row.recurring:
        conditions.append(m.Question.original_start == row.original_start)
    return Hero(
        date=occurrence(session, row.communication_id, row.original_start, zone),
        tasks=run_up(session, row.communication_id, row.original_start),
        accounting=accounting(session, asked),
        without_owner=session.scalar(select(func.count()).where(*conditions)) or 0,
        invitation=date_invitation(session, row.communication_id, row.original_start),
        behind=sum(not each.latest for each in versions),
    )


def _agenda(
    session: Session, tasks: Iterable[RunUpTask], day: date, zone: str
) -> tuple[AgendaDay, ...]:
    monday = day - timedelta(days=day.weekday())
    days = [monday + timedelta(days=number) for number in range(14)]
    rows = occurrences(session, days[0], days[-1], zone)
    by_day: dict[date, list[OccurrenceRow]] = {}
    for row in rows:
        by_day.setdefault(max(row.shown_start.date(), monday), []).append(row)
    due: dict[date, list[RunUpTask]] = {}
    for task in tasks:
        if not task.is_done:
            due.setdefault(task.day, []).append(task)
    return tuple(
        AgendaDay(each, tuple(by_day.get(each, ())), tuple(due.get(each, ())))
        for each in days
        if each in by_day or each in due
    )
