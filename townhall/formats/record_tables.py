"""Write records out as .csv, .xlsx or .json; the same records give the same bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from townhall.domain.neutral_cells import neutral
from townhall.formats.workbook import csv_bytes, json_bytes, workbook_bytes
from townhall.language import N_, _, words

RecordRow = Mapping[str, object]
"""A record by the field names of the command line; lists and None are allowed as values."""

_WIDTH = 16


@dataclass(frozen=True, slots=True)
class TableKind:
    """How records of one noun are written: `name` is that of the sheet.

    `headings` are the fields, in order, with what a person reads above each; `widths` are in
    characters, where they differ from the usual one.
    """

    name: str
    headings: Mapping[str, str]
    widths: Mapping[str, int]

    def titles(self, language: str | None) -> list[str]:
        """The headings in `language` ("nl", "en"); the field names where it is None."""
        if language is None:
            return list(self.headings)
        return [words(language).gettext(heading) for heading in self.headings.values()]


FOLLOW_UPS = TableKind(
    N_("Follow-ups"),
    {
        "id": N_("Number"),
        "promised": N_("Promised"),
        "owner": N_("Owner"),
        "due": N_("Due"),
        "state": N_("State"),
        "evidence": N_("Evidence"),
        "reason": N_("Reason"),
        "question_id": N_("Number of the question"),
        "review_id": N_("Number of the review"),
        "told_back_in": N_("Told back in"),
        "due_history": N_("Earlier dates"),
    },
    {"promised": 60, "evidence": 40, "reason": 40, "told_back_in": 28},
)


def table_csv(kind: TableKind, records: Sequence[RecordRow], language: str | None = None) -> bytes:
    """Delimited text: UTF-8 with a byte order mark, so that Excel reads the letters right.

    Text that a spreadsheet would run as a formula gets an apostrophe before it; reading the file
    in takes it off again.
    """
    return csv_bytes(kind.titles(language), _rows(kind, records))


def table_json(kind: TableKind, records: Sequence[RecordRow]) -> bytes:
    """A JSON list of objects with the fields of the command line, in a fixed order."""
    return json_bytes([{name: record.get(name) for name in kind.headings} for record in records])


def table_xlsx(
    kind: TableKind,
    records: Sequence[RecordRow],
    *,
    written_utc: datetime,
    title: str = "",
    language: str | None = None,
) -> bytes:
    """A workbook of one sheet with a frozen, filterable header.

    `written_utc` is the time of writing that the file's properties show; `title` names them
    (default: the name of the sheet).
    """
    name = (words(language).gettext if language else _)(kind.name)
    return workbook_bytes(
        kind.titles(language),
        _rows(kind, records),
        widths=[kind.widths.get(field, _WIDTH) for field in kind.headings],
        sheet=name,
        title=title or name,
        written_utc=written_utc,
    )


def _rows(kind: TableKind, records: Sequence[RecordRow]) -> list[list[str | int]]:
    return [[_cell(record.get(name)) for name in kind.headings] for record in records]


def _cell(value: object) -> str | int:
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, (list, tuple)):
        return neutral(", ".join(map(str, value)))
    return neutral(str(value))
