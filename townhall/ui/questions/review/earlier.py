"""The card of a question that was asked before: what became of it, and its answer."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.answers import answer_lines
from townhall.domain.asked_before import PromiseState, asked_before_words
from townhall.domain.briefing_lines import said_labels
from townhall.language import _, current_language, ngettext
from townhall.services.queries.duplicate_review import EarlierQuestion
from townhall.ui.date_words import short_date
from townhall.ui.questions.answer_editor import SAID_TONES
from townhall.ui.questions.review.words import likeness_words
from townhall.ui.theme import Tone
from townhall.ui.widgets.answers import Said
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.chips import DOT, Chip
from townhall.ui.widgets.flow import FlowLayout
from townhall.ui.widgets.labels import ElidedLabel, Paragraph
from townhall.ui.widgets.marked import DifferingText
from townhall.ui.widgets.paint import SMALL, Type


class EarlierCard(Card):
    """`answer_wanted`, `link_wanted` and `different_wanted` for the earlier question."""

    answer_wanted = Signal(int)
    link_wanted = Signal(int)
    different_wanted = Signal(int)

    def __init__(
        self,
        earlier: EarlierQuestion,
        today: date,
        *,
        decided: bool,
        keys: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.earlier = earlier
        self._today = today
        self._id = earlier.question.id
        self.add(self._head())
        self.add_line()
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(16, 14, 16, 16)
        row.setSpacing(24)
        row.addLayout(self._words(), 2)
        row.addLayout(self._answer(), 3)
        self.add(body)
        if not decided and not earlier.question.different:
            self.add_line()
            self.add(self._foot(keys=keys))

    def _head(self) -> QWidget:
        question = self.earlier.question
        words = asked_before_words(
            question.asked, self._today, question.state, question.outcome, PromiseState.NONE
        )
        head = SectionHead(
            words[:1].upper() + words[1:],
            _("{score} alike").format(score=likeness_words(question.score)),
        )
        chips = QWidget()
        row = QHBoxLayout(chips)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for chip in self._chips():
            row.addWidget(chip)
        head.set_trailing(chips)
        return head

    def _chips(self) -> list[Chip]:
        question, found = self.earlier.question, []
        if question.different:
            found.append(Chip(_("Different question"), Tone.NEUTRAL, dot=True))
        if question.promise is PromiseState.KEPT:
            found.append(Chip(_("Promise kept"), Tone.OK, dot=True))
        elif question.promise is PromiseState.OPEN:
            found.append(Chip(_("Promise open"), Tone.WARN, dot=True))
        if self.earlier.valid_until is not None:
            day = short_date(self.earlier.valid_until, self._today)
            valid = self.earlier.valid_until >= self._today
            words = _("Valid until {day}") if valid else _("Was valid until {day}")
            found.append(Chip(words.format(day=day), Tone.NEUTRAL if valid else Tone.WARN))
        return found

    def _words(self) -> QVBoxLayout:
        question, votes = self.earlier.question, self.earlier.votes
        column = QVBoxLayout()
        column.setSpacing(6)
        self.wording = DifferingText(self.earlier.pieces, Type(15, 500))
        column.addWidget(self.wording)
        counted = ngettext("{n} vote", "{n} votes", votes).format(n=votes) if votes else ""
        facts = DOT.join(part for part in (question.event, counted) if part)
        if facts:
            column.addWidget(Paragraph(facts, SMALL, "text2"))
        column.addStretch(1)
        return column

    def _answer(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(10)
        labels = said_labels(current_language())
        for line in answer_lines(self.earlier.answer):
            if line.text:
                words = labels[line.kind].rstrip(":")
                column.addWidget(Said(words, line.text, SAID_TONES[line.kind]))
        for words in self.earlier.done:
            column.addWidget(Said(_("Promised and kept"), words, Tone.ACCENT))
        if not column.count():
            column.addWidget(Paragraph(_("No answer yet."), SMALL, "text2"))
        column.addStretch(1)
        return column

    def _foot(self, *, keys: bool) -> QWidget:
        self.answer = Button(_("Answer with this"), key="A" if keys else "")
        self.link = Button(_("Link only"), "ghost", key="L" if keys else "")
        self.different = Button(_("Not the same"), "ghost")
        self.answer.setToolTip(_("The approved answer is used for these questions too"))
        self.link.setToolTip(_("These questions are merged into the earlier one"))
        self.answer.clicked.connect(lambda _checked=False: self.answer_wanted.emit(self._id))
        self.link.clicked.connect(lambda _checked=False: self.link_wanted.emit(self._id))
        self.different.clicked.connect(lambda _checked=False: self.different_wanted.emit(self._id))
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=8)
        for button in (self.answer, self.link, self.different):
            flow.addWidget(button)
        self.answer.setVisible(self.earlier.holds_on(self._today))
        row.addWidget(buttons, 1)
        approved = self.earlier.approved
        if approved is not None:
            day = short_date(approved, self._today)
            words = (
                _("{name} approved it on {day}")
                if self.earlier.approved_by
                else _("Approved on {day}")
            )
            said = words.format(name=self.earlier.approved_by, day=day)
            row.addWidget(ElidedLabel(said, SMALL, "text2"))
        return foot
