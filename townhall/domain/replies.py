"""What becomes of an answer to an invitation, and who is coming by the answers that count.

Nothing an answer says is proven: it is matched with what was sent, and whatever is doubtful is for
the user to decide.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from townhall.domain.reply_reading import Answer
from townhall.domain.terms import PartStat, ReplyVerdict
from townhall.language import _

SMALLEST_GROUP = 5
"""Fewer people than this are never shown as a group of their own: answers would have a name."""

_AHEAD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Known:
    """What the plan knows of the invitation, the date and the person that an answer is about.

    `organizers` have sent it. `told` is the SEQUENCE sent last for this date, None when none was;
    `highest` the highest one sent of this UID. `stamps` are those of this person's earlier
    answers for this date, `newest` the newest that was not refused. `invited`: by name.
    """

    organizers: frozenset[str]
    told: int | None
    highest: int | None
    stamps: frozenset[datetime] = frozenset()
    newest: datetime | None = None
    invited: bool = True


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with the sentence that says why; "" where an answer is taken in as it is."""

    verdict: ReplyVerdict
    reason: str = ""


def refused(reason: str) -> Judgement:
    """Nothing of it is taken in."""
    return Judgement(ReplyVerdict.REFUSED, reason)


def judge(answer: Answer, known: Known, now: datetime) -> Judgement:
    """What becomes of an answer about an event and a date that the plan knows; `now` in UTC."""
    if answer.stamp > now + _AHEAD:
        return refused(_("It was given more than a day from now, so its clock cannot be trusted."))
    strangers = [each for each in answer.organizers if each.casefold() not in known.organizers]
    if strangers:
        return refused(
            _("It answers {email}, who did not send this invitation.").format(
                email=strangers[0][:100]
            )
        )
    return _ignored(answer, known) or _asked(answer, known) or _accepted(answer)


def _ignored(answer: Answer, known: Known) -> Judgement | None:
    if answer.stamp in known.stamps:
        return Judgement(ReplyVerdict.IGNORED, _("This answer was read before."))
    if known.newest is not None and answer.stamp < known.newest:
        return Judgement(ReplyVerdict.IGNORED, _("There is a newer answer by this person."))
    if known.told is not None and answer.sequence < known.told:
        return Judgement(
            ReplyVerdict.IGNORED,
            _("It answers an earlier version; date or time have changed since."),
        )
    return None


def _asked(answer: Answer, known: Known) -> Judgement | None:
    reasons = []
    if answer.counter:
        reasons.append(_("Proposes a change instead."))
    if not known.invited:
        reasons.append(_("This person was not invited by name."))
    if known.highest is None or answer.sequence > known.highest:
        reasons.append(_("It answers a version that was never sent."))
    if answer.unknown_zone:
        reasons.append(_("Its time zone, “{zone}”, is not known.").format(zone=answer.unknown_zone))
    return Judgement(ReplyVerdict.ASK, " ".join(reasons)) if reasons else None


def _accepted(answer: Answer) -> Judgement:
    if answer.partstat is PartStat.DELEGATED:
        sends = _("Sends {name} instead.").format(name=answer.delegate)
        return Judgement(ReplyVerdict.ACCEPTED, sends)
    return Judgement(ReplyVerdict.ACCEPTED)


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """An answer the plan has. `original_start` None: it is about every date of the rule.

    `proposes`: it is a counter-proposal, whose answer counts also when the proposal is declined.
    """

    id: int
    person: str
    original_start: datetime | None
    partstat: PartStat
    stamp: datetime
    verdict: ReplyVerdict
    proposes: bool = False

    @property
    def counts(self) -> bool:
        """Whether it says if somebody is coming."""
        declined = self.verdict is ReplyVerdict.REFUSED and self.proposes
        return self.verdict is ReplyVerdict.ACCEPTED or declined


def newest_answers(
    answers: Iterable[KnownAnswer], original_start: datetime, *, added: bool
) -> dict[str, KnownAnswer]:
    """The answer that counts for one date, by person.

    An answer for every date counts for each of them, until one for the date itself is newer, and
    the other way round: the newest stamp decides. It does not count for `added` dates, which
    calendars know as events of their own.
    """
    newest: dict[str, KnownAnswer] = {}
    for each in answers:
        about = each.original_start == original_start
        if not each.counts or not (about or (each.original_start is None and not added)):
            continue
        best = newest.get(each.person)
        if best is None or _rank(each) > _rank(best):
            newest[each.person] = each
    return newest


def _rank(answer: KnownAnswer) -> tuple[datetime, bool, int]:
    """At the same moment, an answer for one date is meant to differ from that for all."""
    return answer.stamp, answer.original_start is not None, answer.id


def person_key(email: str, name: str) -> str:
    """What tells people apart: the address, or the name where a list gives no address."""
    return email.strip().casefold() or " ".join(name.split()).casefold()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are coming, perhaps, not, and have not said; they add up to those invited."""

    coming: int = 0
    perhaps: int = 0
    not_coming: int = 0
    silent: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.coming + self.perhaps + self.not_coming + self.silent

    @property
    def answered(self) -> int:
        """Who said something."""
        return self.total - self.silent


def counted(partstats: Sequence[PartStat], people: int) -> Counts:
    """The answers of a group of `people`; who is not among them has not answered.

    More answers than people: the group is as large as its answers.
    """
    coming = sum(each is PartStat.ACCEPTED for each in partstats)
    perhaps = sum(each is PartStat.TENTATIVE for each in partstats)
    not_coming = sum(each in (PartStat.DECLINED, PartStat.DELEGATED) for each in partstats)
    said = coming + perhaps + not_coming
    return Counts(coming, perhaps, not_coming, max(0, max(people, len(partstats)) - said))
