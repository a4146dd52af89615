"""Bringing a card to another column: what has to be chosen first, and what is refused."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from townhall.domain.errors import InvalidInput
from townhall.domain.question_moves import Need, Standing, need_for
from townhall.domain.question_steps import QuestionStep, step_label
from townhall.domain.terms import QuestionState
from townhall.language import _
from townhall.services.queries.question_register import QuestionChoices
from townhall.services.question_board import move_question
from townhall.services.questions import reopen_question
from townhall.ui.questions.choosers import STEP_ICONS
from townhall.ui.questions.looks import owner_options
from townhall.ui.screen import Frame
from townhall.ui.widgets.chooser import Chooser
from townhall.ui.widgets.name_popup import NamePopup
from townhall.ui.widgets.select import Option

_ENDINGS = (
    QuestionStep.ANSWER_LIVE,
    QuestionStep.ANSWER_IN_WRITING,
    QuestionStep.TAKE_AWAY,
    QuestionStep.DECLINE,
)


class Moves:
    """Moves cards; `run` carries out a step of the selected question in the inspector."""

    def __init__(self, frame: Frame, owner: QWidget, run: Callable[[QuestionStep], object]) -> None:
        self._frame, self._owner, self._run = frame, owner, run

    def move(
        self, card: Standing, state: QuestionState, choices: QuestionChoices, at: QPoint
    ) -> None:
        """Bring the question of `card` to `state`; popups open at global `at`."""
        if card.state is state:
            return
        try:
            need = need_for(card, state)
        except InvalidInput as error:
            self._frame.show_error(error)
            return
        match need:
            case Need.NOTHING:
                self._change(card, state)
            case Need.OWNER:
                self._ask_owner(card, choices, at)
            case Need.APPROVAL:
                self._ask_approver(card, at)
            case Need.ANSWER if card.state is QuestionState.CLOSED:
                self._frame.jobs.change(
                    reopen_question, card.id, done=lambda _value: self._run(QuestionStep.DRAFT)
                )
            case Need.ANSWER:
                self._run(QuestionStep.DRAFT)
            case Need.ENDING:
                self._ask_ending(card, at)

    def _change(self, card: Standing, state: QuestionState, **chosen: Any) -> None:
        self._frame.jobs.change(move_question, card.id, state.value, **chosen)

    def _ask_owner(self, card: Standing, choices: QuestionChoices, at: QPoint) -> None:
        chooser = Chooser(
            _("Owner"),
            [option for option in owner_options(choices.people) if option.value],
            new=_("Add “{name}” to the people"),
            avatars=True,
            parent=self._owner,
        )
        assigned = QuestionState.ASSIGNED
        chooser.picked.connect(lambda name: self._change(card, assigned, owner=name))
        chooser.new_wanted.connect(lambda name: self._change(card, assigned, new_person=name))
        chooser.show_at(at)
        chooser.entry.setFocus()

    def _ask_approver(self, card: Standing, at: QPoint) -> None:
        popup = NamePopup(
            _("Approved by"), self._frame.settings.user_name, _("Approve"), self._owner
        )
        popup.named.connect(
            lambda name: self._change(card, QuestionState.APPROVED, approved_by=name)
        )
        popup.ask_at(at)

    def _ask_ending(self, card: Standing, at: QPoint) -> None:
        endings = [
            step
            for step in _ENDINGS
            if step is not QuestionStep.ANSWER_IN_WRITING or card.state is QuestionState.APPROVED
        ]
        options = [Option(step, step_label(step), STEP_ICONS[step]) for step in endings]
        chooser = Chooser(_("How it ended"), options, parent=self._owner)
        chooser.picked.connect(self._run)
        chooser.show_at(at)
        chooser.setFocus()
