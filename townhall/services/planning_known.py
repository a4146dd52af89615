"""Which communication of the plan a row of a spreadsheet is, and what the plan says of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from townhall.domain.planning_import import plain_title, title_key
from townhall.domain.planning_merge import Value
from townhall.domain.planning_row import PlanningRow
from townhall.domain.recurrence import expand
from townhall.services.series import series_of
from townhall.storage import models as m

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Match:
    """A communication, or one date of a series; `by` is "uid", "key" or "title"."""

    communication_id: int
    by: str
    original_start: datetime | None = None


@dataclass(slots=True)
class KnownRows:
    """The communications of the plan, by all that a row can be known by."""

    _session: Session
    _by_uid: dict[str, int] = field(default_factory=dict)
    _by_key: dict[str, int] = field(default_factory=dict)
    _by_title: dict[str, list[int]] = field(default_factory=dict)
    _has_id: set[int] = field(default_factory=set)
    _series: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, session: Session) -> "KnownRows":
        """All of `session`'s plan, by one query."""
        known = cls(session)
        table = m.Communication
        query = select(
            table.id, table.uid, table.import_key, table.title, table.start, table.recurrence
        )
        for row in session.execute(query.order_by(table.id)):
            known._by_uid[row.uid.casefold()] = row.id
            if row.import_key:
                known._by_key.setdefault(row.import_key, row.id)
            if row.import_key.startswith("id:"):
                known._has_id.add(row.id)
            if row.recurrence is None:
                key = title_key(row.title, row.start.date())
                known._by_title.setdefault(key, []).append(row.id)
            else:
                known._series.setdefault(plain_title(row.title), []).append(row.id)
        return known

    def matches(self, rows: Sequence[PlanningRow]) -> dict[int, Match]:
        """The match of each row by its place in `rows`, for the rows that have one.

        An ID or the key of an earlier reading goes before the title and the date. A row can also
        be a date of a series with its title.
        """
        found: dict[int, Match] = {}
        for place, row in enumerate(rows):
            match = self._by_id(row.id) or self._at(self._by_key.get(row.key), "key")
            if match is not None:
                found[place] = match
        taken = {match.communication_id for match in found.values()}
        for place, row in enumerate(rows):
            if place in found:
                continue
            for candidate in self._by_title.get(title_key(row.title, row.day), ()):
                if candidate not in taken and not (row.id and candidate in self._has_id):
                    found[place] = Match(candidate, "title")
                    taken.add(candidate)
                    break
        return found | self._dates(
            [(place, row) for place, row in enumerate(rows) if place not in found]
        )

    def _dates(self, rows: Sequence[tuple[int, PlanningRow]]) -> dict[int, Match]:
        """The rows that are dates of series: the same title, on a day that the series has."""
        wanted = {id_ for _place, row in rows for id_ in self._series.get(_plain(row), ())}
        stored = stored_communications(self._session, wanted)
        found: dict[int, Match] = {}
        for place, row in rows:
            midnight = datetime.combine(row.day, time())
            for id_ in self._series.get(_plain(row), ()):
                dates = expand(series_of(stored[id_]), midnight, midnight + timedelta(days=1))
                starts = [each.original_start for each in dates if each.start.date() == row.day]
                if starts:
                    found.setdefault(place, Match(id_, "title", starts[0]))
        return found

    def _by_id(self, text: str) -> Match | None:
        uid, slash, start = text.casefold().rpartition("/")
        if slash and uid in self._by_uid:
            try:
                return Match(self._by_uid[uid], "uid", datetime.fromisoformat(start.upper()))
            except ValueError:
                return None
        return self._at(self._by_uid.get(text.casefold()) if text else None, "uid")

    def _at(self, communication_id: int | None, by: str) -> Match | None:
        return None if communication_id is None else Match(communication_id, by)


def stored_communications(session: Session, ids: Iterable[int]) -> dict[int, m.Communication]:
    """The communications called `ids`, with what the comparison reads."""
    wanted = sorted(set(ids))
    found: dict[int, m.Communication] = {}
    table = m.Communication
    for begin in range(0, len(wanted), _CHUNK):
        query = (
            select(table)
            .where(table.id.in_(wanted[begin : begin + _CHUNK]))
            .options(
                selectinload(table.audience_links),
                selectinload(table.initiative_links),
                selectinload(table.overrides),
            )
        )
        found |= {each.id: each for each in session.scalars(query)}
    return found


def values_of(
    stored: m.Communication, audiences: Mapping[int, str], initiatives: Mapping[int, str]
) -> dict[str, Value]:
    """What the plan says of a communication, by the fields of a planning."""
    return {
        "title": stored.title,
        "kind": stored.kind.value,
        "date": stored.start.date().isoformat(),
        "time": "" if stored.all_day else stored.start.strftime("%H:%M"),
        "duration_minutes": stored.duration_minutes,
        "objective": stored.objective,
        "notes": stored.notes,
        "channel": stored.channel,
        "location": stored.location,
        "join_link": stored.join_link,
        "status": stored.status.value,
        "time_zone": stored.time_zone,
        "organizer": stored.organizer_name,
        "organizer_email": stored.organizer_email,
        "audiences": sorted(audiences[link.audience_id] for link in stored.audience_links),
        "initiatives": sorted(initiatives[link.initiative_id] for link in stored.initiative_links),
    }


def _plain(row: PlanningRow) -> str:
    return plain_title(row.title)


def start_of(values: Mapping[str, Value]) -> datetime:
    """The wall time that `date` and `time` give; midnight for what takes all day."""
    clock = str(values["time"])
    day = date.fromisoformat(str(values["date"]))
    return datetime.combine(day, time.fromisoformat(clock) if clock else time())
