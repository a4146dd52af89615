"""People and audiences by alphabet, audiences as the tree they are."""

import pytest

from tests.services.queries.statements import statements
from townhall.domain.errors import NotFound
from townhall.services.queries.people import audience, audiences, names, people, person
from townhall.services.records import add_record
from townhall.storage.database import Database
from townhall.storage.models import Audience


def test_people_come_by_alphabet(database: Database) -> None:
    for name in ("Zoë Zand", "anna Voorbeeld", "Émile Proef", "Dirk Demo", "ÅSA Test"):
        database.run(add_record, "person", {"name": name})
    assert [each.name for each in database.read(people)] == [
        "anna Voorbeeld",
        "ÅSA Test",
        "Dirk Demo",
        "Émile Proef",
        "Zoë Zand",
    ]


def test_audiences_come_with_each_parent_before_its_parts(database: Database) -> None:
    for name, parent in (
        ("Ziekenhuis", None),
        ("spoed", "Ziekenhuis"),
        ("Radiologie", "Ziekenhuis"),
        ("Nacht", "spoed"),
        ("Apotheek", None),
    ):
        database.run(add_record, "audience", {"name": name, "parent": parent})
    found = database.read(audiences)
    assert [(each.name, each.parent) for each in found] == [
        ("Apotheek", None),
        ("Ziekenhuis", None),
        ("Radiologie", "Ziekenhuis"),
        ("spoed", "Ziekenhuis"),
        ("Nacht", "spoed"),
    ]
    assert database.read(audience, 4) == found[-1]
    assert database.read(names, Audience)[4] == "Nacht"
    assert len(statements(database, audiences)) == 3


@pytest.mark.parametrize("record_id", [0, 5, 2**31, -1])
def test_what_is_not_there_is_not_found(database: Database, record_id: int) -> None:
    with pytest.raises(NotFound, match=f"There is no person {record_id}"):
        database.read(person, record_id)
    with pytest.raises(NotFound, match=f"There is no audience {record_id}"):
        database.read(audience, record_id)
