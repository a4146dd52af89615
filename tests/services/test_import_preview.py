"""A file is looked at before it is imported."""

from dataclasses import replace

import pytest

from townhall.domain.errors import Cancelled, InvalidInput
from townhall.domain.question_columns import ColumnMapping
from townhall.domain.question_sources import Source
from townhall.domain.terms import Anonymity
from townhall.services.import_preview import (
    people_preview,
    question_previews,
    read_question_file,
    read_with_mapping,
)
from townhall.services.imports import read_people
from townhall.services.people_imports import import_people
from townhall.services.queries.questions import question_ids
from townhall.services.question_imports import import_files

TABLE = "Vraag;Afdeling;Naam\nWie tekent?;SEH;Piet\nPatiënt 1234567 wacht?;Onbekend;\n"
HELD = Anonymity.HELD_BY_SOURCE
ZONE = "Europe/Amsterdam"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "vragen.csv"
    path.write_text(TABLE, "utf-8")
    return read_question_file(path)


def test_columns_come_with_an_example_and_a_meaning(file):
    assert [(one.head, one.example, one.filled) for one in file.columns] == [
        ("Vraag", "Wie tekent?", 2),
        ("Afdeling", "SEH", 2),
        ("Naam", "Piet", 1),
    ]
    assert (file.source, file.header_row) == (Source.TABLE, 1)
    assert (file.mapping.text, file.mapping.audience, file.mapping.asker) == ((0,), 1, 2)


def test_what_looks_like_a_patient_number_is_told_but_not_repeated(file):
    read = read_with_mapping(file, file.mapping, names=HELD, zone=ZONE)
    [problem] = read.problems
    assert (problem.row, problem.file) == (3, "vragen.csv")
    assert "1234567" not in problem.message
    assert [one.asker for one in read.candidates] == ["", ""]


def test_new_and_known_are_told_apart_and_looking_stores_nothing(file, database):
    read = read_with_mapping(file, file.mapping, names=HELD, zone=ZONE)
    [preview] = database.read(question_previews, [read])
    assert (len(preview.new), len(preview.known), preview.counts.added) == (2, 0, 2)
    assert preview.unknown_audiences == {"SEH", "Onbekend"}
    assert database.read(question_ids) == []
    database.run(import_files, [replace(read, candidates=read.candidates[:1])])
    [preview] = database.read(question_previews, [read])
    assert [one.text for one in preview.known] == ["Wie tekent?"]


def test_a_mapping_without_questions_is_refused(file):
    with pytest.raises(InvalidInput, match="Vraag, Afdeling, Naam"):
        read_with_mapping(file, ColumnMapping(), names=HELD, zone=ZONE)


def test_reading_can_be_stopped(tmp_path):
    path = tmp_path / "lang.csv"
    path.write_text("Question\n" + "Why?\n" * 5_000, "utf-8")
    with pytest.raises(Cancelled):
        read_question_file(path, stop=lambda: True)


def test_people_who_are_here_are_known_by_address_and_name(tmp_path, database):
    path = tmp_path / "mensen.csv"
    path.write_text("Naam;E-mail\nAnna Voorbeeld;anna@delinde.example\n", "utf-8")
    read = read_people([path])
    assert database.read(people_preview, read.candidates).counts.added == 1
    database.run(import_people, read.candidates)
    preview = database.read(people_preview, read.candidates)
    assert (preview.counts.added, preview.known) == (
        0,
        {"anna voorbeeld", "anna@delinde.example"},
    )
