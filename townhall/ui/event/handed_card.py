"""The files that were just handed over: to open, to drag out, to copy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.language import _, ngettext
from townhall.services.hand_over import HandedFile, Way
from townhall.ui.event import due_words, words
from townhall.ui.event.card_parts import clear
from townhall.ui.event.file_tile import FileTile, copy_files
from townhall.ui.icons import icon
from townhall.ui.screen import Frame
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.flow import FlowLayout
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.menu import Menu
from townhall.ui.widgets.paint import SMALL

_OPENED_AT_ONCE = 10
"""So many drafts at most are opened by one press; more would bury the screen."""


class HandedCard(Card):
    """Shows files on disk. Each opens by a press, is dragged as a real file, copied by Ctrl+C."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self.files: Sequence[HandedFile] = ()
        self.tiles: list[FileTile] = []
        self.head = SectionHead(_("Ready"))
        self.note = Paragraph("", SMALL, "text2", selectable=False)
        self.open_all = Button("", icon="mail")
        self.copy_all = Button(_("Copy files"), icon="copy")
        self.show_folder = Button(_("Show in folder"), icon="folder-open")
        self.links = Button(_("Write without a draft"), "link")
        self._tiles = QVBoxLayout()
        self._tiles.setSpacing(6)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 0, 16, 14)
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addLayout(self._tiles)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (self.open_all, self.copy_all, self.show_folder, self.links):
            flow.addWidget(button)
        column.addWidget(buttons)
        self.add(self.head)
        self.add(body)
        self.open_all.clicked.connect(self.open_drafts)
        self.copy_all.clicked.connect(self.copy)
        self.show_folder.clicked.connect(self._on_folder)
        self.links.clicked.connect(self._on_links)

    @property
    def paths(self) -> list[Path]:
        """The files on disk, each once."""
        return [Path(each) for each in dict.fromkeys(file.file for file in self.files)]

    def show_files(self, files: Sequence[HandedFile], way: Way) -> None:
        """Show others; none hides the card."""
        self.files = files
        clear(self._tiles)
        self.tiles = []
        self.setVisible(bool(files))
        if not files:
            return
        for path in self.paths:
            tile = FileTile(path, self._about(path, way))
            tile.clicked.connect(lambda _down=False, path=path: self._open(path))
            self.tiles.append(tile)
            self._tiles.addWidget(tile)
        count = len(self.paths)
        self.head.set_title(_("Ready"), ngettext("{n} file", "{n} files", count).format(n=count))
        is_mail = way is Way.MAIL
        self.note.setText(
            _("A draft opens in the mail program, addressed and complete; you press Send there.")
            if is_mail
            else _("Drag a file into an e-mail, or copy it and paste it there.")
        )
        self.open_all.setVisible(is_mail)
        self.links.setVisible(is_mail)
        first = min(count, _OPENED_AT_ONCE)
        self.open_all.setText(ngettext("Open {n} draft", "Open {n} drafts", first).format(n=first))

    def open_drafts(self) -> None:
        """Open the drafts in the mail program, ten at most."""
        for path in self.paths[:_OPENED_AT_ONCE]:
            if not self._open(path):
                return

    def copy(self) -> None:
        """Put all files on the clipboard."""
        copy_files(self.paths)
        count = len(self.paths)
        self._frame.toast(
            ngettext(
                "{n} file is on the clipboard", "{n} files are on the clipboard", count
            ).format(n=count)
        )

    def write(self, file: HandedFile) -> None:
        """Begin a mail by a link, for a mail program that opens no drafts."""
        link = file.link
        if link is None:
            return
        if link.left_out or link.shortened:
            QGuiApplication.clipboard().setText("; ".join(file.recipients))
            self._frame.toast(_("A link holds only so much. All addresses are on the clipboard."))
        if not QDesktopServices.openUrl(QUrl(link.url)):
            self._frame.show_error(_("No mail program answers on this computer."))

    def _about(self, path: Path, way: Way) -> str:
        own = [file for file in self.files if file.file == str(path)]
        if way is Way.ZIP:
            entries = len({file.entry for file in own})
            return ngettext("{n} calendar file", "{n} calendar files", entries).format(n=entries)
        people = words.people(len({email for file in own for email in file.recipients}))
        if way is Way.MAIL:
            why = due_words.why_text(own[0].why, own[0].changed)
            return f"{due_words.group_word(own[0].group)}, {people}. {why}"
        return f"{words.method_word(own[0].method)} v{own[0].version_number}, {people}"

    def _open(self, path: Path) -> bool:
        opened = QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        if not opened:
            self._frame.show_error(
                _("No program on this computer opens {path}.").format(path=path.name),
                (_("Show in folder"), self._on_folder),
            )
        return opened

    def _on_folder(self) -> None:
        folder = self.paths[0].parent
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._frame.show_error(
                _("No program on this computer opens {path}.").format(path=folder)
            )

    def _on_links(self) -> None:
        if len(self.files) == 1:
            self.write(self.files[0])
            return
        menu = Menu(self, name=_("Write without a draft"))
        for file in self.files:
            text = f"{Path(file.file).stem}, {words.people(len(file.recipients))}"
            menu.addAction(icon("mail"), text, lambda file=file: self.write(file))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.links.mapToGlobal(self.links.rect().bottomLeft()))
