"""Where a search finds its words: case, accents, beginnings of words, and pieces of long texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from townhall.domain.search_marks import missing_words, piece_around, search_marks


def marked(text: str, *words: str) -> list[str]:
    return [text[first:last] for first, last in search_marks(text, words)]


def test_the_beginnings_of_words_are_marked_whatever_their_case_and_accents() -> None:
    text = "Wie ziet patiënten? De PATIENTEN zelf, niet de impatient."
    assert marked(text, "patient") == ["patiënt", "PATIENT"]
    assert marked("e\u0301e\u0301n arts", "één") == ["e\u0301e\u0301n"]


def test_the_longest_word_wins_and_no_words_mark_nothing() -> None:
    assert marked("verantwoordelijk", "ver", "verantw") == ["verantw"]
    assert marked("verantwoordelijk") == []
    assert marked("", "ver") == []


def test_all_words_must_begin_a_word() -> None:
    assert missing_words("Leest er nog iemand alle foto’s?", ["foto", "lees"]) == []
    assert missing_words("Leest er nog iemand alle foto’s?", ["foto", "eest"]) == ["eest"]
    assert missing_words("Eén patiënt", ["een", "patient", "arts"]) == ["arts"]


def test_a_piece_shows_the_hit_with_words_around_it() -> None:
    text = (
        "De leverancier staat in voor gebreken in het systeem.\nDe radioloog tekent. " + "x " * 9**2
    )
    piece = piece_around(text, ["radio"])
    assert piece.text.startswith("…gebreken in het systeem. De radioloog tekent.")
    assert piece.text.endswith("…")
    assert [piece.text[first:last] for first, last in piece.marks] == ["radio"]
    assert piece_around(text, ["zebra"]) == ("", ())


@given(st.text(max_size=200), st.lists(st.text(max_size=8), max_size=4))
def test_marks_lie_inside_the_text_in_order(text: str, words: list[str]) -> None:
    marks = search_marks(text, words)
    edges = [edge for mark in marks for edge in mark]
    assert edges == sorted(edges)
    assert all(0 <= first < last <= len(text) for first, last in marks)
    piece = piece_around(text, words)
    assert all(0 <= first < last <= len(piece.text) for first, last in piece.marks)
    assert len(piece.text) <= 92
