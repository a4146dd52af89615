"""The review of near-duplicates on a real plan, by keyboard: merged, told apart, undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from townhall.domain.duplicate_batch import WHOLE_PLAN, Scope
from townhall.domain.terms import Outcome, QuestionState
from townhall.language import set_language
from townhall.services.communications import add_communication
from townhall.services.queries.near_duplicates import apart
from townhall.services.queries.questions import question
from townhall.services.question_merging import mark_different
from townhall.services.questions import add_question, change_question
from townhall.ui.added_questions import AddedQuestions
from townhall.ui.questions.review.page import ReviewPage

NIGHT = (
    ("Krijgt de nachtdienst scholing?", 9),
    ("Krijgen nachtdiensten ook scholing?", 5),
    ("krijgt de nachtdienst nou scholing", 4),
)
_NONE = Qt.KeyboardModifier.NoModifier
OTHERS = (("Wie betaalt de licenties?", 2), ("En wie betaalt de licenties", 1))


@pytest.fixture
def ids(filled) -> dict[str, int]:
    """Three alike of one event with one asked before, and two others; ids by wording."""
    spring = {"kind": "town-hall", "title": "Voorjaar", "start": "2026-03-12T10:00"}
    autumn = {"kind": "town-hall", "title": "Najaar", "start": "2026-12-03T10:00"}
    spring_id, autumn_id = (filled.run(add_communication, each).value for each in (spring, autumn))
    earlier = {"text": "Krijgt de nachtdienst wel scholing?", "asked_at": "2026-03-05T10:00"}
    before = filled.run(add_question, {**earlier, "communication_id": spring_id}).value
    filled.run(change_question, before, {"answer": "Zeg: ja, vanaf april."})
    filled.run(change_question, before, {"state": "approved", "approved_by": "Bram Proefman"})
    found = {earlier["text"]: before}
    for text, votes in (*NIGHT, *OTHERS):
        values = {"text": text, "votes": votes, "source": "slido", "communication_id": autumn_id}
        found[text] = filled.run(
            add_question, {**values, "asked_at": "2026-11-20T10:00", "source_id": text}
        ).value
    return found


@pytest.fixture
def make_page(frame, settle, qtbot):
    windows: list[QWidget] = []  # qtbot itself only holds them weakly

    def make(scope: Scope = WHOLE_PLAN, state: dict[str, object] | None = None) -> ReviewPage:
        page = ReviewPage(frame, scope)
        qtbot.addWidget(page)
        windows.append(page)
        page.restore(state or {})
        frame.actions.add(page, page.commands())
        frame.jobs.changed.connect(page.on_jobs_changed)
        page.resize(1200, 800)
        page.show()
        page.activateWindow()
        # Keys of actions work in the active window alone.
        qtbot.waitUntil(page.isActiveWindow, timeout=5_000)
        settle()
        settle()
        page.first_focus().setFocus()
        return page

    return make


@pytest.fixture
def press(settle):
    def press(page: ReviewPage, *keys: Qt.Key, held: Qt.KeyboardModifier = _NONE) -> None:
        for key in keys:
            QTest.keyClick(page.window().focusWidget() or page, key, held)
            settle()
            settle()

    return press


def night(ids: dict[str, int]) -> list[int]:
    return [ids[text] for text, _votes in NIGHT]


def test_groups_stand_side_by_side_with_what_merging_gives(make_page, ids):
    page = make_page()
    first = page.choice.group
    assert [group.ids for group in page._queue.values()] == [
        tuple(night(ids)),
        (ids[OTHERS[0][0]], ids[OTHERS[1][0]]),
    ]
    assert first is not None
    assert first.ids[0] == night(ids)[0]
    leads = [card.lead.text() for card in page.view.grid.cards]
    assert leads == ["Lead question", "Question 2", "Question 3"]
    words = page.view.grid.cards[1].wording.accessibleName()
    assert words == "(differs: Krijgen nachtdiensten ook) scholing?"
    assert [figure.accessibleName() for figure in page.view.after.figures] == [
        "9 votes, 18 less 9 counted twice",
        "1 question in the queue, 2 keep their own words",
        "3 askers told, each by the way they asked",
        "–, no owner, no day to answer by",
    ]
    [earlier] = page.view.earlier
    assert earlier.answer.text() == "Answer with this"
    assert page.foot.merge_button.text() == "Merge 3 questions"
    assert page.chip().text() == "Group 1 of 2"


def test_merged_told_apart_and_undone_by_keyboard_alone(make_page, ids, press, filled):
    page = make_page()
    first, second, third = night(ids)
    press(page, Qt.Key.Key_2, Qt.Key.Key_M)
    assert filled.read(question, second).merged_ids == (first, third)
    assert page.choice.group.ids[0] == ids[OTHERS[0][0]]
    press(page, Qt.Key.Key_X)
    assert apart_of(filled, ids[OTHERS[0][0]]) == {ids[OTHERS[1][0]]}
    assert [str(group.decided) for group in page._queue.values()] == ["merged", "different"]
    press(page, Qt.Key.Key_U)
    assert apart_of(filled, ids[OTHERS[0][0]]) == set()
    assert page.choice.group.ids[0] == ids[OTHERS[0][0]]
    press(page, Qt.Key.Key_U)
    assert filled.read(question, first).outcome is Outcome.OPEN
    assert page.choice.group.ids[0] == first
    assert not page.decisions.can_undo()
    press(page, Qt.Key.Key_U)
    assert filled.read(question, first).text == NIGHT[0][0]


def apart_of(filled, question_id: int) -> set[int]:
    return set(filled.read(apart).get(question_id, ()))


def test_j_and_k_go_through_the_queue(make_page, ids, press):
    page = make_page()
    press(page, Qt.Key.Key_J)
    assert page.chip().text() == "Group 2 of 2"
    press(page, Qt.Key.Key_J, Qt.Key.Key_K)
    assert page.chip().text() == "Group 1 of 2"


def test_what_is_left_out_stays_apart_and_a_member_is_taken_out_again(
    make_page, ids, press, filled, settle
):
    page = make_page()
    first, second, third = night(ids)
    box = page.view.grid.cards[2].merged
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    settle()
    settle()
    assert page.foot.merge_button.text() == "Merge 2 questions"
    page.queue.table.setFocus()
    press(page, Qt.Key.Key_3, Qt.Key.Key_1)
    assert page.foot.merge_button.text() == "Merge 3 questions"
    press(page, Qt.Key.Key_3, held=Qt.KeyboardModifier.AltModifier)
    press(page, Qt.Key.Key_M)
    assert filled.read(question, first).merged_ids == (second,)
    assert apart_of(filled, first) == {third}
    press(page, Qt.Key.Key_K)
    part = page.view.grid.cards[1].part
    assert part.isVisible()
    QTest.keyClick(part, Qt.Key.Key_Space)
    settle()
    settle()
    assert filled.read(question, second).outcome is Outcome.OPEN
    assert page.choice.group.ids[0] == first


def test_an_earlier_answer_is_used_again(make_page, ids, press, filled):
    page = make_page()
    press(page, Qt.Key.Key_A)
    lead = filled.read(question, night(ids)[0])
    assert (lead.answer, lead.state) == ("Zeg: ja, vanaf april.", QuestionState.APPROVED)
    assert lead.merged_ids == tuple(night(ids)[1:])
    assert str(page._queue[lead.id].decided) == "answered"
    press(page, Qt.Key.Key_U)
    assert filled.read(question, lead.id).answer == ""


def test_questions_are_merged_into_the_earlier_one(make_page, ids, press, filled):
    page = make_page()
    press(page, Qt.Key.Key_L)
    earlier = filled.read(question, ids["Krijgt de nachtdienst wel scholing?"])
    assert earlier.merged_ids == tuple(night(ids))
    assert str(page._queue[night(ids)[0]].decided) == "linked"


def test_what_an_import_brought_alone(make_page, ids):
    last = max(ids.values())
    assert [group.ids for group in make_page(Scope(added=(last, last)))._queue.values()] == [
        (ids[OTHERS[0][0]], last)
    ]


def test_the_place_is_kept_while_the_language_changes(make_page, ids, press):
    page = make_page()
    press(page, Qt.Key.Key_J)
    state = page.state()
    set_language("nl")
    again = make_page(state=state)
    assert again.chip().text() == "Groep 2 van 2"
    damaged = make_page(state={"groups": [[1, 2]], "current": "x", "order": 7, "steps": None})
    assert len(damaged._queue) == 2


def test_nothing_alike_and_what_is_gone(make_page, ids, filled, settle, frame):
    page = make_page()
    frame.jobs.change(mark_different, night(ids))
    settle()
    settle()
    assert str(page._queue[night(ids)[0]].decided) == "different"
    frame.jobs.change(change_question, ids[OTHERS[1][0]], {"outcome": "answered-live"})
    settle()
    empty = make_page(Scope(communication_id=1))
    assert empty._queue == {}
    assert empty._none.isVisible()


def test_a_refusal_is_told_and_nothing_is_lost(make_page, ids, press, frame, filled):
    page = make_page()
    second = night(ids)[1]
    filled.run(change_question, second, {"outcome": "answered-live"})
    press(page, Qt.Key.Key_M)
    assert "was answered, declined or taken away" in frame.errors[-1]
    assert filled.read(question, second).outcome is Outcome.ANSWERED_LIVE
    assert page.choice.group.ids[0] == night(ids)[0]


def test_the_button_stays_hidden_while_nothing_looks_alike(screen):
    screen.controls().show()
    assert not screen.review.isVisibleTo(screen.controls())


def test_the_questions_screen_counts_groups_and_opens_the_review(screen, settle, frame, ids):
    screen.refresh(None)
    settle()
    settle()
    assert screen.review.isVisibleTo(screen.controls())
    assert screen.review.text() == "2 groups look alike"
    assert frame.actions is not None
    screen.review.click()
    assert isinstance(frame.pages[-1](frame), ReviewPage)
    last = max(ids.values())
    screen.activate(AddedQuestions("question", last, last=last, count=1))
    settle()
    settle()
    assert "1 group looks alike" in frame.toasts
    [(words, review)] = frame.toast_actions[frame.toasts.index("1 group looks alike")]
    assert words == "Review"
    review()
    assert len(frame.pages) == 2
