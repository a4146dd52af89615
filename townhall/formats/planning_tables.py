"""Write the planning as delimited text, or as a workbook with a sheet per kind and year strips."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from townhall.domain.planning_export import COLUMNS, Cell, PlanningLine, cells, headings
from townhall.domain.terms import CommunicationKind, label
from townhall.domain.year_strip import Strip
from townhall.formats.workbook import (
    FACE,
    HEAD,
    csv_bytes,
    name_book,
    put_text,
    saved,
    set_landscape,
)
from townhall.formats.year_strip import add_strip
from townhall.language import words

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_WIDTHS = {
    "title": 34,
    "objective": 40,
    "audiences": 24,
    "initiatives": 18,
    "organizer": 18,
    "organizer_email": 20,
    "kind": 18,
    "location": 16,
    "join_link": 18,
    "notes": 30,
    "time": 7,
    "end": 7,
}
_WIDTH = 12
_LINE, _MOST_LINES = 15, 8
"""Height of a line in points, and the lines that a row shows at most."""
_DATES = {"nl": "dd-mm-yyyy", "en": "d mmm yyyy"}
_CLOCK = "hh:mm"


def planning_csv(lines: Sequence[PlanningLine], language: str) -> bytes:
    """Delimited text with dates in ISO 8601 and times as HH:MM; words in `language`."""
    rows = [[_plain(cell) for cell in cells(line, language)] for line in lines]
    return csv_bytes(headings(language), rows)


def planning_xlsx(
    lines: Sequence[PlanningLine],
    strips: Sequence[Strip],
    *,
    title: str,
    language: str,
    written_utc: datetime,
) -> bytes:
    """A workbook with a sheet for each kind, an empty one too, and one for each strip.

    Dates and times are real ones, text is never a formula. `title` and `written_utc` go into the
    properties; the same values give the same bytes.
    """
    from openpyxl import Workbook

    book = Workbook()
    name_book(book, title, written_utc)
    book.remove(book.worksheets[0])
    for kind in CommunicationKind:
        _add_kind(book, kind, [line for line in lines if line.kind is kind], language)
    for strip in strips:
        add_strip(book, strip, language)
    return saved(book)


def _add_kind(
    book: "Workbook", kind: CommunicationKind, lines: Sequence[PlanningLine], language: str
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    page: Any = book.create_sheet(label(kind, words(language))[:31])
    top, plain = Alignment(vertical="top", wrap_text=True), Alignment(vertical="top")
    for column, text in enumerate(headings(language), start=1):
        head = page.cell(1, column)
        put_text(head, text)
        head.font = Font(name=FACE, bold=True, color="FFFFFF")
        head.fill = PatternFill("solid", fgColor=HEAD)
        head.alignment = top
        name = COLUMNS[column - 1]
        page.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(name, _WIDTH)
    for row, line in enumerate(lines, start=2):
        values = cells(line, language)
        for column, value in enumerate(values, start=1):
            if value != "":
                _put(page.cell(row, column), value, language)
                page.cell(row, column).alignment = plain if COLUMNS[column - 1] == "id" else top
        page.row_dimensions[row].height = _LINE * _lines(values)
    page.freeze_panes = "B2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(lines) + 1}"
    page.row_dimensions[1].height = 2 * _LINE
    page.print_title_rows = "1:1"
    set_landscape(page)


def _lines(values: Sequence[Cell]) -> int:
    """How many lines the fullest cell takes; the ID runs on in one."""
    needed = [
        sum(-(-len(part) // _WIDTHS.get(name, _WIDTH)) or 1 for part in value.split("\n"))
        for name, value in zip(COLUMNS, values, strict=True)
        if isinstance(value, str) and name != "id"
    ]
    return min(max(needed, default=1), _MOST_LINES)


def _put(cell: Any, value: Cell, language: str) -> None:
    if isinstance(value, str):
        put_text(cell, value)
        return
    cell.value = value
    cell.number_format = _CLOCK if isinstance(value, time) else _DATES[language]


def _plain(cell: Cell) -> str:
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    return cell.isoformat() if isinstance(cell, date) else cell
