"""One thing on Today: what it is about, how grave it is, and by when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from townhall.domain.terms import Severity
from townhall.domain.warnings import PlanWarning
from townhall.services.queries.communications import OccurrenceRow
from townhall.services.queries.run_up import RunUpTask


class ItemKind(StrEnum):
    """What an item is about; `warning` carries its own kind."""

    TASK = "task"
    WARNING = "warning"
    INVITATION = "invitation"
    APPROVAL = "approval"
    DECLINE = "decline"
    RECHECK = "recheck"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do or to look at, in words, with the day it is about.

    Of `task`, `warning`, `row` (the date whose invitation is due, or that answers are about) and
    `question_id` the one that `kind` says is there. `standing` is where that invitation stands, in
    the words of its card, and `version` the one to send next.
    """

    kind: ItemKind
    severity: Severity
    day: date
    title: str
    reason: str
    task: RunUpTask | None = None
    warning: PlanWarning | None = None
    row: OccurrenceRow | None = None
    version: int = 0
    standing: str = ""
    question_id: int | None = None
