"""What can be done in the calendar by name or key, and the menu of a date."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from townhall.domain.terms import CommunicationKind
from townhall.language import _, pgettext
from townhall.services.queries.communications import OccurrenceRow
from townhall.ui.actions import Action
from townhall.ui.calendar.again import again_actions
from townhall.ui.calendar.from_template import template_action
from townhall.ui.calendar.planning_export import ask_to_export
from townhall.ui.date_words import KIND_ICONS, is_cancelled
from townhall.ui.icons import icon
from townhall.ui.pages import (
    open_calendar_import,
    open_feeds,
    open_planning_import,
    open_replies,
    open_time_finder,
)
from townhall.ui.screen import Frame
from townhall.ui.todo_export import ask_for_all_tasks

if TYPE_CHECKING:
    from townhall.ui.calendar.screen import CalendarScreen


def calendar_commands(screen: CalendarScreen) -> list[Action]:
    """All actions of the calendar; those for something new first."""
    return [*_new(screen), *_views(screen), *_edits(screen), *again_actions(screen)]


def _new(screen: CalendarScreen) -> list[Action]:
    names = {
        CommunicationKind.TOWN_HALL: _("New town hall"),
        CommunicationKind.PROGRESS_UPDATE: _("New progress update"),
        CommunicationKind.TRAINING: _("New training session"),
        CommunicationKind.WORKING_GROUP: _("New working-group meeting"),
        CommunicationKind.DROP_IN: _("New drop-in"),
        CommunicationKind.BOARD_BRIEFING: _("New board briefing"),
    }
    return [
        Action(
            f"calendar.new.{kind}",
            text,
            functools.partial(screen.make, kind),
            icon=KIND_ICONS[kind],
            group="new",
        )
        for kind, text in names.items()
    ] + [
        template_action(screen),
        Action(
            "communications.import",
            _("Import a planning"),
            functools.partial(open_planning_import, screen.frame),
            icon="download",
            group="new",
        ),
        Action(
            "replies.import",
            _("Read answers to invitations"),
            functools.partial(open_replies, screen.frame),
            icon="mail",
            group="new",
        ),
        Action(
            "overlays.import",
            _("Read in a calendar"),
            functools.partial(open_calendar_import, screen.frame),
            icon="layers",
            group="new",
        ),
        Action(
            "calendar.find-time",
            _("Find a time"),
            functools.partial(_find_time, screen.frame),
            icon="clock",
            group="new",
        ),
    ]


def _find_time(frame: Frame, row: OccurrenceRow | None = None) -> None:
    """Look for a time to move a date to, or for something new."""
    from townhall.services.queries.time_finder import TimeWish

    wish = TimeWish() if row is None else TimeWish(row.communication_id, row.original_start)
    open_time_finder(frame, wish)


def _views(screen: CalendarScreen) -> list[Action]:
    def mode(name: str) -> functools.partial[None]:
        return functools.partial(screen.set_mode, name)

    return [
        Action("calendar.month", _("Show the month"), mode("month"), "M", "calendar"),
        Action("calendar.week", _("Show the week"), mode("week"), "W", "calendar"),
        Action("calendar.agenda", _("Show the list"), mode("agenda"), "A", "list"),
        Action("calendar.year", _("Show the year"), mode("year"), "Y", "list"),
        Action("calendar.today", _("Go to today"), screen.go_today, "T", "today"),
        Action(
            "calendar.next", _("Next date"), functools.partial(screen.step, 1), "J", "arrow-down"
        ),
        Action(
            "calendar.previous",
            _("Previous date"),
            functools.partial(screen.step, -1),
            "K",
            "arrow-up",
        ),
        Action("calendar.run-up", _("Show or hide run-up"), screen.bar.run_up.toggle, icon="flag"),
        Action(
            "calendar.print-year",
            _("Print the year"),
            screen.exports.print,
            "Ctrl+P",
            "printer",
            group="plan",
        ),
        Action(
            "calendar.save-year",
            _("Save year as PDF"),
            screen.exports.save,
            icon="download",
            group="plan",
        ),
        Action(
            "communications.export",
            _("Export the planning"),
            functools.partial(ask_to_export, screen.frame, screen),
            icon="upload",
            group="plan",
        ),
        Action(
            "tasks.export",
            _("Export a task list for everybody"),
            functools.partial(ask_for_all_tasks, screen.frame, screen),
            icon="follow-ups",
            group="plan",
        ),
        Action(
            "calendar.feeds",
            _("Calendar feeds…"),
            lambda: open_feeds(screen.frame),
            icon="calendar-check",
            group="plan",
        ),
        Action(
            "calendar.unfilter",
            _("Clear the filters"),
            screen.filters.clear,
            icon="filter",
            enabled=lambda: screen.filters.is_set,
        ),
        Action(
            "calendar.save-filter",
            _("Save filter"),
            screen.filters.ask_name,
            icon="save",
            enabled=lambda: screen.filters.is_set,
        ),
    ]


def _edits(screen: CalendarScreen) -> list[Action]:
    def there() -> bool:
        return screen.row is not None

    def in_series() -> bool:
        return screen.row is not None and screen.row.recurring

    def widen(scope: str) -> functools.partial[None]:
        return functools.partial(screen.changes.widen, scope)

    def cancellable() -> bool:
        return screen.row is not None and not is_cancelled(screen.row)

    return [
        Action("calendar.open", _("Open the date"), screen.open, "O", "expand", "edit", there),
        Action("calendar.edit", _("Edit the date"), screen.edit, "E", "pencil", "edit", there),
        Action(
            "calendar.edit-series",
            _("Edit the series"),
            functools.partial(screen.edit, "all"),
            "Shift+E",
            "repeat",
            "edit",
            in_series,
        ),
        Action(
            "calendar.cancel",
            _("Cancel this date"),
            screen.cancel,
            "",
            "calendar-off",
            "edit",
            cancellable,
        ),
        Action("calendar.remove", _("Remove"), screen.remove, "", "trash", "edit", there),
        Action(
            "calendar.widen-following",
            _("Let the last change hold for this and following dates"),
            widen("following"),
            "",
            "repeat",
            "edit",
            lambda: screen.changes.can_widen,
        ),
        Action(
            "calendar.widen-all",
            _("Let the last change hold for all dates"),
            widen("all"),
            "",
            "repeat",
            "edit",
            lambda: screen.changes.can_widen,
        ),
    ]


def date_menu(screen: CalendarScreen, row: OccurrenceRow) -> QMenu:
    """What can be done with `row`."""
    changes, menu = screen.changes, QMenu(screen)
    menu.addAction(icon("expand"), pgettext("verb", "Open"), screen.open)
    if row.recurring:
        menu.addAction(icon("pencil"), _("Edit this date"), screen.edit)
        menu.addAction(
            icon("repeat"), _("Edit this and following dates"), lambda: screen.edit("following")
        )
        menu.addAction(icon("repeat"), _("Edit the series"), lambda: screen.edit("all"))
    else:
        menu.addAction(icon("pencil"), _("Edit"), screen.edit)
    if not is_cancelled(row):
        menu.addAction(
            icon("clock"), _("Find a time"), functools.partial(_find_time, screen.frame, row)
        )
    for action in again_actions(screen):
        menu.addAction(icon(action.icon), action.text, action.run)
    menu.addSeparator()
    if row.recurring and row.overridden:
        words = _("Hold it all the same") if row.cause else _("Put this date back in the series")
        menu.addAction(icon("undo"), words, lambda: changes.restore(row))
    if not is_cancelled(row):
        words = _("Cancel this date") if row.recurring else pgettext("event", "Cancel")
        menu.addAction(icon("calendar-off"), words, lambda: changes.cancel(row))
    if row.recurring:
        menu.addAction(
            icon("calendar-off"), _("Cancel all dates"), lambda: changes.cancel_series(row)
        )
    if row.added:
        menu.addAction(icon("trash"), _("Remove this date"), lambda: changes.remove_date(row))
    words = _("Remove the series") if row.recurring else _("Remove")
    menu.addAction(icon("trash"), words, lambda: changes.remove(row))
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
