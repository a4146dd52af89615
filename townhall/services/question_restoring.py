"""Questions that this program wrote to a file, put back with everything that was known of them.

Names are looked up in the plan, and added where it does not have them; numbers of other questions
become those they have here.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.errors import InvalidInput
from townhall.domain.exported_questions import ExportedQuestion, is_approved, standing_of
from townhall.domain.names import same_name
from townhall.domain.publish_check import fingerprint
from townhall.domain.question_story import StoryStep
from townhall.domain.question_themes import OTHER
from townhall.domain.terms import DeclineReason, Outcome, Publication, QuestionState
from townhall.language import _, ngettext
from townhall.services.dates import check_date
from townhall.services.imports import Problem
from townhall.services.queries.publish_check import STEP, PublishCheck
from townhall.services.queries.question_themes import keys_by_word
from townhall.services.question_themes import add_question_theme
from townhall.services.records import add_record
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

Meeting = tuple[int | None, datetime | None]


@dataclass(frozen=True, slots=True)
class Restored:
    """An exported question that was just stored under `id`; `file` tells its file from others."""

    id: int
    file: int
    exported: ExportedQuestion


class Restoring:
    """Gives exported questions the values they have in this plan."""

    def __init__(self, uow: UnitOfWork, exported: Sequence[ExportedQuestion]) -> None:
        self._uow = uow
        self._meetings = Meetings(uow.session)
        for noun, names in _missing(uow.session, exported).items():
            for name in names:
                if noun == "question-theme":
                    add_question_theme(uow, {"name_nl": name, "name_en": name})
                else:
                    add_record(uow, noun, {"name": name})
        self._people = _ids(uow.session, m.Person)
        self._audiences = _ids(uow.session, m.Audience)
        self._themes = keys_by_word(uow.session)

    def values(self, exported: ExportedQuestion, target: Meeting) -> dict[str, object]:
        """The columns of `exported`, but for its links to other questions.

        `target` is the meeting of questions whose own is not in this plan.
        """
        own = self._meeting(exported)
        place = target if own[0] is None else own
        asked = self._asked_first(exported)
        state, outcome = standing_of(_unmerged(exported))
        kind, approved = exported.decline_kind, is_approved(exported)
        decided = exported.publication if exported.publication_by else Publication.UNDECIDED
        return {
            "text": exported.text,
            "communication_id": place[0],
            "original_start": place[1],
            "asked_communication_id": asked[0] if asked[0] is not None else place[0],
            "asked_original_start": asked[1] if asked[0] is not None else place[1],
            "source": exported.source,
            "source_id": exported.source_id,
            "asked_at": exported.asked_at,
            "audience_id": self._audiences.get(same_name(exported.audience)),
            "anonymity": exported.anonymity,
            "asker": exported.asker,
            "votes": exported.votes,
            "theme": self._themes.get(same_name(exported.theme), OTHER),
            "language": exported.language or self._uow.plan.document_language,
            "owner_id": self._people.get(same_name(exported.owner)),
            "answer_by": exported.answer_by,
            "state": state,
            "outcome": outcome,
            "decline_kind": kind if kind in list(DeclineReason) else "",
            "decline_reason": exported.decline_reason,
            "decline_proposed_by": exported.declined_by,
            "answer": exported.answer,
            "translation": exported.translation,
            "approved_by": exported.approved_by if approved else "",
            "approved_at": exported.approved_at if approved else None,
            "valid_until": exported.valid_until if approved else None,
            "publication": decided,
            "publication_by": exported.publication_by if decided != "undecided" else "",
            "times_carried": exported.times_carried,
            "created_at": exported.created_at or self._uow.now(),
        }

    def _meeting(self, exported: ExportedQuestion) -> Meeting:
        return self._dated(
            self._meetings.find(exported.communication_id, exported.communication),
            exported.original_start,
        )

    def _asked_first(self, exported: ExportedQuestion) -> Meeting:
        return self._dated(
            self._meetings.find(exported.asked_communication_id, exported.asked_communication),
            exported.asked_original_start,
        )

    def _dated(self, communication_id: int | None, start: datetime | None) -> Meeting:
        try:
            check_date(self._uow, communication_id, start)
        except InvalidInput:
            return communication_id, None
        return communication_id, start

    def link(self, restored: Sequence[Restored], ids: Mapping[tuple[int, int], int]) -> None:
        """Merge stored questions into their leads again, and note who decided what.

        `ids` are the numbers that questions of a file (file, number there) have in this plan.
        """
        leads = {each.id: self._lead(each, ids) for each in restored}
        for each in restored:
            lead_id = leads[each.id]
            # No merged question leads others: of a chain that a file holds, only the end counts.
            if lead_id is not None and leads.get(lead_id) is None and lead_id != each.id:
                stored = self._uow.get(m.Question, each.id)
                if self._uow.get(m.Question, lead_id).lead_id is None:
                    stored.lead_id = lead_id
                    stored.outcome, stored.state = Outcome.MERGED, QuestionState.CLOSED
            reused = ids.get((each.file, each.exported.reused_from or 0))
            if reused is not None and reused != each.id:
                self._uow.get(m.Question, each.id).reused_from_id = reused
        self._note(restored)

    def _lead(self, each: Restored, ids: Mapping[tuple[int, int], int]) -> int | None:
        if each.exported.outcome is not Outcome.MERGED:
            return None
        return ids.get((each.file, each.exported.lead_id or 0))

    def _note(self, restored: Iterable[Restored]) -> None:
        """Who decided how a question is shown, and who agreed with a decline, in its log."""
        check, now = PublishCheck(self._uow.session), self._uow.now()
        rows: list[dict[str, object]] = []
        for each in restored:
            exported = each.exported
            if exported.publication is not Publication.UNDECIDED and exported.publication_by:
                mark = fingerprint(check.marked(exported))
                rows.append(_step(each.id, STEP, exported.publication_by, mark, now))
            if exported.outcome is Outcome.DECLINED and exported.decline_reason:
                by, why = exported.decline_confirmed_by, exported.decline_reason
                rows.append(_step(each.id, StoryStep.DECLINED, by, why, now))
        if rows:
            self._uow.add_many(m.QuestionStep, rows)


class Meetings:
    """The communications of a plan, found by number and title."""

    def __init__(self, session: Session) -> None:
        rows = session.execute(select(m.Communication.id, m.Communication.title))
        self._titles: dict[int, str] = {row.id: row.title for row in rows}
        self._counted = Counter(self._titles.values())

    def find(self, communication_id: int | None, title: str) -> int | None:
        """The communication with that number and title, else the only one with that title."""
        if communication_id is None or not title:
            return None
        if self._titles.get(communication_id) == title:
            return communication_id
        if self._counted[title] != 1:
            return None
        return next(each for each, called in self._titles.items() if called == title)


def told_of_restoring(
    session: Session, exported: Sequence[ExportedQuestion], file: str
) -> list[Problem]:
    """What will be added along with these questions, and what of them the plan cannot hold."""
    told = []
    for noun, names in _missing(session, exported).items():
        field, sentence = {
            "audience": ("audience", _("The audience “{name}” is not in this plan; it is added.")),
            "person": ("owner", _("“{name}” is not among the people of this plan; added.")),
            "question-theme": ("theme", _("The theme “{name}” is not in this plan; it is added.")),
        }[noun]
        told += [Problem(None, field, sentence.format(name=name), file) for name in names]
    meetings = Meetings(session)
    lost = Counter(
        each.communication
        for each in exported
        if each.communication and meetings.find(each.communication_id, each.communication) is None
    )
    for title, count in lost.items():
        words = ngettext(
            "There is no single communication “{title}” in this plan; {n} question is without it.",
            "There is no single communication “{title}” in this plan; {n} questions are without "
            "it.",
            count,
        )
        sentence = words.format(title=title, n=count)
        told.append(Problem(None, "communication_id", sentence, file))
    return told


def _missing(session: Session, exported: Iterable[ExportedQuestion]) -> dict[str, list[str]]:
    """Names in `exported` that the plan does not have, by noun, each once."""
    found: dict[str, list[str]] = {}
    themes: Collection[str] = keys_by_word(session)
    people, audiences = _ids(session, m.Person), _ids(session, m.Audience)
    for each in exported:
        for noun, known, name in (
            ("audience", audiences, each.audience),
            ("person", people, each.owner),
            ("question-theme", themes, each.theme),
        ):
            names = found.setdefault(noun, [])
            seen = {same_name(one) for one in names}
            if name and same_name(name) not in known and same_name(name) not in seen:
                names.append(name)
    return found


def _ids(session: Session, model: type[m.Person] | type[m.Audience]) -> dict[str, int]:
    """Ids by name, the oldest of each name."""
    found: dict[str, int] = {}
    for record_id, name in session.execute(select(model.id, model.name).order_by(model.id)):
        found.setdefault(same_name(name), record_id)
    return found


def _unmerged(exported: ExportedQuestion) -> ExportedQuestion:
    """As it stands before its lead is known here."""
    if exported.outcome is not Outcome.MERGED:
        return exported
    return replace(exported, outcome=Outcome.OPEN, state=QuestionState.CLOSED)


def _step(question_id: int, step: str, by: str, detail: str, at: datetime) -> dict[str, object]:
    return {"question_id": question_id, "step": step, "by": by, "detail": detail, "at": at}
