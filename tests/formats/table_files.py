"""Small spreadsheets and text files for tests, whole and broken."""

import csv
import io
import zipfile

import openpyxl

from townhall.domain.errors import InvalidInput, UnreadableFile
from townhall.domain.tables import Table
from townhall.formats.tables import read_table


def written(rows: list[list[str]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def workbook(*rows: list[object], **sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    for title, more in sheets.items():
        page = book.create_sheet(title)
        for row in more:
            page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, **parts: bytes) -> bytes:
    """The same package with some parts replaced or added; `sheet` is the first sheet."""
    paths = {"sheet": "xl/worksheets/sheet1.xml", "workbook": "xl/workbook.xml"}
    changed = {paths.get(name, name): content for name, content in parts.items()}
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in dict.fromkeys([*old.namelist(), *changed]):
            new.writestr(name, changed[name] if name in changed else old.read(name))
    return out.getvalue()


def part(data: bytes, path: str = "xl/worksheets/sheet1.xml") -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(path)


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def outcome(data: bytes, name: str) -> Table | str:
    """The table, or the sentence of the refusal; any other error fails the test."""
    try:
        return read_table(data, name)
    except (UnreadableFile, InvalidInput) as refused:
        return str(refused)
