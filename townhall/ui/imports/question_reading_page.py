"""Reading for the import of questions: files, folders and texts, and what the plan has of them."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from townhall.domain.errors import TownHallError
from townhall.domain.question_lines import Split
from townhall.domain.tables import Reading
from townhall.language import _
from townhall.services.import_preview import (
    FilePreview,
    ReadFile,
    question_previews,
    read_question_file,
)
from townhall.services.queries.question_register import QuestionChoices
from townhall.services.question_files import ReadQuestions
from townhall.services.question_opening import (
    MOST_COMPARED,
    OpenedFiles,
    count_alike,
    open_files,
    read_opened,
)
from townhall.services.question_sources import SUFFIXES, QuestionSource, pasted
from townhall.ui.date_words import short_date
from townhall.ui.file_choice import choose_folder
from townhall.ui.imports.columns_page import ColumnsPage
from townhall.ui.imports.file_words import file_facts
from townhall.ui.imports.question_draft import DraftFile, QuestionDraft
from townhall.ui.imports.question_mapping import field_options
from townhall.ui.imports.reading_choices import reading_chips
from townhall.ui.screen import Frame


class QuestionReadingPage(ColumnsPage):
    """Reads files off the thread, compares them with the plan, and calls `show_draft`.

    A reading that the user has overtaken by another decision is dropped.
    """

    suffixes = SUFFIXES

    def __init__(self, frame: Frame, draft: QuestionDraft, parent: QWidget | None = None) -> None:
        super().__init__(frame, draft, field_options(), parent)
        self.draft = draft
        self._choices: QuestionChoices | None = None
        self._today = frame.clock.today("Europe/Amsterdam")

    def on_choices(self, choices: QuestionChoices) -> None:
        """Show the meetings and audiences of the plan."""
        raise NotImplementedError

    def on_alike(self, groups: int) -> None:
        """Show how many groups of new questions look alike."""
        raise NotImplementedError

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

    def show_place(self, place: int) -> None:
        """Show the file at `place` of the draft."""
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
            self.read_preview()
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
        self.read_preview()

    def read_preview(self) -> None:
        """Look again at what is new to the plan."""
        refused = self.draft.shown.read.refused if self.draft.shown.read else ""
        if refused:
            self.show_refusal(refused)
        elif self.draft.shown.file is not None:
            self.clear_problem()
        ready = self.draft.ready()
        self.frame.jobs.read(
            question_previews,
            self.draft.to_import(),
            **self.meeting_asked(),
            done=lambda previews: self._on_previews(ready, previews),
            channel="import.preview",
        )

    def meeting_asked(self) -> dict[str, Any]:
        """The date the questions are for, as use cases take it."""
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
        self.on_choices(choices)
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
            self.on_alike(groups)
