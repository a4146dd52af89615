"""Warnings as lines: what is wrong and why, with a link to where it is mended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.terms import WarningKind, label
from townhall.domain.warnings import PlanWarning, Subject
from townhall.language import _, pgettext
from townhall.ui.pages import open_event, open_time_finder
from townhall.ui.screen import Frame, Selection
from townhall.ui.warning_looks import warning_icon, warning_tone
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Hairline
from townhall.ui.widgets.labels import Label, Paragraph
from townhall.ui.widgets.marks import Icon
from townhall.ui.widgets.paint import SMALL, SMALL_MEDIUM, TITLE

_MOVED = frozenset({WarningKind.CLASH, WarningKind.HOLIDAY, WarningKind.CLOCK_CHANGE})
_TIMED = frozenset({*_MOVED, WarningKind.SILENCE, WarningKind.OVERLOAD})


def remedy_words(warning: PlanWarning) -> str:
    """The verb that leads to the remedy."""
    if warning.kind is WarningKind.UNCOVERED_AUDIENCE and warning.dates:
        return _("Find a session")
    if warning.kind in _TIMED:
        return _("Find a time")
    return pgettext("verb", "Open")


def follow_remedy(frame: Frame, warning: PlanWarning) -> None:
    """Open the place where a warning is mended."""
    from townhall.services.queries.time_finder import TimeWish

    if warning.kind is WarningKind.SILENCE and isinstance(warning.subject.id, int):
        open_time_finder(frame, TimeWish(cadence_id=warning.subject.id))
    elif warning.dates and (
        warning.kind in _TIMED or warning.kind is WarningKind.UNCOVERED_AUDIENCE
    ):
        repeats = warning.kind is WarningKind.UNCOVERED_AUDIENCE
        date = warning.dates[-1] if warning.kind is WarningKind.CLASH else warning.dates[0]
        wish = TimeWish(
            communication_id=date.communication_id,
            original_start=date.original_start,
            adds_session=repeats,
        )
        open_time_finder(frame, wish)
    elif warning.kind is WarningKind.UNANSWERED and warning.dates:
        key = warning.dates[0]
        selection = Selection("occurrence", key.communication_id, key.original_start)
        frame.go("questions", selection)
    else:
        _open(frame, warning.place or warning.subject)


def _open(frame: Frame, subject: Subject) -> None:
    if isinstance(subject.id, int):
        frame.show_selection(Selection(subject.noun, subject.id))
        return
    number, _slash, start = subject.id.partition("/")
    open_event(frame, int(number), datetime.fromisoformat(start))


class WarningLines(QWidget):
    """Shows warnings below each other; `pad` is the margin at both sides."""

    def __init__(self, frame: Frame, *, pad: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame, self._pad = frame, pad
        self.lines: list[WarningLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def show_warnings(self, warnings: Sequence[PlanWarning]) -> None:
        """Show these, and nothing when there are none."""
        if [line.warning for line in self.lines] == list(warnings):
            return
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = [WarningLine(self._frame, each, self._pad) for each in warnings]
        for line in self.lines:
            self._column.addWidget(line)
        self.setVisible(bool(warnings))


class WarningLine(QWidget):
    """One warning: icon and word of its kind, what is wrong, why, and the remedy."""

    def __init__(self, frame: Frame, warning: PlanWarning, pad: int) -> None:
        super().__init__()
        self.warning = warning
        tone = warning_tone(warning.severity)
        role = "text2" if tone == "neutral" else tone
        self.remedy = Button(remedy_words(warning), "link")
        self.remedy.setAccessibleName(
            _("{verb}: {warning}").format(verb=self.remedy.text(), warning=warning.title)
        )
        self.remedy.clicked.connect(lambda _checked=False: follow_remedy(frame, warning))
        kind = Label(label(warning.kind), SMALL_MEDIUM, role)
        words = QVBoxLayout()
        words.setSpacing(1)
        head = QHBoxLayout()
        head.addWidget(kind, 1)
        head.addWidget(self.remedy)
        words.addLayout(head)
        words.addWidget(Paragraph(warning.title, TITLE))
        reason = warning.reason[:1].upper() + warning.reason[1:]
        words.addWidget(Paragraph(reason, SMALL, "text2"))
        row = QHBoxLayout()
        row.setContentsMargins(pad, 8, pad, 10)
        row.setSpacing(12)
        mark = QVBoxLayout()
        mark.addSpacing(3)
        mark.addWidget(Icon(warning_icon(warning.kind), role, 16, name=label(warning.severity)))
        mark.addStretch(1)
        row.addLayout(mark)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        column.addLayout(row)
