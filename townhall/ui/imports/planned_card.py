"""The communications of a planning as they will be stored, before they are."""

from collections.abc import Mapping
from datetime import date, time

from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.planning_columns import LABELS
from townhall.domain.planning_merge import Value
from townhall.domain.terms import CommunicationKind, CommunicationStatus, label
from townhall.language import _, ngettext
from townhall.services.planning_outlook import PlannedRow, RowState
from townhall.services.planning_preview import PlanningFile
from townhall.ui.date_words import KIND_ICONS, channel_text, duration_text, short_date
from townhall.ui.imports.planning_draft import PlanningDraft
from townhall.ui.lists.cells import Column, TextCell, TitleCell
from townhall.ui.lists.id_model import Deliver
from townhall.ui.lists.row_table import RowTable
from townhall.ui.theme import theme
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.paint import BODY
from townhall.ui.widgets.segment import Segment

ROWS_SHOWN = 8
_ROW = 36


class PlannedCard(Card):
    """New rows, changed ones with what changes, and those with nothing new, in a list."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._draft: PlanningDraft | None = None
        self._chosen_for: PlanningFile | None = None
        self._shown: list[PlannedRow] = []
        self.choice = Segment(
            [
                (RowState.NEW, _("New")),
                (RowState.CHANGED, _("Changed")),
                (RowState.SAME, _("Nothing new")),
            ],
            RowState.NEW,
            name=_("Which rows"),
        )
        self.choice.chosen.connect(lambda _value: self._fill())
        self._head = SectionHead(_("Preview"), "", self.choice)
        self.add(self._head)
        self.add_line()
        self.table = self._list(self._columns(), _("Preview"))
        self.changes = self._list(self._change_columns(), _("What changes"))
        self._nothing = Paragraph("", BODY, "text2", selectable=False)
        self._empty = QWidget()
        line = QVBoxLayout(self._empty)
        line.setContentsMargins(16, 12, 16, 8)
        line.addWidget(self._nothing)
        self.add(self._empty)
        # The list ends above the rounded corners of the card.
        self.setContentsMargins(0, 0, 0, 8)

    def show_draft(self, draft: PlanningDraft) -> None:
        """Show what `draft` would store; of a new file the first kind of rows there is."""
        self._draft = draft
        if draft.outlook is not None and draft.file is not self._chosen_for:
            self._chosen_for = draft.file
            states = (RowState.NEW, RowState.CHANGED, RowState.SAME)
            self.choice.set_value(next(filter(draft.rows, states), RowState.NEW))
        self._fill()

    @property
    def _state(self) -> RowState:
        return RowState(str(self.choice.value))

    def _list(self, columns: list[Column], name: str) -> RowTable:
        table = RowTable(columns, self._fetch, name=name, pad=16, row_height=_ROW)
        self.add(table)
        return table

    def _columns(self) -> list[Column]:
        return [
            Column("title", _("Title"), self._title, stretch=True),
            Column("when", _("When"), self._when, width=150),
            Column("audiences", _("Audiences"), _audiences, width=210),
            Column("status", _("Status"), _status, width=90, keep=False),
        ]

    def _change_columns(self) -> list[Column]:
        return [
            Column("title", _("Title"), self._title, width=250),
            Column("what", _("What changes"), self._what, stretch=True),
        ]

    def _title(self, one: PlannedRow) -> TitleCell:
        kind = CommunicationKind(str(one.said["kind"]))
        return TitleCell(str(one.said["title"]), icon=KIND_ICONS[kind])

    def _when(self, one: PlannedRow) -> TextCell:
        words = short_date(one.row.day, self._today)
        clock = str(one.row.said["time"])
        return TextCell(f"{words}, {clock}" if clock else words, tabular=True)

    def _what(self, one: PlannedRow) -> TextCell:
        return TextCell(change_words(one.changes, self._today))

    def _fetch(self, ids: tuple[int, ...], deliver: Deliver) -> None:
        deliver({one: self._shown[one - 1] for one in ids if one <= len(self._shown)})

    def _fill(self) -> None:
        state = self._state
        self._shown = self._draft.rows(state) if self._draft else []
        n = len(self._shown)
        words = {
            RowState.NEW: ngettext("{n} as it will be stored", "{n} as they will be stored", n),
            RowState.CHANGED: ngettext("{n} with what changes", "{n} with what changes", n),
        }.get(state, ngettext("{n} is here already", "{n} are here already", n))
        self._head.set_title(_("Preview"), words.format(n=n) if n else "")
        is_changes = state is RowState.CHANGED
        for table, wanted in ((self.table, not is_changes), (self.changes, is_changes)):
            table.set_ids(range(1, n + 1) if wanted else ())
            table.setFixedHeight(theme().px(32 + min(n, ROWS_SHOWN) * _ROW) + 2)
            table.setVisible(wanted and n > 0)
        self._empty.setVisible(n == 0)
        self._nothing.setText(self._nothing_words(state))

    def _nothing_words(self, state: RowState) -> str:
        if self._draft is not None and self._draft.doubtful:
            return _("Choose first how the dates are read.")
        if state is RowState.NEW:
            return _("No row is new.")
        if state is RowState.CHANGED:
            return _("No row changes anything in the plan.")
        return _("No row is the same as the plan.")


def change_words(changes: Mapping[str, Value], today: date) -> str:
    """What a row changes, in words: "Location: Aula; Start: 10:00"."""
    names = {"duration_minutes": "duration"}
    return "; ".join(
        _("{field}: {value}").format(
            field=_(LABELS[names.get(name, name)]), value=_value(name, value, today)
        )
        for name, value in changes.items()
    )


def _value(name: str, value: Value, today: date) -> str:
    if isinstance(value, list):
        return ", ".join(value) or "–"
    if isinstance(value, int):
        return duration_text(value)
    if name == "date":
        return short_date(date.fromisoformat(value), today)
    if name == "time":
        return time.fromisoformat(value).strftime("%H:%M") if value else _("all day")
    if name == "kind":
        return label(CommunicationKind(value))
    if name == "status":
        return label(CommunicationStatus(value))
    if name == "channel":
        return channel_text(value) or "–"
    return " ".join(value.split()) or "–"


def _audiences(one: PlannedRow) -> TextCell:
    names = one.said.get("audiences", [])
    return TextCell(", ".join(names) if isinstance(names, list) else "", "text2")


def _status(one: PlannedRow) -> TextCell:
    status = CommunicationStatus(str(one.said.get("status", CommunicationStatus.PLANNED)))
    return TextCell(label(status), "text2")
