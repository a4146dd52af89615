"""Who is coming, in the card of the audience: the bar, what asks for attention, all answers."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.language import _, ngettext
from townhall.services.queries.replies import Attendance
from townhall.ui.attendance import AttendanceBar
from townhall.ui.theme import Tone
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.chips import StateLine


class AnswersPart(QWidget):
    """The bar of who is coming, what asks for attention, and the way to all answers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 12)
        column.setSpacing(8)
        self.bar = AttendanceBar()
        self.note = StateLine("", Tone.WARN)
        self.open_button = Button(_("Answers"), "link")
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.note, 1)
        row.addStretch(0)
        row.addWidget(self.open_button)
        column.addLayout(row)
        self.bar.hide()
        self.note.hide()

    def set_attendance(self, found: Attendance) -> None:
        """Show other numbers; nothing where nobody was asked."""
        waiting, silent = len(found.waiting), len(found.silent_speakers)
        self.bar.set_counts(found.total)
        self.bar.setVisible(bool(found.total.answered))
        self.note.setVisible(bool(waiting or (silent and found.total.answered)))
        if waiting:
            words = ngettext("{n} answer waits for you", "{n} answers wait for you", waiting)
            self.note.set_state(words.format(n=waiting), Tone.WARN)
        elif silent:
            words = ngettext(
                "{n} speaker has not answered", "{n} speakers have not answered", silent
            )
            self.note.set_state(words.format(n=silent), Tone.NEUTRAL)
        self.open_button.setText(_("All answers") if found.total.answered else _("Read answers"))
