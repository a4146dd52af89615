"""The panel of one audience: who they are, how they are reached, what they are part of."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from townhall.domain.audience_sums import AudienceSum
from townhall.domain.terms import Channel, KnowledgeLevel, label
from townhall.language import _, ngettext
from townhall.services.queries.audience_register import AudienceRegister, outside
from townhall.services.queries.people import AudienceDetail
from townhall.ui.audiences.shift_hours import ShiftHours
from townhall.ui.cadences import CadenceList, counted
from townhall.ui.panel import Panel
from townhall.ui.record_editor import RecordEditor
from townhall.ui.screen import Frame
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.chips import StateLine
from townhall.ui.widgets.dates import locale
from townhall.ui.widgets.facts import Facts
from townhall.ui.widgets.in_place import InPlace, TitleInPlace
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.marks import Avatar
from townhall.ui.widgets.paint import SMALL
from townhall.ui.widgets.picker import Candidate, TagPicker
from townhall.ui.widgets.select import Option


class AudienceInspector(Panel):
    """Edits one audience in place; `part_wanted(name)` and `remove_wanted(id)` ask the screen."""

    part_wanted = Signal(str)
    remove_wanted = Signal(int)

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, _("Audience"), parent=parent)
        self.editor = RecordEditor(frame, "audience")
        self.shown: AudienceDetail | None = None
        self.title = TitleInPlace(_("Name"))
        self.page.add(self.title)
        self.page.column.addSpacing(8)
        self._build_facts()
        self._build_pickers()
        self.cadences = CadenceList(frame, "initiative", pad=0)
        self._cadence_head = self.section(_("Promised cadence"), self.cadences)
        self._cadence_head.set_trailing(self.cadences.add_button)
        self.sum = StateLine("")
        self.parts = Paragraph("", selectable=False)
        self._parts_head = self.section(_("Parts"), self.sum)
        self.page.column.addSpacing(6)
        self.page.add(self.parts)
        self.page.add_stretch()
        self._build_foot()
        self.editor.stores("name", self.title)

    def _build_facts(self) -> None:
        facts = Facts(label_width=88)
        self.parent_ = InPlace("pick", name=_("Part of"), placeholder=_("No other audience"))
        self.headcount = InPlace("number", name=_("People"), show=_number)
        self.level = InPlace(
            "choice",
            name=_("AI knowledge"),
            options=[Option(level, label(level)) for level in KnowledgeLevel],
        )
        self.lead = InPlace("pick", name=_("Lead"), avatars=True, placeholder=_("Nobody yet"))
        self.avatar = Avatar("", 24)
        self.shift = InPlace("lines", name=_("Shift"), placeholder=_("When they work"))
        self.hours = ShiftHours()
        self.hours.edited.connect(self._on_hours)
        self.limit = InPlace(
            "number", name=_("Most in a week"), placeholder=_("No limit"), show=_times
        )
        self.limit.edited.connect(self._on_limit)
        facts.add(_("Part of"), self.parent_)
        facts.add(_("People"), self.headcount)
        facts.add(_("AI knowledge"), self.level)
        facts.add(_("Lead"), self.lead, lead=self.avatar)
        facts.add(_("Shift"), self.shift)
        facts.add(_("Hours"), self.hours)
        facts.add(_("Most in a week"), self.limit)
        self.page.add(facts)
        for field, place in (
            ("parent", self.parent_),
            ("headcount", self.headcount),
            ("knowledge_level", self.level),
            ("lead", self.lead),
            ("shift", self.shift),
        ):
            self.editor.stores(field, place)

    def _build_pickers(self) -> None:
        self.languages = TagPicker(name=_("Languages"), placeholder=_("Add a language"))
        channels = [Candidate(channel.value, label(channel)) for channel in Channel]
        self.channels = TagPicker(channels, name=_("Reached by"), placeholder=_("Add a channel"))
        self._refused = Paragraph("", SMALL, "bad", selectable=False)
        self._refused.hide()
        self.section(_("Languages"), self.languages)
        self.section(_("Reached by"), self.channels)
        self.page.add(self._refused)
        self.languages.changed.connect(
            lambda values: self.editor.store("languages", values, self._refuse)
        )
        self.channels.changed.connect(
            lambda values: self.editor.store("channels", values, self._refuse)
        )

    def _build_foot(self) -> None:
        part = Button(_("New part"), icon="plus")
        part.clicked.connect(lambda _checked=False: self._with_shown(self.part_wanted, "name"))
        remove = Button(_("Remove"), "ghost", icon="trash")
        remove.clicked.connect(lambda _checked=False: self._with_shown(self.remove_wanted, "id"))
        self.foot.addWidget(part, 1)
        self.foot.addWidget(remove)

    def _with_shown(self, signal: object, field: str) -> None:
        if self.shown is not None:
            signal.emit(getattr(self.shown, field))  # type: ignore[attr-defined]

    def _on_hours(self, hours: tuple[time, time] | None) -> None:
        start, end = hours or (None, None)
        self.editor.store_all({"shift_start": start, "shift_end": end}, self.hours.set_error)

    def _on_limit(self, limit: object) -> None:
        # A number field has no empty value: none at all stands for no limit.
        self.editor.store("weekly_limit", limit or None, self.limit.set_error)

    def _refuse(self, sentence: str) -> None:
        self._refused.setText(sentence)
        self._refused.show()

    def show_audience(self, audience: AudienceDetail, register: AudienceRegister) -> None:
        """Show `audience` as it was read."""
        fresh = self.shown is None or self.shown.id != audience.id
        self.shown = audience
        self._refused.hide()
        self.editor.load(
            audience.id,
            name=audience.name,
            parent=audience.parent,
            headcount=audience.headcount,
            knowledge_level=audience.knowledge_level,
            lead=audience.lead,
            shift=audience.shift,
            shift_start=audience.shift_start,
            shift_end=audience.shift_end,
            weekly_limit=audience.weekly_limit,
            languages=list(audience.languages),
            channels=list(audience.channels),
        )
        self.title.set_value(audience.name)
        nobody = Option(None, _("No other audience"))
        others = [Option(each.name, each.name) for each in outside(register.audiences, audience.id)]
        self.parent_.value.set_options([nobody, *others])
        self.parent_.set_value(audience.parent)
        self.headcount.set_value(audience.headcount)
        self.level.set_value(audience.knowledge_level)
        people = [Option(name, name, detail=place) for name, place in register.people]
        self.lead.value.set_options([Option(None, _("Nobody yet"), "circle-dashed"), *people])
        self.lead.set_value(audience.lead)
        self.avatar.set_name(audience.lead or "")
        self.shift.set_value(audience.shift)
        self.hours.set_hours(audience.shift_start, audience.shift_end)
        self.limit.set_value(audience.weekly_limit)
        spoken = [Candidate(code, name) for code, name in register.languages]
        self.languages.set_candidates(spoken, list(audience.languages))
        self.channels.set_values(list(audience.channels))
        own = [each for each in register.cadences if each.audience == audience.name]
        self._cadence_head.set_title(_("Promised cadence"), counted(own))
        self.cadences.show_cadences(audience.name, own, register.initiatives, register.today)
        self._show_parts(audience, register)
        if fresh:
            self.page.verticalScrollBar().setValue(0)

    def _show_parts(self, audience: AudienceDetail, register: AudienceRegister) -> None:
        found = register.sums[audience.id]
        parts = [each for each in register.audiences if each.parent_id == audience.id]
        word, tone, figures = sum_words(found, audience.headcount)
        count = [str(found.parts)] if found.parts else []
        self._parts_head.set_title(_("Parts"), ", ".join(count + figures))
        self.sum.set_state(word, tone, hollow=not found.parts)
        self.parts.setText(
            "\n".join(f"{each.name}: {_number(register.sums[each.id].people)}" for each in parts)
        )
        self.parts.setVisible(bool(parts))


def sum_words(found: AudienceSum, headcount: int) -> tuple[str, str, list[str]]:
    """How parts and whole add up: the state's word, its tone, and the figures."""
    if not found.parts:
        return _("Has no parts"), "neutral", []
    people = ngettext("{n} person in the parts", "{n} people in the parts", found.in_parts)
    figures = [people.format(n=_number(found.in_parts))]
    if not headcount:
        return _("Counted from its parts"), "neutral", figures
    if found.beyond:
        words = ngettext("{n} more than the whole", "{n} more than the whole", found.beyond)
        return words.format(n=_number(found.beyond)), "warn", figures
    left = found.people - found.in_parts
    if left:
        words = ngettext("{n} person is in no part", "{n} people are in no part", left)
        return words.format(n=_number(left)), "neutral", figures
    return _("Adds up"), "ok", figures


def _times(value: object) -> str:
    if not isinstance(value, int):
        return ""
    return ngettext("{n} time", "{n} times", value).format(n=value)


def _number(value: object) -> str:
    return locale().toString(value) if isinstance(value, int) else ""
