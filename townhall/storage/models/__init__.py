"""Mapped classes, one noun (or a family of small ones) per file."""

from townhall.storage.models.audiences import Audience
from townhall.storage.models.calendars import Feed, Overlay, OverlayEvent, PublishedItem
from townhall.storage.models.communications import (
    AgendaEntry,
    Attendance,
    Communication,
    CommunicationAudience,
    CommunicationInitiative,
    OccurrenceOverride,
)
from townhall.storage.models.follow_ups import FollowUp
from townhall.storage.models.initiatives import Impact, Initiative
from townhall.storage.models.invitations import Invitation, Reply
from townhall.storage.models.people import Person
from townhall.storage.models.plan import Activity, Plan
from townhall.storage.models.planning import (
    Blackout,
    IssuedPack,
    Recipe,
    RecipeStep,
    SavedFilter,
    Template,
)
from townhall.storage.models.programme import (
    Cadence,
    Duty,
    Idea,
    KeyMessage,
    Membership,
    Review,
    ReviewAspect,
    ReviewCondition,
    Task,
    Training,
    WorkingGroup,
)
from townhall.storage.models.questions import (
    CarryOver,
    NotAlike,
    Question,
    QuestionStep,
    QuestionTheme,
)

__all__ = [
    "Activity",
    "AgendaEntry",
    "Attendance",
    "Audience",
    "Blackout",
    "Cadence",
    "CarryOver",
    "Communication",
    "CommunicationAudience",
    "CommunicationInitiative",
    "Duty",
    "Feed",
    "FollowUp",
    "Idea",
    "Impact",
    "Initiative",
    "Invitation",
    "IssuedPack",
    "KeyMessage",
    "Membership",
    "NotAlike",
    "OccurrenceOverride",
    "Overlay",
    "OverlayEvent",
    "Person",
    "Plan",
    "PublishedItem",
    "Question",
    "QuestionStep",
    "QuestionTheme",
    "Recipe",
    "RecipeStep",
    "Reply",
    "Review",
    "ReviewAspect",
    "ReviewCondition",
    "SavedFilter",
    "Task",
    "Template",
    "Training",
    "WorkingGroup",
]
