"""How alike questions are: measured on lists the measure was not tuned to, and rule by rule."""

from collections import Counter
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.question_rewordings import HELD_OUT, made_questions
from townhall.domain.duplicate_groups import alike_groups
from townhall.domain.near_duplicates import DEFAULT_THRESHOLD, likeness
from townhall.domain.question_words import name_stems, question_words

HANDMADE = Path(__file__).parents[1] / "data" / "near_duplicates" / "handmade.txt"


def score(one: str, other: str) -> float:
    return likeness(question_words(one), question_words(other))


def figures(
    asked: list[tuple[object, str]], alike: Callable[[int, int], bool]
) -> tuple[float, ...]:
    """The share of the pairs that are the same which `alike` finds, and of wrong ones it finds."""
    pairs = list(combinations(range(len(asked)), 2))
    same = {pair for pair in pairs if asked[pair[0]][0] == asked[pair[1]][0]}
    found = {pair for pair in pairs if alike(*pair)}
    return len(found & same) / len(same), len(found - same) / len(found)


def test_light_rewording_of_a_handmade_list_is_found() -> None:
    asked: list[tuple[object, str]] = []
    blocks = HANDMADE.read_text("utf-8").split("\n\n")[1:]
    for number, block in enumerate(blocks):
        for place, line in enumerate(block.splitlines()):
            asked.append((number if line[0] == "=" else (number, place), line[2:]))
    assert len(asked) == 180
    words = [question_words(text) for _topic, text in asked]
    found, wrong = figures(
        asked, lambda one, other: likeness(words[one], words[other]) >= DEFAULT_THRESHOLD
    )
    assert found >= 0.95
    assert wrong <= 0.05


@pytest.mark.parametrize("seed", [101, 102])
def test_light_rewording_in_a_batch_is_found(seed: int) -> None:
    made = made_questions(HELD_OUT, 900, seed)
    groups = alike_groups([(at, question_words(each.text)) for at, each in enumerate(made)])
    lead_of = {each.id: lead for lead, members in groups.items() for each in members}
    found, wrong = figures(
        [(each.topic, each.text) for each in made],
        lambda one, other: lead_of.get(one, one) == lead_of.get(other, other),
    )
    assert found >= 0.95
    assert wrong <= 0.05


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Krijgen wij scholing?", "KRIJGEN WIJ SCHOLING???"),
        ("Wordt het rooster aangepast?", "Kunt u vertellen of het rooster wordt aangepast?"),
        ("Is het triagemodel getest?", "Is het triage-model getest?"),
        ("Krijgen we 2 dagen scholing?", "Krijgen we twee dagen scholing?"),
        ("Hebben patiënten inspraak?", "Hebben patienten inspraak?"),
        ("Who checks the summaries?", "Who cheks the summary?"),
    ],
)
def test_the_same_question_in_other_words_is_alike(one: str, other: str) -> None:
    assert score(one, other) >= DEFAULT_THRESHOLD


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Worden de opnames bewaard?", "Worden de opnames niet bewaard?"),
        ("Will the recordings be kept?", "Will the recordings never be kept?"),
        ("Start de proef met overleg?", "Start de proef zonder overleg?"),
        ("Krijgen we 2 dagen scholing?", "Krijgen we drie dagen scholing?"),
        (
            "Wanneer krijgt de neurologie toegang tot de nieuwe planningssoftware?",
            "Wanneer krijgt de nefrologie toegang tot de nieuwe planningssoftware?",
        ),
        ("Wie start de proef?", "Wanneer start de proef?"),
        ("Moeten we het systeem gebruiken?", "Mogen we het systeem gebruiken?"),
        ("", "Wie tekent?"),
    ],
)
def test_a_word_that_turns_the_meaning_keeps_questions_apart(one: str, other: str) -> None:
    assert score(one, other) < DEFAULT_THRESHOLD


def test_names_of_audiences_keep_questions_apart() -> None:
    names = name_stems(["Team Maas", "Team Waal"])
    one, other = (
        question_words(f"Wanneer krijgt team {name} toegang tot de planningssoftware?", names)
        for name in ("Maas", "Waal")
    )
    assert likeness(one, other) < DEFAULT_THRESHOLD


AUDIENCES = (
    *("Alle medewerkers", "Diagnostiek", "Radiologie", "Radiologen", "MR-laboranten"),
    *("Planning Radiologie", "Pathologie", "Laboratorium", "SEH", "Verpleegafdelingen"),
    *("Nachtdienst", "Kinderkliniek", "Polikliniek", "Poli-assistenten", "Medische staf"),
    *("Ondersteunende diensten", "ICT-beheer", "Night shift", "Trauma centre"),
)
FRAMES = (
    "Wanneer krijgt {} scholing over de nieuwe planningssoftware?",
    "Will {} get training for the triage assistant at work this year?",
)


@pytest.mark.parametrize("frame", FRAMES)
def test_every_two_audiences_of_a_plan_make_two_questions(frame: str) -> None:
    names = name_stems(AUDIENCES)
    for one, other in combinations(AUDIENCES, 2):
        pair = [question_words(frame.format(name), names) for name in (one, other)]
        assert likeness(*pair) < DEFAULT_THRESHOLD, (one, other)
        assert pair[0].key != pair[1].key
        again = question_words("Eh, " + frame.format(one.upper()), names)
        assert likeness(pair[0], again) >= DEFAULT_THRESHOLD


FLIPS = (
    *(("", "niet "), ("", "nooit "), ("twee ", "drie "), ("2 ", "12 "), ("een ", "geen ")),
    *(("Verplichte ", "Geen "), ("Met ", "Zonder ")),
)


@pytest.mark.parametrize(("one", "other"), FLIPS)
def test_a_flip_in_front_of_an_audience_keeps_questions_apart(one: str, other: str) -> None:
    names = name_stems(AUDIENCES)
    for name in AUDIENCES:
        pair = [
            question_words(f"Krijgt {name} volgend jaar {word}dagen nascholing?", names)
            for word in (one, other)
        ]
        assert likeness(*pair) < DEFAULT_THRESHOLD, name


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_have_one_likeness(one: str, other: str) -> None:
    assert 0 <= score(one, other) <= 100
    assert score(one, one) == 100


def test_hundreds_who_ask_the_same_are_one_group() -> None:
    texts = ["Verlies ik mijn baan?", "verlies ik mijn baan", "Verlies ik mijn baan straks?"] * 100
    groups = alike_groups([(at, question_words(text)) for at, text in enumerate(texts)])
    assert Counter({lead: len(members) for lead, members in groups.items()}) == {0: 299}
