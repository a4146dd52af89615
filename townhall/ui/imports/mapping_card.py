"""Which column of the file holds what."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.language import _, ngettext
from townhall.services.import_preview import languages_of
from townhall.ui.imports.question_draft import LEFT_OUT, WHO_FIELDS, QuestionDraft
from townhall.ui.theme import Tone, theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.chips import StateLine
from townhall.ui.widgets.labels import ElidedLabel
from townhall.ui.widgets.marks import Icon
from townhall.ui.widgets.paint import SMALL, TITLE, Type
from townhall.ui.widgets.select import Option, Select
from townhall.ui.widgets.themed import Themed


def field_options() -> list[Option]:
    """What a column can hold, in words."""
    return [
        Option("text", _("Question, as asked"), "question"),
        Option("asked_at", _("Asked on"), "calendar"),
        Option("votes", _("Votes"), "thumbs-up"),
        Option("audience", _("Audience"), "audiences"),
        Option("theme", _("Theme"), "tag"),
        Option("answer", _("Answer"), "quote"),
        Option("source", _("Source"), "link"),
        Option("source_id", _("Row identity"), "numbered-list"),
        Option("language", _("Language"), "globe"),
        Option("asker", _("Name of the asker"), "person"),
        Option("email", _("E-mail of the asker"), "mail"),
        Option(LEFT_OUT, _("Leave out"), "ban"),
    ]


class MappingCard(Card):
    """One row per column; `changed(column, field)` when the user decides otherwise."""

    changed = Signal(int, str)
    reset_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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

    def show_draft(self, draft: QuestionDraft) -> None:
        """Show the columns of the draft's file."""
        file = draft.file
        columns = file.columns if file is not None else ()
        if [(row.head, row.example) for row in self.rows] != [(c.head, c.example) for c in columns]:
            self._rebuild(draft)
        count = ngettext("{n} in the file", "{n} in the file", len(columns)).format(n=len(columns))
        if draft.remembered:
            count += ", " + _("as you chose before")
        self._head.set_title(_("Columns"), count)
        for place, row in enumerate(self.rows):
            row.show_field(draft.field_of(place), *_note(draft, place))

    def _rebuild(self, draft: QuestionDraft) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        for place, column in enumerate(draft.file.columns if draft.file is not None else ()):
            row = ColumnRow(column.head or _("Column {n}").format(n=place + 1), column.example)
            row.head = column.head
            row.select.chosen.connect(
                lambda value, place=place: self.changed.emit(place, str(value))
            )
            self.rows.append(row)
            self._below.addWidget(row)


class ColumnRow(Themed, QWidget):
    """Head and example of a column, an arrow, what it holds, and a note."""

    def __init__(self, head: str, example: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head, self.example = head, example
        self._left_out = False
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(12)
        self._head = ElidedLabel(head, TITLE)
        self._example = ElidedLabel(example, SMALL, "text2")
        self._example.setAccessibleName(_("For example: {text}").format(text=example))
        self.select = Select(field_options(), name=_("What “{head}” holds").format(head=head))
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


def _note(draft: QuestionDraft, place: int) -> tuple[str, str]:
    """A few words on what becomes of a column, and the tone of a state or "" for plain words."""
    name = draft.field_of(place)
    if name in WHO_FIELDS:
        if draft.keep_names:
            return _("stored with the question"), "warn"
        return _("never written to the plan"), "bad"
    if name == LEFT_OUT:
        return _("not stored"), ""
    if name == "text":
        return _language_note(draft), ""
    if name == "audience" and draft.preview is not None:
        unknown = len(draft.preview.unknown_audiences)
        if unknown:
            words = ngettext("{n} name unknown", "{n} names unknown", unknown)
            return words.format(n=unknown), "warn"
        return _("all known"), ""
    return {
        "source_id": _("recognises what is here already"),
        "votes": _("0 where empty"),
        "theme": _("Other where unknown"),
        "answer": _("waits for approval"),
    }.get(name, ""), ""


def _language_note(draft: QuestionDraft) -> str:
    if draft.read is None:
        return ""
    found = languages_of(draft.read.candidates)
    total = len(draft.read.candidates)
    if not found:
        return ""
    code = max(found, key=lambda one: found[one])
    words = _("Dutch in {n} of {total}") if code == "nl" else _("English in {n} of {total}")
    return words.format(n=found[code], total=total)
