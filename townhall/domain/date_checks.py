"""What can be said at once of a date where it would be: what is free, and what is in the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from townhall.domain.clashes import Clash, clashes
from townhall.domain.date_warnings import (
    PlanFacts,
    clock_change_warnings,
    closed_day_warnings,
    outside_severity,
    outside_words,
    overload_warnings,
    shared_words,
)
from townhall.domain.day_words import clock_time
from townhall.domain.outside_events import OutsideEvent, outside_clashes
from townhall.domain.planned_dates import PlannedDate
from townhall.domain.terms import Severity, StandsFor, WarningKind
from townhall.domain.warnings import PlanWarning
from townhall.language import _, ngettext

_RANK = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2, None: 3}


@dataclass(frozen=True, slots=True)
class DateCheck:
    """One thing that was looked at, in words; `reason` says more.

    No `severity` and `kind`: it is fine. A check never forbids anything.
    """

    text: str
    reason: str = ""
    severity: Severity | None = None
    kind: WarningKind | None = None


def date_checks(
    moved: PlannedDate, others: Sequence[PlannedDate], facts: PlanFacts, now: datetime
) -> tuple[DateCheck, ...]:
    """What is in the way of `moved` among the `others` of its week, the gravest first; then what
    is free. `now` is an instant.
    """
    found = clashes([*_around(moved, others), moved], facts.parents)
    mine = [each for each in found if moved in (each.first, each.second)]
    checks = [_clash(moved, each, facts) for each in mine]
    outside = [event for _date, event in outside_clashes([moved], facts.outside, facts.parents)]
    checks += [_outside(each) for each in outside]
    checks += [
        DateCheck(_sentence(each.reason), "", each.severity, each.kind)
        for each in (*closed_day_warnings([moved], facts), *clock_change_warnings([moved], facts))
    ]
    checks += [
        _full(each) for each in overload_warnings([*others, moved], facts) if _is_of(each, moved)
    ]
    if moved.end_utc <= now:
        checks.append(DateCheck(_("This moment has passed"), "", Severity.LOW))
    checks.sort(key=lambda each: _RANK[each.severity])
    return (*checks, *_free(moved, mine, outside))


def _around(moved: PlannedDate, others: Sequence[PlannedDate]) -> list[PlannedDate]:
    return [each for each in others if each.overlaps(moved)]


def _clash(moved: PlannedDate, clash: Clash, facts: PlanFacts) -> DateCheck:
    other = clash.second if clash.first is moved else clash.first
    grave = bool(clash.people or clash.rooms)
    return DateCheck(
        _("Clashes at {time} with “{title}”").format(
            title=other.title, time=clock_time(other.start)
        ),
        shared_words(clash, facts),
        Severity.HIGH if grave else Severity.MEDIUM,
        WarningKind.CLASH,
    )


def _outside(event: OutsideEvent) -> DateCheck:
    return DateCheck(
        _("Clashes at {time} with “{title}”").format(
            title=event.name, time=clock_time(event.start)
        ),
        outside_words(event),
        outside_severity(event),
        WarningKind.CLASH,
    )


def _full(warning: PlanWarning) -> DateCheck:
    return DateCheck(warning.title, warning.reason, warning.severity, warning.kind)


def _is_of(warning: PlanWarning, moved: PlannedDate) -> bool:
    return warning.concerns(moved.communication_id, moved.original_start)


def _free(
    moved: PlannedDate, mine: Sequence[Clash], outside: Sequence[OutsideEvent]
) -> list[DateCheck]:
    found = []
    taken = {each.stands_for for each in outside}
    if moved.rooms and StandsFor.ROOM not in taken and not any(each.rooms for each in mine):
        found.append(DateCheck(_("{place} is free").format(place=moved.location or _("The room"))))
    nobody_free = not taken.isdisjoint((StandsFor.PERSON, StandsFor.EVERYONE))
    if moved.people and not nobody_free and not any(each.people for each in mine):
        words = ngettext(
            "The {n} person who comes is free",
            "The {n} people who come are free",
            len(moved.people),
        )
        found.append(DateCheck(words.format(n=len(moved.people))))
    return found


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
