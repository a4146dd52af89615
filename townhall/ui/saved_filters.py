"""Saved filters in the window: listed in the rail, applied in their screen, renamed, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint

from townhall.language import _
from townhall.ui.screen import Selection

# The rest is imported when it is used: all of this is made before the first picture.
if TYPE_CHECKING:
    from townhall.domain.changes import Changes
    from townhall.services.queries.saved_filters import SavedFilterDetail
    from townhall.ui.rail_filters import RailFilters
    from townhall.ui.screen import Frame
    from townhall.ui.widgets.name_popup import NamePopup

_NOUN = "saved-filter"


class SavedFilters(QObject):
    """Keeps the list in the rail in step with the plan, and does what is asked of it."""

    def __init__(self, frame: Frame, shown: RailFilters) -> None:
        super().__init__(shown)
        self._frame, self._shown = frame, shown
        self._popup: NamePopup | None = None
        shown.chosen.connect(self._on_chosen)
        shown.rename_wanted.connect(self.rename)
        shown.remove_wanted.connect(self.remove)
        shown.menu_wanted.connect(self._show_menu)
        frame.jobs.changed.connect(self._on_jobs_changed)

    def refresh(self) -> None:
        """Read the list again; nothing while no plan is open."""
        if self._frame.jobs.database is None:
            self._shown.set_filters(())
            return
        self._frame.jobs.read(_read, done=self._shown.set_filters, channel="rail.saved-filters")

    def rename(self, found: SavedFilterDetail, at: QPoint) -> None:
        """Ask for another name."""
        from townhall.services.records import change_record
        from townhall.ui.widgets.name_popup import NamePopup

        self._popup = NamePopup(_("Rename the filter"), found.name, _("Rename"), self._shown)
        self._popup.named.connect(
            lambda name: self._frame.jobs.change(change_record, _NOUN, found.id, {"name": name})
        )
        self._popup.ask_at(at)

    def remove(self, number: int) -> None:
        """Remove a filter; the toast offers Undo."""
        from townhall.services.records import remove_record

        self._frame.jobs.change(remove_record, _NOUN, number)

    def _on_chosen(self, found: SavedFilterDetail) -> None:
        self._frame.go(found.place, Selection(_NOUN, found.id))

    def _show_menu(self, found: SavedFilterDetail, at: QPoint) -> None:
        from townhall.ui.icons import icon
        from townhall.ui.widgets.menu import Menu

        menu = Menu(self._shown, name=found.name)
        menu.addAction(icon("filter"), _("Apply"), lambda: self._on_chosen(found))
        menu.addAction(icon("pencil"), _("Rename"), lambda: self.rename(found, at))
        menu.addAction(icon("trash"), _("Remove"), lambda: self.remove(found.id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _on_jobs_changed(self, changes: Changes) -> None:
        if changes.touches(_NOUN):
            self.refresh()


def _read(session: Any) -> list[SavedFilterDetail]:
    from townhall.services.queries.saved_filters import saved_filters

    return saved_filters(session)
