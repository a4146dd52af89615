"""What was done in this plan, when and by whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QDateTime
from PySide6.QtWidgets import QWidget

from townhall.domain.terms import NOUN_LABELS, noun_label
from townhall.domain.zones import from_utc
from townhall.language import _, ngettext
from townhall.services.queries.plans import ActivityRow, activities, plan_detail
from townhall.ui.lists.cells import Bit, Column, PersonCell, TextCell, TitleCell
from townhall.ui.lists.id_model import Deliver
from townhall.ui.lists.row_table import RowTable
from townhall.ui.screen import Frame
from townhall.ui.settings_screen.section import Section
from townhall.ui.widgets.card import SectionHead
from townhall.ui.widgets.dates import locale

_SHOWN = 500


class HistorySection(Section):
    """The last things that were done, newest first; contents are not kept, only what was done."""

    nouns = frozenset()

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self._rows: dict[int, ActivityRow] = {}
        self._zone = "UTC"
        self.head = SectionHead(_("History"), pad=20)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.add(self.head)
        self.table = RowTable(
            [
                Column(
                    "at",
                    _("When"),
                    self._when,
                    samples=[TextCell(self._words(datetime(2026, 12, 30, 23, 59)))],
                ),
                Column("label", _("What was done"), self._what, stretch=True),
                Column(
                    "actor",
                    _("Who"),
                    _who,
                    samples=[PersonCell("Bram Proefman de Vries")],
                ),
            ],
            self._fetch,
            name=_("History"),
            row_height=44,
        )
        self.add(self.table, 1)

    def refresh(self) -> None:
        self.table.set_density(self.frame.settings.density)
        self.frame.jobs.read(plan_detail, done=self._on_zone, channel="settings.zone")
        self.frame.jobs.read(activities, limit=_SHOWN, done=self._show, channel="settings.history")

    def _on_zone(self, plan: object) -> None:
        self._zone = getattr(plan, "time_zone", "UTC")

    def _show(self, rows: list[ActivityRow]) -> None:
        self._rows = {row.id: row for row in rows}
        words = ngettext("{n} change", "{n} changes", len(rows)).format(n=len(rows))
        if len(rows) == _SHOWN:
            words = _("The last {n}").format(n=_SHOWN)
        self.head.set_title(_("History"), words)
        self.table.set_ids([row.id for row in rows])

    def _fetch(self, ids: tuple[int, ...], deliver: Deliver) -> None:
        found: Mapping[int, ActivityRow] = {
            id_: self._rows[id_] for id_ in ids if id_ in self._rows
        }
        deliver(found)

    def _when(self, row: ActivityRow) -> TextCell:
        return TextCell(self._words(from_utc(row.at, self._zone)), "text2", tabular=True)

    def _words(self, at: datetime) -> str:
        moment = QDateTime(at.year, at.month, at.day, at.hour, at.minute, 0)
        return str(locale().toString(moment, "ddd d MMM yyyy HH:mm"))

    def _what(self, row: ActivityRow) -> TitleCell:
        return TitleCell(row.label or _("Changed the plan"), (Bit(touched(row)),))


def touched(row: ActivityRow) -> str:
    """What a change touched, in words: "question 12", "3 × communication, plan"."""
    counts = Counter(noun for noun, _id, _kind in row.changes if noun in NOUN_LABELS)
    ids = {noun: id_ for noun, id_, _kind in row.changes}
    words = []
    for noun, number in counts.items():
        if noun == "plan":
            words.append(noun_label(noun))
        elif number == 1:
            words.append(f"{noun_label(noun)} {ids[noun]}")
        else:
            words.append(f"{number} × {noun_label(noun)}")
    return ", ".join(words)


def _who(row: ActivityRow) -> PersonCell | TextCell:
    return PersonCell(row.actor) if row.actor else TextCell("–", "text3")
