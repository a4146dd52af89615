"""The inspector's facts about a series: its rule, how this date differs, more dates, its halves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.language import _
from townhall.services.queries.calendar import DateInspection, SeriesHalf
from townhall.ui.calendar.add_date import AddDate
from townhall.ui.calendar.date_changes import DateChanges
from townhall.ui.date_key import DateKey
from townhall.ui.date_words import day_text, exception_text, repeats_text
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.facts import Facts
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.marks import Icon
from townhall.ui.widgets.paint import BODY


class SeriesFacts:
    """Adds its facts to `facts`, and shows a date in them; `go` opens another date."""

    def __init__(self, facts: Facts, changes: DateChanges, go: Callable[[DateKey], object]) -> None:
        self._changes, self._go = changes, go
        self._shown: DateInspection | None = None
        self._rule = Paragraph("", BODY, selectable=False)
        self.add_date = AddDate()
        self.put_back = Button(_("Put back"), kind="link")
        self.remove = Button(_("Remove this date"), kind="link")
        self.earlier, self.later = Button(kind="link"), Button(kind="link")
        self._exception_words = Paragraph("", BODY, selectable=False)
        facts.add(_("Repeats"), _below(self._rule, self.add_date))
        self._exception = facts.add(_("Exception"), self._with_icon())
        self._halves = facts.add(_("Series"), _below(self.earlier, self.later))
        self.add_date.wanted.connect(self._on_date_wanted)
        self.put_back.clicked.connect(lambda _checked=False: self._restore())
        self.remove.clicked.connect(lambda _checked=False: self._remove())
        self.earlier.clicked.connect(lambda _checked=False: self._go_half("earlier"))
        self.later.clicked.connect(lambda _checked=False: self._go_half("later"))

    def _with_icon(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        row.addWidget(Icon("branch", "text2"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(_below(self._exception_words, self.put_back, self.remove), 1)
        return holder

    def show(self, found: DateInspection) -> None:
        """Show what was read of a date."""
        self._shown = found
        row, series = found.detail.row, found.detail.communication
        rule = repeats_text(series)
        if not rule and row.recurring:
            rule = _("On dates of its own, without a rule")
        self._rule.setText(rule)
        self._rule.setVisible(bool(rule))
        self.add_date.set_row(row)
        exception = exception_text(found.detail)
        self._exception_words.setText(exception)
        self._exception.setVisible(bool(exception))
        self.put_back.setText(_("Hold it all the same") if row.cause else _("Put back"))
        self.put_back.setVisible(row.overridden)
        self.remove.setVisible(row.added)
        _show_half(self.earlier, _("Earlier half, until {date}"), found.earlier)
        _show_half(self.later, _("Later half, from {date}"), found.later)
        self._halves.setVisible(found.earlier is not None or found.later is not None)

    def _on_date_wanted(self, start: object) -> None:
        if self._shown is not None:
            self._changes.add_date(
                self._shown.detail.row,
                start,
                done=self.add_date.close_form,
                failed=lambda error: self.add_date.set_error(str(error)),
            )

    def _restore(self) -> None:
        if self._shown is not None:
            self._changes.restore(self._shown.detail.row)

    def _remove(self) -> None:
        if self._shown is not None:
            self._changes.remove_date(self._shown.detail.row)

    def _go_half(self, which: str) -> None:
        half = getattr(self._shown, which, None)
        if isinstance(half, SeriesHalf):
            self._go(DateKey(half.communication_id, half.original_start))


def _show_half(button: Button, words: str, half: SeriesHalf | None) -> None:
    button.setVisible(half is not None)
    if half is not None:
        date = day_text(half.start.date(), "d MMM yyyy")
        button.setText(words.format(date=date))


def _below(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        if isinstance(widget, Button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            column.addWidget(widget)
    return holder
