"""Series in the inspector: more dates, closed days, and the halves of one that was split."""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtCore import Qt

from tests.ui.calendar.conftest import ONE, WEEKLY, Desk
from townhall.services.occurrences import change_occurrence
from townhall.services.records import add_record


def add_by_form(desk: Desk, day: date, at: time) -> None:
    form = desk.panel.series.add_date
    form.link.click()
    form.day.set_value(day)
    form.start.set_value(at)
    form.add.click()
    desk.settle()


def test_a_single_date_gets_another_and_loses_it(desk: Desk) -> None:
    desk.add(**ONE)
    desk.select("Town hall December")
    add_by_form(desk, date(2026, 11, 27), time(22))
    assert desk.days("Town hall December") == [26, 27]
    row = desk.screen.row
    assert row is not None
    assert (row.added, row.start) == (True, datetime(2026, 11, 27, 22))
    series = desk.panel.series
    assert not series.add_date.day.isVisible()
    assert series._exception_words.words == "Extra date"
    assert series._rule.words == "On dates of its own, without a rule"
    series.remove.click()
    desk.settle()
    assert desk.days("Town hall December") == [26]
    desk.undo()
    assert desk.days("Town hall December") == [26, 27]


def test_a_moment_that_is_taken_is_said_at_the_form(desk: Desk) -> None:
    desk.add(**ONE)
    desk.select("Town hall December")
    add_by_form(desk, date(2026, 11, 26), time(10))
    form = desk.panel.series.add_date
    assert form._error.words.startswith("“Town hall December” has a date on 2026-11-26 10:00")
    desk.qtbot.keyClick(form.day, Qt.Key.Key_Escape)
    assert form.link.isVisible()
    assert desk.days("Town hall December") == [26]


def test_a_date_left_out_says_why_and_can_be_held(desk: Desk) -> None:
    freeze = {"name": "Freeze", "first_day": "2026-11-10", "last_day": "2026-11-10"}
    desk.database.run(add_record, "blackout", freeze)
    desk.add(**WEEKLY, on_blackouts="skip")
    desk.select("Weekly update", date(2026, 11, 10))
    series = desk.panel.series
    assert series._rule.words == "Every week on Tuesday; not in blackout periods"
    assert series._exception_words.words == "Left out: a blackout period"
    assert series.put_back.text() == "Hold it all the same"
    series.put_back.click()
    desk.settle()
    assert series._exception_words.words == "Held all the same on a closed day"
    assert desk.screen.row is not None
    assert desk.screen.row.status == "confirmed"
    series.put_back.click()
    desk.settle()
    assert series._exception_words.words == "Left out: a blackout period"


def test_the_halves_of_a_series_lead_to_each_other(desk: Desk) -> None:
    number = desk.add(**WEEKLY)
    at = datetime(2026, 11, 17, 9, 15)
    desk.database.run(change_occurrence, number, at, {"title": "Later"}, "following")
    desk.screen.mark_stale()
    desk.settle()
    desk.select("Weekly update", date(2026, 11, 3))
    series = desk.panel.series
    assert (series.earlier.isVisible(), series.later.text()) == (
        False,
        "Later half, from 17 Nov 2026",
    )
    series.later.click()
    desk.settle()
    assert desk.screen.row is not None
    assert (desk.screen.row.title, desk.screen.row.start) == ("Later", at)
    assert series.earlier.text() == "Earlier half, until 10 Nov 2026"
    series.earlier.click()
    desk.settle()
    assert desk.screen.row.start == datetime(2026, 11, 10, 9, 15)
