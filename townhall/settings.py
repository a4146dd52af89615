"""Settings of this computer: one small JSON file that survives damage and newer versions."""

from __future__ import annotations

import contextlib
import json
import locale
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from townhall import paths

RECENT_PLANS = 8


def _one_of(*choices: str) -> Callable[[object], bool]:
    return lambda value: value in choices


def _text(value: object) -> bool:
    return isinstance(value, str)


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _percent(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 90 <= value <= 130


_VALID: dict[str, Callable[[object], bool]] = {
    "language": _one_of("nl", "en", "system"),
    "theme": _one_of("light", "dark", "system"),
    "density": _one_of("comfortable", "compact"),
    "text_percent": _percent,
    "user_name": _text,
    "last_plan": _text,
    "recent_plans": _texts,
    "geometry": _text,
    "inspector_open": lambda value: isinstance(value, bool),
    "last_place": _text,
    "place_states": lambda value: isinstance(value, dict),
    "question_mappings": lambda value: isinstance(value, dict),
    "planning_mappings": lambda value: isinstance(value, dict),
}


@dataclass(slots=True)
class Settings:
    """What this computer remembers; change it with `update`.

    `language` and `theme` may be "system". `last_plan` and `recent_plans` are file paths or
    database URLs, newest first. `geometry` is Qt's own, in base64. `last_place` names a screen and
    `place_states` holds what each screen wants to find again, `question_mappings` and
    `planning_mappings` what the columns of imported files mean, by their heads. `text_percent` is
    90 to 130.
    `user_name` signs what this computer changes in a plan.
    """

    path: Path
    language: str = "system"
    theme: str = "system"
    density: str = "comfortable"
    text_percent: int = 100
    user_name: str = ""
    last_plan: str = ""
    recent_plans: list[str] = field(default_factory=list)
    geometry: str = ""
    inspector_open: bool = True
    last_place: str = ""
    place_states: dict[str, Any] = field(default_factory=dict)
    question_mappings: dict[str, Any] = field(default_factory=dict)
    planning_mappings: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path | None = None) -> Settings:
        """Read the settings file, by default this user's; what is missing or wrong is default.

        A file that cannot be read as settings is set aside as `settings.damaged.json`.
        """
        path = path or paths.config_folder() / "settings.json"
        settings = cls(path)
        for name, value in _read(path, set_aside=True).items():
            if name in _VALID and _VALID[name](value):
                setattr(settings, name, value)
        return settings

    def update(self, **values: Any) -> bool:
        """Change settings and write them at once; False when the file cannot be written.

        Only what is named here is changed in the file, so that a second window of the program and
        a newer version of it keep theirs.
        """
        for name, value in values.items():
            if name not in _VALID or not _VALID[name](value):
                raise ValueError(f"{name}={value!r}")
            setattr(self, name, value)
        try:
            _write(self.path, _read(self.path, set_aside=False) | values)
        except OSError:
            return False
        return True

    def remember_plan(self, plan: str) -> bool:
        """Put `plan` first among the recent ones and make it the last one opened."""
        plan = paths.absolute(plan)
        recent = [plan, *(other for other in self.recent_plans if other != plan)]
        return self.update(last_plan=plan, recent_plans=recent[:RECENT_PLANS])

    def forget_plan(self, plan: str) -> bool:
        """Take `plan` off the recent ones, because it is gone."""
        recent = [other for other in self.recent_plans if other != plan]
        last = "" if self.last_plan == plan else self.last_plan
        return self.update(last_plan=last, recent_plans=recent)

    def language_code(self) -> str:
        """The language to speak, "nl" or "en"; that of the computer when not chosen."""
        return system_language() if self.language == "system" else self.language


def system_language() -> str:
    """ "nl" on a Dutch computer, else "en"."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "nl" if os.environ[name].lower().startswith("nl") else "en"
    name = locale.getlocale()[0] or ""
    return "nl" if name.lower().startswith(("nl", "dutch")) else "en"


def _read(path: Path, *, set_aside: bool) -> dict[str, Any]:
    try:
        values = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError):
        values = None
    if isinstance(values, dict):
        return values
    if set_aside:
        with contextlib.suppress(OSError):
            path.replace(path.with_suffix(".damaged.json"))
    return {}


def _write(path: Path, values: dict[str, Any]) -> None:
    import tempfile  # 5 ms that reading the settings need not take

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".settings-", suffix=".json")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(values, file, ensure_ascii=False, indent=1, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
