"""Planning the like of a date again: duplicate it, save it as a template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from townhall.language import _
from townhall.services.copies import duplicate_to_next_quarter
from townhall.services.queries.event import DateKey
from townhall.services.templates import save_as_template
from townhall.ui.actions import Action
from townhall.ui.event.asking_panel import AskingPanel
from townhall.ui.pages import open_event
from townhall.ui.screen import Frame
from townhall.ui.widgets.fields import TextField

if TYPE_CHECKING:
    from townhall.ui.event.page import EventPage


class TemplatePanel(AskingPanel):
    """Asks for the name of a template made of a date; Enter saves, Esc leaves."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        label = _("Name of the template")
        self.name = TextField(name=label)
        super().__init__(frame, self.name, label, _("Save as template"), parent)
        self.note.setText(
            _("It keeps people, audiences, run of show and run-up; no questions and no dates.")
        )
        self.name.returnPressed.connect(self.run)

    def open(self, key: DateKey, title: str) -> None:
        """Ask for the name, with `title` as the proposal."""
        self.key = key
        self.name.setText(title)
        self.field.set_error("")
        self.ask()
        self.name.selectAll()

    def run(self) -> None:
        """Save the template."""
        if self.key is not None:
            self.frame.jobs.change(
                save_as_template,
                *self.key,
                self.name.text().strip(),
                done=lambda _id: self.hide(),
                failed=self.refuse,
            )


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
