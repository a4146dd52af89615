"""Themes of questions: added, renamed, put in another order, removed with a place for questions."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from townhall.domain.errors import InvalidInput
from townhall.domain.names import same_name
from townhall.domain.question_themes import MOST_DAYS, OTHER, key_for
from townhall.domain.terms import ThemeColor
from townhall.language import _, current_language
from townhall.services import fields as f
from townhall.services.answer_days import follow_theme
from townhall.services.editing import Field, Shape, my_changes, read_values, store
from townhall.services.queries.stored_lists import texts
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

_LONGEST_NAME = 60
_NAMES = ("name_nl", "name_en")


def _color(uow: UnitOfWork, value: Any, field: str) -> str:
    return str(f.term(ThemeColor)(uow, value, field).value)


_SHAPE = Shape(
    {
        "name_nl": Field("name_nl", f.line(_LONGEST_NAME), required=True),
        "name_en": Field("name_en", f.line(_LONGEST_NAME), required=True),
        "color": Field("color", _color),
        "answer_days": Field("answer_days", f.integer(0, MOST_DAYS)),
    }
)
_read_position = f.integer(1, 1_000, optional=True)


def add_question_theme(uow: UnitOfWork, values: Mapping[str, Any]) -> int:
    """Add a theme with `name_nl`, `name_en`, `color`, `answer_days` and `position`; returns its id.

    Its key is made from the English name. Without a colour it gets one that few have; without a
    position it comes last, above "other" where that is last. Raises InvalidInput.
    """
    own, position = _split(uow, values)
    plain = read_values(uow, _SHAPE, own, adding=True).plain
    order = _in_order(uow)
    plain.setdefault("color", _rarest_color(order))
    key = key_for(plain["name_en"], [each.key for each in order])
    theme = m.QuestionTheme(key=key, **plain)
    _check_names(theme, order)
    uow.session.add(theme)
    last = len(order) - 1 if order[-1].key == OTHER else len(order)
    _place(order, theme, last if position is None else position - 1)
    uow.session.flush()
    uow.label = _("Added the theme “{name}”").format(name=_name(theme))
    return theme.id


def change_question_theme(
    uow: UnitOfWork,
    theme_id: int,
    values: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
) -> None:
    """Change names, colour, days or place of a theme; its key stays, dates of questions too.

    `position` counts from 1. `base` holds what an editor loaded. Raises NotFound, InvalidInput,
    Conflict.
    """
    theme = uow.get(m.QuestionTheme, theme_id)
    order = _in_order(uow)
    own, position = _split(uow, values)
    read = read_values(uow, _SHAPE, own, adding=False)
    store(theme, my_changes(uow, _SHAPE, theme, read, base).plain)
    _check_names(theme, order)
    uow.label = _("Changed the theme “{name}”").format(name=_name(theme))
    if position is not None:
        _place([each for each in order if each is not theme], theme, position - 1)
        uow.label = _("Moved the theme “{name}”").format(name=_name(theme))


def remove_question_theme(uow: UnitOfWork, theme_id: int, move_to: str | None = None) -> None:
    """Remove a theme; its questions get the theme `move_to`, a key or a name.

    Raises NotFound; InvalidInput for "other", and where it has questions but `move_to` names no
    other theme.
    """
    theme = uow.get(m.QuestionTheme, theme_id)
    name = _name(theme)
    if theme.key == OTHER:
        raise InvalidInput(
            _("“{name}” is for whatever fits no other theme and cannot be removed.").format(
                name=name
            )
        )
    asked = uow.session.scalars(select(m.Question).where(m.Question.theme == theme.key)).all()
    goes_to = f.theme(uow, move_to, "move_to") if move_to else None
    if asked and goes_to in (None, theme.key):
        raise InvalidInput(
            _("“{name}” has questions. Say which other theme they get.").format(name=name),
            field="move_to",
        )
    for question in asked:
        assert goes_to is not None
        before, question.theme = question.theme, goes_to
        follow_theme(uow, question, before)
    _let_filters_follow(uow, theme.key, goes_to)
    uow.session.delete(theme)
    uow.label = _("Removed the theme “{name}”").format(name=name)


def _let_filters_follow(uow: UnitOfWork, gone: str, goes_to: str | None) -> None:
    """Let saved filters ask for the theme that the questions got, or no longer for this one."""
    for saved in uow.session.scalars(select(m.SavedFilter)):
        named = texts(saved.content, "themes")
        if gone in named:
            kept = [goes_to if key == gone else key for key in named]
            themes = list(dict.fromkeys(key for key in kept if key is not None))
            saved.content = {**saved.content, "themes": themes}


def _split(uow: UnitOfWork, values: Mapping[str, Any]) -> tuple[dict[str, Any], int | None]:
    """The values of the theme itself, and its place among the others."""
    own = dict(values)
    return own, _read_position(uow, own.pop("position", None), "position")


def _in_order(uow: UnitOfWork) -> list[m.QuestionTheme]:
    query = select(m.QuestionTheme).order_by(m.QuestionTheme.position, m.QuestionTheme.id)
    return list(uow.session.scalars(query))


def _rarest_color(order: list[m.QuestionTheme]) -> str:
    used = Counter(each.color for each in order)
    colors = [each.value for each in ThemeColor if each is not ThemeColor.NEUTRAL]
    return min(colors, key=lambda color: used[color])


def _place(others: list[m.QuestionTheme], theme: m.QuestionTheme, place: int) -> None:
    """Put `theme` at `place` among the others, and number all of them."""
    others.insert(place, theme)
    for number, each in enumerate(others):
        store(each, {"position": number})


def _check_names(theme: m.QuestionTheme, order: list[m.QuestionTheme]) -> None:
    """A name means one theme, whatever the case and the language, or files could not be read."""
    taken = {
        same_name(getattr(each, field)): each
        for each in order
        if each is not theme
        for field in _NAMES
    }
    for field in _NAMES:
        name = getattr(theme, field)
        if same_name(name) in taken:
            raise InvalidInput(
                _("There is a theme called “{name}” already.").format(name=name), field=field
            )


def _name(theme: m.QuestionTheme) -> str:
    return theme.name_nl if current_language() == "nl" else theme.name_en
