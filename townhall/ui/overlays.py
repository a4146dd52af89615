"""The cards of one window that lie over it: the palette and the sheet of keys, made when wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from townhall.ui.rooms import Rooms
from townhall.ui.shell import Shell

if TYPE_CHECKING:
    from townhall.ui.palette import Palette, Searches
    from townhall.ui.palette_create import ReadsContext
    from townhall.ui.shortcut_sheet import ShortcutSheet


class Overlays(QObject):
    """Opens one card at a time; while one is open, keys do not reach the screen behind it."""

    def __init__(
        self,
        shell: Shell,
        rooms: Rooms,
        search: Searches | None,
        line_context: ReadsContext | None,
    ) -> None:
        super().__init__(shell)
        self._shell, self._rooms = shell, rooms
        self._search, self._line_context = search, line_context
        self._palette: Palette | None = None
        self._shortcut_sheet: ShortcutSheet | None = None

    @property
    def palette(self) -> Palette:
        """The palette of Ctrl+K."""
        from townhall.ui.palette import Palette
        from townhall.ui.palette_create import Creating

        if self._palette is None:
            rooms = self._rooms
            self._palette = Palette(
                self._shell,
                rooms.jobs,
                rooms.actions,
                places=rooms.entrances,
                go=rooms.go,
                show_selection=rooms.show_selection,
                creating=Creating(
                    rooms.jobs, rooms.clock, self._line_context, rooms.show_selection
                ),
                search=self._search,
            )
            self._palette.closed.connect(self._on_closed)
        return self._palette

    @property
    def shortcut_sheet(self) -> ShortcutSheet:
        """The sheet of `?`."""
        from townhall.ui.shortcut_sheet import ShortcutSheet

        if self._shortcut_sheet is None:
            self._shortcut_sheet = ShortcutSheet(self._shell, self._rooms.actions)
            self._shortcut_sheet.closed.connect(self._on_closed)
        return self._shortcut_sheet

    def open_palette(self) -> None:
        """Show the palette, where there is a place to go."""
        if not self._shell.rail.isVisible():
            return
        if self._shortcut_sheet is not None:
            self._shortcut_sheet.dismiss()
        self._rooms.actions.paused = True
        self.palette.open()

    def open_shortcuts(self) -> None:
        """Show the sheet of keys."""
        self._rooms.actions.paused = True
        self.shortcut_sheet.open()

    def _on_closed(self) -> None:
        cards = (self._palette, self._shortcut_sheet)
        self._rooms.actions.paused = any(card is not None and card.isVisible() for card in cards)
