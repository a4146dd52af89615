"""Filters that were given a name, and what each lets through."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.audience_nesting import with_parts
from townhall.domain.errors import InvalidInput
from townhall.domain.names import alphabetical, same_name
from townhall.domain.terms import CommunicationKind, CommunicationStatus
from townhall.language import _
from townhall.services.queries.communications import OccurrenceFilter
from townhall.services.queries.people import names
from townhall.services.queries.question_filter import QuestionFilter
from townhall.services.queries.question_filter_content import (
    QUESTIONS,
    QuestionContent,
    question_content,
    stored_question_filter,
)
from townhall.services.queries.question_themes import themes
from townhall.services.queries.stored_lists import ids, known_names, texts
from townhall.storage import models as m
from townhall.storage.base import fetch

CALENDAR = "calendar"
"""The place of filters of communications."""

_NOBODY = frozenset({"\n"})
"""Stands for people who are gone from the plan: nothing can be theirs."""


@dataclass(frozen=True, slots=True)
class FilterContent:
    """What a filter lets through; an empty part is all. People are e-mail addresses, or names."""

    kinds: tuple[CommunicationKind, ...] = ()
    statuses: tuple[CommunicationStatus, ...] = ()
    channels: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    initiatives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedFilterDetail:
    """A filter of the screen `place`."""

    id: int
    name: str
    place: str
    content: FilterContent | QuestionContent


def saved_filters(session: Session) -> list[SavedFilterDetail]:
    """All saved filters, by name."""
    called = _Called(session)
    found = [_detail(each, called) for each in session.scalars(select(m.SavedFilter))]
    return sorted(found, key=lambda each: (alphabetical(each.name), each.id))


def saved_filter(session: Session, record_id: int) -> SavedFilterDetail:
    """One saved filter. Raises NotFound."""
    return _detail(fetch(session, m.SavedFilter, record_id), _Called(session))


def filter_called(session: Session, name: str) -> OccurrenceFilter:
    """The filter of communications called `name`, in any case. Raises InvalidInput."""
    return _filter(session, _called(session, name, CALENDAR))


def question_filter_called(
    session: Session, name: str, today: date, mine: str = ""
) -> QuestionFilter:
    """The filter of questions called `name`, on `today`; `mine` is whose own questions those are.

    Raises InvalidInput.
    """
    return stored_question_filter(_called(session, name, QUESTIONS), today, mine)


def _called(session: Session, name: str, place: str) -> Mapping[str, object]:
    wanted = same_name(name)
    for each in session.scalars(select(m.SavedFilter).where(m.SavedFilter.place == place)):
        if same_name(each.name) == wanted:
            return each.content
    raise InvalidInput(
        _("There is no saved filter called “{name}” in this plan.").format(name=name),
        field="saved_filter",
    )


def known_as(session: Session, name: str) -> frozenset[str]:
    """Everything by which the person called `name`, or with that address, can be named."""
    wanted = same_name(name)
    rows = session.execute(select(m.Person.name, m.Person.email)).all()
    same = [row for row in rows if wanted in (same_name(row[0]), same_name(row[1]))]
    return frozenset(each for row in same for each in row if each) or frozenset({name.strip()})


def people_called(session: Session, ids: Collection[int]) -> frozenset[str]:
    """Names and e-mail addresses by which the people `ids` can stand in a communication."""
    query = select(m.Person.name, m.Person.email).where(m.Person.id.in_(ids))
    return frozenset(each for row in session.execute(query) for each in row if each)


def audiences_with_parts(session: Session, ids: Collection[int]) -> frozenset[int]:
    """`ids` with all audiences that are part of one of them."""
    rows = session.execute(select(m.Audience.id, m.Audience.parent_id))
    return with_parts(ids, {row[0]: row[1] for row in rows}) if ids else frozenset()


def _filter(session: Session, stored: Mapping[str, object]) -> OccurrenceFilter:
    people = ids(stored, "people")
    return OccurrenceFilter(
        kinds=frozenset(map(CommunicationKind, texts(stored, "kinds"))),
        statuses=frozenset(map(CommunicationStatus, texts(stored, "statuses"))),
        channels=frozenset(texts(stored, "channels")),
        audience_ids=audiences_with_parts(session, ids(stored, "audiences")),
        initiative_ids=frozenset(ids(stored, "initiatives")),
        people=people_called(session, people) or (_NOBODY if people else frozenset()),
    )


class _Called:
    """Names by id, read once for a whole list; what is gone is left out."""

    def __init__(self, session: Session) -> None:
        self.audiences = names(session, m.Audience)
        self.initiatives = names(session, m.Initiative)
        self.themes = {each.key for each in themes(session)}
        self.owners = names(session, m.Person)
        rows = session.execute(select(m.Person.id, m.Person.email, m.Person.name))
        self.people = {key: email or name for key, email, name in rows}


def _detail(stored: m.SavedFilter, called: _Called) -> SavedFilterDetail:
    content = stored.content
    if stored.place == QUESTIONS:
        found = question_content(content, called.audiences, called.owners, called.themes)
        return SavedFilterDetail(stored.id, stored.name, stored.place, found)
    return SavedFilterDetail(
        id=stored.id,
        name=stored.name,
        place=stored.place,
        content=FilterContent(
            kinds=tuple(map(CommunicationKind, texts(content, "kinds"))),
            statuses=tuple(map(CommunicationStatus, texts(content, "statuses"))),
            channels=tuple(texts(content, "channels")),
            audiences=known_names(called.audiences, ids(content, "audiences")),
            initiatives=known_names(called.initiatives, ids(content, "initiatives")),
            people=known_names(called.people, ids(content, "people")),
        ),
    )
