"""The rooms of the window, in the order of the rail; each screen is imported when it is shown."""

from typing import Any

from townhall.domain.clock import Clock
from townhall.language import N_, ngettext
from townhall.ui.screen import Frame, Offered, Place, Screen


def places() -> tuple[Place, ...]:
    """All rooms that exist. A factory imports its screen's module itself, to start fast."""
    return (
        _TODAY,
        _CALENDAR,
        _QUESTIONS,
        _INITIATIVES,
        _AUDIENCES,
        _DOCUMENTS,
        _SETTINGS,
        _WELCOME,
    )


def _today(frame: Frame) -> Screen:
    from townhall.ui.today.screen import TodayScreen

    return TodayScreen(frame)


def _calendar(frame: Frame) -> Screen:
    from townhall.ui.calendar.screen import CalendarScreen

    return CalendarScreen(frame)


def _questions(frame: Frame) -> Screen:
    from townhall.ui.questions.screen import QuestionsScreen

    return QuestionsScreen(frame)


def _attention(session: Any, clock: Clock) -> int:
    from townhall.services.queries.today import attention_count

    return attention_count(session, clock)


def _open_questions(session: Any, _clock: Clock) -> int:
    from townhall.services.queries.question_register import open_questions

    return open_questions(session)


_TODAY = Place(
    "today",
    N_("Today"),
    "today",
    "T",
    _today,
    count=_attention,
    counted=lambda n: ngettext("{n} needs attention", "{n} need attention", n).format(n=n),
)
_CALENDAR = Place(
    "calendar",
    N_("Calendar"),
    "calendar",
    "C",
    _calendar,
    nouns=frozenset({"communication", "occurrence", "saved-filter"}),
    offers=(
        Offered("calendar.new.town-hall", N_("New town hall"), "town-hall"),
        Offered("calendar.new.progress-update", N_("New progress update"), "speaker"),
        Offered("calendar.find-time", N_("Find a time"), "clock"),
        Offered("calendar.feeds", N_("Calendar feeds…"), "calendar-check"),
    ),
)
_QUESTIONS = Place(
    "questions",
    N_("Questions"),
    "questions",
    "Q",
    _questions,
    nouns=frozenset({"question", "follow-up"}),
    count=_open_questions,
    counted=lambda n: ngettext("{n} open", "{n} open", n).format(n=n),
    offers=(
        Offered("questions.new", N_("New question"), "question"),
        Offered("questions.import", N_("Import questions"), "download"),
        Offered("questions.review", N_("Review near-duplicates"), "merge"),
    ),
)


def _initiatives(frame: Frame) -> Screen:
    from townhall.ui.initiatives.screen import InitiativesScreen

    return InitiativesScreen(frame)


def _audiences(frame: Frame) -> Screen:
    from townhall.ui.audiences.screen import AudiencesScreen

    return AudiencesScreen(frame)


def _documents(frame: Frame) -> Screen:
    from townhall.ui.documents.screen import DocumentsScreen

    return DocumentsScreen(frame)


def _settings(frame: Frame) -> Screen:
    from townhall.ui.settings_screen.screen import SettingsScreen

    return SettingsScreen(frame)


def _welcome(frame: Frame) -> Screen:
    from townhall.ui.welcome.screen import WelcomeScreen

    return WelcomeScreen(frame)


_INITIATIVES = Place(
    "initiatives",
    N_("Initiatives"),
    "initiatives",
    "I",
    _initiatives,
    nouns=frozenset({"initiative", "key-message"}),
    offers=(Offered("initiatives.new", N_("New initiative"), "initiatives"),),
)
_AUDIENCES = Place(
    "audiences",
    N_("Audiences"),
    "audiences",
    "A",
    _audiences,
    nouns=frozenset({"audience", "person"}),
    offers=(
        Offered("audiences.new", N_("New audience"), "audiences"),
        Offered("people.new", N_("New person"), "person-plus"),
        Offered("people.import", N_("Import people"), "download"),
    ),
)
_DOCUMENTS = Place(
    "documents",
    N_("Documents"),
    "documents",
    "D",
    _documents,
    nouns=frozenset({"pack", "speaker-brief", "qa-pack"}),
)
_SETTINGS = Place(
    "settings",
    N_("Settings"),
    "settings",
    "S",
    _settings,
    position="foot",
    nouns=frozenset({"plan"}),
)
_WELCOME = Place(
    "welcome", N_("Welcome"), "town-hall", "", _welcome, position="alone", needs_plan=False
)
