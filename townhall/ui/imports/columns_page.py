"""An import page whose cards stand in two columns: what is read, and what becomes of it."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtGui import QCursor, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from townhall.domain.errors import Cancelled, TownHallError
from townhall.language import _, ngettext
from townhall.ui.imports.drop_page import DropPage
from townhall.ui.imports.file_strip import FileStrip
from townhall.ui.imports.import_controls import ImportControls
from townhall.ui.imports.mapping_card import MappingCard
from townhall.ui.screen import Frame
from townhall.ui.theme import Tone, theme
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.chooser import Chooser
from townhall.ui.widgets.page import ScrollPage
from townhall.ui.widgets.select import Option

SIDE = 344
STACKED_BELOW = 1080
"""Width in pixels under which the cards stand below each other."""


class Draft(Protocol):
    """An import while it is being prepared."""

    def set_field(self, column: int, name: str) -> None:
        """Let `column` hold the field `name`."""

    def reset(self) -> None:
        """Let the columns mean what they seem to."""


class ColumnsPage(DropPage):
    """The strip with the file, cards at the left and at the right, Import in the top bar."""

    def __init__(
        self,
        frame: Frame,
        draft: Draft,
        options: Sequence[Option],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(frame, parent)
        self._draft = draft
        self.importing = False
        self.strip = FileStrip(_("Other file"))
        self.strip.other_wanted.connect(self.choose_files)
        self.mapping = MappingCard(options)
        self.mapping.changed.connect(self._on_field)
        self.mapping.reset_wanted.connect(self._on_reset)
        self.bar = ImportControls()
        self.bar.given_up.connect(frame.close_page)
        self.bar.wanted.connect(self.import_now)

    # What a page of this kind does

    def show_file(self) -> None:
        """Show the draft's file and begin to read its rows."""
        raise NotImplementedError

    def show_draft(self) -> None:
        """Show what was decided and what is known by now."""
        raise NotImplementedError

    def read_rows(self) -> None:
        """Read the rows by the present mapping, off the thread, and compare with the plan."""
        raise NotImplementedError

    def import_now(self) -> None:
        """Store what the preview shows."""
        raise NotImplementedError

    def remember(self) -> None:
        """Keep what the columns mean, for the next file that has them."""
        raise NotImplementedError

    def leave(self) -> None:
        """Go where what was imported can be seen."""
        self.frame.close_page()

    def controls(self) -> QWidget:
        return self.bar

    # What columns hold

    def _on_field(self, column: int, name: str) -> None:
        self._draft.set_field(column, name)
        self.show_draft()
        self.read_rows()

    def _on_reset(self) -> None:
        self._draft.reset()
        self.show_draft()
        self.read_rows()

    # Importing

    def run_import(
        self, use_case: Callable[..., Any], *args: Any, title: str, **kwargs: Any
    ) -> None:
        """Run `use_case` once, unless the user stops it; then leave."""
        self.importing = True
        self.bar.button.setEnabled(False)
        self.frame.jobs.change(
            use_case,
            *args,
            title=title,
            cancellable=True,
            done=lambda _counts: self._on_imported(),
            failed=self._on_refused,
            **kwargs,
        )

    def _on_refused(self, error: TownHallError) -> None:
        self.importing = False
        self.bar.button.setEnabled(True)
        if isinstance(error, Cancelled):
            stopped = Cancelled(_("The import was stopped; nothing was changed."))
            self.show_problem(stopped, Tone.WARN)
        else:
            self.show_problem(error)

    def _on_imported(self) -> None:
        self.importing = False
        self.remember()
        self.leave()

    def lay_out(self, main: Sequence[QWidget], side: Sequence[QWidget]) -> None:
        """Put the cards `main` at the left and `side` at the right."""
        page = ScrollPage()
        page.add(self.strip)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        page.column.addLayout(self._columns)
        self._side = QWidget()
        for widget, cards in ((QWidget(), main), (self._side, side)):
            column = QVBoxLayout(widget)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(16)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self._columns.addWidget(widget, 0 if widget is self._side else 1)
        page.add_stretch()
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = self.width() < theme().px(STACKED_BELOW)
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.TopToBottom if stacked else direction.LeftToRight)
        if stacked:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)
        else:
            self._side.setFixedWidth(theme().px(SIDE))

    def on_unreadable(self, error: TownHallError) -> None:
        """Say why a file cannot be read, unless the user stopped it."""
        if not isinstance(error, Cancelled):
            self.show_problem(error)

    def ask_audience(
        self, name: str, audiences: Sequence[str], picked: Callable[[str], object]
    ) -> None:
        """Let the user say which of `audiences` the `name` in the file means; "" for none."""
        options = [Option("", _("No audience"), "ban")]
        options += [Option(one, one) for one in audiences]
        chooser = Chooser(_("“{name}” is").format(name=name), options, parent=self)
        chooser.picked.connect(lambda value: picked(str(value)))
        chooser.show_at(QCursor.pos())
        (chooser.entry if chooser.entry.isVisible() else chooser).setFocus()


def look_chip(count: int) -> Chip | None:
    """How many things are to be looked at; nothing where there are none."""
    if not count:
        return None
    words = ngettext("{n} thing to look at", "{n} things to look at", count).format(n=count)
    return Chip(words, Tone.WARN, dot=True)
