"""The questions as they will be stored, before they are."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from townhall.domain.question_import import QuestionCandidate
from townhall.domain.tables import Row as FileRow
from townhall.domain.tables import cell
from townhall.language import _, ngettext
from townhall.ui.date_words import short_date
from townhall.ui.imports.question_draft import QuestionDraft
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
    """New questions or those here already, in a list; names that are not stored are struck."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._draft: QuestionDraft | None = None
        self._rows: dict[int, FileRow] = {}
        self._shown: Sequence[QuestionCandidate] = ()
        self.choice = Segment(
            [("new", _("New")), ("known", _("Here already"))], "new", name=_("Which questions")
        )
        self.choice.chosen.connect(lambda _value: self._fill())
        self._head = SectionHead(_("Preview"), "", self.choice)
        self.add(self._head)
        self.add_line()
        self.table: RowTable | None = None
        self._nothing = Paragraph("", BODY, "text2", selectable=False)
        self._nothing.setContentsMargins(16, 12, 16, 12)
        self.add(self._nothing)
        self._who: tuple[bool, bool, bool] | None = None

    def show_draft(self, draft: QuestionDraft) -> None:
        """Show what `draft` would store."""
        self._draft = draft
        self._rows = {row.number: row for row in draft.file.rows} if draft.file else {}
        mapping = draft.mapping
        who = (mapping.asker is not None, mapping.email is not None, draft.keep_names)
        if self.table is None or who != self._who:
            self._who = who
            self._rebuild()
        self._fill()

    def _rebuild(self) -> None:
        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
        self.table = RowTable(
            self._columns(), self._fetch, name=_("Preview"), pad=16, row_height=_ROW
        )
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
        who = self._who or (False, False, False)
        name = _("Name") if who[2] else _("Name, not stored")
        email = _("E-mail") if who[2] else _("E-mail, not stored")
        if who[0]:
            columns.append(Column("asker", name, self._asker, width=110, keep=False))
        if who[1]:
            columns.append(Column("email", email, self._email, width=140, keep=False))
        return columns

    def _audience(self, one: QuestionCandidate) -> Cell:
        preview = self._draft.preview if self._draft else None
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
        text = cell(row, getattr(draft.mapping, field))
        if not text or draft.keep_names:
            return TextCell(text)
        return TitleCell(text, struck=True)

    def _fetch(self, ids: tuple[int, ...], deliver: Deliver) -> None:
        deliver({one: self._shown[one - 1] for one in ids if one <= len(self._shown)})

    def _fill(self) -> None:
        preview = self._draft.preview if self._draft else None
        new = self.choice.value == "new"
        self._shown = () if preview is None else preview.new if new else preview.known
        n = len(self._shown)
        words = ngettext("{n} as it will be stored", "{n} as they will be stored", n)
        known = ngettext("{n} is here already", "{n} are here already", n)
        self._head.set_title(_("Preview"), (words if new else known).format(n=n) if n else "")
        if self.table is not None:
            self.table.set_ids(range(1, n + 1))
            self.table.setVisible(n > 0)
        self._nothing.setVisible(n == 0)
        self._nothing.setText(_("No question is new.") if new else _("No question is here yet."))


def _line(text: str) -> str:
    return " ".join(text.split())
