"""Exit codes, languages, consoles, and what happens when the program itself is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from townhall import paths
from townhall.log import log_file, stop_log

CHECKOUT = paths.resources().parent


def townhall(*words: object, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a process of its own."""
    return subprocess.run(
        [sys.executable, CHECKOUT / "main.py", *map(str, words)],
        env=os.environ | variables,
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize(
    "words",
    [
        ["lijst"],
        ["list"],
        ["list", "vraag"],
        ["show", "question"],
        ["list", "question", "--state", "klaar"],
        ["list", "question", "--communication", "een"],
        ["export", "pack", "nieuwsbrief", "--out", "x"],
        ["export", "invitation", "1"],
        ["import", "questions"],
        ["--language", "fr", "list", "person"],
        ["--now", "vandaag", "list", "person"],
        ["--now", "2026-11-24T09:00", "list", "person"],
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(run: Any, words: list[str]) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    [line] = ran.err.splitlines()
    assert line.startswith("townhall")
    assert line.endswith(" --help”.")


def test_wrong_usage_in_dutch(run: Any) -> None:
    assert run("--language", "nl", "list", "vraag").err.startswith(
        "townhall list: argument ONDERWERP: 'vraag' kan hier niet (kies uit 'communication', "
    )
    assert run("list", "--language=nl").err == (
        "townhall list: deze argumenten ontbreken: ONDERWERP. Zie ‘townhall list --help’.\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["list"],
        ["list", "question"],
        ["add"],
        ["import", "questions"],
        ["export", "pack"],
        ["export", "invitation"],
        ["demo"],
    ],
)
def test_help_is_there_in_both_languages(run: Any, words: list[str]) -> None:
    english, dutch = run(*words, "--help"), run("--language", "nl", *words, "--help")
    assert (english.code, dutch.code) == (0, 0)
    assert english.out.startswith("usage: townhall")
    assert dutch.out.startswith("gebruik: townhall")
    assert "opties:" in dutch.out
    assert "options:" not in dutch.out.replace("algemene opties:", "")


def test_options_stand_before_or_after_the_command(run: Any, plan: Path) -> None:
    before = run("--plan", plan, "--language", "nl", "list", "person")
    after = run("list", "person", "--plan", plan, "--language", "nl")
    assert before == after
    assert after.out == "Niets gevonden.\n"


def test_the_version(run: Any) -> None:
    assert run("--version").out.startswith("Town Hall 0.")


def test_a_fault_of_the_program_is_one_line_and_logged(
    run: Any, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from townhall.cli import nouns

    def broken(*_arguments: object) -> None:
        raise RuntimeError(" ".join(("geheime", "woorden")))

    monkeypatch.setattr(nouns, "filtered", broken)
    refused = run("list", "person", "--plan", plan).refusal()
    stop_log()
    assert refused == (
        "Something went wrong in Town Hall itself, and the command was stopped. Details are in "
        f"{log_file()}."
    )
    logged = log_file().read_text(encoding="utf-8")
    assert "RuntimeError" in logged
    assert "geheime woorden" not in logged


def test_ctrl_c_stops_in_one_line(run: Any, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from townhall.cli import nouns

    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(nouns, "filtered", interrupted)
    ran = run("list", "person", "--plan", plan)
    assert (ran.code, ran.out, ran.err) == (130, "", "Stopped.\n")


def test_ctrl_c_while_the_program_loads_shows_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from townhall import app
    from townhall.settings import Settings

    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Settings, "load", interrupted)
    monkeypatch.setattr(app, "gc", Mock())
    with pytest.raises(SystemExit) as stopped:
        app.start()
    assert stopped.value.code == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_output_is_utf_8_on_any_console(run: Any, plan: Path, encoding: str) -> None:
    name = "Zoë Пример 例 👩‍⚕️"
    run("add", "person", "--plan", plan, "--json-input", "-", fields={"name": name})
    for words in (["--json"], []):
        ran = townhall("list", "person", "--plan", plan, *words, PYTHONIOENCODING=encoding)
        assert (ran.returncode, ran.stderr) == (0, b"")
        assert name in ran.stdout.decode("utf-8")
    refused = townhall("--plan", "Zoë.townhall", "list", "person", PYTHONIOENCODING=encoding)
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert "Zoë.townhall" in refused.stderr.decode("utf-8")


def test_one_json_value_alone_stands_on_standard_output(sample: Path) -> None:
    ran = townhall("list", "question", "--plan", sample, "--json")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert len(json.loads(ran.stdout)) == 82


@pytest.mark.skipif(os.name == "nt", reason="pipes close otherwise there")
def test_a_reader_that_stops_early_is_no_error(sample: Path) -> None:
    words = ["list", "occurrence", "--from", "2026-11-24", "--to", "2029-11-24", "--plan", sample]
    process = subprocess.Popen(
        [sys.executable, CHECKOUT / "main.py", *words, "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # Unbuffered output would take a half-written text for a whole one.
        env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), errors) == (1, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a full device")
def test_a_full_disk_behind_standard_output_is_told(sample: Path) -> None:
    with open("/dev/full", "wb") as full:
        ran = subprocess.run(
            [sys.executable, CHECKOUT / "main.py", "list", "person", "--plan", sample],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ran.returncode == 1
    assert ran.stderr.decode().startswith("The output could not be written (")
    assert len(ran.stderr.decode().splitlines()) == 1


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
@pytest.mark.parametrize(
    ("command", "code", "out", "err"),
    [
        ("list person >&-", 0, "", ""),
        ("show person 99 >&- 2>&-", 1, "", ""),
        ("show person 99 2>/dev/full", 1, "", ""),
        ("lijst 2>/dev/full", 2, "", ""),
        ("--version >/dev/full", 1, "", "The output could not be written (the disk is full).\n"),
        ("--help | true; exit ${PIPESTATUS[0]}", 1, "", ""),
        (
            "add question --json-input - <&-",
            *(1, "", "standard input is not JSON: there is a mistake in line 1, column 1.\n"),
        ),
    ],
)
def test_streams_that_are_closed_or_full(
    sample: Path, command: str, code: int, out: str, err: str
) -> None:
    program = f"'{sys.executable}' '{CHECKOUT / 'main.py'}' --plan '{sample}'"
    ran = subprocess.run(
        ["bash", "-c", f"{program} {command}"], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (code, out, err)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such home")
def test_a_home_that_cannot_be_used_is_no_fault(sample: Path, tmp_path: Path) -> None:
    home = tmp_path / "geen-map"
    home.write_text("een bestand")
    folders = {name: str(home) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    assert townhall("list", "person", "--plan", sample, HOME=str(home), **folders).returncode == 0
    refused = townhall("new", HOME=str(home), **folders)
    assert (refused.returncode, refused.stdout) == (1, b"")
    [line] = refused.stderr.decode().splitlines()
    assert line == f"There is no folder {home}/TownHall. Make it first."


def test_a_command_needs_no_qt_and_few_modules(sample: Path) -> None:
    """A short command is not kept waiting for packages it does not use."""
    script = (
        "import sys; from townhall.app import main; main(sys.argv[1:]);"
        "sys.stderr.write(' '.join(sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, "list", "communication", "--plan", sample],
        cwd=CHECKOUT,
        capture_output=True,
        check=True,
    )
    loaded = set(ran.stderr.decode().split())
    heavy = {
        *("PySide6", "icalendar", "docx", "lxml", "openpyxl", "dateutil", "alembic", "holidays"),
        *("babel", "filelock", "rapidfuzz", "pypdf", "townhall.storage.unit_of_work"),
    }
    assert loaded & heavy == set()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others have a display")
def test_without_a_display_the_window_is_refused_in_one_line() -> None:
    display = {"QT_QPA_PLATFORM": "", "DISPLAY": "", "WAYLAND_DISPLAY": "", "LC_ALL": "C.UTF-8"}
    ran = townhall(**display)
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert ran.stderr.decode() == (
        "There is no display to show the window on. Start Town Hall from a desktop session.\n"
    )
