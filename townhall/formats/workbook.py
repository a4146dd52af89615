"""Tables written out: workbooks whose text is never a formula, delimited text, JSON."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

HEAD = "1F4E5F"
"""The ground of a heading; its words are white."""

FACE = "Calibri"
"""The type of cells, as a new workbook of Excel has it."""

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the first one a zip file can hold
_CELL_LIMIT = 32_767  # of Excel; a longer one makes it call the file damaged
_UNESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def csv_bytes(headings: Sequence[str], rows: Sequence[Sequence[str | int]]) -> bytes:
    """Delimited text in UTF-8 with a byte order mark, so that Excel reads the letters right."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return ("\ufeff" + out.getvalue()).encode("utf-8", errors="replace")


def json_bytes(rows: Sequence[object]) -> bytes:
    """A JSON list, one field a line; what JSON does not know is written as text."""
    text = json.dumps(rows, ensure_ascii=False, indent=2, default=str)
    return (text + "\n").encode("utf-8", errors="replace")


def workbook_bytes(
    headings: Sequence[str],
    rows: Sequence[Sequence[str | int | datetime]],
    *,
    widths: Sequence[int],
    sheet: str,
    title: str,
    written_utc: datetime,
) -> bytes:
    """A workbook of one sheet; the same values give the same bytes.

    Text is never a formula. `widths` are in characters. `written_utc` goes into the properties.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    name_book(book, title, written_utc)
    page: Any = book.create_sheet(sheet)
    page.freeze_panes = "A2"
    last = get_column_letter(len(headings))
    page.auto_filter.ref = f"A1:{last}{len(rows) + 1}"
    page.print_title_rows = "1:1"
    for number, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    top = Alignment(vertical="top", wrap_text=True)

    def made(value: str | int | datetime) -> Any:
        made_cell: Any = WriteOnlyCell(page)
        made_cell.value = value if not isinstance(value, str) else None
        if isinstance(value, str):
            put_text(made_cell, value)
        made_cell.alignment = top
        return made_cell

    def header(text: str) -> Any:
        cell = made(text)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=HEAD)
        return cell

    page.append([header(text) for text in headings])
    for row in rows:
        page.append([made(value) for value in row])
    return saved(book)


def name_book(book: "Workbook", title: str, written_utc: datetime) -> None:
    """Let the properties of `book` say what it is and when it was written."""
    from openpyxl.packaging.core import DocumentProperties

    written = written_utc.replace(tzinfo=None, microsecond=0)
    book.properties = DocumentProperties(
        creator="Town Hall", title=title, created=written, modified=written
    )


def put_text(cell: Any, text: str) -> None:
    """Let `cell` hold `text`, whatever it looks like; nothing where it is empty."""
    if text:
        # Set behind openpyxl's back: it takes "=1+1" for a formula and "#N/A" for an error.
        cell._value = _sheet_text(text)
        cell.data_type = "s"


def set_landscape(page: Any) -> None:
    """Let `page` print landscape on A4, one page wide."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top = page.page_margins.bottom = 0.5


def saved(book: "Workbook") -> bytes:
    """`book` as a file; the same contents give the same bytes."""
    from openpyxl.writer.excel import ExcelWriter

    out = io.BytesIO()
    ExcelWriter(book, _SteadyZip(out, "w", zipfile.ZIP_DEFLATED)).save()
    return out.getvalue()


class _SteadyZip(zipfile.ZipFile):
    """A zip file whose entries bear no time of writing."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **kwargs: Any) -> None:
        entry = zipfile.ZipInfo(str(zinfo_or_arcname), _ZIP_DATE)
        entry.compress_type = zipfile.ZIP_DEFLATED
        super().writestr(entry, data, *args, **kwargs)

    def write(self, filename: Any, arcname: Any = None, *_args: Any, **_kwargs: Any) -> None:
        with open(filename, "rb") as part:
            self.writestr(arcname, part.read())


def _sheet_text(text: str) -> str:
    """`text` as a sheet can hold it (ECMA-376 part 1, 22.9.2.19: `_x000D_` is an escape)."""
    return _FORBIDDEN.sub("", _UNESCAPED.sub("_x005F_", text).replace("\r", "_x000D_"))[
        :_CELL_LIMIT
    ]
