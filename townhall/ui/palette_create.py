"""What the palette offers to make from the line: a communication or a question, with a preview."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from townhall.domain.clock import Clock
from townhall.language import _, current_language, words
from townhall.ui.jobs import Jobs
from townhall.ui.palette_rows import Row
from townhall.ui.screen import Selection

if TYPE_CHECKING:
    from townhall.domain.quick_add import QuickAdd, QuickQuestion
    from townhall.services.queries.quick_add import LineContext

ReadsContext = Callable[..., "LineContext"]
"""A query (session) for the names and the time zone that lines are read with."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Rows that make something; `leads` when the line clearly asks for it."""

    rows: tuple[Row, ...] = ()
    leads: bool = False


NO_OFFER = Offer()


class Creating:
    """Reads lines with the names of the plan, which `load` fetches each time the palette opens."""

    def __init__(
        self,
        jobs: Jobs,
        clock: Clock,
        context: ReadsContext | None,
        show_selection: Callable[[Selection], object],
    ) -> None:
        self._jobs, self._clock, self._reads_context = jobs, clock, context
        self._show_selection = show_selection
        self._context: LineContext | None = None
        self._last: tuple[str, Offer] = ("", NO_OFFER)

    def load(self, loaded: Callable[[], object]) -> None:
        """Fetch the names; `loaded` is called when lines can be read with them."""
        self._context, self._last = None, ("", NO_OFFER)
        if self._reads_context is None or self._jobs.database is None:
            return

        def keep(context: LineContext) -> None:
            self._context, self._last = context, ("", NO_OFFER)
            loaded()

        self._jobs.read(self._reads_context, done=keep, channel="palette.names")

    def offer(self, text: str) -> Offer:
        """What `text` asks to make; the same rows for the same text."""
        if self._context is None or not text.strip():
            return NO_OFFER
        if self._last[0] != text:
            self._last = (text, self._read(text, self._context))
        return self._last[1]

    def _read(self, text: str, context: LineContext) -> Offer:
        from townhall.domain.quick_add import quick_add, quick_question

        question = quick_question(text)
        if question is not None:
            return Offer((self._question_row(question),), leads=True)
        now = self._clock.local_now(context.time_zone)
        quick = quick_add(text, now, context.names)
        if quick is None:
            return NO_OFFER
        row = Row(
            _("Create “{title}”").format(title=quick.title),
            "plus",
            below=preview(quick, context.time_zone),
            run=lambda: self._plan(quick),
        )
        return Offer((row,), leads=quick.has_date or quick.has_time)

    def _question_row(self, question: QuickQuestion) -> Row:
        text = " ".join(question.text.split())
        return Row(
            _("Add question “{text}”").format(text=text),
            "questions",
            below=(_("New, without an owner yet"),),
            run=lambda: self._ask(question),
        )

    def _plan(self, quick: QuickAdd) -> None:
        from townhall.services.quick_add import plan_from_line

        self._jobs.change(plan_from_line, quick, done=self._shower("communication"))

    def _ask(self, question: QuickQuestion) -> None:
        from townhall.services.quick_add import ask_from_line

        self._jobs.change(ask_from_line, question, done=self._shower("question"))

    def _shower(self, noun: str) -> Callable[[Any], object]:
        show = self._show_selection
        return lambda id_: show(Selection(noun, id_))


def preview(quick: QuickAdd, zone: str) -> tuple[str, ...]:
    """What was understood, in lines: kind, when, how long; how often; where, for and with whom."""
    from townhall.domain.recurrence import describe
    from townhall.domain.terms import label
    from townhall.ui.date_words import duration_text

    timing = [label(quick.kind), _when(quick), duration_text(quick.duration_minutes)]
    repeated, rest = [], []
    if quick.recurrence:
        told = words(current_language())
        repeated.append(describe(quick.recurrence, quick.start, told, zone=zone))
    if quick.location:
        rest.append(_("at {place}").format(place=quick.location))
    if quick.audiences:
        rest.append(_("for {names}").format(names=", ".join(quick.audiences)))
    if quick.initiatives:
        rest.append(_("about {names}").format(names=", ".join(quick.initiatives)))
    if quick.people:
        rest.append(_("with {names}").format(names=", ".join(quick.people)))
    return tuple(" · ".join(parts) for parts in (timing, repeated, rest) if parts)


def _when(quick: QuickAdd) -> str:
    from townhall.ui.date_words import clock, day_text

    end: datetime = quick.start + timedelta(minutes=quick.duration_minutes)
    day = day_text(quick.start.date(), "ddd d MMM yyyy")
    return f"{day}, {clock(quick.start)} – {clock(end)}"
