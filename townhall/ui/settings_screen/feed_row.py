"""One calendar feed in the settings: what it holds, where it goes, how it stands, what it needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.publication import PublishConflict
from townhall.domain.terms import FeedState, label
from townhall.domain.zones import from_utc
from townhall.language import _, ngettext
from townhall.services.queries.feeds import FeedChange, FeedChangeKind, FeedDetail
from townhall.ui.date_words import clock, day_words
from townhall.ui.icons import icon
from townhall.ui.settings_screen.feed_conflicts import FeedConflicts
from townhall.ui.settings_screen.password_line import PasswordLine
from townhall.ui.theme import Tone, theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.chips import DOT, StateLine
from townhall.ui.widgets.labels import ElidedLabel, Paragraph
from townhall.ui.widgets.marks import Icon
from townhall.ui.widgets.menu import Menu
from townhall.ui.widgets.paint import BODY, SMALL, TITLE
from townhall.ui.widgets.themed import Themed

_NAMED = 3
"""So many titles of each kind of change are told; the rest is counted."""


class FeedRow(Themed, QWidget):
    """Tells a feed; `set_*` change what it tells. The hairline above it belongs to it."""

    refresh_wanted = Signal()
    edit_wanted = Signal()
    folder_wanted = Signal()
    copy_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel("", TITLE)
        self.place = ElidedLabel("", BODY, "text2")
        self.state = StateLine("")
        self.changed = Paragraph("", SMALL, "text2", selectable=False)
        self.refresh = Button("")
        self.more = Button(kind="ghost", icon="more", tip=_("More"))
        self.password = PasswordLine()
        self.conflicts = FeedConflicts()
        self._note = Paragraph("", SMALL, "bad")
        self._note_row = QWidget()
        self._is_file = True
        self.refresh.clicked.connect(self.refresh_wanted)
        self.more.clicked.connect(self._open_menu)
        self._build()

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(3)
        for label_ in (self.title, self.place, self.state, self.changed):
            words.addWidget(label_)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addLayout(words, 1)
        head.addSpacing(12)
        for button in (self.refresh, self.more):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        note = QHBoxLayout(self._note_row)
        note.setContentsMargins(0, 0, 0, 0)
        note.setSpacing(6)
        mark = QVBoxLayout()
        mark.addSpacing(3)
        mark.addWidget(Icon("error", "bad", 14))
        mark.addStretch(1)
        note.addLayout(mark)
        note.addWidget(self._note, 1)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 11, 16, 11)
        self.body.setSpacing(8)
        self.body.addLayout(head)
        for widget in (self._note_row, self.password, self.conflicts):
            self.body.addWidget(widget)
            widget.hide()

    def tell(self, feed: FeedDetail, zone: str, now: datetime) -> None:
        """Tell `feed`; `zone` and `now` (UTC) are for saying when it was written."""
        self._is_file = bool(feed.path)
        self.title.setText(feed.name)
        holds = feed.audience or feed.initiative or _("Everything that is planned")
        self.place.setText(DOT.join((holds, feed.path or feed.collection_url)))
        self.refresh.setText(_("Refresh") if self._is_file else _("Publish"))
        self.refresh.set_icon("refresh" if self._is_file else "upload")
        self.refresh.setAccessibleName(f"{self.refresh.text()}: {feed.name}")
        self.more.setAccessibleName(_("More for {name}").format(name=feed.name))
        conflicts = len(self.conflicts.shown)
        word, tone = _state(feed, conflicts)
        self.state.set_state(word, tone, _facts(feed, zone, now))
        self.changed.setText(changes_text(feed.changes))
        self.changed.setVisible(bool(feed.changes))

    def set_conflicts(self, conflicts: Sequence[PublishConflict]) -> None:
        """Put these before the user, or none any more; call `tell` afterwards."""
        self.conflicts.set_conflicts(conflicts)
        self.conflicts.setVisible(bool(conflicts))

    def set_busy(self, *, busy: bool) -> None:
        """While it is being refreshed it is not refreshed again."""
        self.refresh.setEnabled(not busy)
        self.conflicts.setEnabled(not busy)

    @property
    def note(self) -> str:
        """What went wrong when it was refreshed last."""
        return self._note.words

    def set_note(self, sentence: str = "") -> None:
        """Say what went wrong; nothing takes it away."""
        self._note.setText(sentence)
        self._note_row.setVisible(bool(sentence))
        self.refresh.setAccessibleDescription(sentence)

    def _open_menu(self) -> None:
        menu = Menu(self.more, name=self.more.accessibleName())
        menu.addAction(icon("pencil"), _("Edit…"), self.edit_wanted.emit)
        if self._is_file:
            menu.addAction(icon("folder-open"), _("Open folder"), self.folder_wanted.emit)
        menu.addAction(icon("copy"), _("Copy address"), self.copy_wanted.emit)
        menu.addSeparator()
        menu.addAction(icon("trash"), _("Remove"), self.remove_wanted.emit)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 4)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(0, 0, self.width(), 1, theme().tokens.border)
        finally:
            painter.end()


def _state(feed: FeedDetail, conflicts: int) -> tuple[str, Tone]:
    if conflicts:
        words = ngettext("{n} conflict", "{n} conflicts", conflicts)
        return words.format(n=conflicts), Tone.BAD
    if feed.state is FeedState.CHANGED:
        count = len(feed.changes)
        words = ngettext("{n} change since", "{n} changes since", count)
        return words.format(n=count), Tone.WARN
    if feed.state is FeedState.NEW and feed.collection_url:
        return _("Not published yet"), Tone.NEUTRAL
    tone = Tone.OK if feed.state is FeedState.CURRENT else Tone.NEUTRAL
    return label(feed.state), tone


def _facts(feed: FeedDetail, zone: str, now: datetime) -> list[str]:
    count = ngettext("{n} communication", "{n} communications", feed.items)
    facts = [count.format(n=feed.items)]
    if feed.written_at is not None:
        at = from_utc(feed.written_at, zone)
        day = day_words(at.date(), from_utc(now, zone).date())
        words = _("written {day}, {time}") if feed.path else _("published {day}, {time}")
        facts.insert(0, words.format(day=day, time=clock(at)))
    return facts


def changes_text(changes: Sequence[FeedChange]) -> str:
    """What changed since, by kind, a few titles of each: "Changed: Town hall. New: Update"."""
    heads = {
        FeedChangeKind.CHANGED: _("Changed: {titles}"),
        FeedChangeKind.ADDED: _("New: {titles}"),
        FeedChangeKind.REMOVED: _("Gone: {titles}"),
    }
    found = []
    for kind, head in heads.items():
        titles = [each.title or _("removed from the plan") for each in changes if each.kind is kind]
        if titles:
            named = [f"“{title}”" for title in titles[:_NAMED]]
            rest = len(titles) - _NAMED
            if rest > 0:
                named.append(ngettext("{n} more", "{n} more", rest).format(n=rest))
            found.append(head.format(titles=", ".join(named)))
    return DOT.join(found)
