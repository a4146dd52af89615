"""The Questions screen: reads the register, keeps list and inspector in step, carries out keys."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.changes import Changes
from townhall.domain.duplicate_batch import Scope
from townhall.domain.errors import TownHallError
from townhall.domain.question_steps import QuestionStep
from townhall.domain.terms import Publication, QuestionState
from townhall.language import _, ngettext
from townhall.services.publish_check import decide_publication
from townhall.services.queries.question_board import ShownQuestions
from townhall.services.queries.question_filter_content import QUESTIONS, QuestionContent
from townhall.services.queries.question_register import (
    QuestionChoices,
    Register,
    question_choices,
)
from townhall.services.queries.question_sheet import (
    QuestionSheet,
    question_of_follow_up,
    question_sheet,
)
from townhall.services.queries.questions import QuestionFilter, QuestionOrder
from townhall.services.queries.saved_filters import SavedFilterDetail, saved_filter
from townhall.services.question_sources import pasted
from townhall.services.records import add_record
from townhall.ui.actions import Action
from townhall.ui.added_questions import AddedQuestions, QuestionToType
from townhall.ui.pages import open_people_import, open_question_import, open_review
from townhall.ui.personal_data import PersonalDataToDecide
from townhall.ui.questions.accounted import open_groups
from townhall.ui.questions.choosers import Choosers
from townhall.ui.questions.commands import question_commands
from townhall.ui.questions.exporter import Exporter
from townhall.ui.questions.group_edits import GroupEdits
from townhall.ui.questions.inspector import QuestionInspector
from townhall.ui.questions.list_view import QuestionList
from townhall.ui.questions.moves import Moves
from townhall.ui.questions.reading import Reading
from townhall.ui.questions.review.button import ReviewButton
from townhall.ui.screen import Frame, Screen, Selection

_OTHER_NOUNS = ("person", "audience", "communication", "question-theme", "plan")
_INSPECTOR_FITS = 1200
"""Width of the window in pixels from which a first question is selected unasked."""


class QuestionsScreen(Screen):
    """All questions: found, filtered, assigned, answered, accounted for."""

    nouns = frozenset({"question", "follow-up", *_OTHER_NOUNS})

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self._choices: QuestionChoices | None = None
        self._register: Register | None = None
        self._wanted: int | None = None
        self._follow_up: int | None = None
        self._then: QuestionStep | None = None
        self._wanted_first = False
        self._choosers = Choosers(frame, self)
        self.exporter = Exporter(frame, self)
        self.review = ReviewButton(frame)
        self._today = frame.clock.today("Europe/Amsterdam")
        self.list = QuestionList(frame, self._today)
        self._reading = Reading(frame, self._today, self)
        self._moves = Moves(frame, self, self.run_step)
        self._group = GroupEdits(frame, self, self._choosers, self._today)
        self.panel = QuestionInspector(frame)
        self.panel.approver = frame.settings.user_name
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        self._connect()

    def _connect(self) -> None:
        table = self.list.table
        self.list.filters.changed.connect(self._on_filter)
        self.list.cleared.connect(self._read)
        self.list.entry_closed.connect(lambda: self.inspected.emit(self.has_current()))
        self.list.import_wanted.connect(self.open_import)
        self.list.new_wanted.connect(self.open_entry)
        self.list.entry.added.connect(self._on_added)
        self.list.entry.asked_for.connect(self._open)
        self.list.entry.lines_pasted.connect(self._on_lines_pasted)
        self.list.accounting.broken_down.connect(self.open_groups)
        self.list.group.wanted.connect(self._on_group_wanted)
        self.list.group.export_wanted.connect(self.export)
        self.list.group.cleared.connect(self._select_one)
        self.list.filters.save_wanted.connect(self._on_save_wanted)
        self.list.filters.name_wanted.connect(self._on_name_wanted)
        self.list.filters.options.view_changed.connect(self._on_view)
        self.list.board.move_wanted.connect(self._on_move)
        self._reading.first.connect(self.list.show_first)
        self._reading.shown.connect(self._on_shown)
        self._reading.counted.connect(self.list.filters.set_facets)
        self.list.current_changed.connect(self._on_current)
        self.list.activated_id.connect(lambda _id: self.run_step(QuestionStep.DRAFT))
        self.list.menu_wanted.connect(self._on_menu)
        table.edit_wanted.connect(self._on_edit)
        table.sort_wanted.connect(self._on_sort)
        self.panel.previous.connect(lambda: self.list.step(-1))
        self.panel.next.connect(lambda: self.list.step(1))
        self.panel.asked_for.connect(self._show)
        self.panel.publish.deciding.connect(self._go_on_deciding)

    # What the frame asks

    def title(self) -> str:
        return _("Questions")

    def facts(self) -> str:
        if self._register is None or not self._register.all_asked:
            return ""
        asked, open_ = self._register.all_asked, self._register.all_open
        words = ngettext("{n} question", "{n} questions", asked).format(n=asked)
        return f"{words}, " + ngettext("{n} open", "{n} open", open_).format(n=open_)

    def controls(self) -> QWidget:
        return self.review

    def inspector(self) -> QWidget:
        return self.panel

    def first_focus(self) -> QWidget:
        return self.list.first_focus()

    def state(self) -> dict[str, Any]:
        return {
            **self.list.filters.state(),
            "current": self.list.current_id,
            "approver": self.panel.approver,
            "entry": self.list.entry.state(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        self.list.restore(state)
        if isinstance(state.get("current"), int):
            self._wanted = state["current"]
        if isinstance(state.get("approver"), str):
            self.panel.approver = state["approver"]
        if isinstance(state.get("entry"), dict):
            self.list.entry.restore(state["entry"])

    def activate(self, selection: Selection | None) -> None:
        """Show a question, the one a promise was made for, or all that a meeting got."""
        if selection is None:
            return
        if isinstance(selection, QuestionToType):
            self.open_entry()
            self.list.entry.aim_at(selection)
        elif isinstance(selection, AddedQuestions):
            self.list.filters.show_added(selection.id, selection.last, selection.count)
            self.review.look(self._review_scope(), says=True)
            self._read()
        elif isinstance(selection, PersonalDataToDecide):
            self.list.filters.show_to_decide(selection.id)
            self._wanted_first = True
            self._read()
        elif selection.noun == "question":
            self._show(selection.id)
        elif selection.noun in ("communication", "occurrence"):
            self.list.filters.clear()
            self.list.filters.restore({"chips": {"communication": selection.id}})
            self._read()
        elif selection.noun == "saved-filter":
            self.frame.jobs.read(
                saved_filter,
                selection.id,
                done=self._on_saved_filter,
                channel="questions.saved-filter",
            )
        elif selection.noun == "follow-up":
            self._follow_up = selection.id
            self.frame.jobs.read(
                question_of_follow_up,
                selection.id,
                done=self._on_follow_up,
                channel="questions.follow-up",
            )

    def refresh(self, changes: Changes | None) -> None:
        if changes is None or self._choices is None or changes.touches(*_OTHER_NOUNS):
            self.frame.jobs.read(
                question_choices,
                self.frame.clock,
                done=self._on_choices,
                channel="questions.choices",
            )
        self._read()

        if changes is None or changes.touches("question"):
            self.review.look(self._review_scope())

    def commands(self) -> Sequence[Action]:
        return question_commands(self)

    # Reading

    def _filter(self) -> QuestionFilter:
        self.list.filters.mine = self.frame.settings.user_name
        return self.list.filters.filter()

    def _read(self) -> None:
        filtered = self._filter()
        self.list.found.forget(filtered.text)
        self._reading.read(filtered, board=self.list.as_board)

    def _read_sheet(self, question_id: int) -> None:
        self.frame.jobs.read(
            question_sheet,
            question_id,
            self.frame.clock,
            done=self._on_sheet,
            failed=self._on_gone,
            channel="questions.sheet",
        )

    def _on_choices(self, choices: QuestionChoices) -> None:
        self._choices = choices
        self.list.filters.set_choices(choices)
        self.list.entry.set_choices(choices)
        if self.panel.sheet is not None:
            self.panel.show_sheet(self.panel.sheet, choices)

    def _on_shown(self, shown: ShownQuestions) -> None:
        register = shown.register
        if self.list.filters.added and not register.asked:
            # The import was undone: there is nothing left to narrow the list to.
            self.list.filters.clear()
            self._read()
            return
        first_time = self._register is None
        had_focus = self.list.first_focus().hasFocus() or self.list.hasFocus()
        self._register = register
        self.list.show_register(shown)
        self.heading_changed.emit()
        if had_focus or (first_time and self.isVisible() and not self._typing()):
            self.list.first_focus().setFocus()
        wanted, self._wanted = self._wanted, None
        current = self.list.current_id
        if wanted is not None and not self.list.go_to(wanted):
            self._show_filtered_out(wanted)
        elif wanted is None and self._wanted_first:
            self.list.go_to_first()
        elif wanted is None and current is not None:
            self._read_sheet(current)
        elif wanted is None and register.ids and first_time and self._roomy():
            self.list.go_to_first()
        self._wanted_first = False
        if not register.ids:
            self.inspected.emit(False)

    def _show_filtered_out(self, wanted: int) -> None:
        """Lift the filters for a question they hide; one that is gone is forgotten."""
        if self.list.filters.narrows or self.list.filters.chips["merged"].is_set:
            self.list.filters.show_all()
            self._wanted = wanted
            self._read()

    def _roomy(self) -> bool:
        return self.window().width() >= _INSPECTOR_FITS

    def _typing(self) -> bool:
        return self.list.entry.isVisible() or self.list.filters.search.hasFocus()

    def _on_sheet(self, sheet: QuestionSheet) -> None:
        if self._choices is None:
            # The choices were asked for first; they arrive on the same thread before this answer.
            return
        follow_up, self._follow_up = self._follow_up, None
        self.panel.show_sheet(sheet, self._choices, follow_up)
        self.inspected.emit(True)
        then, self._then = self._then, None
        if then is not None:
            self.panel.run(then)

    def _on_gone(self, _error: TownHallError) -> None:
        self.inspected.emit(False)

    def _on_follow_up(self, question_id: int | None) -> None:
        if question_id is None:
            self._follow_up = None
            self.frame.show_error(_("This follow-up was not made for a question."))
        else:
            self._show(question_id)

    def open_people_import(self) -> None:
        """Open the page that reads people from files."""
        open_people_import(self.frame)

    def open_groups(self) -> None:
        """Show the accounting of what the filter shows by theme, audience, event or month."""
        open_groups(self.frame, self._filter(), self._choices)

    def export(self) -> None:
        """Write the selected questions, or all that the filter shows, to a file."""
        chosen, filtered = self.list.chosen_ids, self._filter()
        if len(chosen) > 1:
            filtered = QuestionFilter(ids=frozenset(chosen), order=filtered.order)
        self.exporter.ask(filtered)

    # What the user does

    def _show(self, question_id: int) -> None:
        if self.list.go_to(question_id):
            self._read_sheet(question_id)
        elif self._register is None or not self.isVisible():
            self._wanted = question_id
        else:
            self._show_filtered_out(question_id)

    def _open(self, question_id: int) -> None:
        """Show a question with the inspector open, and leave what is being typed as it is."""
        self.frame.show_inspector(open_=True)
        self._show(question_id)

    def _on_filter(self) -> None:
        self.list.set_sort(self.list.filters.options.order)
        self._read()

    def _on_sort(self, key: str, _descending: bool) -> None:  # noqa: FBT001 (a Qt signal)
        self.list.filters.options.set_order(QuestionOrder(key))
        self._on_filter()

    def _on_current(self, question_id: int | None) -> None:
        if question_id is None:
            self.inspected.emit(False)
        else:
            self._read_sheet(question_id)

    def _on_view(self, _view: str) -> None:
        self._wanted = self.list.table.current_id or self.list.board.current_id
        self._read()

    def _on_move(self, question_id: int, state: QuestionState, at: QPoint) -> None:
        card = self.list.found.standing(question_id)
        if card is not None and self._choices is not None:
            self._moves.move(card, state, self._choices, at)

    def _on_group_wanted(self, part: str, at: QPoint) -> None:
        if self._choices is not None:
            self._group.ask(part, self._chosen(), self._choices, at)

    def _on_name_wanted(self) -> None:
        self.frame.show_error(
            _("Say in Settings who you are; then your own questions can be shown."),
            (_("Open Settings"), lambda: self.frame.go("settings")),
        )

    def _on_save_wanted(self, name: str) -> None:
        values = {"name": name, "place": QUESTIONS, "content": self.list.filters.content()}
        self.frame.jobs.change(
            add_record,
            "saved-filter",
            values,
            said=_("Saved the filter “{name}”").format(name=name),
        )

    def _on_saved_filter(self, found: SavedFilterDetail) -> None:
        if isinstance(found.content, QuestionContent):
            self.list.filters.apply(found.content)

    def _on_added(self, question_id: int) -> None:
        self._wanted = question_id

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
