"""Details as people read them: rules and fixed words in their language, instants in local time."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from townhall.cli.occurrences import key_text
from townhall.cli.output import fields_of, shown
from townhall.domain.terms import Channel, PersonRole, label
from townhall.domain.zones import from_utc
from townhall.language import N_, _, current_language, words

_LANGUAGES = {"nl": N_("Dutch"), "en": N_("English")}


def readable(detail: Any, zone: str) -> dict[str, object]:
    """The fields of `detail` by name; instants as wall times of `zone`."""
    fields = fields_of(detail)
    if "overridden" in fields:
        fields["key"] = key_text(detail.communication_id, detail.original_start)
    for name, value in fields.items():
        if isinstance(value, datetime) and value.tzinfo is not None:
            fields[name] = from_utc(value, zone)
        elif name in _IN_WORDS and value:
            fields[name] = _IN_WORDS[name](detail, value)
    return fields


def _rule(detail: Any, rule: Any) -> str:
    from townhall.domain.recurrence_words import describe

    return describe(rule, detail.start, words(current_language()), zone=detail.time_zone)


def _agenda(_detail: Any, items: Any) -> str:
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


def _channel(_detail: Any, value: Any) -> str:
    return label(Channel(value)) if value in list(Channel) else str(value)


def _role(_detail: Any, value: Any) -> str:
    return label(PersonRole(value)) if value in list(PersonRole) else str(value)


def _language(_detail: Any, value: Any) -> str:
    return _(_LANGUAGES[value]) if value in _LANGUAGES else str(value)


_IN_WORDS: dict[str, Callable[[Any, Any], object]] = {
    "recurrence": _rule,
    "agenda": _agenda,
    "channel": _channel,
    "channels": lambda detail, values: ", ".join(_channel(detail, each) for each in values),
    "owner_role": _role,
    "language": _language,
    "languages": lambda detail, values: ", ".join(_language(detail, each) for each in values),
}
