"""Rows of an Excel workbook as text: values only, no formula is ever run."""

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from townhall.domain.errors import InvalidInput, TownHallError, UnreadableFile
from townhall.domain.tables import ImportProblem, Progress, Row, Stop, Table
from townhall.formats.csv_table import TELL_EVERY, check_rows, check_stop, kept
from townhall.formats.sheet_source import last_filled, spread_merged
from townhall.formats.zip_guard import check_package
from townhall.language import _

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

T = TypeVar("T")

LAST_ROW = 1_048_576
"""The last row Excel has; a row beyond it is made up."""

_WORKBOOK_PART = "[Content_Types].xml"


def read_xlsx(
    data: bytes,
    name: str,
    *,
    sheet: str | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Table:
    """The rows of the sheet called `sheet`, or of the first visible sheet that is not empty.

    Dates become ISO 8601 to the second, whole numbers lose their ".0". A formula without a stored
    result and a cell that shows an error are told as problems.

    Raises UnreadableFile, naming `name`; InvalidInput where there is no such sheet; Cancelled.
    """

    def first(workbook: "Workbook") -> Table | None:
        titles = _titles(workbook, sheet, name)
        found = next(_filled(workbook, titles, name, progress, stop), None)
        return found and replace(found, sheets=tuple(_titles(workbook, None, name)))

    return _read(data, name, first)


def read_sheets(
    data: bytes, name: str, *, progress: Progress | None = None, stop: Stop | None = None
) -> tuple[Table, ...]:
    """The rows of every visible sheet that is not empty, as `read_xlsx` gives them.

    Every cell of a merged area has its value, so that a date written once beside three rows is the
    date of each. Raises UnreadableFile, naming `name`; Cancelled.
    """

    def all_sheets(workbook: "Workbook") -> tuple[Table, ...]:
        titles = _titles(workbook, None, name)
        return tuple(_filled(workbook, titles, name, progress, stop, spread=True))

    return _read(data, name, all_sheets)


def _read(data: bytes, name: str, take: Callable[["Workbook"], T | None]) -> T:
    """What `take` finds in the workbook; refused where it finds nothing."""
    check_package(data, name)
    try:
        with warnings.catch_warnings():
            # It tells of charts, validations and styles that a reader of values does not need.
            warnings.filterwarnings("ignore", module=r"openpyxl\.")
            with _opened(data, name) as workbook:
                found = take(workbook)
    except TownHallError:
        raise
    except Exception as error:
        # openpyxl lets through whatever a broken part makes it stumble over: KeyError, TypeError,
        # ParseError, EntitiesForbidden, IndexError and more.
        raise _not_a_workbook(name) from error
    if not found:
        raise UnreadableFile(_("{name} is empty.").format(name=name))
    return found


@contextmanager
def _opened(data: bytes, name: str) -> Iterator["Workbook"]:
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("openpyxl does not use defusedxml")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if _WORKBOOK_PART not in package.namelist():
            raise _not_a_workbook(name)
    workbook = openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=True, keep_links=False
    )
    try:
        yield workbook
    finally:
        workbook.close()


def _filled(
    workbook: "Workbook",
    titles: Sequence[str],
    name: str,
    progress: Progress | None,
    stop: Stop | None,
    *,
    spread: bool = False,
) -> Iterator[Table]:
    """The sheets called `titles` that are not empty; `spread` gives merged cells their value."""
    for title in titles:
        source = _source(workbook, title)
        last = last_filled(source)
        rows, problems = _rows(workbook, title, name, last, progress, stop)
        if rows:
            problems += _unstored(source)
            problems.sort(key=lambda problem: problem.row or 0)
            if spread:
                rows = spread_merged(rows, source, name)
            yield Table(name, tuple(rows), sheet=title, problems=tuple(problems))


def _source(workbook: "Workbook", title: str) -> bytes:
    """The sheet's XML: what openpyxl does not give of a workbook that is only read."""
    sheet: Any = workbook[title]
    with sheet._get_source() as part:
        source: bytes = part.read()
    return source


def _titles(workbook: "Workbook", sheet: str | None, name: str) -> list[str]:
    titles = [ws.title for ws in workbook.worksheets if ws.sheet_state == "visible"]
    if sheet is None:
        return titles
    if sheet in workbook.sheetnames:
        return [sheet]
    raise InvalidInput(
        _("{name} has no sheet called {sheet}; it has {sheets}.").format(
            name=name, sheet=sheet, sheets=", ".join(titles)
        ),
        field="sheet",
        file=name,
    )


def _rows(
    workbook: "Workbook",
    title: str,
    name: str,
    last: int | None,
    progress: Progress | None,
    stop: Stop | None,
) -> tuple[list[Row], list[ImportProblem]]:
    rows: list[Row] = []
    problems: list[ImportProblem] = []
    total = last or workbook[title].max_row or 1
    for number, values in _numbered(workbook, title, name, last):
        if number % TELL_EVERY == 0:
            check_stop(stop)
            if progress:
                progress(min(number, total), total)
        cells = [_text(value) for value in values]
        row = kept(number, cells, name)
        if row is None:
            continue
        rows.append(row)
        check_rows(len(rows), name)
        problems += [
            ImportProblem(number, "", _("A cell shows the error {error}.").format(error=text))
            for text in row.cells
            if text in _ERRORS
        ]
    if progress and rows:
        progress(total, total)
    return rows, problems


def _numbered(
    workbook: "Workbook", title: str, name: str, last: int | None
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    sheet: Any = workbook[title]
    # The size a file declares for its sheet is often wrong, and can be a trap of 17 milliard cells.
    sheet.reset_dimensions()
    for number, values in enumerate(sheet.iter_rows(values_only=True, max_row=last), start=1):
        if number > LAST_ROW:
            raise _not_a_workbook(name)
        if values:
            yield number, values


def _unstored(source: bytes) -> list[ImportProblem]:
    """A problem for each row with a formula whose result the file does not hold.

    openpyxl gives None for it, as for an empty cell or an empty result; only the source tells.
    """
    if b"<f" not in source:
        return []
    numbers = {
        int(found["row"])
        for found in _CELL.finditer(source)
        if b"<f" in found["content"]
        and b't="str"' not in found["about"]  # a result that is an empty text
        and not _VALUE.search(found["content"])
    }
    message = _(
        "A formula has no stored result and was read as empty. Open the file in Excel and save it."
    )
    return [ImportProblem(number, "", message) for number in sorted(numbers)]


_CELL = re.compile(
    rb'<c\s(?P<about>(?:[^>]*\s)?r="[A-Z]{1,3}(?P<row>\d{1,7})"[^>/]*)>(?P<content>.*?)</c>',
    re.DOTALL,
)
_VALUE = re.compile(rb"<v>[^<]")

# Control characters, and the underscore that begins such a sequence (ECMA-376 part 1, 22.9.2.19).
_ESCAPED = re.compile("_x(00[01][0-9A-Fa-f]|005[Ff])_")

_ERRORS = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA")
)


def _text(value: Any) -> str:
    """What a person would read in the cell, written the same way in every country."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        # Excel counts in days; the fraction is off by a few microseconds.
        moment = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
        return moment.date().isoformat() if moment.time() == time() else moment.isoformat()
    if isinstance(value, time):
        return value.replace(microsecond=0).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _not_a_workbook(name: str) -> UnreadableFile:
    return UnreadableFile(
        _(
            "{name} is not a spreadsheet that can be read. Open it in Excel and save it as .xlsx "
            "or .csv."
        ).format(name=name)
    )
