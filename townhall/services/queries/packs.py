"""What stands beside a pack: the dates to make one for, and how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.clock import Clock
from townhall.domain.terms import (
    AttendeeRole,
    CommunicationKind,
    CommunicationStatus,
    Outcome,
    QuestionState,
)
from townhall.services.pack_facts import PackFacts
from townhall.services.queries.communication_details import (
    CommunicationDetail,
    communication,
)
from townhall.services.queries.communications import (
    OccurrenceRow,
    nearest_date,
    occurrence,
    occurrences,
)
from townhall.services.queries.plans import plan_detail
from townhall.services.queries.questions import QuestionDetail, QuestionFilter, questions
from townhall.storage import models as m

AHEAD = timedelta(days=190)
"""How far ahead dates are offered; a later one can be sent here by another screen."""

BACK = timedelta(days=92)
"""How far back dates are offered."""

_OPEN = (Outcome.OPEN, Outcome.CARRIED_OVER)


@dataclass(frozen=True, slots=True)
class PackDates:
    """Dates packs can be made for; `coming` the next one first, `recent` the last one first.

    `today` and the rows' `shown_start` are in the plan's time zone. `suggested` is the next town
    hall, else the next date of anything, else the last one. Where all lie further off, the nearest
    of what is planned last stands alone. `is_empty`: nothing is planned at all.
    """

    today: date
    coming: tuple[OccurrenceRow, ...]
    recent: tuple[OccurrenceRow, ...]
    suggested: OccurrenceRow | None
    is_empty: bool


@dataclass(frozen=True, slots=True)
class PackState:
    """How far the packs of one date are, counted as the packs themselves do.

    `asked` leaves out what was merged into another question; `to_approve` are the questions that
    stand in the packs without an approved answer, the most asked first. `messages` are the key
    messages of the speaker brief in `language`, `draft_messages` those not approved. `speakers`
    are the names a speaker brief can be made for. `to_publish` counts the questions with personal
    data that nobody decided about.
    """

    row: OccurrenceRow
    today: date
    document_language: str
    asked: int
    to_approve: tuple[QuestionDetail, ...]
    messages: int
    draft_messages: int
    speakers: tuple[str, ...]
    to_publish: int


def pack_dates(session: Session, *, clock: Clock) -> PackDates:
    """The dates to choose from, in the plan's time zone."""
    zone = plan_detail(session).time_zone
    today = clock.today(zone)
    rows = occurrences(session, today - BACK, today + AHEAD, zone) or _far(session, clock, zone)
    coming = tuple(row for row in rows if row.shown_start.date() >= today)
    recent = tuple(row for row in reversed(rows) if row.shown_start.date() < today)
    return PackDates(
        today=today,
        coming=coming,
        recent=recent,
        suggested=_suggested(coming, recent),
        is_empty=not rows,
    )


def pack_state(
    session: Session,
    communication_id: int,
    original_start: datetime | None,
    language: str | None,
    *,
    clock: Clock,
) -> PackState:
    """How far the packs of one date are. Raises NotFound.

    `original_start` (local) None: the nearest date; `language` None: that of the plan's documents.
    """
    facts = PackFacts(session, communication_id, original_start, clock)
    about = communication(session, communication_id)
    today = clock.today(about.time_zone)
    if original_start is None:
        original_start = nearest_date(session, communication_id, clock.local_now(about.time_zone))
    detail = occurrence(
        session, communication_id, original_start, zone=plan_detail(session).time_zone
    )
    asked = _asked(session, communication_id, detail.question_ids)
    brief = facts.speaker_brief(
        language or facts.document_language, internal=False, large_print=False, speaker=""
    )
    return PackState(
        row=detail.row,
        today=today,
        document_language=facts.document_language,
        asked=len(asked),
        to_approve=tuple(each for each in asked if _lacks_answer(each)),
        messages=len(brief.messages),
        draft_messages=sum(not each.approved for each in brief.messages),
        speakers=_speakers(about, [item.speaker for item in detail.agenda]),
        to_publish=len(facts.shown.undecided()),
    )


def _far(session: Session, clock: Clock, zone: str) -> list[OccurrenceRow]:
    """The nearest date of the communication that starts last, wherever it lies."""
    newest = select(m.Communication).order_by(m.Communication.start.desc()).limit(1)
    about = session.scalar(newest)
    if about is None:
        return []
    start = nearest_date(session, about.id, clock.local_now(about.time_zone))
    return [occurrence(session, about.id, start, zone).row]


def _suggested(
    coming: Sequence[OccurrenceRow], recent: Sequence[OccurrenceRow]
) -> OccurrenceRow | None:
    held = [row for row in coming if row.status is not CommunicationStatus.CANCELLED]
    halls = [row for row in held if row.kind is CommunicationKind.TOWN_HALL]
    return next(iter([*halls, *held, *recent, *coming]), None)


def _asked(
    session: Session, communication_id: int, question_ids: Sequence[int]
) -> list[QuestionDetail]:
    of_date = set(question_ids)
    found = questions(session, QuestionFilter(communication_id=communication_id))
    asked = [each for each in found if each.id in of_date]
    elsewhere = {each.lead_id for each in asked if each.lead_id} - of_date
    if elsewhere:
        asked += questions(session, QuestionFilter(ids=frozenset(elsewhere)))
    return [each for each in asked if each.lead_id is None]


def _lacks_answer(question: QuestionDetail) -> bool:
    approved = question.state in (QuestionState.APPROVED, QuestionState.CLOSED)
    return question.outcome in _OPEN and not (approved and question.answer.strip())


def _speakers(about: CommunicationDetail, in_agenda: Sequence[str]) -> tuple[str, ...]:
    """Names in the run of show, then who is invited to speak; each once, however it is written."""
    invited = [
        each.name
        for each in about.attendees
        if each.role in (AttendeeRole.SPEAKER, AttendeeRole.HOST)
    ]
    found: dict[str, str] = {}
    for name in (" ".join(words.split()) for words in [*in_agenda, *invited]):
        if name:
            found.setdefault(name.casefold(), name)
    return tuple(found.values())
