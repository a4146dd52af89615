"""The fixed words of the field: kinds, states and roles, with their labels in both languages.

Values are those of the command line and the database; `label()` gives what a person reads.
"""

from enum import StrEnum

from townhall.language import N_, Words, words
from townhall.language import current_language as _current_language


class CommunicationKind(StrEnum):
    TOWN_HALL = "town-hall"
    PROGRESS_UPDATE = "progress-update"
    TRAINING = "training"
    WORKING_GROUP = "working-group"
    DROP_IN = "drop-in"
    BOARD_BRIEFING = "board-briefing"


class CommunicationStatus(StrEnum):
    IDEA = "idea"
    PLANNED = "planned"
    CONFIRMED = "confirmed"
    HELD = "held"
    EVALUATED = "evaluated"
    CANCELLED = "cancelled"


class ClosedDays(StrEnum):
    """What a series does with a date on a day on which nothing is held."""

    KEEP = "keep"
    SKIP = "skip"
    MOVE = "move"


class CausedBy(StrEnum):
    """Which closed day changed a date of a series."""

    HOLIDAY = "holiday"
    BLACKOUT = "blackout"


class SignOff(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in-review"
    APPROVED = "approved"


class Channel(StrEnum):
    TOWN_HALL = "town-hall"
    EMAIL = "e-mail"
    INTRANET = "intranet"
    TEAM_MEETING = "team-meeting"
    NOTICEBOARD = "noticeboard"
    VIDEO = "video"


class AttendeeRole(StrEnum):
    """A person's part in one communication; decides ROLE and CUTYPE in the invitation."""

    HOST = "host"
    SPEAKER = "speaker"
    MODERATOR = "moderator"
    PARTICIPANT = "participant"
    OPTIONAL = "optional"
    INFORMED = "informed"
    ROOM = "room"


class PersonRole(StrEnum):
    """A person's part in the AI programme."""

    EMPLOYEE = "employee"
    HOST = "host"
    SPEAKER = "speaker"
    MODERATOR = "moderator"
    OWNER = "owner"
    CHANGE_MANAGER = "change-manager"
    CHIEF_AI_OFFICER = "chief-ai-officer"
    COMMITTEE_MEMBER = "committee-member"
    WORKS_COUNCIL_MEMBER = "works-council-member"
    SPONSOR = "sponsor"
    BOARD_MEMBER = "board-member"
    COMMUNICATIONS = "communications"


class QuestionState(StrEnum):
    NEW = "new"
    ASSIGNED = "assigned"
    DRAFTED = "drafted"
    APPROVED = "approved"
    CLOSED = "closed"


class Outcome(StrEnum):
    ANSWERED_LIVE = "answered-live"
    ANSWERED_IN_WRITING = "answered-in-writing"
    TAKEN_AWAY = "taken-away"
    DECLINED = "declined"
    MERGED = "merged"
    CARRIED_OVER = "carried-over"
    OPEN = "open"


class Anonymity(StrEnum):
    ANONYMOUS = "anonymous"
    HELD_BY_SOURCE = "held-by-source"
    NAMED = "named"


class Publication(StrEnum):
    """What was decided about personal data in a question's words before they are shown around."""

    UNDECIDED = "undecided"
    AS_ASKED = "as-asked"
    MASKED = "masked"
    WITHHELD = "withheld"


class DeclineReason(StrEnum):
    """Why a question is not answered; whoever asked is told."""

    NOT_ABOUT_AI = "not-about-ai"
    PERSONAL_CASE = "personal-case"
    CONFIDENTIAL = "confidential"
    LEGAL_PROCEDURE = "legal-procedure"
    NOT_RESPECTFUL = "not-respectful"
    UNCLEAR = "unclear"
    OTHER = "other"


class FollowUpState(StrEnum):
    OPEN = "open"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    DROPPED = "dropped"


class KnowledgeLevel(StrEnum):
    NONE = "none"
    BASIC = "basic"
    USER = "user"
    ADVANCED = "advanced"


class Stage(StrEnum):
    EXPLORING = "exploring"
    PILOT = "pilot"
    ROLLOUT = "rollout"
    IN_USE = "in-use"
    RETIRED = "retired"


class RiskClass(StrEnum):
    MINIMAL = "minimal"
    LIMITED = "limited"
    HIGH = "high"


class Aspect(StrEnum):
    BIAS = "bias"
    PRIVACY = "privacy"
    TRANSPARENCY = "transparency"
    OVERSIGHT = "oversight"


class Verdict(StrEnum):
    APPROVED = "approved"
    APPROVED_WITH_CONDITIONS = "approved-with-conditions"
    REJECTED = "rejected"
    PENDING = "pending"


class DutyKind(StrEnum):
    INFORM_STAFF = "inform-staff"
    WORKS_COUNCIL = "works-council"
    AI_LITERACY = "ai-literacy"
    OTHER = "other"


class CadenceState(StrEnum):
    """Whether a promise is kept: due when it must be kept soon, broken when that day passed."""

    KEPT = "kept"
    DUE = "due"
    BROKEN = "broken"


class WarningKind(StrEnum):
    """What planning is warned of."""

    CLASH = "clash"
    OVERLOAD = "overload"
    SILENCE = "silence"
    HOLIDAY = "holiday"
    UNCOVERED_AUDIENCE = "uncovered-audience"
    MISSING_TRAINING = "missing-training"
    MISSING_REVIEW = "missing-review"
    DUTY_DUE = "duty-due"
    OVERDUE_FOLLOW_UP = "overdue-follow-up"
    UNANSWERED = "unanswered"
    CLOCK_CHANGE = "clock-change"


class Severity(StrEnum):
    """How much a warning matters: high breaks a promise or cannot be, low is good to know."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class PartStat(StrEnum):
    """What somebody answered (RFC 5545, 3.2.12), in lower case."""

    NEEDS_ACTION = "needs-action"
    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"
    DELEGATED = "delegated"


class ReplyVerdict(StrEnum):
    """What became of a reply that was read."""

    ACCEPTED = "accepted"
    ASK = "ask"
    IGNORED = "ignored"
    REFUSED = "refused"


class HandOver(StrEnum):
    """How a version of an invitation left the plan."""

    FILE = "file"
    MAIL = "mail"
    SERVER = "server"


class StandsFor(StrEnum):
    """Whom or what the events of a calendar that was read in keep busy."""

    EVERYONE = "everyone"
    PERSON = "person"
    ROOM = "room"
    AUDIENCE = "audience"


class OverlayColor(StrEnum):
    """What tells a calendar that was read in from others, beside its name."""

    INDIGO = "indigo"
    GREEN = "green"
    ORANGE = "orange"
    PINK = "pink"
    BLUE = "blue"
    VIOLET = "violet"


class ThemeColor(StrEnum):
    """What tells a theme of questions, beside its name."""

    INDIGO = "indigo"
    GREEN = "green"
    ORANGE = "orange"
    PINK = "pink"
    BLUE = "blue"
    VIOLET = "violet"
    NEUTRAL = "neutral"


class FeedState(StrEnum):
    """Whether a calendar feed shows what the plan holds now."""

    NEW = "new"
    CURRENT = "current"
    CHANGED = "changed"


class IdeaOutcome(StrEnum):
    NEW = "new"
    EXPLORING = "exploring"
    ADOPTED = "adopted"
    DECLINED = "declined"


_LABELS: dict[type[StrEnum], dict[str, str]] = {
    CommunicationKind: {
        "town-hall": N_("Town hall"),
        "progress-update": N_("Progress update"),
        "training": N_("Training session"),
        "working-group": N_("Working-group meeting"),
        "drop-in": N_("Drop-in"),
        "board-briefing": N_("Board briefing"),
    },
    CommunicationStatus: {
        "idea": N_("Idea"),
        "planned": N_("Planned"),
        "confirmed": N_("Confirmed"),
        "held": N_("Held"),
        "evaluated": N_("Evaluated"),
        "cancelled": N_("Cancelled"),
    },
    ClosedDays: {
        "keep": N_("Hold it all the same"),
        "skip": N_("Leave the date out"),
        "move": N_("Move to the next working day"),
    },
    CausedBy: {
        "holiday": N_("Public holiday"),
        "blackout": N_("Blackout period"),
    },
    SignOff: {
        "draft": N_("Draft"),
        "in-review": N_("In review"),
        "approved": N_("Approved"),
    },
    Channel: {
        "town-hall": N_("Town hall"),
        "e-mail": N_("E-mail"),
        "intranet": N_("Intranet"),
        "team-meeting": N_("Team meeting"),
        "noticeboard": N_("Noticeboard"),
        "video": N_("Video"),
    },
    AttendeeRole: {
        "host": N_("Host"),
        "speaker": N_("Speaker"),
        "moderator": N_("Moderator"),
        "participant": N_("Participant"),
        "optional": N_("Optional"),
        "informed": N_("For information"),
        "room": N_("Room"),
    },
    PersonRole: {
        "employee": N_("Employee"),
        "host": N_("Host"),
        "speaker": N_("Speaker"),
        "moderator": N_("Moderator"),
        "owner": N_("Owner"),
        "change-manager": N_("Change manager"),
        "chief-ai-officer": N_("Chief AI Officer"),
        "committee-member": N_("Ethics committee member"),
        "works-council-member": N_("Works council member"),
        "sponsor": N_("Sponsor"),
        "board-member": N_("Board member"),
        "communications": N_("Communications adviser"),
    },
    QuestionState: {
        "new": N_("New"),
        "assigned": N_("Assigned"),
        "drafted": N_("Awaiting approval"),
        "approved": N_("Approved"),
        "closed": N_("Closed"),
    },
    Outcome: {
        "answered-live": N_("Answered live"),
        "answered-in-writing": N_("Answered in writing"),
        "taken-away": N_("Taken away"),
        "declined": N_("Declined"),
        "merged": N_("Merged"),
        "carried-over": N_("Carried over"),
        "open": N_("Open"),
    },
    Anonymity: {
        "anonymous": N_("No name stored"),
        "held-by-source": N_("Held by the source tool"),
        "named": N_("Named with consent"),
    },
    Publication: {
        "undecided": N_("Not decided"),
        "as-asked": N_("As asked"),
        "masked": N_("With the marked words hidden"),
        "withheld": N_("Not shown"),
    },
    DeclineReason: {
        "not-about-ai": N_("Not about this subject"),
        "personal-case": N_("About one person's case"),
        "confidential": N_("Confidential"),
        "legal-procedure": N_("Part of a legal procedure"),
        "not-respectful": N_("Not respectful"),
        "unclear": N_("Not clear what is asked"),
        "other": N_("Another reason"),
    },
    FollowUpState: {
        "open": N_("Open"),
        "in-progress": N_("In progress"),
        "done": N_("Done"),
        "dropped": N_("Dropped"),
    },
    KnowledgeLevel: {
        "none": N_("None"),
        "basic": N_("Basic"),
        "user": N_("User"),
        "advanced": N_("Advanced"),
    },
    Stage: {
        "exploring": N_("Exploring"),
        "pilot": N_("Pilot"),
        "rollout": N_("Rollout"),
        "in-use": N_("In use"),
        "retired": N_("Retired"),
    },
    RiskClass: {
        "minimal": N_("Minimal risk"),
        "limited": N_("Limited risk"),
        "high": N_("High risk"),
    },
    Aspect: {
        "bias": N_("Bias"),
        "privacy": N_("Privacy"),
        "transparency": N_("Transparency"),
        "oversight": N_("Human oversight"),
    },
    Verdict: {
        "approved": N_("Approved"),
        "approved-with-conditions": N_("Approved with conditions"),
        "rejected": N_("Rejected"),
        "pending": N_("Pending"),
    },
    DutyKind: {
        "inform-staff": N_("Inform staff"),
        "works-council": N_("Works council"),
        "ai-literacy": N_("AI literacy"),
        "other": N_("Other"),
    },
    FeedState: {
        "new": N_("Not written yet"),
        "current": N_("Up to date"),
        "changed": N_("Changed since"),
    },
    CadenceState: {
        "kept": N_("Kept"),
        "due": N_("Must be kept soon"),
        "broken": N_("Broken"),
    },
    WarningKind: {
        "clash": N_("Clash"),
        "overload": N_("Too much at once"),
        "silence": N_("Silence"),
        "holiday": N_("Closed day"),
        "uncovered-audience": N_("Audience left out"),
        "missing-training": N_("Training missing"),
        "missing-review": N_("Review missing"),
        "duty-due": N_("Duty due"),
        "overdue-follow-up": N_("Promise overdue"),
        "unanswered": N_("Unanswered"),
        "clock-change": N_("Clock change"),
    },
    Severity: {
        "high": N_("Urgent"),
        "medium": N_("Needs attention"),
        "low": N_("Good to know"),
    },
    PartStat: {
        "needs-action": N_("No answer"),
        "accepted": N_("Is coming"),
        "tentative": N_("Perhaps"),
        "declined": N_("Is not coming"),
        "delegated": N_("Sends somebody else"),
    },
    ReplyVerdict: {
        "accepted": N_("Taken in"),
        "ask": N_("Your decision"),
        "ignored": N_("Ignored"),
        "refused": N_("Refused"),
    },
    HandOver: {
        "file": N_("Calendar file"),
        "mail": N_("Mail draft"),
        "server": N_("Calendar server"),
    },
    OverlayColor: {
        "indigo": N_("Indigo"),
        "green": N_("Green"),
        "orange": N_("Orange"),
        "pink": N_("Pink"),
        "blue": N_("Blue"),
        "violet": N_("Violet"),
    },
    ThemeColor: {
        "indigo": N_("Indigo"),
        "green": N_("Green"),
        "orange": N_("Orange"),
        "pink": N_("Pink"),
        "blue": N_("Blue"),
        "violet": N_("Violet"),
        "neutral": N_("Grey"),
    },
    StandsFor: {
        "everyone": N_("Everyone"),
        "person": N_("One person"),
        "room": N_("One room"),
        "audience": N_("One audience"),
    },
    IdeaOutcome: {
        "new": N_("New"),
        "exploring": N_("Exploring"),
        "adopted": N_("Adopted"),
        "declined": N_("Declined"),
    },
}


def label(term: StrEnum, language: Words | None = None) -> str:
    """What a person reads for `term`; in the current language unless `language` is given."""
    return (language or words(_current_language())).gettext(_LABELS[type(term)][term.value])


NOUN_LABELS: dict[str, str] = {
    "communication": N_("communication"),
    "occurrence": N_("date"),
    "question": N_("question"),
    "question-theme": N_("theme of questions"),
    "follow-up": N_("follow-up"),
    "initiative": N_("initiative"),
    "audience": N_("audience"),
    "person": N_("person"),
    "key-message": N_("key message"),
    "task": N_("task"),
    "review": N_("ethics review"),
    "duty": N_("duty"),
    "idea": N_("idea"),
    "working-group": N_("working group"),
    "training": N_("training"),
    "cadence": N_("cadence"),
    "invitation": N_("invitation"),
    "plan": N_("plan"),
    "blackout": N_("blackout period"),
    "recipe": N_("recipe"),
    "template": N_("template"),
    "saved-filter": N_("saved filter"),
    "pack": N_("briefing pack"),
    "reply": N_("reply"),
    "overlay": N_("calendar that was read in"),
    "feed": N_("calendar feed"),
}
"""Nouns of the command line in words, in lower case."""


def noun_label(noun: str) -> str:
    """`noun` in words, in the current language."""
    return words(_current_language()).gettext(NOUN_LABELS[noun])
