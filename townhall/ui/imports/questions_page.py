"""The page that brings in questions: pick files, see what they become, import."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from townhall.domain.changes import ChangeKind, Changes
from townhall.domain.errors import TownHallError
from townhall.domain.question_lines import Split
from townhall.domain.question_rows import number_words
from townhall.domain.tables import Reading
from townhall.domain.terms import Anonymity
from townhall.language import _, ngettext
from townhall.services.import_preview import (
    FilePreview,
    ReadFile,
    question_previews,
    read_question_file,
)
from townhall.services.problem_lists import save_problems
from townhall.services.queries.question_register import Meeting, QuestionChoices, question_choices
from townhall.services.question_files import ReadQuestions
from townhall.services.question_imports import import_files, summed
from townhall.services.question_opening import (
    MOST_COMPARED,
    OpenedFiles,
    count_alike,
    open_files,
    read_opened,
)
from townhall.services.question_sources import SUFFIXES, QuestionSource, pasted
from townhall.ui.added_questions import AddedQuestions
from townhall.ui.date_words import short_date
from townhall.ui.file_choice import choose_folder, choose_new_file
from townhall.ui.imports.columns_page import ColumnsPage, look_chip
from townhall.ui.imports.file_words import file_facts, outcome_parts, update_words
from townhall.ui.imports.files_card import FilesCard
from townhall.ui.imports.outcome_card import OutcomeCard
from townhall.ui.imports.preview_card import PreviewCard
from townhall.ui.imports.problems_card import Held, ProblemsCard, rows_words
from townhall.ui.imports.question_draft import DraftFile, QuestionDraft
from townhall.ui.imports.question_mapping import field_options, held_columns
from townhall.ui.imports.reading_choices import reading_chips
from townhall.ui.imports.target_card import TargetCard
from townhall.ui.screen import Frame
from townhall.ui.widgets.buttons import Button


class QuestionImportPage(ColumnsPage):
    """Reads questions from files, folders or a text with a preview, then shows them in the list.

    Nothing is stored until the user presses Import.
    """

    nouns = frozenset({"question", "audience", "communication", "plan"})
    suffixes = SUFFIXES

    def __init__(self, frame: Frame, draft: QuestionDraft, parent: QWidget | None = None) -> None:
        super().__init__(frame, draft, field_options(), parent)
        self.draft = draft
        self._choices: QuestionChoices | None = None
        self._today = frame.clock.today("Europe/Amsterdam")
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
        self.files.picked.connect(self._on_file_picked)
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

    # Reading

    def choose_folder(self) -> None:
        """Let the user pick a folder, of which all files are read."""
        folder = choose_folder(self, _("Choose a folder"))
        if folder is not None:
            self.take_files([folder])

    def paste(self) -> None:
        """Read the text in the clipboard, a question on each line."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self.open([pasted(text)])

    def take_files(self, paths: Sequence[Path]) -> None:
        """Read all `paths`; of a folder every file in it."""
        if paths:
            self.open(paths)

    def open(self, origins: Sequence[QuestionSource | Path]) -> None:
        """Read files, folders and texts, each on its own."""
        name = origins[0].name if len(origins) == 1 else _("files")
        self.frame.jobs.work(
            open_files,
            origins,
            title=_("Reading {file}").format(file=name),
            done=self._on_opened,
            failed=self.on_unreadable,
        )

    def _on_opened(self, opened: OpenedFiles) -> None:
        self.draft.open_files(opened.files, opened.remarks, self.frame.settings)
        self.show_file()

    def _reread(self, reading: Reading, split: Split | None) -> None:
        """Read the file that is shown as the user says."""
        file = self.draft.shown.file
        if file is not None:
            self.frame.jobs.work(
                read_question_file,
                file.origin,
                reading,
                split,
                title=_("Reading {file}").format(file=file.name),
                done=self._on_reread,
                failed=self._on_not_reread,
            )

    def _on_reread(self, file: ReadFile) -> None:
        self.draft.reopen(file, self.frame.settings)
        self.show_file()

    def _on_not_reread(self, error: TownHallError) -> None:
        self.show_file()
        self.on_unreadable(error)

    def _on_file_picked(self, place: int) -> None:
        if place != self.draft.current and place < len(self.draft.files):
            self.draft.current = place
            self.show_file()

    def show_file(self) -> None:
        file = self.draft.shown.file
        self.show_body()
        if file is not None:
            facts = file_facts(file.size, 0, [file.table.sheet])
            used = self.draft.shown.remembered
            if used is not None:
                day = short_date(used, self._today)
                facts += ", " + _("last imported on {day}").format(day=day)
            self.strip.show_file(file.name, facts, reading_chips(file, self._reread))
        else:
            self.strip.show_file(self.draft.shown.name, self.draft.shown.refused, [])
        self.show_draft()
        self.read_rows()

    def read_rows(self) -> None:
        """Read what is not read yet by the present mappings, then compare with the plan."""
        choices, stale = self._choices, self.draft.stale()
        if choices is None or not self.draft.files:
            return
        if not stale:
            self._read_preview()
            return
        self.bar.button.setEnabled(False)
        ways = [(one, self.draft.way_of(one)) for one, _wanted in stale]
        name = stale[0][0].name if len(stale) == 1 else _("files")
        self.frame.jobs.work(
            read_opened,
            [wanted for _one, wanted in stale],
            names=self.draft.names,
            zone=choices.time_zone,
            source=self.draft.source,
            title=_("Reading {file}").format(file=name),
            done=lambda read: self._on_read(ways, read),
        )

    def _on_read(
        self, ways: list[tuple[DraftFile, object]], read: tuple[ReadQuestions, ...]
    ) -> None:
        for (one, way), found in zip(ways, read, strict=True):
            # What the user has since decided otherwise is being read again.
            if way == self.draft.way_of(one):
                one.read, one.read_as, one.preview = found, way, None
        self._read_preview()

    def _read_preview(self) -> None:
        refused = self.draft.shown.read.refused if self.draft.shown.read else ""
        if refused:
            self.show_refusal(refused)
        elif self.draft.shown.file is not None:
            self.clear_problem()
        ready = self.draft.ready()
        self.frame.jobs.read(
            question_previews,
            self.draft.to_import(),
            **self._target(),
            done=lambda previews: self._on_previews(ready, previews),
            channel="import.preview",
        )

    def _target(self) -> dict[str, Any]:
        meeting = self.draft.meeting
        return {
            "communication_id": meeting.communication_id if meeting else None,
            "original_start": meeting.original_start if meeting else None,
        }

    def _on_choices(self, choices: QuestionChoices) -> None:
        self._choices = choices
        now: datetime = self.frame.clock.local_now(choices.time_zone)
        if not self.draft.meeting_chosen:
            ahead = [one for one in choices.meetings if one.start.date() >= now.date()]
            halls = [one for one in ahead if one.collects]
            self.draft.meeting = next(iter(halls or ahead), None)
        self.target.show_choices(choices, self.draft, now.date())
        self.read_rows()

    def _on_previews(self, ready: list[DraftFile], previews: tuple[FilePreview, ...]) -> None:
        for one, preview in zip(ready, previews, strict=True):
            one.preview = preview
        self.draft.alike = None
        self.show_draft()
        new = [each.text for preview in previews for each in preview.new]
        if 1 < len(new) <= MOST_COMPARED:
            self.frame.jobs.work(
                count_alike,
                new,
                title=_("Comparing questions"),
                done=lambda groups: self._on_alike(previews, groups),
            )

    def _on_alike(self, previews: tuple[FilePreview, ...], groups: int) -> None:
        if any(one.preview is previews[0] for one in self.draft.files):
            self.draft.alike = groups
            self.outcome.show_alike(groups)

    def show_draft(self) -> None:
        draft, one = self.draft, self.draft.shown
        columns = one.file.columns if one.file is not None else ()
        held = held_columns(one, draft.names, len(draft.unknown_audiences()))
        self.mapping.setVisible(one.file is not None)
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
        self._read_preview()

    def _on_audience_wanted(self, name: str) -> None:
        """Let the user say which audience of the plan `name` is, once for all files."""
        if self._choices is not None:
            names = [one.name for one in self._choices.audiences]
            self.ask_audience(name, names, lambda value: self.set_audience(name, value))

    def set_audience(self, name: str, audience: str) -> None:
        """Let the `name` in the files mean `audience` of the plan."""
        self.draft.audiences[name] = audience
        self._read_preview()

    def _on_held(self, take: bool) -> None:  # noqa: FBT001 (a Qt signal)
        rows: dict[str, set[int]] = {}
        for one, each in self.draft.held_back():
            rows.setdefault(one.name, set()).add(each.row)
        for one in self.draft.files:
            one.taken = frozenset(rows.get(one.name, ())) if take else frozenset()
        self._read_preview()

    def _on_taken(self, row: int) -> None:
        one = self.draft.shown
        one.taken = one.taken ^ {row}
        self._read_preview()

    def _on_row_wanted(self, file: str, row: int) -> None:
        place = next((i for i, one in enumerate(self.draft.files) if one.name == file), None)
        if place is not None:
            self._on_file_picked(place)
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
            import_files, self.draft.to_import(), **self._target(), title=_("Importing questions")
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
