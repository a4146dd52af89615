"""How the files that are due read: what each is for, for whom, and who is behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from townhall.domain.day_words import listed
from townhall.domain.due_files import Why
from townhall.domain.field_words import field_name, lower_first
from townhall.domain.invitations import Method
from townhall.domain.recipient_groups import GroupKind
from townhall.domain.terms import AttendeeRole
from townhall.language import _, ngettext
from townhall.services.queries.hand_over import SeriesFacts
from townhall.services.queries.invitations import DueFile, RecipientVersion
from townhall.ui.date_words import clock, day_text
from townhall.ui.event import words


@dataclass(frozen=True, slots=True)
class Behind:
    """People who have an older version than the newest, or nothing, in one sentence."""

    text: str
    emails: tuple[str, ...]


def due_title(file: DueFile, series: Mapping[int, SeriesFacts]) -> str:
    """ "Invitation v4", and of a series whether it is about one date or about all of it.

    `series` has the communications of all files that are due, by id; two after a split.
    """
    facts = series[file.communication_id]
    what = _("{what} v{version}").format(
        what=words.method_word(file.method), version=file.version_number
    )
    if file.original_start is None:
        if len(series) > 1:
            day = day_text(facts.start.date(), "d MMMM yyyy")
            return _("{what}, series from {day}").format(what=what, day=day)
        return _("{what}, whole series").format(what=what) if facts.recurring else what
    day = day_text(file.original_start.date(), "ddd d MMM yyyy")
    if file.recurrence_id is not None:
        # The hour of the rule is not when a moved date is held.
        return f"{what}, {day}"
    return f"{what}, {day} {clock(file.original_start)}"


def due_reason(file: DueFile) -> str:
    """Why it goes out, and to whom."""
    names = [each.name or each.email for each in file.recipients]
    return _("{why} For {names}.").format(why=why_text(file.why, file.changed), names=listed(names))


def why_text(why: Why, changed: Sequence[str]) -> str:
    """Why a file goes out, in one sentence."""
    if why is Why.CHANGED and changed:
        fields = ", ".join(lower_first(field_name(each)) for each in changed)
        return _("Changed: {fields}.").format(fields=fields)
    return {
        Why.NEW: _("They do not know of it yet."),
        Why.CHANGED: _("Goes along with the change of the series."),
        Why.CANCELLED: _("It is off, and they do not know."),
        Why.REMOVED: _("They are not on the list any more."),
        Why.REINSTATED: _("It takes place again."),
        Why.ENDED: _("The series ends earlier; another one goes on from there."),
        Why.AGAIN: _("They have it; this is the same file once more."),
    }[why]


def due_icon(file: DueFile) -> tuple[str, str]:
    """The icon of a file that is due, and its role."""
    if file.method is Method.CANCEL:
        return "calendar-off", "bad"
    return ("person-plus", "accent") if file.why is Why.NEW else ("send", "accent")


def behind(versions: Sequence[RecipientVersion]) -> list[Behind]:
    """Who has another version than the newest that went out, oldest first; none before that."""
    if not any(each.version_number for each in versions):
        return []
    found: dict[tuple[int, bool], list[RecipientVersion]] = {}
    for each in versions:
        if not each.latest:
            is_speaker = each.role is AttendeeRole.SPEAKER
            found.setdefault((each.version_number or 0, not is_speaker), []).append(each)
    return [
        Behind(_behind_text(version, people), tuple(each.email for each in people))
        for (version, _other), people in sorted(found.items(), key=lambda each: each[0])
    ]


def _behind_text(version: int, people: Sequence[RecipientVersion]) -> str:
    count = len(people)
    if people[0].role is AttendeeRole.SPEAKER:
        who = ngettext("{n} speaker", "{n} speakers", count).format(n=count)
    else:
        who = words.people(count)
    if not version:
        has = ngettext("{who} has nothing yet", "{who} have nothing yet", count)
        return has.format(who=who)
    has = ngettext("{who} still has v{version}", "{who} still have v{version}", count)
    return has.format(who=who, version=version)


def group_word(kind: GroupKind) -> str:
    """A group of recipients."""
    return {
        GroupKind.EVERYBODY: _("Everybody"),
        GroupKind.STAGE: _("Speakers and hosts"),
        GroupKind.AUDIENCE: _("Participants"),
        GroupKind.ROOMS: _("Rooms"),
    }[kind]
