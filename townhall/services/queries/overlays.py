"""Calendars of others that lie behind the plan: which there are, and what they hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from townhall.domain.names import alphabetical
from townhall.domain.outside_events import OutsideEvent
from townhall.domain.planned_dates import room_key
from townhall.domain.terms import OverlayColor, StandsFor
from townhall.domain.zones import from_utc, to_utc
from townhall.services.queries.people import audiences, names, people
from townhall.services.queries.plans import plan_detail
from townhall.storage import models as m
from townhall.storage.base import fetch

_DAY = timedelta(days=1)
_MOST_ROWS = 2_000
"""More than this on the days that are shown nobody can read; it keeps painting quick."""


@dataclass(frozen=True, slots=True)
class OverlayDetail:
    """A calendar of others; `events` is how many dates it holds, `whom` what it stands for."""

    id: int
    name: str
    color: OverlayColor
    stands_for: StandsFor
    person: str | None
    room: str
    audience: str | None
    whom: str
    shown: bool
    events: int
    path: str
    read_at: datetime


@dataclass(frozen=True, slots=True)
class OverlayDate:
    """One date of a calendar of others: a start and an end, or whole days, both included.

    `start` and `end` are wall times in the plan's zone.
    """

    uid: str
    title: str
    location: str
    start: datetime | None
    end: datetime | None
    start_utc: datetime | None
    end_utc: datetime | None
    first_day: date | None
    last_day: date | None
    busy: bool


@dataclass(frozen=True, slots=True)
class OverlaySheet:
    """A calendar of others with all its dates, by start."""

    id: int
    name: str
    color: OverlayColor
    stands_for: StandsFor
    person: str | None
    room: str
    audience: str | None
    whom: str
    shown: bool
    events: int
    path: str
    read_at: datetime
    dates: tuple[OverlayDate, ...]


@dataclass(frozen=True, slots=True)
class OverlayRow:
    """One date as the calendar shows it; `start` and `end` are wall times in the plan's zone.

    Of whole days they are midnights, `end` that after the last day. `calendar` is the name of its
    overlay and `whom` what that stands for.
    """

    id: int
    overlay_id: int
    calendar: str
    color: OverlayColor
    stands_for: StandsFor
    whom: str
    title: str
    location: str
    start: datetime
    end: datetime
    all_day: bool
    busy: bool

    @property
    def shown_start(self) -> datetime:
        """The same as `start`: what views place by."""
        return self.start

    @property
    def shown_end(self) -> datetime:
        """The same as `end`."""
        return self.end


@dataclass(frozen=True, slots=True)
class OverlayChoices:
    """The calendars of others, and names of what they can stand for; times are in `time_zone`."""

    overlays: tuple[OverlayDetail, ...]
    people: tuple[str, ...]
    audiences: tuple[str, ...]
    time_zone: str


def overlay_choices(session: Session) -> OverlayChoices:
    """What editors of calendars of others choose from."""
    return OverlayChoices(
        overlays=tuple(overlays(session)),
        people=tuple(dict.fromkeys(each.name for each in people(session))),
        audiences=tuple(each.name for each in audiences(session)),
        time_zone=plan_detail(session).time_zone,
    )


def overlays(session: Session) -> list[OverlayDetail]:
    """Every calendar of others, by name."""
    counted = select(m.OverlayEvent.overlay_id, func.count()).group_by(m.OverlayEvent.overlay_id)
    counts = {row[0]: row[1] for row in session.execute(counted)}
    called = _Called(session)
    stored = session.scalars(select(m.Overlay))
    found = [_detail(each, counts.get(each.id, 0), called) for each in stored]
    return sorted(found, key=lambda each: (alphabetical(each.name), each.id))


def overlay(session: Session, record_id: int) -> OverlayDetail:
    """One calendar of others. Raises NotFound."""
    stored = fetch(session, m.Overlay, record_id)
    counted = select(func.count()).where(m.OverlayEvent.overlay_id == record_id)
    return _detail(stored, session.scalar(counted) or 0, _Called(session))


def overlay_sheet(session: Session, record_id: int) -> OverlaySheet:
    """One calendar of others with its dates. Raises NotFound."""
    stored = fetch(session, m.Overlay, record_id)
    table = m.OverlayEvent
    query = select(table).where(table.overlay_id == record_id)
    zone = plan_detail(session).time_zone
    dates = [_date(each, zone) for each in session.scalars(query)]
    detail = _detail(stored, len(dates), _Called(session))
    fields = {name: getattr(detail, name) for name in OverlayDetail.__slots__}
    return OverlaySheet(**fields, dates=tuple(sorted(dates, key=_order)))


def overlay_rows(
    session: Session, first: date, last: date, *, whole_days: bool = False
) -> tuple[OverlayRow, ...]:
    """The dates of the calendars that are shown, from `first` to `last`, by start.

    Days are those of the plan's zone. `whole_days`: only those. At most two thousand: the earliest.
    """
    zone = plan_detail(session).time_zone
    called = _Called(session)
    query = _between(first, last, zone).where(m.Overlay.shown).limit(_MOST_ROWS)
    if whole_days:
        query = query.where(m.OverlayEvent.first_day.is_not(None))
    rows = [
        OverlayRow(
            id=event.id,
            overlay_id=stored.id,
            calendar=stored.name,
            color=_color(stored),
            stands_for=stored.stands_for,
            whom=called.whom(stored),
            title=event.title,
            location=event.location,
            start=start,
            end=end,
            all_day=event.first_day is not None,
            busy=event.busy,
        )
        for event, stored, start, end in _walls(session, query, zone)
    ]
    return tuple(sorted(rows, key=lambda each: (each.start, not each.all_day, each.id)))


def outside_events(session: Session, first: date, last: date) -> tuple[OutsideEvent, ...]:
    """What calendars of others keep busy from `first` to `last`, shown or not.

    Days are those of the plan's zone.
    """
    zone = plan_detail(session).time_zone
    called = _Called(session)
    query = _between(first, last, zone).where(m.OverlayEvent.busy)
    found = []
    for event, stored, start, end in _walls(session, query, zone):
        email = called.emails.get(stored.person_id or 0, "")
        place = room_key(stored.room)
        found.append(
            OutsideEvent(
                calendar=stored.name,
                title=event.title,
                start=start,
                end=end,
                start_utc=event.start or to_utc(start, zone),
                end_utc=event.end or to_utc(end, zone),
                all_day=event.first_day is not None,
                stands_for=stored.stands_for,
                read_on=stored.read_at.date(),
                whom=called.whom(stored),
                people=frozenset({email}) if email else frozenset(),
                rooms=frozenset({place}) if place else frozenset(),
                audience_id=stored.audience_id,
            )
        )
    return tuple(found)


class _Called:
    """Names, and addresses in lower case, of what calendars stand for."""

    def __init__(self, session: Session) -> None:
        rows = session.execute(select(m.Person.id, m.Person.name, m.Person.email)).all()
        self.people = {row.id: row.name for row in rows}
        self.emails = {row.id: row.email.casefold() for row in rows}
        self.audiences = names(session, m.Audience)

    def whom(self, stored: m.Overlay) -> str:
        """The name of what it stands for; empty for everyone."""
        person = self.people.get(stored.person_id or 0, "")
        return person or stored.room or self.audiences.get(stored.audience_id or 0, "")


def _between(first: date, last: date, zone: str) -> "Select[m.OverlayEvent, m.Overlay]":
    event = m.OverlayEvent
    since = to_utc(datetime.combine(first, time()), zone)
    until = to_utc(datetime.combine(last + _DAY, time()), zone)
    timed = and_(event.start < until, or_(event.end > since, event.start >= since))
    whole = and_(event.first_day <= last, event.last_day >= first)
    # An invitation of ours in the calendar of a colleague is no date besides our own.
    ours = (select(m.Communication.uid), select(m.Invitation.uid))
    return (
        select(event, m.Overlay)
        .join(m.Overlay, m.Overlay.id == event.overlay_id)
        .where(or_(timed, whole), *(event.uid.not_in(each) for each in ours))
        .order_by(event.start, event.first_day, event.id)
    )


def _walls(
    session: Session, query: "Select[m.OverlayEvent, m.Overlay]", zone: str
) -> Iterator[tuple[m.OverlayEvent, m.Overlay, datetime, datetime]]:
    """Each event with its calendar, and its start and end as wall times in `zone`."""
    for event, stored in session.execute(query):
        if event.first_day is not None and event.last_day is not None:
            start = datetime.combine(event.first_day, time())
            end = datetime.combine(event.last_day + _DAY, time())
            yield event, stored, start, end
        elif event.start is not None and event.end is not None:
            yield event, stored, from_utc(event.start, zone), from_utc(event.end, zone)


def _detail(stored: m.Overlay, events: int, called: _Called) -> OverlayDetail:
    return OverlayDetail(
        id=stored.id,
        name=stored.name,
        color=_color(stored),
        stands_for=stored.stands_for,
        person=called.people.get(stored.person_id or 0),
        room=stored.room,
        audience=called.audiences.get(stored.audience_id or 0),
        whom=called.whom(stored),
        shown=stored.shown,
        events=events,
        path=stored.path,
        read_at=stored.read_at,
    )


def _date(each: m.OverlayEvent, zone: str) -> OverlayDate:
    return OverlayDate(
        uid=each.uid,
        title=each.title,
        location=each.location,
        start=from_utc(each.start, zone) if each.start is not None else None,
        end=from_utc(each.end, zone) if each.end is not None else None,
        start_utc=each.start,
        end_utc=each.end,
        first_day=each.first_day,
        last_day=each.last_day,
        busy=each.busy,
    )


def _color(stored: m.Overlay) -> OverlayColor:
    return OverlayColor(stored.color) if stored.color else OverlayColor.INDIGO


def _order(each: OverlayDate) -> tuple[str, str]:
    day = each.first_day or (each.start.date() if each.start else date.min)
    return day.isoformat(), each.start.isoformat() if each.start else ""
