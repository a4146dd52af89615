"""The speakers who have not answered: whom to chase, and their addresses to write to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.mail_link import mail_link
from townhall.domain.terms import AttendeeRole, label
from townhall.language import _, ngettext
from townhall.services.queries.replies import Attending
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.flow import FlowLayout
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.marks import Avatar
from townhall.ui.widgets.paint import BODY, SMALL
from townhall.ui.widgets.rows import Row


class ChaseCard(Card):
    """Lists silent speakers; `told(str)` says what was done with their addresses."""

    told = Signal(str)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: Sequence[Attending] = ()
        self._subject = ""
        self.head = SectionHead(_("No answer yet"))
        self.rows: list[Row] = []
        holder = QWidget()
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.copy_button = Button(_("Copy addresses"), icon="copy")
        self.write_button = Button(_("Write to them"), icon="mail")
        buttons = QWidget()
        flow = FlowLayout(buttons)
        flow.addWidget(self.copy_button)
        flow.addWidget(self.write_button)
        buttons.setContentsMargins(16, 10, 16, 14)
        self.add(self.head)
        self.add(holder)
        self.add(buttons)
        self.copy_button.clicked.connect(self.copy)
        self.write_button.clicked.connect(self.write)

    def set_people(self, people: Sequence[Attending], subject: str) -> None:
        """Show whom to chase; none hides the card. `subject` is that of a mail to them."""
        self._people, self._subject = people, subject
        self.setVisible(bool(people))
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        for each in people:
            name = each.name or each.email
            role = Label(label(each.role or AttendeeRole.PARTICIPANT), SMALL, "text2")
            row = Row(name, lead=Avatar(name, 22), trailing=[role], height=38, static=True)
            row.title.set_kind(BODY)
            row.setToolTip(each.email)
            self.rows.append(row)
            self._rows.addWidget(row)

    def copy(self) -> None:
        """Put the addresses on the clipboard, as mail programs take them."""
        QGuiApplication.clipboard().setText("; ".join(each.email for each in self._people))
        count = len(self._people)
        words = ngettext(
            "{n} address is on the clipboard", "{n} addresses are on the clipboard", count
        )
        self.told.emit(words.format(n=count))

    def write(self) -> None:
        """Begin a mail to all of them in the mail program."""
        link = mail_link([each.email for each in self._people], self._subject, "")
        if not QDesktopServices.openUrl(QUrl(link.url)):
            self.refused.emit(_("No mail program answers on this computer."))
