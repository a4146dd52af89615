"""What the XML of a sheet tells and a stream of its rows does not: where it ends, merged cells."""

import bisect
import re
from collections.abc import Iterator, Sequence

from townhall.domain.errors import UnreadableFile
from townhall.domain.tables import Row
from townhall.formats.csv_table import MAX_COLUMNS
from townhall.language import _

MAX_SPREAD = 1_000_000
"""Most cells that merged areas may fill: areas that overlap each other would never end."""

_LETTERS = 26
_CONTENTS = (b"<v", b"<is", b"<f")
_CELL_NAME = re.compile(rb'<c\s(?:[^>]*\s)?r="[A-Z]{1,3}(\d{1,15})"')
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)
_ONE_CELL = 4_096
"""Bytes in which the name of a cell is looked for before its contents."""


def last_filled(source: bytes) -> int | None:
    """The last row (from 1) of a sheet's XML that holds anything; None where it does not say.

    Rows that only have a colour may follow by the hundred thousand, down to the last that a sheet
    has; reading them takes a minute and gives nothing.
    """
    place = max(source.rfind(mark) for mark in _CONTENTS)
    if place < 0:
        return None
    names = _CELL_NAME.findall(source, max(0, place - _ONE_CELL), place)
    return int(names[-1]) if names else None


def spread_merged(rows: Sequence[Row], source: bytes, name: str) -> list[Row]:
    """`rows` in which every cell of a merged area holds the value of the area.

    Rows that hold nothing themselves stay left out. Raises UnreadableFile, naming `name`, where
    the areas cannot be true.
    """
    spread = {row.number: list(row.cells) for row in rows}
    numbers = [row.number for row in rows]
    count = 0
    for first_row, first, last_row, last in _areas(source):
        cells = spread.get(first_row, [])
        value = cells[first] if first < len(cells) else ""
        if not value.strip():
            continue
        begin, end = bisect.bisect_left(numbers, first_row), bisect.bisect_right(numbers, last_row)
        count += (end - begin) * (last - first + 1)
        if count > MAX_SPREAD:
            raise UnreadableFile(
                _("{name} has merged cells that overlap. Undo the merging and save it.").format(
                    name=name
                )
            )
        for number in numbers[begin:end]:
            _fill(spread[number], first, last, value)
    return [Row(number, tuple(cells)) for number, cells in spread.items()]


def _areas(source: bytes) -> Iterator[tuple[int, int, int, int]]:
    """First row (from 1), first column (from 0), last row, last column of each merged area."""
    for match in _MERGED.finditer(source):
        first, last = _column(match[1]), min(_column(match[3]), MAX_COLUMNS - 1)
        if first <= last and int(match[2]) <= int(match[4]):
            yield int(match[2]), first, int(match[4]), last


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.decode("ascii"):
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number - 1


def _fill(cells: list[str], first: int, last: int, value: str) -> None:
    cells.extend([""] * (last + 1 - len(cells)))
    for column in range(first, last + 1):
        cells[column] = cells[column] or value
