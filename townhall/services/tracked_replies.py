"""Taking in a list of answers that Outlook or Teams made, for one date.

Such a list is the organiser's own, so who is on it need not be invited by name; and it says
nothing of when they answered, so an answer that is known already stays as it is.
"""

from datetime import datetime

from townhall.domain.replies import Judgement
from townhall.domain.terms import PartStat, ReplyVerdict
from townhall.domain.tracking import Tracked
from townhall.language import _
from townhall.services.dates import check_date
from townhall.services.reply_files import ReplyFile
from townhall.services.reply_reader import Person, Reader, ReplyResult
from townhall.storage import models as m

DateKey = tuple[int, datetime]

_NAMES_SHOWN = 5


def read_list(reader: Reader, file: ReplyFile, about: DateKey | None) -> list[ReplyResult]:
    """Judge every row of a list, and take in what counts or waits for a decision.

    Without a date it is refused. Raises NotFound and InvalidInput when there is no such date.
    """
    if about is None:
        reason = _("A list of answers does not say which date it is about; choose that first.")
        return [ReplyResult(file.name, ReplyVerdict.REFUSED, reason)]
    communication = reader.uow.get(m.Communication, about[0])
    check_date(reader.uow, *about)
    return [_read(reader, file, communication, about[1], row) for row in file.people]


def _read(
    reader: Reader,
    file: ReplyFile,
    communication: m.Communication,
    original_start: datetime,
    row: Tracked,
) -> ReplyResult:
    people = _people(reader, communication, row)
    person = people[0] if len(people) == 1 else Person("", row.name, invited=False)
    now = reader.uow.now()
    stamp = min(file.made_at or now, now)
    judgement = _judged(reader, (communication.id, original_start), row, people, stamp)
    reply_id = None
    if row.partstat and judgement.verdict in (ReplyVerdict.ACCEPTED, ReplyVerdict.ASK):
        reply_id = reader.store(
            m.Reply(
                communication_id=communication.id,
                original_start=original_start,
                email=person.email,
                name=person.name,
                partstat=row.partstat,
                stamp=stamp,
                verdict=judgement.verdict,
                reason=judgement.reason,
                source=file.name[:200],
                read_at=now,
            )
        )
    return ReplyResult(
        file=file.name,
        verdict=judgement.verdict,
        reason=judgement.reason,
        person=person.name or person.email,
        email=person.email,
        communication_id=communication.id,
        original_start=original_start,
        partstat=row.partstat,
        reply_id=reply_id,
    )


def _people(reader: Reader, communication: m.Communication, row: Tracked) -> list[Person]:
    """Whoever may be meant; nobody the plan knows: the row as it is."""
    if row.email:
        return [reader.person_of(communication, row.email, row.name)]
    known = reader.people_called(communication, row.name)
    return known or [Person("", row.name, invited=False)]


def _judged(
    reader: Reader, about: DateKey, row: Tracked, people: list[Person], stamp: datetime
) -> Judgement:
    if row.partstat is None:
        return Judgement(
            ReplyVerdict.REFUSED,
            _("Row {row}: “{word}” is not an answer that is known.").format(
                row=row.row, word=row.word
            ),
        )
    if row.partstat is PartStat.NEEDS_ACTION:
        return Judgement(ReplyVerdict.IGNORED, _("Has not answered yet."))
    person = people[0] if len(people) == 1 else Person("", row.name, invited=False)
    earlier = [
        each for each in reader.earlier(about[0], person) if each.original_start in (about[1], None)
    ]
    last = max(earlier, key=lambda each: each.stamp, default=None)
    if last is not None and last.partstat is row.partstat:
        return Judgement(ReplyVerdict.IGNORED, _("This answer was read before."))
    if last is not None and last.stamp >= stamp:
        return Judgement(ReplyVerdict.IGNORED, _("There is a newer answer by this person."))
    if len(people) > 1:
        shown = ", ".join(each.email for each in people[:_NAMES_SHOWN])
        return Judgement(
            ReplyVerdict.ASK,
            _("Several people are called {name}: {addresses}.").format(
                name=row.name, addresses=shown
            ),
        )
    return Judgement(ReplyVerdict.ACCEPTED)
