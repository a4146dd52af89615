"""Items that somebody else changed on the server: both versions side by side, and the choice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.publication import Choice, Clash, Decision, Difference, PublishConflict
from townhall.language import _
from townhall.ui.settings_screen.difference_words import side_by_side
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Hairline
from townhall.ui.widgets.labels import ElidedLabel, Label, Paragraph
from townhall.ui.widgets.paint import BODY, SMALL_MEDIUM, TITLE

_SHOWN = 6
"""So many lines of one value are shown."""
_LONG = re.compile(r"\S{20}(?=\S)")
_BREAK = "\u200b"


class FeedConflicts(QWidget):
    """`decided({uid: Decision})` when the user chose for one of them."""

    decided = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: tuple[PublishConflict, ...] = ()
        self.buttons: dict[tuple[str, Choice], Button] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 2)
        self._column.setSpacing(10)

    def set_conflicts(self, conflicts: Sequence[PublishConflict]) -> None:
        """Show these, and no others."""
        if self.shown == tuple(conflicts):
            return
        self.shown = tuple(conflicts)
        self.buttons = {}
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for conflict in self.shown:
            self._column.addWidget(Hairline())
            self._column.addWidget(self._one(conflict))

    def _one(self, conflict: PublishConflict) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        title = conflict.title or _("An item without a title")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(ElidedLabel(title, TITLE))
        words.addWidget(Paragraph(_why(conflict), BODY, "text2", selectable=False))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addLayout(words, 1)
        for choice, text in _choices(conflict):
            button = Button(text)
            button.setAccessibleName(f"{text}: {title}")
            decision = Decision(choice, conflict.etag)
            button.clicked.connect(
                lambda _down=False, uid=conflict.uid, decision=decision: self.decided.emit(
                    {uid: decision}
                )
            )
            self.buttons[conflict.uid, choice] = button
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        if conflict.differences:
            column.addLayout(_table(conflict.differences))
        return made


def _table(differences: Sequence[Difference]) -> QGridLayout:
    """What differs: the field, the plan's value, the server's."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 4)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, theme().px(96))
    for column in (1, 2):
        grid.setColumnStretch(column, 1)
    for column, head in ((1, _("In your plan")), (2, _("On the server"))):
        grid.addWidget(Label(head, SMALL_MEDIUM, "text2"), 0, column)
    top = Qt.AlignmentFlag.AlignTop
    for row, each in enumerate(differences, 1):
        field = _fields()[each.field]
        grid.addWidget(Paragraph(field, BODY, "text2", selectable=False), row, 0, top)
        ours, theirs = side_by_side(each)
        for column, head, value in ((1, _("In your plan"), ours), (2, _("On the server"), theirs)):
            shown = Paragraph(_short(value), BODY, "text")
            shown.setAccessibleName(f"{field}, {head}: {value or '–'}")
            grid.addWidget(shown, row, column, top)
    return grid


def _short(value: str) -> str:
    lines = [line for line in value.split("\n") if line.strip()]
    if len(lines) > _SHOWN:
        lines = [*lines[:_SHOWN], "…"]
    # Where a link or a word is longer than its column, it may go on below.
    return _LONG.sub(lambda run: run[0] + _BREAK, "\n".join(lines)) or "–"


def _why(conflict: PublishConflict) -> str:
    if conflict.clash is Clash.GONE:
        return _("Somebody took it off the server.")
    if conflict.dropped:
        return _("It is not in this feed any more, but somebody changed it on the server.")
    if conflict.clash is Clash.EXISTS:
        return _("It was on the server before this feed put it there.")
    return _("Somebody changed it on the server since it was published.")


def _choices(conflict: PublishConflict) -> tuple[tuple[Choice, str], ...]:
    if conflict.clash is Clash.GONE:
        return (Choice.THEIRS, _("Leave it off")), (Choice.OURS, _("Put it back"))
    if conflict.dropped:
        return (Choice.THEIRS, _("Leave it there")), (Choice.OURS, _("Take it off"))
    return (Choice.THEIRS, _("Keep theirs")), (Choice.OURS, _("Put ours"))


def _fields() -> dict[str, str]:
    return {
        "title": _("Title"),
        "start": _("Start"),
        "end": _("End"),
        "recurrence": _("Repeats"),
        "location": _("Place"),
        "status": _("Status"),
        "description": _("Description"),
        "overrides": _("Single dates"),
        "other": _("Other"),
    }
