"""How an invitation is handed over: as what, for whom, for which calendars."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.recipient_groups import GROUPS, GroupKind
from townhall.language import _
from townhall.services.hand_over import Way
from townhall.ui.event import due_words, words
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.fields import Field
from townhall.ui.widgets.flow import FlowLayout
from townhall.ui.widgets.labels import Label, Paragraph
from townhall.ui.widgets.paint import SMALL
from townhall.ui.widgets.segment import Segment
from townhall.ui.widgets.switches import Check, Switch


class HandOverChoices(Card):
    """Asks what to write; `changed` after each choice, and `asked` when it should be written.

    `only` narrows it to some addresses, `this_date` to the date of the page.
    """

    changed = Signal()
    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.only: tuple[str, ...] | None = None
        self.this_date = False
        self.kind = Segment(
            [(Way.FILES, _("Files")), (Way.MAIL, _("Mail drafts")), (Way.ZIP, _("One .zip"))],
            Way.FILES,
            name=_("How it is handed over"),
        )
        self._note = Paragraph("", SMALL, "text2", selectable=False)
        self.grouped = Switch(_("A mail for each group"))
        self.groups: dict[GroupKind, Check] = {}
        self._groups = QWidget()
        self._flow = FlowLayout(self._groups, gap=16)
        self._groups_field = Field(_("For whom"), self._groups)
        self.shape = Segment(
            [("apart", _("Outlook")), ("whole", _("Others"))],
            "apart",
            name=_("Calendars of the recipients"),
        )
        self._shape_field = Field(
            _("Calendars of the recipients"),
            self.shape,
            hint=_("Outlook wants a changed date of a series in a file of its own."),
        )
        self.again = Switch(_("What they have already, too"))
        self.only_line = _Narrowed(_("For everybody"))
        self.date_line = _Narrowed(_("All dates"))
        self.button = Button("", "primary", icon="send")
        self._build()

    def _build(self) -> None:
        self.add(SectionHead(_("Hand over")))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 0, 16, 16)
        column.setSpacing(12)
        for widget in (
            self.only_line,
            self.date_line,
            self.kind,
            self._note,
            self.grouped,
            self._groups_field,
            self._shape_field,
            self.again,
            self.button,
        ):
            column.addWidget(widget)
        self.add(body)
        self.kind.chosen.connect(lambda _value: self._on_choice())
        self.grouped.toggled.connect(lambda _on: self._on_choice())
        self.shape.chosen.connect(lambda _value: self._on_choice())
        self.again.toggled.connect(lambda _on: self._on_choice())
        self.only_line.button.clicked.connect(lambda: self.narrow(None, this_date=self.this_date))
        self.date_line.button.clicked.connect(lambda: self.narrow(self.only, this_date=False))
        self.button.clicked.connect(self.asked)
        self._show()

    @property
    def way(self) -> Way:
        """What is written."""
        return Way(str(self.kind.value))

    @property
    def separate(self) -> bool:
        """Whether changed dates go in files of their own."""
        return self.shape.value == "apart"

    @property
    def kinds(self) -> tuple[GroupKind, ...]:
        """The groups that get a mail of their own; none: one mail for everybody."""
        if self.way is not Way.MAIL or not self.grouped.isChecked():
            return ()
        return tuple(kind for kind, check in self.groups.items() if check.isChecked())

    def narrow(self, only: Sequence[str] | None, *, this_date: bool) -> None:
        """Narrow it to some addresses (None: everybody's) and to the date of the page."""
        self.only = tuple(only) if only is not None else None
        self.this_date = this_date
        self._on_choice()

    def offer(self, kinds: set[GroupKind], *, recurring: bool, due: bool) -> None:
        """Offer the groups that there are, and what a series and a file that is due add."""
        self._shape_field.setVisible(recurring)
        self.again.setVisible(due)
        wanted = [each for each in GROUPS if each in kinds]
        if wanted != list(self.groups):
            self._flow.clear()
            self.groups = {}
            for kind in wanted:
                check = Check(due_words.group_word(kind), checked=True)
                check.toggled.connect(lambda _on: self._on_choice())
                self.groups[kind] = check
                self._flow.addWidget(check)
        self._show()

    def _on_choice(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        is_mail = self.way is Way.MAIL
        note, verb = {
            Way.FILES: (
                _("Calendar files, to attach to a mail of your own."),
                _("Save files…"),
            ),
            Way.MAIL: (
                _(
                    "Complete mails with text and calendar file, which open in Outlook, "
                    "Apple Mail or Thunderbird, ready to send."
                ),
                _("Make mail drafts…"),
            ),
            Way.ZIP: (_("All calendar files in one package, to pass on."), _("Save .zip…")),
        }[self.way]
        self._note.setText(note)
        self.button.setText(verb)
        by_group = is_mail and self.grouped.isChecked()
        self.grouped.setVisible(is_mail)
        self._groups_field.setVisible(by_group and len(self.groups) > 1)
        self.button.setEnabled(not by_group or bool(self.kinds))
        self.only_line.say(
            _("Only for {people}.").format(people=words.people(len(self.only)))
            if self.only is not None
            else ""
        )
        self.date_line.say(_("Only this date.") if self.this_date else "")


class _Narrowed(QWidget):
    """Says to what it is narrowed, with a way back to all of it."""

    def __init__(self, back: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = Label("")
        self.button = Button(back, "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._text, 1)
        row.addWidget(self.button)

    def say(self, text: str) -> None:
        """Show `text`; nothing hides it."""
        self._text.setText(text)
        self.setVisible(bool(text))
