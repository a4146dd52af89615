"""The panel beside the calendar: a date of the plan, or one of a calendar of others, to read."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from townhall.language import _
from townhall.services.queries.overlays import OverlayRow
from townhall.ui.calendar.overlay_paint import overlay_title, overlay_whom
from townhall.ui.date_words import clock, day_text
from townhall.ui.inspector import InspectorHead
from townhall.ui.screen import Frame, Selection
from townhall.ui.theme import Tone
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Hairline
from townhall.ui.widgets.facts import Facts
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.marks import Swatch
from townhall.ui.widgets.page import ScrollPage
from townhall.ui.widgets.paint import BODY, HEAD, SMALL

_PAD = 20


class OverlayInspector(QWidget):
    """Says what a date is, when, where, whose calendar it is in, and whom it keeps busy."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = InspectorHead(frame, _("Calendar of others"))
        self._swatch = Swatch(Tone.INDIGO)
        head = self.head.layout()
        if isinstance(head, QHBoxLayout):
            head.insertWidget(0, self._swatch)
        page = ScrollPage(pad=_PAD, gap=12)
        self.title = Paragraph("", HEAD)
        page.add(self.title)
        facts = Facts(label_width=88)
        self.when = Paragraph("", BODY)
        self.place = Paragraph("", BODY)
        self.calendar = Paragraph("", BODY)
        self.whom = Paragraph("", BODY)
        facts.add(_("When"), self.when)
        self._place_fact = facts.add(_("Place"), self.place)
        facts.add(_("Calendar"), self.calendar)
        facts.add(_("Keeps busy"), self.whom)
        page.add(facts)
        page.add(
            Paragraph(
                _("This was read from a calendar of others. It is changed there, not here."),
                SMALL,
                "text2",
            )
        )
        page.add_stretch()
        foot = QHBoxLayout()
        foot.setContentsMargins(_PAD, 12, _PAD, 12)
        self.manage = Button(_("Manage calendars…"))
        self.manage.clicked.connect(
            lambda _checked=False: frame.go("settings", Selection("overlay", 0))
        )
        foot.addWidget(self.manage)
        foot.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(page, 1)
        column.addWidget(Hairline())
        column.addLayout(foot)

    def show_date(self, row: OverlayRow) -> None:
        """Show a date."""
        self._swatch.set_tone(Tone(row.color.value))
        self.title.setText(overlay_title(row))
        self.when.setText(when_text(row))
        self.place.setText(row.location)
        self._place_fact.setVisible(bool(row.location))
        self.calendar.setText(row.calendar)
        whom = overlay_whom(row)
        self.whom.setText(whom[:1].upper() + whom[1:])


class CalendarSide(QWidget):
    """Holds both panels and shows the one of what is selected."""

    def __init__(self, frame: Frame, panel: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panel, self.others = panel, OverlayInspector(frame)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(panel)
        self._stack.addWidget(self.others)

    def show_panel(self) -> None:
        """Show the panel of the plan's dates."""
        self._stack.setCurrentWidget(self._panel)

    def show_overlay(self, row: OverlayRow) -> None:
        """Show a date of a calendar of others."""
        self.others.show_date(row)
        self._stack.setCurrentWidget(self.others)


def when_text(row: OverlayRow) -> str:
    """When it is: "Thursday 3 December 2026, 09:30 – 11:30", or its days."""
    first = day_text(row.start.date())
    if row.all_day:
        last = (row.end - timedelta(days=1)).date()
        return first if last <= row.start.date() else f"{first} – {day_text(last)}"
    if row.end <= row.start:
        return f"{first}, {clock(row.start)}"
    if row.end.date() == row.start.date():
        return f"{first}, {clock(row.start)} – {clock(row.end)}"
    return f"{first}, {clock(row.start)} – {day_text(row.end.date())}, {clock(row.end)}"
