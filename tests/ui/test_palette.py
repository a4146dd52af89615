"""Ctrl+K by keyboard alone: rooms, actions and what is found in the plan."""

import threading
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from townhall.ui.palette_rows import Row, match, matching
from townhall.ui.screen import Selection


@dataclass(frozen=True)
class Hit:
    noun: str
    id: int
    title: str
    snippet: str


def idle(qtbot, window):
    qtbot.waitUntil(lambda: not window.jobs.busy)


def listed(window):
    """(is a row, words) of all lines."""
    model = window.overlays.palette.model
    rows = [model.row_at(number) for number in range(model.rowCount())]
    return [row.text if row.run is None else f"  {row.text}" for row in rows]


def key(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


@pytest.fixture
def open_palette(window):
    def open_():
        QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        return window.overlays.palette

    return open_


def current(palette):
    return palette.model.row_at(palette.list.currentIndex().row()).text


def test_it_opens_with_the_keyboard_in_it_and_lists_rooms_and_actions(window, open_palette):
    palette = open_palette()
    assert QApplication.focusWidget() is palette.input
    rows = listed(window)
    assert rows[:3] == ["Go to", "  Today", "  Calendar"]
    assert "Actions" in rows
    assert "  Switch to dark" in rows
    assert "  Undo" not in rows
    assert "  Welcome" not in rows


def test_typing_and_enter_goes_to_a_room(window, open_palette):
    palette = open_palette()
    QTest.keyClicks(palette.input, "quest")
    assert listed(window)[:2] == ["Go to", "  Questions"]
    key(window, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert window.rooms.current_name == "questions"


def test_enter_runs_an_action_of_the_screen(qtbot, window, open_palette, fake_database):
    window.rooms.go("questions")
    palette = open_palette()
    QTest.keyClicks(palette.input, "new ques")
    assert listed(window) == ["Actions", "  New question"]
    key(window, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert fake_database.texts == ["Who is liable?"]


def test_an_action_that_is_meant_comes_before_a_room_that_sounds_like_it(window, open_palette):
    window.rooms.go("questions")
    palette = open_palette()
    QTest.keyClicks(palette.input, "new question")
    assert listed(window)[:2] == ["Actions", "  New question"]


def test_an_action_of_another_screen_goes_there_first(qtbot, window, open_palette, fake_database):
    window.rooms.go("today")
    palette = open_palette()
    QTest.keyClicks(palette.input, "ask in")
    key(window, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert (window.rooms.current_name, fake_database.texts) == ("questions", ["Who is liable?"])


def test_arrows_and_tab_step_over_headings_and_go_round(window, open_palette):
    palette = open_palette()
    seen = [current(palette)]
    for pressed in (Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Up, Qt.Key.Key_Backtab):
        key(window, pressed)
        seen.append(current(palette))
    assert seen == ["Today", "Calendar", "Questions", "Calendar", "Today"]
    key(window, Qt.Key.Key_Up)
    assert current(palette) == listed(window)[-1].strip()
    assert QApplication.focusWidget() is palette.input


def test_esc_closes_it_and_gives_the_keyboard_back(window, open_palette):
    window.rooms.go("questions")
    here = QApplication.focusWidget()
    palette = open_palette()
    key(window, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert QApplication.focusWidget() is here
    assert window.rooms.actions.paused is False


def test_it_closes_when_what_had_the_keyboard_is_gone(qtbot, window, open_palette):
    toast = window.shell.toasts.say("Written", [])
    toast.close_button.setFocus()
    palette = open_palette()
    with qtbot.waitSignal(toast.destroyed):
        toast.close()
    key(window, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_a_click_beside_the_card_closes_it(qtbot, window, open_palette):
    palette = open_palette()
    qtbot.mouseClick(palette, Qt.MouseButton.LeftButton, pos=palette.rect().bottomRight())
    assert not palette.isVisible()


def test_it_says_when_nothing_is_found_and_enter_does_nothing(qtbot, window, open_palette):
    palette = open_palette()
    QTest.keyClicks(palette.input, "qqqqzzzz")
    idle(qtbot, window)
    assert listed(window) == ["Nothing found"]
    key(window, Qt.Key.Key_Down)
    key(window, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_hits_of_the_plan_open_on_their_screen(qtbot, window, open_palette):
    asked = []

    def search(_texts, text, *, limit):
        asked.append((text, limit))
        return [Hit("question", 214, "Who is  liable\nif it errs?", "Radiology, 57 votes")]

    window.overlays.palette._search = search
    palette = open_palette()
    QTest.keyClicks(palette.input, "liable")
    idle(qtbot, window)
    assert listed(window) == ["In the plan", "  Who is liable if it errs?"]
    assert asked[-1] == ("liable", 12)
    key(window, Qt.Key.Key_Return)
    assert window.rooms.current_name == "questions"
    assert window.rooms.view.activated == [Selection("question", 214)]


def test_late_hits_do_not_move_what_is_selected(qtbot, window, open_palette):
    gate = threading.Event()

    def search(_texts, _text, *, limit):
        gate.wait(5)
        return [Hit("question", 1, "Questions about questions", "")]

    window.overlays.palette._search = search
    palette = open_palette()
    palette.input.setText("s")
    palette.input.setText("se")
    key(window, Qt.Key.Key_Down)
    chosen = current(palette)
    gate.set()
    idle(qtbot, window)
    assert "In the plan" in listed(window)
    assert current(palette) == chosen


def test_hits_for_what_is_no_longer_typed_are_dropped(qtbot, window, open_palette):
    gate = threading.Event()

    def search(_texts, text, *, limit):
        gate.wait(5)
        return [Hit("question", 1, f"Hit for {text}", "")]

    window.overlays.palette._search = search
    palette = open_palette()
    palette.input.setText("liab")
    palette.input.setText("liable")
    gate.set()
    idle(qtbot, window)
    assert listed(window) == ["In the plan", "  Hit for liable"]


def test_one_letter_does_not_search_the_plan(window, open_palette):
    asked = []
    window.overlays.palette._search = lambda *_args, **_options: asked.append(1)
    palette = open_palette()
    QTest.keyClicks(palette.input, " q ")
    assert asked == []


def test_the_list_tells_a_screen_reader_what_each_line_is(window, open_palette):
    palette = open_palette()
    index = palette.model.index(1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Today, G T"
    assert palette.model.flags(palette.model.index(0)) == Qt.ItemFlag.NoItemFlags


def test_the_card_stays_inside_a_small_window(window, open_palette):
    window.resize(1024, 640)
    palette = open_palette()
    assert window.shell.rect().contains(palette.card.geometry())
    assert palette.list.height() > 300


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("calendar", "Calendar"),
        ("cal", "Calendar"),
        ("go cal", "Go to Calendar"),
        ("CÀL", "Calendar"),
        ("calender", "Calendar"),
        ("dark", "Switch to dark"),
        ("swi dar", "Switch to dark"),
        ("folow", "Follow-ups"),
    ],
)
def test_what_is_meant_comes_first(query, first):
    rows = [Row(text) for text in ("Calendar", "Go to Calendar", "Switch to dark", "Follow-ups")]
    assert matching(query, rows, 3)[0].text == first


@pytest.mark.parametrize("query", ["xyz", "zz", "calxyzzy", "dark light"])
def test_what_does_not_fit_is_not_listed(query):
    assert match(query, "Calendar") == 0
    assert match(query, "Switch to dark") == 0
