"""From the list of questions to its accounting in groups."""

from townhall.language import _
from townhall.services.queries.question_filter import QuestionFilter
from townhall.services.queries.question_register import QuestionChoices, accounted_for
from townhall.ui.pages import open_accounting
from townhall.ui.screen import Frame


def open_groups(frame: Frame, filtered: QuestionFilter, choices: QuestionChoices | None) -> None:
    """Show where all that a list with this filter accounts for went."""
    wanted = accounted_for(filtered)
    open_accounting(frame, wanted, _about(wanted, choices))


def _about(wanted: QuestionFilter, choices: QuestionChoices | None) -> str:
    if wanted == QuestionFilter():
        return _("All questions of the plan")
    titles = dict(choices.communications) if choices is not None else {}
    if wanted.asked_at is not None and wanted == QuestionFilter(asked_at=wanted.asked_at):
        return titles.get(wanted.asked_at[0], "")
    return _("The questions of the present filter")
