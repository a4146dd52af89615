"""Lists as a saved filter stores them, whatever a damaged plan has in their place."""

from collections.abc import Iterable, Mapping


def texts(stored: Mapping[str, object], part: str) -> list[str]:
    """The words of a part."""
    return [each for each in _listed(stored, part) if isinstance(each, str)]


def ids(stored: Mapping[str, object], part: str) -> list[int]:
    """The ids of a part."""
    return [each for each in _listed(stored, part) if isinstance(each, int)]


def known_names(called: Mapping[int, str], wanted: Iterable[int]) -> tuple[str, ...]:
    """The names of those of `wanted` that are still there."""
    return tuple(called[each] for each in wanted if each in called)


def _listed(stored: Mapping[str, object], part: str) -> list[object]:
    found = stored.get(part)
    return found if isinstance(found, list) else []
