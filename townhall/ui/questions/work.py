"""What is done with the questions that are selected: steps, popups, decisions, export."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from townhall.domain.duplicate_batch import Scope
from townhall.domain.question_steps import QuestionStep
from townhall.domain.terms import Publication, QuestionState
from townhall.services.publish_check import decide_publication
from townhall.services.queries.question_register import QuestionChoices, Register
from townhall.services.queries.questions import QuestionFilter
from townhall.services.question_sources import pasted
from townhall.ui.pages import open_people_import, open_question_import, open_review
from townhall.ui.questions.accounted import open_groups
from townhall.ui.questions.choosers import Choosers
from townhall.ui.questions.exporter import Exporter
from townhall.ui.questions.group_edits import GroupEdits
from townhall.ui.questions.inspector import QuestionInspector
from townhall.ui.questions.list_view import QuestionList
from townhall.ui.questions.moves import Moves
from townhall.ui.screen import Frame, Screen

_INSPECTOR_FITS = 1200
"""Width of the window in pixels from which a first question is selected unasked."""


class QuestionWork(Screen):
    """A screen with the list of questions and the inspector of the selected one."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self._choices: QuestionChoices | None = None
        self._register: Register | None = None
        self._wanted: int | None = None
        self._then: QuestionStep | None = None
        self._today = frame.clock.today("Europe/Amsterdam")
        self.list = QuestionList(frame, self._today)
        self.panel = QuestionInspector(frame)
        self.panel.approver = frame.settings.user_name
        self.exporter = Exporter(frame, self)
        self._choosers = Choosers(frame, self)
        self._moves = Moves(frame, self, self.run_step)
        self._group = GroupEdits(frame, self, self._choosers, self._today)

    def _filter(self) -> QuestionFilter:
        """What the list is filtered by."""
        raise NotImplementedError

    def _read_sheet(self, question_id: int) -> None:
        """Read a question for the inspector."""
        raise NotImplementedError

    def _roomy(self) -> bool:
        return self.window().width() >= _INSPECTOR_FITS

    def _on_move(self, question_id: int, state: QuestionState, at: QPoint) -> None:
        card = self.list.found.standing(question_id)
        if card is not None and self._choices is not None:
            self._moves.move(card, state, self._choices, at)

    def _on_group_wanted(self, part: str, at: QPoint) -> None:
        if self._choices is not None:
            self._group.ask(part, self._chosen(), self._choices, at)

    def _on_edit(self, _question_id: int, key: str) -> None:
        {"owner": self.choose_owner, "state": self.choose_step, "text": self.choose_theme}.get(
            key, lambda: self.run_step(QuestionStep.DRAFT)
        )()

    def _on_menu(self, _question_id: int, point: QPoint) -> None:
        self.choose_step(point)

    def _select_one(self) -> None:
        current = self.list.table.current_id
        if current is not None:
            self.list.table.clearSelection()
            row = self.list.table.id_model.row_of(current)
            self.list.table.selectRow(row)
            self.list.table.setFocus()

    def has_current(self) -> bool:
        """Whether a question is selected."""
        return self.list.current_id is not None

    def allows(self, step: QuestionStep) -> bool:
        """Whether the selected question can take `step` now."""
        sheet = self.panel.sheet
        if sheet is None or not self.has_current():
            return False
        return step in sheet.steps

    def run_step(self, step: QuestionStep) -> None:
        """Carry out a step of the selected question, with the inspector open."""
        current, sheet = self.list.current_id, self.panel.sheet
        if current is None:
            return
        self.frame.show_inspector(open_=True)
        if sheet is not None and sheet.question.id == current:
            self.panel.run(step)
        else:
            self._then = step
            self._read_sheet(current)

    def decide(self, publication: Publication) -> None:
        """Decide how what is selected is shown to others."""
        ids = self._chosen()
        if len(ids) == 1:
            self.frame.show_inspector(open_=True)
            self.panel.publish.decide(publication)
        elif ids and self.panel.approver:
            self._go_on_deciding()
            by = self.panel.approver
            self.frame.jobs.change(decide_publication, ids, publication.value, by)

    def _go_on_deciding(self) -> None:
        """Where only what is to be decided shows, the next one comes when this one is decided."""
        if not self._filter().to_publish or self._register is None:
            return
        ids, chosen = self._register.ids, self._chosen()
        places = [place for place, each in enumerate(ids) if each in chosen]
        if places:
            left = [*ids[places[-1] + 1 :], *reversed(ids[: places[0]])]
            self._wanted = next(iter(left), None)

    def _chosen(self) -> list[int]:
        current = self.list.current_id
        return self.list.chosen_ids or ([current] if current is not None else [])

    def choose_owner(self) -> None:
        """Give what is selected an owner, in a popup at its cell."""
        ids = self._chosen()
        if ids and self._choices is not None:
            row = self.list.row(ids[0])
            current = row.owner if row is not None and len(ids) == 1 else None
            self._choosers.choose_owner(ids, self._choices, current, self._point("owner"))

    def choose_theme(self) -> None:
        """Give what is selected a theme, in a popup at its cell."""
        ids = self._chosen()
        if ids and self._choices is not None:
            row = self.list.row(ids[0])
            current = row.theme.key if row is not None and len(ids) == 1 else None
            self._choosers.choose_theme(ids, self._choices, current, self._point("text"))

    def choose_step(self, at: QPoint | None = None) -> None:
        """Choose the next step of what is selected, in a popup at its cell."""
        if len(self._chosen()) > 1:
            self._on_group_wanted("state", at or self.list.group.point("state"))
            return
        sheet = self.panel.sheet
        if sheet is not None and self.has_current():
            steps = sheet.steps
            if steps:
                self._choosers.choose_step(steps, self.run_step, at or self._point("state"))

    def _point(self, key: str) -> QPoint:
        if len(self._chosen()) > 1:
            return self.list.group.point("theme" if key == "text" else key)
        current = self.list.current_id or 0
        return self.list.point(current, key)

    def open_people_import(self) -> None:
        """Open the page that reads people from files."""
        open_people_import(self.frame)

    def open_groups(self) -> None:
        """Show the accounting of what the filter shows by theme, audience, event or month."""
        open_groups(self.frame, self._filter(), self._choices)

    def export(self) -> None:
        """Write the selected questions, or all that the filter shows, to a file."""
        self.exporter.ask(self._to_export())

    def export_to_share(self) -> None:
        """Write what others may see of them to a file."""
        self.exporter.ask_to_share(self._to_export())

    def _to_export(self) -> QuestionFilter:
        chosen, filtered = self.list.chosen_ids, self._filter()
        if len(chosen) > 1:
            return QuestionFilter(ids=frozenset(chosen), order=filtered.order)
        return filtered

    def focus_search(self) -> None:
        """Put the keyboard into the search field."""
        self.list.filters.search.setFocus()
        self.list.filters.search.selectAll()

    def open_entry(self) -> None:
        """Type a question that is asked now; an inspector over the form gives way to it."""
        if not self._roomy():
            self.inspected.emit(False)
        self.list.open_entry()

    def _review_scope(self) -> Scope:
        return Scope(added=self._filter().added)

    def open_review(self) -> None:
        """Review the questions that look alike."""
        open_review(self.frame, self._review_scope())

    def _on_lines_pasted(self, text: str) -> None:
        """Look at pasted questions before they are stored; source and meeting stay."""
        entry = self.list.entry
        open_question_import(
            self.frame, [pasted(text)], entry.meeting_chosen(), entry.said_source()
        )

    def open_import(self) -> None:
        """Open the page that reads questions from files."""
        open_question_import(self.frame)
