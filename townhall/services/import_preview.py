"""Looking at a file before it is imported: its columns, what they would become, what is wrong."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.people_import import PersonCandidate
from townhall.domain.question_columns import ColumnMapping, header_key, propose_mapping
from townhall.domain.question_exports import read_export
from townhall.domain.question_import import QuestionCandidate
from townhall.domain.question_lines import Split
from townhall.domain.question_sources import Source
from townhall.domain.tables import Progress, Reading, Row, Stop, Table, cell
from townhall.domain.terms import Anonymity
from townhall.services.imports import ImportCounts
from townhall.services.people_imports import people_counts
from townhall.services.question_files import ReadQuestions, read_rows
from townhall.services.question_imports import FileCounts, check_date, sort_out
from townhall.services.question_sources import QuestionSource, read_source
from townhall.services.question_storing import audience_ids
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

    `size` is in bytes; `header_row` counts from 1, 0 where no row names the columns. `reading` and
    `split` are how somebody said that it is to be read. `signature` is the same for every export
    with these columns, so that a mapping can be used again.
    """

    origin: QuestionSource
    reading: Reading
    split: Split | None
    size: int
    table: Table
    source: Source
    header_row: int
    columns: tuple[FileColumn, ...]
    rows: tuple[Row, ...] = field(repr=False)
    left_out: int
    mapping: ColumnMapping
    signature: str

    @property
    def name(self) -> str:
        """What the file is called in messages."""
        return self.origin.name


@dataclass(frozen=True, slots=True)
class FilePreview:
    """What importing a file would do: counts, and which of its questions are new and here already.

    `unknown_audiences` are the names in the file that the plan does not have and does not get.
    """

    counts: FileCounts
    new: tuple[QuestionCandidate, ...]
    known: tuple[QuestionCandidate, ...]
    unknown_audiences: frozenset[str]


@dataclass(frozen=True, slots=True)
class PeoplePreview:
    """What an import of people would do; `known` are the names and addresses that are there."""

    counts: ImportCounts
    known: frozenset[str]


def read_question_file(
    origin: QuestionSource | Path,
    reading: Reading | None = None,
    split: Split | None = None,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> ReadFile:
    """Read the table in `origin` and propose what its columns hold.

    Raises UnreadableFile, InvalidInput, Cancelled.
    """
    if isinstance(origin, Path):
        origin = QuestionSource(origin.name, origin)
    table = read_source(origin, reading, split, progress=progress, stop=stop)
    export = read_export(table)
    header, rows = export.header, export.rows
    columns = file_columns(header.cells, rows)
    return ReadFile(
        origin=origin,
        reading=reading or Reading(),
        split=split,
        size=origin.size,
        table=table,
        source=export.source,
        header_row=header.number,
        columns=columns,
        rows=rows,
        left_out=export.left_out,
        mapping=propose_mapping(header.cells, rows),
        signature="|".join(header_key(column.head) for column in columns),
    )


def read_with_mapping(
    file: ReadFile,
    mapping: ColumnMapping,
    *,
    names: Anonymity,
    zone: str,
    source: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> ReadQuestions:
    """The questions of `file` by `mapping`; names are dropped unless `names` is NAMED.

    `source` says where the questions come from, where the file does not. Raises InvalidInput where
    no column holds questions, Cancelled.
    """
    return read_rows(
        file.table, mapping, names=names, zone=zone, source=source, progress=progress, stop=stop
    )


def question_previews(
    session: Session,
    files: Sequence[ReadQuestions],
    *,
    communication_id: int | None = None,
    original_start: datetime | None = None,
) -> tuple[FilePreview, ...]:
    """What importing `files` in this order would do. Raises NotFound."""
    check_date(session, communication_id, original_start)
    found = sort_out(session, files)
    audiences = audience_ids(session)
    previews = []
    for file, new, counts in zip(files, found.new_of, found.counts(session), strict=True):
        fresh = set(map(id, new))
        previews.append(
            FilePreview(
                counts=counts,
                new=new,
                known=tuple(each for each in file.candidates if id(each) not in fresh),
                unknown_audiences=frozenset(
                    each.audience
                    for each in file.candidates
                    if each.exported is None
                    and each.audience
                    and each.audience.casefold() not in audiences
                ),
            )
        )
    return tuple(previews)


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
