"""Planning the like of the selected date again: in the next quarter, or as a template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from townhall.language import _
from townhall.services.copies import duplicate_to_next_quarter
from townhall.services.queries.communications import OccurrenceRow
from townhall.services.templates import save_as_template
from townhall.ui.actions import Action
from townhall.ui.date_key import DateKey
from townhall.ui.widgets.name_popup import NamePopup

if TYPE_CHECKING:
    from townhall.ui.calendar.screen import CalendarScreen

_PLACE = QPoint(24, 24)


def again_actions(screen: CalendarScreen) -> list[Action]:
    """What makes another communication, or a template, of the selected date."""

    def there() -> bool:
        return screen.row is not None

    def duplicate() -> None:
        if screen.row is not None:
            _duplicate(screen, screen.row)

    def save() -> None:
        if screen.row is not None:
            ask_for_template(screen, screen.row)

    return [
        Action(
            "calendar.next-quarter",
            _("Duplicate to the next quarter"),
            duplicate,
            icon="copy",
            group="edit",
            enabled=there,
        ),
        Action(
            "calendar.template",
            _("Save as template…"),
            save,
            icon="stamp",
            group="edit",
            enabled=there,
        ),
    ]


def ask_for_template(screen: CalendarScreen, row: OccurrenceRow) -> NamePopup:
    """Ask for the name of a template that is made of the date `row`."""
    popup = NamePopup(_("Save as template"), row.title, _("Save"), screen)

    def save(name: str) -> None:
        screen.frame.jobs.change(
            save_as_template,
            row.communication_id,
            row.original_start,
            name,
            failed=screen.frame.show_error,
        )

    popup.named.connect(save)
    popup.ask_at(screen.view.mapToGlobal(_PLACE))
    return popup


def _duplicate(screen: CalendarScreen, row: OccurrenceRow) -> None:
    screen.frame.jobs.change(
        duplicate_to_next_quarter,
        row.communication_id,
        row.original_start,
        done=lambda made: screen.go_to(DateKey(*made)),
        failed=screen.frame.show_error,
    )
