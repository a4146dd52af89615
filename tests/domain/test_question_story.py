"""The kept steps of a question, in words."""

from datetime import UTC, datetime, timedelta

import pytest

from townhall.domain.question_story import (
    StepRow,
    StoryStep,
    lost_text,
    read_lost_text,
    same_person,
    step_words,
    told_once,
)

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize("text", ["Ja.", "", "nl: al gezegd: ja", "a\nb"])
def test_the_text_that_was_approved_is_read_back(text: str) -> None:
    assert read_lost_text(lost_text("nl", text)) == ("nl", text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Anna Voorbeeld", " anna  voorbeeld ", True),
        ("Straße", "STRASSE", True),
        ("Anna Voorbeeld", "Anna", False),
        ("", "Anna", False),
    ],
)
def test_same_person(one: str, other: str, *, same: bool) -> None:
    assert same_person(one, other) is same


@pytest.mark.parametrize("step", StoryStep)
def test_every_step_has_words(step: StoryStep) -> None:
    words = step_words(StepRow(step, "Anna", AT, "{detail} %s"))
    assert words not in ("", step.value)


def test_a_step_of_another_program_says_itself() -> None:
    assert step_words(StepRow("checked", "Anna", AT, "")) == "checked"


def test_the_same_again_is_told_once() -> None:
    first = StepRow(StoryStep.DRAFTED, "Anna", AT, "nl")
    later = StepRow(StoryStep.DRAFTED, "Anna", AT + timedelta(hours=1), "nl")
    other_day = StepRow(StoryStep.DRAFTED, "Anna", AT + timedelta(days=1), "nl")
    assert told_once([first, later, other_day]) == (later, other_day)
