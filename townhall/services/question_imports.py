"""Bringing in the questions that are new, and the votes of those that are here already.

Reading the same file again changes nothing.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.question_identity import known_by, numbered
from townhall.domain.question_import import QuestionCandidate
from townhall.domain.tables import Progress, Stop, tell
from townhall.language import _, ngettext
from townhall.services.imports import ImportCounts, Problem
from townhall.services.queries.communication_details import communication
from townhall.services.queries.communications import nearest_date, occurrence
from townhall.services.question_files import ReadQuestions
from townhall.services.question_homes import rehome
from townhall.services.question_restoring import Restored, Restoring, told_of_restoring
from townhall.services.question_storing import audience_ids, store_questions
from townhall.services.series import repeats
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class FileCounts(ImportCounts):
    """What an import of one file did, or would do; `left_out` rows gave no question."""

    file: str = ""
    left_out: int = 0
    refused: str = ""


def file_counts(
    session: Session,
    files: Sequence[ReadQuestions],
    *,
    communication_id: int | None = None,
    original_start: datetime | None = None,
) -> tuple[FileCounts, ...]:
    """What `import_files` would do with the same arguments. Raises NotFound."""
    check_date(session, communication_id, original_start)
    return sort_out(session, files).counts(session)


def import_files(
    uow: UnitOfWork,
    files: Sequence[ReadQuestions],
    *,
    communication_id: int | None = None,
    original_start: datetime | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> tuple[FileCounts, ...]:
    """Add the questions that are new, for a date of a communication (None: the nearest one).

    A question is known by its source and its id there; of a known one only the votes are brought
    up to date. A later file brings an earlier one up to date. Raises NotFound, and Cancelled where
    `stop` said so.
    """
    session = uow.session
    check_date(session, communication_id, original_start)
    if communication_id is not None and original_start is None:
        original_start = _nearest(uow, communication_id)
    found = sort_out(session, files)
    counts = found.counts(session)
    total = len(found.new)
    for question_id, votes in found.changed.items():
        uow.get(m.Question, question_id).votes = votes
    restoring = Restoring(uow, [each.exported for each in found.new if each.exported is not None])
    target = (communication_id, original_start)
    ids = store_questions(uow, found.new, restoring, target, progress, stop)
    restoring.link(found.restored(ids), found.numbers(ids))
    tell(total, total, progress, stop)
    if communication_id is not None:
        rehome(uow, uow.get(m.Communication, communication_id))
    words = ngettext("Imported {count} question", "Imported {count} questions", total)
    uow.label = words.format(count=total)
    return counts


def question_counts(
    session: Session,
    found: Sequence[QuestionCandidate],
    *,
    communication_id: int | None = None,
    original_start: datetime | None = None,
) -> ImportCounts:
    """What `import_questions` would do with the same arguments. Raises NotFound."""
    [counts] = file_counts(
        session,
        [ReadQuestions(tuple(found))],
        communication_id=communication_id,
        original_start=original_start,
    )
    return summed([counts])


def import_questions(
    uow: UnitOfWork,
    found: Sequence[QuestionCandidate],
    *,
    communication_id: int | None = None,
    original_start: datetime | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> ImportCounts:
    """The same as `import_files` for the questions of one file."""
    counts = import_files(
        uow,
        [ReadQuestions(tuple(found))],
        communication_id=communication_id,
        original_start=original_start,
        progress=progress,
        stop=stop,
    )
    return summed(counts)


def summed(files: Sequence[FileCounts]) -> ImportCounts:
    """What all `files` together did."""
    return ImportCounts(
        added=sum(each.added for each in files),
        updated=sum(each.updated for each in files),
        skipped=sum(each.skipped for each in files),
        problems=tuple(problem for each in files for problem in each.problems),
    )


@dataclass(slots=True)
class _Here:
    """A question that is in the plan (`id`) or comes with this import (`place` among the new)."""

    votes: int
    text: str
    id: int = 0
    place: int = 0


@dataclass(slots=True)
class SortedOut:
    """New questions, the new votes of those in the plan by id, and what each file gave.

    `exported` are the questions of this program's own files, by file and by their number there.
    """

    new: list[QuestionCandidate] = field(default_factory=list)
    changed: dict[int, int] = field(default_factory=dict)
    files: list[FileCounts] = field(default_factory=list)
    new_of: list[tuple[QuestionCandidate, ...]] = field(default_factory=list)
    exported: dict[tuple[int, int], _Here] = field(default_factory=dict)

    def numbers(self, ids: Sequence[int]) -> dict[tuple[int, int], int]:
        """By file and number there, the number in this plan; `ids` are those of the new."""
        return {key: here.id or ids[here.place] for key, here in self.exported.items()}

    def restored(self, ids: Sequence[int]) -> list[Restored]:
        """The new questions of this program's own files, stored under `ids`."""
        files = [file for file, new in enumerate(self.new_of) for _each in new]
        return [
            Restored(number, file, each.exported)
            for number, file, each in zip(ids, files, self.new, strict=True)
            if each.exported is not None
        ]

    def counts(self, session: Session) -> tuple[FileCounts, ...]:
        """What each file gave, with the audiences that are not in the plan."""
        known = audience_ids(session)
        return tuple(
            replace(each, problems=(*_missing(session, new, known, each.file), *each.problems))
            for each, new in zip(self.files, self.new_of, strict=True)
        )


def sort_out(session: Session, files: Sequence[ReadQuestions]) -> SortedOut:
    """Tell new from known with one query, however many there are."""
    here = _known(session, [each for file in files for each in file.candidates])
    words = _by_words(session) if any(file.by_words for file in files) else {}
    found = SortedOut()
    for file in files:
        first, updated, reworded = len(found.new), set[tuple[str, str]](), list[Problem]()
        for each in file.candidates:
            key = (each.source, each.source_id)
            known = here.get(key)
            if known is None and file.by_words:
                known = words.get(_same_words(each.text))
            if known is None:
                here[key] = _Here(each.votes, each.text, place=len(found.new))
                found.new.append(each)
            if each.exported is not None and each.exported.id is not None:
                found.exported[len(found.files), each.exported.id] = here[key]
            if known is None:
                continue
            if not file.by_words and known.text.split() != each.text.split():
                reworded.append(_other_words(each, file.file))
            in_this_file = not known.id and known.place >= first
            if each.votes_told and known.votes != each.votes and not in_this_file:
                known.votes = each.votes
                updated.add(key)
                if known.id:
                    found.changed[known.id] = each.votes
                else:
                    found.new[known.place] = replace(found.new[known.place], votes=each.votes)
        added = len(found.new) - first
        found.new_of.append(tuple(found.new[first:]))
        found.files.append(
            FileCounts(
                added=added,
                updated=len(updated),
                skipped=len(file.candidates) - added - len(updated),
                problems=tuple(reworded),
                file=file.file,
                left_out=file.left_out + len(file.skipped),
                refused=file.refused,
            )
        )
    return found


def _known(session: Session, found: Sequence[QuestionCandidate]) -> dict[tuple[str, str], _Here]:
    """The questions of the same sources that are in the plan, the oldest of each id."""
    table = m.Question
    rows = session.execute(
        select(table.id, table.source, table.source_id, table.votes, table.text, table.created_at)
        .where(table.source.in_({each.source for each in found}))
        .order_by(table.id)
    )
    known: dict[tuple[str, str], _Here] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for row in rows:
        key = (row.source, known_by(row.source_id, row.text, row.created_at))
        seen[key] += 1
        here = _Here(row.votes, row.text, row.id)
        known.setdefault((row.source, numbered(key[1], seen[key])), here)
    return known


def _by_words(session: Session) -> dict[str, _Here]:
    """All questions of the plan by their words, the oldest of each."""
    rows = session.execute(select(m.Question.id, m.Question.votes, m.Question.text))
    found: dict[str, _Here] = {}
    for row in sorted(rows):
        found.setdefault(_same_words(row.text), _Here(row.votes, row.text, row.id))
    return found


def _same_words(text: str) -> str:
    return " ".join(text.casefold().split())


def _other_words(found: QuestionCandidate, file: str) -> Problem:
    sentence = _(
        "The question is known by its id but has other words in the plan, which stay. If it is "
        "another question, leave out the column with the ids."
    )
    return Problem(found.row, "source_id", sentence, file)


def _missing(
    session: Session, found: Sequence[QuestionCandidate], known: dict[str, int], file: str
) -> list[Problem]:
    """One problem for each name that is not in the plan."""
    missing: dict[str, list[QuestionCandidate]] = {}
    exported = [each.exported for each in found if each.exported is not None]
    for each in found:
        if each.exported is None and each.audience and each.audience.casefold() not in known:
            missing.setdefault(each.audience.casefold(), []).append(each)
    told = told_of_restoring(session, exported, file) if exported else []
    return [*told, *(_no_audience(asked, file) for asked in missing.values())]


def _no_audience(asked: Sequence[QuestionCandidate], file: str) -> Problem:
    sentence = ngettext(
        "There is no audience “{name}” in this plan; {n} question has no audience.",
        "There is no audience “{name}” in this plan; {n} questions have no audience.",
        len(asked),
    )
    words = sentence.format(name=asked[0].audience, n=len(asked))
    return Problem(asked[0].row, "audience", words, file)


def check_date(
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
