"""Questions written out, opened by independent readers, and read in again."""

import csv
import io
import json
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from townhall.domain.exported_questions import HEADINGS
from townhall.domain.neutral_cells import neutral, restored
from townhall.domain.question_import import candidates
from townhall.formats.question_tables import QUESTIONS as KIND
from townhall.formats.record_tables import table_csv, table_json, table_xlsx
from townhall.formats.tables import read_table

WRITTEN = datetime(2026, 11, 24, 8, tzinfo=UTC)
QUESTIONS: list[dict[str, object]] = [
    {
        "id": 1,
        "text": '=HYPERLINK("http://x.example";"Klik")',
        "source": "microsoft-forms",
        "source_id": "7-3fa9c2d1",
        "asked_at": "2026-03-12T14:05:00",
        "audience": "Radiologie",
        "anonymity": "anonymous",
        "votes": 12,
        "theme": "privacy",
        "language": "nl",
        "owner": None,
        "answer": '-\tNee; "echt" niet, zegt één _x000D_ collega.\nNieuwe regel.',
        "times_carried": 2,
        "follow_ups": [4, 9],
    },
    {"id": 2, "text": "'@iedereen?", "source": "zaal", "source_id": "b", "answer": "#N/A"},
]
ENGLISH = ["Number", "Question", "Communication number", "Communication", "Original start"]


def test_csv_is_what_excel_opens() -> None:
    data = table_csv(KIND, QUESTIONS)
    assert data.startswith(b"\xef\xbb\xbfid,text,communication_id,communication,")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["text"] for row in rows] == [
        '\'=HYPERLINK("http://x.example";"Klik")',
        "''@iedereen?",
    ]
    assert rows[0]["answer"] == f"'{QUESTIONS[0]['answer']}"
    assert (rows[0]["votes"], rows[0]["follow_ups"], rows[0]["owner"]) == ("12", "4, 9", "")


def test_json_has_the_fields_of_the_command_line() -> None:
    rows = json.loads(table_json(KIND, QUESTIONS))
    assert [list(row) for row in rows] == [list(HEADINGS)] * 2
    assert rows[0] == {**dict.fromkeys(HEADINGS), **QUESTIONS[0]}


def test_a_workbook_has_a_frozen_filterable_header_and_no_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(table_xlsx(KIND, QUESTIONS, written_utc=WRITTEN)))
    page = book["Questions"]
    assert [cell.value for cell in page[1]] == list(HEADINGS)
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:AK3")
    assert page.column_dimensions["B"].width == 70
    assert {cell.data_type for row in page.iter_rows() for cell in row} == {"s", "n"}
    assert (page["L2"].value, page["B2"].value) == (12, "'" + str(QUESTIONS[0]["text"]))
    properties = book.properties
    assert (properties.creator, properties.title) == ("Town Hall", "Questions")
    assert properties.created == properties.modified == datetime(2026, 11, 24, 8)


def test_a_workbook_adds_no_fault_to_what_openpyxl_writes(tmp_path: Path) -> None:
    ours, plain = tmp_path / "vragen.xlsx", tmp_path / "leeg.xlsx"
    ours.write_bytes(table_xlsx(KIND, QUESTIONS, written_utc=WRITTEN))
    book = openpyxl.Workbook(write_only=True)
    book.create_sheet().append(["Vraag"])
    book.save(plain)
    found, known = (
        {(error.id, error.path) for error in OpenXmlValidator().validate(path).errors}
        for path in (ours, plain)
    )
    assert found <= known


def test_headings_in_words() -> None:
    rows = read_table(table_csv(KIND, QUESTIONS, "en"), "v.csv").rows
    assert list(rows[0].cells)[:5] == ENGLISH
    assert len(set(rows[0].cells)) == len(HEADINGS)
    dutch = openpyxl.load_workbook(
        io.BytesIO(table_xlsx(KIND, QUESTIONS, written_utc=WRITTEN, language="nl"))
    )
    assert dutch.sheetnames == ["Vragen"]
    assert [cell.value for cell in dutch["Vragen"][1]][:5] == [
        "Nummer",
        "Vraag",
        "Nummer van het communicatiemoment",
        "Communicatie",
        "Oorspronkelijk begin",
    ]


def test_the_same_questions_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = table_xlsx(KIND, QUESTIONS, written_utc=WRITTEN), table_csv(KIND, QUESTIONS)
    later = time.localtime(2_000_000_000)
    monkeypatch.setattr(time, "localtime", lambda *_: later)
    assert (table_xlsx(KIND, QUESTIONS, written_utc=WRITTEN), table_csv(KIND, QUESTIONS)) == first
    with zipfile.ZipFile(io.BytesIO(first[0])) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("language", [None, "nl", "en"])
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_what_was_written_is_read_in_again(suffix: str, language: str | None) -> None:
    data = (
        table_csv(KIND, QUESTIONS, language)
        if suffix == "csv"
        else table_xlsx(KIND, QUESTIONS, written_utc=WRITTEN, language=language)
    )
    first, second = candidates(read_table(data, f"v.{suffix}")).candidates
    assert (first.text, first.answer) == (QUESTIONS[0]["text"], QUESTIONS[0]["answer"])
    assert (first.source, first.source_id) == ("microsoft-forms", "7-3fa9c2d1")
    assert (first.asked_at, first.audience) == ("2026-03-12T14:05:00", "Radiologie")
    assert (first.votes, first.theme, first.language) == (12, "privacy", "nl")
    assert (second.text, second.source, second.source_id) == ("'@iedereen?", "zaal", "b")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="'=+-@\t\rab", max_size=6))
def test_neutral_text_is_no_formula_and_comes_back(text: str) -> None:
    assert restored(neutral(text)) == text
    assert neutral(text)[:1] not in tuple("=+-@\t\r＝＋－＠")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
def test_any_text_gives_a_workbook_that_opens(texts: list[str]) -> None:
    questions = [{"id": n, "text": text} for n, text in enumerate(texts)]
    data = table_xlsx(KIND, questions, written_utc=WRITTEN)
    assert len(read_table(data, "v.xlsx").rows) == len(texts) + 1
    text = table_csv(KIND, questions).decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text, newline="")))) == len(texts) + 1
    assert len(json.loads(table_json(KIND, questions))) == len(texts)
