"""A list of objects in JSON as a table: a column for each name, nested ones with a point."""

from collections.abc import Iterator
from typing import Any

from townhall.domain.errors import UnreadableFile
from townhall.domain.tables import ImportProblem, Progress, Row, Stop, Table
from townhall.formats.csv_table import MAX_COLUMNS
from townhall.formats.json_records import JsonList, json_list, line_and_column
from townhall.formats.teams_messages import is_message, messages_as_questions
from townhall.language import _, ngettext

_DEPTH = 2
"""How many objects deep a value may stand: `from.user.displayName`; what is deeper is left out."""

# What says the words of an object in a list, such as a reply.
_WORDS = ("text", "body", "content", "message", "name")


def read_json(
    text: str,
    name: str,
    encoding: str,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Table:
    """The rows of the list in `text`, whose letters were `encoding`; its header has number 0.

    A list that breaks off gives the objects before the break, and a problem with the place. Of
    messages of Teams each question is a row, with its replies.

    Raises UnreadableFile, naming `name`; Cancelled.
    """
    found = json_list(text, name, progress=progress, stop=stop)
    problems = list(_problems(text, found))
    records = found.records
    if is_message(records[0][1]):
        records, orphans = messages_as_questions(records)
        if orphans:
            problems.append(_orphans(orphans))
    columns: dict[str, int] = {}
    rows = []
    for number, record in records:
        cells: dict[int, str] = {}
        for key, value in _flat(record):
            cells[columns.setdefault(key, len(columns))] = value
        if len(columns) > MAX_COLUMNS:
            raise UnreadableFile(
                _("Row {row} of {name} has {n} columns; at most {limit} can be read.").format(
                    row=number, name=name, n=len(columns), limit=MAX_COLUMNS
                )
            )
        width = max(cells, default=-1) + 1
        rows.append(Row(number, tuple(cells.get(i, "") for i in range(width))))
    if progress:
        progress(len(rows), len(rows))
    header = Row(0, tuple(columns))
    return Table(name, (header, *rows), encoding=encoding, problems=tuple(problems), is_headed=True)


def _problems(text: str, found: JsonList) -> Iterator[ImportProblem]:
    if found.broken is not None:
        sentence = _(
            "The file breaks off at line {line}, column {column}; what stands before it was read."
        )
        yield ImportProblem(None, "", sentence.format(**line_and_column(text, found.broken)))
    if found.others:
        yield ImportProblem(
            None,
            "",
            ngettext(
                "{n} entry of the list is no object and was left out.",
                "{n} entries of the list are no objects and were left out.",
                found.others,
            ).format(n=found.others),
        )


def _orphans(n: int) -> ImportProblem:
    words = ngettext(
        "{n} reply was left out: its question is not in the file.",
        "{n} replies were left out: their questions are not in the file.",
        n,
    )
    return ImportProblem(None, "", words.format(n=n))


def _flat(record: dict[str, Any], start: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Names and texts of the values in `record`; a name within a name stands behind a point."""
    for key, value in record.items():
        name = f"{start}{key}"
        if isinstance(value, dict):
            if depth < _DEPTH:
                yield from _flat(value, f"{name}.", depth + 1)
        elif isinstance(value, list):
            yield name, _listed(value)
        else:
            yield name, _text(value)


def _listed(values: list[Any]) -> str:
    """Texts between commas; of objects their words, each on a line of its own."""
    if all(not isinstance(value, dict | list) for value in values):
        return ", ".join(_text(value) for value in values)
    return "\n".join(
        words for value in values if isinstance(value, dict) and (words := _words(value))
    )


def _words(value: dict[str, Any]) -> str:
    return next((_text(value[key]) for key in _WORDS if isinstance(value.get(key), str)), "")


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    # Half of a surrogate pair, which JSON can write and no other text can hold.
    return str(value).encode("utf-8", "replace").decode("utf-8")
