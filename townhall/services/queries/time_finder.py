"""When something could be held: the conditions that follow from the plan, and what they leave."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from townhall.domain.clock import Clock
from townhall.domain.date_warnings import PlanFacts, missed_shifts
from townhall.domain.errors import InvalidInput
from townhall.domain.names import same_name
from townhall.domain.planned_dates import room_key
from townhall.domain.recurrence import Series, expand
from townhall.domain.terms import AttendeeRole, CommunicationKind, label, noun_label
from townhall.domain.time_finder import Conditions, Found, Miss, Proposal, find_times
from townhall.domain.usual_times import usual_minutes
from townhall.language import _
from townhall.services.queries.cadence import CadenceDetail, cadence, cadences
from townhall.services.queries.communication_details import (
    CommunicationDetail,
    stored_communication,
)
from townhall.services.queries.communications import (
    OccurrenceFilter,
    nearest_date,
    occurrence,
)
from townhall.services.queries.people import audiences, people
from townhall.services.queries.planned_dates import planned_dates
from townhall.services.queries.warnings import plan_facts
from townhall.services.series import series_of
from townhall.storage import models as m

_USUAL_RANGE = timedelta(weeks=8)
_AROUND = timedelta(weeks=4)
_DAY = timedelta(days=1)
_NEEDED = (AttendeeRole.HOST, AttendeeRole.SPEAKER, AttendeeRole.MODERATOR)


@dataclass(frozen=True, slots=True)
class TimeWish:
    """What a time is looked for: to move a date, to add a session to it, to keep a promise, or
    something new of `kind`. Audiences are names; people are names or addresses."""

    communication_id: int | None = None
    original_start: datetime | None = None
    adds_session: bool = False
    cadence_id: int | None = None
    kind: CommunicationKind = CommunicationKind.TOWN_HALL
    audiences: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """Somebody who could have to be there."""

    email: str
    name: str
    role: AttendeeRole | None


@dataclass(frozen=True, slots=True)
class TimeSearch:
    """The conditions to start from, and what there is to choose from.

    `title` is what a time is looked for, `initiatives` what it is about; `people` are those of the
    date, `colleagues` all others with an address; `room` is where it is held.
    """

    wish: TimeWish
    title: str
    kind: CommunicationKind
    room: str
    recurring: bool
    initiatives: tuple[str, ...]
    people: tuple[PersonChoice, ...]
    colleagues: tuple[PersonChoice, ...]
    audience_choices: tuple[tuple[int, str], ...]
    conditions: Conditions
    time_zone: str
    today: date


@dataclass(frozen=True, slots=True)
class FoundTimes:
    """What was found for the conditions; `names` are those of audiences by id."""

    conditions: Conditions
    found: Found
    names: dict[int, str]


def time_search(session: Session, wish: TimeWish, *, clock: Clock) -> TimeSearch:
    """The conditions that a wish starts with. Raises NotFound.

    The range is the eight weeks from tomorrow, or those around the date that is moved.
    """
    plan = session.get_one(m.Plan, 1)
    today = clock.today(plan.time_zone)
    known = audiences(session)
    about = _About(session, wish, clock)
    ids = frozenset(
        each.id for each in known if any(same_name(each.name) == same_name(n) for n in about.names)
    )
    first, last = about.range_from(today)
    conditions = Conditions(
        first=first,
        last=last,
        duration_minutes=about.minutes,
        work_start=plan.work_start,
        work_end=plan.work_end,
        audience_ids=ids,
        people=frozenset(each.email for each in about.people if _is_needed(each)),
        rooms=about.rooms,
        due_on=about.due_on,
        ignored=None if wish.adds_session else wish.communication_id,
    )
    if wish.adds_session:
        conditions = replace(conditions, only_shifts=_missed_shifts(session, wish, today))
    own = {each.email for each in about.people}
    colleagues = tuple(
        PersonChoice(each.email.casefold(), each.name, None)
        for each in people(session)
        if each.email and each.email.casefold() not in own
    )
    return TimeSearch(
        wish=wish,
        title=about.title,
        kind=about.kind,
        room=about.room,
        recurring=about.recurring,
        initiatives=about.initiatives,
        people=about.people,
        colleagues=colleagues,
        audience_choices=tuple((each.id, each.name) for each in known),
        conditions=conditions,
        time_zone=plan.time_zone,
        today=today,
    )


def found_times(
    session: Session, wish: TimeWish, conditions: Conditions, *, clock: Clock
) -> FoundTimes:
    """Proposals under `conditions`. Raises InvalidInput."""
    zone = session.get_one(m.Plan, 1).time_zone
    # A range out of bounds is refused before anything is expanded for it.
    last = min(conditions.last, conditions.first + timedelta(days=370))
    first = conditions.first - timedelta(days=7)
    dates = planned_dates(session, first, last + timedelta(days=7))
    facts = plan_facts(session, first, last + _DAY, clock.today(zone))
    conditions = replace(conditions, rule_days=_rule_days(session, wish, conditions))
    found = find_times(conditions, dates, facts, clock.local_now(zone))
    return FoundTimes(conditions, found, dict(facts.audiences))


@dataclass(frozen=True, slots=True)
class TimesForWish:
    """What was found for a wish as scripts read it; times are local to `time_zone`."""

    time_zone: str
    duration_minutes: int
    looked_at: int
    proposals: tuple[Proposal, ...]
    ruled_out: tuple[Miss, ...]


def find_for(
    session: Session,
    wish: TimeWish,
    first: date,
    last: date,
    minutes: int | None,
    *,
    clock: Clock,
    avoids_holidays: bool = True,
    avoids_blackouts: bool = True,
) -> TimesForWish:
    """Proposals for `wish` from `first` to `last`; `minutes` None: as long as it takes now.

    Public holidays and blackout periods are looked at too where they are not avoided.
    Raises NotFound; InvalidInput, also for an audience or a person the plan does not have.
    """
    _refuse_unknown(session, wish)
    search = time_search(session, wish, clock=clock)
    conditions = replace(
        search.conditions,
        first=first,
        last=last,
        duration_minutes=search.conditions.duration_minutes if minutes is None else minutes,
        avoids_holidays=avoids_holidays,
        avoids_blackouts=avoids_blackouts,
    )
    found = found_times(session, wish, conditions, clock=clock).found
    return TimesForWish(
        time_zone=search.time_zone,
        duration_minutes=conditions.duration_minutes,
        looked_at=found.looked_at,
        proposals=found.proposals,
        ruled_out=found.misses,
    )


def _refuse_unknown(session: Session, wish: TimeWish) -> None:
    known = {same_name(each.name) for each in audiences(session)}
    for name in wish.audiences:
        if same_name(name) not in known:
            raise _unknown(name, m.Audience.noun)
    named = {same_name(each.name) for each in people(session) if each.email}
    for name in wish.people:
        if "@" not in name and same_name(name) not in named:
            raise _unknown(name, m.Person.noun)


def _unknown(name: str, noun: str) -> InvalidInput:
    return InvalidInput(
        _("There is no {noun} called “{name}” in this plan.").format(
            noun=noun_label(noun), name=name
        ),
        field=noun,
    )


class _About:
    """What a wish is about, as far as the plan knows."""

    def __init__(self, session: Session, wish: TimeWish, clock: Clock) -> None:
        self.kind, self.title = wish.kind, label(wish.kind)
        self.names: tuple[str, ...] = wish.audiences
        self.initiatives: tuple[str, ...] = ()
        self.minutes = usual_minutes(wish.kind)
        self.people: tuple[PersonChoice, ...] = ()
        self.rooms: frozenset[str] = frozenset()
        self.room, self.recurring = "", False
        self.due_on: date | None = None
        self._day: date | None = None
        if wish.communication_id is not None:
            self._take_date(session, wish.communication_id, wish.original_start, clock)
        elif wish.cadence_id is not None:
            self._take_cadence(session, wish.cadence_id, clock)
        self.people = (*self.people, *_asked_for(session, wish.people, self.people))

    def range_from(self, today: date) -> tuple[date, date]:
        """The days to look at: from tomorrow, around the date that is moved."""
        if self._day is not None and self._day - _AROUND > today:
            return self._day - _AROUND, self._day + _AROUND
        return today + _DAY, today + _USUAL_RANGE

    def _take_date(
        self,
        session: Session,
        communication_id: int,
        original_start: datetime | None,
        clock: Clock,
    ) -> None:
        if original_start is None:
            zone = session.get_one(m.Plan, 1).time_zone
            original_start = nearest_date(session, communication_id, clock.local_now(zone))
        found = occurrence(session, communication_id, original_start)
        row, about = found.row, found.communication
        self.kind, self.title, self.room = row.kind, row.title, row.location
        self.names = (*about.audiences, *self.names)
        self.initiatives = about.initiatives
        self.minutes = int((row.end - row.start).total_seconds()) // 60 or self.minutes
        self.recurring = about.recurrence is not None
        self._day = row.start.date()
        self._take_attendees(about)
        place = room_key(row.location)
        self.rooms |= frozenset({place} if place else ())
        self.due_on = _earliest_due(session, about, clock)

    def _take_attendees(self, about: CommunicationDetail) -> None:
        rooms = [each for each in about.attendees if each.role is AttendeeRole.ROOM]
        self.rooms = frozenset(each.email.casefold() for each in rooms)
        self.people = tuple(
            PersonChoice(each.email.casefold(), each.name or each.email, each.role)
            for each in about.attendees
            if each.role not in (AttendeeRole.ROOM, AttendeeRole.INFORMED)
        )

    def _take_cadence(self, session: Session, cadence_id: int, clock: Clock) -> None:
        promise = cadence(session, cadence_id, clock=clock)
        self.kind = promise.kind
        self.title = f"{label(promise.kind)}: {promise.initiative}"
        self.names = (promise.audience,)
        self.initiatives = (promise.initiative,)
        self.minutes = usual_minutes(promise.kind)
        self.due_on = promise.due_on


def _is_needed(person: PersonChoice) -> bool:
    return person.role is None or person.role in _NEEDED


def _asked_for(
    session: Session, wanted: Iterable[str], known: Iterable[PersonChoice]
) -> Iterable[PersonChoice]:
    """The people of a wish by name or address; an address nobody has stands for itself."""
    own = {each.email for each in known}
    by_name = {same_name(each.name): each for each in people(session) if each.email}
    for words in wanted:
        found = by_name.get(same_name(words))
        email = (found.email if found else words).casefold()
        if "@" in email and email not in own:
            own.add(email)
            yield PersonChoice(email, found.name if found else words, None)


def _earliest_due(session: Session, about: CommunicationDetail, clock: Clock) -> date | None:
    """The first day by which a promise to one of its audiences must be kept."""
    names = set(about.audiences)
    found: list[CadenceDetail] = [
        each
        for each in cadences(session, clock=clock)
        if each.audience in names and each.initiative in about.initiatives
    ]
    return min((each.due_on for each in found), default=None)


def _missed_shifts(session: Session, wish: TimeWish, today: date) -> frozenset[int]:
    """The shifts that no session of the communication reaches yet."""
    if wish.communication_id is None:
        return frozenset()
    own = OccurrenceFilter(communication_ids=frozenset({wish.communication_id}))
    facts: PlanFacts = plan_facts(session, today, today, today)
    sessions = planned_dates(session, today, today + timedelta(weeks=26), own)
    return frozenset(missed_shifts(sessions, facts))


def _rule_days(session: Session, wish: TimeWish, conditions: Conditions) -> frozenset[date] | None:
    """The days in the range that the rule of the series gives, whatever became of its dates."""
    if wish.communication_id is None or wish.adds_session:
        return None
    stored = stored_communication(session, wish.communication_id)
    if stored.recurrence is None:
        return None
    series: Series = replace(series_of(stored), overrides=(), cancelled=False)
    first = datetime.combine(conditions.first, datetime.min.time())
    last = datetime.combine(conditions.last + _DAY, datetime.min.time())
    return frozenset(each.start.date() for each in expand(series, first, last))
