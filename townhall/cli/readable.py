"""Details as people read them: rules and fixed words in their language, instants in local time."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from townhall.cli.occurrences import key_text
from townhall.cli.output import fields_of, shown
from townhall.domain.question_story import StepRow, step_words
from townhall.domain.terms import Channel, DeclineReason, PersonRole, label
from townhall.domain.zones import from_utc
from townhall.language import N_, _, current_language, words

_RHYTHMS = {
    "DAILY": (N_("every day"), N_("every {n} days")),
    "WEEKLY": (N_("every week"), N_("every {n} weeks")),
    "MONTHLY": (N_("every month"), N_("every {n} months")),
    "YEARLY": (N_("every year"), N_("every {n} years")),
}
_LANGUAGES = {"nl": N_("Dutch"), "en": N_("English")}


def readable(detail: Any, zone: str, themes: Mapping[str, str]) -> dict[str, object]:
    """The fields of `detail` by name; instants as wall times of `zone`, themes by their names."""
    fields = listed(detail, zone, themes)
    if fields.get("recurrence"):
        from townhall.domain.recurrence_words import describe

        fields["recurrence"] = describe(
            detail.recurrence, detail.start, words(current_language()), zone=detail.time_zone
        )
    return fields


def listed(detail: Any, zone: str, themes: Mapping[str, str]) -> dict[str, object]:
    """The same for a list: how often a series repeats, without the days."""
    fields = fields_of(detail)
    if "overridden" in fields:
        fields["date_key"] = key_text(detail.communication_id, detail.original_start)
    for name, value in fields.items():
        if isinstance(value, datetime) and value.tzinfo is not None:
            fields[name] = from_utc(value, zone)
        elif name == "theme":
            fields[name] = themes.get(str(value), value)
        elif isinstance(value, tuple) and value and isinstance(value[0], StepRow):
            fields[name] = _story(value, zone)
        elif name in _IN_WORDS and value:
            fields[name] = _IN_WORDS[name](value)
    return fields


def _rhythm(rule: Any) -> str:
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    every = int(parts.get("INTERVAL", "1"))
    one, many = _RHYTHMS[parts["FREQ"]]
    return _(one) if every == 1 else _(many).format(n=every)


def _story(steps: Any, zone: str) -> str:
    """The steps of a question, a line each."""
    lines = []
    for step in steps:
        when = shown(from_utc(step.at, zone)) if zone else ""
        lines.append(" · ".join(part for part in (when, step_words(step), step.by) if part))
    return "\n".join(lines)


def _decline_kind(value: Any) -> str:
    return label(DeclineReason(value)) if value in list(DeclineReason) else str(value)


def _agenda(items: Any) -> str:
    return "\n".join(
        " · ".join(
            part
            for part in (
                shown(item.start),
                _("{n} min").format(n=item.duration_minutes),
                item.title,
                item.speaker,
                item.cues,
            )
            if part
        )
        for item in items
    )


def _dates(values: Any) -> str:
    """The dates of a calendar of others, a line each."""
    lines = []
    for each in values:
        when = f"{shown(each.first_day)} – {shown(each.last_day)}"
        if each.start is not None:
            when = f"{shown(each.start)} – {shown(each.end)}"
        free = "" if each.busy else _("free")
        lines.append(" · ".join(part for part in (when, each.title, each.location, free) if part))
    return "\n".join(lines)


def _channel(value: Any) -> str:
    return label(Channel(value)) if value in list(Channel) else str(value)


def _role(value: Any) -> str:
    return label(PersonRole(value)) if value in list(PersonRole) else str(value)


def _language(value: Any) -> str:
    return _(_LANGUAGES[value]) if value in _LANGUAGES else str(value)


_IN_WORDS: dict[str, Callable[[Any], str]] = {
    "recurrence": _rhythm,
    "agenda": _agenda,
    "dates": _dates,
    "channel": _channel,
    "decline_kind": _decline_kind,
    "channels": lambda values: ", ".join(map(_channel, values)),
    "owner_role": _role,
    "language": _language,
    "languages": lambda values: ", ".join(map(_language, values)),
}
