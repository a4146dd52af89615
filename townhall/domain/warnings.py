"""Warnings of planning: what a warning is, and how those of one cause are told.

A warning never forbids anything. It says what is wrong, why, and what it is about; which remedy a
window offers follows from its kind.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from townhall.domain.terms import Severity, WarningKind


@dataclass(frozen=True, slots=True)
class Subject:
    """What a warning is about. The id of an occurrence is COMMUNICATION_ID/ORIGINAL_START."""

    noun: str
    id: int | str


@dataclass(frozen=True, slots=True)
class WarnedDate:
    """A date that a warning concerns; `original_start` is the local start that the rule gives."""

    communication_id: int
    original_start: datetime


@dataclass(frozen=True, slots=True)
class PlanWarning:
    """One warning.

    `title` says what is wrong and `reason` why; `text` is both in one sentence. `since` is the
    first day on which it can have been so, `day` the day it is about, such as that of a clash.
    `dates` are the dates it concerns. `place` is where it is mended, None: at its subject.
    """

    kind: WarningKind
    severity: Severity
    text: str
    title: str
    reason: str
    subject: Subject
    since: date
    day: date
    dates: tuple[WarnedDate, ...] = ()
    place: Subject | None = None

    def concerns(self, communication_id: int, original_start: datetime) -> bool:
        """Whether it is about that date."""
        return WarnedDate(communication_id, original_start) in self.dates


_RANK = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2}


def in_order(warnings: Iterable[PlanWarning]) -> tuple[PlanWarning, ...]:
    """Warnings with the gravest first, then by day."""
    return tuple(
        sorted(warnings, key=lambda each: (_RANK[each.severity], each.day, each.kind, each.text))
    )


def date_subject(communication_id: int, original_start: datetime, *, recurring: bool) -> Subject:
    """A single communication by its number, a date of a series by its key."""
    if not recurring:
        return Subject("communication", communication_id)
    start = original_start.isoformat(timespec="minutes")
    return Subject("occurrence", f"{communication_id}/{start}")
