"""What importing a planning would do: per row, and in numbers. Nothing is changed here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from townhall.domain.errors import InvalidInput
from townhall.domain.names import same_name
from townhall.domain.planning_columns import LABELS
from townhall.domain.planning_import import with_keys
from townhall.domain.planning_merge import Value, merge
from townhall.domain.planning_row import PlanningRow
from townhall.domain.recurrence import occurrence_at
from townhall.domain.terms import CommunicationStatus
from townhall.domain.zones import check_wall_time
from townhall.language import _
from townhall.services.imports import ImportCounts, Problem
from townhall.services.planning_known import (
    KnownRows,
    Match,
    start_of,
    stored_communications,
    values_of,
)
from townhall.services.planning_names import NameChoices, PlanNames
from townhall.services.series import series_of
from townhall.storage import models as m

_OF_A_DATE = ("title", "date", "time", "duration_minutes", "location", "status")
"""What one date of a series can have for itself; the rest belongs to the series."""


class RowState(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    LEFT_OUT = "left-out"


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row and what becomes of it.

    `said` is what the row says in the plan's words; `changes` is what of it differs from the plan
    and is taken over. `communication_id` None: it is new. `original_start`: it is that one date of
    a series.
    """

    row: PlanningRow
    state: RowState
    said: Mapping[str, Value] = field(default_factory=dict)
    changes: Mapping[str, Value] = field(default_factory=dict)
    communication_id: int | None = None
    original_start: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What an import would do.

    `missing` are the audiences in the file that the plan does not have, with the nearest one that
    it has ("" for none) and how many rows name them.
    """

    rows: tuple[PlannedRow, ...]
    counts: ImportCounts
    missing: Mapping[str, tuple[str, int]]


def outlook(
    session: Session,
    rows: Sequence[PlanningRow],
    choices: NameChoices | None = None,
    *,
    left_out: int = 0,
) -> Outlook:
    """What `import_planning` would do with the same arguments.

    `left_out` counts rows of the file that could not be read; they are counted as skipped.
    """
    kept, doubles = with_keys(rows)
    names = PlanNames(session, choices or NameChoices())
    matches = KnownRows.of(session).matches(kept)
    stored = stored_communications(session, (each.communication_id for each in matches.values()))
    judge = _Judge(names, stored)
    planned = [judge.row(row, matches.get(place)) for place, row in enumerate(kept)]
    problems = [*judge.problems, *map(_double, doubles), *names.problems()]
    planned += [PlannedRow(row, RowState.LEFT_OUT) for row in doubles]
    added = sum(each.state is RowState.NEW for each in planned)
    updated = sum(each.state is RowState.CHANGED for each in planned)
    skipped = len(rows) + left_out - added - updated
    problems.sort(key=lambda each: (each.file, each.row or 0))
    counts = ImportCounts(added, updated, skipped, tuple(problems))
    return Outlook(tuple(planned), counts, names.missing_audiences())


@dataclass(slots=True)
class _Judge:
    """Compares row after row with the plan."""

    names: PlanNames
    stored: Mapping[int, m.Communication]
    problems: list[Problem] = field(default_factory=list)
    _taken: set[tuple[int, datetime | None]] = field(default_factory=set)

    def row(self, row: PlanningRow, match: Match | None) -> PlannedRow:
        """What becomes of `row`."""
        said = self.names.resolved(row)
        if match is None:
            return self._new(row, said)
        communication = self.stored[match.communication_id]
        mark = (communication.id, match.original_start)
        if mark in self._taken:
            self.problems.append(_double(row))
            return PlannedRow(row, RowState.LEFT_OUT)
        self._taken.add(mark)
        if match.original_start is not None and series_of(communication).repeats:
            if match.by == "title":
                return PlannedRow(row, RowState.SAME, said, {}, communication.id, mark[1], "title")
            return self._date(row, said, communication, match.original_start)
        return self._known(row, said, communication, match.by)

    def _new(self, row: PlanningRow, said: dict[str, Value]) -> PlannedRow:
        if not self._fits(row, said, str(said.get("time_zone") or self.names.time_zone)):
            return PlannedRow(row, RowState.LEFT_OUT)
        return PlannedRow(row, RowState.NEW, said, said)

    def _known(
        self, row: PlanningRow, said: dict[str, Value], stored: m.Communication, by: str
    ) -> PlannedRow:
        there = values_of(stored, self.names.audiences, self.names.initiatives)
        if by == "key" and row.id and _is_another(said, stored.imported or {}, there):
            sentence = _(
                "The ID “{id}” is that of “{title}”, with another title and date; the row was left "
                "out. Give it an ID of its own."
            )
            self._note(row, "id", sentence.format(id=row.id[:40], title=stored.title))
            return PlannedRow(row, RowState.LEFT_OUT)
        if series_of(stored).repeats:
            self._keep_dates(row, said, stored)
        merged = merge(
            said, stored.imported, there, fill_only=by == "title" and stored.imported is None
        )
        if merged.changes.keys() & {"date", "time"} and not self._fits(
            row, there | merged.changes, str(merged.changes.get("time_zone") or stored.time_zone)
        ):
            return PlannedRow(row, RowState.LEFT_OUT)
        for name in merged.contested:
            sentence = _("“{field}” was changed in the plan too; what the file says was taken.")
            self._note(row, name, sentence.format(field=_label(name)))
        state = RowState.CHANGED if merged.changes else RowState.SAME
        return PlannedRow(row, state, said, merged.changes, stored.id, by=by)

    def _keep_dates(
        self, row: PlanningRow, said: dict[str, Value], stored: m.Communication
    ) -> None:
        """Leave the dates of a series alone: one row cannot say where all of them go."""
        before = stored.imported or {}
        moved = any(name in before and before[name] != said.get(name) for name in ("date", "time"))
        for name in ("date", "time", "duration_minutes"):
            said.pop(name, None)
        if moved:
            sentence = _("“{title}” is a series in the plan; its dates were left as they are.")
            self._note(row, "date", sentence.format(title=stored.title))

    def _date(
        self,
        row: PlanningRow,
        said: dict[str, Value],
        stored: m.Communication,
        original_start: datetime,
    ) -> PlannedRow:
        """One date of a series: only what a date can have for itself is compared."""
        found = occurrence_at(series_of(stored), original_start)
        if found is None:
            sentence = _("“{title}” has no date {start}.")
            start = original_start.isoformat(timespec="minutes")
            self._note(row, "id", sentence.format(title=stored.title, start=start))
            return PlannedRow(row, RowState.LEFT_OUT)
        whole = values_of(stored, self.names.audiences, self.names.initiatives)
        own = next((o for o in stored.overrides if o.original_start == original_start), None)
        status = own.status if own is not None and own.status is not None else stored.status
        there: dict[str, Value] = {
            "title": found.title,
            "date": found.start.date().isoformat(),
            "time": "" if stored.all_day else found.start.strftime("%H:%M"),
            "duration_minutes": int((found.end - found.start).total_seconds()) // 60,
            "location": found.location,
            "status": (CommunicationStatus.CANCELLED if found.cancelled else status).value,
        }
        changes = {
            name: said[name] for name in _OF_A_DATE if name in said and said[name] != there[name]
        }
        if changes.keys() & {"date", "time"} and not self._fits(
            row, there | changes, stored.time_zone
        ):
            return PlannedRow(row, RowState.LEFT_OUT)
        others = [name for name in said.keys() - set(_OF_A_DATE) if said[name] != whole[name]]
        if others:
            sentence = _(
                "This is one date of the series “{title}”; change {fields} of the series in the "
                "program."
            )
            fields = ", ".join(sorted(map(_label, others)))
            self._note(row, others[0], sentence.format(title=stored.title, fields=fields))
        state = RowState.CHANGED if changes else RowState.SAME
        return PlannedRow(row, state, said, changes, stored.id, original_start, "uid")

    def _fits(self, row: PlanningRow, values: Mapping[str, Value], zone: str) -> bool:
        """Whether clocks show the start; told where they do not."""
        if values["time"]:
            try:
                check_wall_time(start_of(values), zone)
            except InvalidInput as error:
                self._note(row, "time", str(error))
                return False
        return True

    def _note(self, row: PlanningRow, name: str, message: str) -> None:
        self.problems.append(Problem(row.row, name, message, row.file))


def _label(name: str) -> str:
    """What a person reads for a field of a row."""
    return _(LABELS[{"duration_minutes": "duration"}.get(name, name)])


def _is_another(
    said: Mapping[str, Value], imported: Mapping[str, object], there: Mapping[str, Value]
) -> bool:
    """Whether a row with a known ID is about something else: both its title and its date differ.

    Numbers from 1 are IDs in many a file: the second file of another department must not
    overwrite the communications of the first.
    """
    titles = {same_name(str(each.get("title", ""))) for each in (imported, there)}
    dates = {str(each.get("date", "")) for each in (imported, there)}
    return same_name(str(said["title"])) not in titles and said["date"] not in dates


def _double(row: PlanningRow) -> Problem:
    sentence = _("“{title}” on {date} is in the file twice; this row was left out.")
    message = sentence.format(title=row.title, date=row.day.isoformat())
    return Problem(row.row, "title", message, row.file)
