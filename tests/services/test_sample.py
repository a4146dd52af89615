"""The sample, loaded: everything arrives, and it looks alive on any day."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from townhall import paths
from townhall.domain.clock import Clock, fixed_clock
from townhall.domain.errors import InvalidInput, PlanRefused
from townhall.domain.terms import (
    CommunicationKind,
    CommunicationStatus,
    Outcome,
    QuestionState,
    SignOff,
    WarningKind,
)
from townhall.services.queries.cadence import cadences
from townhall.services.queries.communication_details import communication, communications
from townhall.services.queries.communications import (
    OccurrenceFilter,
    OccurrenceRow,
    occurrence,
    occurrences,
)
from townhall.services.queries.follow_ups import follow_ups
from townhall.services.queries.people import audiences, people
from townhall.services.queries.plans import activities, plan_detail
from townhall.services.queries.programme import (
    duties,
    ideas,
    initiatives,
    key_messages,
    reviews,
    trainings,
    working_groups,
)
from townhall.services.queries.questions import QuestionFilter, accounting, questions
from townhall.services.queries.recipes import recipe_for
from townhall.services.queries.run_up import run_up
from townhall.services.queries.templates import templates
from townhall.services.queries.warnings import warnings
from townhall.services.records import add_record
from townhall.services.sample import create_sample, load_sample
from townhall.storage import backup
from townhall.storage.database import Database

ZONE = "Europe/Amsterdam"

DAYS = [
    "2026-11-24T09:00+01:00",
    "2026-12-25T12:00+01:00",
    "2027-03-28T03:30+02:00",
    "2028-02-29T10:00+01:00",
    "2024-01-01T00:00+01:00",
]
"""The day it was written for, a holiday, a clock change, a leap day, and long before."""


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    text = (paths.resources() / "sample" / "plan.json").read_text(encoding="utf-8")
    plan: dict[str, Any] = json.loads(text)
    return plan


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The sample on the day it was written for; only read."""
    with loaded(tmp_path_factory.mktemp("sample"), fixed_clock(DAYS[0])) as database:
        yield database


def loaded(folder: Path, clock: Clock) -> Database:
    return Database.open(create_sample(folder / "sample.townhall", clock), clock)


def town_hall_dates(database: Database, first: date, last: date) -> list[OccurrenceRow]:
    only = OccurrenceFilter(communication_ids=frozenset({1}))
    return database.read(occurrences, first, last, ZONE, only)


def test_everything_written_arrives(sample: Database, written: dict[str, Any]) -> None:
    plan = sample.read(plan_detail)
    assert (plan.organisation, plan.is_sample) == ("Ziekenhuis De Linde (voorbeeld)", True)
    stored: dict[str, Callable[[Session], Sequence[object]]] = {
        "people": people,
        "audiences": audiences,
        "initiatives": initiatives,
        "key_messages": key_messages,
        "cadences": partial(cadences, clock=sample.clock),
        "communications": communications,
        "questions": questions,
        "follow_ups": follow_ups,
        "ideas": ideas,
        "reviews": reviews,
        "duties": duties,
        "working_groups": working_groups,
        "trainings": trainings,
    }
    counts = {noun: len(sample.read(query)) for noun, query in stored.items()}
    assert counts == {noun: len(written[noun]) for noun in counts}
    assert [each.name for each in sample.read(templates)] == ["Town hall met vragenronde"]
    assert backup.check(Path(sample.name)) == []


def test_questions_end_as_written(sample: Database, written: dict[str, Any]) -> None:
    stored = {each.text: each for each in sample.read(questions)}
    for row in written["questions"]:
        question = stored[row["text"]]
        assert (question.state, question.outcome) == (row["state"], row["outcome"])
        assert (question.owner, question.answer) == (row["owner"], row["answer"] or "")
        assert question.approved_by == (row["approved_by"] or "")
        assert (question.approved_at is None) == (row["approved_by"] is None)
        assert question.asker == (row["asker"] or "")


def test_the_accounting_of_the_next_town_hall(sample: Database) -> None:
    at = QuestionFilter(communication_id=1, original_start=datetime(2026, 12, 3, 10))
    counted = sample.read(accounting, at)
    assert (counted.asked, counted.merged, counted.open) == (38, 14, 11)


def test_the_next_town_hall_is_moved_and_overruns(sample: Database) -> None:
    detail = sample.read(occurrence, 1, datetime(2026, 12, 3, 10))
    assert (detail.row.start, detail.row.location) == (datetime(2026, 12, 3, 10, 30), "Aula")
    assert (detail.own_agenda, len(detail.agenda)) == (True, 9)
    assert (detail.run_of_show.over_minutes, detail.headcount) == (3, 412)


def test_its_run_up_is_that_of_the_recipe(sample: Database) -> None:
    recipe = sample.read(recipe_for, CommunicationKind.TOWN_HALL, "nl")
    steps = sample.read(run_up, 1, datetime(2026, 12, 3, 10))
    assert recipe is not None
    assert [(each.title, each.owner_role, each.offset_days) for each in steps] == [
        (each.title, each.owner_role, each.offset_days) for each in recipe.steps
    ]
    late = [each.title for each in steps if each.day < date(2026, 11, 24) and not each.is_done]
    today = [each.title for each in steps if each.day == date(2026, 11, 24)]
    assert (late, today) == ([], ["Sprekersbriefing sturen"])
    assert len(sample.read(run_up, 1, datetime(2027, 1, 7, 10))) == len(steps)


def test_the_night_shift_gets_a_repeat_and_the_texts_stay_approved(sample: Database) -> None:
    day = date(2026, 12, 3)
    held, repeat = town_hall_dates(sample, day, day)
    assert (held.start.hour, repeat.start) == (10, datetime(2026, 12, 3, 21, 30))
    assert repeat.title.endswith("herhaling voor de nachtdienst")
    assert sample.read(communication, 1).sign_off is SignOff.APPROVED


def test_a_broken_promise_shows_as_silence(sample: Database) -> None:
    found = sample.read(warnings, clock=sample.clock)
    silent = [each.title for each in found if each.kind is WarningKind.SILENCE]
    assert silent[0].startswith("Alle medewerkers has heard nothing of MR-reconstructie for ")
    assert [each for each in found if each.kind is WarningKind.HOLIDAY] != []


def test_earlier_due_dates_and_sign_offs_are_kept(sample: Database) -> None:
    promise = next(f for f in sample.read(follow_ups) if f.due_history)
    town_hall = sample.read(communications)[1]
    assert (promise.due, promise.due_history) == (date(2026, 10, 30), ("2026-10-16",))
    assert (town_hall.signed_by, town_hall.sign_off) == ("Carla Staal", "approved")
    assert town_hall.signed_at is not None


@pytest.mark.parametrize("now", DAYS)
def test_the_sample_is_alive_on_any_day(tmp_path: Path, now: str) -> None:
    clock = fixed_clock(now)
    today = clock.today(ZONE)
    with loaded(tmp_path, clock) as database:
        coming = [
            row
            for row in town_hall_dates(database, today, today + timedelta(days=70))
            if row.status is not CommunicationStatus.CANCELLED
        ]
        assert coming[0].location == "Aula"
        assert coming[0].original_start.isoweekday() == 4
        at = QuestionFilter(communication_id=1, original_start=coming[0].original_start)
        assert len(database.read(questions, at)) == 38
        everything = database.read(questions)
        asked = [each.asked_at for each in everything if each.asked_at]
        assert today - timedelta(days=14) <= max(asked).date() <= today
        for each in everything:
            assert (each.state is QuestionState.CLOSED) == (each.outcome is not Outcome.OPEN)
        for each in database.read(communications):
            if each.recurrence is None and each.start.date() < today:
                assert each.status not in ("planned", "confirmed")
        late = [
            each
            for each in database.read(follow_ups)
            if each.state in ("open", "in-progress") and each.due and each.due < today
        ]
        assert len(late) >= 3
        rows = database.read(occurrences, today, today + timedelta(days=30), ZONE)
        assert len(rows) > 10
    assert backup.check(tmp_path / "sample.townhall") == []


def test_weekdays_stay(tmp_path: Path) -> None:
    weekdays = []
    for number, now in enumerate(DAYS[:2]):
        folder = tmp_path / str(number)
        folder.mkdir()
        with loaded(folder, fixed_clock(now)) as database:
            found = {each.id: each for each in database.read(communications)}
        weekdays.append(
            [found[each].start.isoweekday() for each in sorted(found) if not found[each].recurrence]
        )
    assert all(each == weekdays[0] for each in weekdays)


def test_the_sample_needs_an_empty_plan(database: Database) -> None:
    database.run(load_sample)
    with pytest.raises(InvalidInput, match="only be put into an empty plan"):
        database.run(load_sample)


def test_loading_is_one_thing_that_was_done_and_not_undone(database: Database) -> None:
    done = database.run(load_sample)
    assert done.step is None
    [activity] = database.read(activities)
    assert activity.label == "Loaded the hospital sample"


def test_what_was_in_the_plan_stays(database: Database) -> None:
    database.run(add_record, "person", {"name": "Zoë Voorbeeld"})
    database.run(load_sample)
    assert "Zoë Voorbeeld" in [each.name for each in database.read(people)]


def test_nothing_stays_behind_when_it_fails(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from townhall.services import sample

    def broken(*_arguments: object) -> None:
        raise InvalidInput("x")

    monkeypatch.setattr(sample, "add_follow_up", broken)
    with pytest.raises(InvalidInput):
        create_sample(tmp_path / "sample.townhall", clock)
    assert not list(tmp_path.glob("sample.townhall*"))
    (tmp_path / "sample.townhall").write_text("iets anders")
    with pytest.raises(PlanRefused):
        create_sample(tmp_path / "sample.townhall", clock)
    assert (tmp_path / "sample.townhall").read_text() == "iets anders"
