"""Answers to an invitation that are dropped or pasted on the page of its date."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication

from townhall.language import _
from townhall.ui.actions import Action
from townhall.ui.pages import open_replies
from townhall.ui.reply_drop import answer_files, calendar_text

if TYPE_CHECKING:
    from townhall.ui.event.page import EventPage


class Answers(QObject):
    """Takes calendar files, mails and folders that are dropped on `page`, and text from Ctrl+V."""

    def __init__(self, page: EventPage) -> None:
        super().__init__(page)
        self._page = page
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def open(self, files: Sequence[Path] = (), text: str = "") -> None:
        """Show the answers about the date, and read some at once."""
        detail = self._page.detail
        if detail is not None:
            open_replies(self._page.frame, detail.key, files=files, text=text)

    def paste(self) -> None:
        """Read the answers on the clipboard."""
        data = QGuiApplication.clipboard().mimeData()
        files, text = answer_files(data), calendar_text(data)
        if files or text:
            self.open(files, text)
        else:
            self._page.frame.show_error(_("There is no answer on the clipboard to paste."))

    def commands(self) -> list[Action]:
        """What can be done, for keys and the palette."""
        return [
            Action("event.answers", _("Show all answers"), self.open, "A", "mail"),
            Action(
                "event.paste-answer", _("Paste an answer"), self.paste, "Ctrl+V", "copy", "edit"
            ),
        ]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is dropped when it may be an answer."""
        if isinstance(event, QDropEvent):
            files = answer_files(event.mimeData())
            if files and isinstance(event, QDragEnterEvent):
                event.acceptProposedAction()
                return True
            if files and event.type() is QEvent.Type.Drop:
                event.acceptProposedAction()
                self.open(files)
                return True
        return super().eventFilter(watched, event)
