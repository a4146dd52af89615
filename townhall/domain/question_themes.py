"""Themes of questions: how one is named and looks, and the set that comes with the program."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from townhall.domain.names import same_name
from townhall.language import N_, words

OTHER = "other"
"""The key of the theme of whatever fits no other; every plan has it."""


@dataclass(frozen=True, slots=True)
class QuestionTheme:
    """A theme; `key` is its name for scripts, `tone` a `ThemeColor`.

    `answer_days` is how many working days an answer may take; 0: there is no such day.
    """

    key: str
    name_nl: str
    name_en: str
    tone: str
    answer_days: int

    def name(self, language: str) -> str:
        """What the theme is called in `language`: "nl", or else English."""
        return self.name_nl if language == "nl" else self.name_en


_SHIPPED = (
    ("job-and-role", N_("Job and role"), "pink", 5),
    ("skills-and-training", N_("Skills and training"), "green", 5),
    ("workload", N_("Workload"), "blue", 5),
    ("privacy", N_("Privacy"), "violet", 10),
    ("bias-and-fairness", N_("Bias and fairness"), "indigo", 10),
    ("patient-or-customer", N_("Patient or customer"), "blue", 5),
    ("benefits", N_("Benefits"), "green", 5),
    ("accountability", N_("Accountability"), "orange", 10),
    (OTHER, N_("Other"), "neutral", 5),
)


@cache
def shipped_themes() -> tuple[QuestionTheme, ...]:
    """The themes that every new plan begins with, in the order in which they are shown."""
    dutch = words("nl").gettext
    return tuple(
        QuestionTheme(key, dutch(english), english, tone, days)
        for key, english, tone, days in _SHIPPED
    )


def other_theme() -> QuestionTheme:
    """The shipped theme of what fits no other."""
    return shipped_themes()[-1]


def theme_called(themes: Iterable[QuestionTheme], word: str) -> QuestionTheme | None:
    """The theme that `word` means: its key, or its name in either language; whatever the case."""
    wanted = same_name(word.strip())
    for theme in themes:
        if wanted in map(same_name, (theme.key, theme.name_nl, theme.name_en)):
            return theme
    return None


def theme_of(themes: Iterable[QuestionTheme], key: str) -> QuestionTheme:
    """The theme with `key`; one that is gone, as an undone step leaves it, is called by its key."""
    gone = QuestionTheme(key, key, key, "neutral", 0)
    return next((theme for theme in themes if theme.key == key), gone)
