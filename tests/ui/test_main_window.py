"""The frame of the window as a user meets it, by keyboard and by screen reader."""

import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from tests.ui.fake_database import add_text
from tests.ui.sample_screens import EventPage
from townhall.domain.errors import InvalidInput, PlanRefused
from townhall.language import current_language
from townhall.ui.rail_button import RailButton
from townhall.ui.screen import Selection
from townhall.ui.theme import theme


def idle(qtbot, window):
    qtbot.waitUntil(lambda: not window.jobs.busy)


def press(window, text):
    """Type key sequences where the keyboard is."""
    for part in text.split(", "):
        combination = QKeySequence(part)[0]
        target = QApplication.focusWidget() or window
        QTest.keyClick(target, combination.key(), combination.keyboardModifiers())


def rail_texts(window):
    return [button.text() for button in window.shell.rail._all if button.isVisible()]


def test_without_a_plan_the_welcome_fills_the_window(qtbot, bare_window):
    bare_window.rooms.go("welcome")
    assert not bare_window.shell.rail.isVisible()
    assert not bare_window.shell.top_bar.isVisible()
    bare_window.rooms.go("questions")
    assert bare_window.rooms.current_name == "welcome"


def test_an_opened_plan_shows_the_first_room_its_name_and_counts(qtbot, window, fake_database):
    assert window.rooms.current_name == "today"
    assert window.windowTitle() == "De Linde – Town Hall"
    window.jobs.change(add_text, "Who is liable?")
    idle(qtbot, window)
    questions = window.shell.rail._buttons["questions"]
    qtbot.waitUntil(lambda: questions.accessibleName() == "Questions, 1")


def test_counts_wait_until_nothing_else_is_asked_for(qtbot, window, fake_database):
    read = []
    plain = fake_database.read
    fake_database.read = lambda query, *args, **kwargs: (
        read.append((list(fake_database.texts), args)),
        plain(query, *args, **kwargs),
    )[1]
    for text in ("a", "b", "c"):
        window.jobs.change(add_text, text)
        idle(qtbot, window)
    questions = window.shell.rail._buttons["questions"]
    qtbot.waitUntil(lambda: questions.accessibleName() == "Questions, 3")
    counted = [texts for texts, args in read if args == (window.rooms.clock,)]
    assert counted == [["a", "b", "c"]]


def test_g_and_a_letter_goes_to_a_room_with_the_keyboard_in_its_content(qtbot, window):
    press(window, "G, Q")
    assert window.rooms.current_name == "questions"
    assert window.shell.top_bar.heading.accessibleName().startswith("Questions, ")
    assert QApplication.focusWidget() is window.rooms.view.list
    checked = [b.text() for b in window.shell.rail.findChildren(RailButton) if b.isChecked()]
    assert checked == ["Questions"]


def test_single_letters_are_typed_inside_a_text_field(qtbot, window):
    press(window, "G, Q")
    screen = window.rooms.view
    screen.filter.setFocus()
    QTest.keyClicks(screen.filter, "gjn?/]")
    assert screen.filter.text() == "gjn?/]"
    assert window.rooms.current_name == "questions"
    assert not window.overlays.shortcut_sheet.isVisible()


def test_a_change_says_what_was_done_and_its_undo_takes_it_back(qtbot, window, fake_database):
    press(window, "G, Q")
    press(window, "N")
    idle(qtbot, window)
    assert fake_database.texts == ["Who is liable?"]
    assert window.shell.toasts.texts == ["Question added"]
    press(window, "Ctrl+Z")
    idle(qtbot, window)
    assert fake_database.texts == []
    assert window.shell.toasts.texts == ["Undone: Question added"]
    press(window, "Ctrl+Shift+Z")
    idle(qtbot, window)
    assert fake_database.texts == ["Who is liable?"]
    press(window, "Ctrl+Z")
    idle(qtbot, window)
    press(window, "Ctrl+Y")
    idle(qtbot, window)
    assert fake_database.texts == ["Who is liable?"]


def test_undo_in_the_toast_takes_back_that_change(qtbot, window, fake_database):
    window.jobs.change(add_text, "a", label="Question added")
    idle(qtbot, window)
    toast = window.shell.toasts._shown[0]
    undo = next(b for b in toast.findChildren(QWidget) if getattr(b, "text", str)() == "Undo")
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    assert fake_database.texts == []


def test_toasts_are_at_most_three_and_stay_inside_the_window(qtbot, window):
    window.resize(1024, 640)
    for number in range(5):
        window.rooms.toast(f"{number} " + "very long words " * 30, [("Undo", lambda: None)])
    toasts = window.shell.toasts
    assert [text[0] for text in toasts.texts] == ["2", "3", "4"]
    for toast in toasts._shown:
        assert window.shell.rect().contains(toast.geometry())


def test_a_hidden_screen_reads_again_only_when_it_is_shown(qtbot, window):
    press(window, "G, Q")
    idle(qtbot, window)
    questions = window.rooms.view
    press(window, "G, C")
    before = len(questions.refreshed)
    window.jobs.change(add_text, "a")
    idle(qtbot, window)
    assert len(questions.refreshed) == before
    press(window, "G, Q")
    idle(qtbot, window)
    assert questions.refreshed[before:] == [None]
    assert questions.list.count() == 1


def test_a_known_error_stands_in_the_bar_until_closed_and_none_is_lost(qtbot, window):
    def refuse(_texts, words):
        raise InvalidInput(words)

    window.jobs.change(refuse, "The title is empty.")
    window.jobs.change(refuse, "The end is before the start.")
    idle(qtbot, window)
    bar = window.shell.error_bar
    assert bar.text == "The end is before the start."
    bar.dismiss()
    assert bar.text == "The title is empty."
    bar.dismiss()
    assert not bar.isVisible()


def test_an_undo_that_conflicts_offers_to_skip_the_step(qtbot, window, fake_database):
    window.jobs.change(add_text, "a", label="Question added")
    idle(qtbot, window)
    fake_database.texts.append("somebody else's")
    press(window, "Ctrl+Z")
    idle(qtbot, window)
    bar = window.shell.error_bar
    assert bar.text == "This has been changed since."
    assert window.history.undo_label == "Question added"
    assert bar._action.text() == "Skip this step"
    qtbot.mouseClick(bar._action, Qt.MouseButton.LeftButton)
    assert window.history.undo_label is None
    assert not bar.isVisible()


def test_a_page_lies_over_its_screen_and_is_left_by_keyboard(qtbot, window):
    press(window, "G, C")
    for way_back in ("Alt+Left", "Esc"):
        window.rooms.open_page(EventPage)
        bar = window.shell.top_bar
        assert bar._crumb.text() == "Calendar"
        assert bar._back.accessibleName() == "Back to Calendar"
        assert not bar.search.isVisible()
        press(window, way_back)
        assert window.rooms.view is window.rooms._screens["calendar"]
        assert bar.search.isVisible()


def test_esc_leaves_a_text_field_first_and_the_page_after_that(qtbot, window):
    window.rooms.open_page(EventPage)
    window.rooms.view.field.setFocus()
    press(window, "Esc")
    assert isinstance(window.rooms.view, EventPage)
    press(window, "Esc")
    assert not window.rooms.has_page()


def test_the_inspector_opens_with_a_selection_and_bracket_closes_it_for_good(qtbot, window):
    press(window, "G, Q")
    window.jobs.change(add_text, "a")
    idle(qtbot, window)
    panel = window.shell.content.inspector
    assert not panel.isVisible()
    press(window, "J")
    assert panel.isVisible()
    assert panel.width() == 384
    press(window, "]")
    assert not panel.isVisible()
    window.rooms.view.list.setCurrentRow(-1)
    press(window, "J")
    assert not panel.isVisible()
    press(window, "]")
    assert panel.isVisible()


@pytest.mark.parametrize(("width", "rail", "beside"), [(1440, 208, 384), (1024, 60, 0)])
def test_a_narrow_window_keeps_its_content_wide(qtbot, window, width, rail, beside):
    window.resize(width, 640)
    press(window, "G, Q")
    window.jobs.change(add_text, "a")
    idle(qtbot, window)
    press(window, "J")
    assert window.width() == width
    assert window.shell.rail.width() == rail
    assert window.shell.content.views.width() == width - rail - beside


def test_the_window_is_never_smaller_than_it_can_show(window):
    window.resize(300, 200)
    assert (window.width(), window.height()) == (1024, 640)


def test_long_work_shows_a_bar_and_cancel_in_the_status_line(qtbot, window):
    gate = threading.Event()

    def work(*, progress, stop):
        progress(43, 300)
        while not stop():
            gate.wait(0.01)
        progress(44, 300)

    window.jobs.work(work, title="Importing questions")
    line = window.shell.status_line
    qtbot.waitUntil(line.isVisible)
    row = next(iter(line._rows.values()))
    assert (row._bar.value(), row._bar.maximum(), row._count.text()) == (43, 300, "43 of 300")
    assert not row._cancel.isVisible()
    qtbot.waitUntil(row._cancel.isVisible, timeout=3000)
    qtbot.mouseClick(row._cancel, Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    assert not line.isVisible()
    assert window.shell.error_bar.text == ""


def test_another_language_keeps_place_state_page_and_error(qtbot, window):
    press(window, "G, Q")
    window.rooms.view.filter.setText("liable")
    window.rooms.open_page(EventPage)
    window.rooms.show_error("Kept")
    window.set_language("nl")
    assert current_language() == "nl"
    assert rail_texts(window)[:3] == ["Vandaag", "Agenda", "Vragen"]
    assert isinstance(window.rooms.view, EventPage)
    assert window.shell.top_bar._crumb.text() == "Vragen"
    assert window.shell.error_bar.text == "Kept"
    window.rooms.close_page()
    assert window.rooms.view.filter.text() == "liable"
    assert window.settings.language == "nl"
    assert [a.text for a in window.rooms.actions.available("edit")] == []
    QApplication.processEvents()


def test_the_theme_switches_live_and_is_kept(qtbot, window):
    window.switch_theme()
    assert theme().tokens.dark
    assert window.settings.theme == "dark"
    assert "Light" in rail_texts(window)
    window.switch_theme()
    assert not theme().tokens.dark


def test_a_search_hit_opens_on_the_screen_that_is_home_to_it(qtbot, window):
    window.rooms.show_selection(Selection("question", 12))
    assert window.rooms.current_name == "questions"
    assert window.rooms.view.activated == [Selection("question", 12)]


def test_place_and_size_are_remembered_for_the_same_plan(qtbot, window, settings):
    press(window, "G, Q")
    window.rooms.view.filter.setText("liable")
    window.resize(1100, 700)
    window.close()
    assert settings.last_plan == "/plans/De Linde.townhall"
    assert settings.last_place == "questions"
    assert settings.place_states["questions"] == {"filter": "liable"}
    assert settings.geometry


def test_closing_stores_what_is_under_way_and_closes_the_plan(qtbot, window, fake_database):
    window.jobs.change(add_text, "kept")
    window.close()
    assert fake_database.texts == ["kept"]
    assert fake_database.closed


def test_a_plan_that_is_refused_is_told_on_the_welcome(qtbot, bare_window, tmp_path):
    bare_window.plans.open(str(tmp_path / "gone.townhall"))
    idle(qtbot, bare_window)
    assert bare_window.rooms.current_name == "welcome"
    assert bare_window.shell.error_bar.text == (
        f"{tmp_path / 'gone.townhall'} is not there any more. Open another plan, or make a new one."
    )


def test_a_refused_plan_leaves_the_one_that_is_open(qtbot, window, monkeypatch):
    def refuse(_plan):
        raise PlanRefused("It is in use by another program.")

    monkeypatch.setattr(window.plans, "_open_database", refuse)
    window.plans.open("/plans/other.townhall")
    idle(qtbot, window)
    assert window.plans.current == "/plans/De Linde.townhall"
    assert window.rooms.current_name == "today"
    assert window.shell.error_bar.text == "It is in use by another program."


def test_leaving_a_plan_goes_to_the_welcome_and_forgets_its_steps(qtbot, window, fake_database):
    window.jobs.change(add_text, "a")
    idle(qtbot, window)
    window.rooms.actions.run("plan.leave")
    idle(qtbot, window)
    assert window.rooms.current_name == "welcome"
    assert window.history.undo_label is None
    assert fake_database.closed


def test_the_plan_menu_offers_other_plans(qtbot, window, settings):
    settings.remember_plan("/plans/De Plataan.townhall")
    window._on_plan_button_clicked()
    menu = window.shell.rail.plan_button.findChild(QMenu)
    texts = [action.text() for action in menu.actions()]
    menu.close()
    assert texts == [
        "Open a plan",
        "Make a new plan",
        "Open the hospital sample",
        "Back up this plan",
        "Open De Plataan",
        "Close the plan",
        "Quit",
    ]


def test_the_shortcut_sheet_lists_every_key_and_gives_the_keyboard_back(qtbot, window):
    press(window, "G, Q")
    here = QApplication.focusWidget()
    QTest.keyClick(here, Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    sheet = window.overlays.shortcut_sheet
    assert sheet.isVisible()
    listed = {action.id for action in window.rooms.actions.listed() if action.keys}
    assert {"window.undo", "window.palette", "go.questions", "questions.next"} <= listed
    press(window, "J")
    assert window.rooms.view.list.currentRow() == -1
    press(window, "Esc")
    assert not sheet.isVisible()
    assert QApplication.focusWidget() is here


def test_slash_goes_to_the_filter_of_the_screen(qtbot, window):
    press(window, "G, Q")
    press(window, "/")
    assert QApplication.focusWidget() is window.rooms.view.filter


def test_arrows_walk_the_rail(qtbot, window):
    window.shell.rail._buttons["calendar"].setFocus()
    press(window, "Down")
    assert QApplication.focusWidget() is window.shell.rail._buttons["questions"]
    press(window, "Space")
    assert window.rooms.current_name == "questions"


def focusable(root):
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_control_that_takes_the_keyboard_has_a_name(qtbot, window, language):
    window.set_language(language)
    press(window, "G, Q")
    window.jobs.change(add_text, "a", label="Question added")
    idle(qtbot, window)
    press(window, "J")
    window.rooms.show_error("An error", ("Skip", lambda: None))
    window.rooms.toast_file("Brief made", "/tmp/brief.docx")
    window.overlays.shortcut_sheet.open()
    window.overlays.palette.open()
    nameless = [
        type(widget).__name__
        for widget in focusable(window)
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert nameless == []
    assert len(focusable(window)) > 20


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("width", [1440, 1024])
def test_no_word_of_the_frame_is_clipped(qtbot, window, language, width):
    window.set_language(language)
    window.resize(width, 640)
    window.rooms.show_error("A plan cannot be opened. " * 8, ("Skip this step", lambda: None))
    window.rooms.open_page(EventPage)
    window.rooms.close_page()
    QApplication.processEvents()
    clipped = [
        widget.text()
        for widget in window.shell.findChildren(QWidget)
        if widget.isVisible()
        and hasattr(widget, "text")
        and callable(widget.text)
        and not isinstance(widget, RailButton)
        and widget.width() < widget.minimumSizeHint().width()
    ]
    assert clipped == []
    for button in window.shell.top_bar.findChildren(QWidget):
        if button.isVisible():
            corner = button.mapTo(window.shell.top_bar, QPoint(button.width(), 0))
            assert corner.x() <= window.shell.top_bar.width()
