"""How packs read on the screen: their names, how far they are, and what their files are called."""

from datetime import date, datetime
from typing import NamedTuple

from townhall.domain.blocks import Document
from townhall.domain.file_names import safe_file_name, without_unsafe
from townhall.domain.terms import CommunicationStatus
from townhall.language import _, ngettext
from townhall.services.queries.communications import OccurrenceRow
from townhall.services.queries.packs import PackState
from townhall.ui.date_words import clock, day_text
from townhall.ui.theme import Tone

PACK_ICONS = {"speaker-brief": "mic", "qa-pack": "questions"}


class Standing(NamedTuple):
    """How far a pack is: one true line and its tone; hollow when there is nothing in it yet."""

    words: str
    tone: Tone
    hollow: bool = False


def standing(kind: str, state: PackState) -> Standing:
    """How far the pack of `kind` is; what stands in its way comes first."""
    if state.row.status is CommunicationStatus.CANCELLED:
        return Standing(_("This date is cancelled"), Tone.BAD)
    if kind == "speaker-brief":
        if not state.messages:
            return Standing(_("No key messages"), Tone.WARN)
        if state.draft_messages:
            words = ngettext(
                "{n} key message not approved",
                "{n} key messages not approved",
                state.draft_messages,
            )
            return Standing(words.format(n=state.draft_messages), Tone.WARN)
    if state.to_approve:
        number = len(state.to_approve)
        words = ngettext("{n} without an approved answer", "{n} without an approved answer", number)
        return Standing(words.format(n=number), Tone.WARN)
    if kind == "speaker-brief":
        return Standing(_messages(state.messages), Tone.OK)
    if not state.asked:
        return Standing(_("No questions yet"), Tone.NEUTRAL, hollow=True)
    words = ngettext("{n} question, answered", "{n} questions, all answered", state.asked)
    return Standing(words.format(n=state.asked), Tone.OK)


def completeness(kind: str, state: PackState) -> Standing:
    """The same in one word, for the heading of the pack."""
    found = standing(kind, state)
    if found.hollow:
        return Standing(_("Empty"), Tone.NEUTRAL)
    word = {Tone.BAD: _("Cancelled"), Tone.WARN: _("Incomplete")}.get(found.tone, _("Complete"))
    return Standing(word, found.tone)


def contents_words(kind: str, state: PackState) -> str:
    """What a pack is made of, for the line under its title."""
    parts = [ngettext("{n} question", "{n} questions", state.asked).format(n=state.asked)]
    if kind == "speaker-brief":
        parts.insert(0, _messages(state.messages))
    return ", ".join(parts)


def date_words(row: OccurrenceRow, *, year: bool = False) -> str:
    """When, in the plan's time zone: "Thu 3 Dec, 10:30"."""
    pattern = "ddd d MMM yyyy" if year else "ddd d MMM"
    day = day_text(row.shown_start.date(), pattern)
    return day if row.all_day else f"{day}, {clock(row.shown_start)}"


def distance_words(day: date, today: date) -> str:
    """How far off a day is: "today", "in 9 days", "5 days ago"."""
    days = (day - today).days
    if days in (0, 1):
        return _("tomorrow") if days else _("today")
    if days > 0:
        return ngettext("in {n} day", "in {n} days", days).format(n=days)
    return ngettext("{n} day ago", "{n} days ago", -days).format(n=-days)


def proposed_name(document: Document, start: datetime, suffix: str) -> str:
    """A good name for the file of a pack, in the pack's own language; `start` is a wall time."""
    kind = without_unsafe(document.kicker)
    return safe_file_name(document.title, f" {start:%Y-%m-%d} - {kind}.{suffix}")


def _messages(number: int) -> str:
    return ngettext("{n} key message", "{n} key messages", number).format(n=number)
