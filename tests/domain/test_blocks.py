"""The block model: text cleaned at its edge, what a document says, its contents list."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from townhall.domain.blocks import (
    Block,
    Callout,
    Contents,
    Document,
    Heading,
    ListBlock,
    Paragraph,
    Said,
    SaidKind,
    Span,
    Table,
    clean,
    is_web_link,
    page_words,
    strings,
    texts,
    with_contents,
)


def document(*blocks: Block, title: str = "Titel") -> Document:
    return Document(title, "nl", "Anna Voorbeeld", datetime(2026, 11, 24, tzinfo=UTC), blocks)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("a\r\nb\rc\x0bd\u2028e", "a\nb\nc\nd\ne"),
        ("\x00a\x07b\ud800c\ufffed", "abcd"),
        ("  =cmd & <b> \t😀 e\u0301 שלום ", "  =cmd & <b> \t😀 e\u0301 שלום "),
    ],
)
def test_text_is_cleaned_and_nothing_else_changes(raw: str, kept: str) -> None:
    assert clean(raw) == kept
    assert Span(raw).text == kept
    assert document(title=raw).title == kept


@given(st.text(st.characters(codec=None)))
@settings(max_examples=60)
def test_clean_text_stays_as_it_is(raw: str) -> None:
    once = clean(raw)
    assert clean(once) == once
    once.encode("utf-8")


@pytest.mark.parametrize(
    "address",
    ["https://linde.example/a?b=c", "mailto:anna@delinde.example", "tel:+31205550123"],
)
def test_web_addresses_are_links(address: str) -> None:
    assert is_web_link(address)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "https://a b", ""]
)
def test_other_addresses_are_not_links(address: str) -> None:
    assert not is_web_link(address)


def test_texts_come_in_reading_order() -> None:
    made = document(
        Heading(1, (Span("Kop"),)),
        Paragraph((Span("een "), Span("twee", bold=True))),
        ListBlock(((Span("punt"),), (Span("komma"),))),
        Callout("Let op", ((Span("kader"),),)),
        Said(SaidKind.SAY, "Zeg:", (Span("ja"),)),
        Table(("A", "B"), (((Span("1a"),), (Span("1b"),)),), (1, 1)),
    )
    assert texts(made) == [
        "Titel", "Kop", "een twee", "punt", "komma", "Let op", "kader", "Zeg: ja", "A", "B", "1a",
        "1b",
    ]  # fmt: skip


def test_strings_leave_out_what_a_reader_finds_more_than_once() -> None:
    made = document(
        Paragraph((Span("Ja."),)),
        Paragraph((Span("Ja."),)),
        Paragraph((Span("kort"),)),
        Paragraph((Span("lang en kort"),)),
        Paragraph((Span("42"),)),
    )
    assert strings(made) == ["Titel", "lang en kort"]


def test_a_table_must_be_whole() -> None:
    with pytest.raises(ValueError, match="as many columns"):
        Table(("A", "B"), (((Span("1"),),),), (1, 1))


@pytest.mark.parametrize(("count", "expected"), [(0, 0), (9, 0), (10, 1)])
def test_contents_from_ten_headings_on(count: int, expected: int) -> None:
    blocks = with_contents(tuple(Heading(1, (Span(str(n)),)) for n in range(count)), "Inhoud")
    assert sum(isinstance(block, Contents) for block in blocks) == expected


def test_the_full_title_fits_the_property_of_word() -> None:
    made = Document("x" * 300, "nl", "", datetime(2026, 1, 1, tzinfo=UTC), (), kicker="Briefing")
    assert len(made.full_title) == 255
    assert made.full_title.startswith("Briefing: xxx")
    assert made.full_title.endswith("…")


def test_page_words_in_both_languages() -> None:
    assert page_words("nl") == "Pagina {page} van {pages}"
    assert page_words("en") == "Page {page} of {pages}"
