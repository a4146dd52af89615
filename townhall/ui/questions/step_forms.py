"""The short forms that a step asks for: who approves, what is promised, why it is declined."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.errors import InvalidInput, TownHallError
from townhall.language import _
from townhall.services.follow_ups import add_follow_up
from townhall.services.queries.question_register import QuestionChoices
from townhall.services.queries.question_sheet import QuestionSheet
from townhall.services.question_answers import approve_answer
from townhall.services.questions import take_away
from townhall.ui.screen import Frame
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.dates import DateField
from townhall.ui.widgets.fields import Field, Form, TextArea, TextField
from townhall.ui.widgets.labels import Label, Paragraph
from townhall.ui.widgets.paint import SMALL, Type
from townhall.ui.widgets.picker import Candidate, PeoplePicker
from townhall.ui.widgets.themed import Themed

PROMISED_IN_DAYS = 14
"""Due date that a new promise begins with, counted from today."""


class StepForm(Themed, QWidget):
    """A form above the foot of the inspector; `closed()` when it is done with or given up.

    Ctrl+Enter carries out, Esc gives up. An error shows at its field.
    """

    closed = Signal()

    def __init__(self, title: str, verb: str, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self.form = Form(gap=8)
        self.problem = Paragraph("", SMALL, "bad", selectable=False)
        self.problem.hide()
        self.go_button = Button(verb, "primary")
        self.go_button.clicked.connect(lambda _checked=False: self.carry_out())
        self._cancel = Button(_("Cancel"), "ghost")
        self._cancel.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.go_button)
        row.addWidget(self._cancel)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(19, 12, 20, 12)
        column.setSpacing(8)
        column.addWidget(Label(title, Type(13, 600)))
        column.addWidget(self.form)
        column.addWidget(self.problem)
        column.addLayout(row)

    def put_in_order(self) -> None:
        """Let Tab go from field to field and then to the buttons, wherever the form stands."""
        buttons = (self.go_button, self._cancel)
        fields = [
            each
            for each in self.form.findChildren(QWidget)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and each.focusProxy() is None
            # The calendar of a date is a window of its own.
            and each.window() is self.window()
        ]
        for one, following in pairwise([*fields, *buttons]):
            QWidget.setTabOrder(one, following)

    def carry_out(self) -> None:
        """Do what the form is for, with what it holds."""
        raise NotImplementedError

    def change(self, use_case: Callable[..., Any], *args: Any) -> None:
        """Run `use_case`; close when it is done, tell what is wrong when it is refused."""
        self.form.clear_errors()
        self.problem.hide()
        self.go_button.setEnabled(False)
        self._frame.jobs.change(
            use_case, *args, done=lambda _value: self.closed.emit(), failed=self._on_failed
        )

    def _on_failed(self, error: TownHallError) -> None:
        self.go_button.setEnabled(True)
        if not (isinstance(error, InvalidInput) and self.form.show_error(error)):
            self.problem.setText(str(error))
            self.problem.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif enter and (control or not isinstance(self.focusWidget(), TextArea)):
            self.carry_out()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), tokens.bg)
            painter.fillRect(0, 0, self.width(), 1, tokens.border)
        finally:
            painter.end()


class ApproveForm(StepForm):
    """Who approves the answer as it stands."""

    def __init__(
        self, frame: Frame, sheet: QuestionSheet, choices: QuestionChoices, approver: str
    ) -> None:
        super().__init__(_("Approve the answer"), _("Approve"), frame)
        self._question_id = sheet.question.id
        self.approver = TextField(approver, placeholder=_("Name of a person or a department"))
        completer = QCompleter([name for _id, name, _department in choices.people], self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.approver.setCompleter(completer)
        self.approver.selectAll()
        self.form.add("approved_by", Field(_("Approved by"), self.approver))
        self.setFocusProxy(self.approver)

    def carry_out(self) -> None:
        name = self.approver.text().strip()
        if not name:
            sentence = _("Say who approves the answer.")
            self.form.show_error(InvalidInput(sentence, field="approved_by"))
            return
        self.change(approve_answer, self._question_id, name)


class PromiseForm(StepForm):
    """What is promised, by whom, by when; with `closing` it takes the question away as well."""

    def __init__(
        self,
        frame: Frame,
        sheet: QuestionSheet,
        choices: QuestionChoices,
        *,
        closing: bool,
        promised: str = "",
        due: date | None = None,
    ) -> None:
        title = _("Take the question away") if closing else _("Record a follow-up")
        super().__init__(title, _("Take away") if closing else _("Record"), frame)
        self._question_id, self._closing = sheet.question.id, closing
        self.promised = TextArea(promised, lines=2, placeholder=_("The words that are promised"))
        self.owner = PeoplePicker(
            _people(choices),
            [sheet.question.owner] if sheet.question.owner else [],
            name=_("Owner"),
            placeholder=_("Who keeps the promise"),
            single=True,
        )
        first = due or sheet.today + timedelta(days=PROMISED_IN_DAYS)
        self.due = DateField(first, optional=True)
        self.form.add("promised", Field(_("Promise"), self.promised, required=True))
        self.form.add("owner", Field(_("Owner"), self.owner))
        self.form.add("due", Field(_("Due"), self.due))
        self.setFocusProxy(self.promised)

    def carry_out(self) -> None:
        words, owners, due = self.promised.text().strip(), self.owner.values, self.due.value
        owner = str(owners[0]) if owners else ""
        day = due.isoformat() if due else None
        if self._closing:
            self.change(take_away, self._question_id, words, owner, day)
            return
        values = {"promised": words, "owner": owner, "due": day, "question_id": self._question_id}
        self.change(add_follow_up, values)


def _people(choices: QuestionChoices) -> Sequence[Candidate]:
    return [Candidate(name, name, department) for _id, name, department in choices.people]
