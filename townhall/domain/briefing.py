"""What a briefing pack is told about an occurrence: frozen values, no format and no storage.

Local times are naive wall-clock times in the event's `time_zone`; names ending in `_utc` are aware.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from townhall.domain.question_themes import QuestionTheme, other_theme
from townhall.domain.terms import (
    CommunicationKind,
    CommunicationStatus,
    FollowUpState,
    Outcome,
    QuestionState,
    SignOff,
)


@dataclass(frozen=True, slots=True)
class Contact:
    """A colleague to call; what is not known is empty."""

    name: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class EventFacts:
    """The occurrence a pack is about; `start` and `end` are wall times in `time_zone`.

    `language` ("nl", "en" or None when not known) is that of its texts, and of the texts around it
    that do not say their own.
    """

    title: str
    kind: CommunicationKind
    start: datetime
    end: datetime
    time_zone: str
    organisation: str = ""
    objective: str = ""
    status: CommunicationStatus = CommunicationStatus.PLANNED
    sign_off: SignOff = SignOff.DRAFT
    all_day: bool = False
    location: str = ""
    join_link: str = ""
    host: str = ""
    moderator: str = ""
    contact: Contact | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which making of the pack this is: its version, its moment (aware, UTC) and its maker.

    `today` is the local date the pack calls today; promises due before it are overdue.
    """

    made_utc: datetime
    today: date
    version: int = 1
    author: str = ""


@dataclass(frozen=True, slots=True)
class AudienceFacts:
    """Who listens, how many (None: not known), and what they asked about: theme and number."""

    name: str
    headcount: int | None = None
    themes: tuple[tuple[QuestionTheme, int], ...] = ()


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """A key message with its proof points; `primary` marks the one sentence that must land."""

    text: str
    proofs: tuple[str, ...] = ()
    approved: bool = False
    primary: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True)
class AgendaFacts:
    """An item of the run of show; `start` is its computed wall time."""

    start: datetime
    duration_minutes: int
    title: str
    speaker: str = ""
    cues: str = ""


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """A question as a pack shows it; merged ones are not given, their votes count in the lead's.

    `answer` may hold labelled lines (`answers.answer_lines`). `language` and `answer_language`
    are "nl", "en" or None when not known. `asker` is only ever shown in an internal pack.
    `valid_until` is the last day on which an approved answer holds without being rechecked.
    """

    text: str
    votes: int = 0
    theme: QuestionTheme = field(default_factory=other_theme)
    state: QuestionState = QuestionState.NEW
    outcome: Outcome = Outcome.OPEN
    answer: str = ""
    language: str | None = None
    answer_language: str | None = None
    valid_until: date | None = None
    owner: str = ""
    answer_by: date | None = None
    times_carried: int = 0
    decline_reason: str = ""
    asker: str = ""
    audience: str = ""


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """A promise that is not closed: its words, owner and due date."""

    words: str
    owner: str = ""
    due: date | None = None
    state: FollowUpState = FollowUpState.OPEN
    language: str | None = None


@dataclass(frozen=True, slots=True)
class SpeakerBriefInput:
    """Everything in a speaker brief; `speaker` is the reader's name, empty for all speakers.

    `withheld` counts the questions that were asked and are not to be shown to others.
    """

    event: EventFacts
    stamp: Stamp
    speaker: str = ""
    audiences: tuple[AudienceFacts, ...] = ()
    messages: tuple[MessageFacts, ...] = ()
    agenda: tuple[AgendaFacts, ...] = ()
    questions: tuple[QuestionFacts, ...] = ()
    withheld: int = 0
    promises: tuple[PromiseFacts, ...] = ()
    internal: bool = False
    large_print: bool = False


@dataclass(frozen=True, slots=True)
class QaPackInput:
    """Everything in a moderator's Q&A pack.

    `moderation_rules` and `decline_reasons` are the house's own; without them the product's
    wording in the pack's language is used. `withheld` counts the questions that were asked and are
    not to be shown to others.
    """

    event: EventFacts
    stamp: Stamp
    questions: tuple[QuestionFacts, ...] = ()
    withheld: int = 0
    promises: tuple[PromiseFacts, ...] = ()
    moderation_rules: tuple[str, ...] = ()
    decline_reasons: tuple[str, ...] = ()
    internal: bool = False
    large_print: bool = False
