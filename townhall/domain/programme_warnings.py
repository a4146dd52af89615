"""Warnings about the programme: silence, training, reviews, duties, promises, open questions."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from townhall.domain.day_words import short_day, shortened
from townhall.domain.terms import (
    CadenceState,
    CommunicationKind,
    DutyKind,
    RiskClass,
    Severity,
    WarningKind,
    label,
)
from townhall.domain.warnings import PlanWarning, Subject, WarnedDate, date_subject
from townhall.language import _, ngettext

DUTY_AHEAD = timedelta(days=14)
"""How long before its day a duty is spoken of."""

TRAINING_AHEAD = timedelta(days=60)
"""How long before go-live required training should be under way."""

REVIEW_AHEAD = timedelta(days=90)
"""How long before go-live an ethics review should be there: committees meet monthly."""

QUESTIONS_AHEAD = timedelta(days=14)
"""How long before a date its open questions are spoken of."""

_GRAVE_AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Silence:
    """A promise that is due or broken, as `services.queries.cadence` knows it."""

    cadence_id: int
    audience: str
    initiative: str
    kind: CommunicationKind
    every_weeks: int
    state: CadenceState
    last_reached: date | None
    days_silent: int
    due_on: date
    next_planned: date | None
    not_approved: date | None


def rhythm_words(every_weeks: int) -> str:
    """ "every 4 weeks"."""
    if every_weeks == 1:
        return _("every week")
    return _("every {n} weeks").format(n=every_weeks)


def silence_warning(silence: Silence, today: date) -> PlanWarning | None:
    """The warning of a broken promise, or of one that is due with nothing planned in time."""
    late = silence.state is CadenceState.BROKEN
    in_time = silence.next_planned is not None and silence.next_planned <= silence.due_on
    if not late and (silence.state is CadenceState.KEPT or in_time):
        return None
    planned_late = late and silence.next_planned is not None
    return _made(
        WarningKind.SILENCE,
        Severity.HIGH if late and not planned_late else Severity.MEDIUM,
        _silence_title(silence, today, late=late),
        _silence_reason(silence, today),
        Subject("cadence", silence.cadence_id),
        since=silence.due_on + timedelta(days=1) if late else today,
        day=silence.due_on,
    )


def _silence_title(silence: Silence, today: date, *, late: bool) -> str:
    names = {"audience": silence.audience, "initiative": silence.initiative}
    if not late:
        return _("{audience} should hear of {initiative} by {day}").format(
            **names, day=short_day(silence.due_on, today)
        )
    if silence.last_reached is None:
        return _("{audience} has not heard of {initiative} yet").format(**names)
    return ngettext(
        "{audience} has heard nothing of {initiative} for {n} day",
        "{audience} has heard nothing of {initiative} for {n} days",
        silence.days_silent,
    ).format(**names, n=silence.days_silent)


def _silence_reason(silence: Silence, today: date) -> str:
    promised = _("a {kind} was promised {rhythm}").format(
        kind=label(silence.kind).lower(), rhythm=rhythm_words(silence.every_weeks)
    )
    parts = [promised]
    if silence.not_approved is not None:
        unsigned = _("what was held on {day} does not count, for it is not approved")
        parts.append(unsigned.format(day=short_day(silence.not_approved, today)))
    if silence.next_planned is None:
        parts.append(_("nothing is planned"))
    else:
        ahead = _("the next one is planned on {day}")
        parts.append(ahead.format(day=short_day(silence.next_planned, today)))
    return "; ".join(parts)


def unreached_warning(
    initiative_id: int, initiative: str, audience: str, *, today: date, since: date
) -> PlanWarning:
    """An audience whose work an initiative changes and for which nothing is or was planned."""
    return _made(
        WarningKind.UNCOVERED_AUDIENCE,
        Severity.MEDIUM,
        _("No communication about {initiative} reaches {audience}").format(
            initiative=initiative, audience=audience
        ),
        _("it changes their work"),
        Subject("initiative", initiative_id),
        since=since,
        day=today,
    )


def training_warning(
    training_id: int,
    initiative_id: int,
    title: str,
    audience: str,
    initiative: str,
    missing: tuple[int, int],
    go_live: date,
    today: date,
) -> PlanWarning:
    """People, as (how many, of how many), who miss a required training before or after go-live."""
    people = ngettext(
        "{n} of {total} person of {audience} has not followed “{title}”",
        "{n} of {total} people of {audience} have not followed “{title}”",
        missing[1],
    ).format(n=missing[0], total=missing[1], audience=audience, title=title)
    return _made(
        WarningKind.MISSING_TRAINING,
        Severity.HIGH if abs(go_live - today) <= _GRAVE_AHEAD else Severity.MEDIUM,
        people,
        _("it is required, and {live}").format(live=_live(initiative, go_live, today)),
        Subject("training", training_id),
        since=min(today, go_live - TRAINING_AHEAD),
        day=go_live,
        place=Subject("initiative", initiative_id),
    )


def review_warning(
    initiative_id: int, initiative: str, risk: RiskClass, go_live: date, today: date
) -> PlanWarning:
    """An initiative that goes live, or is, without an ethics review that approves of it."""
    return _made(
        WarningKind.MISSING_REVIEW,
        Severity.HIGH if go_live - today <= _GRAVE_AHEAD else Severity.MEDIUM,
        _("{initiative} has no approved ethics review").format(initiative=initiative),
        _risk_words(risk, go_live, today),
        Subject("initiative", initiative_id),
        since=min(today, go_live - REVIEW_AHEAD),
        day=go_live,
    )


def repeat_review_warning(
    review_id: int, initiative_id: int, initiative: str, next_date: date, today: date
) -> PlanWarning:
    """A review that was to be repeated and was not."""
    return _made(
        WarningKind.MISSING_REVIEW,
        Severity.MEDIUM,
        _("The ethics review of {initiative} was to be repeated on {day}").format(
            initiative=initiative, day=short_day(next_date, today)
        ),
        _("no later review is recorded"),
        Subject("review", review_id),
        since=next_date + timedelta(days=1),
        day=next_date,
        place=Subject("initiative", initiative_id),
    )


def duty_warning(
    duty_id: int, initiative_id: int, kind: DutyKind, initiative: str, due: date, today: date
) -> PlanWarning:
    """A duty that must be done soon, or should have been."""
    late = (today - due).days
    if late > 0:
        reason = ngettext("that was {n} day ago", "that was {n} days ago", late).format(n=late)
    elif late == 0:
        reason = _("that is today")
    else:
        reason = ngettext("that is in {n} day", "that is in {n} days", -late).format(n=-late)
    return _made(
        WarningKind.DUTY_DUE,
        Severity.HIGH if late >= 0 else Severity.MEDIUM,
        _("{duty} for {initiative} must be done by {day}").format(
            duty=label(kind), initiative=initiative, day=short_day(due, today)
        ),
        reason,
        Subject("duty", duty_id),
        since=min(today, due - DUTY_AHEAD),
        day=due,
        place=Subject("initiative", initiative_id),
    )


def follow_up_warning(
    follow_up_id: int, promised: str, owner: str | None, due: date, today: date
) -> PlanWarning:
    """A promise whose day has passed."""
    reason = _("nobody owns it")
    if owner:
        reason = _("{name} has not done it yet").format(name=owner)
    return _made(
        WarningKind.OVERDUE_FOLLOW_UP,
        Severity.HIGH,
        _("“{promise}” was due on {day}").format(
            promise=shortened(promised), day=short_day(due, today)
        ),
        reason,
        Subject("follow-up", follow_up_id),
        since=due + timedelta(days=1),
        day=due,
    )


def late_answer_warning(
    question_id: int, text: str, owner: str | None, answer_by: date, today: date, *, written: bool
) -> PlanWarning:
    """A question that should have been answered; `written`: its answer waits for approval."""
    if written:
        reason = _("the answer waits for approval")
    elif owner:
        reason = _("{name} has not answered it yet").format(name=owner)
    else:
        reason = _("nobody owns it")
    return _made(
        WarningKind.UNANSWERED,
        Severity.HIGH,
        _("“{question}” should have been answered by {day}").format(
            question=shortened(text), day=short_day(answer_by, today)
        ),
        reason,
        Subject("question", question_id),
        since=answer_by + timedelta(days=1),
        day=answer_by,
    )


def open_questions_warning(
    date_key: tuple[int, datetime],
    title: str,
    day: date,
    count: int,
    today: date,
    *,
    recurring: bool,
) -> PlanWarning:
    """Questions for a date that comes soon, without an approved answer."""
    return _made(
        WarningKind.UNANSWERED,
        Severity.MEDIUM,
        ngettext(
            "{n} question for “{title}” has no approved answer",
            "{n} questions for “{title}” have no approved answer",
            count,
        ).format(n=count, title=title),
        _("it is held on {day}").format(day=short_day(day, today)),
        date_subject(*date_key, recurring=recurring),
        since=min(today, day - QUESTIONS_AHEAD),
        day=day,
        dates=(WarnedDate(*date_key),),
    )


def _risk_words(risk: RiskClass, go_live: date, today: date) -> str:
    words, day = label(risk).lower(), short_day(go_live, today)
    if go_live < today:
        sentence = _("it is classed as {risk} and has been live since {day}")
    else:
        sentence = _("it is classed as {risk} and goes live on {day}")
    return sentence.format(risk=words, day=day)


def _live(initiative: str, go_live: date, today: date) -> str:
    day = short_day(go_live, today)
    if go_live < today:
        return _("{initiative} has been live since {day}").format(initiative=initiative, day=day)
    return _("{initiative} goes live on {day}").format(initiative=initiative, day=day)


def _made(
    kind: WarningKind,
    severity: Severity,
    title: str,
    reason: str,
    subject: Subject,
    *,
    since: date,
    day: date,
    dates: tuple[WarnedDate, ...] = (),
    place: Subject | None = None,
) -> PlanWarning:
    text = _("{what}: {why}").format(what=title, why=reason)
    return PlanWarning(kind, severity, text, title, reason, subject, since, day, dates, place)
