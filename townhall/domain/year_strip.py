"""A year on one sheet of paper: weeks across, audiences down, a letter for each communication."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from townhall.domain.terms import CommunicationKind, CommunicationStatus, label
from townhall.language import words

THROUGH = "·"
"""The mark of a week in which a lane is only reached as part of a wider audience."""

_MOST_LETTERS = 3
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class StripMark:
    """A communication that begins on `day`; `draft`: an idea, or not signed off."""

    day: date
    kind: CommunicationKind
    status: CommunicationStatus
    draft: bool = False


@dataclass(frozen=True, slots=True)
class StripLane:
    """An audience, `depth` steps below the widest; `through` are days it is reached as a part."""

    name: str
    depth: int
    marks: tuple[StripMark, ...]
    through: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class StripPeriod:
    """A blackout period, both days included."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Strip:
    """The weeks of an ISO year, with its public holidays by day."""

    year: int
    lanes: tuple[StripLane, ...]
    holidays: tuple[tuple[date, str], ...]
    blackouts: tuple[StripPeriod, ...]


@dataclass(frozen=True, slots=True)
class StripWeek:
    """An ISO week; it belongs to the month of its Thursday (ISO 8601)."""

    number: int
    monday: date

    @property
    def month(self) -> int:
        """The month it belongs to, from 1."""
        return (self.monday + timedelta(days=3)).month

    def holds(self, day: date) -> bool:
        """Whether `day` is one of its seven."""
        return self.monday <= day < self.monday + _WEEK

    def overlaps(self, period: StripPeriod) -> bool:
        """Whether a day of `period` is one of its seven."""
        return period.first < self.monday + _WEEK and period.last >= self.monday


def weeks_of(year: int) -> list[StripWeek]:
    """The 52 or 53 ISO weeks of `year`."""
    first = date.fromisocalendar(year, 1, 1)
    count = (date.fromisocalendar(year + 1, 1, 1) - first) // _WEEK
    return [StripWeek(number + 1, first + number * _WEEK) for number in range(count)]


def letters(language: str) -> dict[CommunicationKind, str]:
    """A capital for each kind: the first of its word in `language` that no other one has."""
    found: dict[CommunicationKind, str] = {}
    for kind in CommunicationKind:
        word = label(kind, words(language)).upper()
        free = (letter for letter in word if letter.isalpha() and letter not in found.values())
        found[kind] = next(free)
    return found


def week_marks(lane: StripLane, week: StripWeek) -> list[StripMark]:
    """What reaches the lane in that week, by day; what was called off does not."""
    marks = [
        mark
        for mark in lane.marks
        if week.holds(mark.day) and mark.status is not CommunicationStatus.CANCELLED
    ]
    return sorted(marks, key=lambda mark: (mark.day, mark.kind))


def week_word(
    marks: Sequence[StripMark], capitals: dict[CommunicationKind, str], *, through: bool
) -> str:
    """The letters of a week's marks, small for a draft; their number where there are many."""
    if not marks:
        return THROUGH if through else ""
    if len(marks) > _MOST_LETTERS:
        return f"{len(marks)}×"
    return "".join(
        capitals[mark.kind].lower() if mark.draft else capitals[mark.kind] for mark in marks
    )
