"""The themes that questions can have, in the order of the plan."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from townhall.domain.question_themes import QuestionTheme, themes_by_word
from townhall.storage import models as m
from townhall.storage.base import fetch


@dataclass(frozen=True, slots=True)
class ThemeRow(QuestionTheme):
    """A theme of this plan."""

    id: int


@dataclass(frozen=True, slots=True)
class ThemeDetail:
    """A theme with the contract's field names; `position` counts from 1.

    `questions` have the theme, whatever became of them; `answer_days` are working days, 0: none.
    """

    id: int
    key: str
    name_nl: str
    name_en: str
    color: str
    answer_days: int
    position: int
    questions: int

    def name(self, language: str) -> str:
        """What the theme is called in `language`: "nl", or else English."""
        return self.name_nl if language == "nl" else self.name_en


def themes(session: Session) -> tuple[ThemeRow, ...]:
    """All themes of the plan, in its order."""
    table = m.QuestionTheme.__table__.c
    query = select(
        *(table.key, table.name_nl, table.name_en, table.color, table.answer_days, table.id)
    )
    rows = session.execute(query.order_by(table.position, table.id))
    return tuple(ThemeRow(*row) for row in rows)


def keys_by_word(session: Session) -> dict[str, str]:
    """Keys of the themes by what files call them: key and both names, as `same_name` has them."""
    return {word: theme.key for word, theme in themes_by_word(themes(session)).items()}


def question_themes(session: Session) -> list[ThemeDetail]:
    """All themes of the plan, in its order."""
    counted = select(m.Question.theme, func.count()).group_by(m.Question.theme)
    counts = dict(session.execute(counted).all())
    return [
        ThemeDetail(
            id=each.id,
            key=each.key,
            name_nl=each.name_nl,
            name_en=each.name_en,
            color=each.tone,
            answer_days=each.answer_days,
            position=place,
            questions=counts.get(each.key, 0),
        )
        for place, each in enumerate(themes(session), 1)
    ]


def question_theme(session: Session, theme_id: int) -> ThemeDetail:
    """One theme. Raises NotFound."""
    fetch(session, m.QuestionTheme, theme_id)
    return next(each for each in question_themes(session) if each.id == theme_id)
