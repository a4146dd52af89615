"""The filters of questions as chips: what each offers, how it counts, and reading what was kept."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from townhall.domain.question_periods import Period, period_words
from townhall.domain.question_steps import standing
from townhall.domain.terms import Outcome, QuestionState, label
from townhall.language import _, pgettext
from townhall.services.queries.question_facets import Facets
from townhall.services.queries.question_register import QuestionChoices
from townhall.ui.questions.looks import source_words, theme_options
from townhall.ui.widgets.filter_chip import FilterChip
from townhall.ui.widgets.select import Option

ALWAYS = ("theme", "state", "communication")
"""Filters that show when they are not set; the others are offered by More."""

_SINGLE = {"period": Period, "communication": int, "merged": str}
_TERMS = {"state": QuestionState, "outcome": Outcome}
_COUNTED = {
    "state": "states",
    "theme": "themes",
    "audience": "audience_ids",
    "owner": "owner_ids",
    "source": "sources",
    "communication": "communication_id",
}


def filter_chips(today: date) -> dict[str, FilterChip]:
    """All chips by name; merged questions are hidden at first, their lead stands for them."""
    words = {state: standing(state, Outcome.OPEN) for state in QuestionState if state != "closed"}
    words[QuestionState.CLOSED] = label(QuestionState.CLOSED)
    ends = [(one, label(one)) for one in Outcome if one is not Outcome.CARRIED_OVER]
    periods = [(each, period_words(each, today)) for each in Period]
    chips = {
        "added": FilterChip(pgettext("filter", "Import"), icon="download"),
        "period": FilterChip(_("Period"), periods, icon="calendar"),
        "communication": FilterChip(_("Meeting"), icon="town-hall"),
        "theme": FilterChip(_("Theme"), icon="tag", multi=True),
        "state": FilterChip(_("State"), list(words.items()), icon="state", multi=True),
        "outcome": FilterChip(_("Outcome"), ends, icon="check-circle", multi=True),
        "audience": FilterChip(_("Audience"), icon="audiences", multi=True),
        "owner": FilterChip(_("Owner"), icon="person", multi=True),
        "source": FilterChip(_("Source"), icon="download", multi=True),
        "merged": FilterChip(_("Merged"), [("hidden", _("hidden"))], "hidden", icon="merge"),
    }
    for name, chip in chips.items():
        chip.setObjectName(name)
    return chips


def offer(chips: Mapping[str, FilterChip], choices: QuestionChoices) -> None:
    """Offer the meetings, themes, audiences and people of the plan."""
    chips["communication"].set_options([Option(*one) for one in choices.communications])
    depth: dict[int, int] = {}
    audiences = []
    for audience in choices.audiences:
        depth[audience.id] = depth.get(audience.parent_id or 0, -1) + 1
        audiences.append(Option(audience.id, "   " * depth[audience.id] + audience.name))
    chips["audience"].set_options(audiences)
    chips["theme"].set_options(theme_options(choices.themes))
    known = {theme.key for theme in choices.themes}
    kept = [key for key in picked(chips, "theme") if key in known]
    if len(kept) < len(picked(chips, "theme")):
        # Nothing can have a theme that is gone, and no chip would say why the list is empty.
        chips["theme"].set_value(kept)
        chips["theme"].changed.emit(chips["theme"].value)
    chips["owner"].set_options([Option(id_, name) for id_, name, _where in choices.people])


def count(chips: Mapping[str, FilterChip], facets: Facets) -> None:
    """Show beside each option how many questions it would give."""
    for name, part in _COUNTED.items():
        chips[name].set_counts(facets.values.get(part, {}))
    outcomes = dict(facets.values.get("outcomes", {}))
    outcomes[Outcome.OPEN] = outcomes.get(Outcome.OPEN, 0) + outcomes.get(Outcome.CARRIED_OVER, 0)
    chips["outcome"].set_counts(outcomes)
    chips["period"].set_counts(facets.periods)
    picked = chips["source"].value
    sources = {*facets.values.get("sources", {}), *(picked if isinstance(picked, tuple) else ())}
    words = sorted((source_words(each).casefold(), each) for each in sources if each)
    chips["source"].set_options([Option(each, source_words(each)) for _key, each in words])


def kept_value(name: str, value: object) -> object:
    """A value of the chip called `name` as it was kept; unknown ones are left out."""
    if name in _SINGLE:
        if name == "period":
            return next((each for each in Period if each == value), None)
        return value if isinstance(value, _SINGLE[name]) else None
    if not isinstance(value, list):
        return None
    if name in _TERMS:
        return [_TERMS[name](one) for one in value if one in list(_TERMS[name])]
    kind = str if name in ("theme", "source") else int
    return [one for one in value if isinstance(one, kind)]


def picked(chips: Mapping[str, FilterChip], name: str) -> tuple[Any, ...]:
    """The values that are chosen on a chip of several."""
    value = chips[name].value
    return value if isinstance(value, tuple) else ()
