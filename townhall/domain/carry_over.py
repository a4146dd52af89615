"""Open questions that go on to a later date: what counts as open, how often is too often."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from townhall.domain.day_words import short_day
from townhall.domain.terms import CommunicationStatus, Outcome
from townhall.language import ngettext

UNFINISHED = (Outcome.OPEN, Outcome.CARRIED_OVER)
"""How questions stand that still want an answer."""

CLOSED = frozenset({CommunicationStatus.HELD, CommunicationStatus.EVALUATED})
"""States of a date at which no question can be answered any more."""

ESCALATED_AFTER = 2
"""A question that was carried so often is a matter of its sponsor."""


def is_escalated(outcome: Outcome, times_carried: int) -> bool:
    """Whether a question went over so often that its sponsor has to know."""
    return outcome in UNFINISHED and times_carried >= ESCALATED_AFTER


def told_sponsors(
    initiatives: Iterable[str], sponsors: Mapping[str, str], others: Sequence[str]
) -> tuple[str, ...]:
    """Names of those who are told: the sponsors of `initiatives`, each once; else `others`.

    `sponsors` gives the sponsor of an initiative, `others` are people with that role.
    """
    own = dict.fromkeys(sponsors[each] for each in initiatives if sponsors.get(each))
    return tuple(own) or tuple(others)


def went_words(number: int, day: date, today: date) -> str:
    """What is said of open questions that go along to the date on `day`."""
    return ngettext(
        "{n} open question goes to {day}", "{n} open questions go to {day}", number
    ).format(n=number, day=short_day(day, today))


def waiting_words(number: int) -> str:
    """What is said of open questions for which no later date is planned."""
    return ngettext(
        "{n} open question waits until a next date is planned",
        "{n} open questions wait until a next date is planned",
        number,
    ).format(n=number)


def carried_words(times: int) -> str:
    """How often a question went over, in a word."""
    return ngettext("carried over {n} time", "carried over {n} times", times).format(n=times)
