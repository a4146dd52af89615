"""`list question` by what asks for attention, period, order, words and a saved filter."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from townhall.settings import Settings


@dataclass(frozen=True)
class Asked:
    """A plan with three questions; called with options, it lists their ids."""

    run: Any
    plan: Path

    def __call__(self, *options: str) -> list[int]:
        listed = self.run("list", "question", "--plan", self.plan, "--json", *options).json
        return [each["id"] for each in listed]


@pytest.fixture
def asked(run: Any, tmp_path: Path) -> Asked:
    """Three questions that were asked."""
    plan = tmp_path / "plan.townhall"
    run("new", plan)
    run("add", "person", "--plan", plan, "--json-input", "-", fields={"name": "Bram Proefman"})
    for values in (
        {"text": "Wie ziet de foto’s?", "votes": 3, "answer_by": "2026-11-20"},
        {"text": "Wat doet de nachtdienst?", "votes": 9, "owner": "Bram Proefman"},
        {"text": "Wie ziet de uitslag?", "votes": 5, "asked_at": "2025-03-02T10:00"},
    ):
        run("add", "question", "--plan", plan, "--json-input", "-", fields=values)
    return Asked(run, plan)


def test_questions_are_listed_by_mark_period_and_order(asked: Asked) -> None:
    assert asked("--mark", "overdue") == [1]
    assert asked("--mark", "unassigned") == [3, 1]
    assert asked("--period", "last-year") == [3]
    assert asked("--order", "newest") == [3, 2, 1]
    assert asked("--order", "match", "--text", "uitslag wie") == [3]


def test_own_questions_are_those_of_the_name_in_the_settings(asked: Asked, run: Any) -> None:
    said = run("list", "question", "--plan", asked.plan, "--mark", "mine").refusal()
    assert "Say in Settings who you are" in said
    Settings.load().update(user_name="bram proefman")
    assert asked("--mark", "mine") == [2]


def test_a_saved_filter_of_questions_narrows_what_other_options_let_through(
    asked: Asked, run: Any
) -> None:
    values = {"name": "Photos", "place": "questions", "content": {"words": ["wie ziet"]}}
    run("add", "saved-filter", "--plan", asked.plan, "--json-input", "-", fields=values)
    assert asked("--saved-filter", "photos") == [3, 1]
    assert asked("--saved-filter", "photos", "--mark", "overdue") == [1]
    missing = run("list", "question", "--plan", asked.plan, "--saved-filter", "Other")
    assert "“Other”" in missing.refusal()


@pytest.mark.parametrize("option", [("--mark", "late"), ("--period", "2026"), ("--order", "size")])
def test_unknown_words_are_wrong_usage(asked: Asked, run: Any, option: tuple[str, str]) -> None:
    assert run("list", "question", "--plan", asked.plan, *option).code == 2


@pytest.mark.parametrize("text", ['"', "*", "NEAR(", "' OR 1=1 --", "%"])
def test_no_search_fails(asked: Asked, text: str) -> None:
    assert asked("--order", "match", "--text", text) is not None
