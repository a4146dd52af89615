"""Reading what other programs exported, and bringing in the questions that are new.

Reading the same file again changes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.errors import Cancelled
from townhall.domain.names import same_name
from townhall.domain.people_import import PersonCandidate, people
from townhall.domain.question_import import QuestionCandidate, candidates
from townhall.domain.question_themes import OTHER
from townhall.domain.tables import ImportProblem, Progress, Stop
from townhall.domain.terms import Anonymity, QuestionState
from townhall.domain.zones import check_zone
from townhall.language import _, ngettext
from townhall.services.queries.communication_details import communication
from townhall.services.queries.communications import nearest_date, occurrence
from townhall.services.queries.question_themes import keys_by_word
from townhall.services.series import repeats
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

_CHUNK = 1_000
"""Records stored at once; progress is told in between."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What was left out, changed or guessed; `row` counts as a spreadsheet program does."""

    row: int | None
    field: str
    message: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """What an import did, or would do: records added, updated, and left as they were."""

    added: int
    updated: int
    skipped: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadQuestions:
    """The questions of one or several files, and what was wrong with them."""

    candidates: tuple[QuestionCandidate, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ReadPeople:
    """The people of one or several files, and what was wrong with them."""

    candidates: tuple[PersonCandidate, ...]
    problems: tuple[Problem, ...]


def read_questions(
    files: Iterable[Path],
    *,
    keep_names: bool = False,
    mapping: Path | None = None,
    zone: str | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> ReadQuestions:
    """The questions in `files`; names of askers are dropped unless `keep_names`.

    `mapping` is a file that says which column holds what (`domain.mapping_file`); times with an
    offset become wall times of `zone`. Raises UnreadableFile, InvalidInput, Cancelled.
    """
    from townhall.domain.mapping_file import mapping_from_json
    from townhall.domain.question_exports import read_export
    from townhall.formats.tables import file_bytes, read_table
    from townhall.formats.text_encoding import decoded

    told = decoded(file_bytes(mapping, mapping.name), mapping.name)[0] if mapping else None
    found: list[QuestionCandidate] = []
    problems: list[Problem] = []
    for file in files:
        table = read_table(file, progress=progress, stop=stop)
        columns = None
        if told is not None and mapping is not None:
            columns = mapping_from_json(told, read_export(table).header.cells, mapping.name)
        result = candidates(
            table,
            columns,
            keep_names=keep_names,
            zone=check_zone(zone) if zone else None,
        )
        found += result.candidates
        problems += _of_file(result.problems, file)
    return ReadQuestions(tuple(found), tuple(problems))


def read_people(files: Iterable[Path]) -> ReadPeople:
    """The people in `files`: tables, or contact cards (.vcf).

    Raises UnreadableFile, InvalidInput.
    """
    from townhall.formats.tables import read_table
    from townhall.formats.vcard import read_vcards

    found: list[PersonCandidate] = []
    problems: list[Problem] = []
    for file in files:
        cards = file.suffix.lower() in (".vcf", ".vcard")
        result = people(read_vcards(file) if cards else read_table(file))
        found += result.candidates
        problems += _of_file(result.problems, file)
    return ReadPeople(tuple(found), tuple(problems))


def question_counts(
    session: Session,
    found: Sequence[QuestionCandidate],
    *,
    communication_id: int | None = None,
    original_start: datetime | None = None,
) -> ImportCounts:
    """What `import_questions` would do with the same arguments. Raises NotFound."""
    _check_date(session, communication_id, original_start)
    sorted_out = _sort_questions(session, found)
    _ids, problems = _audience_ids(session, sorted_out.new)
    return sorted_out.counts(problems)


def import_questions(
    uow: UnitOfWork,
    found: Sequence[QuestionCandidate],
    *,
    communication_id: int | None = None,
    original_start: datetime | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> ImportCounts:
    """Add the questions that are new, for a date of a communication (None: the nearest one).

    A question is known by its source and its id there; of a known one only the votes are brought
    up to date. Raises NotFound, and Cancelled where `stop` said so.
    """
    session = uow.session
    _check_date(session, communication_id, original_start)
    if communication_id is not None and original_start is None:
        original_start = _nearest(uow, communication_id)
    sorted_out = _sort_questions(session, found)
    for question_id, votes in sorted_out.changed.items():
        uow.get(m.Question, question_id).votes = votes
    audience_ids, problems = _audience_ids(session, sorted_out.new)
    theme_keys = keys_by_word(session)
    now, language = uow.now(), uow.plan.document_language
    for done in range(0, len(sorted_out.new), _CHUNK):
        tell(done, len(sorted_out.new), progress, stop)
        uow.add_many(
            m.Question,
            [
                {
                    "text": each.text,
                    "communication_id": communication_id,
                    "original_start": original_start,
                    "asked_communication_id": communication_id,
                    "asked_original_start": original_start,
                    "source": each.source,
                    "source_id": each.source_id,
                    "asked_at": _moment(each.asked_at),
                    "audience_id": audience_ids.get(each.audience.casefold()),
                    "anonymity": each.anonymity,
                    "asker": each.asker if each.anonymity is Anonymity.NAMED else "",
                    "votes": each.votes,
                    "theme": theme_keys.get(same_name(each.theme), OTHER),
                    "language": each.language or language,
                    "answer": each.answer,
                    "state": QuestionState.DRAFTED if each.answer else QuestionState.NEW,
                    "created_at": now,
                }
                for each in sorted_out.new[done : done + _CHUNK]
            ],
        )
    tell(len(sorted_out.new), len(sorted_out.new), progress, stop)
    uow.label = ngettext(
        "Imported {count} question", "Imported {count} questions", len(sorted_out.new)
    ).format(count=len(sorted_out.new))
    return sorted_out.counts(problems)


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Candidates that are new, the new votes of known questions by id, and how many stay.

    `reworded` are known by their id, but have other words than the plan.
    """

    new: list[QuestionCandidate]
    changed: dict[int, int]
    same: int
    reworded: list[QuestionCandidate]

    def counts(self, problems: Sequence[Problem]) -> ImportCounts:
        told = (*problems, *map(_other_words, self.reworded))
        return ImportCounts(len(self.new), len(self.changed), self.same, told)


def _other_words(found: QuestionCandidate) -> Problem:
    sentence = _(
        "The question is known by its id but has other words in the plan, which stay. If it is "
        "another question, leave out the column with the ids."
    )
    return Problem(found.row, "source_id", sentence)


def _sort_questions(session: Session, found: Sequence[QuestionCandidate]) -> _Sorted:
    """Tell new from known with one query, however many there are."""
    table = m.Question
    rows = session.execute(
        select(table.id, table.source, table.source_id, table.votes, table.text)
        .where(table.source.in_({each.source for each in found}))
        .order_by(table.id)
    )
    known: dict[tuple[str, str], tuple[int, int, str]] = {}
    for row in rows:
        known.setdefault((row.source, row.source_id), (row.id, row.votes, row.text))
    new: dict[tuple[str, str], QuestionCandidate] = {}
    changed: dict[int, int] = {}
    reworded = []
    for each in found:
        key = (each.source, each.source_id)
        if key not in known:
            new.setdefault(key, each)
            continue
        question_id, votes, text = known[key]
        if votes != each.votes:
            changed[question_id] = each.votes
        if text.split() != each.text.split():
            reworded.append(each)
    same = len(found) - len(new) - len(changed)
    return _Sorted(list(new.values()), changed, same, reworded)


def _audience_ids(
    session: Session, found: Sequence[QuestionCandidate]
) -> tuple[dict[str, int], list[Problem]]:
    """Ids of audiences by name in lower case, and one problem for each that is not in the plan."""
    rows = session.execute(select(m.Audience.name, m.Audience.id))
    ids = {name.casefold(): audience_id for name, audience_id in rows}
    missing: dict[str, list[QuestionCandidate]] = {}
    for each in found:
        if each.audience and each.audience.casefold() not in ids:
            missing.setdefault(each.audience.casefold(), []).append(each)
    return ids, [_no_audience(asked) for asked in missing.values()]


def _no_audience(asked: Sequence[QuestionCandidate]) -> Problem:
    sentence = ngettext(
        "There is no audience “{name}” in this plan; {n} question has no audience.",
        "There is no audience “{name}” in this plan; {n} questions have no audience.",
        len(asked),
    )
    return Problem(asked[0].row, "audience", sentence.format(name=asked[0].audience, n=len(asked)))


def _check_date(
    session: Session, communication_id: int | None, original_start: datetime | None
) -> None:
    """Raise NotFound when there is no such communication, or no such date of it."""
    if communication_id is not None and original_start is not None:
        occurrence(session, communication_id, original_start)
    elif communication_id is not None:
        communication(session, communication_id)


def _nearest(uow: UnitOfWork, communication_id: int) -> datetime | None:
    """The date questions without one are for; None: a communication that is held once."""
    stored = uow.get(m.Communication, communication_id)
    if not repeats(stored):
        return None
    return nearest_date(uow.session, communication_id, uow.clock.local_now(stored.time_zone))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=None) if text else None


def tell(done: int, total: int, progress: Progress | None, stop: Stop | None) -> None:
    """Say how far an import is; raises Cancelled where `stop` said so."""
    if progress is not None:
        progress(done, total)
    if stop is not None and stop():
        raise Cancelled(_("The import was stopped; nothing was changed."))


def _of_file(problems: Iterable[ImportProblem], file: Path) -> list[Problem]:
    return [Problem(each.row, each.field, each.message, file.name) for each in problems]
