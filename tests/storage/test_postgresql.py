"""The same plan in PostgreSQL: made, changed by several at once, undone, searched, refused.

Runs where TOWNHALL_TEST_POSTGRESQL holds the address of a database in which schemas may be made.
"""

import os
import threading
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy.engine import make_url

from tests.storage.plan_state import state_of
from tests.storage.use_cases import DATE, USE_CASES, fill
from townhall.domain.changes import Outcome, Step
from townhall.domain.clock import Clock
from townhall.domain.errors import Conflict, InvalidInput, PlanRefused
from townhall.services.communications import add_communication, change_communication
from townhall.services.queries.communication_details import communication, communications
from townhall.services.queries.communications import occurrence, occurrences
from townhall.services.queries.found import found
from townhall.services.queries.people import people
from townhall.services.queries.questions import (
    QuestionFilter,
    QuestionOrder,
    accounting,
    question_ids,
    question_rows,
    questions,
)
from townhall.services.question_answers import draft_answer
from townhall.services.questions import add_question, change_question
from townhall.services.records import add_record, change_record, remove_record
from townhall.storage import schema
from townhall.storage.database import Database
from townhall.storage.engines import server_engine
from townhall.storage.search import Hit, search
from townhall.storage.unit_of_work import UnitOfWork

ADDRESS = os.environ.get("TOWNHALL_TEST_POSTGRESQL", "")
pytestmark = pytest.mark.skipif(not ADDRESS, reason="TOWNHALL_TEST_POSTGRESQL names no database")


@pytest.fixture
def url() -> Iterator[str]:
    """The address of an empty schema of its own."""
    name = f"townhall_test_{os.getpid()}"
    engine = server_engine(ADDRESS)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {name} CASCADE")
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
    yield f"{ADDRESS}?options={quote(f'-csearch_path={name}')}"
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
    engine.dispose()


@pytest.fixture
def database(url: str, clock: Clock) -> Iterator[Database]:
    with Database.create(url, clock) as made:
        yield made


@pytest.fixture
def plan(database: Database) -> Database:
    fill(database)
    return database


@pytest.fixture
def other(url: str, database: Database, clock: Clock) -> Iterator[Database]:
    """The same plan in another program."""
    with Database.open(url, clock) as opened:
        yield opened


def test_plan_is_made_once_and_opened_by_many(
    url: str, database: Database, other: Database, clock: Clock
) -> None:
    database.run(add_record, "person", {"name": "Anna Voorbeeld"})
    assert [each.name for each in other.read(people)] == ["Anna Voorbeeld"]
    with pytest.raises(PlanRefused, match="There is a plan in this database already"):
        Database.create(url, clock)


def test_database_without_a_plan_is_refused(url: str, clock: Clock) -> None:
    with pytest.raises(PlanRefused, match="There is no plan in this database"):
        Database.open(url, clock)


def test_plan_of_a_newer_program_is_refused(url: str, database: Database, clock: Clock) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(PlanRefused, match="newer version of Town Hall"):
        Database.open(url, clock)


def test_database_of_another_program_is_refused(url: str, clock: Clock) -> None:
    engine = server_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE person (id INTEGER)")
    engine.dispose()
    with pytest.raises(PlanRefused, match=r"holds tables of another program \(person\)"):
        Database.create(url, clock)


def test_missing_rights_are_told(url: str, clock: Clock) -> None:
    schema_name = url.rpartition("%3D")[2]
    engine = server_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP ROLE IF EXISTS townhall_reader")
        connection.exec_driver_sql("CREATE ROLE townhall_reader LOGIN")
        connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {schema_name} TO townhall_reader")
    reader = make_url(url).set(username="townhall_reader").render_as_string(hide_password=False)
    with pytest.raises(PlanRefused, match="You may not do this in the database"):
        Database.create(reader, clock)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP OWNED BY townhall_reader")
        connection.exec_driver_sql("DROP ROLE townhall_reader")
    engine.dispose()


def test_migrations_make_what_the_models_say(url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from townhall.storage.base import Base

    engine = server_engine(url)
    schema.upgrade(engine, "plan")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_every_use_case_can_be_undone_and_done_again(plan: Database) -> None:
    before = state_of(plan)
    for name, use_case in USE_CASES.items():
        done = plan.run(*use_case)
        after = state_of(plan)
        undone = plan.revert(_step(done))
        assert state_of(plan) == before, name
        redone = plan.revert(_step(undone))
        assert state_of(plan) == after, name
        plan.revert(_step(redone))


def _step(outcome: Outcome[Any]) -> Step:
    assert outcome.step is not None
    return outcome.step


def test_lists_are_read_as_from_a_file(plan: Database) -> None:
    december = (date(2026, 12, 1), date(2026, 12, 31))
    rows = plan.read(occurrences, *december, "Europe/Amsterdam")
    assert [row.title for row in rows].count("Town hall") == 5
    assert plan.read(occurrence, 1, DATE).row.start == DATE
    assert [detail.title for detail in plan.read(communications)] == [
        "Town hall",
        "Vrijdag",
        "Inloop",
        "Sessies",
    ]
    assert plan.read(question_ids) == [1, 2, 3]
    for order in QuestionOrder:
        assert len(plan.read(question_ids, QuestionFilter(order=order))) == 3
    assert [row.merged for row in plan.read(question_rows, [1, 2])] == [1, 0]
    assert [each.id for each in plan.read(questions)] == [1, 2, 3]
    assert plan.read(accounting).asked == 3


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("werk", {1, 3}),
        ("WERK", {1, 3}),
        ("een", {1, 2}),
        ("één", {1, 2}),
        ("erk", set()),
        ("druk", {3}),
        ("werk_druk", {3}),
        ("fout een", {2}),
        ("' OR 1=1 --", set()),
        ("50%", {3}),
        ("\\y(", set()),
    ],
)
def test_words_are_found_by_their_beginning(database: Database, query: str, ids: set[int]) -> None:
    for text in ("Verandert één ding mijn werk?", "Eén fout?", "50% minder werk_druk?"):
        database.run(add_question, {"text": text})
    assert {hit.id for hit in database.read(search, query)} == ids
    filtered = database.read(question_ids, QuestionFilter(text=query))
    if ids:
        assert set(filtered) == ids


def test_title_comes_before_body_and_nouns_narrow(database: Database) -> None:
    database.run(add_question, {"text": "Wie?", "answer": "De arts beslist."})
    database.run(add_question, {"text": "Beslist de arts?"})
    database.run(add_record, "person", {"name": "Arts Proefman"})
    assert [hit.id for hit in database.read(search, "arts", nouns=("question",))] == [2, 1]
    assert database.read(search, "arts", nouns=("person",)) == [Hit("person", 1)]
    assert [each.title for each in database.read(found, "arts proefman")] == ["Arts Proefman"]


def test_bad_input_and_broken_links_are_refused_as_in_a_file(plan: Database) -> None:
    with pytest.raises(InvalidInput, match="Another audience is called"):
        plan.run(add_record, "audience", {"name": "RADIOLOGIE"})
    with pytest.raises(InvalidInput, match="This person is still used by"):
        plan.run(remove_record, "person", 1)
    step = _step(plan.run(add_record, "person", {"name": "Carla Staal"}))
    plan.run(change_question, 1, {"owner": "Carla Staal"})
    with pytest.raises(Conflict, match="cannot be undone any more"):
        plan.revert(step)
    assert plan.read(people)[2].name == "Carla Staal"


def test_longest_texts_are_kept(database: Database) -> None:
    database.run(add_record, "person", {"name": "x" * 300, "department": "é" * 300})
    database.run(add_question, {"text": "q" * 4000, "source": "s" * 300})
    title = "t" * 300
    added = {"kind": "training", "title": title, "start": "2026-12-03T10:00"}
    database.run(add_communication, added | {"location": "l" * 300, "notes": "n" * 20_000})
    assert database.read(communication, 1).title == title


def test_two_people_change_different_fields(plan: Database, other: Database) -> None:
    base = {"title": "Town hall", "location": ""}
    plan.run(change_communication, 1, base | {"title": "Anders"}, base)
    other.run(change_communication, 1, base | {"location": "Aula"}, base)
    found = plan.read(communication, 1)
    assert (found.title, found.location) == ("Anders", "Aula")


def test_two_people_change_the_same_field(plan: Database, other: Database) -> None:
    plan.run(draft_answer, 1, "Omdat.", {"answer": "Daarom."})
    with pytest.raises(Conflict) as caught:
        other.run(draft_answer, 1, "Nee.", {"answer": "Daarom."})
    assert (caught.value.base, caught.value.mine, caught.value.theirs) == (
        {"answer": "Daarom."},
        {"answer": "Nee."},
        {"answer": "Omdat."},
    )


def test_writers_wait_for_each_other_and_lose_nothing(plan: Database, other: Database) -> None:
    def vote(uow: UnitOfWork) -> None:
        from townhall.storage.models import Question

        change_question(uow, 1, {"votes": uow.get(Question, 1).votes + 1})

    def vote_often(database: Database) -> None:
        for _time in range(10):
            database.run(vote)

    threads = [threading.Thread(target=vote_often, args=(each,)) for each in (plan, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert plan.read(question_rows, [1])[0].votes == 20


def test_undo_of_what_somebody_else_changed_is_refused(plan: Database, other: Database) -> None:
    step = _step(plan.run(change_record, "person", 1, {"notes": "a"}))
    other.run(change_record, "person", 1, {"notes": "b"})
    with pytest.raises(Conflict):
        plan.revert(step)


def test_read_sees_one_state_of_the_plan(plan: Database, other: Database) -> None:
    def twice(session: Any) -> tuple[int, int]:
        first = len(people(session))
        other.run(add_record, "person", {"name": "Carla Staal"})
        return first, len(people(session))

    assert plan.read(twice) == (2, 2)
    assert len(plan.read(people)) == 3


def test_somebody_busy_for_long_is_told(
    plan: Database, other: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with other.engine.begin() as connection:
        connection.exec_driver_sql("SELECT 1")

    def long(uow: UnitOfWork) -> None:
        add_record(uow, "person", {"name": "Carla Staal"})

        def impatient(uow: UnitOfWork) -> None:
            add_record(uow, "person", {"name": "Dirk Demo"})

        raw = other.engine.raw_connection()
        raw.cursor().execute("SET lock_timeout = '50ms'")
        raw.commit()
        raw.close()
        other.run(impatient)

    with pytest.raises(PlanRefused, match="Somebody else is busy changing this plan"):
        plan.run(long)
    assert len(plan.read(people)) == 2


def test_moments_are_the_same_in_any_session_zone(plan: Database) -> None:
    with plan.engine.begin() as connection:
        connection.exec_driver_sql("SET TIME ZONE 'America/New_York'")
    assert plan.read(questions)[0].created_at == datetime.fromisoformat("2026-11-24T08:00+00:00")
