"""People out of tables and contact cards."""

import pytest

from townhall.domain.errors import InvalidInput
from townhall.domain.people_import import PeopleResult, PersonCandidate, people
from townhall.domain.tables import Row, Table
from townhall.domain.terms import PersonRole, label
from townhall.language import words


def of(*rows: list[str]) -> PeopleResult:
    return people(Table("p.csv", tuple(Row(n, tuple(row)) for n, row in enumerate(rows, start=1))))


EMAIL, WORK, PHONE = "a.voorbeeld@delinde.example", "Radioloog", "06-12345678"
ANNA = PersonCandidate(
    name="Anna van Voorbeeld",
    email="a.voorbeeld@delinde.example",
    role=PersonRole.EMPLOYEE,
    department="Radiologie",
    phone="06-12345678",
    row=2,
    job_title="Radioloog",
)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        (
            ["Naam", "E-mailadres", "Functie", "Afdeling", "Telefoonnummer"],
            [
                "Anna van  Voorbeeld",
                *["a.voorbeeld@delinde.example", "Radioloog", "Radiologie", "06-12345678"],
            ],
        ),
        (
            [
                "Afdeling",
                "Voornaam",
                "Tussenvoegsel",
                "Achternaam",
                "Mail",
                "Functietitel",
                "Mobiel",
            ],
            [
                "Radiologie",
                "Anna",
                "van",
                "Voorbeeld",
                "a.voorbeeld@DeLinde.example",
                "Radioloog",
                "06-12345678",
            ],
        ),
        (
            [
                "First Name",
                "Last Name",
                "E-mail Address",
                "Job Title",
                "Department",
                "Mobile Phone",
            ],
            [
                "Anna",
                "van Voorbeeld",
                "a.voorbeeld@delinde.example",
                "Radioloog",
                "Radiologie",
                "06-12345678",
            ],
        ),
        (
            ["Display name", "Email", "Role", "Department", "Phone"],
            [
                "Anna van Voorbeeld",
                "a.voorbeeld@delinde.example",
                "Radioloog",
                "Radiologie",
                "06-12345678",
            ],
        ),
    ],
)
def test_headers_in_dutch_and_english(header: list[str], cells: list[str]) -> None:
    assert of(header, cells) == PeopleResult((ANNA,), ())


@pytest.mark.parametrize(
    ("text", "role", "title"),
    [
        ("change-manager", PersonRole.CHANGE_MANAGER, ""),
        ("Speaker", PersonRole.SPEAKER, ""),
        (label(PersonRole.SPEAKER, words("nl")), PersonRole.SPEAKER, ""),
        ("Radioloog", PersonRole.EMPLOYEE, "Radioloog"),
        ("", PersonRole.EMPLOYEE, ""),
    ],
)
def test_a_role_of_the_programme_is_known_in_both_languages(
    text: str, role: PersonRole, title: str
) -> None:
    (person,) = of(["Naam", "Rol"], ["Anna Voorbeeld", text]).candidates
    assert (person.role, person.job_title) == (role, title)


def test_rows_that_cannot_be_used_are_told() -> None:
    result = of(
        ["Naam", "E-mail", "Afdeling"],
        ["Anna Voorbeeld", "a.voorbeeld@delinde.example", ""],
        ["Bram Proefman", "bram@delinde.example\r\nBcc: x@y.example", ""],
        ["Anna V.", "A.Voorbeeld@delinde.example", ""],
        ["", "c.testers@delinde.example", ""],
        ["", "", "Radiologie"],
        ["", "", ""],
        ["Daan Zonder Adres", "", "d" * 400],
        ["daan zonder adres", "", ""],
    )
    assert [(p.name, p.email, p.row) for p in result.candidates] == [
        ("Anna Voorbeeld", "a.voorbeeld@delinde.example", 2),
        ("c.testers@delinde.example", "c.testers@delinde.example", 5),
        ("Daan Zonder Adres", "", 8),
    ]
    assert len(result.candidates[2].department) == 300
    injecting, *others = result.problems
    assert (injecting.row, injecting.field) == (3, "email")
    assert [(p.row, p.field, p.message) for p in others] == [
        (
            4,
            "email",
            "A.Voorbeeld@delinde.example is already in row 2; this row was left out.",
        ),
        (5, "name", "This row has no name; the address was taken for it."),
        (6, "name", "This row has no name and no address; it was left out."),
        (8, "department", "This is longer than 300 characters and was cut."),
        (9, "name", "daan zonder adres is already in row 8; this row was left out."),
    ]


def test_a_table_without_people_names_its_columns() -> None:
    with pytest.raises(InvalidInput) as refused:
        of(["Vraag", "Stemmen"], ["Wat nu?", "3"])
    assert str(refused.value) == (
        "p.csv has no column with names or e-mail addresses; the columns are Vraag, Stemmen."
    )
    assert (refused.value.field, refused.value.row) == ("name", 1)
