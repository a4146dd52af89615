"""Reading untrusted field values (the window's, the command line's) into what the plan keeps.

A noun's fields are a mapping of the contract's names to `Field`s. Reading raises InvalidInput with
the field's name; nothing is changed before every field has been read.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select

from townhall.domain.errors import InvalidInput
from townhall.domain.mail import check_email, check_link
from townhall.domain.terms import noun_label
from townhall.language import LANGUAGES, _
from townhall.storage.base import Record
from townhall.storage.models import Audience, Communication, Initiative, Person, Question
from townhall.storage.unit_of_work import UnitOfWork

Read = Callable[[UnitOfWork, Any, str], Any]
"""Reads a raw value for a named field; returns what is stored, or raises InvalidInput."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: the attribute it is stored in, and how its value is read."""

    attribute: str
    read: Read
    required: bool = False


def read_fields(
    uow: UnitOfWork, spec: Mapping[str, Field], fields: Mapping[str, Any], *, adding: bool
) -> dict[str, Any]:
    """Attribute values for `fields`; raises InvalidInput for unknown, missing or bad fields."""
    if not isinstance(fields, Mapping):
        raise InvalidInput(_("A JSON object with fields is needed."))
    for name in fields:
        if name not in spec:
            raise InvalidInput(
                _("There is no field “{name}” here. Known are: {known}.").format(
                    name=str(name)[:80], known=", ".join(sorted(spec))
                ),
                field=str(name)[:80],
            )
    values = {}
    for name, entry in spec.items():
        if name in fields:
            values[entry.attribute] = entry.read(uow, fields[name], name)
        if entry.required and (
            (adding and name not in fields)
            or (name in fields and values[entry.attribute] in ("", None))
        ):
            raise InvalidInput(_("“{field}” must be filled in.").format(field=name), field=name)
    return values


@contextmanager
def inside(name: str) -> Iterator[None]:
    """Let an error about a part of field `name` call it by both: `organizer.email`."""
    try:
        yield
    except InvalidInput as error:
        field = f"{name}.{error.field}" if error.field else name
        raise InvalidInput(str(error), field=field) from None


def store(record: Record, values: Mapping[str, Any]) -> None:
    """Set attributes, only where they differ, so that undo holds real changes alone."""
    for attribute, value in values.items():
        if getattr(record, attribute) != value:
            setattr(record, attribute, value)


def _wrong(field: str, expected: str) -> InvalidInput:
    return InvalidInput(
        _("“{field}” must be {expected}.").format(field=field, expected=expected), field=field
    )


def _check_text(value: Any, field: str, limit: int, allowed: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _wrong(field, _("text"))
    text = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > limit:
        raise InvalidInput(
            _("“{field}” has {length} characters; at most {limit} are allowed.").format(
                field=field, length=len(text), limit=limit
            ),
            field=field,
        )
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cs") and character not in allowed:
            raise InvalidInput(
                _("“{field}” holds a control character ({code}). Remove it.").format(
                    field=field, code=f"U+{ord(character):04X}"
                ),
                field=field,
            )
    return text


def line(limit: int = 300) -> Read:
    """Text on one line."""
    return lambda uow, value, field: _check_text(value, field, limit, allowed="")


def paragraphs(limit: int = 20_000) -> Read:
    """Text of several lines."""
    return lambda uow, value, field: _check_text(value, field, limit, allowed="\n\t")


def integer(low: int, high: int, *, optional: bool = False) -> Read:
    """A whole number from `low` to `high`; None where `optional`."""

    def read(uow: UnitOfWork, value: Any, field: str) -> int | None:
        if value is None and optional:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise _wrong(field, _("a whole number from {low} to {high}").format(low=low, high=high))
        return value

    return read


def boolean(uow: UnitOfWork, value: Any, field: str) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise _wrong(field, _("true or false"))
    return value


def term(terms: type[StrEnum], *, optional: bool = False) -> Read:
    """One of the words of `terms`; None where `optional`."""

    def read(uow: UnitOfWork, value: Any, field: str) -> StrEnum | None:
        if optional and value in (None, ""):
            return None
        try:
            return terms(value)
        except ValueError:
            raise _wrong(
                field, _("one of: {words}").format(words=", ".join(t.value for t in terms))
            ) from None

    return read


def words_of(terms: type[StrEnum]) -> Read:
    """A list of words of `terms`."""

    def read(uow: UnitOfWork, value: Any, field: str) -> list[str]:
        if not isinstance(value, list):
            raise _wrong(field, _("a list"))
        one = term(terms)
        return [one(uow, item, field).value for item in value]

    return read


def lines(limit: int = 300) -> Read:
    """A list of lines of text."""

    def read(uow: UnitOfWork, value: Any, field: str) -> list[str]:
        if not isinstance(value, list):
            raise _wrong(field, _("a list"))
        return [text for item in value if (text := _check_text(item, field, limit, ""))]

    return read


def language(uow: UnitOfWork, value: Any, field: str) -> str:
    """A language of the program."""
    if value not in LANGUAGES:
        raise _wrong(field, _("one of: {words}").format(words=", ".join(LANGUAGES)))
    return str(value)


def day(uow: UnitOfWork, value: Any, field: str) -> date | None:
    """A date, ISO 8601; None or empty for none."""
    if value in (None, ""):
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _wrong(field, _("a date such as 2026-12-03")) from None


def clock_time(uow: UnitOfWork, value: Any, field: str) -> time | None:
    """A time of day, HH:MM; None or empty for none."""
    if value in (None, ""):
        return None
    if isinstance(value, time):
        return value
    try:
        found = time.fromisoformat(value)
    except (TypeError, ValueError):
        raise _wrong(field, _("a time such as 10:30")) from None
    return found.replace(second=0, microsecond=0, tzinfo=None)


def moment(value: Any, field: str) -> datetime:
    """A date and time, ISO 8601, naive (local) or aware, in whole minutes."""
    found = value
    if not isinstance(found, datetime):
        try:
            found = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            raise _wrong(field, _("a date and time such as 2026-12-03T10:30")) from None
    return found.replace(second=0, microsecond=0)


def email(uow: UnitOfWork, value: Any, field: str) -> str:
    """An e-mail address, or empty."""
    text = _check_text(value, field, 300, "")
    return check_email(text, field) if text else ""


def link(uow: UnitOfWork, value: Any, field: str) -> str:
    """A link with a safe scheme, or empty."""
    text = _check_text(value, field, 2_000, "")
    return check_link(text, field) if text else ""


def named(
    uow: UnitOfWork,
    model: type[Person] | type[Audience] | type[Initiative],
    value: Any,
    field: str,
) -> int | None:
    """The id of the record called `value` (any case); None or empty for none."""
    name = _check_text(value, field, 300, "")
    if not name:
        return None
    query = select(model.id).where(func.lower(model.name) == name.lower()).order_by(model.id)
    found = uow.session.scalars(query.limit(1)).first()
    if found is None:
        raise InvalidInput(
            _("There is no {noun} called “{name}” in this plan. Add it first.").format(
                noun=noun_label(model.noun), name=name
            ),
            field=field,
        )
    return found


def person(uow: UnitOfWork, value: Any, field: str) -> int | None:
    """A person by name."""
    return named(uow, Person, value, field)


def audience(uow: UnitOfWork, value: Any, field: str) -> int | None:
    """An audience by name."""
    return named(uow, Audience, value, field)


def initiative(uow: UnitOfWork, value: Any, field: str) -> int | None:
    """An initiative by name."""
    return named(uow, Initiative, value, field)


def _by_id(model: type[Communication] | type[Question]) -> Read:
    def read(uow: UnitOfWork, value: Any, field: str) -> int | None:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            raise _wrong(field, _("the id of a {noun}").format(noun=noun_label(model.noun)))
        if uow.session.get(model, value) is None:
            raise InvalidInput(
                _("There is no {noun} {id} in this plan.").format(
                    noun=noun_label(model.noun), id=value
                ),
                field=field,
            )
        return value

    return read


communication = _by_id(Communication)
question = _by_id(Question)
