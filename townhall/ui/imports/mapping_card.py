"""Which column of the file holds what."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.language import _, ngettext
from townhall.services.import_preview import FileColumn
from townhall.ui.imports.mappings import LEFT_OUT
from townhall.ui.theme import Tone, theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.chips import StateLine
from townhall.ui.widgets.labels import ElidedLabel
from townhall.ui.widgets.marks import Icon
from townhall.ui.widgets.paint import SMALL, TITLE, Type
from townhall.ui.widgets.select import Option, Select
from townhall.ui.widgets.themed import Themed


class Held(NamedTuple):
    """What a column holds, a few words on what becomes of it, and their tone as a state or ""."""

    field: str
    note: str = ""
    tone: str = ""


class MappingCard(Card):
    """One row per column; `changed(column, field)` when the user decides otherwise."""

    changed = Signal(int, str)
    reset_wanted = Signal()

    def __init__(self, options: Sequence[Option], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = options
        reset = Button(_("Reset"), "link", tip=_("Go back to what the columns seem to hold"))
        reset.clicked.connect(self.reset_wanted)
        self._head = SectionHead(_("Columns"), "", reset)
        self.add(self._head)
        holder = QWidget()
        self._below = QVBoxLayout(holder)
        self._below.setContentsMargins(0, 0, 0, 1)
        self._below.setSpacing(0)
        self.add(holder)
        self.rows: list[ColumnRow] = []

    def show_columns(
        self, columns: Sequence[FileColumn], held: Sequence[Held], *, remembered: str = ""
    ) -> None:
        """Show `columns` and what each holds; `remembered` says that it was used before."""
        if [(row.head, row.example) for row in self.rows] != [(c.head, c.example) for c in columns]:
            self._rebuild(columns)
        count = ngettext("{n} in the file", "{n} in the file", len(columns)).format(n=len(columns))
        if remembered:
            count += ", " + remembered
        self._head.set_title(_("Columns"), count)
        for row, what in zip(self.rows, held, strict=True):
            row.show_field(what.field, what.note, what.tone)

    def _rebuild(self, columns: Sequence[FileColumn]) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        for place, column in enumerate(columns):
            head = column.head or _("Column {n}").format(n=place + 1)
            row = ColumnRow(head, column.example, self._options)
            row.head = column.head
            row.select.chosen.connect(
                lambda value, place=place: self.changed.emit(place, str(value))
            )
            self.rows.append(row)
            self._below.addWidget(row)


class ColumnRow(Themed, QWidget):
    """Head and example of a column, an arrow, what it holds, and a note."""

    def __init__(
        self, head: str, example: str, options: Sequence[Option], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.head, self.example = head, example
        self._left_out = False
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(12)
        self._head = ElidedLabel(head, TITLE)
        self._example = ElidedLabel(example, SMALL, "text2")
        self._example.setAccessibleName(_("For example: {text}").format(text=example))
        self.select = Select(options, name=_("What “{head}” holds").format(head=head))
        self.select.setFixedWidth(theme().px(208))
        self._note = StateLine("", Tone.NEUTRAL)
        self._plain = ElidedLabel("", SMALL, "text2")
        for widget, least, stretch in ((self._head, 96, 5), (self._example, 72, 4)):
            widget.setMinimumWidth(theme().px(least))
            row.addWidget(widget, stretch)
        row.addWidget(Icon("arrow-right"))
        row.addWidget(self.select)
        notes = QWidget()
        inner = QHBoxLayout(notes)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._note)
        inner.addWidget(self._plain)
        notes.setMinimumWidth(theme().px(60))
        row.addWidget(notes, 5)
        self.setMinimumHeight(theme().px(44))

    def show_field(self, name: str, note: str, tone: str) -> None:
        """Show what the column holds, and `note`; with a `tone` the note is a state."""
        self.select.set_value(name)
        self._left_out = name == LEFT_OUT or tone == "bad"
        self._note.setVisible(bool(tone))
        self._plain.setVisible(not tone)
        if tone:
            self._note.set_state(note, tone)
        else:
            self._plain.setText(note)
        self._example.set_kind(Type(12, struck=self._left_out))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        try:
            if self._left_out:
                painter.fillRect(self.rect(), tokens.bg)
            painter.fillRect(0, 0, self.width(), 1, tokens.border)
        finally:
            painter.end()
