"""The groups of a review as JSON, so that they are kept while the language changes."""

from collections.abc import Sequence
from typing import Any

from townhall.domain.duplicate_batch import AlikeGroup
from townhall.domain.duplicate_groups import Likely


def groups_to_json(groups: Sequence[AlikeGroup]) -> list[Any]:
    """Each as its lead, its members and what was asked before, with their scores."""
    return [
        [
            group.lead,
            [[each.id, each.score] for each in group.members],
            [[each.id, each.score] for each in group.before],
        ]
        for group in groups
    ]


def groups_from_json(kept: Any) -> list[AlikeGroup] | None:
    """What `groups_to_json` gave; None where it is damaged, or nothing was kept."""
    if not isinstance(kept, list):
        return None
    try:
        return [
            AlikeGroup(int(lead), _likely(members), _likely(before))
            for lead, members, before in kept
            if members or before
        ]
    except (TypeError, ValueError):
        return None


def _likely(kept: Any) -> tuple[Likely, ...]:
    return tuple(Likely(int(id_), int(score)) for id_, score in kept)
