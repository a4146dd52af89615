"""Questions out of exported tables: what is taken, what is dropped, what is told."""

import io
import unicodedata
from datetime import datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.table_files import workbook, written
from townhall.domain.errors import InvalidInput
from townhall.domain.language_guess import guess_language, language_code
from townhall.domain.question_columns import ColumnMapping
from townhall.domain.question_import import ImportResult, QuestionCandidate, candidates
from townhall.domain.tables import ImportProblem, Row, Table
from townhall.domain.terms import Anonymity
from townhall.formats.tables import read_table

ENGLISH = ["ID", "Start time", "Completion time", "Email", "Name"]
DUTCH = ["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam"]
ASKED = ["Op welke afdeling werk je?", "Welke vraag heb je over AI?", "Wat maakt je bezorgd?"]
ANNA = ["a.voorbeeld@delinde.example", "Anna Voorbeeld"]
FIRST = ["Radiologie", "Beïnvloedt dit mijn baan;\nof niet?", "Of patiënten het nog begrijpen."]
SECOND = ["ICU", "Who checks the software?", ""]


def level(*, keep_names: bool) -> Anonymity:
    return Anonymity.NAMED if keep_names else Anonymity.HELD_BY_SOURCE


def imported(data: bytes, name: str = "vragen.csv", *, keep_names: bool = False) -> ImportResult:
    return candidates(read_table(data, name), names=level(keep_names=keep_names))


def of(
    *rows: list[str],
    keep_names: bool = False,
    mapping: ColumnMapping | None = None,
    source: str = "",
    zone: ZoneInfo | None = None,
) -> ImportResult:
    table = Table("v.csv", tuple(Row(n, tuple(row)) for n, row in enumerate(rows, start=1)))
    names = level(keep_names=keep_names)
    return candidates(table, mapping, names=names, source=source, zone=zone)


def from_dutch_excel(header: list[str]) -> bytes:
    """As Excel saves a Forms export as .csv in the Netherlands: cp1252, semicolons, D-M-YYYY."""
    rows = [
        [*header, *ASKED],
        ["1", "12-3-2026 14:02", "12-3-2026 14:05", "anonymous", "", *FIRST],
        ["2", "3-4-2026 8:00", "3-4-2026 8:01", *ANNA, *SECOND],
    ]
    return written(rows, ";", "cp1252")


def from_forms() -> bytes:
    rows = [
        [*ENGLISH, *ASKED],
        ["1", "3/12/26 14:02:10", "3/12/26 14:05:00", "anonymous", "", *FIRST],
        ["2", "4/3/26 8:00:00", "4/3/26 8:01:00", *ANNA, *SECOND],
    ]
    return written(rows, ",", "utf-8-sig")


def from_forms_workbook() -> bytes:
    times = [datetime(2026, 3, 12, 14, 5), datetime(2026, 4, 3, 8, 1)]
    return workbook(
        [*ENGLISH, *ASKED],
        [1, times[0], times[0], "anonymous", "", *FIRST],
        [2, times[1], times[1], *ANNA, *SECOND],
    )


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (from_dutch_excel(DUTCH), "v.csv"),
        (from_dutch_excel(ENGLISH), "v.csv"),
        (from_forms(), "v.csv"),
        (from_forms_workbook(), "v.xlsx"),
    ],
    ids=["dutch-excel-dutch", "dutch-excel-english", "forms-csv", "forms-xlsx"],
)
def test_a_forms_export_gives_the_same_questions_in_every_form(data: bytes, name: str) -> None:
    result = imported(data, name)
    common = {"source": "microsoft-forms", "asked_at": "2026-03-12T14:05:00", "row": 2}
    common["votes_told"] = False
    one = {**common, "audience": "Radiologie", "language": "nl"}
    ids = [candidate.source_id for candidate in result.candidates]
    assert result == ImportResult(
        (
            QuestionCandidate(text=FIRST[1], source_id=ids[0], **one),
            QuestionCandidate(text=FIRST[2], source_id=ids[1], **one),
            QuestionCandidate(
                text=SECOND[1],
                source="microsoft-forms",
                source_id=ids[2],
                row=3,
                asked_at="2026-04-03T08:01:00",
                audience="ICU",
                anonymity=Anonymity.HELD_BY_SOURCE,
                language="en",
                votes_told=False,
            ),
        ),
        (),
    )
    assert ids == [c.source_id for c in imported(from_forms()).candidates]
    assert len(set(ids)) == 3


def test_names_are_dropped_unless_they_are_kept() -> None:
    dropped = imported(from_forms()).candidates
    assert "Anna" not in repr(dropped)
    assert "delinde.example" not in repr(dropped)
    kept = imported(from_forms(), keep_names=True).candidates
    assert [(c.asker, c.anonymity) for c in kept] == [
        ("", Anonymity.ANONYMOUS),
        ("", Anonymity.ANONYMOUS),
        ("Anna Voorbeeld", Anonymity.NAMED),
    ]


def test_the_same_answer_number_in_a_copied_form_is_another_question() -> None:
    march, april = (
        written(
            [
                [*ENGLISH, "Je vraag"],
                ["1", f"{m}/2/26 9:00:00", f"{m}/2/26 9:01:00", "", "", "Wat nu?"],
            ]
        )
        for m in (3, 4)
    )
    assert imported(march).candidates[0].source_id != imported(april).candidates[0].source_id


def test_a_table_of_any_tool() -> None:
    result = of(
        ["Vraag", "Stemmen", "Naam", "Datum", "Afdeling", "Thema", "Antwoord", "Taal"],
        ["Wat kost het?", "12", "Anoniem", "12-3-2026", "  Radiologie ", "privacy", "Niets.", ""],
        ["Why?", "3.0", "Bram Proefman", "", "", "Vooroordelen en eerlijkheid", "", "Engels"],
        ["", "1", "Bram Proefman", "", "", "", "", ""],
    )
    empty = ImportProblem(4, "text", "The question is empty; the row was left out.")
    assert result.problems == result.skipped == (empty,)
    assert [
        (c.text, c.votes, c.anonymity, c.asked_at, c.audience, c.answer, c.language, c.row)
        for c in result.candidates
    ] == [
        ("Wat kost het?", 12, Anonymity.ANONYMOUS, "2026-03-12", "Radiologie", "Niets.", "nl", 2),
        ("Why?", 3, Anonymity.HELD_BY_SOURCE, None, "", "", "en", 3),
    ]
    assert [c.theme for c in result.candidates] == ["privacy", "Vooroordelen en eerlijkheid"]


def test_equal_words_are_two_questions_with_ids_that_stay() -> None:
    rows = [["Vraag"], ["Wat nu?"], ["wat  NU?"], ["Iets anders?"]]
    first = [c.source_id for c in of(*rows).candidates]
    assert len(set(first)) == 3
    assert [c.source_id for c in of(*rows, ["Nog een?"]).candidates][:3] == first


def test_a_mapping_decides() -> None:
    mapping = ColumnMapping(text=(1,), votes=0)
    result = of(["A", "B"], ["4", "Wat nu?"], mapping=mapping, source="ronde")
    assert [(c.text, c.votes, c.source) for c in result.candidates] == [("Wat nu?", 4, "ronde")]


def test_a_time_with_an_offset_becomes_local() -> None:
    result = of(
        ["Vraag", "Tijd"], ["Wat?", "2026-07-01T12:00:00Z"], zone=ZoneInfo("Europe/Amsterdam")
    )
    assert [c.asked_at for c in result.candidates] == ["2026-07-01T14:00:00"]


def test_what_was_changed_or_guessed_is_told_by_row() -> None:
    result = of(
        ["Vraag", "Stemmen", "Datum", "Naam"],
        ["a\x00\x07b\x1b" + "c" * 5_000, "veel", "gisteren", ""],
        ["Mail naar anna@delinde.example", "-2", "", ""],
        ["Groet, Bram Proefman", "", "", "Bram Proefman"],
    )
    assert [len(c.text) for c in result.candidates] == [4_000, 30, 20]
    assert result.candidates[0].text.startswith("abccc")
    assert [(p.row, p.field, p.message) for p in result.problems] == [
        (2, "asked_at", "“gisteren” is not a date that can be read; it was left empty."),
        (2, "text", "The question has 5002 characters; only the first 4000 were taken."),
        (2, "votes", "“veel” is not a number of votes; 0 was taken."),
        (
            3,
            "text",
            "The question itself holds a name, address or telephone number; check it.",
        ),
        (3, "votes", "“-2” is not a number of votes; 0 was taken."),
        (
            4,
            "text",
            "The question itself holds a name, address or telephone number; check it.",
        ),
    ]


def test_a_spreadsheet_without_questions_names_its_columns() -> None:
    with pytest.raises(InvalidInput) as refused:
        of(["Naam", "E-mail", "Kamer"], ["Anna Voorbeeld", "a@delinde.example", "3"])
    assert (refused.value.field, refused.value.row, refused.value.file) == ("text", 1, "v.csv")
    assert str(refused.value) == (
        "v.csv has no column with questions; the columns are Naam, E-mail, Kamer. Say which "
        "column holds them in a mapping."
    )


def test_problems_of_reading_are_passed_on() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (["Vraag"], ["Wat nu?"], ["#REF!"]):
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    assert [(p.row, p.field) for p in imported(out.getvalue(), "v.xlsx").problems] == [(3, "")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Raak ik mijn baan kwijt?", "nl"),
        ("Will I lose my job?", "en"),
        ("Wat doet de board met onze feedback?", "nl"),
        ("PACS?", None),
        ("", None),
    ],
)
def test_the_language_is_told_by_small_words(text: str, language: str | None) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("nl", "nl"),
        ("nl-NL", "nl"),
        ("Nederlands (Nederland)", "nl"),
        ("English (United States)", "en"),
        ("EN_GB", "en"),
        ("engels", "en"),
        ("Frans", None),
        ("enkel", None),
        ("", None),
    ],
)
def test_a_language_by_any_of_its_names(name: str, code: str | None) -> None:
    assert language_code(name) == code


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.lists(st.text(max_size=12), max_size=6), min_size=1, max_size=6),
    keep_names=st.booleans(),
)
def test_any_cells_give_clean_questions(*, rows: list[list[str]], keep_names: bool) -> None:
    header = ["Vraag", "Datum", "Stemmen", "Naam", "E-mail", "Thema"]
    result = of(header, *rows, keep_names=keep_names)
    for candidate in result.candidates:
        assert candidate.text == candidate.text.strip() != ""
        hidden = {c for c in candidate.text if unicodedata.category(c) in ("Cc", "Cs")}
        assert hidden <= {"\n", "\t"}
        assert keep_names or candidate.asker == ""
        assert candidate.votes >= 0
    assert len({c.source_id for c in result.candidates}) == len(result.candidates)
