"""How a planning is to be read: the order of dates, rows without a kind, new audiences."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.date_order import DateOrder
from townhall.domain.terms import CommunicationKind, label
from townhall.language import _
from townhall.ui.date_words import KIND_ICONS
from townhall.ui.imports.planning_draft import PlanningDraft
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.fields import Field
from townhall.ui.widgets.select import Option, Select
from townhall.ui.widgets.switches import Check


class ReadingCard(Card):
    """`order_chosen(DateOrder or None)`, `kind_chosen(kind or None)`, `added(bool)`."""

    order_chosen = Signal(object)
    kind_chosen = Signal(object)
    added = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        orders = [
            Option(None, _("As the dates show")),
            Option(DateOrder.DAY_FIRST, _("Day first")),
            Option(DateOrder.MONTH_FIRST, _("Month first")),
        ]
        self.order = Select(orders, name=_("Dates such as 3/4"))
        self.order.chosen.connect(self.order_chosen)
        self._order = Field(_("Dates such as 3/4"), self.order)
        kinds = [
            Option(None, _("None: leave the row out"), "ban"),
            *(Option(kind, label(kind), KIND_ICONS[kind]) for kind in CommunicationKind),
        ]
        self.kind = Select(kinds, name=_("Default kind"))
        self.kind.chosen.connect(self.kind_chosen)
        self.add_missing = Check(_("Add audiences that are missing"))
        self.add_missing.toggled.connect(self.added)
        self.add(SectionHead(_("How it is read")))
        self.add_line()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._order)
        column.addWidget(
            Field(_("Default kind"), self.kind, hint=_("For rows whose kind is not known."))
        )
        column.addWidget(self.add_missing)
        self.add(holder)

    def show_draft(self, draft: PlanningDraft) -> None:
        """Show what was decided, and what is still to be."""
        self.order.set_value(draft.mapping.date_order)
        self.kind.set_value(draft.mapping.default_kind)
        self.add_missing.setChecked(draft.add_missing)
        sentence = _("{date} can be read in two ways. Choose which one is meant.")
        self._order.set_error(sentence.format(date=draft.doubtful) if draft.doubtful else "")
