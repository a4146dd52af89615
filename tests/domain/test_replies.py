"""What becomes of an answer, which answer counts, and how they add up."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.domain.replies import (
    Counts,
    Known,
    KnownAnswer,
    counted,
    judge,
    newest_answers,
    person_key,
)
from townhall.domain.reply_reading import Answer
from townhall.domain.terms import PartStat, ReplyVerdict

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
DATE = datetime(2026, 12, 8, 10)
ANSWER = Answer(
    uid="a",
    email="anna@delinde.example",
    name="Anna",
    partstat=PartStat.ACCEPTED,
    comment="",
    stamp=NOW,
    sequence=3,
    organizers=("Planning@delinde.example",),
)
KNOWN = Known(organizers=frozenset({"planning@delinde.example"}), told=3, highest=3)


@pytest.mark.parametrize(
    ("change", "known", "verdict"),
    [
        ({}, {}, ReplyVerdict.ACCEPTED),
        ({"organizers": ()}, {}, ReplyVerdict.ACCEPTED),
        ({"organizers": ("else@x.example",)}, {}, ReplyVerdict.REFUSED),
        ({"stamp": NOW + timedelta(days=1)}, {}, ReplyVerdict.ACCEPTED),
        ({"stamp": NOW + timedelta(days=1, seconds=1)}, {}, ReplyVerdict.REFUSED),
        ({"sequence": 2}, {}, ReplyVerdict.IGNORED),
        ({"sequence": 2}, {"told": 2}, ReplyVerdict.ACCEPTED),
        ({"sequence": 4}, {}, ReplyVerdict.ASK),
        ({"sequence": 0}, {"told": None, "highest": None}, ReplyVerdict.ASK),
        ({}, {"newest": NOW + timedelta(seconds=1)}, ReplyVerdict.IGNORED),
        ({}, {"newest": NOW - timedelta(seconds=1)}, ReplyVerdict.ACCEPTED),
        ({}, {"stamps": frozenset({NOW})}, ReplyVerdict.IGNORED),
        ({}, {"invited": False}, ReplyVerdict.ASK),
        ({"counter": True}, {}, ReplyVerdict.ASK),
        ({"unknown_zone": "Mars"}, {}, ReplyVerdict.ASK),
        ({"counter": True, "sequence": 2}, {}, ReplyVerdict.IGNORED),
    ],
)
def test_the_verdict(
    change: dict[str, object], known: dict[str, object], verdict: ReplyVerdict
) -> None:
    found = judge(replace(ANSWER, **change), replace(KNOWN, **known), NOW)
    assert (found.verdict, bool(found.reason)) == (verdict, verdict is not ReplyVerdict.ACCEPTED)


def test_every_doubt_is_told() -> None:
    found = judge(replace(ANSWER, sequence=9), replace(KNOWN, invited=False), NOW)
    assert found.reason == (
        "This person was not invited by name. It answers a version that was never sent."
    )


def known_answer(number: int, minutes: int, date: datetime | None, said: PartStat) -> KnownAnswer:
    stamp = NOW + timedelta(minutes=minutes)
    return KnownAnswer(number, "anna", date, said, stamp, ReplyVerdict.ACCEPTED)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([(1, None, "accepted")], "accepted"),
        ([(1, None, "accepted"), (2, DATE, "declined")], "declined"),
        ([(3, None, "accepted"), (2, DATE, "declined")], "accepted"),
        ([(2, DATE, "declined"), (2, None, "accepted")], "declined"),
        ([(9, datetime(2026, 12, 15, 10), "declined"), (1, None, "accepted")], "accepted"),
    ],
)
def test_the_newest_answer_counts_for_a_date_and_for_all(
    answers: list[tuple[int, datetime | None, str]], expected: str
) -> None:
    known = [
        known_answer(number, minutes, date, PartStat(said))
        for number, (minutes, date, said) in enumerate(answers)
    ]
    assert newest_answers(known, DATE, added=False)["anna"].partstat == expected


def test_an_answer_for_the_series_says_nothing_of_an_added_date() -> None:
    assert newest_answers([known_answer(1, 1, None, PartStat.ACCEPTED)], DATE, added=True) == {}


def test_what_was_refused_counts_only_as_the_answer_beside_a_proposal() -> None:
    refused = replace(known_answer(1, 1, DATE, PartStat.DECLINED), verdict=ReplyVerdict.REFUSED)
    assert newest_answers([refused], DATE, added=False) == {}
    beside = replace(refused, proposes=True)
    assert newest_answers([beside], DATE, added=False) == {"anna": beside}


@given(st.lists(st.sampled_from(PartStat), max_size=30), st.integers(0, 30))
def test_counts_add_up(said: list[PartStat], people: int) -> None:
    counts = counted(said, people)
    assert counts.total == max(people, len(said))
    assert counts.answered == sum(each is not PartStat.NEEDS_ACTION for each in said)
    assert min(counts.coming, counts.perhaps, counts.not_coming, counts.silent) >= 0


def test_who_sends_somebody_else_is_not_coming() -> None:
    assert counted([PartStat.DELEGATED, PartStat.ACCEPTED], 5) == Counts(1, 0, 1, 3)


def test_a_name_stands_in_for_an_address() -> None:
    assert person_key("Anna@X.example", "Anna") == person_key("anna@x.example ", "A.")
    assert person_key("", "Anna  Voorbeeld") == person_key("", "anna voorbeeld")
