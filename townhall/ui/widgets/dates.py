"""Dates, times and numbers to type or step through, in the manner of the language in use."""

from datetime import date, time

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QSize, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QSpinBox, QTimeEdit, QWidget

from townhall.domain.typed_moments import typed_day, typed_time
from townhall.language import _, current_language
from townhall.ui.theme import theme
from townhall.ui.widgets.typed_over import TypedOver

_NONE = QDate(1900, 1, 1)
_BESIDE = 56
_INSET = 9  # a style sheet's padding does not reach the text of a spin box


def locale() -> QLocale:
    """The locale of the language in use: dates as they are written there."""
    if current_language() == "nl":
        return QLocale(QLocale.Language.Dutch, QLocale.Country.Netherlands)
    return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


class DateField(QDateEdit):
    """A date with a calendar to pick from: ISO week numbers, Monday first.

    `changed(date or None)` when the user changes it, by steps or by typing it over. With
    `optional`, no date reads as "No date" and Delete takes the date away.
    """

    changed = Signal(object)

    def __init__(
        self,
        value: date | None = None,
        *,
        optional: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._optional = optional
        self.setLocale(locale())
        self.setDisplayFormat("ddd d MMM yyyy")
        self.setCalendarPopup(True)
        self.setKeyboardTracking(False)
        self.setAccessibleName(name)
        if optional:
            self.setMinimumDate(_NONE)
            self.setSpecialValueText(_("No date"))
        calendar = QCalendarWidget()
        calendar.setLocale(locale())
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        calendar.setGridVisible(False)
        self.setCalendarWidget(calendar)
        calendar.installEventFilter(self)
        self.set_value(value)
        self.setFixedHeight(theme().px(32))
        self.dateChanged.connect(self._on_changed)
        TypedOver(self, self._read, _no_day)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: N802, FBT001 (Qt's own)
        # Qt looks for day, month and year in "No date" too, and Tab would never leave it.
        if self.text() == self.specialValueText():
            return QWidget.focusNextPrevChild(self, next)
        return super().focusNextPrevChild(next)

    def sizeHint(self) -> QSize:
        # Qt leaves too little beside the arrow of the calendar: the year would be cut.
        hint = super().sizeHint()
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(max(hint.width(), words + theme().px(_BESIDE)), hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @property
    def value(self) -> date | None:
        """The date, None when there is none."""
        shown = self.date()
        if self._optional and shown == _NONE:
            return None
        return _python(shown)

    def set_value(self, value: date | None) -> None:
        """Show another date without saying so; None is today where a date is required."""
        blocked = self.blockSignals(True)
        if value is not None:
            self.setDate(QDate(value.year, value.month, value.day))
        else:
            self.setDate(_NONE if self._optional else QDate.currentDate())
        self.blockSignals(blocked)
        self._told = self.value

    def _read(self, text: str) -> bool:
        today = _python(QDate.currentDate())
        day = typed_day(text, self.value or today, today)
        if day is not None:
            self.setDate(QDate(day.year, day.month, day.day))
        return day is not None

    def _on_changed(self) -> None:
        # Qt says it again on Enter.
        if self.value != self._told:
            self._told = self.value
            self.changed.emit(self._told)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Without a date the calendar would open in the year that stands for none.
        calendar = self.calendarWidget()
        if watched is calendar and event.type() == QEvent.Type.Show:
            _dress(calendar)
            if self.value is None:
                today = QDate.currentDate()
                calendar.setCurrentPage(today.year(), today.month())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._optional and event.key() == Qt.Key.Key_Delete and self.date() != _NONE:
            self.setDate(_NONE)
        else:
            super().keyPressEvent(event)

    def stepBy(self, steps: int) -> None:
        if self._optional and self.date() == _NONE:
            self.setDate(QDate.currentDate())
        else:
            super().stepBy(steps)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _python(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def _no_day(text: str) -> str:
    return _("“{text}” is not a day; type it as 14-1-2027.").format(text=text)


def _no_time(text: str) -> str:
    return _("“{text}” is not a time; type it as 14:30.").format(text=text)


def _dress(calendar: QCalendarWidget) -> None:
    """Days of the weekend quiet instead of red, in the colours of the theme."""
    tokens = theme().tokens
    plain, head = QTextCharFormat(), QTextCharFormat()
    plain.setForeground(tokens.text2)
    head.setForeground(tokens.text2)
    head.setBackground(tokens.raised)
    calendar.setHeaderTextFormat(head)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, plain)


class TimeField(QTimeEdit):
    """A wall-clock time; stepping the minutes goes by quarters. `changed(time)` by the user."""

    changed = Signal(object)

    def __init__(
        self, value: time | None = None, *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setLocale(locale())
        self.setDisplayFormat("HH:mm")
        self.setKeyboardTracking(False)
        self.setAccessibleName(name)
        self.set_value(value or time(9, 0))
        self.setFixedHeight(theme().px(32))
        self.lineEdit().setTextMargins(_INSET, 0, 0, 0)
        self.timeChanged.connect(self._on_changed)
        TypedOver(self, self._read, _no_time)

    @property
    def value(self) -> time:
        """The time shown, to the minute."""
        return time(self.time().hour(), self.time().minute())

    def set_value(self, value: time) -> None:
        """Show another time without saying so."""
        blocked = self.blockSignals(True)
        self.setTime(QTime(value.hour, value.minute))
        self.blockSignals(blocked)
        self._told = self.value

    def _read(self, text: str) -> bool:
        found = typed_time(text)
        if found is not None:
            self.setTime(QTime(found.hour, found.minute))
        return found is not None

    def _on_changed(self) -> None:
        # Qt says it again on Enter.
        if self.value != self._told:
            self._told = self.value
            self.changed.emit(self._told)

    def stepBy(self, steps: int) -> None:
        if self.currentSection() == QTimeEdit.Section.MinuteSection:
            minutes = self.time().hour() * 60 + self.time().minute()
            quarter = (
                minutes // 15 * 15 if steps > 0 or minutes % 15 == 0 else minutes // 15 * 15 + 15
            )
            target = (quarter + 15 * steps) % (24 * 60)
            self.setTime(QTime(target // 60, target % 60))
            self.setSelectedSection(QTimeEdit.Section.MinuteSection)
        else:
            super().stepBy(steps)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NumberField(QSpinBox):
    """A whole number with its unit; `changed(int)` by the user."""

    changed = Signal(int)

    def __init__(
        self,
        value: int = 0,
        *,
        least: int = 0,
        most: int = 9999,
        step: int = 1,
        unit: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setRange(least, most)
        self.setSingleStep(step)
        self.setSuffix(f" {unit}" if unit else "")
        self.setKeyboardTracking(False)
        self.setAccessibleName(name)
        self.setFixedHeight(theme().px(32))
        self.lineEdit().setTextMargins(_INSET, 0, 0, 0)
        self.set_value(value)
        self.valueChanged.connect(self._on_changed)

    def _on_changed(self, value: int) -> None:
        self.changed.emit(value)

    def set_value(self, value: int) -> None:
        """Show another number without saying so."""
        blocked = self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(blocked)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
