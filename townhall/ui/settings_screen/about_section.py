"""About the program: version, licence, and what it is built on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from townhall import __version__
from townhall.language import _
from townhall.ui.screen import Frame
from townhall.ui.settings_screen.licences import Licence, licences
from townhall.ui.settings_screen.rows import SettingRow
from townhall.ui.settings_screen.section import Section
from townhall.ui.widgets.labels import ElidedLabel, Label
from townhall.ui.widgets.paint import SMALL, TITLE


class AboutSection(Section):
    """Version and licences."""

    nouns = frozenset({"none of the plan"})

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        card = self.card(_("About Town Hall"))
        card.add(
            SettingRow(
                _("Version"),
                _("Plan town halls and updates, collect every question, keep every promise"),
                Label(__version__, TITLE, selectable=True),
            )
        )
        card.add(
            SettingRow(
                _("Your data"),
                _("Stays on this computer: no account, and nothing is sent unless you publish it"),
            )
        )
        card.add(SettingRow(_("Licence"), _("Free software under the MIT licence")))
        card = self.card(_("Built on"))
        self._grid = QWidget()
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(16, 0, 16, 16)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        card.add(self._grid)
        self.add_stretch()

    def refresh(self) -> None:
        grid = self._grid.layout()
        if isinstance(grid, QGridLayout) and grid.count() == 0:
            self.frame.jobs.on_database_thread(licences, done=self._show)

    def _show(self, found: list[Licence]) -> None:
        grid = self._grid.layout()
        if not isinstance(grid, QGridLayout) or grid.count():
            return
        for row, each in enumerate(found):
            grid.addWidget(Label(each.package, TITLE), row, 0)
            grid.addWidget(Label(each.version, SMALL, "text2"), row, 1)
            grid.addWidget(ElidedLabel(each.licence, SMALL, "text2"), row, 2)
            grid.setAlignment(Qt.AlignmentFlag.AlignTop)
