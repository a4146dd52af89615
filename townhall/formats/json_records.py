"""The objects of a list in JSON, read one by one, so that a broken end costs only the end."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from townhall.domain.errors import UnreadableFile
from townhall.domain.tables import Progress, Stop
from townhall.formats.csv_table import TELL_EVERY, check_rows, check_stop
from townhall.language import _

MAX_RECORD = 8_388_608
"""Most characters of one object; a question of a million letters fits, six characters each."""

_WINDOWS = (16_384, 262_144, MAX_RECORD)
_BLANK = re.compile(r"[ \t\r\n]*")
_START = re.compile(r"\s*(?:\[\s*[\[{\]\"]|\{\s*[\"}])")
# Lists that hold what an export is about, in the order in which they are believed.
_LISTS = ("questions", "vragen", "value", "messages", "items", "data", "results")


@dataclass(slots=True)
class JsonList:
    """A list in a file: its objects with their places from 1, and what else was seen.

    `others` counts what is no object. `broken` is the character at which nothing more could be
    read, None where the list is whole.
    """

    name: str
    records: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    others: int = 0
    broken: int | None = None


class _Broken(Exception):
    """The text stops being JSON at `place`."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


def looks_like_json(text: str) -> bool:
    """Whether `text` begins as a list of objects or an object does."""
    return _START.match(text[:4096]) is not None


def json_list(
    text: str, name: str, *, progress: Progress | None = None, stop: Stop | None = None
) -> JsonList:
    """The list of objects in `text`: the outermost one, or the one an object at the top holds.

    Numbers stay as they are written. Raises UnreadableFile, naming `name`, where there is no such
    list, an object is larger than MAX_RECORD, or there are too many; Cancelled.
    """
    reader = _Reader(text, name, progress, stop)
    place = reader.blank(0)
    lists: list[JsonList] = []
    broken: int | None = None
    try:
        if text[place : place + 1] == "[":
            lists.append(reader.list_at(place, "")[0])
        else:
            lists.extend(reader.lists_in(place))
    except _Broken as error:
        broken = error.place
    return _likeliest(lists, broken, text, name)


def line_and_column(text: str, place: int) -> dict[str, int]:
    """Where the character `place` (from 0) stands in `text`, both from 1."""
    line_start = text.rfind("\n", 0, place) + 1
    return {"line": text.count("\n", 0, place) + 1, "column": place - line_start + 1}


def _likeliest(lists: list[JsonList], broken: int | None, text: str, name: str) -> JsonList:
    filled = [one for one in lists if one.records]
    breaks = [broken, *(one.broken for one in lists)]
    first_break = next((place for place in breaks if place is not None), None)
    if not filled and first_break is not None:
        raise UnreadableFile(
            _(
                "{name} is no JSON that can be read: it goes wrong at line {line}, column {column}."
            ).format(name=name, **line_and_column(text, first_break))
        )
    if not filled:
        raise UnreadableFile(
            _("{name} holds no list of objects, which a list of questions in JSON is.").format(
                name=name
            )
        )
    by_name = {one.name.casefold(): one for one in reversed(filled)}
    known = next((by_name[each] for each in _LISTS if each in by_name), None)
    likeliest = known or max(filled, key=lambda one: len(one.records))
    if likeliest.broken is None:
        likeliest.broken = first_break
    return likeliest


class _Reader:
    """Walks through the text; only one object at a time is taken apart."""

    def __init__(self, text: str, name: str, progress: Progress | None, stop: Stop | None) -> None:
        self.text, self.name = text, name
        self.progress, self.stop = progress, stop
        self.decoder = json.JSONDecoder(
            parse_int=str, parse_float=str, parse_constant=str, strict=False
        )

    def blank(self, place: int) -> int:
        """The first character from `place` that is not blank."""
        match = _BLANK.match(self.text, place)
        return match.end() if match else place

    def lists_in(self, place: int) -> Iterator[JsonList]:
        """The lists directly in the object at `place`; a broken one is the last."""
        if self.text[place : place + 1] != "{":
            raise _Broken(place)
        place = self.blank(place + 1)
        while self.text[place : place + 1] == '"':
            key, place = self.value_at(place)
            place = self.blank(place)
            if self.text[place : place + 1] != ":":
                raise _Broken(place)
            place = self.blank(place + 1)
            if self.text[place : place + 1] == "[":
                found, place = self.list_at(place, str(key))
                yield found
                if found.broken is not None:
                    return
            else:
                _value, place = self.value_at(place)
            place = self.blank(place)
            if self.text[place : place + 1] != ",":
                break
            place = self.blank(place + 1)
        if self.text[place : place + 1] != "}":
            raise _Broken(place)

    def list_at(self, place: int, name: str) -> tuple[JsonList, int]:
        """The list at `place` and where it ends."""
        found, number = JsonList(name), 0
        place = self.blank(place + 1)
        if self.text[place : place + 1] == "]":
            return found, place + 1
        while True:
            try:
                value, place = self.value_at(place)
            except _Broken as error:
                found.broken = error.place
                return found, place
            number += 1
            self.tell(number, place)
            if isinstance(value, dict):
                found.records.append((number, value))
            else:
                found.others += 1
            check_rows(number, self.name)
            place = self.blank(place)
            if self.text[place : place + 1] == "]":
                return found, place + 1
            if self.text[place : place + 1] != ",":
                found.broken = place
                return found, place
            place = self.blank(place + 1)

    def tell(self, number: int, place: int) -> None:
        """Say how far reading is, now and then."""
        if number % TELL_EVERY:
            return
        check_stop(self.stop)
        if self.progress:
            self.progress(number, max(number, number * len(self.text) // place))

    def value_at(self, place: int) -> tuple[Any, int]:
        """The value at `place` and where it ends; raises _Broken, UnreadableFile where too large.

        It is looked for in a piece of the text, since what is taken apart may need fifty times the
        room of its text.
        """
        broken = place
        for window in _WINDOWS:
            piece = self.text[place : place + window]
            try:
                value, end = self.decoder.raw_decode(piece)
            except json.JSONDecodeError as error:
                broken = place + error.pos
            except (RecursionError, ValueError) as error:
                raise UnreadableFile(
                    _("{name} is nested too deeply, at line {line}, column {column}.").format(
                        name=self.name, **line_and_column(self.text, place)
                    )
                ) from error
            else:
                # A number may go on behind the piece.
                if end < len(piece) or place + end >= len(self.text):
                    return value, place + end
            if place + window >= len(self.text):
                raise _Broken(broken)
        raise UnreadableFile(
            _(
                "What begins at line {line}, column {column} of {name} has more than {limit} "
                "characters or never ends."
            ).format(name=self.name, limit=MAX_RECORD, **line_and_column(self.text, place))
        )
