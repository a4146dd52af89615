"""What a second reading of a file changes, and what it leaves alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.domain.planning_merge import Merged, merge, names_in

VALUES = st.sampled_from(["", "Aula", "Zaal 1", "Zaal 2"])


def test_only_what_the_file_changed_is_taken_over() -> None:
    found = merge(
        {"location": "Aula", "objective": "Nieuw", "title": "T"},
        {"location": "Aula", "objective": "Oud", "title": "T"},
        {"location": "Zaal 1", "objective": "Oud", "title": "T"},
    )
    assert found == Merged({"objective": "Nieuw"}, ())


def test_a_field_that_both_changed_is_taken_from_the_file_and_told() -> None:
    found = merge({"location": "Aula"}, {"location": "Zaal 1"}, {"location": "Zaal 2"})
    assert found == Merged({"location": "Aula"}, ("location",))


def test_of_what_was_planned_by_hand_only_what_is_empty_is_filled() -> None:
    said = {"location": "Aula", "objective": "Uitleg", "audiences": ["SEH"]}
    stored = {"location": "Zaal 1", "objective": "", "audiences": []}
    found = merge(said, None, stored, fill_only=True)
    assert found.changes == {"objective": "Uitleg", "audiences": ["SEH"]}
    assert merge(said, None, stored).changes == said


@given(VALUES, VALUES, VALUES)
def test_merging_is_what_three_versions_allow(said: str, before: str, stored: str) -> None:
    found = merge({"x": said}, {"x": before}, {"x": stored}).changes
    after = found.get("x", stored)
    assert after == (stored if said == before else said)
    assert merge({"x": said}, {"x": said}, {"x": after}).changes == {}


@pytest.mark.parametrize(
    ("text", "known", "missing"),
    [
        ("radiologie", ["Radiologie"], {}),
        ("Radiologie; SEH", ["Radiologie", "SEH"], {}),
        ("SEH, radiologie", ["Radiologie", "SEH"], {}),
        ("SEH en Radiologie", ["Radiologie", "SEH"], {}),
        ("Artsen en verpleegkundigen", ["Artsen en verpleegkundigen"], {}),
        ("SEH\nRadiologie", ["Radiologie", "SEH"], {}),
        ("Radiologi", [], {"Radiologi": "Radiologie"}),
        ("SEH, Keuken", ["SEH"], {"Keuken": ""}),
        ("Inkoop en logistiek", [], {"Inkoop en logistiek": ""}),
        ("", [], {}),
    ],
)
def test_names_in_a_cell(text: str, known: list[str], missing: dict[str, str]) -> None:
    plan = ["Radiologie", "SEH", "Artsen en verpleegkundigen"]
    found = names_in(text, plan)
    assert (found.known, found.missing) == (known, missing)
