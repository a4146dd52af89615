"""The calendar's part of the top bar: back, on, today, and which view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from townhall.language import _
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.paint import Type, text_width
from townhall.ui.widgets.segment import Segment
from townhall.ui.widgets.select import Option, Select

_TITLE = Type(20, 600)


class CalendarControls(QWidget):
    """Buttons that stay where they are while the pages go by under the pointer."""

    pages_wanted = Signal(int)
    today_wanted = Signal()
    mode_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = Button(kind="ghost", icon="chevron-left", tip=_("Previous month (Page Up)"))
        self.on = Button(kind="ghost", icon="chevron-right", tip=_("Next month (Page Down)"))
        self.today = Button(_("Today"))
        self.today.setToolTip(_("Go to today (T)"))
        self.mode = Segment(
            [
                ("month", _("Month")),
                ("week", _("Week")),
                ("agenda", _("List")),
                ("year", _("Year")),
            ],
            name=_("How the calendar shows"),
        )
        self.back.clicked.connect(lambda _checked=False: self.pages_wanted.emit(-1))
        self.on.clicked.connect(lambda _checked=False: self.pages_wanted.emit(1))
        self.today.clicked.connect(lambda _checked=False: self.today_wanted.emit())
        self.mode.chosen.connect(self.mode_wanted)
        self.lanes = Select(
            [Option("audience", _("By audience")), Option("initiative", _("By initiative"))],
            "audience",
            name=_("Lanes of the year"),
        )
        self.lanes.hide()
        self.run_up = Button(kind="ghost", icon="flag", tip=_("Show run-up"))
        self.run_up.setCheckable(True)
        self.run_up.setChecked(True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.addWidget(self.back)
        self._row.addWidget(self.on)
        self._row.addSpacing(4)
        self._row.addWidget(self.today)
        self._row.addSpacing(4)
        self._row.addWidget(self.mode)
        self._row.addWidget(self.lanes)
        self._row.addWidget(self.run_up)

    def set_mode(self, mode: str, words: tuple[str, str], *, lanes: bool) -> None:
        """Show which view is on, whether it has `lanes`, and call the arrows by `words`."""
        self.mode.set_value(mode)
        self.lanes.setVisible(lanes)
        self.run_up.setVisible(mode != "agenda")
        for button, text in zip((self.back, self.on), words, strict=True):
            button.setToolTip(text)
            button.setAccessibleName(text)

    def take_in(self, button: QWidget) -> None:
        """Let a button stand behind the others."""
        self._row.addWidget(button)

    def set_title(self, title: str, others: Sequence[str]) -> None:
        """Make up for the width of `title` beside `others`, so that the arrows do not move."""
        widest = max(text_width(text, _TITLE) for text in (title, *others))
        gap = max(0, round(widest - text_width(title, _TITLE)))
        self._row.setContentsMargins(gap, 0, 0, 0)
