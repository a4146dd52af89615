"""Labelled lines of an answer."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.domain.answers import (
    AnswerLine,
    AnswerParts,
    answer_in,
    answer_lines,
    other_language,
    read_answer,
    write_answer,
)
from townhall.domain.blocks import SaidKind

SAY, PRESSED, UNKNOWN = SaidKind.SAY, SaidKind.IF_PRESSED, SaidKind.UNKNOWN


def test_without_labels_everything_is_said() -> None:
    assert answer_lines("No.\nThe contract forbids it.") == (
        AnswerLine(SAY, "No.\nThe contract forbids it."),
    )


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Say: a\nIf pressed: b\nDo not know yet: c", [SAY, PRESSED, UNKNOWN]),
        ("Zeg: a\nBij doorvragen: b\nWeten we nog niet: c", [SAY, PRESSED, UNKNOWN]),
        ("  say : a\nIF PRESSED:b\nDon’t know yet: c", [SAY, PRESSED, UNKNOWN]),
    ],
)
def test_labels_of_both_languages(text: str, kinds: list[SaidKind]) -> None:
    assert answer_lines(text) == tuple(
        AnswerLine(kind, said) for kind, said in zip(kinds, "abc", strict=True)
    )


def test_text_belongs_to_the_label_above_it() -> None:
    assert answer_lines("Eerst dit.\nBij doorvragen: dan dat.\nEn dit ook.\nZeg: slot.") == (
        AnswerLine(SAY, "Eerst dit."),
        AnswerLine(PRESSED, "dan dat.\nEn dit ook."),
        AnswerLine(SAY, "slot."),
    )


@pytest.mark.parametrize("text", ["", "  \n ", "Say:", "Zeg: \nBij doorvragen:\n", "\x00\ud800"])
def test_nothing_said_gives_no_line(text: str) -> None:
    assert answer_lines(text) == ()


def test_a_label_in_the_middle_of_a_line_is_text() -> None:
    assert answer_lines("We say: yes") == (AnswerLine(SAY, "We say: yes"),)


def test_windows_line_ends() -> None:
    assert answer_lines("Zeg: a\r\nBij doorvragen: b\r\n") == (
        AnswerLine(SAY, "a"),
        AnswerLine(PRESSED, "b"),
    )


DAY = date(2026, 12, 18)


@pytest.mark.parametrize("label", ["Back by", "Terug op", "back BY "])
def test_a_day_dates_what_is_not_known_yet(label: str) -> None:
    text = f"Zeg: a\nWeten we nog niet: b\n{label}: 2026-12-18"
    assert answer_lines(text) == (AnswerLine(SAY, "a"), AnswerLine(UNKNOWN, "b", DAY))


def test_a_day_without_words_is_a_part_of_its_own() -> None:
    assert answer_lines("Back by: 2026-12-18") == (AnswerLine(UNKNOWN, "", DAY),)


@pytest.mark.parametrize("day", ["2026-02-30", "vrijdag", "18-12-2026", "٢٠٢٦-12-18", ""])
def test_what_is_no_day_stays_text(day: str) -> None:
    assert answer_lines(f"Weten we nog niet: b\nTerug op: {day}") == (
        AnswerLine(UNKNOWN, f"b\nTerug op: {day}".strip()),
    )


def test_an_answer_in_parts_is_written_with_labels() -> None:
    parts = AnswerParts("Ja.", "Nee, niet nu.", "De prijs.", DAY)
    assert write_answer(parts, "nl") == (
        "Zeg: Ja.\nBij doorvragen: Nee, niet nu.\nWeten we nog niet: De prijs.\n"
        "Terug op: 2026-12-18"
    )
    assert write_answer(AnswerParts("Ja.\nEcht."), "nl") == "Ja.\nEcht."
    assert write_answer(AnswerParts(), "en") == ""


_PIECES = st.sampled_from(
    [
        *("Say: ", "zeg:", "If pressed:", "weten we nog niet : ", "Back by: 2026-12-18"),
        *("Terug op:", "2027-01-02", "a", "b c", "é", " "),
        *("\n", "\r\n", "\u2028", "\x0c", "\t", "\x85"),
    ]
)


@given(st.lists(_PIECES, max_size=14).map("".join) | st.text(), st.sampled_from(["nl", "en"]))
def test_parts_survive_being_written(text: str, language: str) -> None:
    parts = read_answer(text)
    assert read_answer(write_answer(parts, language)) == parts


def test_other_language() -> None:
    assert [other_language("nl"), other_language("en")] == ["en", "nl"]


@pytest.mark.parametrize(
    ("language", "texts", "found"),
    [
        ("nl", ("Ja.", "Yes."), ("Ja.", "nl")),
        ("en", ("Ja.", "Yes."), ("Yes.", "en")),
        ("en", ("Ja.", " "), ("Ja.", "nl")),
        ("nl", ("", "Yes."), ("Yes.", "en")),
        ("nl", ("", ""), ("", "nl")),
    ],
)
def test_an_answer_in_a_language(
    language: str, texts: tuple[str, str], found: tuple[str, str]
) -> None:
    assert answer_in(language, *texts, "nl") == found
