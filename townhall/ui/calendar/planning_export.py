"""Writing the planning to a spreadsheet the user names, off the window's thread."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from townhall.language import _, ngettext
from townhall.services.planning_exports import export_communications
from townhall.ui.screen import Frame
from townhall.ui.table_choice import ask_for_table


def ask_to_export(frame: Frame, owner: QWidget) -> None:
    """Ask for a file and write the planning of this year and the next to it."""
    ask_for_table(
        owner, _("Export the planning"), _("Planning"), lambda path: write_planning(frame, path)
    )


def write_planning(frame: Frame, path: Path) -> None:
    """Write the planning to `path`, in the format of its suffix, and offer to open it."""

    def tell(count: int) -> None:
        words = ngettext("Exported {n} date", "Exported {n} dates", count)
        frame.toast_file(words.format(n=count), str(path))

    frame.jobs.read(export_communications, path, clock=frame.clock, done=tell)
