"""How dates of communications read: days, times, kinds and states in the current language."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from townhall.domain.recurrence import describe
from townhall.domain.terms import (
    CausedBy,
    Channel,
    ClosedDays,
    CommunicationKind,
    CommunicationStatus,
    SignOff,
    label,
)
from townhall.domain.zones import from_utc
from townhall.language import _, current_language, ngettext, words
from townhall.services.queries.communication_details import CommunicationDetail
from townhall.services.queries.communications import OccurrenceDetail, OccurrenceRow
from townhall.ui.theme import Tone
from townhall.ui.widgets.dates import locale

KIND_TONES = {
    CommunicationKind.TOWN_HALL: Tone.INDIGO,
    CommunicationKind.PROGRESS_UPDATE: Tone.GREEN,
    CommunicationKind.TRAINING: Tone.ORANGE,
    CommunicationKind.WORKING_GROUP: Tone.PINK,
    CommunicationKind.DROP_IN: Tone.BLUE,
    CommunicationKind.BOARD_BRIEFING: Tone.VIOLET,
}
"""The colour of each kind; its word always stands somewhere near."""

KIND_ICONS = {
    CommunicationKind.TOWN_HALL: "town-hall",
    CommunicationKind.PROGRESS_UPDATE: "speaker",
    CommunicationKind.TRAINING: "training",
    CommunicationKind.WORKING_GROUP: "people",
    CommunicationKind.DROP_IN: "questions",
    CommunicationKind.BOARD_BRIEFING: "building",
}

STATUS_TONES = {
    CommunicationStatus.IDEA: Tone.NEUTRAL,
    CommunicationStatus.PLANNED: Tone.ACCENT,
    CommunicationStatus.CONFIRMED: Tone.OK,
    CommunicationStatus.HELD: Tone.NEUTRAL,
    CommunicationStatus.EVALUATED: Tone.NEUTRAL,
    CommunicationStatus.CANCELLED: Tone.BAD,
}

SIGN_OFF_TONES = {
    SignOff.DRAFT: Tone.NEUTRAL,
    SignOff.IN_REVIEW: Tone.WARN,
    SignOff.APPROVED: Tone.OK,
}

_HOUR = 60
_DAY = 24 * _HOUR


def is_draft(row: OccurrenceRow) -> bool:
    """Whether it is still an idea, or planned with nothing laid before anybody yet."""
    planned = row.status is CommunicationStatus.PLANNED
    return row.status is CommunicationStatus.IDEA or (planned and row.sign_off is SignOff.DRAFT)


def is_cancelled(row: OccurrenceRow) -> bool:
    """Whether it is called off."""
    return row.status is CommunicationStatus.CANCELLED


def state_word(row: OccurrenceRow) -> str:
    """The one word for its state: Draft for a plan that is one."""
    if row.status is CommunicationStatus.PLANNED and row.sign_off is SignOff.DRAFT:
        return label(SignOff.DRAFT)
    return label(row.status)


def day_text(day: date, pattern: str = "dddd d MMMM yyyy") -> str:
    """`day` by one of QLocale's patterns, in the language of the window."""
    return str(locale().toString(QDate(day.year, day.month, day.day), pattern))


def short_date(day: date | None, today: date) -> str:
    """ "27 Nov", with the year where it is another one than today's."""
    if day is None:
        return ""
    form = "d MMM" if day.year == today.year else "d MMM yyyy"
    return _written(day, form)


def day_words(day: date | None, today: date) -> str:
    """ "Fri 27 Nov", with the year where it is another one than today's."""
    if day is None:
        return ""
    form = "ddd d MMM" if day.year == today.year else "ddd d MMM yyyy"
    return _written(day, form)


def _written(day: date, form: str) -> str:
    return str(locale().toString(QDate(day.year, day.month, day.day), form)).replace(".", "")


def month_text(day: date) -> str:
    """The month of `day` as a title: "November 2026"."""
    text = day_text(day.replace(day=1), "MMMM yyyy")
    return text[:1].upper() + text[1:]


def weekday_names(length: QLocale.FormatType = QLocale.FormatType.ShortFormat) -> list[str]:
    """Monday to Sunday."""
    return [locale().standaloneDayName(day, length) for day in range(1, 8)]


def clock(moment: datetime) -> str:
    """ "10:30"."""
    return f"{moment.hour:02}:{moment.minute:02}"


def time_text(row: OccurrenceRow) -> str:
    """When on its day: "10:00 – 11:15", "All day", or from which day to which."""
    start, end = row.shown_start, row.shown_end
    length = (end - start).total_seconds() // 60
    if row.all_day:
        if length <= _DAY:
            return _("All day")
        last = (
            end.date()
            if end.time() != datetime.min.time()
            else date.fromordinal(end.date().toordinal() - 1)
        )
        return f"{day_text(start.date(), 'd MMM')} – {day_text(last, 'd MMM')}"
    if length >= _DAY:
        first = f"{day_text(start.date(), 'd MMM')} {clock(start)}"
        return f"{first} – {day_text(end.date(), 'd MMM')} {clock(end)}"
    return clock(start) if end == start else f"{clock(start)} – {clock(end)}"


def elsewhere_text(row: OccurrenceRow, zone: str) -> str:
    """When it is in another `zone`: "New York 04:00 – 05:15"; empty without one."""
    if not zone or row.all_day:
        return ""
    start, end = from_utc(row.start_utc, zone), from_utc(row.end_utc, zone)
    city = zone.rpartition("/")[2].replace("_", " ")
    day = "" if start.date() == row.shown_start.date() else f"{day_text(start.date(), 'ddd')} "
    return f"{city} {day}{clock(start)} – {clock(end)}"


def duration_text(minutes: int) -> str:
    """ "45 min", "1 h 15 min", "2 days"."""
    if minutes and minutes % _DAY == 0:
        days = minutes // _DAY
        return ngettext("{n} day", "{n} days", days).format(n=days)
    hours, rest = divmod(minutes, _HOUR)
    if not hours:
        return _("{n} min").format(n=rest)
    if not rest:
        return _("{n} h").format(n=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)


def told(row: OccurrenceRow) -> str:
    """Everything the look of an item says, in words, for tooltips and screen readers."""
    parts = [row.title, time_text(row), label(row.kind), state_word(row)]
    if row.location:
        parts.append(row.location)
    if row.overridden and row.recurring:
        parts.append(_("differs from the series"))
    return ", ".join(parts)


def rule_text(communication: CommunicationDetail) -> str:
    """The rule of a series as a sentence with a capital; empty without one."""
    if not communication.recurrence:
        return ""
    sentence = describe(
        communication.recurrence,
        communication.start,
        words(current_language()),
        zone=communication.time_zone,
    )
    return sentence[:1].upper() + sentence[1:]


def repeats_text(communication: CommunicationDetail) -> str:
    """The rule of a series and what it does on closed days; empty without a rule."""
    rule = rule_text(communication)
    return "; ".join((rule, *closed_days_words(communication))) if rule else ""


def closed_days_words(communication: CommunicationDetail) -> list[str]:
    """What a series does on public holidays and in blackout periods, where it does anything."""
    said = []
    for choice, skipped, moved in (
        (
            communication.on_holidays,
            _("not on public holidays"),
            _("on public holidays the next working day"),
        ),
        (
            communication.on_blackouts,
            _("not in blackout periods"),
            _("in blackout periods the next working day"),
        ),
    ):
        if choice is not ClosedDays.KEEP:
            said.append(skipped if choice is ClosedDays.SKIP else moved)
    return said


def exception_text(detail: OccurrenceDetail) -> str:
    """How a date differs from its series, in words; empty when it does not."""
    row, series = detail.row, detail.communication
    if not row.recurring:
        return ""
    if row.cause is not None:
        return _closed_text(row)
    if not row.overridden:
        return _("Extra date") if row.added else ""
    differences = []
    if row.start != row.original_start:
        was = day_text(row.original_start.date(), "ddd d MMM")
        if not row.all_day:
            was = f"{was} {clock(row.original_start)}"
        differences.append(_("planned for {when}").format(when=was))
    if row.title != series.title:
        differences.append(_("another title"))
    if row.location != series.location:
        differences.append(_("another place"))
    if (row.end - row.start).total_seconds() // 60 != series.duration_minutes:
        differences.append(_("another duration"))
    if is_cancelled(row):
        differences.append(_("cancelled"))
    elif row.status is not series.status:
        differences.append(_("another status"))
    if not differences:
        return _("Held all the same on a closed day")
    words = _("Extra date: {differences}") if row.added else _("This date differs: {differences}")
    return words.format(differences=", ".join(differences))


def _closed_text(row: OccurrenceRow) -> str:
    """What a closed day did to a date."""
    holiday = row.cause is CausedBy.HOLIDAY
    if is_cancelled(row):
        if holiday:
            return _("Left out: a public holiday")
        return _("Left out: a blackout period")
    was = day_text(row.original_start.date(), "ddd d MMM")
    if holiday:
        return _("Moved from {date}, a public holiday").format(date=was)
    return _("Moved from {date}, in a blackout period").format(date=was)


def channel_text(channel: str) -> str:
    """The word for a channel; a channel of one's own as it was typed."""
    known = {each.value: each for each in Channel}
    return label(known[channel]) if channel in known else channel
