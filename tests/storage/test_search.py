"""Full text: words by their beginning, whatever is typed, and an index that is never behind."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from townhall.domain.clock import fixed_clock
from townhall.services.communications import add_communication
from townhall.services.queries.found import found
from townhall.services.queries.questions import QuestionFilter, question_ids
from townhall.services.questions import add_question, change_question, remove_question
from townhall.services.records import add_record
from townhall.storage import search as search_module
from townhall.storage.database import Database
from townhall.storage.models import Question
from townhall.storage.search import Hit, matching_questions, search, search_plain, tokens

TEXTS = (
    "Wat verandert er aan mijn werk als één algoritme meekijkt?",
    "Krijgen we scholing over AI-triage?",
    "Wie is verantwoordelijk bij een fout van de AI?",
    "Café-sessie: reëel of niet?",
    "50% minder werk_druk, echt?",
)


@pytest.fixture
def questions(database: Database) -> Database:
    for text in TEXTS:
        database.run(add_question, {"text": text})
    return database


Search = Callable[..., list[Hit]]


@pytest.fixture(params=["indexed", "plain"])
def searched(request: pytest.FixtureRequest, questions: Database) -> Search:
    """The search of SQLite, and that of other databases on the same plan."""
    if request.param == "indexed":
        return lambda query, **kwargs: questions.read(search, query, **kwargs)

    @event.listens_for(questions.engine, "connect")
    def _like_a_server(connection: sqlite3.Connection, record: object) -> None:
        connection.create_function("lower", 1, str.lower)
        connection.create_function("translate", 3, lambda a, b, c: a.translate(str.maketrans(b, c)))

    questions.engine.dispose()

    def plain(query: str, nouns: tuple[str, ...] = (), limit: int = 50) -> list[Hit]:
        return questions.read(search_plain, tokens(query), nouns, limit)

    return plain


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("werk", {1, 5}),
        ("WERK", {1, 5}),
        ("een", {1, 3}),
        ("één", {1, 3}),
        ("e\u0301e\u0301n", {1, 3}),
        ("cafe", {4}),
        ("reeel", {4}),
        ("schol", {2}),
        ("holing", set()),
        ("triage", {2}),
        ("ai fout", {3}),
        ("fout ai", {3}),
        ("ai scholing fout", set()),
        ("werk_druk", {5}),
        ("druk", {5}),
        ("50%", {5}),
    ],
)
def test_words_are_found_by_their_beginning(searched: Search, query: str, ids: set[int]) -> None:
    assert {hit.id for hit in searched(query)} == ids


def test_title_comes_before_body(searched: Search, questions: Database) -> None:
    questions.run(change_question, 2, {"answer": "Een fout melden kan altijd."})
    assert [hit.id for hit in searched("fout")] == [3, 2]


def test_nouns_narrow_the_search(searched: Search, questions: Database) -> None:
    questions.run(add_record, "initiative", {"name": "AI-triage", "why": "Sneller scholing"})
    assert {hit.noun for hit in searched("scholing")} == {"question", "initiative"}
    assert searched("scholing", nouns=("initiative",)) == [Hit("initiative", 1)]
    assert searched("scholing", nouns=("person", "idea")) == []


def test_limit_keeps_the_best(searched: Search) -> None:
    assert len(searched("a", limit=1)) == 1


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        '"',
        '"werk',
        "werk*",
        "*",
        "NEAR(werk druk, 2)",
        "werk OR",
        "AND",
        "NOT werk",
        "-werk",
        "^werk",
        "title:werk",
        "{title body}: werk",
        "'; DROP TABLE question; --",
        "(werk",
        "werk\x00druk",
        "\ud800",
        "\U0001e4d0",
        "😀",
        "a" * 5000,
        "werk " * 500,
    ],
)
def test_no_query_is_an_error(questions: Database, query: str) -> None:
    questions.read(search, query)
    questions.read(found, query)
    questions.read(question_ids, QuestionFilter(text=query))
    assert len(questions.read(question_ids)) == len(TEXTS)


def test_hostile_marks_change_nothing_of_what_is_found(questions: Database) -> None:
    plain = questions.read(search, "werk verandert")
    assert [hit.id for hit in plain] == [1]
    for query in ('"werk" (verandert)', "werk* : verandert", "werk-verandert"):
        assert questions.read(search, query) == plain


def test_found_shows_title_and_words_around_the_match(database: Database) -> None:
    answer = "Zin vooraf. " * 30 + "De werkdruk daalt volgens de pilot. " + "Zin achteraf. " * 30
    database.run(add_question, {"text": "Wat levert het op?", "answer": answer})
    [result] = database.read(found, "werkdruk")
    assert result.title == "Wat levert het op?"
    assert "De werkdruk daalt volgens de pilot." in result.snippet
    assert result.snippet.startswith("…")
    assert result.snippet.endswith("…")
    assert len(result.snippet) <= 190
    assert "\n" not in result.snippet


def test_found_shows_a_short_text_whole(database: Database) -> None:
    database.run(add_question, {"text": "Wat?", "answer": "Eerst dit.\nDan de werkdruk."})
    [result] = database.read(found, "werkdruk")
    assert result.snippet == "Eerst dit. Dan de werkdruk."


def test_found_marks_only_what_is_left_out(database: Database) -> None:
    database.run(
        add_question, {"text": "Wat?", "answer": "Zin vooraf. " * 30 + "Héél veel minder."}
    )
    [result] = database.read(found, "heel")
    assert result.snippet.startswith("…")
    assert result.snippet.endswith("Héél veel minder.")


def test_found_cuts_a_text_without_blanks(database: Database) -> None:
    database.run(add_question, {"text": "Wat?", "answer": "x" * 400 + "-werkdruk" + "y" * 400})
    [result] = database.read(found, "werkdruk")
    assert "werkdruk" in result.snippet


def test_found_reaches_every_noun_that_has_words(database: Database) -> None:
    database.run(add_record, "person", {"name": "Zilver Proefman"})
    database.run(add_record, "audience", {"name": "Zilver"})
    database.run(add_record, "initiative", {"name": "Zilver"})
    database.run(add_record, "key-message", {"text": "Zilver"})
    database.run(add_record, "idea", {"text": "Zilver"})
    database.run(add_record, "working-group", {"name": "Zilver"})
    database.run(add_record, "training", {"title": "Zilver"})
    database.run(add_question, {"text": "Zilver"})
    database.run(
        add_communication, {"kind": "drop-in", "title": "Zilver", "start": "2026-12-03T10:00"}
    )
    assert {result.noun for result in database.read(found, "zilver")} == {
        *("person", "audience", "initiative", "key-message", "idea", "working-group"),
        *("training", "question", "communication"),
    }


def test_changed_and_removed_texts_leave_the_index(questions: Database) -> None:
    questions.run(change_question, 1, {"answer": "Niets, het algoritme adviseert."})
    assert [hit.id for hit in questions.read(search, "adviseert")] == [1]
    step = questions.run(change_question, 1, {"answer": "Iets."}).step
    assert questions.read(search, "adviseert") == []
    assert step is not None
    questions.revert(step)
    assert [hit.id for hit in questions.read(search, "adviseert")] == [1]
    removed = questions.run(remove_question, 1).step
    assert questions.read(search, "adviseert") == []
    assert removed is not None
    questions.revert(removed)
    assert [hit.id for hit in questions.read(search, "adviseert")] == [1]


def index_words(path: Path) -> list[tuple[object, ...]]:
    """Every word of the index with its row and place, as FTS5 keeps them."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO search(search) VALUES ('integrity-check')")
        connection.execute(
            "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, instance)"
        )
        return sorted(connection.execute("SELECT * FROM temp.words").fetchall())


def test_index_kept_by_triggers_equals_one_made_anew(questions: Database) -> None:
    questions.run(change_question, 2, {"answer": "Ja, vanaf maart."})
    questions.run(change_question, 2, {"answer": "Ja, vanaf april."})
    questions.run(remove_question, 3)
    questions.run(add_record, "person", {"name": "Anna Voorbeeld", "department": "Radiologie"})
    path = Path(questions.name)
    kept = index_words(path)
    with questions.engine.begin() as connection:
        search_module.create_index(connection)
    assert index_words(path) == kept


def test_matching_questions_is_a_condition_beside_others(questions: Database) -> None:
    def ids(session: Session) -> list[int]:
        condition = matching_questions(session, "werk")
        return list(session.scalars(select(Question.id).where(condition, Question.id > 1)))

    assert questions.read(ids) == [5]


@pytest.fixture(scope="module")
def one_plan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A plan that all examples of a property share."""
    path = tmp_path_factory.mktemp("search") / "plan.townhall"
    with Database.create(path, fixed_clock("2026-11-24T09:00+01:00")) as made:
        yield made


@given(words=st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_text_is_found_by_its_own_words(one_plan: Database, words: list[str]) -> None:
    text = " ".join(words).replace("\x00", "")
    printable = "".join(letter for letter in text if letter.isprintable())
    if not printable.strip() or not tokens(printable):
        one_plan.read(search, text)
        return
    question_id = one_plan.run(add_question, {"text": printable}).value
    hits = one_plan.read(search, printable)
    # Letters newer than SQLite's tables are no letters to it.
    if printable.isascii():
        assert Hit("question", question_id) in hits
