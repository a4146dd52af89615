"""The two weeks beside Today: dates by day, and what is due on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from townhall.domain.terms import label
from townhall.language import _
from townhall.services.queries.communications import OccurrenceRow
from townhall.services.queries.run_up import RunUpTask
from townhall.services.queries.today import Today
from townhall.ui.date_words import (
    KIND_TONES,
    clock,
    day_text,
    is_cancelled,
    is_draft,
    told,
)
from townhall.ui.icons import paint_icon
from townhall.ui.pages import open_event
from townhall.ui.screen import Frame
from townhall.ui.theme import theme
from townhall.ui.widgets.card import Hairline, SectionHead
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.page import ScrollPage
from townhall.ui.widgets.paint import (
    BODY,
    SMALL,
    SMALL_MEDIUM,
    TITLE,
    Type,
    draw_box,
    draw_focus_ring,
    draw_text,
)
from townhall.ui.widgets.themed import FocusRing, Themed

WIDTH = 316
_PAD = 19
_BAR = 72
_TIME = Type(12, 500, tabular=True)


class AgendaLine(FocusRing, Themed, QPushButton):
    """A date, or a task that is due; a click or Enter opens the date."""

    def __init__(
        self,
        row: OccurrenceRow | None,
        task: RunUpTask | None,
        run: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._row, self._task = row, task
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if row is not None:
            self.setAccessibleName(told(row))
            self.setToolTip(told(row))
        elif task is not None:
            self.setAccessibleName(
                _("due: {task}, {date}").format(task=task.title, date=task.communication)
            )
            self.setToolTip(f"{task.title}, {task.communication}")
        self.clicked.connect(lambda _down=False: run())

    def sizeHint(self) -> QSize:
        return QSize(200, theme().px(44 if self._row is not None else 28))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, rect = theme().tokens, QRectF(self.rect())
        painter = QPainter(self)
        try:
            if self.underMouse():
                draw_box(painter, rect.adjusted(8, 0, -8, 0), 6, tokens.hover)
            if self._row is not None:
                self._paint_date(painter, rect, self._row)
            elif self._task is not None:
                self._paint_task(painter, rect, self._task)
            if self.ring:
                draw_focus_ring(painter, rect.adjusted(10, 2, -10, -2), 6)
        finally:
            painter.end()

    def _paint_date(self, painter: QPainter, rect: QRectF, row: OccurrenceRow) -> None:
        tokens = theme().tokens
        when = _("all day") if row.all_day else clock(row.shown_start)
        half = rect.height() / 2
        upper = QRectF(_PAD, rect.top() + 3, _BAR - _PAD - 8, half - 2)
        draw_text(painter, upper, when, _TIME, tokens.text2)
        shade = tokens.shade(KIND_TONES[row.kind])
        bar = QRectF(_BAR, rect.top() + 4, 3, rect.height() - 8)
        if is_draft(row):
            piece = bar.height() / 5
            for place in (0, 2, 4):
                part = QRectF(bar.x(), bar.y() + place * piece, 3, piece)
                draw_box(painter, part, 1.5, shade.line)
        else:
            draw_box(painter, bar, 1.5, shade.line)
        left = _BAR + 14
        gone = is_cancelled(row)
        title = Type(13, 500, struck=True) if gone else TITLE
        words = QRectF(left, rect.top() + 3, rect.width() - left - _PAD, half - 2)
        draw_text(painter, words, row.title, title, tokens.text2 if gone else tokens.text)
        words.moveTop(rect.top() + half)
        draw_text(painter, words, row.location or label(row.kind), SMALL, tokens.text2)

    def _paint_task(self, painter: QPainter, rect: QRectF, task: RunUpTask) -> None:
        tokens = theme().tokens
        draw_text(
            painter,
            QRectF(_PAD, rect.top(), _BAR - _PAD - 4, rect.height()),
            _("due"),
            _TIME,
            tokens.text2,
        )
        paint_icon(painter, "flag", _BAR - 5, rect.center().y() - 7, 14, tokens.text2)
        left = _BAR + 14
        words = QRectF(left, rect.top(), rect.width() - left - _PAD, rect.height())
        draw_text(painter, words, task.title, BODY, tokens.text2)


class AgendaSide(ScrollPage):
    """This week and the next; days without anything are left out."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(pad=0, gap=0, parent=parent)
        self._frame = frame
        self.lines: list[AgendaLine] = []
        self.setFixedWidth(WIDTH)

    def show_today(self, found: Today) -> None:
        """Show the weeks around another day."""
        column = self.column
        while column.count():
            item = column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.lines = []
        monday = found.today - timedelta(days=found.today.weekday())
        for start, title in (
            (monday, _("This week")),
            (monday + timedelta(days=7), _("Next week")),
        ):
            days = [each for each in found.agenda if start <= each.day < start + timedelta(days=7)]
            if start != monday:
                self.add(Hairline())
            week = _("week {n}").format(n=start.isocalendar().week)
            self.add(SectionHead(title, week, pad=_PAD))
            for each in days:
                self.add(_DayHead(each.day, found.today))
                for row in each.rows:
                    self._add(row, None)
                for task in each.tasks:
                    self._add(None, task)
            if not days:
                self.add(_Nothing())
            column.addSpacing(10)
        self.add_stretch()

    def _add(self, row: OccurrenceRow | None, task: RunUpTask | None) -> None:
        about = row or task
        assert about is not None
        key = (about.communication_id, about.original_start)
        line = AgendaLine(row, task, lambda: open_event(self._frame, *key))
        self.lines.append(line)
        self.add(line)


class _DayHead(QWidget):
    def __init__(self, day: date, today: date) -> None:
        super().__init__()
        is_today = day == today
        row = QHBoxLayout(self)
        row.setContentsMargins(_PAD, 8, _PAD, 4)
        row.setSpacing(8)
        row.addWidget(
            Label(day_text(day, "ddd d MMM"), SMALL_MEDIUM, "accent" if is_today else "text2")
        )
        if is_today:
            row.addWidget(Chip(_("Today"), "accent"))
        row.addStretch(1)


class _Nothing(QWidget):
    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(_PAD, 2, _PAD, 8)
        row.addWidget(Label(_("Nothing planned"), BODY, "text2"))
        row.addStretch(1)
