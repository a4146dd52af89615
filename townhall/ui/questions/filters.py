"""The line above the list: search, what asks for attention, filters, and saving them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from townhall.domain.question_marks import QuestionMark, mark_words
from townhall.domain.question_periods import Period, days_of
from townhall.language import _, ngettext
from townhall.services.queries.question_facets import Facets
from townhall.services.queries.question_filter import QuestionFilter, QuestionOrder, with_marks
from townhall.services.queries.question_filter_content import QuestionContent, with_carried
from townhall.services.queries.question_register import QuestionChoices
from townhall.ui.questions import filter_chips
from townhall.ui.questions.filter_chips import ALWAYS
from townhall.ui.questions.kept_filters import chip_values, kept_content
from townhall.ui.questions.list_options import ListOptions
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.filter_chip import FilterChip
from townhall.ui.widgets.flow import FlowLayout
from townhall.ui.widgets.menu import Menu
from townhall.ui.widgets.name_popup import NamePopup
from townhall.ui.widgets.quick_chip import QuickChip
from townhall.ui.widgets.search_field import SearchField
from townhall.ui.widgets.select import Option
from townhall.ui.widgets.themed import Themed

_FIRST = (QuestionMark.MINE, QuestionMark.OVERDUE, QuestionMark.UNASSIGNED)
"""Marks that show even when no question has them."""

_UNCOUNTED = QuestionMark.PERSONAL_DATA
"""All texts have to be read for it, so it is counted only when it is asked for."""


class FilterBar(Themed, QWidget):
    """`changed()` when the user searches, filters or sorts; `save_wanted(name)`.

    `name_wanted()` when own questions are asked for and nobody said whose those are.
    """

    changed = Signal()
    save_wanted = Signal(str)
    name_wanted = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._added: tuple[int, int] | None = None
        self._choices: QuestionChoices | None = None
        self._popup: NamePopup | None = None
        self.mine = ""
        self.search = SearchField(_("Search questions"), key="/")
        self.search.setMinimumWidth(theme().px(170))
        self.search.searched.connect(self._on_changed)
        self.marks = {mark: self._quick_chip(mark) for mark in QuestionMark}
        self.chips: dict[str, FilterChip] = filter_chips.filter_chips(today)
        for name, chip in self.chips.items():
            chip.changed.connect(lambda _value, name=name: self._on_chip(name))
        self._more = Button(kind="ghost", icon="plus", small=True, tip=_("More filters"))
        self._more.clicked.connect(self._open_more)
        self.save = Button(_("Save filter"), "link", small=True)
        self.save.clicked.connect(lambda _checked=False: self.ask_name())
        self.options = ListOptions()
        self.options.sorted_by.connect(lambda _order: self.changed.emit())
        self._lay_out()
        self._arrange()

    def _quick_chip(self, mark: QuestionMark) -> QuickChip:
        chip = QuickChip(mark_words(mark))
        chip.setObjectName(mark)
        chip.clicked.connect(lambda _checked=False: self._on_mark(mark))
        return chip

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 12, 9)
        row.setSpacing(8)
        holder = QWidget()
        self._flow = FlowLayout(holder, gap=6, line_gap=8)
        for widget in (self.search, *self.marks.values(), *self.chips.values()):
            self._flow.addWidget(widget)
        self._flow.addWidget(self._more)
        self._flow.addWidget(self.save)
        row.addWidget(holder, 1)
        row.addWidget(self.options, 0, Qt.AlignmentFlag.AlignTop)

    def _arrange(self) -> None:
        for name, chip in self.chips.items():
            chip.setVisible(name in ALWAYS or chip.is_set)
        for mark, quick in self.marks.items():
            quick.setVisible(mark in _FIRST or quick.isChecked() or bool(quick.number))
        self._more.setVisible(any(self._offered()) or not self.marks[_UNCOUNTED].isChecked())
        self.save.setVisible(self.narrows and self._added is None)

    def _offered(self) -> list[str]:
        return [
            name
            for name, chip in self.chips.items()
            if name not in (*ALWAYS, "added") and not chip.is_set
        ]

    # What it says

    def filter(self) -> QuestionFilter:
        """What the list is filtered by."""
        communication, period = self.chips["communication"].value, self.chips["period"].value
        return with_marks(
            QuestionFilter(
                text=self.search.text().strip(),
                communication_id=communication if isinstance(communication, int) else None,
                states=frozenset(self._picked("state")),
                outcomes=with_carried(frozenset(self._picked("outcome"))),
                themes=frozenset(self._picked("theme")),
                audience_ids=frozenset(self._picked("audience")),
                owner_ids=frozenset(self._picked("owner")),
                sources=frozenset(self._picked("source")),
                asked=days_of(period, self._today) if isinstance(period, Period) else None,
                hide_merged=self.chips["merged"].is_set,
                added=self._added,
                order=self.options.order,
            ),
            self._marked(),
            self._today,
            self.mine,
        )

    def _marked(self) -> list[QuestionMark]:
        return [mark for mark, chip in self.marks.items() if chip.isChecked()]

    @property
    def added(self) -> bool:
        """Whether only what an import brought is shown."""
        return self._added is not None

    @property
    def narrows(self) -> bool:
        """Whether anything but the hiding of merged questions leaves questions out."""
        chips = (chip.is_set for name, chip in self.chips.items() if name != "merged")
        return bool(self.search.text().strip()) or any(chips) or bool(self._marked())

    def _picked(self, name: str) -> tuple[Any, ...]:
        return filter_chips.picked(self.chips, name)

    def content(self) -> dict[str, list[Any]]:
        """What is set, as a saved filter holds it."""
        if self._choices is None:
            return {}
        words = self.search.text().strip()
        return kept_content(self.chips, self._marked(), words, self._choices)

    # What it is told

    def set_choices(self, choices: QuestionChoices) -> None:
        """Offer the meetings, themes, audiences and people of the plan."""
        self._choices = choices
        filter_chips.offer(self.chips, choices)

    def set_facets(self, facets: Facets) -> None:
        """Show how many questions each choice would give."""
        filter_chips.count(self.chips, facets)
        for mark, chip in self.marks.items():
            chip.set_number(facets.marks.get(mark))
        self._arrange()

    def show_added(self, first: int, last: int, count: int) -> None:
        """Show only what an import brought: ids from `first` to `last`."""
        self.clear()
        self._added = (first, last)
        words = ngettext("{n} question", "{n} questions", count).format(n=count)
        self.chips["added"].set_options([Option("added", words)])
        self.chips["added"].set_value("added")
        self._arrange()

    def apply(self, content: QuestionContent) -> None:
        """Show what a saved filter lets through, and say so."""
        self.clear()
        for name, value in chip_values(content, self._choices).items():
            self.chips[name].set_value(value)
        for mark in content.marks:
            self.marks[mark].setChecked(True)
        self.search.setText(content.words[0] if content.words else "")
        self._on_changed()

    def show_to_decide(self, communication_id: int) -> None:
        """Show only personal data to decide about, of one communication or (0) of all."""
        self.clear()
        self.marks[QuestionMark.PERSONAL_DATA].setChecked(True)
        if communication_id:
            self.chips["communication"].set_value(communication_id)
        self._arrange()

    def clear(self) -> None:
        """Filter by nothing but the hiding of merged questions, without saying so."""
        self._added = None
        self.search.clear()
        self.search.empty()
        for name, chip in self.chips.items():
            chip.set_value("hidden" if name == "merged" else None)
        for quick in self.marks.values():
            quick.setChecked(False)
        self._arrange()

    def show_all(self) -> None:
        """Leave nothing out, merged questions neither, without saying so."""
        self.clear()
        self.chips["merged"].set_value(None)
        self._arrange()

    def state(self) -> dict[str, Any]:
        """Search, filters, order, density and view as JSON values."""
        chips = {
            name: list(chip.value) if isinstance(chip.value, tuple) else chip.value
            for name, chip in self.chips.items()
            if name != "added"
        }
        return {
            "text": self.search.text(),
            "chips": chips,
            "marks": [mark.value for mark in self._marked()],
            "order": self.options.kept_order.value,
            "density": self.options.density,
            "view": self.options.view.value,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go back to what `state()` said; unknown values are ignored."""
        if state.get("order") in list(QuestionOrder):
            self.options.set_order(QuestionOrder(state["order"]))
        if state.get("density") in ("comfortable", "compact"):
            self.options.set_density(state["density"])
        if state.get("view") in ("list", "board"):
            self.options.set_view(state["view"])
        if isinstance(state.get("text"), str):
            self.search.setText(state["text"])
        chips, marks = state.get("chips"), state.get("marks")
        for name, value in chips.items() if isinstance(chips, Mapping) else ():
            if name in self.chips and name != "added":
                self.chips[name].set_value(filter_chips.kept_value(name, value))
        for mark, chip in self.marks.items():
            chip.setChecked(isinstance(marks, list) and mark in marks)
        self.options.set_searching(searching=bool(self.search.text().strip()))
        self._arrange()

    # What the user does

    def _on_chip(self, name: str) -> None:
        if name == "added":
            self._added = None
        self._on_changed()

    def _on_mark(self, mark: QuestionMark) -> None:
        if mark is QuestionMark.MINE and not self.mine:
            self.marks[mark].setChecked(False)
            self.name_wanted.emit()
            return
        self._on_changed()

    def _on_changed(self, _text: str = "") -> None:
        self.options.set_searching(searching=bool(self.search.text().strip()))
        self._arrange()
        self.changed.emit()

    def ask_name(self) -> None:
        """Ask under which name what is set is kept."""
        self._popup = NamePopup(_("Save filter"), "", _("Save"), self)
        self._popup.named.connect(self.save_wanted)
        self._popup.ask_at(self.save.mapToGlobal(QPoint(0, self.save.height() + 4)))

    def _open_more(self) -> None:
        menu = Menu(self, name=_("More filters"))
        names = {name: chip.accessibleName() for name, chip in self.chips.items()}
        for name in self._offered():
            action = QAction(names[name], menu)
            action.triggered.connect(lambda _checked=False, name=name: self._show_chip(name))
            menu.addAction(action)
        uncounted = self.marks[_UNCOUNTED]
        if not uncounted.isChecked():
            menu.addAction(mark_words(_UNCOUNTED)).triggered.connect(uncounted.click)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _show_chip(self, name: str) -> None:
        """Show a filter and let the user choose; that of merged questions is set at once."""
        chip = self.chips[name]
        if name == "merged":
            chip.set_value("hidden")
            self._on_changed()
            return
        chip.show()
        chip.setFocus()
        self._flow.activate()
        chip.open_menu()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            tokens = theme().tokens
            painter.fillRect(self.rect(), tokens.surface)
            painter.fillRect(0, self.height() - 1, self.width(), 1, tokens.border)
        finally:
            painter.end()
