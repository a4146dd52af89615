"""The panel of the selected question: its words, facts, answer, promises, and the next step."""

from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.answers import read_answer
from townhall.domain.question_steps import QuestionStep, standing
from townhall.domain.terms import QuestionState
from townhall.language import _
from townhall.services.queries.question_register import QuestionChoices
from townhall.services.queries.question_sheet import QuestionSheet
from townhall.services.question_answers import renew_answer
from townhall.services.question_merging import unmerge_question
from townhall.services.questions import answer_question, reopen_question
from townhall.ui.inspector import InspectorHead
from townhall.ui.questions.answer_offers import OffersSection
from townhall.ui.questions.answer_section import AnswerSection
from townhall.ui.questions.decline_forms import DeclineForm, SecondForm
from townhall.ui.questions.fact_section import FactSection
from townhall.ui.questions.follow_up_editor import FollowUpSection
from townhall.ui.questions.foot import Foot
from townhall.ui.questions.looks import state_tone
from townhall.ui.questions.merged_section import MergedSection
from townhall.ui.questions.publish_section import PublishSection
from townhall.ui.questions.step_forms import ApproveForm, PromiseForm, StepForm
from townhall.ui.questions.told_section import ToldSection
from townhall.ui.screen import Frame
from townhall.ui.theme import Tone
from townhall.ui.widgets.card import Hairline
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.page import ScrollPage


class QuestionInspector(QWidget):
    """Shows a `QuestionSheet` and carries out the steps of its question.

    `asked_for(id)` when another question should be shown; `owner_wanted()` for the owner's popup.
    """

    previous = Signal()
    next = Signal()
    asked_for = Signal(int)

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self.sheet: QuestionSheet | None = None
        self._choices: QuestionChoices | None = None
        self.approver = ""
        self.form: StepForm | None = None
        self._head = InspectorHead(frame)
        self._head.previous.connect(self.previous)
        self._head.next.connect(self.next)
        self.facts = FactSection(frame)
        self.merged = MergedSection()
        self.merged.asked_for.connect(self.asked_for)
        self.merged.part_wanted.connect(lambda id_: frame.jobs.change(unmerge_question, id_))
        self.answer = AnswerSection(frame)
        self.answer.promise_wanted.connect(self._promise_said)
        self.answer.asked_for.connect(self.asked_for)
        self.offers = OffersSection(frame)
        self.offers.asked_for.connect(self.asked_for)
        self.publish = PublishSection(frame, lambda: self.approver)
        self.publish.named.connect(self._on_named)
        self.follow_ups = FollowUpSection(frame)
        self.follow_ups.wanted.connect(lambda: self._open_promise(closing=False))
        self.told = ToldSection()
        self._page = ScrollPage(pad=0, gap=0)
        self._page.column.setContentsMargins(0, 14, 0, 16)
        self._lines: list[tuple[QWidget, QWidget]] = []
        for section in (
            *(self.facts, self.merged, self.answer, self.offers),
            *(self.publish, self.follow_ups, self.told),
        ):
            self._add_section(section)
        self.offers.found.connect(lambda found: self._show_section(3, shown=found))
        self._page.add_stretch()
        self._form_place = QVBoxLayout()
        self.foot = Foot()
        self.foot.wanted.connect(self.run)
        self.answer.edited.connect(lambda _editing: self._arrange_foot())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._page, 1)
        column.addLayout(self._form_place)
        column.addWidget(self.foot)
        self._page.hide()
        self.foot.hide()

    def _add_section(self, section: QWidget) -> None:
        line = QWidget()
        above = QVBoxLayout(line)
        above.setContentsMargins(0, 8, 0, 4)
        above.addWidget(Hairline())
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(19, 0, 20, 0)
        inner.addWidget(section)
        if section is not self.facts:
            self._page.add(line)
        self._page.add(holder)
        self._lines.append((line, holder))

    def show_sheet(
        self, sheet: QuestionSheet, choices: QuestionChoices, follow_up: int | None = None
    ) -> None:
        """Show a question; of its promises that with id `follow_up` is opened."""
        before = self.sheet
        other = before is None or before.question.id != sheet.question.id
        if other:
            self.close_form()
        self.sheet, self._choices = sheet, choices
        question = sheet.question
        self._head.set_title(_("Question {id}").format(id=question.id))
        word = standing(question.state, question.outcome)
        tone = state_tone(question.state, question.outcome)
        if sheet.declining:
            word, tone = _("Decline waits"), Tone.WARN
        self._head.set_chip(Chip(word, tone, dot=True))
        self.facts.show_sheet(sheet, choices)
        self.merged.show_sheet(sheet)
        self._show_section(1, shown=bool(sheet.merged) or sheet.lead is not None)
        self.answer.show_sheet(sheet)
        self.offers.show_sheet(sheet)
        self.publish.show_sheet(sheet)
        self._show_section(4, shown=self.publish.wanted)
        self.follow_ups.show_follow_ups(
            question.id, sheet.follow_ups, choices, sheet.today, follow_up
        )
        self.told.show_sheet(sheet)
        self.foot.show_steps(sheet.steps)
        self._arrange_foot()
        self._page.show()
        if other:
            self._page.verticalScrollBar().setValue(0)
        opened = self.follow_ups.editor_of(follow_up) if follow_up is not None else None
        if opened is not None:
            # Its place is only known when the new contents have been laid out.
            QTimer.singleShot(0, opened, lambda: self._page.ensureWidgetVisible(opened))

    def _show_section(self, place: int, *, shown: bool) -> None:
        for widget in self._lines[place]:
            widget.setVisible(shown)

    # Steps

    def run(self, step: QuestionStep) -> None:
        """Carry out `step` of the question that is shown, or open the form it asks for."""
        sheet, choices = self.sheet, self._choices
        if sheet is None or choices is None:
            return
        if step not in sheet.steps:
            return
        id_, jobs = sheet.question.id, self._frame.jobs
        match step:
            case QuestionStep.ASSIGN:
                self.facts.owner.edit()
            case QuestionStep.DRAFT:
                self.close_form()
                self.answer.edit()
                # Its place is only known when it has been laid out.
                editor = self.answer.editor
                QTimer.singleShot(0, editor, lambda: self._page.ensureWidgetVisible(editor))
            case QuestionStep.APPROVE:
                self.answer.keep()
                self._open_form(ApproveForm(self._frame, sheet, choices, self.approver))
            case QuestionStep.ANSWER_LIVE:
                jobs.change(answer_question, id_, "answered-live")
            case QuestionStep.ANSWER_IN_WRITING:
                jobs.change(answer_question, id_, "answered-in-writing")
            case QuestionStep.TAKE_AWAY:
                self._open_promise(closing=True)
            case QuestionStep.DECLINE:
                self._open_form(DeclineForm(self._frame, sheet))
            case QuestionStep.CONFIRM_DECLINE:
                self._open_form(SecondForm(self._frame, sheet, confirming=True))
            case QuestionStep.REFUSE_DECLINE:
                self._open_form(SecondForm(self._frame, sheet, confirming=False))
            case QuestionStep.RENEW:
                jobs.change(renew_answer, id_)
            case QuestionStep.REOPEN:
                jobs.change(reopen_question, id_)

    def _open_promise(self, *, closing: bool, promised: str = "", due: date | None = None) -> None:
        if self.sheet is not None and self._choices is not None:
            form = PromiseForm(
                *(self._frame, self.sheet, self._choices),
                closing=closing,
                promised=promised,
                due=due,
            )
            self._open_form(form)

    def _promise_said(self, words: str, day: date) -> None:
        """Promise what an answer says about coming back; where it says nothing else, take away."""
        if self.sheet is None:
            return
        question = self.sheet.question
        closing = question.state is not QuestionState.CLOSED
        said = read_answer(question.answer).say
        self._open_promise(closing=closing and not said, promised=words, due=day)

    def _open_form(self, form: StepForm) -> None:
        self.close_form()
        self.form = form
        form.closed.connect(self._on_form_closed)
        self._form_place.addWidget(form)
        self._arrange_foot()
        form.show()
        form.put_in_order()
        proxy = form.focusProxy()
        (proxy or form).setFocus()

    def close_form(self) -> None:
        """Put the form away, whatever it holds."""
        form, self.form = self.form, None
        if form is not None:
            form.hide()
            form.deleteLater()
        self._arrange_foot()

    def _arrange_foot(self) -> None:
        """One primary button at a time: the foot gives way to a form and to the answer."""
        self.foot.arrange(shown=self.form is None and not self.answer.editing)

    def _on_named(self, name: str) -> None:
        self.approver = name

    def _on_form_closed(self) -> None:
        if isinstance(self.form, ApproveForm):
            self.approver = self.form.approver.text().strip() or self.approver
        self.close_form()
        self.foot.primary.setFocus()
