"""The foot of the list: every question accounted for."""

from PySide6.QtWidgets import QWidget

from townhall.domain.terms import Outcome
from townhall.language import pgettext
from townhall.services.queries.question_register import Register
from townhall.ui.questions.looks import OUTCOME_TONES
from townhall.ui.widgets.meters import Part, SumBar


class AccountingBar(SumBar):
    """asked = live + written + taken away + declined + merged + open, for the present filter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("accounting")

    def show_register(self, register: Register) -> None:
        """Show where the questions of `register` went."""
        found = register.accounting
        parts = (
            (found.answered_live, pgettext("sum", "live"), Outcome.ANSWERED_LIVE),
            (found.answered_in_writing, pgettext("sum", "written"), Outcome.ANSWERED_IN_WRITING),
            (found.taken_away, pgettext("sum", "taken away"), Outcome.TAKEN_AWAY),
            (found.declined, pgettext("sum", "declined"), Outcome.DECLINED),
            (found.merged, pgettext("sum", "merged"), Outcome.MERGED),
            (found.open, pgettext("sum", "open"), Outcome.OPEN),
        )
        self.set_sum(
            register.asked,
            pgettext("sum", "asked"),
            [Part(number, word, OUTCOME_TONES[outcome]) for number, word, outcome in parts],
        )
