"""Settings of the calendar feeds: what is given out, and the form for a feed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from townhall.domain.errors import TownHallError
from townhall.language import _
from townhall.services.queries.calendar import CalendarChoices, calendar_choices
from townhall.services.queries.feeds import FeedsOverview, feeds_overview
from townhall.ui.screen import Frame
from townhall.ui.settings_screen.feed_form import FeedForm
from townhall.ui.settings_screen.feed_list import FeedList
from townhall.ui.settings_screen.feed_publisher import check, keyring_there, remember
from townhall.ui.settings_screen.section import Section
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import CardNote


class FeedsSection(Section):
    """A row for each feed; the form for one of them, or for a new one, opens beside its row."""

    nouns = frozenset()

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.form: FeedForm | None = None
        self.all_button = Button(_("Refresh all"), icon="refresh")
        self.all_button.hide()
        self.new_button = Button(_("New feed"), icon="plus")
        self.list = FeedList(frame)
        self.list.edit_wanted.connect(self.open_form)
        self.list.stale.connect(self.refresh)
        self.all_button.clicked.connect(self.list.refresh_all)
        self.new_button.clicked.connect(lambda _down=False: self.open_form(None))
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.all_button)
        row.addWidget(self.new_button)
        card = self.card(_("Calendar feeds"), buttons)
        self.empty = CardNote(
            _(
                "No feeds yet. A feed is a calendar that others subscribe to: of everything, of an "
                "audience or of an initiative, without attendees. It goes to a file in a shared "
                "folder or of a web server, or to a calendar server of your own."
            )
        )
        card.add(self.empty)
        card.add(self.list)
        self.add_stretch()

    def refresh(self) -> None:
        self.frame.jobs.read(feeds_overview, done=self._show, channel="settings.feeds")

    def open_form(self, feed_id: int | None) -> None:
        """Open the form for a feed, or for a new one (None); another one that is open closes."""
        feed = self.list.feeds.get(feed_id) if feed_id is not None else None
        self.form = FeedForm(feed)
        self.form.cancelled.connect(self.close_form)
        self.form.saved.connect(self._save)
        self.form.tested.connect(self._test)
        self.list.set_form(self.form, feed_id)
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.empty.hide()
        self.frame.jobs.read(
            calendar_choices, done=self._on_choices, channel="settings.feeds.choices"
        )
        self.frame.jobs.work(keyring_there, title="", done=self._on_keyring)

    def close_form(self) -> None:
        """Put the form away; what was not saved is gone."""
        feed = self.form.feed if self.form is not None else None
        row = self.list.rows.get(feed.id) if feed is not None else None
        self.form = None
        self.list.set_form(None)
        self.empty.setVisible(not self.list.rows)
        back = self.new_button if row is None else row.more
        back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, reading: FeedsOverview) -> None:
        self.list.show_feeds(reading.feeds, reading.time_zone)
        open_one = self.form.feed if self.form is not None else None
        if open_one is not None and open_one.id not in self.list.rows:
            self.close_form()
        self.empty.setVisible(not reading.feeds and self.form is None)
        self.all_button.setVisible(bool(reading.feeds))

    def _save(self, values: dict[str, Any]) -> None:
        from townhall.services.feed_records import add_feed, change_feed

        form = self.form
        if form is None:
            return
        password = form.kept_password()

        def done(_value: object) -> None:
            if password:
                remember(self.frame, values["collection_url"], values["user_name"], password)
            self.close_form()

        if form.feed is None:
            self.frame.jobs.change(add_feed, values, done=done, failed=form.show_refused)
        else:
            base = {name: getattr(form.feed, name) for name in values}
            self.frame.jobs.change(
                change_feed, form.feed.id, values, base, done=done, failed=form.show_refused
            )

    def _on_choices(self, choices: CalendarChoices) -> None:
        if self.form is not None:
            self.form.set_choices(choices)

    def _on_keyring(self, there: object) -> None:
        if self.form is not None:
            self.form.set_keyring(there=bool(there))

    def _test(self, url: str, user_name: str, password: str) -> None:
        form = self.form
        if form is None:
            return
        self.frame.jobs.work(
            check,
            url,
            user_name,
            password,
            title=_("Testing the connection"),
            done=self._on_tested,
            failed=self._on_test_failed,
        )

    def _on_tested(self, name: str) -> None:
        if self.form is not None:
            words = _("The calendar “{name}” answers.") if name else _("The calendar answers.")
            self.form.tell_test(words.format(name=name), good=True)

    def _on_test_failed(self, error: TownHallError) -> None:
        if self.form is not None:
            self.form.tell_test(str(error), good=False)
