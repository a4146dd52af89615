"""Which calendars of others lie behind the plan: a button in the filter bar, with a check each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from townhall.language import _
from townhall.services.queries.overlays import OverlayDetail
from townhall.services.records import change_record
from townhall.ui.icons import icon
from townhall.ui.screen import Frame, Selection
from townhall.ui.theme import Tone, theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.menu import Menu


class OverlayMenu(Button):
    """Shows and hides calendars of others; away while there are none."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(_("Calendars"), icon="layers", small=True, parent=parent)
        self._frame = frame
        self._menu = Menu(self, name=_("Calendars of others"))
        self.setMenu(self._menu)
        self.setToolTip(_("Show or hide calendars of others"))
        self.hide()

    def set_overlays(self, overlays: Sequence[OverlayDetail]) -> None:
        """Offer these calendars."""
        self._menu.clear()
        for each in overlays:
            self._menu.addAction(self._action(each))
        self._menu.addSeparator()
        manage = QAction(icon("settings", theme().tokens.text2), _("Manage calendars…"), self)
        manage.triggered.connect(
            lambda _checked=False: self._frame.go("settings", Selection("overlay", 0))
        )
        self._menu.addAction(manage)
        self.setVisible(bool(overlays))

    def _action(self, overlay: OverlayDetail) -> QAction:
        shade = theme().tokens.shade(Tone(overlay.color.value))
        action = QAction(icon("layers", shade.line), overlay.name.replace("&", "&&"), self)
        action.setCheckable(True)
        action.setChecked(overlay.shown)
        action.triggered.connect(
            lambda checked: self._frame.jobs.change(
                change_record, "overlay", overlay.id, {"shown": checked}, said=""
            )
        )
        return action
