"""Bringing a communication up to date with a spreadsheet that was read before.

What the file changed since it was last read is taken over; what somebody changed in the plan, and
not in the file, stays.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from townhall.domain.names import same_name

Value = str | int | list[str]
"""What a file or the plan says of one field: text, minutes, or names in order."""

_ALIKE = 82
"""From this score of 100 on a name is near enough to be proposed."""

_SEPARATORS = tuple(map(re.compile, (r"[;\n]+", r"\|+", r"[,/]+")))
"""What stands between names, the surest first."""

_AND = re.compile(r"\s+(?:en|and|&)\s+")


@dataclass(frozen=True, slots=True)
class Merged:
    """The fields to change, and those of them that were changed in the plan too."""

    changes: dict[str, Value]
    contested: tuple[str, ...]


def merge(
    said: Mapping[str, Value],
    imported: Mapping[str, object] | None,
    stored: Mapping[str, Value],
    *,
    fill_only: bool = False,
) -> Merged:
    """What a row, `said`, changes of the plan's values, `stored`.

    `imported` is what the row said when it was last read, None: it never was. `fill_only`: of a
    communication that was planned by hand only what is empty is filled in.
    """
    changes: dict[str, Value] = {}
    contested = []
    for name, value in said.items():
        there = stored.get(name, "")
        if value == there:
            continue
        if imported is not None and name in imported:
            if imported[name] == value:
                continue
            if imported[name] != there:
                contested.append(name)
        elif fill_only and there not in ("", []):
            continue
        changes[name] = value
    return Merged(changes, tuple(contested))


@dataclass(frozen=True, slots=True)
class NamesFound:
    """Names of the plan that a cell holds, in alphabetical order, and the ones it does not have.

    Of each missing name the nearest one of the plan, "" where none is near.
    """

    known: list[str]
    missing: dict[str, str]


def names_in(text: str, known: Sequence[str]) -> NamesFound:
    """The names in a cell: one, or several behind each other.

    A name may hold a comma or "en" itself: what is a name of the plan as it stands is not cut,
    and at "en" only where that gives one.
    """
    by_key = {same_name(name): name for name in known}
    found: list[str] = []
    missing: dict[str, str] = {}
    for piece in _pieces(text, by_key, _SEPARATORS):
        name = by_key.get(same_name(piece))
        if name is None:
            missing[piece[:300]] = _nearest(piece, known)
        elif name not in found:
            found.append(name)
    return NamesFound(sorted(found), missing)


def _pieces(
    text: str, known: Mapping[str, str], separators: Sequence[re.Pattern[str]]
) -> Iterator[str]:
    """The names in `text`, cut no further than needed."""
    whole = " ".join(text.split())
    if not whole:
        return
    if same_name(whole) in known:
        yield whole
    elif separators:
        for part in separators[0].split(text):
            yield from _pieces(part, known, separators[1:])
    else:
        parts = [part.strip() for part in _AND.split(whole)]
        yield from parts if any(same_name(part) in known for part in parts) else [whole]


def _nearest(name: str, known: Sequence[str]) -> str:
    from rapidfuzz import fuzz, process, utils

    best = process.extractOne(
        name, known, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=_ALIKE
    )
    return best[0] if best else ""
