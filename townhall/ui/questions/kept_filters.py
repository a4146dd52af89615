"""What the filters over the list of questions hold, as a saved filter keeps it, and back."""

from collections.abc import Mapping, Sequence
from typing import Any

from townhall.domain.question_marks import QuestionMark
from townhall.services.queries.question_filter_content import QuestionContent
from townhall.services.queries.question_register import QuestionChoices
from townhall.ui.questions.filter_chips import picked
from townhall.ui.widgets.filter_chip import FilterChip


def kept_content(
    chips: Mapping[str, FilterChip],
    marks: Sequence[QuestionMark],
    words: str,
    choices: QuestionChoices,
) -> dict[str, list[Any]]:
    """What is set, in names of people and audiences."""
    audiences, owners = picked(chips, "audience"), picked(chips, "owner")
    communication, period = chips["communication"].value, chips["period"].value
    return {
        "words": [words] if words else [],
        "marks": list(marks),
        "states": list(picked(chips, "state")),
        "outcomes": list(picked(chips, "outcome")),
        "themes": list(picked(chips, "theme")),
        "audiences": [each.name for each in choices.audiences if each.id in audiences],
        "owners": [name for id_, name, _where in choices.people if id_ in owners],
        "sources": list(picked(chips, "source")),
        "communications": [communication] if communication is not None else [],
        "periods": [period] if period is not None else [],
        "merged": [] if chips["merged"].is_set else [True],
    }


def chip_values(content: QuestionContent, choices: QuestionChoices | None) -> dict[str, object]:
    """The value of each chip for what a saved filter holds."""
    people = () if choices is None else choices.people
    audiences = () if choices is None else choices.audiences
    return {
        "period": content.periods[0] if content.periods else None,
        "communication": content.communications[0] if content.communications else None,
        "theme": content.themes,
        "state": content.states,
        "outcome": content.outcomes,
        "audience": [each.id for each in audiences if each.name in content.audiences],
        "owner": [id_ for id_, name, _where in people if name in content.owners],
        "source": content.sources,
        "merged": None if content.merged else "hidden",
    }
