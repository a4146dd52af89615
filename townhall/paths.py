"""Where files live: the program's resources and the user's data."""

import contextlib
import os
from functools import cache
from pathlib import Path

import platformdirs

PLAN_SUFFIX = ".townhall"
_APP = "TownHall"


@cache
def resources() -> Path:
    """Folder of what is not code; inside the installed package, else beside it in a checkout.

    The checkout comes first: an editable install can leave a stale copy in site-packages.
    """
    package = Path(__file__).resolve().parent
    checkout = package.parent / "resources"
    return checkout if (package.parent / "pyproject.toml").exists() else package / "resources"


def data_folder() -> Path:
    """The user's own folder for plans; made when missing, where that can be."""
    return _made(platformdirs.user_data_dir(_APP, appauthor=False))


def config_folder() -> Path:
    """The user's own folder for settings of this computer; made when missing, where that can be."""
    return _made(platformdirs.user_config_dir(_APP, appauthor=False))


def log_folder() -> Path:
    """The user's own folder for the log; made when missing, where that can be."""
    return _made(platformdirs.user_log_dir(_APP, appauthor=False))


def absolute(plan: str) -> str:
    """`plan`, a path or a database's address, as it is known in every folder."""
    return plan if "://" in plan else os.path.abspath(plan)


def _made(name: str) -> Path:
    folder = Path(name)
    # Who needs the folder meets the reason when writing into it.
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def default_plan() -> Path:
    """The plan that is used when none was named and none was opened before."""
    return data_folder() / f"plan{PLAN_SUFFIX}"
