"""Answers that are dropped or pasted: files, folders, or the text of a calendar file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

_SUFFIXES = (".ics", ".eml", ".ical")


def dropped_files(data: QMimeData) -> list[Path]:
    """The files and folders that are dragged or on the clipboard."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def answer_files(data: QMimeData) -> list[Path]:
    """Those that may hold an answer by their name: calendar files, mails, folders."""
    return [
        path for path in dropped_files(data) if path.suffix.lower() in _SUFFIXES or path.is_dir()
    ]


def calendar_text(data: QMimeData) -> str:
    """The text of a calendar file, or ""."""
    if data.hasFormat("text/calendar"):
        return bytes(data.data("text/calendar").data()).decode("utf-8", "replace")
    return data.text() if "BEGIN:VCALENDAR" in data.text().upper() else ""
