"""What there is to draw of a week besides its layout."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from PySide6.QtGui import QColor

from townhall.services.queries.closed_days import BlackoutDetail
from townhall.services.queries.communications import OccurrenceRow
from townhall.services.queries.run_up import RunUpTask
from townhall.ui.calendar.layout import DAYS, Shown
from townhall.ui.calendar.week_layout import WeekLayout
from townhall.ui.theme import Tokens

_WEEKEND = 5


@dataclass(frozen=True, slots=True)
class Target:
    """Where what is dragged would be: minutes of a day, or whole days `first` to `last`."""

    first: date
    last: date
    start: int | None = None
    end: int = 0


@dataclass(frozen=True, slots=True)
class WeekPicture:
    """What there is to draw besides the layout; items are places in `rows`.

    `work` are the minutes of a working day, `zone` the plan's, `second_zone` another one or empty.
    `now` is local. `cursor` is where the keyboard is, from minute to minute of a day, with a ring
    when `ring`. While something is dragged, `ghost` is its row (None while drawing something new).
    While a move waits for an answer, `leaving` are items where they are, `coming` where they would
    be.
    """

    layout: WeekLayout
    rows: Sequence[Shown]
    today: date
    work: tuple[int, int] = (510, 1020)
    zone: str = ""
    second_zone: str = ""
    holidays: Mapping[date, str] = field(default_factory=dict)
    blackouts: Sequence[BlackoutDetail] = ()
    tasks: Mapping[date, Sequence[RunUpTask]] = field(default_factory=dict)
    now: datetime | None = None
    selected: int | None = None
    hovered: int | None = None
    cursor: tuple[date, int, int] | None = None
    ring: bool = False
    dragged: int | None = None
    target: Target | None = None
    ghost: OccurrenceRow | None = None
    leaving: frozenset[int] = frozenset()
    coming: frozenset[int] = frozenset()

    def is_old_place(self, item: int) -> bool:
        """Whether an item is drawn where it was, or is until a move has been answered."""
        return item == self.dragged or item in self.leaving

    def is_marked(self, item: int) -> bool:
        """Whether an item has the ring: what is selected, or would come."""
        selected = item == self.selected and not self.is_old_place(item)
        return selected or item in self.coming


def days_of(picture: WeekPicture) -> list[date]:
    """The days of the week, Monday first."""
    return [picture.layout.monday + timedelta(days=number) for number in range(DAYS)]


def is_target(picture: WeekPicture, day: date) -> bool:
    """Whether what is dragged would be on `day`."""
    target = picture.target
    return target is not None and target.first <= day <= target.last


def ground_of(picture: WeekPicture, day: date, tokens: Tokens) -> QColor | None:
    """What lies behind `day`; None: the surface of the calendar."""
    if is_target(picture, day):
        return tokens.tint
    if day in picture.holidays:
        return tokens.holiday
    return tokens.bg if day.weekday() >= _WEEKEND else None
