"""What can be done on the page of a date, for keys, palette and the list of shortcuts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from townhall.language import _
from townhall.ui.actions import Action
from townhall.ui.event.again import again_commands
from townhall.ui.event.carrying import carrying_commands

if TYPE_CHECKING:
    from townhall.ui.event.page import EventPage


def event_commands(page: EventPage) -> Sequence[Action]:
    """The actions of `page`."""
    return [
        *_of_the_date(page),
        *_of_the_run_of_show(page),
        *_of_the_invitation(page),
        *page.answers.commands(),
        *carrying_commands(page),
        *again_commands(page),
    ]


_WITHOUT_BUTTON = (
    "event.restore",
    "event.questions",
    "event.review",
    "event.close",
    "event.carry",
    "event.publish",
    "event.feed",
    "event.next-quarter",
    "event.template",
)


def without_button(page: EventPage) -> list[Action]:
    """What can be done with the date now, and has no button of its own on the page."""
    actions = event_commands(page)
    return [each for each in actions if each.id in _WITHOUT_BUTTON and each.enabled()]


def _of_the_date(page: EventPage) -> list[Action]:
    return [
        Action("event.edit", _("Edit"), page.edit_here, "E", "pencil", "edit"),
        Action(
            "event.move", _("Move the date"), page.move_date, "V", "calendar", "edit", page.is_on
        ),
        Action(
            "event.find-time",
            _("Find a time"),
            page.find_time,
            icon="clock",
            group="edit",
            enabled=page.is_on,
        ),
        Action(
            "event.cancel",
            _("Cancel this date"),
            page.cancel,
            "",
            "calendar-off",
            "edit",
            page.is_on,
        ),
        Action(
            "event.restore",
            _("Put the date back"),
            page.restore_date,
            icon="undo",
            group="edit",
            enabled=page.can_restore,
        ),
        Action("event.pack", _("Make a pack"), page.make_pack, icon="documents", group="edit"),
        Action(
            "event.questions",
            _("Show all questions of this date"),
            page.open_questions,
            icon="questions",
        ),
        Action(
            "event.review",
            _("Review near-duplicates of this date"),
            page.review_duplicates,
            icon="merge",
        ),
    ]


def _of_the_run_of_show(page: EventPage) -> list[Action]:
    run = page.run_of_show
    return [
        Action("event.item", _("Add an item to the run of show"), run.add_item, "", "plus", "new"),
        Action("event.next", _("Next item"), lambda: run.go_step(1), "J", in_palette=False),
        Action(
            "event.previous", _("Previous item"), lambda: run.go_step(-1), "K", in_palette=False
        ),
    ]


def _of_the_invitation(page: EventPage) -> list[Action]:
    invitation = page.invitation
    return [
        Action(
            "event.invite",
            _("Invite people"),
            page.audience.focus_people,
            "I",
            "person-plus",
            "edit",
        ),
        Action(
            "event.invitation",
            _("Hand the invitation over…"),
            invitation.run_next,
            "U",
            icon="send",
            group="edit",
        ),
        Action(
            "event.preview",
            _("Preview the invitation"),
            invitation.show_preview,
            "P",
            "eye",
            enabled=invitation.can_show,
        ),
        Action(
            "event.changes",
            _("View what changed since the invitation"),
            invitation.show_changes,
            "D",
            "history",
            enabled=invitation.has_changed,
        ),
        Action(
            "event.publish",
            _("Export a file to add to a calendar…"),
            lambda: invitation.export(publish=True),
            icon="calendar-plus",
            group="edit",
            enabled=page.is_on,
        ),
        Action(
            "event.feed",
            _("Calendar feeds…"),
            page.open_feed,
            icon="calendar",
            group="edit",
        ),
    ]
