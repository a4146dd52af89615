"""Where questions went, as a sum under a list or on the card of an event."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from townhall.domain.accounting import Accounting
from townhall.domain.terms import Outcome
from townhall.language import _, pgettext
from townhall.ui.theme import Tone
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.meters import Part, SumBar

OUTCOME_TONES: dict[Outcome, Tone] = {
    Outcome.ANSWERED_LIVE: Tone.OK,
    Outcome.ANSWERED_IN_WRITING: Tone.ACCENT,
    Outcome.TAKEN_AWAY: Tone.BLUE,
    Outcome.DECLINED: Tone.NEUTRAL,
    Outcome.MERGED: Tone.VIOLET,
    Outcome.OPEN: Tone.WARN,
}


class AccountingBar(SumBar):
    """asked = live + written + taken away + declined + merged + open, and whether it adds up.

    `broken_down` when somebody wants to see it in groups.
    """

    broken_down = Signal()

    def __init__(self, pad: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(pad, parent)
        self.setObjectName("accounting")
        tip = _("In groups: by theme, audience, event or month")
        self.more = Button(kind="ghost", icon="grid", tip=tip, small=True)
        self.more.clicked.connect(lambda _down=False: self.broken_down.emit())
        self.add_trailing(self.more)

    def show_accounting(self, found: Accounting, asked: int) -> None:
        """Show where questions went; `asked` were counted apart."""
        self.set_sum(asked, pgettext("sum", "asked"), accounting_parts(found))


def accounting_parts(found: Accounting) -> Sequence[Part]:
    """The parts of an accounting, in the order in which they are told."""
    parts = (
        (found.answered_live, pgettext("sum", "live"), Outcome.ANSWERED_LIVE),
        (found.answered_in_writing, pgettext("sum", "written"), Outcome.ANSWERED_IN_WRITING),
        (found.taken_away, pgettext("sum", "taken away"), Outcome.TAKEN_AWAY),
        (found.declined, pgettext("sum", "declined"), Outcome.DECLINED),
        (found.merged, pgettext("sum", "merged"), Outcome.MERGED),
        (found.open, pgettext("sum", "open"), Outcome.OPEN),
    )
    return [Part(number, word, OUTCOME_TONES[outcome]) for number, word, outcome in parts]
