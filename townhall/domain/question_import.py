"""Questions in a table that people exported from another tool, as candidates for the register."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from townhall.domain.asked_dates import read_dates
from townhall.domain.errors import InvalidInput
from townhall.domain.exported_questions import (
    ExportedQuestion,
    columns_of,
    read_exported,
    without_name,
)
from townhall.domain.language_guess import guess_language, language_code
from townhall.domain.mapping_file import column_names
from townhall.domain.neutral_cells import restored
from townhall.domain.question_columns import ColumnMapping, propose_mapping
from townhall.domain.question_exports import QuestionExport, read_export
from townhall.domain.question_identity import (
    digest,
    identified,
    identity,
    known_by,
    numbered,
)
from townhall.domain.question_rows import (
    answer_of,
    holds_number,
    line,
    names_asker,
    question_in,
    votes_of,
    who_asked,
)
from townhall.domain.question_sources import Source
from townhall.domain.tables import ImportProblem, Progress, Row, Stop, Table, cell, tell
from townhall.domain.terms import Anonymity
from townhall.language import _

_TELL_EVERY = 500
"""Rows between two calls of `progress` and `stop`."""


@dataclass(frozen=True, slots=True)
class QuestionCandidate:
    """A question found in a file; nothing is stored yet.

    `source` and `source_id` together are the same whenever the same answer is read again.
    `asked_at` is ISO 8601, wall time unless it ends in an offset, or a date alone. `asker` is ""
    unless names are kept. `theme` is what the file says. `language` is None where the text does
    not tell. `row` is the file's. `votes_told`: the row says how many votes it has. `held_back`:
    the words may hold the number of a patient, so that somebody should look before it is taken.
    `exported` is all that this program wrote of it, where it did.
    """

    text: str
    source: str
    source_id: str
    row: int
    asked_at: str | None = None
    audience: str = ""
    anonymity: Anonymity = Anonymity.ANONYMOUS
    asker: str = ""
    votes: int = 0
    votes_told: bool = True
    theme: str = ""
    language: str | None = None
    answer: str = ""
    held_back: bool = False
    exported: ExportedQuestion | None = None


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What a table holds: questions, and what was left out, changed or guessed, by row.

    `skipped` are those problems for which a row gives no question: it has none, or it is here
    twice. `left_out` counts the rows that the tool itself says are no questions.
    """

    candidates: tuple[QuestionCandidate, ...]
    problems: tuple[ImportProblem, ...]
    skipped: tuple[ImportProblem, ...] = ()
    left_out: int = 0


def candidates(
    table: Table,
    mapping: ColumnMapping | None = None,
    *,
    names: Anonymity = Anonymity.HELD_BY_SOURCE,
    source: str = "",
    zone: tzinfo | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> ImportResult:
    """The questions in `table`, by `mapping` (None: the proposed one).

    Each non-empty cell of a text column is a question. Names and addresses of askers are dropped
    unless `names` is NAMED; else it says what a question is whose asker the file names. `source`
    names the tool (default: what the header is recognised as). Times with an offset become wall
    time of `zone`, where given.

    Raises InvalidInput, naming the columns found, where no column holds questions; Cancelled where
    `stop` said so.
    """
    export = read_export(table)
    kind, header, rows = export.source, export.header, export.rows
    mapping = mapping or propose_mapping(header.cells, rows)
    _check_questions(table, header, mapping)
    if kind is Source.TOWN_HALL and mapping == propose_mapping(header.cells, rows):
        return _exported(export, names, neutral=not table.is_headed)
    if kind is Source.TOWN_HALL and not table.is_headed:
        rows = tuple(replace(row, cells=tuple(map(restored, row.cells))) for row in rows)
    asked, problems = read_dates(
        ((row.number, text) for row in rows if (text := cell(row, mapping.asked_at))),
        slashes_are_american=kind.writes_american_dates,
        day_first=mapping.day_first,
        zone=zone,
    )
    problems += [*table.problems, *export.problems]
    # Moderator knows no times: the event stands for the moment.
    events = {row.number: row.cells[-1] for row in rows} if kind is Source.MODERATOR else {}
    found: list[QuestionCandidate] = []
    skipped: list[ImportProblem] = []
    for place, row in enumerate(rows):
        if place % _TELL_EVERY == 0:
            tell(place, len(rows), progress, stop)
        about = _about(row, header.cells, mapping, problems, names)
        about = replace(
            about, source=about.source or source or kind.value, asked_at=asked.get(row.number)
        )
        questions = _questions_of(row, about, mapping, names, problems)
        moment = about.asked_at or events.get(row.number, "")
        for column, one in questions:
            given = one.source_id
            id_ = identity(given, column, mapping, export, words=one.text, moment=moment)
            found.append(replace(one, source_id=id_))
        if not questions:
            sentence = _("The question is empty; the row was left out.")
            skipped.append(ImportProblem(row.number, "text", sentence))
    apart = _told_apart(found, export, mapping, problems, skipped)
    return ImportResult(
        tuple(apart),
        tuple(sorted((*problems, *skipped), key=_place)),
        tuple(sorted(skipped, key=_place)),
        export.left_out,
    )


def _exported(export: QuestionExport, names: Anonymity, *, neutral: bool) -> ImportResult:
    """What this program wrote itself, with everything that it knew."""
    columns = columns_of(export.header.cells)
    problems = list(export.problems)
    skipped: list[ImportProblem] = []
    found: list[QuestionCandidate] = []
    seen: Counter[tuple[str, str]] = Counter()
    for row in export.rows:
        one = read_exported(row, columns, problems, neutral=neutral)
        if not one.text:
            sentence = _("The question is empty; the row was left out.")
            skipped.append(ImportProblem(row.number, "text", sentence))
            continue
        one = without_name(one, names)
        key = (one.source, known_by(one.source_id, one.text, one.created_at))
        seen[key] += 1
        found.append(
            QuestionCandidate(
                text=one.text,
                source=one.source,
                source_id=numbered(key[1], seen[key]),
                row=row.number,
                asked_at=one.asked_at.isoformat() if one.asked_at else None,
                audience=one.audience,
                anonymity=one.anonymity,
                asker=one.asker,
                votes=one.votes,
                theme=one.theme,
                language=one.language or guess_language(one.text),
                answer=one.answer,
                exported=one,
            )
        )
    in_order = tuple(sorted((*problems, *skipped), key=_place))
    return ImportResult(tuple(found), in_order, tuple(skipped), export.left_out)


def _place(problem: ImportProblem) -> tuple[int, str]:
    return problem.row or 0, problem.field


def _questions_of(
    row: Row,
    about: QuestionCandidate,
    mapping: ColumnMapping,
    names: Anonymity,
    problems: list[ImportProblem],
) -> list[tuple[int, QuestionCandidate]]:
    """The questions of a row with their columns; `about` says what they share."""
    found = []
    for column in mapping.text:
        text = question_in(row, column, problems)
        if not text:
            continue
        held_back = holds_number(row, text, mapping, names, problems)
        language = about.language or guess_language(text)
        found.append((column, replace(about, text=text, language=language, held_back=held_back)))
    return found


def _check_questions(table: Table, header: Row, mapping: ColumnMapping) -> None:
    if mapping.text:
        return
    raise InvalidInput(
        _(
            "{file} has no column with questions; the columns are {columns}. Say which column "
            "holds them in a mapping."
        ).format(file=table.file, columns=column_names(header.cells)),
        field="text",
        row=header.number or None,
        file=table.file,
    )


def _about(
    row: Row,
    header: Sequence[str],
    mapping: ColumnMapping,
    problems: list[ImportProblem],
    names: Anonymity,
) -> QuestionCandidate:
    """What a row says beside its questions: a candidate without a text."""
    who = who_asked(row, header, mapping, names)
    source, source_id = line(cell(row, mapping.source)), line(cell(row, mapping.source_id))
    return QuestionCandidate(
        text="",
        source="" if names_asker(source, row, mapping, names) else source,
        source_id=digest(source_id) if names_asker(source_id, row, mapping, names) else source_id,
        row=row.number,
        audience=line(cell(row, mapping.audience)),
        anonymity=who.anonymity,
        asker=who.asker,
        votes=votes_of(row, mapping, problems),
        votes_told=bool(cell(row, mapping.votes)),
        theme=line(cell(row, mapping.theme)),
        language=language_code(cell(row, mapping.language)),
        answer=answer_of(row, mapping, problems),
    )


def _told_apart(
    found: Sequence[QuestionCandidate],
    export: QuestionExport,
    mapping: ColumnMapping,
    problems: list[ImportProblem],
    skipped: list[ImportProblem],
) -> list[QuestionCandidate]:
    """The same words asked twice at one moment are two questions: the second gets a number.

    Where the tool's own ids last, the same id with the same words is the same question.
    """
    seen: Counter[tuple[str, str]] = Counter()
    with_ids = identified(export, mapping)
    texts: dict[str, str] = {}
    apart = []
    for candidate in found:
        if export.source.has_lasting_ids and texts.get(candidate.source_id) == candidate.text:
            skipped.append(
                ImportProblem(
                    candidate.row,
                    "source_id",
                    _("The question is in the file twice, with the same id; it was taken once."),
                )
            )
            continue
        texts.setdefault(candidate.source_id, candidate.text)
        seen[candidate.source, candidate.source_id] += 1
        times = seen[candidate.source, candidate.source_id]
        if times > 1:
            if candidate.row in with_ids:
                problems.append(
                    ImportProblem(
                        candidate.row,
                        "source_id",
                        _("Another row has the same id; both were taken."),
                    )
                )
            candidate = replace(candidate, source_id=f"{candidate.source_id}-{times}")
        apart.append(candidate)
    return apart
