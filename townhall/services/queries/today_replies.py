"""What the answers to invitations ask of today: decisions that wait, speakers who are silent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.clock import Clock
from townhall.domain.day_words import listed, short_day
from townhall.domain.terms import CommunicationStatus, Severity
from townhall.language import ngettext
from townhall.services.queries.communications import OccurrenceRow, occurrences
from townhall.services.queries.plans import plan_detail
from townhall.services.queries.replies import attendance
from townhall.services.queries.reply_page import Decision, waiting_decisions
from townhall.storage import models as m

_SOON = timedelta(days=14)
"""So long before a date its speakers should have answered."""
_LATEST = timedelta(days=3)
"""So long before a date it is high time."""


@dataclass(frozen=True, slots=True)
class DueAnswers:
    """Something to do about answers, by the day `day`; `row` None: about every date."""

    title: str
    reason: str
    day: date
    severity: Severity
    row: OccurrenceRow | None = None


def due_answers(session: Session, day: date, clock: Clock) -> Iterator[DueAnswers]:
    """Decisions that wait by date, then coming dates with speakers who have not answered."""
    waiting: dict[tuple[int, str], list[Decision]] = {}
    for each in waiting_decisions(session):
        reply = each.waiting.reply
        waiting.setdefault((reply.communication_id, str(reply.original_start)), []).append(each)
    for decisions in waiting.values():
        yield _decisions(decisions, day)
    yield from _silent(session, day, clock)


def _decisions(decisions: list[Decision], day: date) -> DueAnswers:
    count, first = len(decisions), decisions[0]
    words = ngettext(
        "{n} answer to the invitation for “{title}” waits for you",
        "{n} answers to the invitation for “{title}” wait for you",
        count,
    )
    names = listed([each.waiting.reply.name or each.waiting.reply.email for each in decisions])
    when = f"{short_day(first.row.shown_start.date(), day)}: " if first.row is not None else ""
    title = words.format(n=count, title=first.title)
    return DueAnswers(title, f"{when}{names}", day, Severity.MEDIUM, first.row)


def _silent(session: Session, day: date, clock: Clock) -> Iterator[DueAnswers]:
    # Before the first answer was read nobody knows whether people answer at all.
    answered = frozenset(session.scalars(select(m.Reply.communication_id).distinct()))
    if not answered:
        return
    now = clock.now_utc()
    for row in occurrences(session, day, day + _SOON, plan_detail(session).time_zone):
        off = row.status is CommunicationStatus.CANCELLED
        if off or row.communication_id not in answered or row.start_utc <= now:
            continue
        found = attendance(session, row.communication_id, row.original_start)
        silent = found.silent_speakers
        if not silent or not found.total.answered:
            continue
        words = ngettext(
            "{n} speaker of “{title}” has not answered",
            "{n} speakers of “{title}” have not answered",
            len(silent),
        )
        start = row.shown_start.date()
        names = listed([each.name or each.email for each in silent])
        yield DueAnswers(
            words.format(n=len(silent), title=row.title),
            f"{short_day(start, day)}: {names}",
            max(day, start - _LATEST),
            Severity.HIGH if start - day <= _LATEST else Severity.MEDIUM,
            row,
        )
