"""How the questions are shown: as a list or a board, in which order, how close together."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from townhall.language import _
from townhall.services.queries.question_filter import QuestionOrder
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.menu import Menu
from townhall.ui.widgets.segment import Segment


def order_words() -> dict[QuestionOrder, str]:
    """How questions can be sorted, in words."""
    return {
        QuestionOrder.MATCH: _("Best match"),
        QuestionOrder.VOTES: _("Votes"),
        QuestionOrder.NEWEST: _("Newest"),
        QuestionOrder.ANSWER_BY: _("Answer by"),
        QuestionOrder.OWNER: _("Owner"),
        QuestionOrder.STATE: _("State"),
    }


class ListOptions(QWidget):
    """`sorted_by(order)`, `density_changed(density)`, `view_changed("list" or "board")`.

    While something is searched for, the best match comes first until another order is chosen.
    """

    sorted_by = Signal(object)
    density_changed = Signal(str)
    view_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order = QuestionOrder.VOTES
        self._found: QuestionOrder | None = None
        self._density = "comfortable"
        self._sort = Button(kind="ghost", icon="sort", tip=_("Sort"))
        self._sort.clicked.connect(self._open_sort)
        self._rows = Button(kind="ghost", icon="layers", tip=_("Lower rows"))
        self._rows.clicked.connect(self._on_density)
        views = [("list", _("List"), "list"), ("board", _("Board"), "grid")]
        self.view = Segment(views, "list", name=_("View"), icons_only=True)
        self.view.chosen.connect(self._on_view)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for widget in (self._sort, self._rows, self.view):
            row.addWidget(widget)
        self._say_order()

    @property
    def order(self) -> QuestionOrder:
        """How the questions are sorted."""
        return self._found or self._order

    @property
    def kept_order(self) -> QuestionOrder:
        """How they are sorted when nothing is searched for."""
        return self._order

    @property
    def density(self) -> str:
        """ "comfortable" or "compact"."""
        return self._density

    def set_order(self, order: QuestionOrder) -> None:
        """Sort otherwise, without saying so."""
        if self._found is None:
            self._order = order
        else:
            self._found = order
        self._say_order()

    def set_searching(self, *, searching: bool) -> None:
        """Put the best match first when a search begins; go back when it ends."""
        if searching != (self._found is not None):
            self._found = QuestionOrder.MATCH if searching else None
            self._say_order()

    def set_density(self, density: str) -> None:
        """Say how the rows are, without a signal."""
        self._density = density
        tip = _("Higher rows") if density == "compact" else _("Lower rows")
        self._rows.setToolTip(tip)
        self._rows.setAccessibleName(tip)

    def set_view(self, view: str) -> None:
        """Say how the questions are shown, without a signal."""
        self.view.set_value(view)
        self._rows.setVisible(view == "list")

    def _say_order(self) -> None:
        words = _("Sorted by: {order}").format(order=order_words()[self.order])
        self._sort.setToolTip(words)
        self._sort.setAccessibleName(words)

    def _open_sort(self) -> None:
        menu = Menu(self, name=_("Sort"))
        for order, words in order_words().items():
            if order is QuestionOrder.MATCH and self._found is None:
                continue
            action = QAction(words, menu)
            action.setCheckable(True)
            action.setChecked(order is self.order)
            action.triggered.connect(lambda _checked=False, order=order: self._on_sort(order))
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._sort.mapToGlobal(self._sort.rect().bottomLeft()))

    def _on_sort(self, order: QuestionOrder) -> None:
        self.set_order(order)
        self.sorted_by.emit(order)

    def _on_density(self) -> None:
        self.set_density("comfortable" if self._density == "compact" else "compact")
        self.density_changed.emit(self._density)

    def _on_view(self, view: str) -> None:
        self._rows.setVisible(view == "list")
        self.view_changed.emit(view)
