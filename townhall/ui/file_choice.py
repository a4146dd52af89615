"""Asking where files go: the system's own dialogs, starting where the user left off."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


def choose_folder(parent: QWidget, title: str, start: str = "") -> Path | None:
    """A folder the user chooses; None when they do not. `start` is shown first."""
    chosen = QFileDialog.getExistingDirectory(parent, title, start or _documents())
    return Path(chosen) if chosen else None


def choose_file(parent: QWidget, title: str, kinds: str, start: str = "") -> Path | None:
    """A file to read; `kinds` are Qt's filters parted by ";;", `start` the folder shown first."""
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, start or _documents(), kinds)
    return Path(chosen) if chosen else None


def choose_new_file(parent: QWidget, title: str, name: str, kind: str) -> Path | None:
    """A file to write, called `name` at first; `kind` as in "Calendar (*.ics)"."""
    start = str(Path(_documents()) / name)
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, start, kind)
    return Path(chosen) if chosen else None


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
