"""The list: what it shows, how it is searched, filtered, sorted, and worked through by key."""

from __future__ import annotations

import csv
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from townhall.domain.question_marks import QuestionMark
from townhall.domain.question_periods import Period
from townhall.domain.question_themes import shipped_themes
from townhall.domain.terms import QuestionState
from townhall.services.follow_ups import add_follow_up
from townhall.services.queries.question_themes import themes
from townhall.services.queries.questions import QuestionFilter, QuestionOrder, question
from townhall.services.queries.saved_filters import saved_filters
from townhall.services.question_themes import add_question_theme, remove_question_theme
from townhall.services.questions import change_question, remove_question
from townhall.ui.added_questions import AddedQuestions
from townhall.ui.screen import Selection
from townhall.ui.widgets.chooser import Chooser
from townhall.ui.widgets.day_popup import DayPopup
from townhall.ui.widgets.menu import Menu
from townhall.ui.widgets.name_popup import NamePopup

ALL = [1, 2, 3, 4, 5, 7]


def shown(screen):
    return list(screen.list.table.id_model.entries)


def cells(screen, row, settle):
    model = screen.list.table.id_model
    model.fetch_now(row)
    settle()
    return [model.data(model.index(row, column)) for column in range(model.columnCount())]


def counted(screen, settle):
    """Waits for the numbers beside the filters, which are counted when all else is there."""
    settle()
    screen._reading._count()
    settle()


def choose(screen, chip, value, settle):
    screen.list.filters.chips[chip].set_value(value)
    screen.list.filters.chips[chip].changed.emit(screen.list.filters.chips[chip].value)
    settle()


def chooser(screen):
    return [one for one in screen.findChildren(Chooser) if one.isVisible()][-1]


def test_the_list_shows_most_votes_first_without_merged_ones(screen, settle):
    assert shown(screen) == ALL
    assert cells(screen, 0, settle) == [
        "57",
        "Who is liable if the AI misses a fracture?, Accountability, 1 merged",
        "New",
        "No owner",
        "8 Dec",
    ]
    assert screen.facts() == "7 questions, 6 open"


def test_a_late_answer_is_called_late_in_words(screen, settle):
    assert cells(screen, 4, settle)[4] == "19 Nov, late"


def test_search_finds_every_word_at_its_start(screen, settle):
    screen.focus_search()
    assert screen.window().focusWidget() is screen.list.filters.search
    QTest.keyClicks(screen.list.filters.search, "train")
    QTest.keyClick(screen.list.filters.search, Qt.Key.Key_Return)
    settle()
    assert shown(screen) == [2, 3]


def test_nothing_found_offers_to_clear_the_filters(screen, settle):
    screen.list.filters.search.setText("zebra")
    QTest.keyClick(screen.list.filters.search, Qt.Key.Key_Return)
    settle()
    assert shown(screen) == []
    clear = screen.list.first_focus()
    assert clear.text() == "Clear filters"
    clear.click()
    settle()
    assert shown(screen) == ALL
    assert screen.list.filters.search.text() == ""


def test_each_filter_narrows_the_list(screen, settle):
    for chip, value, expected in (
        ("theme", ["privacy"], [2]),
        ("state", [QuestionState.ASSIGNED], [4]),
        ("state", [QuestionState.DRAFTED, QuestionState.ASSIGNED], [4, 7]),
        ("audience", [1], [3]),
        ("owner", [2], [7]),
        ("source", ["floor"], [4]),
        ("period", Period.LAST_YEAR, []),
        ("period", Period.THIS_MONTH, ALL),
        ("merged", None, [1, 2, 3, 4, 6, 5, 7]),
    ):
        choose(screen, chip, value, settle)
        assert shown(screen) == expected, chip
        choose(screen, chip, "hidden" if chip == "merged" else None, settle)
    assert shown(screen) == ALL


def test_marks_narrow_the_list_and_tell_how_many_there_are(screen, settle, filled, frame):
    frame.settings.user_name = "bram proefman"
    screen.mark_stale()
    counted(screen, settle)
    marks = screen.list.filters.marks
    assert {mark.value: chip.number for mark, chip in marks.items() if chip.isVisible()} == {
        "mine": 1,
        "overdue": 1,
        "unassigned": 4,
    }
    for mark, expected in (("mine", [4]), ("overdue", [5]), ("unassigned", [1, 2, 3, 5])):
        marks[QuestionMark(mark)].click()
        settle()
        assert shown(screen) == expected
        marks[QuestionMark(mark)].click()
    settle()
    assert shown(screen) == ALL


def test_own_questions_need_a_name(screen, settle, frame):
    mine = screen.list.filters.marks[QuestionMark.MINE]
    mine.click()
    settle()
    assert not mine.isChecked()
    assert frame.errors == ["Say in Settings who you are; then your own questions can be shown."]


def test_each_choice_tells_how_many_questions_it_gives(screen, settle):
    counted(screen, settle)
    theme = screen.list.filters.chips["theme"]
    theme.open_menu()
    [menu] = [one for one in screen.findChildren(Menu) if one.isVisible()]
    texts = [action.text() for action in menu.actions()]
    assert "Privacy\t1" in texts
    assert "Accountability\t1" in texts
    menu.close()


def test_a_filter_is_saved_and_comes_back_from_the_rail(screen, settle, filled):
    choose(screen, "theme", ["privacy"], settle)
    screen.list.filters.search.setText("images")
    screen.list.filters.marks[QuestionMark.UNASSIGNED].click()
    settle()
    screen.list.filters.ask_name()
    popup = screen.list.filters._popup
    popup.field.setText("Pictures")
    popup.button.click()
    settle()
    [saved] = filled.read(saved_filters)
    assert (saved.name, saved.place) == ("Pictures", "questions")
    screen.list.filters.clear()
    screen.activate(Selection("saved-filter", saved.id))
    settle()
    assert shown(screen) == [2]
    assert screen.list.filters.search.text() == "images"


def test_what_a_search_finds_is_marked_in_the_question_and_its_answer(screen, settle, filled):
    screen.list.filters.search.setText("you")
    QTest.keyClick(screen.list.filters.search, Qt.Key.Key_Return)
    settle()
    assert shown(screen) == [7]
    cell = screen.list.table.id_model.cell(0, 1)
    found = cell.bits[1]
    assert found.text == "Answer: Say: you."
    assert [found.text[first:last] for first, last in found.marks] == ["you"]
    assert screen.list.filters.options.order is QuestionOrder.MATCH
    screen.list.filters.search.setText("SIGN")
    QTest.keyClick(screen.list.filters.search, Qt.Key.Key_Return)
    settle()
    assert shown(screen) == [1]
    assert screen.list.table.id_model.cell(0, 1).bits[1].text == "Merged: Who signs?"
    screen.list.filters.search.empty()
    settle()
    assert screen.list.filters.options.order is QuestionOrder.VOTES


def test_the_foot_accounts_for_all_outcomes_of_the_filter(screen, settle):
    bar = screen.list.accounting
    assert bar.verdict == "Adds up"
    assert "1 merged, 6 open" in bar.accessibleName()
    choose(screen, "theme", ["privacy"], settle)
    assert "1 open" in bar.accessibleName()


def test_heads_sort_by_votes_and_by_date(screen, settle):
    screen.list.table.sort_wanted.emit("answer-by", False)
    settle()
    assert shown(screen)[0] == 5
    assert screen.list.filters.options.order is QuestionOrder.ANSWER_BY
    screen.list.table.sort_wanted.emit("votes", True)
    settle()
    assert shown(screen) == ALL


def test_keys_go_up_and_down_and_open_the_answer(screen, settle):
    table = screen.list.table
    table.setFocus()
    table.go_to_first()
    QTest.keyClick(table, Qt.Key.Key_J)
    QTest.keyClick(table, Qt.Key.Key_J)
    QTest.keyClick(table, Qt.Key.Key_K)
    settle()
    assert table.current_id == 2
    assert screen.panel.sheet.question.id == 2
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle()
    assert screen.panel.answer.editing


def test_an_owner_is_chosen_by_typing_a_part_of_the_name(screen, settle, filled):
    screen.list.table.go_to(1)
    settle()
    screen.choose_owner()
    popup = chooser(screen)
    QTest.keyClicks(popup.entry, "mode")
    QTest.keyClick(popup, Qt.Key.Key_Return)
    settle()
    stored = filled.read(question, 1)
    assert (stored.owner, stored.state) == ("Eva Modelaar", QuestionState.ASSIGNED)
    assert screen.frame.toasts == ["Assigned 1 question"]


def test_a_new_person_is_added_and_assigned_as_one_step(screen, settle, filled):
    screen.list.table.go_to(1)
    settle()
    screen.choose_owner()
    popup = chooser(screen)
    QTest.keyClicks(popup.entry, "Nora Nieuw")
    QTest.keyClick(popup, Qt.Key.Key_Return)
    settle()
    assert filled.read(question, 1).owner == "Nora Nieuw"
    screen.frame.history.undo()
    settle()
    assert filled.read(question, 1).owner is None


def test_a_theme_of_the_plan_is_offered_and_one_that_is_gone_is_asked_for_no_more(
    screen, settle, filled, frame
):
    added = {"name_nl": "Roosters", "name_en": "Rosters", "answer_days": 3}
    frame.jobs.change(add_question_theme, added, done=lambda _id: None)
    settle()
    filled.run(change_question, 2, {"theme": "rosters"})
    screen.mark_stale()
    settle()
    assert "Rosters" in cells(screen, ALL.index(2), settle)[1]
    choose(screen, "theme", ["rosters", "privacy"], settle)
    assert shown(screen) == [2]
    theme_id = next(each.id for each in filled.read(themes) if each.key == "rosters")
    frame.jobs.change(remove_question_theme, theme_id, "workload")
    settle()
    assert screen.list.filters.chips["theme"].value == ("privacy",)
    choose(screen, "theme", ["workload"], settle)
    assert shown(screen) == [2]


def test_several_questions_get_an_owner_and_a_theme_at_once(screen, settle, filled):
    screen.list.table.selectAll()
    settle()
    assert screen.list.group.isVisible()
    screen.choose_owner()
    QTest.keyClicks(chooser(screen).entry, "Bram")
    QTest.keyClick(chooser(screen), Qt.Key.Key_Return)
    settle()
    assert {filled.read(question, id_).owner for id_ in ALL} == {"Bram Proefman"}
    screen.choose_theme()
    popup = chooser(screen)
    popup._take(popup.list.item([theme.key for theme in shipped_themes()].index("workload")))
    settle()
    assert {filled.read(question, id_).theme for id_ in ALL} == {"workload"}
    assert screen.frame.toasts == ["Assigned 6 questions", "Changed 6 questions"]
    screen.frame.history.undo()
    screen.frame.history.undo()
    settle()
    assert filled.read(question, 1).owner is None
    screen.frame.history.redo()
    settle()
    assert filled.read(question, 1).owner == "Bram Proefman"


def test_a_question_typed_as_it_is_asked_is_in_the_list_at_once(screen, settle, filled):
    screen.open_entry()
    words = screen.list.entry.words
    assert screen.window().focusWidget() is words
    QTest.keyClicks(words, "Wie let er op de uitkomst?")
    QTest.keyClick(words, Qt.Key.Key_Return)
    settle()
    added = filled.read(question, 8)
    assert (added.text, added.language) == ("Wie let er op de uitkomst?", "nl")
    assert added.asked_at.isoformat() == "2026-11-24T09:00:00"
    assert screen.list.table.current_id == 8
    assert words.toPlainText() == ""
    assert screen.window().focusWidget() is words


def test_an_empty_question_is_refused_at_its_field(screen, settle):
    screen.open_entry()
    QTest.keyClick(screen.list.entry.words, Qt.Key.Key_Return)
    assert screen.list.entry.form.field("text").error == "Type the question first."
    QTest.keyClick(screen.list.entry.words, Qt.Key.Key_Escape)
    assert screen.list.entry.isHidden()


def test_a_question_that_a_filter_hides_is_shown_when_asked_for(screen, settle):
    choose(screen, "theme", ["privacy"], settle)
    screen.activate(Selection("question", 6))
    settle()
    assert screen.list.table.current_id == 6
    assert screen.panel.sheet.lead.id == 1


def test_a_follow_up_opens_its_question(screen, settle, filled):
    promise = {"promised": "I will show the figures.", "question_id": 5, "owner": "Eva Modelaar"}
    follow_up = filled.run(add_follow_up, promise).value
    screen.mark_stale()
    settle()
    screen.activate(Selection("follow-up", follow_up))
    settle()
    assert screen.panel.sheet.question.id == 5
    assert not screen.panel.follow_ups.editors[0].body.isHidden()


def test_imported_questions_are_a_filter_that_can_be_lifted(screen, settle):
    screen.activate(AddedQuestions("question", 2, last=4, count=3))
    settle()
    assert shown(screen) == [2, 3, 4]
    screen.list.filters.chips["added"].clear()
    settle()
    assert shown(screen) == ALL


def test_an_undone_import_leaves_no_filter_behind(screen, settle):
    screen.activate(AddedQuestions("question", 90, last=99, count=10))
    settle()
    assert shown(screen) == ALL
    assert not screen.list.filters.chips["added"].is_set


def test_a_plan_without_questions_offers_to_import_or_type(screen, settle, filled):
    for question_id in (6, *ALL):
        filled.run(remove_question, question_id)
    screen.mark_stale()
    settle()
    button = screen.list.first_focus()
    assert button.text() == "Import questions"
    button.click()
    assert len(screen.frame.pages) == 1


def test_the_place_survives_a_new_language(screen, make_screen, settle):
    screen.list.filters.marks[QuestionMark.UNASSIGNED].click()
    screen.list.filters.options.set_order(QuestionOrder.NEWEST)
    screen.list.table.go_to(3)
    settle()
    again = make_screen()
    again.restore(screen.state())
    again.window().show()
    settle()
    assert shown(again) == [5, 3, 2, 1]
    assert again.list.table.current_id == 3


def test_what_is_shown_is_what_is_exported(screen, settle, tmp_path):
    path = tmp_path / "out.csv"
    screen.exporter.write(path, QuestionFilter(ids=frozenset({1, 3})))
    settle()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Question"] for row in rows] == [
        "Who is liable if the AI misses a fracture?",
        "Will there be training for the night shift?",
    ]
    assert screen.frame.files == [str(path)]


def test_an_export_that_cannot_be_written_is_said(screen, settle, tmp_path):
    screen.exporter.write(tmp_path / "no" / "such" / "out.csv", QuestionFilter())
    settle()
    assert len(screen.frame.errors) == 1
    assert screen.frame.files == []


def test_a_state_for_several_says_what_stays_as_it_is(screen, settle, filled, frame):
    frame.settings.user_name = "Anna Voorbeeld"
    screen.list.table.selectAll()
    settle()
    screen.list.group.parts["state"].click()
    popup = chooser(screen)
    assert popup.list.item(0).text() == "Approve"
    popup._take(popup.list.item(0))
    asked = next(one for one in screen.findChildren(NamePopup) if one.isVisible())
    asked.button.click()
    settle()
    assert filled.read(question, 7).approved_by == "Anna Voorbeeld"
    [said] = frame.toasts
    assert said.startswith("Changed 1 question. 5 stay as they are, 4 of them for this reason: ")
    frame.history.undo()
    settle()
    assert filled.read(question, 7).state is QuestionState.DRAFTED


def test_an_answer_by_and_an_audience_for_several(screen, settle, filled):
    screen.list.table.selectAll()
    settle()
    at = screen.list.group.point("answer_by")
    screen.list.group.wanted.emit("answer_by", at)
    day = next(one for one in screen.findChildren(DayPopup) if one.isVisible())
    day.field.set_value(date(2026, 12, 1))
    day.take.click()
    settle()
    screen.list.group.wanted.emit("audience", at)
    popup = chooser(screen)
    popup._take(popup.list.item(2))
    settle()
    screen.list.group.wanted.emit("communication", at)
    chooser(screen).close()
    found = [filled.read(question, id_) for id_ in ALL]
    assert {(each.answer_by, each.audience) for each in found} == {
        (date(2026, 12, 1), "Night shift")
    }
