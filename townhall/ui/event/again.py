"""Planning the like of a date again: duplicate it, save it as a template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.errors import TownHallError
from townhall.language import _
from townhall.services.copies import duplicate_to_next_quarter
from townhall.services.queries.event import DateKey
from townhall.services.templates import save_as_template
from townhall.ui.actions import Action
from townhall.ui.pages import open_event
from townhall.ui.screen import Frame
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card
from townhall.ui.widgets.fields import Field, TextField
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.leaving import LeftByEscape
from townhall.ui.widgets.paint import BODY

if TYPE_CHECKING:
    from townhall.ui.event.page import EventPage


class TemplatePanel(LeftByEscape, Card):
    """Asks for the name of a template made of a date; Enter saves, Esc leaves."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._key: DateKey | None = None
        self.name = TextField(name=_("Name of the template"))
        self.field = Field(_("Name of the template"), self.name)
        self.save = Button(_("Save as template"), "primary")
        cancel = Button(_("Cancel"), "ghost")
        note = Paragraph(
            _("It keeps people, audiences, run of show and run-up; no questions and no dates."),
            BODY,
            "text2",
            selectable=False,
        )
        line = QHBoxLayout()
        line.setSpacing(8)
        for button in (self.save, cancel):
            line.addWidget(button)
        line.addStretch(1)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(10)
        column.addWidget(self.field)
        column.addWidget(note)
        column.addLayout(line)
        self.add(body)
        self.save.clicked.connect(self.run)
        cancel.clicked.connect(self.hide)
        self.name.returnPressed.connect(self.run)
        self.hide()

    def open(self, key: DateKey, title: str) -> None:
        """Ask for the name, with `title` as the proposal."""
        self._key = key
        self.name.setText(title)
        self.field.set_error("")
        self.show()
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.name.selectAll()

    def run(self) -> None:
        """Save the template."""
        if self._key is not None:
            self._frame.jobs.change(
                save_as_template,
                *self._key,
                self.name.text().strip(),
                done=lambda _id: self.hide(),
                failed=self._refuse,
            )

    def _refuse(self, error: TownHallError) -> None:
        self.field.set_error(str(error))

    def leave(self) -> None:
        """Go away without doing anything."""
        self.hide()


def again_commands(page: EventPage) -> list[Action]:
    """Duplicating the date of `page`, and making a template of it."""

    def duplicate() -> None:
        if page.detail is not None:
            page.frame.jobs.change(
                duplicate_to_next_quarter,
                *page.detail.key,
                done=lambda made: open_event(page.frame, *made),
                failed=page.frame.show_error,
            )

    def save() -> None:
        if page.detail is not None:
            page.template_panel.open(page.detail.key, page.detail.date.row.title)
            page.area.ensureWidgetVisible(page.template_panel, 0, 60)

    return [
        Action(
            "event.next-quarter",
            _("Duplicate to the next quarter"),
            duplicate,
            icon="copy",
            group="edit",
        ),
        Action("event.template", _("Save as template…"), save, icon="stamp", group="edit"),
    ]
