"""Who is coming, as a bar with its legend; the words and colours of answers."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.replies import Counts
from townhall.domain.terms import PartStat
from townhall.language import ngettext
from townhall.ui.theme import Tone
from townhall.ui.widgets.chips import StateLine
from townhall.ui.widgets.flow import FlowLayout
from townhall.ui.widgets.meters import Meter, Part

TONES = {
    PartStat.ACCEPTED: Tone.OK,
    PartStat.TENTATIVE: Tone.WARN,
    PartStat.DECLINED: Tone.BAD,
    PartStat.DELEGATED: Tone.VIOLET,
    PartStat.NEEDS_ACTION: Tone.NEUTRAL,
}
"""The colour of each answer; its word always stands beside it."""

ICONS = {
    PartStat.ACCEPTED: "check",
    PartStat.TENTATIVE: "help",
    PartStat.DECLINED: "close",
    PartStat.DELEGATED: "arrow-right",
}
"""The sign of each answer; nobody has one who has not answered."""


def count_parts(counts: Counts) -> list[Part]:
    """The parts of a group, those without anybody left out."""
    parts = [
        Part(counts.coming, _coming(counts.coming), Tone.OK),
        Part(counts.perhaps, _perhaps(counts.perhaps), Tone.WARN),
        Part(counts.not_coming, _not_coming(counts.not_coming), Tone.BAD),
        Part(counts.silent, _silent(counts.silent), Tone.NEUTRAL),
    ]
    return [part for part in parts if part.number]


def counts_text(counts: Counts) -> str:
    """ "268 coming, 31 not coming, 113 no answer"."""
    return ", ".join(f"{part.number} {part.word}" for part in count_parts(counts))


def _coming(n: int) -> str:
    return ngettext("coming", "coming", n)


def _perhaps(n: int) -> str:
    return ngettext("perhaps", "perhaps", n)


def _not_coming(n: int) -> str:
    return ngettext("not coming", "not coming", n)


def _silent(n: int) -> str:
    return ngettext("no answer", "no answer", n)


class AttendanceBar(QWidget):
    """A bar of who is coming, perhaps, not and silent, with the numbers in words below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.meter = Meter()
        column.addWidget(self.meter)
        holder = QWidget()
        self._legend = FlowLayout(holder, gap=16, line_gap=4)
        column.addWidget(holder)

    def set_counts(self, counts: Counts) -> None:
        """Show other numbers."""
        parts = count_parts(counts)
        self.meter.set_parts(
            [part for part in parts if part.tone is not Tone.NEUTRAL], counts.total
        )
        self._legend.clear()
        for part in parts:
            # What is grey in the bar is hollow in the legend: told apart without colour.
            hollow = part.tone is Tone.NEUTRAL
            line = StateLine(f"{part.number} {part.word}", part.tone, hollow=hollow)
            self._legend.addWidget(line)
