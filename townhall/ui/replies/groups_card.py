"""How many are coming, in all and by audience."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.language import _, ngettext
from townhall.services.queries.replies import Attendance, GroupAttendance
from townhall.ui.attendance import AttendanceBar, count_parts, counts_text
from townhall.ui.theme import Tone
from townhall.ui.widgets.card import Card, Hairline, SectionHead
from townhall.ui.widgets.labels import ElidedLabel, Label
from townhall.ui.widgets.meters import Meter
from townhall.ui.widgets.paint import SMALL


class GroupsCard(Card):
    """The bar of all, then a line for each audience."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = SectionHead(_("Who is coming"))
        self.bar = AttendanceBar()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 0, 16, 12)
        column.addWidget(self.bar)
        holder = QWidget()
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.rows: list[QWidget] = []
        self.add(self.head)
        self.add(inner)
        self.add(holder)

    def set_attendance(self, found: Attendance) -> None:
        """Show other numbers."""
        total = found.total.total
        people = ngettext("{n} person", "{n} people", total).format(n=total)
        self.head.set_title(_("Who is coming"), people)
        self.bar.set_counts(found.total)
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        for group in found.groups:
            self.rows += [Hairline(), _group(group)]
        for row in self.rows:
            self._rows.addWidget(row)


def group_name(group: GroupAttendance) -> str:
    """What a group is called; those of no audience are the others."""
    return group.name or _("Other people")


def _group(group: GroupAttendance) -> QWidget:
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(16, 10, 16, 10)
    column.setSpacing(6)
    top = QHBoxLayout()
    top.addWidget(ElidedLabel(group_name(group)), 1)
    top.addWidget(Label(str(group.counts.total), SMALL, "text2"))
    column.addLayout(top)
    meter = Meter()
    meter.set_parts(
        [part for part in count_parts(group.counts) if part.tone is not Tone.NEUTRAL],
        group.counts.total,
    )
    column.addWidget(meter)
    column.addWidget(Label(counts_text(group.counts), SMALL, "text2", wrap=True))
    row.setAccessibleName(f"{group_name(group)}: {counts_text(group.counts)}")
    return row
