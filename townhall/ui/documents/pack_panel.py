"""The middle column: what the pack is, what it still lacks, how it is made, and the way out."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.language import _
from townhall.services.packs import PACK_KINDS
from townhall.services.queries.packs import PackDates, PackState
from townhall.ui.date_key import DateKey
from townhall.ui.documents.date_list import DateList
from townhall.ui.documents.export_foot import ExportFoot
from townhall.ui.documents.leak_check import LeakCard
from townhall.ui.documents.open_answers import OpenAnswersCard
from townhall.ui.documents.options import OptionsCard
from townhall.ui.documents.words import (
    PACK_ICONS,
    completeness,
    contents_words,
    date_words,
    distance_words,
)
from townhall.ui.pack_names import pack_name
from townhall.ui.theme import theme
from townhall.ui.widgets.card import Card
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.labels import ElidedLabel, Paragraph
from townhall.ui.widgets.marks import Icon
from townhall.ui.widgets.notices import FloatCard
from townhall.ui.widgets.page import ScrollPage
from townhall.ui.widgets.paint import SMALL, Type
from townhall.ui.widgets.rows import Row
from townhall.ui.widgets.select import Option, Select
from townhall.ui.widgets.themed import Themed

WIDTH = 392


class Switcher(QWidget):
    """Date and pack in one line each, where there is no room for the column of packs."""

    kind_chosen = Signal(str)
    date_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.date_button = Row(
            "", " ", icon="calendar", trailing=[Icon("chevron-down")], line=False
        )
        self.date_button.clicked.connect(self.open_dates)
        card = Card()
        card.add(self.date_button)
        options = [Option(kind, pack_name(kind), PACK_ICONS[kind]) for kind in PACK_KINDS]
        self._kind = Select(options, PACK_KINDS[0], name=_("Pack"))
        self._kind.chosen.connect(lambda kind: self.kind_chosen.emit(kind))
        self._popup = FloatCard(popup=True, parent=self)
        self._dates = DateList()
        self._dates.setMinimumSize(theme().px(320), theme().px(380))
        self._popup.body.addWidget(self._dates)
        self._popup.body.setContentsMargins(15, 26, 15, 26)
        self._dates.chosen.connect(self.date_chosen)
        self._dates.accepted.connect(self._popup.hide)
        self._popup.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(card)
        column.addWidget(self._kind)

    def set_dates(self, dates: PackDates) -> None:
        """Offer these dates."""
        self._dates.set_dates(dates)

    def select(self, kind: str, key: DateKey | None) -> None:
        """Show what is chosen without saying so."""
        self._kind.set_value(kind)
        self._dates.select(key)

    def set_state(self, state: PackState) -> None:
        """Show the date that is chosen."""
        away = distance_words(state.row.shown_start.date(), state.today)
        when = f"{date_words(state.row)} · {away}"
        self.date_button.set_words(state.row.title, when)
        self.date_button.setAccessibleName(f"{_('Choose a date')}: {state.row.title}, {when}")

    def open_dates(self) -> None:
        """Show the dates to choose from."""
        below = QPoint(0, self.date_button.height() + 4)
        self._popup.show_at(self.date_button.mapToGlobal(below))
        self._dates.search.setFocus()


class PackPanel(Themed, QWidget):
    """Heading, cards and foot of the pack that is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.switcher = Switcher()
        self._title = ElidedLabel("", Type(20, 600))
        self._chip = Chip("", "neutral", dot=True)
        self._chip.hide()
        self._contents = Paragraph("", SMALL, "text2", selectable=False)
        self.answers = OpenAnswersCard()
        self.answers.hide()
        self.options = OptionsCard()
        self.leaks = LeakCard()
        self.foot = ExportFoot()
        self.foot.set_ready(ready=False)
        page = ScrollPage(pad=20, gap=12)
        page.add(self.switcher)
        page.column.addLayout(self._heading())
        for card in (self.answers, self.options, self.leaks):
            page.add(card)
        page.add_stretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(page, 1)
        column.addWidget(self.foot)
        self.restyle()

    def _heading(self) -> QVBoxLayout:
        made = QVBoxLayout()
        made.setSpacing(4)
        made.addWidget(self._title)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._contents, 1)
        row.addWidget(self._chip)
        made.addLayout(row)
        return made

    def set_compact(self, *, compact: bool) -> None:
        """Choose date and pack here, for want of a column beside it."""
        self.switcher.setVisible(compact)
        self._title.setVisible(not compact)

    def restyle(self) -> None:
        self.setFixedWidth(theme().px(WIDTH))
        super().restyle()

    def select(self, kind: str, key: DateKey | None) -> None:
        """Show what is chosen without saying so."""
        self._title.setText(pack_name(kind))
        self.switcher.select(kind, key)

    def set_state(self, kind: str, state: PackState) -> None:
        """Show how far the pack of `kind` is."""
        found = completeness(kind, state)
        self._chip.set_state(found.words, found.tone)
        self._chip.show()
        self._contents.setText(contents_words(kind, state))
        self.switcher.set_state(state)
        self.answers.show_questions(state.to_approve)
        self.leaks.set_undecided(state.to_publish)
        self.options.set_offer(kind, state.speakers, state.document_language)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(self.width() - 1, 0, 1, self.height(), theme().tokens.border)
        finally:
            painter.end()
