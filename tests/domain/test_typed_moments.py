"""Days and times as they are typed into a field."""

from datetime import date, time

import pytest

from townhall.domain.typed_moments import typed_day, typed_time

TODAY = date(2026, 11, 24)
SHOWN = date(2026, 12, 3)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("14-1-2027", date(2027, 1, 14)),
        ("14/1/2027", date(2027, 1, 14)),
        ("3.4.27", date(2027, 4, 3)),
        ("31/1", date(2027, 1, 31)),
        ("29-2-2028", date(2028, 2, 29)),
        ("4 dec", date(2026, 12, 4)),
        ("vr 4 dec", date(2026, 12, 4)),
        ("4 December 2026", date(2026, 12, 4)),
        ("2027-03-09", date(2027, 3, 9)),
        ("14", date(2026, 12, 14)),
        (" 31 ", date(2026, 12, 31)),
        ("32", None),
        ("0", None),
        ("29-2-2027", None),
        ("14-13-2026", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_day(text: str, meant: date | None) -> None:
    assert typed_day(text, SHOWN, TODAY) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("9", time(9)),
        ("14", time(14)),
        ("9:05", time(9, 5)),
        ("9.05", time(9, 5)),
        ("9u05", time(9, 5)),
        ("9u", time(9)),
        ("14 h 30", time(14, 30)),
        ("905", time(9, 5)),
        ("0905", time(9, 5)),
        ("23:59", time(23, 59)),
        ("24:00", None),
        ("12:60", None),
        ("noonish", None),
        ("", None),
    ],
)
def test_a_time(text: str, meant: time | None) -> None:
    assert typed_time(text) == meant
