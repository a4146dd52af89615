"""The year at a glance: a lane for each audience or initiative, what reaches it, and its gaps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.audience_nesting import with_wholes
from townhall.domain.lane_gaps import LONG_DAYS, Gap, gaps
from townhall.domain.names import alphabetical
from townhall.domain.terms import CommunicationStatus
from townhall.services.queries.calendar import CalendarRange, calendar_range
from townhall.services.queries.communications import NO_FILTER, OccurrenceFilter, OccurrenceRow
from townhall.services.queries.people import audiences, names
from townhall.storage import models as m

_CHUNK = 500
_WEEK = 7
_DAY = timedelta(days=1)
_NO_WORD = {CommunicationStatus.IDEA, CommunicationStatus.CANCELLED}
"""What is only an idea, or called off, reaches nobody."""


class Lanes(StrEnum):
    """What the lanes of a year stand for."""

    AUDIENCE = "audience"
    INITIATIVE = "initiative"


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane; `id` None: what belongs to no audience or initiative.

    `items` are places in the rows of the year. `through` are the days on which something reaches
    an audience that is part of a wider one. `every_weeks` is the shortest rhythm promised.
    """

    id: int | None
    name: str
    depth: int
    headcount: int
    every_weeks: int | None
    items: tuple[int, ...]
    through: tuple[date, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """Twelve months in lanes; `go_lives` are day and name of initiatives that go live in them."""

    by: Lanes
    range: CalendarRange
    lanes: tuple[Lane, ...]
    go_lives: tuple[tuple[date, str], ...]


def around(today: date) -> tuple[date, date]:
    """Twelve months around `today`: from a quarter that begins a month ago or earlier."""
    before = today.replace(day=1) - _DAY
    first = before.replace(month=(before.month - 1) // 3 * 3 + 1, day=1)
    return first, first.replace(year=first.year + 1) - _DAY


def year(
    session: Session,
    first: date,
    last: date,
    filtered: OccurrenceFilter = NO_FILTER,
    *,
    by: Lanes,
    today: date,
    language: str,
    run_up: bool = False,
) -> Year:
    """The days `first` to `last` in lanes, holidays named in `language`; `today` parts the gaps.

    `run_up` reads the tasks of the run-up on these days too.
    """
    found = calendar_range(
        session, first, last, filtered, language=language, run_up=run_up, is_year=True
    )
    links = _links(session, by, {row.communication_id for row in found.rows})
    items: dict[int | None, list[int]] = {}
    for place, row in enumerate(found.rows):
        for key in links.get(row.communication_id, (None,)):
            items.setdefault(key, []).append(place)
    making = _Making(found, items, _promises(session, by), today)
    lanes = _audience_lanes if by is Lanes.AUDIENCE else _initiative_lanes
    made = [*lanes(session, making, filtered), *making.rest()]
    return Year(by, found, tuple(made), _go_lives(session, first, last, filtered))


@dataclass(frozen=True, slots=True)
class _Making:
    found: CalendarRange
    items: Mapping[int | None, list[int]]
    promises: Mapping[int, int]
    today: date

    def lane(
        self,
        key: int,
        name: str,
        *,
        depth: int = 0,
        headcount: int = 0,
        wider: Iterable[int] = (),
    ) -> Lane:
        own = tuple(self.items.get(key, ()))
        others = sorted({day for each in wider for day in self._days(self.items.get(each, ()))})
        every = self.promises.get(key)
        longest = every * _WEEK if every else LONG_DAYS
        reached = [*self._days(own), *others]
        first, last = self.found.first, self.found.last
        return Lane(
            key,
            name,
            depth,
            headcount,
            every,
            own,
            tuple(others),
            gaps(reached, first, last, longest=longest, today=self.today),
        )

    def rest(self) -> list[Lane]:
        """The lane of what belongs to none, when there is any."""
        own = self.items.get(None, ())
        return [Lane(None, "", 0, 0, None, tuple(own), (), ())] if own else []

    def _days(self, items: Iterable[int]) -> Iterable[date]:
        for item in items:
            row = self.found.rows[item]
            if row.status not in _NO_WORD:
                yield from _days_of(row)


def _days_of(row: OccurrenceRow) -> Iterable[date]:
    """First and last day: between them nobody waits for word."""
    yield row.shown_start.date()
    if row.shown_end - row.shown_start > _DAY:
        yield (row.shown_end - timedelta(minutes=1)).date()


def _audience_lanes(
    session: Session, making: _Making, filtered: OccurrenceFilter
) -> Iterable[Lane]:
    every = audiences(session)
    parents = {each.id: each.parent_id for each in every}
    for each in every:
        if filtered.audience_ids and each.id not in filtered.audience_ids:
            continue
        wider = with_wholes(each.id, parents) - {each.id}
        yield making.lane(
            each.id, each.name, depth=len(wider), headcount=each.headcount, wider=wider
        )


def _initiative_lanes(
    session: Session, making: _Making, filtered: OccurrenceFilter
) -> Iterable[Lane]:
    called = names(session, m.Initiative)
    for key, name in sorted(called.items(), key=lambda pair: alphabetical(pair[1])):
        if not filtered.initiative_ids or key in filtered.initiative_ids:
            yield making.lane(key, name)


def _links(session: Session, by: Lanes, ids: set[int]) -> dict[int, list[int]]:
    """The audiences, or initiatives, of each communication."""
    audience = m.CommunicationAudience
    about = m.CommunicationInitiative
    owner, other = (
        (audience.communication_id, audience.audience_id)
        if by is Lanes.AUDIENCE
        else (about.communication_id, about.initiative_id)
    )
    found: dict[int, list[int]] = {}
    wanted = sorted(ids)
    for chunk in range(0, len(wanted), _CHUNK):
        query = select(owner, other).where(owner.in_(wanted[chunk : chunk + _CHUNK]))
        for communication_id, key in session.execute(query):
            found.setdefault(communication_id, []).append(key)
    return found


def _promises(session: Session, by: Lanes) -> dict[int, int]:
    """The shortest rhythm promised, in weeks, by audience or initiative."""
    key = m.Cadence.audience_id if by is Lanes.AUDIENCE else m.Cadence.initiative_id
    found: dict[int, int] = {}
    for each, weeks in session.execute(select(key, m.Cadence.every_weeks)):
        found[each] = min(weeks, found.get(each, weeks))
    return found


def _go_lives(
    session: Session, first: date, last: date, filtered: OccurrenceFilter
) -> tuple[tuple[date, str], ...]:
    table = m.Initiative
    query = select(table.go_live, table.name, table.id).where(
        table.go_live >= first, table.go_live <= last
    )
    return tuple(
        (day, name)
        for day, name, key in session.execute(query.order_by(table.go_live, table.name))
        if day is not None and (not filtered.initiative_ids or key in filtered.initiative_ids)
    )
