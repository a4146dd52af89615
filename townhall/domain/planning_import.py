"""A planning that somebody kept in a spreadsheet, as rows that can be stored in the plan."""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from townhall.domain.errors import InvalidInput
from townhall.domain.mapping_file import column_names
from townhall.domain.neutral_cells import restored
from townhall.domain.planning_columns import (
    OWN_ID,
    Heading,
    PlanningMapping,
    heading_of,
    is_heading_again,
    propose,
)
from townhall.domain.planning_dates import DateCell, is_period, read_dates, year_named
from townhall.domain.planning_row import PlanningRow, RowReader
from townhall.domain.question_columns import header_key
from townhall.domain.tables import ImportProblem, Row, Table, cell
from townhall.language import _


@dataclass(frozen=True, slots=True)
class PlanningResult:
    """What a table holds: communications, what was left out or guessed, and how many rows it has.

    `doubtful` is a date such as 3/4 that can be read in two ways where nothing in the table
    decides; then the rows are as if the day came first, and must not be stored.
    """

    rows: tuple[PlanningRow, ...]
    problems: tuple[ImportProblem, ...]
    count: int
    doubtful: str


def planning(
    table: Table,
    mapping: PlanningMapping | None = None,
    *,
    today: date,
    heading: Heading | None = None,
) -> PlanningResult:
    """The communications in `table`, by `mapping` (None: the proposed one).

    `today` decides the year of dates without one. Raises InvalidInput, naming the columns found,
    where none holds a title or a date.
    """
    heading = heading or heading_of(table)
    mapping = mapping or PlanningMapping(propose(heading.names))
    for name in ("title", "date"):
        if name not in mapping.columns:
            raise _no_column(table, heading, name)
    rows = heading.rows
    if header_key(OWN_ID) in map(header_key, heading.names):
        rows = tuple(replace(row, cells=tuple(map(restored, row.cells))) for row in rows)
    dated, cells = _dated(rows, heading, mapping, (table.sheet, table.file))
    dates = read_dates(cells, mapping.date_order, today)
    problems = [*table.problems, *dates.problems]
    reader = RowReader(mapping, dates, problems)
    found = [each for row in dated if (each := reader.read(row)) is not None]
    return PlanningResult(
        tuple(found),
        tuple(sorted(problems, key=lambda each: (each.row or 0, each.field))),
        len(dated),
        dates.doubtful,
    )


def with_keys(rows: Sequence[PlanningRow]) -> tuple[list[PlanningRow], list[PlanningRow]]:
    """`rows` with the keys by which they are known again, and the ones that came before.

    A row is known by its ID, else by its title and date; of several sessions with one title on one
    day the second and later ones are counted. The same row twice is one.
    """
    seen: set[tuple[object, ...]] = set()
    counted: Counter[str] = Counter()
    kept, doubles = [], []
    for row in rows:
        plain = "id:" + _short(row.id) if row.id else title_key(row.title, row.day)
        mark = (plain,) if row.id else (plain, row.said.get("time"), row.said.get("location"))
        if mark in seen:
            doubles.append(row)
            continue
        seen.add(mark)
        counted[plain] += 1
        times = counted[plain]
        kept.append(replace(row, key=plain if times == 1 else f"{plain}-{times}"))
    return kept, doubles


def title_key(title: str, day: date) -> str:
    """What tells a row without an ID: its title, whatever the case and the blanks, and its date."""
    return "row:" + hashlib.sha256(f"{plain_title(title)}\n{day}".encode()).hexdigest()[:20]


def plain_title(title: str) -> str:
    """What two spellings of a title have in common, whatever their case and blanks."""
    return " ".join(unicodedata.normalize("NFKC", title).casefold().split())


def _short(text: str) -> str:
    plain = " ".join(text.casefold().split())
    return plain if len(plain) <= 200 else hashlib.sha256(plain.encode()).hexdigest()


def _no_column(table: Table, heading: Heading, name: str) -> InvalidInput:
    if name == "title":
        message = _(
            "{file} has no column with titles; the columns are {columns}. Say which column holds "
            "them in a mapping."
        )
    else:
        message = _(
            "{file} has no column with dates; the columns are {columns}. Say which column holds "
            "them in a mapping."
        )
    return InvalidInput(
        message.format(file=table.file, columns=column_names(heading.names)),
        field=name,
        row=heading.number,
        file=table.file,
    )


def _dated(
    rows: Sequence[Row], heading: Heading, mapping: PlanningMapping, about: Sequence[str]
) -> tuple[list[Row], list[DateCell]]:
    """The rows that are no headings, and their dates with the year that is named around them."""
    year = year_named(heading.above) or year_named(about)
    kept, cells = [], []
    for row in rows:
        filled = [text for text in row.cells if text.strip()]
        alone = len(set(filled)) == 1
        if is_heading_again(row, heading.names):
            continue
        if alone and (is_period(filled[0]) or len(filled) > 2):
            year = year_named(filled) or year
            continue
        kept.append(row)
        text = cell(row, mapping.columns["date"])
        if text:
            cells.append(DateCell(row.number, text, year))
    return kept, cells
