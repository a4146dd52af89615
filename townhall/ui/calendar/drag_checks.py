"""The lines of a drag's card that say what is in the way of a place, or free."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.date_checks import DateCheck
from townhall.language import _
from townhall.ui.calendar.week_block_paint import wrapped
from townhall.ui.warning_looks import warning_icon, warning_tone
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.marks import Icon
from townhall.ui.widgets.paint import BODY, SMALL, Type, elided

_MOST = 5
"""So many checks are said; a card that hides the calendar helps nobody."""
_WIDTH = 300


class DragChecks(QWidget):
    """One line for each check, with an icon of what it is about.

    Those that are not `fresh` hold for the place before, and stand back.
    """

    def __init__(
        self, checks: Sequence[DateCheck], *, fresh: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._fresh = fresh
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 2)
        self._column.setSpacing(6)
        for each in checks[:_MOST]:
            self._add(each)
        more = len(checks) - _MOST
        if more > 0:
            self._column.addWidget(Label(_("and {n} more").format(n=more), SMALL, "text2"))
        self.setVisible(bool(checks))

    def _add(self, check: DateCheck) -> None:
        name, role = _look(check)
        words = QVBoxLayout()
        words.setSpacing(1)
        main = "text" if self._fresh else "text3"
        words.addWidget(Label(_lines(check.text, BODY), BODY, main))
        if check.reason:
            aside = "text2" if self._fresh else "text3"
            words.addWidget(Label(_lines(check.reason, SMALL), SMALL, aside))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(
            Icon(name, role if self._fresh else "text3", 16), 0, Qt.AlignmentFlag.AlignTop
        )
        row.addLayout(words, 1)
        self._column.addLayout(row)


def _lines(text: str, kind: Type) -> str:
    """`text` on two lines at most."""
    return "\n".join(elided(each, kind, _WIDTH) for each in wrapped(text, kind, _WIDTH, 2))


def _look(check: DateCheck) -> tuple[str, str]:
    """Icon and colour of a check: what is fine has a tick, what is not its own sign."""
    if check.severity is None:
        return "check-circle", "ok"
    role = warning_tone(check.severity)
    name = warning_icon(check.kind) if check.kind is not None else "history"
    return name, "text2" if role == "neutral" else role
