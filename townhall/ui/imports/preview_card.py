"""The questions as they will be stored, before they are, and the rows that are left out."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.question_import import QuestionCandidate
from townhall.domain.tables import Row as FileRow
from townhall.domain.tables import cell
from townhall.domain.terms import Anonymity
from townhall.language import _, ngettext
from townhall.services.imports import Problem
from townhall.services.question_files import without_held_back
from townhall.ui.date_words import short_date
from townhall.ui.imports.question_draft import DraftFile, QuestionDraft
from townhall.ui.lists.cells import Cell, Column, StateCell, TextCell, TitleCell
from townhall.ui.lists.id_model import Deliver
from townhall.ui.lists.row_table import RowTable
from townhall.ui.theme import theme
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.paint import BODY
from townhall.ui.widgets.segment import Segment

ROWS_SHOWN = 6
_ROW = 36


class PreviewCard(Card):
    """New questions, those here already, or the rows left out; what is not stored is struck.

    `taken(row)` when a row that was held back is opened: the user wants it, or does not any more.
    """

    taken = Signal(int)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._draft: QuestionDraft | None = None
        self._rows: dict[int, FileRow] = {}
        self._who = (False, False)
        self._named = False
        self._shown: Sequence[QuestionCandidate | Problem] = ()
        kinds = [("new", _("New")), ("known", _("Here already")), ("skipped", _("Left out"))]
        self.choice = Segment(kinds, "new", name=_("Which questions"))
        self.choice.chosen.connect(lambda _value: self._fill())
        self._head = SectionHead(_("Preview"), "", self.choice)
        self.add(self._head)
        self.add_line()
        self.table: RowTable | None = None
        self._nothing = Paragraph("", BODY, "text2", selectable=False)
        empty = QWidget()
        inside = QVBoxLayout(empty)
        inside.setContentsMargins(16, 12, 16, 4)
        inside.addWidget(self._nothing)
        self._empty = empty
        self.add(empty)
        self._look: tuple[bool, bool, bool, bool] | None = None

    def show_draft(self, draft: QuestionDraft) -> None:
        """Show what `draft` would store."""
        self._draft = draft
        file, mapping = draft.shown.file, draft.shown.mapping
        self._rows = {row.number: row for row in file.rows} if file else {}
        self._who = (mapping.asker is not None, mapping.email is not None)
        self._named = draft.names is Anonymity.NAMED
        self._fill()

    def show_row(self, row: int) -> None:
        """Show the list in which the row of the file stands, and go to it."""
        one = self._draft.shown if self._draft else None
        if one is None or one.preview is None:
            return
        for kind, found in self._lists(one).items():
            place = next((i for i, each in enumerate(found) if each.row == row), None)
            if place is not None:
                self.choice.set_value(kind)
                self._fill()
                if self.table is not None:
                    self.table.go_to(place + 1)
                    self.table.setFocus()
                return

    def _rebuild(self) -> None:
        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
        skipped = self.choice.value == "skipped"
        columns = self._skipped_columns() if skipped else self._columns()
        self.table = RowTable(columns, self._fetch, name=_("Preview"), pad=16, row_height=_ROW)
        if skipped:
            self.table.activated_id.connect(self._on_activated)
        self.table.setFixedHeight(theme().px(32 + ROWS_SHOWN * _ROW) + 2)
        self.add(self.table)
        # The list ends above the rounded corners of the card.
        self.setContentsMargins(0, 0, 0, 8)

    def _columns(self) -> list[Column]:
        columns = [
            Column("text", _("Question"), lambda one: TitleCell(_line(one.text)), stretch=True),
            Column("audience", _("Audience"), self._audience, width=128),
            Column(
                "votes",
                _("Votes"),
                lambda one: TextCell(str(one.votes), tabular=True, right=True),
                width=40,
                right=True,
                keep=False,
            ),
            Column("asked", _("Asked"), self._asked, width=60, keep=False),
        ]
        name = _("Name") if self._named else _("Name, not stored")
        email = _("E-mail") if self._named else _("E-mail, not stored")
        if self._who[0]:
            columns.append(Column("asker", name, self._asker, width=110, keep=False))
        if self._who[1]:
            columns.append(Column("email", email, self._email, width=140, keep=False))
        return columns

    def _skipped_columns(self) -> list[Column]:
        return [
            Column("row", _("Row"), _row_cell, width=56, right=True),
            Column("why", _("Why it is left out"), _why_cell, stretch=True),
            Column("words", _("Begins with"), self._beginning, width=180, keep=False),
        ]

    def _beginning(self, one: Problem) -> TextCell:
        """The first words of a row that was held back: enough to find it in the file."""
        found = self._held().get(one.row or 0)
        return TextCell(_line(found.text)[:24] if found else "", "text2")

    def _held(self) -> dict[int, QuestionCandidate]:
        read = self._draft.shown.read if self._draft else None
        return {one.row: one for one in read.candidates if one.held_back} if read else {}

    def _on_activated(self, place: int) -> None:
        one = self._shown[place - 1] if place <= len(self._shown) else None
        if isinstance(one, Problem) and one.row in self._held():
            self.taken.emit(one.row)

    def _audience(self, one: QuestionCandidate) -> Cell:
        preview = self._draft.shown.preview if self._draft else None
        if preview is not None and one.audience in preview.unknown_audiences:
            return StateCell(one.audience, "warn")
        return TextCell(one.audience)

    def _asked(self, one: QuestionCandidate) -> TextCell:
        day = date.fromisoformat(one.asked_at[:10]) if one.asked_at else None
        return TextCell(short_date(day, self._today), tabular=True)

    def _asker(self, one: QuestionCandidate) -> Cell:
        return self._identity(one, "asker")

    def _email(self, one: QuestionCandidate) -> Cell:
        return self._identity(one, "email")

    def _identity(self, one: QuestionCandidate, field: str) -> Cell:
        """What the file says of who asked; struck where it is not stored."""
        draft, row = self._draft, self._rows.get(one.row)
        if draft is None or row is None:
            return TextCell("")
        text = cell(row, getattr(draft.shown.mapping, field))
        if not text or (self._named and one.asker):
            return TextCell(text)
        return TitleCell(text, struck=True)

    def _fetch(self, ids: tuple[int, ...], deliver: Deliver) -> None:
        deliver({one: self._shown[one - 1] for one in ids if one <= len(self._shown)})

    def _lists(self, one: DraftFile) -> dict[str, Sequence[QuestionCandidate | Problem]]:
        preview, read = one.preview, one.read
        skipped = without_held_back(read, one.taken).skipped if read else ()
        return {
            "new": preview.new if preview else (),
            "known": preview.known if preview else (),
            "skipped": skipped,
        }

    def _fill(self) -> None:
        kind = str(self.choice.value)
        look = (*self._who, self._named, kind == "skipped")
        if self.table is None or look != self._look:
            self._look = look
            self._rebuild()
        lists = self._lists(self._draft.shown) if self._draft else {}
        self._shown = lists.get(kind, ())
        n = len(self._shown)
        words = {
            "new": ngettext("{n} as it will be stored", "{n} as they will be stored", n),
            "known": ngettext("{n} is here already", "{n} are here already", n),
            "skipped": ngettext("{n} row is not stored", "{n} rows are not stored", n),
        }[kind]
        self._head.set_title(_("Preview"), words.format(n=n) if n else "")
        if self.table is not None:
            self.table.set_ids(range(1, n + 1))
            self.table.refresh()
            self.table.setVisible(n > 0)
        self._empty.setVisible(n == 0)
        self._nothing.setText(
            {
                "new": _("No question is new."),
                "known": _("No question is here yet."),
                "skipped": _("No row is left out."),
            }[kind]
        )


def _why_cell(one: Problem) -> TitleCell:
    return TitleCell(one.message)


def _row_cell(one: Problem) -> TextCell:
    return TextCell(str(one.row or ""), tabular=True, right=True)


def _line(text: str) -> str:
    return " ".join(text.split())
