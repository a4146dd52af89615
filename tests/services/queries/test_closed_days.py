"""Closed days of a plan: holidays of its country and its own blackout periods, by name."""

from datetime import date

from townhall.services.plans import change_plan
from townhall.services.queries.calendar import calendar_range
from townhall.services.queries.closed_days import blackouts_between, closed_days
from townhall.services.records import add_record
from townhall.storage.database import Database

FIRST, LAST = date(2026, 12, 24), date(2026, 12, 28)


def _freeze(database: Database) -> None:
    days = {"first_day": "2026-12-26", "last_day": "2026-12-27"}
    database.run(add_record, "blackout", {"name": "Wijzigingsstop", **days})


def test_holidays_and_blackouts_together_a_holiday_names_the_day(database: Database) -> None:
    _freeze(database)
    assert database.read(closed_days, FIRST, LAST, language="nl") == {
        date(2026, 12, 25): "Eerste kerstdag",
        date(2026, 12, 26): "Tweede kerstdag",
        date(2026, 12, 27): "Wijzigingsstop",
    }


def test_another_country_has_other_holidays(database: Database) -> None:
    _freeze(database)
    database.run(change_plan, {"country": "BE"})
    assert list(database.read(closed_days, FIRST, LAST)) == [
        date(2026, 12, 25),
        date(2026, 12, 26),
        date(2026, 12, 27),
    ]


def test_the_calendar_gets_the_periods_that_touch_its_days(database: Database) -> None:
    _freeze(database)
    shown = database.read(calendar_range, date(2026, 12, 27), LAST, language="nl")
    assert [each.name for each in shown.blackouts] == ["Wijzigingsstop"]
    after = database.read(blackouts_between, date(2026, 12, 28), date(2026, 12, 31))
    assert after == []
