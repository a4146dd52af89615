"""Several files at once: what each gives, or why it cannot be read."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from townhall.language import _, ngettext
from townhall.ui.imports.question_draft import DraftFile, QuestionDraft
from townhall.ui.lists.cells import Column, StateCell, TextCell, TitleCell
from townhall.ui.lists.id_model import Deliver
from townhall.ui.lists.row_table import RowTable
from townhall.ui.theme import theme
from townhall.ui.widgets.card import Card, SectionHead

_ROW = 36
_MOST_ROWS = 6


class FilesCard(Card):
    """A line for each file; `picked(place)` when another one is to be shown."""

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: Sequence[DraftFile] = ()
        self._head = SectionHead(_("Files"))
        self.add(self._head)
        self.add_line()
        self.table = RowTable(_columns(), self._fetch, name=_("Files"), pad=16, row_height=_ROW)
        self.table.current_changed.connect(self._on_current)
        self.add(self.table)
        self.setContentsMargins(0, 0, 0, 8)
        self._quiet = False
        self.hide()

    def show_draft(self, draft: QuestionDraft) -> None:
        """Show the files; nothing where there is only one."""
        self._files = draft.files
        n = len(draft.files)
        self.setVisible(n > 1)
        if n < 2:
            return
        remarks = "  ".join(draft.remarks)
        count = ngettext("{n} file", "{n} files", n).format(n=n)
        self._head.set_title(_("Files"), f"{count}  {remarks}".strip())
        self.table.setFixedHeight(theme().px(32 + min(n, _MOST_ROWS) * _ROW) + 2)
        self._quiet = True
        self.table.set_ids(range(1, n + 1))
        self.table.refresh()
        self.table.go_to(draft.current + 1)
        self._quiet = False

    def _fetch(self, ids: tuple[int, ...], deliver: Deliver) -> None:
        deliver({one: self._files[one - 1] for one in ids if one <= len(self._files)})

    def _on_current(self, place: int | None) -> None:
        if place is not None and not self._quiet:
            self.picked.emit(place - 1)


def _columns() -> list[Column]:
    return [
        Column("name", _("File"), lambda one: TitleCell(one.name), stretch=True),
        Column("new", _("New"), lambda one: _count(one, "added"), width=64, right=True),
        Column("known", _("Here already"), _known, width=96, right=True),
        Column("left", _("Left out"), lambda one: _count(one, "left_out"), width=72, right=True),
        Column("state", _("State"), _state, width=230),
    ]


def _count(one: DraftFile, field: str) -> TextCell:
    number = getattr(one.preview.counts, field) if one.preview else None
    return TextCell("" if number is None else str(number), tabular=True, right=True)


def _known(one: DraftFile) -> TextCell:
    counts = one.preview.counts if one.preview else None
    words = str(counts.updated + counts.skipped) if counts else ""
    return TextCell(words, tabular=True, right=True)


def _state(one: DraftFile) -> StateCell:
    if one.refused:
        return StateCell(_("Cannot be read"), "bad")
    if one.read is not None and one.read.refused:
        return StateCell(_("No column with questions"), "warn")
    if one.preview is None:
        return StateCell(_("Being read"), "neutral", hollow=True)
    told = (*(one.read.problems if one.read else ()), *one.preview.counts.problems)
    n = len({problem.row for problem in told})
    if n:
        words = ngettext("{n} row to look at", "{n} rows to look at", n)
        return StateCell(words.format(n=n), "warn")
    return StateCell(_("Ready"), "ok")
