"""The audiences below each other, parts under their whole, with how many people each holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from townhall.domain.terms import Channel, KnowledgeLevel, label
from townhall.language import _
from townhall.services.queries.audience_register import AudienceRegister
from townhall.services.queries.people import AudienceDetail
from townhall.ui.lists.cells import Column, PersonCell, TextCell, TitleCell
from townhall.ui.lists.id_model import Deliver
from townhall.ui.lists.row_table import RowTable
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Hairline
from townhall.ui.widgets.dates import locale
from townhall.ui.widgets.notices import EmptyState
from townhall.ui.widgets.search_field import SearchField

_INDENT = "\u2003"


class AudienceList(QWidget):
    """`current_changed(id or None)`; `new_wanted()` from an empty list."""

    current_changed = Signal(object)
    new_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._register: AudienceRegister | None = None
        self._by_id: dict[int, AudienceDetail] = {}
        self.search = SearchField(_("Search audiences"), key="/")
        self.search.setFixedWidth(theme().px(280))
        self.search.searched.connect(self._on_searched)
        self.table = RowTable(self._columns(), self._fetch, name=_("Audiences"), row_height=44)
        self.table.current_changed.connect(self.current_changed)
        new = Button(_("New audience"), "primary", icon="plus")
        new.clicked.connect(self.new_wanted)
        self.empty = EmptyState(
            "audiences",
            _("No audiences yet"),
            _(
                "An audience is a group of colleagues who hear the same: a department, a site, a "
                "shift. Audiences can hold others."
            ),
            [new],
        )
        self._stack = QStackedLayout()
        self._bar = QWidget()
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(20, 8, 20, 8)
        bar.addWidget(self.search)
        bar.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(Hairline())
        column.addLayout(self._stack, 1)
        # Not before: what a stack shows without a parent is a window of its own.
        for widget in (self.table, self.empty):
            self._stack.addWidget(widget)

    def _columns(self) -> list[Column]:
        return [
            Column("name", _("Audience"), self._name_cell, stretch=True),
            Column(
                "people",
                _("People"),
                self._people_cell,
                samples=[TextCell("100.000", right=True)],
                right=True,
            ),
            Column(
                "level",
                _("AI knowledge"),
                lambda row: TextCell(label(row.knowledge_level)),
                samples=[TextCell(label(level)) for level in KnowledgeLevel],
            ),
            Column(
                "languages",
                _("Languages"),
                lambda row: TextCell(", ".join(row.languages).upper() or "–", "text2"),
                samples=[TextCell("NL, EN, PL")],
                keep=False,
            ),
            Column(
                "channels",
                _("Reached by"),
                lambda row: TextCell(channel_words(row.channels) or "–", "text2"),
                samples=[TextCell(f"{label(Channel.TEAM_MEETING)}, {label(Channel.NOTICEBOARD)}")],
                keep=False,
            ),
            Column(
                "lead",
                _("Lead"),
                lambda row: PersonCell(row.lead) if row.lead else TextCell("–", "text3"),
                samples=[PersonCell("Jasper Maquette")],
            ),
        ]

    def show_register(self, register: AudienceRegister) -> None:
        """Show all audiences; the current row stays where it can."""
        self._register = register
        self._by_id = {each.id: each for each in register.audiences}
        self._bar.setVisible(bool(register.audiences))
        self._stack.setCurrentWidget(self.table if register.audiences else self.empty)
        self._fill()

    def _fill(self) -> None:
        wanted = self.search.text().strip().casefold()
        shown = self._matching(wanted) if wanted else list(self._by_id)
        self.table.set_ids(shown)

    def _matching(self, wanted: str) -> list[int]:
        """Ids of audiences that match, with what they are parts of."""
        kept: set[int] = set()
        for each in self._by_id.values():
            words = f"{each.name} {each.lead or ''} {each.shift}".casefold()
            if all(word in words for word in wanted.split()):
                at: AudienceDetail | None = each
                while at is not None and at.id not in kept:
                    kept.add(at.id)
                    at = self._by_id.get(at.parent_id or 0)
        return [id_ for id_ in self._by_id if id_ in kept]

    def audience(self, audience_id: int | None) -> AudienceDetail | None:
        """The audience of this id, as it was read last."""
        return self._by_id.get(audience_id or 0)

    def show_all(self) -> None:
        """Leave nothing out."""
        self.search.clear()
        self._fill()

    def _on_searched(self, text: str) -> None:
        self._fill()

    def _fetch(self, ids: Sequence[int], deliver: Deliver) -> None:
        deliver({id_: self._by_id[id_] for id_ in ids if id_ in self._by_id})

    def _name_cell(self, row: AudienceDetail) -> TitleCell:
        depth = self._register.sums[row.id].depth if self._register is not None else 0
        return TitleCell(_INDENT * 2 * depth + row.name)

    def _people_cell(self, row: AudienceDetail) -> TextCell:
        if self._register is None:
            return TextCell("")
        found = self._register.sums[row.id]
        words = locale().toString(found.people) if found.people else "–"
        role = "warn" if found.beyond else "text" if row.headcount else "text2"
        return TextCell(words, role, right=True, tabular=True)


def channel_words(channels: Sequence[str]) -> str:
    """Channels in words: "Team meeting, Noticeboard"."""
    known = {channel.value: label(channel) for channel in Channel}
    return ", ".join(known.get(channel, channel) for channel in channels)
