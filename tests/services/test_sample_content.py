"""The sample plan as written: complete, resolvable, coherent, plainly fictitious."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from townhall import paths
from townhall.domain import terms
from townhall.domain.question_themes import shipped_themes

TODAY = date(2026, 11, 24)
"""The day the sample's dates are authored against; a Tuesday."""

OCCURRENCE = re.compile(r"(next|previous)([+-]\d+)?\Z")
LABELS = {
    "nl": ("Zeg", "Bij doorvragen", "Weten we nog niet"),
    "en": ("Say", "If pressed", "Do not know yet"),
}


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    text = (paths.resources() / "sample" / "plan.json").read_text(encoding="utf-8")
    plan: dict[str, Any] = json.loads(text)
    return plan


def names(sample: dict[str, Any], noun: str, field: str = "name") -> set[str]:
    """The names by which other parts of the sample point at a `noun`, each used once."""
    found = [row[field] for row in sample[noun]]
    assert [name for name, times in Counter(found).items() if times > 1] == []
    return set(found)


def strings(value: object) -> Iterator[str]:
    """Every text anywhere in `value`."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def accounting(questions: list[dict[str, Any]]) -> dict[str, int]:
    return dict(Counter(question["outcome"] for question in questions))


def test_sample_holds_enough_of_every_noun(sample: dict[str, Any]) -> None:
    least = {
        "people": 16,
        "audiences": 9,
        "initiatives": 5,
        "key_messages": 12,
        "cadences": 5,
        "communications": 15,
        "questions": 60,
        "follow_ups": 12,
        "ideas": 8,
        "reviews": 2,
        "duties": 4,
        "blackouts": 2,
        "saved_filters": 3,
        "working_groups": 2,
        "trainings": 5,
        "run_ups": 2,
        "templates": 1,
    }
    assert set(sample) == {"plan", *least}
    assert {noun for noun, count in least.items() if len(sample[noun]) < count} == set()


@pytest.mark.parametrize(
    ("noun", "field", "kind"),
    [
        ("people", "role", terms.PersonRole),
        ("audiences", "knowledge_level", terms.KnowledgeLevel),
        ("audiences", "channels", terms.Channel),
        ("initiatives", "stage", terms.Stage),
        ("initiatives", "risk_class", terms.RiskClass),
        ("key_messages", "sign_off", terms.SignOff),
        ("cadences", "kind", terms.CommunicationKind),
        ("communications", "kind", terms.CommunicationKind),
        ("communications", "status", terms.CommunicationStatus),
        ("communications", "sign_off", terms.SignOff),
        ("communications", "channel", terms.Channel),
        ("questions", "state", terms.QuestionState),
        ("questions", "outcome", terms.Outcome),
        ("questions", "anonymity", terms.Anonymity),
        ("follow_ups", "state", terms.FollowUpState),
        ("ideas", "outcome", terms.IdeaOutcome),
        ("reviews", "verdict", terms.Verdict),
        ("duties", "kind", terms.DutyKind),
        ("trainings", "level", terms.KnowledgeLevel),
        ("run_ups", "recipe", terms.CommunicationKind),
    ],
)
def test_fixed_words_are_those_of_the_field(
    sample: dict[str, Any], noun: str, field: str, kind: type[StrEnum]
) -> None:
    used = {value for row in sample[noun] for value in strings(row[field])}
    assert used - set(kind) == set()


def test_nested_fixed_words_are_those_of_the_field(sample: dict[str, Any]) -> None:
    attendees = [person for row in sample["communications"] for person in row["attendees"]]
    assert {person["role"] for person in attendees} <= set(terms.AttendeeRole)
    for review in sample["reviews"]:
        assert [part["aspect"] for part in review["aspects"]] == list(terms.Aspect)
    assert {row["language"] for row in sample["questions"]} == {"nl", "en"}


def test_every_state_and_kind_is_shown(sample: dict[str, Any]) -> None:
    assert {row["kind"] for row in sample["communications"]} == set(terms.CommunicationKind)
    assert {row["status"] for row in sample["communications"]} == set(terms.CommunicationStatus)
    assert {row["state"] for row in sample["questions"]} == set(terms.QuestionState)
    assert {row["state"] for row in sample["follow_ups"]} == set(terms.FollowUpState)
    assert {row["outcome"] for row in sample["ideas"]} == set(terms.IdeaOutcome)
    shipped = {theme.key for theme in shipped_themes()}
    assert {row["theme"] for row in sample["questions"]} == shipped


@pytest.mark.parametrize(
    ("target", "key", "pointers"),
    [
        (
            "people",
            "name",
            {
                "audiences": ["lead"],
                "initiatives": [
                    "development",
                    "implementation",
                    "monitoring",
                    "sponsor",
                    "change_manager",
                ],
                "communications": ["signed_by"],
                "questions": ["owner", "approved_by"],
                "follow_ups": ["owner"],
                "working_groups": ["members"],
            },
        ),
        (
            "audiences",
            "name",
            {
                "audiences": ["parent"],
                "key_messages": ["audience"],
                "cadences": ["audience"],
                "communications": ["audiences"],
                "questions": ["audience"],
                "ideas": ["audience"],
                "trainings": ["audience"],
            },
        ),
        (
            "initiatives",
            "name",
            {
                "key_messages": ["initiative"],
                "cadences": ["initiative"],
                "communications": ["initiatives"],
                "ideas": ["initiative"],
                "reviews": ["initiative"],
                "duties": ["initiative"],
                "trainings": ["initiative"],
            },
        ),
        (
            "communications",
            "key",
            {
                "questions": ["communication"],
                "working_groups": ["communication"],
                "trainings": ["communication"],
                "run_ups": ["communication"],
                "templates": ["communication"],
            },
        ),
        ("communications", "title", {"follow_ups": ["told_back_in"]}),
        ("questions", "key", {"questions": ["lead_id"], "follow_ups": ["question_id"]}),
        ("reviews", "key", {"follow_ups": ["review_id"]}),
    ],
)
def test_references_resolve(
    sample: dict[str, Any], target: str, key: str, pointers: dict[str, list[str]]
) -> None:
    known = names(sample, target, key)
    used = {
        name
        for noun, fields in pointers.items()
        for row in sample[noun]
        for field in fields
        for name in strings(row[field])
    }
    assert used - known == set()


def test_nested_references_resolve(sample: dict[str, Any]) -> None:
    people, audiences = names(sample, "people"), names(sample, "audiences")
    dates = [part for row in sample["communications"] for part in [row, *row["exceptions"]]]
    agenda = [item for part in dates for item in part.get("agenda", [])]
    assert {item["speaker"] for item in agenda} <= people
    conditions = [item for row in sample["reviews"] for item in row["conditions"]]
    assert {item["owner"] for item in conditions} <= people
    impacts = [item for row in sample["initiatives"] for item in row["impacts"]]
    assert {item["audience"] for item in impacts} <= audiences
    emails = {person["name"]: person["email"] for person in sample["people"]}
    for row in sample["communications"]:
        assert len({person["email"] for person in row["attendees"]}) == len(row["attendees"])
        for person in row["attendees"]:
            if person["role"] != "room":
                assert person["email"] == emails[person["name"]]


def test_references_to_dates_of_a_series_are_relative(sample: dict[str, Any]) -> None:
    series = {row["key"]: row["recurrence"] is not None for row in sample["communications"]}
    for noun in ("questions", "run_ups", "templates"):
        for row in sample[noun]:
            if row["communication"] is None or not series[row["communication"]]:
                assert row["occurrence"] is None
            else:
                assert OCCURRENCE.match(row["occurrence"])
    for row in sample["communications"]:
        assert not row["exceptions"] or series[row["key"]]
        for extra in row.get("extra_dates", []):
            assert OCCURRENCE.match(extra["occurrence"])
        for exception in row["exceptions"]:
            assert OCCURRENCE.match(exception["occurrence"])
            assert exception["status"] in {"planned", "cancelled"}


def test_every_address_and_link_is_in_a_domain_that_cannot_exist(sample: dict[str, Any]) -> None:
    texts = list(strings(sample))
    addresses = [found for text in texts for found in re.findall(r"\S+@\S+", text)]
    assert len(addresses) > 50
    assert [
        one for one in addresses if not re.fullmatch(r"[a-z0-9.-]+@delinde\.example", one)
    ] == []
    links = [text for text in texts if "://" in text]
    assert [one for one in links if not one.startswith("https://meet.delinde.example/")] == []


def test_headcounts_of_children_fit_their_parent(sample: dict[str, Any]) -> None:
    headcount = {row["name"]: row["headcount"] for row in sample["audiences"]}
    total: Counter[str] = Counter()
    for row in sample["audiences"]:
        if row["parent"] is not None:
            total[row["parent"]] += row["headcount"]
    assert {parent for parent, people in total.items() if people > headcount[parent]} == set()
    assert total["Alle medewerkers"] == headcount["Alle medewerkers"] == 1620
    assert [row["name"] for row in sample["audiences"] if row["parent"] is None] == [
        "Alle medewerkers"
    ]
    for row in sample["trainings"]:
        assert row["completed"] <= headcount[row["audience"]]


def test_working_groups_bring_departments_together(sample: dict[str, Any]) -> None:
    department = {row["name"]: row["department"] for row in sample["people"]}
    for group in sample["working_groups"]:
        assert len({department[name] for name in group["members"]}) >= 4


def test_next_town_hall_overruns_and_has_two_hard_starts(sample: dict[str, Any]) -> None:
    [town_hall] = [row for row in sample["communications"] if row["key"] == "town-hall"]
    assert sum(item["duration_minutes"] for item in town_hall["agenda"]) == 75
    [moved] = town_hall["exceptions"]
    assert (moved["occurrence"], moved["start_time"], moved["location"]) == (
        "next",
        "10:30",
        "Aula",
    )
    agenda = moved["agenda"]
    assert (len(agenda), sum(item["duration_minutes"] for item in agenda)) == (9, 78)
    assert town_hall["duration_minutes"] == 75
    assert [item["start"] for item in agenda if "start" in item] == ["10:30", "11:20"]
    invited = {row["name"]: row["headcount"] for row in sample["audiences"]}
    assert sum(invited[name] for name in town_hall["audiences"]) == 412
    assert [len(row["done_on"]) for row in sample["run_ups"]] == [4, 1]


def test_accounting_of_the_next_town_hall_adds_up(sample: dict[str, Any]) -> None:
    asked = [
        row
        for row in sample["questions"]
        if (row["communication"], row["occurrence"]) == ("town-hall", "next")
    ]
    assert accounting(asked) == {
        "answered-in-writing": 8,
        "taken-away": 2,
        "declined": 3,
        "merged": 14,
        "open": 11,
    }
    assert len(asked) == 38
    without_owner = [row for row in asked if row["outcome"] == "open" and row["owner"] is None]
    assert len(without_owner) == 4


def test_questions_and_their_outcomes_agree(sample: dict[str, Any]) -> None:
    by_key = {row["key"]: row for row in sample["questions"]}
    promised = {row["question_id"] for row in sample["follow_ups"]}
    for row in sample["questions"]:
        outcome = row["outcome"]
        assert (row["state"] == "closed") == (outcome != "open"), row["key"]
        assert (row["decline_reason"] is not None) == (outcome == "declined"), row["key"]
        assert (row["lead_id"] is not None) == (outcome == "merged"), row["key"]
        assert (row["anonymity"] == "named") == (row["asker"] is not None), row["key"]
        if outcome.startswith("answered") or row["state"] in {"drafted", "approved"}:
            assert row["answer"], row["key"]
        if outcome == "taken-away":
            assert row["key"] in promised
        if outcome == "merged":
            lead = by_key[row["lead_id"]]
            assert lead["outcome"] != "merged"
            assert lead["text"] != row["text"]
            assert lead["theme"] == row["theme"]
    dutch = [row for row in sample["questions"] if row["language"] == "nl"]
    assert len(dutch) * 2 > len(sample["questions"])


def test_answers_use_the_three_labels_in_order(sample: dict[str, Any]) -> None:
    for row in sample["questions"]:
        if row["answer"] is None:
            continue
        labels = LABELS[row["language"]]
        used = [line.partition(": ")[0] for line in row["answer"].split("\n")]
        assert used[0] == labels[0], row["key"]
        assert used == [label for label in labels if label in used], row["key"]
        for line in row["answer"].split("\n"):
            if line.startswith(labels[2]):
                assert re.search(r"\((terug|back) .+\)\.\Z", line), row["key"]


def test_follow_ups_close_with_evidence_or_a_reason(sample: dict[str, Any]) -> None:
    late = 0
    for row in sample["follow_ups"]:
        assert (row["evidence"] is not None) == (row["state"] == "done"), row["key"]
        assert (row["reason"] is not None) == (row["state"] == "dropped"), row["key"]
        if row["state"] in {"open", "in-progress"}:
            late += date.fromisoformat(row["due"]) < TODAY
            assert row["told_back_in"] is None
    assert late == 3


def test_key_messages_can_be_said_in_one_breath(sample: dict[str, Any]) -> None:
    for row in sample["key_messages"]:
        for sentence in [row["text"], *row["proof_points"]]:
            assert len(sentence.split()) <= 15, sentence
        assert row["proof_points"]


def test_no_text_names_a_month_that_shifting_would_make_untrue(sample: dict[str, Any]) -> None:
    months = (
        "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
        "|January|February|March|June|July|August|October|202[0-9]"
    )
    undated = [
        text for text in strings(sample) if not re.match(r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?\Z", text)
    ]
    assert [text for text in undated if re.search(rf"\b({months})\b", text)] == []


def test_dates_are_iso_and_single_dates_agree_with_their_status(sample: dict[str, Any]) -> None:
    ZoneInfo(sample["plan"]["time_zone"])
    for row in sample["communications"]:
        start = datetime.fromisoformat(row["start"])
        assert start.tzinfo is None
        ZoneInfo(row["time_zone"])
        if row["recurrence"] is None and row["status"] != "cancelled":
            past = row["status"] in {"held", "evaluated"}
            assert past == (start.date() < TODAY), row["key"]
        assert (row["signed_at"] is not None) == (row["sign_off"] == "approved")
    for row in sample["questions"]:
        assert datetime.fromisoformat(row["asked_at"]).date() <= TODAY
    for noun, field in (("follow_ups", "due"), ("duties", "due"), ("key_messages", "valid_until")):
        for row in sample[noun]:
            date.fromisoformat(row[field])
