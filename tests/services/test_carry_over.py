"""Open questions go on to the next date when theirs closes, or to another one that is chosen."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.errors import InvalidInput, NotFound
from townhall.domain.terms import Outcome
from townhall.services import communications as c
from townhall.services import extra_dates as e
from townhall.services import occurrences as o
from townhall.services import questions as q
from townhall.services.carry_over import carry_over
from townhall.services.plans import change_plan
from townhall.services.question_merging import merge_questions, unmerge_question
from townhall.services.records import add_record
from townhall.storage import models as m
from townhall.storage.database import Database

SERIES = {
    "kind": "town-hall",
    "title": "Town hall",
    "start": "2026-11-05T10:00",
    "recurrence": "FREQ=MONTHLY;BYDAY=1TH",
}
NOVEMBER, DECEMBER, JANUARY, FEBRUARY = (
    datetime(2026, 11, 5, 10),
    datetime(2026, 12, 3, 10),
    datetime(2027, 1, 7, 10),
    datetime(2027, 2, 4, 10),
)
HELD = {"status": "held"}


@pytest.fixture
def plan(database: Database) -> Database:
    """A monthly town hall from November on (1) with three open questions of its first date."""
    database.run(c.add_communication, SERIES)
    for text in ("Waarom?", "Wanneer?", "Wie?"):
        ask(database, text, NOVEMBER)
    return database


def ask(plan: Database, text: str, start: datetime | None, communication_id: int = 1) -> int:
    of_date = {"communication_id": communication_id, "original_start": start}
    return plan.run(q.add_question, {"text": text, **of_date}).value


def single(plan: Database, start: str, **values: Any) -> int:
    about = {"kind": "town-hall", "title": f"Los {start}", "start": start}
    return plan.run(c.add_communication, about | values).value


def place(session: Session, question_id: int) -> tuple[int | None, datetime | None]:
    found = session.get_one(m.Question, question_id)
    return found.communication_id, found.original_start


def places(plan: Database, *ids: int) -> list[tuple[int | None, datetime | None]]:
    return [plan.read(place, each) for each in ids]


def times(plan: Database, question_id: int) -> tuple[Outcome, int]:
    found = plan.read(lambda session: session.get_one(m.Question, question_id))
    return found.outcome, found.times_carried


def story(plan: Database, question_id: int) -> list[tuple[datetime | None, datetime | None]]:
    query = select(m.CarryOver).where(m.CarryOver.question_id == question_id)
    rows = plan.read(lambda session: session.scalars(query.order_by(m.CarryOver.id)).all())
    return [(each.from_original_start, each.to_original_start) for each in rows]


class TestClosing:
    def test_open_questions_go_to_the_next_date(self, plan: Database) -> None:
        plan.run(q.answer_question, 3, "answered-live")
        step = plan.run(o.change_occurrence, 1, NOVEMBER, HELD).step
        assert places(plan, 1, 2, 3) == [(1, DECEMBER), (1, DECEMBER), (1, NOVEMBER)]
        assert times(plan, 1) == (Outcome.CARRIED_OVER, 1)
        assert times(plan, 3) == (Outcome.ANSWERED_LIVE, 0)
        assert story(plan, 1) == [(NOVEMBER, DECEMBER)]
        assert step is not None
        assert step.label == ("Changed a date of “Town hall”: 2 open questions go to Thu 3 Dec")

    def test_undo_takes_all_of_it_back(self, plan: Database) -> None:
        step = plan.run(o.change_occurrence, 1, NOVEMBER, HELD).step
        assert step is not None
        plan.revert(step)
        assert places(plan, 1, 2) == [(1, NOVEMBER), (1, NOVEMBER)]
        assert times(plan, 1) == (Outcome.OPEN, 0)
        assert story(plan, 1) == []

    def test_where_it_was_asked_stays(self, plan: Database) -> None:
        for start in (NOVEMBER, DECEMBER):
            plan.run(o.change_occurrence, 1, start, HELD)
        found = plan.read(lambda session: session.get_one(m.Question, 1))
        assert (found.asked_original_start, found.original_start) == (NOVEMBER, JANUARY)
        assert found.times_carried == 2
        assert story(plan, 1) == [(NOVEMBER, DECEMBER), (DECEMBER, JANUARY)]

    def test_cancelled_and_held_dates_are_passed_over(self, plan: Database) -> None:
        plan.run(o.cancel_occurrence, 1, DECEMBER)
        plan.run(o.change_occurrence, 1, JANUARY, HELD)
        plan.run(o.change_occurrence, 1, NOVEMBER, {"status": "evaluated"})
        assert places(plan, 1) == [(1, FEBRUARY)]

    def test_a_moved_date_counts_where_it_is(self, plan: Database) -> None:
        plan.run(o.change_occurrence, 1, DECEMBER, {"start": "2027-01-20T10:00"})
        plan.run(o.change_occurrence, 1, NOVEMBER, HELD)
        assert places(plan, 1) == [(1, JANUARY)]

    def test_without_a_next_date_they_stay_and_it_is_said(self, database: Database) -> None:
        single(database, "2026-11-20T10:00")
        ask(database, "Waarom?", None)
        step = database.run(c.change_communication, 1, HELD).step
        assert places(database, 1) == [(1, None)]
        assert times(database, 1) == (Outcome.OPEN, 0)
        assert step is not None
        assert step.label.endswith(": 1 open question waits until a next date is planned")

    def test_what_follows_a_split_is_the_same_series(self, plan: Database) -> None:
        later = plan.run(o.change_occurrence, 1, DECEMBER, {"title": "Anders"}, "following").value
        plan.run(o.change_occurrence, 1, NOVEMBER, HELD)
        assert places(plan, 1) == [(later, DECEMBER)]

    def test_questions_of_no_date_go_along(self, plan: Database) -> None:
        ask(plan, "Hoe?", None)
        plan.run(o.change_occurrence, 1, NOVEMBER, HELD)
        assert places(plan, 4) == [(1, DECEMBER)]

    def test_merged_questions_stay_with_their_lead_as_it_goes(self, plan: Database) -> None:
        plan.run(merge_questions, 1, [2])
        plan.run(o.change_occurrence, 1, NOVEMBER, HELD)
        assert places(plan, 1, 2) == [(1, DECEMBER), (1, NOVEMBER)]
        plan.run(unmerge_question, 2)
        assert times(plan, 2) == (Outcome.OPEN, 0)


class TestAsked:
    def test_to_the_next_date(self, plan: Database) -> None:
        carried = plan.run(carry_over, 1).value
        assert carried.question_ids == (1, 2, 3)
        assert (carried.to.communication_id, carried.to.original_start) == (1, DECEMBER)
        assert places(plan, 1) == [(1, DECEMBER)]

    def test_to_another_communication(self, plan: Database) -> None:
        other = single(plan, "2026-12-10T15:00")
        outcome = plan.run(carry_over, 1, None, other)
        assert outcome.value.question_ids == (1, 2, 3)
        assert places(plan, 1) == [(other, datetime(2026, 12, 10, 15))]
        assert outcome.step is not None
        assert outcome.step.label == (
            "Carried 3 open questions over to “Los 2026-12-10T15:00” of 2026-12-10"
        )

    def test_to_a_date_that_is_named(self, plan: Database) -> None:
        plan.run(carry_over, 1, NOVEMBER, 1, JANUARY)
        assert places(plan, 1) == [(1, JANUARY)]

    def test_later_questions_of_a_series_stay(self, plan: Database) -> None:
        ask(plan, "Vooruit?", JANUARY)
        plan.run(carry_over, 1, None, 1, DECEMBER)
        assert places(plan, 1, 4) == [(1, DECEMBER), (1, JANUARY)]

    def test_nothing_open_is_nothing_done(self, plan: Database) -> None:
        for question_id in (1, 2, 3):
            plan.run(q.answer_question, question_id, "answered-live")
        outcome = plan.run(carry_over, 1, NOVEMBER)
        assert (outcome.value.question_ids, outcome.step) == ((), None)

    @pytest.mark.parametrize(
        ("to", "words"),
        [
            (datetime(2026, 12, 4, 10), "has no date"),
            (NOVEMBER, "is not later"),
            (JANUARY, "is cancelled"),
            (FEBRUARY, "has been held"),
        ],
    )
    def test_bad_dates_are_refused(self, plan: Database, to: datetime, words: str) -> None:
        plan.run(o.cancel_occurrence, 1, JANUARY)
        plan.run(o.change_occurrence, 1, FEBRUARY, HELD)
        with pytest.raises((InvalidInput, NotFound), match=words):
            plan.run(carry_over, 1, NOVEMBER, 1, to)
        assert places(plan, 1) == [(1, NOVEMBER)]

    def test_unknown_communications_are_refused(self, plan: Database) -> None:
        for numbers in ((9, None, None), (1, None, 9)):
            with pytest.raises(NotFound):
                plan.run(carry_over, *numbers)

    def test_no_later_date_is_refused_with_what_to_do(self, database: Database) -> None:
        single(database, "2026-11-20T10:00")
        ask(database, "Waarom?", None)
        with pytest.raises(InvalidInput, match="plan a next date, or say where they go"):
            database.run(carry_over, 1)
        assert times(database, 1) == (Outcome.OPEN, 0)

    def test_a_series_to_come_needs_the_date(self, database: Database) -> None:
        database.run(c.add_communication, SERIES | {"start": "2027-01-07T10:00"})
        with pytest.raises(InvalidInput, match="Say which of its dates"):
            database.run(carry_over, 1)


class TestCallingOff:
    """A date that is called off takes nothing with it."""

    def test_the_next_date_takes_over(self, plan: Database) -> None:
        plan.run(o.change_occurrence, 1, NOVEMBER, HELD)
        step = plan.run(o.cancel_occurrence, 1, DECEMBER).step
        assert places(plan, 1, 2) == [(1, JANUARY), (1, JANUARY)]
        assert times(plan, 1) == (Outcome.CARRIED_OVER, 1)
        assert story(plan, 1) == [(NOVEMBER, DECEMBER), (DECEMBER, JANUARY)]
        assert step is not None
        assert step.label == "Cancelled “Town hall”: 3 open questions go to Thu 7 Jan 2027"
        plan.revert(step)
        assert places(plan, 1) == [(1, DECEMBER)]

    def test_moving_the_date_keeps_them_there(self, plan: Database) -> None:
        plan.run(o.change_occurrence, 1, NOVEMBER, HELD)
        plan.run(o.change_occurrence, 1, DECEMBER, {"start": "2026-12-10T14:00"})
        assert places(plan, 1) == [(1, DECEMBER)]
        plan.run(c.change_communication, 1, {"start": "2026-11-05T09:00"})
        assert places(plan, 1) == [(1, DECEMBER.replace(hour=9))]

    def test_calling_off_a_whole_series_finds_another_of_the_kind(self, plan: Database) -> None:
        other = single(plan, "2026-12-10T15:00")
        plan.run(c.cancel_communication, 1)
        # November has been held, so only what was to come goes.
        assert places(plan, 1) == [(1, NOVEMBER)]
        ahead = ask(plan, "Vooruit?", DECEMBER)
        assert places(plan, ahead) == [(other, datetime(2026, 12, 10, 15))]

    def test_a_chosen_date_called_off_returns_them_to_the_series(self, plan: Database) -> None:
        other = single(plan, "2026-12-01T15:00", kind="drop-in")
        plan.run(carry_over, 1, NOVEMBER, other)
        plan.run(c.cancel_communication, other)
        assert places(plan, 1) == [(1, DECEMBER)]

    def test_with_nothing_planned_they_go_back_where_they_were(self, database: Database) -> None:
        first = single(database, "2026-11-20T10:00")
        second = single(database, "2026-12-10T10:00")
        ask(database, "Waarom?", None, first)
        database.run(carry_over, first, None, second)
        database.run(c.cancel_communication, second)
        assert places(database, 1) == [(first, datetime(2026, 11, 20, 10))]

    def test_with_nowhere_to_go_they_wait_and_go_when_a_date_comes(
        self, database: Database
    ) -> None:
        number = single(database, "2026-12-10T10:00")
        ask(database, "Waarom?", None, number)
        step = database.run(c.cancel_communication, number).step
        assert step is not None
        assert step.label.endswith("1 open question waits until a next date is planned")
        assert places(database, 1) == [(None, None)]
        again = database.run(c.add_communication, SERIES).step
        assert places(database, 1) == [(2, DECEMBER)]
        assert again is not None
        database.revert(again)
        assert places(database, 1) == [(None, None)]

    def test_restoring_it_calls_them_back(self, database: Database) -> None:
        number = single(database, "2026-12-10T10:00")
        ask(database, "Waarom?", None, number)
        database.run(c.cancel_communication, number)
        database.run(c.change_communication, number, {"status": "planned"})
        assert places(database, 1) == [(number, datetime(2026, 12, 10, 10))]

    def test_calling_off_what_follows(self, plan: Database) -> None:
        plan.run(carry_over, 1, NOVEMBER, 1, FEBRUARY)
        plan.run(o.cancel_occurrence, 1, JANUARY, "following")
        assert places(plan, 1) == [(1, DECEMBER)]

    def test_removing_what_they_went_to(self, plan: Database) -> None:
        other = single(plan, "2026-12-01T15:00")
        plan.run(carry_over, 1, NOVEMBER, other)
        plan.run(c.remove_communication, other)
        assert places(plan, 1) == [(1, DECEMBER)]

    def test_an_added_date_that_is_removed(self, plan: Database) -> None:
        extra = plan.run(e.add_date, 1, {"start": "2026-12-01T20:00"}).value
        plan.run(carry_over, 1, NOVEMBER, 1, extra)
        plan.run(e.remove_date, 1, extra)
        assert places(plan, 1) == [(1, DECEMBER)]

    def test_a_closed_day_that_takes_the_date_out(self, plan: Database) -> None:
        plan.run(c.change_communication, 1, {"on_blackouts": "skip", "on_holidays": "skip"})
        plan.run(o.change_occurrence, 1, NOVEMBER, HELD)
        freeze = {"name": "Stop", "first_day": "2026-12-02", "last_day": "2026-12-04"}
        plan.run(add_record, "blackout", freeze)
        assert places(plan, 1) == [(1, JANUARY)]
        plan.run(change_plan, {"country": "BE"})
        assert places(plan, 1) == [(1, JANUARY)]

    def test_a_rule_that_does_not_give_the_date_any_more(self, plan: Database) -> None:
        plan.run(carry_over, 1, NOVEMBER, 1, JANUARY)
        plan.run(c.change_communication, 1, {"recurrence": "FREQ=MONTHLY;BYDAY=1TH;COUNT=2"})
        assert places(plan, 1) == [(1, DECEMBER)]

    def test_a_question_for_a_date_that_is_off_goes_on_at_once(self, plan: Database) -> None:
        plan.run(o.cancel_occurrence, 1, DECEMBER)
        late = ask(plan, "Te laat?", DECEMBER)
        assert places(plan, late) == [(1, JANUARY)]
        found = plan.read(lambda session: session.get_one(m.Question, late))
        assert found.asked_original_start == DECEMBER

    def test_a_question_opened_again_leaves_a_date_that_is_off(self, plan: Database) -> None:
        live = ask(plan, "Vooruit?", DECEMBER)
        plan.run(q.answer_question, live, "answered-live")
        plan.run(o.cancel_occurrence, 1, DECEMBER)
        assert places(plan, live) == [(1, DECEMBER)]
        plan.run(q.reopen_question, live)
        assert places(plan, live) == [(1, JANUARY)]
