"""Stretches in which nothing reaches a lane of the year: an audience, or an initiative."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

LONG_DAYS = 60
"""So many days without a word are long where nothing was promised: about two months."""


class GapKind(StrEnum):
    """Where a gap lies: until today, between two dates, before the first, after the last one."""

    SILENT = "silent"
    BETWEEN = "between"
    BEFORE = "before"
    AFTER = "after"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Gap:
    """From the day of the last word, or the first day shown, to that of the next, or the last."""

    kind: GapKind
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days go by without a word."""
        return (self.last - self.first).days


def gaps(
    days: Iterable[date], first: date, last: date, *, longest: int, today: date
) -> tuple[Gap, ...]:
    """The gaps from `first` to `last` that are longer than `longest` days, in order.

    `days` are those on which something reaches the lane. What is silent today ends today, even
    where something is planned later.
    """
    known = sorted({day for day in days if first <= day <= last})
    if not known:
        return (Gap(GapKind.ALL, first, last),)
    found = [Gap(GapKind.BEFORE, first, known[0])]
    for one, other in pairwise(known):
        found += _parted(Gap(GapKind.BETWEEN, one, other), longest, today)
    found += _parted(Gap(GapKind.AFTER, known[-1], last), longest, today)
    return tuple(gap for gap in found if gap.days > longest)


def _parted(gap: Gap, longest: int, today: date) -> list[Gap]:
    """A gap around today, parted there when it is already long."""
    if not gap.first < today < gap.last or (today - gap.first).days <= longest:
        return [gap]
    silent = Gap(GapKind.SILENT, gap.first, today)
    return [silent, Gap(gap.kind, today, gap.last)] if gap.kind is GapKind.AFTER else [silent]
