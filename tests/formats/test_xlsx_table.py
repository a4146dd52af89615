"""Workbooks as Excel and others write them, bombs, and what only looks like a workbook."""

import io
import random
import string
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.table_files import cells, outcome, part, repacked, workbook
from townhall.domain.errors import InvalidInput, UnreadableFile
from townhall.domain.tables import Reading
from townhall.formats.tables import read_table


def test_values_become_text_the_same_way_everywhere() -> None:
    table = read_table(
        workbook(
            ["Datum", "Moment", "Tijd", "Getal", "Breuk", "Ja", "Tekst"],
            [
                date(2026, 3, 12),
                datetime(2026, 3, 12, 14, 5, 9, 999_700),
                time(8, 30),
                17.0,
                2.5,
                True,
                " één\nregel ",
            ],
        ),
        "v.xlsx",
    )
    assert cells(table)[1] == (
        "2026-03-12",
        "2026-03-12T14:05:10",
        "08:30:00",
        "17",
        "2.5",
        "TRUE",
        " één\nregel ",
    )
    assert (table.sheet, table.encoding, table.delimiter) == ("Sheet", "", "")


def test_the_first_sheet_that_is_not_empty_is_read_or_the_one_named() -> None:
    data = workbook(Eerste=[["a"]], Tweede=[["b"]])
    assert read_table(data, "v.xlsx").sheet == "Eerste"
    assert cells(read_table(data, "v.xlsx", reading=Reading(sheet="Tweede"))) == [("b",)]
    with pytest.raises(InvalidInput) as refused:
        read_table(data, "v.xlsx", reading=Reading(sheet="Derde"))
    assert str(refused.value) == ("v.xlsx has no sheet called Derde; it has Sheet, Eerste, Tweede.")


def test_a_formula_is_never_run_and_its_missing_result_is_told() -> None:
    table = read_table(workbook(["Vraag"], ['="Wat" & " nu?"'], ["Gewoon?"]), "v.xlsx")
    assert cells(table) == [("Vraag",), ("Gewoon?",)]
    assert [(p.row, p.message) for p in table.problems] == [
        (
            2,
            "A formula has no stored result and was read as empty. Open the file in Excel and "
            "save it.",
        )
    ]


def test_a_stored_result_of_a_formula_is_its_text() -> None:
    data = workbook(["Vraag"], ['="Wat nu?"'], ['=""'])
    sheet = part(data)
    empty = b"<v></v>" if b"<v></v>" in sheet else b"<v />"
    sheet = sheet.replace(b'r="A2"', b'r="A2" t="str"').replace(b'r="A3"', b'r="A3" t="str"')
    sheet = sheet.replace(empty, b"<v>Wat nu?</v>", 1)
    table = read_table(repacked(data, sheet=sheet), "v.xlsx")
    assert cells(table) == [("Vraag",), ("Wat nu?",)]
    assert table.problems == ()


def test_an_error_in_a_cell_is_told() -> None:
    table = read_table(workbook(["Vraag"], ["#REF!"]), "v.xlsx")
    assert [(p.row, p.message) for p in table.problems] == [(2, "A cell shows the error #REF!.")]


def test_a_sheet_that_lies_about_its_size_is_read_as_it_is() -> None:
    data = workbook(["Vraag"], ["Wat nu?"])
    sheet = part(data)
    assert b'ref="A1:A2"' in sheet
    huge = repacked(data, sheet=sheet.replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"'))
    assert cells(read_table(huge, "v.xlsx")) == [("Vraag",), ("Wat nu?",)]


def test_a_row_beyond_the_last_one_of_excel_is_refused() -> None:
    data = workbook(["Vraag"], ["Wat nu?"])
    sheet = part(data).replace(b'r="2"', b'r="99999999999"').replace(b'"A2"', b'"A99999999999"')
    with pytest.raises(UnreadableFile, match="is not a spreadsheet that can be read"):
        read_table(repacked(data, sheet=sheet), "v.xlsx")


def test_a_bomb_is_refused_before_it_unfolds() -> None:
    bomb = repacked(workbook(["Vraag"]), **{"xl/media/nul.bin": bytes(30_000_000)})
    with pytest.raises(UnreadableFile) as refused:
        read_table(bomb, "v.xlsx")
    assert str(refused.value) == (
        "v.xlsx unpacks to far more than a spreadsheet holds; it was not opened."
    )


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    real = 2_000_000
    data = repacked(workbook(["Vraag"]), **{"xl/media/nul.bin": bytes(real)})
    lying = data.replace(real.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != data
    with pytest.raises(UnreadableFile, match=r"unpacks to far more|is damaged"):
        read_table(lying, "v.xlsx")


def test_too_many_parts_are_refused() -> None:
    many = {f"xl/media/{number}.bin": b"" for number in range(5_001)}
    with pytest.raises(UnreadableFile, match="unpacks to far more"):
        read_table(repacked(workbook(["Vraag"]), **many), "v.xlsx")


@pytest.mark.parametrize("target", ["sheet", "workbook", "xl/sharedStrings.xml"])
def test_xml_entities_are_refused(target: str) -> None:
    data = workbook(["Vraag"], ["Wat nu?"])
    entities = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
        b'<x xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">&b;</x>'
    )
    with pytest.raises(UnreadableFile, match="declares a document type"):
        read_table(repacked(data, **{target: entities}), "v.xlsx")


def test_openpyxl_itself_refuses_entities_too() -> None:
    assert openpyxl.DEFUSEDXML is True


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"Vraag,Nr\r\nWat nu?,1\r\n",
            "v.xlsx is not a spreadsheet. Open it in the program that made it and save it as "
            ".xlsx or .csv.",
        ),
        (
            b"PK\x03\x04" + bytes(40),
            "v.xlsx is damaged. Open it in Excel and save it again, or ask for a new copy.",
        ),
        (workbook(), "v.xlsx is empty."),
    ],
)
def test_a_workbook_that_is_none_gets_one_sentence(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_table(data, "v.xlsx")
    assert str(refused.value) == message


def test_another_package_is_not_a_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", "<x/>")
    with pytest.raises(UnreadableFile, match=r"^v\.ods is not a spreadsheet that can be read\."):
        read_table(out.getvalue(), "v.ods")


@pytest.mark.parametrize("cut", [30, 200, 2_000, -30, -1])
def test_a_workbook_cut_off_is_damaged(cut: int) -> None:
    data = workbook(["Vraag"], ["Wat nu?"])
    with pytest.raises(UnreadableFile, match=r"^v\.xlsx (is damaged|is not a spreadsheet)"):
        read_table(data[:cut], "v.xlsx")


def test_a_protected_package_is_named_as_such() -> None:
    data = bytearray(workbook(["Vraag"]))
    central = data.rindex(b"PK\x01\x02")
    data[central + 8] |= 1
    with pytest.raises(UnreadableFile) as refused:
        read_table(bytes(data), "v.xlsx")
    assert str(refused.value) == "v.xlsx is protected by a password. Save it without one."


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_workbook_with_broken_bytes_gives_a_table_or_one_sentence(chance: random.Random) -> None:
    data = bytearray(WORKBOOK)
    for _ in range(chance.randrange(1, 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    check_workbook(bytes(data))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=string.printable, max_size=120), st.integers(0, 600), st.integers(0, 80))
def test_a_sheet_with_broken_xml_gives_a_table_or_one_sentence(
    inserted: str, at: int, gone: int
) -> None:
    sheet = part(WORKBOOK)
    check_workbook(repacked(WORKBOOK, sheet=sheet[:at] + inserted.encode() + sheet[at + gone :]))


WORKBOOK = workbook(["Vraag", "Nr"], ["Wat nu?", 1], [datetime(2026, 3, 12, 8), 2.5])


def check_workbook(data: bytes) -> None:
    told = outcome(data, "v.xlsx")
    assert "v.xlsx" in told if isinstance(told, str) else told.rows
