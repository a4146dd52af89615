"""What of a communication can go to calendars as it stands, item by item, due or not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from townhall.domain.calendar import CalendarItem, Override
from townhall.domain.due_files import Due, Why, due, upcoming_changes
from townhall.domain.invitations import Method, in_order, snapshot
from townhall.domain.ledger import is_off
from townhall.services.calendar_items import added_date, added_starts, item_of
from townhall.services.due import DueItem, local_now, sent_lines
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class _Wish:
    """How the files are wanted."""

    published: bool
    separate: bool
    everybody: bool


def standing_items(
    uow: UnitOfWork,
    communication: m.Communication,
    original_start: datetime | None,
    *,
    published: bool,
    separate: bool,
    everybody: bool,
) -> list[DueItem]:
    """All of it as it stands, each item with its files; of all of it, what is worth telling.

    `original_start` narrows it to that date. A file is for those who do not know it yet, or for
    all on the list where all do; with `everybody` always for all.
    """
    wish = _Wish(published, separate, everybody)
    if original_start is not None:
        is_own = communication.recurrence is None and original_start == communication.start
        is_added = added_date(communication, original_start) is not None
        item_start = original_start if is_added else None
        date = None if is_own or is_added else original_start
        return [_stand(uow, communication, item_start, date, wish)]
    found = [
        _stand(uow, communication, start, None, wish)
        for start in (None, *added_starts(communication))
    ]
    return [each for each in found if _is_worth_telling(uow, each)] or found[:1]


def _is_worth_telling(uow: UnitOfWork, subject: DueItem) -> bool:
    """Leave out what nobody heard of and is called off, and added dates that have been."""
    if subject.lines:
        return True
    item = subject.item
    has_been = item.start < local_now(uow.clock, item)
    return item.status != "CANCELLED" and not (subject.added is not None and has_been)


def _stand(
    uow: UnitOfWork,
    communication: m.Communication,
    added: datetime | None,
    date: datetime | None,
    wish: _Wish,
) -> DueItem:
    item = item_of(communication, added, uow.plan.document_language)
    lines = sent_lines(uow.session, item.uid)
    now = local_now(uow.clock, item)
    news = due(
        item, lines, now=now, original_start=date, separate=wish.separate or date is not None
    )
    override = own_override(item, date)
    off = item.status == "CANCELLED" or (override is not None and override.cancelled)
    # A series without any date left is called off where people know of it; else it is refused.
    if lines and date is None and is_off(snapshot(item), None):
        off = True
    if off:
        files = [_all_of(Method.CANCEL, date, news, item, wish)]
    elif wish.published:
        files = [Due(Method.PUBLISH, date, Why.AGAIN, (), ())]
    elif date is not None:
        files = [_all_of(Method.REQUEST, date, news, item, wish)]
    else:
        dates = upcoming_changes(item, now) if wish.separate and item.recurrence else []
        known = {file.recurrence_id for file in news if file.method is Method.REQUEST}
        dates = sorted({*dates, *(each for each in known if each is not None)})
        files = [_all_of(Method.REQUEST, each, news, item, wish) for each in (None, *dates)]
        files += [file for file in news if file.method is Method.CANCEL]
    return DueItem(communication, added, item, tuple(lines), tuple(files))


def _all_of(
    method: Method, date: datetime | None, news: Sequence[Due], item: CalendarItem, wish: _Wish
) -> Due:
    """That file for who does not know it yet; for everybody on the list where all do."""
    new = [file for file in news if (file.method, file.recurrence_id) == (method, date)]
    if not new:
        return Due(method, date, Why.AGAIN, (), item.attendees)
    people = tuple(person for file in new for person in file.recipients)
    if wish.everybody:
        lacking = {person.email.casefold() for person in people}
        people += tuple(each for each in item.attendees if each.email.casefold() not in lacking)
    changed = in_order(field for file in new for field in file.changed)
    return replace(new[0], recipients=people, changed=changed)


def own_override(item: CalendarItem, original_start: datetime | None) -> Override | None:
    """What that date of a series has of its own, if anything."""
    found = (each for each in item.overrides if each.original_start == original_start)
    return next(found, None)
