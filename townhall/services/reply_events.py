"""Which event and which date of the plan an answer is about; and what was sent of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.errors import InvalidInput
from townhall.domain.invitations import Method
from townhall.domain.recurrence import Series, expand, gives
from townhall.domain.reply_reading import FileTime
from townhall.domain.zones import FIRST_YEAR, LAST_YEAR, from_utc
from townhall.language import _
from townhall.services.calendar_items import item_of
from townhall.services.series import series_of
from townhall.storage import models as m

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """What a UID names: a communication, or the date `added` to it, by its original start."""

    communication: m.Communication
    added: datetime | None = None


def events_by_uid(session: Session, uids: set[str]) -> dict[str, KnownEvent]:
    """The events that calendars know by `uids`, those of added dates included."""
    stored = session.scalars(select(m.Communication).where(m.Communication.uid.in_(uids)))
    found = {each.uid: KnownEvent(each) for each in stored}
    if uids - found.keys():
        found = _added_events(session) | found
    return {uid: event for uid, event in found.items() if uid in uids}


def _added_events(session: Session) -> dict[str, KnownEvent]:
    own = m.OccurrenceOverride
    dates = session.execute(select(own.communication_id, own.original_start).where(own.added))
    found = {}
    for communication_id, start in dates:
        communication = session.get_one(m.Communication, communication_id)
        found[item_of(communication, start, "nl").uid] = KnownEvent(communication, start)
    return found


def date_of(event: KnownEvent, wanted: FileTime | None) -> datetime | None:
    """The original start that an answer is about; None: every date of the rule.

    A series is never expanded further than the day that `wanted` names, and only by our own rule.
    Raises InvalidInput when that is no date of the event.
    """
    series = series_of(event.communication)
    only = event.added or (None if series.recurrence else series.start)
    if wanted is None:
        return only
    if only is not None:
        candidates: Iterator[datetime] = iter((only,))
        series = replace(series, start=only, recurrence=None, overrides=())
        candidates = (each for each in candidates if _found_in(series, wanted) == each)
    else:
        candidates = _starts(event.communication, replace(series, overrides=()), wanted)
    for start in candidates:
        return start
    raise InvalidInput(
        _("It is about {day}, which is no date of this communication.").format(
            day=f"{wanted.local or wanted.day:%Y-%m-%d %H:%M}" if wanted.local else wanted.day
        )
    )


def _starts(communication: m.Communication, series: Series, wanted: FileTime) -> Iterator[datetime]:
    """The date by the rule as it is, else by the rule that calendars were told last."""
    start = _found_in(series, wanted)
    if start is not None:
        yield start
    shown = (communication.told or {}).get("shown")
    if not isinstance(shown, dict) or not shown.get("recurrence"):
        return
    told = replace(
        series,
        start=datetime.fromisoformat(shown["start"]),
        time_zone=shown["time_zone"],
        recurrence=shown["recurrence"],
        all_day=shown["all_day"],
    )
    before = _found_in(told, wanted)
    if before is not None:
        # A series that moved as a whole has moved this date along with it.
        moved = before + (series.start - told.start)
        if gives(series, moved):
            yield moved


def _found_in(series: Series, wanted: FileTime) -> datetime | None:
    """The original start of the date that `wanted` names in a series without changed dates."""
    local = _local(wanted, series)
    if not FIRST_YEAR <= local.year <= LAST_YEAR:
        return None
    for each in expand(series, local - _DAY, local + _DAY):
        if series.all_day:
            matches = each.start.date() == local.date()
        elif wanted.instant is not None:
            matches = each.start_utc == wanted.instant
        else:
            matches = wanted.local is not None and each.start == wanted.local
        if matches:
            return each.original_start
    return None


def _local(wanted: FileTime, series: Series) -> datetime:
    if wanted.instant is None:
        return wanted.local or _midnight(wanted.day)
    try:
        return from_utc(wanted.instant, series.time_zone)
    except (OverflowError, ValueError):
        return datetime.min


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that was handed over: about which date (None: all), and to whom (in lower case)."""

    original_start: datetime | None
    sequence: int
    recipients: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent of an event: by whom, and which files."""

    organizers: frozenset[str]
    files: tuple[SentFile, ...]

    @property
    def highest(self) -> int | None:
        """The highest SEQUENCE of them all."""
        return max((file.sequence for file in self.files), default=None)

    def told(self, email: str, original_start: datetime | None) -> int | None:
        """The highest SEQUENCE that a person was sent for a date, by itself or with its series.

        Who was sent nothing by name has it from somebody who was: then any file counts.
        """
        about = [file for file in self.files if file.original_start in (original_start, None)]
        own = [file for file in about if email.casefold() in file.recipients]
        return max((file.sequence for file in own or about), default=None)


def sent_of(session: Session, communication: m.Communication, uid: str) -> Sent:
    """What was sent to invitees of the event called `uid`."""
    lines = session.scalars(
        select(m.Invitation).where(
            m.Invitation.uid == uid, m.Invitation.method != Method.PUBLISH.value
        )
    ).all()
    organizers = {communication.organizer_email.casefold()}
    for line in lines:
        organizer = line.snapshot.get("organizer")
        if isinstance(organizer, dict):
            organizers.add(str(organizer.get("email", "")).casefold())
    files = (
        SentFile(
            line.original_start,
            line.sequence,
            frozenset(address.casefold() for address in line.recipients),
        )
        for line in lines
    )
    return Sent(frozenset(organizers - {""}), tuple(files))
