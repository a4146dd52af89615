"""Controls: what a press, a key or a pick tells the screen."""

from datetime import date, time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QMenu, QToolTip

from townhall.language import set_language
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import KINDS, Button
from townhall.ui.widgets.dates import DateField, NumberField, TimeField
from townhall.ui.widgets.editable import EditableValue
from townhall.ui.widgets.facts import Facts
from townhall.ui.widgets.filter_chip import FilterChip
from townhall.ui.widgets.picker import Candidate, PeoplePicker
from townhall.ui.widgets.search_field import SearchField
from townhall.ui.widgets.segment import Segment, ToggleGroup
from townhall.ui.widgets.select import Option, Select
from townhall.ui.widgets.switches import Check, Switch

PEOPLE = (
    Candidate(1, "Anna Voorbeeld", "Communicatie"),
    Candidate(2, "Bram Proefman", "Radiologie"),
    Candidate(3, "Bram Specimen", "SEH"),
)


@pytest.fixture(autouse=True)
def dressed(qapp):
    set_language("en")
    theme().set_mode("light")
    theme().set_motion(False)
    theme().apply(qapp)
    yield
    theme().set_motion(None)


def shown(qtbot, widget):
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    qtbot.waitUntil(lambda: widget.isActiveWindow() or not widget.focusPolicy())
    return widget


def told(signal):
    """What a signal has carried so far."""
    heard = []
    signal.connect(heard.append)
    return heard


def role(widget):
    return QAccessible.queryAccessibleInterface(widget).role()


def name(widget):
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


@pytest.mark.parametrize("kind", KINDS)
def test_button_is_wide_enough_for_its_words(qtbot, kind):
    button = shown(qtbot, Button("Wacht op akkoord van juridische zaken", kind, icon="send"))
    assert button.width() >= button.sizeHint().width()
    button.setText("Nog langere woorden, want dit is Nederlands en dat is langer")
    assert button.minimumSizeHint().width() > 400


def test_button_answers_to_space_and_shows_the_ring_for_the_keyboard_only(qtbot):
    button = shown(qtbot, Button("New"))
    pressed = []
    button.clicked.connect(lambda: pressed.append(True))
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not button.ring
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert pressed == [True]
    assert button.ring


def test_icon_button_is_named_by_its_tip(qtbot):
    button = shown(qtbot, Button(kind="ghost", icon="undo", tip="Undo"))
    assert name(button) == "Undo"
    assert role(button) == QAccessible.Role.Button


def test_segment_is_chosen_with_arrow_keys(qtbot):
    segment = shown(qtbot, Segment([("m", "Month"), ("w", "Week"), ("y", "Year")], "m"))
    heard = told(segment.chosen)
    first = segment.buttons()[0]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert (heard, segment.value) == (["w"], "w")
    assert role(first) == QAccessible.Role.RadioButton


def test_segment_set_by_the_program_is_silent(qtbot):
    segment = shown(qtbot, Segment([(1, "One"), (2, "Two")], 1))
    heard = told(segment.chosen)
    segment.set_value(2)
    assert (heard, segment.value) == ([], 2)


def test_segment_press_anywhere_on_a_part_chooses_it(qtbot):
    segment = shown(qtbot, Segment([(1, "One"), (2, "Two")], 1))
    part = segment.buttons()[1]
    qtbot.mouseClick(part, Qt.MouseButton.LeftButton, pos=QPoint(part.width() - 3, 3))
    assert segment.value == 2


def test_toggle_group_tells_all_values_in_order(qtbot):
    group = shown(qtbot, ToggleGroup([(0, "Mon"), (1, "Tue"), (2, "Wed")], [2]))
    heard = told(group.changed)
    group._toggles[0][1].click()
    assert (heard, group.values) == ([[0, 2]], [0, 2])


def test_switch_and_check_flip_with_space(qtbot):
    for widget in (Switch("Less motion"), Check("Approved")):
        shown(qtbot, widget)
        qtbot.keyClick(widget, Qt.Key.Key_Space)
        assert widget.isChecked()
        assert role(widget) == QAccessible.Role.CheckBox
        assert widget.width() >= widget.sizeHint().width()


def test_select_picks_with_the_keyboard_and_ignores_the_wheel(qtbot):
    select = shown(qtbot, Select([Option(1, "North"), Option(2, "South")], 1, name="Region"))
    heard = told(select.chosen)
    qtbot.keyClick(select, Qt.Key.Key_Down)
    assert (heard, select.value) == ([2], 2)
    spoken = QAccessible.queryAccessibleInterface(select).text(QAccessible.Text.Description)
    assert (spoken, role(select)) == ("Region", QAccessible.Role.ComboBox)


def test_select_without_a_choice_has_no_value(qtbot):
    select = shown(qtbot, Select([(1, "North")], placeholder="Choose"))
    assert select.value is None
    select.set_value("nowhere")
    assert select.value is None


def test_filter_chip_clears_by_cross_and_by_key(qtbot):
    chip = shown(qtbot, FilterChip("Period", [(2026, "2026"), (2025, "2025")], 2026))
    heard = told(chip.changed)
    cross = QPoint(chip.width() - 12, chip.height() // 2)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=cross)
    assert (heard, chip.is_set) == ([None], False)
    chip.set_value(2025)
    qtbot.keyClick(chip, Qt.Key.Key_Backspace)
    assert heard == [None, None]


def test_required_filter_cannot_be_cleared(qtbot):
    chip = shown(qtbot, FilterChip("Event", [(1, "December")], 1, required=True))
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert chip.value == 1
    assert name(chip) == "Event: December"


def test_filter_chip_with_several_values(qtbot):
    options = [(1, "New"), (2, "Approved"), (3, "Closed")]
    chip = shown(qtbot, FilterChip("State", options, multi=True))
    heard = told(chip.changed)
    chip.open_menu()
    menu = chip.findChild(QMenu)
    for action in (menu.actions()[2], menu.actions()[0]):
        chip._on_picked(action)
    menu.close()
    assert heard == [(3,), (1, 3)]
    chip.set_value((1, 2, 3))
    assert name(chip) == "State: New and 2 more"


def test_search_waits_a_moment_then_tells_once(qtbot):
    field = shown(qtbot, SearchField("Find", pause=20))
    heard = told(field.searched)
    qtbot.keyClicks(field, "mri")
    qtbot.waitUntil(lambda: heard == ["mri"])
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (heard, field.text()) == (["mri", ""], "")


def test_optional_date_can_be_taken_away(qtbot):
    field = shown(qtbot, DateField(date(2026, 12, 3), optional=True))
    heard = told(field.changed)
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    assert (heard, field.value) == ([None], None)
    assert field.text() == "No date"


def test_calendar_starts_on_monday_with_week_numbers(qtbot):
    field = shown(qtbot, DateField(date(2026, 12, 3)))
    calendar = field.calendarWidget()
    assert calendar.firstDayOfWeek() == Qt.DayOfWeek.Monday
    assert calendar.verticalHeaderFormat() == calendar.VerticalHeaderFormat.ISOWeekNumbers


def test_date_reads_as_the_language_writes_it(qtbot):
    set_language("nl")
    assert shown(qtbot, DateField(date(2026, 12, 3))).text() == "do 3 dec 2026"
    set_language("en")
    assert shown(qtbot, DateField(date(2026, 12, 3))).text() == "Thu 3 Dec 2026"


def test_time_steps_by_quarters(qtbot):
    field = shown(qtbot, TimeField(time(10, 35)))
    field.setSelectedSection(TimeField.Section.MinuteSection)
    field.stepBy(1)
    assert field.value == time(10, 45)
    field.set_value(time(10, 35))
    field.setSelectedSection(TimeField.Section.MinuteSection)
    field.stepBy(-1)
    assert field.value == time(10, 30)


def test_a_time_is_typed_over(qtbot):
    field = shown(qtbot, TimeField(time(10, 30)))
    heard = told(field.changed)
    qtbot.keyClicks(field, "9u05")
    assert field.text() == "9u05"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (field.value, field.text(), heard) == (time(9, 5), "09:05", [time(9, 5)])
    qtbot.keyClicks(field, "2359x")
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    field.clearFocus()
    assert field.value == time(23, 59)


def test_a_day_is_typed_over(qtbot):
    field = shown(qtbot, DateField(date(2026, 2, 28)))
    for text, day in (("31/1/2027", date(2027, 1, 31)), ("14", date(2027, 1, 14))):
        qtbot.keyClicks(field, text)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert field.value == day
    assert field.text() == "Thu 14 Jan 2027"
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.value != date(2027, 1, 14)


def test_what_is_no_day_is_told_and_changes_nothing(qtbot):
    field = shown(qtbot, DateField(date(2026, 12, 3)))
    heard = told(field.changed)
    qtbot.keyClicks(field, "29-2-2027")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert QToolTip.text() == "“29-2-2027” is not a day; type it as 14-1-2027."
    qtbot.keyClicks(field, "14-1")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.value, field.text(), heard) == (date(2026, 12, 3), "Thu 3 Dec 2026", [])


def test_a_day_is_typed_where_there_was_none(qtbot):
    field = shown(qtbot, DateField(None, optional=True))
    qtbot.keyClicks(field, "14/1/2027")
    field.clearFocus()
    assert field.value == date(2027, 1, 14)


def test_number_with_unit(qtbot):
    field = shown(qtbot, NumberField(75, step=5, unit="min"))
    heard = told(field.changed)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert (field.text(), heard) == ("80 min", [80])


@pytest.mark.parametrize(
    ("kind", "value", "typed", "wanted"),
    [
        ("text", "Aula", "Hall", "Hall"),
        ("number", 12, "34", 34),
        ("lines", "one", "two", "two"),
        ("time", time(9, 0), None, None),
        ("date", date(2026, 12, 3), None, None),
    ],
)
def test_value_is_edited_in_place(qtbot, kind, value, typed, wanted):
    editable = shown(qtbot, EditableValue(value, kind, name="Room"))
    heard = told(editable.edited)
    editable.edit()
    editor = editable._editor
    if typed is not None:
        editor.selectAll()
        qtbot.keyClicks(editor, typed)
    if kind == "lines":
        qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    else:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert not editable.editing
    assert heard == ([] if typed is None else [wanted])


def test_escape_reverts_an_edit(qtbot):
    editable = shown(qtbot, EditableValue("Aula"))
    heard = told(editable.edited)
    editable.edit()
    editor = editable._editor
    qtbot.keyClicks(editor, "x")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert (editable.value, heard, editable.editing) == ("Aula", [], False)


def test_leaving_an_edit_commits_it(qtbot):
    editable = shown(qtbot, EditableValue("Aula"))
    heard = told(editable.edited)
    editable.edit()
    editable._editor.setText("Hall")
    editable.commit()
    assert heard == ["Hall"]


def test_choice_is_picked_from_a_menu(qtbot):
    options = [(1, "Privacy"), (2, "Quality")]
    editable = shown(qtbot, EditableValue(1, "choice", name="Theme", options=options))
    heard = told(editable.edited)
    editable.edit()
    menu = editable.findChild(QMenu)
    assert [action.isChecked() for action in menu.actions()] == [True, False]
    menu.actions()[1].trigger()
    menu.close()
    assert heard == [2]


def test_fact_names_its_value_and_fits_the_longest_label(qtbot):
    facts = Facts()
    value = EditableValue("27 nov")
    facts.add("Eigenaar", "Bram Proefman")
    facts.add("Antwoord uiterlijk vóór de bijeenkomst", value)
    shown(qtbot, facts)
    assert value.name == "Antwoord uiterlijk vóór de bijeenkomst"
    widths = {fact.label.width() for fact in facts._facts}
    assert len(widths) == 1
    assert widths.pop() >= facts._facts[1].label_hint()


def test_picker_finds_people_by_a_part_of_their_name(qtbot):
    picker = shown(qtbot, PeoplePicker(PEOPLE, [1], name="Speakers"))
    heard = told(picker.changed)
    qtbot.keyClicks(picker.entry, "proef")
    qtbot.keyClick(picker.entry, Qt.Key.Key_Return)
    assert heard == [[1, 2]]
    assert picker.entry.text() == ""


def test_picker_does_not_guess_between_namesakes(qtbot):
    picker = shown(qtbot, PeoplePicker(PEOPLE, allow_new=True))
    heard, new = told(picker.changed), told(picker.new_wanted)
    qtbot.keyClicks(picker.entry, "bram")
    picker.entry.entered.emit("bram")
    assert (heard, new) == ([], [])
    picker.entry.entered.emit("Carla Staal")
    assert new == ["Carla Staal"]


def test_picker_takes_the_last_one_out_with_backspace(qtbot):
    picker = shown(qtbot, PeoplePicker(PEOPLE, [1, 2]))
    heard = told(picker.changed)
    qtbot.keyClick(picker.entry, Qt.Key.Key_Backspace)
    assert heard == [[1]]


def test_single_picker_replaces_its_pick(qtbot):
    picker = shown(qtbot, PeoplePicker(PEOPLE, [1], single=True))
    picker.entry.entered.emit("Bram Proefman")
    assert picker.values == [2]
