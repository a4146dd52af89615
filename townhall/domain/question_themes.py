"""Themes of questions: how one is named and looks, and the set that comes with the program."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from townhall.domain.names import same_name
from townhall.language import N_, words

OTHER = "other"
"""The key of the theme of whatever fits no other; every plan has it."""

MOST_DAYS = 250
"""Working days that an answer may take at most: a year of them."""

_LONGEST_KEY = 40


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
    return themes_by_word(themes).get(same_name(word.strip()))


def themes_by_word(themes: Iterable[QuestionTheme]) -> dict[str, QuestionTheme]:
    """Themes by what they are called, as `same_name` has it; a key goes before another's name."""
    known = tuple(themes)
    named = {same_name(name): each for each in known for name in (each.name_en, each.name_nl)}
    return named | {same_name(each.key): each for each in known}


def key_for(name: str, taken: Collection[str]) -> str:
    """A key for a theme that is called `name` in English, other than those that are `taken`."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub("[^a-z0-9]+", "-", letters).strip("-")[:_LONGEST_KEY].rstrip("-") or "theme"
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem[: _LONGEST_KEY - len(str(number)) - 1]}-{number}"
    return key


def theme_of(themes: Iterable[QuestionTheme], key: str) -> QuestionTheme:
    """The theme with `key`; one that is not there is called by its key."""
    gone = QuestionTheme(key, key, key, "neutral", 0)
    return next((theme for theme in themes if theme.key == key), gone)
