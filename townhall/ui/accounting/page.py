"""Where questions went, in groups: by theme, audience, event or month."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.accounting import Accounting, parts_of
from townhall.domain.errors import TownHallError
from townhall.language import _, pgettext
from townhall.services.queries.accounting import Breakdown, Group, GroupedBy, breakdown
from townhall.services.queries.question_filter import QuestionFilter
from townhall.ui.accounting_bar import accounting_parts
from townhall.ui.lists.cells import Column, TextCell
from townhall.ui.lists.row_table import RowTable
from townhall.ui.screen import Frame, Page
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.labels import Label, Paragraph
from townhall.ui.widgets.meters import SumBar
from townhall.ui.widgets.notices import EmptyState
from townhall.ui.widgets.paint import SMALL
from townhall.ui.widgets.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from townhall.domain.changes import Changes
    from townhall.ui.lists.cells import Cell


class AccountingPage(Page):
    """One line for each group, and the whole below; groups that are too small are told together.

    `about` says of what it is: an event, or the questions of a filter.
    """

    nouns = frozenset({"question", "question-theme", "audience", "communication", "occurrence"})

    def __init__(
        self, frame: Frame, filtered: QuestionFilter, about: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(frame, parent)
        self._filter = filtered
        self._about = about
        self.found: Breakdown | None = None
        self.groupings = _groupings(filtered)
        self.by = Segment(self.groupings, GroupedBy.THEME, name=_("In groups"))
        self.by.chosen.connect(lambda _by: self.refresh(None))
        self.copy = Button(_("Copy the table"), icon="copy")
        self.copy.clicked.connect(self.copy_table)
        self.table = RowTable(_columns(), self._fetch, name=_("Where questions went"))
        self.table.set_density("compact")
        self.note = Paragraph("", SMALL, "text2")
        self.total = SumBar()
        self.nothing = EmptyState(
            "questions",
            _("Nothing was asked yet"),
            _("Once there are questions, this shows where each of them went."),
        )
        self._lay_out()

    def _lay_out(self) -> None:
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(20, 10, 20, 10)
        line.setSpacing(12)
        line.addWidget(self.by)
        line.addWidget(Label(self._about, SMALL, "text2"), 1)
        below = QWidget()
        inner = QVBoxLayout(below)
        inner.setContentsMargins(20, 8, 20, 8)
        inner.addWidget(self.note)
        self._note = below
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing, 1)
        column.addWidget(below)
        column.addWidget(self.total)
        self.nothing.hide()
        self._note.hide()

    def crumb(self) -> str:
        return _("Questions")

    def title(self) -> str:
        return _("Where questions went")

    def controls(self) -> QWidget:
        return self.copy

    def first_focus(self) -> QWidget:
        return self.table

    def refresh(self, changes: Changes | None) -> None:
        self.frame.jobs.read(
            breakdown,
            self._filter,
            self._grouped,
            clock=self.frame.clock,
            done=self._show,
            failed=self._refuse,
            channel="accounting.page",
        )

    @property
    def _grouped(self) -> GroupedBy:
        return GroupedBy(str(self.by.value))

    def _show(self, found: Breakdown) -> None:
        self.found = found
        some = found.total.asked > 0
        self.table.setVisible(some)
        self.nothing.setVisible(not some)
        self.copy.setEnabled(some)
        self.table.set_ids(list(range(len(found.groups))))
        self.table.refresh()
        self._say(found.note)
        self.total.setVisible(some)
        self.total.set_sum(
            found.total.asked, pgettext("sum", "asked"), accounting_parts(found.total)
        )

    def _refuse(self, error: TownHallError) -> None:
        """An audience that is too small to be told: say so, and show nothing of it."""
        self.found = None
        self.table.set_ids([])
        self.total.hide()
        self.copy.setEnabled(False)
        self._say(str(error))

    def _say(self, words: str) -> None:
        self.note.setText(words)
        self._note.setVisible(words != "")

    def _fetch(self, ids: Sequence[int], deliver: Callable[[dict[int, Group]], None]) -> None:
        groups = () if self.found is None else self.found.groups
        deliver({each: groups[each] for each in ids if each < len(groups)})

    def copy_table(self) -> None:
        """Put the table on the clipboard, for a report or a spreadsheet."""
        if self.found is None:
            return
        heads = [_words_of(self._grouped), *_part_heads()]
        lines = [[each.name, *parts_of(each.accounting).values()] for each in self.found.groups]
        lines.append([_("Total"), *parts_of(self.found.total).values()])
        text = "\n".join("\t".join(str(cell) for cell in line) for line in [heads, *lines])
        note = f"\n{self.found.note}" if self.found.note else ""
        QGuiApplication.clipboard().setText(f"{self._about}\n{text}{note}\n")
        self.frame.toast(_("Copied. Paste it into a report or a spreadsheet."))


def _words_of(by: GroupedBy) -> str:
    return {
        GroupedBy.THEME: _("Theme"),
        GroupedBy.AUDIENCE: _("Audience"),
        GroupedBy.COMMUNICATION: _("Communication"),
        GroupedBy.OCCURRENCE: _("Event"),
        GroupedBy.MONTH: _("Month"),
    }[by]


def _groupings(filtered: QuestionFilter) -> list[tuple[GroupedBy, str]]:
    """By what it can be grouped: an event by itself is not grouped by event."""
    wanted = [GroupedBy.THEME, GroupedBy.AUDIENCE, GroupedBy.OCCURRENCE, GroupedBy.MONTH]
    if filtered.asked_at is not None and filtered.asked_at[1] is not None:
        wanted.remove(GroupedBy.OCCURRENCE)
    return [(each, _words_of(each)) for each in wanted]


def _part_heads() -> list[str]:
    """ "Asked", and the words of the parts, as they stand above a column."""
    words = [pgettext("sum", "asked"), *(part.word for part in accounting_parts(Accounting()))]
    return [word[:1].upper() + word[1:] for word in words]


def _columns() -> list[Column]:
    name = Column("name", _("Group"), lambda group: TextCell(group.name), stretch=True)
    numbers = [
        Column(
            part,
            head,
            partial(_part_cell, part),
            samples=[_number(99_999, part)],
            right=True,
        )
        for part, head in zip(parts_of(Accounting()), _part_heads(), strict=True)
    ]
    return [name, *numbers]


def _part_cell(part: str, group: Group) -> Cell:
    return _number(parts_of(group.accounting)[part], part)


def _number(number: int, part: str) -> Cell:
    weight = 600 if part == "asked" else 400
    role = "text" if number else "text3"
    return TextCell(str(number), role, weight, right=True, tabular=True)
