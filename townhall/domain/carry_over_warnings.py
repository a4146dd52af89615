"""Warnings of questions that went over too often, and of those that wait for a date."""

from datetime import date, datetime

from townhall.domain.day_words import listed, short_day, shortened
from townhall.domain.terms import Severity, WarningKind
from townhall.domain.warnings import PlanWarning, Subject, WarnedDate, date_subject
from townhall.language import _, ngettext


def escalated_warning(
    question_id: int, text: str, times: int, sponsors: tuple[str, ...], since: date, today: date
) -> PlanWarning:
    """An open question that was carried over so often that its sponsor has to know.

    `since` is the day of the last time.
    """
    title = ngettext(
        "“{question}” was carried over {n} time and is still open",
        "“{question}” was carried over {n} times and is still open",
        times,
    ).format(question=shortened(text), n=times)
    reason = _("nobody is sponsor: name one, so that somebody decides")
    if sponsors:
        reason = _("it is up to {names} now, as sponsor").format(names=listed(sponsors))
    return _made(Severity.HIGH, title, reason, Subject("question", question_id), since, today)


def waiting_warning(
    date_key: tuple[int, datetime],
    title: str,
    number: int,
    day: date,
    next_day: date | None,
    today: date,
    *,
    recurring: bool,
) -> PlanWarning:
    """Open questions at a date that has been; `next_day` is that of the date they can go to."""
    words = ngettext(
        "{n} question of “{title}” of {day} is still open",
        "{n} questions of “{title}” of {day} are still open",
        number,
    ).format(n=number, title=title, day=short_day(day, today))
    if next_day is None:
        reason = ngettext(
            "it waits until a next date is planned",
            "they wait until a next date is planned",
            number,
        )
    else:
        reason = ngettext(
            "it can be carried over to {day}", "they can be carried over to {day}", number
        ).format(day=short_day(next_day, today))
    subject = date_subject(*date_key, recurring=recurring)
    return _made(
        Severity.MEDIUM, words, reason, subject, day, today, dates=(WarnedDate(*date_key),)
    )


def homeless_warning(question_id: int, text: str, since: date, today: date) -> PlanWarning:
    """An open question whose date was called off, with no other date to go to."""
    title = _("“{question}” waits for a date").format(question=shortened(text))
    reason = _("its date is off and none is planned after it")
    return _made(Severity.MEDIUM, title, reason, Subject("question", question_id), since, today)


def _made(
    severity: Severity,
    title: str,
    reason: str,
    subject: Subject,
    since: date,
    today: date,
    dates: tuple[WarnedDate, ...] = (),
) -> PlanWarning:
    text = _("{what}: {why}").format(what=title, why=reason)
    kind = WarningKind.UNANSWERED
    return PlanWarning(
        kind, severity, text, title, reason, subject, min(since, today), today, dates
    )
