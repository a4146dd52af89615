"""Questions in a table that people exported from another tool, as candidates for the register."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from townhall.domain.asked_dates import read_dates
from townhall.domain.errors import InvalidInput
from townhall.domain.language_guess import guess_language, language_code
from townhall.domain.mapping_file import column_names
from townhall.domain.neutral_cells import restored
from townhall.domain.personal_data import NUMBERS, personal_data
from townhall.domain.question_columns import ColumnMapping, propose_mapping
from townhall.domain.question_exports import QuestionExport, read_export
from townhall.domain.question_identity import identified, identity
from townhall.domain.question_sources import Source
from townhall.domain.tables import ImportProblem, Row, Table, cell, cleaned
from townhall.domain.terms import Anonymity
from townhall.language import _

MAX_TEXT = 4_000
"""Most characters of a question, as Forms itself allows; the rest is cut and told."""

MAX_LINE = 300
"""Most characters of a name, an audience or an identifier."""

_NOBODY = frozenset(
    (
        "",
        "anonymous",
        "anoniem",
        "anonymous user",
        "anonieme gebruiker",
        "anonymous attendee",
        "anonieme deelnemer",
        "guest",
        "n/a",
    )
)

_ANSWERED_ALOUD = "live answered"
"""What Zoom writes instead of an answer that was given aloud."""


@dataclass(frozen=True, slots=True)
class QuestionCandidate:
    """A question found in a file; nothing is stored yet.

    `source` and `source_id` together are the same whenever the same answer is read again.
    `asked_at` is ISO 8601, wall time unless it ends in an offset, or a date alone. `asker` is ""
    unless names are kept. `theme` is what the file says. `language` is None where the text does
    not tell. `row` is the file's.
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
    theme: str = ""
    language: str | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What a table holds: questions, and what was left out, changed or guessed, by row."""

    candidates: tuple[QuestionCandidate, ...]
    problems: tuple[ImportProblem, ...]


def candidates(
    table: Table,
    mapping: ColumnMapping | None = None,
    *,
    keep_names: bool,
    source: str = "",
    zone: tzinfo | None = None,
) -> ImportResult:
    """The questions in `table`, by `mapping` (None: the proposed one).

    Each non-empty cell of a text column is a question. Names and addresses of askers are dropped
    unless `keep_names`. `source` names the tool (default: what the header is recognised as).
    Times with an offset become wall time of `zone`, where given.

    Raises InvalidInput, naming the columns found, where no column holds questions.
    """
    export = read_export(table)
    kind, header, rows = export.source, export.header, export.rows
    mapping = mapping or propose_mapping(header.cells, rows)
    _check_questions(table, header, mapping)
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
    for row in rows:
        about = _about(row, mapping, problems, keep_names=keep_names)
        about = replace(
            about, source=about.source or source or kind.value, asked_at=asked.get(row.number)
        )
        for column in mapping.text:
            text = _text(row, column, problems)
            if not text:
                continue
            _check_names(row, text, mapping, problems, keep_names=keep_names)
            found.append(
                replace(
                    about,
                    text=text,
                    source_id=identity(
                        about.source_id,
                        column,
                        mapping,
                        export,
                        words=text,
                        moment=about.asked_at or events.get(row.number, ""),
                    ),
                    language=about.language or guess_language(text),
                )
            )
    return ImportResult(
        tuple(_told_apart(found, export, mapping, problems)),
        tuple(sorted(problems, key=lambda p: (p.row or 0, p.field))),
    )


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
    row: Row, mapping: ColumnMapping, problems: list[ImportProblem], *, keep_names: bool
) -> QuestionCandidate:
    """What a row says beside its questions: a candidate without a text."""
    name, email = cell(row, mapping.asker), cell(row, mapping.email)
    named = email if name.casefold() in _NOBODY else name
    if named.casefold() in _NOBODY:
        anonymity, asker = Anonymity.ANONYMOUS, ""
    elif keep_names:
        anonymity, asker = Anonymity.NAMED, _line(named)
    else:
        anonymity, asker = Anonymity.HELD_BY_SOURCE, ""
    return QuestionCandidate(
        text="",
        source=_line(cell(row, mapping.source)),
        source_id=_line(cell(row, mapping.source_id)),
        row=row.number,
        audience=_line(cell(row, mapping.audience)),
        anonymity=anonymity,
        asker=asker,
        votes=_votes(row, mapping, problems),
        theme=_line(cell(row, mapping.theme)),
        language=language_code(cell(row, mapping.language)),
        answer=_answer(row, mapping, problems),
    )


def _answer(row: Row, mapping: ColumnMapping, problems: list[ImportProblem]) -> str:
    text = cell(row, mapping.answer)
    if text.casefold() != _ANSWERED_ALOUD:
        return text[: MAX_TEXT * 5]
    problems.append(
        ImportProblem(
            row.number,
            "answer",
            _("The question was answered aloud; what was said is not in the file."),
        )
    )
    return ""


def _text(row: Row, column: int, problems: list[ImportProblem]) -> str:
    text = cell(row, column)
    if len(text) > MAX_TEXT:
        problems.append(
            ImportProblem(
                row.number,
                "text",
                _("The question has {n} characters; only the first {limit} were taken.").format(
                    n=len(text), limit=MAX_TEXT
                ),
            )
        )
    if len(_ASKING_LINE.findall(text[:MAX_TEXT])) > 1:
        problems.append(
            ImportProblem(
                row.number,
                "text",
                _("The cell seems to hold more than one question; it was kept as one."),
            )
        )
    return text[:MAX_TEXT].rstrip()


_ASKING_LINE = re.compile(r"\?[ \t]*(?:\n|\Z)")


def _check_names(
    row: Row,
    text: str,
    mapping: ColumnMapping,
    problems: list[ImportProblem],
    *,
    keep_names: bool,
) -> None:
    """Tell where a question itself says who asks it; the words stay as they are."""
    if keep_names:
        return
    findings = personal_data(text, [cell(row, mapping.asker)])
    if any(finding.kind not in NUMBERS for finding in findings):
        problems.append(
            ImportProblem(
                row.number,
                "text",
                _("The question itself holds a name, address or telephone number; check it."),
            )
        )


def _votes(row: Row, mapping: ColumnMapping, problems: list[ImportProblem]) -> int:
    text = cell(row, mapping.votes)
    if not text:
        return 0
    match = re.fullmatch(r"\+?(\d{1,7})(?:[.,]0+)?", text)
    if match:
        return int(match[1])
    problems.append(
        ImportProblem(
            row.number,
            "votes",
            _("“{text}” is not a number of votes; 0 was taken.").format(text=text[:40]),
        )
    )
    return 0


def _told_apart(
    found: Sequence[QuestionCandidate],
    export: QuestionExport,
    mapping: ColumnMapping,
    problems: list[ImportProblem],
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
            problems.append(
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


def _line(text: str) -> str:
    return " ".join(cleaned(text).split())[:MAX_LINE]
