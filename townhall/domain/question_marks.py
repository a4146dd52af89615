"""What questions ask for attention by: the short filters over their list."""

from enum import StrEnum

from townhall.language import _


class QuestionMark(StrEnum):
    """Why somebody has to look at a question."""

    MINE = "mine"
    OVERDUE = "overdue"
    UNASSIGNED = "unassigned"
    ESCALATED = "escalated"
    DECLINE_WAITS = "decline-waits"
    RECHECK = "recheck"
    PERSONAL_DATA = "personal-data"


def mark_words(mark: QuestionMark) -> str:
    """What a person reads for `mark`."""
    return {
        QuestionMark.MINE: _("Mine"),
        QuestionMark.OVERDUE: _("Overdue"),
        QuestionMark.UNASSIGNED: _("Without an owner"),
        QuestionMark.ESCALATED: _("Carried over too often"),
        QuestionMark.DECLINE_WAITS: _("Decline to agree with"),
        QuestionMark.RECHECK: _("Answer to recheck"),
        QuestionMark.PERSONAL_DATA: _("Personal data to decide"),
    }[mark]
