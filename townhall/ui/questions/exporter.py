"""Writing questions to a file the user names, off the window's thread."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from townhall.language import _, ngettext
from townhall.services.exporting import export_questions
from townhall.services.queries.questions import QuestionFilter
from townhall.ui.screen import Frame


class Exporter:
    """Asks where to, writes, and offers to open what was written."""

    def __init__(self, frame: Frame, owner: QWidget) -> None:
        self._frame, self._owner = frame, owner

    def ask(self, filtered: QuestionFilter) -> None:
        """Ask for a file and write the questions of `filtered` to it."""
        kinds = {
            _("Excel workbook (*.xlsx)"): "xlsx",
            _("Comma-separated values (*.csv)"): "csv",
            _("JSON (*.json)"): "json",
        }
        dialog = QFileDialog(self._owner, _("Export questions"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(kinds))
        dialog.setDefaultSuffix("xlsx")
        dialog.filterSelected.connect(lambda words: dialog.setDefaultSuffix(kinds[words]))
        dialog.selectFile(_("Questions"))
        dialog.fileSelected.connect(lambda path: self.write(Path(path), filtered))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

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
