"""Single dates on the command line: COMMUNICATION/ORIGINAL_START."""

from collections.abc import Mapping, Set
from datetime import datetime
from typing import TYPE_CHECKING, Any

from townhall.cli import console
from townhall.cli.json_input import differing
from townhall.cli.output import as_json, fields_of, print_facts, print_json, print_table
from townhall.domain.errors import InvalidInput, NotFound
from townhall.domain.terms import noun_label
from townhall.language import _

if TYPE_CHECKING:
    from townhall.services.queries.communications import OccurrenceDetail
    from townhall.storage.database import Database

Key = tuple[int, datetime]


def parse_key(text: str) -> Key:
    """Communication and original start (local) of `text`. Raises InvalidInput."""
    number, _slash, start = text.partition("/")
    try:
        moment = datetime.fromisoformat(start)
    except ValueError:
        moment = None
    if not number.isdecimal() or len(number) > 18 or moment is None or moment.tzinfo is not None:
        raise InvalidInput(
            _(
                "“{text}” is not a date of a communication; write it as 3/2026-12-03T10:30, with "
                "the original start in local time."
            ).format(text=text),
            field="id",
        )
    return int(number), moment


def parse_number(text: str) -> int:
    """The number of a communication. Raises NotFound."""
    if not (text.isascii() and text.isdecimal()) or len(text) > 18:
        raise NotFound(
            _("There is no {noun} {id} in this plan.").format(
                noun=noun_label("communication"), id=text
            )
        )
    return int(text)


def key_text(communication_id: int, original_start: datetime) -> str:
    """The key as `parse_key` reads it."""
    return f"{communication_id}/{original_start.isoformat(timespec='minutes')}"


def show(database: "Database", communication_id: int, start: datetime, *, in_json: bool) -> None:
    """Print a date with its run of show, attendance, questions and run-up. Raises NotFound."""
    found = _facts(database, communication_id, start)
    if in_json:
        print_json(found)
        return
    agenda = found.pop("agenda")
    found["silent_speakers"] = ", ".join(found["silent_speakers"])
    for name in ("attendance", "questions", "tasks"):
        found[name] = len(found[name])
    for name in ("communication_id", "start_utc", "end_utc"):
        del found[name]
    print_facts({"date_key": key_text(communication_id, start), **found})
    if agenda:
        console.say("")
        columns = ("start", "duration_minutes", "title", "speaker")
        print_table(columns, [[item[column] for column in columns] for item in agenda])


def add(database: "Database", values: Mapping[str, Any]) -> Key:
    """Give a communication one more date; returns its key. Raises NotFound, InvalidInput.

    `values` hold the `communication_id`, `start` and what differs: duration, title, place.
    """
    from townhall.services.extra_dates import add_date

    fields = dict(values)
    number = fields.pop("communication_id", None)
    if isinstance(number, bool) or not isinstance(number, int):
        raise InvalidInput(
            _("“{field}” must be the number of a communication.").format(field="communication_id"),
            field="communication_id",
        )
    start: datetime = database.run(add_date, number, fields).value
    return number, start


def change(
    database: "Database", communication_id: int, start: datetime, values: Mapping[str, Any]
) -> Key:
    """Change a date; `values` may hold `scope` and `move_along`, keys as `townhall ripple` prints.

    What `show` gave can be edited and given back whole. Returns the key the date has afterwards.
    Raises NotFound, InvalidInput.
    """
    from townhall.services.occurrences import SCOPES
    from townhall.services.ripple import move_with_ripple

    before = as_json(_facts(database, communication_id, start))
    fields = differing(before, values, before.keys() - _CHANGEABLE)
    scope = fields.pop("scope", "this")
    if isinstance(fields.get("agenda"), list):
        computed = {item["start"] for item in before["agenda"] if not item["hard_start"]}
        fields["agenda"] = [_agenda_item(item, computed) for item in fields["agenda"]]
    along = fields.pop("move_along", None)
    if along is not None and not isinstance(along, list):
        raise InvalidInput(
            _("“{field}” must be {expected}.").format(field="move_along", expected=_("a list")),
            field="move_along",
        )
    if not fields and scope in SCOPES:
        return communication_id, start
    changed: Key = database.run(
        move_with_ripple, communication_id, start, fields, scope, along=along
    ).value
    return changed


def remove(database: "Database", communication_id: int, start: datetime) -> bool:
    """Remove a date that was added, and call off one that the rule gives; whether it is gone.

    Raises NotFound, InvalidInput.
    """
    from townhall.services.extra_dates import remove_date
    from townhall.services.occurrences import cancel_occurrence
    from townhall.services.queries.communications import date_row

    added: bool = database.read(date_row, communication_id, start).added
    database.run(remove_date if added else cancel_occurrence, communication_id, start)
    return added


_CHANGEABLE = {"start", "title", "location", "status", "agenda"}


def _agenda_item(item: object, computed_starts: Set[str]) -> object:
    """An item of the run of show as it can be stored: `show` gives computed times too."""
    if not isinstance(item, Mapping):
        return item
    fields = {name: value for name, value in item.items() if name not in _COMPUTED_TIMES}
    start = fields.get("start")
    if item.get("hard_start") is False and start in computed_starts:
        del fields["start"]
    elif isinstance(start, str) and "T" in start:
        fields["start"] = start.partition("T")[2]
    return fields


_COMPUTED_TIMES = ("end", "hard_start", "late_minutes")


def _facts(database: "Database", communication_id: int, start: datetime) -> dict[str, Any]:
    from townhall.services.queries.communications import occurrence

    detail = database.read(occurrence, communication_id, start)
    return fields_of(detail.row) | _additions(database, detail)


def _additions(database: "Database", detail: "OccurrenceDetail") -> dict[str, Any]:
    from townhall.services.queries.questions import question
    from townhall.services.queries.replies import attendance
    from townhall.services.queries.run_up import run_up

    show = detail.run_of_show
    attending = database.read(attendance, detail.communication.id, detail.row.original_start)
    return {
        "objective": detail.communication.objective,
        "agenda": [
            {
                "title": placed.item.title,
                "duration_minutes": placed.item.duration_minutes,
                "start": placed.start,
                "end": placed.end,
                "hard_start": placed.item.start is not None,
                "late_minutes": placed.late_minutes,
                "speaker": placed.item.speaker,
                "cues": placed.item.cues,
            }
            for placed in show.items
        ],
        "own_agenda": detail.own_agenda,
        "expected_end": show.expected_end if show.items else None,
        "over_minutes": show.over_minutes if show.items else None,
        "under_minutes": show.under_minutes if show.items else None,
        "headcount": detail.headcount,
        "attendance": [
            {
                "name": each.name,
                "email": each.email,
                "role": each.role,
                "partstat": each.partstat.upper(),
                "comment": each.comment,
                "answered_at": each.answered_at,
            }
            for each in attending.people
        ],
        "silent_speakers": [each.email for each in attending.silent_speakers],
        "questions": database.read(
            lambda session: [as_json(question(session, each)) for each in detail.question_ids]
        ),
        "tasks": as_json(database.read(run_up, detail.communication.id, detail.row.original_start)),
    }
