"""The calendar's part of the top bar: back, on, today, month or agenda."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from townhall.language import _
from townhall.ui.date_words import month_text
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.paint import Type, text_width
from townhall.ui.widgets.segment import Segment

_TITLE = Type(20, 600)


class CalendarControls(QWidget):
    """Buttons that stay where they are while the months go by under the pointer."""

    months_wanted = Signal(int)
    today_wanted = Signal()
    mode_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = Button(kind="ghost", icon="chevron-left", tip=_("Previous month (Page Up)"))
        self.on = Button(kind="ghost", icon="chevron-right", tip=_("Next month (Page Down)"))
        self.today = Button(_("Today"))
        self.today.setToolTip(_("Go to today (T)"))
        self.mode = Segment(
            [("month", _("Month")), ("agenda", _("List"))], name=_("How the calendar shows")
        )
        self.back.clicked.connect(lambda _checked=False: self.months_wanted.emit(-1))
        self.on.clicked.connect(lambda _checked=False: self.months_wanted.emit(1))
        self.today.clicked.connect(lambda _checked=False: self.today_wanted.emit())
        self.mode.chosen.connect(self.mode_wanted)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.addWidget(self.back)
        self._row.addWidget(self.on)
        self._row.addSpacing(4)
        self._row.addWidget(self.today)
        self._row.addSpacing(4)
        self._row.addWidget(self.mode)

    def set_mode(self, mode: str) -> None:
        """Show which of the two is on."""
        self.mode.set_value(mode)

    def set_title(self, title: str) -> None:
        """Make up for the width of `title`, so that the arrows do not move with the month."""
        year = date.today().year
        widest = max(text_width(month_text(date(year, month, 1)), _TITLE) for month in range(1, 13))
        gap = max(0, round(widest - text_width(title, _TITLE)))
        self._row.setContentsMargins(gap, 0, 0, 0)
