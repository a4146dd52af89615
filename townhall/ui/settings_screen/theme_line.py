"""One theme of questions in the settings: colour, names and days, changed where they stand."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.question_themes import OTHER
from townhall.domain.terms import ThemeColor, label
from townhall.language import _, current_language, ngettext
from townhall.services.queries.question_themes import ThemeDetail
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.chooser import Chooser
from townhall.ui.widgets.grip import Grip
from townhall.ui.widgets.in_place import InPlace
from townhall.ui.widgets.labels import Label, Paragraph
from townhall.ui.widgets.language import mark_language
from townhall.ui.widgets.paint import SMALL, draw_box
from townhall.ui.widgets.select import Option
from townhall.ui.widgets.themed import Themed

FIELDS = ("name_nl", "name_en", "answer_days")


class ThemeColumns(QWidget):
    """Widgets in the columns of the list: grip, colour, two names, days, questions, remove."""

    def __init__(self, *widgets: QWidget | None) -> None:
        super().__init__()
        px = theme().px
        widths = (px(24), px(32), 0, 0, px(92), px(68), px(32))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 12, 0)
        row.setSpacing(4)
        for width, widget in zip(widths, widgets, strict=True):
            shown = widget or QWidget()
            if width:
                shown.setFixedWidth(width)
            row.addWidget(shown, 0 if width else 1)


class ThemeLine(Themed, QWidget):
    """`changed(values)` for what the user changed, `remove_wanted()` for the whole theme.

    The theme of what fits no other has no button that removes it.
    """

    changed = Signal(object)
    remove_wanted = Signal()

    def __init__(self, shown: ThemeDetail) -> None:
        super().__init__()
        self.shown = shown
        name = shown.name(current_language())
        self.grip = Grip(name=_("Move {name}").format(name=name))
        self.color = _ColorButton(shown.color, name)
        self.color.clicked.connect(lambda _checked=False: self._choose_color())
        self.name_nl = InPlace(name=_("Dutch name of {name}").format(name=name))
        self.name_en = InPlace(name=_("English name of {name}").format(name=name))
        mark_language(self.name_nl, "nl")
        mark_language(self.name_en, "en")
        self.answer_days = InPlace(
            "number", name=_("Working days for {name}").format(name=name), show=days_words
        )
        self.questions = Label(str(shown.questions), role="text2")
        self.questions.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        asked = ngettext("{n} question", "{n} questions", shown.questions)
        self.questions.setAccessibleName(asked.format(n=shown.questions))
        self.out = Button(kind="ghost", icon="trash", tip=_("Remove {name}").format(name=name))
        self.out.clicked.connect(lambda _checked=False: self.remove_wanted.emit())
        for field in FIELDS:
            fact: InPlace = getattr(self, field)
            fact.set_value(getattr(shown, field))
            fact.edited.connect(lambda value, field=field: self.changed.emit({field: value}))
        self._error = Paragraph("", SMALL, "bad", selectable=False)
        self._error.setContentsMargins(16, 0, 16, 6)
        self._error.hide()
        out = self.out if shown.key != OTHER else None
        self.out.setParent(self)
        self.out.setVisible(out is not None)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(0)
        column.addWidget(
            ThemeColumns(
                *(self.grip, self.color, self.name_nl, self.name_en, self.answer_days),
                *(self.questions, out),
            )
        )
        column.addWidget(self._error)
        self.restyle()

    @property
    def error(self) -> str:
        """What was wrong last."""
        facts: list[InPlace] = [getattr(self, field) for field in FIELDS]
        return self._error.words or next((fact.error for fact in facts if fact.error), "")

    def set_error(self, sentence: str, field: str = "") -> None:
        """Say what is wrong: at the value of `field`, or else below the line."""
        if field in FIELDS:
            fact: InPlace = getattr(self, field)
            fact.set_error(sentence)
            return
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def part_with_keyboard(self) -> str:
        """The name of the part that has the keyboard; empty for none."""
        at = self.focusWidget()
        if at is None or not at.hasFocus():
            return ""
        parts = ("grip", "color", *FIELDS, "out")
        return next((one for one in parts if _holds(getattr(self, one), at)), "")

    def focus_part(self, name: str) -> None:
        """Give the keyboard to a part, by the name that `part_with_keyboard` gave."""
        part: QWidget = getattr(self, name)
        part.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_color(self) -> None:
        options = [Option(one.value, label(one), "", one.value) for one in ThemeColor]
        chooser = Chooser(_("Colour"), options, self.shown.color, parent=self)
        chooser.picked.connect(lambda value: self.changed.emit({"color": value}))
        chooser.show_at(self.color.mapToGlobal(self.color.rect().bottomLeft()))
        (chooser.entry if chooser.entry.isVisible() else chooser).setFocus()

    def restyle(self) -> None:
        self.setMinimumHeight(theme().px(44))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(0, 0, self.width(), 1, theme().tokens.border)
        finally:
            painter.end()


class _ColorButton(Button):
    """The square of a theme's colour; a click chooses another."""

    def __init__(self, color: str, name: str) -> None:
        words = _("Colour of {name}: {color}")
        super().__init__(kind="ghost", tip=words.format(name=name, color=label(ThemeColor(color))))
        self._color = color

    def sizeHint(self) -> QSize:
        return QSize(theme().px(32), theme().px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        try:
            middle, side = QRectF(self.rect()).center(), theme().px(14)
            square = QRectF(round(middle.x() - side / 2), round(middle.y() - side / 2), side, side)
            draw_box(painter, square, 4, theme().tokens.shade(self._color).line)
        finally:
            painter.end()


def days_words(value: object) -> str:
    """So many days, in words that fit a column."""
    n = value if isinstance(value, int) else 0
    return ngettext("{n} day", "{n} days", n).format(n=n) if n else _("no day")


def _holds(part: QWidget, at: QWidget) -> bool:
    return part is at or part.isAncestorOf(at)
