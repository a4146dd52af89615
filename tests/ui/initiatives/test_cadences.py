"""Promises on the page of an initiative: where they stand, added, changed, taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.stage import clipped, fill, nameless
from townhall.services.communications import add_communication
from townhall.services.queries.cadence import cadences
from townhall.services.records import change_record
from townhall.ui.initiatives.page import InitiativePage


@pytest.fixture
def page(stage):
    fill(stage.frame.jobs.database)
    made = InitiativePage(stage.frame, 1)
    stage.show(made)
    return made


def stored(stage):
    return stage.frame.jobs.database.read(cadences, clock=stage.frame.clock)


def edit(place, value):
    place.value.set_value(value)
    place.value.edited.emit(value)


def test_a_promise_says_where_it_stands(page, stage):
    (block,) = page.cadences.blocks.values()
    assert block.state.text() == "Kept"
    assert block.facts.words == "nothing heard yet  ·  nothing planned"
    database = stage.frame.jobs.database
    database.run(change_record, "cadence", 1, {"starts_on": "2026-09-01"})
    database.run(
        add_communication,
        {
            "kind": "town-hall",
            "title": "Town hall",
            "start": "2026-10-08T10:00",
            "status": "held",
            "sign_off": "approved",
            "audiences": ["Everybody"],
            "initiatives": ["Triage assistant"],
        },
    )
    page.refresh(None)
    stage.settle()
    assert block.state.text() == "Broken"
    assert block.facts.words == "heard 8 Oct, 47 days ago  ·  nothing planned"


def test_a_promise_is_changed_in_place_and_refused_with_a_sentence(page, stage):
    (block,) = page.cadences.blocks.values()
    edit(block.weeks, 2)
    stage.settle()
    edit(block.other, "MR team")
    stage.settle()
    (found,) = stored(stage)
    assert (found.every_weeks, found.audience) == (2, "MR team")
    edit(block.weeks, 0)
    stage.settle()
    assert "a whole number from 1 to 104" in block.weeks.error
    assert stored(stage)[0].every_weeks == 2


def test_a_new_promise_needs_an_audience(page, stage):
    page.cadences.add_button.click()
    form = page.cadences.form
    buttons = {each.text(): each for each in form.findChildren(type(page.cadences.add_button))}
    buttons["Add"].click()
    assert form.form.field("audience").error == "Choose one first."
    form.other.set_value("Night shift")
    form.weeks.setValue(8)
    buttons["Add"].click()
    stage.settle()
    assert form.isHidden()
    assert [(each.audience, each.every_weeks) for each in stored(stage)] == [
        ("Radiology", 4),
        ("Night shift", 8),
    ]
    assert len(page.cadences.blocks) == 2


def test_escape_leaves_the_form_and_undo_brings_a_promise_back(page, stage):
    page.cadences.start()
    QTest.keyClick(page.cadences.form, Qt.Key.Key_Escape)
    assert page.cadences.form.isHidden()
    (block,) = page.cadences.blocks.values()
    block.remove.click()
    stage.settle()
    assert stored(stage) == []
    assert not page.cadences.nothing.isHidden()
    stage.frame.history.undo()
    stage.settle()
    assert len(stored(stage)) == 1


def test_everything_is_named_and_nothing_is_cut(page):
    assert nameless(page.cadences) == []
    assert clipped(page.cadences) == []
