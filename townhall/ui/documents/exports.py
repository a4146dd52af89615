"""Ways out of the documents screen: Word, PDF, paper, and the template that shapes Word files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from townhall.domain.blocks import Document
from townhall.domain.errors import TownHallError
from townhall.language import _
from townhall.services.issued_packs import note_pack
from townhall.services.packs import pack_document
from townhall.ui import printing
from townhall.ui.documents import making
from townhall.ui.documents.words import proposed_name
from townhall.ui.pack_names import pack_name

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    from townhall.ui.documents.screen import DocumentsScreen


class Exports(QObject):
    """Makes files and paper of the pack that `screen` shows, always of the plan as it is now.

    `folder` is where the last file went; "" before the first.
    """

    def __init__(self, screen: DocumentsScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self.folder = ""
        self._written: tuple[Any, ...] = ()
        # Qt prints into thin air, or crashes, when the last reference to a printer goes.
        self._printer: QPrinter | None = None
        self._dialog: QPrintDialog | None = None

    def make(self, kind: str) -> None:
        """Show the pack of `kind` and save it as Word."""
        self._screen.show_pack(kind)
        self.save("docx")

    def save(self, suffix: str) -> None:
        """Make the pack, ask where it goes, and write it there as "docx" or "pdf"."""
        self._compose(lambda document: self._ask_and_write(document, suffix))

    def print(self) -> None:
        """Ask for a printer and print the pages of the preview."""
        screen, pages = self._screen, self._screen.preview.pages
        if pages is None:
            return
        if not printing.has_printer():
            screen.frame.show_error(
                _("This computer has no printer. Save the pack as PDF and print it elsewhere."),
                (_("Save as PDF"), lambda: self.save("pdf")),
            )
            return
        self._printer = printing.new_printer(pages.document.full_title)
        self._dialog = printing.ask_printer(screen, self._printer, len(pages), self._on_printer)

    def open(self, path: str) -> None:
        """Open a finished file in its own program."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(path))

    def choose_template(self) -> None:
        """Ask for a Word template and take it, or say why it cannot be one."""
        screen = self._screen
        current = screen.panel.options.options.template
        path = making.ask_template(screen, str(current.parent) if current else self.folder)
        if path is None:
            return
        screen.frame.jobs.work(
            making.check_template,
            path,
            title=_("Reading the template"),
            done=screen.panel.options.set_template,
            failed=lambda error: screen.panel.options.refuse_template(str(error)),
        )

    def _compose(self, done: Callable[[Document], object]) -> None:
        arguments, named = self._screen.document_arguments()
        self._written = arguments
        self._screen.frame.jobs.read(
            pack_document,
            *arguments,
            **named,
            done=done,
            channel="documents.export",
        )

    def _ask_and_write(self, document: Document, suffix: str) -> None:
        screen = self._screen
        start = screen.pack.row.start if screen.pack is not None else document.created_utc
        path = making.ask_save_path(screen, self.folder, proposed_name(document, start, suffix))
        if path is None:
            return
        self.folder = str(path.parent)
        about = self._written
        screen.frame.jobs.work(
            making.write_pack,
            document,
            path,
            screen.panel.options.options.template,
            title=_("Making {name}").format(name=path.name),
            done=lambda written: self._on_written(written, about),
            failed=self._on_refused,
        )

    def _on_written(self, path: Path, about: tuple[Any, ...]) -> None:
        screen = self._screen
        screen.frame.jobs.change(note_pack, *about, path, said="")
        screen.panel.foot.show_file(path)
        screen.frame.toast_file(_("{name} is saved").format(name=path.name), str(path))

    def _on_refused(self, error: TownHallError) -> None:
        self._screen.frame.show_error(error)

    def _on_printer(self) -> None:
        screen, pages, printer = self._screen, self._screen.preview.pages, self._printer
        if pages is None or printer is None:
            return
        name = pack_name(screen.kind)
        screen.frame.jobs.work(
            printing.print_pages,
            printer,
            pages,
            title=_("Printing {name}").format(name=name),
            done=lambda _number: screen.frame.toast(
                _("{name} is sent to the printer").format(name=name)
            ),
        )
