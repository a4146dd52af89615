"""Questions of files made rows of the plan, many at a time."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.names import same_name
from townhall.domain.question_import import QuestionCandidate
from townhall.domain.question_themes import OTHER
from townhall.domain.tables import Progress, Stop, tell
from townhall.domain.terms import Anonymity, QuestionState
from townhall.services.queries.question_themes import keys_by_word
from townhall.services.question_restoring import Meeting, Restoring
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

_CHUNK = 1_000
"""Records stored at once; progress is told in between."""


def store_questions(
    uow: UnitOfWork,
    new: Sequence[QuestionCandidate],
    restoring: Restoring,
    target: Meeting,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> list[int]:
    """Add `new`, for `target` where they have no meeting of their own; returns their ids.

    Raises Cancelled where `stop` said so.
    """
    ids: list[int] = []
    plain = _plain_values(uow, target)
    for done in range(0, len(new), _CHUNK):
        tell(done, len(new), progress, stop)
        chunk = new[done : done + _CHUNK]
        # Of one kind at a time: rows that are stored at once have the same columns.
        for _own, alike in groupby(chunk, key=lambda each: each.exported is not None):
            rows = [
                restoring.values(each.exported, target) if each.exported else plain(each)
                for each in alike
            ]
            ids += uow.add_many(m.Question, rows)
    return ids


def _plain_values(
    uow: UnitOfWork, target: Meeting
) -> Callable[[QuestionCandidate], dict[str, object]]:
    """The columns of a question of another tool."""
    audiences, themes = audience_ids(uow.session), keys_by_word(uow.session)
    now, language = uow.now(), uow.plan.document_language

    def values(each: QuestionCandidate) -> dict[str, object]:
        return {
            "text": each.text,
            "communication_id": target[0],
            "original_start": target[1],
            "asked_communication_id": target[0],
            "asked_original_start": target[1],
            "source": each.source,
            "source_id": each.source_id,
            "asked_at": _moment(each.asked_at),
            "audience_id": audiences.get(each.audience.casefold()),
            "anonymity": each.anonymity,
            "asker": each.asker if each.anonymity is Anonymity.NAMED else "",
            "votes": each.votes,
            "theme": themes.get(same_name(each.theme), OTHER),
            "language": each.language or language,
            "answer": each.answer,
            "state": QuestionState.DRAFTED if each.answer else QuestionState.NEW,
            "created_at": now,
        }

    return values


def audience_ids(session: Session) -> dict[str, int]:
    """Ids of audiences by name in lower case."""
    rows = session.execute(select(m.Audience.name, m.Audience.id))
    return {name.casefold(): audience_id for name, audience_id in rows}


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=None) if text else None
