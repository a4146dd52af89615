"""The questions merged into this one, each in its own words; or the one this was merged into."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.language import _, ngettext
from townhall.services.queries.question_sheet import QuestionSheet
from townhall.services.queries.questions import QuestionRow
from townhall.ui.questions.looks import source_words
from townhall.ui.widgets.answers import Quote
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import SectionHead
from townhall.ui.widgets.chips import DOT


class MergedSection(QWidget):
    """Quotes nobody's words away.

    `asked_for(id)` to see another question; `part_wanted(id)` to take one out again.
    """

    asked_for = Signal(int)
    part_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = SectionHead(_("Merged"), pad=0, small=True)
        self._lead_id, self._shown_id = 0, 0
        self._lead = Button(_("Show the lead question"), "link")
        self._lead.clicked.connect(self._on_lead)
        self._part = Button(_("Take out"), "link", tip=_("Take this question out again"))
        self._part.clicked.connect(lambda _checked=False: self.part_wanted.emit(self._shown_id))
        self._quotes: list[_Merged] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._head)
        links = QHBoxLayout()
        links.setContentsMargins(0, 0, 0, 0)
        links.setSpacing(16)
        links.addWidget(self._lead)
        links.addWidget(self._part)
        links.addStretch(1)
        self._column.addLayout(links)

    def show_sheet(self, sheet: QuestionSheet) -> None:
        """Show what was merged."""
        for quote in self._quotes:
            quote.hide()
            quote.deleteLater()
        shown = [sheet.lead] if sheet.lead is not None else list(sheet.merged)
        self._quotes = [_Merged(row, apart=sheet.lead is None) for row in shown]
        for quote in self._quotes:
            part = partial(self.part_wanted.emit, quote.row.id)
            quote.part.clicked.connect(lambda _checked=False, part=part: part())
        for place, quote in enumerate(self._quotes, 1):
            self._column.insertWidget(place, quote)
        self._shown_id = sheet.question.id
        self._lead.setVisible(sheet.lead is not None)
        self._part.setVisible(sheet.lead is not None)
        self._lead_id = sheet.lead.id if sheet.lead is not None else 0
        if sheet.lead is not None:
            self._head.set_title(_("Merged into"))
        else:
            together = sheet.votes_together
            words = ngettext("{n}, {votes} vote together", "{n}, {votes} votes together", together)
            words = words.format(n=len(sheet.merged), votes=together)
            self._head.set_title(_("Merged"), words)

    @property
    def parts(self) -> dict[int, Button]:
        """The buttons that take a merged question out, by its id."""
        return {quote.row.id: quote.part for quote in self._quotes if not quote.part.isHidden()}

    def _on_lead(self) -> None:
        self.asked_for.emit(self._lead_id)


class _Merged(QWidget):
    """A question in its own words, and the way to take it out where it is `apart` from a lead."""

    def __init__(self, row: QuestionRow, *, apart: bool) -> None:
        super().__init__()
        self.row = row
        facts = DOT.join(part for part in (row.audience, source_words(row.source)) if part)
        self.part = Button(kind="ghost", icon="split", small=True, tip=_("Take out"))
        self.part.setAccessibleDescription(row.text)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(Quote(row.votes, row.text, facts), 1)
        line.addWidget(self.part, 0, Qt.AlignmentFlag.AlignTop)
        self.part.setVisible(apart)
