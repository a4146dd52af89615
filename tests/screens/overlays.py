"""Calendars of others behind the sample plan: a board, a room, and the holidays of schools."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from townhall.domain.terms import OverlayColor, StandsFor
from townhall.services.queries.overlays import OverlayRow
from townhall.ui.date_key import OverlayKey

if TYPE_CHECKING:
    from townhall.ui.main_window import MainWindow

_BOARD = ("Agenda raad van bestuur", OverlayColor.VIOLET, StandsFor.PERSON, "Anna Voorbeeld")
_ROOM = ("Zaalreserveringen Aula", OverlayColor.ORANGE, StandsFor.ROOM, "Aula")
_SCHOOL = ("Schoolvakanties Noord", OverlayColor.GREEN, StandsFor.EVERYONE, "")


def rows(first: datetime) -> tuple[OverlayRow, ...]:
    """Their dates in the weeks from the Monday `first` on."""
    found: list[OverlayRow] = []

    def add(
        calendar: tuple[str, OverlayColor, StandsFor, str],
        title: str,
        day: int,
        start: str,
        minutes: int,
        *,
        busy: bool = True,
    ) -> None:
        hour, minute = start.split(":")
        begins = first + timedelta(days=day, hours=int(hour), minutes=int(minute))
        name, color, stands_for, whom = calendar
        found.append(
            OverlayRow(
                id=len(found) + 1,
                overlay_id=1,
                calendar=name,
                color=color,
                stands_for=stands_for,
                whom=whom,
                title=title,
                location="",
                start=begins,
                end=begins + timedelta(minutes=minutes),
                all_day=minutes % 1440 == 0,
                busy=busy,
            )
        )

    for week in range(6):
        add(_BOARD, "Bestuursvergadering", 7 * week + 1, "9:30", 120)
        add(_ROOM, "Nascholing anesthesie", 7 * week + 3, "13:00", 150)
    add(_ROOM, "Diploma-uitreiking", 4, "15:00", 90)
    add(_BOARD, "Heidag raad van bestuur met de medische staf", 2, "0:00", 1440)
    add(_SCHOOL, "Kerstvakantie", 26, "0:00", 16 * 1440, busy=False)
    return tuple(sorted(found, key=lambda each: each.start))


def show(window: MainWindow, mode: str) -> None:
    """The calendar in `mode`, with a meeting of the board selected."""
    from tests.screens.opened import settle
    from tests.screens.scenes import go, run

    screen = go(window, "calendar")
    run(window, f"calendar.{mode}")
    run(window, "calendar.today")
    view = screen.view
    monday = datetime.combine(view.range.first, datetime.min.time())
    found = rows(monday)
    view.set_range(replace(view.range, overlays=found))
    screen.others.show()
    chosen = next(each for each in found if each.title == "Bestuursvergadering")
    view.select(OverlayKey(chosen.id))
    screen.chosen.select(view, OverlayKey(chosen.id))
    settle(window)
