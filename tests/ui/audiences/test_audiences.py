"""Audiences and people: lists, edits in place, what is refused, and undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.stage import clipped, fill, nameless
from townhall.language import set_language
from townhall.services.queries.people import audiences, people
from townhall.services.records import add_record, change_record
from townhall.ui.audiences.audience_inspector import sum_words
from townhall.ui.audiences.screen import AudiencesScreen
from townhall.ui.screen import Selection


@pytest.fixture
def screen(stage):
    fill(stage.frame.jobs.database)
    made = AudiencesScreen(stage.frame)
    stage.show(made)
    return made


@pytest.fixture
def audience(screen, stage):
    """Selects an audience and returns its panel."""

    def go(audience_id):
        screen.audiences.table.go_to(audience_id)
        stage.settle()
        return screen.audience_panel

    return go


@pytest.fixture
def person(screen, stage):
    """Selects a person and returns the panel."""

    def go(person_id):
        screen.show_list("people")
        stage.settle()
        screen.people.table.go_to(person_id)
        stage.settle()
        return screen.person_panel

    return go


def rows(table):
    """The words of every row, column by column."""
    model = table.id_model
    return [
        tuple(model.cell(row, column).words.strip() for column in range(len(model.columns)))
        for row in range(model.rowCount())
    ]


def named(details, name):
    return next(each for each in details if each.name == name)


def edit(place, value):
    """Commit `value` as if the user had typed it."""
    place.value.set_value(value)
    place.value.edited.emit(value)


def test_parts_stand_under_their_whole_with_their_sums(screen):
    assert [row[:2] for row in rows(screen.audiences.table)] == [
        ("Everybody", "200"),
        ("Radiology", "86"),
        ("MR team", "34"),
        ("Night shift", "–"),
    ]
    indents = [len(cell) - len(cell.lstrip()) for cell in _titles(screen)]
    assert indents == [0, 2, 4, 0]
    assert screen.facts() == "4 audiences, 200 people"


def _titles(screen):
    model = screen.audiences.table.id_model
    return [model.cell(row, 0).title for row in range(model.rowCount())]


def test_a_value_is_stored_in_place_and_undone(audience, stage):
    panel = audience(2)
    assert panel.title.field.accessibleName() == "Name"
    edit(panel.headcount, 90)
    edit(panel.shift, "Day and night")
    stage.settle()
    found = named(stage.read(audiences), "Radiology")
    assert (found.headcount, found.shift) == (90, "Day and night")
    stage.frame.history.undo()
    stage.settle()
    assert named(stage.read(audiences), "Radiology").shift == ""
    assert panel.shift.value.value == ""


def test_the_name_is_edited_by_keyboard(audience, stage):
    panel = audience(2)
    panel.title.edit()
    panel.title.field.selectAll()
    QTest.keyClicks(panel.title.field, "Imaging")
    QTest.keyClick(panel.title.field, Qt.Key.Key_Return)
    stage.settle()
    assert [each.name for each in stage.read(audiences)][1] == "Imaging"


def test_a_name_that_is_taken_is_refused_at_the_name(audience, stage):
    panel = audience(2)
    panel.title.edited.emit("Everybody")
    stage.settle()
    assert panel.title.error != ""
    assert stage.frame.errors == []
    assert named(stage.read(audiences), "Radiology").id == 2


def test_an_audience_moves_under_another_but_never_under_its_own_parts(audience, stage):
    panel = audience(2)
    offered = [option.label for option in panel.parent_.value._options]
    assert offered == ["No other audience", "Everybody", "Night shift"]
    edit(panel.parent_, "Night shift")
    stage.settle()
    assert named(stage.read(audiences), "Radiology").parent == "Night shift"
    # Should a stale list offer a part of its own, the rule below still refuses it.
    edit(panel.parent_, "MR team")
    stage.settle()
    assert panel.parent_.error != ""
    assert named(stage.read(audiences), "Radiology").parent == "Night shift"


def test_languages_channels_level_and_lead(audience, stage):
    panel = audience(3)
    panel.languages._pick(panel.languages._candidates["Polish"])
    panel.channels._pick(panel.channels._candidates["Noticeboard"])
    stage.settle()
    edit(panel.level, "user")
    edit(panel.lead, "Eva Modelaar")
    stage.settle()
    found = named(stage.read(audiences), "MR team")
    assert found.languages == ("pl",)
    assert found.channels == ("noticeboard",)
    assert (found.knowledge_level, found.lead) == ("user", "Eva Modelaar")
    assert panel.avatar.accessibleName() == "Eva Modelaar"
    edit(panel.lead, None)
    stage.settle()
    assert named(stage.read(audiences), "MR team").lead is None


def test_a_change_by_somebody_else_is_not_overwritten(audience, stage):
    panel = audience(2)
    stage.frame.jobs.database.run(change_record, "audience", 2, {"headcount": 95})
    edit(panel.headcount, 80)
    stage.settle()
    assert "Somebody else has changed this" in panel.headcount.error
    assert named(stage.read(audiences), "Radiology").headcount == 95


def test_how_parts_and_whole_add_up(audience, screen, stage):
    def words(audience_id):
        audience(audience_id)
        found = screen._register.sums[audience_id]
        return sum_words(found, screen.audience_panel.shown.headcount)

    assert words(3) == ("Has no parts", "neutral", [])
    assert words(2) == ("52 people are in no part", "neutral", ["34 people in the parts"])
    stage.frame.jobs.database.run(change_record, "audience", 3, {"headcount": 100})
    screen.refresh(None)
    stage.settle()
    assert words(2) == ("14 more than the whole", "warn", ["100 people in the parts"])
    stage.frame.jobs.database.run(change_record, "audience", 3, {"headcount": 86})
    screen.refresh(None)
    stage.settle()
    assert words(2) == ("Adds up", "ok", ["86 people in the parts"])


def test_a_new_audience_is_added_as_a_part_and_selected(audience, screen, stage):
    panel = audience(2)
    panel.part_wanted.emit("Radiology")
    form = screen.new_audience
    assert screen.panel.currentWidget() is form
    assert form.parent_.value == "Radiology"
    form.button.click()
    assert form.form.field("name").error == "Fill in a name."
    QTest.keyClicks(form.name, "Everybody")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    stage.settle()
    assert form.form.field("name").error != ""
    form.name.setText("CT team")
    form.headcount.setValue(12)
    form.button.click()
    stage.settle()
    found = named(stage.read(audiences), "CT team")
    assert (found.parent, found.headcount) == ("Radiology", 12)
    assert screen.audiences.table.current_id == found.id
    assert screen.panel.currentWidget() is screen.audience_panel


def test_escape_leaves_the_form(audience, screen):
    audience(2)
    screen.start_audience()
    QTest.keyClick(screen.new_audience.name, Qt.Key.Key_Escape)
    assert screen.panel.currentWidget() is screen.audience_panel


def test_an_audience_is_removed_and_brought_back(audience, screen, stage):
    audience(4)
    screen.remove_current()
    stage.settle()
    assert "Night shift" not in [each.name for each in stage.read(audiences)]
    stage.frame.history.undo()
    stage.settle()
    assert "Night shift" in [row[0] for row in rows(screen.audiences.table)]


def test_an_audience_that_is_needed_is_not_removed(audience, screen, stage):
    audience(2)
    screen.remove_current()
    stage.settle()
    assert "still used by" in stage.frame.errors[-1]
    assert named(stage.read(audiences), "Radiology").id == 2


def test_a_search_keeps_what_the_found_is_a_part_of(screen, stage):
    screen.audiences.search.setText("mr")
    screen.audiences.search.searched.emit("mr")
    stage.settle()
    assert [row[0] for row in rows(screen.audiences.table)] == ["Everybody", "Radiology", "MR team"]
    screen.audiences.show_all()
    stage.settle()
    assert len(rows(screen.audiences.table)) == 4


def test_people_are_found_and_filtered_by_role(screen, stage, person):
    person(1)
    listed = screen.people
    listed.search.setText("mode")
    listed.refresh()
    stage.settle()
    assert listed.table.id_model.entries == (3,)
    listed.show_all()
    listed.roles.set_value(["owner"])
    listed.refresh()
    stage.settle()
    assert listed.table.id_model.entries == (2,)
    assert screen.facts() == "1 person"
    listed.search.setText("nobody like that")
    listed.refresh()
    stage.settle()
    assert listed.nothing.isVisible()


def test_people_are_sorted_by_a_press_on_a_head(screen, stage, person):
    person(1)
    screen.people.table.sort_wanted.emit("name", True)
    stage.settle()
    assert screen.people.table.id_model.entries == (3, 2, 1)


def test_a_person_shows_what_is_in_their_hands_and_is_edited(person, stage):
    panel = person(2)
    assert panel.ties.words == "Leads Radiology\nTriage assistant: development"
    edit(panel.email, "bram@")
    stage.settle()
    assert "bram@" in panel.email.error
    edit(panel.email, "b.proefman@delinde.example")
    edit(panel.role, "sponsor")
    edit(panel.language, "en")
    stage.settle()
    found = named(stage.read(people), "Bram Proefman")
    assert (found.email, found.role) == ("b.proefman@delinde.example", "sponsor")
    assert found.language == "en"


def test_a_new_person_is_added_and_selected(screen, stage, person):
    person(1)
    screen.start_person()
    form = screen.new_person
    form.name.setText("Carla Staal")
    form.email.setText("carla@")
    form.button.click()
    stage.settle()
    assert "carla@" in form.form.field("email").error
    form.email.setText("carla@delinde.example")
    form.button.click()
    stage.settle()
    found = named(stage.read(people), "Carla Staal")
    assert screen.people.table.current_id == found.id


def test_a_person_who_is_needed_is_not_removed(person, screen, stage):
    person(2)
    screen.remove_current()
    stage.settle()
    assert "still used by" in stage.frame.errors[-1]
    person(1)
    screen.remove_current()
    stage.settle()
    assert [each.name for each in stage.read(people)] == ["Bram Proefman", "Eva Modelaar"]


def test_thousands_of_people_are_read_a_page_at_a_time(stage):
    database = stage.frame.jobs.database

    def add_many(uow):
        for number in range(3_000):
            add_record(uow, "person", {"name": f"Person {number:04}"})

    database.run(add_many)
    made = AudiencesScreen(stage.frame)
    stage.show(made)
    made.show_list("people")
    stage.settle()
    model = made.people.table.id_model
    assert model.rowCount() == 3_000
    assert made.facts() == "3,000 people"
    assert sum(len(page) for page in model._cells.values()) < 500


def test_a_hit_of_the_search_is_selected_in_its_list(screen, stage):
    screen.activate(Selection("person", 3))
    stage.settle()
    assert (screen.showing, screen.people.table.current_id) == ("people", 3)
    screen.activate(Selection("audience", 3))
    stage.settle()
    assert (screen.showing, screen.audiences.table.current_id) == ("audiences", 3)


def test_the_list_and_row_are_found_again(person, screen, stage):
    person(3)
    state = screen.state()
    state["people"]["text"] = "mod"
    again = AudiencesScreen(stage.frame)
    again.restore(state)
    stage.show(again)
    assert again.people.table.id_model.entries == (3,)
    assert (again.showing, again.people.table.current_id) == ("people", 3)
    again.restore({"people": {"roles": ["king"], "order": 3}, "current": "x", "showing": None})


def test_people_are_imported_on_a_page_of_their_own(screen, stage):
    screen.people.import_wanted.emit()
    assert len(stage.frame.pages) == 1
    page = stage.frame.pages[0](stage.frame)
    assert page.title()


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("width", [1232, 964])
def test_everything_has_a_name_and_no_word_is_clipped(stage, language, width):
    set_language(language)
    made = AudiencesScreen(stage.frame)
    stage.show(made, width, 640)
    assert nameless(made) == []
    assert clipped(made) == []  # both lists are empty
    fill(stage.frame.jobs.database)
    made.refresh(None)
    stage.settle()
    for name, panels in (
        ("audiences", (made.audience_panel, made.new_audience)),
        ("people", (made.person_panel, made.new_person)),
    ):
        made.show_list(name)
        stage.settle()
        made.first_focus().go_to(2)
        stage.settle()
        for panel in panels:
            made.panel.setCurrentWidget(panel)
            stage.settle()
            assert (name, nameless(made), nameless(made.panel)) == (name, [], [])
            assert (name, clipped(made), clipped(made.panel)) == (name, [], [])
