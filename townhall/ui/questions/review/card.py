"""One question of a group beside the others: its words, its facts, and whether it is merged."""

from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from townhall.domain.terms import Anonymity, Outcome, label
from townhall.language import _, current_language
from townhall.services.queries.duplicate_review import ReviewCard
from townhall.ui.questions.review.words import asked_by_words, likeness_words, source_facts
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card
from townhall.ui.widgets.facts import Facts
from townhall.ui.widgets.key_cap import KeyCap
from townhall.ui.widgets.labels import ElidedLabel, Label
from townhall.ui.widgets.marked import DifferingText
from townhall.ui.widgets.marks import Swatch
from townhall.ui.widgets.meters import Meter, Part
from townhall.ui.widgets.paint import (
    TITLE,
    Type,
    draw_box,
    draw_dot,
    draw_focus_ring,
    draw_text,
    text_width,
)
from townhall.ui.widgets.switches import Check
from townhall.ui.widgets.themed import FocusRing, Themed

_WORDING = Type(15, 500)
_LABELS = 72
MOST_KEYS = 9
"""Questions of a group that have a key of their own."""


class QuestionCard(Card):
    """`lead_wanted(id)`, `chosen_changed(id, chosen)`, `part_wanted(id)` to take it out again."""

    lead_wanted = Signal(int)
    chosen_changed = Signal(int, bool)
    part_wanted = Signal(int)

    def __init__(
        self,
        card: ReviewCard,
        place: int,
        today: date,
        *,
        chosen: bool,
        decided: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.card, self._id = card, card.row.id
        leads = card.score is None
        title = _("Lead question") if leads else _("Question {n}").format(n=place)
        self.lead = LeadChoice(title, chosen=leads)
        self.lead.setEnabled(not decided)
        self.lead.clicked.connect(lambda: self.lead_wanted.emit(self._id))
        self.wording = DifferingText(card.pieces, _WORDING)
        self.set_chosen(leads)
        self.add(self._head(place))
        self.add_line()
        self.add(_padded(self.wording, least=72), 1)
        self.add_line()
        self.add(_padded(self._facts(today), below=4))
        self.add(self._foot(chosen=chosen, decided=decided))

    def _foot(self, *, chosen: bool, decided: bool) -> QWidget:
        """What can be done with this one; as high on every card, so that facts line up."""
        row = self.card.row
        is_merged, leads = row.outcome is Outcome.MERGED, self.card.score is None
        self.merged = Check(_("Merge into the lead question"), checked=chosen)
        self.merged.toggled.connect(lambda on: self.chosen_changed.emit(self._id, on))
        self.part = Button(_("Take out"), small=True, tip=_("Take this question out again"))
        self.part.clicked.connect(lambda _checked=False: self.part_wanted.emit(self._id))
        foot = QWidget()
        foot.setFixedHeight(theme().px(36))
        line = QHBoxLayout(foot)
        line.setContentsMargins(14, 0, 16, 8)
        for control in (self.merged, self.part):
            control.setAccessibleDescription(row.text)
            line.addWidget(control)
        line.addStretch(1)
        self.part.setVisible(is_merged)
        self.merged.setVisible(not leads and not decided and not is_merged)
        return foot

    def _head(self, place: int) -> QWidget:
        head = QWidget()
        head.setMinimumHeight(theme().px(44))
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 14, 0)
        row.addWidget(self.lead, 1)
        if place <= MOST_KEYS:
            row.addWidget(KeyCap(str(place)))
        return head

    def _facts(self, today: date) -> Facts:
        card, row = self.card, self.card.row
        facts = Facts(label_width=_LABELS)
        votes = ElidedLabel(str(row.votes), TITLE)
        facts.add(_("Votes"), votes)
        facts.add(_("Asked by"), asked_by_words(card))
        facts.add(_("Source"), source_facts(card, today))
        named = card.anonymity is Anonymity.NAMED and card.asker
        facts.add(_("Name"), card.asker if named else label(card.anonymity))
        facts.add(_("Theme"), row.theme.name(current_language()), lead=Swatch(row.theme.tone))
        facts.add(_("Alike"), "–" if card.score is None else _alike(card.score))
        return facts


class LeadChoice(FocusRing, Themed, QRadioButton):
    """The round mark by which a question is chosen to stand for the others."""

    def __init__(self, text: str, *, chosen: bool, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        # Each card has its own; which one is chosen is said by whoever shows them.
        self.setAutoExclusive(False)
        self.setChecked(chosen)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(34 + round(text_width(self.text(), TITLE)), theme().px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def nextCheckState(self) -> None:
        """Stay as it is: the cards are shown anew with the lead that was chosen."""

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, rect = theme().tokens, QRectF(self.rect())
        top = round(rect.center().y() - 8)
        box = QRectF(2, top, 16, 16)
        on = self.isChecked()
        painter = QPainter(self)
        try:
            edge = tokens.accent if on else tokens.text3 if self.underMouse() else tokens.control
            edge = edge if self.isEnabled() or on else tokens.border
            draw_box(painter, box, 8, tokens.accent if on else tokens.surface, edge, width=1.5)
            if on:
                draw_dot(painter, QPointF(box.center()), 6, tokens.on_accent)
            rect.setLeft(26)
            draw_text(painter, rect, self.text(), TITLE, tokens.accent if on else tokens.text)
            if self.ring:
                draw_focus_ring(painter, box.adjusted(-2, -2, 2, 2), 10, filled=on)
        finally:
            painter.end()


def _alike(score: int) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    row.addWidget(Label(likeness_words(score), Type(13, 600, tabular=True)))
    meter = Meter()
    meter.set_parts([Part(score, _("alike"), "accent")], 100)
    row.addWidget(meter, 1)
    holder.setAccessibleName(_("{n} % alike").format(n=score))
    return holder


def _padded(widget: QWidget, *, least: int = 0, below: int = 12) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(16, 12, 16, below)
    column.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
    if least:
        holder.setMinimumHeight(theme().px(least))
    return holder
