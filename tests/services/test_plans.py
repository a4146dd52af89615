"""Settings of the plan: read back, refused where they make no sense."""

from datetime import time
from pathlib import Path
from typing import Any

import pytest

from townhall.domain.clock import Clock
from townhall.domain.errors import Conflict, InvalidInput, PlanRefused
from townhall.services.plans import change_plan, create_plan
from townhall.services.queries.plans import activities, plan_detail
from townhall.services.records import add_record
from townhall.storage.database import Database


def test_new_plan_has_dutch_settings(database: Database) -> None:
    plan = database.read(plan_detail)
    assert (plan.time_zone, plan.country, plan.region) == ("Europe/Amsterdam", "NL", None)
    assert (plan.work_start, plan.work_end) == (time(8, 30), time(17))
    assert (plan.document_language, plan.is_sample) == ("nl", False)


def test_settings_are_read_back(database: Database) -> None:
    outcome = database.run(
        change_plan,
        {
            "organisation": "De Linde",
            "organizer_name": "Anna Voorbeeld",
            "organizer_email": "anna@delinde.example",
            "time_zone": "Europe/Brussels",
            "country": "DE",
            "region": "BY",
            "work_start": "07:00",
            "work_end": "19:30",
            "document_language": "en",
        },
    )
    plan = database.read(plan_detail)
    assert (plan.organisation, plan.organizer_email) == ("De Linde", "anna@delinde.example")
    assert (plan.time_zone, plan.country, plan.region) == ("Europe/Brussels", "DE", "BY")
    assert (plan.work_start, plan.work_end) == (time(7), time(19, 30))
    assert plan.document_language == "en"
    assert outcome.changes.nouns() == {"plan"}
    assert outcome.step is not None
    database.revert(outcome.step)
    assert database.read(plan_detail).organisation == ""


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"time_zone": "Europa/Amsterdam"}, "time_zone", "did you mean Europe/Amsterdam"),
        ({"time_zone": ""}, "time_zone", "“time_zone” must be filled in."),
        ({"country": "Nederland"}, "country", "did you mean NL"),
        ({"country": ""}, "country", "“country” must be filled in."),
        ({"region": "Beieren"}, "region", "is not a region of NL"),
        ({"organizer_email": "anna"}, "organizer_email", "is not an e-mail address"),
        ({"work_end": "08:00"}, "work_end", "The working day must end after it starts."),
        ({"work_start": None}, "work_start", "“work_start” must be filled in."),
        ({"document_language": "fr"}, "document_language", "must be one of: nl, en"),
        ({"is_sample": True}, "is_sample", "There is no field “is_sample” here."),
    ],
)
def test_settings_that_make_no_sense_are_refused(
    database: Database, values: dict[str, Any], field: str, sentence: str
) -> None:
    before = database.read(plan_detail)
    with pytest.raises(InvalidInput) as caught:
        database.run(change_plan, {"organisation": "De Linde", **values})
    assert sentence in str(caught.value)
    assert caught.value.field == field
    assert database.read(plan_detail) == before


def test_another_country_has_no_region_until_one_is_chosen(database: Database) -> None:
    database.run(change_plan, {"country": "DE", "region": "BY"})
    database.run(change_plan, {"country": "BE"})
    assert database.read(plan_detail).region is None


def test_settings_changed_by_both_are_a_conflict(database: Database) -> None:
    base = {"organisation": "", "document_language": "nl"}
    database.run(change_plan, {"organisation": "De Linde"})
    database.run(change_plan, {"organisation": "", "document_language": "en"}, base)
    assert database.read(plan_detail).organisation == "De Linde"
    with pytest.raises(Conflict) as caught:
        database.run(change_plan, {"organisation": "De Eik"}, base)
    assert caught.value.theirs == {"organisation": "De Linde"}


def test_history_says_who_did_what_without_contents(database: Database) -> None:
    database.actor = "Anna Voorbeeld"
    database.run(add_record, "idea", {"text": "Geheim idee"})
    database.run(change_plan, {"organisation": "De Linde"})
    latest, first = database.read(activities)
    assert (latest.label, latest.changes) == ("Changed the settings", (("plan", 1, "updated"),))
    assert (first.actor, first.changes) == ("Anna Voorbeeld", (("idea", 1, "added"),))
    assert first.at.isoformat() == "2026-11-24T08:00:00+00:00"
    assert "Geheim" not in str(first)
    assert [row.id for row in database.read(activities, limit=1)] == [latest.id]


def test_plan_is_made_with_its_settings_or_not_at_all(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "new.townhall"
    with pytest.raises(InvalidInput):
        create_plan(path, clock, {"time_zone": "Mars"})
    assert not path.exists()
    assert create_plan(path, clock, {"organisation": "De Linde"}) == path
    with Database.open(path, clock) as opened:
        assert opened.read(plan_detail).organisation == "De Linde"
    with pytest.raises(PlanRefused):
        create_plan(path, clock, {})
