"""export todo: task lists from the command line."""

from pathlib import Path
from typing import Any

import icalendar


def test_a_task_list_is_written_for_an_owner_and_for_everybody(
    run: Any, sample: Path, tmp_path: Path
) -> None:
    out = tmp_path / "bram.ics"
    words = ("export", "todo", "--plan", sample, "--out")
    [found] = run(*words, out, "--owner", "Bram Proefman", "--json").json
    assert (found["file"], found["owner"]) == (str(out), "Bram Proefman")
    todos = icalendar.Calendar.from_ical(out.read_bytes()).walk("VTODO")
    assert len(todos) == found["items"]
    assert found["open"] == sum(str(each["STATUS"]) != "COMPLETED" for each in todos)
    assert all(each["DTSTART"].dt < each["DUE"].dt for each in todos if "DUE" in each)
    every = run(*words, tmp_path / "all.ics").out
    assert "all.ics" in every
    folder = tmp_path / "each"
    folder.mkdir()
    files = run(*words, folder, "--json").json
    assert len(files) == len(list(folder.glob("*.ics"))) > 3


def test_an_unknown_owner_is_refused(run: Any, sample: Path, tmp_path: Path) -> None:
    words = ("export", "todo", "--plan", sample, "--out", tmp_path / "x.ics")
    assert "Nobody" in run(*words, "--owner", "Nobody").refusal()
    assert not (tmp_path / "x.ics").exists()
