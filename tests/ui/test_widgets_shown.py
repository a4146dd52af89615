"""What widgets show: words in full, sums that add up, errors in words."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from townhall.domain.errors import InvalidInput
from townhall.language import set_language
from townhall.ui.theme import theme
from townhall.ui.widgets.answers import Timeline, TimelineItem
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card
from townhall.ui.widgets.chips import Chip, StateLine
from townhall.ui.widgets.fields import Field, Form, TextField
from townhall.ui.widgets.labels import ElidedLabel, Paragraph
from townhall.ui.widgets.marks import Avatar, VoteBox, initials, tone_of
from townhall.ui.widgets.meters import Meter, Part, SumBar
from townhall.ui.widgets.notices import Banner
from townhall.ui.widgets.paper import PageView
from townhall.ui.widgets.rows import Row, align_trailing


@pytest.fixture(autouse=True)
def dressed(qapp):
    set_language("en")
    theme().set_mode("light")
    theme().apply(qapp)
    yield
    set_language("en")
    theme().set_mode("light")


def shown(qtbot, widget, width=0, height=0):
    qtbot.addWidget(widget)
    if width:
        widget.resize(width, height or widget.sizeHint().height())
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def gallery():
    path = Path(__file__).parents[1] / "screens" / "gallery.py"
    spec = spec_from_file_location("kit_gallery", path)
    module = module_from_spec(spec)
    sys.modules["kit_gallery"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_gallery_clips_no_words_and_names_every_control(qtbot, language, mode):
    set_language(language)
    theme().set_mode(mode)
    shows = gallery()
    for build, width, height in shows.PAGES.values():
        page = shown(qtbot, build(), width, height)
        for widget in page.findChildren(QWidget):
            if not widget.isVisible():
                continue
            plain = isinstance(widget, QLabel) and not isinstance(widget, ElidedLabel | Paragraph)
            if (plain and widget.text()) or isinstance(widget, Button | Chip):
                assert widget.width() >= widget.minimumSizeHint().width(), widget.text()
            if isinstance(widget, QAbstractButton) and widget.focusPolicy():
                named = QAccessible.queryAccessibleInterface(widget)
                assert named.text(QAccessible.Text.Name), widget


def test_elided_label_tells_all_in_its_tooltip(qtbot):
    words = "Who is liable when the AI misses a fracture on a night shift?"
    label = shown(qtbot, ElidedLabel(words), 120)
    assert (label.toolTip(), label.accessibleName()) == (words, words)
    label.resize(900, 20)
    assert label.toolTip() == ""


def test_paragraph_shows_markup_as_words(qtbot):
    paragraph = shown(qtbot, Paragraph("a <b>bold</b> claim & more"), 400)
    assert paragraph.words == "a <b>bold</b> claim & more"
    assert "&lt;b&gt;" in paragraph.text()


def test_paragraph_needs_more_height_when_narrow(qtbot):
    paragraph = Paragraph("Words that go over several lines when there is little room. " * 3)
    qtbot.addWidget(paragraph)
    assert paragraph.heightForWidth(150) > 2 * paragraph.heightForWidth(600)


def test_row_wraps_its_reason_and_answers_to_enter(qtbot):
    row = Row("Title", "A reason that is rather long and needs a second line " * 2)
    card = Card()
    card.add(row)
    card.add_stretch()
    shown(qtbot, card, 300, 300)
    assert row.height() >= row.heightForWidth(row.width())
    pressed = []
    row.clicked.connect(lambda: pressed.append(True))
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert pressed == [True]


def test_reason_of_a_row_is_quieter_than_its_title(qtbot):
    row = shown(qtbot, Row("", "A reason"), 300)
    reason = row.reason.grab().toImage()
    found = [reason.pixelColor(x, y) for x in range(60) for y in range(reason.height())]
    darkest = min(found, key=lambda colour: colour.lightness())
    assert darkest.lightness() >= theme().tokens.text2.lightness() - 12


def test_rows_keep_their_least_height(qtbot):
    card = Card()
    rows = [Row("One line"), Row("Two", "lines")]
    for row in rows:
        card.add(row)
    card.add_stretch()
    shown(qtbot, card, 400, 300)
    assert [row.height() for row in rows] == [44, 60]


def test_trailing_things_get_one_width_over_the_page(qtbot):
    rows = [
        Row("One", trailing=[Chip("5 days late"), Button("Open")]),
        Row("Two", trailing=[Chip("Late"), Button("Plan an update")]),
    ]
    align_trailing(rows)
    for row in rows:
        shown(qtbot, row, 500)
    assert len({row.trailing[1].width() for row in rows}) == 1
    assert len({row.trailing[0].width() for row in rows}) == 1


def test_sum_adds_up_or_names_the_difference(qtbot):
    bar = shown(qtbot, SumBar(), 600)
    parts = [Part(96, "live"), Part(150, "written", "accent")]
    bar.set_sum(246, "asked", parts)
    assert bar.verdict == "Adds up"
    bar.set_sum(249, "asked", parts)
    assert bar.verdict == "3 not accounted for"
    bar.set_sum(245, "asked", parts)
    assert bar.verdict == "1 counted twice"


def test_meter_says_what_it_shows(qtbot):
    meter = Meter([Part(7, "done")], 12)
    qtbot.addWidget(meter)
    assert meter.accessibleName() == "7 done of 12"
    meter.set_parts([], 0)
    assert not meter.grab().isNull()


def test_state_line_is_read_with_its_facts(qtbot):
    state = shown(qtbot, StateLine("No owner", "bad", ("ED", "57 votes")))
    assert state.accessibleName() == "No owner · ED · 57 votes"


@pytest.mark.parametrize(
    ("person", "letters"),
    [
        ("Anna Voorbeeld", "AV"),
        ("Jan van der Proef", "JP"),
        ("Anne-Marie", "AM"),
        ("Eva", "E"),
        ("", ""),
        ("(extern)", ""),
    ],
)
def test_initials(person, letters):
    assert initials(person) == letters


def test_avatar_keeps_its_colour_and_names_a_vacancy(qtbot):
    assert tone_of("Anna Voorbeeld") == tone_of("anna voorbeeld")
    avatar = shown(qtbot, Avatar(""))
    assert avatar.accessibleName() == "Nobody yet"
    votes = shown(qtbot, VoteBox(1))
    assert votes.accessibleName() == "1 vote"


def test_field_shows_an_error_in_words_and_takes_it_back(qtbot):
    field = shown(qtbot, Field("E-mail", TextField("anna@")), 300)
    field.set_error("This is not an address.")
    assert field.error == "This is not an address."
    assert field.control.accessibleDescription() == "This is not an address."
    assert field.control.property("invalid") is True
    field.set_error()
    assert (field.error, field.control.property("invalid")) == ("", False)
    assert field.control.accessibleName() == "E-mail"


def test_form_shows_an_error_at_its_field(qtbot):
    form = Form()
    first = form.add("title", Field("Title", TextField()))
    form.add("start", Field("Start", TextField()))
    shown(qtbot, form, 300)
    assert form.show_error(InvalidInput("Give a title.", field="title"))
    assert first.error == "Give a title."
    assert not form.show_error(InvalidInput("No room.", field="room"))
    assert first.error == ""


def test_banner_acts_and_goes_away(qtbot):
    banner = shown(qtbot, Banner("Room changed.", "warn", action="Look"), 500)
    with qtbot.waitSignal(banner.acted):
        banner.action.click()
    with qtbot.waitSignal(banner.closed):
        banner.close_button.click()
    assert not banner.isVisible()
    banner.tell("Sent.", "ok")
    assert (banner.isVisible(), banner.action.isVisible()) == (True, False)


def test_timeline_shows_its_latest_moments_only(qtbot):
    timeline = shown(qtbot, Timeline([TimelineItem("8 Oct", "No time left")]), 300)
    timeline.set_items([TimelineItem("3 Dec", "First in the queue", planned=True)])
    words = [p.words for p in timeline.findChildren(Paragraph) if p.isVisible()]
    assert words in ([], ["First in the queue"])
    qtbot.waitUntil(
        lambda: (
            [p.words for p in timeline.findChildren(Paragraph) if p.isVisible()]
            == ["First in the queue"]
        )
    )


def test_page_view_paints_in_points_on_white(qtbot):
    asked = []

    def paint(painter, rect, index):
        asked.append((rect, index))
        painter.fillRect(QRectF(0, 0, 100, 100), Qt.GlobalColor.red)

    theme().set_mode("dark")
    view = shown(qtbot, PageView(), 700, 500)
    view.set_pages(3, paint)
    image: QImage = view.grab().toImage()
    assert (QRectF(0, 0, 595, 842), 0) in asked
    middle = image.pixelColor(420, 400)
    assert middle.name() == "#ffffff"
    with qtbot.waitSignal(view.page_changed):
        view.go_to(2)
    assert view.current == 2
    view.set_zoom(500)
    assert view.zoom == 300
