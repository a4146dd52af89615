"""Whom a calendar of others keeps busy: everyone, a person, a room or an audience."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from townhall.domain.terms import StandsFor, label
from townhall.language import _
from townhall.ui.theme import theme
from townhall.ui.widgets.fields import TextField
from townhall.ui.widgets.select import Option, Select

_WIDTH = 250


class WhomChoice(QWidget):
    """A choice of what kind, and beside it of which one; `changed(fields)` once both are known.

    The fields are those of an overlay: `stands_for` with `person`, `room` or `audience`.
    """

    changed = Signal(object)

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        about = f"{name}: " if name else ""
        self.kind = Select(
            [Option(each, label(each)) for each in StandsFor],
            StandsFor.EVERYONE,
            name=about + _("Whom it keeps busy"),
        )
        self.person = Select(name=about + _("Person"), placeholder=_("Choose a person"))
        self.audience = Select(name=about + _("Audience"), placeholder=_("Choose an audience"))
        self.room = TextField(name=about + _("Room"), placeholder=_("As in the place of a date"))
        self.room.setFixedWidth(theme().px(_WIDTH))
        for select in (self.person, self.audience):
            select.setMaximumWidth(theme().px(_WIDTH))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.kind, self.person, self.audience, self.room):
            row.addWidget(widget)
        row.addStretch(1)
        self.kind.chosen.connect(lambda _value: self._on_kind())
        self.person.chosen.connect(lambda _value: self._tell())
        self.audience.chosen.connect(lambda _value: self._tell())
        self.room.editingFinished.connect(self._on_room)
        self._arrange()

    def set_choices(self, people: Sequence[str], audiences: Sequence[str]) -> None:
        """Offer these names."""
        for select, names in ((self.person, people), (self.audience, audiences)):
            value = select.value
            select.set_options([Option(each, each) for each in names], value)

    def set_value(self, stands_for: StandsFor, whom: str) -> None:
        """Show what is stored."""
        self.kind.set_value(stands_for)
        self.person.set_value(whom if stands_for is StandsFor.PERSON else None)
        self.audience.set_value(whom if stands_for is StandsFor.AUDIENCE else None)
        self.room.setText(whom if stands_for is StandsFor.ROOM else "")
        self._arrange()

    @property
    def fields(self) -> dict[str, object]:
        """What is chosen; "" for which one while that is not said."""
        kind = StandsFor(str(self.kind.value))
        which: dict[StandsFor, object] = {
            StandsFor.PERSON: self.person.value,
            StandsFor.AUDIENCE: self.audience.value,
            StandsFor.ROOM: self.room.text().strip(),
        }
        fields: dict[str, object] = {"stands_for": kind.value}
        return fields | {kind.value: which[kind] or ""} if kind in which else fields

    def _on_kind(self) -> None:
        self._arrange()
        self._tell()

    def _on_room(self) -> None:
        if self.room.isModified():
            self.room.setModified(False)
            self._tell()

    def _tell(self) -> None:
        fields = self.fields
        if all(fields.values()):
            self.changed.emit(fields)

    def _arrange(self) -> None:
        for kind, widget in (
            (StandsFor.PERSON, self.person),
            (StandsFor.AUDIENCE, self.audience),
            (StandsFor.ROOM, self.room),
        ):
            widget.setVisible(self.kind.value == kind)
