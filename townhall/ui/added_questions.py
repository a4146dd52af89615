"""Questions that an import just brought, or one that is to be typed, as something to go to."""

from dataclasses import dataclass
from datetime import datetime

from townhall.ui.screen import Selection


@dataclass(frozen=True, slots=True)
class AddedQuestions(Selection):
    """`count` questions with ids from `id` to `last`."""

    last: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True)
class QuestionToType(Selection):
    """A question somebody asks now, at the date of communication `id` (0: at no certain one).

    `original_start` is the local start that the rule gives.
    """

    original_start: datetime | None = None
