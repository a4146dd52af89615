"""Promises of a cadence: of one initiative or to one audience, edited in place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.errors import InvalidInput, TownHallError
from townhall.domain.programme_warnings import rhythm_words
from townhall.domain.terms import CadenceState, CommunicationKind, label
from townhall.language import _, ngettext
from townhall.services.queries.cadence import CadenceDetail
from townhall.ui.date_words import day_text
from townhall.ui.pages import open_time_finder
from townhall.ui.record_editor import RecordEditor
from townhall.ui.screen import Frame
from townhall.ui.widgets.add_form import AddForm
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Hairline
from townhall.ui.widgets.chips import DOT, StateLine
from townhall.ui.widgets.dates import NumberField
from townhall.ui.widgets.fields import Field, Form
from townhall.ui.widgets.flow import FlowLayout
from townhall.ui.widgets.in_place import InPlace
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.marks import Icon
from townhall.ui.widgets.paint import SMALL
from townhall.ui.widgets.select import Option, Select

STATE_TONES = {CadenceState.KEPT: "ok", CadenceState.DUE: "warn", CadenceState.BROKEN: "bad"}
_MOST_WEEKS = 104
_USUAL_WEEKS = 4


def state_words(cadence: CadenceDetail, today: date) -> list[str]:
    """When the audience heard last, and when it will hear next."""
    if cadence.last_reached is None:
        heard = _("nothing heard yet")
    else:
        days = cadence.days_silent
        ago = ngettext("{n} day ago", "{n} days ago", days).format(n=days)
        heard = _("heard {day}, {ago}").format(day=_day(cadence.last_reached, today), ago=ago)
    if cadence.next_planned is None:
        return [heard, _("nothing planned")]
    return [heard, _("next {day}").format(day=_day(cadence.next_planned, today))]


def counted(cadences: Sequence[CadenceDetail]) -> str:
    """How many there are, and how many are broken."""
    broken = sum(each.state is CadenceState.BROKEN for each in cadences)
    if not cadences or not broken:
        return str(len(cadences)) if cadences else ""
    return _("{n}, {broken} broken").format(n=len(cadences), broken=broken)


class CadenceList(QWidget):
    """Shows and edits promises.

    `other` is the side that differs from row to row: "audience" on the page of an initiative,
    "initiative" in the panel of an audience. `pad` is the margin at both sides.
    """

    def __init__(self, frame: Frame, other: str, *, pad: int = 16) -> None:
        super().__init__()
        self._frame, self._other, self._pad = frame, other, pad
        self._owner = ""
        self.blocks: dict[int, CadenceBlock] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column.addLayout(self._rows)
        self.form = _NewCadence(other, pad)
        self.form.wanted.connect(self._on_wanted)
        self.form.left.connect(self.close_form)
        self.form.hide()
        column.addWidget(self.form)
        self.nothing = Paragraph("", SMALL, "text2", selectable=False)
        self.nothing.setContentsMargins(pad, 0, pad, 8)
        column.addWidget(self.nothing)
        self.add_button = Button(_("Add"), "link")
        self.add_button.setToolTip(_("Add a promise"))
        self.add_button.setAccessibleName(_("Add a promise"))
        self.add_button.clicked.connect(lambda _checked=False: self.start())

    def show_cadences(
        self,
        owner: str,
        cadences: Sequence[CadenceDetail],
        choices: Sequence[str],
        today: date,
    ) -> None:
        """Show the promises of the initiative, or to the audience, called `owner`."""
        if owner != self._owner:
            self.form.hide()
        self._owner = owner
        self.form.set_choices(choices)
        self.add_button.setEnabled(bool(choices))
        ids = {each.id for each in cadences}
        for gone in [id_ for id_ in self.blocks if id_ not in ids]:
            block = self.blocks.pop(gone)
            block.hide()
            block.deleteLater()
        for cadence in cadences:
            if cadence.id not in self.blocks:
                block = CadenceBlock(self._frame, self._other, self._pad)
                self.blocks[cadence.id] = block
                self._rows.addWidget(block)
            self.blocks[cadence.id].show_cadence(cadence, choices, today)
        self.nothing.setText(
            _("Nobody was promised yet how often they hear of it.")
            if self._other == "audience"
            else _("They were promised nothing yet.")
        )
        self.nothing.setVisible(not cadences and self.form.isHidden())

    def start(self) -> None:
        """Ask for a new promise."""
        self.nothing.hide()
        self.form.start()

    def close_form(self) -> None:
        """The form has done its work."""
        had_focus = self.form.isAncestorOf(self.focusWidget() or self)
        self.form.hide()
        self.nothing.setVisible(not self.blocks)
        if had_focus:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_wanted(self, values: dict[str, object]) -> None:
        from townhall.services.records import add_record

        mine = "initiative" if self._other == "audience" else "audience"
        self._frame.jobs.change(
            add_record,
            "cadence",
            {mine: self._owner, **values},
            done=lambda _id: self.close_form(),
            failed=self.form.refuse,
            said="",
        )


class CadenceBlock(QWidget):
    """One promise: to whom or of what, how often, and where it stands."""

    def __init__(self, frame: Frame, other: str, pad: int) -> None:
        super().__init__()
        self._frame, self._other = frame, other
        self.shown: CadenceDetail | None = None
        self.editor = RecordEditor(frame, "cadence")
        name = _("Audience") if other == "audience" else _("Initiative")
        self.other = InPlace("pick", name=name)
        kinds = [Option(each, label(each)) for each in CommunicationKind]
        self.kind = InPlace("choice", name=_("Kind"), options=kinds)
        self.weeks = InPlace("number", name=_("Weeks between"), show=_rhythm)
        self.starts = InPlace(
            "date", name=_("Counts from"), placeholder=_("from the first date"), show=_from_day
        )
        self.state = StateLine("")
        self.plan = Button(_("Find a time"), "link")
        self.plan.clicked.connect(lambda _checked=False: self._on_plan())
        self.facts = Paragraph("", SMALL, "text2", selectable=False)
        self.remove = Button(kind="ghost", icon="close", small=True, tip=_("Remove the promise"))
        self.remove.clicked.connect(lambda _checked=False: self._on_remove())
        self._lay_out(pad)
        for field, place in (
            (other, self.other),
            ("kind", self.kind),
            ("every_weeks", self.weeks),
            ("starts_on", self.starts),
        ):
            self.editor.stores(field, place)

    def _lay_out(self, pad: int) -> None:
        values = QWidget()
        flow = FlowLayout(values, gap=4, line_gap=0)
        for place in (self.kind, self.weeks, self.starts):
            flow.addWidget(place)
        below = QHBoxLayout()
        below.setContentsMargins(InPlace.INSET, 0, 0, 0)
        below.setSpacing(12)
        below.addWidget(self.state, 1)
        below.addWidget(self.plan)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.other)
        words.addWidget(values)
        words.addLayout(below)
        facts = QHBoxLayout()
        facts.setContentsMargins(InPlace.INSET, 3, 0, 0)
        facts.addWidget(self.facts)
        words.addLayout(facts)
        mark = QVBoxLayout()
        mark.addSpacing(7)
        mark.addWidget(Icon("repeat", "text2", 16))
        mark.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(pad, 6, max(0, pad - 8), 10)
        row.setSpacing(4)
        row.addLayout(mark)
        row.addLayout(words, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        column.addLayout(row)

    def show_cadence(self, cadence: CadenceDetail, choices: Sequence[str], today: date) -> None:
        """Show a promise as it was read."""
        self.shown = cadence
        self.editor.load(
            cadence.id,
            audience=cadence.audience,
            initiative=cadence.initiative,
            kind=cadence.kind,
            every_weeks=cadence.every_weeks,
            starts_on=cadence.starts_on,
        )
        own = cadence.audience if self._other == "audience" else cadence.initiative
        self.other.value.set_options([Option(each, each) for each in choices])
        self.other.set_value(own)
        self.kind.set_value(cadence.kind)
        self.weeks.set_value(cadence.every_weeks)
        self.starts.set_value(cadence.starts_on)
        facts = state_words(cadence, today)
        if cadence.not_approved is not None:
            unsigned = _("{day} was not approved and does not count")
            facts.append(unsigned.format(day=_day(cadence.not_approved, today)))
        self.state.set_state(label(cadence.state), STATE_TONES[cadence.state])
        self.facts.setText(DOT.join(facts))
        kept = cadence.state is CadenceState.KEPT
        self.plan.setVisible(not kept and not cadence.is_planned_in_time)

    def _on_plan(self) -> None:
        from townhall.services.queries.time_finder import TimeWish

        if self.shown is not None:
            open_time_finder(self._frame, TimeWish(cadence_id=self.shown.id))

    def _on_remove(self) -> None:
        from townhall.services.records import remove_record

        if self.shown is not None:
            self._frame.jobs.change(remove_record, "cadence", self.shown.id)


class _NewCadence(AddForm):
    """A new promise: `wanted(values)`, or `left`."""

    wanted = Signal(dict)

    def __init__(self, other: str, pad: int) -> None:
        super().__init__()
        self._other_field = other
        self._choices: tuple[str, ...] = ()
        name = _("Audience") if other == "audience" else _("Initiative")
        self.other = Select(name=name, placeholder=_("Choose one"))
        kinds = [(each, label(each)) for each in CommunicationKind]
        self.kind = Select(kinds, CommunicationKind.PROGRESS_UPDATE, name=_("Kind"))
        self.weeks = NumberField(
            _USUAL_WEEKS, least=1, most=_MOST_WEEKS, unit=_("weeks"), name=_("Weeks between")
        )
        self.form = Form()
        self.form.add(other, Field(name, self.other, required=True))
        self.form.add_row(
            ("kind", Field(_("Kind"), self.kind)),
            ("every_weeks", Field(_("Every"), self.weeks)),
        )
        self.lay_out(self.form, pad=pad, foot=12)

    def set_choices(self, choices: Sequence[str]) -> None:
        """What can be promised to, or of."""
        if self._choices != tuple(choices):
            self._choices = tuple(choices)
            self.other.set_options([Option(each, each) for each in choices], self.other.value)

    def start(self) -> None:
        """Begin with nothing chosen."""
        self.form.clear_errors()
        self.show()
        self.other.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: TownHallError) -> None:
        """Say what is wrong."""
        if not isinstance(error, InvalidInput) or not self.form.show_error(error):
            self.form.field(self._other_field).set_error(str(error))

    def add(self) -> None:
        self.form.clear_errors()
        if self.other.value is None:
            self.form.field(self._other_field).set_error(_("Choose one first."))
            self.other.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.weeks.interpretText()
        self.wanted.emit(
            {
                self._other_field: self.other.value,
                "kind": self.kind.value,
                "every_weeks": self.weeks.value(),
            }
        )


def _rhythm(value: object) -> str:
    return rhythm_words(value) if isinstance(value, int) else ""


def _from_day(value: object) -> str:
    if not isinstance(value, date):
        return ""
    return _("from {day}").format(day=day_text(value, "d MMM yyyy"))


def _day(day: date, today: date) -> str:
    return day_text(day, "d MMM" if day.year == today.year else "d MMM yyyy")
