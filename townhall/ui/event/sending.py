"""What has to go out now, who has which version, and how it is handed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from townhall.domain.recipient_groups import GroupKind, kind_of
from townhall.language import _, ngettext
from townhall.services.hand_over import HandedFile, Way, Wish, hand_over
from townhall.services.queries.hand_over import HandOverDetail
from townhall.services.queries.invitations import DueFile
from townhall.ui.event.due_card import DueCard, VersionsCard
from townhall.ui.event.hand_over_choices import HandOverChoices
from townhall.ui.event.handed_card import HandedCard
from townhall.ui.file_choice import choose_folder
from townhall.ui.screen import Frame
from townhall.ui.theme import theme
from townhall.ui.widgets.page import ScrollPage

_BESIDE = 860
"""From this width on, at normal text size, the choices stand beside the files."""
_SIDE = 384
_ANY = 16777215


class SendingPart(ScrollPage):
    """Lists the files that are due and writes them; `changed` when what would go out is another.

    `shown_wanted(int)`: the due file at that place should be previewed.
    """

    changed = Signal()
    shown_wanted = Signal(int)

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(ground="bg", parent=parent)
        self._frame = frame
        self._detail: HandOverDetail | None = None
        self._folder = ""
        self.due = DueCard()
        self.versions = VersionsCard()
        self.choices = HandOverChoices()
        self.handed = HandedCard(frame)
        self.handed.hide()
        left, self._right = QWidget(), QWidget()
        _column(left, self.handed, self.due, self.versions)
        _column(self._right, self.choices)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(16)
        self._beside.addWidget(left, 1)
        self._beside.addWidget(self._right)
        self.column.addLayout(self._beside)
        self.add_stretch()
        self.due.picked.connect(self.shown_wanted)
        self.versions.only_wanted.connect(self._on_only)
        self.choices.changed.connect(self._on_choice)
        self.choices.asked.connect(self.run)

    def set_detail(self, detail: HandOverDetail) -> None:
        """Show another invitation, or the same as it stands now."""
        self._detail = detail
        self.versions.show_versions(detail.versions)
        self._on_choice()

    @property
    def wish(self) -> Wish | None:
        """What would be handed over now."""
        detail, choices = self._detail, self.choices
        if detail is None:
            return None
        row = detail.date.row
        return Wish(
            row.communication_id,
            original_start=row.original_start if choices.this_date and row.recurring else None,
            separate=choices.separate and row.recurring,
            due_only=bool(self._files()) and not choices.again.isChecked(),
            kinds=choices.kinds,
            only=choices.only,
        )

    def run(self) -> None:
        """Ask for a folder and write there what is chosen."""
        wish, way = self.wish, self.choices.way
        if wish is None:
            return
        folder = choose_folder(self, _("Where do the files go?"), self._folder)
        if folder is None:
            return
        self._folder = str(folder)
        self._frame.jobs.change(
            hand_over,
            wish,
            folder,
            way=way,
            title=_("Making the invitation"),
            said="",
            done=lambda files: self._on_handed(files, way),
        )

    def _on_handed(self, files: list[HandedFile], way: Way) -> None:
        self.handed.show_files(files, way)
        if not files:
            self._frame.toast(_("Everybody knows how it stands; there is nothing to send."))
            return
        self.choices.narrow(None, this_date=self.choices.this_date)
        self.handed.tiles[0].setFocus()
        self.ensureWidgetVisible(self.handed)
        count = len(self.handed.paths)
        text = ngettext("{n} file written", "{n} files written", count).format(n=count)
        self._frame.toast_file(text, files[0].file)
        for warning in dict.fromkeys(each for file in files for each in file.warnings):
            self._frame.toast(warning)

    def _on_only(self, emails: tuple[str, ...]) -> None:
        self.choices.narrow(emails, this_date=self.choices.this_date)
        self.choices.button.setFocus()

    def _on_choice(self) -> None:
        detail = self._detail
        if detail is None:
            return
        files = self._files()
        self.due.show_files(files, detail.series)
        self.choices.offer(
            self._kinds(detail), recurring=detail.date.row.recurring, due=bool(files)
        )
        self.changed.emit()

    def _files(self) -> Sequence[DueFile]:
        """What is due, narrowed as chosen."""
        detail, choices = self._detail, self.choices
        if detail is None:
            return ()
        files = detail.due_separate if choices.separate else detail.due
        if choices.this_date:
            start = detail.date.row.original_start
            files = tuple(each for each in files if each.original_start in (None, start))
        if choices.only is None:
            return files
        wanted = {email.casefold() for email in choices.only}
        narrowed = (
            replace(
                each, recipients=tuple(p for p in each.recipients if p.email.casefold() in wanted)
            )
            for each in files
        )
        return tuple(each for each in narrowed if each.recipients)

    def _kinds(self, detail: HandOverDetail) -> set[GroupKind]:
        due = (each.role for file in detail.due for each in file.recipients)
        return {kind_of(role) for role in (*due, *(each.role for each in detail.versions))}

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= theme().px(_BESIDE)
        beside = QBoxLayout.Direction
        self._beside.setDirection(beside.LeftToRight if wide else beside.BottomToTop)
        self._right.setMinimumWidth(theme().px(_SIDE) if wide else 0)
        self._right.setMaximumWidth(theme().px(_SIDE) if wide else _ANY)


def _column(holder: QWidget, *widgets: QWidget) -> None:
    """Put the widgets below each other at the top of `holder`."""
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(16)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
