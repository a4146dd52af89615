"""Who answered what and when, as a list, with everything people wrote below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.terms import PartStat, label
from townhall.domain.zones import from_utc
from townhall.language import _, ngettext
from townhall.services.queries.replies import Attending
from townhall.ui.attendance import TONES
from townhall.ui.date_words import clock, day_text
from townhall.ui.lists.cells import Column, PersonCell, StateCell, TextCell
from townhall.ui.lists.id_model import Deliver
from townhall.ui.lists.row_table import RowTable
from townhall.ui.theme import theme
from townhall.ui.widgets.answers import Quote
from townhall.ui.widgets.card import Card, Hairline, SectionHead
from townhall.ui.widgets.filter_chip import FilterChip
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.select import Option

_ROW, _MOST_ROWS = 36, 14
_COMMENTS_SHOWN = 100


class PeopleCard(Card):
    """The people invited and the others who answered; the filter narrows it to one answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: Sequence[Attending] = ()
        self._shown: Sequence[Attending] = ()
        self._zone = "UTC"
        self.filter = FilterChip(
            _("Answer"), [Option(each.value, label(each)) for each in PartStat], icon="filter"
        )
        self.filter.changed.connect(lambda _value: self._show())
        self.head = SectionHead(_("Answers"), trailing=self.filter)
        self.table = RowTable(
            self._columns(), self._fetch, name=_("Answers"), pad=16, row_height=_ROW
        )
        self.none = Label(_("Nobody has given this answer."), role="text2")
        self.none.setContentsMargins(16, 8, 16, 14)
        self.add(self.head)
        self.add_line()
        self.add(self.table)
        self.add(self.none)
        self.setContentsMargins(0, 0, 0, 8)

    def _columns(self) -> list[Column]:
        answers = [StateCell(label(each)) for each in PartStat]
        return [
            Column("name", _("Name"), lambda one: PersonCell(one.name or one.email), stretch=True),
            Column("answer", _("Answer"), _answer_cell, samples=answers),
            Column("comment", _("Comment"), _comment_cell, width=200, keep=False),
            Column("role", _("Role"), _role_cell, width=110, keep=False),
            Column(
                "when",
                _("Answered on"),
                self._when_cell,
                samples=[TextCell("wo 30 sep, 10:30", tabular=True)],
            ),
        ]

    def set_people(self, people: Sequence[Attending], zone: str) -> None:
        """Show others; moments are told in `zone`."""
        self._people, self._zone = people, zone
        self._show()

    def _show(self) -> None:
        wanted = self.filter.value
        self._shown = [each for each in self._people if wanted in (None, each.partstat.value)]
        self.head.set_title(_("Answers"), str(len(self._shown)))
        self.table.set_ids(list(range(1, len(self._shown) + 1)))
        self.table.refresh()
        rows = min(max(1, len(self._shown)), _MOST_ROWS)
        self.table.setFixedHeight(theme().px(32 + rows * _ROW) + 2)
        self.table.setVisible(bool(self._shown))
        self.none.setVisible(not self._shown)

    def _fetch(self, ids: tuple[int, ...], deliver: Deliver) -> None:
        deliver({one: self._shown[one - 1] for one in ids if one <= len(self._shown)})

    def _when_cell(self, one: Attending) -> TextCell:
        if one.answered_at is None:
            return TextCell("–", "text3")
        at = from_utc(one.answered_at, self._zone)
        when = f"{day_text(at.date(), 'ddd d MMM')}, {clock(at)}".replace(".", "")
        return TextCell(when, "text2", tabular=True)


def _answer_cell(one: Attending) -> StateCell:
    return StateCell(label(one.partstat), TONES[one.partstat].value, hollow=one.is_silent)


def _comment_cell(one: Attending) -> TextCell:
    return TextCell(" ".join((one.note or one.comment).split()), "text2")


def _role_cell(one: Attending) -> TextCell:
    return TextCell(label(one.role) if one.role else _("Not by name"), "text2")


class CommentsCard(Card):
    """All comments in full: plain text, whatever was in them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = SectionHead(_("Comments"))
        self.add(self.head)
        holder = QWidget()
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 0, 0, 8)
        self._rows.setSpacing(0)
        self.add(holder)
        self.rows: list[QWidget] = []

    def set_people(self, people: Sequence[Attending]) -> None:
        """Show what they wrote, the newest first."""
        said = [each for each in people if each.comment and each.answered_at]
        said.sort(key=lambda each: (each.answered_at is None, each.answered_at), reverse=True)
        self.setVisible(bool(said))
        self.head.set_title(_("Comments"), str(len(said)))
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        for each in said[:_COMMENTS_SHOWN]:
            name = each.name or each.email
            row = Quote(None, each.comment, f"{name}, {label(each.partstat).lower()}")
            row.setContentsMargins(16, 4, 16, 4)
            self.rows += [Hairline(), row]
        more = len(said) - _COMMENTS_SHOWN
        if more > 0:
            words = ngettext("and {n} more", "and {n} more", more).format(n=more)
            self.rows.append(Label(words, role="text2"))
            self.rows[-1].setContentsMargins(16, 8, 16, 8)
        for line in self.rows:
            self._rows.addWidget(line)
