"""Imports: known by their source, taken back as one step, and stopped without a trace."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from townhall.domain.clock import fixed_clock
from townhall.domain.errors import Cancelled, NotFound
from townhall.domain.people_import import PersonCandidate
from townhall.domain.question_import import QuestionCandidate
from townhall.domain.terms import Anonymity, PersonRole, QuestionState
from townhall.services.communications import add_communication
from townhall.services.imports import ImportCounts
from townhall.services.people_imports import import_people, people_counts
from townhall.services.queries.people import people
from townhall.services.queries.questions import QuestionFilter, question_ids, questions
from townhall.services.question_files import read_questions
from townhall.services.question_imports import import_questions, question_counts
from townhall.services.records import add_record
from townhall.services.sample import sample_file
from townhall.storage.database import Database


def asked(number: int, **fields: object) -> QuestionCandidate:
    found = QuestionCandidate(f"Vraag {number}?", "slido", str(number), row=number + 1)
    return replace(found, **fields)  # type: ignore[arg-type]  # fields of the candidate


def person(name: str, email: str = "", **fields: object) -> PersonCandidate:
    found = PersonCandidate(name, email, PersonRole.EMPLOYEE, "", "", row=2)
    return replace(found, **fields)  # type: ignore[arg-type]  # fields of the candidate


def test_an_import_is_one_step_that_is_undone_and_redone(database: Database) -> None:
    candidates = read_questions([sample_file("forms-export.csv")])[0].candidates
    done = database.run(import_questions, candidates)
    before = database.read(questions)
    assert (done.value.added, len(before), len(done.changes.ids("question"))) == (300, 300, 300)
    assert done.step is not None
    assert done.step.label == "Imported 300 questions"
    undone = database.revert(done.step)
    assert database.read(questions) == []
    assert undone.step is not None
    database.revert(undone.step)
    assert database.read(questions) == before
    assert len(database.read(question_ids, QuestionFilter(text="afdeling"))) > 0


def test_a_known_id_with_other_words_is_told_and_changes_no_words(database: Database) -> None:
    database.run(import_questions, [asked(1), asked(2)])
    found = [asked(1, text="Heel iets anders?", votes=4), asked(2, text="Vraag  2?")]
    would = database.read(question_counts, found)
    assert database.run(import_questions, found).value == would
    assert (would.added, would.updated, would.skipped) == (0, 1, 1)
    assert [(each.row, each.field) for each in would.problems] == [(2, "source_id")]
    stored = sorted(database.read(questions), key=lambda each: each.id)
    assert [(each.text, each.votes) for each in stored] == [("Vraag 1?", 4), ("Vraag 2?", 0)]


def test_imported_questions_are_found_by_search(database: Database) -> None:
    database.run(import_questions, [asked(1, text="Wie is aansprakelijk?"), asked(2)])
    assert database.read(question_ids, QuestionFilter(text="aanspr")) == [1]


def test_every_field_of_a_candidate_is_stored(database: Database) -> None:
    database.run(add_record, "audience", {"name": "Radiologie"})
    database.run(
        import_questions,
        [
            asked(
                1,
                asked_at="2026-11-20T10:30:00",
                audience="radiologie",
                anonymity=Anonymity.NAMED,
                asker="Hugo Patroon",
                votes=7,
                language="en",
                answer="Zeg: Ja.",
            ),
            asked(2, asked_at="2026-11-20", asker="niemand", anonymity=Anonymity.HELD_BY_SOURCE),
        ],
    )
    first, second = sorted(database.read(questions), key=lambda each: each.id)
    assert (first.audience, first.asker, first.votes) == ("Radiologie", "Hugo Patroon", 7)
    assert (first.language, first.answer, first.state) == ("en", "Zeg: Ja.", QuestionState.DRAFTED)
    assert str(first.asked_at) == "2026-11-20 10:30:00"
    assert (second.asker, second.language, second.state) == ("", "nl", QuestionState.NEW)
    assert str(second.asked_at) == "2026-11-20 00:00:00"


@settings(max_examples=15, deadline=None)
@given(
    first=st.lists(st.tuples(st.integers(1, 6), st.integers(0, 3)), max_size=8),
    second=st.lists(st.tuples(st.integers(1, 6), st.integers(0, 3)), max_size=8),
)
def test_what_would_be_done_is_what_is_done(
    tmp_path_factory: pytest.TempPathFactory,
    first: list[tuple[int, int]],
    second: list[tuple[int, int]],
) -> None:
    folder = tmp_path_factory.mktemp("imports")
    with Database.create(folder / "p.townhall", fixed_clock("2026-11-24T09:00+01:00")) as database:
        for batch in (first, second):
            found = [asked(number, votes=votes) for number, votes in batch]
            would = database.read(question_counts, found)
            assert database.run(import_questions, found).value == would
            assert would.added + would.updated + would.skipped == len(found)
        stored = database.read(questions)
        assert len({each.source_id for each in stored}) == len(stored)


def test_a_new_date_of_a_series_and_a_single_communication(database: Database) -> None:
    series = {
        "kind": "drop-in",
        "title": "Inloopuur",
        "start": "2026-11-04T12:00",
        "recurrence": "FREQ=WEEKLY;BYDAY=WE",
    }
    weekly = database.run(add_communication, series).value
    single = database.run(
        add_communication, {"kind": "town-hall", "title": "Eenmalig", "start": "2026-12-01T12:00"}
    ).value
    database.run(import_questions, [asked(1)], communication_id=weekly)
    database.run(import_questions, [asked(2)], communication_id=single)
    stored = sorted(database.read(questions), key=lambda each: each.id)
    assert [str(each.original_start) for each in stored] == ["2026-11-25 12:00:00", "None"]


def test_a_communication_that_is_not_there(database: Database) -> None:
    for use in (lambda: database.run(import_questions, [asked(1)], communication_id=9),):
        with pytest.raises(NotFound):
            use()
    with pytest.raises(NotFound):
        database.read(question_counts, [asked(1)], communication_id=9)
    assert database.read(questions) == []


def test_stopping_leaves_nothing(database: Database) -> None:
    told: list[tuple[int, int]] = []
    candidates = [asked(number) for number in range(2_500)]
    with pytest.raises(Cancelled):
        database.run(
            import_questions,
            candidates,
            progress=lambda done, total: told.append((done, total)),
            stop=lambda: len(told) > 2,
        )
    assert told == [(0, 2_500), (1_000, 2_500), (2_000, 2_500)]
    assert database.read(questions) == []


def test_people_are_known_by_address_else_by_name(database: Database) -> None:
    database.run(
        import_people,
        [person("Anna Voorbeeld", "anna@delinde.example"), person("Bram Proefman")],
    )
    found = [
        person("A. Voorbeeld", "ANNA@delinde.example", department="Communicatie"),
        person("bram proefman", "bram@delinde.example", role=PersonRole.OWNER),
        person("Anna Voorbeeld", "anna2@delinde.example"),
    ]
    would = database.read(people_counts, found)
    assert database.run(import_people, found).value == would == ImportCounts(1, 2, 0)
    assert [(p.name, p.email, p.role, p.department) for p in database.read(people)] == [
        ("A. Voorbeeld", "anna@delinde.example", "employee", "Communicatie"),
        ("Anna Voorbeeld", "anna2@delinde.example", "employee", ""),
        ("bram proefman", "bram@delinde.example", "owner", ""),
    ]


def test_what_a_file_leaves_empty_stays(database: Database) -> None:
    known = {
        "name": "Anna Voorbeeld",
        "email": "anna@delinde.example",
        "role": "host",
        "department": "Communicatie",
        "phone": "toestel 4101",
        "notes": "Gastvrouw",
    }
    database.run(add_record, "person", known)
    same = person("Anna Voorbeeld", "anna@delinde.example", job_title="Adviseur")
    done = database.run(import_people, [same])
    assert (done.value, done.step) == (ImportCounts(0, 0, 1), None)
    [anna] = database.read(people)
    assert {name: getattr(anna, name) for name in known} == known


def test_a_row_of_people_is_undone_as_one_step(database: Database) -> None:
    done = database.run(import_people, [person("Anna"), person("Bram")])
    assert done.step is not None
    assert done.step.label == "Imported 2 people"
    database.revert(done.step)
    assert database.read(people) == []


def test_remarks_name_the_file(tmp_path: Path) -> None:
    file = tmp_path / "vragen.csv"
    file.write_text("Vraag,Stemmen\nWaarom?,veel\n", encoding="utf-8")
    [read] = read_questions([file])
    assert [(each.file, each.row, each.field) for each in read.problems] == [
        ("vragen.csv", 2, "votes")
    ]
