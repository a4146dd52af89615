"""Task lists are written from the window: of a person, or a file for each."""

from __future__ import annotations

from pathlib import Path

import icalendar
import pytest

from townhall.services.follow_ups import add_follow_up
from townhall.services.records import add_record
from townhall.ui import todo_export
from townhall.ui.todo_export import ask_for_all_tasks, ask_for_tasks


@pytest.fixture
def busy(stage):
    """Two people who promised something."""
    database = stage.frame.jobs.database
    for name in ("Gerda Zelfbedacht", "Hans Verzonnen"):
        database.run(add_record, "person", {"name": name})
        database.run(add_follow_up, {"promised": "Share it", "owner": name, "due": "2026-12-10"})
    return stage


def test_a_persons_tasks_go_to_the_file_they_name(busy, tmp_path, monkeypatch):
    asked = []

    def choose(parent, title, name, kind):
        asked.append(name)
        return tmp_path / name

    monkeypatch.setattr(todo_export, "choose_new_file", choose)
    ask_for_tasks(busy.frame, None, "Gerda Zelfbedacht")
    busy.settle()
    assert asked == ["Gerda Zelfbedacht.ics"]
    [path] = busy.frame.files
    found = icalendar.Calendar.from_ical(Path(path).read_bytes())
    assert [str(each["SUMMARY"]) for each in found.walk("VTODO")] == ["Share it"]
    assert busy.frame.toasts[-1] == "Exported 1 task"


def test_everybody_gets_a_file_in_the_folder(busy, tmp_path, monkeypatch):
    monkeypatch.setattr(todo_export, "choose_folder", lambda parent, title: tmp_path)
    ask_for_all_tasks(busy.frame, None)
    busy.settle()
    names = {each.name for each in tmp_path.glob("*.ics")}
    assert {"Gerda Zelfbedacht.ics", "Hans Verzonnen.ics"} <= names
    assert busy.frame.toasts[-1].startswith("Exported the tasks of")


def test_who_has_nothing_to_do_gets_no_file(busy, tmp_path, monkeypatch):
    busy.frame.jobs.database.run(add_record, "person", {"name": "Ida Leeg"})
    monkeypatch.setattr(todo_export, "choose_new_file", lambda *_asked: tmp_path / "x.ics")
    ask_for_tasks(busy.frame, None, "Ida Leeg")
    busy.settle()
    assert busy.frame.errors == ["There is nothing to do that could be written."]
    assert not (tmp_path / "x.ics").exists()
