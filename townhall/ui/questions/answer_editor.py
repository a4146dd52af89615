"""The answer in the inspector: read as labelled lines, written with the labels at hand."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.answers import answer_lines
from townhall.domain.blocks import SaidKind
from townhall.domain.briefing_lines import said_labels
from townhall.domain.errors import Conflict, TownHallError
from townhall.domain.terms import QuestionState
from townhall.language import _, current_language
from townhall.services.queries.question_sheet import QuestionSheet
from townhall.services.question_answers import draft_answer
from townhall.ui.date_words import short_date
from townhall.ui.screen import Frame
from townhall.ui.theme import Tone
from townhall.ui.widgets.answers import Said
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import SectionHead
from townhall.ui.widgets.facts import Facts
from townhall.ui.widgets.fields import Field, TextArea
from townhall.ui.widgets.flow import FlowLayout
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.marks import Icon
from townhall.ui.widgets.paint import SMALL

SAID_TONES = {
    SaidKind.SAY: Tone.OK,
    SaidKind.IF_PRESSED: Tone.ACCENT,
    SaidKind.UNKNOWN: Tone.WARN,
}


class AnswerText(TextArea):
    """The text of an answer; Ctrl+Enter saves, Esc gives up."""

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

    def begin_line(self, label: str) -> None:
        """Begin a line with `label` where the cursor is, on a line of its own."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        lead = "\n" if cursor.block().text().strip() else ""
        cursor.insertText(f"{lead}{label} ")
        self.setTextCursor(cursor)
        self.setFocus()


class AnswerEditor(QWidget):
    """Writes an answer; `saved(text)` and `closed()`."""

    saved = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[Button] = []
        self.text = AnswerText(name=_("Answer"), lines=9)
        self.text.entered.connect(self._on_save)
        self.text.given_up.connect(self.closed)
        hint = _("A line that begins with one of these labels is a part of the answer.")
        self.field = Field(_("Answer"), self.text, hint=hint)
        self.field.label.hide()
        labels = QWidget()
        self._flow = FlowLayout(labels, gap=6, line_gap=6)
        save = Button(_("Save answer"), "primary", tip=_("Save the answer (Ctrl+Enter)"))
        cancel = Button(_("Cancel"), "ghost")
        save.clicked.connect(self._on_save)
        cancel.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(save)
        row.addWidget(cancel)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        column.addWidget(labels)
        column.addWidget(self.field)
        column.addLayout(row)

    def open(self, text: str, language: str) -> None:
        """Write on at `text`, with the labels of `language`."""
        self._flow.clear()
        for label in said_labels(language).values():
            button = Button(label.rstrip(":"), icon="plus", small=True)
            button.setToolTip(_("Begin a line with “{label}”").format(label=label))
            button.clicked.connect(lambda _checked=False, label=label: self.text.begin_line(label))
            self._flow.addWidget(button)
        self.field.set_error()
        self.text.setPlainText(text)
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.show()
        self.text.setFocus()

    def _on_save(self) -> None:
        self.saved.emit(self.text.text().strip())


class AnswerSection(QWidget):
    """Shows the answer and its approval; edits it in place while the question is open.

    `edited(bool)` when writing begins and ends.
    """

    edited = Signal(bool)

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._sheet: QuestionSheet | None = None
        self._loaded = ""
        self.edit_button = Button(_("Edit"), "link")
        self.edit_button.clicked.connect(self.edit)
        self._head = SectionHead(_("Answer"), "", self.edit_button, pad=0, small=True)
        self._reading = QWidget()
        self._lines = QVBoxLayout(self._reading)
        self._lines.setContentsMargins(0, 0, 0, 8)
        self._lines.setSpacing(8)
        self.editor = AnswerEditor()
        self.editor.hide()
        self.editor.saved.connect(self._on_saved)
        self.editor.closed.connect(self._on_closed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._reading)
        column.addWidget(self.editor)

    @property
    def editing(self) -> bool:
        """Whether the answer is being written."""
        return not self.editor.isHidden()

    def show_sheet(self, sheet: QuestionSheet) -> None:
        """Show the answer of `sheet`; what is being written for another question is kept there."""
        before = self._sheet
        if before is not None and before.question.id != sheet.question.id:
            self.keep()
        self._sheet = sheet
        question = sheet.question
        self.edit_button.setVisible(question.state is not QuestionState.CLOSED)
        self.edit_button.setText(_("Edit") if question.answer else _("Write"))
        self.edit_button.updateGeometry()
        self._fill(sheet)

    def _fill(self, sheet: QuestionSheet) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        question = sheet.question
        if question.decline_reason:
            self._lines.addWidget(
                Said(_("Declined, because"), question.decline_reason, Tone.NEUTRAL)
            )
        labels = said_labels(current_language())
        for line in answer_lines(question.answer):
            words = labels[line.kind].rstrip(":")
            self._lines.addWidget(Said(words, line.text, SAID_TONES[line.kind]))
        if not question.answer and not question.decline_reason:
            self._lines.addWidget(Paragraph(_("No answer yet."), SMALL, "text2"))
        if question.approved_at is not None:
            facts = Facts()
            day = short_date(question.approved_at.date(), sheet.today)
            words = ", ".join(part for part in (question.approved_by, day) if part)
            facts.add(_("Approved"), words, lead=Icon("check-circle", "ok"))
            self._lines.addWidget(facts)

    def edit(self) -> None:
        """Write the answer, if the question is open."""
        if self._sheet is None or self._sheet.question.state is QuestionState.CLOSED:
            return
        self._loaded = self._sheet.question.answer
        self._reading.hide()
        self.edit_button.setEnabled(False)
        self.editor.open(self._loaded, self._sheet.question.language)
        self.edited.emit(True)

    def keep(self) -> None:
        """Save what is being written, because the user goes elsewhere."""
        if not self.editing:
            return
        text = self.editor.text.text().strip()
        if text != self._loaded:
            self._on_saved(text)
        self._on_closed()

    def _on_saved(self, text: str) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        if text == self._loaded:
            self._on_closed()
            return
        self._frame.jobs.change(
            draft_answer,
            sheet.question.id,
            text,
            base={"answer": self._loaded},
            done=lambda _value: self._on_closed(),
            failed=self._on_failed,
        )

    def _on_failed(self, error: TownHallError) -> None:
        if not self.editing:
            self._frame.show_error(error)
            return
        if isinstance(error, Conflict):
            # What stands there now is shown; saving again is then the user's own choice.
            theirs = str(error.theirs.get("answer", ""))
            sentence = _(
                "Somebody else wrote an answer in the meantime: “{text}”. Save again to keep yours."
            )
            self._loaded = theirs
            self.editor.field.set_error(sentence.format(text=theirs))
        else:
            self.editor.field.set_error(str(error))
        self.editor.text.setFocus()

    def _on_closed(self) -> None:
        had_focus = self.editor.text.hasFocus()
        self.editor.hide()
        self._reading.show()
        self.edit_button.setEnabled(True)
        if had_focus:
            self.edit_button.setFocus()
        self.edited.emit(False)
