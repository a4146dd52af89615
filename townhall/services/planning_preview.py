"""Looking at a planning before it is imported: its columns, and its rows by a mapping."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from townhall.domain.planning_columns import OWN_ID, PlanningMapping, propose
from townhall.domain.question_columns import header_key
from townhall.domain.tables import Progress, Stop
from townhall.services.import_preview import FileColumn, file_columns
from townhall.services.planning_files import (
    PlanningSheet,
    ReadPlanning,
    planning_sheets,
    read_sheets,
)


@dataclass(frozen=True, slots=True)
class PlanningFile:
    """A file with a planning as it was read, and what the columns of its first sheet hold.

    `size` is in bytes. `signature` is the same for every file with these columns, so that a
    mapping can be used again. `is_own`: this program wrote it.
    """

    path: Path
    size: int
    sheets: tuple[PlanningSheet, ...]
    columns: tuple[FileColumn, ...]
    mapping: PlanningMapping
    signature: str
    is_own: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self.sheets[0].heading.names

    @property
    def count(self) -> int:
        """The rows below the headings, of all sheets."""
        return sum(len(sheet.heading.rows) for sheet in self.sheets)


def read_planning_file(
    path: Path, *, progress: Progress | None = None, stop: Stop | None = None
) -> PlanningFile:
    """Read the sheets at `path` and propose what their columns hold.

    Raises UnreadableFile, Cancelled.
    """
    sheets = planning_sheets(path, progress=progress, stop=stop)
    heading = sheets[0].heading
    keys = [header_key(name) for name in heading.names]
    return PlanningFile(
        path=path,
        size=path.stat().st_size,
        sheets=tuple(sheets),
        columns=file_columns(heading.names, heading.rows),
        mapping=PlanningMapping(propose(heading.names)),
        signature="|".join(keys),
        is_own=header_key(OWN_ID) in keys,
    )


def read_planning_rows(
    file: PlanningFile,
    mapping: PlanningMapping,
    *,
    today: date,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> ReadPlanning:
    """The communications of `file`: `mapping` holds for every sheet with the first one's columns.

    Another sheet is read as its own names propose. Raises InvalidInput where a sheet has no titles
    or no dates, Cancelled.
    """
    if progress is not None:
        progress(0, file.count)
    mappings = {
        sheet.table.sheet: mapping if _same(sheet, file.names) else _own(sheet, mapping)
        for sheet in file.sheets
    }
    return read_sheets(file.sheets, mappings, today=today)


def _same(sheet: PlanningSheet, names: Sequence[str]) -> bool:
    return list(map(header_key, sheet.heading.names)) == list(map(header_key, names))


def _own(sheet: PlanningSheet, mapping: PlanningMapping) -> PlanningMapping:
    columns = propose(sheet.heading.names)
    return PlanningMapping(columns, mapping.date_order, mapping.default_kind)
