"""An export of questions made ready to be mapped: header, rows, and only what is a question."""

import ast
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from townhall.domain.question_columns import header_key, header_of, recognise
from townhall.domain.question_sources import MODERATOR_HEADER, ZOOM_STARTED, Source, names
from townhall.domain.tables import ImportProblem, Row, Table, cell
from townhall.language import ngettext


@dataclass(frozen=True, slots=True)
class QuestionExport:
    """A file of questions as its tool wrote it: what it is, its columns, and its rows.

    `problems` tell what was left out, `left_out` counts it. The header's number is 0 where the file
    has none.
    """

    source: Source
    header: Row
    rows: tuple[Row, ...]
    problems: tuple[ImportProblem, ...] = ()
    left_out: int = 0


def read_export(table: Table) -> QuestionExport:
    """The questions of `table` with a header above them, whatever stood there.

    What the tool says was deleted, was withheld, or is no question is left out and counted.
    Raises InvalidInput where the row that was told to name the columns is empty.
    """
    moderated = _moderator_rows(table) if table.header_row is None else None
    if moderated is not None:
        header = Row(0, MODERATOR_HEADER)
        return QuestionExport(Source.MODERATOR, header, moderated)
    header, rows = header_of(table)
    source = recognise(header.cells)
    if source is Source.ZOOM:
        header, rows = _with_start(table, header, _with_all_answers(header, rows))
    elif source is Source.CLAPER:
        rows = _in_utc(header, rows)
    kept, problems = _questions_alone(header, rows)
    return QuestionExport(source, header, kept, problems, len(rows) - len(kept))


# Mozilla Moderator: a row with the name of the event, then rows of a question and its votes.

_VOTES = re.compile(r"\d{1,7}")
# What Python 3 writes for bytes: some versions of Moderator export their questions so.
_BYTES = re.compile(
    r"b'(?:[ -&(-\[\]-~]|\\[\\'ntr]|\\x[0-9a-f]{2})*'|"
    r"b\"(?:[ !#-\[\]-~]|\\[\\ntr]|\\x[0-9a-f]{2})*\""
)


def _moderator_rows(table: Table) -> tuple[Row, ...] | None:
    """Question, votes and event by row; None where the table is no export of Moderator."""
    filled = [[text for text in row.cells if text.strip()] for row in table.rows]
    pairs = sum(len(cells) == 2 and bool(_VOTES.fullmatch(cells[1].strip())) for cells in filled)
    titles = sum(len(cells) == 1 for cells in filled)
    if table.is_headed or len(filled[0]) != 1 or pairs + titles < len(filled) or pairs < titles:
        return None
    event, rows = "", []
    for row, cells in zip(table.rows, filled, strict=True):
        if len(cells) == 1:
            event = cells[0]
        else:
            rows.append(Row(row.number, (_unquoted(cells[0]), cells[1], event)))
    return tuple(rows)


def _unquoted(text: str) -> str:
    if not _BYTES.fullmatch(text):
        return text
    try:
        held = ast.literal_eval(text)
        return held.decode() if isinstance(held, bytes) else text
    except (ValueError, SyntaxError):
        return text


# Zoom: the meeting and its start stand above the list, and the list counts from 1 each time.


def _with_start(table: Table, header: Row, rows: Sequence[Row]) -> tuple[Row, tuple[Row, ...]]:
    """The list with the start of the meeting as its last column, where the report says it."""
    above = [row for row in table.rows if row.number < header.number]
    for titles, values in pairwise(above):
        keys = [header_key(text) for text in titles.cells]
        if ZOOM_STARTED in keys:
            started = cell(values, keys.index(ZOOM_STARTED))
            if started:
                return _widened(header, rows, ZOOM_STARTED.title(), started)
    return header, tuple(rows)


def _with_all_answers(header: Row, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The list without the rows that only hold one more answer to the question above them."""
    keys = [header_key(text) for text in header.cells]
    answer = next((i for i, key in enumerate(keys) if key.startswith("answer")), None)
    if answer is None:
        return tuple(rows)
    joined: list[Row] = []
    for row in rows:
        more = cell(row, answer)
        if not joined or not more or cell(row, keys.index("question")):
            joined.append(row)
            continue
        cells = [*joined[-1].cells, *[""] * (answer + 1 - len(joined[-1].cells))]
        cells[answer] = f"{cells[answer]}\n\n{more}".strip()
        joined[-1] = replace(joined[-1], cells=tuple(cells))
    return tuple(joined)


def _widened(
    header: Row, rows: Sequence[Row], title: str, value: str
) -> tuple[Row, tuple[Row, ...]]:
    width = max(len(header.cells), *(len(row.cells) for row in rows), 0)

    def wide(row: Row, last: str) -> Row:
        return replace(row, cells=(*row.cells, *[""] * (width - len(row.cells)), last))

    return wide(header, title), tuple(wide(row, value) for row in rows)


# Claper: times are in UTC and say so in the header alone.

_PLAIN_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?")


def _in_utc(header: Row, rows: Sequence[Row]) -> tuple[Row, ...]:
    column = [header_key(text) for text in header.cells].index("sent at (utc)")

    def marked(row: Row) -> Row:
        text = cell(row, column)
        if not _PLAIN_TIME.fullmatch(text):
            return row
        return replace(row, cells=(*row.cells[:column], f"{text}+00:00", *row.cells[column + 1 :]))

    return tuple(marked(row) for row in rows)


# What is no question, said by a column of the tool's own.

_NO = names("|false|0|no|nee|n|onwaar|null|none")
_DELETED = names("date_deleted|deleted|deleted_at|deleted at|is_deleted|verwijderd|verwijderd op")
_PUBLIC = names("is_public|published|gepubliceerd")
_STATES = names("conversation.moderationstate|moderationstate|moderation state|moderatie")
_WITHHELD = names(
    "dismissed|pendingreview|pending|rejected|hidden|withheld|afgewezen|verborgen|in behandeling"
)
_KINDS = names("type|@odata.type|soort")
_OTHER_KINDS = names(
    "poll|survey|quiz|wordcloud|rating|response|reply|answer|announcement|comment|reactie|"
    "antwoord|aankondiging|mededeling|#microsoft.graph.engagementconversationsystemmessage"
)


def _deleted_words(n: int) -> str:
    return ngettext(
        "{n} row was left out: it was deleted in the tool.",
        "{n} rows were left out: they were deleted in the tool.",
        n,
    )


def _withheld_words(n: int) -> str:
    return ngettext(
        "{n} row was left out: the tool did not show it to the others.",
        "{n} rows were left out: the tool did not show them to the others.",
        n,
    )


def _kind_words(n: int) -> str:
    return ngettext(
        "{n} row was left out: it is no question by its type.",
        "{n} rows were left out: they are no questions by their type.",
        n,
    )


def _questions_alone(
    header: Row, rows: Sequence[Row]
) -> tuple[tuple[Row, ...], tuple[ImportProblem, ...]]:
    """The rows that are questions, and how many others there were, by reason."""
    tests = _tests(header)
    if not tests:
        return tuple(rows), ()
    kept, reasons = [], Counter[Callable[[int], str]]()
    for row in rows:
        reason = next((words for fails, words in tests if fails(row)), None)
        if reason is None:
            kept.append(row)
        else:
            reasons[reason] += 1
    problems = tuple(ImportProblem(None, "", words(n).format(n=n)) for words, n in reasons.items())
    return tuple(kept), problems


def _tests(header: Row) -> list[tuple[Callable[[Row], bool], Callable[[int], str]]]:
    """For each column that tells what is no question: whether a row fails, and the reason."""
    tests: list[tuple[Callable[[Row], bool], Callable[[int], str]]] = []
    for column, text in enumerate(header.cells):
        key = header_key(text)
        for columns, fails, words in (
            (_KINDS, _other_kind, _kind_words),
            (_DELETED, _deleted, _deleted_words),
            (_PUBLIC, _private, _withheld_words),
            (_STATES, _withheld, _withheld_words),
        ):
            if key in columns:
                tests.append((_failing(fails, column), words))
    return tests


def _failing(fails: Callable[[str], bool], column: int) -> Callable[[Row], bool]:
    return lambda row: fails(cell(row, column).casefold())


def _other_kind(value: str) -> bool:
    return value in _OTHER_KINDS


def _deleted(value: str) -> bool:
    return value not in _NO


def _private(value: str) -> bool:
    return value != "" and value in _NO


def _withheld(value: str) -> bool:
    return value in _WITHHELD
