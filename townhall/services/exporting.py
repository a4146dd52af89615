"""Writing what the plan holds for other programs: questions as .csv, .xlsx or .json."""

from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from townhall.domain.clock import Clock
from townhall.domain.errors import InvalidInput
from townhall.language import _, current_language
from townhall.services.queries.questions import (
    NO_FILTER,
    QuestionDetail,
    QuestionFilter,
    questions,
)

SUFFIXES = (".csv", ".xlsx", ".json")
"""Kinds of file that questions are written as."""


def export_questions(
    session: Session, path: Path, filtered: QuestionFilter = NO_FILTER, *, clock: Clock
) -> int:
    """Write the questions of `filtered` to `path`, in the format its suffix says.

    Headings are in the current language, so that people can read the sheet; field names in .json.
    Returns how many there are. Raises InvalidInput for another suffix, CannotWrite.
    """
    from townhall.formats import question_tables
    from townhall.formats.files import write_atomically

    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise InvalidInput(
            _("{file} must end in {suffixes}: that says how it is written.").format(
                file=path.name, suffixes=", ".join(SUFFIXES)
            ),
            field="out",
            file=path.name,
        )
    rows = [_row(detail) for detail in questions(session, filtered)]
    if suffix == ".csv":
        content = question_tables.questions_csv(rows, current_language())
    elif suffix == ".xlsx":
        content = question_tables.questions_xlsx(
            rows, written_utc=clock.now_utc(), language=current_language()
        )
    else:
        content = question_tables.questions_json(rows)
    write_atomically(path, content)
    return len(rows)


def _row(detail: QuestionDetail) -> dict[str, object]:
    return {field.name: _plain(getattr(detail, field.name)) for field in fields(detail)}


def _plain(value: object) -> object:
    """Dates as ISO 8601, instants in UTC ending in Z."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
    return value.isoformat() if hasattr(value, "isoformat") else value
