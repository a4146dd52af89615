"""The page of an invitation: what is due, handing it over, the preview, what changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.ui.event.conftest import START
from townhall.domain.clock import fixed_clock
from townhall.services.communications import change_communication
from townhall.services.hand_over import Way, Wish, hand_over
from townhall.services.occurrences import change_occurrence
from townhall.services.queries.invitations import invitations
from townhall.ui.event import sending
from townhall.ui.event.invitation_page import InvitationPage
from townhall.ui.event.preview import HtmlText
from townhall.ui.theme import load_tokens, theme
from townhall.ui.widgets.rows import Row

JANUARY = datetime(2027, 1, 7, 10)

Open = Callable[..., InvitationPage]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder the user chooses."""
    monkeypatch.setattr(sending, "choose_folder", lambda *_args: tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was given to other programs to open."""
    asked: list[str] = []

    def open_url(url: QUrl) -> bool:
        asked.append(url.toLocalFile() if url.isLocalFile() else url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return asked


@pytest.fixture
def open_page(desk: Any) -> Open:
    """Opens the page, at work beside the page of the date."""

    def make(**kwargs: Any) -> InvitationPage:
        page = InvitationPage(desk.frame, desk.number, START, **kwargs)
        desk.qtbot.addWidget(page)
        desk.frame.jobs.changed.connect(page.on_jobs_changed)
        page.resize(1232, 840)
        page.show()
        desk.settle()
        return page

    return make


def rows(page: InvitationPage) -> list[str]:
    """The files that are due, as read aloud."""
    return [row.accessibleName() for row in page.sending.due.rows]


def choose(desk: Any, page: InvitationPage, way: Way) -> None:
    """Choose how it is handed over, as a user does."""
    place = [Way.FILES, Way.MAIL, Way.ZIP].index(way)
    desk.qtbot.mouseClick(page.sending.choices.kind.buttons()[place], Qt.MouseButton.LeftButton)


def test_a_first_invitation_is_saved_as_file(desk, open_page, folder, opened) -> None:
    page = open_page()
    assert rows(page) == [
        "Invitation v1, whole series. They do not know of it yet. "
        "For Anna Voorbeeld and Bram Proefman. 2 people"
    ]
    assert page.sending.choices.button.text() == "Save files…"
    desk.click(page.sending.choices.button)
    [file] = folder.iterdir()
    [tile] = page.sending.handed.tiles
    assert tile.accessibleName() == f"{file.name}. Invitation v1, 2 people"
    assert [url.toLocalFile() for url in tile.mime().urls()] == [str(file)]
    assert rows(page) == []
    assert page.sending.versions.buttons == []
    desk.click(tile)
    assert opened == [str(file)]


def test_a_file_is_copied_by_key_and_all_by_a_button(desk, open_page, folder) -> None:
    page = open_page()
    desk.click(page.sending.choices.button)
    [tile] = page.sending.handed.tiles
    clipboard = QGuiApplication.clipboard()
    for copy in (
        lambda: desk.key(tile, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier),
        lambda: desk.click(page.sending.handed.copy_all),
    ):
        clipboard.clear()
        copy()
        [url] = clipboard.mimeData().urls()
        assert Path(url.toLocalFile()).read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_drafts_for_groups_open_in_the_mail_program(desk, open_page, folder, opened) -> None:
    people = [
        {"name": "Anna Voorbeeld", "email": "anna@delinde.example", "role": "host"},
        {"name": "Carla Staal", "email": "carla@delinde.example"},
        {"name": "Aula", "email": "aula@delinde.example", "role": "room"},
    ]
    desk.change(change_communication, desk.number, {"attendees": people})
    page = open_page()
    assert not page.sending.choices.grouped.isVisible()
    choose(desk, page, Way.MAIL)
    page.sending.choices.grouped.click()
    assert [check.text() for check in page.sending.choices.groups.values()] == [
        "Speakers and hosts",
        "Participants",
        "Rooms",
    ]
    list(page.sending.choices.groups.values())[2].click()
    desk.click(page.sending.choices.button)
    handed = page.sending.handed
    assert len(handed.tiles) == 2
    assert {path.suffix for path in folder.iterdir()} == {".eml"}
    desk.click(handed.open_all)
    assert opened == [str(path) for path in handed.paths]
    handed.write(handed.files[1])
    assert opened[-1].startswith("mailto:carla@delinde.example?subject=")
    [line] = desk.database.read(invitations)
    assert sorted(line.recipients) == ["anna@delinde.example", "carla@delinde.example"]


def test_without_a_group_nothing_can_be_handed_over(desk, open_page) -> None:
    page = open_page()
    choose(desk, page, Way.MAIL)
    page.sending.choices.grouped.click()
    for check in page.sending.choices.groups.values():
        check.click()
    assert not page.sending.choices.button.isEnabled()


def test_changed_dates_stand_apart_for_outlook_and_together_for_others(
    desk, open_page, folder
) -> None:
    desk.change(hand_over, Wish(desk.number), folder)
    desk.change(change_occurrence, desk.number, JANUARY, {"location": "Foyer"})
    page = open_page()
    assert [row.split(".")[0] for row in rows(page)] == ["Invitation v2, Thu 7 Jan 2027"]
    desk.qtbot.mouseClick(page.sending.choices.shape.buttons()[1], Qt.MouseButton.LeftButton)
    assert [row.split(".")[0] for row in rows(page)] == ["Invitation v2, whole series"]
    choose(desk, page, Way.ZIP)
    desk.click(page.sending.choices.button)
    assert [path.suffix for path in folder.iterdir()].count(".zip") == 1


def test_an_unwritable_folder_is_said_and_nothing_is_noted(
    desk, open_page, tmp_path, monkeypatch
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("x")
    monkeypatch.setattr(sending, "choose_folder", lambda *_args: blocked)
    page = open_page()
    for way in (Way.FILES, Way.MAIL, Way.ZIP):
        choose(desk, page, way)
        desk.click(page.sending.choices.button)
    assert len(desk.frame.errors) == 3
    assert desk.database.read(invitations) == []
    assert not page.sending.handed.isVisible()


def test_a_program_that_is_missing_is_said(desk, open_page, folder, monkeypatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    page = open_page()
    desk.click(page.sending.choices.button)
    desk.click(page.sending.handed.tiles[0])
    assert desk.frame.errors[-1].startswith("No program on this computer opens")


def facts(page: InvitationPage) -> dict[str, str]:
    """The facts of the preview, as read aloud."""
    column = page.preview.facts.layout()
    lines = [column.itemAt(place).widget().accessibleName() for place in range(column.count())]
    return dict(line.split(": ", 1) for line in lines)


def test_the_preview_shows_what_is_in_the_file_and_writes_nothing(desk, open_page) -> None:
    page = open_page(part="preview")
    preview = page.preview
    assert preview.headline.text() == "Town hall AI"
    found = facts(page)
    first = found["Coming dates"].splitlines()[0]
    assert first == "Thursday 3 December 2026, 10:00 – 11:15 (Europe/Amsterdam)"
    assert found["Place"] == "Aula"
    assert found["Chair (1)"] == "Anna Voorbeeld"
    preview.zone.set_value("America/New_York")
    preview.zone.chosen.emit("America/New_York")
    first = facts(page)["Coming dates"].splitlines()[0]
    assert first == (
        "Thursday 3 December 2026, 04:00 – 05:15 (America/New York) = 10:00 (Europe/Amsterdam)"
    )
    preview.reader.set_value("bram@delinde.example")
    preview.reader.chosen.emit("bram@delinde.example")
    assert facts(page)["Your part"] == "Required"
    desk.qtbot.mouseClick(preview.body_kind.buttons()[1], Qt.MouseButton.LeftButton)
    assert preview.plain.isVisible()
    assert "https://meet.delinde.example/townhall" in preview.plain.words
    desk.qtbot.mouseClick(preview.kind.buttons()[1], Qt.MouseButton.LeftButton)
    assert preview.headline.text() == "Uitnodiging: Town hall AI"
    assert facts(page)["To"] == "Anna Voorbeeld, Bram Proefman"
    assert desk.database.read(invitations) == []


def test_the_raw_file_is_shown_and_copied(desk, open_page) -> None:
    page = open_page(part="preview")
    desk.qtbot.mouseClick(page.preview.kind.buttons()[2], Qt.MouseButton.LeftButton)
    raw = page.preview.raw
    assert raw.area.toPlainText().startswith("BEGIN:VCALENDAR\n")
    desk.click(raw.copy_button)
    assert QGuiApplication.clipboard().text() == raw.area.toPlainText()


def test_a_due_file_leads_to_its_preview(desk, open_page, folder) -> None:
    desk.change(change_occurrence, desk.number, JANUARY, {"title": "Town hall in January"})
    page = open_page()
    row: Row = page.sending.due.rows[1]
    desk.click(row)
    assert page.part == "preview"
    assert page.preview.headline.text() == "Town hall in January"


def test_what_cannot_go_out_is_said_instead_of_a_preview(desk, open_page) -> None:
    desk.change(change_communication, desk.number, {"attendees": []})
    page = open_page(part="preview")
    assert page.cannot.isVisible()
    assert "no attendees to invite" in page.cannot.text.words


def test_every_field_that_changed_is_shown_beside_what_was_told(desk, open_page, folder) -> None:
    page = open_page(part="changes")
    assert page.changes.nothing.isVisible()
    desk.change(hand_over, Wish(desk.number), folder)
    desk.database.clock = fixed_clock("2026-11-24T09:05+01:00")
    desk.change(
        change_occurrence,
        desk.number,
        START,
        {"start": datetime(2026, 12, 3, 10, 30), "location": "Lecture hall 1"},
    )
    desk.change(change_occurrence, desk.number, JANUARY, {"location": "Foyer"})
    page.mark_stale()
    desk.settle()
    said = [row.accessibleName() for row in page.changes.rows]
    assert said[:2] == [
        "Time: 10:00 was told, now 10:30",
        "Place: Aula was told, now Lecture hall 1",
    ]
    assert said[2] == "Place: Aula was told, now Foyer"
    place = page.changes.rows[1].layout().itemAt(1).widget()
    assert place.accessibleName() == "(gone: Aula) (new: Lecture hall 1)"
    assert "Title: Town hall AI" in said


def test_parts_are_reached_by_key(desk, open_page) -> None:
    page = open_page()
    desk.frame.actions.add(page, page.commands())
    for action, part in (
        ("invitation.preview", "preview"),
        ("invitation.changes", "changes"),
        ("invitation.sending", "sending"),
    ):
        assert desk.frame.actions.run(action)
        desk.settle()
        assert page.part == part
    page.show_part("preview")
    desk.settle()
    assert page.state() == {"part": "preview"}


def test_links_of_the_description_follow_the_theme(qtbot, english) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme().apply(app)
    theme().set_mode("light")
    described = HtmlText()
    qtbot.addWidget(described)
    described.set_html('<a href="https://meet.delinde.example">meet.delinde.example</a>')
    described.show()
    theme().set_mode("dark")
    try:
        seen = described.grab().toImage()
        colours = {
            seen.pixelColor(x, y).name() for x in range(seen.width()) for y in range(seen.height())
        }
        assert load_tokens("dark").accent.name() in colours
    finally:
        theme().set_mode("light")
