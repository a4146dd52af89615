"""Many files at once: each judged alone, known by id or words, stopped without a trace."""

import sqlite3
from pathlib import Path

import pytest

from townhall.domain.errors import Cancelled, UnreadableFile
from townhall.domain.terms import Anonymity
from townhall.services.problem_lists import save_problems
from townhall.services.queries.questions import questions
from townhall.services.question_files import all_problems, read_questions, without_held_back
from townhall.services.question_imports import file_counts, import_files
from townhall.services.question_sources import MOST_FILES, QuestionSource, find_sources, pasted
from townhall.storage.database import Database


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def told(database: Database, *files: Path) -> list[tuple[int, int, int, int]]:
    """What importing `files` does; it is what was foretold."""
    read = read_questions(files)
    would = database.read(file_counts, read)
    done = database.run(import_files, read).value
    assert done == would
    return [(each.added, each.updated, each.skipped, each.left_out) for each in done]


def test_two_files_of_one_source_add_what_is_new_and_the_later_votes_hold(
    database: Database, tmp_path: Path
) -> None:
    first = written(
        tmp_path, "a.csv", "Vraag-ID,Vraag,Stemmen,Bron\n1,Wie?,3,slido\n2,Wat?,1,slido\n"
    )
    second = written(
        tmp_path, "b.csv", "Vraag-ID,Vraag,Stemmen,Bron\n2,Wat?,5,slido\n3,Hoe?,0,slido\n"
    )
    assert told(database, first, second) == [(2, 0, 0, 0), (1, 1, 0, 0)]
    assert sorted((one.text, one.votes) for one in database.read(questions)) == [
        ("Hoe?", 0),
        ("Wat?", 5),
        ("Wie?", 3),
    ]
    assert told(database, first, second)[1] == (0, 1, 1, 0)
    assert len(database.read(questions)) == 3


def test_a_file_without_votes_takes_none_away(database: Database, tmp_path: Path) -> None:
    told(database, written(tmp_path, "a.csv", "Vraag-ID,Vraag,Stemmen,Bron\n1,Wie?,3,slido\n"))
    assert told(database, written(tmp_path, "b.csv", "Vraag-ID,Vraag,Bron\n1,Wie?,slido\n")) == [
        (0, 0, 1, 0)
    ]
    assert [one.votes for one in database.read(questions)] == [3]


def test_bad_files_stop_no_good_ones_and_say_why(database: Database, tmp_path: Path) -> None:
    good = written(tmp_path, "goed.csv", "Vraag\nWie?\n\n\nWat?\n")
    bad = tmp_path / "oud.xls"
    bad.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    read = read_questions([bad, good])
    assert [len(each.candidates) for each in read] == [0, 2]
    assert [(each.file, each.row) for each in all_problems(read)] == [("oud.xls", None)]
    assert told(database, bad, good) == [(0, 0, 0, 0), (2, 0, 0, 0)]
    with pytest.raises(UnreadableFile, match=r"^oud\.xls is an old Excel"):
        read_questions([bad])


def test_lines_are_known_by_their_words_whatever_their_source(
    database: Database, tmp_path: Path
) -> None:
    told(database, written(tmp_path, "a.csv", "Vraag,Stemmen\nWie tekent?,4\n"))
    text = "- wie  tekent?\n- Wat kost het?\n"
    read = read_questions([pasted(text)])
    [counts] = database.run(import_files, read).value
    assert (counts.added, counts.skipped) == (1, 1)
    assert sorted((one.text, one.votes) for one in database.read(questions)) == [
        ("Wat kost het?", 0),
        ("Wie tekent?", 4),
    ]


def test_what_may_be_a_patient_is_held_back_until_somebody_takes_it(tmp_path: Path) -> None:
    file = written(tmp_path, "a.csv", "Vraag\nWie tekent?\nPatiënt 1234567 wacht al lang?\n")
    [read] = read_questions([file])
    kept = without_held_back(read)
    assert [one.text for one in kept.candidates] == ["Wie tekent?"]
    assert [problem.row for problem in kept.skipped] == [3]
    assert "1234567" not in repr(kept.skipped)
    assert len(without_held_back(read, taken=[3]).candidates) == 2
    [held] = read_questions([file], hold_back=True)
    assert held == kept


def test_who_does_not_agree_is_not_named(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "a.csv",
        "Vraag,Naam,Naam noemen?\nWie?,Anna Voorbeeld,Ja\nWat?,Bram Proefman,Nee\nHoe?,Cor Test,\n",
    )
    [read] = read_questions([file], names=Anonymity.NAMED)
    assert [(one.asker, one.anonymity) for one in read.candidates] == [
        ("Anna Voorbeeld", Anonymity.NAMED),
        ("", Anonymity.ANONYMOUS),
        ("", Anonymity.ANONYMOUS),
    ]


def test_a_folder_without_questions_or_with_too_many_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "leeg"
    folder.mkdir()
    (folder / ".verborgen.csv").write_text("Vraag\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"^There is no file with questions in leeg\.$"):
        find_sources([folder])
    for number in range(MOST_FILES + 1):
        (folder / f"{number}.csv").touch()
    with pytest.raises(UnreadableFile, match="choose fewer"):
        find_sources([folder])


def test_a_list_of_problems_holds_no_formula(tmp_path: Path) -> None:
    file = written(tmp_path, "=1+1.csv", 'Vraag,Stemmen\n"=cmd|A0",=9\n')
    [read] = read_questions([file])
    path = tmp_path / "problemen.csv"
    assert save_problems(path, read.problems) == 1
    lines = path.read_text("utf-8-sig").splitlines()
    assert lines[0] == "File,Row,Field,What is wrong"
    assert lines[1].startswith("'=1+1.csv,2,votes,")


def contents(plan: Path) -> list[str]:
    """Everything that is in the plan's file, as another program reads it."""
    with sqlite3.connect(f"file:{plan}?mode=ro", uri=True) as connection:
        return list(connection.iterdump())


def test_stopping_while_storing_leaves_the_file_as_it_was(
    database: Database, tmp_path: Path
) -> None:
    told(database, written(tmp_path, "a.csv", "Vraag,Stemmen\nWie tekent?,4\n"))
    plan = Path(database.name)
    before = contents(plan)
    many = "Vraag,Stemmen\nWie tekent?,9\n" + "".join(f"Vraag {n}?,1\n" for n in range(4_000))
    read = read_questions([written(tmp_path, "b.csv", many)])
    told_of: list[int] = []
    with pytest.raises(Cancelled, match="nothing was changed"):
        database.run(
            import_files,
            read,
            progress=lambda done, _total: told_of.append(done),
            stop=lambda: len(told_of) > 3,
        )
    assert told_of == [0, 1_000, 2_000, 3_000]
    assert contents(plan) == before
    assert database.run(import_files, read).value[0].added == 4_000


def test_standard_input_holds_a_question_on_each_line() -> None:
    [read] = read_questions([QuestionSource("standard input", b"Wie tekent?\nWat kost het?\n")])
    assert [one.text for one in read.candidates] == ["Wie tekent?", "Wat kost het?"]
    assert read.file == "standard input"
