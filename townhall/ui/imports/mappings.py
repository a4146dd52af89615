"""Mappings that this computer remembers, by the heads of the columns they are for."""

from collections.abc import Mapping
from typing import Any

LEFT_OUT = ""
"""The field of a column that is not stored."""

KEPT = 50


def with_mapping(known: Mapping[str, Any], signature: str, told: str) -> dict[str, Any]:
    """`known` with one more as the newest; the oldest goes where there are too many."""
    kept = {name: value for name, value in known.items() if name != signature}
    kept[signature] = told
    while len(kept) > KEPT:
        kept.pop(next(iter(kept)))
    return kept
