"""Write forms-export.xlsx from forms-export.csv, as Forms gives both; run after editing it."""

from datetime import UTC, datetime
from pathlib import Path

from townhall.domain.asked_dates import read_dates
from townhall.formats.tables import read_table
from townhall.formats.workbook import workbook_bytes

HERE = Path(__file__).resolve().parent
WIDTHS = (6, 18, 18, 30, 20, 26, 70, 60)
DATE_COLUMNS = (1, 2)


def workbook() -> bytes:
    """The answers of forms-export.csv in a workbook, with real dates and numbers."""
    header, *rows = read_table(HERE / "forms-export.csv").rows
    cells: list[list[str | int | datetime]] = [
        [int(row.cells[0]), *row.cells[1:], *[""] * (len(WIDTHS) - len(row.cells))] for row in rows
    ]
    for column in DATE_COLUMNS:
        moments, _problems = read_dates(
            ((row.number, row.cells[column]) for row in rows), slashes_are_american=True
        )
        for row, line in zip(rows, cells, strict=True):
            line[column] = datetime.fromisoformat(moments[row.number])
    return workbook_bytes(
        header.cells,
        cells,
        widths=WIDTHS,
        sheet="Sheet1",
        title="Vragen over AI",
        written_utc=datetime(2026, 11, 20, 12, tzinfo=UTC),
    )


if __name__ == "__main__":
    (HERE / "forms-export.xlsx").write_bytes(workbook())
