"""Initiatives: the list, the panel, and the page with all that belongs to one of them."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.ui.stage import clipped, fill, nameless
from townhall.domain.terms import Stage
from townhall.language import set_language
from townhall.services.queries.programme import initiative, initiatives, key_messages
from townhall.services.records import change_record, remove_record
from townhall.ui.initiatives.page import InitiativePage
from townhall.ui.initiatives.screen import InitiativesScreen
from townhall.ui.initiatives.words import due_state, go_live_text
from townhall.ui.screen import Selection

TODAY = date(2026, 11, 24)


@pytest.fixture
def screen(stage):
    fill(stage.frame.jobs.database)
    made = InitiativesScreen(stage.frame)
    stage.show(made)
    return made


@pytest.fixture
def page(stage):
    fill(stage.frame.jobs.database)
    made = InitiativePage(stage.frame, 1)
    stage.show(made)
    return made


def rows(table):
    model = table.id_model
    return [
        tuple(model.cell(row, column).words for column in range(len(model.columns)))
        for row in range(model.rowCount())
    ]


def edit(place, value):
    place.value.set_value(value)
    place.value.edited.emit(value)


def words_of(widget):
    """All words that show, in one text."""
    return "\n".join(
        label.accessibleName() or label.text()
        for label in widget.findChildren(QLabel)
        if label.isVisible()
    )


def test_the_list_says_stage_date_and_who_is_missing(screen):
    assert rows(screen.table) == [
        ("CT planner, 5 vacant roles", "Exploring", "–", "Limited risk", "Nobody yet"),
        (
            "Triage assistant, 4 vacant roles, X-rays wait too long in the evening.",
            "Pilot",
            "Mon 14 Dec",
            "High risk",
            "Nobody yet",
        ),
    ]
    assert screen.facts() == "2 initiatives, 9 roles without a person"


def test_a_new_initiative_opens_its_page(screen, stage):
    screen.start()
    form = screen.form
    form.button.click()
    assert form.form.field("name").error == "Fill in a name."
    QTest.keyClicks(form.name, "Speech report")
    form.stage.set_value(Stage.PILOT)
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    stage.settle()
    found = stage.read(initiative, 3)
    assert (found.name, found.stage) == ("Speech report", Stage.PILOT)
    assert screen.table.current_id == 3
    assert len(stage.frame.pages) == 1
    stage.frame.history.undo()
    stage.settle()
    assert len(stage.read(initiatives)) == 2


def test_the_panel_edits_in_place(screen, stage):
    screen.table.go_to(1)
    stage.settle()
    panel = screen.inspector_
    assert "1 key message" in panel.known.words
    edit(panel.stage, Stage.ROLLOUT)
    edit(panel.go_live, date(2027, 1, 11))
    panel.responsible.edited.emit("monitoring", "Eva Modelaar")
    stage.settle()
    panel.title.edited.emit("CT planner")
    stage.settle()
    found = stage.read(initiative, 1)
    assert (found.stage, found.go_live, found.monitoring, found.name) == (
        Stage.ROLLOUT,
        date(2027, 1, 11),
        "Eva Modelaar",
        "Triage assistant",
    )
    assert panel.title.error != ""


def test_enter_opens_the_page_and_a_key_message_leads_there(screen, stage):
    screen.table.go_to(1)
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert len(stage.frame.pages) == 1
    screen.activate(Selection("key-message", 1))
    stage.settle()
    assert len(stage.frame.pages) == 2
    assert stage.frame.pages[1](stage.frame).initiative_id == 1


def test_an_initiative_that_is_needed_is_not_removed(screen, stage):
    screen.table.go_to(1)
    screen.remove_current()
    stage.settle()
    assert "still used by" in stage.frame.errors[-1]
    screen.table.go_to(2)
    screen.remove_current()
    stage.settle()
    assert [each.name for each in stage.read(initiatives)] == ["Triage assistant"]


def test_the_page_shows_all_the_plan_knows(page):
    assert page.title() == "Triage assistant"
    shown = words_of(page)
    for words in (
        "X-rays wait too long in the evening.",
        "go-live in 20 days",
        "Hardly tested with children.",
        "Approved with conditions",
        "Publish what is missed.",
        "Works council",
        "4 days late",
        "31 of 86 people ready",
        "Images",
        "nothing heard yet",
        "Working group",
        "1 time, 0 planned",
    ):
        assert words in shown
    assert page.stage_line.accessibleName() == "Stage 2 of 5: Pilot"


def test_a_role_without_a_person_is_plainly_vacant(page, stage):
    row = page.responsible.rows["monitoring"]
    assert row.accessibleName() == "Monitoring: Nobody yet"
    row.click()
    chooser = page.responsible.chooser
    assert [option.label for option in chooser._options][:2] == ["Nobody yet", "Anna Voorbeeld"]
    chooser.close()
    chooser.picked.emit("Eva Modelaar")
    stage.settle()
    assert stage.read(initiative, 1).monitoring == "Eva Modelaar"
    assert row.accessibleName() == "Monitoring: Eva Modelaar"
    stage.frame.history.undo()
    stage.settle()
    assert row.accessibleName() == "Monitoring: Nobody yet"


def test_texts_are_edited_in_place(page, stage):
    edit(page.why, "Too slow.\n\nAnd dangerous.")
    edit(page.benefits, "Faster")
    edit(page.go_live, None)
    edit(page.risk, "limited")
    edit(page.name, "Triage")
    stage.settle()
    found = stage.read(initiative, 1)
    assert (found.why, found.benefits) == ("Too slow.\n\nAnd dangerous.", "Faster")
    assert (found.go_live, found.risk_class, found.name) == (None, "limited", "Triage")
    assert page.title() == "Triage"


def test_an_impact_is_added_changed_and_removed(page, stage):
    card = page.impacts
    card.add_button.click()
    assert [option.label for option in card.form.audience._options] == [
        "Everybody",
        "MR team",
        "Night shift",
    ]
    card.form.add()
    assert card.form.text.error == "Say what changes in their work."
    card.form.audience.set_value("Night shift")
    card.form._area.setPlainText("You see a yellow flag.")
    card.form.add()
    stage.settle()
    assert not card.form.isVisible()
    edit(card.rows[0].text, "Sorted for you.")
    stage.settle()
    assert [(i.audience, i.text) for i in stage.read(initiative, 1).impacts] == [
        ("Radiology", "Sorted for you."),
        ("Night shift", "You see a yellow flag."),
    ]
    card.rows[0].remove.click()
    stage.settle()
    assert [row.audience for row in card.rows] == ["Night shift"]
    stage.frame.history.undo()
    stage.settle()
    assert [row.audience for row in card.rows] == ["Radiology", "Night shift"]


def test_an_impact_without_words_is_refused_at_its_row(page, stage):
    row = page.impacts.rows[0]
    edit(row.text, "")
    stage.settle()
    assert row.text.error != ""
    assert stage.read(initiative, 1).impacts[0].text == "The list is sorted for you."


def test_a_key_message_has_proof_and_a_sign_off(page, stage):
    block = page.messages.blocks[1]
    edit(block.proof, "6,200 X-rays\n\n  Waiting fell to 15 minutes ")
    edit(block.audience, "Radiology")
    edit(block.until, date(2026, 11, 1))
    stage.settle()
    found = stage.read(key_messages)[0]
    assert found.proof_points == ("6,200 X-rays", "Waiting fell to 15 minutes")
    assert (found.sign_off, found.audience) == ("draft", "Radiology")
    assert block.sign_off.state.text() == "Draft"
    assert block.chip.isVisible()
    assert block.chip.text() == "Expired Sun 1 Nov"


def test_a_key_message_is_added_and_removed(page, stage):
    card = page.messages
    card.add_button.click()
    card.form.add()
    assert card.form.field.error == "Write the sentence first."
    card.form._area.setPlainText("x" * 3_000)
    card.form.add()
    stage.settle()
    assert "3000" in card.form.field.error
    card.form._area.setPlainText("You decide.")
    card.form.add()
    stage.settle()
    assert [each.text for each in stage.read(key_messages)][1] == "You decide."
    assert stage.read(key_messages)[1].initiative == "Triage assistant"
    card.blocks[2].remove_wanted.emit(2)
    stage.settle()
    assert list(card.blocks) == [1]
    stage.frame.history.undo()
    stage.settle()
    assert list(card.blocks) == [1, 2]


def test_a_change_by_somebody_else_is_not_overwritten(page, stage):
    stage.frame.jobs.database.run(change_record, "initiative", 1, {"why": "Theirs"})
    edit(page.why, "Mine")
    stage.settle()
    assert "Somebody else has changed this" in page.why.error
    assert stage.read(initiative, 1).why == "Theirs"


def test_the_page_closes_when_its_initiative_is_gone(stage):
    fill(stage.frame.jobs.database)
    made = InitiativePage(stage.frame, 2)
    stage.show(made)
    stage.frame.jobs.change(remove_record, "initiative", 2)
    stage.settle()
    assert stage.frame.closed_pages == 1


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (None, "no date for go-live"),
        (date(2026, 11, 24), "go-live today"),
        (date(2026, 11, 25), "go-live in 1 day"),
        (date(2026, 11, 22), "live for 2 days"),
    ],
)
def test_how_far_go_live_is(english, day, words):
    assert go_live_text(day, TODAY) == words


@pytest.mark.parametrize(
    ("due", "done", "words", "tone"),
    [
        (date(2026, 11, 1), date(2026, 11, 2), "Done Mon 2 Nov", "ok"),
        (None, None, "No date", "neutral"),
        (date(2026, 11, 23), None, "1 day late", "bad"),
        (date(2026, 11, 27), None, "By Fri 27 Nov", "warn"),
        (date(2027, 2, 1), None, "By 1 Feb 2027", "neutral"),
    ],
)
def test_where_a_duty_stands(english, due, done, words, tone):
    assert due_state(due, done, TODAY) == (words, tone)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("width", [1232, 964])
def test_everything_has_a_name_and_no_word_is_clipped(stage, language, width):
    set_language(language)
    screen = InitiativesScreen(stage.frame)
    stage.show(screen, width, 640)
    assert clipped(screen) == []  # no initiative yet
    fill(stage.frame.jobs.database)
    screen.refresh(None)
    stage.settle()
    screen.table.go_to(1)
    stage.settle()
    assert (nameless(screen), nameless(screen.panel)) == ([], [])
    assert (clipped(screen), clipped(screen.panel)) == ([], [])
    page = InitiativePage(stage.frame, 1)
    stage.show(page, width, 640)
    page.impacts.start()
    page.messages.start()
    stage.settle()
    assert nameless(page) == []
    assert clipped(page) == []
