"""The programme's lists: by id, with their parts, in few statements."""

from typing import Any

import pytest

from tests.services.queries.statements import statements
from townhall.services.queries import programme
from townhall.services.records import add_record
from townhall.storage.database import Database


@pytest.fixture(params=[2, 40])
def plan(request: pytest.FixtureRequest, database: Database) -> Database:
    """Few or many of everything that has parts."""

    def fill(uow: Any) -> None:
        add_record(uow, "person", {"name": "Anna Voorbeeld", "department": "Radiologie"})
        add_record(uow, "audience", {"name": "Radiologie"})
        for number in range(request.param):
            impacts = [{"audience": "Radiologie", "text": f"{number}"}]
            add_record(uow, "initiative", {"name": f"Initiatief {number}", "impacts": impacts})
            review = {
                "initiative": f"Initiatief {number}",
                "date": "2026-10-01",
                "aspects": [{"aspect": "bias"}, {"aspect": "privacy"}],
                "conditions": [{"text": "Meet."}],
            }
            add_record(uow, "review", review)
            group = {"name": f"Groep {number}", "members": ["Anna Voorbeeld"]}
            add_record(uow, "working-group", group)

    database.run(fill)
    return database


def test_lists_with_parts_take_as_many_statements_for_many_as_for_few(plan: Database) -> None:
    assert len(statements(plan, programme.initiatives)) == 6
    assert len(statements(plan, programme.reviews)) == 7
    assert len(statements(plan, programme.working_groups)) == 6


def test_lists_are_by_id_with_their_parts(plan: Database) -> None:
    initiatives = plan.read(programme.initiatives)
    assert [each.id for each in initiatives] == list(range(1, len(initiatives) + 1))
    assert [each.impacts[0].text for each in initiatives][:2] == ["0", "1"]
    assert plan.read(programme.initiative, 2) == initiatives[1]
    [bias, privacy] = plan.read(programme.reviews)[0].aspects
    assert (bias.aspect.value, privacy.aspect.value) == ("bias", "privacy")
    assert plan.read(programme.working_groups)[1].departments == ("Radiologie",)
