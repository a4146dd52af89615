"""What was left out, changed or guessed, with the rows it is about."""

from collections.abc import Mapping, Sequence

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


class ProblemsCard(Card):
    """Problems of one kind stand together; a card without problems says so.

    `audience_wanted(name)` when the user wants to say which audience a name in the file means.
    """

    audience_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = SectionHead(_("Problems"))
        self.add(self._head)
        holder = QWidget()
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.add(holder)
        self.rows: list[Row] = []

    def show_problems(
        self, problems: Sequence[Problem], unknown: Mapping[str, str] | None = None
    ) -> None:
        """Show `problems`, the same ones once with all their rows.

        `unknown` says what becomes of an audience that is not in the plan, by its name.
        """
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [self._audience_row(name, words) for name, words in (unknown or {}).items()]
        grouped = _grouped(problems)
        self.rows += [_row(message, found) for message, found in grouped]
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
        n = len(grouped) + len(unknown or {})
        self._head.set_title(_("Problems"), str(n) if n else "")

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


def _grouped(problems: Sequence[Problem]) -> list[tuple[str, list[Problem]]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.message, []).append(problem)
    return list(found.items())


def _row(message: str, problems: list[Problem]) -> Row:
    numbers = [problem.row for problem in problems if problem.row is not None]
    icon = _ICONS.get(problems[0].field, "warning")
    row = Row("", rows_words(numbers), icon=icon, icon_role="warn", static=True)
    # The sentence wraps: what is wrong is never cut.
    row.set_words(rows_words(numbers) or _("The whole file"), message)
    return row


def rows_words(numbers: Sequence[int]) -> str:
    """ "Rows 88 and 203", with what does not fit counted."""
    if not numbers:
        return ""
    shown = ", ".join(map(str, numbers[:_ROWS_NAMED]))
    rest = len(numbers) - _ROWS_NAMED
    if rest > 0:
        return _("Rows {rows} and {n} more").format(rows=shown, n=rest)
    return ngettext("Row {rows}", "Rows {rows}", len(numbers)).format(rows=shown)
