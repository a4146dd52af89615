"""Names of files: what any system accepts, whatever the words hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from townhall.domain.file_names import safe_file_name, without_unsafe


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Town hall december", "Town hall december - brief.docx"),
        ("Q&A: wie, wat? <nu>", "Q&A wie, wat nu - brief.docx"),
        ("a/b\\c", "a b c - brief.docx"),
        ("CON", "_CON - brief.docx"),
        ("  ... ", "Untitled - brief.docx"),
        ("regel een\nregel twee\x00", "regel een regel twee - brief.docx"),
    ],
)
def test_words_become_a_name(words, name):
    assert safe_file_name(words, " - brief.docx") == name


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_any_words_make_a_short_safe_name(words):
    name = safe_file_name(words, ".pdf")
    assert len(name) <= 80
    assert len(name.encode()) <= 240
    assert name.endswith(".pdf")
    assert without_unsafe(name) == name
