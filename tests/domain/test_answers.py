"""Labelled lines of an answer."""

import pytest

from townhall.domain.answers import AnswerLine, answer_lines
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
