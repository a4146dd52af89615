"""Writing what the plan holds for other programs, as .csv, .xlsx or .json."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from townhall.domain.clock import Clock
from townhall.domain.errors import InvalidInput
from townhall.language import _, current_language
from townhall.services.queries.follow_ups import FollowUpDetail, follow_ups
from townhall.services.queries.questions import (
    NO_FILTER,
    QuestionDetail,
    QuestionFilter,
    questions,
)

if TYPE_CHECKING:
    from townhall.formats.record_tables import TableKind

SUFFIXES = (".csv", ".xlsx", ".json")
"""Kinds of file that tables are written as."""


def export_questions(
    session: Session, path: Path, filtered: QuestionFilter = NO_FILTER, *, clock: Clock
) -> int:
    """Write the questions of `filtered` to `path`, in the format its suffix says.

    Headings are in the current language, so that people can read the sheet; field names in .json.
    Returns how many there are. Raises InvalidInput for another suffix, CannotWrite.
    """
    from townhall.formats.question_tables import QUESTIONS

    return _write(QUESTIONS, path, questions(session, filtered), clock)


def export_follow_ups(session: Session, path: Path, *, clock: Clock) -> int:
    """Write all promises to `path`, as `export_questions` writes questions."""
    from townhall.formats.record_tables import FOLLOW_UPS

    return _write(FOLLOW_UPS, path, follow_ups(session), clock)


def _write(
    kind: "TableKind", path: Path, details: Sequence[QuestionDetail | FollowUpDetail], clock: Clock
) -> int:
    from townhall.formats import record_tables
    from townhall.formats.files import write_atomically

    suffix, language = checked_suffix(path), current_language()
    rows = [_row(detail) for detail in details]
    if suffix == ".csv":
        content = record_tables.table_csv(kind, rows, language)
    elif suffix == ".xlsx":
        written = clock.now_utc()
        content = record_tables.table_xlsx(kind, rows, written_utc=written, language=language)
    else:
        content = record_tables.table_json(kind, rows)
    write_atomically(path, content)
    return len(rows)


def checked_suffix(path: Path) -> str:
    """The suffix of `path`, in lower case; raises InvalidInput where it is none of SUFFIXES."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise InvalidInput(
            _("{file} must end in {suffixes}: that says how it is written.").format(
                file=path.name, suffixes=", ".join(SUFFIXES)
            ),
            field="out",
            file=path.name,
        )
    return suffix


def _row(detail: QuestionDetail | FollowUpDetail) -> dict[str, object]:
    return {field.name: plain(getattr(detail, field.name)) for field in fields(detail)}


def plain(value: object) -> object:
    """Dates as ISO 8601, instants in UTC ending in Z; parts as they are."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
    return value.isoformat() if hasattr(value, "isoformat") else value
