"""Today: what needs attention now, this week and later, and how the next town hall stands."""

from datetime import date, datetime
from pathlib import Path

import pytest

from townhall.domain.clock import Clock
from townhall.domain.terms import Severity
from townhall.services.communications import add_communication, change_communication
from townhall.services.invitations import export_invitation
from townhall.services.occurrences import cancel_occurrence, change_occurrence
from townhall.services.queries.today import Today, attention_count, today
from townhall.services.queries.today_items import ItemKind
from townhall.services.questions import add_question
from townhall.services.records import add_record
from townhall.services.tasks import add_task, tick_task
from townhall.storage.database import Database

TOWN_HALL = {
    "kind": "town-hall",
    "title": "Town hall",
    "start": "2026-12-03T10:00",
}
INVITED = {
    **TOWN_HALL,
    "organizer": {"name": "Team", "email": "team@delinde.example"},
    "attendees": [
        {"name": "Bram Proefman", "email": "bram@delinde.example"},
        {"name": "Carla Staal", "email": "carla@delinde.example"},
    ],
}
START = datetime(2026, 12, 3, 10)


@pytest.fixture
def number(database: Database) -> int:
    return database.run(add_communication, TOWN_HALL).value


@pytest.fixture
def invited(database: Database) -> int:
    return database.run(add_communication, INVITED).value


def look(database: Database, clock: Clock) -> Today:
    found = database.read(today, clock=clock)
    assert database.read(attention_count, clock) == len(found.now)
    return found


def add(database: Database, number: int, title: str, days: int) -> int:
    step = {"communication_id": number, "title": title, "offset_days": days}
    return database.run(add_task, step).value


def test_an_empty_plan_has_nothing_to_say(database: Database, clock: Clock) -> None:
    found = look(database, clock)
    assert found.is_empty
    assert (found.hero, found.now, found.this_week, found.ahead, found.agenda) == (
        *(None, (), (), ()),
        (),
    )


def test_tasks_are_late_due_this_week_or_later(
    database: Database, clock: Clock, number: int
) -> None:
    for title, days in (("Late", -9), ("Today", -7), ("Thursday", -5), ("Monday", -3), ("T", 3)):
        add(database, number, title, days)
    done = add(database, number, "Done", -8)
    database.run(tick_task, done, START)
    found = look(database, clock)
    assert [(each.title, each.severity) for each in found.now] == [
        ("Late", Severity.HIGH),
        ("Today", Severity.MEDIUM),
    ]
    assert found.now[0].reason == "Town hall, Thu 3 Dec"
    assert [each.title for each in found.this_week] == ["Thursday"]
    assert [each.title for each in found.ahead] == ["Monday", "T"]
    assert [(each.day, len(each.rows), len(each.tasks)) for each in found.agenda] == [
        (date(2026, 11, 24), 0, 1),
        (date(2026, 11, 26), 0, 1),
        (date(2026, 11, 30), 0, 1),
        (date(2026, 12, 3), 1, 0),
    ]


def test_what_was_to_be_done_before_a_date_that_has_been_is_left(
    database: Database, clock: Clock
) -> None:
    past = {**TOWN_HALL, "start": "2026-11-19T10:00"}
    number = database.run(add_communication, past).value
    add(database, number, "Brief", -5)
    add(database, number, "Report", 1)
    assert [each.title for each in look(database, clock).now] == ["Report"]


def test_the_next_town_hall_stands_on_top(database: Database, clock: Clock, number: int) -> None:
    sooner = {"kind": "drop-in", "title": "Inloop", "start": "2026-11-25T12:00"}
    drop_in = database.run(add_communication, sooner).value
    for text in ("Waarom?", "Wanneer?"):
        database.run(add_question, {"text": text, "communication_id": number})
    add(database, number, "Brief", -5)
    hero = look(database, clock).hero
    assert hero is not None
    assert hero.date.row.title == "Town hall"
    assert (hero.accounting.asked, hero.accounting.open, hero.without_owner) == (2, 2, 2)
    assert [each.title for each in hero.tasks] == ["Brief"]
    database.run(cancel_occurrence, number, START)
    hero = look(database, clock).hero
    assert hero is not None
    assert hero.date.row.communication_id == drop_in


def test_invitees_with_an_older_version_are_told_of(
    database: Database, clock: Clock, invited: int, tmp_path: Path
) -> None:
    database.run(export_invitation, invited, tmp_path)
    kinds = {each.kind for each in look(database, clock).now}
    assert ItemKind.INVITATION not in kinds
    database.run(change_occurrence, invited, START, {"start": "2026-12-03T11:00"})
    item = next(each for each in look(database, clock).now if each.kind is ItemKind.INVITATION)
    assert (item.title, item.version) == ("Invitees of “Town hall” have an older version", 2)
    assert (item.reason, item.standing) == ("Thu 3 Dec. Changed since: time", "Outdated")


def invitations_of(found: Today) -> list[tuple[str, str, Severity]]:
    every = (*found.now, *found.this_week, *found.ahead)
    return [
        (each.title, each.standing, each.severity)
        for each in every
        if each.kind is ItemKind.INVITATION
    ]


def test_an_invitation_that_was_never_sent_is_told_of_two_weeks_before(
    database: Database, clock: Clock, invited: int
) -> None:
    unsent = "2 people on the list of “Town hall” have no invitation yet"
    for start, severity in (
        ("2026-12-09T10:00", None),
        ("2026-12-08T10:00", Severity.MEDIUM),
        ("2026-11-27T10:00", Severity.HIGH),
    ):
        database.run(change_communication, invited, {"start": start})
        wanted = [(unsent, "Not sent", severity)] if severity is not None else []
        assert invitations_of(look(database, clock)) == wanted
    database.run(change_communication, invited, {"attendees": []})
    assert invitations_of(look(database, clock)) == []


def test_whoever_has_not_got_the_newest_version_is_told_of(
    database: Database, clock: Clock, invited: int, tmp_path: Path
) -> None:
    database.run(export_invitation, invited, tmp_path, only=["bram@delinde.example"])
    assert invitations_of(look(database, clock)) == [
        (
            "1 person of “Town hall” does not have the newest version",
            "Partly sent",
            Severity.MEDIUM,
        )
    ]
    hero = look(database, clock).hero
    assert hero is not None
    assert (hero.invitation.standing, hero.behind) == ("current", 1)


def test_answers_wait_for_approval(database: Database, clock: Clock) -> None:
    database.run(add_record, "person", {"name": "Bram Proefman"})
    question = {"text": "Waarom?", "owner": "Bram Proefman", "answer": "Daarom."}
    database.run(add_question, {**question, "state": "drafted", "answer_by": "2026-11-27"})
    found = look(database, clock)
    assert [(each.title, each.reason, each.question_id) for each in found.this_week] == [
        ("1 answer waits for approval", "“Waarom?”", 1)
    ]


def test_warnings_are_among_what_needs_attention(database: Database, clock: Clock) -> None:
    late = {"promised": "Cijfers", "due": "2026-11-20", "owner": None}
    from townhall.services.follow_ups import add_follow_up

    database.run(add_follow_up, late)
    found = look(database, clock)
    assert [each.warning.kind.value for each in found.now if each.warning] == ["overdue-follow-up"]
