"""Closing a date, letting its open questions go on to another one, and where they went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from townhall.domain.carry_over import CLOSED
from townhall.domain.terms import CommunicationStatus
from townhall.language import _, ngettext
from townhall.services.carry_over import carry_over
from townhall.services.occurrences import change_occurrence
from townhall.services.queries.carried import CarryTargets, carry_targets
from townhall.services.queries.communications import OccurrenceRow
from townhall.services.queries.event import DateKey, EventDetail
from townhall.services.queries.question_filter import QuestionFilter
from townhall.ui.actions import Action
from townhall.ui.date_words import short_date
from townhall.ui.event.asking_panel import AskingPanel
from townhall.ui.pages import open_accounting
from townhall.ui.screen import Frame
from townhall.ui.widgets.select import Option, Select

if TYPE_CHECKING:
    from townhall.ui.event.page import EventPage


class CarryPanel(AskingPanel):
    """Asks to which date the open questions go; Esc leaves."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        self.target: Select = Select([], name=_("To which date"))
        label = _("Carry the open questions over to")
        super().__init__(frame, self.target, label, _("Carry over"), parent)

    def open(self, key: DateKey, number: int) -> None:
        """Ask where the `number` open questions of a date go."""
        self.key = key
        self.field.set_error("")
        self.note.setText(
            ngettext(
                "{n} open question; it keeps where it was asked, and shows how often it went over.",
                "{n} open questions; they keep where they were asked, and show how often they "
                "went over.",
                number,
            ).format(n=number)
        )
        self.frame.jobs.read(
            carry_targets,
            *key,
            clock=self.frame.clock,
            done=self._offer,
            channel="event.carry-targets",
        )

    def _offer(self, found: CarryTargets) -> None:
        following = () if found.following is None else (found.following,)
        options = [_option(row, found, next_one=row in following) for row in following]
        options += [_option(row, found, next_one=False) for row in found.others]
        self.target.set_options(options)
        self.run_button.setEnabled(bool(options))
        if options:
            self.target.set_value(options[0].value)
        else:
            self.field.set_error(_("No later date is planned. Plan one first."))
        self.ask()

    def run(self) -> None:
        """Carry them over."""
        chosen = self.target.value
        if self.key is None or not isinstance(chosen, tuple):
            return
        self.frame.jobs.change(
            carry_over,
            *self.key,
            *chosen,
            done=lambda _carried: self.hide(),
            failed=self.refuse,
        )


def _option(row: OccurrenceRow, found: CarryTargets, *, next_one: bool) -> Option:
    day = short_date(row.shown_start.date(), found.today)
    detail = _("the next date of the series") if next_one else ""
    words = _("{title}, {day}").format(title=row.title, day=day)
    return Option((row.communication_id, row.original_start), words, detail=detail)


def open_event_accounting(frame: Frame, detail: EventDetail) -> None:
    """Show where what was asked at a date went, in groups."""
    row = detail.date.row
    day = short_date(row.start.date(), frame.clock.today(detail.plan.time_zone))
    asked_at = (row.communication_id, row.original_start if row.recurring else None)
    about = _("{title}, {day}").format(title=row.title, day=day)
    open_accounting(frame, QuestionFilter(asked_at=asked_at), about)


def carrying_commands(page: EventPage) -> list[Action]:
    """Closing the date of `page`, and carrying its open questions over."""

    def can_close() -> bool:
        detail = page.detail
        return detail is not None and page.is_on() and detail.date.row.status not in CLOSED

    def close() -> None:
        if page.detail is not None:
            held = {"status": CommunicationStatus.HELD.value}
            page.frame.jobs.change(change_occurrence, *page.detail.key, held)

    def can_carry() -> bool:
        return page.detail is not None and page.detail.open > 0

    def carry() -> None:
        if page.detail is not None:
            page.carry_panel.open(page.detail.key, page.detail.open)
            page.area.ensureWidgetVisible(page.carry_panel, 0, 60)

    return [
        Action(
            "event.close",
            _("Close this date: it has been held"),
            close,
            icon="check-circle",
            group="edit",
            enabled=can_close,
        ),
        Action(
            "event.carry",
            _("Carry open questions over…"),
            carry,
            icon="arrow-right",
            group="edit",
            enabled=can_carry,
        ),
    ]
