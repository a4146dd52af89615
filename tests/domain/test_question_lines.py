"""Questions pasted from a text, a list, a sheet or a chat."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from townhall.domain.question_lines import Split, are_several, lines_table

BULLETS = "• Wie tekent?\n- Wat kost het\n   per jaar?\n3) En wanneer?\no\tHoe?\n\uf0b7\tWaar?\n"
PARAGRAPHS = "Krijgen we\nscholing?\n\nWie betaalt\ndat?\n"
STRAY = "Een?\nTwee?\nDrie?\nVier?\n\nVijf?\n"
TEAMS = "[24-11 09:12] Anna Voorbeeld\nWie tekent?\n\n[24-11 09:14] Bram Proefman: Wat kost het?\n"
ZOOM = (
    "09:12:33 From Anna Voorbeeld to Everyone: Wie tekent?\n"
    "09:14:00\t From  Bram Proefman to  Everyone:\n\tWat kost het?\n"
)


def rows(text: str, split: Split | None = None) -> list[tuple[str, ...]]:
    return [row.cells for row in lines_table(text, "v", split).rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BULLETS, ["Wie tekent?", "Wat kost het per jaar?", "En wanneer?", "Hoe?", "Waar?"]),
        (PARAGRAPHS, ["Krijgen we\nscholing?", "Wie betaalt\ndat?"]),
        (STRAY, ["Een?", "Twee?", "Drie?", "Vier?", "Vijf?"]),
        ("2026 wordt duur?\r\n3 dagen vrij?\r\n", ["2026 wordt duur?", "3 dagen vrij?"]),
        ("---\n***\n42\nWie?\n", ["Wie?"]),
    ],
)
def test_a_line_or_a_paragraph_is_a_question(text: str, expected: list[str]) -> None:
    assert rows(text) == [("Question",), *((one,) for one in expected)]


def test_the_user_decides_what_stands_for_a_question() -> None:
    assert len(rows(PARAGRAPHS, Split.LINE)) == 5
    assert rows(STRAY, Split.PARAGRAPH)[1:] == [("Een?\nTwee?\nDrie?\nVier?",), ("Vijf?",)]


@pytest.mark.parametrize(
    "text",
    [
        "Wie tekent?\t12\nWat kost het?\t3\n",
        "12\tWie tekent?\n3\tWat kost het?\n",
        "- Wie tekent? (12x)\n- Wat kost het? [+3]\n",
        "Wie tekent? 👍 12\nWat kost het? 3 👍\n",
    ],
)
def test_votes_behind_or_before_a_question_are_votes(text: str) -> None:
    assert rows(text) == [("Question", "Votes"), ("Wie tekent?", "12"), ("Wat kost het?", "3")]


@pytest.mark.parametrize("text", [TEAMS, ZOOM])
def test_a_chat_gives_questions_and_who_asked(text: str) -> None:
    assert rows(text) == [
        ("Question", "Name"),
        ("Wie tekent?", "Anna Voorbeeld"),
        ("Wat kost het?", "Bram Proefman"),
    ]


def test_one_question_is_not_several() -> None:
    assert are_several("Wie tekent?\nWat kost het?")
    assert not are_several("Wie tekent?\n\n")
    assert not are_several("")


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=" \t\n\r-•1.)[]:?abcdeVraagé👍\x00\x0b", max_size=120))
def test_any_text_is_read_and_no_word_is_lost(text: str) -> None:
    table = lines_table(text, "v", Split.LINE)
    numbers = [row.number for row in table.rows[1:]]
    assert numbers == sorted(numbers)
    assert all(any(letter.isalpha() for letter in row.cells[0]) for row in table.rows[1:])
