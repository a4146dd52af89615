"""What an editor is opened for, the values it starts from, and the use case that keeps them.

Values are those of the command line's contract, as JSON, so that a draft can be kept as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from townhall.domain.terms import ClosedDays, CommunicationKind, CommunicationStatus
from townhall.domain.usual_times import USUAL_START, usual_minutes
from townhall.services.communications import add_communication
from townhall.services.edit_effects import DatesEdit
from townhall.services.edit_ripple import edit_of
from townhall.services.queries.communication_details import AgendaDetail
from townhall.services.queries.communications import OccurrenceDetail
from townhall.services.queries.plans import PlanDetail
from townhall.services.recipes import add_with_run_up
from townhall.services.ripple import move_with_ripple

Values = dict[str, Any]

OF_ONE_DATE = frozenset({"title", "start", "duration_minutes", "location", "status", "agenda"})
"""The fields in which one date may differ from its series."""

_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class NewTarget:
    """Something new, of `kind`, on `day`; at its usual time and length unless said otherwise.

    `minutes` of the whole day are whole days; audiences and initiatives are names.
    """

    kind: CommunicationKind
    day: date
    at: time | None = None
    minutes: int | None = None
    all_day: bool = False
    audiences: tuple[str, ...] = ()
    initiatives: tuple[str, ...] = ()

    @property
    def draft(self) -> str:
        """The name its draft is kept under: one for everything new."""
        return "new"

    scope = "all"


@dataclass(frozen=True, slots=True)
class DateTarget:
    """A date of a communication; `scope` is "this", "following" or "all"."""

    communication_id: int
    original_start: datetime
    scope: str = "this"

    @property
    def draft(self) -> str:
        """The name its draft is kept under."""
        return f"{self.communication_id} {self.original_start.isoformat()} {self.scope}"


Target = NewTarget | DateTarget

RUN_UP = "run_up"
"""Among the values of something new: whether it gets the run-up of its kind's recipe."""


@dataclass(frozen=True, slots=True)
class Saving:
    """The one use case that keeps an editor's values.

    `moved_to` is the new start (local) of one date that moves, `edit` what changes the times of
    several: then what moves along is shown before.
    """

    use_case: Callable[..., Any]
    args: tuple[Any, ...]
    moved_to: datetime | None = None
    edit: DatesEdit | None = None


_TIMES = {"start", "time_zone", "all_day", "recurrence", "on_holidays", "on_blackouts"}


def new_values(target: NewTarget, plan: PlanDetail) -> Values:
    """What a new communication starts from."""
    start = datetime.combine(target.day, target.at or (time() if target.all_day else USUAL_START))
    return {
        "kind": target.kind.value,
        "title": "",
        "objective": "",
        "status": CommunicationStatus.PLANNED.value,
        "start": start.isoformat(timespec="minutes"),
        "time_zone": plan.time_zone,
        "duration_minutes": target.minutes or usual_minutes(target.kind),
        "all_day": target.all_day,
        "recurrence": None,
        "on_holidays": ClosedDays.KEEP.value,
        "on_blackouts": ClosedDays.KEEP.value,
        "channel": "town-hall" if target.kind is CommunicationKind.TOWN_HALL else "",
        "location": "",
        "join_link": "",
        "organizer": {"name": plan.organizer_name, "email": plan.organizer_email},
        "invitation_language": "",
        "questions_to": "",
        "contact": "",
        "attendees": [],
        "audiences": list(target.audiences),
        "initiatives": list(target.initiatives),
        "reminder_minutes": None,
        "notes": "",
        "agenda": [],
        RUN_UP: target.kind is CommunicationKind.TOWN_HALL,
    }


def stored_values(target: DateTarget, detail: OccurrenceDetail) -> Values:
    """What is stored: of the date itself for scope "this", else of its series, on that date."""
    series, row = detail.communication, detail.row
    own = target.scope == "this" or not row.recurring
    start = row.start if own else row.original_start
    minutes = int((row.end - row.start).total_seconds()) // 60
    return {
        "kind": series.kind.value,
        "title": row.title if own else series.title,
        "objective": series.objective,
        "status": (row.status if own else series.status).value,
        "start": start.isoformat(timespec="minutes"),
        "time_zone": series.time_zone,
        "duration_minutes": minutes if own else series.duration_minutes,
        "all_day": series.all_day,
        "recurrence": series.recurrence,
        "on_holidays": series.on_holidays.value,
        "on_blackouts": series.on_blackouts.value,
        "channel": series.channel,
        "location": row.location if own else series.location,
        "join_link": series.join_link,
        "organizer": {"name": series.organizer.name, "email": series.organizer.email},
        "invitation_language": series.invitation_language,
        "questions_to": series.questions_to,
        "contact": series.contact,
        "attendees": [
            {"name": each.name, "email": each.email, "role": each.role.value}
            for each in series.attendees
        ],
        "audiences": list(series.audiences),
        "initiatives": list(series.initiatives),
        "reminder_minutes": series.reminder_minutes,
        "notes": series.notes,
        "agenda": [_agenda_values(each) for each in (detail.agenda if own else series.agenda)],
    }


def changed(before: Values, after: Values) -> Values:
    """The fields of `after` that differ from `before`."""
    return {name: value for name, value in after.items() if before.get(name) != value}


def saving(target: Target, before: Values, after: Values) -> Saving | None:
    """How to keep `after`; None when nothing differs from what is stored."""
    if isinstance(target, NewTarget):
        values = {name: value for name, value in after.items() if name != RUN_UP}
        return Saving(add_with_run_up if after.get(RUN_UP) else add_communication, (values,))
    values = changed(before, after)
    if target.scope == "this":
        values = {name: value for name, value in values.items() if name in OF_ONE_DATE}
    if not values:
        return None
    times = bool(values.keys() & _TIMES)
    base = None
    if target.scope == "all" and "start" not in values:
        lists = ("organizer", "attendees", "audiences", "initiatives", "agenda")
        base = {name: before[name] for name in values if name not in lists}
    if "start" in values:
        values["start"] = datetime.fromisoformat(values["start"])
    edit = edit_of(target.communication_id, target.original_start, values, target.scope, base)
    if times and target.scope == "this":
        return Saving(move_with_ripple, edit.args, moved_to=values["start"])
    return Saving(edit.use_case, edit.args, edit=edit if times else None)


def moved_by(before: Values, after: Values) -> timedelta:
    """How far the start has moved."""
    return datetime.fromisoformat(after["start"]) - datetime.fromisoformat(before["start"])


def whole_days(minutes: int) -> int:
    """How many days something of the whole day lasts: at least one."""
    return max(1, -(-minutes // _DAY))


def _agenda_values(item: AgendaDetail) -> Mapping[str, Any]:
    return {
        "title": item.title,
        "duration_minutes": item.duration_minutes,
        "start": f"{item.start:%H:%M}" if item.start is not None else None,
        "speaker": item.speaker,
        "cues": item.cues,
    }
