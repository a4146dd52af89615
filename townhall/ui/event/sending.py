"""What has to go out now, who has which version, and how it is handed over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from townhall.domain.day_words import listed
from townhall.domain.recipient_groups import GROUPS, GroupKind, kind_of
from townhall.language import _, ngettext
from townhall.services.hand_over import HandedFile, Way, Wish, hand_over
from townhall.services.queries.hand_over import HandOverDetail
from townhall.services.queries.invitations import DueFile
from townhall.ui.event import due_words, words
from townhall.ui.event.card_parts import clear
from townhall.ui.event.handed_card import HandedCard
from townhall.ui.file_choice import choose_folder
from townhall.ui.screen import Frame
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, CardNote, SectionHead
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.fields import Field
from townhall.ui.widgets.flow import FlowLayout
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.page import ScrollPage
from townhall.ui.widgets.paint import SMALL
from townhall.ui.widgets.rows import Row, align_trailing
from townhall.ui.widgets.segment import Segment
from townhall.ui.widgets.switches import Check, Switch

_BESIDE = 860
_SIDE = 384


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
        self._only: tuple[str, ...] | None = None
        self._this_date = False
        self.rows: list[Row] = []
        self.behind: list[tuple[str, Button]] = []
        self.due_head = SectionHead(_("To go out now"))
        self._due = Card()
        self._due_rows = QVBoxLayout()
        self._nothing = CardNote("")
        self._versions = Card()
        self._version_rows = QVBoxLayout()
        self._know = CardNote(_("Everybody on the list has the newest version."))
        self.way = Segment(
            [(Way.FILES, _("Files")), (Way.MAIL, _("Mail drafts")), (Way.ZIP, _("One .zip"))],
            Way.FILES,
            name=_("How it is handed over"),
        )
        self.way_note = Paragraph("", SMALL, "text2", selectable=False)
        self.grouped = Switch(_("A mail for each group"), name=_("A mail for each group"))
        self.groups: dict[GroupKind, Check] = {}
        self._groups = QWidget()
        self._groups_flow = FlowLayout(self._groups, gap=16)
        self.shape = Segment(
            [("apart", _("Outlook")), ("whole", _("Others"))],
            "apart",
            name=_("Calendars of the recipients"),
        )
        self.again = Switch(_("What they have already, too"))
        self.only_note = CardNote("", bottom=4)
        self.everybody = Button(_("For everybody"), "link")
        self.button = Button("", "primary", icon="send")
        self.handed = HandedCard(frame)
        self._build()

    def _build(self) -> None:
        self._due.add(self.due_head)
        self._due.add(self._nothing)
        self._due.add(_holding(self._due_rows))
        self._versions.add(SectionHead(_("Who has which version")))
        self._versions.add(self._know)
        self._versions.add(_holding(self._version_rows))
        left, right = QWidget(), QWidget()
        _column(left, self.handed, self._due, self._versions)
        self._side = _column(right, self._choices())
        self._right = right
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(16)
        self._beside.addWidget(left, 1)
        self._beside.addWidget(right)
        self.column.addLayout(self._beside)
        self.add_stretch()
        self.handed.hide()
        self.way.chosen.connect(lambda _value: self._on_way())
        self.grouped.toggled.connect(lambda _on: self._on_way())
        self.shape.chosen.connect(lambda _value: self._tell())
        self.again.toggled.connect(lambda _on: self._tell())
        self.everybody.clicked.connect(lambda: self.set_only(None))
        self.button.clicked.connect(self.run)

    def _choices(self) -> Card:
        card, body = Card(), QWidget()
        card.add(SectionHead(_("Hand over")))
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 0, 16, 16)
        column.setSpacing(12)
        self.only_note.layout().setContentsMargins(0, 0, 0, 0)  # type: ignore[union-attr]  # it has one
        column.addWidget(self.only_note)
        column.addWidget(self.everybody)
        column.addWidget(self.way)
        column.addWidget(self.way_note)
        column.addWidget(self.grouped)
        self._groups_field = Field(_("For whom"), self._groups)
        column.addWidget(self._groups_field)
        self._shape_field = Field(
            _("Calendars of the recipients"),
            self.shape,
            hint=_("Outlook wants a changed date of a series in a file of its own."),
        )
        column.addWidget(self._shape_field)
        column.addWidget(self.again)
        column.addWidget(self.button)
        card.add(body)
        return card

    def set_detail(self, detail: HandOverDetail) -> None:
        """Show another invitation, or the same as it stands now."""
        self._detail = detail
        self._show_groups()
        self._shape_field.setVisible(detail.date.row.recurring)
        self._show_versions(detail)
        self._on_way()

    def set_only(self, emails: Sequence[str] | None) -> None:
        """Narrow it to these addresses; None: everybody."""
        self._only = tuple(emails) if emails is not None else None
        if self._detail is not None:
            self._tell()

    def set_this_date(self, *, alone: bool) -> None:
        """Narrow it to the date of the page, or show all of the series."""
        self._this_date = alone
        if self._detail is not None:
            self._tell()

    @property
    def wish(self) -> Wish | None:
        """What would be handed over now."""
        detail = self._detail
        if detail is None:
            return None
        row = detail.date.row
        grouped = self.way.value == Way.MAIL and self.grouped.isChecked()
        kinds = tuple(kind for kind, check in self.groups.items() if check.isChecked())
        return Wish(
            row.communication_id,
            original_start=row.original_start if self._this_date and row.recurring else None,
            separate=self.shape.value == "apart" and row.recurring,
            due_only=bool(self._files()) and not self.again.isChecked(),
            kinds=kinds if grouped else (),
            only=self._only,
        )

    def run(self) -> None:
        """Ask for a folder and write there what is chosen."""
        wish, way = self.wish, Way(str(self.way.value))
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
        self._only = None
        self.handed.show_files(files, way)
        self.handed.tiles[0].setFocus()
        self.ensureWidgetVisible(self.handed)
        count = len(self.handed.paths)
        text = ngettext("{n} file written", "{n} files written", count).format(n=count)
        self._frame.toast_file(text, str(Path(files[0].file)))
        for warning in dict.fromkeys(each for file in files for each in file.warnings):
            self._frame.toast(warning)

    def _files(self) -> Sequence[DueFile]:
        """What is due, narrowed as chosen."""
        detail = self._detail
        if detail is None:
            return ()
        files = detail.due_separate if self.shape.value == "apart" else detail.due
        if self._this_date:
            start = detail.date.row.original_start
            files = tuple(each for each in files if each.original_start in (None, start))
        if self._only is None:
            return files
        wanted = {email.casefold() for email in self._only}
        return tuple(
            each
            for each in files
            if any(person.email.casefold() in wanted for person in each.recipients)
        )

    def _show_groups(self) -> None:
        kinds = [each for each in GROUPS if each in self._kinds_present()]
        if kinds == list(self.groups):
            return
        self._groups_flow.clear()
        self.groups = {}
        for kind in kinds:
            check = Check(due_words.group_word(kind), checked=True)
            check.toggled.connect(lambda _on: self._tell())
            self.groups[kind] = check
            self._groups_flow.addWidget(check)

    def _kinds_present(self) -> set[GroupKind]:
        detail = self._detail
        if detail is None:
            return set()
        due = (each.role for file in detail.due for each in file.recipients)
        return {kind_of(role) for role in (*due, *(each.role for each in detail.versions))}

    def _on_way(self) -> None:
        is_mail = self.way.value == Way.MAIL
        self.way_note.setText(
            {
                Way.FILES: _("Calendar files, to attach to a mail of your own."),
                Way.MAIL: _(
                    "Complete mails with text and calendar file, which open in Outlook, "
                    "Apple Mail or Thunderbird, ready to send."
                ),
                Way.ZIP: _("All calendar files in one package, to pass on."),
            }[Way(str(self.way.value))]
        )
        self.grouped.setVisible(is_mail)
        self._groups_field.setVisible(is_mail and self.grouped.isChecked() and len(self.groups) > 1)
        self._tell()

    def _tell(self) -> None:
        """Show what would go out, and what the button does."""
        files = self._files()
        self._show_due(files)
        self.again.setVisible(bool(files))
        self.only_note.setVisible(self._only is not None)
        self.everybody.setVisible(self._only is not None)
        if self._only is not None:
            count = words.people(len(self._only))
            self.only_note.paragraph.setText(_("Only for {people}.").format(people=count))
        self.button.setText(
            {
                Way.FILES: _("Save files…"),
                Way.MAIL: _("Make mail drafts…"),
                Way.ZIP: _("Save .zip…"),
            }[Way(str(self.way.value))]
        )
        chosen = any(check.isChecked() for check in self.groups.values())
        self.button.setEnabled(chosen or not self.grouped.isChecked())
        self.changed.emit()

    def _show_due(self, files: Sequence[DueFile]) -> None:
        clear(self._due_rows)
        self.rows = []
        count = ngettext("{n} file", "{n} files", len(files)).format(n=len(files))
        self.due_head.set_title(_("To go out now"), count if files else "")
        self._nothing.setVisible(not files)
        self._nothing.paragraph.setText(
            _("Everybody has been told how it stands. You can make the same files once more.")
        )
        series = self._detail.series if self._detail is not None else {}
        for place, file in enumerate(files):
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
            row.clicked.connect(lambda _down=False, place=place: self.shown_wanted.emit(place))
            self.rows.append(row)
            self._due_rows.addWidget(row)
        align_trailing(self.rows)

    def _show_versions(self, detail: HandOverDetail) -> None:
        clear(self._version_rows)
        self.behind = []
        sent = any(each.version_number for each in detail.versions)
        self._versions.setVisible(sent)
        late = due_words.behind(detail.versions)
        self._know.setVisible(not late)
        rows = []
        for each in late:
            button = Button(_("Only to them"))
            button.setAccessibleName(_("{text}: only to them").format(text=each.text))
            button.clicked.connect(lambda _down=False, each=each: self.set_only(each.emails))
            row = Row(
                each.text,
                listed(_names(detail, each.emails)),
                icon="people",
                icon_role="warn",
                trailing=[button],
                static=True,
            )
            rows.append(row)
            self.behind.append((each.text, button))
            self._version_rows.addWidget(row)
        align_trailing(rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= theme().px(_BESIDE)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.BottomToTop
        self._beside.setDirection(direction)
        if wide:
            self._right.setFixedWidth(theme().px(_SIDE))
        else:
            self._right.setMinimumWidth(0)
            self._right.setMaximumWidth(16777215)


def _names(detail: HandOverDetail, emails: Sequence[str]) -> list[str]:
    known = {each.email: each.name or each.email for each in detail.versions}
    return [known[email] for email in emails]


def _holding(layout: QVBoxLayout) -> QWidget:
    holder = QWidget()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    holder.setLayout(layout)
    return holder


def _column(holder: QWidget, *widgets: QWidget) -> QVBoxLayout:
    """The widgets below each other at the top of `holder`."""
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(16)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return column
