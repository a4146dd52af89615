"""Reading untrusted field values (the window's, the command line's) into what the plan keeps.

Each reader raises InvalidInput with the field's name for a value it cannot use.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from townhall.domain.errors import InvalidInput
from townhall.domain.invitation_text import INVITATION_LANGUAGES
from townhall.domain.mail import check_email, check_link, check_reach
from townhall.domain.names import same_name
from townhall.domain.question_themes import theme_called
from townhall.domain.terms import noun_label
from townhall.domain.zones import FIRST_YEAR, LAST_YEAR, check_zone, from_utc
from townhall.language import LANGUAGES, _
from townhall.services.queries.question_themes import themes
from townhall.storage.base import LARGEST_ID
from townhall.storage.models import (
    Audience,
    Communication,
    Initiative,
    Person,
    Question,
    Review,
    Task,
)
from townhall.storage.unit_of_work import UnitOfWork

LONGEST_LIST = 1_000
"""Entries of one list: attendees, agenda items, proof points."""

_LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029]")

Read = Callable[[UnitOfWork, Any, str], Any]
"""Reads a raw value for a named field; returns what is stored, or raises InvalidInput."""


def wrong(field: str, expected: str) -> InvalidInput:
    """The refusal of a value that is not `expected` ("a list")."""
    return InvalidInput(
        _("“{field}” must be {expected}.").format(field=field, expected=expected), field=field
    )


def _check_text(value: Any, field: str, limit: int, *, lines: bool = False) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise wrong(field, _("text"))
    text = _LINE_ENDS.sub("\n", value).strip()
    if len(text) > limit:
        raise InvalidInput(
            _("“{field}” has {length} characters; at most {limit} are allowed.").format(
                field=field, length=len(text), limit=limit
            ),
            field=field,
        )
    if "\n" in text and not lines:
        raise InvalidInput(
            _("“{field}” must be one line of text.").format(field=field), field=field
        )
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cs") and not (lines and character in "\n\t"):
            raise InvalidInput(
                _("“{field}” holds a control character ({code}). Remove it.").format(
                    field=field, code=f"U+{ord(character):04X}"
                ),
                field=field,
            )
    return text


def line(limit: int = 300) -> Read:
    """Text on one line."""
    return lambda uow, value, field: _check_text(value, field, limit)


def paragraphs(limit: int = 20_000) -> Read:
    """Text of several lines."""
    return lambda uow, value, field: _check_text(value, field, limit, lines=True)


def integer(low: int, high: int, *, optional: bool = False) -> Read:
    """A whole number from `low` to `high`; None where `optional`."""

    def read(uow: UnitOfWork, value: Any, field: str) -> int | None:
        if value is None and optional:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise wrong(field, _("a whole number from {low} to {high}").format(low=low, high=high))
        return value

    return read


def boolean(uow: UnitOfWork, value: Any, field: str) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise wrong(field, _("true or false"))
    return value


def term(terms: type[StrEnum], *, optional: bool = False) -> Read:
    """One of the words of `terms`; None where `optional`."""

    def read(uow: UnitOfWork, value: Any, field: str) -> StrEnum | None:
        if optional and value in (None, ""):
            return None
        try:
            return terms(value)
        except ValueError:
            raise wrong(
                field, _("one of: {words}").format(words=", ".join(t.value for t in terms))
            ) from None

    return read


def theme(uow: UnitOfWork, value: Any, field: str) -> str:
    """The key of a theme of questions, given by its key or by its name in either language."""
    known = themes(uow.session)
    found = theme_called(known, value) if isinstance(value, str) else None
    if found is None:
        raise wrong(field, _("one of: {words}").format(words=", ".join(t.key for t in known)))
    return found.key


def words_of(terms: type[StrEnum]) -> Read:
    """A list of words of `terms`, each once."""
    one = term(terms)

    def read(uow: UnitOfWork, value: Any, field: str) -> list[str]:
        found = [one(uow, item, field).value for item in as_list(value, field)]
        return list(dict.fromkeys(found))

    return read


def lines(limit: int = 300) -> Read:
    """A list of lines of text; empty ones are left out."""

    def read(uow: UnitOfWork, value: Any, field: str) -> list[str]:
        items = as_list(value, field)
        return [text for item in items if (text := _check_text(item, field, limit))]

    return read


def as_list(value: Any, field: str) -> list[Any]:
    """`value` when it is a list of reasonable length; raises InvalidInput."""
    if not isinstance(value, list | tuple):
        raise wrong(field, _("a list"))
    if len(value) > LONGEST_LIST:
        raise InvalidInput(
            _("“{field}” has {length} entries; at most {limit} are allowed.").format(
                field=field, length=len(value), limit=LONGEST_LIST
            ),
            field=field,
        )
    return list(value)


def language(uow: UnitOfWork, value: Any, field: str) -> str:
    """A language of the program."""
    if value not in LANGUAGES:
        raise wrong(field, _("one of: {words}").format(words=", ".join(LANGUAGES)))
    return str(value)


def day(uow: UnitOfWork, value: Any, field: str) -> date | None:
    """A date, ISO 8601; None or empty for none."""
    if value in (None, ""):
        return None
    found = value
    if not isinstance(found, date) or isinstance(found, datetime):
        try:
            found = date.fromisoformat(value)
        except (TypeError, ValueError):
            raise wrong(field, _("a date such as 2026-12-03")) from None
    _check_year(found.year, field)
    return found


def clock_time(uow: UnitOfWork, value: Any, field: str) -> time | None:
    """A time of day, HH:MM; None or empty for none."""
    if value in (None, ""):
        return None
    if isinstance(value, time):
        return value
    try:
        found = time.fromisoformat(value)
    except (TypeError, ValueError):
        raise wrong(field, _("a time such as 10:30")) from None
    return found.replace(second=0, microsecond=0, tzinfo=None)


def moment(value: Any, field: str) -> datetime:
    """A date and time, ISO 8601, naive (local) or aware, in whole minutes."""
    found = value
    if not isinstance(found, datetime):
        try:
            found = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            raise wrong(field, _("a date and time such as 2026-12-03T10:30")) from None
    _check_year(found.year, field)
    return found.replace(second=0, microsecond=0)


def local_moment(value: Any, field: str, zone: str) -> datetime:
    """A date and time as the naive wall time in `zone`; an offset it may have counts."""
    found = moment(value, field)
    return from_utc(found, zone) if found.tzinfo is not None else found


def optional_moment(uow: UnitOfWork, value: Any, field: str) -> datetime | None:
    """A wall time in the plan's zone; None or empty for none."""
    return None if value in (None, "") else local_moment(value, field, uow.plan.time_zone)


def _check_year(year: int, field: str) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise wrong_year(field)


def wrong_year(field: str) -> InvalidInput:
    """The refusal of a date in a year that cannot be planned."""
    expected = _("a date in the years {first} to {last}")
    return wrong(field, expected.format(first=FIRST_YEAR, last=LAST_YEAR))


def zone(uow: UnitOfWork, value: Any, field: str) -> str:
    """The name of a time zone."""
    name = _check_text(value, field, 300)
    return check_zone(name).key if name else ""


def email(uow: UnitOfWork, value: Any, field: str) -> str:
    """An e-mail address, or empty."""
    text = _check_text(value, field, 300)
    return check_email(text, field) if text else ""


def link(uow: UnitOfWork, value: Any, field: str) -> str:
    """A link with a safe scheme, or empty."""
    text = _check_text(value, field, 2_000)
    return check_link(text, field) if text else ""


def reach(uow: UnitOfWork, value: Any, field: str) -> str:
    """An e-mail address or a link with a safe scheme, or empty."""
    text = _check_text(value, field, 2_000)
    return check_reach(text, field) if text else ""


def own_language(uow: UnitOfWork, value: Any, field: str) -> str:
    """A language of the program; empty: as the plan says."""
    return language(uow, value, field) if value else ""


def invitation_language(uow: UnitOfWork, value: Any, field: str) -> str:
    """The language, or both, of an invitation; empty: as the plan says."""
    if not value:
        return ""
    if value not in INVITATION_LANGUAGES:
        raise wrong(field, _("one of: {words}").format(words=", ".join(INVITATION_LANGUAGES)))
    return str(value)


@dataclass(frozen=True, slots=True)
class Named:
    """Reads the name of a record, in any case, into its id; None or empty for none.

    A person can also be given by e-mail address, which tells people of one name apart.
    """

    model: type[Person] | type[Audience] | type[Initiative]

    def __call__(self, uow: UnitOfWork, value: Any, field: str) -> int | None:
        name = _check_text(value, field, 300)
        if not name:
            return None
        found = self._ids(uow, name)
        if not found:
            raise InvalidInput(
                _("There is no {noun} called “{name}” in this plan. Add it first.").format(
                    noun=noun_label(self.model.noun), name=name
                ),
                field=field,
            )
        if len(found) > 1:
            raise InvalidInput(
                _(
                    "There are several people called “{name}”. Give the e-mail address instead, "
                    "or change one of their names."
                ).format(name=name),
                field=field,
            )
        return found[0]

    def shown(self, uow: UnitOfWork, record_id: int | None) -> str | None:
        """The name that stands for an id."""
        return uow.get(self.model, record_id).name if record_id is not None else None

    def _ids(self, uow: UnitOfWork, name: str) -> list[int]:
        query = select(self.model.id).order_by(self.model.id)
        exact = list(uow.session.scalars(query.where(self.model.name == name)))
        if exact:
            return exact
        if self.model is Person and "@" in name:
            return list(uow.session.scalars(query.where(Person.email == name).limit(1)))
        # A database compares letters such as É and é in its own way, or not at all.
        wanted = same_name(name)
        rows = uow.session.execute(query.add_columns(self.model.name))
        return [record_id for record_id, other in rows if same_name(other) == wanted]


person = Named(Person)
audience = Named(Audience)
initiative = Named(Initiative)


def _by_id(
    model: type[Communication] | type[Question] | type[Review] | type[Task],
) -> Read:
    def read(uow: UnitOfWork, value: Any, field: str) -> int | None:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            raise wrong(field, _("the id of a {noun}").format(noun=noun_label(model.noun)))
        if not 0 < value <= LARGEST_ID or uow.session.get(model, value) is None:
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
review = _by_id(Review)
task = _by_id(Task)
