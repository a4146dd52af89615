"""The editor of one item of the run of show, in the place of its line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QListView,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from townhall.domain.run_of_show import AgendaItem, ScheduledItem
from townhall.language import _
from townhall.ui.event.agenda_row import Part
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.dates import NumberField, TimeField
from townhall.ui.widgets.fields import Field, TextArea, TextField
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.leaving import ENTER, DoneByEnter
from townhall.ui.widgets.paint import SMALL
from townhall.ui.widgets.switches import Switch
from townhall.ui.widgets.themed import Themed

_LONGEST_ITEM = 24 * 60


class AgendaEditor(DoneByEnter, Themed, QWidget):
    """Edits an item: Enter or leaving it stores, Esc does not.

    `stored(AgendaItem)` comes only with a title; without one the editor is `closed` instead.
    """

    stored = Signal(object)
    closed = Signal()
    remove_asked = Signal()

    def __init__(
        self,
        scheduled: ScheduledItem,
        speakers: Sequence[str],
        *,
        is_new: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._item = scheduled.item
        self._over = False
        self.is_new = is_new
        item = scheduled.item
        self.title = TextField(item.title, name=_("Title"))
        self.cues = TextArea(item.cues, name=_("Cues"), lines=2)
        self.speaker = TextField(item.speaker, name=_("Speaker"))
        self.speaker.setCompleter(_completer(speakers, self))
        self.minutes = NumberField(
            item.duration_minutes, most=_LONGEST_ITEM, unit=_("min"), name=_("Minutes")
        )
        self.fixed = Switch(_("Fixed start"), checked=item.start is not None)
        self.start = TimeField(item.start or scheduled.start.time(), name=_("Fixed start"))
        self.start.setEnabled(self.fixed.isChecked())
        self.fixed.toggled.connect(self.start.setEnabled)
        self._lay_out()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.cues.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(Field(_("Title"), self.title), 0, 0)
        grid.addWidget(Field(_("Speaker"), self.speaker), 0, 1)
        grid.addWidget(Field(_("Minutes"), self.minutes), 0, 2)
        grid.addWidget(Field(_("Cues"), self.cues), 1, 0)
        timing = QVBoxLayout()
        timing.setSpacing(4)
        timing.addWidget(self.fixed)
        timing.addWidget(self.start)
        timing.addStretch(1)
        grid.addLayout(timing, 1, 1, 1, 2)
        grid.setColumnStretch(0, 6)
        grid.setColumnStretch(1, 3)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(Label(_("Enter stores, Esc leaves it as it was"), SMALL, "text2"))
        foot.addStretch(1)
        if not self.is_new:
            remove = Button(_("Remove"), "ghost", icon="trash", small=True)
            remove.clicked.connect(self._on_remove)
            foot.addWidget(remove)
        done = Button(_("Done"), small=True)
        done.clicked.connect(self.commit)
        foot.addWidget(done)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 13, 16, 12)
        column.setSpacing(8)
        column.addLayout(grid)
        column.addLayout(foot)

    def focus_part(self, part: Part) -> None:
        """Begin at one part of the item."""
        if part is Part.START and not self.fixed.isChecked():
            self.fixed.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        widget = {
            Part.TITLE: self.title,
            Part.CUES: self.cues,
            Part.SPEAKER: self.speaker,
            Part.MINUTES: self.minutes,
            Part.START: self.start,
        }[part]
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(widget, TextField | NumberField):
            widget.selectAll()

    def item(self) -> AgendaItem:
        """What the fields hold."""
        self.minutes.interpretText()
        self.start.interpretText()
        return AgendaItem(
            title=self.title.text().strip(),
            duration_minutes=self.minutes.value(),
            start=self.start.value if self.fixed.isChecked() else None,
            speaker=self.speaker.text().strip(),
            cues=self.cues.text().strip(),
        )

    def commit(self) -> None:
        """Store what the fields hold, and close."""
        if self._over:
            return
        item = self.item()
        self._finish()
        if item.title and (item != self._item or self.is_new):
            self.stored.emit(item)
        else:
            self.closed.emit()

    def revert(self) -> None:
        """Close without storing."""
        if not self._over:
            self._finish()
            self.closed.emit()

    def _finish(self) -> None:
        self._over = True
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._on_focus_changed)

    def _on_remove(self) -> None:
        self._finish()
        self.remove_asked.emit()

    def _on_focus_changed(self, _old: QWidget | None, _new: QWidget | None) -> None:
        # Popups take the focus for a moment; what counts is where it comes to rest.
        QTimer.singleShot(0, self, self._commit_when_left)

    def _commit_when_left(self) -> None:
        focus = QApplication.focusWidget()
        if self._over or focus is None or QApplication.activePopupWidget() is not None:
            return
        if not self.isAncestorOf(focus):
            self.commit()

    def leave(self) -> None:
        """Go away without doing anything."""
        self.revert()

    def run(self) -> None:
        """Store the item."""
        self.commit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if control and event.key() in ENTER:
                self.commit()
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), tokens.hover)
            painter.fillRect(0, 0, self.width(), 1, tokens.border)
            painter.fillRect(0, 0, 3, self.height(), tokens.accent)
        finally:
            painter.end()


def _completer(names: Sequence[str], parent: QObject) -> QCompleter:
    completer = QCompleter(list(names), parent)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    popup = QListView()
    popup.setObjectName("completion")
    completer.setPopup(popup)
    return completer
