"""Questions as this program writes them to a file, and what it reads of them there again."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from townhall.domain.blocks import clean
from townhall.domain.neutral_cells import restored
from townhall.domain.question_sources import key_of
from townhall.domain.tables import ImportProblem, Row
from townhall.domain.terms import Anonymity, Outcome, Publication, QuestionState
from townhall.language import LANGUAGES, N_, _, words

HEADINGS = {
    "id": N_("Number"),
    "text": N_("Question"),
    "communication_id": N_("Communication number"),
    "communication": N_("Communication"),
    "original_start": N_("Original start"),
    "source": N_("Source"),
    "source_id": N_("Source ID"),
    "asked_at": N_("Asked on"),
    "audience": N_("Audience"),
    "anonymity": N_("Anonymity"),
    "asker": N_("Asker"),
    "votes": N_("Votes"),
    "theme": N_("Theme"),
    "language": N_("Language"),
    "owner": N_("Owner"),
    "answer_by": N_("Answer by"),
    "state": N_("State"),
    "outcome": N_("Outcome"),
    "decline_kind": N_("Kind of reason"),
    "decline_reason": N_("Reason for declining"),
    "declined_by": N_("Decline proposed by"),
    "decline_confirmed_by": N_("Decline confirmed by"),
    "lead_id": N_("Number of the lead question"),
    "answer": N_("Answer"),
    "translation": N_("Answer in the other language"),
    "approved_by": N_("Approved by"),
    "approved_at": N_("Approved on"),
    "valid_until": N_("Valid until"),
    "reused_from": N_("Answer taken over from question"),
    "publication": N_("Shown to others"),
    "publication_by": N_("Decided by"),
    "times_carried": N_("Times carried over"),
    "asked_communication_id": N_("Communication where it was asked"),
    "asked_communication": N_("Title where it was asked"),
    "asked_original_start": N_("Date on which it was asked there"),
    "created_at": N_("Added on"),
    "follow_ups": N_("Numbers of follow-ups"),
}
"""Every field that is written, in this order, with what a person reads above its column."""

_LINE = 300
_PARAGRAPHS = 20_000


@dataclass(frozen=True, slots=True)
class ExportedQuestion:
    """One question of such a file; numbers and names are those of the plan it came from."""

    id: int | None
    text: str
    communication_id: int | None
    communication: str
    original_start: datetime | None
    source: str
    source_id: str
    asked_at: datetime | None
    audience: str
    anonymity: Anonymity
    asker: str
    votes: int
    theme: str
    language: str
    owner: str
    answer_by: date | None
    state: QuestionState
    outcome: Outcome
    decline_kind: str
    decline_reason: str
    declined_by: str
    decline_confirmed_by: str
    lead_id: int | None
    answer: str
    translation: str
    approved_by: str
    approved_at: datetime | None
    valid_until: date | None
    reused_from: int | None
    publication: Publication
    publication_by: str
    times_carried: int
    asked_communication_id: int | None
    asked_communication: str
    asked_original_start: datetime | None
    created_at: datetime | None


def columns_of(header: Sequence[str]) -> dict[str, int]:
    """Which column holds which field, by its name or by its heading in either language."""
    names = {field: field for field in HEADINGS}
    for code in LANGUAGES:
        names |= {key_of(words(code).gettext(head)): field for field, head in HEADINGS.items()}
    found: dict[str, int] = {}
    for place, head in enumerate(header):
        field = names.get(key_of(head))
        if field is not None:
            found.setdefault(field, place)
    return found


def read_exported(
    row: Row, columns: Mapping[str, int], problems: list[ImportProblem], *, neutral: bool
) -> ExportedQuestion:
    """The question in `row`; what cannot be read is told and left out.

    `neutral`: cells hold text made harmless for a spreadsheet, which is made itself again.
    """
    values: dict[str, Any] = {}
    for field, (read, empty) in _FIELDS.items():
        place = columns.get(field)
        text = row.cells[place] if place is not None and place < len(row.cells) else ""
        text = restored(text) if neutral else text
        values[field] = empty
        try:
            values[field] = read(text) if text.strip() else empty
        except (ValueError, OverflowError):
            sentence = _("“{text}” cannot be read here; it was left out.")
            shown = " ".join(text.split())[:40]
            problems.append(ImportProblem(row.number, field, sentence.format(text=shown)))
    return ExportedQuestion(**values)


_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def _text(limit: int, text: str) -> str:
    return _CONTROLS.sub("", clean(text)).strip()[:limit]


def _line(text: str) -> str:
    return " ".join(_text(_PARAGRAPHS, text).split("\n"))[:_LINE].strip()


def _number(least: int, most: int, text: str) -> int:
    found = int(text)
    if not least <= found <= most:
        raise ValueError(text)
    return found


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=None)


def _instant(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise ValueError(text)
    return text


_id = partial(_number, 1, 2**31 - 1)
_paragraphs = partial(_text, _PARAGRAPHS)

_FIELDS: dict[str, tuple[Callable[[str], Any], Any]] = {
    "id": (_id, None),
    "text": (partial(_text, 4_000), ""),
    "communication_id": (_id, None),
    "communication": (_line, ""),
    "original_start": (_moment, None),
    "source": (_line, ""),
    "source_id": (_line, ""),
    "asked_at": (_moment, None),
    "audience": (_line, ""),
    "anonymity": (Anonymity, Anonymity.ANONYMOUS),
    "asker": (_line, ""),
    "votes": (partial(_number, 0, 10_000_000), 0),
    "theme": (_line, ""),
    "language": (_language, ""),
    "owner": (_line, ""),
    "answer_by": (date.fromisoformat, None),
    "state": (QuestionState, QuestionState.NEW),
    "outcome": (Outcome, Outcome.OPEN),
    "decline_kind": (_line, ""),
    "decline_reason": (partial(_text, 2_000), ""),
    "declined_by": (_line, ""),
    "decline_confirmed_by": (_line, ""),
    "lead_id": (_id, None),
    "answer": (_paragraphs, ""),
    "translation": (_paragraphs, ""),
    "approved_by": (_line, ""),
    "approved_at": (_instant, None),
    "valid_until": (date.fromisoformat, None),
    "reused_from": (_id, None),
    "publication": (Publication, Publication.UNDECIDED),
    "publication_by": (_line, ""),
    "times_carried": (partial(_number, 0, 1_000), 0),
    "asked_communication_id": (_id, None),
    "asked_communication": (_line, ""),
    "asked_original_start": (_moment, None),
    "created_at": (_instant, None),
}
"""How each field is read, and what stands for nothing."""


def without_name(question: ExportedQuestion, names: Anonymity) -> ExportedQuestion:
    """`question` with the name of who asked only where it has one, and names are to be stored."""
    if question.anonymity is not Anonymity.NAMED:
        return replace(question, asker="")
    if names is Anonymity.NAMED:
        return question
    return replace(question, asker="", anonymity=names)


_UNFINISHED = (Outcome.OPEN, Outcome.CARRIED_OVER)


def standing_of(question: ExportedQuestion) -> tuple[QuestionState, Outcome]:
    """State and outcome of `question` as far as its other fields bear them out.

    A file may have been written by anybody: what was never approved is not answered in writing.
    """
    outcome = question.outcome
    impossible = (
        (outcome is Outcome.DECLINED and not question.decline_reason)
        or (outcome is Outcome.ANSWERED_IN_WRITING and not is_approved(question))
        or (outcome is Outcome.MERGED and question.lead_id is None)
    )
    if impossible:
        outcome = Outcome.OPEN
    if outcome not in _UNFINISHED:
        return QuestionState.CLOSED, outcome
    bears_out = {
        QuestionState.NEW: True,
        QuestionState.ASSIGNED: bool(question.owner),
        QuestionState.DRAFTED: bool(question.answer),
        QuestionState.APPROVED: is_approved(question),
        QuestionState.CLOSED: False,
    }
    if bears_out[question.state]:
        return question.state, outcome
    if question.answer:
        approved = is_approved(question)
        return (QuestionState.APPROVED if approved else QuestionState.DRAFTED), outcome
    return (QuestionState.ASSIGNED if question.owner else QuestionState.NEW), outcome


def is_approved(question: ExportedQuestion) -> bool:
    """Whether there is an answer, and somebody approved it."""
    return bool(question.answer) and question.approved_at is not None
