"""Write questions out as .csv, .xlsx or .json; the same questions give the same bytes."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from townhall.domain.neutral_cells import neutral
from townhall.language import N_, _, words

Question = Mapping[str, object]
"""A question by the field names of the command line; lists and None are allowed as values."""

HEADINGS = {
    "id": N_("Number"),
    "text": N_("Question"),
    "communication_id": N_("Communication number"),
    "source": N_("Source"),
    "source_id": N_("Source ID"),
    "asked_at": N_("Asked on"),
    "audience": N_("Audience"),
    "anonymity": N_("Anonymity"),
    "asker": N_("Asker"),
    "votes": N_("Votes"),
    "theme": N_("Theme"),
    "language": N_("Language"),
    "owner": N_("Owner"),
    "answer_by": N_("Answer by"),
    "state": N_("State"),
    "outcome": N_("Outcome"),
    "decline_reason": N_("Reason for declining"),
    "lead_id": N_("Number of the lead question"),
    "answer": N_("Answer"),
    "times_carried": N_("Times carried over"),
    "follow_ups": N_("Numbers of follow-ups"),
}
"""Every field that is written, in this order, with what a person reads above its column."""

_WIDTHS = {"text": 70, "answer": 60, "decline_reason": 40, "audience": 24, "source": 18}
_WIDTH = 16
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the first one a zip file can hold
_CELL_LIMIT = 32_767  # of Excel; a longer one makes it call the file damaged
_UNESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def questions_csv(questions: Sequence[Question], language: str | None = None) -> bytes:
    """Delimited text: UTF-8 with a byte order mark, so that Excel reads the letters right.

    The headings are field names, or words in `language` ("nl", "en"). Text that a spreadsheet
    would run as a formula gets an apostrophe before it; reading the file in takes it off again.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_headings(language))
    for question in questions:
        writer.writerow([_cell(question.get(field)) for field in HEADINGS])
    return ("\ufeff" + out.getvalue()).encode("utf-8", errors="replace")


def questions_json(questions: Sequence[Question]) -> bytes:
    """A JSON list of objects with the fields of the command line, in a fixed order."""
    rows = [{field: question.get(field) for field in HEADINGS} for question in questions]
    return (json.dumps(rows, ensure_ascii=False, indent=2, default=str) + "\n").encode(
        "utf-8", errors="replace"
    )


def questions_xlsx(
    questions: Sequence[Question],
    *,
    written_utc: datetime,
    title: str = "",
    language: str | None = None,
) -> bytes:
    """A workbook of one sheet with a frozen, filterable header; headings as for `questions_csv`.

    `written_utc` is the time of writing that the file's properties show; `title` names them and
    the sheet (default: "Questions").
    """
    heading = (words(language).gettext if language else _)(N_("Questions"))
    rows = [[_cell(question.get(field)) for field in HEADINGS] for question in questions]
    widths = [_WIDTHS.get(field, _WIDTH) for field in HEADINGS]
    return workbook_bytes(
        _headings(language),
        rows,
        widths=widths,
        sheet=heading,
        title=title or heading,
        written_utc=written_utc,
    )


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
    from openpyxl.packaging.core import DocumentProperties
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook(write_only=True)
    written = written_utc.replace(tzinfo=None, microsecond=0)
    book.properties = DocumentProperties(
        creator="Town Hall", title=title, created=written, modified=written
    )
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
        if isinstance(value, str) and value:
            # Set behind openpyxl's back: it takes "=1+1" for a formula and "#N/A" for an error.
            made_cell._value = _sheet_text(value)
            made_cell.data_type = "s"
        made_cell.alignment = top
        return made_cell

    def header(text: str) -> Any:
        cell = made(text)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4E5F")
        return cell

    page.append([header(text) for text in headings])
    for row in rows:
        page.append([made(value) for value in row])
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


def _headings(language: str | None) -> list[str]:
    if language is None:
        return list(HEADINGS)
    return [words(language).gettext(heading) for heading in HEADINGS.values()]


def _cell(value: object) -> str | int:
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, (list, tuple)):
        return neutral(", ".join(map(str, value)))
    return neutral(str(value))


def _sheet_text(text: str) -> str:
    """`text` as a sheet can hold it (ECMA-376 part 1, 22.9.2.19: `_x000D_` is an escape)."""
    return _FORBIDDEN.sub("", _UNESCAPED.sub("_x005F_", text).replace("\r", "_x000D_"))[
        :_CELL_LIMIT
    ]
