"""The recipes of run-ups, as lists and editors show them."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from townhall.domain.names import alphabetical
from townhall.domain.terms import CommunicationKind
from townhall.storage import models as m
from townhall.storage.base import fetch


@dataclass(frozen=True, slots=True)
class RecipeStepDetail:
    """One task that the recipe makes, `offset_days` working days from the date."""

    title: str
    owner_role: str
    offset_days: int


@dataclass(frozen=True, slots=True)
class RecipeDetail:
    """The run-up that communications of `kind` can get, in `language`."""

    id: int
    name: str
    kind: CommunicationKind
    language: str
    steps: tuple[RecipeStepDetail, ...]


def recipes(session: Session) -> list[RecipeDetail]:
    """All recipes, by name; those in the language of the plan's documents come first."""
    language = session.get_one(m.Plan, 1).document_language
    query = select(m.Recipe).options(selectinload(m.Recipe.steps))
    found = [_detail(stored) for stored in session.scalars(query)]
    return sorted(
        found, key=lambda each: (each.language != language, alphabetical(each.name), each.id)
    )


def recipe(session: Session, record_id: int) -> RecipeDetail:
    """One recipe. Raises NotFound."""
    return _detail(fetch(session, m.Recipe, record_id))


def recipe_for(session: Session, kind: CommunicationKind, language: str) -> RecipeDetail | None:
    """The first recipe made for `kind` in `language`, if there is one."""
    found = session.scalars(
        select(m.Recipe)
        .where(m.Recipe.kind == kind, m.Recipe.language == language)
        .order_by(m.Recipe.id)
        .limit(1)
    ).first()
    return _detail(found) if found is not None else None


def _detail(stored: m.Recipe) -> RecipeDetail:
    return RecipeDetail(
        id=stored.id,
        name=stored.name,
        kind=stored.kind,
        language=stored.language,
        steps=tuple(
            RecipeStepDetail(each.title, each.owner_role, each.offset_days) for each in stored.steps
        ),
    )
