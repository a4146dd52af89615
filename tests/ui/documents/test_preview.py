"""Pages of the preview: their words, their keys, and documents of any length."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from tests.domain.briefing_samples import many_questions
from townhall.domain.blocks import Contents, Document, Heading, Paragraph, Span, contents_entries
from townhall.domain.briefing_questions import qa_pack
from townhall.formats.pdf import layout
from townhall.ui.documents.preview import Preview, opening, page_of, page_text
from townhall.ui.jobs import Jobs


def document(paragraphs, title="A pack"):
    blocks = tuple(Paragraph((Span(f"Paragraph number {n}."),)) for n in range(paragraphs))
    return Document(
        title=title,
        language="en",
        author="De Linde",
        created_utc=datetime(2026, 11, 24, 8, tzinfo=UTC),
        blocks=blocks,
    )


@pytest.fixture
def jobs(qapp):
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def preview(qtbot, jobs):
    made = Preview(jobs)
    qtbot.addWidget(made)
    made.resize(600, 700)
    made.show()
    return made


def shown(qtbot, preview, wanted):
    with qtbot.waitSignal(preview.laid_out, timeout=20_000):
        preview.show_document(wanted)
    return preview.pages


def test_words_of_a_page_are_told_in_order(qtbot, preview):
    pages = shown(qtbot, preview, document(3))
    words = ["A pack", "Paragraph number 0.", "Paragraph number 1.", "Paragraph number 2."]
    assert page_text(pages, 0).splitlines() == words
    found = QAccessible.queryAccessibleInterface(preview.view.pages)
    assert found.text(QAccessible.Text.Name) == "Page 1 of 1"
    assert found.text(QAccessible.Text.Description).splitlines() == words


def test_keys_go_through_the_pages(qtbot, preview):
    pages = shown(qtbot, preview, document(200))
    assert len(pages) > 3
    paper = preview.view.pages
    steps = [(Qt.Key.Key_PageDown, 1), (Qt.Key.Key_PageDown, 2), (Qt.Key.Key_PageUp, 1)]
    for key, page in [*steps, (Qt.Key.Key_End, len(pages) - 1), (Qt.Key.Key_Home, 0)]:
        qtbot.keyClick(paper, key)
        assert preview.view.current == page
    qtbot.keyClick(paper, Qt.Key.Key_End)
    name = f"Page {len(pages)} of {len(pages)}"
    assert QAccessible.queryAccessibleInterface(paper).text(QAccessible.Text.Name) == name
    assert page_text(pages, len(pages) - 1) == paper.accessibleDescription()


def test_a_new_version_keeps_the_place(qtbot, preview):
    shown(qtbot, preview, document(200))
    preview.view.go_to(2)
    shown(qtbot, preview, document(201))
    assert preview.view.current == 2
    shown(qtbot, preview, document(1))
    assert preview.view.current == 0


def test_the_same_words_at_another_moment_are_not_laid_out_again(qtbot, preview):
    pages = shown(qtbot, preview, document(3))
    later = replace(document(3), created_utc=datetime(2026, 11, 25, tzinfo=UTC))
    preview.show_document(later)
    qtbot.waitUntil(lambda: not preview._jobs.busy)
    assert preview.pages is pages


def test_of_two_documents_the_newest_is_shown(qtbot, preview):
    preview.show_document(document(400, "First"))
    preview.show_document(document(2, "Second"))
    qtbot.waitUntil(lambda: not preview._jobs.busy, timeout=20_000)
    assert page_text(preview.pages, 0).startswith("Second")


def test_the_opening_of_a_long_pack_names_every_part(qapp):
    whole = qa_pack(many_questions(300), "en")
    first = opening(whole)
    assert len(first.blocks) < len(whole.blocks) / 3
    assert [b for b in first.blocks if isinstance(b, Contents)]
    assert contents_entries(first) == contents_entries(whole)
    assert next(b for b in first.blocks if isinstance(b, Heading)) == contents_entries(whole)[0]


def test_a_long_pack_ends_up_whole(qtbot, preview):
    whole = qa_pack(many_questions(300), "nl")
    pages = shown(qtbot, preview, whole)
    assert pages == layout(whole)


def test_a_text_is_found_on_the_page_where_it_begins(qapp):
    pages = layout(document(200))
    for number in (0, 90, 199):
        found = page_of(pages, f"Paragraph number {number}.")
        assert f"Paragraph number {number}." in page_text(pages, found)
    assert page_of(pages, "No such words") is None


def test_the_page_is_as_wide_as_the_view_until_the_user_zooms(qtbot, preview):
    shown(qtbot, preview, document(5))
    assert preview.view.fitted
    narrow = preview.view.zoom
    preview.resize(900, 700)
    assert preview.view.zoom > narrow
    preview.view.set_zoom(100)
    preview.resize(700, 700)
    assert (preview.view.zoom, preview.view.fitted) == (100, False)


def test_many_pages_are_not_all_kept_as_pictures(qtbot, preview):
    pages = shown(qtbot, preview, document(1200))
    assert len(pages) > 20
    for index in range(len(pages)):
        preview.view.go_to(index)
        preview.grab()
    assert 1 <= len(preview.view.pages._pictures) <= 12
