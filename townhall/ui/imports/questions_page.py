"""The page that brings in questions: pick a file, see what it becomes, import."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtWidgets import QWidget

from townhall.domain.changes import ChangeKind, Changes
from townhall.domain.errors import Cancelled, TownHallError
from townhall.language import _, ngettext
from townhall.services.import_preview import (
    QuestionPreview,
    question_preview,
    read_question_file,
    read_with_mapping,
)
from townhall.services.imports import ImportCounts, ReadQuestions, import_questions
from townhall.services.queries.question_register import Meeting, QuestionChoices, question_choices
from townhall.ui.added_questions import AddedQuestions
from townhall.ui.imports.columns_page import ColumnsPage, look_chip
from townhall.ui.imports.file_words import (
    file_chips,
    file_facts,
    outcome_parts,
    source_word,
    update_words,
)
from townhall.ui.imports.outcome_card import OutcomeCard
from townhall.ui.imports.preview_card import PreviewCard
from townhall.ui.imports.problems_card import ProblemsCard
from townhall.ui.imports.question_draft import QuestionDraft
from townhall.ui.imports.question_mapping import field_options, held_columns
from townhall.ui.imports.target_card import TargetCard
from townhall.ui.screen import Frame


class QuestionImportPage(ColumnsPage):
    """Reads questions from a file with a preview, then shows them in the list.

    Nothing is stored until the user presses Import.
    """

    nouns = frozenset({"question", "audience", "communication", "plan"})
    suffixes = (".xlsx", ".csv", ".tsv", ".txt", ".json")
    reader = staticmethod(read_question_file)

    def __init__(self, frame: Frame, draft: QuestionDraft, parent: QWidget | None = None) -> None:
        super().__init__(frame, draft, field_options(), parent)
        self.draft = draft
        self._choices: QuestionChoices | None = None
        self._added: list[int] = []
        self._make_cards()
        self.lay_out((self.mapping, self.preview), (self.target, self.outcome, self.problems))
        if draft.file is not None:
            self.show_file()

    def _make_cards(self) -> None:
        today = self.frame.clock.today("Europe/Amsterdam")
        self.preview = PreviewCard(today)
        self.target = TargetCard()
        self.target.meeting_chosen.connect(self._on_meeting)
        self.target.names_kept.connect(self._on_names)
        self.target.dates_read.connect(self._on_dates)
        self.problems = ProblemsCard()
        self.problems.audience_wanted.connect(self._on_audience_wanted)
        self.outcome = OutcomeCard()

    # What the frame asks

    def title(self) -> str:
        return _("Import questions")

    def chip(self) -> QWidget | None:
        rows = {(one.file, one.row or one.message) for one in self.draft.problems()}
        n = len(rows) + len(self.draft.unknown_audiences())
        return look_chip(n) if self.draft.preview is not None else None

    def empty_title(self) -> str:
        return _("Choose or drop a file with questions")

    def empty_text(self) -> str:
        return _(
            "An export of Microsoft or Google Forms, Slido, Teams, Zoom, Claper or Mozilla "
            "Moderator, or any table: .xlsx, .csv, .tsv, .txt or .json. You see what it becomes "
            "before anything is stored. Names and e-mail addresses are left out unless you decide "
            "otherwise."
        )

    def refresh(self, changes: Changes | None) -> None:
        """Read the meetings, and look again at what is new to the plan."""
        if changes is not None and self.importing:
            self._added = [
                change.id
                for change in changes
                if change.noun == "question" and change.kind is ChangeKind.ADDED
            ]
            return
        self.frame.jobs.read(
            question_choices, self.frame.clock, done=self._on_choices, channel="import.choices"
        )

    # Reading

    def show_file(self) -> None:
        file = self.draft.file
        if file is None:
            return
        facts = file_facts(file.size, file.header_row, [file.table.sheet])
        chips = file_chips(source_word(file.source), len(file.rows), file.table)
        self.strip.show_file(file.path.name, facts, chips)
        self.show_body()
        self.show_draft()
        self.read_rows()

    def read_rows(self) -> None:
        """Read the rows by the present mapping, off the thread, then compare with the plan."""
        draft, choices = self.draft, self._choices
        if draft.file is None or choices is None:
            return
        self.bar.button.setEnabled(False)
        self.frame.jobs.work(
            read_with_mapping,
            draft.file,
            draft.mapping,
            keep_names=draft.keep_names,
            zone=choices.time_zone,
            title=_("Reading {file}").format(file=draft.file.path.name),
            done=self._receiver(),
            failed=self._on_no_questions,
        )

    def _receiver(self) -> Callable[[ReadQuestions], None]:
        """Takes the answer of this reading only, not of one the user has since overtaken."""
        wanted = (self.draft.file, self.draft.mapping, self.draft.keep_names)

        def take(read: ReadQuestions) -> None:
            if wanted == (self.draft.file, self.draft.mapping, self.draft.keep_names):
                self.clear_problem()
                self.draft.read = read
                self._read_preview()

        return take

    def _read_preview(self) -> None:
        meeting = self.draft.meeting
        if self.draft.read is None:
            return
        self.frame.jobs.read(
            question_preview,
            self.draft.candidates(),
            communication_id=meeting.communication_id if meeting else None,
            original_start=meeting.original_start if meeting else None,
            done=self._on_preview,
            channel="import.preview",
        )

    def _on_no_questions(self, error: TownHallError) -> None:
        if isinstance(error, Cancelled):
            return
        self.draft.read = self.draft.preview = None
        self.show_draft()
        self.show_problem(error)

    def _on_choices(self, choices: QuestionChoices) -> None:
        self._choices = choices
        now: datetime = self.frame.clock.local_now(choices.time_zone)
        if not self.draft.meeting_chosen:
            ahead = [one for one in choices.meetings if one.start.date() >= now.date()]
            halls = [one for one in ahead if one.collects]
            self.draft.meeting = next(iter(halls or ahead), None)
        self.target.show_choices(choices, self.draft, now.date())
        self.read_rows()

    def _on_preview(self, preview: QuestionPreview) -> None:
        self.draft.preview = preview
        self.show_draft()

    def show_draft(self) -> None:
        draft = self.draft
        columns = draft.file.columns if draft.file is not None else ()
        self.mapping.show_columns(columns, held_columns(draft), remembered=draft.remembered)
        self.preview.show_draft(draft)
        self.target.show_draft(draft)
        self.problems.show_problems(draft.problems(), draft.unknown_audiences())
        counts = draft.preview.counts if draft.preview else ImportCounts(0, 0, 0)
        self.outcome.show_parts(outcome_parts(counts), _("questions in the file"))
        self._name_button(counts)
        self.heading_changed.emit()

    def _name_button(self, counts: ImportCounts) -> None:
        words = ngettext("Import {n} question", "Import {n} questions", counts.added)
        updated = update_words(counts.updated) if counts.updated else ""
        self.bar.offer(words.format(n=counts.added) if counts.added else updated)

    # What the user decides

    def _on_names(self, kept: bool) -> None:  # noqa: FBT001 (a Qt signal)
        self.draft.keep_names = kept
        self.show_draft()
        self.read_rows()

    def _on_dates(self, day_first: object) -> None:
        told = day_first if isinstance(day_first, bool) else None
        self.draft.mapping = replace(self.draft.mapping, day_first=told)
        self.read_rows()

    def _on_meeting(self, meeting: object) -> None:
        self.draft.meeting = meeting if isinstance(meeting, Meeting) else None
        self.draft.meeting_chosen = True
        self._read_preview()

    def _on_audience_wanted(self, name: str) -> None:
        """Let the user say which audience of the plan `name` is, once for the whole file."""
        if self._choices is not None:
            names = [one.name for one in self._choices.audiences]
            self.ask_audience(name, names, lambda value: self.set_audience(name, value))

    def set_audience(self, name: str, audience: str) -> None:
        """Let the `name` in the file mean `audience` of the plan."""
        self.draft.audiences[name] = audience
        self._read_preview()

    def import_now(self) -> None:
        """Store the questions as the preview shows them."""
        meeting = self.draft.meeting
        if self.draft.read is None or self.importing:
            return
        self._added = []
        self.run_import(
            import_questions,
            self.draft.candidates(),
            communication_id=meeting.communication_id if meeting else None,
            original_start=meeting.original_start if meeting else None,
            title=_("Importing questions"),
        )

    def leave(self) -> None:
        """Show the questions that came in."""
        if self._added:
            first, last = min(self._added), max(self._added)
            added = AddedQuestions("question", first, last=last, count=len(self._added))
            self.frame.go("questions", added)
        else:
            super().leave()
