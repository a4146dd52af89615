"""The line above the list: search, filter chips, sorting and density."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from townhall.domain.question_steps import standing
from townhall.domain.terms import Outcome, QuestionState, label
from townhall.language import _, ngettext, pgettext
from townhall.services.queries.question_register import QuestionChoices
from townhall.services.queries.questions import QuestionFilter, QuestionOrder
from townhall.ui.questions.looks import theme_options
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.filter_chip import FilterChip
from townhall.ui.widgets.flow import FlowLayout
from townhall.ui.widgets.menu import Menu
from townhall.ui.widgets.search_field import SearchField
from townhall.ui.widgets.select import Option
from townhall.ui.widgets.themed import Themed

NOBODY = 0
"""Stands among the owners for: no owner."""

ALWAYS = ("communication", "state", "owner")
"""Filters that show when they are not set; the others are offered by More."""


def sort_words() -> dict[QuestionOrder, str]:
    """How a list can be sorted, in words."""
    return {
        QuestionOrder.VOTES: _("Votes"),
        QuestionOrder.NEWEST: _("Newest"),
        QuestionOrder.ANSWER_BY: _("Answer by"),
    }


class FilterBar(Themed, QWidget):
    """`changed()` when the user searches, filters or sorts; `density_changed(density)`.

    Merged questions are hidden unless asked for: their lead question stands for them.
    """

    changed = Signal()
    density_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order = QuestionOrder.VOTES
        self._added: tuple[int, int] | None = None
        self._was_nobody = False
        self._density = "comfortable"
        self.search = SearchField(_("Search questions"), key="/")
        self.search.setMinimumWidth(theme().px(170))
        self.search.searched.connect(self._on_changed)
        self.chips: dict[str, FilterChip] = self._make_chips()
        self._more = Button(kind="ghost", icon="plus", small=True, tip=_("More filters"))
        self._more.clicked.connect(self._open_more)
        self._sort = Button(kind="ghost", icon="sort", tip=_("Sort"))
        self._sort.clicked.connect(self._open_sort)
        self._rows = Button(kind="ghost", icon="list", tip=_("Lower rows"))
        self._rows.clicked.connect(self._on_density)
        self.set_order(self._order)
        self._lay_out()
        self._arrange()

    def _make_chips(self) -> dict[str, FilterChip]:
        words = {
            state: standing(state, Outcome.OPEN) for state in QuestionState if state != "closed"
        }
        words[QuestionState.CLOSED] = label(QuestionState.CLOSED)
        ends = [one for one in Outcome if one is not Outcome.CARRIED_OVER]
        chips = {
            "added": FilterChip(pgettext("filter", "Import"), icon="download"),
            "communication": FilterChip(_("Meeting"), icon="town-hall"),
            "state": FilterChip(_("State"), list(words.items()), icon="state", multi=True),
            "outcome": FilterChip(
                _("Outcome"), [(one, label(one)) for one in ends], icon="check-circle", multi=True
            ),
            "theme": FilterChip(_("Theme"), icon="tag", multi=True),
            "audience": FilterChip(_("Audience"), icon="audiences", multi=True),
            "owner": FilterChip(_("Owner"), icon="person", multi=True),
            "answer_by": FilterChip(_("Answer by"), [("overdue", _("overdue"))], icon="clock"),
            "merged": FilterChip(_("Merged"), [("hidden", _("hidden"))], "hidden", icon="merge"),
        }
        for name, chip in chips.items():
            chip.setObjectName(name)
            chip.changed.connect(lambda value, name=name: self._on_chip(name, value))
        return chips

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 12, 9)
        row.setSpacing(4)
        holder = QWidget()
        self._flow = FlowLayout(holder, gap=8, line_gap=8)
        self._flow.addWidget(self.search)
        for chip in self.chips.values():
            self._flow.addWidget(chip)
        self._flow.addWidget(self._more)
        row.addWidget(holder, 1)
        row.addWidget(self._sort, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._rows, 0, Qt.AlignmentFlag.AlignTop)

    def _arrange(self) -> None:
        for name, chip in self.chips.items():
            chip.setVisible(name in ALWAYS or chip.is_set)
        self._more.setVisible(any(self._offered()))

    def _offered(self) -> list[str]:
        return [
            name
            for name, chip in self.chips.items()
            if name not in (*ALWAYS, "added") and not chip.is_set
        ]

    # What it says

    def filter(self, today: date) -> QuestionFilter:
        """What the list is filtered by; overdue is so on `today`."""
        owners = frozenset(self._picked("owner"))
        communication = self.chips["communication"].value
        return QuestionFilter(
            text=self.search.text().strip(),
            communication_id=communication if isinstance(communication, int) else None,
            states=frozenset(self._picked("state")),
            outcomes=_with_carried(frozenset(self._picked("outcome"))),
            themes=frozenset(self._picked("theme")),
            audience_ids=frozenset(self._picked("audience")),
            owner_ids=owners - {NOBODY},
            unassigned=NOBODY in owners,
            overdue_on=today if self.chips["answer_by"].is_set else None,
            hide_merged=self.chips["merged"].is_set,
            added=self._added,
            order=self._order,
        )

    @property
    def order(self) -> QuestionOrder:
        """How the list is sorted."""
        return self._order

    @property
    def density(self) -> str:
        """ "comfortable" or "compact"."""
        return self._density

    @property
    def added(self) -> bool:
        """Whether only what an import brought is shown."""
        return self._added is not None

    @property
    def narrows(self) -> bool:
        """Whether anything but the hiding of merged questions leaves questions out."""
        chips = (chip.is_set for name, chip in self.chips.items() if name != "merged")
        return bool(self.search.text().strip()) or any(chips)

    def _picked(self, name: str) -> tuple[Any, ...]:
        value = self.chips[name].value
        return value if isinstance(value, tuple) else ()

    # What it is told

    def set_choices(self, choices: QuestionChoices) -> None:
        """Offer the meetings, audiences and people of the plan."""
        self.chips["communication"].set_options([Option(*one) for one in choices.communications])
        depth: dict[int, int] = {}
        audiences = []
        for audience in choices.audiences:
            depth[audience.id] = depth.get(audience.parent_id or 0, -1) + 1
            audiences.append(Option(audience.id, "   " * depth[audience.id] + audience.name))
        self.chips["audience"].set_options(audiences)
        self.chips["theme"].set_options(theme_options(choices.themes))
        people = [Option(id_, name) for id_, name, _department in choices.people]
        self.chips["owner"].set_options([Option(NOBODY, _("No owner")), *people])

    def set_order(self, order: QuestionOrder) -> None:
        """Sort otherwise, without saying so."""
        self._order = order
        words = _("Sorted by: {order}").format(order=sort_words()[order])
        self._sort.setToolTip(words)
        self._sort.setAccessibleName(words)

    def set_density(self, density: str) -> None:
        """Say how the rows are, without a signal."""
        self._density = density
        compact = density == "compact"
        tip = _("Higher rows") if compact else _("Lower rows")
        self._rows.setToolTip(tip)
        self._rows.setAccessibleName(tip)

    def show_added(self, first: int, last: int, count: int) -> None:
        """Show only what an import brought: ids from `first` to `last`."""
        self.clear()
        self._added = (first, last)
        words = ngettext("{n} question", "{n} questions", count).format(n=count)
        self.chips["added"].set_options([Option("added", words)])
        self.chips["added"].set_value("added")
        self._arrange()

    def clear(self) -> None:
        """Filter by nothing but the hiding of merged questions, without saying so."""
        self._added = None
        self.search.clear()
        self.search.empty()
        for name, chip in self.chips.items():
            chip.set_value("hidden" if name == "merged" else None)
        self._arrange()

    def show_all(self) -> None:
        """Leave nothing out, merged questions neither, without saying so."""
        self.clear()
        self.chips["merged"].set_value(None)
        self._arrange()

    def state(self) -> dict[str, Any]:
        """Search, filters, order and density as JSON values."""
        chips = {
            name: list(chip.value) if isinstance(chip.value, tuple) else chip.value
            for name, chip in self.chips.items()
            if name != "added"
        }
        return {
            "text": self.search.text(),
            "chips": chips,
            "order": self._order.value,
            "density": self._density,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go back to what `state()` said; unknown values are ignored."""
        if isinstance(state.get("text"), str):
            self.search.setText(state["text"])
        if state.get("order") in list(QuestionOrder):
            self.set_order(QuestionOrder(state["order"]))
        if state.get("density") in ("comfortable", "compact"):
            self.set_density(state["density"])
        chips = state.get("chips")
        for name, value in chips.items() if isinstance(chips, Mapping) else ():
            if name in self.chips and name != "added":
                self.chips[name].set_value(_read(name, value))
        self._arrange()

    # What the user does

    def _on_chip(self, name: str, value: object) -> None:
        if name == "owner" and isinstance(value, tuple) and NOBODY in value and len(value) > 1:
            # Nobody and somebody at once is nobody at all: what was picked first gives way.
            kept = (NOBODY,) if value[0] == NOBODY and not self._was_nobody else value[1:]
            self.chips["owner"].set_value(kept)
        if name == "added":
            self._added = None
        self._was_nobody = NOBODY in self._picked("owner")
        self._on_changed()

    def _on_changed(self, _text: str = "") -> None:
        self._arrange()
        self.changed.emit()

    def _open_more(self) -> None:
        menu = Menu(self, name=_("More filters"))
        names = {name: chip.accessibleName() for name, chip in self.chips.items()}
        for name in self._offered():
            action = QAction(names[name], menu)
            action.triggered.connect(lambda _checked=False, name=name: self._show_chip(name))
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _show_chip(self, name: str) -> None:
        """Show a filter and let the user choose; one of a single choice is set at once."""
        chip = self.chips[name]
        if name in ("answer_by", "merged"):
            chip.set_value("overdue" if name == "answer_by" else "hidden")
            self._on_changed()
            return
        chip.show()
        chip.setFocus()
        self._flow.activate()
        chip.open_menu()

    def _open_sort(self) -> None:
        menu = Menu(self, name=_("Sort"))
        for order, words in sort_words().items():
            action = QAction(words, menu)
            action.setCheckable(True)
            action.setChecked(order is self._order)
            action.triggered.connect(lambda _checked=False, order=order: self._on_sort(order))
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._sort.mapToGlobal(self._sort.rect().bottomLeft()))

    def _on_sort(self, order: QuestionOrder) -> None:
        self.set_order(order)
        self.changed.emit()

    def _on_density(self) -> None:
        self.set_density("comfortable" if self._density == "compact" else "compact")
        self.density_changed.emit(self._density)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            tokens = theme().tokens
            painter.fillRect(self.rect(), tokens.surface)
            painter.fillRect(0, self.height() - 1, self.width(), 1, tokens.border)
        finally:
            painter.end()


def _with_carried(outcomes: frozenset[Outcome]) -> frozenset[Outcome]:
    """What was carried over is open as well."""
    return outcomes | {Outcome.CARRIED_OVER} if Outcome.OPEN in outcomes else outcomes


def _read(name: str, value: object) -> object:
    """A value of a chip as `state()` wrote it."""
    kinds = {"state": QuestionState, "outcome": Outcome}
    if not isinstance(value, list):
        single = name in ("communication", "answer_by", "merged")
        return value if single and isinstance(value, int | str | None) else None
    if name == "theme":
        return [one for one in value if isinstance(one, str)]
    kind = kinds.get(name)
    if kind is None:
        return [one for one in value if isinstance(one, int)]
    return [kind(one) for one in value if one in list(kind)]
