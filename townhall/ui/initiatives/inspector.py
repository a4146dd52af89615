"""The panel of the initiative that is selected: its facts, and the way to its page."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from townhall.domain.terms import label
from townhall.language import _, ngettext, pgettext
from townhall.services.queries.initiative_sheet import InitiativeSheet
from townhall.ui.initiatives.responsible import ResponsibleRows
from townhall.ui.initiatives.words import (
    STAGE_TONES,
    go_live_text,
    risk_options,
    stage_options,
)
from townhall.ui.panel import Panel
from townhall.ui.record_editor import RecordEditor
from townhall.ui.screen import Frame
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.chips import Chip, StateLine
from townhall.ui.widgets.facts import Facts
from townhall.ui.widgets.in_place import InPlace, TitleInPlace
from townhall.ui.widgets.labels import Paragraph


class InitiativeInspector(Panel):
    """Edits the main fields in place; `open_wanted` and `remove_wanted` ask the screen."""

    open_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, _("Initiative"), parent=parent)
        self.editor = RecordEditor(frame, "initiative")
        self.shown: InitiativeSheet | None = None
        self.title = TitleInPlace(_("Name"))
        self.state = StateLine("")
        self.page.add(self.title)
        self.page.add(self.state)
        self.page.column.addSpacing(8)
        facts = Facts(label_width=88)
        self.stage = InPlace("choice", name=_("Stage"), options=stage_options())
        self.go_live = InPlace("date", name=_("Go-live"), placeholder=_("Choose a date"))
        self.risk = InPlace("choice", name=_("Risk class"), options=risk_options())
        for place in (self.stage, self.go_live, self.risk):
            facts.add(place.accessibleName(), place)
        self.page.add(facts)
        self.why = InPlace("lines", name=_("Why"), placeholder=_("Why do we start this?"))
        self.section(_("Why"), self.why)
        self.responsible = ResponsibleRows(pad=0)
        self.responsible.edited.connect(
            lambda field, name: self.editor.store(field, name, self._refuse)
        )
        self.section(_("Responsible"), self.responsible)
        self.known = Paragraph("", selectable=False)
        self.section(_("In this plan"), self.known)
        self.page.add_stretch()
        open_ = Button(pgettext("verb", "Open"), "primary", icon="expand")
        open_.clicked.connect(lambda _checked=False: self.open_wanted.emit())
        remove = Button(_("Remove"), "ghost", icon="trash")
        remove.clicked.connect(lambda _checked=False: self.remove_wanted.emit())
        self.foot.addWidget(open_, 1)
        self.foot.addWidget(remove)
        for field, place_ in (
            ("name", self.title),
            ("stage", self.stage),
            ("go_live", self.go_live),
            ("risk_class", self.risk),
            ("why", self.why),
        ):
            self.editor.stores(field, place_)

    def _refuse(self, sentence: str) -> None:
        self.title.set_error(sentence)

    def show_sheet(self, sheet: InitiativeSheet, today: date) -> None:
        """Show the initiative as it was read."""
        fresh = self.shown is None or self.shown.detail.id != sheet.detail.id
        self.shown = sheet
        detail = sheet.detail
        self.editor.load(
            detail.id,
            name=detail.name,
            stage=detail.stage,
            go_live=detail.go_live,
            risk_class=detail.risk_class,
            why=detail.why,
            sponsor=detail.sponsor,
            development=detail.development,
            implementation=detail.implementation,
            monitoring=detail.monitoring,
            change_manager=detail.change_manager,
        )
        self.title.set_value(detail.name)
        self.head.set_chip(Chip(label(detail.stage), STAGE_TONES[detail.stage], dot=True))
        self.state.set_state(
            label(detail.stage), STAGE_TONES[detail.stage], [go_live_text(detail.go_live, today)]
        )
        self.stage.set_value(detail.stage)
        self.go_live.set_value(detail.go_live)
        self.risk.set_value(detail.risk_class)
        self.why.set_value(detail.why)
        self.responsible.show_people(detail, sheet.people)
        self.known.setText("\n".join(_counts(sheet)) or _("Nothing is planned for it yet."))
        if fresh:
            self.page.verticalScrollBar().setValue(0)


def _counts(sheet: InitiativeSheet) -> list[str]:
    """What the page holds, a line each."""
    audiences, messages = len(sheet.detail.impacts), len(sheet.messages)
    reviews, duties, trainings = len(sheet.reviews), len(sheet.duties), len(sheet.trainings)
    found = (
        (ngettext("{n} audience notices it", "{n} audiences notice it", audiences), audiences),
        (ngettext("{n} key message", "{n} key messages", messages), messages),
        (ngettext("{n} ethics review", "{n} ethics reviews", reviews), reviews),
        (ngettext("{n} duty before go-live", "{n} duties before go-live", duties), duties),
        (ngettext("{n} training", "{n} trainings", trainings), trainings),
    )
    return [words.format(n=number) for words, number in found if number]
