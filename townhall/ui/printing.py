"""A document on paper: asks for a printer, and paints its pages as they are laid out."""

from collections.abc import Callable

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from townhall.domain.errors import Cancelled, CannotWrite
from townhall.formats.pdf import paint_page
from townhall.formats.pdf_layout import Pages
from townhall.language import _
from townhall.ui.job import Progress

_POINTS = 72.0


def has_printer() -> bool:
    """Whether the computer knows any printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def new_printer(name: str) -> QPrinter:
    """A printer for whole A4 pages without margins of its own; `name` is the job's."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setCreator("Town Hall")
    printer.setFullPage(True)
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()
        )
    )
    return printer


def ask_printer(
    parent: QWidget, printer: QPrinter, pages: int, accepted: Callable[[], object]
) -> QPrintDialog:
    """Let the user choose printer, pages and copies; the dialog and `printer` are to be kept."""
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print"))
    dialog.setMinMax(1, pages)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.accepted.connect(accepted)
    # QDialog.open is hidden by one that wants a slot by name.
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.show()
    return dialog


def print_pages(
    printer: QPrinter, pages: Pages, *, progress: Progress, stop: Callable[[], bool]
) -> int:
    """Paint the chosen pages on `printer`; returns how many. May run in any thread.

    Raises CannotWrite when the printer does not start; nothing is printed after Cancel.
    """
    chosen = _chosen(printer, len(pages))
    painter = QPainter()
    if not painter.begin(printer):
        raise CannotWrite(
            _("{printer} does not answer. Check that it is on, or choose another one.").format(
                printer=printer.printerName() or _("The printer")
            )
        )
    try:
        scale = printer.resolution() / _POINTS
        painter.scale(scale, scale)
        for number, index in enumerate(chosen):
            if stop():
                printer.abort()
                raise Cancelled(_("Stopped."))
            if number:
                printer.newPage()
            paint_page(painter, pages, index)
            progress(number + 1, len(chosen))
    finally:
        painter.end()
    return len(chosen)


def _chosen(printer: QPrinter, count: int) -> list[int]:
    """The pages to print, from 0, in the order of the printer."""
    first, last = printer.fromPage() or 1, printer.toPage() or count
    shown = [index for index in range(count) if first <= index + 1 <= last]
    return shown[::-1] if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst else shown
