"""Where every question went, in all and by theme, audience, event or month.

Of an event counts what was asked there, wherever it is answered. What is told of audiences never
has a group that is so small that it points at people.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, extract, func, select
from sqlalchemy.orm import Session

from townhall.domain.accounting import Accounting, accounting_of, folded, may_be_shown
from townhall.domain.clock import Clock
from townhall.domain.day_words import month_name, short_day
from townhall.domain.errors import InvalidInput
from townhall.domain.question_themes import theme_of
from townhall.domain.terms import Outcome
from townhall.language import _, current_language, ngettext, pgettext
from townhall.services.coming_dates import date_at
from townhall.services.queries.people import names
from townhall.services.queries.question_filter import QuestionFilter, narrowed
from townhall.services.queries.question_register import with_parts
from townhall.services.queries.question_themes import themes
from townhall.services.series import repeats
from townhall.storage import models as m
from townhall.storage.base import fetch

Counts = dict[Hashable, Accounting]


class GroupedBy(StrEnum):
    """What an accounting is broken down by; an occurrence is one date of a communication."""

    THEME = "theme"
    AUDIENCE = "audience"
    COMMUNICATION = "communication"
    OCCURRENCE = "occurrence"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Group:
    """One line of a breakdown. `key` is for scripts, `name` in the current language.

    `folded` counts the groups that are told together here, because one of them is too small.
    """

    key: str
    name: str
    accounting: Accounting
    folded: int = 0


@dataclass(frozen=True, slots=True)
class Breakdown:
    """An accounting in groups that add up to `total`; the largest first, months in order.

    None at all, though there are questions, where they are too few to be told apart.
    """

    by: GroupedBy
    total: Accounting
    groups: tuple[Group, ...]

    @property
    def note(self) -> str:
        """What is said below it where groups are too small to be shown; else nothing."""
        if not self.groups and self.total.asked:
            return _("Fewer than five questions are not told apart, so that they point at nobody.")
        together = sum(each.folded for each in self.groups)
        if not together:
            return ""
        return ngettext(
            "{n} group is told together with others: fewer than five questions could point at "
            "people.",
            "{n} groups are told together: fewer than five questions could point at people.",
            together,
        ).format(n=together)


def at_event(
    session: Session, communication_id: int, original_start: datetime | None = None
) -> QuestionFilter:
    """What was asked at a communication, or at one of its dates. Raises NotFound."""
    stored = fetch(session, m.Communication, communication_id)
    start = original_start if repeats(stored) else None
    return QuestionFilter(asked_at=(communication_id, start))


def told_accounting(session: Session, filtered: QuestionFilter) -> Accounting:
    """The accounting of `filtered`, whose audiences include their parts.

    Raises InvalidInput where that would tell of fewer people of an audience than may be told.
    """
    filtered = replace(filtered, audience_ids=with_parts(session, filtered.audience_ids))
    if filtered.audience_ids:
        everyone = replace(filtered, audience_ids=frozenset())
        counts = _sizes(_counted(session, everyone, (m.Question.audience_id,)))
        # What is left of questions that name no audience points at nobody.
        named = {key: size for key, size in counts.items() if key is not None}
        if not any(may_be_shown(each, filtered.audience_ids) for each in (counts, named)):
            raise too_few()
    return _sum(_counted(session, filtered, ()))


def breakdown(
    session: Session, filtered: QuestionFilter, by: GroupedBy, *, clock: Clock
) -> Breakdown:
    """The accounting of `filtered` by `by`. Raises InvalidInput as `told_accounting` does."""
    total = told_accounting(session, filtered)
    filtered = replace(filtered, audience_ids=with_parts(session, filtered.audience_ids))
    counts = _counted(session, filtered, _COLUMNS[by]())
    together = frozenset[Hashable]()
    if by is GroupedBy.AUDIENCE or filtered.audience_ids:
        together = folded(_sizes(counts))
    name = _namer(session, by, clock)
    alone = [Group(*name(key), counts[key]) for key in counts if key not in together]
    if by is GroupedBy.MONTH:
        alone.sort(key=lambda each: each.key)
    else:
        alone.sort(key=lambda each: (-each.accounting.asked, each.name.casefold()))
    rest = _sum({key: counts[key] for key in together})
    if rest.asked and may_be_shown(_sizes(counts), together):
        words = pgettext("accounting", "Others together")
        alone.append(Group("", words, rest, folded=len(together)))
    return Breakdown(by, total, tuple(alone))


def too_few() -> InvalidInput:
    """The error for a group that is too small to be told."""
    return InvalidInput(
        _(
            "Too few questions of this audience to tell them apart: fewer than five could point at "
            "people. Choose more audiences, or a longer time."
        ),
        field="audience",
    )


def _counted(session: Session, filtered: QuestionFilter, columns: tuple[Any, ...]) -> Counts:
    """An accounting for each value of `columns`; of one column that value, else a tuple."""
    query = narrowed(session, select(*columns, m.Question.outcome, func.count()), filtered)
    found: dict[Hashable, dict[Outcome, int]] = {}
    for *key, outcome, number in session.execute(query.group_by(*columns, m.Question.outcome)):
        name = key[0] if len(key) == 1 else tuple(key)
        found.setdefault(name, {})[outcome] = number
    return {key: accounting_of(counts) for key, counts in found.items()}


def _sizes(counts: Counts) -> dict[Hashable, int]:
    return {key: each.asked for key, each in counts.items()}


def _sum(counts: Counts) -> Accounting:
    return sum(counts.values(), Accounting())


def _month() -> tuple[ColumnElement[Any], ...]:
    asked = func.coalesce(m.Question.asked_at, m.Question.created_at)
    return extract("year", asked), extract("month", asked)


_COLUMNS: dict[GroupedBy, Callable[[], tuple[Any, ...]]] = {
    GroupedBy.THEME: lambda: (m.Question.theme,),
    GroupedBy.AUDIENCE: lambda: (m.Question.audience_id,),
    GroupedBy.COMMUNICATION: lambda: (m.Question.asked_communication_id,),
    GroupedBy.OCCURRENCE: lambda: (
        m.Question.asked_communication_id,
        m.Question.asked_original_start,
    ),
    GroupedBy.MONTH: _month,
}

_Namer = Callable[[Any], tuple[str, str]]


def _namer(session: Session, by: GroupedBy, clock: Clock) -> _Namer:
    """A function that gives the key and the name of a group from what it is counted by."""
    if by is GroupedBy.THEME:
        known, language = themes(session), current_language()
        return lambda key: (key, theme_of(known, key).name(language))
    if by is GroupedBy.AUDIENCE:
        return _by_id(names(session, m.Audience), pgettext("accounting", "No audience"))
    if by is GroupedBy.MONTH:
        return lambda key: (f"{key[0]:04}-{key[1]:02}", month_name(date(key[0], key[1], 1)))
    titles = dict(session.execute(select(m.Communication.id, m.Communication.title)).all())
    nowhere = pgettext("accounting", "At no event")
    if by is GroupedBy.COMMUNICATION:
        return _by_id(titles, nowhere)
    today = clock.today(session.get_one(m.Plan, 1).time_zone)
    return lambda key: ("", nowhere) if key[0] is None else _event(session, key[0], key[1], today)


def _event(
    session: Session, communication_id: int, original_start: datetime | None, today: date
) -> tuple[str, str]:
    """A communication, or one of its dates with the day on which it is."""
    stored = fetch(session, m.Communication, communication_id)
    found = date_at(stored, original_start)
    if found is None:
        return str(communication_id), stored.title
    day = short_day(found.start.date(), today)
    words = _("{title}, {day}").format(title=found.title, day=day)
    if original_start is None:
        return str(communication_id), words
    return f"{communication_id}/{original_start.isoformat(timespec='minutes')}", words


def _by_id(known: Mapping[int, str], none: str) -> _Namer:
    return lambda key: ("", none) if key is None else (str(key), known[key])
