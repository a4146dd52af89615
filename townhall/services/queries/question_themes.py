"""The themes that questions can have, in the order of the plan."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.names import same_name
from townhall.domain.question_themes import QuestionTheme
from townhall.storage import models as m


@dataclass(frozen=True, slots=True)
class ThemeRow(QuestionTheme):
    """A theme of this plan."""

    id: int


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
    return {
        same_name(word): theme.key
        for theme in reversed(themes(session))
        for word in (theme.name_en, theme.name_nl, theme.key)
    }
