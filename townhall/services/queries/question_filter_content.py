"""What a saved filter of questions holds, and the filter that it stands for on a day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from townhall.domain.question_marks import QuestionMark
from townhall.domain.question_periods import Period, days_of
from townhall.domain.terms import Outcome, QuestionState
from townhall.services.queries.question_filter import QuestionFilter, with_marks
from townhall.services.queries.stored_lists import ids, known_names, texts

QUESTIONS = "questions"
"""The place of filters of questions."""


@dataclass(frozen=True, slots=True)
class QuestionContent:
    """What a filter of questions lets through; an empty part is all.

    People and audiences are names, themes keys, communications ids. Merged questions are hidden
    unless `merged` holds true.
    """

    words: tuple[str, ...] = ()
    marks: tuple[QuestionMark, ...] = ()
    states: tuple[QuestionState, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    themes: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    communications: tuple[int, ...] = ()
    periods: tuple[Period, ...] = ()
    merged: tuple[bool, ...] = ()


def question_content(
    stored: Mapping[str, object],
    audiences: Mapping[int, str],
    people: Mapping[int, str],
    themes: Collection[str],
) -> QuestionContent:
    """`stored` in names; what is gone from the plan is left out."""
    return QuestionContent(
        words=tuple(texts(stored, "words")),
        marks=tuple(map(QuestionMark, texts(stored, "marks"))),
        states=tuple(map(QuestionState, texts(stored, "states"))),
        outcomes=tuple(map(Outcome, texts(stored, "outcomes"))),
        themes=tuple(each for each in texts(stored, "themes") if each in themes),
        audiences=known_names(audiences, ids(stored, "audiences")),
        owners=known_names(people, ids(stored, "owners")),
        sources=tuple(texts(stored, "sources")),
        communications=tuple(ids(stored, "communications")),
        periods=tuple(map(Period, texts(stored, "periods"))),
        merged=(True,) if stored.get("merged") == [True] else (),
    )


def stored_question_filter(
    stored: Mapping[str, object], today: date, mine: str = ""
) -> QuestionFilter:
    """The filter that `stored` stands for on `today`; `mine` is whose own questions those are."""
    words, periods = texts(stored, "words"), texts(stored, "periods")
    meetings = ids(stored, "communications")
    filtered = QuestionFilter(
        text=words[0] if words else "",
        communication_id=meetings[0] if meetings else None,
        states=frozenset(map(QuestionState, texts(stored, "states"))),
        outcomes=with_carried(frozenset(map(Outcome, texts(stored, "outcomes")))),
        themes=frozenset(texts(stored, "themes")),
        audience_ids=frozenset(ids(stored, "audiences")),
        owner_ids=frozenset(ids(stored, "owners")),
        sources=frozenset(texts(stored, "sources")),
        asked=days_of(Period(periods[0]), today) if periods else None,
        hide_merged=stored.get("merged") != [True],
    )
    marks = frozenset(map(QuestionMark, texts(stored, "marks")))
    return with_marks(filtered, marks, today, mine)


def with_carried(outcomes: frozenset[Outcome]) -> frozenset[Outcome]:
    """`outcomes`, where what is open was perhaps carried over."""
    return outcomes | {Outcome.CARRIED_OVER} if Outcome.OPEN in outcomes else outcomes
