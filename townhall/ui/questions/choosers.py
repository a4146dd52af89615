"""Popups that choose an owner, a theme or the next step for one question or several."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from townhall.domain.question_steps import QuestionStep, step_label
from townhall.language import _
from townhall.services.queries.question_register import QuestionChoices
from townhall.services.question_group import change_group
from townhall.services.questions import assign_questions, assign_to_new_person
from townhall.ui.questions.looks import owner_options, theme_options
from townhall.ui.screen import Frame
from townhall.ui.widgets.chooser import Chooser
from townhall.ui.widgets.select import Option

STEP_ICONS = {
    QuestionStep.ASSIGN: "person-plus",
    QuestionStep.DRAFT: "pencil",
    QuestionStep.APPROVE: "check-circle",
    QuestionStep.ANSWER_LIVE: "mic",
    QuestionStep.ANSWER_IN_WRITING: "mail",
    QuestionStep.TAKE_AWAY: "handshake",
    QuestionStep.DECLINE: "ban",
    QuestionStep.CONFIRM_DECLINE: "ban",
    QuestionStep.REFUSE_DECLINE: "undo",
    QuestionStep.RENEW: "refresh",
    QuestionStep.REOPEN: "undo",
}


class Choosers:
    """Opens popups over `owner` and carries out what is picked in them."""

    def __init__(self, frame: Frame, owner: QWidget) -> None:
        self._frame, self._owner = frame, owner

    def choose_owner(
        self, ids: Sequence[int], choices: QuestionChoices, current: str | None, at: QPoint
    ) -> None:
        """Give the questions an owner; a name that is not in the plan can be added."""
        chooser = Chooser(
            _("Owner"),
            owner_options(choices.people),
            current or "",
            new=_("Add “{name}” to the people"),
            avatars=True,
            parent=self._owner,
        )
        jobs = self._frame.jobs
        chooser.picked.connect(lambda name: jobs.change(assign_questions, list(ids), name))
        chooser.new_wanted.connect(lambda name: jobs.change(assign_to_new_person, list(ids), name))
        self._show(chooser, at)

    def choose_theme(
        self, ids: Sequence[int], choices: QuestionChoices, current: str | None, at: QPoint
    ) -> None:
        """Give the questions a theme."""
        options = theme_options(choices.themes)
        chooser = Chooser(_("Theme"), options, current, parent=self._owner)
        chooser.picked.connect(
            lambda value: self._frame.jobs.change(change_group, list(ids), {"theme": value})
        )
        self._show(chooser, at)

    def choose_step(
        self,
        steps: Sequence[QuestionStep],
        run: Callable[[QuestionStep], object],
        at: QPoint,
    ) -> None:
        """Choose what to do next with a question."""
        options = [Option(step, step_label(step), STEP_ICONS[step]) for step in steps]
        chooser = Chooser(_("State"), options, parent=self._owner)
        chooser.picked.connect(run)
        self._show(chooser, at)

    def _show(self, chooser: Chooser, at: QPoint) -> None:
        chooser.show_at(at)
        (chooser.entry if chooser.entry.isVisible() else chooser).setFocus()
