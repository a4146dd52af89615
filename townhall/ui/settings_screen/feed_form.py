"""A calendar feed to fill in: what it holds, and the file or the calendar server it goes to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.errors import InvalidInput, TownHallError
from townhall.domain.file_names import safe_file_name
from townhall.language import _
from townhall.services.queries.calendar import CalendarChoices
from townhall.services.queries.feeds import FeedDetail
from townhall.ui.file_choice import choose_new_file
from townhall.ui.settings_screen.password_line import PasswordField
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Hairline
from townhall.ui.widgets.fields import Field, Form, TextField
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.paint import SMALL
from townhall.ui.widgets.segment import Segment
from townhall.ui.widgets.select import Option, Select
from townhall.ui.widgets.switches import Check

_EVERYTHING = (None, None)
_FILE, _SERVER = "file", "server"


class FeedForm(QWidget):
    """`saved(values)` by the contract's names, `tested(url, user, password)`, `cancelled`."""

    saved = Signal(object)
    tested = Signal(str, str, str)
    cancelled = Signal()

    def __init__(self, feed: FeedDetail | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.feed = feed
        self.form = Form()
        self._build_what()
        self._build_file()
        self._build_server()
        self._build_foot()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        body = QVBoxLayout()
        body.setContentsMargins(16, 14, 16, 16)
        body.addWidget(self.form)
        column.addLayout(body)
        if feed is not None:
            self._fill(feed)
        self._show_target()

    def _build_what(self) -> None:
        self.name = TextField()
        self.what = Select([Option(_EVERYTHING, _("Everything that is planned"), "calendar")])
        self.language = Select(
            [("", _("Language of documents")), ("nl", "Nederlands"), ("en", "English")], ""
        )
        self.target = Segment(
            [(_FILE, _("A file"), "file"), (_SERVER, _("A calendar server"), "globe")],
            _FILE,
            name=_("Where it goes"),
        )
        self.target.chosen.connect(lambda _value: self._show_target())
        self.form.add_row(
            ("name", Field(_("Name"), self.name, required=True)),
            ("initiative", Field(_("What the feed holds"), self.what)),
        )
        self.form.add_row(
            ("target", Field(_("Where it goes"), self.target)),
            ("language", Field(_("Language"), self.language)),
        )

    def _build_file(self) -> None:
        self.path = TextField(placeholder=_("Choose a file in a shared folder"))
        choose = Button(_("Choose…"), icon="folder-open")
        choose.clicked.connect(self._choose)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.path, 1)
        row.addWidget(choose)
        holder.setFocusProxy(self.path)
        self.path.setAccessibleName(_("File"))
        hint = _(
            "In a folder that others can read, or that a web server shows. It keeps this name, so "
            "that subscriptions stay whole."
        )
        self._file = self.form.add("path", Field(_("File"), holder, hint=hint))

    def _build_server(self) -> None:
        self.url = TextField(placeholder="https://")
        self.user = TextField()
        self.password = PasswordField(name=_("Password"))
        self.keep = Check()
        self.set_keyring(there=False)
        self.test = Button(_("Test connection"), icon="check-circle")
        self.verdict = Paragraph("", SMALL, "text2", selectable=False)
        self.test.clicked.connect(self._test)
        self._server = [
            self.form.add(
                "collection_url",
                Field(
                    _("Address of the calendar"),
                    self.url,
                    hint=_("Of the calendar itself (CalDAV), as the server’s own page shows it."),
                ),
            )
        ]
        user = Field(_("User name"), self.user)
        password = Field(_("Password"), self.password)
        self.form.add_row(("user_name", user), ("password", password))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.test)
        row.addWidget(self.verdict, 1)
        self.form.add_widget(self.keep)
        self.form.add_widget(line)
        self._server_widgets = [*self._server, user, password, self.keep, line]

    def _build_foot(self) -> None:
        self.save = Button(_("Save"), "primary")
        cancel = Button(_("Cancel"), "ghost")
        self.save.clicked.connect(self._save)
        cancel.clicked.connect(self.cancelled)
        self.problem = Paragraph("", SMALL, "bad", selectable=False)
        self.problem.hide()
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.save)
        row.addWidget(cancel)
        row.addStretch(1)
        self.form.add_widget(self.problem)
        self.form.add_widget(foot)

    def set_choices(self, choices: CalendarChoices) -> None:
        """Offer the audiences and initiatives of the plan."""
        options = [Option(_EVERYTHING, _("Everything that is planned"), "calendar")]
        options += [Option((each.name, None), each.name, "audiences") for each in choices.audiences]
        options += [Option((None, name), name, "initiatives") for _id, name in choices.initiatives]
        feed = self.feed
        chosen = self.what.value
        if chosen in (None, _EVERYTHING) and feed is not None:
            chosen = (feed.audience, feed.initiative)
        self.what.set_options(options, chosen or _EVERYTHING)

    def set_keyring(self, *, there: bool) -> None:
        """Whether this computer can keep a password."""
        self.keep.setChecked(there)
        self.keep.setEnabled(there)
        self.keep.setText(
            _("Keep the password in this computer’s keyring")
            if there
            else _("This computer has no keyring, so the password is asked each time.")
        )

    def values(self) -> dict[str, Any]:
        """What was filled in, by the contract's names."""
        audience, initiative = self._held()
        to_server = self.target.value == _SERVER
        return {
            "name": self.name.text().strip(),
            "audience": audience,
            "initiative": initiative,
            "language": self.language.value or "",
            "path": "" if to_server else self.path.text().strip(),
            "collection_url": self.url.text().strip() if to_server else "",
            "user_name": self.user.text().strip() if to_server else "",
        }

    def _held(self) -> tuple[str | None, str | None]:
        """The audience and the initiative of the feed; neither: everything."""
        chosen = self.what.value
        return chosen if isinstance(chosen, tuple) else _EVERYTHING

    def kept_password(self) -> str:
        """The password to keep; empty when there is none, or it shall not be kept."""
        kept = self.target.value == _SERVER and self.keep.isChecked()
        return self.password.text() if kept else ""

    def show_refused(self, error: TownHallError) -> None:
        """Say what was refused, at the field it is about."""
        self.save.setEnabled(True)
        self.problem.hide()
        if isinstance(error, InvalidInput):
            field = "initiative" if error.field == "audience" else error.field
            missing = field == "path" and self.target.value == _SERVER
            shown = InvalidInput(str(error), field="collection_url" if missing else field)
            if self.form.show_error(shown):
                return
        self.problem.setText(str(error))
        self.problem.show()

    def tell_test(self, sentence: str, *, good: bool) -> None:
        """Say how the test of the connection ended."""
        self.test.setEnabled(True)
        self.verdict.set_role("ok" if good else "bad")
        self.verdict.setText(sentence)

    def _fill(self, feed: FeedDetail) -> None:
        self.name.setText(feed.name)
        held = (feed.audience, feed.initiative)
        if held != _EVERYTHING:
            self.what.set_options([Option(held, feed.audience or feed.initiative or "")], held)
        self.language.set_value(feed.language)
        self.target.set_value(_SERVER if feed.collection_url else _FILE)
        self.path.setText(feed.path)
        self.url.setText(feed.collection_url)
        self.user.setText(feed.user_name)
        self.password.setPlaceholderText(_("As it is kept"))

    def _show_target(self) -> None:
        to_server = self.target.value == _SERVER
        self._file.setVisible(not to_server)
        for widget in self._server_widgets:
            widget.setVisible(to_server)

    def _choose(self) -> None:
        audience, initiative = self._held()
        words = self.name.text().strip() or audience or initiative or _("Communications")
        name = Path(self.path.text()).name or safe_file_name(words, ".ics")
        path = choose_new_file(
            self, _("Where does the calendar feed go?"), name, _("Calendar (*.ics)")
        )
        if path is not None:
            self.path.setText(str(path.with_suffix(".ics") if not path.suffix else path))

    def _test(self) -> None:
        self.form.clear_errors()
        self.test.setEnabled(False)
        self.verdict.set_role("text2")
        self.verdict.setText(_("Testing"))
        self.tested.emit(self.url.text().strip(), self.user.text().strip(), self.password.text())

    def _save(self) -> None:
        self.form.clear_errors()
        self.problem.hide()
        self.save.setEnabled(False)
        self.saved.emit(self.values())

    def event(self, event: QEvent) -> bool:
        # Esc puts the form away, not the settings.
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.cancelled.emit()
                return True
        return super().event(event)
