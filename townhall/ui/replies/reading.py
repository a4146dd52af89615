"""Where answers come from: files, folders and the clipboard, read off the thread, then judged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from townhall.domain.errors import Cancelled, TownHallError
from townhall.language import _
from townhall.services.replies import read_replies
from townhall.services.reply_files import ReplyFile, read_reply_files, read_reply_text
from townhall.services.reply_reader import ReplyResult
from townhall.ui.reply_drop import calendar_text, dropped_files
from townhall.ui.screen import Frame

_KINDS = ("*.ics", "*.eml", "*.ical", "*.csv", "*.tsv", "*.xlsx", "*.txt")


class Reading(QObject):
    """Reads answers for `page` and tells by `read` of the results; `key`: what lists are about."""

    read = Signal(object)

    def __init__(self, page: QWidget, frame: Frame, key: tuple[int, datetime] | None) -> None:
        super().__init__(page)
        self._page, self._frame, self.key = page, frame, key

    def choose_files(self) -> None:
        """Let the user pick files with answers."""
        dialog = QFileDialog(self._page, _("Choose files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        kinds = " ".join(_KINDS)
        dialog.setNameFilters([f"{_('Files that can be read')} ({kinds})", f"{_('All files')} (*)"])
        dialog.filesSelected.connect(lambda names: self.take_files([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def choose_folder(self) -> None:
        """Let the user pick a folder; all calendar files and mails in it are read."""
        dialog = QFileDialog(self._page, _("Choose a folder…"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(lambda names: self.take_files([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, paths: Sequence[Path], text: str) -> None:
        """Read files, or a text that was pasted; nothing where both are empty."""
        if paths:
            self.take_files(paths)
        elif text:
            self._take_in((read_reply_text(text),))

    def take_files(self, paths: Sequence[Path]) -> None:
        """Read files, and folders with them."""
        self._frame.jobs.work(
            read_reply_files,
            tuple(paths),
            title=_("Reading answers"),
            done=self._take_in,
            failed=self._on_unreadable,
        )

    def paste(self) -> None:
        """Read what is on the clipboard: files, or the text of a calendar file."""
        data = QGuiApplication.clipboard().mimeData()
        files, text = dropped_files(data), calendar_text(data)
        self.take(files, text)
        if not files and not text:
            self._frame.show_error(_("There is no answer on the clipboard to paste."))

    def _on_unreadable(self, error: TownHallError) -> None:
        if not isinstance(error, Cancelled):
            self._frame.show_error(error)

    def _take_in(self, files: tuple[ReplyFile, ...]) -> None:
        if not files:
            self._frame.show_error(_("There is no answer in these files."))
            return
        self._frame.jobs.change(
            read_replies,
            files,
            about=self.key,
            done=self._on_results,
            title=_("Reading answers"),
        )

    def _on_results(self, results: Sequence[ReplyResult]) -> None:
        self.read.emit(results)
