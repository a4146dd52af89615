"""How the page of a date reads: invitations, differences, promises, days before the date."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from townhall.domain.date_invitation import Difference, Standing
from townhall.domain.field_words import lower_first, standing_word
from townhall.domain.invitations import Method
from townhall.domain.recurrence import describe
from townhall.domain.terms import AttendeeRole, CommunicationStatus, Outcome, QuestionState, label
from townhall.language import _, current_language, ngettext, words
from townhall.services.queries.follow_ups import FollowUpDetail
from townhall.services.queries.invitations import InvitationDetail
from townhall.services.queries.questions import QuestionRow
from townhall.ui.date_words import clock, day_text, duration_text
from townhall.ui.theme import Tone

ROLE_ORDER = tuple(AttendeeRole)
"""Hosts and speakers first, the room last, as the domain lists them."""

_NAMES_IN_FULL = 40


def people(count: int) -> str:
    """ "412 people"."""
    return ngettext("{n} person", "{n} people", count).format(n=count)


def told_and_now(difference: Difference) -> tuple[str, str]:
    """What was told and what holds now, as short as tells them apart."""
    if difference.field == "start":
        before, after = map(datetime.fromisoformat, (difference.told, difference.now))
        if before.date() == after.date():
            return clock(before), clock(after)
        return _moment(before), _moment(after)
    if difference.field == "attendees":
        return _people_told(difference.told, difference.now)
    if difference.field == "agenda":
        return _agenda_told(difference.told, difference.now)
    return _shown(difference.field, difference.told), _shown(difference.field, difference.now)


def invitation_chip(standing: Standing, *, off: bool, behind: bool) -> tuple[str, str]:
    """The one word for where an invitation stands, and its tone; as `standing_word`."""
    tones = {Standing.OUTDATED: "bad", Standing.TO_WITHDRAW: "bad", Standing.CURRENT: "ok"}
    partly = behind and standing is Standing.CURRENT and not off
    tone = "warn" if partly else tones.get(standing, "neutral")
    return standing_word(standing, off=off, behind=behind), tone


def full_text(field: str, value: Any) -> str:
    """What a field holds, nothing left out; lines stay lines."""
    if value in (None, "", []):
        return "–"
    if field == "agenda":
        return "\n".join(map(_agenda_line, value))
    if field == "attendees":
        names = [_with_role(each) for each in value[:_NAMES_IN_FULL]]
        left = len(value) - len(names)
        text = ", ".join(names)
        return _("{names} and {n} more").format(names=text, n=left) if left else text
    if field == "organizer":
        return f"{value['name']} ({value['email']})" if value["name"] else str(value["email"])
    if field == "start":
        start = datetime.fromisoformat(value)
        return f"{day_text(start.date(), 'dddd d MMMM yyyy')}, {clock(start)}"
    if field in ("objective", "contact"):
        return str(value)
    return _shown(field, value)


def people_changes(told: Sequence[Any], now: Sequence[Any]) -> list[str]:
    """Who came, who went and who has another part, each as a line of names."""
    before = {each["email"].casefold(): each for each in told}
    after = {each["email"].casefold(): each for each in now}
    came = [_with_role(after[key]) for key in after if key not in before]
    went = [_name(before[key]) for key in before if key not in after]
    other = [
        f"{_with_role(before[key])} → {lower_first(label(AttendeeRole(after[key]['role'])))}"
        for key in before
        if key in after and before[key] != after[key]
    ]
    named = ((_("Added"), came), (_("Removed"), went), (_("Changed"), other))
    return [
        _("{what} ({n}): {names}").format(what=what, n=len(names), names=", ".join(names))
        for what, names in named
        if names
    ]


def method_word(method: str) -> str:
    """What a calendar file is, in words."""
    return {
        Method.REQUEST: _("Invitation"),
        Method.PUBLISH: _("Calendar item"),
        Method.CANCEL: _("Cancellation"),
    }[Method(method)]


def sent_text(sent: InvitationDetail, moment: datetime) -> str:
    """ "v3 sent on 5 November to 412 people."; `moment` is local."""
    if sent.method == Method.CANCEL:
        sentence = _("Cancellation sent on {date} to {people}.")
    else:
        sentence = _("v{version} sent on {date} to {people}.")
    return sentence.format(
        version=sent.version_number,
        date=day_text(moment.date(), "d MMMM"),
        people=people(len(sent.recipients)),
    )


def countdown(offset_days: int) -> str:
    """Working days from the date: "T-7", "T", "T+2"."""
    return f"T{offset_days:+d}" if offset_days else "T"


def question_state(row: QuestionRow) -> tuple[str, Tone]:
    """The one word for where a question stands, and its tone."""
    if row.state is QuestionState.CLOSED:
        tone = Tone.NEUTRAL if row.outcome is Outcome.DECLINED else Tone.OK
        return label(row.outcome), tone
    if row.owner is None:
        return _("No owner"), Tone.BAD
    return {
        QuestionState.NEW: (label(QuestionState.NEW), Tone.WARN),
        QuestionState.ASSIGNED: (label(QuestionState.ASSIGNED), Tone.ACCENT),
        QuestionState.DRAFTED: (label(QuestionState.DRAFTED), Tone.WARN),
        QuestionState.APPROVED: (label(QuestionState.APPROVED), Tone.OK),
    }[row.state]


def question_facts(row: QuestionRow) -> list[str]:
    """Who asked it where, and how often."""
    facts = [row.owner] if row.owner else []
    if row.audience:
        facts.append(row.audience)
    if row.merged:
        facts.append(ngettext("{n} merged", "{n} merged", row.merged).format(n=row.merged))
    if row.times_carried:
        facts.append(
            ngettext("carried over {n} time", "carried over {n} times", row.times_carried).format(
                n=row.times_carried
            )
        )
    return facts


def promise_state(promise: FollowUpDetail, today: date) -> tuple[str, Tone]:
    """When it is due, in words, and its tone."""
    if promise.due is None:
        return _("No date agreed"), Tone.WARN
    late = (today - promise.due).days
    if late > 0:
        return ngettext("{n} day late", "{n} days late", late).format(n=late), Tone.BAD
    if late == 0:
        return _("Due today"), Tone.WARN
    return _("Due {date}").format(date=day_text(promise.due, "d MMM")), Tone.NEUTRAL


def _moment(moment: datetime) -> str:
    return f"{day_text(moment.date(), 'ddd d MMM')} {clock(moment)}"


def _people_told(told: Any, now: Any) -> tuple[str, str]:
    before = {each["email"].casefold(): each for each in told or []}
    after = {each["email"].casefold(): each for each in now or []}
    gone = [_name(before[key]) for key in before if key not in after]
    new = [_name(after[key]) for key in after if key not in before]
    if gone or new:
        return _listed(gone), _listed(new)
    changed = [key for key in before if before[key] != after[key]]
    return (
        _listed([_with_role(before[key]) for key in changed]),
        _listed([_with_role(after[key]) for key in changed]),
    )


def _agenda_told(told: Any, now: Any) -> tuple[str, str]:
    before, after = len(told or []), len(now or [])
    if before == after:
        return _("earlier run of show"), _("changed run of show")
    return _items(before), _items(after)


def _items(count: int) -> str:
    return ngettext("{n} item", "{n} items", count).format(n=count) if count else "–"


def _agenda_line(item: Any) -> str:
    parts = [item["title"], item["speaker"] or "", duration_text(int(item["duration_minutes"]))]
    text = ", ".join(part for part in parts if part)
    return f"{item['start']} {text}" if item["start"] else text


def _listed(names: Sequence[str]) -> str:
    if len(names) > 2:
        return _("{first} and {n} more").format(first=names[0], n=len(names) - 1)
    return ", ".join(names) or "–"


def _name(attendee: Any) -> str:
    return str(attendee["name"] or attendee["email"])


def _with_role(attendee: Any) -> str:
    return f"{_name(attendee)} ({lower_first(label(AttendeeRole(attendee['role'])))})"


def _shown(field: str, value: Any) -> str:
    if value in (None, "", []):
        return "–"
    if field in ("duration_minutes", "reminder_minutes"):
        return duration_text(int(value))
    if field == "status":
        return {
            "TENTATIVE": label(CommunicationStatus.PLANNED),
            "CONFIRMED": label(CommunicationStatus.CONFIRMED),
            "CANCELLED": label(CommunicationStatus.CANCELLED),
        }[value]
    if field == "recurrence":
        # Any start will do: what the rule leaves open is not what changed in it.
        return describe(value, datetime(2026, 1, 1), words(current_language()))
    if field == "organizer":
        return _name(value)
    if field == "invitation_language":
        return languages_text(str(value))
    if field == "all_day":
        return _("Yes") if value else _("No")
    return " ".join(str(value).split())


def languages_text(codes: str) -> str:
    """ "Dutch and English" for "nl+en"."""
    names = {"nl": _("Dutch"), "en": _("English")}
    both = [names[code] for code in codes.split("+") if code in names]
    return _("{first} and {second}").format(first=both[0], second=both[1]) if both[1:] else both[0]
