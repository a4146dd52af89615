"""Writing what the plan holds for other programs, as .csv, .xlsx or .json."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.clock import Clock
from townhall.domain.errors import InvalidInput
from townhall.language import _, current_language, ngettext
from townhall.services.queries.follow_ups import FollowUpDetail, follow_ups
from townhall.services.queries.questions import (
    NO_FILTER,
    QuestionDetail,
    QuestionFilter,
    questions,
    votes_together,
)
from townhall.services.shown_questions import ShownQuestions
from townhall.storage import models as m

if TYPE_CHECKING:
    from townhall.formats.record_tables import TableKind


@dataclass(frozen=True, slots=True)
class Shared:
    """How many questions were written to be shared, and how many of those asked were left out."""

    questions: int
    withheld: int


SUFFIXES = (".csv", ".xlsx", ".json")
"""Kinds of file that tables are written as."""


def export_questions(
    session: Session, path: Path, filtered: QuestionFilter = NO_FILTER, *, clock: Clock
) -> int:
    """Write the questions of `filtered` to `path`, in the format its suffix says.

    Everything that is known of them is written, so that reading the file gives the same questions.
    Headings are in the current language, so that people can read the sheet; field names in .json.
    Returns how many there are. Raises InvalidInput for another suffix, CannotWrite.
    """
    from townhall.formats.question_tables import QUESTIONS

    checked_suffix(path)
    called = session.execute(select(m.Communication.id, m.Communication.title))
    titles: dict[int, str] = {row.id: row.title for row in called}
    rows = [
        {
            **_row(detail),
            "communication": titles.get(detail.communication_id or 0),
            "asked_communication": titles.get(detail.asked_communication_id or 0),
        }
        for detail in questions(session, filtered)
    ]
    return _write(QUESTIONS, path, rows, clock)


def export_to_share(
    session: Session, path: Path, filtered: QuestionFilter = NO_FILTER, *, clock: Clock
) -> Shared:
    """Write what others may see of the questions of `filtered`, as `export_questions` does.

    Merged questions count in their lead's votes. Nothing says who asked, where or when. Raises
    InvalidInput also where personal data was found that nobody decided about; CannotWrite.
    """
    from townhall.formats.question_tables import TO_SHARE

    checked_suffix(path)
    shown = ShownQuestions(session, questions(session, filtered))
    undecided = [str(each.id) for each, _marked in shown.undecided()]
    if undecided:
        sentence = ngettext(
            "{n} question holds personal data that nobody decided about: {ids}. Decide first how "
            "it is shown.",
            "{n} questions hold personal data that nobody decided about: {ids}. Decide first how "
            "they are shown.",
            len(undecided),
        )
        ids = ", ".join(undecided[:10]) + ("…" if len(undecided) > 10 else "")
        raise InvalidInput(sentence.format(n=len(undecided), ids=ids), field="publication")
    to_share = list(shown.to_share(current_language()))
    votes = votes_together(session, [each.id for each in to_share])
    rows = [{**_row(each), "votes": votes[each.id]} for each in to_share]
    return Shared(_write(TO_SHARE, path, rows, clock), shown.withheld)


def export_follow_ups(session: Session, path: Path, *, clock: Clock) -> int:
    """Write all promises to `path`, as `export_questions` writes questions."""
    from townhall.formats.record_tables import FOLLOW_UPS

    return _write(FOLLOW_UPS, path, [_row(each) for each in follow_ups(session)], clock)


def _write(
    kind: "TableKind", path: Path, rows: Sequence[Mapping[str, object]], clock: Clock
) -> int:
    from townhall.formats import record_tables
    from townhall.formats.files import write_atomically

    suffix, language = checked_suffix(path), current_language()
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
