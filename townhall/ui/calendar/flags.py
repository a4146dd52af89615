"""Small flags for tasks of the run-up, in the month and in the week."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from townhall.services.queries.run_up import RunUpTask
from townhall.ui.icons import paint_icon
from townhall.ui.theme import Tokens
from townhall.ui.widgets.paint import SMALL_MEDIUM, TINY, draw_box, draw_text, text_width

_ICON = 14


def flag_text(task: RunUpTask) -> str:
    """ "T−7 Speaker brief": how many working days before or after the date, and what."""
    sign = "−" if task.offset_days < 0 else "+"
    return f"T{sign}{abs(task.offset_days)} {task.title}"


def by_day(tasks: Sequence[RunUpTask]) -> dict[date, list[RunUpTask]]:
    """The tasks of each day."""
    found: dict[date, list[RunUpTask]] = {}
    for task in tasks:
        found.setdefault(task.day, []).append(task)
    return found


def paint_flag(painter: QPainter, rect: QRectF, tokens: Tokens, task: RunUpTask) -> None:
    """Draw a task: outlined, with a flag, or with a check when it is done."""
    draw_box(painter, rect, 6, tokens.surface, tokens.strong)
    name, colour = ("check", tokens.ok) if task.is_done else ("flag", tokens.text2)
    paint_icon(painter, name, rect.x() + 7, round(rect.center().y() - _ICON / 2), _ICON, colour)
    room = rect.adjusted(27, 0, -6, 0)
    draw_text(painter, room, flag_text(task), SMALL_MEDIUM, tokens.text2)


def paint_count(
    painter: QPainter, place: QRectF, tokens: Tokens, tasks: Sequence[RunUpTask]
) -> float:
    """Draw a flag with the number of open tasks at the right of `place`; the width it takes."""
    left = sum(1 for task in tasks if not task.is_done)
    name, colour = ("flag", tokens.text2) if left else ("check", tokens.ok)
    words = str(left) if left else ""
    width = text_width(words, TINY) + _ICON + 4
    x, y = place.right() - width, round(place.center().y() - _ICON / 2)
    paint_icon(painter, name, x, y, _ICON, colour)
    room = QRectF(x + _ICON + 3, place.y(), width, place.height())
    draw_text(painter, room, words, TINY, tokens.text2)
    return width + 4
