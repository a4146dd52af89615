"""How questions and promises look: the tone of a theme and of a state, the words of a source."""

from townhall.domain.terms import FollowUpState, Outcome, QuestionState, Theme, label
from townhall.language import _
from townhall.ui.theme import Tone
from townhall.ui.widgets.select import Option

THEME_TONES: dict[Theme, Tone] = {
    Theme.JOB: Tone.PINK,
    Theme.SKILLS: Tone.GREEN,
    Theme.WORKLOAD: Tone.BLUE,
    Theme.PRIVACY: Tone.VIOLET,
    Theme.BIAS: Tone.INDIGO,
    Theme.PATIENT: Tone.BLUE,
    Theme.BENEFITS: Tone.GREEN,
    Theme.ACCOUNTABILITY: Tone.ORANGE,
    Theme.OTHER: Tone.NEUTRAL,
}
_STATE_TONES: dict[QuestionState, Tone] = {
    QuestionState.NEW: Tone.ACCENT,
    QuestionState.ASSIGNED: Tone.WARN,
    QuestionState.DRAFTED: Tone.VIOLET,
    QuestionState.APPROVED: Tone.OK,
}
OUTCOME_TONES: dict[Outcome, Tone] = {
    Outcome.ANSWERED_LIVE: Tone.OK,
    Outcome.ANSWERED_IN_WRITING: Tone.ACCENT,
    Outcome.TAKEN_AWAY: Tone.BLUE,
    Outcome.DECLINED: Tone.NEUTRAL,
    Outcome.MERGED: Tone.VIOLET,
    Outcome.OPEN: Tone.WARN,
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


def theme_options() -> list[Option]:
    """All themes with their colours."""
    return [Option(theme, label(theme), "", THEME_TONES[theme]) for theme in Theme]


def owner_options(people: tuple[tuple[int, str, str], ...]) -> list[Option]:
    """All people by name, nobody first."""
    nobody = Option("", _("No owner"), "circle-dashed")
    return [nobody, *(Option(name, name, detail=detail) for _id, name, detail in people)]


def source_words(source: str) -> str:
    """What a person reads for where a question came from."""
    known = {
        "microsoft-forms": "Microsoft Forms",
        "forms": "Microsoft Forms",
        "google-forms": "Google Forms",
        "claper": "Claper",
        "mozilla-moderator": "Mozilla Moderator",
        "slido": "Slido",
        "teams": "Teams",
        "zoom": "Zoom",
        "town-hall": "Town Hall",
        "table": _("a table"),
        "floor": _("asked aloud"),
        "mail": _("by e-mail"),
        "ward-round": _("on the ward"),
        "works-council": _("works council"),
    }
    return known.get(source, source)
