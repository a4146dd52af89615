"""The filters above the calendar, and what the colours mean where there is room to say it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QPoint, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from townhall.domain.terms import Channel, CommunicationKind, CommunicationStatus, label
from townhall.language import _
from townhall.services.queries.calendar import CalendarChoices, with_parts
from townhall.services.queries.communications import OccurrenceFilter
from townhall.services.queries.saved_filters import FilterContent
from townhall.ui.date_words import KIND_TONES
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.filter_chip import FilterChip
from townhall.ui.widgets.flow import FlowLayout
from townhall.ui.widgets.name_popup import NamePopup
from townhall.ui.widgets.paint import SMALL, draw_box, draw_text, line_height, text_width
from townhall.ui.widgets.select import Option
from townhall.ui.widgets.themed import Themed

_SQUARE, _BETWEEN = 14, 11
"""Widths in the legend: of a square with the gap after it, and between entries."""


class _Legend(Themed, QLabel):
    """Square and word of every kind; away where they do not all fit."""

    def __init__(self) -> None:
        super().__init__()
        self._entries = [(label(kind), KIND_TONES[kind]) for kind in CommunicationKind]
        self.setAccessibleName(", ".join(word for word, _tone in self._entries))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def wanted(self) -> int:
        """The width all entries need."""
        widths = (text_width(word, SMALL) + _SQUARE + _BETWEEN for word, _tone in self._entries)
        return round(sum(widths)) - _BETWEEN

    def sizeHint(self) -> QSize:
        return QSize(self.wanted(), round(line_height(SMALL)) + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, rect = theme().tokens, QRectF(self.rect())
        painter = QPainter(self)
        try:
            x = rect.right() - self.wanted()
            for word, tone in self._entries:
                square = QRectF(x, round(rect.center().y() - 5), 10, 10)
                draw_box(painter, square, 3, tokens.shade(tone).line)
                room = QRectF(x + _SQUARE, 0, rect.right() - x - _SQUARE + 1, rect.height())
                x += _SQUARE + draw_text(painter, room, word, SMALL, tokens.text2) + _BETWEEN
        finally:
            painter.end()


class CalendarFilters(QWidget):
    """A chip for each part of a filter; `changed(OccurrenceFilter)` when one is picked.

    `save_wanted(name)` when what is set is to be kept under a name.
    """

    changed = Signal(object)
    save_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: CalendarChoices | None = None
        self.kind = FilterChip(_("Kind"), _options(CommunicationKind), multi=True, icon="tag")
        self.audience = FilterChip(_("Audience"), multi=True, icon="audiences")
        self.initiative = FilterChip(_("Initiative"), multi=True, icon="initiatives")
        self.status = FilterChip(_("Status"), _options(CommunicationStatus), multi=True)
        self.channel = FilterChip(_("Channel"), _options(Channel), multi=True, icon="send")
        self.person = FilterChip(_("Person"), multi=True, icon="person")
        self.save = Button(_("Save filter"), "link")
        self.save.clicked.connect(lambda _checked=False: self.ask_name())
        self._popup: NamePopup | None = None
        self._legend = _Legend()
        self._legend_wanted = True
        holder = QWidget()
        self._flow = FlowLayout(holder, gap=6, line_gap=6)
        for chip in self._chips().values():
            chip.changed.connect(self._on_chip_changed)
            self._flow.addWidget(chip)
        self._flow.addWidget(self.save)
        self.save.hide()
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 20, 8)
        row.setSpacing(8)
        row.addWidget(holder, 1)
        row.addWidget(self._legend)

    def take_in(self, button: QWidget) -> None:
        """Let a button stand at the right, that has no room in the top bar."""
        self._row.addWidget(button)

    def _chips(self) -> dict[str, FilterChip]:
        return {
            "kind": self.kind,
            "audience": self.audience,
            "initiative": self.initiative,
            "status": self.status,
            "channel": self.channel,
            "person": self.person,
        }

    def set_choices(self, choices: CalendarChoices) -> None:
        """Offer the plan's audiences and initiatives."""
        self._choices = choices
        depths: dict[int | None, int] = {None: -1}
        options = []
        for each in choices.audiences:
            depths[each.id] = depths.get(each.parent_id, -1) + 1
            options.append(Option(each.id, "    " * depths[each.id] + each.name))
        self.audience.set_options(options)
        self.initiative.set_options([Option(id_, name) for id_, name in choices.initiatives])
        self.audience.setEnabled(bool(options))
        self.initiative.setEnabled(bool(choices.initiatives))
        self.person.set_options([Option(each.id, each.name) for each in choices.people])
        self.person.setEnabled(bool(choices.people))

    @property
    def value(self) -> OccurrenceFilter:
        """What to show; an audience brings its parts along."""
        audiences = _ids(self.audience.value)
        if self._choices is not None:
            audiences = with_parts(self._choices.audiences, audiences)
        return OccurrenceFilter(
            kinds=frozenset(CommunicationKind(one) for one in _tuple(self.kind.value)),
            statuses=frozenset(CommunicationStatus(one) for one in _tuple(self.status.value)),
            audience_ids=audiences,
            initiative_ids=_ids(self.initiative.value),
            channels=frozenset(str(one) for one in _tuple(self.channel.value)),
            people=self._people(),
        )

    def _people(self) -> frozenset[str]:
        """Names and addresses of the people picked."""
        wanted = _ids(self.person.value)
        known = self._choices.people if self._choices is not None else ()
        return frozenset(
            text for each in known if each.id in wanted for text in (each.name, each.email) if text
        )

    def content(self) -> dict[str, list[str]]:
        """What is picked, as a saved filter holds it."""
        choices = self._choices
        if choices is None:
            return {}
        audiences, initiatives = _ids(self.audience.value), _ids(self.initiative.value)
        people = _ids(self.person.value)
        return {
            "kinds": [str(one) for one in _tuple(self.kind.value)],
            "statuses": [str(one) for one in _tuple(self.status.value)],
            "channels": [str(one) for one in _tuple(self.channel.value)],
            "audiences": [each.name for each in choices.audiences if each.id in audiences],
            "initiatives": [name for key, name in choices.initiatives if key in initiatives],
            "people": [each.email or each.name for each in choices.people if each.id in people],
        }

    def apply(self, content: FilterContent) -> None:
        """Show what a saved filter lets through, and say so."""
        choices = self._choices
        self.kind.set_value(list(content.kinds))
        self.status.set_value(list(content.statuses))
        self.channel.set_value([Channel(one) for one in content.channels if one in list(Channel)])
        if choices is not None:
            known = content.audiences
            self.audience.set_value([each.id for each in choices.audiences if each.name in known])
            self.initiative.set_value(
                [key for key, name in choices.initiatives if name in content.initiatives]
            )
            self.person.set_value(
                [each.id for each in choices.people if (each.email or each.name) in content.people]
            )
        self._on_chip_changed()

    def ask_name(self) -> None:
        """Ask under which name what is picked is kept."""
        self._popup = NamePopup(_("Save filter"), "", _("Save"), self)
        self._popup.named.connect(self.save_wanted)
        self._popup.ask_at(self.save.mapToGlobal(QPoint(0, self.save.height() + 4)))

    @property
    def is_set(self) -> bool:
        """Whether anything is left out."""
        return any(chip.is_set for chip in self._chips().values())

    def clear(self) -> None:
        """Show everything again, and say so."""
        for chip in self._chips().values():
            chip.set_value(None)
        self._on_chip_changed()

    def state(self) -> dict[str, Any]:
        """What is picked, as JSON values."""
        return {name: list(_tuple(chip.value)) for name, chip in self._chips().items()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Pick what `state()` said; what is unknown is ignored."""
        known: dict[str, type[StrEnum]] = {
            "kind": CommunicationKind,
            "status": CommunicationStatus,
            "channel": Channel,
        }
        for name, chip in self._chips().items():
            values = state.get(name)
            if not isinstance(values, list):
                continue
            if name in known:
                chip.set_value([known[name](v) for v in values if v in list(known[name])])
            else:
                chip.set_value([v for v in values if isinstance(v, int)])
        self._arrange()

    def set_legend(self, *, shown: bool) -> None:
        """Say what the colours mean, or not where the view itself says so."""
        self._legend_wanted = shown
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Offer to save what is set; show the legend where it fits beside the chips."""
        self.save.setVisible(self.is_set)
        used = self._flow.sizeHint().width() + self._legend.wanted() + 48
        self._legend.setVisible(self._legend_wanted and used <= self.width())

    def _on_chip_changed(self) -> None:
        self._arrange()
        self.changed.emit(self.value)


def _options(terms: type[StrEnum]) -> list[Option]:
    return [Option(term, label(term)) for term in terms]


def _tuple(value: object) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


def _ids(value: object) -> frozenset[int]:
    return frozenset(one for one in _tuple(value) if isinstance(one, int))
