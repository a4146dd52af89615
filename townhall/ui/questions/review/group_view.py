"""One group side by side: its cards, what was asked before, and what merging gives."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.terms import Outcome
from townhall.language import ngettext
from townhall.services.queries.duplicate_review import Decided, QueuedGroup, ReviewSheet
from townhall.ui.questions.review.after import AfterCard
from townhall.ui.questions.review.card import QuestionCard
from townhall.ui.questions.review.cards import CardGrid
from townhall.ui.questions.review.choice import Choice
from townhall.ui.questions.review.earlier import EarlierCard
from townhall.ui.questions.review.words import decided_words
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.notices import Banner
from townhall.ui.widgets.page import ScrollPage

_AT_FIRST = 12
"""Cards that show until the others are asked for."""


class GroupView(ScrollPage):
    """Signals of the cards of the group: `lead_wanted`, `chosen_changed`, `part_wanted`.

    And of what was asked before: `answer_wanted`, `link_wanted`, `different_wanted`.
    """

    lead_wanted = Signal(int)
    chosen_changed = Signal(int, bool)
    part_wanted = Signal(int)
    answer_wanted = Signal(int)
    link_wanted = Signal(int)
    different_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(ground="bg", parent=parent)
        self._shown: int | None = None
        self._all = False
        self._choice = Choice()
        self.decided = Banner("", "ok", closable=False)
        self.grid = CardGrid()
        self._more = Button("", "ghost", icon="chevron-down")
        self._more.clicked.connect(self._show_all)
        self.earlier: list[EarlierCard] = []
        earlier = QWidget()
        self._earlier = QVBoxLayout(earlier)
        self._earlier.setContentsMargins(0, 0, 0, 0)
        self._earlier.setSpacing(16)
        self._earlier_place = earlier
        self.after = AfterCard()
        for widget in (self.decided, self.grid, self._more, earlier, self.after):
            self.add(widget)
        self.add_stretch()

    def show_choice(self, choice: Choice) -> None:
        """Show a group and what is chosen of it; another one than before from its top."""
        group, sheet = choice.group, choice.sheet
        if group is None or sheet is None:
            return
        if group.group.lead != self._shown:
            self._shown, self._all = group.group.lead, False
            self.verticalScrollBar().setValue(0)
        self._choice = choice
        decided = group.decided is not None
        self.decided.tell(decided_words(group), "ok", "")
        self.decided.setVisible(decided)
        self._show_cards(group, sheet)
        self._show_earlier(sheet, decided=decided)
        alone = choice.alone and not sheet.cards[:1]
        after = None if alone or group.decided in _APART else sheet.after
        self.after.setVisible(after is not None)
        if after is not None:
            merged = any(each.row.outcome is Outcome.MERGED for each in sheet.cards)
            self.after.show_after(after, sheet.today, merged=merged and decided)

    def _show_cards(self, group: QueuedGroup, sheet: ReviewSheet) -> None:
        had_focus = self._focused()
        count = len(sheet.cards)
        shown = sheet.cards if self._all else sheet.cards[:_AT_FIRST]
        cards = []
        for place, each in enumerate(shown, 1):
            card = QuestionCard(
                each,
                place,
                sheet.today,
                chosen=each.row.id not in self._choice.left_out,
                decided=group.decided is not None,
            )
            card.lead_wanted.connect(self.lead_wanted)
            card.chosen_changed.connect(self.chosen_changed)
            card.part_wanted.connect(self.part_wanted)
            cards.append(card)
        self.grid.show_cards(cards)
        self._restore_focus(had_focus)
        hidden = count - len(shown)
        words = ngettext("Show {n} more", "Show {n} more", hidden).format(n=hidden)
        self._more.setText(words)
        self._more.setVisible(hidden > 0)

    def _focused(self) -> tuple[int, str] | None:
        """The question whose card has the keyboard, and which of its controls."""
        for card in self.grid.cards:
            for name in _CONTROLS:
                if getattr(card, name).hasFocus():
                    return card.card.row.id, name
        return None

    def _restore_focus(self, had: tuple[int, str] | None) -> None:
        for card in self.grid.cards:
            if had is not None and card.card.row.id == had[0]:
                control = getattr(card, had[1])
                (card.lead if control.isHidden() else control).setFocus()

    def _show_earlier(self, sheet: ReviewSheet, *, decided: bool) -> None:
        for card in self.earlier:
            card.hide()
            card.deleteLater()
        self.earlier = []
        first = True
        for each in sheet.earlier:
            keys = first and not each.question.different
            first = first and each.question.different
            card = EarlierCard(each, sheet.today, decided=decided, keys=keys)
            card.answer_wanted.connect(self.answer_wanted)
            card.link_wanted.connect(self.link_wanted)
            card.different_wanted.connect(self.different_wanted)
            self.earlier.append(card)
            self._earlier.addWidget(card)
        self._earlier_place.setVisible(bool(self.earlier))

    def _show_all(self) -> None:
        group, sheet = self._choice.group, self._choice.sheet
        if group is not None and sheet is not None:
            self._all = True
            self._show_cards(group, sheet)


_APART = (Decided.DIFFERENT, Decided.GONE)
_CONTROLS = ("lead", "merged", "part")
