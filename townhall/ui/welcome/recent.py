"""The plans that were open before: open one again, or take it off the list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.language import _
from townhall.ui.plans import plan_title
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.rows import Row


def missing_plans(plans: Sequence[str]) -> frozenset[str]:
    """Those of `plans` whose file is not there any more; looks at the disk."""
    return frozenset(plan for plan in plans if "://" not in plan and not Path(plan).exists())


class RecentPlans(QWidget):
    """`open_wanted(plan)` and `remove_wanted(plan)` when the user asks for it."""

    open_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plans: tuple[str, ...] = ()
        self._missing: frozenset[str] = frozenset()
        self.rows: dict[str, Row] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._card: Card | None = None

    def show_plans(self, plans: Sequence[str], missing: frozenset[str]) -> None:
        """Show `plans`, newest first; those in `missing` are marked."""
        if (tuple(plans), missing) == (self._plans, self._missing):
            return
        self._plans, self._missing = tuple(plans), missing
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
        self.rows = {}
        self._card = Card()
        self._card.add(SectionHead(_("Recent plans")))
        for plan in plans:
            self.rows[plan] = self._row(plan)
            self._card.add(self.rows[plan])
        self._column.addWidget(self._card)
        self.setVisible(bool(plans))

    def _row(self, plan: str) -> Row:
        name = plan_title(plan)
        take_off = Button(
            kind="ghost",
            icon="close",
            small=True,
            tip=_("Take {name} off this list").format(name=name),
        )
        take_off.clicked.connect(lambda _checked=False: self.remove_wanted.emit(plan))
        gone = plan in self._missing
        trailing: list[QWidget] = [Chip(_("Missing"), "warn", dot=True)] if gone else []
        server = "://" in plan
        row = Row(
            name,
            icon="database" if server else "file",
            trailing=[*trailing, take_off],
            height=44,
        )
        place = _("in a database server") if server else str(Path(plan).parent)
        row.setToolTip(_("{plan} is not there any more.").format(plan=plan) if gone else place)
        row.setAccessibleName(f"{name}, {_('missing')}" if gone else f"{name}, {place}")
        row.clicked.connect(lambda _checked=False: self.open_wanted.emit(plan))
        return row
