"""The foot of a pack's options: make Word, PDF or paper of it, and take the finished file along."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QDrag, QGuiApplication, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from townhall.language import _
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.rows import Row
from townhall.ui.widgets.themed import Themed


class FileRow(Row):
    """A finished file: drag it into a mail, copy it with its button, click to open it."""

    copied = Signal()

    def __init__(self, path: Path) -> None:
        copy = Button(kind="ghost", icon="copy", tip=_("Copy the file, to paste it into an e-mail"))
        copy.clicked.connect(self._on_copy)
        where = _("In {folder}. Drag it into an e-mail.").format(
            folder=path.parent.name or path.parent
        )
        icon = "pdf" if path.suffix == ".pdf" else "word"
        super().__init__(path.name, where, icon=icon, trailing=[copy], pad=20, line=False)
        self.path = path
        self._pressed: QPoint | None = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip(str(path))

    def data(self) -> QMimeData:
        """The file as other programs take it in."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(self.path))])
        return data

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        start = self._pressed
        held = event.buttons() & Qt.MouseButton.LeftButton
        moved = (event.position().toPoint() - start).manhattanLength() if start else 0
        if not held or moved < QApplication.startDragDistance():
            super().mouseMoveEvent(event)
            return
        self._pressed = None
        self.setDown(False)
        drag = QDrag(self)
        drag.setMimeData(self.data())
        drag.exec(Qt.DropAction.CopyAction)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setMimeData(self.data())
        self.copied.emit()


class ExportFoot(Themed, QWidget):
    """`save_wanted(suffix)`, `print_wanted`, `open_wanted(path)` and `copied(path)`."""

    save_wanted = Signal(str)
    print_wanted = Signal()
    open_wanted = Signal(str)
    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: FileRow | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 1, 0, 0)
        self._column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(8)
        self.word = Button(
            _("Save as Word"), "primary", icon="word", tip=_("Save as Word (Ctrl+S)")
        )
        self.pdf = Button("PDF", icon="pdf", tip=_("Save as PDF"))
        self.paper = Button(icon="printer", tip=_("Print (Ctrl+P)"))
        self.word.clicked.connect(lambda: self.save_wanted.emit("docx"))
        self.pdf.clicked.connect(lambda: self.save_wanted.emit("pdf"))
        self.paper.clicked.connect(self.print_wanted)
        for button in (self.word, self.pdf, self.paper):
            row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)

    @property
    def file(self) -> FileRow | None:
        """The row of the finished file, if one shows."""
        return self._file

    def show_file(self, path: Path | None) -> None:
        """Show the finished file, None for no file."""
        if self._file is not None:
            self._file.hide()
            self._file.deleteLater()
            self._file = None
        if path is not None:
            made = FileRow(path)
            made.clicked.connect(lambda: self.open_wanted.emit(str(path)))
            made.copied.connect(lambda: self.copied.emit(str(path)))
            self._column.insertWidget(0, made)
            self._file = made

    def set_ready(self, *, ready: bool) -> None:
        """Whether there is a pack to make a file of."""
        for button in (self.word, self.pdf, self.paper):
            button.setEnabled(ready)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        try:
            painter.fillRect(event.rect(), tokens.surface)
            painter.fillRect(0, 0, self.width(), 1, tokens.border)
        finally:
            painter.end()
