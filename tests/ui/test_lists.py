"""The list of ids: fetches what is seen, keeps the place, answers to keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from townhall.language import set_language
from townhall.ui.lists.cells import (
    Bit,
    Column,
    DateCell,
    Group,
    IconCell,
    PersonCell,
    StateCell,
    TextCell,
    TitleCell,
    VoteCell,
)
from townhall.ui.lists.id_model import PAGE, IdListModel
from townhall.ui.lists.row_table import RowTable
from townhall.ui.theme import theme

COLUMNS = (
    Column("votes", "Votes", lambda row: VoteCell(row), samples=(VoteCell(99),), sort="votes"),
    Column(
        "title", "Question", lambda row: TitleCell(f"Question {row}", (Bit("ED"),)), stretch=True
    ),
    Column(
        "state", "State", lambda row: StateCell("New"), samples=(StateCell("Wacht op akkoord"),)
    ),
    Column("owner", "Owner", lambda row: PersonCell(""), width=120, keep=False),
    Column("due", "Due", lambda row: DateCell("27 Nov", moved_from="5 Nov")),
    Column("lock", "", lambda row: IconCell("lock", "Locked"), width=16),
    Column("room", "Room", lambda row: TextCell("", right=True), right=True),
)


@pytest.fixture(autouse=True)
def dressed(qapp):
    set_language("en")
    theme().set_mode("light")
    theme().apply(qapp)


class Store:
    """Rows that are their own id, and a record of what was asked for."""

    def __init__(self, *, later=False):
        self.asked = []
        self.waiting = []
        self.later = later

    def fetch(self, ids, deliver):
        self.asked.append(ids)
        if self.later:
            self.waiting.append((ids, deliver))
        else:
            deliver({one: one for one in ids})


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def table(qtbot, store):
    made = RowTable(COLUMNS, store.fetch, name="Questions")
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    return made


def heard(signal):
    calls = []
    signal.connect(lambda *values: calls.append(values[0] if len(values) == 1 else values))
    return calls


def test_model_keeps_qt_s_rules(qapp, store):
    model = IdListModel(COLUMNS, store.fetch)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_ids([Group("Late", "1", "bad"), 1, 2, 3])
    model.refresh()
    model.set_ids([])
    model.set_ids(list(range(200)))
    model.fetch_now(100)
    assert model.rowCount() == 200
    assert tester.model() is model


def test_only_what_is_painted_is_fetched(qtbot, table, store):
    table.set_ids(list(range(100_000)))
    qtbot.waitUntil(lambda: len(store.asked) > 0)
    table.grab()
    assert store.asked == [tuple(range(PAGE))]
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    table.grab()
    qtbot.waitUntil(lambda: len(store.asked) == 2)
    assert store.asked[1][-1] == 99_999


def test_late_answers_for_an_older_list_are_dropped(qapp):
    store = Store(later=True)
    model = IdListModel(COLUMNS, store.fetch)
    model.set_ids([1, 2])
    model.fetch_now(0)
    model.set_ids([3, 4])
    ids, deliver = store.waiting[0]
    deliver({one: one for one in ids})
    assert model.cell(0, 1) is None
    model.fetch_now(0)
    ids, deliver = store.waiting[1]
    deliver({one: one for one in ids})
    assert model.cell(0, 1) == TitleCell("Question 3", (Bit("ED"),))


def test_cells_are_read_in_words(qapp, store):
    model = IdListModel(COLUMNS, store.fetch)
    model.set_ids([Group("Late", "1"), 7])
    model.fetch_now(0)
    words = [model.index(1, column).data() for column in range(len(COLUMNS))]
    assert words == ["7", "Question 7, ED", "New", "–", "27 Nov", "Locked", ""]
    assert model.index(0, 0).data() == "Late 1"
    assert model.index(0, 0).data(Qt.ItemDataRole.UserRole) is None


def test_a_row_that_was_deleted_meanwhile_stays_empty(qapp):
    model = IdListModel(COLUMNS, lambda ids, deliver: deliver({}))
    model.set_ids([1])
    model.fetch_now(0)
    assert (model.cell(0, 0), model.index(0, 0).data()) == (None, "")


def test_j_and_k_step_over_group_heads(qtbot, table):
    table.set_ids([Group("Late"), 1, Group("Later"), 2, 3])
    current = heard(table.current_changed)
    table.go_to_first()
    qtbot.keyClick(table, Qt.Key.Key_J)
    qtbot.keyClick(table, Qt.Key.Key_J)
    qtbot.keyClick(table, Qt.Key.Key_J)
    qtbot.keyClick(table, Qt.Key.Key_K)
    assert current == [1, 2, 3, 2]
    assert table.chosen_ids == [2]


def test_coming_into_the_list_chooses_nothing(qtbot, table):
    table.set_ids([5, 6, 7])
    chosen = heard(table.current_changed)
    QApplication.processEvents()
    table.activateWindow()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(table.hasFocus)
    assert (table.current_id, chosen) == (None, [])
    qtbot.keyClick(table, Qt.Key.Key_J)
    assert (table.current_id, chosen) == (5, [5])


def test_enter_opens_and_f2_edits(qtbot, table):
    table.set_ids([1, 2])
    opened, edits = heard(table.activated_id), heard(table.edit_wanted)
    table.go_to(2)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    assert (opened, edits) == ([2], [(2, "votes")])


def test_letters_are_left_to_the_screen(qtbot, table):
    table.set_ids([1, 2])
    table.go_to(1)
    qtbot.keyClick(table, Qt.Key.Key_Q)
    assert table.current_id == 1


def test_new_ids_keep_the_row_and_the_selection(qtbot, table):
    table.set_ids(list(range(50)))
    table.go_to(20)
    current = heard(table.current_changed)
    table.set_ids([99, *range(50)])
    assert (table.current_id, table.chosen_ids, current) == (20, [20], [])
    table.set_ids([1, 2])
    assert (table.current_id, current) == (None, [None])


def test_several_rows_are_chosen_with_shift(qtbot, table):
    table.set_ids([1, 2, 3])
    table.go_to(1)
    chosen = heard(table.chosen_changed)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert chosen[-1] == [1, 2]


def test_head_sorts_up_then_down(qtbot, table):
    table.set_ids([1, 2])
    wanted = heard(table.sort_wanted)
    head = table.horizontalHeader()
    head.sectionClicked.emit(0)
    head.sectionClicked.emit(0)
    head.sectionClicked.emit(1)
    assert wanted == [("votes", False), ("votes", True)]


def test_states_fit_and_the_narrow_list_lets_a_column_go(qtbot, table):
    table.set_ids([1, 2])
    table.resize(1100, 400)
    assert not table.isColumnHidden(3)
    wide = table.columnWidth(2)
    table.resize(640, 400)
    assert table.isColumnHidden(3)
    assert table.columnWidth(2) == wide
    total = sum(table.columnWidth(column) for column in range(len(COLUMNS)))
    assert total <= table.viewport().width()


def test_compact_shows_more_rows(qtbot, table):
    table.set_ids([1, 2])
    tall = table.rowHeight(0)
    table.set_density("compact")
    assert table.rowHeight(0) < tall


def test_selected_row_has_the_accent_bar(qtbot, table):
    table.set_ids([1, 2])
    table.go_to(1)
    image = table.viewport().grab().toImage()
    assert image.pixelColor(1, 20) == theme().tokens.accent
    assert image.pixelColor(6, 3) == theme().tokens.sel
