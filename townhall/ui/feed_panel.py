"""The panel that writes a calendar feed: of everything, of an audience, or of an initiative."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from townhall.domain.file_names import safe_file_name
from townhall.language import _, ngettext
from townhall.services.feeds import export_feed
from townhall.services.queries.calendar import CalendarChoices, calendar_choices
from townhall.ui.file_choice import choose_new_file
from townhall.ui.screen import Frame
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.paint import HEAD
from townhall.ui.widgets.select import Option, Select

_EVERYTHING = ("", "")


class FeedPanel(Card):
    """Chooses what the feed holds and writes it to a file others can subscribe to."""

    closed = Signal()

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self.what = Select([], name=_("What the feed holds"))
        self.export_button = Button(_("Export feed…"), "primary")
        close = Button(_("Close"), "ghost")
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(Label(_("Calendar feed"), HEAD))
        row.addWidget(self.what, 1)
        row.addWidget(self.export_button)
        row.addWidget(close)
        self.add(body)
        self.export_button.clicked.connect(self.run)
        close.clicked.connect(self.close_panel)

    def open(self) -> None:
        """Read what there is to choose from, and begin."""
        self._frame.jobs.read(calendar_choices, done=self._on_choices, channel="feed.choices")
        self.show()
        self.what.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_panel(self) -> None:
        """Put the panel away."""
        self.hide()
        self.closed.emit()

    def run(self) -> None:
        """Ask for a file and write the feed into it."""
        chosen = self.what.value
        audience, initiative = chosen if isinstance(chosen, tuple) else _EVERYTHING
        name = safe_file_name(audience or initiative or _("Communications"), ".ics")
        path = choose_new_file(
            self, _("Where does the calendar feed go?"), name, _("Calendar (*.ics)")
        )
        if path is None:
            return
        self._frame.jobs.change(
            export_feed,
            path,
            audience=audience,
            initiative=initiative,
            title=_("Writing the calendar feed"),
            said="",
            done=lambda count: self._on_written(path, count),
        )

    def _on_choices(self, choices: CalendarChoices) -> None:
        options = [Option(_EVERYTHING, _("Everything that is planned"), "calendar")]
        options += [Option((each.name, ""), each.name, "audiences") for each in choices.audiences]
        options += [Option(("", name), name, "initiatives") for _id, name in choices.initiatives]
        current = self.what.value
        values = [option.value for option in options]
        self.what.set_options(options, current if current in values else _EVERYTHING)

    def _on_written(self, path: Path, count: int) -> None:
        words = ngettext(
            "Calendar feed with {n} communication written",
            "Calendar feed with {n} communications written",
            count,
        ).format(n=count)
        self._frame.toast_file(words, str(path))
        self.close_panel()

    def event(self, event: QEvent) -> bool:
        # Esc closes the panel, not the page.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)
