"""What the import pages share: files are picked or dropped, read off the thread, or refused."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from townhall.domain.errors import TownHallError
from townhall.language import _
from townhall.ui.screen import Frame, Page
from townhall.ui.theme import Tone, theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.notices import Banner, EmptyState
from townhall.ui.widgets.page import Ground
from townhall.ui.widgets.paint import draw_box
from townhall.ui.widgets.themed import Themed


class DropPage(Page):
    """A page on which a file is dropped or picked; `take_files(paths)` is the subclass's part.

    `body` shows once `show_body()` is called; until then the page says what it reads.
    """

    suffixes: tuple[str, ...] = ()

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.setAcceptDrops(True)
        self.banner = Banner("", Tone.BAD)
        self._above = QWidget()
        above = QHBoxLayout(self._above)
        above.setContentsMargins(20, 12, 20, 0)
        above.addWidget(self.banner)
        self._above.hide()
        self.banner.closed.connect(self._above.hide)
        self.choose_button = Button(_("Choose files"), "primary", icon="folder-open")
        self.choose_button.clicked.connect(lambda _checked=False: self.choose_files())
        self.empty = DropArea(
            EmptyState(
                "file-plus",
                self.empty_title(),
                self.empty_text(),
                [self.choose_button, *self.other_choices()],
            )
        )
        self.body = Ground("surface")
        self._stack = QStackedLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._above)
        column.addLayout(self._stack, 1)
        # Not before: what a stack shows without a parent is a window of its own.
        for widget in (self.empty, self.body):
            self._stack.addWidget(widget)

    def empty_title(self) -> str:
        """What to do on an empty page."""
        raise NotImplementedError

    def other_choices(self) -> Sequence[Button]:
        """What else can be read than files, on an empty page."""
        return ()

    def empty_text(self) -> str:
        """Which files are read, and what becomes of them."""
        raise NotImplementedError

    def take_files(self, paths: Sequence[Path]) -> None:
        """Begin to read `paths`."""
        raise NotImplementedError

    def show_body(self) -> None:
        """Show what was read."""
        self.clear_problem()
        self._stack.setCurrentWidget(self.body)

    def show_problem(self, error: TownHallError, tone: Tone = Tone.BAD) -> None:
        """Say on the page why a file cannot be read; what was read before stays."""
        self.banner.tell(str(error), tone)
        self._above.show()

    def show_refusal(self, words: str) -> None:
        """Say why nothing can be taken of a file that was read."""
        self.banner.tell(words, Tone.BAD)
        self._above.show()

    def clear_problem(self) -> None:
        """Say nothing is wrong any more."""
        self._above.hide()

    @property
    def has_body(self) -> bool:
        """Whether a file has been read."""
        return self._stack.currentWidget() is self.body

    def choose_files(self) -> None:
        """Let the user pick files."""
        dialog = QFileDialog(self, _("Choose files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        kinds = " ".join(f"*{suffix}" for suffix in self.suffixes)
        dialog.setNameFilters([f"{_('Files that can be read')} ({kinds})", f"{_('All files')} (*)"])
        dialog.filesSelected.connect(lambda names: self.take_files([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def first_focus(self) -> QWidget:
        return self.choose_button if not self.has_body else self

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, nothing else."""
        if _files(event.mimeData()):
            self.empty.set_lit(lit=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The files go elsewhere."""
        self.empty.set_lit(lit=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped."""
        self.empty.set_lit(lit=False)
        files = _files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.take_files(files)


class DropArea(Themed, QWidget):
    """The empty page, with the outline of where a file can be dropped; lit while one hovers."""

    def __init__(self, inner: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lit = False
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.addWidget(inner)

    def set_lit(self, *, lit: bool) -> None:
        """Show that what hovers would be taken."""
        self._lit = lit
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), tokens.surface)
            box = QRectF(self.rect()).adjusted(20, 20, -20, -20)
            fill = tokens.tint if self._lit else None
            edge = tokens.accent if self._lit else tokens.control
            draw_box(painter, box, 12, fill, edge, dashed=True)
        finally:
            painter.end()


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
