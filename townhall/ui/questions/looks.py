"""How questions and promises look: the tone of a state, the words of themes and sources."""

from collections.abc import Iterable

from townhall.domain.terms import FollowUpState, Outcome, QuestionState
from townhall.language import _, current_language
from townhall.services.queries.question_themes import ThemeRow
from townhall.ui.accounting_bar import OUTCOME_TONES
from townhall.ui.source_names import source_name
from townhall.ui.theme import Tone
from townhall.ui.widgets.select import Option

_STATE_TONES: dict[QuestionState, Tone] = {
    QuestionState.NEW: Tone.ACCENT,
    QuestionState.ASSIGNED: Tone.WARN,
    QuestionState.DRAFTED: Tone.VIOLET,
    QuestionState.APPROVED: Tone.OK,
}
FOLLOW_UP_TONES: dict[FollowUpState, Tone] = {
    FollowUpState.OPEN: Tone.WARN,
    FollowUpState.IN_PROGRESS: Tone.ACCENT,
    FollowUpState.DONE: Tone.OK,
    FollowUpState.DROPPED: Tone.NEUTRAL,
}


def state_tone(state: QuestionState, outcome: Outcome) -> Tone:
    """The tone of the dot and word that say how a question stands."""
    if state is QuestionState.CLOSED:
        return OUTCOME_TONES.get(outcome, Tone.NEUTRAL)
    return _STATE_TONES[state]


def theme_options(themes: Iterable[ThemeRow]) -> list[Option]:
    """Themes by their keys, with their colours."""
    language = current_language()
    return [Option(each.key, each.name(language), "", each.tone) for each in themes]


def owner_options(people: tuple[tuple[int, str, str], ...]) -> list[Option]:
    """All people by name, nobody first."""
    nobody = Option("", _("No owner"), "circle-dashed")
    return [nobody, *(Option(name, name, detail=detail) for _id, name, detail in people)]


def source_words(source: str) -> str:
    """What a person reads for where a question came from."""
    return source_name(source)
