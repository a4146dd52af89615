"""What was left out, changed or guessed, with the rows it is about."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.language import _, ngettext
from townhall.services.imports import Problem
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.rows import Row

MOST_SHOWN = 12
_ROWS_NAMED = 6
_ICONS = {
    "audience": "audiences",
    "asked_at": "calendar-off",
    "votes": "thumbs-up",
    "text": "shield",
    "email": "mail",
    "name": "person",
}


class ProblemsCard(Card):
    """Problems of one kind stand together; a card without problems says so."""

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

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show `problems`, the same ones once with all their rows."""
        for row in self.rows:
            row.hide()
            row.deleteLater()
        grouped = _grouped(problems)
        self.rows = [_row(message, found) for message, found in grouped[:MOST_SHOWN]]
        rest = len(grouped) - MOST_SHOWN
        if rest > 0:
            words = ngettext("{n} more problem", "{n} more problems", rest).format(n=rest)
            self.rows.append(Row(words, static=True))
        if not self.rows:
            self.rows = [
                Row(_("Nothing to look at"), icon="check-circle", icon_role="ok", static=True)
            ]
        for row in self.rows:
            self._rows.addWidget(row)
        n = len({(problem.file, problem.row) for problem in problems})
        count = ngettext("{n} row", "{n} rows", n).format(n=n) if n else ""
        self._head.set_title(_("Problems"), count)


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
