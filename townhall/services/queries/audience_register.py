"""The audiences with their sums, and what there is to choose from for one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.audience_sums import AudienceSum, audience_sums, total_people
from townhall.domain.clock import Clock
from townhall.services.queries.cadence import CadenceDetail, cadences
from townhall.services.queries.people import AudienceDetail, audiences, names
from townhall.storage import models as m

_LANGUAGES = (
    *("nl", "en", "de", "fr", "es", "it", "pt", "pl", "tr", "ar", "uk", "ru", "ro", "bg"),
    *("hu", "cs", "fa", "ti", "so", "zh", "hi", "id", "pap", "srn"),
)


@dataclass(frozen=True, slots=True)
class AudienceRegister:
    """All audiences, each parent before its parts, and what they hold.

    `people` are (name, department); `languages` (code, name) to choose from. `cadences` are the
    promises to any of them, `today` the day in the plan's zone.
    """

    audiences: tuple[AudienceDetail, ...]
    sums: dict[int, AudienceSum]
    people_in_all: int
    people: tuple[tuple[str, str], ...]
    languages: tuple[tuple[str, str], ...]
    cadences: tuple[CadenceDetail, ...]
    initiatives: tuple[str, ...]
    today: date


def audience_register(session: Session, *, language: str, clock: Clock) -> AudienceRegister:
    """All audiences; the names of languages in `language` ("nl" or "en")."""
    found = audiences(session)
    sums = audience_sums(found)
    people = session.execute(select(m.Person.name, m.Person.department).order_by(m.Person.name))
    spoken = dict.fromkeys([*_LANGUAGES, *(code for each in found for code in each.languages)])
    return AudienceRegister(
        audiences=tuple(found),
        sums=sums,
        people_in_all=total_people(found, sums),
        people=tuple(people),
        languages=_language_names(tuple(spoken), language),
        cadences=tuple(cadences(session, clock=clock)),
        initiatives=tuple(sorted(names(session, m.Initiative).values(), key=str.casefold)),
        today=clock.today(session.get_one(m.Plan, 1).time_zone),
    )


def outside(audiences: Sequence[AudienceDetail], audience_id: int) -> list[AudienceDetail]:
    """The audiences that `audience_id` can become a part of: not itself, nor its own parts."""
    inside = {audience_id}
    for each in audiences:
        if each.parent_id in inside:
            inside.add(each.id)
    return [each for each in audiences if each.id not in inside]


@cache
def _language_names(codes: tuple[str, ...], language: str) -> tuple[tuple[str, str], ...]:
    from babel import Locale

    names = Locale.parse(language).languages
    return tuple((code, names.get(code, code)) for code in codes)
