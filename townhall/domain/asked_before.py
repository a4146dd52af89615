"""What became of a question that was asked before, in one line."""

from datetime import date
from enum import StrEnum

from townhall.domain.terms import Outcome, QuestionState
from townhall.language import _, current_language, pgettext

_LOCALES = {"nl": "nl_NL", "en": "en_GB"}


class PromiseState(StrEnum):
    """Whether what was promised for a question was done."""

    NONE = "none"
    OPEN = "open"
    KEPT = "kept"


def asked_before_words(
    asked: date, today: date, state: QuestionState, outcome: Outcome, promise: PromiseState
) -> str:
    """ "asked in March, answered, promise kept": when, how it ended, and what came of a promise."""
    from babel.dates import format_date

    pattern = "MMMM" if asked.year == today.year else "MMMM y"
    month = format_date(asked, pattern, locale=_LOCALES[current_language()])
    parts = [_("asked in {month}").format(month=month), _ended(state, outcome)]
    if promise is PromiseState.KEPT:
        parts.append(_("promise kept"))
    elif promise is PromiseState.OPEN:
        parts.append(_("promise open"))
    return ", ".join(parts)


def _ended(state: QuestionState, outcome: Outcome) -> str:
    ended = {
        Outcome.ANSWERED_LIVE: _("answered"),
        Outcome.ANSWERED_IN_WRITING: _("answered"),
        Outcome.TAKEN_AWAY: pgettext("sum", "taken away"),
        Outcome.DECLINED: pgettext("sum", "declined"),
        Outcome.MERGED: pgettext("sum", "merged"),
    }
    if outcome in ended:
        return ended[outcome]
    return _("answer ready") if state is QuestionState.APPROVED else _("not answered yet")
