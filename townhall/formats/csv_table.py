"""Rows of a delimited text file, whatever program and country it comes from."""

import csv
import io
from collections.abc import Iterator

from townhall.domain.errors import Cancelled, UnreadableFile
from townhall.domain.tables import Progress, Row, Stop, Table
from townhall.formats.text_encoding import decoded
from townhall.language import _

MAX_ROWS = 200_000
"""Most rows of one table."""

MAX_COLUMNS = 500
"""Most columns of one table: a Forms quiz of 100 questions has about 310."""

TELL_EVERY = 500
"""Rows between two calls of `progress` and `stop`."""

# Python's own limit of a field, 131,072 characters, is four times what a cell of Excel can hold.
_CELL_LIMIT = 131_072
_DELIMITERS = (",", ";", "\t", "|")
_NONE = "\x1f"  # stands for "no delimiter": the csv module needs one
_SAMPLE = 65_536
_SAMPLE_ROWS = 50


def read_csv(
    data: bytes, name: str, *, progress: Progress | None = None, stop: Stop | None = None
) -> Table:
    """The rows of delimited text: UTF-8, UTF-16 or cp1252; comma, semicolon, tab or bar.

    A first line `sep=;`, as Excel writes and reads it, decides the delimiter. A quote that is
    never closed is refused rather than guessed at: it would swallow the rest of the file.

    Raises UnreadableFile, naming `name` and the row; Cancelled where `stop` said so.
    """
    text, encoding = decoded(data, name)
    text, delimiter = _without_sep_line(text)
    delimiter = delimiter or _delimiter(text)
    rows = []
    total = text.count("\n") + 1
    for number, cells in _records(text, delimiter, name):
        if number % TELL_EVERY == 0:
            check_stop(stop)
            if progress:
                progress(min(number, total), total)
        if row := kept(number, cells, name):
            rows.append(row)
        check_rows(len(rows), name)
    if not rows:
        raise UnreadableFile(_("{name} is empty.").format(name=name))
    if progress:
        progress(total, total)
    shown = "" if delimiter == _NONE else delimiter
    return Table(name, tuple(rows), encoding=encoding, delimiter=shown)


def kept(number: int, cells: list[str], name: str) -> Row | None:
    """The row without the empty cells at its end; None where all are empty.

    Raises UnreadableFile where it is wider than MAX_COLUMNS.
    """
    while cells and not cells[-1].strip():
        cells.pop()
    if len(cells) > MAX_COLUMNS:
        raise UnreadableFile(
            _("Row {row} of {name} has {n} columns; at most {limit} can be read.").format(
                row=number, name=name, n=len(cells), limit=MAX_COLUMNS
            )
        )
    return Row(number, tuple(cells)) if cells else None


def check_rows(count: int, name: str) -> None:
    """Raise UnreadableFile above MAX_ROWS."""
    if count > MAX_ROWS:
        raise UnreadableFile(
            _("{name} has more than {limit} rows. Split it into smaller files.").format(
                name=name, limit=MAX_ROWS
            )
        )


def check_stop(stop: Stop | None) -> None:
    """Raise Cancelled where `stop` says so."""
    if stop and stop():
        raise Cancelled(_("Reading was stopped; nothing was changed."))


def _records(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Records with their number, counted from 1, blank ones included."""
    number = 0
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            number += 1
            yield number, cells
    except csv.Error as error:
        if "field limit" in str(error):
            message = _("Row {row} of {name} has a cell of more than {limit} characters.").format(
                row=number + 1, name=name, limit=_CELL_LIMIT
            )
        else:
            message = _(
                'Row {row} of {name} has a quotation mark (") that does not match. Open the file '
                "in a spreadsheet program and save it as .xlsx."
            ).format(row=number + 1, name=name)
        raise UnreadableFile(message) from error


def _without_sep_line(text: str) -> tuple[str, str]:
    """The text below a first line `sep=X`, and X; Excel does not count that line as a row."""
    first, _end, rest = text.partition("\n")
    first = first.rstrip("\r").strip('"')
    if len(first) == 5 and first.lower().startswith("sep=") and first[4] in _DELIMITERS:
        return rest, first[4]
    return text, ""


def _delimiter(text: str) -> str:
    """The delimiter under which most rows are as wide as the first; no delimiter if none is."""
    sample = text[:_SAMPLE]
    best, best_score = _NONE, (0.0, 1)
    for delimiter in _DELIMITERS:
        widths = _widths(sample, delimiter, cut=len(text) > _SAMPLE)
        if not widths or widths[0] < 2:
            continue
        # Cells at the end may be left out, so a narrower row counts half.
        fits = sum(1.0 if w == widths[0] else 0.5 if 1 < w < widths[0] else 0.0 for w in widths)
        score = (fits / len(widths), widths[0])
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _widths(sample: str, delimiter: str, *, cut: bool) -> list[int]:
    widths = []
    try:
        for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if cells:
                widths.append(len(cells))
            if len(widths) == _SAMPLE_ROWS:
                return widths
    except csv.Error:
        return []
    return widths[:-1] if cut and len(widths) > 1 else widths
