"""Looking at a file before it is imported: its columns, what they would become, what is wrong."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.people_import import PersonCandidate
from townhall.domain.personal_data import NUMBERS, personal_data
from townhall.domain.question_columns import ColumnMapping, header_key, propose_mapping
from townhall.domain.question_exports import read_export
from townhall.domain.question_import import QuestionCandidate, candidates
from townhall.domain.question_sources import Source
from townhall.domain.tables import Progress, Row, Stop, Table, cell
from townhall.domain.zones import check_zone
from townhall.language import _
from townhall.services.imports import (
    ImportCounts,
    Problem,
    ReadQuestions,
    question_counts,
)
from townhall.services.people_imports import people_counts
from townhall.services.queries.question_register import audience_names
from townhall.storage import models as m


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column of the file: its head, and the first thing that stands in it."""

    head: str
    example: str
    filled: int


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file of questions as it was read, and what its columns probably hold.

    `size` is in bytes; `header_row` counts from 1. `signature` is the same for every export with
    these columns, so that a mapping can be used again.
    """

    path: Path
    size: int
    table: Table
    source: Source
    header_row: int
    columns: tuple[FileColumn, ...]
    rows: tuple[Row, ...] = field(repr=False)
    mapping: ColumnMapping
    signature: str


@dataclass(frozen=True, slots=True)
class QuestionPreview:
    """What an import would do: counts, and per candidate whether it is new.

    `unknown_audiences` are the names in the file that the plan does not have.
    """

    counts: ImportCounts
    new: tuple[QuestionCandidate, ...]
    known: tuple[QuestionCandidate, ...]
    unknown_audiences: frozenset[str]


@dataclass(frozen=True, slots=True)
class PeoplePreview:
    """What an import of people would do; `known` are the names and addresses that are there."""

    counts: ImportCounts
    known: frozenset[str]


def read_question_file(
    path: Path, *, progress: Progress | None = None, stop: Stop | None = None
) -> ReadFile:
    """Read the table at `path` and propose what its columns hold.

    Raises UnreadableFile, InvalidInput, Cancelled.
    """
    from townhall.formats.tables import read_table

    table = read_table(path, progress=progress, stop=stop)
    export = read_export(table)
    header, rows = export.header, export.rows
    columns = file_columns(header.cells, rows)
    return ReadFile(
        path=path,
        size=path.stat().st_size,
        table=table,
        source=export.source,
        header_row=header.number,
        columns=columns,
        rows=rows,
        mapping=propose_mapping(header.cells, rows),
        signature="|".join(header_key(column.head) for column in columns),
    )


def read_with_mapping(
    file: ReadFile,
    mapping: ColumnMapping,
    *,
    keep_names: bool,
    zone: str,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> ReadQuestions:
    """The questions of `file` by `mapping`; names are dropped unless `keep_names`.

    What looks like a patient or personnel number is told, without repeating it. Raises
    InvalidInput where no column holds questions, Cancelled.
    """
    if progress is not None:
        progress(0, len(file.rows))
    result = candidates(file.table, mapping, keep_names=keep_names, zone=check_zone(zone))
    problems = [Problem(p.row, p.field, p.message, file.path.name) for p in result.problems]
    for place, each in enumerate(result.candidates):
        if progress is not None and place % 500 == 0:
            progress(place, len(result.candidates))
        if _holds_number(each.text):
            sentence = _("The question holds a number that looks like a patient’s; check it.")
            problems.append(Problem(each.row, "text", sentence, file.path.name))
    return ReadQuestions(result.candidates, tuple(problems))


def question_preview(
    session: Session,
    found: Sequence[QuestionCandidate],
    *,
    communication_id: int | None = None,
    original_start: datetime | None = None,
) -> QuestionPreview:
    """Which of `found` are new to the plan, and what importing them would do. Raises NotFound."""
    counts = question_counts(
        session, found, communication_id=communication_id, original_start=original_start
    )
    table = m.Question
    sources = {each.source for each in found}
    known = set(
        session.execute(select(table.source, table.source_id).where(table.source.in_(sources)))
    )
    audiences = audience_names(session)
    return QuestionPreview(
        counts=counts,
        new=tuple(each for each in found if (each.source, each.source_id) not in known),
        known=tuple(each for each in found if (each.source, each.source_id) in known),
        unknown_audiences=frozenset(
            each.audience
            for each in found
            if each.audience and each.audience.casefold() not in audiences
        ),
    )


def people_preview(session: Session, found: Sequence[PersonCandidate]) -> PeoplePreview:
    """Which of `found` are in the plan already, by address or name, in lower case."""
    rows = session.execute(select(m.Person.name, m.Person.email))
    known = {word.casefold() for row in rows for word in row if word}
    return PeoplePreview(people_counts(session, found), frozenset(known))


def languages_of(found: Sequence[QuestionCandidate]) -> dict[str, int]:
    """How many of `found` are in which language, by its code; doubtful ones are left out."""
    return dict(Counter(each.language for each in found if each.language))


def file_columns(names: Sequence[str], rows: Sequence[Row]) -> tuple[FileColumn, ...]:
    """The columns below `names`, and the ones without a name that `rows` have."""
    width = max((len(names), *(len(row.cells) for row in rows[:200])))
    return tuple(_column(names, rows, place) for place in range(width))


def _column(names: Sequence[str], rows: Sequence[Row], place: int) -> FileColumn:
    texts = [text for row in rows if (text := cell(row, place))]
    head = " ".join(names[place].split()) if place < len(names) else ""
    return FileColumn(head, " ".join(texts[0].split())[:120] if texts else "", len(texts))


def _holds_number(text: str) -> bool:
    return any(finding.kind in NUMBERS for finding in personal_data(text))
