"""The panel beside a calendar that shows what moves along with a date before it moves."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.language import _, ngettext
from townhall.services.queries.ripple import MovedDate, Moving, Ripple
from townhall.ui.date_words import clock, day_text
from townhall.ui.pack_names import pack_name
from townhall.ui.ripple_parts import Moment, MovingLine, TellingLine, day_width
from townhall.ui.theme import theme
from townhall.ui.warning_looks import warning_chip, warning_icon, warning_tone
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Hairline, SectionHead
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.labels import ElidedLabel
from townhall.ui.widgets.leaving import DoneByEnter
from townhall.ui.widgets.marks import Icon
from townhall.ui.widgets.page import ScrollPage
from townhall.ui.widgets.paint import HEAD
from townhall.ui.widgets.themed import Themed

WIDTH = 424
_DATES = 6
"""So many dates are named; more are counted."""


class RipplePanel(DoneByEnter, Themed, QWidget):
    """Shows a ripple: `applied(keys)` with what is ticked, or `left` where the date stays.

    Enter applies, wherever the keyboard is in it; Esc leaves.
    """

    applied = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(_("What moves along"))
        self.ripple: Ripple | None = None
        self.lines: list[MovingLine] = []
        self.title = ElidedLabel("", HEAD)
        close = Button(kind="ghost", icon="close", tip=_("Leave the date where it was (Esc)"))
        self.before, self.after = Moment(new=False), Moment(new=True)
        self.page = ScrollPage(pad=0, gap=0)
        self.move_button = Button("", "primary")
        self.alone_button = Button(_("Only the date"))
        cancel = Button(_("Cancel"), "ghost")
        head = QHBoxLayout()
        head.setContentsMargins(20, 12, 12, 4)
        head.addWidget(self.title, 1)
        head.addWidget(close)
        tiles = QHBoxLayout()
        tiles.setContentsMargins(20, 4, 20, 16)
        tiles.setSpacing(10)
        tiles.addWidget(self.before, 1)
        tiles.addWidget(Icon("arrow-right", "text2", 16))
        tiles.addWidget(self.after, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 14, 20, 14)
        foot.setSpacing(8)
        foot.addWidget(self.move_button)
        foot.addWidget(self.alone_button)
        foot.addStretch(1)
        foot.addWidget(cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(tiles)
        column.addWidget(self.page, 1)
        column.addWidget(Hairline())
        column.addLayout(foot)
        self.move_button.clicked.connect(self.apply)
        self.alone_button.clicked.connect(lambda: self.applied.emit([]))
        for button in (cancel, close):
            button.clicked.connect(self.left)

    def show_ripple(self, ripple: Ripple, today: date) -> None:
        """Show what a move touches, and take the keyboard."""
        self.ripple, self.lines = ripple, []
        self.title.setText(_("Move “{title}”").format(title=ripple.title))
        for tile, moment, words in (
            (self.before, ripple.start, _("From, {days}")),
            (self.after, ripple.new_start, _("To, {days}")),
        ):
            if moment is None:
                tile.set_moment(_("Falls away"), _("not held any more"))
                continue
            when = _when(moment, all_day=ripple.all_day)
            tile.set_moment(when, words.format(days=_far((moment.date() - today).days)))
        self._clear()
        self._show_warnings(ripple)
        self._show_dates(ripple)
        self._show_tasks(ripple)
        self._show_sent(ripple)
        self._show_promises(ripple)
        self.page.add_stretch()
        self.alone_button.setVisible(bool(self.lines))
        self._count()
        self.show()
        self.move_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def apply(self) -> None:
        """Move the date with everything that is ticked."""
        self.applied.emit(self.ticked())

    def ticked(self) -> list[str]:
        """Keys of what is ticked."""
        return [each.moving.key for each in self.lines if each.check.isChecked()]

    def _clear(self) -> None:
        while self.page.column.count():
            item = self.page.column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _section(self, title: str, facts: str) -> None:
        self.page.add(Hairline())
        self.page.add(SectionHead(title, facts, pad=20))

    def _end(self) -> None:
        self.page.column.addSpacing(12)

    def _show_warnings(self, ripple: Ripple) -> None:
        if not ripple.warnings:
            return
        self._section(_("Check first"), str(len(ripple.warnings)))
        for each in ripple.warnings:
            icon, role = warning_icon(each.kind), warning_tone(each.severity)
            role = "text2" if role == "neutral" else role
            self.page.add(TellingLine(icon, role, each.text, warning_chip(each)))
        self._end()

    def _show_dates(self, ripple: Ripple) -> None:
        """All dates that move or fall away, where it is not one alone that moves."""
        if len(ripple.dates) < 2 and ripple.new_start is not None:
            return
        moving = sum(each.new_start is not None for each in ripple.dates)
        words = ngettext("{n} gets another moment", "{n} get another moment", moving)
        self._section(_("Dates"), words.format(n=moving) if moving else "")
        for each in ripple.dates[:_DATES]:
            self.page.add(_date_line(each, all_day=ripple.all_day))
        more = len(ripple.dates) - _DATES
        if more > 0:
            self.page.add(TellingLine("calendar", "text2", _("and {n} more").format(n=more)))
        self._end()

    def _show_tasks(self, ripple: Ripple) -> None:
        if not (ripple.tasks or ripple.tasks_lost or ripple.tasks_further):
            return
        moving = ngettext(
            "{n} of {total} tasks moves", "{n} of {total} tasks move", len(ripple.tasks)
        )
        self._section(_("Run-up"), moving.format(n=len(ripple.tasks), total=ripple.tasks_total))
        self._add_lines(ripple.tasks)
        if ripple.tasks_further:
            words = ngettext(
                "{n} task of later dates moves along",
                "{n} tasks of later dates move along",
                ripple.tasks_further,
            )
            self.page.add(TellingLine("flag", "text2", words.format(n=ripple.tasks_further)))
        if ripple.tasks_lost:
            words = ngettext(
                "{n} open task goes with its date",
                "{n} open tasks go with their date",
                ripple.tasks_lost,
            ).format(n=ripple.tasks_lost)
            gone = Chip(_("Falls away"), "warn", dot=True)
            self.page.add(TellingLine("calendar-off", "warn", words, gone))
        if ripple.tasks_done:
            done = ngettext("{n} task already done", "{n} tasks already done", ripple.tasks_done)
            stay = Chip(_("Stay"), "neutral")
            words = done.format(n=ripple.tasks_done)
            self.page.add(TellingLine("check-circle", "ok", words, stay))
        self._end()

    def _show_sent(self, ripple: Ripple) -> None:
        if ripple.invitation is None and not ripple.packs:
            return
        self._section(_("Invitation and documents"), "")
        sent = ripple.invitation
        if sent is not None:
            words = ngettext(
                "{n} person has v{version}; send the update afterwards",
                "{n} people have v{version}; send the update afterwards",
                sent.recipients,
            )
            words = words.format(n=sent.recipients, version=sent.version)
            self.page.add(
                TellingLine("mail", "warn", words, Chip(_("Update due"), "warn", dot=True))
            )
        for pack in ripple.packs:
            words = _("{name} ({language}), make it again").format(
                name=pack_name(pack.kind), language=pack.language.upper()
            )
            version = Chip(_("Version {n}").format(n=pack.version), "neutral")
            self.page.add(TellingLine("documents", "text2", words, version))
        self._end()

    def _show_promises(self, ripple: Ripple) -> None:
        if not ripple.promises:
            return
        self._section(_("Promises"), _("due around the date"))
        self._add_lines(ripple.promises)
        self._end()

    def _add_lines(self, moving: tuple[Moving, ...]) -> None:
        width = day_width([day for each in moving for day in (each.day, each.new_day)])
        several = len({each.of for each in moving}) > 1
        for each in moving:
            line = MovingLine(each, width, of_date=several)
            line.check.toggled.connect(lambda _on: self._count())
            self.lines.append(line)
            self.page.add(line)

    def _count(self) -> None:
        number = len(self.ticked())
        words = ngettext("Move with {n} change", "Move with {n} changes", number)
        self.move_button.setText(words.format(n=number) if number else _("Move the date"))
        self.alone_button.setEnabled(bool(number))

    def leave(self) -> None:
        """Go away without doing anything."""
        self.left.emit()

    def run(self) -> None:
        """Move the date."""
        self.apply()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), tokens.surface)
            painter.fillRect(0, 0, 1, self.height(), tokens.border)
        finally:
            painter.end()


def _date_line(moved: MovedDate, *, all_day: bool) -> TellingLine:
    before = _when(moved.start, all_day=all_day)
    if moved.new_start is None:
        gone = Chip(_("Falls away"), "warn", dot=True)
        return TellingLine("calendar-off", "warn", before, gone)
    after = _when(moved.new_start, all_day=all_day)
    return TellingLine("calendar", "text2", _("{old} becomes {new}").format(old=before, new=after))


def _when(moment: datetime, *, all_day: bool) -> str:
    day = day_text(moment.date(), "ddd d MMM")
    return day if all_day else f"{day}, {clock(moment)}"


def _far(days: int) -> str:
    if days == 0:
        return _("today")
    if days < 0:
        return ngettext("{n} day ago", "{n} days ago", -days).format(n=-days)
    return ngettext("in {n} day", "in {n} days", days).format(n=days)
