"""What all tests share: a frozen clock, plans on disk, and a window without a screen."""

import gc
import os
import re
import shutil
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from xdist.scheduler import LoadScopeScheduling

from townhall import language
from townhall.domain.clock import Clock, fixed_clock
from townhall.storage.database import Database
from townhall.ui.garbage import search_when_due

NOW = "2026-11-24T09:00+01:00"
"""Tuesday of ISO week 48; every test lives at this moment."""


_WALKED = re.compile(
    r"tests/(?:screens/test_screens|ui/test_no_clipping|ui/test_accessibility)\.py::.*\b(en|nl)]"
)
"""Tests that look at every screen in one language."""


class _Sharing(LoadScopeScheduling):
    """Lets tests share a process where they share what takes long to make.

    Those of one file do, and those that walk over all screens in one language. Marks of groups are
    no way to say so: pytest 9 names tests by an object, and the mark does not reach the name.
    """

    def _split_scope(self, nodeid: str) -> str:
        walked = _WALKED.fullmatch(nodeid)
        return f"screens {walked[1]}" if walked else nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Spread the tests over processes."""
    return _Sharing(config, log)


def pytest_configure() -> None:
    """Search for garbage between tests alone, as the window does between events."""
    gc.disable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """A test is over with all it made; see `GarbageSearch` for what could go wrong before."""
    done = yield
    search_when_due()
    return done


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the user's own settings, plans or log."""
    home = tmp_path / "home"
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    if sys.platform == "win32":
        monkeypatch.setenv("LOCALAPPDATA", str(home))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Every test starts in English, and leaves it so."""
    language.set_language("en")
    yield
    language.set_language("en")


@pytest.fixture(autouse=True, scope="session")
def _application(qapp: object) -> None:
    """One application with widgets: the PDF format alone would make one without."""


@pytest.fixture
def clock() -> Clock:
    """The frozen clock."""
    return fixed_clock(NOW)


@pytest.fixture(scope="session")
def empty_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new plan, closed; copying it takes a tenth of the time of making one."""
    path = tmp_path_factory.mktemp("plan") / "empty.townhall"
    Database.create(path, fixed_clock(NOW)).close()
    return path


@pytest.fixture
def database(empty_plan: Path, tmp_path: Path, clock: Clock) -> Iterator[Database]:
    """A new, empty plan in a real file."""
    path = shutil.copyfile(empty_plan, tmp_path / "test.townhall")
    with Database.open(path, clock) as opened:
        yield opened
