"""The page of one initiative: why, stage, whose work, key messages, who is responsible."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.errors import NotFound, TownHallError
from townhall.domain.terms import label
from townhall.language import _
from townhall.services.queries.initiative_sheet import InitiativeSheet, initiative_sheet
from townhall.ui.cadences import CadenceList, counted
from townhall.ui.initiatives import known
from townhall.ui.initiatives.impacts import ImpactsCard
from townhall.ui.initiatives.messages import MessagesCard
from townhall.ui.initiatives.responsible import ResponsibleRows
from townhall.ui.initiatives.stage_line import StageLine
from townhall.ui.initiatives.words import (
    RISK_TONES,
    STAGE_TONES,
    go_live_text,
    risk_options,
    stage_options,
)
from townhall.ui.record_editor import RecordEditor
from townhall.ui.screen import Frame, Page
from townhall.ui.theme import theme
from townhall.ui.widgets.card import Card, CardNote, SectionHead
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.facts import Facts
from townhall.ui.widgets.in_place import InPlace, hang_out
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.page import ScrollPage
from townhall.ui.widgets.paint import SMALL_MEDIUM

if TYPE_CHECKING:
    from townhall.domain.changes import Changes

_SIDE = 368
_STACKED_BELOW = 1020


class InitiativePage(Page):
    """Everything of one initiative; what belongs to it alone is edited here, in place."""

    nouns = frozenset(
        {
            *("initiative", "key-message", "review", "duty", "training", "working-group"),
            *("cadence", "audience", "person", "communication"),
        }
    )

    def __init__(self, frame: Frame, initiative_id: int, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.initiative_id = initiative_id
        self.sheet: InitiativeSheet | None = None
        self.editor = RecordEditor(frame, "initiative")
        self._today = date.min
        self._known: list[QWidget] = []
        self._build_main()
        self._build_side()
        page = ScrollPage()
        self._columns = QHBoxLayout()
        self._columns.setSpacing(16)
        self._columns.addWidget(self._main, 1)
        self._columns.addWidget(self._side)
        page.column.addLayout(self._columns)
        page.add_stretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def _build_main(self) -> None:
        self.name = InPlace(name=_("Name"))
        self.why = InPlace("lines", name=_("Why"), placeholder=_("Why do we start this?"))
        self.benefits = InPlace(
            "lines", name=_("Benefits"), placeholder=_("What gets better, and for whom?")
        )
        self.stage_line = StageLine()
        self.stage = InPlace("choice", name=_("Stage"), options=stage_options())
        self.go_live = InPlace("date", name=_("Go-live"), placeholder=_("Choose a date"))
        self.risk = InPlace("choice", name=_("Risk class"), options=risk_options())
        self.impacts = ImpactsCard()
        self.impacts.changed.connect(self._on_impacts)
        self.messages = MessagesCard(self.frame)
        self.messages.add_wanted.connect(self._on_message)
        self.messages.remove_wanted.connect(self._on_message_removed)
        self._main = QWidget()
        self._main_column = QVBoxLayout(self._main)
        self._main_column.setContentsMargins(0, 0, 0, 0)
        self._main_column.setSpacing(16)
        for card in (self._why_card(), self._stage_card(), self.impacts, self.messages):
            self._main_column.addWidget(card)
        self._main_column.addStretch(1)
        for field, place in (
            ("name", self.name),
            ("why", self.why),
            ("benefits", self.benefits),
            ("stage", self.stage),
            ("go_live", self.go_live),
            ("risk_class", self.risk),
        ):
            self.editor.stores(field, place)

    def _why_card(self) -> Card:
        card = Card()
        card.add(SectionHead(_("Why and benefit")))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(16, 0, 16, 12)
        row.setSpacing(24)
        for title, value in ((_("Why"), self.why), (_("Benefits"), self.benefits)):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(Label(title, SMALL_MEDIUM, "text2"))
            hang_out(column, value)
            column.addStretch(1)
            row.addLayout(column, 1)
        card.add(holder)
        return card

    def _stage_card(self) -> Card:
        card = Card()
        self._stage_head = SectionHead(_("Stage"))
        card.add(self._stage_head)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(16, 2, 16, 10)
        column.setSpacing(8)
        column.addWidget(self.stage_line)
        for pair in ((self.name, self.stage), (self.risk, self.go_live)):
            row = QHBoxLayout()
            row.setSpacing(24)
            for value in pair:
                facts = Facts(label_width=72)
                facts.add(value.accessibleName(), value)
                row.addWidget(facts, 1)
            column.addLayout(row)
        card.add(holder)
        return card

    def _build_side(self) -> None:
        self.responsible = ResponsibleRows()
        self.responsible.edited.connect(self._on_responsible)
        self._side = QWidget()
        self._side_column = QVBoxLayout(self._side)
        self._side_column.setContentsMargins(0, 0, 0, 0)
        self._side_column.setSpacing(16)
        card = Card()
        card.add(SectionHead(_("Responsible")))
        card.add(self.responsible)
        self._refused = CardNote("", "bad", bottom=8)
        self._refused.hide()
        card.add(self._refused)
        card.leave_room(8)
        self._side_column.addWidget(card)
        self._side_column.addWidget(self._cadence_card())
        self._side_column.addStretch(1)

    def _cadence_card(self) -> Card:
        self.cadences = CadenceList(self.frame, "audience")
        self._cadence_head = SectionHead(_("Promised cadence"), trailing=self.cadences.add_button)
        card = Card()
        card.add(self._cadence_head)
        card.add(self.cadences)
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = self.width() < theme().px(_STACKED_BELOW)
        way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        if self._columns.direction() != way:
            self._columns.setDirection(way)
        if stacked:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)
        else:
            self._side.setFixedWidth(_SIDE)

    # The page

    def title(self) -> str:
        return self.sheet.detail.name if self.sheet is not None else _("Initiative")

    def chip(self) -> QWidget | None:
        if self.sheet is None:
            return None
        detail = self.sheet.detail
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Chip(label(detail.stage), STAGE_TONES[detail.stage], dot=True))
        row.addWidget(Chip(label(detail.risk_class), RISK_TONES[detail.risk_class]))
        return made

    def first_focus(self) -> QWidget:
        return self.why

    def refresh(self, changes: Changes | None) -> None:
        self.frame.jobs.read(
            initiative_sheet,
            self.initiative_id,
            clock=self.frame.clock,
            done=self._show,
            failed=self._on_gone,
            channel=f"initiative.{self.initiative_id}",
        )

    def _on_gone(self, error: TownHallError) -> None:
        # Removed meanwhile, here by undo or by somebody else: there is nothing left to show.
        if isinstance(error, NotFound):
            self.frame.close_page()
        else:
            self.frame.show_error(error)

    def _show(self, sheet: InitiativeSheet) -> None:
        self.sheet, self._today = sheet, sheet.today
        detail = sheet.detail
        self._refused.hide()
        self.editor.load(
            detail.id,
            name=detail.name,
            why=detail.why,
            benefits=detail.benefits,
            stage=detail.stage,
            go_live=detail.go_live,
            risk_class=detail.risk_class,
            sponsor=detail.sponsor,
            development=detail.development,
            implementation=detail.implementation,
            monitoring=detail.monitoring,
            change_manager=detail.change_manager,
            impacts=[{"audience": each.audience, "text": each.text} for each in detail.impacts],
        )
        self.name.set_value(detail.name)
        self.why.set_value(detail.why)
        self.benefits.set_value(detail.benefits)
        self.stage_line.set_stage(detail.stage)
        self.stage.set_value(detail.stage)
        self.go_live.set_value(detail.go_live)
        self.risk.set_value(detail.risk_class)
        self._stage_head.set_title(_("Stage"), go_live_text(detail.go_live, self._today))
        self.responsible.show_people(detail, sheet.people)
        self.impacts.show_impacts(detail.impacts, sheet.audiences)
        self.messages.show_messages(sheet.messages, sheet.audiences, self._today, sheet.time_zone)
        self._cadence_head.set_title(_("Promised cadence"), counted(sheet.cadences))
        self.cadences.show_cadences(
            detail.name, sheet.cadences, [each.name for each in sheet.audiences], self._today
        )
        self._show_known(sheet)
        self.heading_changed.emit()

    def _show_known(self, sheet: InitiativeSheet) -> None:
        for widget in self._known:
            widget.hide()
            widget.deleteLater()
        self._known = [known.review_card(each, self._today) for each in reversed(sheet.reviews)]
        if sheet.duties:
            self._known.append(known.duties_card(sheet.duties, self._today))
        if sheet.trainings:
            self._known.append(known.training_card(sheet.trainings, sheet.audiences))
        if sheet.groups:
            self._known.append(known.groups_card(sheet.groups))
        for card in self._known:
            self._side_column.insertWidget(self._side_column.count() - 1, card)
        if sheet.told:
            told = known.told_card(sheet.told, self._today)
            self._main_column.insertWidget(self._main_column.count() - 1, told)
            self._known.append(told)

    # Changes

    def _on_responsible(self, field: str, name: object) -> None:
        self.editor.store(field, name, self._refuse)

    def _refuse(self, sentence: str) -> None:
        self._refused.paragraph.setText(sentence)
        self._refused.show()

    def _on_impacts(self, impacts: list[dict[str, str]]) -> None:
        self.editor.store("impacts", impacts, self.impacts.refuse, self.impacts.settle)

    def _on_message(self, text: str) -> None:
        from townhall.services.records import add_record

        if self.sheet is None:
            return
        self.frame.jobs.change(
            add_record,
            "key-message",
            {"text": text, "initiative": self.sheet.detail.name},
            done=lambda _id: self.messages.settle(),
            failed=lambda error: self.messages.refuse(str(error)),
            said="",
        )

    def _on_message_removed(self, message_id: int) -> None:
        from townhall.services.records import remove_record

        self.frame.jobs.change(remove_record, "key-message", message_id)
