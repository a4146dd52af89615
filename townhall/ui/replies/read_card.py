"""What became of the files that were just read: a line for each, with its verdict and reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.terms import ReplyVerdict, label
from townhall.language import _, ngettext
from townhall.services.reply_reader import ReplyResult
from townhall.ui.theme import Tone
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, Hairline, SectionHead
from townhall.ui.widgets.chips import StateLine
from townhall.ui.widgets.labels import Label, Paragraph
from townhall.ui.widgets.meters import Meter, Part
from townhall.ui.widgets.paint import SMALL, TITLE

_TONES = {
    ReplyVerdict.ACCEPTED: Tone.OK,
    ReplyVerdict.ASK: Tone.WARN,
    ReplyVerdict.IGNORED: Tone.NEUTRAL,
    ReplyVerdict.REFUSED: Tone.BAD,
}
_ORDER = (ReplyVerdict.ASK, ReplyVerdict.REFUSED, ReplyVerdict.ACCEPTED, ReplyVerdict.IGNORED)
_SHOWN = 200


class ReadCard(Card):
    """The results of one reading, what asks for attention first; `put_away` when it is closed."""

    put_away = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        close = Button("", "ghost", icon="close", tip=_("Close"), small=True)
        close.clicked.connect(lambda _down=False: self.put_away.emit())
        self.head = SectionHead(_("Just read"), trailing=close)
        self.meter = Meter()
        self.add(self.head)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 0, 16, 12)
        column.addWidget(self.meter)
        self.add(inner)
        holder = QWidget()
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 0, 0, 8)
        self._rows.setSpacing(0)
        self.add(holder)
        self.rows: list[QWidget] = []
        self.lines: list[str] = []

    def set_results(self, results: Sequence[ReplyResult]) -> None:
        """Show other results."""
        count = len(results)
        words = ngettext("{n} answer", "{n} answers", count).format(n=count)
        self.head.set_title(_("Just read"), words)
        self.meter.set_parts(
            [
                Part(sum(each.verdict is verdict for each in results), label(verdict), tone)
                for verdict, tone in _TONES.items()
            ]
        )
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows, self.lines = [], []
        ordered = sorted(results, key=lambda each: _ORDER.index(each.verdict))
        for each in ordered[:_SHOWN]:
            self.rows += [Hairline(), self._row(each)]
        more = count - _SHOWN
        if more > 0:
            note = Label(
                ngettext("and {n} more", "and {n} more", more).format(n=more), SMALL, "text2"
            )
            note.setContentsMargins(16, 8, 16, 8)
            self.rows.append(note)
        for line in self.rows:
            self._rows.addWidget(line)

    def _row(self, result: ReplyResult) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(2)
        column.addWidget(Paragraph(result.person or result.file, TITLE, selectable=False))
        facts = [label(result.partstat)] if result.partstat else []
        facts += [result.file] if result.person else []
        state = StateLine(label(result.verdict), _TONES[result.verdict], facts)
        column.addWidget(state)
        if result.reason:
            column.addWidget(Paragraph(result.reason, SMALL, "text2"))
        said = f"{result.person or result.file}: {label(result.verdict)}. {result.reason}".strip()
        row.setAccessibleName(said)
        self.lines.append(said)
        return row
