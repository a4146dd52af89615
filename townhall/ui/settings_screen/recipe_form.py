"""A recipe opened in the settings: its name, what it is for, and its steps, one line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.run_up import MOST_DAYS
from townhall.domain.terms import CommunicationKind, label
from townhall.language import LANGUAGES, _
from townhall.services.queries.recipes import RecipeDetail, RecipeStepDetail
from townhall.ui.owner_choice import role_options
from townhall.ui.settings_screen.rows import CommitField
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Hairline
from townhall.ui.widgets.dates import NumberField
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.language import language_name, mark_language
from townhall.ui.widgets.paint import SMALL
from townhall.ui.widgets.select import Select

_SIDES = (-1, 1)


class StepLine(QWidget):
    """One step: how many working days before or after, what (in `language`), and whose part."""

    changed = Signal()
    removed = Signal()

    def __init__(
        self, step: RecipeStepDetail, language: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.days = NumberField(abs(step.offset_days), most=MOST_DAYS, name=_("Working days"))
        self.days.setFixedWidth(theme().px(72))
        self.side = Select(
            [(-1, _("days before")), (1, _("days after"))],
            1 if step.offset_days > 0 else -1,
            name=_("Before or after the date"),
        )
        self.title = CommitField(name=_("Task"), placeholder=_("What has to be done"))
        self.title.setMinimumWidth(theme().px(160))
        self.title.setMaximumWidth(16_777_215)
        self.title.set_value(step.title)
        mark_language(self.title, language)
        self.role = Select(role_options(step.owner_role), step.owner_role, name=_("Owner"))
        remove = Button(kind="ghost", icon="close", tip=_("Remove the step"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.days)
        row.addWidget(self.side)
        row.addWidget(self.title, 1)
        row.addWidget(self.role)
        row.addWidget(remove)
        self.title.committed.connect(lambda _text: self.changed.emit())
        self.days.editingFinished.connect(self._on_days)
        self._days = self.days.value()
        for select in (self.side, self.role):
            select.chosen.connect(lambda _value: self.changed.emit())
        remove.clicked.connect(self.removed)

    def _on_days(self) -> None:
        if self.days.value() != self._days:
            self._days = self.days.value()
            self.changed.emit()

    def values(self) -> dict[str, Any]:
        """The step as the contract names it."""
        sign = _SIDES[self.side.value == 1]
        return {
            "title": self.title.text().strip(),
            "owner_role": self.role.value,
            "offset_days": sign * self.days.value(),
        }


class RecipeForm(QWidget):
    """Says what changed: `changed(values)` by the contract's names; `removed` for all of it."""

    changed = Signal(object)
    removed = Signal()

    def __init__(self, detail: RecipeDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = CommitField(name=_("Name of the recipe"), width=320)
        self.name.set_value(detail.name)
        mark_language(self.name, detail.language)
        kinds = [(each, label(each)) for each in CommunicationKind]
        self.kind = Select(kinds, detail.kind, name=_("Kind"))
        languages = [(code, language_name(code)) for code in LANGUAGES]
        self.language = Select(languages, detail.language, name=_("Language"))
        self.lines: list[StepLine] = []
        self._steps = QVBoxLayout()
        self._steps.setSpacing(6)
        self.add_button = Button(_("Add a step"), "ghost", icon="plus", small=True)
        remove = Button(_("Remove the recipe"), "ghost", icon="trash", small=True)
        self.note = Paragraph("", SMALL, "bad", selectable=False)
        self.note.hide()
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (self.name, self.kind, self.language):
            head.addWidget(widget)
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        foot.addWidget(remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        body = QVBoxLayout()
        body.setContentsMargins(16, 12, 16, 14)
        body.setSpacing(10)
        body.addLayout(head)
        body.addLayout(self._steps)
        body.addWidget(self.note)
        body.addLayout(foot)
        column.addLayout(body)
        self.set_steps(detail.steps)
        self.name.committed.connect(lambda text: self.changed.emit({"name": text}))
        self.kind.chosen.connect(lambda kind: self.changed.emit({"kind": kind.value}))
        self.language.chosen.connect(lambda code: self.changed.emit({"language": code}))
        self.add_button.clicked.connect(self.add_step)
        remove.clicked.connect(self.removed)

    def set_steps(self, steps: Sequence[RecipeStepDetail]) -> None:
        """Show other steps."""
        for line in self.lines:
            line.hide()
            self._steps.removeWidget(line)
            line.deleteLater()
        self.lines = []
        for step in steps:
            self._add_line(step)

    def add_step(self) -> None:
        """A new line to fill in; it is stored once it has a title."""
        line = self._add_line(RecipeStepDetail("", "", -1))
        line.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def steps(self) -> list[Mapping[str, Any]]:
        """The steps with a title, by their day."""
        found = [line.values() for line in self.lines]
        return sorted(
            (each for each in found if each["title"]), key=lambda each: each["offset_days"]
        )

    def shows(self, detail: RecipeDetail) -> bool:
        """Whether this is what the form says, lines without a title aside."""
        stored = [(each.title, each.owner_role, each.offset_days) for each in detail.steps]
        written = [
            (each["title"], each["owner_role"], each["offset_days"]) for each in self.steps()
        ]
        head = (self.name.text().strip(), self.kind.value, self.language.value)
        return written == stored and head == (detail.name, detail.kind, detail.language)

    def tell(self, sentence: str) -> None:
        """Say what was refused; nothing takes it away."""
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))

    def _add_line(self, step: RecipeStepDetail) -> StepLine:
        line = StepLine(step, str(self.language.value))
        line.changed.connect(self._on_steps)
        line.removed.connect(lambda: self._remove_line(line))
        self._steps.addWidget(line)
        self.lines.append(line)
        return line

    def _remove_line(self, line: StepLine) -> None:
        self.lines.remove(line)
        line.hide()
        line.deleteLater()
        self._on_steps()

    def _on_steps(self) -> None:
        self.changed.emit({"steps": self.steps()})
