"""The page that brings in a planning: pick a spreadsheet, see what it becomes, import."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from townhall.domain.changes import Changes
from townhall.domain.date_order import DateOrder
from townhall.domain.errors import Cancelled, TownHallError
from townhall.domain.terms import CommunicationKind
from townhall.language import _, ngettext
from townhall.services.planning_files import ReadPlanning
from townhall.services.planning_imports import import_planning
from townhall.services.planning_outlook import Outlook, outlook
from townhall.services.planning_preview import (
    PlanningFile,
    read_planning_file,
    read_planning_rows,
)
from townhall.services.queries.calendar import CalendarChoices, calendar_choices
from townhall.ui.imports.columns_page import ColumnsPage, look_chip
from townhall.ui.imports.file_words import file_chips, file_facts, update_words
from townhall.ui.imports.outcome_card import OutcomeCard
from townhall.ui.imports.planned_card import PlannedCard
from townhall.ui.imports.planning_draft import PlanningDraft
from townhall.ui.imports.planning_mapping import field_options, held_columns
from townhall.ui.imports.problems_card import ProblemsCard
from townhall.ui.imports.reading_card import ReadingCard
from townhall.ui.pages import open_calendar_import
from townhall.ui.screen import Frame
from townhall.ui.theme import Tone
from townhall.ui.widgets.meters import Part


class PlanningImportPage(ColumnsPage):
    """Reads a planning with a preview and brings it in; nothing is stored until Import."""

    nouns = frozenset({"communication", "audience", "initiative", "person", "plan"})
    suffixes = (".xlsx", ".csv", ".tsv", ".txt")

    def __init__(self, frame: Frame, draft: PlanningDraft, parent: QWidget | None = None) -> None:
        super().__init__(frame, draft, field_options(), parent)
        self.draft = draft
        self._choices: CalendarChoices | None = None
        self.preview = PlannedCard(frame.clock.today("Europe/Amsterdam"))
        self.reading = ReadingCard()
        self.reading.order_chosen.connect(self._on_order)
        self.reading.kind_chosen.connect(self._on_kind)
        self.reading.added.connect(self._on_add_missing)
        self.problems = ProblemsCard()
        self.problems.audience_wanted.connect(self._on_audience_wanted)
        self.outcome = OutcomeCard()
        self.lay_out((self.mapping, self.preview), (self.reading, self.outcome, self.problems))
        if draft.file is not None:
            self.show_file()

    # What the frame asks

    def take_files(self, paths: Sequence[Path]) -> None:
        """Read the first of `paths`; calendar files (.ics) are of others and read in as such."""
        calendars = [path for path in paths if path.suffix.lower() == ".ics"]
        if calendars:
            self.frame.close_page()
            open_calendar_import(self.frame, calendars)
        else:
            self._read_first(paths)

    def _read_first(self, paths: Sequence[Path]) -> None:
        """Read the first of `paths`; the others follow when it is imported."""
        if not paths:
            return
        first, *waiting = paths
        self.draft.waiting = waiting
        self.frame.jobs.work(
            read_planning_file,
            first,
            title=_("Reading {file}").format(file=first.name),
            done=self._on_file,
            failed=self.on_unreadable,
        )

    def _on_file(self, file: PlanningFile) -> None:
        self.draft.open_file(file, self.frame.settings)
        self.show_file()

    def remember(self) -> None:
        self.draft.remember(self.frame.settings)

    def leave(self) -> None:
        """Go on with the next file, or where the planning can be seen."""
        if self.draft.waiting:
            self._read_first(self.draft.waiting)
        else:
            super().leave()

    def title(self) -> str:
        return _("Import a planning")

    def chip(self) -> QWidget | None:
        rows = {(one.file, one.row) for one in self.draft.problems()}
        n = len(rows) + len(self.draft.unknown_audiences())
        return look_chip(n) if self.draft.outlook is not None else None

    def empty_title(self) -> str:
        return _("Choose or drop a planning")

    def empty_text(self) -> str:
        return _(
            "A spreadsheet with communications, one a row: title, kind, date, time, audience and "
            "more, in Dutch or English (.xlsx or .csv). You see what it becomes before anything "
            "is stored. Reading it again later brings the plan up to date, nothing comes twice."
        )

    def refresh(self, changes: Changes | None) -> None:
        """Read the audiences, and look again at what is new to the plan."""
        if changes is None or not self.importing:
            self.frame.jobs.read(
                calendar_choices, done=self._on_choices, channel="import.planning.choices"
            )

    def _on_choices(self, choices: CalendarChoices) -> None:
        self._choices = choices
        self.read_rows()

    # Reading

    def show_file(self) -> None:
        file = self.draft.file
        if file is None:
            return
        sheets = [sheet.table.sheet for sheet in file.sheets]
        facts = file_facts(file.size, file.sheets[0].heading.number, sheets)
        source = _("Written by Town Hall") if file.is_own else _("Table")
        self.strip.show_file(
            file.path.name, facts, file_chips(source, file.count, file.sheets[0].table)
        )
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
            read_planning_rows,
            draft.file,
            draft.mapping,
            today=self.frame.clock.today(choices.plan.time_zone),
            title=_("Reading {file}").format(file=draft.file.path.name),
            done=self._receiver(),
            failed=self._on_no_planning,
        )

    def _receiver(self) -> Callable[[ReadPlanning], None]:
        """Takes the answer of this reading only, not of one the user has since overtaken."""
        wanted = (self.draft.file, self.draft.mapping)

        def take(read: ReadPlanning) -> None:
            if wanted == (self.draft.file, self.draft.mapping):
                self.clear_problem()
                self.draft.read = read
                self._look()

        return take

    def _look(self) -> None:
        """Ask what importing would do."""
        read = self.draft.read
        if read is not None:
            self.frame.jobs.read(
                outlook,
                read.rows,
                self.draft.choices,
                left_out=read.left_out,
                done=self._on_outlook,
                channel="import.planning",
            )

    def _on_no_planning(self, error: TownHallError) -> None:
        if isinstance(error, Cancelled):
            return
        self.draft.read = self.draft.outlook = None
        self.show_draft()
        self.show_problem(error)

    def _on_outlook(self, found: Outlook) -> None:
        self.draft.outlook = found
        self.show_draft()

    def show_draft(self) -> None:
        draft = self.draft
        columns = draft.file.columns if draft.file is not None else ()
        self.mapping.show_columns(columns, held_columns(draft), remembered=_used_again(draft))
        self.preview.show_draft(draft)
        self.reading.show_draft(draft)
        self.problems.show_problems(draft.problems(), draft.unknown_audiences())
        counts = draft.counts
        new = ngettext("new communication", "new communications", counts.added)
        skipped = ngettext("left out, or nothing new", "left out, or nothing new", counts.skipped)
        self.outcome.setVisible(not draft.doubtful)
        self.outcome.show_parts(
            [
                Part(counts.added, new, Tone.ACCENT),
                Part(counts.updated, _("here already, brought up to date"), Tone.VIOLET),
                Part(counts.skipped, skipped, Tone.NEUTRAL),
            ],
            _("rows in the file"),
        )
        words = ngettext("Import {n} communication", "Import {n} communications", counts.added)
        updated = update_words(counts.updated) if counts.updated else ""
        self.bar.offer(words.format(n=counts.added) if counts.added else updated)
        self.heading_changed.emit()

    # What the user decides

    def _on_order(self, order: object) -> None:
        chosen = order if isinstance(order, DateOrder) else None
        self.draft.mapping = replace(self.draft.mapping, date_order=chosen)
        self.read_rows()

    def _on_kind(self, kind: object) -> None:
        chosen = kind if isinstance(kind, CommunicationKind) else None
        self.draft.mapping = replace(self.draft.mapping, default_kind=chosen)
        self.read_rows()

    def _on_add_missing(self, wanted: bool) -> None:  # noqa: FBT001 (a Qt signal)
        self.draft.add_missing = wanted
        self._look()

    def _on_audience_wanted(self, name: str) -> None:
        """Let the user say which audience of the plan `name` is, once for the whole file."""
        if self._choices is not None:
            names = [one.name for one in self._choices.audiences]
            near = self.draft.outlook.missing.get(name, ("", 0))[0] if self.draft.outlook else ""
            names.sort(key=lambda each: each != near)
            self.ask_audience(name, names, lambda value: self.set_audience(name, value))

    def set_audience(self, name: str, audience: str) -> None:
        """Let the `name` in the file mean `audience` of the plan."""
        self.draft.audiences[name] = audience
        self._look()

    def import_now(self) -> None:
        """Store the communications as the preview shows them."""
        read = self.draft.read
        if read is None or self.draft.doubtful or self.importing:
            return
        self.run_import(
            import_planning,
            read.rows,
            self.draft.choices,
            left_out=read.left_out,
            title=_("Importing a planning"),
        )


def _used_again(draft: PlanningDraft) -> str:
    return _("as you chose before") if draft.remembered else ""
