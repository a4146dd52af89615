"""The questions merged into this one, each in its own words; or the one this was merged into."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.language import _, ngettext
from townhall.services.queries.question_sheet import QuestionSheet
from townhall.ui.questions.looks import source_words
from townhall.ui.widgets.answers import Quote
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import SectionHead
from townhall.ui.widgets.chips import DOT


class MergedSection(QWidget):
    """Quotes nobody's words away; `asked_for(id)` to see another question."""

    asked_for = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = SectionHead(_("Merged"), pad=0, small=True)
        self._lead = Button(_("Show the lead question"), "link")
        self._lead.clicked.connect(self._on_lead)
        self._lead_id = 0
        self._quotes: list[Quote] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._head)
        self._column.addWidget(self._lead)

    def show_sheet(self, sheet: QuestionSheet) -> None:
        """Show what was merged."""
        for quote in self._quotes:
            quote.hide()
            quote.deleteLater()
        shown = [sheet.lead] if sheet.lead is not None else list(sheet.merged)
        self._quotes = [
            Quote(
                row.votes,
                row.text,
                DOT.join(part for part in (row.audience, source_words(row.source)) if part),
            )
            for row in shown
        ]
        for place, quote in enumerate(self._quotes, 1):
            self._column.insertWidget(place, quote)
        self._lead.setVisible(sheet.lead is not None)
        self._lead_id = sheet.lead.id if sheet.lead is not None else 0
        if sheet.lead is not None:
            self._head.set_title(_("Merged into"))
        else:
            n = len(sheet.merged)
            words = ngettext("{n}, in its own words", "{n}, each in its own words", n)
            self._head.set_title(_("Merged"), words.format(n=n))

    def _on_lead(self) -> None:
        self.asked_for.emit(self._lead_id)
