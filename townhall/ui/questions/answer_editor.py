"""Writing an answer: what is said, if pressed, what is not known yet; in both languages."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.answers import AnswerParts, other_language, read_answer, write_answer
from townhall.domain.blocks import SaidKind
from townhall.language import _
from townhall.ui.theme import Tone
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.dates import DateField
from townhall.ui.widgets.fields import Field, TextArea
from townhall.ui.widgets.segment import Segment

SAID_TONES = {
    SaidKind.SAY: Tone.OK,
    SaidKind.IF_PRESSED: Tone.ACCENT,
    SaidKind.UNKNOWN: Tone.WARN,
}


def language_name(language: str) -> str:
    """What a person reads for the language of a text."""
    return _("Dutch") if language == "nl" else _("English")


class AnswerText(TextArea):
    """One part of an answer; Ctrl+Enter saves, Esc gives up."""

    entered = Signal()
    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class AnswerEditor(QWidget):
    """Writes an answer in parts, in the question's language and in the other one.

    `saved()` and `closed()`; `texts()` is what is written.
    """

    saved = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loaded: dict[str, str] = {}
        self._parts: dict[str, AnswerParts] = {}
        self._own = self._shown = "nl"
        self.language = Segment(
            [(each, language_name(each)) for each in ("nl", "en")], name=_("Language of the answer")
        )
        self.language.chosen.connect(self._on_language)
        self.say = self._text(_("Say"), 4)
        self.if_pressed = self._text(_("If pressed"), 3)
        self.unknown = self._text(_("Do not know yet"), 3)
        self.back_by = DateField(None, optional=True, name=_("Back by"))
        self.field = Field(_("Say"), self.say)
        save = Button(_("Save answer"), "primary", tip=_("Save the answer (Ctrl+Enter)"))
        cancel = Button(_("Cancel"), "ghost")
        save.clicked.connect(lambda _checked=False: self.saved.emit())
        cancel.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(save)
        row.addWidget(cancel)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(10)
        column.addWidget(self.language)
        column.addWidget(self.field)
        column.addWidget(Field(_("If pressed"), self.if_pressed))
        column.addWidget(Field(_("Do not know yet"), self.unknown))
        column.addWidget(Field(_("Back by"), self.back_by))
        column.addLayout(row)

    def _text(self, name: str, lines: int) -> AnswerText:
        text = AnswerText(name=name, lines=lines)
        text.entered.connect(self.saved)
        text.given_up.connect(self.closed)
        return text

    def open(self, answer: str, translation: str, language: str) -> None:
        """Write on at `answer`, which is in `language`, and at its translation."""
        self._own = language
        self._loaded = {language: answer, other_language(language): translation}
        self._parts = {name: read_answer(text) for name, text in self._loaded.items()}
        self.field.set_error()
        self.language.set_value(language)
        self._fill(language)
        self.show()
        self.say.setFocus()

    def load(self, answer: str, translation: str) -> None:
        """Take what stands there now as what was begun with; what was typed stays."""
        self._keep()
        self._loaded = {self._own: answer, other_language(self._own): translation}

    def texts(self) -> tuple[str, str]:
        """The answer and its translation; a text whose parts are as they were is as it was."""
        self._keep()
        own, other = self._own, other_language(self._own)
        return self._written(own), self._written(other)

    def _written(self, language: str) -> str:
        loaded, parts = self._loaded[language], self._parts[language]
        unchanged = parts == read_answer(loaded)
        return loaded if unchanged else write_answer(parts, language)

    def _on_language(self, language: object) -> None:
        self._keep()
        self._fill(str(language))
        self.say.setFocus()

    def _fill(self, language: str) -> None:
        self._shown = language
        parts = self._parts[language]
        for text, words in (
            (self.say, parts.say),
            (self.if_pressed, parts.if_pressed),
            (self.unknown, parts.unknown),
        ):
            text.setPlainText(words)
        self.back_by.set_value(parts.back_by)
        self.say.moveCursor(QTextCursor.MoveOperation.End)

    def _keep(self) -> None:
        """Hold on to what the fields hold; the day is that of both texts."""
        before, day = self._parts[self._shown].back_by, self.back_by.value
        self._parts[self._shown] = read_answer(
            write_answer(
                AnswerParts(self.say.text(), self.if_pressed.text(), self.unknown.text(), day),
                self._shown,
            )
        )
        other = other_language(self._shown)
        if day != before and _has_words(self._parts[other]):
            self._parts[other] = replace(self._parts[other], back_by=day)


def _has_words(parts: AnswerParts) -> bool:
    return bool(parts.say or parts.if_pressed or parts.unknown)
