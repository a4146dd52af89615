"""The questions that an import just brought, as something to go to."""

from dataclasses import dataclass

from townhall.ui.screen import Selection


@dataclass(frozen=True, slots=True)
class AddedQuestions(Selection):
    """`count` questions with ids from `id` to `last`."""

    last: int = 0
    count: int = 0
