"""What somebody still has to do, as programs with task lists take it in: promises and steps."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import NAMESPACE_URL, uuid5

from townhall.domain.terms import FollowUpState

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


class TodoStatus(StrEnum):
    """STATUS of a VTODO (RFC 5545, 3.8.1.11)."""

    NEEDS_ACTION = "NEEDS-ACTION"
    IN_PROCESS = "IN-PROCESS"
    COMPLETED = "COMPLETED"
    CANCELLED = "CANCELLED"


STATUS_OF = {
    FollowUpState.OPEN: TodoStatus.NEEDS_ACTION,
    FollowUpState.IN_PROGRESS: TodoStatus.IN_PROCESS,
    FollowUpState.DONE: TodoStatus.COMPLETED,
    FollowUpState.DROPPED: TodoStatus.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do. `start` lies before `due`, which is None where no day was promised.

    `sequence` rises with every change. `related_to` is the UID of what it is for, `owner` the name
    of who does it, if anything.
    """

    uid: str
    sequence: int
    title: str
    description: str
    start: date
    due: date | None
    status: TodoStatus
    related_to: str = ""
    owner: str = ""

    @property
    def is_open(self) -> bool:
        """Whether there is something left to do."""
        return self.status in (TodoStatus.NEEDS_ACTION, TodoStatus.IN_PROCESS)

    def priority(self, today: date) -> int:
        """PRIORITY (RFC 5545, 3.8.1.9): 1 when it is late, 3 within a week, 9 when it is over."""
        if not self.is_open:
            return 9
        if self.due is None or self.due > today + _WEEK:
            return 5
        return 1 if self.due < today else 3


@dataclass(frozen=True, slots=True)
class TodoList:
    """What is to be done by `owner` ("" for everybody); `organizer` is who publishes it.

    `stamp` (UTC) is when it was written, `today` the day that was in the plan's zone.
    """

    owner: str
    organizer_name: str
    organizer_email: str
    language: str
    stamp: datetime
    today: date
    todos: tuple[Todo, ...]


def todo_uid(*names: object) -> str:
    """A UID that stays the same for what is called by `names` for ever."""
    return str(uuid5(NAMESPACE_URL, "townhall:todo:" + "/".join(map(str, names))))


def start_before(due: date | None, begun: date) -> date:
    """When work on it can begin: when it came up, yet always before it is due."""
    return begun if due is None else min(begun, due - _DAY)


def week_before(due: date) -> date:
    """When a step of a run-up comes into view."""
    return due - _WEEK
