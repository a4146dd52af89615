"""Dates that have been show what they showed, whatever is done to their series."""

from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from townhall.domain.errors import InvalidInput
from townhall.services.communications import (
    add_communication,
    cancel_communication,
    change_communication,
    set_agenda,
)
from townhall.services.extra_dates import add_date
from townhall.services.occurrences import change_occurrence
from townhall.services.queries.communication_details import communication
from townhall.services.queries.communications import occurrence, occurrences
from townhall.services.questions import add_question
from townhall.storage.database import Database
from townhall.storage.undo import revert

WEEKLY = {
    "kind": "progress-update",
    "title": "Update",
    "location": "Aula",
    "start": "2026-11-03T10:00",
    "recurrence": "FREQ=WEEKLY;BYDAY=TU",
    "agenda": [{"title": "Welkom", "duration_minutes": 5}],
}
HELD, COMING = datetime(2026, 11, 10, 10), datetime(2026, 12, 1, 10)
TITLES = ("Anders", "Nog anders")


def past(database: Database, number: int) -> list[tuple[Any, ...]]:
    """What past dates of communications from `number` on show, with what was recorded on them."""
    first, last = date(2026, 11, 1), date(2026, 11, 23)
    shown = []
    for row in database.read(occurrences, first, last, "Europe/Amsterdam"):
        if row.communication_id >= number:
            detail = database.read(occurrence, row.communication_id, row.original_start)
            agenda = tuple((each.title, each.duration_minutes) for each in detail.agenda)
            facts = (row.start_utc, row.end_utc, row.title, row.location, row.status)
            shown.append((*facts, agenda, detail.question_ids))
    return shown


def begun(database: Database) -> int:
    number: int = database.run(add_communication, WEEKLY).value
    # An open one would go on to the next date.
    answered = {"text": "Waarom?", "outcome": "answered-live"}
    place = {"communication_id": number, "original_start": HELD}
    database.run(add_question, answered | place)
    database.run(change_occurrence, number, HELD, {"status": "held", "location": "Zaal 2"})
    database.run(add_date, number, {"start": datetime(2026, 11, 12, 15)})
    return number


def test_a_name_for_all_dates_is_for_those_to_come(database: Database) -> None:
    number = begun(database)
    before = past(database, number)
    values = {"title": "Anders", "location": "Zaal 1", "status": "confirmed", "agenda": []}
    changed = database.run(change_communication, number, values)
    assert past(database, number) == before
    coming = database.read(occurrence, number, COMING)
    assert (coming.row.title, coming.row.location, coming.agenda) == ("Anders", "Zaal 1", ())
    database.run(revert, changed.step)
    assert past(database, number) == before
    assert database.read(occurrence, number, HELD).own_agenda is False


def test_a_series_called_off_leaves_what_was_held(database: Database) -> None:
    number = begun(database)
    database.run(change_occurrence, number, COMING, {"status": "confirmed"})
    before = past(database, number)
    database.run(cancel_communication, number)
    assert past(database, number) == before
    assert database.read(occurrence, number, COMING).row.status == "cancelled"


def test_a_run_of_show_for_all_leaves_what_was_shown(database: Database) -> None:
    number = begun(database)
    before = past(database, number)
    database.run(set_agenda, number, [{"title": "Vragen", "duration_minutes": 20}])
    assert past(database, number) == before
    assert database.read(occurrence, number, COMING).agenda[0].title == "Vragen"


edits = st.one_of(
    st.tuples(
        st.just("series"),
        st.fixed_dictionaries(
            {},
            optional={
                "title": st.sampled_from(TITLES),
                "location": st.sampled_from(["", "Zaal 3"]),
                "status": st.sampled_from(["planned", "confirmed", "cancelled", "idea"]),
                "start": st.sampled_from([time(9), time(23, 30)]),
                "duration_minutes": st.sampled_from([30, 90, 1500]),
                "time_zone": st.sampled_from(["Europe/Amsterdam", "Europe/London", "Asia/Tokyo"]),
                "recurrence": st.sampled_from(
                    ["FREQ=WEEKLY;BYDAY=TU;COUNT=12", "FREQ=WEEKLY;BYDAY=TU,TH", "FREQ=DAILY"]
                ),
                "on_holidays": st.sampled_from(["keep", "skip", "move"]),
                "all_day": st.booleans(),
                "agenda": st.sampled_from([[], [{"title": "Vragen", "duration_minutes": 9}]]),
            },
        ),
    ),
    st.tuples(
        st.sampled_from(["following", "all"]),
        st.fixed_dictionaries(
            {},
            optional={
                "title": st.sampled_from(TITLES),
                "status": st.sampled_from(["confirmed", "cancelled"]),
                "duration_minutes": st.sampled_from([15, 120]),
                "start": st.sampled_from([timedelta(minutes=30), timedelta(days=1)]),
            },
        ),
    ),
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=(Phase.explicit, Phase.generate),
)
@given(steps=st.lists(edits, min_size=1, max_size=4))
def test_no_edit_of_a_series_changes_what_has_been(
    database: Database, steps: list[tuple[str, dict[str, Any]]]
) -> None:
    number = begun(database)
    first = number
    before = past(database, first)
    done = []
    for scope, values in steps:
        try:
            if scope == "series":
                asked = dict(values)
                if "start" in asked:
                    day = database.read(communication, number).start.date()
                    asked["start"] = datetime.combine(day, asked["start"])
                done.append(database.run(change_communication, number, asked).step)
                continue
            days = (date(2026, 11, 25), date(2027, 1, 31), "Europe/Amsterdam")
            rows = [
                row
                for row in database.read(occurrences, *days)
                if row.communication_id == number and not row.added
            ]
            if rows:
                row = rows[0]
                asked = dict(values)
                if "start" in asked:
                    asked["start"] = row.original_start + asked["start"]
                ran = database.run(change_occurrence, number, row.original_start, asked, scope)
                done.append(ran.step)
                number = ran.value
        except InvalidInput:
            pass
        assert past(database, first) == before
    for step in filter(None, reversed(done)):
        database.run(revert, step)
    assert past(database, first) == before
