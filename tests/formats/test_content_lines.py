"""Escaping and folding."""

import pytest

from townhall.formats.content_lines import escape, fold, one_line, plain, quote


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("gewoon", "gewoon"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("tab\tblijft", "tab\tblijft"),
        ("nul\0 bel\7 del\x7f nel\x85", "nul bel del nel"),
        ("half \ud83d teken", "half  teken"),
        ("‮rechts‬ 👩‍⚕️", "‮rechts‬ 👩‍⚕️"),
    ],
)
def test_plain_drops_what_files_cannot_hold(given: str, kept: str) -> None:
    assert plain(given) == kept


def test_one_line_turns_line_breaks_into_a_space() -> None:
    assert one_line("\r\nTown hall\r\n\r\nmaart\n") == "Town hall maart"


def test_escape_and_quote() -> None:
    assert escape("a;b,c\\d\ne:f") == "a\\;b\\,c\\\\d\\ne:f"
    assert quote('Anna "^" Voor;beeld, drs.') == "\"Anna ^'^^^' Voor;beeld, drs.\""


@pytest.mark.parametrize("length", [74, 75, 76, 149, 150, 1000])
@pytest.mark.parametrize("character", ["a", "é", "€", "😀"])
def test_fold_keeps_characters_whole(length: int, character: str) -> None:
    line = character * length
    folded = fold(line)
    physical = folded.encode().split(b"\r\n")
    assert physical.pop() == b""
    assert all(len(each) <= 75 and each.decode() for each in physical)
    assert "".join([physical[0].decode(), *(each.decode()[1:] for each in physical[1:])]) == line
