"""Which day of the month, quarter or year a rule is about: “first Thursday”, “last working day”."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from townhall.domain.recurrence import Frequency, RuleChoice
from townhall.domain.recurrence_choice import WORKING_DAYS, position_in_month
from townhall.domain.recurrence_rule import POSITIONS
from townhall.domain.recurrence_words import position_word
from townhall.language import _, current_language, pgettext, words
from townhall.ui.date_words import day_text
from townhall.ui.widgets.dates import locale
from townhall.ui.widgets.select import Option, Select


class DayChoice(QWidget):
    """Two choices: which one, and of what days; `changed` by the user.

    While they are what the start suggests, they go along with another start.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frequency = Frequency.MONTHLY
        self._start = datetime(2000, 1, 1)
        self.which = Select(name=_("Which day of the month"))
        self.what = Select(name=_("Kind of day"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.which, 1)
        row.addWidget(self.what, 1)
        self.which.chosen.connect(self._on_which_chosen)
        self.what.chosen.connect(self.changed)

    @property
    def position(self) -> int | None:
        """The first to the fourth, or -1 for the last; None: the day of the month of the start."""
        value = self.which.value
        return value if isinstance(value, int) else None

    @property
    def weekdays(self) -> tuple[int, ...]:
        """Of which days; none: of all."""
        value = self.what.value
        return value if self.position is not None and isinstance(value, tuple) else ()

    def set_choice(self, choice: RuleChoice, start: datetime) -> None:
        """Show the day of a stored rule."""
        self._frequency, self._start = choice.frequency, start
        self._show(choice.position, choice.weekdays)

    def suggest(self, frequency: Frequency, start: datetime) -> None:
        """Offer what `frequency` can have; a day of its own stays where that can be."""
        follows = self._is_suggested()
        self._frequency, self._start = frequency, start
        by_date = frequency is not Frequency.QUARTERLY
        known = self.position is not None and bool(self.weekdays or by_date)
        if follows or not known:
            self._show(*self._suggested())
        else:
            self._show(self.position, self.weekdays)

    def follow(self, start: datetime) -> None:
        """Go along with another start where nothing else was chosen."""
        by_date, follows = self.position is None, self._is_suggested()
        self._start = start
        if follows:
            self._show(*self._suggested())
        elif by_date:
            self._show(None, ())

    def _suggested(self) -> tuple[int | None, tuple[int, ...]]:
        if self._frequency is Frequency.YEARLY:
            return None, ()
        return position_in_month(self._start), (self._start.weekday(),)

    def _is_suggested(self) -> bool:
        return (self.position, self.weekdays) == self._suggested()

    def _show(self, position: int | None, weekdays: tuple[int, ...]) -> None:
        speech = words(current_language())
        options = [Option(each, _capital(position_word(each, speech))) for each in POSITIONS]
        if self._frequency is not Frequency.QUARTERLY:
            yearly = self._frequency is Frequency.YEARLY
            day = self._start
            on = day_text(day.date(), "d MMMM") if yearly else _("Day {n}").format(n=day.day)
            options.insert(0, Option(None, on))
        self.which.set_options(options, position)
        self._offer_days(position, weekdays)

    def _offer_days(self, position: int | None, weekdays: tuple[int, ...]) -> None:
        names = [locale().dayName(day + 1) for day in range(7)]
        options = [Option((day,), name) for day, name in enumerate(names)]
        options.append(Option(WORKING_DAYS, _("working day")))
        if position == -1 and self._frequency is not Frequency.QUARTERLY:
            options.append(Option((), pgettext("calendar", "day")))
        values = [option.value for option in options]
        chosen = weekdays if weekdays in values else (self._start.weekday(),)
        self.what.set_options(options, chosen)
        self.what.setVisible(position is not None)

    def _on_which_chosen(self) -> None:
        value = self.what.value
        self._offer_days(self.position, value if isinstance(value, tuple) else ())
        self.changed.emit()


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
