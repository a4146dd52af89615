"""Questions on Today: answers to approve, declines to confirm, answers to look at again."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from townhall.domain.day_words import shortened
from townhall.domain.terms import Outcome, QuestionState, Severity
from townhall.language import ngettext
from townhall.services.queries.today_items import Item, ItemKind
from townhall.storage import models as m

_OPEN = (Outcome.OPEN, Outcome.CARRIED_OVER)
_TOLD = (*_OPEN, Outcome.ANSWERED_LIVE, Outcome.ANSWERED_IN_WRITING)


def waiting_questions(session: Session, day: date) -> Iterator[Item]:
    """One item for each kind of work that waits on `day`; it opens the first question.

    What is late with an owner is warned of by itself.
    """
    table = m.Question
    lead, is_open = table.lead_id.is_(None), table.outcome.in_(_OPEN)
    drafted = table.state == QuestionState.DRAFTED
    declining = table.decline_proposed_by != ""
    expired = table.valid_until < day
    answered = table.outcome.in_(_TOLD) & table.approved_at.is_not(None)
    kinds = (
        (ItemKind.APPROVAL, drafted & is_open & lead & ~declining, table.answer_by),
        (ItemKind.DECLINE, declining & is_open & lead, table.answer_by),
        (ItemKind.RECHECK, expired & answered & lead, table.valid_until),
    )
    for kind, waits, due in kinds:
        found = _first(session, waits, due)
        if found is not None:
            number, question, by = found
            by = by or day + timedelta(days=1)
            late = by < day and kind is not ItemKind.RECHECK
            severity = Severity.HIGH if late else Severity.MEDIUM
            text = f"“{shortened(question.text)}”"
            title = _title(kind, number)
            yield Item(kind, severity, by, title, text, question_id=question.id)


def _first(
    session: Session, waits: ColumnElement[bool], due: InstrumentedAttribute[date | None]
) -> tuple[int, m.Question, date | None] | None:
    """How many wait, the first of them, and the first day one is due."""
    table = m.Question
    number, first, by = session.execute(
        select(func.count(), func.min(table.id), func.min(due)).where(waits)
    ).one()
    return (number, session.get_one(table, first), by) if number else None


def _title(kind: ItemKind, number: int) -> str:
    if kind is ItemKind.APPROVAL:
        words = ngettext("{n} answer waits for approval", "{n} answers wait for approval", number)
    elif kind is ItemKind.DECLINE:
        words = ngettext(
            "{n} decline waits for a second person", "{n} declines wait for a second person", number
        )
    else:
        words = ngettext("{n} answer to recheck", "{n} answers to recheck", number)
    return words.format(n=number)
