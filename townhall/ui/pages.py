"""Full pages that more than one screen opens; screens do not import each other, but this."""

from __future__ import annotations

from datetime import datetime

from townhall.ui.screen import Frame, Page


def open_event(frame: Frame, communication_id: int, original_start: datetime) -> None:
    """Show the page of one date: run of show, invitation, audience, questions.

    `original_start` is the local start that the rule gives.
    """

    def factory(frame: Frame) -> Page:
        from townhall.ui.event.page import EventPage

        return EventPage(frame, communication_id, original_start)

    frame.open_page(factory)


def open_editor(
    frame: Frame,
    communication_id: int | None = None,
    original_start: datetime | None = None,
    *,
    field: str = "",
) -> None:
    """Show the editor of a communication, new without an id, at the field called `field`.

    `original_start` (local) is the date from which a change can be said to hold.
    """

    def factory(frame: Frame) -> Page:
        from townhall.ui.calendar.editor import EditorPage

        return EditorPage(frame, communication_id, original_start, field=field)

    frame.open_page(factory)
