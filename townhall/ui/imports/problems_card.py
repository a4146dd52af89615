"""What was left out, changed or guessed, with the rows it is about."""

import itertools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.language import _, ngettext
from townhall.services.imports import Problem
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.rows import Row

MOST_SHOWN = 12
_ROWS_NAMED = 6
_ICONS = {
    "asked_at": "calendar-off",
    "date": "calendar-off",
    "time": "clock",
    "end": "clock",
    "kind": "tag",
    "audiences": "audiences",
    "organizer": "person",
    "title": "question",
    "votes": "thumbs-up",
    "text": "shield",
    "email": "mail",
    "name": "person",
}


class Held(NamedTuple):
    """Rows with what may be the number of a patient; `taken`: the user takes them in."""

    rows: list[int]
    taken: bool


class ProblemsCard(Card):
    """Problems of one kind stand together; a card without problems says so.

    `audience_wanted(name)` when the user wants to say which audience a name in the file means,
    `row_wanted(file, row)` when a row is to be shown, one after the other of its kind,
    `held_wanted(take)` when what was held back is to be taken in or not, `save_wanted()` when the
    list is to be written to a file.
    """

    audience_wanted = Signal(str)
    row_wanted = Signal(str, int)
    held_wanted = Signal(bool)
    save_wanted = Signal()

    def __init__(self, *, saves: bool = False, parent: QWidget | None = None) -> None:
        """With `saves` the list can be written to a file, and rows can be shown."""
        super().__init__(parent)
        self._saves = saves
        self.save = Button(_("Save list"), "link", tip=_("Write the problems to a .csv file"))
        self.save.clicked.connect(lambda _checked=False: self.save_wanted.emit())
        self._head = SectionHead(_("Problems"), "", self.save if saves else None)
        self.add(self._head)
        holder = QWidget()
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.add(holder)
        self.rows: list[Row] = []

    def show_problems(
        self,
        problems: Sequence[Problem],
        unknown: Mapping[str, str] | None = None,
        held: Held | None = None,
    ) -> None:
        """Show `problems`, the same ones once with all their rows.

        `unknown` says what becomes of an audience that is not in the plan, by its name; `held` are
        rows that may hold the number of a patient.
        """
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [self._audience_row(name, words) for name, words in (unknown or {}).items()]
        grouped = _grouped(problems)
        self.rows += [self._held_row(held)] if held else []
        self.rows += [self._row(message, found) for message, found in grouped]
        rest = len(self.rows) - MOST_SHOWN
        if rest > 0:
            for row in self.rows[MOST_SHOWN:]:
                row.deleteLater()
            words = ngettext("{n} more problem", "{n} more problems", rest).format(n=rest)
            self.rows[MOST_SHOWN:] = [Row(words, static=True)]
        if not self.rows:
            nothing = _("Nothing to look at")
            self.rows = [Row(nothing, icon="check-circle", icon_role="ok", static=True)]
        for row in self.rows:
            self._rows.addWidget(row)
        n = len(grouped) + len(unknown or {}) + bool(held)
        self._head.set_title(_("Problems"), str(n) if n else "")
        self.save.setEnabled(n > 0)

    def _audience_row(self, name: str, words: str) -> Row:
        choose = Button(_("Choose"), "link")
        choose.setAccessibleName(_("Choose the audience for “{name}”").format(name=name))
        choose.clicked.connect(lambda _checked=False: self.audience_wanted.emit(name))
        return Row(
            _("“{name}”").format(name=name),
            words,
            icon="audiences",
            icon_role="warn",
            trailing=[choose],
            static=True,
        )

    def _held_row(self, held: Held) -> Row:
        button = Button(_("Hold back") if held.taken else _("Import anyway"), "link")
        button.clicked.connect(lambda _checked=False: self.held_wanted.emit(not held.taken))
        words = _("Looks like the number of a patient or a colleague; taken in as you decided.")
        if not held.taken:
            words = _("Looks like the number of a patient or a colleague; held back.")
        row = Row("", icon="shield", icon_role="warn", trailing=[button], static=True)
        row.set_words(rows_words(held.rows), words)
        return row

    def _row(self, message: str, problems: list[Problem]) -> Row:
        found = [(problem.file, problem.row) for problem in problems if problem.row is not None]
        numbers = [row for _file, row in found]
        icon = _ICONS.get(problems[0].field, "warning")
        trailing = []
        if self._saves and found:
            show = Button(_("Show"), "link")
            show.setAccessibleName(_("Show: {problem}").format(problem=message))
            rows = itertools.cycle(found)
            show.clicked.connect(lambda _checked=False: self.row_wanted.emit(*next(rows)))
            trailing = [show]
        row = Row("", icon=icon, icon_role="warn", trailing=trailing, static=True)
        # The sentence wraps: what is wrong is never cut.
        row.set_words(rows_words(numbers) or _("The whole file"), message)
        return row


def _grouped(problems: Sequence[Problem]) -> list[tuple[str, list[Problem]]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.message, []).append(problem)
    return list(found.items())


def rows_words(numbers: Sequence[int]) -> str:
    """ "Rows 88 and 203", with what does not fit counted."""
    if not numbers:
        return ""
    numbers = list(dict.fromkeys(numbers))
    shown = ", ".join(map(str, numbers[:_ROWS_NAMED]))
    rest = len(numbers) - _ROWS_NAMED
    if rest > 0:
        return _("Rows {rows} and {n} more").format(rows=shown, n=rest)
    return ngettext("Row {rows}", "Rows {rows}", len(numbers)).format(rows=shown)
