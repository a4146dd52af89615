"""How the preview reads: times, people and parts as a calendar program shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from townhall.domain.invitations import Method
from townhall.domain.recurrence import describe
from townhall.domain.seen_invitation import SeenInvitation, SeenRole
from townhall.language import _, current_language, ngettext, words
from townhall.ui.date_words import clock, day_text, duration_text
from townhall.ui.event.words import method_word

if TYPE_CHECKING:
    from townhall.services.hand_over import PreparedFile

_NAMES_SHOWN = 12


def file_text(file: PreparedFile) -> str:
    """What tells one file from the others: what it asks, of which date, to how many."""
    what = method_word(file.method)
    if file.seen.single:
        day = day_text(file.seen.start.date(), "ddd d MMM yyyy")
        what = _("{what}, {day}").format(what=what, day=day)
    elif file.seen.recurrence:
        what = _("{what}, whole series").format(what=what)
    count = len(file.recipients)
    people = ngettext("{n} person", "{n} people", count).format(n=count)
    return _("{what}: {people}").format(what=what, people=people)


def method_chip(seen: SeenInvitation) -> tuple[str, str]:
    """The word for what a file asks, and its tone."""
    return method_word(seen.method), "bad" if seen.method == Method.CANCEL else "accent"


def span_text(start: datetime, end: datetime) -> str:
    """ "Thursday 3 December 2026, 10:30 – 11:45", both local."""
    day = day_text(start.date())
    if start.date() == end.date():
        return f"{day}, {clock(start)} – {clock(end)}"
    return f"{day}, {clock(start)} – {day_text(end.date())}, {clock(end)}"


def moment_text(moment: datetime, *, beside: datetime) -> str:
    """ "10:30", with its day where that is another than that of `beside`; both local."""
    if moment.date() == beside.date():
        return clock(moment)
    return f"{day_text(moment.date(), 'ddd d MMM')} {clock(moment)}"


def days_text(start: datetime, end: datetime) -> str:
    """Whole days; `end` is the day after the last."""
    last = end - timedelta(days=1)
    if last.date() <= start.date():
        return _("{day}, all day").format(day=day_text(start.date()))
    return f"{day_text(start.date())} – {day_text(last.date())}"


def repeats_text(seen: SeenInvitation) -> str:
    """The rule in words, and how many dates differ or are left out."""
    start = seen.start.replace(tzinfo=None)
    text = describe(seen.recurrence or "", start, words(current_language()))
    if seen.changed:
        count = len(seen.changed)
        text += "; " + ngettext("{n} date differs", "{n} dates differ", count).format(n=count)
    if seen.left_out:
        count = len(seen.left_out)
        text += "; " + ngettext("{n} date is off", "{n} dates are off", count).format(n=count)
    return text


def reminder_text(seen: SeenInvitation) -> str:
    """When the calendar warns."""
    if seen.method == Method.CANCEL:
        return ""
    if seen.reminder_minutes is None:
        return _("None; each calendar does as it is set")
    if seen.reminder_minutes == 0:
        return _("When it begins")
    return _("{time} before").format(time=duration_text(seen.reminder_minutes))


def address_text(name: str, email: str) -> str:
    """ "Anna Voorbeeld, anna@delinde.example"."""
    return f"{name}, {email}" if name and name != email else email


def names_text(names: Sequence[str]) -> str:
    """Names; of many the first ones and how many more."""
    if len(names) <= _NAMES_SHOWN:
        return ", ".join(names)
    rest = len(names) - _NAMES_SHOWN
    return _("{names} and {n} more").format(names=", ".join(names[:_NAMES_SHOWN]), n=rest)


def role_word(role: SeenRole) -> str:
    """A part as calendar programs name it."""
    return {
        SeenRole.CHAIR: _("Chair"),
        SeenRole.REQUIRED: _("Required"),
        SeenRole.OPTIONAL: _("Optional"),
        SeenRole.INFORMED: _("For information"),
        SeenRole.ROOM: _("Rooms"),
    }[role]


def part_text(seen: SeenInvitation, email: str) -> str:
    """The part of the reader whose address is given; nothing for everybody."""
    found = [each for each in seen.attendees if each.email.casefold() == email.casefold()]
    return role_word(found[0].role) if found else ""


def attendee_lines(seen: SeenInvitation) -> list[tuple[str, str]]:
    """The list of attendees by part, each with its heading."""
    lines = []
    for role in SeenRole:
        names = [each.name for each in seen.attendees if each.role is role]
        if names:
            label = _("{part} ({n})").format(part=role_word(role), n=len(names))
            lines.append((label, names_text(names)))
    return lines
