"""Templates, and the same once more in the next quarter."""

from datetime import date, datetime, timedelta

import pytest

from townhall.domain.errors import InvalidInput, NotFound
from townhall.domain.next_quarter import next_quarter
from townhall.services.communications import (
    add_communication,
    change_communication,
    remove_communication,
)
from townhall.services.copies import copy_date, duplicate_to_next_quarter
from townhall.services.queries.communication_details import communication
from townhall.services.queries.run_up import run_up
from townhall.services.queries.templates import template, templates
from townhall.services.questions import add_question
from townhall.services.records import add_record, remove_record
from townhall.services.tasks import add_task, tick_task
from townhall.services.templates import (
    add_from_template,
    change_template,
    remove_template,
    save_as_template,
)
from townhall.storage.database import Database

START = datetime(2026, 12, 3, 10)


@pytest.fixture
def series(database: Database) -> int:
    database.run(add_record, "audience", {"name": "Radiologie"})
    database.run(add_record, "person", {"name": "Anna Voorbeeld"})
    values = {
        "kind": "town-hall",
        "title": "Town hall",
        "start": "2026-12-03T10:00",
        "recurrence": "FREQ=MONTHLY;BYDAY=1TH",
        "status": "confirmed",
        "sign_off": "approved",
        "audiences": ["Radiologie"],
        "agenda": [{"title": "Welkom", "duration_minutes": 5, "start": "10:00"}],
    }
    number = database.run(add_communication, values).value
    step = {"communication_id": number, "title": "Brief", "offset_days": -7}
    task = database.run(add_task, {**step, "owner": "Anna Voorbeeld"}).value
    database.run(tick_task, task, START)
    asked = {"text": "Waarom?", "communication_id": number, "original_start": START}
    database.run(add_question, asked)
    return number


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        (date(2026, 12, 3), date(2027, 3, 4)),
        (date(2026, 10, 20), date(2027, 1, 19)),
        (date(2026, 12, 31), date(2027, 3, 25)),
        (date(2026, 9, 29), date(2026, 12, 29)),
    ],
)
def test_the_same_place_in_the_next_quarter(day: date, wanted: date) -> None:
    assert next_quarter(day, frozenset()) == wanted


def test_closed_weeks_give_way_to_the_next_open_one() -> None:
    day = date(2026, 12, 3)
    assert next_quarter(day, {date(2027, 3, 4)}) == date(2027, 3, 11)
    assert next_quarter(day, {date(2027, 3, 4), date(2027, 3, 11)}) == date(2027, 2, 25)
    closed = {date(2027, 3, 4) + timedelta(weeks=weeks) for weeks in range(-3, 4)}
    with pytest.raises(InvalidInput, match="2027-03-04 is closed"):
        next_quarter(day, closed)


def test_a_date_is_planned_again_without_what_belonged_to_it(
    database: Database, series: int
) -> None:
    outcome = database.run(duplicate_to_next_quarter, series, START)
    number, start = outcome.value
    assert start == datetime(2027, 3, 4, 10)
    copied = database.read(communication, number)
    assert (copied.status, copied.sign_off, copied.recurrence, copied.audiences) == (
        *("planned", "draft", None),
        ("Radiologie",),
    )
    assert [(item.title, f"{item.start:%H:%M}") for item in copied.agenda] == [("Welkom", "10:00")]
    steps = database.read(run_up, number, start)
    assert [(each.title, each.owner, each.is_done) for each in steps] == [
        ("Brief", "Anna Voorbeeld", False)
    ]
    assert outcome.step is not None
    database.revert(outcome.step)
    with pytest.raises(NotFound):
        database.read(communication, number)


def test_a_copy_has_the_run_up_too(database: Database, series: int) -> None:
    moved = datetime(2026, 12, 10, 14)
    number = database.run(copy_date, series, START, moved).value
    assert [each.title for each in database.read(run_up, number, moved)] == ["Brief"]


def test_a_template_plans_the_like_of_a_date(database: Database, series: int) -> None:
    template_id = database.run(save_as_template, series, START, "Kwartaalsessie").value
    stored = database.read(template, template_id)
    assert (stored.name, stored.kind, stored.holds["start_time"]) == (
        *("Kwartaalsessie", "town-hall"),
        "10:00",
    )
    values = {"start": "2027-02-11", "title": "Februari"}
    number = database.run(add_from_template, "kwartaalsessie", values).value
    made = database.read(communication, number)
    assert (made.title, made.start, made.audiences) == (
        *("Februari", datetime(2027, 2, 11, 10)),
        ("Radiologie",),
    )
    assert [each.title for each in database.read(run_up, number, made.start)] == ["Brief"]


def test_what_is_gone_from_the_plan_is_left_out(database: Database, series: int) -> None:
    database.run(save_as_template, series, START, "Sessie")

    database.run(change_communication, series, {"audiences": []})
    database.run(remove_record, "audience", 1)
    database.run(remove_communication, series)
    database.run(remove_record, "person", 1)
    number = database.run(add_from_template, "Sessie", {"start": "2027-02-11"}).value
    assert database.read(communication, number).audiences == ()
    steps = database.read(run_up, number, datetime(2027, 2, 11, 10))
    assert [(each.title, each.owner) for each in steps] == [("Brief", None)]


def test_names_of_templates_are_free_and_can_be_changed(database: Database, series: int) -> None:
    first = database.run(save_as_template, series, START, "Sessie").value
    for name, words in (("sessie", "called “sessie” already"), ("", "must be filled in")):
        with pytest.raises(InvalidInput, match=words):
            database.run(save_as_template, series, START, name)
    database.run(change_template, first, {"name": "Plenair"})
    assert [each.name for each in database.read(templates)] == ["Plenair"]
    with pytest.raises(InvalidInput, match="only its name"):
        database.run(change_template, first, {"kind": "training"})
    database.run(remove_template, first)
    with pytest.raises(NotFound, match="no template called “Plenair”"):
        database.run(add_from_template, "Plenair", {"start": "2027-02-11"})
