"""A decline has a second pair of eyes: one person proposes it, another one confirms it.

A change that names nobody closes at once, as long as no proposal waits.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from townhall.domain.errors import InvalidInput
from townhall.domain.question_story import same_person
from townhall.domain.terms import DeclineReason, Outcome, QuestionState
from townhall.language import _
from townhall.services import fields as f
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

_UNFINISHED = (Outcome.OPEN, Outcome.CARRIED_OVER)
_CONFIRMED, _REFUSED = "decline_confirmed_by", "decline_refused_by"


@dataclass(frozen=True, slots=True)
class Decline:
    """What a change does, and who confirmed or refused a decline in it."""

    values: dict[str, Any]
    second_person: str = ""


def decline_kind(uow: UnitOfWork, value: Any, field: str) -> str:
    """A reason of the list, or none."""
    return "" if value in (None, "") else str(f.term(DeclineReason)(uow, value, field).value)


def read_decline(
    uow: UnitOfWork, values: Mapping[str, Any], question: m.Question | None
) -> Decline:
    """The fields of a change with the outcome that its names allow.

    `declined_by` proposes, `decline_confirmed_by` closes, `decline_refused_by` takes the proposal
    back. Raises InvalidInput where the second person is the first, or nothing waits for one.
    """
    rest = dict(values)
    confirmed, refused = (
        f.line()(uow, rest.pop(name, ""), name) for name in (_CONFIRMED, _REFUSED)
    )
    given = rest.get("declined_by")
    named = given.strip() if isinstance(given, str) else ""
    waiting = waiting_for(question)
    if confirmed:
        _check_second(named or waiting, confirmed)
        rest["outcome"] = Outcome.DECLINED.value
    elif refused:
        if not waiting:
            raise InvalidInput(_("Nobody proposed to decline this question."), field=_REFUSED)
        rest["declined_by"] = ""
    elif named:
        if question is not None and question.state is QuestionState.CLOSED:
            raise InvalidInput(
                _("This question is closed. Open it again before you propose to decline it."),
                field="declined_by",
            )
        if rest.get("outcome") == Outcome.DECLINED:
            del rest["outcome"]
    elif waiting and rest.get("outcome") == Outcome.DECLINED:
        raise InvalidInput(
            _(
                "{name} proposed to decline this question. Say who else confirms it: "
                "decline_confirmed_by."
            ).format(name=waiting),
            field=_CONFIRMED,
        )
    return Decline(rest, confirmed or refused)


def waiting_for(question: m.Question | None) -> str:
    """Who proposed a decline that waits for a second person; empty where none does."""
    if question is None or question.outcome not in _UNFINISHED:
        return ""
    return question.decline_proposed_by


def settle_decline(question: m.Question, changed: Collection[str], before: Outcome) -> None:
    """Let a proposal go with what became of the question; `before` is how it ended so far.

    Raises InvalidInput for a proposal without a reason.
    """
    ended_otherwise = question.outcome not in (*_UNFINISHED, Outcome.DECLINED)
    reopened = before is Outcome.DECLINED and question.outcome in _UNFINISHED
    was_waiting = before in _UNFINISHED and "decline_proposed_by" in changed
    if (ended_otherwise and question.decline_proposed_by) or reopened:
        question.decline_proposed_by = ""
    elif not was_waiting or question.decline_proposed_by:
        _refuse_without_reason(question)
        return
    if not reopened:
        question.decline_kind = question.decline_reason = ""


def _refuse_without_reason(question: m.Question) -> None:
    if not waiting_for(question):
        return
    if not question.decline_kind:
        raise InvalidInput(
            _("Choose the reason for declining from the list."), field="decline_kind"
        )
    if not question.decline_reason:
        raise InvalidInput(
            _("Say why the question is declined; the asker is told."), field="decline_reason"
        )


def _check_second(first: str, second: str) -> None:
    if not first:
        raise InvalidInput(
            _("Nobody proposed to decline this question. Say who did: declined_by."),
            field="declined_by",
        )
    if same_person(first, second):
        raise InvalidInput(
            _("{name} proposed to decline this question. Somebody else has to confirm it.").format(
                name=first
            ),
            field=_CONFIRMED,
        )
