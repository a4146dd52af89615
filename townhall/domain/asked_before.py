"""What became of a question that was asked before, in one line."""

from collections.abc import Iterable
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


def counted_votes(asked: Iterable[tuple[str, str, int]]) -> int:
    """The votes of merged questions, each given as its source, its id there, and its votes.

    What a source knows under one id was counted by that source once, however often it was brought
    in: the highest count holds. Questions without such an id each count for themselves.
    """
    by_id: dict[tuple[str, str], int] = {}
    votes = 0
    for source, source_id, number in asked:
        if source_id:
            key = (source.casefold(), source_id)
            by_id[key] = max(by_id.get(key, 0), number)
        else:
            votes += number
    return votes + sum(by_id.values())
