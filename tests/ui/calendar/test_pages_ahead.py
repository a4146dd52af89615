"""Pages beside the one that shows are at hand, and never older than the plan."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer

from tests.ui.calendar.conftest import ONE, WEEKLY, Desk
from tests.ui.calendar.test_calendar_overlays import EVENTS
from townhall.domain.terms import CommunicationKind
from townhall.services.communications import change_communication
from townhall.services.overlays import read_calendar_file, read_overlay
from townhall.ui.calendar.layout import shown_days

NEXT, BACK = Qt.Key.Key_PageDown, Qt.Key.Key_PageUp


def rest(desk: Desk) -> None:
    """Wait until the pages on either side have been read."""

    def quiet() -> bool:
        short = (
            timer
            for timer in desk.screen.findChildren(QTimer)
            if timer.isSingleShot() and timer.isActive() and timer.remainingTime() < 1000
        )
        return not desk.frame.jobs.busy and not any(short)

    desk.qtbot.waitUntil(quiet, timeout=5000)


def there_and_back(desk: Desk) -> None:
    """Turn a page, as after a change no other is read before somebody does."""
    for key in (NEXT, BACK):
        turn(desk, key)
        desk.settle()
    rest(desk)


def turn(desk: Desk, key: Any) -> list[str]:
    """Press a key in the view; the titles that show before anything can have been read."""
    desk.qtbot.keyClick(desk.screen.view, key)
    return [row.title for row in desk.screen.view.rows]


@contextmanager
def reads(desk: Desk) -> Iterator[list[str]]:
    """The queries that are asked for meanwhile."""
    asked: list[str] = []
    plain = desk.frame.jobs.read

    def read(query: Any, *args: Any, **kwargs: Any) -> Any:
        asked.append(kwargs.get("channel") or "ahead")
        return plain(query, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desk.frame.jobs, "read", read)
        yield asked


@pytest.fixture
def planned(desk: Desk) -> Desk:
    desk.add(**ONE | {"title": "In November"})
    desk.add(**ONE | {"title": "In December", "start": "2026-12-15T10:00"})
    desk.add(**ONE | {"title": "In January", "start": "2027-01-19T10:00"})
    there_and_back(desk)
    return desk


def test_the_next_page_and_the_one_before_show_at_once(planned: Desk) -> None:
    assert turn(planned, NEXT) == ["In December"]
    assert planned.screen.title() == "December 2026"
    rest(planned)
    assert turn(planned, NEXT) == ["In January"]
    assert turn(planned, BACK) == ["In December"]
    rest(planned)
    assert turn(planned, BACK) == ["In November"]
    with reads(planned) as asked:
        rest(planned)
    assert asked == ["ahead"]  # October; December was here a moment ago


@pytest.mark.parametrize("mode", ["week", "agenda", "year"])
def test_every_view_has_its_neighbours(planned: Desk, mode: str) -> None:
    planned.screen.set_mode(mode)
    rest(planned)
    view = planned.screen.view
    assert view.range is not None
    first, shown = view.range.first, view.rows
    turn(planned, NEXT)
    there = view.range
    assert there.first > first
    assert there.first == planned.screen.views.span(planned.screen.day)[0]
    rest(planned)
    turn(planned, BACK)
    assert (view.range.first, view.rows) == (first, shown)


def test_what_lies_there_is_where_it_would_be_without(planned: Desk) -> None:
    planned.add(**WEEKLY)
    for mode in ("month", "week", "year"):
        planned.screen.set_mode(mode)
        planned.settle()
        there_and_back(planned)
        turn(planned, NEXT)
        view = planned.screen.view
        items = range(len(view.rows))
        ahead = [view.item_place(item, shown_days(view.rows[item])[0]) for item in items]
        assert any(ahead)
        planned.screen.mark_stale()
        planned.settle()
        after = [view.item_place(item, shown_days(view.rows[item])[0]) for item in items]
        assert ahead == after
        planned.screen.go_today()
        planned.settle()


def test_calendars_of_others_are_on_the_next_page_too(planned: Desk, tmp_path: Path) -> None:
    file = tmp_path / "others.ics"
    file.write_text(EVENTS.replace("202611", "202612"))
    read = read_calendar_file(file, zone="Europe/Amsterdam", clock=planned.frame.clock)
    planned.frame.jobs.change(read_overlay, read, said="")
    planned.settle()
    for mode, before in (("month", date(2026, 11, 2)), ("week", date(2026, 12, 17))):
        planned.screen.set_mode(mode)
        planned.screen.go_day(before)
        planned.settle()
        there_and_back(planned)
        turn(planned, NEXT)
        view, day = planned.screen.view, date(2026, 12, 26)
        shown = [item for item in view.items_of(day) if view.item_place(item, day) is not None]
        assert [view.thing(item).title for item in shown] == ["Away days", "Board meeting"]


def test_a_change_and_its_undo_are_on_the_page_that_is_turned_to(planned: Desk) -> None:
    number = next(r.communication_id for r in planned.month.rows if r.title == "In November")
    turn(planned, NEXT)
    rest(planned)
    planned.frame.jobs.change(change_communication, number, {"title": "Renamed"})
    planned.settle()
    turn(planned, BACK)
    planned.settle()
    assert [row.title for row in planned.month.rows] == ["Renamed"]
    rest(planned)
    turn(planned, NEXT)
    planned.undo()
    turn(planned, BACK)
    planned.settle()
    assert [row.title for row in planned.month.rows] == ["In November"]


def test_a_change_while_the_next_page_is_read_is_not_missed(planned: Desk) -> None:
    number = next(r.communication_id for r in planned.month.rows if r.title == "In November")
    turn(planned, NEXT)
    rest(planned)
    turn(planned, NEXT)
    planned.frame.jobs.change(
        change_communication, number, {"title": "Put off", "start": "2027-02-10T10:00"}
    )
    turn(planned, NEXT)
    planned.settle()
    rest(planned)
    assert planned.screen.title() == "February 2027"
    assert [row.title for row in planned.month.rows] == ["Put off"]


def test_another_filter_is_not_answered_from_before(planned: Desk) -> None:
    kind = planned.screen.filters.kind
    kind.set_value([CommunicationKind.PROGRESS_UPDATE])
    kind.changed.emit(kind.value)
    for key in (NEXT, BACK):
        turn(planned, key)
        planned.settle()
        assert planned.month.rows == ()
    planned.screen.filters.clear()
    planned.settle()
    assert [row.title for row in planned.month.rows] == ["In November"]


def test_pages_that_are_turned_quickly_end_on_the_right_one(planned: Desk) -> None:
    for key in (NEXT, NEXT, NEXT, BACK):
        turn(planned, key)
    planned.settle()
    rest(planned)
    assert planned.screen.title() == "January 2027"
    assert [row.title for row in planned.month.rows] == ["In January"]


def test_reading_the_same_page_again_reads_no_others(planned: Desk) -> None:
    with reads(planned) as asked:
        planned.screen.mark_stale()
        planned.settle()
        rest(planned)
    assert "ahead" not in asked
