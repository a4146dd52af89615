"""Changing a part of several questions at once, in a popup, as one step with one toast."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from townhall.domain.question_steps import QuestionStep, step_label
from townhall.domain.terms import Publication, label
from townhall.language import _
from townhall.services.publish_check import decide_publication
from townhall.services.queries.question_register import Meeting, QuestionChoices
from townhall.services.question_group import GROUP_STEPS, change_group, step_group
from townhall.ui.date_words import short_date
from townhall.ui.questions.choosers import STEP_ICONS, Choosers
from townhall.ui.screen import Frame
from townhall.ui.widgets.chooser import Chooser
from townhall.ui.widgets.day_popup import DayPopup
from townhall.ui.widgets.name_popup import NamePopup
from townhall.ui.widgets.select import Option


class GroupEdits:
    """Asks what a part of the questions `ids` is to be, and changes it."""

    def __init__(self, frame: Frame, owner: QWidget, choosers: Choosers, today: date) -> None:
        self._frame, self._owner, self._today = frame, owner, today
        self._choosers = choosers

    def ask(self, part: str, ids: Sequence[int], choices: QuestionChoices, at: QPoint) -> None:
        """Ask for `part`, one of those of the `GroupBar`, in a popup at global `at`."""
        asks: dict[str, Callable[[], object]] = {
            "owner": lambda: self._choosers.choose_owner(ids, choices, None, at),
            "theme": lambda: self._choosers.choose_theme(ids, choices, None, at),
            "state": lambda: self._ask_step(ids, at),
            "answer_by": lambda: self._ask_day(ids, at),
            "audience": lambda: self._ask_audience(ids, choices, at),
            "communication": lambda: self._ask_meeting(ids, choices, at),
            "publication": lambda: self._ask_publication(ids, at),
        }
        asks[part]()

    def _change(self, ids: Sequence[int], values: dict[str, Any]) -> None:
        self._frame.jobs.change(change_group, list(ids), values)

    def _ask_step(self, ids: Sequence[int], at: QPoint) -> None:
        options = [Option(step, step_label(step), STEP_ICONS[step]) for step in GROUP_STEPS]

        def take(step: QuestionStep) -> None:
            if step is QuestionStep.APPROVE:
                self._ask_approver(ids, at)
            else:
                self._frame.jobs.change(step_group, list(ids), step.value)

        self._choose(_("State"), options, take, at)

    def _ask_approver(self, ids: Sequence[int], at: QPoint) -> None:
        name = self._frame.settings.user_name
        popup = NamePopup(_("Approved by"), name, _("Approve"), self._owner)
        popup.named.connect(
            lambda by: self._frame.jobs.change(step_group, list(ids), "approve", by)
        )
        popup.ask_at(at)

    def _ask_day(self, ids: Sequence[int], at: QPoint) -> None:
        popup = DayPopup(_("Answer by"), self._today, self._owner)
        popup.picked.connect(
            lambda day: self._change(ids, {"answer_by": day.isoformat() if day else None})
        )
        popup.ask_at(at)

    def _ask_audience(self, ids: Sequence[int], choices: QuestionChoices, at: QPoint) -> None:
        options = [Option("", _("No audience"), "circle-dashed")]
        options += [Option(each.name, each.name) for each in choices.audiences]
        self._choose(
            _("Audience"), options, lambda name: self._change(ids, {"audience": name or None}), at
        )

    def _ask_meeting(self, ids: Sequence[int], choices: QuestionChoices, at: QPoint) -> None:
        options = [Option(None, _("No meeting"), "circle-dashed")]
        options += [
            Option(each, f"{short_date(each.start.date(), self._today)}, {each.title}")
            for each in choices.meetings
        ]

        def put(meeting: Meeting | None) -> None:
            start = meeting.original_start if meeting is not None else None
            values = {
                "communication_id": meeting.communication_id if meeting is not None else None,
                "original_start": start.isoformat() if start is not None else None,
            }
            self._change(ids, values)

        self._choose(_("Meeting"), options, put, at)

    def _ask_publication(self, ids: Sequence[int], at: QPoint) -> None:
        options = [Option(each, label(each)) for each in Publication]

        def decide(publication: Publication) -> None:
            by = self._frame.settings.user_name
            if by:
                self._frame.jobs.change(decide_publication, list(ids), publication.value, by)
                return
            popup = NamePopup(_("Decided by"), "", _("Decide"), self._owner)
            popup.named.connect(
                lambda name: self._frame.jobs.change(
                    decide_publication, list(ids), publication.value, name
                )
            )
            popup.ask_at(at)

        self._choose(_("Show to others"), options, decide, at)

    def _choose(
        self, title: str, options: Sequence[Option], take: Callable[[Any], object], at: QPoint
    ) -> None:
        chooser = Chooser(title, options, parent=self._owner)
        chooser.picked.connect(take)
        chooser.show_at(at)
        (chooser.entry if chooser.entry.isVisible() else chooser).setFocus()
