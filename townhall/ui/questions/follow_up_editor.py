"""Promises in the inspector of a question: read, edited in place, recorded anew."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.errors import InvalidInput, TownHallError
from townhall.domain.terms import FollowUpState, label
from townhall.language import _
from townhall.services.follow_ups import change_follow_up
from townhall.services.queries.follow_ups import FollowUpDetail
from townhall.services.queries.question_register import QuestionChoices
from townhall.ui.date_words import day_words, short_date
from townhall.ui.questions.looks import FOLLOW_UP_TONES, owner_options
from townhall.ui.screen import Frame
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import SectionHead
from townhall.ui.widgets.chips import StateLine
from townhall.ui.widgets.chosen_value import ChosenValue
from townhall.ui.widgets.editable import EditableValue
from townhall.ui.widgets.facts import Facts
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.paint import SMALL, TITLE


class FollowUpEditor(QWidget):
    """One promise: its words and state; below, once opened, everything that can be changed."""

    def __init__(
        self,
        frame: Frame,
        detail: FollowUpDetail,
        choices: QuestionChoices,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._frame, self.detail, self._today = frame, detail, today
        self._dropping = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 8)
        column.setSpacing(2)
        column.addWidget(Paragraph(detail.promised, TITLE))
        column.addWidget(self._state_line())
        self.more = Button(_("Details"), "link")
        self.more.setAccessibleName(_("Details of “{what}”").format(what=detail.promised[:60]))
        self.more.clicked.connect(lambda _checked=False: self.open())
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body = self._body(choices)
        self.body.hide()
        column.addWidget(self.body)

    def _state_line(self) -> StateLine:
        detail, facts = self.detail, []
        if detail.owner:
            facts.append(detail.owner)
        late = detail.due is not None and detail.due < self._today and not self._ended
        if detail.due is not None:
            due = short_date(detail.due, self._today)
            facts.append(_("{date}, late").format(date=due) if late else due)
        tone = "bad" if late else FOLLOW_UP_TONES[detail.state]
        return StateLine(label(detail.state), tone, facts)

    @property
    def _ended(self) -> bool:
        return self.detail.state in (FollowUpState.DONE, FollowUpState.DROPPED)

    def _body(self, choices: QuestionChoices) -> QWidget:
        detail, today = self.detail, self._today
        facts = Facts(label_width=96)
        states = [(state, label(state)) for state in FollowUpState]
        self.state = EditableValue(detail.state, "choice", options=states, name=_("State"))
        self.owner = ChosenValue(
            detail.owner or "",
            name=_("Owner"),
            options=owner_options(choices.people),
            avatars=True,
        )
        self.due = EditableValue(
            detail.due,
            "date",
            name=_("Due"),
            show=lambda value: day_words(value if isinstance(value, date) else None, today),
        )
        self.evidence = EditableValue(
            detail.evidence, "lines", name=_("Evidence"), placeholder=_("What shows it is done")
        )
        self.reason = EditableValue(
            detail.reason, "lines", name=_("Reason"), placeholder=_("Why it is dropped")
        )
        self.told = EditableValue(
            detail.told_back_in, name=_("Told back"), placeholder=_("Where it was told")
        )
        for name, value in (
            ("state", self.state),
            ("owner", self.owner),
            ("due", self.due),
            ("evidence", self.evidence),
            ("told_back_in", self.told),
            ("reason", self.reason),
        ):
            fact = facts.add(value.name, value)
            value.edited.connect(lambda new, name=name: self._on_edited(name, new))
            if name == "reason":
                self.reason_fact = fact
        self.reason_fact.setVisible(detail.state is FollowUpState.DROPPED)
        if detail.due_history:
            before = ", ".join(
                short_date(date.fromisoformat(day), today) for day in detail.due_history
            )
            facts.add(_("Was due"), before)
        self.problem = Paragraph("", SMALL, "bad", selectable=False)
        self.problem.hide()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(2)
        column.addWidget(facts)
        column.addWidget(self.problem)
        return holder

    def open(self) -> None:
        """Show everything that can be changed."""
        self.body.show()
        self.more.hide()
        self.state.setFocus()

    def _on_edited(self, name: str, value: object) -> None:
        values = {name: value.isoformat() if isinstance(value, date) else value}
        if name == "reason" and self._dropping:
            values["state"] = FollowUpState.DROPPED
        self.problem.hide()
        base = {one: _plain(getattr(self.detail, one)) for one in values}
        self._frame.jobs.change(
            change_follow_up,
            self.detail.id,
            values,
            base=base,
            failed=lambda error: self._on_failed(error),
        )

    def _on_failed(self, error: TownHallError) -> None:
        self.problem.setText(str(error))
        self.problem.show()
        self.state.set_value(self.detail.state)
        self.owner.set_value(self.detail.owner or "")
        self.due.set_value(self.detail.due)
        if isinstance(error, InvalidInput) and error.field == "reason":
            self._dropping = True
            self.reason_fact.show()
            self.reason.edit()


class FollowUpSection(QWidget):
    """All promises of a question; `wanted()` when another is to be recorded."""

    wanted = Signal()

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self.add_button = Button(_("Record a follow-up"), "link")
        self.add_button.clicked.connect(self.wanted)
        self._head = SectionHead(_("Follow-ups"), "", self.add_button, pad=0, small=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._head)
        self.editors: list[FollowUpEditor] = []
        self._shown: tuple[object, ...] = ()

    def show_follow_ups(
        self,
        question_id: int,
        details: tuple[FollowUpDetail, ...],
        choices: QuestionChoices,
        today: date,
        opened: int | None = None,
    ) -> None:
        """Show `details`; that with id `opened`, and those the user opened, with all they have."""
        shown = (question_id, details, choices, opened)
        if shown == self._shown:
            return
        same = self._shown[:1] == (question_id,)
        open_ids = {one.detail.id for one in self.editors if same and not one.body.isHidden()}
        self._shown = shown
        for editor in self.editors:
            editor.hide()
            editor.deleteLater()
        self.editors = []
        self._head.set_title(_("Follow-ups"), str(len(details)) if details else "")
        for detail in details:
            editor = FollowUpEditor(self._frame, detail, choices, today)
            self.editors.append(editor)
            self._column.addWidget(editor)
            if detail.id == opened or detail.id in open_ids:
                editor.body.show()
                editor.more.hide()

    def editor_of(self, follow_up_id: int) -> FollowUpEditor | None:
        """The editor of a promise that is shown."""
        return next((one for one in self.editors if one.detail.id == follow_up_id), None)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
