"""The sample Forms export: two files that hold the same 300 questions."""

from collections import Counter

from townhall import paths
from townhall.domain.question_import import ImportResult, candidates
from townhall.domain.terms import Anonymity
from townhall.formats.tables import read_table


def imported(suffix: str) -> ImportResult:
    path = paths.resources() / "sample" / f"forms-export.{suffix}"
    return candidates(read_table(path))


def test_both_files_hold_the_same_questions() -> None:
    assert imported("csv") == imported("xlsx")


def test_300_different_questions_in_two_languages_without_names() -> None:
    result = imported("csv")
    assert result.problems == ()
    assert len({c.text for c in result.candidates}) == 300
    assert len({c.source_id for c in result.candidates}) == 300
    assert Counter(c.language for c in result.candidates) == {"nl": 225, "en": 75}
    assert {c.anonymity for c in result.candidates} == {
        Anonymity.ANONYMOUS,
        Anonymity.HELD_BY_SOURCE,
    }
    assert {c.asker for c in result.candidates} == {""}
    assert all(c.audience and c.asked_at for c in result.candidates)
    rows = Counter(c.row for c in result.candidates)
    assert Counter(rows.values()) == {1: 180, 2: 60}
