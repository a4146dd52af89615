"""Mappings that this computer remembers, by the heads of the columns they are for."""

from collections.abc import Mapping
from datetime import date
from typing import Any

LEFT_OUT = ""
"""The field of a column that is not stored."""

KEPT = 50


def with_mapping(
    known: Mapping[str, Any], signature: str, told: str, day: date | None = None
) -> dict[str, Any]:
    """`known` with one more as the newest, used on `day`; the oldest goes where there are many."""
    kept = {name: value for name, value in known.items() if name != signature}
    kept[signature] = {"mapping": told, "used": day.isoformat()} if day else told
    while len(kept) > KEPT:
        kept.pop(next(iter(kept)))
    return kept


def remembered_mapping(known: Mapping[str, Any], signature: str) -> tuple[str, date | None]:
    """The mapping for these columns as it was written, and when it was used; "" where none is."""
    told = known.get(signature)
    if isinstance(told, str):
        return told, None
    if not isinstance(told, dict) or not isinstance(told.get("mapping"), str):
        return "", None
    try:
        return told["mapping"], date.fromisoformat(str(told.get("used")))
    except ValueError:
        return told["mapping"], None
