"""Importing a planning through the page: what is shown, decided, stored and refused."""

from __future__ import annotations

import openpyxl
import pytest

from townhall.domain.date_order import DateOrder
from townhall.domain.terms import CommunicationKind
from townhall.services.queries.communication_details import communications
from townhall.services.queries.people import audiences
from townhall.ui.imports.planning_draft import PlanningDraft
from townhall.ui.imports.planning_page import PlanningImportPage
from townhall.ui.pages import open_planning_import

PLANNING = """Planning 2027;;;;;
Kenmerk;Onderwerp;Soort;Datum;Tijd;Doelgroep
T1;Town hall AI;town hall;13-1-2027;10:00-11:00;Laboratorium
T2;Poster;affiche;14-1-2027;;Laboratorum
T3;Update;voortgangsupdate;15-1-2027;9 uur;Keuken
"""


@pytest.fixture
def page(qtbot, frame, settle):
    made = PlanningImportPage(frame, PlanningDraft())
    qtbot.addWidget(made)
    frame.jobs.changed.connect(made.on_jobs_changed)
    made.resize(1232, 840)
    made.show()
    settle()
    return made


@pytest.fixture
def drop(page, settle, tmp_path):
    """Drops a file with this text on the page."""

    def dropped(text: str) -> None:
        path = tmp_path / "planning.csv"
        path.write_text(text, "utf-8")
        page.take_files([path])
        settle()

    return dropped


def fields(page):
    return [page.draft.field_of(place) for place in range(len(page.mapping.rows))]


def titles(database):
    return [one.title for one in database.read(communications)]


def shown(page):
    column = page.preview.table.id_model.columns[0]
    return [column.cell(one).title for one in page.preview._shown]


def test_a_planning_is_shown_and_brought_in(page, settle, drop, frame, filled):
    drop(PLANNING)
    assert fields(page) == ["id", "title", "kind", "date", "time", "audiences"]
    assert page.bar.button.text() == "Import 2 communications"
    assert page.chip().text() == "2 things to look at"
    assert shown(page) == ["Town hall AI", "Update"]
    page.import_now()
    settle()
    assert titles(filled) == ["Town hall", "Town hall AI", "Update"]
    assert frame.toasts == ["Imported 2 communications"]
    assert frame.closed_pages == 1
    frame.history.undo()
    settle()
    assert titles(filled) == ["Town hall"]


def test_the_file_again_shows_what_it_changes(page, settle, drop, filled):
    drop(PLANNING)
    page.import_now()
    settle()
    drop(PLANNING)
    assert (page.bar.button.text(), page.bar.button.isEnabled()) == ("Import", False)
    drop(PLANNING.replace("10:00-11:00", "14:00-15:30"))
    assert page.bar.button.text() == "Bring 1 up to date"
    column = page.preview.changes.id_model.columns[1]
    assert [column.cell(one).text for one in page.preview._shown] == [
        "Start: 14:00; Duration: 1 h 30 min"
    ]


def test_a_default_kind_brings_the_other_rows_in(page, settle, drop):
    drop(PLANNING)
    assert [problem.field for problem in page.draft.problems()] == ["kind"]
    page.reading.kind_chosen.emit(CommunicationKind.PROGRESS_UPDATE)
    settle()
    assert page.bar.button.text() == "Import 3 communications"


def test_audiences_are_chosen_once_or_added(page, settle, drop, filled):
    drop(PLANNING)
    page.reading.kind_chosen.emit(CommunicationKind.PROGRESS_UPDATE)
    settle()
    assert list(page.draft.unknown_audiences()) == ["Laboratorum", "Keuken"]
    assert "Is “Laboratorium” meant?" in page.draft.unknown_audiences()["Laboratorum"]
    page.set_audience("Laboratorum", "Laboratorium")
    settle()
    assert list(page.draft.unknown_audiences()) == ["Keuken"]
    page.reading.add_missing.click()
    settle()
    assert page.draft.unknown_audiences() == {}
    page.import_now()
    settle()
    assert {one.name for one in filled.read(audiences)} == {"Laboratorium", "SEH", "Keuken"}
    by_title = {one.title: one.audiences for one in filled.read(communications)}
    assert by_title["Poster"] == ("Laboratorium",)


def test_an_order_of_dates_that_is_open_is_asked(page, settle, drop, filled):
    drop("Titel;Soort;Datum\nTown hall AI;town hall;03/04/2027\n")
    assert not page.bar.button.isEnabled()
    assert "03/04/2027" in page.reading._order.error
    page.import_now()
    settle()
    assert titles(filled) == ["Town hall"]
    page.reading.order.chosen.emit(DateOrder.MONTH_FIRST)
    settle()
    assert page.reading._order.error == ""
    page.import_now()
    settle()
    assert filled.read(communications)[-1].start.isoformat() == "2027-03-04T00:00:00"


def test_a_mapping_is_decided_and_used_again(page, settle, drop, frame):
    drop("A;B;C\nTown hall AI;13-1-2027;town hall\n")
    assert page.banner.isVisible()
    assert "no column with titles" in page.banner.accessibleName()
    for column, name in enumerate(("title", "date", "kind")):
        page.mapping.changed.emit(column, name)
        settle()
    assert page.bar.button.text() == "Import 1 communication"
    page.import_now()
    settle()
    drop("A;B;C\nInloop;14-1-2027;inloop\n")
    assert fields(page) == ["title", "date", "kind"]
    assert page.draft.remembered
    page.mapping.reset_wanted.emit()
    settle()
    assert fields(page) == ["", "", ""]


def test_every_sheet_of_a_workbook_is_read(page, settle, tmp_path, filled):
    book = openpyxl.Workbook()
    for name, title in (("Town halls", "Een"), ("Trainingen", "Twee"), ("Lijst", None)):
        sheet = book.create_sheet(name)
        sheet.append(["Titel", "Soort", "Datum"] if title else ["Doelgroepen"])
        sheet.append([title, "training", "13-1-2027"] if title else ["SEH"])
    path = tmp_path / "planning.xlsx"
    book.save(path)
    page.take_files([path])
    settle()
    assert page.bar.button.text() == "Import 2 communications"


def test_a_file_that_cannot_be_read_is_refused_on_the_page(page, drop):
    drop("%PDF-1.7")
    assert page.banner.isVisible()
    assert not page.has_body


def test_the_page_is_opened_over_any_screen(frame):
    open_planning_import(frame)
    assert len(frame.pages) == 1
