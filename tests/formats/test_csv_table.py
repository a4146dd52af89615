"""Delimited text as programs of several countries write it, and as nobody should."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.table_files import cells, written
from townhall.domain.errors import UnreadableFile
from townhall.formats.tables import read_table

ROWS = [["Vraag", "Stemmen"], ["Wat kost het? €5, geïnd", "3"], ["Eén; of\ntwee?", "0"]]
CELLS = [tuple(row) for row in ROWS]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("cp1252", "cp1252"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_text_in_any_usual_encoding_and_delimiter(delimiter: str, encoding: str, told: str) -> None:
    table = read_table(written(ROWS, delimiter, encoding), "vragen.csv")
    assert cells(table) == CELLS
    assert (table.encoding, table.delimiter) == (told, delimiter)


def test_commas_in_dutch_text_do_not_make_a_semicolon_file_a_comma_file() -> None:
    rows = [["Nr", "Vraag, of opmerking"], *[[str(n), "Wie, wat, waar, en hoe?"] for n in range(9)]]
    table = read_table(written(rows, ";"), "vragen.csv")
    assert table.delimiter == ";"
    assert cells(table)[-1] == ("8", "Wie, wat, waar, en hoe?")


def test_a_single_column_with_commas_stays_one_column() -> None:
    table = read_table(b"Vraag\r\nWie, wat en waar?\r\nHoe; en wanneer?\r\n", "v.csv")
    assert cells(table) == [("Vraag",), ("Wie, wat en waar?",), ("Hoe; en wanneer?",)]
    assert table.delimiter == ""


def test_the_sep_line_decides_and_is_no_row() -> None:
    table = read_table(b"sep=|\r\na,b|c\r\n1,2|3\r\n", "v.csv")
    assert [(row.number, row.cells) for row in table.rows] == [
        (1, ("a,b", "c")),
        (2, ("1,2", "3")),
    ]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    data = b'Vraag,Nr\r\n\r\n"twee\r\nregels",1\r\n,\r\nlaatste,2'
    table = read_table(data, "v.csv")
    assert [(row.number, row.cells[0]) for row in table.rows] == [
        (1, "Vraag"),
        (3, "twee\r\nregels"),
        (5, "laatste"),
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "v.csv is empty."),
        (b" \r\n ", "v.csv is empty."),
        (b"\xef\xbb\xbf\r\n,,\r\n", "v.csv is empty."),
        (
            b"Vraag,Nr\r\nWat\0nu,1\r\n",
            "v.csv holds bytes that are not text, first in line 2. Save it as .xlsx or as .csv "
            "(UTF-8).",
        ),
        (
            b"Vraag\r\n\x81\x8d\x8f\r\n",
            "The letters of v.csv cannot be read, first in line 2: it is neither UTF-8, UTF-16 nor "
            "Windows-1252. Save it as .xlsx or as .csv (UTF-8).",
        ),
        (
            b'Vraag,Nr\r\n"open,1\r\nnog een,2\r\n',
            'Row 2 of v.csv has a quotation mark (") that does not match. Open the file in a '
            "spreadsheet program and save it as .xlsx.",
        ),
        (b"," * 600 + b"x", "Row 1 of v.csv has 601 columns; at most 500 can be read."),
        (
            b"%PDF-1.7 enzovoort",
            "v.csv is not a spreadsheet. Open it in the program that made it and save it as "
            ".xlsx or .csv.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100),
            "v.csv is an old Excel workbook (.xls) or is protected by a password. Open it in "
            "Excel, take the password off, and save it as .xlsx or .csv.",
        ),
    ],
)
def test_text_that_cannot_be_read_gets_one_sentence(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_table(data, "v.csv")
    assert str(refused.value) == message


def test_a_cell_of_a_megabyte_is_a_cell() -> None:
    table = read_table(b"Vraag,Nr\r\n" + b"a" * 1_000_000 + b",1\r\nb,2\r\n", "v.csv")
    assert [len(row.cells[0]) for row in table.rows] == [5, 1_000_000, 1]


def test_rows_before_an_open_quote_are_read_and_the_break_is_told() -> None:
    table = read_table(b'Vraag,Nr\r\nWat?,1\r\n"open,2\r\nnog een,3\r\n', "v.csv")
    assert cells(table) == [("Vraag", "Nr"), ("Wat?", "1")]
    [problem] = table.problems
    assert (problem.row, problem.message) == (
        3,
        'Row 3 has a quotation mark (") that does not match; this row and what follows was not '
        "read. Open the file in a spreadsheet program and save it as .xlsx.",
    )


@pytest.mark.parametrize(
    ("data", "delimiter"),
    [
        (b"Rapport\nGemaakt op:,nu\na,b,c\n1,2,3\n4,5,6\n7,8,9\n", ","),
        (b"Vragen van maart\nVraag;Afdeling\nWat?;SEH\n", ";"),
        (b"Zomerbijeenkomst\nWat kost het?,12\nWie, en waarom?,3\n", ""),
        (b'Zomerbijeenkomst\nWat kost het?,12\n"Wie, en waarom?",3\n', ","),
        (b"Vraag\nWie, en waar?\nHoe, en wanneer?\nWat, of niet?\n", ""),
    ],
)
def test_a_title_above_the_table_does_not_hide_its_delimiter(data: bytes, delimiter: str) -> None:
    assert read_table(data, "v.csv").delimiter == delimiter


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("townhall.formats.csv_table.MAX_ROWS", 3)
    with pytest.raises(UnreadableFile, match=r"^v\.csv has more than 3 rows\."):
        read_table(b"a\nb\nc\nd\n", "v.csv")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8),
            min_size=2,
            max_size=4,
        ),
        min_size=1,
        max_size=6,
    )
)
def test_what_the_csv_module_writes_is_read_back(rows: list[list[str]]) -> None:
    rows = [["Vraag", "Nr", "Bron", "Thema"], *[["x", *row, "x"] for row in rows]]
    table = read_table(b"\xef\xbb\xbf" + b"sep=,\r\n" + written(rows), "v.csv")
    assert cells(table) == [tuple(row) for row in rows]
