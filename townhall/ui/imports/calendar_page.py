"""The page that reads in a calendar of others: pick a file, see its dates, say whom it is of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from townhall.domain.changes import Changes
from townhall.domain.errors import Cancelled, TownHallError
from townhall.domain.foreign_events import ForeignDate
from townhall.domain.terms import StandsFor
from townhall.domain.zones import from_utc
from townhall.language import _, ngettext
from townhall.services.overlays import (
    CalendarFile,
    OverlayCounts,
    overlay_counts,
    read_calendar_file,
    read_overlay,
)
from townhall.services.queries.overlays import OverlayChoices, overlay_choices
from townhall.ui.date_words import clock, day_text
from townhall.ui.imports.columns_page import look_chip
from townhall.ui.imports.drop_page import DropPage
from townhall.ui.imports.file_strip import FileStrip
from townhall.ui.imports.import_controls import ImportControls
from townhall.ui.imports.outcome_card import OutcomeCard
from townhall.ui.imports.preview_layout import lay_out, table_card
from townhall.ui.imports.problems_card import ProblemsCard
from townhall.ui.lists.cells import Column, StateCell, TextCell
from townhall.ui.lists.id_model import Deliver
from townhall.ui.lists.row_table import RowTable
from townhall.ui.overlay_whom import WhomChoice
from townhall.ui.screen import Frame
from townhall.ui.theme import Tone
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.fields import Field, TextField
from townhall.ui.widgets.meters import Part

_ROW, _ROWS_SHOWN = 40, 13


class CalendarDraft:
    """The file that is being looked at; outlives the page when the language changes.

    `values` are fields of the overlay that were chosen by hand.
    """

    def __init__(self, waiting: Sequence[Path] = ()) -> None:
        self.waiting = list(waiting)
        self.read: CalendarFile | None = None
        self.counts: OverlayCounts | None = None
        self.values: dict[str, object] = {}


class CalendarImportPage(DropPage):
    """Reads a calendar off the window's thread, shows its dates, and lays it behind the plan."""

    nouns = frozenset({"overlay", "person", "audience", "plan"})
    suffixes = (".ics", ".ical", ".ifb")

    def __init__(self, frame: Frame, draft: CalendarDraft, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.draft = draft
        self.choices: OverlayChoices | None = None
        self.strip = FileStrip(_("Other file"))
        self.strip.other_wanted.connect(self.choose_files)
        self.table = RowTable(
            self._columns(), self._fetch, name=_("Preview"), pad=16, row_height=_ROW
        )
        self.name = TextField(name=_("Name of the calendar"))
        self.name.editingFinished.connect(self._on_name)
        self.whom = WhomChoice()
        self.whom.changed.connect(self._on_whom)
        self.problems = ProblemsCard()
        self.outcome = OutcomeCard()
        self._head = SectionHead(_("Preview"))
        self.bar = ImportControls()
        self.bar.given_up.connect(frame.close_page)
        self.bar.wanted.connect(self.import_now)
        self._lay_out()
        if draft.read is not None:
            self._show_file()

    def _lay_out(self) -> None:
        about = Card()
        about.add(SectionHead(_("Calendar")))
        holder = QWidget()
        fields = QHBoxLayout(holder)
        fields.setContentsMargins(16, 0, 16, 14)
        fields.setSpacing(16)
        fields.addWidget(Field(_("Name"), self.name), 1)
        fields.addWidget(Field(_("Whom it keeps busy"), self.whom), 2)
        about.add(holder)
        card = table_card(self._head, self.table, rows=_ROWS_SHOWN, row_height=_ROW)
        lay_out(self.body, self.strip, [about, card], [self.outcome, self.problems])

    def _columns(self) -> list[Column]:
        return [
            Column("when", _("When"), lambda one: TextCell(self._when(one), tabular=True), 210),
            Column("title", _("What"), lambda one: TextCell(one.title or "–"), stretch=True),
            Column(
                "place", _("Place"), lambda one: TextCell(one.location, "text2"), 130, keep=False
            ),
            Column("state", _("State"), _busy_cell, samples=[_state_cell(busy=True)]),
        ]

    def _when(self, one: ForeignDate) -> str:
        if one.first_day is not None and one.last_day is not None:
            first = day_text(one.first_day, "ddd d MMM yyyy")
            if one.last_day == one.first_day:
                return first
            return f"{first} – {day_text(one.last_day, 'd MMM')}"
        zone = self.choices.time_zone if self.choices is not None else "UTC"
        if one.start is None:
            return ""
        start = from_utc(one.start, zone)
        return f"{day_text(start.date(), 'ddd d MMM yyyy')}, {clock(start)}"

    def _fetch(self, ids: tuple[int, ...], deliver: Deliver) -> None:
        found = self.draft.read.dates if self.draft.read is not None else ()
        deliver({one: found[one - 1] for one in ids if one <= len(found)})

    # What the frame asks

    def title(self) -> str:
        return _("Read in a calendar")

    def chip(self) -> QWidget | None:
        return look_chip(len(self.draft.read.problems) if self.draft.read is not None else 0)

    def controls(self) -> QWidget:
        return self.bar

    def empty_title(self) -> str:
        return _("Choose or drop a calendar of others")

    def empty_text(self) -> str:
        return _(
            "A calendar file (.ics), such as the holidays of the region, the board’s calendar or "
            "bookings of a room. It shows behind the plan and is never changed; what keeps "
            "somebody busy counts for clashes. Read it again to bring it up to date."
        )

    def refresh(self, changes: Changes | None) -> None:
        """Look again at what the plan has."""
        self.frame.jobs.read(
            overlay_choices, done=self._on_choices, channel="import.calendar.choices"
        )

    def _on_choices(self, choices: OverlayChoices) -> None:
        self.choices = choices
        self.whom.set_choices(choices.people, choices.audiences)
        chosen = self.draft.values
        if "stands_for" in chosen:
            kind = StandsFor(str(chosen["stands_for"]))
            self.whom.set_value(kind, str(chosen.get(kind.value, "")))
        if self.draft.read is None and self.draft.waiting:
            self.take_files(self.draft.waiting)
        self._count()

    # Reading

    def take_files(self, paths: Sequence[Path]) -> None:
        """Read the first of `paths`; the others follow when it is imported."""
        if not paths:
            return
        if self.choices is None:
            self.draft.waiting = list(paths)
            return
        first, *waiting = paths
        self.draft.waiting = waiting
        self.frame.jobs.work(
            read_calendar_file,
            first,
            zone=self.choices.time_zone,
            clock=self.frame.clock,
            title=_("Reading {file}").format(file=first.name),
            done=self._on_read,
            failed=self._on_unreadable,
        )

    def _on_unreadable(self, error: TownHallError) -> None:
        if not isinstance(error, Cancelled):
            self.show_problem(error)

    def _on_read(self, read: CalendarFile) -> None:
        self.draft.read, self.draft.counts, self.draft.values = read, None, {}
        self.name.clear()
        self._show_file()
        self._count()

    def _show_file(self) -> None:
        read = self.draft.read
        if read is None:
            return
        n = len(read.dates)
        words = ngettext("{n} date", "{n} dates", n).format(n=n)
        span = _("from {first} to {last}").format(
            first=day_text(read.window.first, "d MMMM yyyy"),
            last=day_text(read.window.last, "d MMMM yyyy"),
        )
        self.strip.show_file(read.file, f"{words}, {span}", [])
        self.show_body()
        self._show_draft()

    def _count(self) -> None:
        if self.draft.read is not None:
            self.frame.jobs.read(
                overlay_counts,
                self.draft.read,
                self.draft.values,
                done=self._on_counts,
                failed=self.show_problem,
                channel="import.calendar",
            )

    def _on_counts(self, counts: OverlayCounts) -> None:
        self.clear_problem()
        self.draft.counts = counts
        if not self.name.hasFocus():
            self.name.setText(counts.name)
            self.name.setCursorPosition(0)
        stored = self.choices.overlays if self.choices is not None else ()
        known = next((each for each in stored if each.id == counts.overlay_id), None)
        if known is not None and "stands_for" not in self.draft.values:
            self.whom.set_value(known.stands_for, known.whom)
        self._show_draft()

    def _show_draft(self) -> None:
        read, counts = self.draft.read, self.draft.counts
        if read is None:
            return
        n = len(read.dates)
        self._head.set_title(_("Preview"), str(n) if n else "")
        self.table.set_ids(range(1, n + 1))
        self.problems.show_problems(read.problems)
        counts = counts or OverlayCounts(0, 0, 0)
        parts = [
            Part(counts.added, ngettext("new date", "new dates", counts.added), Tone.ACCENT),
            Part(counts.updated, _("here already, brought up to date"), Tone.VIOLET),
            Part(counts.skipped, _("here already, nothing new"), Tone.NEUTRAL),
        ]
        if counts.removed:
            parts.append(Part(counts.removed, _("gone from the file, taken out"), Tone.WARN))
        self.outcome.show_parts(parts, _("dates together"))
        is_new = counts.overlay_id is None
        self.bar.offer(_("Read in") if is_new else _("Bring up to date"))
        self.heading_changed.emit()

    def _on_name(self) -> None:
        name = self.name.text().strip()
        if self.name.isModified() and name:
            self.name.setModified(False)
            self.draft.values["name"] = name
            self._count()

    def _on_whom(self, fields: dict[str, object]) -> None:
        for field in ("stands_for", "person", "room", "audience"):
            self.draft.values.pop(field, None)
        self.draft.values |= fields

    def import_now(self) -> None:
        """Lay the calendar behind the plan."""
        if self.draft.read is None:
            return
        self.bar.button.setEnabled(False)
        self.frame.jobs.change(
            read_overlay,
            self.draft.read,
            self.draft.values | self.whom.fields,
            title=_("Reading in the calendar"),
            done=lambda _counts: self._on_imported(),
            failed=self._on_refused,
        )

    def _on_refused(self, error: TownHallError) -> None:
        self.bar.button.setEnabled(True)
        self.show_problem(error)

    def _on_imported(self) -> None:
        if self.draft.waiting:
            self.take_files(self.draft.waiting)
        else:
            self.frame.close_page()


def _busy_cell(one: ForeignDate) -> StateCell:
    return _state_cell(busy=one.busy)


def _state_cell(*, busy: bool) -> StateCell:
    return StateCell(_("Busy"), Tone.WARN) if busy else StateCell(_("Free"), Tone.NEUTRAL)
