"""Questions that went over too often are told to sponsors; none that waits is forgotten."""

from datetime import date, datetime

import pytest

from townhall.domain.carry_over import move_words
from townhall.domain.clock import fixed_clock
from townhall.domain.terms import Severity, WarningKind
from townhall.domain.warnings import PlanWarning
from townhall.services import communications as c
from townhall.services import occurrences as o
from townhall.services import questions as q
from townhall.services.queries.carried import Move, moves
from townhall.services.queries.question_sheet import MomentKind, question_sheet
from townhall.services.queries.questions import question
from townhall.services.queries.today import today
from townhall.services.queries.warnings import warnings
from townhall.services.records import add_record, change_record
from townhall.storage.database import Database

CLOCK = fixed_clock("2026-11-24T09:00+01:00")
NOVEMBER, DECEMBER, JANUARY = (
    datetime(2026, 11, 5, 10),
    datetime(2026, 12, 3, 10),
    datetime(2027, 1, 7, 10),
)
SERIES = {
    "kind": "town-hall",
    "title": "Town hall",
    "start": "2026-11-05T10:00",
    "recurrence": "FREQ=MONTHLY;BYDAY=1TH",
    "initiatives": ["Triage"],
}


@pytest.fixture
def plan(database: Database) -> Database:
    """A town hall (1) about Triage, whose sponsor is Anna; Bram is a sponsor too."""
    database.run(add_record, "person", {"name": "Anna Voorbeeld"})
    database.run(add_record, "person", {"name": "Bram Proefman", "role": "sponsor"})
    database.run(add_record, "initiative", {"name": "Triage", "sponsor": "Anna Voorbeeld"})
    database.run(c.add_communication, SERIES)
    of_date = {"communication_id": 1, "original_start": NOVEMBER}
    database.run(q.add_question, {"text": "Waarom?", **of_date})
    return database


def close(plan: Database, *starts: datetime) -> None:
    for start in starts:
        plan.run(o.change_occurrence, 1, start, {"status": "held"})


def told(plan: Database) -> list[PlanWarning]:
    found = plan.read(warnings, clock=CLOCK)
    wanted = ("carried over", "still open", "waits for a date")
    unanswered = [each for each in found if each.kind is WarningKind.UNANSWERED]
    return [each for each in unanswered if any(words in each.text for words in wanted)]


def test_after_two_carries_its_sponsor_is_told(plan: Database) -> None:
    close(plan, NOVEMBER)
    assert told(plan) == []
    close(plan, DECEMBER)
    (warning,) = told(plan)
    assert warning.text == (
        "“Waarom?” was carried over 2 times and is still open: it is up to Anna Voorbeeld now, "
        "as sponsor"
    )
    assert (warning.severity, warning.subject.noun, warning.subject.id) == (
        Severity.HIGH,
        "question",
        1,
    )
    now = plan.read(today, clock=CLOCK).now
    assert warning in [item.warning for item in now]
    plan.run(q.answer_question, 1, "answered-live")
    assert told(plan) == []


def test_without_a_sponsor_of_its_own_the_sponsors_are_told(plan: Database) -> None:
    plan.run(change_record, "initiative", 1, {"sponsor": None})
    close(plan, NOVEMBER, DECEMBER)
    assert "it is up to Bram Proefman now, as sponsor" in told(plan)[0].text
    plan.run(change_record, "person", 2, {"role": "moderator"})
    assert "nobody is sponsor: name one, so that somebody decides" in told(plan)[0].text


def test_open_questions_of_a_date_that_has_been_are_told(plan: Database) -> None:
    (warning,) = told(plan)
    assert warning.text == (
        "1 question of “Town hall” of Thu 5 Nov is still open: it can be carried over to Thu 3 Dec"
    )
    assert warning.subject.id == "1/2026-11-05T10:00"
    plan.run(o.cancel_occurrence, 1, DECEMBER, "following")
    assert told(plan)[0].reason == "it waits until a next date is planned"


def test_a_question_without_any_date_left_is_told(database: Database) -> None:
    single = {"kind": "drop-in", "title": "Inloop", "start": "2026-12-10T10:00"}
    database.run(c.add_communication, single)
    database.run(q.add_question, {"text": "Waarom?", "communication_id": 1})
    database.run(c.cancel_communication, 1)
    (warning,) = told(database)
    assert warning.text == (
        "“Waarom?” waits for a date: its date is off and none is planned after it"
    )
    database.run(c.change_communication, 1, {"status": "planned"})
    assert told(database) == []


def test_the_way_of_a_question_is_told(plan: Database) -> None:
    close(plan, NOVEMBER)
    plan.run(o.cancel_occurrence, 1, DECEMBER)
    at = CLOCK.now_utc()
    first, second, third = date(2026, 11, 5), date(2026, 12, 3), date(2027, 1, 7)
    assert plan.read(moves, 1) == (
        Move("Town hall", first, "Town hall", second, off=False, at=at),
        Move("Town hall", second, "Town hall", third, off=True, at=at),
    )


def test_the_inspector_tells_where_it_was_asked_and_how_it_went_on(plan: Database) -> None:
    close(plan, NOVEMBER)
    sheet = plan.read(question_sheet, 1, CLOCK)
    told_ = [(each.day, each.kind, each.planned) for each in sheet.moments]
    assert told_ == [
        (date(2026, 11, 5), MomentKind.PUT_TO, False),
        (date(2026, 11, 24), MomentKind.ASKED, False),
        (date(2026, 11, 24), MomentKind.CARRIED, False),
        (date(2026, 12, 3), MomentKind.PUT_TO, True),
    ]


def test_the_question_says_to_whom_it_is_told(plan: Database) -> None:
    close(plan, NOVEMBER)
    assert plan.read(question, 1).escalated_to == ()
    close(plan, DECEMBER)
    assert plan.read(question, 1).escalated_to == ("Anna Voorbeeld",)


def test_the_words_of_each_move() -> None:
    day, left = date(2026, 12, 3), date(2026, 11, 5)
    words = [
        move_words("Town hall", day, left, day, off=False),
        move_words("Town hall", day, left, day, off=True),
        move_words("Town hall", day, None, day, off=True),
        move_words("", None, left, day, off=True),
    ]
    assert words == [
        "Carried over to Town hall, Thu 3 Dec",
        "Moved on to Town hall, Thu 3 Dec: Thu 5 Nov is off",
        "Moved on to Town hall, Thu 3 Dec",
        "Waits for a date; its own is off",
    ]
