"""The planning is written to a file the user names."""

from __future__ import annotations

import openpyxl

from townhall.services.queries.communication_details import communications
from townhall.ui.calendar.planning_export import write_planning


def test_the_planning_is_written_and_offered(desk, tmp_path):
    path = tmp_path / "planning.xlsx"
    write_planning(desk.frame, path)
    desk.settle()
    assert desk.frame.files == [str(path)]
    book = openpyxl.load_workbook(path)
    titles = [row[0] for row in book["Town hall"].iter_rows(min_row=2, values_only=True)]
    assert titles == [
        row.title for row in desk.database.read(communications) if row.kind == "town-hall"
    ]


def test_a_folder_that_is_gone_is_told(desk, tmp_path):
    write_planning(desk.frame, tmp_path / "weg" / "planning.xlsx")
    desk.settle()
    assert desk.frame.files == []
    assert len(desk.frame.errors) == 1
