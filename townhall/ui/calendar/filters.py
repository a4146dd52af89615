"""The filters above the calendar, and what the colours mean where there is room to say it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from townhall.domain.terms import CommunicationKind, CommunicationStatus, label
from townhall.language import _
from townhall.services.queries.calendar import CalendarChoices, with_parts
from townhall.services.queries.communications import OccurrenceFilter
from townhall.ui.date_words import KIND_TONES
from townhall.ui.theme import theme
from townhall.ui.widgets.filter_chip import FilterChip
from townhall.ui.widgets.paint import SMALL, draw_box, draw_text, line_height, text_width
from townhall.ui.widgets.select import Option
from townhall.ui.widgets.themed import Themed


class _Legend(Themed, QLabel):
    """Square and word of every kind; away where they do not all fit."""

    def __init__(self) -> None:
        super().__init__()
        self._entries = [(label(kind), KIND_TONES[kind]) for kind in CommunicationKind]
        self.setAccessibleName(", ".join(word for word, _tone in self._entries))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def wanted(self) -> int:
        """The width all entries need."""
        return round(sum(text_width(word, SMALL) + 15 + 14 for word, _tone in self._entries))

    def sizeHint(self) -> QSize:
        return QSize(self.wanted(), round(line_height(SMALL)) + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() < self.wanted() - 14:
            return
        tokens, rect = theme().tokens, QRectF(self.rect())
        painter = QPainter(self)
        try:
            x = rect.right() - self.wanted() + 14
            for word, tone in self._entries:
                square = QRectF(x, round(rect.center().y() - 5), 10, 10)
                draw_box(painter, square, 3, tokens.shade(tone).line)
                room = QRectF(x + 15, 0, rect.right() - x - 15 + 1, rect.height())
                x += 15 + draw_text(painter, room, word, SMALL, tokens.text2) + 14
        finally:
            painter.end()


class CalendarFilters(QWidget):
    """Kind, audience, initiative and status; `changed(OccurrenceFilter)` when one is picked."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: CalendarChoices | None = None
        self.kind = FilterChip(_("Kind"), _options(CommunicationKind), multi=True, icon="tag")
        self.audience = FilterChip(_("Audience"), multi=True, icon="audiences")
        self.initiative = FilterChip(_("Initiative"), multi=True, icon="initiatives")
        self.status = FilterChip(_("Status"), _options(CommunicationStatus), multi=True)
        self._legend = _Legend()
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 20, 8)
        row.setSpacing(8)
        for chip in self._chips().values():
            chip.changed.connect(self._on_chip_changed)
            row.addWidget(chip)
        row.addWidget(self._legend, 1)
        row.addStretch(0)

    def _chips(self) -> dict[str, FilterChip]:
        return {
            "kind": self.kind,
            "audience": self.audience,
            "initiative": self.initiative,
            "status": self.status,
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
        )

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
        known: dict[str, type[StrEnum]] = {"kind": CommunicationKind, "status": CommunicationStatus}
        for name, chip in self._chips().items():
            values = state.get(name)
            if not isinstance(values, list):
                continue
            if name in known:
                chip.set_value([known[name](v) for v in values if v in list(known[name])])
            else:
                chip.set_value([v for v in values if isinstance(v, int)])

    def set_legend(self, *, shown: bool) -> None:
        """Say what the colours mean, or not where the view itself says so."""
        self._legend.setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._legend.update()

    def _on_chip_changed(self) -> None:
        self.changed.emit(self.value)


def _options(terms: type[StrEnum]) -> list[Option]:
    return [Option(term, label(term)) for term in terms]


def _tuple(value: object) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


def _ids(value: object) -> frozenset[int]:
    return frozenset(one for one in _tuple(value) if isinstance(one, int))
