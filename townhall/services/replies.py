"""Taking in answers to invitations: whose they are, which date they are about, and if they count.

Answers change nothing but the list of answers; the number of the version in a file is compared
and never stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from townhall.domain.errors import InvalidInput
from townhall.domain.replies import Judgement, Known, judge
from townhall.domain.reply_reading import Answer
from townhall.domain.tables import Progress, Stop, tell
from townhall.domain.terms import ReplyVerdict
from townhall.domain.zones import check_wall_time, from_utc
from townhall.language import _, ngettext
from townhall.services.reply_events import KnownEvent, date_of
from townhall.services.reply_files import ReplyFile
from townhall.services.reply_reader import Person, Reader, ReplyResult
from townhall.services.series import LONGEST_MINUTES
from townhall.services.tracked_replies import DateKey, read_list
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork


def read_replies(
    uow: UnitOfWork,
    files: Sequence[ReplyFile],
    *,
    about: DateKey | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> list[ReplyResult]:
    """Judge every answer, and take in what counts or waits for a decision.

    A file is taken in whole or not at all; reading it again changes nothing. `about` is the date
    that lists of answers, which name none, are about. Raises NotFound and InvalidInput for
    `about`, and Cancelled where `stop` said so.
    """
    reader = Reader(uow, files)
    results: list[ReplyResult] = []
    for done, file in enumerate(files):
        tell(done, len(files), progress, stop)
        if file.refused:
            results.append(ReplyResult(file.name, ReplyVerdict.REFUSED, file.refused))
        elif file.answers:
            results += _read(reader, file)
        else:
            results += read_list(reader, file, about)
    number = sum(result.reply_id is not None for result in results)
    uow.label = ngettext("Read {n} answer", "Read {n} answers", number).format(n=number)
    return results


@dataclass(frozen=True, slots=True)
class _Found:
    """An answer with what it is about."""

    answer: Answer
    event: KnownEvent
    original_start: datetime | None
    person: Person
    judgement: Judgement


def _read(reader: Reader, file: ReplyFile) -> list[ReplyResult]:
    try:
        found = [_judged(reader, answer) for answer in file.answers]
    except InvalidInput as error:
        first = file.answers[0]
        return [
            ReplyResult(
                file.name,
                ReplyVerdict.REFUSED,
                str(error),
                first.name or first.email,
                first.email,
                partstat=first.partstat,
            )
        ]
    for each in found:
        if each.judgement.verdict is ReplyVerdict.REFUSED:
            return [_result(file.name, one, each.judgement) for one in found]
    return [
        _result(file.name, each, each.judgement, _take_in(reader, file.name, each))
        for each in found
    ]


def _judged(reader: Reader, answer: Answer) -> _Found:
    event = reader.events.get(answer.uid)
    if event is None:
        raise InvalidInput(_("It is about an event that is not in this plan."))
    start = date_of(event, answer.recurrence_id)
    person = reader.person_of(event.communication, answer.email, answer.name)
    sent = reader.sent(event, answer.uid)
    earlier = reader.earlier(event.communication.id, person)
    about = {start} if event.added else {start, None}
    newest = (
        each.stamp
        for each in earlier
        if each.original_start in about and each.verdict is not ReplyVerdict.REFUSED
    )
    known = Known(
        organizers=sent.organizers,
        told=sent.told(person.email, start),
        highest=sent.highest,
        stamps=frozenset(each.stamp for each in earlier if each.original_start == start),
        newest=max(newest, default=None),
        invited=person.invited,
    )
    return _Found(answer, event, start, person, judge(answer, known, reader.uow.now()))


def _take_in(reader: Reader, file: str, found: _Found) -> int | None:
    if found.judgement.verdict is ReplyVerdict.IGNORED:
        return None
    communication, answer = found.event.communication, found.answer
    proposed = _proposed(communication, answer)
    return reader.store(
        m.Reply(
            communication_id=communication.id,
            original_start=found.original_start,
            email=found.person.email,
            name=found.person.name,
            partstat=answer.partstat,
            comment=answer.comment,
            stamp=answer.stamp,
            proposed_start=proposed,
            proposed_minutes=answer.minutes or None if proposed else None,
            verdict=found.judgement.verdict,
            reason=found.judgement.reason,
            source=file[:200],
            read_at=reader.uow.now(),
        )
    )


def _proposed(communication: m.Communication, answer: Answer) -> datetime | None:
    """The proposed start in the communication's own zone, when it is a moment that exists."""
    start = answer.start
    if start is None or start.zone or (answer.minutes or 0) > LONGEST_MINUTES:
        return None
    if communication.all_day:
        return datetime(start.day.year, start.day.month, start.day.day)
    if start.local is None:
        return None
    try:
        zone = communication.time_zone
        local = from_utc(start.instant, zone) if start.instant else start.local
        check_wall_time(local, zone)
    except (InvalidInput, OverflowError):
        return None
    return local


def _result(
    file: str, found: _Found, judgement: Judgement, reply_id: int | None = None
) -> ReplyResult:
    return ReplyResult(
        file=file,
        verdict=judgement.verdict,
        reason=judgement.reason,
        person=found.person.name or found.person.email,
        email=found.person.email,
        communication_id=found.event.communication.id,
        original_start=found.original_start,
        partstat=found.answer.partstat,
        comment=found.answer.comment,
        reply_id=reply_id,
    )
