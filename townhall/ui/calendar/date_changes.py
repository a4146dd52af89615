"""Changing dates from the calendar: one undo step each, and the offer to change more dates.

Every new date or time, by drag, by key or in the inspector, passes `DateChanges._change`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, Signal

from townhall.domain.changes import Step
from townhall.domain.errors import InvalidInput, TownHallError
from townhall.domain.recurrence_split import moved_rule
from townhall.language import _
from townhall.services.communications import (
    cancel_communication,
    change_communication,
    remove_communication,
)
from townhall.services.copies import copy_date
from townhall.services.edit_effects import DatesEdit
from townhall.services.edit_ripple import edit_ripple, edit_with_ripple
from townhall.services.extra_dates import add_date, remove_date
from townhall.services.occurrences import (
    cancel_occurrence,
    restore_occurrence,
    widen_change,
)
from townhall.services.queries.communication_details import CommunicationDetail
from townhall.services.queries.communications import OccurrenceRow
from townhall.services.queries.ripple import Ripple, ripple
from townhall.services.ripple import move_with_ripple
from townhall.ui.date_key import DateKey, key_of
from townhall.ui.date_words import clock, day_text, duration_text
from townhall.ui.screen import Frame

Failed = Callable[[TownHallError], object]


@dataclass(frozen=True, slots=True)
class _Narrow:
    """A change that one date of a series was given by itself."""

    row: OccurrenceRow
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _One:
    """A change of one date, and how it is told."""

    row: OccurrenceRow
    values: Mapping[str, Any]
    said: str
    failed: Failed | None
    widens: bool
    quiet: bool


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What happens with the keys that are ticked, and the date that stays if it does not."""

    row: OccurrenceRow
    run: Callable[[Sequence[str] | None], object]


class DateChanges(QObject):
    """Runs the use cases of a date. `settled(DateKey or None)` says what to select afterwards.

    `asked(Ripple)`: a move touches more than the date; it waits for `move_along` or `leave`.
    """

    settled = Signal(object)
    asked = Signal(object)

    def __init__(self, frame: Frame, parent: QObject) -> None:
        super().__init__(parent)
        self._frame = frame
        self._step: Step | None = None
        self._narrow: _Narrow | None = None
        self._waiting: _Waiting | None = None
        frame.history.pushed.connect(self._on_history_pushed)

    def move(
        self, row: OccurrenceRow, by: timedelta, series: CommunicationDetail | None = None
    ) -> None:
        """Move a date by `by` on the wall clock; whole days keep its time of day.

        `series`, where known, decides whether all dates can move along.
        """
        start = row.start + by
        said = _("Moved “{title}” to {when}").format(title=row.title, when=_when_moved(row, by))
        widens = series is None or _moves_along(series, (start.date() - row.start.date()).days)
        self._change(row, {"start": start}, said, widens=widens)

    def resize(self, row: OccurrenceRow, minutes: int) -> None:
        """Let a date last `minutes`."""
        said = _("“{title}” lasts {duration}").format(
            title=row.title, duration=duration_text(minutes)
        )
        self._change(row, {"duration_minutes": minutes}, said)

    def copy(self, row: OccurrenceRow, by: timedelta) -> None:
        """Plan the same once more, `by` later, as a communication of its own."""
        start = row.start + by
        self._narrow = None
        self._frame.jobs.change(
            copy_date,
            row.communication_id,
            row.original_start,
            start,
            said=_("Copied “{title}” to {when}").format(title=row.title, when=_when_moved(row, by)),
            done=lambda copied: self.settled.emit(DateKey(copied, start)),
        )

    def change(
        self, row: OccurrenceRow, values: Mapping[str, Any], failed: Failed | None = None
    ) -> None:
        """Change fields of a date: title, start, duration_minutes, location, status."""
        said = _("Changed “{title}”").format(title=row.title)
        self._change(row, values, said, failed=failed, quiet=not row.recurring)

    def change_series(
        self, row: OccurrenceRow, values: Mapping[str, Any], failed: Failed | None = None
    ) -> None:
        """Change what a communication has for all its dates."""
        self._narrow = None
        self._frame.jobs.change(
            change_communication,
            row.communication_id,
            values,
            said="",
            done=lambda _value: self.settled.emit(key_of(row)),
            failed=failed,
        )

    def cancel(self, row: OccurrenceRow) -> None:
        """Call one date off."""
        if not row.recurring:
            self.cancel_series(row)
            return
        self._narrow = None
        self._frame.jobs.change(
            cancel_occurrence,
            row.communication_id,
            row.original_start,
            said=_("Cancelled “{title}” on {when}").format(title=row.title, when=_when(row)),
            done=lambda _value: self.settled.emit(key_of(row)),
        )

    def cancel_series(self, row: OccurrenceRow) -> None:
        """Call a communication off, with all its dates."""
        self._narrow = None
        self._frame.jobs.change(
            cancel_communication,
            row.communication_id,
            done=lambda _value: self.settled.emit(key_of(row)),
        )

    def restore(self, row: OccurrenceRow) -> None:
        """Make a date as the series has it again."""
        self._narrow = None
        key = (row.communication_id, row.original_start)
        edit = DatesEdit(*key, "this", restore_occurrence, key)
        self._edit(row, edit, key_of(row))

    def add_date(
        self,
        row: OccurrenceRow,
        start: object,
        *,
        done: Callable[[], object],
        failed: Failed,
    ) -> None:
        """Give the communication of `row` one more date, that starts at `start` (local)."""
        self._narrow = None

        def added(original_start: datetime) -> None:
            done()
            self.settled.emit(DateKey(row.communication_id, original_start))

        self._frame.jobs.change(
            add_date, row.communication_id, {"start": start}, done=added, failed=failed
        )

    def remove_date(self, row: OccurrenceRow) -> None:
        """Remove a date that was added."""
        self._narrow = None
        self._frame.jobs.change(
            remove_date,
            row.communication_id,
            row.original_start,
            done=lambda _value: self.settled.emit(None),
        )

    def remove(self, row: OccurrenceRow) -> None:
        """Remove a communication, with all its dates."""
        self._narrow = None
        self._frame.jobs.change(
            remove_communication,
            row.communication_id,
            done=lambda _value: self.settled.emit(None),
        )

    @property
    def can_widen(self) -> bool:
        """Whether the last change was of one date, and could hold for more."""
        return self._narrow is not None

    def widen(self, scope: str) -> None:
        """Let the last change of one date hold for "following" or "all" dates of its series."""
        narrow, self._narrow = self._narrow, None
        if narrow is None:
            return
        row = narrow.row
        start = narrow.values.get("start")
        moved = start - row.original_start if isinstance(start, datetime) else timedelta()
        key = (row.communication_id, row.original_start)
        edit = DatesEdit(*key, scope, widen_change, (*key, narrow.values, scope))
        self._edit(row, edit, DateKey(row.communication_id, row.original_start + moved))

    def _edit(self, row: OccurrenceRow, edit: DatesEdit, after: DateKey) -> None:
        """Show what moves along with a change of several dates, before it is made."""

        def run(found: Ripple, along: Sequence[str] | None) -> None:
            self._frame.jobs.change(
                edit_with_ripple,
                edit,
                found,
                along=along,
                done=lambda id_: self.settled.emit(DateKey(id_, after.original_start)),
            )

        def show(found: Ripple) -> None:
            self._ask(found, _Waiting(row, lambda along: run(found, along)))

        self._frame.jobs.rehearse(edit_ripple, edit, done=show)

    def _change(
        self,
        row: OccurrenceRow,
        values: Mapping[str, Any],
        said: str,
        *,
        failed: Failed | None = None,
        widens: bool = True,
        quiet: bool = False,
    ) -> None:
        self._narrow = None
        change = _One(row, values, said, failed, widens=widens, quiet=quiet)
        start = values.get("start")
        if not isinstance(start, datetime) or start == row.start:
            self._run(change)
            return
        self._frame.jobs.read(
            ripple,
            row.communication_id,
            row.original_start,
            start,
            clock=self._frame.clock,
            done=lambda found: self._ask(
                found, _Waiting(row, lambda along: self._run(change, along))
            ),
            failed=lambda _error: self._run(change),
            channel="calendar.ripple",
        )

    def _ask(self, found: Ripple, waiting: _Waiting) -> None:
        """Wait for an answer where something moves along, else go on."""
        if found.is_empty:
            waiting.run(None)
        else:
            self._waiting = waiting
            self.asked.emit(found)

    @property
    def waiting_row(self) -> OccurrenceRow | None:
        """The date whose move waits for an answer."""
        return self._waiting.row if self._waiting is not None else None

    def move_along(self, keys: Sequence[str]) -> None:
        """Let the move that waits happen, with what `keys` name."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting.run(keys)

    def leave(self) -> None:
        """Give up the move that waits: the date stays where it was."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.settled.emit(key_of(waiting.row))

    def _run(self, change: _One, along: Sequence[str] | None = None) -> None:
        row = change.row
        quiet = row.recurring or (change.quiet and along is None)
        self._frame.jobs.change(
            move_with_ripple,
            row.communication_id,
            row.original_start,
            change.values,
            along=along,
            said="" if quiet else change.said if not along else None,
            done=lambda _key: self._on_changed(
                row, change.values, change.said, widens=change.widens
            ),
            failed=change.failed,
        )

    def _on_changed(
        self, row: OccurrenceRow, values: Mapping[str, Any], said: str, *, widens: bool
    ) -> None:
        start = values.get("start")
        if not row.recurring:
            moved = start if isinstance(start, datetime) else row.original_start
            self.settled.emit(DateKey(row.communication_id, moved))
            return
        step = self._step
        actions: list[tuple[str, Callable[[], object]]] = []
        if step is not None:
            actions.append((_("Undo"), lambda: self._frame.history.undo(step)))
        if widens and not row.added:
            self._narrow = narrow = _Narrow(row, values)
            actions += [
                (_("This and following"), lambda: self._widen_from_toast(narrow, "following")),
                (_("All dates"), lambda: self._widen_from_toast(narrow, "all")),
            ]
        self._frame.toast(_("{said}, this date alone").format(said=said), actions)
        self.settled.emit(key_of(row))

    def _widen_from_toast(self, narrow: _Narrow, scope: str) -> None:
        self._narrow = narrow
        self.widen(scope)

    def _on_history_pushed(self, step: Step) -> None:
        self._step = step


def _moves_along(series: CommunicationDetail, days: int) -> bool:
    """Whether the rule of `series` says what becomes of all dates when one moves."""
    if not series.recurrence:
        return True
    try:
        moved_rule(series.recurrence, series.start, days)
    except InvalidInput:
        return False
    return True


def _when(row: OccurrenceRow) -> str:
    day = day_text(row.shown_start.date(), "ddd d MMMM")
    return day if row.all_day else f"{day}, {clock(row.shown_start)}"


def _when_moved(row: OccurrenceRow, by: timedelta) -> str:
    """Where `row` is after it moved: the day, and the time where that is another one."""
    moment = row.shown_start + by
    day = day_text(moment.date(), "ddd d MMMM")
    return day if moment.time() == row.shown_start.time() else f"{day}, {clock(moment)}"
