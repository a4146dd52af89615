"""The panel of the selected question: its words, facts, answer, promises, and the next step."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.question_steps import QuestionStep, standing, step_label
from townhall.language import _
from townhall.services.queries.question_register import QuestionChoices
from townhall.services.queries.question_sheet import QuestionSheet
from townhall.services.question_answers import renew_answer
from townhall.services.question_merging import unmerge_question
from townhall.services.questions import answer_question, reopen_question
from townhall.ui.icons import icon
from townhall.ui.inspector import InspectorHead
from townhall.ui.questions.answer_editor import AnswerSection
from townhall.ui.questions.choosers import STEP_ICONS
from townhall.ui.questions.decline_forms import DeclineForm, SecondForm
from townhall.ui.questions.fact_section import FactSection
from townhall.ui.questions.follow_up_editor import FollowUpSection
from townhall.ui.questions.looks import state_tone
from townhall.ui.questions.merged_section import MergedSection
from townhall.ui.questions.step_forms import ApproveForm, PromiseForm, StepForm
from townhall.ui.questions.told_section import ToldSection
from townhall.ui.screen import Frame
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Hairline
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.menu import Menu
from townhall.ui.widgets.page import ScrollPage
from townhall.ui.widgets.themed import Themed

_FOOT_LEFT, _FOOT_RIGHT = 19, 20


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
        self.follow_ups = FollowUpSection(frame)
        self.follow_ups.wanted.connect(lambda: self._open_promise(closing=False))
        self.told = ToldSection()
        self._page = ScrollPage(pad=0, gap=0)
        self._page.column.setContentsMargins(0, 14, 0, 16)
        self._lines: list[tuple[QWidget, QWidget]] = []
        for section in (self.facts, self.merged, self.answer, self.follow_ups, self.told):
            self._add_section(section)
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
        self._head.set_chip(Chip(word, state_tone(question.state, question.outcome), dot=True))
        self.facts.show_sheet(sheet, choices)
        self.merged.show_sheet(sheet)
        self._show_section(1, shown=bool(sheet.merged) or sheet.lead is not None)
        self.answer.show_sheet(sheet)
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
                self._page.ensureWidgetVisible(self.answer.editor)
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

    def _open_promise(self, *, closing: bool) -> None:
        if self.sheet is not None and self._choices is not None:
            form = PromiseForm(self._frame, self.sheet, self._choices, closing=closing)
            self._open_form(form)

    def _open_form(self, form: StepForm) -> None:
        self.close_form()
        self.form = form
        form.closed.connect(self._on_form_closed)
        self._form_place.addWidget(form)
        self._arrange_foot()
        form.show()
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

    def _on_form_closed(self) -> None:
        if isinstance(self.form, ApproveForm):
            self.approver = self.form.approver.text().strip() or self.approver
        self.close_form()
        self.foot.primary.setFocus()


class Foot(Themed, QWidget):
    """The natural next step, another one, and the rest in a menu. `wanted(step)`."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: list[QuestionStep] = []
        self._beside = 2
        self._wanted_now = False
        self.primary = Button("", "primary")
        self.secondary = Button("")
        self.more = Button(kind="default", icon="more", tip=_("More steps"))
        self.primary.clicked.connect(lambda _checked=False: self.wanted.emit(self._steps[0]))
        self.secondary.clicked.connect(lambda _checked=False: self.wanted.emit(self._steps[1]))
        self.more.clicked.connect(self._open_menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(_FOOT_LEFT, 12, _FOOT_RIGHT, 12)
        row.setSpacing(8)
        for button in (self.primary, self.secondary, self.more):
            row.addWidget(button)
        row.addStretch(1)

    def show_steps(self, steps: Sequence[QuestionStep]) -> None:
        """Offer `steps`, the first as the primary one."""
        self._steps = list(steps)
        for button, step in zip((self.primary, self.secondary), steps, strict=False):
            button.setText(step_label(step))
            button.setAccessibleName(step_label(step))
            button.set_icon(STEP_ICONS[step] if button is self.primary else "")
            button.updateGeometry()

    def arrange(self, *, shown: bool) -> None:
        """Show as many buttons as there are steps and room for, if any and if `shown`."""
        self._wanted_now = shown
        self.setVisible(shown and bool(self._steps))
        needed = sum(b.sizeHint().width() + 8 for b in (self.primary, self.secondary, self.more))
        margins = _FOOT_LEFT + _FOOT_RIGHT
        self._beside = 2 if needed - 8 <= self.width() - margins else 1
        self.secondary.setVisible(len(self._steps) > 1 and self._beside > 1)
        self.more.setVisible(len(self._steps) > self._beside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange(shown=self._wanted_now)

    def _open_menu(self) -> None:
        menu = Menu(self, name=_("More steps"))
        for step in self._steps[self._beside :]:
            action = QAction(icon(STEP_ICONS[step]), step_label(step), menu)
            action.triggered.connect(lambda _checked=False, step=step: self.wanted.emit(step))
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 4)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(0, 0, self.width(), 1, theme().tokens.border)
        finally:
            painter.end()
