"""Bringing a planning that was read from spreadsheets into the plan, as one step."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from townhall.domain.names import same_name
from townhall.domain.planning_merge import Value
from townhall.domain.planning_row import PlanningRow
from townhall.domain.tables import Progress, Stop, tell
from townhall.domain.terms import CommunicationKind
from townhall.domain.usual_times import usual_minutes
from townhall.language import ngettext
from townhall.services.communications import add_communication, change_communication
from townhall.services.imports import ImportCounts
from townhall.services.occurrences import change_occurrence
from townhall.services.planning_known import start_of
from townhall.services.planning_names import NameChoices
from townhall.services.planning_outlook import PlannedRow, RowState, outlook
from townhall.services.records import add_record
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

_TELL_EVERY = 20
_DAY = 24 * 60


def import_planning(
    uow: UnitOfWork,
    rows: Sequence[PlanningRow],
    choices: NameChoices | None = None,
    *,
    left_out: int = 0,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> ImportCounts:
    """Add the communications that are new and bring the known ones up to date.

    A row is known by its ID, else by its title and the date it had when it was first read, else
    by a communication with its title on its date. Of a known one the fields are taken over that
    differ from the file's earlier reading; of one that was planned by hand only what is empty.
    Raises Cancelled where `stop` said so; then nothing is changed.
    """
    found = outlook(uow.session, rows, choices, left_out=left_out)
    plan = uow.plan  # kept, or it would be read again for every row
    _add_audiences(uow, found.rows)
    for done, each in enumerate(found.rows):
        if done % _TELL_EVERY == 0:
            tell(done, len(found.rows), progress, stop)
        _store(uow, each, plan)
    tell(len(found.rows), len(found.rows), progress, stop)
    uow.session.flush()
    total = found.counts.added + found.counts.updated
    uow.label = ngettext(
        "Imported {count} communication", "Imported {count} communications", total
    ).format(count=total)
    return found.counts


def _add_audiences(uow: UnitOfWork, rows: Sequence[PlannedRow]) -> None:
    """Add the audiences that rows name and the plan lacks: only what the user allowed is named."""
    known = {same_name(name) for name in uow.session.scalars(select(m.Audience.name))}
    for each in rows:
        names = each.changes.get("audiences", [])
        for name in names if isinstance(names, list) else ():
            if same_name(name) not in known:
                known.add(same_name(name))
                add_record(uow, "audience", {"name": name})


def _store(uow: UnitOfWork, planned: PlannedRow, plan: m.Plan) -> None:
    if planned.state is RowState.LEFT_OUT:
        return
    if planned.original_start is not None and planned.communication_id is not None:
        if planned.changes:
            values = _date_values(planned)
            start = planned.original_start
            change_occurrence(uow, planned.communication_id, start, values)
        return
    if planned.communication_id is None:
        values = _new_values(plan, planned.changes)
        stored = uow.get(m.Communication, add_communication(uow, values))
    else:
        stored = uow.get(m.Communication, planned.communication_id)
        if planned.changes:
            change_communication(uow, stored.id, _changed_values(stored, planned.changes))
    _remember(stored, planned)


def _remember(stored: m.Communication, planned: PlannedRow) -> None:
    """Keep by what the row is known, and what it says now, for the next reading."""
    if planned.by == "uid" and not planned.changes:
        return  # written by this program, and nothing was changed in it
    own_id = {"id": planned.row.id} if planned.row.id and planned.by != "uid" else {}
    imported = {**(stored.imported or {}), **planned.said, **own_id}
    if stored.imported != imported:
        stored.imported = imported
    if planned.by != "uid" and stored.import_key != planned.row.key:
        stored.import_key = planned.row.key


_PLAIN = (
    *("title", "kind", "objective", "notes", "channel", "location", "join_link", "status"),
    *("time_zone", "audiences", "initiatives", "duration_minutes"),
)
_OF_A_DATE = ("title", "location", "status", "duration_minutes")


def _new_values(plan: m.Plan, said: Mapping[str, Value]) -> dict[str, object]:
    """The contract's fields of a new communication."""
    all_day = not said["time"]
    usual = _DAY if all_day else usual_minutes(CommunicationKind(str(said["kind"])))
    values: dict[str, object] = {"duration_minutes": usual}
    values |= {name: said[name] for name in _PLAIN if name in said}
    values |= {"start": start_of(said).isoformat(), "all_day": all_day}
    values["organizer"] = {
        "name": said.get("organizer", plan.organizer_name),
        "email": said.get("organizer_email", plan.organizer_email),
    }
    return values


def _changed_values(stored: m.Communication, changes: Mapping[str, Value]) -> dict[str, object]:
    """The contract's fields that `changes` asks for; what is in the plan fills up the rest."""
    values: dict[str, object] = {name: changes[name] for name in _PLAIN if name in changes}
    if changes.keys() & {"date", "time"}:
        all_day = not changes["time"] if "time" in changes else stored.all_day
        clock = "" if stored.all_day else stored.start.strftime("%H:%M")
        there: dict[str, Value] = {"date": stored.start.date().isoformat(), "time": clock}
        values |= {"start": start_of({**there, **changes}).isoformat(), "all_day": all_day}
        if all_day != stored.all_day and "duration_minutes" not in values:
            kind = CommunicationKind(str(changes.get("kind", stored.kind)))
            values["duration_minutes"] = _DAY if all_day else usual_minutes(kind)
    if changes.keys() & {"organizer", "organizer_email"}:
        values["organizer"] = {
            "name": changes.get("organizer", stored.organizer_name),
            "email": changes.get("organizer_email", stored.organizer_email),
        }
    return values


def _date_values(planned: PlannedRow) -> dict[str, object]:
    """The fields of one date of a series that the row changes."""
    changes = planned.changes
    values: dict[str, object] = {name: changes[name] for name in _OF_A_DATE if name in changes}
    if changes.keys() & {"date", "time"}:
        values["start"] = start_of(planned.said).isoformat()
    return values
