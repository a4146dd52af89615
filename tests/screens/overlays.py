"""Calendars of others behind the sample plan: a board, a room, and the holidays of schools."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from townhall.domain.errors import UnreadableFile
from townhall.domain.terms import OverlayColor, StandsFor
from townhall.language import _
from townhall.services.queries.overlays import OverlayChoices, OverlayDetail, OverlayRow
from townhall.ui.date_key import OverlayKey
from townhall.ui.pages import open_calendar_import
from townhall.ui.screen import Selection

if TYPE_CHECKING:
    from townhall.ui.main_window import MainWindow

_BOARD = ("Agenda raad van bestuur", OverlayColor.VIOLET, StandsFor.PERSON, "Anna Voorbeeld")
_ROOM = ("Zaalreserveringen Aula", OverlayColor.ORANGE, StandsFor.ROOM, "Aula")
_ZONE = "Europe/Amsterdam"
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


def show_year(window: MainWindow) -> None:
    """A year with the holidays of schools."""
    from tests.screens.opened import settle
    from tests.screens.scenes import go, run

    screen = go(window, "calendar")
    run(window, "calendar.year")
    run(window, "calendar.today")
    shown = screen.view.year
    found = rows(datetime.combine(shown.range.first, datetime.min.time()))
    screen.view.set_year(replace(shown, range=replace(shown.range, overlays=found)))
    settle(window)


def show_settings(window: MainWindow) -> None:
    """The calendars read in, in the settings."""
    from tests.screens.opened import settle
    from tests.screens.scenes import go

    section = go(window, "settings", Selection("overlay", 0)).sections["calendar"]
    details = tuple(
        OverlayDetail(
            id=number,
            name=name,
            color=color,
            stands_for=stands_for,
            person=whom if stands_for is StandsFor.PERSON else None,
            room=whom if stands_for is StandsFor.ROOM else "",
            audience=None,
            whom=whom,
            shown=number != 2,
            events=events,
            path=f"/home/anna/{name}.ics",
            read_at=datetime(2026, 11, 20, 8, tzinfo=UTC),
        )
        for number, ((name, color, stands_for, whom), events) in enumerate(
            ((_BOARD, 203), (_ROOM, 61), (_SCHOOL, 12)), 1
        )
    )
    choices = OverlayChoices(details, ("Anna Voorbeeld", "Bram Proefman"), ("Radiologie",), _ZONE)
    section.overlays.show_overlays(choices)
    section.overlays.lines[1].on_unreadable(
        UnreadableFile(_("{name} does not exist.").format(name="Zaalreserveringen Aula.ics"))
    )
    section.ensureWidgetVisible(section.overlays)
    settle(window)


def show_import(window: MainWindow) -> None:
    """A calendar that is about to be read in."""
    from tests.screens.opened import settle
    from tests.screens.scenes import go

    go(window, "calendar")
    folder = Path(__file__).parents[1] / "data" / "calendars"
    file = folder / "calendar-moved-and-cancelled-dates.ics"
    open_calendar_import(window.rooms.view.frame, [file])
    settle(window)
