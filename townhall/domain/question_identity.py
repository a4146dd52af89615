"""What tells a question from every other one of its source, in every export of it."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from townhall.domain.question_columns import ColumnMapping, header_key
from townhall.domain.question_exports import QuestionExport
from townhall.domain.tables import cell

_COUNTED = frozenset(("#", "nr", "no", "nummer", "number"))
"""Columns that number the rows of one file: the next file begins again."""


def identity(
    given: str,
    column: int,
    mapping: ColumnMapping,
    export: QuestionExport,
    *,
    words: str,
    moment: str,
) -> str:
    """The identity of a question in `column` whose row has the id `given`, "" for none.

    Each form counts its answers from 1, and a form is copied every month: an answer's number
    alone would make new questions look known. So the wording of the column and the day of
    `moment` go in. A number that only counts the rows of a file tells nothing; the `words` and
    their moment do.
    """
    header = export.header.cells
    if not given or _is_counted(header, mapping.source_id):
        return digest(header_key(words), moment)
    if len(mapping.text) == 1 and (mapping.source is not None or export.source.has_lasting_ids):
        return given
    head = header_key(header[column]) if column < len(header) else ""
    return f"{given}-{digest(head, moment[:10])[:8]}"


def identified(export: QuestionExport, mapping: ColumnMapping) -> frozenset[int]:
    """The numbers of the rows that have an id which outlives the file."""
    if mapping.source_id is None or _is_counted(export.header.cells, mapping.source_id):
        return frozenset()
    return frozenset(row.number for row in export.rows if cell(row, mapping.source_id))


def _is_counted(header: Sequence[str], column: int | None) -> bool:
    return column is not None and column < len(header) and header_key(header[column]) in _COUNTED


def known_by(source_id: str, text: str, created_at: datetime | None) -> str:
    """What tells a question that is in a plan from others of its source; `created_at` in UTC.

    One that was typed has no id: its words and the moment it was added do.
    """
    return source_id or digest("typed", text, created_at.isoformat() if created_at else "")


def numbered(source_id: str, time: int) -> str:
    """The id of what comes with `source_id` for the first, second, third `time`."""
    return source_id if time == 1 else f"{source_id}-{time}"


def digest(*parts: str) -> str:
    """Sixteen characters that stand for `parts` and tell nothing of them."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
