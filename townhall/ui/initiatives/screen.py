"""The list of initiatives, with the panel of the one that is selected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QStackedWidget, QWidget

from townhall.domain.terms import RiskClass, Stage, label
from townhall.language import _, ngettext
from townhall.services.queries.initiative_sheet import (
    InitiativeRow,
    InitiativeSheet,
    initiative_rows,
    initiative_sheet,
)
from townhall.ui.actions import Action
from townhall.ui.initiatives.inspector import InitiativeInspector
from townhall.ui.initiatives.words import RISK_TONES, STAGE_TONES, day_text, stage_options
from townhall.ui.lists.cells import (
    Bit,
    Column,
    DateCell,
    PersonCell,
    StateCell,
    TextCell,
    TitleCell,
)
from townhall.ui.lists.id_model import Deliver
from townhall.ui.lists.row_table import RowTable
from townhall.ui.new_record import NewRecord
from townhall.ui.screen import Frame, Screen, Selection
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.dates import DateField
from townhall.ui.widgets.fields import Field
from townhall.ui.widgets.notices import EmptyState
from townhall.ui.widgets.select import Select

if TYPE_CHECKING:
    from townhall.domain.changes import Changes

_WHY_SHOWN = 160


class InitiativesScreen(Screen):
    """Enter, a double click or Open goes to an initiative's page."""

    nouns = frozenset(
        {"initiative", "key-message", "person", "audience", "review", "duty", "training"}
    )

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self._rows: dict[int, InitiativeRow] = {}
        self._wanted: int | None = None
        self._today = date.min
        self.table = RowTable(self._columns(), self._fetch, name=_("Initiatives"))
        self.table.current_changed.connect(self._inspect)
        self.table.activated_id.connect(self.open)
        new = Button(_("New initiative"), "primary", icon="plus")
        new.clicked.connect(lambda _checked=False: self.start())
        self.empty = EmptyState(
            "initiatives",
            _("No initiatives yet"),
            _("An initiative is an AI project that staff are told about: why, and what changes."),
            [new],
        )
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._build_panel()

    def _build_panel(self) -> None:
        self.panel = QStackedWidget()
        self.inspector_ = InitiativeInspector(self.frame)
        self.inspector_.open_wanted.connect(self.open_current)
        self.inspector_.remove_wanted.connect(self.remove_current)
        self.inspector_.head.previous.connect(lambda: self.table.step(-1))
        self.inspector_.head.next.connect(lambda: self.table.step(1))
        self.form = NewInitiative(self.frame)
        self.form.added.connect(self._on_added)
        self.form.left.connect(self._leave_form)
        self.panel.addWidget(self.inspector_)
        self.panel.addWidget(self.form)

    def _columns(self) -> list[Column]:
        return [
            Column("name", _("Initiative"), _name_cell, stretch=True),
            Column(
                "stage",
                _("Stage"),
                lambda row: StateCell(label(row.stage), STAGE_TONES[row.stage]),
                samples=[StateCell(label(stage)) for stage in Stage],
            ),
            Column(
                "go_live",
                _("Go-live"),
                lambda row: DateCell(day_text(row.go_live, self._today) if row.go_live else ""),
                samples=[DateCell(day_text(date(2030, 12, 30), date(2026, 1, 1)))],
            ),
            Column(
                "risk",
                _("Risk class"),
                lambda row: (
                    TextCell(label(row.risk_class), RISK_TONES[row.risk_class])
                    if row.risk_class is RiskClass.HIGH
                    else TextCell(label(row.risk_class))
                ),
                samples=[TextCell(label(risk)) for risk in RiskClass],
                keep=False,
            ),
            Column(
                "change_manager",
                _("Change manager"),
                lambda row: PersonCell(row.change_manager, _("Nobody yet")),
                samples=[PersonCell("Eva Modelaar"), PersonCell("", _("Nobody yet"))],
            ),
        ]

    # The screen

    def title(self) -> str:
        return _("Initiatives")

    def facts(self) -> str:
        n = len(self._rows)
        if not n:
            return ""
        words = [ngettext("{n} initiative", "{n} initiatives", n).format(n=n)]
        vacant = sum(row.vacant for row in self._rows.values())
        if vacant:
            roles = ngettext("{n} role without a person", "{n} roles without a person", vacant)
            words.append(roles.format(n=vacant))
        return ", ".join(words)

    def inspector(self) -> QWidget:
        return self.panel

    def commands(self) -> Sequence[Action]:
        def chosen() -> bool:
            return self.table.current_id is not None

        return [
            Action("initiatives.new", _("New initiative"), self.start, "", "initiatives", "new"),
            Action(
                "initiatives.open",
                _("Open the initiative"),
                self.open_current,
                "E",
                "expand",
                "view",
                chosen,
            ),
            Action(
                "initiatives.remove",
                _("Remove the initiative"),
                self.remove_current,
                "Del",
                "trash",
                "edit",
                chosen,
            ),
        ]

    def first_focus(self) -> QWidget:
        return self.table

    def activate(self, selection: Selection | None) -> None:
        if selection is not None and selection.noun == "initiative":
            self._go_to(selection.id)
        elif selection is not None and selection.noun == "key-message":
            self._open_message(selection.id)

    def _open_message(self, message_id: int) -> None:
        from townhall.services.queries.initiative_sheet import initiative_of_message

        def show(initiative_id: int | None) -> None:
            if initiative_id is not None:
                self._go_to(initiative_id)
                self.open(initiative_id)

        self.frame.jobs.read(initiative_of_message, message_id, done=show)

    def refresh(self, changes: Changes | None) -> None:
        self.table.set_density(self.frame.settings.density)
        self._today = self.frame.clock.today("Europe/Amsterdam")
        self.frame.jobs.read(initiative_rows, done=self._show, channel="initiatives.rows")

    def state(self) -> dict[str, Any]:
        return {"current": self.table.current_id}

    def restore(self, state: Mapping[str, Any]) -> None:
        current = state.get("current")
        self._wanted = current if isinstance(current, int) else None

    def _show(self, rows: list[InitiativeRow]) -> None:
        self._rows = {row.id: row for row in rows}
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        self.table.set_ids([row.id for row in rows])
        if self._wanted is not None and self.table.go_to(self._wanted):
            self._wanted = None
        self.heading_changed.emit()
        if self.panel.currentWidget() is not self.form:
            self._inspect(self.table.current_id)

    def _fetch(self, ids: tuple[int, ...], deliver: Deliver) -> None:
        deliver({id_: self._rows[id_] for id_ in ids if id_ in self._rows})

    def _go_to(self, initiative_id: int) -> None:
        self._wanted = initiative_id
        if self.table.go_to(initiative_id):
            self._wanted = None

    def _inspect(self, initiative_id: int | None) -> None:
        if initiative_id is None:
            self.inspected.emit(False)
            return
        self.frame.jobs.read(
            initiative_sheet,
            initiative_id,
            clock=self.frame.clock,
            done=self._show_sheet,
            failed=lambda _error: None,
            channel="initiatives.sheet",
        )

    def _show_sheet(self, sheet: InitiativeSheet) -> None:
        if sheet.detail.id != self.table.current_id:
            return
        self.inspector_.show_sheet(sheet, sheet.today)
        self.panel.setCurrentWidget(self.inspector_)
        self.inspected.emit(True)

    # What the user does

    def open(self, initiative_id: int) -> None:
        """Go to the page of an initiative."""
        from townhall.ui.initiatives.page import InitiativePage

        self.frame.open_page(lambda frame: InitiativePage(frame, initiative_id))

    def open_current(self) -> None:
        """Go to the page of the initiative that is selected."""
        if self.table.current_id is not None:
            self.open(self.table.current_id)

    def remove_current(self) -> None:
        """Remove the initiative that is selected."""
        from townhall.services.records import remove_record

        if self.table.current_id is not None:
            self.frame.jobs.change(remove_record, "initiative", self.table.current_id)

    def start(self) -> None:
        """Fill in a new initiative."""
        self.panel.setCurrentWidget(self.form)
        self.inspected.emit(True)
        self.frame.show_inspector(open_=True)
        self.form.start()

    def _leave_form(self) -> None:
        self.panel.setCurrentWidget(self.inspector_)
        self._inspect(self.table.current_id)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_added(self, initiative_id: int) -> None:
        self.panel.setCurrentWidget(self.inspector_)
        self._go_to(initiative_id)
        self.open(initiative_id)


class NewInitiative(NewRecord):
    """A new initiative: its name, stage and go-live."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, "initiative", _("New initiative"), _("Add the initiative"), parent)
        self.stage = Select(stage_options(), Stage.EXPLORING, name=_("Stage"))
        self.go_live = DateField(optional=True, name=_("Go-live"))
        self.form.add("stage", Field(_("Stage"), self.stage))
        self.form.add("go_live", Field(_("Go-live"), self.go_live))

    def start(self) -> None:
        super().start()
        self.stage.set_value(Stage.EXPLORING)
        self.go_live.set_value(None)

    def values(self) -> dict[str, Any]:
        self.go_live.interpretText()
        return {**super().values(), "stage": self.stage.value, "go_live": self.go_live.value}


def _name_cell(row: InitiativeRow) -> TitleCell:
    why = " ".join(row.why.split())[:_WHY_SHOWN]
    bits = [Bit(why)] if why else []
    if row.vacant:
        vacant = ngettext("{n} vacant role", "{n} vacant roles", row.vacant)
        bits.insert(0, Bit(vacant.format(n=row.vacant), "bad"))
    return TitleCell(row.name, tuple(bits))
