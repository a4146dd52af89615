"""Questions that stand in a pack without an approved answer, the most asked first."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.terms import label
from townhall.language import _, ngettext, pgettext
from townhall.services.queries.questions import QuestionDetail
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.rows import Row

SHOWN = 2


class OpenAnswersCard(Card):
    """`question_wanted(id)` when one is to be opened; `all_wanted` for all of them."""

    question_wanted = Signal(int)
    all_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = SectionHead("")
        self._all = Button(_("Show all"), "link", tip=_("Show all questions"))
        self._all.clicked.connect(self.all_wanted)
        self._head.set_trailing(self._all)
        self.add(self._head)
        body = QWidget()
        self._lines = QVBoxLayout(body)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self.add(body)
        self._shown: tuple[QuestionDetail, ...] = ()

    def show_questions(self, questions: Sequence[QuestionDetail]) -> None:
        """Show the first of `questions`; hidden when there are none."""
        self.setVisible(bool(questions))
        shown = tuple(questions[:SHOWN])
        number = len(questions)
        words = ngettext("{n} without an approved answer", "{n} without an approved answer", number)
        self._head.set_title(words.format(n=number))
        if shown == self._shown:
            return
        self._shown = shown
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for question in shown:
            self._lines.addWidget(self._row(question))

    def _row(self, question: QuestionDetail) -> Row:
        facts = f"{label(question.state)} · {question.owner or _('No owner')}"
        edit = Button(pgettext("verb", "Open"), "link")
        edit.setAccessibleName(f"{edit.text()}: {question.text}")
        edit.clicked.connect(
            lambda _checked=False, wanted=question.id: self.question_wanted.emit(wanted)
        )
        return Row(
            question.text, facts, icon="pencil", icon_role="warn", trailing=[edit], static=True
        )
