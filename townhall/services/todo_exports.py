"""What people promised and have to do before dates, as files for their task lists."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.clock import Clock
from townhall.domain.errors import InvalidInput
from townhall.domain.file_names import unique_names
from townhall.domain.names import alphabetical, same_name
from townhall.domain.terms import noun_label
from townhall.domain.todo import (
    STATUS_OF,
    Todo,
    TodoList,
    TodoStatus,
    start_before,
    todo_uid,
    week_before,
)
from townhall.domain.zones import from_utc
from townhall.language import N_, _, words
from townhall.services.queries.run_up import RunUpTask, tasks_between
from townhall.storage import models as m

_QUESTION, _FOR = N_("Question: {text}"), N_("For “{title}” on {day}")
_BACK, _AHEAD = timedelta(days=90), timedelta(days=366)
"""Which steps of run-ups are written: those due from a quarter ago to a year from now."""


@dataclass(frozen=True, slots=True)
class TodoFile:
    """A file that was written: whose it is ("" for everybody), and how much is in it and open."""

    file: str
    owner: str
    items: int
    open: int


def export_todo(
    session: Session, path: Path, owner: str = "", *, clock: Clock
) -> tuple[TodoFile, ...]:
    """Write what `owner` (a name or an address) has to do; "" is everybody.

    `path` is a file, or a folder, which gets a file for each person who has something to do. Raises
    InvalidInput for an unknown owner, or when there is nothing to write; CannotWrite.
    """
    from townhall.formats.files import write_atomically
    from townhall.formats.ics_todo import todo_file

    collected = _Collected(session, clock)
    person = collected.person(owner) if owner else None
    if person is None and path.is_dir():
        lists = [collected.of(each) for each in collected.owners()]
    else:
        lists = [collected.of(person)]
    lists = [each for each in lists if each.todos]
    if not lists:
        raise InvalidInput(_("There is nothing to do that could be written."), field="owner")
    names = unique_names([f"{each.owner}.ics" for each in lists])
    paths = [path / name for name in names] if path.is_dir() else [path]
    contents = [todo_file(each) for each in lists]
    for target, content in zip(paths, contents, strict=True):
        write_atomically(target, content)
    return tuple(
        TodoFile(str(target), each.owner, len(each.todos), sum(t.is_open for t in each.todos))
        for target, each in zip(paths, lists, strict=True)
    )


class _Collected:
    """Everything there is to do, by the id of who does it."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self._session = session
        self._plan = session.get_one(m.Plan, 1)
        self._stamp = clock.now_utc()
        self._today = clock.today(self._plan.time_zone)
        self._people = {each.id: each for each in session.scalars(select(m.Person))}
        self._todos = [*self._promises(), *self._steps()]

    def person(self, owner: str) -> m.Person:
        """Who is called `owner`. Raises InvalidInput."""
        wanted = owner.strip().casefold()
        for each in sorted(self._people.values(), key=lambda one: one.id):
            if same_name(each.name) == same_name(owner) or each.email.casefold() == wanted:
                return each
        raise InvalidInput(
            _("There is no {noun} called “{name}” in this plan.").format(
                noun=noun_label(m.Person.noun), name=owner
            ),
            field="owner",
        )

    def owners(self) -> Sequence[m.Person]:
        """Who has something to do, by name."""
        ids = {owner for owner, _todo in self._todos if owner in self._people}
        found = [self._people[each] for each in ids if each is not None]
        return sorted(found, key=lambda each: (alphabetical(each.name), each.id))

    def of(self, person: m.Person | None) -> TodoList:
        """What a person has to do, or everybody, the earliest due first."""
        todos = [todo for owner, todo in self._todos if person is None or owner == person.id]
        todos.sort(key=lambda each: (each.due or date.max, each.title, each.uid))
        plan = self._plan
        sender = (plan.organizer_name, plan.organizer_email)
        if not plan.organizer_email and person is not None:
            sender = (person.name, person.email)
        return TodoList(
            owner=person.name if person is not None else "",
            organizer_name=sender[0],
            organizer_email=sender[1],
            language=plan.document_language,
            stamp=self._stamp,
            today=self._today,
            todos=tuple(todos),
        )

    def _name(self, person_id: int | None) -> str:
        person = self._people.get(person_id) if person_id is not None else None
        return person.name if person is not None else ""

    def _promises(self) -> Iterator[tuple[int | None, Todo]]:
        told = words(self._plan.document_language).gettext
        asked = {
            row.id: (row.text, row.uid)
            for row in self._session.execute(
                select(m.Question.id, m.Question.text, m.Communication.uid)
                .outerjoin(m.Communication, m.Communication.id == m.Question.communication_id)
                .where(m.Question.id.in_(select(m.FollowUp.question_id)))
            )
        }
        for each in self._session.scalars(select(m.FollowUp).order_by(m.FollowUp.id)):
            text, uid = asked.get(each.question_id or 0, ("", ""))
            parts = [each.promised]
            if text:
                parts.append(told(_QUESTION).format(text=text))
            if each.evidence or each.reason:
                parts.append(each.evidence or each.reason)
            begun = from_utc(each.created_at, self._plan.time_zone).date()
            yield (
                each.owner_id,
                Todo(
                    uid=todo_uid(self._plan.created_at.isoformat(), "follow-up", each.id),
                    sequence=each.version - 1,
                    title=each.promised,
                    description="\n\n".join(parts) if len(parts) > 1 else "",
                    start=start_before(each.due, begun),
                    due=each.due,
                    status=STATUS_OF[each.state],
                    related_to=uid or "",
                    owner=self._name(each.owner_id),
                ),
            )

    def _steps(self) -> Iterator[tuple[int | None, Todo]]:
        first, last = self._today - _BACK, self._today + _AHEAD
        steps = tasks_between(self._session, first, last)
        task, about = m.Task, m.Communication
        stored = {
            row.id: row
            for row in self._session.execute(select(task.id, task.owner_id, task.version))
        }
        told_of = {
            row.id: row
            for row in self._session.execute(
                select(about.id, about.uid, about.version, about.start, about.recurrence)
            )
        }
        for each in steps:
            row, of = stored[each.id], told_of[each.communication_id]
            whole = stored.get(each.of_id) if each.of_id is not None else None
            # Every change raises one of these: of the step, of what it stands in for, of its date.
            versions = [row.version, of.version, *([whole.version] if whole else [])]
            # The one date of a communication is the same one wherever it is moved to.
            is_only = of.recurrence is None and each.original_start == of.start
            place = "" if is_only else each.original_start.isoformat()
            yield row.owner_id, self._step(each, of.uid, place, sum(versions) - 2)

    def _step(self, each: RunUpTask, uid: str, place: str, sequence: int) -> Todo:
        told = words(self._plan.document_language).gettext
        known_as = each.of_id if each.of_id is not None else each.id
        about = told(_FOR).format(title=each.communication, day=f"{each.start:%d-%m-%Y, %H:%M}")
        return Todo(
            uid=todo_uid(uid, "task", known_as, place),
            sequence=sequence,
            title=f"{each.title}: {each.communication}",
            description=about,
            start=week_before(each.day),
            due=each.day,
            status=TodoStatus.COMPLETED if each.is_done else TodoStatus.NEEDS_ACTION,
            related_to=uid,
            owner=each.owner or "",
        )
