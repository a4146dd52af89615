"""The short text of the mail: what changed, in the readers' language, whatever the window's is."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.formats.calendar_items import ALL_DAY, SERIES, SINGLE
from townhall.domain.calendar import Override
from townhall.domain.change_words import change_text
from townhall.domain.due_files import Why
from townhall.domain.invitations import snapshot
from townhall.domain.run_of_show import AgendaItem

TOLD = snapshot(SINGLE)
PLAIN_SERIES = replace(SERIES, overrides=())


def changes(language: str = "en", **values: Any) -> list[str]:
    """The lines that tell of a change."""
    text = change_text(TOLD, snapshot(replace(SINGLE, **values)), language)
    return [line.removeprefix("- ") for line in text.body.splitlines()[1:]]


def test_an_invitation_says_when_and_where() -> None:
    text = change_text(None, TOLD, "nl")
    assert text.subject == "Uitnodiging: Town hall: AI in de radiologie"
    assert text.body == (
        "Je bent uitgenodigd voor ‘Town hall: AI in de radiologie’.\n"
        "- Wanneer: vrijdag 12 maart 2027 15:00–16:00\n"
        "- Plaats: Aula, begane grond"
    )


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        (
            {"start": datetime(2027, 3, 12, 16), "location": "Collegezaal"},
            [
                "When: Friday 12 March 2027 15:00–16:00 → 16:00–17:00",
                "Place: Aula, begane grond → Collegezaal",
            ],
        ),
        (
            {"start": datetime(2027, 3, 15, 15), "duration_minutes": 12 * 60},
            [
                "When: Friday 12 March 2027 15:00–16:00 → "
                "Monday 15 March 2027 15:00–Tuesday 16 March 2027 03:00"
            ],
        ),
        ({"description": "Anders"}, ["The explanation was rewritten."]),
        ({"agenda": ()}, ["The agenda changed."]),
        ({"join_link": ""}, ["Join link: https://meet.example.org/j/481?p=a&q=b → –"]),
        ({"status": "TENTATIVE"}, ["It is provisional."]),
        ({"time_zone": "Europe/London"}, ["Time zone: Europe/Amsterdam → Europe/London"]),
        ({"recurrence": "FREQ=WEEKLY;COUNT=3"}, ["Repeats: once → every week on Friday, 3 times"]),
    ],
)
def test_a_change_is_told_line_by_line(values: dict[str, Any], lines: list[str]) -> None:
    assert changes(**values) == lines


def test_dates_of_a_series_are_named_and_many_are_counted() -> None:
    now = replace(
        PLAIN_SERIES,
        overrides=(
            Override(datetime(2027, 2, 4, 10), cancelled=True),
            Override(datetime(2027, 3, 4, 10), start=datetime(2027, 3, 5, 14)),
            Override(datetime(2027, 4, 1, 10), agenda=(AgendaItem("Slot", 5),)),
        ),
    )
    text = change_text(snapshot(PLAIN_SERIES), snapshot(now), "nl")
    assert text.body.splitlines()[1:] == [
        "- donderdag 4 februari 2027 10:00–11:00: gaat niet door",
        "- donderdag 4 maart 2027 10:00–11:00: vrijdag 5 maart 2027 14:00–15:00",
        "- donderdag 1 april 2027 10:00–11:00: een ander programma",
    ]
    daily = replace(PLAIN_SERIES, recurrence="FREQ=DAILY;COUNT=30")
    off = tuple(Override(datetime(2027, 1, day, 10), cancelled=True) for day in range(8, 28))
    text = change_text(snapshot(daily), snapshot(replace(daily, overrides=off)), "en")
    assert text.body.splitlines()[-1] == "- and 9 more changes"
    assert len(text.body.splitlines()) == 13


@pytest.mark.parametrize(
    ("why", "subject", "line"),
    [
        (Why.CANCELLED, "Cancelled: Voortgang AI", "“Voortgang AI” is cancelled."),
        (
            Why.REMOVED,
            "No longer invited: Voortgang AI",
            "You are no longer invited to “Voortgang AI”. It can go from your calendar.",
        ),
        (
            Why.REINSTATED,
            "Takes place after all: Voortgang AI",
            "“Voortgang AI” takes place after all.",
        ),
    ],
)
def test_every_reason_has_its_words(why: Why, subject: str, line: str) -> None:
    shown = snapshot(PLAIN_SERIES)
    text = change_text(shown, shown, "en", why=why)
    assert (text.subject, text.body.splitlines()[0]) == (subject, line)


def test_a_series_that_ends_earlier_says_when() -> None:
    now = snapshot(replace(PLAIN_SERIES, recurrence="FREQ=MONTHLY;COUNT=3;BYDAY=1TH"))
    text = change_text(snapshot(PLAIN_SERIES), now, "en", why=Why.ENDED)
    assert text.body.splitlines() == [
        "“Voortgang AI” ends earlier. An invitation of its own follows for the later dates.",
        "- Repeats: every first Thursday of the month, 8 times → "
        "every first Thursday of the month, 3 times",
    ]


def test_one_date_is_told_by_itself() -> None:
    start = datetime(2027, 2, 4, 10)
    off = snapshot(replace(PLAIN_SERIES, overrides=(Override(start, cancelled=True),)))
    text = change_text(snapshot(PLAIN_SERIES), off, "nl", why=Why.CANCELLED, original_start=start)
    assert text.body.splitlines() == [
        "‘Voortgang AI’ gaat niet door.",
        "- Wanneer: donderdag 4 februari 2027 10:00–11:00",
    ]


def test_both_languages_come_one_after_the_other_on_one_subject() -> None:
    hostile = snapshot(replace(SINGLE, title="Zaal\r\nBcc: x@y.example"))
    text = change_text(None, hostile, "nl+en")
    assert text.subject == "Uitnodiging / Invitation: Zaal Bcc: x@y.example"
    dutch, english = text.body.split("\n\n— — —\n\n")
    assert dutch.startswith("Je bent uitgenodigd")
    assert english.startswith("You are invited")


def test_whole_days_have_no_hours() -> None:
    once = replace(ALL_DAY, recurrence=None, overrides=())
    lines = change_text(None, snapshot(once), "en").body.splitlines()
    assert lines[1] == "- When: Monday 5 April 2027 – Tuesday 6 April 2027"
