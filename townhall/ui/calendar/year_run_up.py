"""The run-up in the year: under the months, how many tasks each week has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from townhall.language import _, ngettext
from townhall.services.queries.run_up import RunUpTask
from townhall.services.queries.year import Year
from townhall.ui.calendar.flags import flag_text
from townhall.ui.calendar.year_geometry import YearGeometry
from townhall.ui.date_words import day_text
from townhall.ui.icons import paint_icon
from townhall.ui.theme import Tokens, theme
from townhall.ui.widgets.paint import CENTRE, TINY, Type, draw_box, draw_text, text_width

_COUNT = Type(11, 600, tabular=True)
_HEIGHT = 28
_BOX = 17
_ICON = 12
_PAD = 20
_NAMED = 8
"""So many tasks are named in a tip; more are counted."""
_WEEK = 7
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RunUpCell:
    """The tasks of a week, or of a few where a week is too narrow for a number."""

    first: date
    last: date
    tasks: tuple[RunUpTask, ...]

    @property
    def left(self) -> int:
        """How many are still to be done."""
        return sum(not task.is_done for task in self.tasks)

    def late(self, today: date) -> int:
        """How many should have been done before `today`."""
        return sum(not task.is_done and task.day < today for task in self.tasks)


def run_up_height(year: Year | None) -> float:
    """How high the strip is: nothing where there are no tasks."""
    return float(theme().px(_HEIGHT)) if year is not None and year.range.tasks else 0.0


def run_up_cells(geometry: YearGeometry, tasks: Sequence[RunUpTask]) -> list[RunUpCell]:
    """The weeks that have tasks; from their Monday, as many together as a number needs room."""
    widest = max(float(_BOX), text_width("00", _COUNT) + 4)
    each = geometry.day_width * _WEEK
    weeks = next((step for step in (1, 2, 4) if step * each >= widest), 4)
    monday = geometry.first - timedelta(days=geometry.first.weekday())
    held: dict[int, list[RunUpTask]] = {}
    for task in tasks:
        if geometry.first <= task.day <= geometry.last:
            held.setdefault((task.day - monday).days // (_WEEK * weeks), []).append(task)
    found = []
    for number, these in sorted(held.items()):
        first = monday + timedelta(days=number * _WEEK * weeks)
        found.append(RunUpCell(first, first + timedelta(days=_WEEK * weeks - 1), tuple(these)))
    return found


def cell_place(geometry: YearGeometry, cell: RunUpCell) -> QRectF:
    """Where a cell stands."""
    left = geometry.x_of(max(cell.first, geometry.first))
    right = geometry.x_of(min(cell.last, geometry.last) + _DAY)
    strip = geometry.run_up
    return QRectF(left, strip.y(), right - left, strip.height())


def cell_at(geometry: YearGeometry, tasks: Sequence[RunUpTask], point: QPointF) -> RunUpCell | None:
    """The cell under `point`."""
    if not geometry.run_up.contains(point):
        return None
    cells = run_up_cells(geometry, tasks)
    return next((each for each in cells if cell_place(geometry, each).contains(point)), None)


def cell_told(cell: RunUpCell, today: date) -> str:
    """A cell in words: "Week 49: 3 of 5 tasks to do, 1 late"."""
    first, last = cell.first.isocalendar().week, cell.last.isocalendar().week
    week = _("Week {n}").format(n=str(first) if first == last else f"{first}–{last}")
    number = len(cell.tasks)
    words = ngettext("{left} of {n} task to do", "{left} of {n} tasks to do", number)
    parts = [words.format(left=cell.left, n=number)]
    late = cell.late(today)
    if late:
        parts.append(ngettext("{n} late", "{n} late", late).format(n=late))
    return f"{week}: {', '.join(parts)}"


def cell_tip(cell: RunUpCell, today: date) -> str:
    """A cell with its tasks, those to do first, a line each."""
    lines = [cell_told(cell, today)]
    order = sorted(cell.tasks, key=lambda task: task.is_done)
    for task in order[:_NAMED]:
        sign = "✓ " if task.is_done else ""
        day = day_text(task.day, "d MMM")
        lines.append(f"{sign}{day}: {flag_text(task)}, {task.communication}")
    if len(order) > _NAMED:
        lines.append(_("and {n} more").format(n=len(order) - _NAMED))
    return "\n".join(lines)


def run_up_told(cells: Sequence[RunUpCell], today: date) -> str:
    """The whole strip in words."""
    return ". ".join([_("Run-up"), *(cell_told(each, today) for each in cells)])


def paint_run_up(
    painter: QPainter, geometry: YearGeometry, tokens: Tokens, year: Year, today: date
) -> None:
    """Draw the strip: a number for what is to do, filled where it is late, a check where done."""
    strip = geometry.run_up
    if not strip.height():
        return
    painter.fillRect(strip, tokens.surface)
    lines = [(day, tokens.ok) for day, _name in year.go_lives]
    if geometry.first <= today <= geometry.last:
        lines.append((today, tokens.bad))
    for day, colour in lines:
        painter.fillRect(QRectF(geometry.x_of(day), strip.y(), 2, strip.height()), colour)
    paint_icon(painter, "flag", strip.x() + _PAD, _middle(strip, _ICON), _ICON, tokens.text2)
    label = QRectF(strip.x() + _PAD + _ICON + 6, strip.y(), geometry.left, strip.height())
    label.setRight(geometry.left - 8)
    draw_text(painter, label, _("Run-up"), TINY, tokens.text2)
    for cell in run_up_cells(geometry, year.range.tasks):
        _paint_cell(painter, cell_place(geometry, cell), cell, tokens, late=cell.late(today) > 0)
    painter.fillRect(QRectF(strip.x(), strip.bottom() - 1, strip.width(), 1), tokens.border)
    painter.fillRect(QRectF(geometry.left, strip.y(), 1, strip.height()), tokens.border)


def _paint_cell(
    painter: QPainter, place: QRectF, cell: RunUpCell, tokens: Tokens, *, late: bool
) -> None:
    if not cell.left:
        x = round(place.center().x() - _ICON / 2)
        paint_icon(painter, "check", x, _middle(place, _ICON), _ICON, tokens.ok)
        return
    words = str(cell.left)
    width = min(place.width() - 1, max(float(_BOX), text_width(words, _COUNT) + 5))
    box = QRectF(place.center().x() - width / 2, _middle(place, _BOX), width, _BOX)
    if late:
        draw_box(painter, box, 5, tokens.bad)
        draw_text(painter, box, words, _COUNT, tokens.surface, CENTRE)
    else:
        draw_box(painter, box, 5, tokens.surface, tokens.strong)
        draw_text(painter, box, words, _COUNT, tokens.text2, CENTRE)


def _middle(place: QRectF, high: float) -> int:
    return round(place.center().y() - high / 2)
