"""The packages the program stands on, with their versions and licences as they say themselves."""

from __future__ import annotations

from importlib import metadata
from typing import NamedTuple

_PACKAGES = (
    *("PySide6-Essentials", "SQLAlchemy", "alembic", "icalendar", "python-docx", "lxml"),
    *("python-dateutil", "tzdata", "holidays", "platformdirs", "filelock", "openpyxl"),
    *("defusedxml", "charset-normalizer", "rapidfuzz", "Babel", "pypdf", "fontpkg-inter"),
)
_CLASSIFIER = "License :: OSI Approved :: "
_LONGEST = 60


class Licence(NamedTuple):
    """One package: its name, version and licence; the licence is empty where it names none."""

    package: str
    version: str
    licence: str


def licences() -> list[Licence]:
    """All packages that are installed, in the order of their names."""
    found = []
    for name in sorted(_PACKAGES, key=str.casefold):
        try:
            about = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        found.append(Licence(about["Name"], about["Version"], _licence(about)))
    return found


def _licence(about: metadata.PackageMetadata) -> str:
    named = [
        line.removeprefix(_CLASSIFIER)
        for line in about.get_all("Classifier") or []
        if line.startswith(_CLASSIFIER)
    ]
    for name in ("License-Expression", "License"):
        text = next(iter(about.get_all(name) or []), "")
        # Some packages put the whole text of their licence there.
        if text and "\n" not in text and len(text) <= _LONGEST and text != "Dual License":
            return str(text)
    return " / ".join(named)
