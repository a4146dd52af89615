"""Open questions that go on to a later date: what counts as open, how often is too often."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from townhall.domain.day_words import listed, short_day
from townhall.domain.terms import CommunicationStatus, Outcome
from townhall.language import _, ngettext

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


def escalated_words(times: int, sponsors: Sequence[str]) -> str:
    """What is said of a question whose sponsor has to know how often it went over."""
    words = ngettext("Carried over {n} time", "Carried over {n} times", times).format(n=times)
    reason = _("nobody is sponsor: name one, so that somebody decides")
    if sponsors:
        reason = _("it is up to {names} now, as sponsor").format(names=listed(sponsors))
    return _("{what}: {why}").format(what=words, why=reason)


def move_words(
    to_title: str, to_day: date | None, left: date | None, today: date, *, off: bool
) -> str:
    """That a question went from the date on `left` to another one; `off`: its own was called off.

    Without `to_day` it waits for a date.
    """
    if to_day is None:
        return _("Waits for a date; its own is off")
    day = short_day(to_day, today)
    if off and left is not None:
        return _("Moved on to {title}, {day}: {left} is off").format(
            title=to_title, day=day, left=short_day(left, today)
        )
    if off or left is None:
        return _("Moved on to {title}, {day}").format(title=to_title, day=day)
    return _("Carried over to {title}, {day}").format(title=to_title, day=day)
