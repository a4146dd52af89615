"""Rows of a delimited text file, whatever program and country it comes from."""

import csv
import io
import re

from townhall.domain.errors import Cancelled, UnreadableFile
from townhall.domain.tables import NO_DELIMITER, ImportProblem, Progress, Row, Stop, Table
from townhall.language import _

MAX_ROWS = 200_000
"""Most rows of one table."""

MAX_COLUMNS = 500
"""Most columns of one table: a Forms quiz of 100 questions has about 310."""

TELL_EVERY = 500
"""Rows between two calls of `progress` and `stop`."""

# Python refuses a cell of more than 131,072 characters, and with it every row below. The file is
# bounded already; whoever reads a cell says how much of it is taken.
csv.field_size_limit(1_000_000_000)

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 65_536
_SAMPLE_ROWS = 50


def read_csv(
    text: str,
    name: str,
    encoding: str = "",
    *,
    delimiter: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Table:
    """The rows of delimited `text`, whose letters were `encoding`: comma, semicolon, tab or bar.

    `delimiter` decides where it is told, else a first line `sep=;`, as Excel writes and reads it.
    A quote that is never closed would swallow the rest of the file, so rows end before it; that is
    a problem of the table. Raises UnreadableFile, naming `name` and the row; Cancelled where
    `stop` said so.
    """
    text, said = _without_sep_line(text)
    delimiter = delimiter or said or _delimiter(text)
    rows: list[Row] = []
    problems: list[ImportProblem] = []
    total = text.count("\n") + 1
    number = 0
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        number += 1
        try:
            cells = next(records)
        except StopIteration:
            break
        except csv.Error as error:
            if len(rows) < 2:
                raise UnreadableFile(_unmatched(number, name)) from error
            problems.append(ImportProblem(number, "", _unmatched(number, name, rest=True)))
            break
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
    shown = "" if delimiter == NO_DELIMITER else delimiter
    return Table(name, tuple(rows), encoding=encoding, delimiter=shown, problems=tuple(problems))


def _unmatched(number: int, name: str, *, rest: bool = False) -> str:
    """That a quotation mark is open; `rest`: what stands before it was read."""
    if rest:
        return _(
            'Row {row} has a quotation mark (") that does not match; this row and what follows was '
            "not read. Open the file in a spreadsheet program and save it as .xlsx."
        ).format(row=number)
    return _(
        'Row {row} of {name} has a quotation mark (") that does not match. Open the file in a '
        "spreadsheet program and save it as .xlsx."
    ).format(row=number, name=name)


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


def _without_sep_line(text: str) -> tuple[str, str]:
    """The text below a first line `sep=X`, and X; Excel does not count that line as a row."""
    first, _end, rest = text.partition("\n")
    first = first.rstrip("\r").strip('"')
    if len(first) == 5 and first.lower().startswith("sep=") and first[4] in _DELIMITERS:
        return rest, first[4]
    return text, ""


def _delimiter(text: str) -> str:
    """The delimiter under which most rows are as wide as the first; no delimiter if none is.

    Where the first row is a title alone, the table may begin below it.
    """
    sample = text[:_SAMPLE]
    cut = len(text) > _SAMPLE
    widths = {one: _widths(sample, one, cut=cut) for one in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda one: _fit(widths[one]))
    if _fit(widths[best]) > _NO_FIT:
        return best
    below = max(_DELIMITERS, key=lambda one: _fit_below(widths[one], one))
    if _fit_below(widths[below], below) > _NO_FIT:
        return below
    return "," if _are_counted(sample, widths[","]) else NO_DELIMITER


_NO_FIT = (0.0, 1)
_PREAMBLE = 10
_SURE = 0.8
_COUNTED = re.compile(r",\d{1,7}\s*$")


def _fit(widths: list[int]) -> tuple[float, int]:
    """How well rows are as wide as the first, and that width."""
    if not widths or widths[0] < 2:
        return _NO_FIT
    # Cells at the end may be left out, so a narrower row counts half.
    fits = sum(1.0 if w == widths[0] else 0.5 if 1 < w < widths[0] else 0.0 for w in widths)
    return fits / len(widths), widths[0]


def _fit_below(widths: list[int], delimiter: str) -> tuple[float, int]:
    """The same for the table below a title, which has to fit well: commas also stand in text."""
    if not widths or widths[0] > 1:
        return _NO_FIT
    least = 3 if delimiter == "," else 2
    for start in range(1, min(_PREAMBLE, len(widths) - 1)):
        below = widths[start:]
        if below[0] >= least and below[1] > 1 and below.count(below[0]) >= _SURE * len(below):
            return below.count(below[0]) / len(below), below[0]
    return _NO_FIT


def _are_counted(sample: str, widths: list[int]) -> bool:
    """Whether the lines below a title are texts, each with a comma and a number behind it."""
    lines = [line for line in sample.splitlines() if line.strip()]
    counted = sum(_COUNTED.search(line) is not None for line in lines)
    return widths[:1] == [1] and max(widths) == 2 and counted * 2 >= len(lines)


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
