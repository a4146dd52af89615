"""What was asked and told when, and what is planned."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.carry_over import move_words
from townhall.domain.question_story import step_words
from townhall.language import _
from townhall.services.queries.carried import Move
from townhall.services.queries.question_sheet import Moment, MomentKind, QuestionSheet
from townhall.ui.date_words import short_date
from townhall.ui.questions.looks import source_words
from townhall.ui.widgets.answers import Timeline, TimelineItem
from townhall.ui.widgets.card import SectionHead


class ToldSection(QWidget):
    """The timeline of a question."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timeline = Timeline()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(SectionHead(_("Asked and told"), pad=0, small=True))
        column.addWidget(self._timeline)

    def show_sheet(self, sheet: QuestionSheet) -> None:
        """Show the moments of `sheet`."""
        self._timeline.set_items(
            [
                TimelineItem(
                    short_date(moment.day, sheet.today),
                    moment_words(moment, sheet.today),
                    _by(moment),
                    planned=moment.planned,
                    tone="bad" if _is_late(moment, sheet) else "",
                )
                for moment in sheet.moments
            ]
        )


def moment_words(moment: Moment, today: date) -> str:
    """What happened, in words."""
    name = moment.subject
    match moment.kind:
        case MomentKind.ASKED:
            source = source_words(name)
            return _("Asked, {source}").format(source=source) if source else _("Asked")
        case MomentKind.PUT_TO:
            return name
        case MomentKind.CARRIED:
            return went_on(moment.move, today) if moment.move is not None else name
        case MomentKind.APPROVED:
            return _("Answer approved by {name}").format(name=name) if name else _("Approved")
        case MomentKind.STEP:
            return step_words(moment.step) if moment.step is not None else name
        case MomentKind.PROMISED_BY:
            if moment.kept:
                return _("Promise kept by {name}").format(name=name) if name else _("Promise kept")
            return _("Promise of {name} due").format(name=name) if name else _("Promise due")


def went_on(move: Move, today: date) -> str:
    """Where a question went, in words."""
    return move_words(move.to_title, move.to_day, move.from_day, today, off=move.off)


def _by(moment: Moment) -> str:
    return moment.subject if moment.kind is MomentKind.STEP else ""


def _is_late(moment: Moment, sheet: QuestionSheet) -> bool:
    promise = moment.kind is MomentKind.PROMISED_BY
    return promise and not moment.kept and moment.day < sheet.today
