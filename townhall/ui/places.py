"""The rooms of the window, in the order of the rail; each screen is imported when it is shown."""

from typing import Any

from townhall.language import N_
from townhall.ui.screen import Frame, Place, Screen


def places() -> tuple[Place, ...]:
    """All rooms that exist. A factory imports its screen's module itself, to start fast."""
    return (_QUESTIONS, _WELCOME)


def _calendar(frame: Frame) -> Screen:
    from townhall.ui.calendar.screen import CalendarScreen

    return CalendarScreen(frame)


def _questions(frame: Frame) -> Screen:
    from townhall.ui.questions.screen import QuestionsScreen

    return QuestionsScreen(frame)


def _open_questions(session: Any) -> int:
    from townhall.services.queries.question_register import open_questions

    return open_questions(session)


_CALENDAR = Place(
    "calendar",
    N_("Calendar"),
    "calendar",
    "C",
    _calendar,
    nouns=frozenset({"communication", "occurrence"}),
)
_QUESTIONS = Place(
    "questions",
    N_("Questions"),
    "questions",
    "Q",
    _questions,
    nouns=frozenset({"question", "follow-up"}),
    count=_open_questions,
)


def _welcome(frame: Frame) -> Screen:
    from townhall.ui.welcome.screen import WelcomeScreen

    return WelcomeScreen(frame)


_WELCOME = Place(
    "welcome", N_("Welcome"), "town-hall", "", _welcome, position="alone", needs_plan=False
)
