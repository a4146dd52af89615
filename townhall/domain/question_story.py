"""The steps of a question's story as they are kept: which, by whom, when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from townhall.language import _


class StoryStep(StrEnum):
    """What was done with a question. `detail` of a kept step says more, as told here."""

    ASSIGNED = "assigned"
    """The detail is the owner's name."""
    UNASSIGNED = "unassigned"
    DRAFTED = "drafted"
    """The detail names the languages of the texts that changed: "nl", "en", "nl, en"."""
    APPROVED = "approved"
    """The detail is the day until which the answer is valid, ISO 8601."""
    APPROVAL_LOST = "approval-lost"
    """The detail is the language and the text as it was approved: "nl: Ja."; empty when the
    approval was taken back while the words stayed."""
    RENEWED = "renewed"
    """The answer was found to be still true; the detail is the day until which."""
    REUSED = "reused"
    """The approved answer of another question was taken over; the detail is that one's number."""
    ANSWERED_LIVE = "answered-live"
    ANSWERED_IN_WRITING = "answered-in-writing"
    TAKEN_AWAY = "taken-away"
    DECLINE_PROPOSED = "decline-proposed"
    """The detail is what the asker would be told; so it is of the two that follow."""
    DECLINED = "declined"
    DECLINE_REFUSED = "decline-refused"
    MERGED = "merged"
    """The detail is the number of the question it was merged into."""
    UNMERGED = "unmerged"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step that was taken; `at` is an instant, UTC. `step` may be one of another program."""

    step: str
    by: str
    at: datetime
    detail: str


def lost_text(language: str, approved: str) -> str:
    """The detail of a step that says which text, as it was approved, was changed."""
    return f"{language}: {approved}"


def read_lost_text(detail: str) -> tuple[str, str]:
    """The language and the text of `lost_text`; both empty where the words stayed."""
    language, _colon, approved = detail.partition(": ")
    return language, approved


def same_person(one: str, other: str) -> bool:
    """Whether two names are of one person: case and blanks make no difference."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def step_words(step: StepRow) -> str:
    """What was done, in the current language; without by whom. A step nobody knows says itself."""
    known = {
        StoryStep.ASSIGNED: _("Assigned to {detail}"),
        StoryStep.UNASSIGNED: _("Owner taken away"),
        StoryStep.DRAFTED: _("Answer written ({detail})"),
        StoryStep.APPROVED: _("Answer approved"),
        StoryStep.APPROVAL_LOST: _("Approval lapsed"),
        StoryStep.RENEWED: _("Answer found still true"),
        StoryStep.REUSED: _("Answered with the answer of question {detail}"),
        StoryStep.ANSWERED_LIVE: _("Answered live"),
        StoryStep.ANSWERED_IN_WRITING: _("Answered in writing"),
        StoryStep.TAKEN_AWAY: _("Taken away"),
        StoryStep.DECLINE_PROPOSED: _("Proposed to decline: {detail}"),
        StoryStep.DECLINED: _("Declined: {detail}"),
        StoryStep.DECLINE_REFUSED: _("Decline refused"),
        StoryStep.MERGED: _("Merged into question {detail}"),
        StoryStep.UNMERGED: _("Taken out of those it was merged with"),
        StoryStep.REOPENED: _("Opened again"),
    }
    if step.step == StoryStep.APPROVAL_LOST and step.detail:
        language, _text = read_lost_text(step.detail)
        return _("Approval lapsed: the text changed ({language})").format(language=language)
    if step.step not in known:
        return step.step
    return known[StoryStep(step.step)].format(detail=step.detail)


def told_once(steps: Iterable[StepRow]) -> tuple[StepRow, ...]:
    """The steps without those that were taken again at once, by the same person on one day."""
    found: list[StepRow] = []
    for step in steps:
        before = found[-1] if found else None
        if before is not None and _same(before, step):
            found[-1] = step
        else:
            found.append(step)
    return tuple(found)


def _same(one: StepRow, other: StepRow) -> bool:
    return (one.step, one.by, one.detail, one.at.date()) == (
        other.step,
        other.by,
        other.detail,
        other.at.date(),
    )
