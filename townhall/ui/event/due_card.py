"""The files that have to go out now, and who has which version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.day_words import listed
from townhall.language import _, ngettext
from townhall.services.queries.hand_over import SeriesFacts
from townhall.services.queries.invitations import DueFile, RecipientVersion
from townhall.ui.event import due_words, words
from townhall.ui.event.card_parts import clear
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, CardNote, SectionHead
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.rows import Row, align_trailing


class DueCard(Card):
    """Says of each file what it is for and to whom it goes; `picked(int)` the place of one."""

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self._head = SectionHead(_("To go out now"))
        self._nothing = CardNote(
            _("Everybody has been told how it stands. You can make the same files once more.")
        )
        self._lines = _lines()
        self.add(self._head)
        self.add(self._nothing)
        self.add(_holding(self._lines))

    def show_files(self, files: Sequence[DueFile], series: Mapping[int, SeriesFacts]) -> None:
        """Show others; `series` are the communications they are about, by id."""
        clear(self._lines)
        self.rows = []
        count = ngettext("{n} file", "{n} files", len(files)).format(n=len(files))
        self._head.set_title(_("To go out now"), count if files else "")
        self._nothing.setVisible(not files)
        for place, file in enumerate(files):
            row = self._row(file, series)
            row.clicked.connect(lambda _down=False, place=place: self.picked.emit(place))
            self.rows.append(row)
            self._lines.addWidget(row)
        align_trailing(self.rows)

    def _row(self, file: DueFile, series: Mapping[int, SeriesFacts]) -> Row:
        icon, role = due_words.due_icon(file)
        chip = Chip(words.people(len(file.recipients)))
        row = Row(
            due_words.due_title(file, series),
            due_words.due_reason(file),
            icon=icon,
            icon_role=role,
            trailing=[chip],
        )
        row.setAccessibleName(f"{row.accessibleName()} {chip.text()}")
        row.setAccessibleDescription(_("Press to see what recipients will see"))
        return row


class VersionsCard(Card):
    """Names who has not got the newest version; `only_wanted(tuple of addresses)`."""

    only_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[Button] = []
        self._know = CardNote(_("Everybody on the list has the same version."))
        self._lines = _lines()
        self.add(SectionHead(_("Who has which version")))
        self.add(self._know)
        self.add(_holding(self._lines))

    def show_versions(self, versions: Sequence[RecipientVersion]) -> None:
        """Show others; nothing before the first one went out."""
        clear(self._lines)
        self.buttons = []
        self.setVisible(any(each.version_number for each in versions))
        names = {each.email: each.name or each.email for each in versions}
        late = due_words.behind(versions)
        self._know.setVisible(not late)
        rows = []
        for each in late:
            button = Button(_("Only to them"))
            button.setAccessibleName(_("{text}: only to them").format(text=each.text))
            button.clicked.connect(lambda _down=False, to=each.emails: self.only_wanted.emit(to))
            row = Row(
                each.text,
                listed([names[email] for email in each.emails]),
                icon="people",
                icon_role="warn",
                trailing=[button],
                static=True,
            )
            rows.append(row)
            self.buttons.append(button)
            self._lines.addWidget(row)
        align_trailing(rows)


def _lines() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


def _holding(layout: QVBoxLayout) -> QWidget:
    holder = QWidget()
    holder.setLayout(layout)
    return holder
