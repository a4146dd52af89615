"""Differences of two texts, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.domain.word_differences import Change, Piece, differing_words, word_differences


def shown(before: str, after: str) -> str:
    """Gone words in brackets, new ones in braces."""
    marks = {Change.KEPT: "{}", Change.GONE: "[{}]", Change.NEW: "<{}>"}
    return "".join(
        marks[piece.change].format(piece.words) for piece in word_differences(before, after)
    )


def test_words_are_marked_and_not_letters() -> None:
    assert shown("Wij beginnen om 10:00 in de aula.", "Wij beginnen om 10:30 in de foyer.") == (
        "Wij beginnen om 10:[00]<30> in de [aula]<foyer>."
    )
    assert shown("Radiologie’s plan", "Pathologie’s plan") == "[Radiologie’s]<Pathologie’s> plan"


def test_neighbouring_changes_read_as_one() -> None:
    assert shown("een twee drie vier", "een acht negen vier") == "een [twee drie]<acht negen> vier"


def test_lines_that_are_added_stay_lines() -> None:
    assert shown("Welkom\nVragen", "Welkom\nEthiek\nVragen") == "Welkom\n<Ethiek\n>Vragen"


def test_nothing_and_everything() -> None:
    assert word_differences("", "") == ()
    assert word_differences("a", "a") == (Piece("a", Change.KEPT),)
    assert shown("", "nieuw") == "<nieuw>"
    assert shown("oud", "") == "[oud]"


def test_a_very_long_text_is_compared_by_lines() -> None:
    before = "\n".join(f"regel {n} met woorden" for n in range(1_000))
    pieces = word_differences(before, before + "\nnog een")
    assert [piece.change for piece in pieces][-1] is Change.NEW
    assert "".join(piece.words for piece in pieces if piece.change is not Change.NEW) == before


@given(st.text(max_size=80), st.text(max_size=80))
def test_both_texts_come_back(before: str, after: str) -> None:
    pieces = word_differences(before, after)
    kept = [each.words for each in pieces if each.change is not Change.NEW]
    now = [each.words for each in pieces if each.change is not Change.GONE]
    assert ("".join(kept), "".join(now)) == (before, after)


@pytest.mark.parametrize(
    ("text", "others", "shown"),
    [
        (
            "Who is liable when the AI misses a fracture?",
            ["who is responsible if the AI gets it wrong?", "Am I liable if I follow the AI?"],
            "Who is liable [when] the AI [misses a fracture]?",
        ),
        ("Wie betaalt dat?", ["wie BETAALT dat"], "Wie betaalt dat?"),
        ("Wie betaalt dat?", [], "Wie betaalt dat?"),
        ("Krijgen we 2 dagen?", ["Krijgen we 3 dagen?"], "Krijgen we [2] dagen?"),
        ("<b>Wie</b>?", ["iets anders"], "<[b]>[Wie]</[b]>?"),
        ("", ["iets"], ""),
    ],
)
def test_words_that_no_other_wording_has(text: str, others: list[str], shown: str) -> None:
    pieces = differing_words(text, others)
    marked = ("[{}]" if piece.change is Change.NEW else "{}" for piece in pieces)
    assert "".join(m.format(p.words) for m, p in zip(marked, pieces, strict=True)) == shown


@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=3))
def test_marking_words_loses_none(text: str, others: list[str]) -> None:
    assert "".join(piece.words for piece in differing_words(text, others)) == text
    assert all(piece.change is Change.KEPT for piece in differing_words(text, [text, *others]))
