"""Importing people through the page."""

from __future__ import annotations

import pytest

from townhall.services.queries.people import people
from townhall.ui.imports.people_page import PeopleDraft, PeopleImportPage
from townhall.ui.pages import open_people_import

PEOPLE = """Naam;E-mail;Functie;Afdeling
Anna Voorbeeld;anna@delinde.example;Adviseur;Communicatie
Bram Proefman;bram@delinde.example;Radioloog;Radiologie
Bram Proefman;BRAM@delinde.example;Radioloog;Radiologie
Dora;geen adres;;
"""
CARDS = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Eva Modelaar\r\nEMAIL:eva@delinde.example\r\n"
    "ORG:De Linde;Laboratorium\r\nEND:VCARD\r\n"
)


@pytest.fixture
def page(qtbot, frame, settle):
    made = PeopleImportPage(frame, PeopleDraft())
    qtbot.addWidget(made)
    frame.jobs.changed.connect(made.on_jobs_changed)
    made.resize(1232, 840)
    made.show()
    settle()
    return made


def states(page):
    column = page.table.id_model.columns[-1]
    return [column.cell(one).words for one in page.draft.read.candidates]


def test_a_table_is_shown_and_brought_in_without_doubles(page, settle, tmp_path, frame, filled):
    path = tmp_path / "mensen.csv"
    path.write_text(PEOPLE, "utf-8")
    page.take_files([path])
    settle()
    assert states(page) == ["Here already", "New"]
    assert page.bar.button.text() == "Import 1 person"
    assert page.chip().text() == "2 things to look at"
    page.import_now()
    settle()
    stored = [(one.name, one.department) for one in filled.read(people)]
    assert stored == [("Anna Voorbeeld", "Communicatie"), ("Bram Proefman", "Radiologie")]
    assert frame.toasts == ["Imported 1 person"]
    assert frame.closed_pages == 1
    frame.history.undo()
    settle()
    assert [one.name for one in filled.read(people)] == ["Anna Voorbeeld"]


def test_contact_cards_are_read(page, settle, tmp_path, filled):
    path = tmp_path / "kaart.vcf"
    path.write_text(CARDS, "utf-8", newline="")
    page.take_files([path])
    settle()
    page.import_now()
    settle()
    assert "Eva Modelaar" in [one.name for one in filled.read(people)]


def test_a_file_without_people_is_refused_on_the_page(page, settle, tmp_path):
    path = tmp_path / "bedragen.csv"
    path.write_text("Bedrag;Jaar\n3;2026\n", "utf-8")
    page.take_files([path])
    settle()
    assert page.banner.isVisible()
    assert "bedragen.csv" in page.banner.accessibleName()
    assert not page.has_body


def test_the_page_is_opened_over_any_screen(frame):
    open_people_import(frame)
    assert len(frame.pages) == 1
