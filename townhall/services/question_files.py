"""Reading the questions of many files: each is judged on its own, a bad one stops no other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from townhall.domain.errors import InvalidInput, UnreadableFile
from townhall.domain.mapping_file import mapping_from_json
from townhall.domain.question_columns import ColumnMapping
from townhall.domain.question_exports import read_export
from townhall.domain.question_import import QuestionCandidate, candidates
from townhall.domain.tables import ImportProblem, Progress, Reading, Stop, Table
from townhall.domain.terms import Anonymity
from townhall.domain.zones import check_zone
from townhall.language import _
from townhall.services.imports import Problem
from townhall.services.question_sources import QuestionSource, read_source


@dataclass(frozen=True, slots=True)
class ReadQuestions:
    """The questions of one file, and what was wrong with them.

    `skipped` are those problems for which a row gives no question, `left_out` counts the rows that
    the tool itself says are none. `by_words`: the questions come from a plain text, and are known
    by their words alone. `refused` says why the file could not be read.
    """

    candidates: tuple[QuestionCandidate, ...]
    problems: tuple[Problem, ...] = ()
    file: str = ""
    skipped: tuple[Problem, ...] = ()
    left_out: int = 0
    by_words: bool = False
    refused: str = ""


def read_questions(
    sources: Iterable[QuestionSource | Path],
    *,
    names: Anonymity = Anonymity.HELD_BY_SOURCE,
    mapping: Path | None = None,
    reading: Reading | None = None,
    zone: str | None = None,
    hold_back: bool = False,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> tuple[ReadQuestions, ...]:
    """The questions of each of `sources`; names of askers are dropped unless `names` is NAMED.

    `mapping` is a file that says which column holds what (`domain.mapping_file`), `reading` how
    the files are written; times with an offset become wall times of `zone`. With `hold_back`,
    questions that may hold the number of a patient are left out.

    Raises UnreadableFile or InvalidInput where no file could be read at all; Cancelled.
    """
    told = _mapping_text(mapping) if mapping else None
    found: list[ReadQuestions] = []
    refusal: InvalidInput | UnreadableFile | None = None
    for each in sources:
        source = QuestionSource(each.name, each) if isinstance(each, Path) else each
        try:
            table = read_source(source, reading, progress=progress, stop=stop)
            columns = None
            if told is not None and mapping is not None:
                header = read_export(table).header.cells
                columns = mapping_from_json(told, header, mapping.name)
            read = read_rows(table, columns, names=names, zone=zone, progress=progress, stop=stop)
        except (InvalidInput, UnreadableFile) as error:
            refusal = refusal or error
            found.append(ReadQuestions((), file=source.name, refused=str(error)))
        else:
            found.append(without_held_back(read) if hold_back else read)
    if refusal is not None and all(each.refused for each in found):
        raise refusal
    return tuple(found)


def read_rows(
    table: Table,
    mapping: ColumnMapping | None,
    *,
    names: Anonymity,
    zone: str | None,
    source: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> ReadQuestions:
    """The questions of `table` by `mapping` (None: the proposed one).

    Raises InvalidInput where no column holds questions, Cancelled.
    """
    result = candidates(
        table,
        mapping,
        names=names,
        source=source,
        zone=check_zone(zone) if zone else None,
        progress=progress,
        stop=stop,
    )
    return ReadQuestions(
        result.candidates,
        _of_file(result.problems, table.file),
        table.file,
        _of_file(result.skipped, table.file),
        result.left_out,
        table.is_lines,
    )


def without_held_back(read: ReadQuestions, taken: Iterable[int] = ()) -> ReadQuestions:
    """`read` without the questions that may hold a patient's number, but for the rows `taken`."""
    rows = frozenset(taken)
    kept = tuple(one for one in read.candidates if not one.held_back or one.row in rows)
    sentence = _("The question may hold the number of a patient; it was held back.")
    held = [
        Problem(one.row, "text", sentence, read.file)
        for one in read.candidates
        if one.held_back and one.row not in rows
    ]
    return replace(read, candidates=kept, skipped=(*read.skipped, *held))


def all_problems(files: Sequence[ReadQuestions]) -> tuple[Problem, ...]:
    """What is wrong in `files`, file by file; of one that could not be read, why."""
    return tuple(
        problem
        for each in files
        for problem in (
            [Problem(None, "", each.refused, each.file)] if each.refused else each.problems
        )
    )


def _of_file(problems: Iterable[ImportProblem], file: str) -> tuple[Problem, ...]:
    return tuple(Problem(each.row, each.field, each.message, file) for each in problems)


def _mapping_text(mapping: Path) -> str:
    from townhall.formats.tables import file_bytes
    from townhall.formats.text_encoding import decoded

    return decoded(file_bytes(mapping, mapping.name), mapping.name)[0]
