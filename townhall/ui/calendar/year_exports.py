"""Ways out of the year: on paper, and as PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from townhall.domain.file_names import safe_file_name
from townhall.formats.files import write_atomically
from townhall.language import _, current_language
from townhall.services.queries.year import Year, year
from townhall.ui.file_choice import choose_new_file

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    from townhall.ui.calendar.screen import CalendarScreen


class YearExports(QObject):
    """Prints and saves the twelve months of the year view, with the filters that are set."""

    def __init__(self, screen: CalendarScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        # Qt prints into thin air, or crashes, when the last reference to a printer goes.
        self._printer: QPrinter | None = None
        self._dialog: QPrintDialog | None = None

    def save(self) -> None:
        """Ask where the year goes, and write it there as PDF."""
        self._read(self._ask_and_write)

    def print(self) -> None:
        """Ask for a printer and print the year."""
        self._read(self._ask_printer)

    def _read(self, then: Callable[[Year], object]) -> None:
        screen = self._screen
        screen.frame.jobs.read(
            year,
            *screen.views.year_span(),
            screen.filters.value,
            by=screen.views.lanes,
            today=screen.today,
            language=current_language(),
            run_up=screen.bar.run_up.isChecked(),
            done=then,
            channel="calendar.year-print",
        )

    def _ask_and_write(self, found: Year) -> None:
        from townhall.ui.calendar.year_print import heading, year_pdf

        name = safe_file_name(heading(found), ".pdf")
        path = choose_new_file(self._screen, _("Save year as PDF"), name, _("PDF document (*.pdf)"))
        if path is None:
            return
        # Words are measured in the window's thread alone, and a year takes few milliseconds.
        data, _pages = year_pdf(found, self._screen.today)
        frame = self._screen.frame
        frame.jobs.work(
            _write,
            path,
            data,
            title=_("Saving the year"),
            done=lambda _value: frame.toast_file(
                _("Saved {name}").format(name=path.name), str(path)
            ),
        )

    def _ask_printer(self, found: Year) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

        from townhall.ui.calendar.year_print import heading, landscape

        if not QPrinterInfo.availablePrinterNames():
            self._screen.frame.show_error(
                _("This computer has no printer. Save the year as PDF and print it elsewhere."),
                (_("Save year as PDF"), self.save),
            )
            return
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(heading(found))
        self._printer.setFullPage(True)
        self._printer.setPageLayout(landscape())
        self._dialog = QPrintDialog(self._printer, self._screen)
        self._dialog.setWindowTitle(_("Print"))
        self._dialog.accepted.connect(lambda: self._print(found))
        self._dialog.setWindowModality(Qt.WindowModality.WindowModal)
        self._dialog.show()

    def _print(self, found: Year) -> None:
        from townhall.ui.calendar.year_print import paint_pages

        if self._printer is None:
            return
        paint_pages(self._printer, self._printer.newPage, found, self._screen.today)
        self._printer = None
        self._screen.frame.toast(_("The year is on its way to the printer"))


def _write(path: Path, data: bytes, **_control: object) -> None:
    """A job's work: too short to be stopped on the way."""
    write_atomically(path, data)
