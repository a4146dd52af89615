"""Writing questions to a file the user names, off the window's thread."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from townhall.domain.errors import InvalidInput, TownHallError
from townhall.language import _, ngettext
from townhall.services.exporting import export_questions, export_to_share
from townhall.services.queries.questions import QuestionFilter
from townhall.ui.personal_data import PersonalDataToDecide
from townhall.ui.screen import Frame
from townhall.ui.table_choice import ask_for_table


class Exporter:
    """Asks where to, writes, and offers to open what was written."""

    def __init__(self, frame: Frame, owner: QWidget) -> None:
        self._frame, self._owner = frame, owner

    def ask(self, filtered: QuestionFilter) -> None:
        """Ask for a file and write the questions of `filtered` to it."""
        ask_for_table(
            self._owner,
            _("Export questions"),
            _("Questions"),
            lambda path: self.write(path, filtered),
        )

    def ask_to_share(self, filtered: QuestionFilter) -> None:
        """Ask for a file and write to it what others may see of the questions of `filtered`."""
        ask_for_table(
            self._owner,
            _("Export what others may see"),
            _("Questions"),
            lambda path: self.write_to_share(path, filtered),
        )

    def write_to_share(self, path: Path, filtered: QuestionFilter) -> None:
        """Write what others may see; refused as long as something is to be decided first."""
        self._frame.jobs.read(
            export_to_share,
            path,
            filtered,
            clock=self._frame.clock,
            done=lambda shared: self._on_written(path, shared.questions),
            failed=self._on_refused,
        )

    def _on_refused(self, error: TownHallError) -> None:
        decide = (
            _("Decide one by one how they are shown"),
            lambda: self._frame.go("questions", PersonalDataToDecide("question", 0)),
        )
        undecided = isinstance(error, InvalidInput) and error.field == "publication"
        self._frame.show_error(error, decide if undecided else None)

    def write(self, path: Path, filtered: QuestionFilter) -> None:
        """Write the questions of `filtered` to `path`, in the format of its suffix."""
        self._frame.jobs.read(
            export_questions,
            path,
            filtered,
            clock=self._frame.clock,
            done=lambda count: self._on_written(path, count),
        )

    def _on_written(self, path: Path, count: int) -> None:
        words = ngettext("Exported {n} question", "Exported {n} questions", count)
        self._frame.toast_file(words.format(n=count), str(path))
