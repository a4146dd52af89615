"""Finding people in a long list, and what one of them is tied to."""

import pytest

from tests.ui.stage import fill
from townhall.domain.errors import NotFound
from townhall.domain.terms import PersonRole
from townhall.services.queries.people_register import (
    PeopleOrder,
    person_ids,
    person_rows,
    person_sheet,
)
from townhall.services.records import add_record


@pytest.fixture
def people(database):
    for name, department, role in (
        ("Zoë Écluse", "Pathology", "speaker"),
        ("adam Klein", "Radiology", "owner"),
        ("Bea Groot", "Radiology", "host"),
    ):
        database.run(add_record, "person", {"name": name, "department": department, "role": role})
    return database


@pytest.mark.parametrize(
    ("text", "found"),
    [("", (2, 3, 1)), ("zoe ecluse", (1,)), ("RADIO", (2, 3)), ("bea radio", (3,)), ("xyz", ())],
)
def test_words_are_found_whatever_accents_and_capitals(people, text, found):
    assert people.read(person_ids, text) == found


def test_people_of_some_roles(people):
    assert people.read(person_ids, "", (PersonRole.HOST, PersonRole.SPEAKER)) == (3, 1)


def test_people_are_sorted_by_department_then_name(people):
    assert people.read(person_ids, order=PeopleOrder.DEPARTMENT) == (1, 2, 3)
    assert people.read(person_ids, order=PeopleOrder.NAME, descending=True) == (1, 3, 2)


def test_rows_leave_out_who_is_gone(people):
    rows = people.read(person_rows, (3, 99))
    assert {id_: row.name for id_, row in rows.items()} == {3: "Bea Groot"}


def test_a_person_is_shown_with_what_refers_to_them(database):
    fill(database)
    sheet = database.read(person_sheet, 2)
    assert sheet.leads == ("Radiology",)
    assert sheet.responsible == (("Triage assistant", "development"),)
    with pytest.raises(NotFound):
        database.read(person_sheet, 99)
