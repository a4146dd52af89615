"""The page that brings in questions: pick files, see what they become, import."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from townhall.domain.changes import ChangeKind, Changes
from townhall.domain.question_rows import number_words
from townhall.domain.terms import Anonymity
from townhall.language import _, ngettext
from townhall.services.problem_lists import save_problems
from townhall.services.queries.question_register import Meeting, QuestionChoices, question_choices
from townhall.services.question_imports import import_files, summed
from townhall.ui.added_questions import AddedQuestions
from townhall.ui.date_words import short_date
from townhall.ui.file_choice import choose_new_file
from townhall.ui.imports.columns_page import look_chip
from townhall.ui.imports.file_words import outcome_parts, update_words
from townhall.ui.imports.files_card import FilesCard
from townhall.ui.imports.outcome_card import OutcomeCard
from townhall.ui.imports.preview_card import PreviewCard
from townhall.ui.imports.problems_card import Held, ProblemsCard, rows_words
from townhall.ui.imports.question_draft import DraftFile, QuestionDraft
from townhall.ui.imports.question_mapping import held_columns
from townhall.ui.imports.question_reading_page import QuestionReadingPage
from townhall.ui.imports.target_card import TargetCard
from townhall.ui.screen import Frame
from townhall.ui.widgets.buttons import Button


class QuestionImportPage(QuestionReadingPage):
    """Reads questions from files, folders or a text with a preview, then shows them in the list.

    Nothing is stored until the user presses Import.
    """

    nouns = frozenset({"question", "audience", "communication", "plan"})

    def __init__(self, frame: Frame, draft: QuestionDraft, parent: QWidget | None = None) -> None:
        super().__init__(frame, draft, parent)
        self._added: list[int] = []
        self._make_cards()
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.activated.connect(self.paste)
        main = (self.files, self.mapping, self.preview)
        self.lay_out(main, (self.target, self.problems, self.outcome))
        if draft.files:
            self.show_file()
        elif draft.origins:
            self.open(draft.origins)

    def _make_cards(self) -> None:
        self.files = FilesCard()
        self.files.picked.connect(self.show_place)
        self.preview = PreviewCard(self._today)
        self.preview.taken.connect(self._on_taken)
        self.target = TargetCard()
        self.target.meeting_chosen.connect(self._on_meeting)
        self.target.names_chosen.connect(self._on_names)
        self.target.dates_read.connect(self._on_dates)
        self.target.source_named.connect(self._on_source)
        self.problems = ProblemsCard(saves=True)
        self.problems.audience_wanted.connect(self._on_audience_wanted)
        self.problems.row_wanted.connect(self._on_row_wanted)
        self.problems.held_wanted.connect(self._on_held)
        self.problems.save_wanted.connect(self.ask_where_to_save)
        self.outcome = OutcomeCard()
        self.save = Button(_("Save mapping"), tip=_("Use this mapping for the next such file"))
        self.save.clicked.connect(self.save_mapping)
        self.save.setEnabled(False)
        self.bar.add_before(self.save)

    # What the frame asks

    def title(self) -> str:
        return _("Import questions")

    def chip(self) -> QWidget | None:
        rows = {(one.file, one.row or one.message) for one in self.draft.problems()}
        n = len(rows) + len(self.draft.unknown_audiences())
        return look_chip(n) if any(one.preview for one in self.draft.files) else None

    def empty_title(self) -> str:
        return _("Choose, drop or paste questions")

    def empty_text(self) -> str:
        return _(
            "An export of Microsoft or Google Forms, Slido, Teams, Zoom, Claper or Mozilla "
            "Moderator, any table (.xlsx, .csv, .tsv, .json), a text with a question on each line, "
            "or a folder of these. You see what it becomes before anything is stored. Names and "
            "e-mail addresses are left out unless you decide otherwise."
        )

    def other_choices(self) -> Sequence[Button]:
        folder = Button(_("Choose a folder"), icon="folder-open")
        folder.clicked.connect(lambda _checked=False: self.choose_folder())
        paste = Button(_("Paste text"), icon="copy")
        paste.clicked.connect(lambda _checked=False: self.paste())
        return folder, paste

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

    # What is shown

    def on_choices(self, choices: QuestionChoices) -> None:
        today = self.frame.clock.today(choices.time_zone)
        self.target.show_choices(choices, self.draft, today)

    def on_alike(self, groups: int) -> None:
        self.outcome.show_alike(groups)

    def show_draft(self) -> None:
        draft, one = self.draft, self.draft.shown
        columns = one.file.columns if one.file is not None else ()
        held = held_columns(one, draft.names)
        self.mapping.setVisible(one.file is not None)
        self.save.setEnabled(bool(columns))
        self.mapping.show_columns(columns, held, remembered=self._used_again(one))
        self.files.show_draft(draft)
        self.preview.show_draft(draft)
        self.target.show_draft(draft)
        self._show_problems()
        counts = [each.preview.counts for each in draft.files if each.preview]
        total, left_out = summed(counts), sum(each.left_out for each in counts)
        whole = _("rows in the file") if len(draft.files) == 1 else _("rows in the files")
        if any(len(each.mapping.text) > 1 for each in draft.files):
            whole = _("questions and empty rows")
        self.outcome.show_parts(outcome_parts(total, left_out), whole)
        self.outcome.show_alike(draft.alike)
        words = ngettext("Import {n} question", "Import {n} questions", total.added)
        updated = update_words(total.updated) if total.updated else ""
        self.bar.offer(words.format(n=total.added) if total.added else updated)
        self.heading_changed.emit()

    def _used_again(self, one: DraftFile) -> str:
        if one.remembered is None:
            return ""
        day = short_date(one.remembered, self._today)
        return _("mapping of {day} used again").format(day=day)

    def _show_problems(self) -> None:
        held = self.draft.held_back()
        number = number_words()
        problems = [one for one in self.draft.problems() if one.message != number]
        unknown = {
            name: _("{rows}: choose it once").format(rows=rows_words(rows))
            for name, rows in self.draft.unknown_audiences().items()
        }
        taken = bool(held) and all(each.row in one.taken for one, each in held)
        rows = Held([each.row for _one, each in held], taken) if held else None
        self.problems.show_problems(problems, unknown, rows)

    # What the user decides

    def _on_names(self, names: object) -> None:
        self.draft.names = Anonymity(str(names))
        self.show_draft()
        self.read_rows()

    def _on_source(self, source: str) -> None:
        if source != self.draft.source:
            self.draft.source = source
            self.read_rows()

    def _on_dates(self, day_first: object) -> None:
        told = day_first if isinstance(day_first, bool) else None
        self.draft.shown.mapping = replace(self.draft.shown.mapping, day_first=told)
        self.show_draft()
        self.read_rows()

    def _on_meeting(self, meeting: object) -> None:
        self.draft.meeting = meeting if isinstance(meeting, Meeting) else None
        self.draft.meeting_chosen = True
        self.read_preview()

    def _on_audience_wanted(self, name: str) -> None:
        """Let the user say which audience of the plan `name` is, once for all files."""
        if self._choices is not None:
            names = [one.name for one in self._choices.audiences]
            self.ask_audience(name, names, lambda value: self.set_audience(name, value))

    def set_audience(self, name: str, audience: str) -> None:
        """Let the `name` in the files mean `audience` of the plan."""
        self.draft.audiences[name] = audience
        self.read_preview()

    def _on_held(self, take: bool) -> None:  # noqa: FBT001 (a Qt signal)
        rows: dict[str, set[int]] = {}
        for one, each in self.draft.held_back():
            rows.setdefault(one.name, set()).add(each.row)
        for one in self.draft.files:
            one.taken = frozenset(rows.get(one.name, ())) if take else frozenset()
        self.read_preview()

    def _on_taken(self, row: int) -> None:
        one = self.draft.shown
        one.taken = one.taken ^ {row}
        self.read_preview()

    def _on_row_wanted(self, file: str, row: int) -> None:
        place = next((i for i, one in enumerate(self.draft.files) if one.name == file), None)
        if place is not None:
            self.show_place(place)
        self.preview.show_row(row)

    def ask_where_to_save(self) -> None:
        """Ask for a file and write the problems to it."""
        path = choose_new_file(self, _("Save list"), _("problems.csv"), _("Table (*.csv)"))
        if path is not None:
            self.save_list(path)

    def save_list(self, path: Path) -> None:
        """Write the problems to `path`."""
        self.frame.jobs.work(
            save_problems,
            path,
            self.draft.problems(),
            title=_("Saving the list"),
            done=lambda _n: self.frame.toast_file(_("Saved the problems"), str(path)),
        )

    def save_mapping(self) -> None:
        """Keep what the columns mean for the next such file, without importing yet."""
        self.draft.remember(self.frame.settings, self._today)
        self.frame.toast(_("Saved the mapping for the next file with these columns"))

    def import_now(self) -> None:
        """Store the questions as the preview shows them."""
        if self.importing or not self.draft.ready():
            return
        self._added = []
        self.run_import(
            import_files,
            self.draft.to_import(),
            **self.meeting_asked(),
            title=_("Importing questions"),
        )

    def remember(self) -> None:
        self.draft.remember(self.frame.settings, self._today)

    def leave(self) -> None:
        """Show the questions that came in."""
        if self._added:
            first, last = min(self._added), max(self._added)
            added = AddedQuestions("question", first, last=last, count=len(self._added))
            self.frame.go("questions", added)
        else:
            super().leave()
