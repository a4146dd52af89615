"""What a result looks like: JSON for scripts, aligned columns and facts for people."""

import json
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

from townhall.cli import console
from townhall.cli.labels import field_label
from townhall.domain.terms import label
from townhall.language import _

_INTERNAL = frozenset({"shown_start", "shown_end", "parent_id"})
"""Fields of details that serve the window alone."""

_GAP = "  "
_NARROWEST = 12


def as_json(value: object) -> Any:
    """`value` in what JSON knows: field names of the contract, ISO 8601 dates, UTC ending in Z."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: as_json(getattr(value, field.name))
            for field in fields(value)
            if field.name not in _INTERNAL
        }
    if isinstance(value, Mapping):
        return {str(name): as_json(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_json(item) for item in value]
    if isinstance(value, datetime):
        if value.tzinfo is None:
            return value.isoformat()
        return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, (str, int, float)):
        return value
    return str(value)


def print_json(value: object) -> None:
    """One JSON value on standard output."""
    console.say(json.dumps(as_json(value), ensure_ascii=False, indent=2))


def shown(value: object) -> str:
    """`value` as a person reads it, on one line; empty for what is not there."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, StrEnum):
        return label(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {shown(item)}" for name, item in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(shown(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = (shown(getattr(value, field.name)) for field in fields(value))
        return " · ".join(part for part in parts if part)
    return " ".join(str(value).split())


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Rows under the labels of their fields, cut to the width of the terminal."""
    values = list(rows)
    cells = [[shown(value) for value in row] for row in values]
    if not cells:
        console.say(_("Nothing found."))
        return
    numeric = [all(map(_is_number, column)) for column in zip(*values, strict=True)]
    rigid = [
        name == "date_key" or not any(isinstance(value, (str, tuple)) for value in column)
        for name, column in zip(columns, zip(*values, strict=True), strict=True)
    ]
    lines = [[field_label(column) for column in columns], *cells]
    widths = _fitted([max(map(_width, column)) for column in zip(*lines, strict=True)], rigid)
    for line in lines:
        padded = (
            _padded(cell, width, right=right)
            for cell, width, right in zip(line, widths, numeric, strict=True)
        )
        console.say(_GAP.join(padded).rstrip())


def print_facts(detail: Mapping[str, object]) -> None:
    """Labels and values one below the other; what is empty is left out."""
    facts = [(field_label(name), value) for name, value in detail.items() if _says(value)]
    indent = max((_width(name) for name, _value in facts), default=0) + len(_GAP)
    room = max(console.width() - indent, _NARROWEST * 2)
    for name, value in facts:
        beside = _padded(name, indent)
        for paragraph in _lines(value):
            for line in textwrap.wrap(paragraph, room, break_long_words=False) or [""]:
                console.say((beside + line).rstrip())
                beside = " " * indent


def fields_of(detail: object) -> dict[str, object]:
    """The fields of a detail by name, without those that serve the window alone."""
    return {
        field.name: getattr(detail, field.name)
        for field in fields(detail)  # type: ignore[arg-type]  # any dataclass
        if field.name not in _INTERNAL
    }


def _says(value: object) -> bool:
    return value is not None and value not in ("", (), [], {})


def _lines(value: object) -> list[str]:
    if isinstance(value, (list, tuple)) and value and is_dataclass(value[0]):
        return [shown(item) for item in value]
    if isinstance(value, str) and not isinstance(value, StrEnum):
        return value.split("\n")
    return [shown(value)]


def _fitted(widths: Sequence[int], rigid: Sequence[bool]) -> list[int]:
    """Widths that fit the terminal: the widest columns of words give way, down to a floor."""
    room = console.width() - len(_GAP) * (len(widths) - 1)
    room -= sum(width for width, is_rigid in zip(widths, rigid, strict=True) if is_rigid)
    words = [width for width, is_rigid in zip(widths, rigid, strict=True) if not is_rigid]
    widest = max(words, default=0)
    while widest > _NARROWEST and sum(min(width, widest) for width in words) > room:
        widest -= 1
    return [
        width if is_rigid else min(width, widest)
        for width, is_rigid in zip(widths, rigid, strict=True)
    ]


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool))


def _width(text: str) -> int:
    """Cells of a terminal that `text` takes."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _padded(text: str, width: int, *, right: bool = False) -> str:
    if _width(text) > width:
        kept, used = [], 1
        for character in text:
            used += _cells(character)
            if used > width:
                break
            kept.append(character)
        text = "".join(kept).rstrip() + "…"
    blanks = " " * (width - _width(text))
    return blanks + text if right else text + blanks
