"""What reading answers asks of the plan, once for many files: people, earlier answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from townhall.domain.names import same_name
from townhall.domain.replies import person_key
from townhall.domain.terms import PartStat, ReplyVerdict
from townhall.services.reply_events import KnownEvent, Sent, events_by_uid, sent_of
from townhall.services.reply_files import ReplyFile
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ReplyResult:
    """What became of one answer. `reason` is a sentence, "" where it is taken in as it is.

    `original_start` None with a communication: it is about every date. `reply_id` is what was
    stored, if anything was.
    """

    file: str
    verdict: ReplyVerdict
    reason: str
    person: str = ""
    email: str = ""
    communication_id: int | None = None
    original_start: datetime | None = None
    partstat: PartStat | None = None
    comment: str = ""
    reply_id: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Who answers: the address and name by which the plan knows them; `invited`: by name."""

    email: str
    name: str
    invited: bool


@dataclass(slots=True)
class Reader:
    """Answers of many files against one plan; what was asked of it once is remembered."""

    uow: UnitOfWork
    files: Sequence[ReplyFile]
    events: dict[str, KnownEvent] = field(init=False)
    _sent: dict[str, Sent] = field(default_factory=dict)
    _known: dict[int, list[m.Reply]] = field(default_factory=dict)
    _people: list[m.Person] = field(init=False)

    def __post_init__(self) -> None:
        uids = {answer.uid for file in self.files for answer in file.answers}
        self.events = events_by_uid(self.uow.session, uids)
        self._people = list(self.uow.session.scalars(select(m.Person).order_by(m.Person.id)))

    def sent(self, event: KnownEvent, uid: str) -> Sent:
        """What was sent to invitees of an event."""
        if uid not in self._sent:
            self._sent[uid] = sent_of(self.uow.session, event.communication, uid)
        return self._sent[uid]

    def earlier(self, communication_id: int, person: Person) -> list[m.Reply]:
        """The answers of a person about a communication, those just taken in included."""
        key = person_key(person.email, person.name)
        return [
            each
            for each in self._answers(communication_id)
            if person_key(each.email, each.name) == key
        ]

    def _answers(self, communication_id: int) -> list[m.Reply]:
        if communication_id not in self._known:
            query = select(m.Reply).where(m.Reply.communication_id == communication_id)
            self._known[communication_id] = list(self.uow.session.scalars(query))
        return self._known[communication_id]

    def person_of(self, communication: m.Communication, email: str, name: str) -> Person:
        """The invited person behind an address, or the address as it is.

        Somebody may answer from another address that the plan knows: then they are invited by the
        name that goes with it.
        """
        wanted = email.casefold()
        for each in communication.attendees:
            if each.email.casefold() == wanted:
                return Person(each.email, each.name or name, invited=True)
        known = next((each for each in self._people if each.email.casefold() == wanted), None)
        if known is None:
            return Person(email, name, invited=False)
        alike = self._invited(communication, known.name)
        return alike[0] if len(alike) == 1 else Person(known.email, known.name, invited=False)

    def people_called(self, communication: m.Communication, name: str) -> list[Person]:
        """Everybody of that name, among the invited, else among the people of the plan."""
        wanted = same_name(name)
        return self._invited(communication, name) or [
            Person(each.email, each.name, invited=False)
            for each in self._people
            if each.email and same_name(each.name) == wanted
        ]

    def _invited(self, communication: m.Communication, name: str) -> list[Person]:
        wanted = same_name(name)
        return [
            Person(each.email, each.name, invited=True)
            for each in communication.attendees
            if same_name(each.name) == wanted
        ]

    def store(self, reply: m.Reply) -> int:
        """Add an answer; returns its id."""
        answers = self._answers(reply.communication_id)
        self.uow.session.add(reply)
        self.uow.session.flush()
        answers.append(reply)
        return reply.id
