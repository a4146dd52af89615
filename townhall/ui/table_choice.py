"""Asking where a table is written to, as a workbook, delimited text or JSON."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from townhall.language import _


def ask_for_table(
    owner: QWidget, title: str, name: str, chosen: Callable[[Path], object]
) -> QFileDialog:
    """Ask for a file called `name` at first; `chosen` gets its path, with the kind's suffix."""
    kinds = {
        _("Excel workbook (*.xlsx)"): "xlsx",
        _("Comma-separated values (*.csv)"): "csv",
        _("JSON (*.json)"): "json",
    }
    dialog = QFileDialog(owner, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(kinds))
    dialog.setDefaultSuffix("xlsx")
    dialog.filterSelected.connect(lambda words: dialog.setDefaultSuffix(kinds[words]))
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
