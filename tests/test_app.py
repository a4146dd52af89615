"""What the arguments start: a command, the window, or both."""

import sys
from pathlib import Path
from typing import Any

import pytest

from townhall import app, qt_check
from townhall.domain.clock import Clock, fixed_clock
from townhall.language import current_language
from townhall.services import demo
from townhall.settings import Settings
from townhall.ui import start

NOW = "2026-11-24T09:00+01:00"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """The windows that were opened: plan, moment of the clock, language."""
    windows: list[tuple[Any, ...]] = []

    def run_window(
        _settings: Settings, plan: str | None, clock: Clock, language: str | None = None
    ) -> int:
        windows.append((plan, clock.fixed_utc, language or current_language()))
        return 0

    monkeypatch.setattr(start, "run_window", run_window)
    monkeypatch.setattr(qt_check, "explain_missing_display", lambda: None)
    monkeypatch.setattr(demo, "PACK_KINDS", ())
    return windows


def test_without_arguments_the_window_opens(
    opened: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["townhall"])
    Settings.load().update(language="nl")
    assert app.main() == 0
    assert opened == [(None, None, "nl")]


def test_the_window_takes_plan_language_and_clock(opened: list[tuple[Any, ...]]) -> None:
    assert app.main(["--plan", "x.townhall", "--language", "nl", "--now", NOW]) == 0
    assert opened == [("x.townhall", fixed_clock(NOW).fixed_utc, "nl")]


def test_the_file_of_a_plan_alone_opens_the_window_on_it(opened: list[tuple[Any, ...]]) -> None:
    assert app.main(["a folder/x.townhall"]) == 0
    assert [plan for plan, _clock, _language in opened] == ["a folder/x.townhall"]


def test_a_command_opens_no_window(opened: list[tuple[Any, ...]], tmp_path: Path) -> None:
    assert app.main(["new", str(tmp_path / "x.townhall")]) == 0
    assert opened == []


def test_the_demo_opens_the_window_on_its_plan(
    opened: list[tuple[Any, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qt_check, "has_display", lambda: True)
    assert app.main(["demo", "--out", str(tmp_path / "demo"), "--now", NOW]) == 0
    [window] = opened
    assert window[0] == str(tmp_path / "demo" / "hospital.townhall")


@pytest.mark.parametrize(("more", "display"), [(["--no-window"], True), ([], False)])
def test_the_demo_opens_no_window_unasked_or_without_a_display(
    opened: list[tuple[Any, ...]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    more: list[str],
    display: bool,
) -> None:
    monkeypatch.setattr(qt_check, "has_display", lambda: display)
    assert app.main(["demo", "--out", str(tmp_path / "demo"), *more]) == 0
    assert opened == []
    assert capsys.readouterr().out.splitlines()[-1] == (
        f"Look around in it with: townhall --plan {tmp_path / 'demo' / 'hospital.townhall'}"
    )


def test_a_demo_that_is_refused_opens_no_window(
    opened: list[tuple[Any, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qt_check, "has_display", lambda: True)
    (tmp_path / "hospital.townhall").write_text("van mij")
    assert app.main(["demo", "--out", str(tmp_path)]) == 1
    assert opened == []


@pytest.mark.parametrize("words", [[], ["--language", "nl"]])
def test_a_qt_that_cannot_be_loaded_is_named_in_one_line(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(qt_check, "explain_missing_display", lambda: None)
    monkeypatch.setitem(sys.modules, "townhall.ui.start", None)
    assert app.main(words) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert "PySide6" in told.err


def test_a_display_that_does_not_answer_is_told_and_the_demo_stays(
    opened: list[tuple[Any, ...]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(qt_check, "has_display", lambda: True)
    monkeypatch.setattr(qt_check, "explain_missing_display", lambda: "Het scherm antwoordt niet.")
    assert app.main(["demo", "--out", str(tmp_path / "demo")]) == 0
    assert opened == []
    assert capsys.readouterr().err == "Het scherm antwoordt niet.\n"
    assert (tmp_path / "demo" / "hospital.townhall").exists()
