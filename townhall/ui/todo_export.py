"""Writing task lists (.ics) from the window: of one person, or a file for each in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from townhall.domain.file_names import safe_file_name
from townhall.language import _, ngettext
from townhall.ui.file_choice import choose_folder, choose_new_file
from townhall.ui.screen import Frame

if TYPE_CHECKING:
    from townhall.services.todo_exports import TodoFile


def ask_for_tasks(frame: Frame, parent: QWidget, owner: str) -> None:
    """Ask for a file and write what `owner` has to do to it."""
    name = safe_file_name(owner, ".ics")
    path = choose_new_file(parent, _("Export tasks"), name, _("Calendar (*.ics)"))
    if path is not None:
        write_tasks(frame, path, owner)


def ask_for_all_tasks(frame: Frame, parent: QWidget) -> None:
    """Ask for a folder and write a file to it for everybody who has something to do."""
    folder = choose_folder(parent, _("Where do the task lists go?"))
    if folder is not None:
        write_tasks(frame, folder)


def write_tasks(frame: Frame, path: Path, owner: str = "") -> None:
    """Write task lists to `path`, a file or a folder, and offer to open what was written."""
    from townhall.services.todo_exports import export_todo

    def tell(files: Sequence[TodoFile]) -> None:
        number = sum(each.items for each in files)
        words = ngettext("Exported {n} task", "Exported {n} tasks", number).format(n=number)
        if len(files) > 1:
            words = ngettext(
                "Exported the tasks of {n} person", "Exported the tasks of {n} people", len(files)
            ).format(n=len(files))
        frame.toast_file(words, files[0].file)

    frame.jobs.read(export_todo, path, owner, clock=frame.clock, done=tell)
