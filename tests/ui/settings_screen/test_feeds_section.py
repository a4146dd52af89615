"""Calendar feeds in the settings: made, refreshed, published to a real server, decided about."""

from pathlib import Path

import icalendar
import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.formats.caldav_server import PASSWORD, USER, caldav_server
from tests.services.test_feeds import plan_one
from tests.services.test_publishing import MemoryKeyring, on_server, others_change
from tests.ui.stage import clipped, fill, nameless
from townhall.domain.publication import Choice
from townhall.services.communications import change_communication
from townhall.services.feed_records import add_feed
from townhall.services.queries.feeds import feed, feeds
from townhall.ui.screen import Selection
from townhall.ui.settings_screen.screen import SettingsScreen


@pytest.fixture
def memory():
    """A keyring that lasts as long as the test."""
    own = keyring.get_keyring()
    keyring.set_keyring(MemoryKeyring())
    yield keyring.get_keyring()
    keyring.set_keyring(own)


@pytest.fixture
def section(stage, memory):
    fill(stage.frame.jobs.database)
    plan_one(stage.frame.jobs.database, "Update", audiences=["Everybody"])
    screen = SettingsScreen(stage.frame)
    stage.show(screen, width=964, height=580)
    screen.activate(Selection("feed", 0))
    stage.settle()
    return screen.sections["feeds"]


@pytest.fixture
def server(tmp_path):
    with caldav_server(tmp_path) as made:
        yield made


def make(stage, section, **values):
    """Feed 1, of what Radiology hears."""
    values = {"name": "Radiology", "audience": "Radiology", **values}
    stage.frame.jobs.change(add_feed, values)
    stage.settle()
    return section.list.rows[1]


def test_a_feed_is_made_written_and_refreshed(stage, section, tmp_path) -> None:
    assert not section.empty.isHidden()
    assert section.all_button.isHidden()
    section.new_button.click()
    stage.settle()
    form = section.form
    assert form.name.hasFocus()
    QTest.keyClicks(form.name, "Radiology")
    form.what.set_value(("Radiology", None))
    QTest.keyClicks(form.path, str(tmp_path / "r.ics"))
    form.save.click()
    stage.settle()
    assert section.form is None
    row = section.list.rows[1]
    assert row.title.text() == "Radiology"
    assert row.state.text() == "Not written yet · 1 communication"
    row.refresh.click()
    stage.settle()
    assert stage.frame.files == [str(tmp_path / "r.ics")]
    calendar = icalendar.Calendar.from_ical((tmp_path / "r.ics").read_bytes())
    assert [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")] == ["Update"]
    assert row.state.text() == "Up to date · written Tue 24 Nov, 09:00 · 1 communication"
    assert row.changed.isHidden()


def test_what_changed_since_is_shown_until_all_are_refreshed(stage, section, tmp_path) -> None:
    row = make(stage, section, path=str(tmp_path / "r.ics"))
    section.all_button.click()
    stage.settle()
    stage.frame.jobs.change(change_communication, 2, {"title": "Progress"})
    stage.settle()
    assert row.state.text().startswith("1 change since · ")
    assert row.changed.words == "Changed: “Progress”"
    section.all_button.click()
    stage.settle()
    assert row.state.text().startswith("Up to date")
    assert stage.frame.toasts[-1] == "Refreshed the calendar feeds: 1 file changed"
    row.refresh.click()
    stage.settle()
    assert stage.frame.toasts[-1] == "“Radiology” was up to date; the file was left alone"


def test_what_is_wrong_is_said_where_it_is(stage, section, tmp_path) -> None:
    row = make(stage, section, path=str(tmp_path / "gone" / "r.ics"))
    row.refresh.click()
    stage.settle()
    assert "gone" in row.note
    section.new_button.click()
    stage.settle()
    form = section.form
    form.save.click()
    stage.settle()
    assert form.form.field("name").error
    form.name.setText("Other")
    form.save.click()
    stage.settle()
    assert form.form.field("path").error.startswith("Say where the feed goes")
    form.target.set_value("server")
    form.target.chosen.emit("server")
    form.save.click()
    stage.settle()
    assert form.form.field("collection_url").error.startswith("Say where the feed goes")
    form.url.setText("http://agenda.delinde.example/a/")
    form.save.click()
    stage.settle()
    assert "in the clear" in form.form.field("collection_url").error
    assert len(stage.read(feeds)) == 1
    QTest.keyClick(form.name, Qt.Key.Key_Escape)
    assert section.form is None
    assert section.new_button.hasFocus()


def test_a_feed_is_changed_copied_removed_and_brought_back(stage, section, tmp_path) -> None:
    row = make(stage, section, path=str(tmp_path / "r.ics"))
    row.edit_wanted.emit()
    stage.settle()
    form = section.form
    assert form.what.value == ("Radiology", None)
    form.name.setText("Imaging")
    form.save.click()
    stage.settle()
    assert (stage.read(feed, 1).name, row.title.text()) == ("Imaging", "Imaging")
    assert row.more.hasFocus()
    row.copy_wanted.emit()
    assert QApplication.clipboard().text() == str(tmp_path / "r.ics")
    row.remove_wanted.emit()
    stage.settle()
    assert section.list.rows == {}
    stage.frame.history.undo()
    stage.settle()
    assert list(section.list.rows) == [1]


def test_a_server_is_tested_and_its_password_kept(stage, section, server, memory) -> None:
    section.new_button.click()
    stage.settle()
    form = section.form
    form.name.setText("Server")
    form.what.set_value(("Everybody", None))
    form.target.set_value("server")
    form.target.chosen.emit("server")
    form.url.setText(server.url)
    form.user.setText(USER)
    form.password.setText("wrong")
    form.test.click()
    stage.settle()
    assert form.verdict.words == "127.0.0.1 does not accept this user name and password."
    form.password.setText(PASSWORD)
    form.test.click()
    stage.settle()
    assert form.verdict.words == "The calendar “anna/plan” answers."
    form.save.click()
    stage.settle()
    assert list(memory.kept.values()) == [PASSWORD]
    publish(stage, section.list.rows[1])
    assert stage.frame.toasts[-1] == "Published “Server”: 1 new"
    assert set(on_server(server)) == {"Update"}
    section.list.rows[1].remove_wanted.emit()
    stage.settle()
    assert memory.kept == {}
    assert set(on_server(server)) == {"Update"}


def publish(stage, row):
    row.refresh.click()
    for _round in range(3):
        stage.settle()


def test_a_password_that_is_not_kept_is_asked_each_time(stage, section, server, memory) -> None:
    row = make(stage, section, path="", collection_url=server.url, user_name=USER)
    publish(stage, row)
    assert row.password.isVisible()
    assert row.password.field.hasFocus()
    QTest.keyClick(row.password.field, Qt.Key.Key_Escape)
    assert row.password.isHidden()
    assert stage.read(feed, 1).written_at is None
    for given in ("wrong", PASSWORD):
        if row.password.isHidden():
            publish(stage, row)
        row.password.keep.setChecked(False)
        QTest.keyClicks(row.password.field, given)
        QTest.keyClick(row.password.field, Qt.Key.Key_Return)
        for _round in range(3):
            stage.settle()
        assert row.note == (
            "" if given == PASSWORD else "127.0.0.1 does not accept this user name and password."
        )
    assert set(on_server(server)) == {"Update"}
    assert memory.kept == {}
    publish(stage, row)
    assert row.password.isVisible()
    plan = Path(stage.frame.jobs.database.name)
    assert PASSWORD.encode() not in plan.read_bytes()


@pytest.mark.parametrize(
    ("choice", "left"), [(Choice.OURS, {"Progress"}), (Choice.THEIRS, {"Elsewhere"})]
)
def test_a_conflict_is_shown_side_by_side_and_decided(
    stage, section, server, memory, choice, left
) -> None:
    memory.set_password("Town Hall " + server.url.split("/")[2], USER, PASSWORD)
    row = make(stage, section, path="", collection_url=server.url, user_name=USER)
    publish(stage, row)
    others_change(server, "Update", b":Update", b":Elsewhere")
    stage.frame.jobs.change(change_communication, 2, {"title": "Progress"})
    publish(stage, row)
    assert row.state.text().startswith("1 conflict · ")
    assert set(on_server(server)) == {"Elsewhere"}
    [conflict] = row.conflicts.shown
    title = conflict.differences[0]
    assert (title.field, title.ours, title.theirs) == ("title", "Progress", "Elsewhere")
    assert nameless(section) == []
    assert clipped(section) == []
    row.conflicts.buttons[conflict.uid, choice].click()
    for _round in range(3):
        stage.settle()
    assert set(on_server(server)) == left
    assert row.conflicts.shown == ()
    assert row.state.text().startswith("Up to date")


def test_every_control_has_a_name_and_room(stage, section, tmp_path) -> None:
    make(stage, section, path=str(tmp_path / ("a very long name of a file " * 6 + ".ics")))
    section.new_button.click()
    stage.settle()
    for target in ("file", "server"):
        section.form.target.set_value(target)
        section.form.target.chosen.emit(target)
        stage.settle()
        assert nameless(section) == []
        assert clipped(section) == []
