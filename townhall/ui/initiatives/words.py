"""Dates, states and roles of initiatives in words and tones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate

from townhall.domain.terms import RiskClass, Stage, Verdict, label
from townhall.language import _, ngettext
from townhall.services.queries.programme_details import InitiativeDetail
from townhall.ui.theme import Tone
from townhall.ui.widgets.dates import locale
from townhall.ui.widgets.select import Option

STAGE_TONES = {
    Stage.EXPLORING: Tone.NEUTRAL,
    Stage.PILOT: Tone.ACCENT,
    Stage.ROLLOUT: Tone.VIOLET,
    Stage.IN_USE: Tone.OK,
    Stage.RETIRED: Tone.NEUTRAL,
}
RISK_TONES = {
    RiskClass.MINIMAL: Tone.NEUTRAL,
    RiskClass.LIMITED: Tone.NEUTRAL,
    RiskClass.HIGH: Tone.WARN,
}
VERDICT_TONES = {
    Verdict.APPROVED: Tone.OK,
    Verdict.APPROVED_WITH_CONDITIONS: Tone.WARN,
    Verdict.REJECTED: Tone.BAD,
    Verdict.PENDING: Tone.NEUTRAL,
}
_SOON = timedelta(days=14)


def roles() -> list[tuple[str, str]]:
    """The responsible roles of an initiative: field and name, in the order of the work."""
    return [
        ("sponsor", _("Sponsor")),
        ("development", _("Development")),
        ("implementation", _("Implementation")),
        ("monitoring", _("Monitoring")),
        ("change_manager", _("Change manager")),
    ]


def responsible(detail: InitiativeDetail, field: str) -> str | None:
    """Who has the role of `field`, None while it is vacant."""
    name: str | None = getattr(detail, field)
    return name


def day_text(day: date, today: date) -> str:
    """A date as read; with its year unless it is this year's."""
    pattern = "ddd d MMM" if day.year == today.year else "d MMM yyyy"
    return str(locale().toString(QDate(day.year, day.month, day.day), pattern))


def go_live_text(go_live: date | None, today: date) -> str:
    """How far go-live is away: "go-live in 48 days"."""
    if go_live is None:
        return _("no date for go-live")
    days = (go_live - today).days
    if days == 0:
        return _("go-live today")
    if days > 0:
        return ngettext("go-live in {n} day", "go-live in {n} days", days).format(n=days)
    return ngettext("live for {n} day", "live for {n} days", -days).format(n=-days)


def due_state(due: date | None, done_on: date | None, today: date) -> tuple[str, Tone]:
    """Where something with a due date stands, in words and a tone."""
    if done_on is not None:
        return _("Done {date}").format(date=day_text(done_on, today)), Tone.OK
    if due is None:
        return _("No date"), Tone.NEUTRAL
    if due < today:
        late = (today - due).days
        words = ngettext("{n} day late", "{n} days late", late)
        return words.format(n=late), Tone.BAD
    words = _("By {date}").format(date=day_text(due, today))
    return words, Tone.WARN if due - today <= _SOON else Tone.NEUTRAL


def people_options(people: tuple[tuple[str, str], ...]) -> list[Option]:
    """Everybody, and nobody."""
    nobody = Option(None, _("Nobody yet"), "circle-dashed")
    return [nobody, *(Option(name, name, detail=place) for name, place in people)]


def stage_options() -> list[Option]:
    """All stages."""
    return [Option(stage, label(stage)) for stage in Stage]


def risk_options() -> list[Option]:
    """All risk classes."""
    return [Option(risk, label(risk)) for risk in RiskClass]


Refuse = Callable[[str], object]
"""Takes the sentence about what is wrong with a value."""
