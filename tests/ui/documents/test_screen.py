"""What the documents screen shows of a date and its packs, and how it follows the plan."""

from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from townhall.domain.leaks import Leak
from townhall.domain.terms import CommunicationStatus
from townhall.language import set_language
from townhall.services.occurrences import cancel_occurrence
from townhall.services.publish_check import decide_publication
from townhall.services.queries.questions import QuestionFilter, questions
from townhall.services.question_answers import approve_answer
from townhall.services.questions import change_question
from townhall.ui.documents.screen import DocumentsScreen
from townhall.ui.personal_data import PersonalDataToDecide
from townhall.ui.screen import Selection
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.labels import ElidedLabel, Paragraph
from townhall.ui.widgets.rows import Row

TOWN_HALL = "Town hall AI in de diagnostiek"
REPEAT = f"{TOWN_HALL}: herhaling voor de nachtdienst"


def state_of(desk, kind):
    return desk.screen.packs.rows[kind].accessibleName()


def test_the_next_town_hall_is_shown_at_first(desk):
    assert desk.screen.facts() == f"{TOWN_HALL}, Thu 3 Dec, 10:30"
    assert desk.screen.key == (1, datetime(2026, 12, 3, 10, 0))
    assert state_of(desk, "qa-pack") == "Moderator’s Q&A pack. 9 without an approved answer"
    assert state_of(desk, "speaker-brief") == "Speaker brief. 9 without an approved answer"
    assert "Sprekersbriefing" in desk.shown()


def test_another_screen_can_send_a_date_and_a_pack(desk):
    desk.screen.activate(Selection("qa-pack", 1, datetime(2026, 11, 5, 10, 0)))
    desk.settle()
    assert desk.screen.kind == "qa-pack"
    assert desk.screen.facts() == f"{TOWN_HALL}, Thu 5 Nov, 10:00"
    assert state_of(desk, "qa-pack") == "Moderator’s Q&A pack. 14 questions, all answered"


def test_an_occurrence_without_a_date_is_the_next_one(desk):
    desk.screen.activate(Selection("occurrence", 17))
    desk.settle()
    assert desk.screen.facts() == "Werkgroep Beeld, Tue 24 Nov, 14:00"


def test_a_date_that_is_not_in_the_plan_gives_the_next_town_hall(desk):
    desk.screen.activate(Selection("occurrence", 99999, datetime(2026, 12, 3, 10, 0)))
    desk.settle()
    assert desk.screen.facts() == f"{TOWN_HALL}, Thu 3 Dec, 10:30"
    assert desk.frame.errors == []


def test_search_keeps_dates_whose_title_day_or_room_fits(desk):
    search = desk.screen.packs.dates.search
    search.setText("town hall dec")
    search.returnPressed.emit()
    assert desk.titles() == [TOWN_HALL, REPEAT]
    search.setText("nowhere at all")
    search.returnPressed.emit()
    assert desk.titles() == []
    assert desk.screen.packs.dates.nothing.words == "No date fits this search."
    search.empty()
    assert len(desk.titles()) > 100
    assert desk.screen.packs.dates.key == desk.screen.key


def test_going_down_the_list_shows_each_date(desk, qtbot):
    table = desk.screen.packs.dates.table
    qtbot.keyClick(table, Qt.Key.Key_J)
    desk.settle()
    assert desk.screen.facts() == f"{REPEAT}, Thu 3 Dec, 21:30"
    qtbot.keyClick(table, Qt.Key.Key_J)
    desk.settle()
    assert desk.screen.facts() == "Weekbericht Digitale pathologie, Fri 4 Dec, 08:30"
    assert "Weekbericht Digitale pathologie" in desk.shown()


def test_language_of_the_pack_is_not_that_of_the_window(desk):
    assert "Kernboodschappen" in desk.shown()
    desk.options(language="en")
    assert "Key messages" in desk.shown()
    assert "Kernboodschappen" not in desk.shown()


def test_large_print_takes_more_pages(desk):
    few = len(desk.screen.preview.pages)
    desk.options(large_print=True)
    assert len(desk.screen.preview.pages) > few


def test_a_speaker_brief_can_be_one_persons(desk):
    desk.options(language="en", speaker="Bram Proefman")
    assert "For Bram Proefman" in desk.shown()
    other = next(row for row in desk.screen.packs.dates._rows if row.communication_id == 17)
    desk.screen.show_date(other)
    desk.settle()
    assert desk.screen.panel.options.options.speaker == "Bram Proefman"
    desk.screen.activate(Selection("occurrence", 14))
    desk.settle()
    assert desk.screen.panel.options.options.speaker == ""
    assert "For Bram Proefman" not in desk.shown()


def test_a_shareable_pack_hides_who_asked(desk, plan):
    asked = plan.read(questions, QuestionFilter(communication_id=1))
    wanted = next(
        each
        for each in asked
        if each.original_start == datetime(2026, 12, 3, 10) and not each.lead_id
    )
    values = {"asker": "Testa Vraagsteller", "anonymity": "named"}
    desk.screen.show_pack("qa-pack")
    desk.frame.jobs.change(change_question, wanted.id, values)
    desk.settle()
    assert "Testa Vraagsteller" not in desk.shown()
    desk.options(internal=True)
    assert "Testa Vraagsteller" in desk.shown()
    said = [
        row.title.text() for row in desk.screen.panel.leaks.findChildren(Row) if row.isVisible()
    ]
    assert said == ["Not checked: an internal copy"]


def test_leak_check_names_the_text_and_shows_where_it_stands(desk, plan):
    asked = plan.read(questions, QuestionFilter(communication_id=1))
    wanted = next(
        each
        for each in asked
        if each.original_start == datetime(2026, 12, 3, 10) and not each.lead_id
    )
    desk.screen.show_pack("qa-pack")
    words = "Bel mij op 06 12345678 over de nachtdienst"
    desk.frame.jobs.change(change_question, wanted.id, {"text": words})
    desk.settle()
    rows = [row for row in desk.screen.panel.leaks.findChildren(Row) if row.isVisible()]
    assert [row.title.text() for row in rows] == [
        "1 question with personal data",
        "A phone number: 06 12345678",
    ]
    rows[1].trailing[0].click()
    assert words in desk.screen.preview._told(desk.screen.preview.view.current)
    rows[0].trailing[0].click()
    assert desk.frame.went[-1] == ("questions", PersonalDataToDecide("question", 1))
    desk.options(internal=True)
    assert not rows[0].isVisible()
    desk.options(internal=False)
    desk.frame.jobs.change(decide_publication, [wanted.id], "masked", "Anna Voorbeeld")
    desk.settle()
    assert desk.screen.panel.leaks.to_decide.isHidden()
    assert "Bel mij op [telefoonnummer] over de nachtdienst" in desk.shown()


def test_many_leaks_are_counted(desk):
    card = desk.screen.panel.leaks
    card.show_leaks([Leak(f"Text {n}", f"a name: Person {n}") for n in range(9)], 40)
    desk.settle()
    chips = [chip.text() for chip in card.findChildren(Chip) if not chip.isHidden()]
    assert chips == ["9 to solve"]
    assert [p.words for p in card.findChildren(Paragraph) if p.words == "and 4 more"]


def test_the_preview_follows_the_plan_and_keeps_its_place(desk, plan):
    desk.screen.show_pack("qa-pack")
    desk.settle()
    view = desk.screen.preview.view
    view.go_to(2)
    first = desk.screen.panel.answers._shown[0]
    desk.frame.jobs.change(approve_answer, first.id, "Anna Voorbeeld")
    desk.settle()
    assert state_of(desk, "qa-pack") == "Moderator’s Q&A pack. 8 without an approved answer"
    assert view.current == 2


def test_a_change_that_says_nothing_new_lays_out_nothing(desk):
    pages = desk.screen.preview.pages
    desk.screen.refresh(None)
    desk.settle()
    assert desk.screen.preview.pages is pages


def test_a_cancelled_date_says_so(desk):
    desk.frame.jobs.change(cancel_occurrence, *desk.screen.key)
    desk.settle()
    assert state_of(desk, "qa-pack") == "Moderator’s Q&A pack. This date is cancelled"
    assert desk.screen.pack.row.status is CommunicationStatus.CANCELLED


def test_questions_without_an_answer_open_in_their_own_screen(desk):
    answers = desk.screen.panel.answers
    first = answers._shown[0]
    [button] = [
        b for b in answers.findChildren(Button) if b.accessibleName() == f"Open: {first.text}"
    ]
    button.click()
    assert desk.frame.shown == [Selection("question", first.id)]


def test_without_communications_the_screen_offers_a_first_step(empty_desk):
    assert empty_desk.screen._stack.currentWidget() is empty_desk.screen.empty
    labels = [button.text() for button in empty_desk.screen.empty.findChildren(Button)]
    assert labels == ["Plan a town hall", "Open the hospital sample"]
    assert not any(action.id == "documents.word" for action in empty_desk.frame.actions.available())
    empty_desk.screen.empty.findChildren(Button)[0].click()
    assert empty_desk.frame.went == [("calendar", None)]


def test_where_the_user_was_survives_a_restart(desk, qtbot):
    desk.screen.show_pack("qa-pack")
    desk.screen.activate(Selection("occurrence", 1, datetime(2026, 11, 5, 10, 0)))
    desk.options(language="en", internal=True, large_print=True)
    again = DocumentsScreen(desk.frame)
    qtbot.addWidget(again)
    again.restore(desk.screen.state())
    again.resize(1232, 840)
    again.show()
    desk.settle()
    assert again.state() == desk.screen.state()
    assert again.facts() == f"{TOWN_HALL}, Thu 5 Nov, 10:00"


@pytest.mark.parametrize(
    "damaged", [{}, {"date": "x", "options": 3, "kind": "no"}, {"date": [1, "y"]}]
)
def test_a_damaged_memory_is_ignored(desk, damaged):
    desk.screen.restore(damaged)
    desk.screen.mark_stale()
    desk.settle()
    assert desk.screen.facts() == f"{TOWN_HALL}, Thu 3 Dec, 10:30"


def test_a_narrow_window_chooses_date_and_pack_above_the_options(desk, qtbot):
    desk.screen.resize(816, 580)
    desk.settle()
    switcher = desk.screen.panel.switcher
    assert not desk.screen.packs.isVisible()
    assert switcher.isVisible()
    assert switcher.date_button.title.text() == TOWN_HALL
    switcher._kind.activated.emit(1)
    desk.settle()
    assert desk.screen.kind == "qa-pack"
    foot = desk.screen.panel.foot
    assert foot.mapTo(desk.screen, QPoint(0, foot.height())).y() <= 580


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("width", [1232, 816])
def test_every_control_has_a_name_and_no_words_are_clipped(qtbot, desk, language, width):
    set_language(language)
    screen = DocumentsScreen(desk.frame)
    qtbot.addWidget(screen)
    screen.resize(width, 580)
    screen.show()
    desk.settle()
    for widget in screen.findChildren(QWidget):
        if not widget.isVisible():
            continue
        plain = isinstance(widget, QLabel) and not isinstance(widget, ElidedLabel | Paragraph)
        if (plain and widget.text()) or isinstance(widget, Button | Chip):
            assert widget.width() >= widget.minimumSizeHint().width(), widget.text()
        if isinstance(widget, QAbstractButton) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            named = QAccessible.queryAccessibleInterface(widget)
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                assert named.text(QAccessible.Text.Name), widget
