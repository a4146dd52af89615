"""The year strip as a sheet: weeks across, lanes down, letter and colour for each kind."""

import functools
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from townhall.domain.neutral_cells import neutral
from townhall.domain.terms import CommunicationKind, label
from townhall.domain.year_strip import (
    THROUGH,
    Strip,
    StripWeek,
    letters,
    week_marks,
    week_word,
    weeks_of,
)
from townhall.formats.workbook import FACE, put_text, set_landscape
from townhall.language import N_, words

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

# Ground and letter of each kind, as in the calendar: 4.5:1 and more on their ground.
_COLOURS = {
    CommunicationKind.TOWN_HALL: ("E7EAFD", "2B379E"),
    CommunicationKind.PROGRESS_UPDATE: ("DDF3EA", "0B5C3D"),
    CommunicationKind.TRAINING: ("FFEEDB", "8A4503"),
    CommunicationKind.WORKING_GROUP: ("FBE4EE", "8F1B4A"),
    CommunicationKind.DROP_IN: ("E0F1FA", "0B5278"),
    CommunicationKind.BOARD_BRIEFING: ("EEE7FB", "52289A"),
}
_MIXED = ("DADCE3", "16171D")
_HOLIDAY, _HATCH, _LINE, _MUTED = "EFEFF3", "8A8E9C", "C9CBD3", "565A66"
_MONTHS, _NUMBERS, _MONDAYS, _HOLIDAYS, _BLACKOUTS, _FIRST_LANE = range(2, 8)
_DIAMOND, _SHADE = "◆", "▒"
_LANE_WIDTH, _WEEK_WIDTH = 30, 3.6
_PLAIN, _SMALL = 10, 8
_SLOTS, _SLOT = 4, 13
"""Entries of the legend beside each other, and the weeks that each has."""


def add_strip(book: "Workbook", strip: Strip, language: str) -> None:
    """Add a sheet with the year to `book`, its words in `language`.

    It prints on one landscape page; lanes and the heads of weeks stay in view.
    """
    _Sheet(book, strip, language).fill()


class _Sheet:
    """One sheet while it is being filled; columns of weeks begin at the second."""

    def __init__(self, book: "Workbook", strip: Strip, language: str) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        self._font = functools.partial(Font, name=FACE)
        self._fill, self._alignment = PatternFill, Alignment
        self._centre = Alignment(horizontal="center", vertical="center")
        thin = Side(style="thin", color=_LINE)
        self._box = Border(left=thin, right=thin, top=thin, bottom=thin)
        self._strip, self._language = strip, language
        self._said = words(language).gettext
        self._weeks = weeks_of(strip.year)
        name = self._said(N_("Year strip {year}")).format(year=strip.year)
        self._page: Any = book.create_sheet(name)
        self._title = name

    def fill(self) -> None:
        """Write everything."""
        self._heads()
        self._closed()
        for number, lane in enumerate(self._strip.lanes):
            self._lane(_FIRST_LANE + number, number)
            cell = self._text(_FIRST_LANE + number, 1, neutral(lane.name))
            cell.alignment, cell.border = (
                self._alignment(horizontal="left", indent=lane.depth),
                self._box,
            )
        self._legend(_FIRST_LANE + len(self._strip.lanes) + 1)
        self._set_paper()

    def _heads(self) -> None:
        title = self._text(1, 1, self._title)
        title.font = self._font(bold=True, size=14)
        from babel.dates import get_month_names

        months = get_month_names("abbreviated", locale=self._language)
        begin = 0
        for place, week in enumerate(self._weeks):
            following = self._weeks[place + 1] if place + 1 < len(self._weeks) else None
            if following is None or following.month != week.month:
                self._merged(_MONTHS, begin, place, months[week.month].rstrip(".").capitalize())
                begin = place + 1
            self._head(_NUMBERS, place, week.number, bold=True)
            self._head(_MONDAYS, place, week.monday.day, bold=False)
        for row, text in (
            (_NUMBERS, N_("Week")),
            (_MONDAYS, N_("Monday")),
            (_HOLIDAYS, N_("Public holidays")),
            (_BLACKOUTS, N_("Blackout periods")),
        ):
            self._text(row, 1, self._said(text)).font = self._font(size=_SMALL, color=_MUTED)

    def _merged(self, row: int, first: int, last: int, text: str) -> None:
        cell = self._text(row, first + 2, text)
        cell.font, cell.alignment = self._font(bold=True, size=_SMALL), self._centre
        for column in range(first + 2, last + 3):
            self._page.cell(row, column).border = self._box
        if last > first:
            self._page.merge_cells(
                start_row=row, end_row=row, start_column=first + 2, end_column=last + 2
            )

    def _head(self, row: int, place: int, number: int, *, bold: bool) -> None:
        cell = self._page.cell(row, place + 2)
        cell.value = number
        cell.alignment, cell.border = self._centre, self._box
        cell.font = self._font(bold=bold, size=_SMALL, color=None if bold else _MUTED)

    def _closed(self) -> None:
        """The rows of public holidays and blackout periods: a mark and a ground."""
        for place, week in enumerate(self._weeks):
            holiday = any(week.holds(day) for day, _name in self._strip.holidays)
            closed = any(week.overlaps(period) for period in self._strip.blackouts)
            for row, mark in ((_HOLIDAYS, _DIAMOND * holiday), (_BLACKOUTS, _SHADE * closed)):
                cell = self._text(row, place + 2, mark)
                cell.alignment, cell.border = self._centre, self._box
                cell.font = self._font(size=_SMALL, color=_MUTED)
                self._ground(row, place, week)

    def _ground(self, row: int, place: int, week: StripWeek) -> None:
        """Hatch weeks of a blackout period, shade those with a public holiday."""
        cell = self._page.cell(row, place + 2)
        if any(week.overlaps(period) for period in self._strip.blackouts):
            cell.fill = self._fill("lightUp", fgColor=_HATCH, bgColor="FFFFFF")
        elif any(week.holds(day) for day, _name in self._strip.holidays):
            cell.fill = self._fill("solid", fgColor=_HOLIDAY)

    def _lane(self, row: int, number: int) -> None:
        lane, capitals = self._strip.lanes[number], letters(self._language)
        for place, week in enumerate(self._weeks):
            marks = week_marks(lane, week)
            through = any(week.holds(day) for day in lane.through)
            cell = self._text(row, place + 2, week_word(marks, capitals, through=through))
            cell.alignment, cell.border = self._centre, self._box
            if not marks:
                self._ground(row, place, week)
                cell.font = self._font(size=_SMALL, color=_MUTED)
                continue
            kinds = {mark.kind for mark in marks}
            ground, ink = _COLOURS[kinds.pop()] if len(kinds) == 1 else _MIXED
            cell.fill = self._fill("solid", fgColor=ground)
            cell.font = self._font(bold=True, size=_SMALL, color=ink)

    def _legend(self, row: int) -> None:
        """What letters and grounds mean, then the days that are closed, by name."""
        self._text(row, 1, self._said(N_("Legend"))).font = self._font(bold=True)
        capitals, said = letters(self._language), words(self._language)
        for place, kind in enumerate(CommunicationKind):
            ground, ink = _COLOURS[kind]
            at, column = row + place // _SLOTS, _column(place)
            mark = self._text(at, column, capitals[kind])
            mark.fill = self._fill("solid", fgColor=ground)
            mark.font = self._font(bold=True, size=_SMALL, color=ink)
            mark.alignment, mark.border = self._centre, self._box
            self._text(at, column + 1, label(kind, said))
        through = self._said(N_("{mark}: reached as part of a wider audience"))
        for place, text in enumerate(
            (
                self._said(N_("Small letter: draft, not signed off")),
                through.format(mark=THROUGH),
                f"{_DIAMOND} {self._said(N_('Public holidays'))}",
                f"{_SHADE} {self._said(N_('Blackout periods'))}",
            )
        ):
            self._text(row + 2, _column(place), text)
        self._names(row + 4)

    def _names(self, row: int) -> None:
        holidays = [f"{self._day(day)} {name}" for day, name in self._strip.holidays]
        periods = [
            f"{self._day(period.first)} – {self._day(period.last)} {period.name}"
            for period in self._strip.blackouts
        ]
        for title, named in ((N_("Public holidays"), holidays), (N_("Blackout periods"), periods)):
            if named:
                self._text(row, 1, self._said(title)).font = self._font(bold=True)
                row = self._list(row, named)

    def _list(self, row: int, named: Sequence[str]) -> int:
        """Names four beside each other; the row below them."""
        for place, text in enumerate(named):
            self._text(row + place // _SLOTS, _column(place), neutral(text))
        return row + -(-len(named) // _SLOTS)

    def _day(self, day: date) -> str:
        from babel.dates import format_date

        return format_date(day, "d MMM", locale=self._language).rstrip(".")

    def _text(self, row: int, column: int, text: str) -> Any:
        cell = self._page.cell(row, column)
        put_text(cell, text)
        cell.font = self._font(size=_PLAIN)
        return cell

    def _set_paper(self) -> None:
        from openpyxl.utils import get_column_letter

        page = self._page
        page.column_dimensions["A"].width = _LANE_WIDTH
        for column in range(2, len(self._weeks) + 2):
            page.column_dimensions[get_column_letter(column)].width = _WEEK_WIDTH
        page.freeze_panes = page.cell(_FIRST_LANE, 2)
        page.print_title_rows = f"{_MONTHS}:{_BLACKOUTS}"
        set_landscape(page)
        page.sheet_view.showGridLines = False


def _column(place: int) -> int:
    """Where the entry at `place` of the legend begins."""
    return 2 + place % _SLOTS * _SLOT
