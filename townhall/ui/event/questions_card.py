"""The card of the questions asked for this date: the most wanted ones, and where they stand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.language import _, ngettext
from townhall.services.queries.event import EventDetail
from townhall.services.queries.questions import QuestionRow
from townhall.ui.accounting_bar import AccountingBar
from townhall.ui.event import words
from townhall.ui.event.card_parts import EmptyNote, WordsRow, clear
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.chips import StateLine
from townhall.ui.widgets.marks import VoteBox


class QuestionsCard(Card):
    """Shows questions of the date; the words of staff are never cut."""

    all_wanted = Signal()
    review_wanted = Signal()
    question_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.all = Button(_("All questions"), "link")
        self.all.clicked.connect(self.all_wanted)
        self.review = Button(_("Near-duplicates"), "link")
        self.review.clicked.connect(self.review_wanted)
        links = QWidget()
        row = QHBoxLayout(links)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.review)
        row.addWidget(self.all)
        self.head = SectionHead(_("Questions"), trailing=links)
        go = Button(_("Open the questions"))
        go.clicked.connect(self.all_wanted)
        self._empty = EmptyNote(
            _("No question yet. Import what was sent in, or write down what you hear."), [go]
        )
        self.accounting = AccountingBar(pad=16)
        self._questions: tuple[QuestionRow, ...] = ()
        self.rows: list[WordsRow] = []
        holder = QWidget()
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        for widget in (self.head, self._empty, holder):
            self.add(widget)
        self.add_stretch()
        self.add(self.accounting)

    def set_event(self, detail: EventDetail) -> None:
        """Show the questions of a date."""
        open_ = ngettext("{n} open", "{n} open", detail.open).format(n=detail.open)
        self.head.set_title(_("Questions"), open_ if detail.asked else "")
        self.all.setVisible(bool(detail.asked))
        self.review.setVisible(detail.asked > 1)
        self._empty.setVisible(not detail.asked)
        self.accounting.setVisible(detail.accounting.asked > 0)
        self.accounting.show_accounting(detail.accounting, detail.accounting.asked)
        if detail.questions != self._questions:
            self._show_rows(detail.questions)

    def _show_rows(self, questions: tuple[QuestionRow, ...]) -> None:
        self._questions = questions
        clear(self._rows)
        self.rows = []
        for question in questions:
            row = WordsRow(question.text, lead=VoteBox(question.votes))
            word, tone = words.question_state(question)
            row.add_below(StateLine(word, tone, words.question_facts(question)))
            row.setAccessibleName(f"{question.text}. {word}")
            row.clicked.connect(lambda _down=False, id_=question.id: self.question_wanted.emit(id_))
            self.rows.append(row)
            self._rows.addWidget(row)
