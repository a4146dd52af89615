"""Merged cells, sheets of a workbook, and rows that hold nothing."""

import io
from datetime import date

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from tests.formats.table_files import cells, part, repacked, workbook, written
from townhall.domain.errors import UnreadableFile
from townhall.formats.sheet_source import last_filled
from townhall.formats.tables import read_table, read_tables


def merged() -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["Planning 2026", None, None])
    page.append(["Datum", "Titel", "Zaal"])
    page.append([date(2026, 12, 3), "Town hall", "Aula"])
    page.append([None, "Inloop", None])
    page.append([None, None, None])
    for area in ("A1:C1", "A3:A5", "C3:C4"):
        page.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_every_cell_of_a_merged_area_has_its_value() -> None:
    [table] = read_tables(merged(), "p.xlsx")
    assert cells(table) == [
        ("Planning 2026", "Planning 2026", "Planning 2026"),
        ("Datum", "Titel", "Zaal"),
        ("2026-12-03", "Town hall", "Aula"),
        ("2026-12-03", "Inloop", "Aula"),
    ]
    assert cells(read_table(merged(), "p.xlsx"))[3] == ("", "Inloop")


def test_all_sheets_with_contents_are_read() -> None:
    data = workbook(Eerste=[["a"]], Leeg=[], Tweede=[["b"]])
    assert [(table.sheet, cells(table)) for table in read_tables(data, "p.xlsx")] == [
        ("Eerste", [("a",)]),
        ("Tweede", [("b",)]),
    ]
    text = written([["a", "b"], ["1", "2"]], delimiter=";")
    assert [cells(table) for table in read_tables(text, "p.csv")] == [[("a", "b"), ("1", "2")]]
    with pytest.raises(UnreadableFile, match=r"p\.xlsx is empty"):
        read_tables(workbook(), "p.xlsx")


def test_coloured_rows_without_contents_are_not_read() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["Titel"])
    page.append(["Town hall"])
    yellow = PatternFill("solid", fgColor="FFFF00")
    for number in range(3, 9_000):
        page.cell(number, 1).fill = yellow
    page.cell(20, 1).value = "Ver weg"
    out = io.BytesIO()
    book.save(out)
    seen: list[tuple[int, int]] = []
    [table] = read_tables(
        out.getvalue(), "p.xlsx", progress=lambda done, total: seen.append((done, total))
    )
    assert [row.number for row in table.rows] == [1, 2, 20]
    assert last_filled(part(out.getvalue())) == 20
    assert seen == [(20, 20)]


def test_merged_areas_without_end_are_refused() -> None:
    rows = [[f"rij {n}"] for n in range(600)]
    data = workbook(*rows)
    areas = b"".join(b'<mergeCell ref="A1:SZ600"/>' for _n in range(40))
    sheet = part(data).replace(
        b"</sheetData>", b"</sheetData><mergeCells>" + areas + b"</mergeCells>"
    )
    with pytest.raises(UnreadableFile, match="merged cells that overlap"):
        read_tables(repacked(data, sheet=sheet), "p.xlsx")


def test_a_merged_area_far_to_the_right_is_left_alone() -> None:
    data = workbook(["a", "b"], ["c", "d"])
    areas = b'<mergeCells><mergeCell ref="XFA1:XFD9"/></mergeCells>'
    sheet = part(data).replace(b"</sheetData>", b"</sheetData>" + areas)
    [table] = read_tables(repacked(data, sheet=sheet), "p.xlsx")
    assert cells(table) == [("a", "b"), ("c", "d")]
