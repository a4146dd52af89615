"""How the page of a date reads: invitations, differences, promises, days before the date."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from townhall.domain.date_invitation import Difference
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


def people(count: int) -> str:
    """ "412 people"."""
    return ngettext("{n} person", "{n} people", count).format(n=count)


def field_name(field: str) -> str:
    """What a field of an invitation is called."""
    return {
        "title": _("Title"),
        "objective": _("Objective"),
        "status": _("Status"),
        "start": _("Start"),
        "time_zone": _("Time zone"),
        "duration_minutes": _("Duration"),
        "all_day": _("All day"),
        "recurrence": _("Repeats"),
        "location": _("Place"),
        "join_link": _("Join link"),
        "organizer": _("Organiser"),
        "attendees": _("Attendees"),
        "agenda": _("Run of show"),
        "questions_to": _("Questions go to"),
        "contact": _("Contact"),
        "invitation_language": _("Language"),
        "reminder_minutes": _("Reminder"),
    }[field]


def difference_name(difference: Difference) -> str:
    """What differs: of a start, the time alone where the day is the same."""
    if difference.field == "start":
        before, after = map(datetime.fromisoformat, (difference.told, difference.now))
        return _("Time") if before.date() == after.date() else _("Date")
    return field_name(difference.field)


def fields_in_words(differences: Sequence[Difference]) -> str:
    """The names of the fields that differ, in lower case: "time, place"."""
    return ", ".join(_lower_first(difference_name(each)) for each in differences)


def told_and_now(difference: Difference) -> tuple[str, str]:
    """What was told and what holds now, as short as tells them apart."""
    if difference.field == "start":
        before, after = map(datetime.fromisoformat, (difference.told, difference.now))
        if before.date() == after.date():
            return clock(before), clock(after)
        return _moment(before), _moment(after)
    if difference.field == "attendees":
        return _people_told(difference.told, difference.now)
    return _shown(difference.field, difference.told), _shown(difference.field, difference.now)


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


def _listed(names: Sequence[str]) -> str:
    if len(names) > 2:
        return _("{first} and {n} more").format(first=names[0], n=len(names) - 1)
    return ", ".join(names) or "–"


def _name(attendee: Any) -> str:
    return str(attendee["name"] or attendee["email"])


def _with_role(attendee: Any) -> str:
    return f"{_name(attendee)} ({_lower_first(label(AttendeeRole(attendee['role'])))})"


def _shown(field: str, value: Any) -> str:
    if value in (None, "", []):
        return "–"
    if field == "agenda":
        return ngettext("{n} item", "{n} items", len(value)).format(n=len(value))
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
    if field == "all_day":
        return _("Yes") if value else _("No")
    return " ".join(str(value).split())


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
