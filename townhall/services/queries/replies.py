"""Who is coming to a date, what they wrote, and which answers wait for a decision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.names import alphabetical, same_name
from townhall.domain.replies import (
    SMALLEST_GROUP,
    Counts,
    KnownAnswer,
    counted,
    newest_answers,
    person_key,
)
from townhall.domain.terms import AttendeeRole, PartStat, ReplyVerdict
from townhall.services.queries.communication_details import stored_communication
from townhall.services.series import find_override
from townhall.storage import models as m
from townhall.storage.base import fetch

_ON_STAGE = (AttendeeRole.HOST, AttendeeRole.SPEAKER, AttendeeRole.MODERATOR)


@dataclass(frozen=True, slots=True)
class ReplyDetail:
    """An answer as it was read. `partstat` is written as calendars do; `stamp` is in UTC."""

    id: int
    communication_id: int
    original_start: datetime | None
    email: str
    name: str
    partstat: str
    comment: str
    stamp: datetime
    proposed_start: datetime | None
    proposed_minutes: int | None
    verdict: ReplyVerdict
    reason: str
    source: str
    read_at: datetime
    decided_at: datetime | None

    @property
    def waits(self) -> bool:
        """Whether it waits for a decision."""
        return self.verdict is ReplyVerdict.ASK and self.decided_at is None


@dataclass(frozen=True, slots=True)
class Attending:
    """A person, and what counts of what they answered; `role` None: not invited by name.

    `answered_at` (UTC) is None where they have not answered; `for_all`: they answered for every
    date at once.
    """

    name: str
    email: str
    role: AttendeeRole | None
    partstat: PartStat = PartStat.NEEDS_ACTION
    comment: str = ""
    answered_at: datetime | None = None
    note: str = ""
    for_all: bool = False
    reply_id: int | None = None

    @property
    def is_silent(self) -> bool:
        """Whether nothing was heard of them."""
        return self.partstat is PartStat.NEEDS_ACTION


@dataclass(frozen=True, slots=True)
class GroupAttendance:
    """The answers of one audience. `name` "" are the people of no audience that is named."""

    id: int | None
    name: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Waiting:
    """An answer that waits for a decision.

    `invited`: the person is on the invitation. `candidates` are names and addresses of those whom
    a name without address may mean.
    """

    reply: ReplyDetail
    invited: bool
    candidates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who is coming to one date.

    `people` are those invited by name in the order of the invitation, then others who answered;
    rooms are among them and count nowhere. `groups` are shown apart only where no answer can be
    laid at somebody's door.
    """

    people: tuple[Attending, ...]
    total: Counts
    groups: tuple[GroupAttendance, ...]
    waiting: tuple[Waiting, ...]

    @property
    def silent_speakers(self) -> tuple[Attending, ...]:
        """Who has a part in it, and has not answered."""
        return tuple(each for each in self.people if each.is_silent and each.role in _ON_STAGE)


def replies(session: Session) -> list[ReplyDetail]:
    """All answers, in the order in which they were read."""
    return [_detail(each) for each in session.scalars(select(m.Reply).order_by(m.Reply.id))]


def reply(session: Session, reply_id: int) -> ReplyDetail:
    """One answer. Raises NotFound."""
    return _detail(fetch(session, m.Reply, reply_id))


def attendance(session: Session, communication_id: int, original_start: datetime) -> Attendance:
    """Who is coming to the date, by the answers that count now. Raises NotFound."""
    stored = stored_communication(session, communication_id)
    own = find_override(stored, original_start)
    added = own is not None and own.added
    answers = session.scalars(
        select(m.Reply).where(m.Reply.communication_id == communication_id).order_by(m.Reply.id)
    ).all()
    by_id = {each.id: each for each in answers}
    newest = newest_answers(map(_known, answers), original_start, added=added)
    people = tuple(_people(stored, {key: by_id[each.id] for key, each in newest.items()}))
    groups, total = _counts(session, stored, people)
    about = {original_start} if added else {original_start, None}
    waiting = waiting_of(session, (each for each in answers if each.original_start in about))
    return Attendance(people, total, groups, waiting)


def waiting_of(session: Session, answers: Iterable[m.Reply]) -> tuple[Waiting, ...]:
    """Those of `answers` that wait for a decision."""
    return tuple(_waiting(session, each) for each in map(_detail, answers) if each.waits)


def _detail(stored: m.Reply) -> ReplyDetail:
    return ReplyDetail(
        id=stored.id,
        communication_id=stored.communication_id,
        original_start=stored.original_start,
        email=stored.email,
        name=stored.name,
        partstat=stored.partstat.upper(),
        comment=stored.comment,
        stamp=stored.stamp,
        proposed_start=stored.proposed_start,
        proposed_minutes=stored.proposed_minutes,
        verdict=stored.verdict,
        reason=stored.reason,
        source=stored.source,
        read_at=stored.read_at,
        decided_at=stored.decided_at,
    )


def _known(stored: m.Reply) -> KnownAnswer:
    return KnownAnswer(
        id=stored.id,
        person=person_key(stored.email, stored.name),
        original_start=stored.original_start,
        partstat=stored.partstat,
        stamp=stored.stamp,
        verdict=stored.verdict,
        proposes=stored.proposed_start is not None,
    )


def _people(stored: m.Communication, newest: Mapping[str, m.Reply]) -> Iterable[Attending]:
    others = dict(newest)
    for each in stored.attendees:
        answer = others.pop(person_key(each.email, each.name), None)
        yield _attending(each.name, each.email, each.role, answer)
    for answer in sorted(others.values(), key=lambda each: alphabetical(each.name or each.email)):
        yield _attending(answer.name, answer.email, None, answer)


def _attending(
    name: str, email: str, role: AttendeeRole | None, answer: m.Reply | None
) -> Attending:
    if answer is None:
        return Attending(name, email, role)
    return Attending(
        name=name or answer.name,
        email=email,
        role=role,
        partstat=answer.partstat,
        comment=answer.comment,
        answered_at=answer.stamp,
        note=answer.reason if answer.partstat is PartStat.DELEGATED else "",
        for_all=answer.original_start is None,
        reply_id=answer.id,
    )


def _counts(
    session: Session, stored: m.Communication, people: Iterable[Attending]
) -> tuple[tuple[GroupAttendance, ...], Counts]:
    """The answers by audience of the communication, and all of them together."""
    audiences = {each.id: each for each in session.scalars(select(m.Audience))}
    wanted = [link.audience_id for link in stored.audience_links]
    tops = [each for each in wanted if not _group(audiences, audiences[each].parent_id, wanted)]
    by_email = {
        email.casefold(): same_name(department)
        for email, department in session.execute(select(m.Person.email, m.Person.department))
        if email and department
    }
    by_name = {same_name(each.name): each.id for each in audiences.values()}
    said: dict[int | None, list[PartStat]] = {each: [] for each in (*tops, None)}
    for person in people:
        if person.role is not AttendeeRole.ROOM:
            department = by_email.get(person.email.casefold(), "")
            said[_group(audiences, by_name.get(department), tops)].append(person.partstat)
    groups = [
        GroupAttendance(each, audiences[each].name, counted(said[each], audiences[each].headcount))
        for each in tops
    ]
    everybody = [each for answers in said.values() for each in answers]
    total = counted(everybody, sum(audiences[each].headcount for each in tops))
    shown = [each for each in groups if each.counts.total >= SMALLEST_GROUP]
    # Those who are of no audience are a group of their own; so are small ones, with them.
    small = [each.id for each in groups if each.counts.total < SMALLEST_GROUP]
    rest = counted(
        [each for group in (None, *small) for each in said[group]],
        len(said[None]) + sum(audiences[each].headcount for each in small if each),
    )
    if shown and rest.total >= SMALLEST_GROUP:
        shown.append(GroupAttendance(None, "", rest))
    return tuple(shown), total


def _group(
    audiences: Mapping[int, m.Audience], audience_id: int | None, wanted: Iterable[int]
) -> int | None:
    """The one of `wanted` that an audience is, or is a part of."""
    seen: set[int] = set()
    while audience_id is not None and audience_id not in seen:
        if audience_id in wanted:
            return audience_id
        seen.add(audience_id)
        audience_id = audiences[audience_id].parent_id
    return None


def _waiting(session: Session, answer: ReplyDetail) -> Waiting:
    stored = session.get_one(m.Communication, answer.communication_id)
    invited = [(each.name, each.email) for each in stored.attendees]
    if answer.email:
        wanted = answer.email.casefold()
        return Waiting(answer, any(email.casefold() == wanted for _name, email in invited))
    people = session.execute(select(m.Person.name, m.Person.email).order_by(m.Person.id))
    found = invited + [(name, email) for name, email in people if email]
    called = same_name(answer.name)
    alike = (each for each in found if same_name(each[0]) == called)
    return Waiting(answer, invited=False, candidates=tuple(dict.fromkeys(alike)))
