"""The settings: each value is stored when it is left, and can be undone."""

from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

from tests.ui.stage import clipped, fill, nameless
from townhall.language import set_language
from townhall.services.plans import change_plan
from townhall.services.queries.plans import activities, plan_detail
from townhall.storage.database import Database
from townhall.ui.settings_screen.history_section import touched
from townhall.ui.settings_screen.licences import licences
from townhall.ui.settings_screen.screen import SettingsScreen
from townhall.ui.theme import theme


@pytest.fixture
def settings_screen(stage):
    stage.frame.plans.current = stage.frame.jobs.database.name
    made = SettingsScreen(stage.frame)
    stage.show(made)
    return made


@pytest.fixture
def section(settings_screen, stage):
    """Goes to a section and waits until it is read."""

    def go(name):
        settings_screen.go_to(name)
        stage.settle()
        return settings_screen.sections[name]

    return go


def type_into(field, text):
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def pick(button, value):
    """Choose `value` in the list that a press on `button` opens."""
    button.click()
    chooser = button.open_list
    assert value in [option.value for option in chooser._options]
    chooser.close()
    chooser.picked.emit(value)


def test_the_organisation_is_stored_when_enter_is_pressed_and_undone(section, stage):
    organisation = section("organisation")
    type_into(organisation.fields["organisation"], "Ziekenhuis De Linde")
    stage.settle()
    assert stage.read(plan_detail).organisation == "Ziekenhuis De Linde"
    assert stage.frame.toasts == ["Changed the settings"]
    stage.frame.history.undo()
    stage.settle()
    assert stage.read(plan_detail).organisation == ""
    assert organisation.fields["organisation"].text() == ""


def test_a_field_that_is_left_as_it_was_stores_nothing(section, stage):
    field = section("organisation").fields["organizer_name"]
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "Team")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    QTest.keyClick(field, Qt.Key.Key_Return)
    stage.settle()
    assert stage.frame.toasts == []


def test_what_invitations_say_of_questions_is_an_address_or_a_link(section, stage):
    organisation = section("organisation")
    type_into(organisation.fields["questions_to"], "the front desk")
    stage.settle()
    assert "is neither an e-mail address nor a link" in organisation.rows["questions_to"].error
    type_into(organisation.fields["questions_to"], "https://delinde.example/vragen")
    stage.settle()
    assert stage.read(plan_detail).questions_to == "https://delinde.example/vragen"


def test_a_bad_address_is_refused_at_its_row(section, stage):
    organisation = section("organisation")
    field = organisation.fields["organizer_email"]
    type_into(field, "nobody@")
    stage.settle()
    row = organisation.rows["organizer_email"]
    assert "nobody@" in row.error
    assert field.property("invalid") is True
    assert stage.read(plan_detail).organizer_email == ""
    assert stage.frame.errors == []
    type_into(field, "team@delinde.example")
    stage.settle()
    assert row.error == ""
    assert stage.read(plan_detail).organizer_email == "team@delinde.example"


def test_a_change_by_somebody_else_is_not_overwritten(section, stage):
    organisation = section("organisation")
    stage.frame.jobs.database.run(change_plan, {"organisation": "Theirs"})
    type_into(organisation.fields["organisation"], "Mine")
    stage.settle()
    assert "Somebody else has changed this" in organisation.rows["organisation"].error
    assert stage.read(plan_detail).organisation == "Theirs"


def test_the_zone_is_found_among_all(section, stage):
    calendar = section("calendar")
    assert calendar.zone.text() == "Amsterdam"
    pick(calendar.zone, "America/New_York")
    stage.settle()
    assert stage.read(plan_detail).time_zone == "America/New_York"
    assert calendar.zone.text() == "New York"


def test_working_hours_the_wrong_way_round_are_refused_in_words(section, stage):
    calendar = section("calendar")
    calendar.end.setTime(time(7, 0))
    stage.settle()
    assert calendar.rows["work_end"].error == "The working day must end after it starts."
    assert stage.read(plan_detail).work_end == time(17, 0)
    calendar.end.setTime(time(16, 30))
    stage.settle()
    assert calendar.rows["work_end"].error == ""
    assert stage.read(plan_detail).work_end == time(16, 30)


def holidays(calendar):
    return [
        label.text()
        for label in calendar.years.findChildren(QLabel)
        if label.isVisible() and label.text()
    ]


def test_the_holidays_of_two_years_follow_the_country(section, stage):
    calendar = section("calendar")
    shown = holidays(calendar)
    assert "King's Day" in shown
    assert {"2026", "2027"} <= set(shown)
    pick(calendar.country, "BE")
    stage.settle()
    assert (stage.read(plan_detail).country, stage.read(plan_detail).region) == ("BE", None)
    assert "King's Day" not in holidays(calendar)
    pick(calendar.region, "French")
    stage.settle()
    assert stage.read(plan_detail).region == "French"
    pick(calendar.country, "NL")
    stage.settle()
    assert (stage.read(plan_detail).country, stage.read(plan_detail).region) == ("NL", None)


def test_holidays_speak_the_language_of_the_window(stage):
    set_language("nl")
    made = SettingsScreen(stage.frame)
    stage.show(made)
    made.go_to("calendar")
    stage.settle()
    assert "Koningsdag" in holidays(made.sections["calendar"])


def test_documents_have_a_language_of_their_own(section, stage):
    documents = section("documents")
    documents.language.buttons()[1].click()
    stage.settle()
    assert stage.read(plan_detail).document_language == "en"


def test_looks_hold_at_once_and_stay(section, stage):
    computer = section("computer")
    settings = stage.frame.settings
    computer.language.buttons()[0].click()
    computer.theme.buttons()[1].click()
    computer.text_size.buttons()[3].click()
    computer.density.buttons()[1].click()
    assert stage.frame.spoken == ["nl"]
    assert theme().tokens.dark
    assert theme().text_percent == 130
    kept = type(settings).load(settings.path)
    assert (kept.theme, kept.text_percent, kept.density) == ("dark", 130, "compact")


def test_the_theme_button_of_the_rail_moves_the_choice_here(section, stage):
    computer = section("computer")
    stage.frame.settings.update(theme="dark")
    theme().set_mode("dark")
    assert computer.theme.value == "dark"


def test_changes_are_signed_with_the_name(section, stage):
    computer = section("computer")
    type_into(computer.name, "  Nora   Opzet ")
    assert stage.frame.settings.user_name == "Nora Opzet"
    type_into(section("organisation").fields["organisation"], "De Linde")
    stage.settle()
    assert stage.read(activities)[0].actor == "Nora Opzet"


def test_the_history_says_who_did_what_when(section, stage):
    database = stage.frame.jobs.database
    database.actor = "Nora Opzet"
    database.run(change_plan, {"organisation": "De Linde"})
    history = section("history")
    table = history.table
    cells = [table.id_model.cell(0, column) for column in range(3)]
    assert [cell.words for cell in cells] == [
        "Tue 24 Nov 2026 09:00",
        "Changed the settings, plan",
        "Nora Opzet",
    ]
    fill(database)
    words = {touched(row) for row in stage.read(activities)}
    assert {"audience 3", "initiative 1", "plan"} <= words


def test_a_backup_is_written_where_it_is_wanted(section, stage, tmp_path, monkeypatch, clock):
    target = tmp_path / "copy"
    asked = []

    def save(_parent, _title, proposed, _filters, **_options):
        asked.append(Path(proposed).name)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    data = section("data")
    data._buttons[1].click()
    stage.settle()
    assert asked[0].startswith("test 2026-11-24 ")
    assert stage.frame.files == [str(tmp_path / "copy.townhall")]
    with Database.open(tmp_path / "copy.townhall", clock) as copy:
        assert copy.read(plan_detail).country == "NL"


def test_the_plan_is_checked_and_the_result_said(section, stage, monkeypatch):
    data = section("data")
    data.check.click()
    stage.settle()
    assert data.check_row.reason.words == "Sound in every part, checked just now."
    monkeypatch.setattr("townhall.services.backups.plan_faults", lambda _plan: ("Page 3 is torn.",))
    data.check.click()
    stage.settle()
    assert data.check_row.error == "1 fault: Page 3 is torn. Restore a backup."
    assert data.check.isEnabled()


def test_a_backup_takes_the_place_of_the_plan(section, stage, tmp_path, monkeypatch):
    from townhall.services.backups import back_up_plan

    database = stage.frame.jobs.database
    backup = back_up_plan(database.name, tmp_path / "backup.townhall")
    database.run(change_plan, {"organisation": "Later"})
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(backup), ""))
    section("data").restore.click()
    stage.settle()
    assert stage.read(plan_detail).organisation == ""
    assert stage.frame.toasts[-1].startswith("The plan is as it was in backup.townhall")
    assert (tmp_path / "test.townhall.before-restore").exists()
    stage.frame.plans.close()
    stage.settle()


def test_a_damaged_backup_leaves_the_plan_open_as_it_was(section, stage, tmp_path, monkeypatch):
    stage.frame.jobs.database.run(change_plan, {"organisation": "Now"})
    broken = tmp_path / "broken.townhall"
    broken.write_text("no plan at all")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(broken), ""))
    section("data").restore.click()
    stage.settle()
    assert len(stage.frame.errors) == 1
    assert "is not a Town Hall plan" in stage.frame.errors[0]
    assert stage.read(plan_detail).organisation == "Now"
    stage.frame.plans.close()
    stage.settle()


def test_a_plan_on_a_server_is_left_to_the_server(stage):
    stage.frame.plans.current = "postgresql://server/plan"
    made = SettingsScreen(stage.frame)
    stage.show(made)
    made.go_to("data")
    data = made.sections["data"]
    assert not any(button.isEnabled() for button in data._buttons)
    assert "the server’s own tools" in data.backup_row.reason.words
    stage.frame.plans.current = ""


def test_about_names_the_licence_of_every_package(section, stage):
    found = licences()
    assert all(each.version and each.licence for each in found)
    assert "PySide6_Essentials" in [each.package for each in found]
    about = section("about")
    shown = {label.text() for label in about.findChildren(QLabel)}
    assert {each.package for each in found} <= shown


def test_the_section_is_found_again(section, settings_screen, stage):
    section("history")
    again = SettingsScreen(stage.frame)
    again.restore(settings_screen.state())
    assert again.current == "history"
    again.restore({"section": 7})
    assert again.current == "history"


def test_arrow_keys_go_through_the_sections(settings_screen):
    first = settings_screen.nav.buttons["organisation"]
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert settings_screen.current == "calendar"
    QTest.keyClick(first, Qt.Key.Key_Up)
    assert settings_screen.current == "about"


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("width", [1232, 964])
def test_everything_has_a_name_and_no_word_is_clipped(stage, language, width):
    set_language(language)
    stage.frame.plans.current = stage.frame.jobs.database.name
    made = SettingsScreen(stage.frame)
    stage.show(made, width, 580)
    for name in made.nav.buttons:
        made.go_to(name)
        stage.settle()
        assert (name, nameless(made)) == (name, [])
        assert (name, clipped(made)) == (name, [])
    assert made.sections["calendar"].plan.country == "NL"
    assert date(2026, 4, 27) in {day for day, _n in made.sections["calendar"].years._shown}
