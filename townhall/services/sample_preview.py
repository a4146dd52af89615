"""A look at the hospital sample without making a plan of it: its next town hall."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from townhall.domain.clock import Clock
from townhall.domain.recurrence import Series, next_occurrence
from townhall.domain.run_of_show import AgendaItem, RunOfShow, schedule
from townhall.domain.terms import Outcome, QuestionState
from townhall.services.sample import read_sample

_TOWN_HALL = "town-hall"
_MOST_QUESTIONS = 4


@dataclass(frozen=True, slots=True)
class PreviewQuestion:
    """A question for the next town hall; `owner` is empty where there is none."""

    text: str
    votes: int
    owner: str
    state: QuestionState


@dataclass(frozen=True, slots=True)
class SamplePreview:
    """The sample's next town hall; `start` and `end` are wall times in its own time zone.

    `days` is how many days ahead it is. `questions` are open ones with most votes; `outcomes`
    counts all that were asked for it, and the counts add up to `asked`.
    """

    organisation: str
    title: str
    start: datetime
    end: datetime
    days: int
    place: str
    audiences: tuple[str, ...]
    run_of_show: RunOfShow
    questions: tuple[PreviewQuestion, ...]
    asked: int
    outcomes: dict[Outcome, int]


def sample_preview(clock: Clock) -> SamplePreview:
    """The next town hall of the sample, with the dates it would have if it were made now."""
    sample, today = read_sample(clock)
    values = next(each for each in sample["communications"] if each["key"] == _TOWN_HALL)
    changed = next((each for each in values["exceptions"] if each["occurrence"] == "next"), values)
    start = _next_start(values, changed, today)
    minutes = changed.get("duration_minutes") or values["duration_minutes"]
    run = schedule([_item(each) for each in changed["agenda"]], start, minutes)
    asked = [
        each
        for each in sample["questions"]
        if each["communication"] == _TOWN_HALL and each["occurrence"] == "next"
    ]
    return SamplePreview(
        organisation=sample["plan"]["organisation"],
        title=changed["title"] or values["title"],
        start=start,
        end=run.planned_end,
        days=(start.date() - today).days,
        place=changed["location"] or values["location"],
        audiences=tuple(values["audiences"]),
        run_of_show=run,
        questions=_open_ones(asked),
        asked=len(asked),
        outcomes={Outcome(name): n for name, n in Counter(q["outcome"] for q in asked).items()},
    )


def _next_start(values: dict[str, Any], changed: dict[str, Any], today: date) -> datetime:
    series = Series(
        title=values["title"],
        location=values["location"],
        start=datetime.fromisoformat(values["start"]),
        time_zone=values["time_zone"],
        duration_minutes=values["duration_minutes"],
        recurrence=values["recurrence"],
    )
    found = next_occurrence(series, datetime.combine(today, time()))
    start = found.start if found is not None else series.start
    at = changed.get("start_time")
    return datetime.combine(start.date(), time.fromisoformat(at)) if at else start


def _item(values: dict[str, Any]) -> AgendaItem:
    start = values.get("start")
    return AgendaItem(
        title=values["title"],
        duration_minutes=values["duration_minutes"],
        start=time.fromisoformat(start) if start else None,
        speaker=values["speaker"],
        cues=values["cues"],
    )


def _open_ones(asked: list[dict[str, Any]]) -> tuple[PreviewQuestion, ...]:
    waiting = [each for each in asked if each["outcome"] == Outcome.OPEN]
    waiting.sort(key=lambda each: -each["votes"])
    return tuple(
        PreviewQuestion(
            each["text"], each["votes"], each["owner"] or "", QuestionState(each["state"])
        )
        for each in waiting[:_MOST_QUESTIONS]
    )
