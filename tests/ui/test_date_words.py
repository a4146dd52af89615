"""How dates read."""

from datetime import date

import pytest

from tests.ui.calendar.rows import row
from townhall.domain.terms import CommunicationStatus, SignOff
from townhall.language import set_language
from townhall.ui.date_words import (
    day_text,
    duration_text,
    is_draft,
    month_text,
    state_word,
    time_text,
    told,
    weekday_names,
)


@pytest.mark.parametrize(
    ("start", "minutes", "kind", "text"),
    [
        ("2026-11-24T10:00", 75, "timed", "10:00 – 11:15"),
        ("2026-11-24T22:00", 480, "timed", "22:00 – 06:00"),
        ("2026-11-24T10:00", 0, "timed", "10:00"),
        ("2026-11-24T00:00", 1440, "whole days", "All day"),
        ("2026-11-24T00:00", 3 * 1440, "whole days", "24 Nov – 26 Nov"),
        ("2026-11-24T10:00", 1500, "timed", "24 Nov 10:00 – 25 Nov 11:00"),
    ],
)
def test_when_reads_as_people_write_it(start: str, minutes: int, kind: str, text: str) -> None:
    assert time_text(row(start, minutes, all_day=kind == "whole days")) == text


def test_days_and_months_follow_the_language() -> None:
    day = date(2026, 12, 3)
    assert day_text(day) == "Thursday 3 December 2026"
    assert weekday_names()[0] == "Mon"
    set_language("nl")
    assert (day_text(day), month_text(day)) == ("donderdag 3 december 2026", "December 2026")
    assert weekday_names() == ["ma", "di", "wo", "do", "vr", "za", "zo"]


def test_durations_read_in_hours_and_days() -> None:
    said = [duration_text(minutes) for minutes in (0, 45, 60, 75, 1440, 2880)]
    assert said == ["0 min", "45 min", "1 h", "1 h 15 min", "1 day", "2 days"]


def test_a_plan_laid_before_nobody_is_a_draft() -> None:
    planned = {"status": CommunicationStatus.PLANNED}
    draft = row("2026-11-24T10:00", **planned, sign_off=SignOff.DRAFT)
    reviewed = row("2026-11-24T10:00", **planned, sign_off=SignOff.IN_REVIEW)
    idea = row("2026-11-24T10:00", status=CommunicationStatus.IDEA)
    assert [is_draft(each) for each in (draft, reviewed, idea)] == [True, False, True]
    assert [state_word(each) for each in (draft, reviewed, idea)] == ["Draft", "Planned", "Idea"]


def test_a_date_is_told_with_all_that_its_look_says() -> None:
    moved = row("2026-11-24T10:00", location="Aula", overridden=True, recurring=True)
    assert told(moved) == (
        "Item 1, 10:00 – 11:00, Town hall, Confirmed, Aula, differs from the series"
    )
