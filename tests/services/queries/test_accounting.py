"""The accounting of an event, and in groups; parts add up whatever happens to questions."""

from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from townhall import language
from townhall.domain.accounting import Accounting, parts_of
from townhall.domain.clock import fixed_clock
from townhall.domain.errors import InvalidInput, NotFound, TownHallError
from townhall.services import communications as c
from townhall.services import occurrences as o
from townhall.services import questions as q
from townhall.services.carry_over import carry_over
from townhall.services.queries.accounting import (
    Breakdown,
    GroupedBy,
    at_event,
    breakdown,
    told_accounting,
)
from townhall.services.queries.question_filter import NO_FILTER, QuestionFilter
from townhall.services.queries.questions import questions_counted
from townhall.services.question_merging import merge_questions, unmerge_question
from townhall.services.records import add_record
from townhall.storage.database import Database

CLOCK = fixed_clock("2026-11-24T09:00+01:00")
SERIES = {
    "kind": "town-hall",
    "title": "Town hall",
    "start": "2026-11-05T10:00",
    "recurrence": "FREQ=MONTHLY;BYDAY=1TH",
}
NOVEMBER, DECEMBER = datetime(2026, 11, 5, 10), datetime(2026, 12, 3, 10)


@pytest.fixture
def plan(database: Database) -> Database:
    """A monthly town hall (1) with seven questions of Radiology, three of Night, two of nobody."""
    database.run(c.add_communication, SERIES)
    database.run(add_record, "audience", {"name": "Radiologie"})
    database.run(add_record, "audience", {"name": "Nacht"})
    for number in range(12):
        ask(
            database,
            number,
            audience="Radiologie" if number < 7 else "Nacht" if number < 10 else None,
            theme="privacy" if number % 2 else "workload",
            asked_at="2026-11-05T10:30" if number < 9 else "2026-10-01T09:00",
        )
    return database


def ask(plan: Database, number: int, **values: Any) -> None:
    of_date = {"communication_id": 1, "original_start": NOVEMBER}
    plan.run(q.add_question, {"text": f"Vraag {number}?", **of_date, **values})


def groups(found: Breakdown) -> list[tuple[str, int, int]]:
    assert sum((each.accounting for each in found.groups), Accounting()) == found.total
    return [(each.name, each.accounting.asked, each.folded) for each in found.groups]


def test_an_event_accounts_for_what_was_asked_there(plan: Database) -> None:
    plan.run(q.answer_question, 1, "answered-live")
    plan.run(o.change_occurrence, 1, NOVEMBER, {"status": "held"})
    wanted = plan.read(at_event, 1, NOVEMBER)
    assert plan.read(told_accounting, wanted) == Accounting(answered_live=1, open=11)
    wanted = plan.read(at_event, 1, DECEMBER)
    assert plan.read(told_accounting, wanted) == Accounting()
    assert plan.read(told_accounting, plan.read(at_event, 1)).asked == 12
    with pytest.raises(NotFound):
        plan.read(at_event, 9)


def test_by_theme_month_and_event(plan: Database) -> None:
    plan.run(carry_over, 1, NOVEMBER)
    theme = plan.read(breakdown, NO_FILTER, GroupedBy.THEME, clock=CLOCK)
    assert groups(theme) == [("Privacy", 6, 0), ("Workload", 6, 0)]
    assert [each.key for each in theme.groups] == ["privacy", "workload"]
    month = plan.read(breakdown, NO_FILTER, GroupedBy.MONTH, clock=CLOCK)
    assert groups(month) == [("October 2026", 3, 0), ("November 2026", 9, 0)]
    plan.run(q.add_question, {"text": "Per mail?"})
    event = plan.read(breakdown, NO_FILTER, GroupedBy.OCCURRENCE, clock=CLOCK)
    assert groups(event) == [("Town hall, Thu 5 Nov", 12, 0), ("At no event", 1, 0)]
    assert [each.key for each in event.groups] == ["1/2026-11-05T10:00", ""]
    whole = plan.read(breakdown, NO_FILTER, GroupedBy.COMMUNICATION, clock=CLOCK)
    assert groups(whole) == [("Town hall", 12, 0), ("At no event", 1, 0)]
    language.set_language("nl")
    theme = plan.read(breakdown, NO_FILTER, GroupedBy.THEME, clock=CLOCK)
    assert "Werkdruk" in [each.name for each in theme.groups]


def test_small_groups_of_an_audience_are_told_together(plan: Database) -> None:
    found = plan.read(breakdown, NO_FILTER, GroupedBy.AUDIENCE, clock=CLOCK)
    assert groups(found) == [("Radiologie", 7, 0), ("Others together", 5, 2)]
    plan.run(q.remove_question, 12)
    found = plan.read(breakdown, NO_FILTER, GroupedBy.AUDIENCE, clock=CLOCK)
    # Four together would be what is left of eleven when the seven are known.
    assert groups(found) == [("Others together", 11, 3)]


def test_too_few_in_all_are_not_told_apart(plan: Database) -> None:
    only = QuestionFilter(asked=(date(2026, 10, 1), date(2026, 10, 2)))
    found = plan.read(breakdown, only, GroupedBy.AUDIENCE, clock=CLOCK)
    assert (found.total.asked, found.groups) == (3, ())


def test_one_audience_alone_is_told_where_no_small_group_follows_from_it(plan: Database) -> None:
    radiology, night = frozenset({1}), frozenset({2})
    assert plan.read(told_accounting, QuestionFilter(audience_ids=radiology)).asked == 7
    with pytest.raises(InvalidInput, match="fewer than five"):
        plan.read(told_accounting, QuestionFilter(audience_ids=night))
    for number in range(3):
        ask(plan, number, audience="Nacht")
    assert plan.read(told_accounting, QuestionFilter(audience_ids=night)).asked == 6
    found = plan.read(breakdown, QuestionFilter(audience_ids=night), GroupedBy.THEME, clock=CLOCK)
    # Two or three of one theme would point at who asked them.
    assert groups(found) == [("Others together", 6, 3)]


def test_an_audience_has_its_parts_with_it(plan: Database) -> None:
    plan.run(add_record, "audience", {"name": "Kliniek"})
    plan.run(add_record, "audience", {"name": "Afdeling", "parent": "Kliniek"})
    for number in range(5):
        ask(plan, number, audience="Afdeling")
    assert plan.read(told_accounting, QuestionFilter(audience_ids=frozenset({3}))).asked == 5


IDS = st.integers(1, 6)


class QuestionLives(RuleBasedStateMachine):
    """Questions are asked, merged, answered, carried and taken back at random."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.database = Database.create(Path(self.folder.name) / "plan.townhall", CLOCK)
        self.database.run(c.add_communication, SERIES)
        self.database.run(add_record, "person", {"name": "Anna Voorbeeld"})
        self.steps: list[Any] = []

    def teardown(self) -> None:
        self.database.close()
        self.folder.cleanup()

    def change(self, use_case: Any, *args: Any) -> None:
        try:
            step = self.database.run(use_case, *args).step
        except TownHallError:
            return
        if step is not None:
            self.steps.append(step)

    @rule(start=st.sampled_from([None, NOVEMBER, DECEMBER]), theme=st.sampled_from(["", "privacy"]))
    def ask(self, start: datetime | None, theme: str) -> None:
        of_date = {"communication_id": 1, "original_start": start}
        self.change(
            q.add_question, {"text": "Waarom?", **of_date, **({"theme": theme} if theme else {})}
        )

    @rule(lead=IDS, members=st.lists(IDS, min_size=1, max_size=3))
    def merge(self, lead: int, members: list[int]) -> None:
        self.change(merge_questions, lead, members)

    @rule(question=IDS)
    def unmerge(self, question: int) -> None:
        self.change(unmerge_question, question)

    @rule(question=IDS, answer=st.sampled_from(["", "Daarom."]))
    def answer(self, question: int, answer: str) -> None:
        values = {"answer": answer, "approved_by": "Bram Proefman"} if answer else {}
        outcome = "answered-in-writing" if answer else "answered-live"
        self.change(q.change_question, question, values)
        self.change(q.answer_question, question, outcome)

    @rule(question=IDS)
    def take_away(self, question: int) -> None:
        self.change(q.take_away, question, "We zoeken het uit.", "Anna Voorbeeld", None)

    @rule(question=IDS, outcome=st.sampled_from(["declined", "open", "carried-over"]))
    def end(self, question: int, outcome: str) -> None:
        values = {"outcome": outcome}
        if outcome == "declined":
            values |= {"decline_reason": "Kan niet."}
        self.change(q.change_question, question, values)

    @rule(question=IDS)
    def remove(self, question: int) -> None:
        self.change(q.remove_question, question)

    @rule(start=st.sampled_from([NOVEMBER, DECEMBER]), to=st.none() | st.just(1))
    def carry(self, start: datetime, to: int | None) -> None:
        self.change(carry_over, 1, start, to)

    @rule(
        start=st.sampled_from([NOVEMBER, DECEMBER]), status=st.sampled_from(["held", "cancelled"])
    )
    def close(self, start: datetime, status: str) -> None:
        self.change(o.change_occurrence, 1, start, {"status": status})

    @rule()
    def undo(self) -> None:
        if self.steps:
            self.database.revert(self.steps.pop())

    @invariant()
    def everything_is_accounted_for(self) -> None:
        read = self.database.read
        total = read(told_accounting, NO_FILTER)
        assert total.asked == read(questions_counted, NO_FILTER)
        parts = parts_of(total)
        assert parts.pop("asked") == sum(parts.values())
        for by in GroupedBy:
            found = read(breakdown, NO_FILTER, by, clock=CLOCK)
            if found.groups:
                assert sum((each.accounting for each in found.groups), Accounting()) == total


QuestionLives.TestCase.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
TestQuestionLives = QuestionLives.TestCase
