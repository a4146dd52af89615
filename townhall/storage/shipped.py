"""What every plan holds from its beginning: the shipped recipes and themes of questions."""

from sqlalchemy import Connection, insert

from townhall.storage.models import QuestionTheme, Recipe, RecipeStep


def add_recipes(connection: Connection) -> None:
    """Put the shipped recipes into a plan that has none yet."""
    from townhall.domain.shipped_recipes import shipped_recipes

    for recipe in shipped_recipes():
        adding = insert(Recipe).values(
            version=1, name=recipe.name, kind=recipe.kind, language=recipe.language
        )
        recipe_id = connection.scalar(adding.returning(Recipe.id))
        steps = [
            {
                "version": 1,
                "recipe_id": recipe_id,
                "position": place,
                "title": step.title,
                "owner_role": step.owner_role,
                "offset_days": step.offset_days,
            }
            for place, step in enumerate(recipe.steps)
        ]
        connection.execute(insert(RecipeStep), steps)


def add_themes(connection: Connection) -> None:
    """Put the shipped themes of questions into a plan that has none yet."""
    from townhall.domain.question_themes import shipped_themes

    themes = [
        {
            "version": 1,
            "key": theme.key,
            "name_nl": theme.name_nl,
            "name_en": theme.name_en,
            "color": theme.tone,
            "answer_days": theme.answer_days,
            "position": place,
        }
        for place, theme in enumerate(shipped_themes())
    ]
    connection.execute(insert(QuestionTheme), themes)
