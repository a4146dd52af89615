"""The documents screen: a date, its packs, how they are made, and how they will look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from townhall.domain.blocks import Document, texts
from townhall.domain.changes import Changes
from townhall.domain.errors import NotFound, TownHallError
from townhall.domain.leaks import Leak
from townhall.language import _
from townhall.services.packs import PACK_KINDS, pack_document, pack_leaks
from townhall.services.queries.communications import OccurrenceRow
from townhall.services.queries.packs import PackDates, PackState, pack_dates, pack_state
from townhall.ui.actions import Action
from townhall.ui.date_key import DateKey, key_of
from townhall.ui.documents.commands import documents_commands
from townhall.ui.documents.empty import empty_documents
from townhall.ui.documents.exports import Exports
from townhall.ui.documents.options import PackOptions, options_from
from townhall.ui.documents.pack_list import PackList
from townhall.ui.documents.pack_panel import PackPanel
from townhall.ui.documents.preview import Preview
from townhall.ui.documents.words import date_words
from townhall.ui.personal_data import PersonalDataToDecide
from townhall.ui.screen import Frame, Screen, Selection
from townhall.ui.widgets.page import Ground

_PAUSE_MS = 250
"""Changes that follow each other within this time are shown at once."""

_WIDE = 1000
"""Below this width (pixels) the packs stand above the options instead of beside them."""


class DocumentsScreen(Screen):
    """The packs of one date. `kind` and `key` say which pack of which date is shown."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.kind = PACK_KINDS[0]
        self.key: DateKey | None = None
        self.pack: PackState | None = None
        self._wanted: tuple[int, datetime | None] | None = None
        self.packs = PackList()
        self.panel = PackPanel()
        self.preview = Preview(frame.jobs)
        self.exports = Exports(self)
        self.empty = empty_documents(frame)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._read_dates)
        self._lay_out()
        self._connect()
        self.panel.options.set_options(PackOptions())
        self._select()

    def _lay_out(self) -> None:
        body = Ground("surface")
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.packs)
        row.addWidget(self.panel)
        row.addWidget(self.preview, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(body)
        self._stack.addWidget(self.empty)

    def _connect(self) -> None:
        panel = self.panel
        self.packs.kind_chosen.connect(self.show_pack)
        self.packs.date_chosen.connect(self.show_date)
        panel.switcher.kind_chosen.connect(self.show_pack)
        panel.switcher.date_chosen.connect(self.show_date)
        panel.options.changed.connect(self._on_options_changed)
        panel.options.template_wanted.connect(self.exports.choose_template)
        panel.leaks.show_wanted.connect(self._on_show_wanted)
        panel.leaks.decide_wanted.connect(self._on_decide_wanted)
        panel.answers.question_wanted.connect(
            lambda wanted: self.frame.show_selection(Selection("question", wanted))
        )
        panel.answers.all_wanted.connect(lambda: self.frame.go("questions"))
        panel.foot.save_wanted.connect(self.exports.save)
        panel.foot.print_wanted.connect(self.exports.print)
        panel.foot.open_wanted.connect(self.exports.open)
        panel.foot.copied.connect(lambda _path: self.frame.toast(_("The file is copied")))

    # The frame asks

    def title(self) -> str:
        return _("Documents")

    def facts(self) -> str:
        if self.pack is None:
            return ""
        return f"{self.pack.row.title}, {date_words(self.pack.row)}"

    def commands(self) -> Sequence[Action]:
        return documents_commands(self)

    def first_focus(self) -> QWidget:
        if self._stack.currentWidget() is self.empty:
            return self.empty
        if self.packs.isHidden():
            return self.panel.switcher.date_button
        return self.packs.rows[self.kind]

    def activate(self, selection: Selection | None) -> None:
        if selection is None:
            return
        if selection.noun in PACK_KINDS:
            self.kind = selection.noun
        self._wanted = selection.id, selection.original_start
        self.mark_stale()

    def refresh(self, changes: Changes | None) -> None:
        if changes is None:
            self._read_dates()
        else:
            self._pause.start()

    def state(self) -> dict[str, Any]:
        about = [self.key.communication_id, self.key.original_start.isoformat()] if self.key else []
        return {
            "kind": self.kind,
            "date": about,
            "options": self.panel.options.options.state(),
            "folder": self.exports.folder,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        if state.get("kind") in PACK_KINDS:
            self.kind = state["kind"]
        if isinstance(state.get("folder"), str):
            self.exports.folder = state["folder"]
        self.panel.options.set_options(options_from(state.get("options")))
        try:
            number, start = state.get("date") or (0, "")
            if isinstance(number, int) and number:
                self._wanted = number, datetime.fromisoformat(start)
        except (TypeError, ValueError):
            self._wanted = None

    # What the user does

    def show_pack(self, kind: str) -> None:
        """Show the pack of `kind` of the same date."""
        if kind != self.kind:
            self.kind = kind
            self._show_other()

    def show_date(self, row: OccurrenceRow) -> None:
        """Show the same pack of another date."""
        if key_of(row) != self.key:
            self.key = key_of(row)
            self._show_other()

    def find_date(self) -> None:
        """Put the keyboard into the search of the dates."""
        if self.packs.isVisible():
            self.packs.dates.search.setFocus()
        else:
            self.panel.switcher.open_dates()

    def document_arguments(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """How `pack_document` is asked for the pack that is shown."""
        options = self.panel.options.options
        key = self.key or DateKey(0, datetime.min)
        speaker = options.speaker if self.kind == "speaker-brief" else ""
        return (
            (self.kind, key.communication_id, key.original_start, options.language or None),
            {
                "clock": self.frame.clock,
                "internal": options.internal,
                "large_print": options.large_print,
                "speaker": speaker,
            },
        )

    def _show_other(self) -> None:
        self.preview.forget()
        self.panel.foot.show_file(None)
        self.panel.foot.set_ready(ready=False)
        self._select()
        self._read_pack()

    def _select(self) -> None:
        self.packs.select(self.kind, self.key)
        self.panel.select(self.kind, self.key)
        if self.pack is not None and self.key == key_of(self.pack.row):
            self._show_state(self.pack)

    def _on_options_changed(self) -> None:
        self._read_pack()

    def _on_show_wanted(self, text: str) -> None:
        if not self.preview.go_to_text(text):
            self.frame.toast(_("The preview does not show this text any more"))

    def _on_decide_wanted(self) -> None:
        if self.key is not None:
            self.frame.go("questions", PersonalDataToDecide("question", self.key.communication_id))

    # Reading

    def _read_dates(self) -> None:
        self.frame.jobs.read(
            pack_dates, clock=self.frame.clock, done=self._on_dates, channel="documents.dates"
        )

    def _on_dates(self, dates: PackDates) -> None:
        self._stack.setCurrentIndex(int(dates.is_empty))
        self.packs.set_dates(dates)
        self.panel.switcher.set_dates(dates)
        if self._wanted is not None:
            number, start = self._wanted
            self.key, self._wanted = None, None
            if start is None:
                near = [*dates.coming, *dates.recent]
                row = next((row for row in near if row.communication_id == number), None)
                start = row.original_start if row else None
            if start is not None:
                self.key = DateKey(number, start)
        if self.key is None and dates.suggested is not None:
            self.key = key_of(dates.suggested)
        self._select()
        self._read_pack()

    def _read_pack(self) -> None:
        if self.key is None:
            return
        arguments, named = self.document_arguments()
        self.frame.jobs.read(
            pack_document,
            *arguments,
            **named,
            done=self._on_document,
            failed=self._on_refused,
            channel="documents.document",
        )
        self.frame.jobs.read(
            pack_state,
            *arguments[1:],
            clock=self.frame.clock,
            done=self._on_state,
            failed=self._on_refused,
            channel="documents.state",
        )

    def _on_refused(self, error: TownHallError) -> None:
        if isinstance(error, NotFound) and self.key is not None:
            # The date was removed or moved by its rule: the next town hall is shown instead.
            self.key = self.pack = None
            self.preview.forget()
            self._read_dates()
        elif not isinstance(error, NotFound):
            self.frame.show_error(error)

    def _on_document(self, document: Document) -> None:
        self.preview.show_document(document)
        self.panel.foot.set_ready(ready=True)
        if self.panel.options.options.internal:
            self.panel.leaks.show_internal()
            return
        self.panel.leaks.show_checking()
        if self.key is not None:
            self.frame.jobs.read(
                pack_leaks,
                document,
                *self.key,
                clock=self.frame.clock,
                done=lambda found: self._on_leaks(found, document),
                failed=self._on_refused,
                channel="documents.leaks",
            )

    def _on_leaks(self, found: list[Leak], document: Document) -> None:
        if not self.panel.options.options.internal:
            self.panel.leaks.show_leaks(found, len(texts(document)))

    def _on_state(self, state: PackState) -> None:
        self.pack = state
        self._show_state(state)
        self.heading_changed.emit()

    def _show_state(self, state: PackState) -> None:
        self.packs.set_state(state)
        self.panel.set_state(self.kind, state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        self.packs.setVisible(wide)
        self.panel.set_compact(compact=not wide)
