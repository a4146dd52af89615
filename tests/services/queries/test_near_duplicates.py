"""Near-duplicates of a plan: per event, what was asked before, and what became of it."""

from datetime import date, datetime

import pytest

from townhall.domain.asked_before import PromiseState, asked_before_words
from townhall.domain.duplicate_batch import Scope, find_groups
from townhall.domain.errors import Cancelled, NotFound
from townhall.domain.terms import Outcome, QuestionState
from townhall.language import set_language
from townhall.services.communications import add_communication
from townhall.services.follow_ups import change_follow_up
from townhall.services.queries.near_duplicates import (
    duplicate_groups,
    question_batch,
    similar_questions,
)
from townhall.services.question_merging import mark_different, merge_questions
from townhall.services.questions import add_question, answer_question, take_away
from townhall.storage.database import Database

MARCH, NOVEMBER = "2026-03-05T10:00", "2026-11-20T10:00"
ASKED = (
    {"text": "Krijgt de nachtdienst scholing?", "communication_id": 1, "asked_at": MARCH},
    {"text": "Wie betaalt de licenties?", "communication_id": 1, "asked_at": MARCH},
    {"text": "Krijgen nachtdiensten ook scholing?", "communication_id": 2, "asked_at": NOVEMBER},
    {"text": "krijgt de nachtdienst nou scholing", "communication_id": 2, "votes": 4},
    {"text": "Krijgt de dagdienst scholing?", "communication_id": 2, "asked_at": NOVEMBER},
)


@pytest.fixture
def plan(database: Database) -> Database:
    for title, start in (("Voorjaar", "2026-03-12T10:00"), ("Najaar", "2026-12-03T10:00")):
        values = {"kind": "town-hall", "title": title, "start": start}
        database.run(add_communication, values)
    for values in ASKED:
        database.run(add_question, values)
    return database


def test_groups_stay_within_an_event_and_tell_what_was_asked_before(plan: Database) -> None:
    [group] = plan.read(duplicate_groups)
    assert (group.lead, [each.id for each in group.members]) == (4, [3])
    assert [(each.id, each.event) for each in group.asked_before] == [(1, "Voorjaar")]
    assert plan.read(duplicate_groups, 2) == [group]
    assert plan.read(duplicate_groups, 1) == []
    with pytest.raises(NotFound):
        plan.read(duplicate_groups, 9)


def test_what_is_merged_is_not_suggested_again(plan: Database) -> None:
    plan.run(merge_questions, 1, [3, 4])
    assert plan.read(duplicate_groups) == []
    [found] = plan.read(similar_questions, "Krijgt de nachtdienst scholing??")
    assert (found.id, found.score) == (1, 100)


def test_what_was_found_to_be_different_is_not_suggested_again(plan: Database) -> None:
    done = plan.run(mark_different, [3, 4])
    assert [each.members for each in plan.read(duplicate_groups)] == [(), ()]
    before = plan.read(duplicate_groups, different_too=True)
    assert [(each.id, each.different) for each in before[0].members] == [(3, True)]
    plan.run(mark_different, [1, 3])
    assert [each.lead for each in plan.read(duplicate_groups)] == [4]
    plan.run(mark_different, [1, 4])
    assert plan.read(duplicate_groups) == []
    [group] = plan.read(duplicate_groups, different_too=True)
    assert [each.different for each in (*group.members, *group.asked_before)] == [True, True]
    assert done.step is not None
    plan.revert(done.step)
    [group] = plan.read(duplicate_groups)
    assert (group.lead, [each.id for each in group.members]) == (4, [3])


def test_while_typing_what_differs_from_the_same_words_is_not_suggested(plan: Database) -> None:
    other = plan.run(add_question, {"text": "Wie betaalt de licenties van de software?"}).value
    typed = "En wie betaalt eigenlijk de licenties?"
    assert [each.id for each in plan.read(similar_questions, typed)] == [2, other]
    plan.run(mark_different, [2, other])
    assert [each.id for each in plan.read(similar_questions, typed)] == [2]
    assert plan.read(similar_questions, typed, leave_out=2) == []
    assert [each.id for each in plan.read(similar_questions, typed, leave_out=1)] == [2, other]


def test_a_search_of_a_batch_tells_how_far_it_is_and_is_cancelled(plan: Database) -> None:
    for number in range(120):
        plan.run(add_question, {"text": f"Wie regelt zaak {number} van afdeling {number}?"})
    batch, told = plan.read(question_batch), list[tuple[int, int]]()
    found = find_groups(batch, progress=lambda done, total: told.append((done, total)))
    assert [each.lead for each in found] == [4]
    assert told == [(100, 250), (200, 250)]
    with pytest.raises(Cancelled):
        find_groups(batch, stop=lambda: True)


def test_groups_of_one_date_and_of_an_import_alone(plan: Database) -> None:
    batch = plan.read(question_batch)
    for scope, leads in (
        (Scope(2), [4]),
        (Scope(1), []),
        (Scope(2, datetime(2026, 12, 3, 10)), []),
        (Scope(added=(3, 3)), [4]),
        (Scope(added=(5, 9)), []),
    ):
        assert [each.lead for each in find_groups(batch, scope)] == leads


def test_an_answered_question_is_the_lead_of_its_group(plan: Database) -> None:
    plan.run(answer_question, 3, "answered-live")
    [group] = plan.read(duplicate_groups, 2)
    assert (group.lead, [each.id for each in group.members]) == (3, [4])


def test_a_question_is_told_what_became_of_it(plan: Database) -> None:
    follow_up = plan.run(take_away, 2, "We zoeken het uit.", "", "2026-04-01").value
    [found] = plan.read(similar_questions, "Wie betaalt eigenlijk de licentie?")
    assert (found.id, found.event, found.asked) == (2, "Voorjaar", date(2026, 3, 5))
    assert (found.outcome, found.promise) == (Outcome.TAKEN_AWAY, PromiseState.OPEN)
    plan.run(change_follow_up, follow_up, {"state": "done", "evidence": "Gemaild."})
    [found] = plan.read(similar_questions, "Wie betaalt de licenties?")
    assert found.promise is PromiseState.KEPT
    assert plan.read(similar_questions, "Wie betaalt de licenties?", leave_out=2) == []


@pytest.mark.parametrize("text", ["", "???", '"; DROP TABLE question', "de het een", "Hoe laat?"])
def test_a_text_like_nothing_finds_nothing(plan: Database, text: str) -> None:
    assert plan.read(similar_questions, text) == []


def test_the_line_of_a_question_asked_before() -> None:
    words = (date(2026, 3, 5), date(2026, 11, 24), QuestionState.CLOSED, Outcome.ANSWERED_LIVE)
    assert asked_before_words(*words, PromiseState.KEPT) == (
        "asked in March, answered, promise kept"
    )
    set_language("nl")
    assert asked_before_words(*words, PromiseState.KEPT) == (
        "gesteld in maart, beantwoord, toezegging nagekomen"
    )
    assert "maart 2025" in asked_before_words(date(2025, 3, 5), *words[1:], PromiseState.NONE)
