"""Running commands as a user does, in this process, on plans that are real files."""

import io
import json
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from townhall.app import main
from townhall.domain.clock import fixed_clock
from townhall.services.sample import create_sample

NOW = "2026-11-24T09:00+01:00"

TOWN_HALL = {
    "kind": "town-hall",
    "title": "Town hall AI",
    "start": "2026-12-03T10:00",
    "time_zone": "Europe/Amsterdam",
    "duration_minutes": 60,
    "location": "Aula",
    "organizer": {"name": "Team Communicatie", "email": "communicatie@delinde.example"},
    "attendees": [
        {"name": "Anna Voorbeeld", "email": "anna@delinde.example", "role": "host"},
    ],
}


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    def refusal(self) -> str:
        """The one line of a refusal; nothing may stand on standard output."""
        assert (self.code, self.out) == (1, "")
        [line] = self.err.splitlines()
        assert "Traceback" not in line
        return line


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `townhall` with these words; `fields` stand on standard input as JSON."""

    def ran(*words: object, fields: object = None, now: str = NOW) -> Ran:
        text = fields if isinstance(fields, str) else json.dumps(fields)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        code = main(["--now", now, *map(str, words)])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return ran


@pytest.fixture
def plan(tmp_path: Path, run: Run) -> Path:
    """A new, empty plan."""
    path = tmp_path / "test.townhall"
    assert run("new", path).code == 0
    return path


@pytest.fixture(scope="session")
def _sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.townhall"
    return create_sample(path, fixed_clock(NOW))


@pytest.fixture
def sample(_sample: Path, tmp_path: Path) -> Path:
    """The hospital sample, in a file of the test's own."""
    return Path(shutil.copy(_sample, tmp_path / "sample.townhall"))


def contents(plan: Path) -> list[str]:
    """Everything in a plan, as SQL."""
    with closing(sqlite3.connect(plan)) as connection:
        return [
            line for line in connection.iterdump() if not line.startswith('INSERT INTO "search')
        ]
