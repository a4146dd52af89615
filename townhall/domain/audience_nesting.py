"""Which audiences are part of which: what a whole is told reaches its parts, never the reverse."""

from collections.abc import Collection, Mapping

Parents = Mapping[int, int | None]
"""The audience each audience is a part of, by id; None for one that is no part."""


def with_wholes(audience_id: int, parents: Parents) -> frozenset[int]:
    """The audience and everything it is a part of: whatever names one of these reaches it."""
    found = {audience_id}
    parent = parents.get(audience_id)
    while parent is not None and parent not in found:
        found.add(parent)
        parent = parents.get(parent)
    return frozenset(found)


def with_parts(audience_ids: Collection[int], parents: Parents) -> frozenset[int]:
    """`audience_ids` and all audiences that are part of one of them."""
    parts: dict[int, list[int]] = {}
    for each, parent in parents.items():
        if parent is not None:
            parts.setdefault(parent, []).append(each)
    found = set(audience_ids)
    waiting = list(found)
    while waiting:
        new = [each for each in parts.get(waiting.pop(), ()) if each not in found]
        found.update(new)
        waiting += new
    return frozenset(found)


def reaches(named: Collection[int], audience_id: int, parents: Parents) -> bool:
    """Whether what is meant for the audiences `named` reaches all of `audience_id`."""
    return not with_wholes(audience_id, parents).isdisjoint(named)


def outermost(audience_ids: Collection[int], parents: Parents) -> frozenset[int]:
    """`audience_ids` without those that are part of another of them: nobody is counted twice."""
    wanted = frozenset(audience_ids)
    return frozenset(
        each for each in wanted if with_wholes(each, parents) & wanted == frozenset({each})
    )
