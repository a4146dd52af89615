"""Dates that have been: what was held stays as it was, whatever becomes of its series."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from townhall.domain.calendar import Occurrence
from townhall.domain.recurrence import expand
from townhall.domain.terms import CommunicationStatus
from townhall.domain.zones import FIRST_YEAR, from_utc
from townhall.services.editing import store
from townhall.services.series import find_override, is_regular, repeats, series_of
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PastDate:
    """A date that has begun, as it was shown."""

    shown: Occurrence
    status: CommunicationStatus


def past_dates(uow: UnitOfWork, communication: m.Communication) -> list[PastDate]:
    """Dates of a communication that have begun and were not cancelled; none of a single one."""
    if not repeats(communication):
        return []
    now = uow.clock.local_now(communication.time_zone)
    own = {each.original_start: each.status for each in communication.overrides if each.status}
    return [
        PastDate(each, own.get(each.original_start, communication.status))
        for each in expand(series_of(communication), datetime(FIRST_YEAR, 1, 1), now)
        if each.start < now and not each.cancelled
    ]


def keep_past(
    communication: m.Communication,
    past: Collection[PastDate],
    places: Mapping[datetime, datetime] | None = None,
) -> None:
    """Let dates that have been show what they showed, after their series was changed.

    `places` gives the original starts they have now, where those have changed.
    """
    for each in past:
        original_start = each.shown.original_start
        _pin(communication, places[original_start] if places else original_start, each)
    communication.overrides.sort(key=lambda each: each.original_start)


def keep_past_agendas(
    communication: m.Communication, past: Collection[PastDate], wanted: Collection[object]
) -> None:
    """Give dates that have been the run of show they had, before it becomes `wanted` for all.

    Where there was none, none is kept.
    """
    common = [entry for entry in communication.agenda_items if entry.original_start is None]
    if not common or list(wanted) == [_item(entry) for entry in common]:
        return
    own = {entry.original_start for entry in communication.agenda_items}
    for each in past:
        if each.shown.original_start not in own:
            communication.agenda_items.extend(
                m.AgendaEntry(
                    original_start=each.shown.original_start,
                    position=entry.position,
                    **_item(entry),
                )
                for entry in common
            )


def _item(entry: m.AgendaEntry) -> dict[str, object]:
    names = ("title", "duration_minutes", "start", "speaker", "cues")
    return {name: getattr(entry, name) for name in names}


def _pin(communication: m.Communication, original_start: datetime, was: PastDate) -> None:
    shown = was.shown
    minutes = int((shown.end - shown.start).total_seconds()) // 60
    regular = {
        "start": (original_start, from_utc(shown.start_utc, communication.time_zone)),
        "duration_minutes": (communication.duration_minutes, minutes),
        "title": (communication.title, shown.title),
        "location": (communication.location, shown.location),
        "status": (communication.status, was.status),
    }
    wanted = {name: None if now == then else then for name, (now, then) in regular.items()}
    override = find_override(communication, original_start)
    if override is None:
        if not any(value is not None for value in wanted.values()):
            return
        override = m.OccurrenceOverride(original_start=original_start)
        communication.overrides.append(override)
    store(override, wanted)
    if is_regular(override):
        communication.overrides.remove(override)
