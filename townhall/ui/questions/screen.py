"""The Questions screen: reads the register, keeps list and inspector in step, carries out keys."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.changes import Changes
from townhall.domain.errors import TownHallError
from townhall.domain.question_steps import QuestionStep
from townhall.language import _, ngettext
from townhall.services.queries.question_board import ShownQuestions
from townhall.services.queries.question_filter_content import QUESTIONS, QuestionContent
from townhall.services.queries.question_register import (
    QuestionChoices,
    question_choices,
)
from townhall.services.queries.question_sheet import (
    QuestionSheet,
    question_of_follow_up,
    question_sheet,
)
from townhall.services.queries.questions import QuestionFilter, QuestionOrder
from townhall.services.queries.saved_filters import SavedFilterDetail, saved_filter
from townhall.services.records import add_record
from townhall.ui.actions import Action
from townhall.ui.added_questions import AddedQuestions, QuestionToType
from townhall.ui.personal_data import PersonalDataToDecide
from townhall.ui.questions.commands import question_commands
from townhall.ui.questions.reading import Reading
from townhall.ui.questions.review.button import ReviewButton
from townhall.ui.questions.work import QuestionWork
from townhall.ui.screen import Frame, Selection

_OTHER_NOUNS = ("person", "audience", "communication", "question-theme", "plan")


class QuestionsScreen(QuestionWork):
    """All questions: found, filtered, assigned, answered, accounted for."""

    nouns = frozenset({"question", "follow-up", *_OTHER_NOUNS})

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self._follow_up: int | None = None
        self._wanted_first = False
        self.review = ReviewButton(frame)
        self._beside_title = QWidget()
        beside = QHBoxLayout(self._beside_title)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.review)
        self._reading = Reading(frame, self._today, self)
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
        # The frame shows what stands beside the title; the button hides while nothing looks alike.
        return self._beside_title

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
