"""Everything an invitation says of a date, as it was told and as it is now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from townhall.domain.date_invitation import Difference, date_facts
from townhall.domain.invitations import Snapshot

_SHARED = (
    "organizer",
    "attendees",
    "objective",
    "join_link",
    "questions_to",
    "contact",
    "recurrence",
    "time_zone",
    "all_day",
    "reminder_minutes",
    "invitation_language",
)
_OF_A_DATE = ("status", "title", "start", "duration_minutes", "location", "agenda")


@dataclass(frozen=True, slots=True)
class DateChange:
    """What differs for one other date of the series; `original_start` is local."""

    original_start: datetime
    differences: tuple[Difference, ...]


def all_fields(told: Snapshot, now: Snapshot, original_start: datetime) -> tuple[Difference, ...]:
    """Every field of the date that the rule now gives at `original_start` (local), changed or not.

    What neither has is left out. A series that moved as a whole has moved this date along.
    """
    before = date_facts(told, original_start - _moved(told, now))
    after = date_facts(now, original_start)
    found = [Difference(name, before[name], after[name]) for name in _OF_A_DATE]
    found += [Difference(name, told.get(name), now.get(name)) for name in _SHARED]
    return tuple(each for each in found if each.told or each.now)


def other_dates(told: Snapshot, now: Snapshot, original_start: datetime) -> tuple[DateChange, ...]:
    """The other dates of the series that differ by themselves, in order.

    None are named when the series moved: all of them did.
    """
    if _moved(told, now) or told.get("recurrence") != now.get("recurrence"):
        return ()
    before, after = _by_date(told), _by_date(now)
    found = []
    for start in sorted((before.keys() | after.keys()) - {original_start}):
        if before.get(start) != after.get(start):
            was, becomes = date_facts(told, start), date_facts(now, start)
            found.append(
                DateChange(
                    start,
                    tuple(
                        Difference(name, was[name], becomes[name])
                        for name in _OF_A_DATE
                        if was[name] != becomes[name]
                    ),
                )
            )
    return tuple(each for each in found if each.differences)


def _moved(told: Snapshot, now: Snapshot) -> timedelta:
    return datetime.fromisoformat(now["start"]) - datetime.fromisoformat(told["start"])


def _by_date(shown: Snapshot) -> dict[datetime, Snapshot]:
    return {
        datetime.fromisoformat(each["original_start"]): each for each in shown.get("overrides", [])
    }
