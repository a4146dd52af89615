"""The groups to review at the left: how alike, what was decided, how many are left."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.language import _
from townhall.services.queries.duplicate_review import QueuedGroup
from townhall.ui.lists.cells import Bit, Column, TextCell, TitleCell
from townhall.ui.lists.id_model import Deliver
from townhall.ui.lists.row_table import RowTable
from townhall.ui.questions.review.words import (
    TONES,
    decided_words,
    likeness_words,
    waiting_words,
)
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Hairline
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.menu import Menu
from townhall.ui.widgets.meters import Meter, Part
from townhall.ui.widgets.paint import BODY, HEAD

SCORE, VOTES = "score", "votes"
WIDE, NARROW = 288, 232


class ReviewQueue(QWidget):
    """`chosen(lead)` when the user goes to a group, `sorted_by(order)` when sorting changes.

    A group is known by the id of the lead that was proposed for it.
    """

    chosen = Signal(int)
    sorted_by = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: dict[int, QueuedGroup] = {}
        self._narrow = False
        self._sorted = _("By score")
        self._left = Label("", BODY, "text2")
        self._sort = Button(self._sorted, "ghost", icon="sort")
        self._sort.clicked.connect(self._open_sort)
        self._meter = Meter()
        self.table = RowTable(_columns(), self._fetch, name=_("Groups to review"), row_height=56)
        self.table.horizontalHeader().hide()
        self.table.current_changed.connect(self._on_current)
        head = QHBoxLayout()
        head.setContentsMargins(20, 6, 12, 6)
        head.setSpacing(8)
        head.addWidget(Label(_("To review"), HEAD))
        head.addWidget(self._left)
        head.addStretch(1)
        head.addWidget(self._sort)
        meter = QHBoxLayout()
        meter.setContentsMargins(20, 0, 20, 12)
        meter.addWidget(self._meter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(meter)
        column.addWidget(Hairline())
        column.addWidget(self.table, 1)

    def show_groups(self, groups: Sequence[QueuedGroup], order: str) -> None:
        """Show groups in their order; the one that is looked at stays so."""
        self._groups = {group.group.lead: group for group in groups}
        ids = list(self._groups)
        if ids == self.table.id_model.entries:
            self.table.refresh()
        else:
            self.table.set_ids(ids)
        done = sum(group.decided is not None for group in groups)
        self._left.setText(_("{n} of {total}").format(n=len(ids) - done, total=len(ids)))
        self._meter.set_parts([Part(done, _("reviewed"))], len(ids))
        self._sorted = _("By votes") if order == VOTES else _("By score")
        self._name_sort()

    def go_to(self, lead: int) -> None:
        """Look at the group of `lead`."""
        self.table.go_to(lead)

    def set_narrow(self, *, narrow: bool) -> None:
        """Take as little room as possible, or what titles like to have."""
        self.setFixedWidth(theme().px(NARROW if narrow else WIDE))
        self._narrow = narrow
        self._name_sort()

    def _name_sort(self) -> None:
        """Say by what it is sorted, in a tooltip where there is no room for words."""
        self._sort.setText("" if self._narrow else self._sorted)
        self._sort.setToolTip(self._sorted)
        self._sort.setAccessibleName(self._sorted)
        self._sort.updateGeometry()

    def _fetch(self, ids: tuple[int, ...], deliver: Deliver) -> None:
        deliver({each: self._groups[each] for each in ids if each in self._groups})

    def _on_current(self, lead: int | None) -> None:
        if lead is not None:
            self.chosen.emit(lead)

    def _open_sort(self) -> None:
        menu = Menu(self, name=_("Sort"))
        for order, words in ((SCORE, _("By score")), (VOTES, _("By votes"))):
            action = QAction(words, menu)
            action.triggered.connect(lambda _checked=False, by=order: self.sorted_by.emit(by))
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._sort.mapToGlobal(QPoint(0, self._sort.height() + 4)))


def _columns() -> list[Column]:
    return [
        Column("text", _("Group"), _title_cell, stretch=True),
        Column("score", _("Alike"), _score_cell, samples=[TextCell("0.00", tabular=True)]),
    ]


def _title_cell(group: QueuedGroup) -> TitleCell:
    title = " ".join(group.text.split()) or _("No longer there")
    if group.decided is None:
        return TitleCell(title, (Bit(waiting_words(group)),))
    done = Bit(decided_words(group), TONES[group.decided], square=True)
    return TitleCell(title, (done,))


def _score_cell(group: QueuedGroup) -> TextCell:
    return TextCell(likeness_words(group.group.score), weight=600, right=True, tabular=True)
