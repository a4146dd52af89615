"""The columns of the list of questions: how a row of the register becomes cells."""

from collections.abc import Callable
from datetime import date

from townhall.domain.answer_validity import has_expired
from townhall.domain.question_steps import standing
from townhall.domain.terms import Outcome, QuestionState
from townhall.language import _, current_language, ngettext, pgettext
from townhall.services.queries.question_hits import FoundIn, Hit
from townhall.services.queries.questions import QuestionOrder, QuestionRow
from townhall.ui.date_words import short_date
from townhall.ui.lists.cells import (
    Bit,
    Column,
    DateCell,
    PersonCell,
    StateCell,
    TitleCell,
    VoteCell,
)
from townhall.ui.questions.looks import state_tone

_ENDS = (
    Outcome.ANSWERED_LIVE,
    Outcome.ANSWERED_IN_WRITING,
    Outcome.TAKEN_AWAY,
    Outcome.DECLINED,
    Outcome.MERGED,
)


def question_columns(
    today: date, hit_of: Callable[[int], Hit | None] = lambda _id: None
) -> list[Column]:
    """Votes, question as asked, state, owner, answer by; what is late is so on `today`.

    `hit_of` tells what a search found in a question.
    """
    words = [standing(state, Outcome.OPEN) for state in QuestionState if state != "closed"]
    words += [standing(QuestionState.CLOSED, outcome) for outcome in _ENDS]
    return [
        Column(
            "votes",
            _("Votes"),
            lambda row: VoteCell(row.votes),
            samples=[VoteCell(9999)],
            sort=QuestionOrder.VOTES,
        ),
        Column(
            "text",
            _("Question, as asked"),
            lambda row: title_cell(row, hit_of(row.id), today),
            stretch=True,
        ),
        Column(
            "state",
            _("State"),
            state_cell,
            samples=[StateCell(word) for word in words],
            sort=QuestionOrder.STATE,
        ),
        Column(
            "owner",
            _("Owner"),
            owner_cell,
            samples=[PersonCell("Milan Denkbeeld"), PersonCell("", _("No owner"))],
            sort=QuestionOrder.OWNER,
            keep=False,
        ),
        Column(
            "answer_by",
            pgettext("column", "Answer by"),
            lambda row: answer_by_cell(row, today),
            samples=[DateCell(short_date(date(today.year, 11, 28), today))],
            sort=QuestionOrder.ANSWER_BY,
            keep=False,
        ),
    ]


def title_cell(row: QuestionRow, hit: Hit | None = None, today: date | None = None) -> TitleCell:
    """The question as asked; below it theme, what was merged into it, how often it waited.

    What a search found is marked; what it found elsewhere stands in the second line. On `today`
    an answer may have to be rechecked.
    """
    bits = [Bit(row.theme.name(current_language()), row.theme.tone, square=True)]
    if row.declined_by and row.state is not QuestionState.CLOSED:
        bits.append(Bit(_("decline waits"), "warn"))
    if today is not None and has_expired(row.valid_until, today):
        bits.append(Bit(_("answer to recheck"), "warn"))
    if hit is not None and hit.found_in is not None:
        where = _("Answer:") if hit.found_in is FoundIn.ANSWER else _("Merged:")
        moved = len(where) + 1
        marks = tuple((first + moved, last + moved) for first, last in hit.piece_marks)
        bits.append(Bit(f"{where} {hit.piece}", marks=marks))
    if row.merged:
        merged = ngettext("{n} merged", "{n} merged", row.merged)
        bits.append(Bit(merged.format(n=row.merged)))
    if row.times_carried:
        carried = ngettext("{n}× carried over", "{n}× carried over", row.times_carried)
        bits.append(Bit(carried.format(n=row.times_carried), "warn"))
    marks = hit.marks if hit is not None else ()
    return TitleCell(" ".join(row.text.split()), tuple(bits), marks=marks)


def state_cell(row: QuestionRow) -> StateCell:
    """How the question stands."""
    return StateCell(standing(row.state, row.outcome), state_tone(row.state, row.outcome))


def owner_cell(row: QuestionRow) -> PersonCell:
    """Who answers; nobody is only a fault while the question is open."""
    open_ = row.state is not QuestionState.CLOSED
    return PersonCell(row.owner or "", _("No owner") if open_ else "–")


def answer_by_cell(row: QuestionRow, today: date) -> DateCell:
    """When the answer is due; of a closed question it no longer matters."""
    if row.state is QuestionState.CLOSED or row.answer_by is None:
        return DateCell("")
    return DateCell(short_date(row.answer_by, today), late=row.answer_by < today)
