"""How the fields of an invitation, and where it stands, are called: one word everywhere."""

from collections.abc import Sequence
from datetime import datetime

from townhall.domain.date_invitation import Difference, Standing
from townhall.language import _


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
        "reminder_minutes": _("Reminder"),
        "agenda": _("Run of show"),
        "questions_to": _("Questions go to"),
        "contact": _("Contact"),
        "invitation_language": _("Language"),
        "overrides": _("Dates of the series"),
        "categories": _("Categories"),
    }[field]


def difference_name(difference: Difference) -> str:
    """What differs: of a start, the time alone where the day is the same."""
    if difference.field == "start":
        before, after = map(datetime.fromisoformat, (difference.told, difference.now))
        return _("Time") if before.date() == after.date() else _("Date")
    return field_name(difference.field)


def fields_in_words(differences: Sequence[Difference]) -> str:
    """The names of the fields that differ, in lower case: "time, place"."""
    return ", ".join(lower_first(difference_name(each)) for each in differences)


def changed_words(differences: Sequence[Difference]) -> str:
    """ "Changed since: time, place."; nothing when nothing did."""
    if not differences:
        return ""
    return _("Changed since: {fields}.").format(fields=fields_in_words(differences))


def standing_word(standing: Standing, *, off: bool = False, behind: bool = False) -> str:
    """Where an invitation stands, in one or two words.

    `off`: the date does not take place. `behind`: somebody on the list has an older version.
    """
    if off and standing is Standing.NEVER_SENT:
        return _("Cancelled")
    if behind and standing is Standing.CURRENT and not off:
        return _("Partly sent")
    return {
        Standing.NEVER_SENT: _("Not sent"),
        Standing.CURRENT: _("Up to date"),
        Standing.OUTDATED: _("Outdated"),
        Standing.TO_WITHDRAW: _("Not told yet"),
        Standing.WITHDRAWN: _("Cancelled"),
    }[standing]


def lower_first(text: str) -> str:
    """`text` with a small first letter, inside a sentence."""
    return text[:1].lower() + text[1:]
