"""Ways out of the time finder: the proposals with their reasons on paper, and as PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from townhall.domain.blocks import Document
from townhall.domain.file_names import safe_file_name
from townhall.domain.times_document import times_document
from townhall.language import _
from townhall.ui import printing
from townhall.ui.file_choice import choose_new_file

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    from townhall.formats.pdf_layout import Pages
    from townhall.ui.time_finder.page import TimeFinderPage


class TimeExports(QObject):
    """Prints and saves what `page` proposes now."""

    def __init__(self, page: TimeFinderPage) -> None:
        super().__init__(page)
        self._page = page
        # Qt prints into thin air, or crashes, when the last reference to a printer goes.
        self._printer: QPrinter | None = None
        self._dialog: QPrintDialog | None = None

    def document(self) -> Document | None:
        """The proposals as they are shown; None before there are any to show."""
        search, shown = self._page.search, self._page.shown
        if search is None or shown is None:
            return None
        now = self._page.frame.clock.now_utc()
        return times_document(search.title, shown.found, shown.conditions, search.today, now)

    def save(self) -> None:
        """Ask where the proposals go, and write them there as PDF."""
        document = self.document()
        if document is None:
            return
        name = safe_file_name(self._page.title(), ".pdf")
        kind = f"{_('PDF document')} (*.pdf)"
        path = choose_new_file(self._page, _("Save as PDF"), name, kind)
        if path is None:
            return
        frame = self._page.frame
        frame.jobs.work(
            _write,
            document,
            path,
            title=_("Making {name}").format(name=path.name),
            done=lambda _value: frame.toast_file(
                _("{name} is saved").format(name=path.name), str(path)
            ),
        )

    def print(self) -> None:
        """Ask for a printer and print the proposals."""
        document = self.document()
        if document is None:
            return
        if not printing.has_printer():
            self._page.frame.show_error(
                _("This computer has no printer. Save the times as PDF and print them elsewhere."),
                (_("Save as PDF"), self.save),
            )
            return
        self._page.frame.jobs.work(
            _laid_out,
            document,
            title=_("Printing {name}").format(name=self._page.title()),
            done=self._ask_printer,
        )

    def _ask_printer(self, pages: Pages) -> None:
        self._printer = printing.new_printer(pages.document.full_title)
        self._dialog = printing.ask_printer(
            self._page, self._printer, len(pages), lambda: self._print(pages)
        )

    def _print(self, pages: Pages) -> None:
        frame, name = self._page.frame, self._page.title()
        frame.jobs.work(
            printing.print_pages,
            self._printer,
            pages,
            title=_("Printing {name}").format(name=name),
            done=lambda _number: frame.toast(_("{name} is sent to the printer").format(name=name)),
        )


def _laid_out(document: Document, *, progress: object, stop: Callable[[], bool]) -> Pages:
    from townhall.formats.pdf import layout

    return layout(document)


def _write(document: Document, path: Path, *, progress: object, stop: Callable[[], bool]) -> None:
    """Write `document` to `path`, whole or not at all. Raises CannotWrite."""
    from townhall.formats.files import write_atomically
    from townhall.formats.pdf import to_pdf

    write_atomically(path, to_pdf(document))
