"""What calendars were told of a date, line by line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.date_invitation import Difference
from townhall.domain.field_words import difference_name
from townhall.domain.invitations import Method
from townhall.domain.zones import from_utc
from townhall.language import _, ngettext
from townhall.services.queries.invitations import InvitationDetail
from townhall.ui.date_words import clock, day_text
from townhall.ui.event import words
from townhall.ui.event.card_parts import clear
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.labels import ElidedLabel, Label
from townhall.ui.widgets.marks import Icon
from townhall.ui.widgets.paint import SMALL, SMALL_MEDIUM, TITLE, Type

_SHOWN = 2


class DifferenceLine(QWidget):
    """A field, what was told struck through, and what holds now."""

    def __init__(
        self, difference: Difference, label_width: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        told, now = words.told_and_now(difference)
        name = difference_name(difference)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        label = Label(name, SMALL, "text2")
        label.setFixedWidth(label_width)
        row.addWidget(label)
        row.addWidget(ElidedLabel(told, Type(13, 400, struck=told != "–"), "text2"))
        row.addWidget(Icon("arrow-right", "text3", 14))
        row.addWidget(ElidedLabel(now, TITLE))
        row.addStretch(1)
        self.setAccessibleName(
            _("{field}: {told} was told, now {now}").format(field=name, told=told, now=now)
        )


class Differences(QWidget):
    """All fields that differ from what was told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[DifferenceLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def set_differences(self, differences: Sequence[Difference]) -> None:
        """Show others."""
        clear(self._column)
        names = (Label(difference_name(each), SMALL) for each in differences)
        width = max((name.sizeHint().width() for name in names), default=0) + 4
        self.lines = [DifferenceLine(each, width) for each in differences]
        for line in self.lines:
            self._column.addWidget(line)
        self.setVisible(bool(self.lines))


class Ledger(QWidget):
    """The versions that went out, newest first; older ones fold away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: Sequence[InvitationDetail] = ()
        self._zone = "UTC"
        self._all = False
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.more = Button("", "link")
        self.more.clicked.connect(self._on_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._lines)
        foot = QHBoxLayout()
        foot.addWidget(self.more)
        foot.addStretch(1)
        column.addLayout(foot)

    def set_entries(self, entries: Sequence[InvitationDetail], zone: str) -> None:
        """Show other lines, with their times in `zone`."""
        self._entries, self._zone = entries, zone
        self._show()

    def texts(self) -> list[str]:
        """Every line in words, newest first."""
        return [", ".join(self._words(each)) for each in self._entries]

    def _on_more(self) -> None:
        self._all = not self._all
        self._show()

    def _show(self) -> None:
        clear(self._lines)
        shown = self._entries if self._all else self._entries[:_SHOWN]
        for entry in shown:
            self._lines.addWidget(_line(*self._words(entry)))
        older = len(self._entries) - _SHOWN
        self.more.setVisible(older > 0)
        self.more.setText(
            _("Show fewer")
            if self._all
            else ngettext("{n} older version", "{n} older versions", older).format(n=older)
        )
        self.setVisible(bool(self._entries))

    def _words(self, entry: InvitationDetail) -> tuple[str, str, str]:
        at = from_utc(entry.exported_at, self._zone)
        what = words.method_word(entry.method)
        if entry.recurrence_id is not None:
            what = _("{what}, this date").format(what=what)
        when = f"{day_text(at.date(), 'd MMM')} {clock(at)}"
        if entry.method != Method.PUBLISH:
            when = f"{when}, {words.people(len(entry.recipients))}"
        return f"v{entry.version_number}", what, when


def _line(version: str, what: str, when: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 3, 0, 3)
    row.setSpacing(8)
    number = Label(version, SMALL_MEDIUM, "text2")
    number.setFixedWidth(theme().px(28))
    row.addWidget(number)
    row.addWidget(ElidedLabel(what, SMALL, "text"), 1)
    row.addWidget(Label(when, SMALL, "text2"))
    return holder
