"""Reading a planning from spreadsheets: which sheets hold one, and the rows of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from townhall.domain.date_order import DateOrder
from townhall.domain.planning_columns import (
    Heading,
    PlanningMapping,
    heading_of,
    mapping_from_json,
    named_columns,
    propose,
)
from townhall.domain.planning_import import planning
from townhall.domain.planning_row import PlanningRow
from townhall.domain.tables import Progress, Stop, Table
from townhall.domain.terms import CommunicationKind
from townhall.language import _
from townhall.services.imports import Problem


@dataclass(frozen=True, slots=True)
class ReadPlanning:
    """The communications of one or several files, and what was wrong with them.

    `left_out` counts the rows that cannot be communications. `doubtful` is a date that can be read
    in two ways where nothing decides, "" else; then nothing may be stored. `doubtful_in` names its
    file.
    """

    rows: tuple[PlanningRow, ...]
    problems: tuple[Problem, ...]
    left_out: int
    doubtful: str = ""
    doubtful_in: str = ""


@dataclass(frozen=True, slots=True)
class PlanningSheet:
    """A sheet that holds a planning, with its heading."""

    table: Table
    heading: Heading


def read_planning(
    files: Iterable[Path],
    *,
    today: date,
    mapping: Path | None = None,
    date_order: DateOrder | None = None,
    default_kind: CommunicationKind | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> ReadPlanning:
    """The communications in `files`, of every sheet that has titles and dates.

    `mapping` is a file that says which column holds what (`domain.planning_columns`); an order or
    a kind given besides goes before the mapping's. `today` decides the year of dates without one.
    Raises UnreadableFile, Cancelled; InvalidInput where a file holds no planning.
    """
    from townhall.formats.tables import file_bytes
    from townhall.formats.text_encoding import decoded

    told = decoded(file_bytes(mapping, mapping.name), mapping.name)[0] if mapping else ""
    found = []
    for file in files:
        for sheet in planning_sheets(file, told, progress=progress, stop=stop):
            columns = PlanningMapping(propose(sheet.heading.names))
            if mapping is not None:
                columns = mapping_from_json(told, sheet.heading.names, mapping.name)
            columns = replace(
                columns,
                date_order=date_order or columns.date_order,
                default_kind=default_kind or columns.default_kind,
            )
            found.append(read_sheets([sheet], {sheet.table.sheet: columns}, today=today))
    return _together(found)


def planning_sheets(
    file: Path, told: str = "", *, progress: Progress | None = None, stop: Stop | None = None
) -> list[PlanningSheet]:
    """The sheets of `file` that hold a planning; `told` is the text of a mapping file, if any.

    A file in which no sheet has titles and dates gives its first, so that the user can say what
    its columns hold. Raises UnreadableFile, Cancelled.
    """
    from townhall.formats.tables import read_tables

    known = named_columns(told) if told else ()
    sheets = [
        PlanningSheet(table, heading_of(table, known))
        for table in read_tables(file, progress=progress, stop=stop)
    ]
    wanted = {name.casefold() for name in known}
    plannings = [
        sheet
        for sheet in sheets
        if sheet.heading.is_planning
        or (wanted and wanted <= {name.casefold() for name in sheet.heading.names})
    ]
    return plannings or sheets[:1]


def read_sheets(
    sheets: Sequence[PlanningSheet], mappings: Mapping[str, PlanningMapping], *, today: date
) -> ReadPlanning:
    """The communications in `sheets`, each read by the mapping that stands under its name.

    Raises InvalidInput where a sheet has no column with titles or dates.
    """
    found = []
    for sheet in sheets:
        table = sheet.table
        result = planning(table, mappings[table.sheet], today=today, heading=sheet.heading)
        place = _("{file}, sheet “{sheet}”").format(file=table.file, sheet=table.sheet)
        file = place if table.sheet else table.file
        found.append(
            ReadPlanning(
                tuple(replace(row, file=file) for row in result.rows),
                tuple(Problem(p.row, p.field, p.message, file) for p in result.problems),
                result.count - len(result.rows),
                result.doubtful,
                file if result.doubtful else "",
            )
        )
    return _together(found)


def _together(found: Sequence[ReadPlanning]) -> ReadPlanning:
    doubtful = next((each for each in found if each.doubtful), None)
    return ReadPlanning(
        tuple(row for each in found for row in each.rows),
        tuple(problem for each in found for problem in each.problems),
        sum(each.left_out for each in found),
        doubtful.doubtful if doubtful else "",
        doubtful.doubtful_in if doubtful else "",
    )
