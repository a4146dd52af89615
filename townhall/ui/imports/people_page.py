"""The page that brings in people: pick a file, see who is new, import."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from townhall.domain.changes import Changes
from townhall.domain.errors import Cancelled, TownHallError
from townhall.domain.people_import import PersonCandidate
from townhall.domain.tables import Progress, Stop
from townhall.domain.terms import PersonRole, label
from townhall.language import _, ngettext
from townhall.services.import_preview import PeoplePreview, people_preview
from townhall.services.imports import ImportCounts, ReadPeople, read_people
from townhall.services.people_imports import import_people
from townhall.ui.imports.columns_page import look_chip
from townhall.ui.imports.drop_page import DropPage
from townhall.ui.imports.file_strip import FileStrip
from townhall.ui.imports.file_words import update_words
from townhall.ui.imports.import_controls import ImportControls
from townhall.ui.imports.outcome_card import OutcomeCard
from townhall.ui.imports.preview_layout import lay_out, table_card
from townhall.ui.imports.problems_card import ProblemsCard
from townhall.ui.lists.cells import Column, PersonCell, StateCell, TextCell
from townhall.ui.lists.id_model import Deliver
from townhall.ui.lists.row_table import RowTable
from townhall.ui.screen import Frame
from townhall.ui.theme import Tone
from townhall.ui.widgets.card import SectionHead
from townhall.ui.widgets.meters import Part

_ROW, _ROWS_SHOWN = 40, 13


class PeopleDraft:
    """The file that is being looked at; outlives the page when the language changes."""

    def __init__(self) -> None:
        self.path: Path | None = None
        self.waiting: list[Path] = []
        self.read = ReadPeople((), ())
        self.preview: PeoplePreview | None = None


def read_people_file(path: Path, *, progress: Progress, stop: Stop) -> ReadPeople:
    """Read one file; nothing in between can be told of a file this small."""
    progress(0, 1)
    return read_people([path])


class PeopleImportPage(DropPage):
    """Reads people from a table or contact cards, shows who is new, and brings them in."""

    nouns = frozenset({"person"})
    suffixes = (".csv", ".xlsx", ".tsv", ".txt", ".vcf")

    def __init__(self, frame: Frame, draft: PeopleDraft, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.draft = draft
        self.strip = FileStrip(_("Other file"))
        self.strip.other_wanted.connect(self.choose_files)
        self.table = RowTable(
            self._columns(), self._fetch, name=_("Preview"), pad=16, row_height=_ROW
        )
        self.problems = ProblemsCard()
        self.outcome = OutcomeCard()
        self._head = SectionHead(_("Preview"))
        self.bar = ImportControls()
        self.bar.given_up.connect(frame.close_page)
        self.bar.wanted.connect(self.import_now)
        self._lay_out()
        if draft.path is not None:
            self._show_file()

    def _lay_out(self) -> None:
        card = table_card(self._head, self.table, rows=_ROWS_SHOWN, row_height=_ROW)
        lay_out(self.body, self.strip, [card], [self.outcome, self.problems])

    def _columns(self) -> list[Column]:
        return [
            Column("name", _("Name"), lambda one: PersonCell(one.name), stretch=True),
            Column("email", _("E-mail"), lambda one: TextCell(one.email, "text2"), width=190),
            Column("role", _("Role"), _role_cell, width=120, keep=False),
            Column(
                "department",
                _("Department"),
                lambda one: TextCell(one.department),
                width=110,
                keep=False,
            ),
            Column(
                "state",
                _("State"),
                self._state_cell,
                samples=[StateCell(_("Here already")), StateCell(_("New"))],
            ),
        ]

    def _state_cell(self, one: PersonCandidate) -> StateCell:
        known = self.draft.preview.known if self.draft.preview else frozenset()
        if one.email.casefold() in known or (not one.email and one.name.casefold() in known):
            return StateCell(_("Here already"), Tone.VIOLET)
        return StateCell(_("New"), Tone.ACCENT)

    def _fetch(self, ids: tuple[int, ...], deliver: Deliver) -> None:
        found = self.draft.read.candidates
        deliver({one: found[one - 1] for one in ids if one <= len(found)})

    # What the frame asks

    def title(self) -> str:
        return _("Import people")

    def chip(self) -> QWidget | None:
        return look_chip(len(self.draft.read.problems))

    def controls(self) -> QWidget:
        return self.bar

    def empty_title(self) -> str:
        return _("Choose or drop a file with people")

    def empty_text(self) -> str:
        return _(
            "A table with names, e-mail addresses, roles and departments (.csv or .xlsx), or "
            "contact cards (.vcf). Anyone who is here already is brought up to date, never added "
            "twice."
        )

    def refresh(self, changes: Changes | None) -> None:
        """Look again at who is new to the plan."""
        self._read_preview()

    # Reading

    def take_files(self, paths: Sequence[Path]) -> None:
        """Read the first of `paths`; the others follow when it is imported."""
        if not paths:
            return
        first, *waiting = paths
        self.draft.waiting = waiting
        self.frame.jobs.work(
            read_people_file,
            first,
            title=_("Reading {file}").format(file=first.name),
            done=lambda read: self._on_read(first, read),
            failed=self._on_unreadable,
        )

    def _on_unreadable(self, error: TownHallError) -> None:
        if not isinstance(error, Cancelled):
            self.show_problem(error)

    def _on_read(self, path: Path, read: ReadPeople) -> None:
        self.draft.path, self.draft.read, self.draft.preview = path, read, None
        self._show_file()
        self._read_preview()

    def _show_file(self) -> None:
        if self.draft.path is None:
            return
        n = len(self.draft.read.candidates)
        words = ngettext("{n} person", "{n} people", n).format(n=n)
        self.strip.show_file(self.draft.path.name, words, [])
        self.show_body()
        self._show_draft()

    def _read_preview(self) -> None:
        if self.draft.path is not None:
            self.frame.jobs.read(
                people_preview,
                self.draft.read.candidates,
                done=self._on_preview,
                channel="import.people",
            )

    def _on_preview(self, preview: PeoplePreview) -> None:
        self.draft.preview = preview
        self._show_draft()

    def _show_draft(self) -> None:
        draft = self.draft
        n = len(draft.read.candidates)
        self._head.set_title(_("Preview"), str(n) if n else "")
        self.table.set_ids(range(1, n + 1))
        self.problems.show_problems(draft.read.problems)
        counts = draft.preview.counts if draft.preview else ImportCounts(0, 0, 0)
        self.outcome.show_parts(
            [
                Part(counts.added, ngettext("new person", "new people", counts.added), Tone.ACCENT),
                Part(counts.updated, _("here already, brought up to date"), Tone.VIOLET),
                Part(counts.skipped, _("here already, nothing new"), Tone.NEUTRAL),
            ],
            _("people in the file"),
        )
        words = ngettext("Import {n} person", "Import {n} people", counts.added)
        updated = update_words(counts.updated) if counts.updated else ""
        self.bar.offer(words.format(n=counts.added) if counts.added else updated)
        self.heading_changed.emit()

    def import_now(self) -> None:
        """Bring the people in as the preview shows them."""
        self.bar.button.setEnabled(False)
        self.frame.jobs.change(
            import_people,
            self.draft.read.candidates,
            title=_("Importing people"),
            done=lambda _counts: self._on_imported(),
            failed=self.show_problem,
        )

    def _on_imported(self) -> None:
        if self.draft.waiting:
            self.take_files(self.draft.waiting)
        else:
            self.frame.close_page()


def _role_cell(one: PersonCandidate) -> TextCell:
    """The part in the programme, else what the person does."""
    words = one.job_title if one.role is PersonRole.EMPLOYEE else label(one.role)
    return TextCell(words or label(one.role))
