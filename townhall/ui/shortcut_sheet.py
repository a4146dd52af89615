"""The sheet that `?` opens: every key that works here, by group."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from townhall.language import N_, _
from townhall.ui.actions import Action, Actions
from townhall.ui.overlay import Overlay
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.key_cap import KeyCap
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.paint import BODY, HEAD, SMALL_MEDIUM

_GROUP_TITLES = {
    "new": N_("New"),
    "view": N_("View"),
    "edit": N_("Edit"),
    "go": N_("Go to"),
    "plan": N_("Plan"),
    "help": N_("Help"),
}
_Group = tuple[str, list[Action]]


class ShortcutSheet(Overlay):
    """Two columns of keys and what they do; made anew each time it opens."""

    def __init__(self, parent: QWidget, actions: Actions) -> None:
        super().__init__(parent, card_width=880, card_top=64)
        self._actions = actions
        self._close = Button(kind="ghost", icon="close", tip=_("Close"))
        self._close.clicked.connect(self.dismiss)
        head = QHBoxLayout()
        head.setContentsMargins(24, 12, 12, 4)
        head.addWidget(Label(_("Keyboard shortcuts"), HEAD))
        head.addStretch(1)
        head.addWidget(self._close)
        self.body.addLayout(head)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self._area, 1)

    def open(self) -> None:
        """Show the keys of this moment."""
        page = QWidget()
        page.setObjectName("page")
        columns = QHBoxLayout(page)
        columns.setContentsMargins(24, 4, 24, 24)
        columns.setSpacing(48)
        for groups in _halves(_groups(self._actions.listed())):
            column = QVBoxLayout()
            column.setSpacing(0)
            for title, actions in groups:
                column.addWidget(_group(title, actions))
            column.addStretch(1)
            columns.addLayout(column, 1)
        self._area.setWidget(page)
        super().open()
        self._close.setFocus(Qt.FocusReason.TabFocusReason)

    def card_height(self) -> int:
        """As high as the keys, within the window."""
        page = self._area.widget()
        return 50 + (page.sizeHint().height() if page is not None else 0)


def _groups(actions: Sequence[Action]) -> list[_Group]:
    found: dict[str, list[Action]] = {}
    for action in actions:
        if action.keys:
            found.setdefault(action.group, []).append(action)
    return [(_(_GROUP_TITLES.get(group, group)), listed) for group, listed in found.items()]


def _halves(groups: list[_Group]) -> tuple[list[_Group], list[_Group]]:
    """Two columns of nearly one height, in the order of the groups."""

    def height(part: list[_Group]) -> int:
        return sum(len(listed) + 2 for _title, listed in part)

    cut = min(
        range(len(groups) + 1),
        key=lambda at: max(height(groups[:at]), height(groups[at:])),
    )
    return groups[:cut], groups[cut:]


def _group(title: str, actions: Sequence[Action]) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 8, 0, 8)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    grid.addWidget(Label(title, SMALL_MEDIUM, "text2"), 0, 0, 1, 2)
    for number, action in enumerate(actions, start=1):
        grid.addWidget(Label(action.text, BODY), number, 0)
        keys = QHBoxLayout()
        keys.setSpacing(4)
        keys.addStretch(1)
        for key in action.keys:
            keys.addWidget(KeyCap(key))
        grid.addLayout(keys, number, 1)
    return made
