"""The answer in the inspector: read in parts, with its approval; written in place."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.answers import AnswerLine, answer_lines, other_language
from townhall.domain.blocks import SaidKind
from townhall.domain.briefing_lines import said_labels
from townhall.domain.errors import Conflict, TownHallError
from townhall.domain.question_story import StoryStep, read_lost_text
from townhall.domain.terms import DeclineReason, Outcome, QuestionState, label
from townhall.domain.word_differences import word_differences
from townhall.domain.zones import from_utc
from townhall.language import _, current_language
from townhall.services.queries.question_sheet import QuestionSheet
from townhall.services.question_answers import draft_answer
from townhall.services.questions import change_question
from townhall.ui.date_words import short_date
from townhall.ui.questions.answer_editor import SAID_TONES, AnswerEditor, language_name
from townhall.ui.screen import Frame
from townhall.ui.theme import Tone
from townhall.ui.widgets.answers import Said
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import SectionHead
from townhall.ui.widgets.chips import StateLine
from townhall.ui.widgets.editable import EditableValue
from townhall.ui.widgets.facts import Facts
from townhall.ui.widgets.labels import Label, Paragraph
from townhall.ui.widgets.marked import MarkedText
from townhall.ui.widgets.marks import Icon
from townhall.ui.widgets.paint import SMALL, SMALL_MEDIUM


class AnswerSection(QWidget):
    """Shows the answer and its approval; edits it in place while the question is open.

    `edited(bool)` when writing begins and ends; `promise_wanted(words, day)` when what is not
    known yet should become a promise; `asked_for(id)` for the question an answer came from.
    """

    edited = Signal(bool)
    promise_wanted = Signal(str, object)
    asked_for = Signal(int)

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._sheet: QuestionSheet | None = None
        self._loaded = ("", "")
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

    # Reading

    def _fill(self, sheet: QuestionSheet) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        question = sheet.question
        self._add_decline(sheet)
        self._add_text(sheet, question.answer, translated=False)
        if question.translation:
            name = language_name(other_language(question.language))
            self._lines.addWidget(Label(name, SMALL_MEDIUM, "text2"))
            self._add_text(sheet, question.translation, translated=True)
        if not question.answer and not question.decline_reason:
            self._lines.addWidget(Paragraph(_("No answer yet."), SMALL, "text2"))
        self._add_lost_approval(sheet)
        self._add_facts(sheet)

    def _add_decline(self, sheet: QuestionSheet) -> None:
        question = sheet.question
        kinds = list(DeclineReason)
        kind = question.decline_kind
        if sheet.declining:
            words = _("Decline waits for a second person")
            self._lines.addWidget(StateLine(words, Tone.WARN))
            by = _("Proposed by {name}").format(name=sheet.declining)
            self._lines.addWidget(Paragraph(by, SMALL, "text2"))
        elif question.outcome is not Outcome.DECLINED:
            return
        chosen = label(DeclineReason(kind)) if kind in kinds else ""
        head = _("To be declined, because") if sheet.declining else _("Declined, because")
        told = "\n".join(part for part in (chosen, question.decline_reason) if part)
        self._lines.addWidget(Said(head, told, Tone.NEUTRAL))

    def _add_text(self, sheet: QuestionSheet, text: str, *, translated: bool) -> None:
        labels = said_labels(current_language())
        for line in answer_lines(text):
            words = line.text
            if line.back_by is not None:
                back = _("Back by {day}.").format(day=short_date(line.back_by, sheet.today))
                words = f"{words}\n{back}" if words else back
            shown = Said(labels[line.kind].rstrip(":"), words, SAID_TONES[line.kind])
            self._lines.addWidget(shown)
            if line.back_by is not None and not translated:
                self._add_promise_button(sheet, line)

    def _add_promise_button(self, sheet: QuestionSheet, line: AnswerLine) -> None:
        """Offer to keep what was said about coming back, unless a follow-up does already."""
        day = line.back_by
        if line.kind is not SaidKind.UNKNOWN or any(each.due == day for each in sheet.follow_ups):
            return
        button = Button(_("Make it a follow-up"), "link", icon="handshake")
        button.clicked.connect(
            lambda _checked=False: self.promise_wanted.emit(line.text, line.back_by)
        )
        self._lines.addWidget(button)

    def _add_lost_approval(self, sheet: QuestionSheet) -> None:
        """What changed since the last approval, where that lapsed."""
        question = sheet.question
        if question.approved_at is not None:
            return
        lost: list[tuple[str, str]] = []
        for step in reversed(question.steps):
            if step.step in (StoryStep.APPROVED, StoryStep.REUSED):
                break
            if step.step == StoryStep.APPROVAL_LOST and step.detail:
                lost.insert(0, read_lost_text(step.detail))
        for language, approved in lost:
            own = language == question.language
            now = question.answer if own else question.translation
            title = _("Approval lapsed: the text changed ({language})").format(
                language=language_name(language)
            )
            self._lines.addWidget(Label(title, SMALL_MEDIUM, "warn"))
            self._lines.addWidget(MarkedText(word_differences(approved, now), SMALL))

    def _add_facts(self, sheet: QuestionSheet) -> None:
        question = sheet.question
        facts = Facts()
        if question.approved_at is not None:
            day = short_date(from_utc(question.approved_at, sheet.zone).date(), sheet.today)
            words = ", ".join(part for part in (question.approved_by, day) if part)
            facts.add(_("Approved"), words, lead=Icon("check-circle", "ok"))
            until = EditableValue(
                question.valid_until,
                "date",
                name=_("Valid until"),
                show=lambda value: (
                    short_date(value, sheet.today) if isinstance(value, date) else _("No date")
                ),
            )
            until.edited.connect(self._on_valid_until)
            late = sheet.expired
            mark = Icon("warning" if late else "clock", "warn" if late else "text2")
            facts.add(_("Valid until"), until, lead=mark)
            if late:
                facts.add("", StateLine(_("To be rechecked"), Tone.WARN))
        if question.reused_from is not None:
            source = question.reused_from
            link = Button(_("Question {id}").format(id=source), "link")
            link.clicked.connect(lambda _checked=False: self.asked_for.emit(source))
            facts.add(_("Answer of"), link)
        self._lines.addWidget(facts)

    def _on_valid_until(self, value: object) -> None:
        if self._sheet is not None:
            day = value.isoformat() if isinstance(value, date) else None
            self._frame.jobs.change(
                change_question, self._sheet.question.id, {"valid_until": day}, said=""
            )

    # Writing

    def edit(self) -> None:
        """Write the answer, if the question is open."""
        if self._sheet is None or self._sheet.question.state is QuestionState.CLOSED:
            return
        question = self._sheet.question
        self._loaded = (question.answer, question.translation)
        self._reading.hide()
        self.edit_button.setEnabled(False)
        self.editor.open(question.answer, question.translation, question.language)
        self.edited.emit(True)

    def keep(self) -> None:
        """Save what is being written, because the user goes elsewhere."""
        if self.editing:
            self._on_saved()
            self._on_closed()

    def _on_saved(self) -> None:
        sheet, texts = self._sheet, self.editor.texts()
        if sheet is None:
            return
        if texts == self._loaded:
            self._on_closed()
            return
        self._frame.jobs.change(
            draft_answer,
            sheet.question.id,
            texts[0],
            {"answer": self._loaded[0], "translation": self._loaded[1]},
            translation=texts[1],
            done=lambda _value: self._on_closed(),
            failed=self._on_failed,
        )

    def _on_failed(self, error: TownHallError) -> None:
        if not self.editing:
            self._frame.show_error(error)
            return
        if isinstance(error, Conflict):
            # What stands there now is shown; saving again is then the user's own choice.
            theirs = {name: str(words) for name, words in error.theirs.items()}
            sentence = _(
                "Somebody else wrote an answer in the meantime: “{text}”. Save again to keep yours."
            )
            self._loaded = (
                theirs.get("answer", self._loaded[0]),
                theirs.get("translation", self._loaded[1]),
            )
            self.editor.load(*self._loaded)
            self.editor.field.set_error(sentence.format(text=" – ".join(theirs.values())))
        else:
            self.editor.field.set_error(str(error))
        self.editor.say.setFocus()

    def _on_closed(self) -> None:
        had_focus = self.editor.isAncestorOf(self.focusWidget() or self)
        self.editor.hide()
        self._reading.show()
        self.edit_button.setEnabled(True)
        if had_focus:
            self.edit_button.setFocus()
        self.edited.emit(False)
