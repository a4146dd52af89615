"""What came out of a file with rows: text cells, where they stood, and what was wrong with them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from townhall.domain.blocks import clean
from townhall.domain.errors import Cancelled
from townhall.language import _

Progress = Callable[[int, int], None]
"""Told `(done, total)` in rows; `total` is a guess until the last call, where both are equal."""

Stop = Callable[[], bool]
"""Asked now and then; True ends the work with `Cancelled`."""

ENCODINGS = ("utf-8", "cp1252", "utf-16-le", "utf-16-be", "iso-8859-15", "cp850", "mac-roman")
"""The letters a text file can be told to have, the likeliest first."""

DELIMITERS = (";", ",", "\t", "|")
NO_DELIMITER = "\x1f"
"""Stands for "each line is one cell" where a delimiter is told."""

# DEL and the C1 controls; `clean` has already taken what no document can hold.
_CONTROLS = re.compile("[\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """Something in a file that was left out, changed or guessed, told in one sentence.

    `row` is the 1-based row as a spreadsheet program counts it (of a .vcf file: the line; of JSON:
    the place in the list), or None where the whole file is meant. `field` is the name in the
    command line's contract.
    """

    row: int | None
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not blank.

    `number` counts from 1 as a spreadsheet program does: blank rows count, a quoted line end
    does not. In a .vcf file it is the line on which the card begins, in JSON the place in the
    list; the header of JSON, which is written nowhere, is 0.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet or delimited file: its rows without the blank ones, every cell as text.

    Dates are ISO 8601 where the file holds real dates. Rows can be shorter than the header.
    `encoding` and `delimiter` say how a text file was understood; both are "" for a workbook, and
    `delimiter` is "" for a text file with a single column. `is_headed`: the first row surely names
    the columns, since the file itself names every value (JSON). `is_lines`: the rows are the lines
    of a plain text. `sheets` are all sheets of the workbook that can be read. `header_row` is
    where somebody said the names of the columns stand; 0: nowhere.
    """

    file: str
    rows: tuple[Row, ...]
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    problems: tuple[ImportProblem, ...] = ()
    is_headed: bool = False
    is_lines: bool = False
    sheets: tuple[str, ...] = ()
    header_row: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How somebody said that a file is to be read; "" and None leave it to the file itself.

    `encoding` is one of ENCODINGS, `delimiter` one of DELIMITERS or NO_DELIMITER, `sheet` the name
    of a sheet, `header_row` counts from 1 as a spreadsheet program does; 0: no names of columns.
    """

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int | None = None


def tell(done: int, total: int, progress: Progress | None, stop: Stop | None) -> None:
    """Say how far an import is. Raises Cancelled where `stop` said so."""
    if progress is not None:
        progress(done, total)
    if stop is not None and stop():
        raise Cancelled(_("The import was stopped; nothing was changed."))


def cell(row: Row, column: int | None) -> str:
    """The cleaned text of `row` in `column` (0-based); "" where there is none."""
    if column is None or column >= len(row.cells):
        return ""
    return cleaned(row.cells[column])


def cleaned(text: str) -> str:
    """`text` without control characters, with LF line ends, without blanks around it."""
    return _CONTROLS.sub("", clean(text)).strip()
