"""One page of the settings: cards of rows, read when it is shown, stored one value at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from townhall.domain.errors import TownHallError
from townhall.ui.screen import Frame
from townhall.ui.settings_screen.rows import SettingRow
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.page import ScrollPage

if TYPE_CHECKING:
    from townhall.domain.changes import Changes
    from townhall.services.queries.plans import PlanDetail


class Section(ScrollPage):
    """A page of the settings. `nouns`: changes of these concern it; empty: every change does."""

    nouns: frozenset[str] = frozenset({"plan"})

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.frame = frame
        self.stale = True

    def refresh(self) -> None:
        """Read again what is shown."""

    def concerned(self, changes: Changes | None) -> bool:
        """Whether what it shows may be different after `changes`; None: always."""
        return changes is None or not self.nouns or changes.touches(*self.nouns)

    def card(self, title: str, trailing: QWidget | None = None) -> Card:
        """A new card with a head, below what is there."""
        made = Card()
        made.add(SectionHead(title, trailing=trailing))
        self.add(made)
        return made


class PlanSection(Section):
    """A section whose rows are settings of the plan, each stored by `change_plan`."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.rows: dict[str, SettingRow] = {}
        self.plan: PlanDetail | None = None

    def save(self, field: str, value: object) -> None:
        """Store `value`; what is wrong with it is said at the row of `field`."""
        from townhall.services.plans import change_plan

        if self.plan is None:
            return
        for row in self.rows.values():
            row.set_error()
        base: dict[str, Any] = {field: getattr(self.plan, field)}
        self.frame.jobs.change(
            change_plan,
            {field: value},
            base,
            failed=lambda error: self._on_refused(field, error),
        )

    def _on_refused(self, field: str, error: TownHallError) -> None:
        self.rows[getattr(error, "field", None) or field].set_error(str(error))
        self.show_refused(field)

    def show_refused(self, field: str) -> None:
        """Called when the value of `field` was refused, to show what is stored where that helps."""
