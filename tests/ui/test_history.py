"""Undo and redo over jobs."""

import pytest

from tests.ui.fake_database import FakeDatabase, add_text
from townhall.ui.history import History
from townhall.ui.jobs import Jobs


@pytest.fixture
def database():
    return FakeDatabase()


@pytest.fixture
def jobs(qtbot, database):
    made = Jobs()
    made.attach(database)
    yield made
    made.close()


@pytest.fixture
def history(jobs):
    return History(jobs)


def add(qtbot, jobs, *texts):
    for text in texts:
        jobs.change(add_text, text, label=f"Add {text}")
    idle(qtbot, jobs)


def idle(qtbot, jobs):
    qtbot.waitUntil(lambda: not jobs.busy)


def test_undo_and_redo_go_back_and_forth(qtbot, jobs, history, database):
    add(qtbot, jobs, "a", "b")
    assert (history.undo_label, history.redo_label) == ("Add b", None)
    history.undo()
    idle(qtbot, jobs)
    assert database.texts == ["a"]
    assert (history.undo_label, history.redo_label) == ("Add a", "Add b")
    history.redo()
    idle(qtbot, jobs)
    assert database.texts == ["a", "b"]
    assert (history.undo_label, history.redo_label) == ("Add b", None)


def test_presses_wait_their_turn(qtbot, jobs, history, database):
    add(qtbot, jobs, "a", "b", "c")
    for _press in range(3):
        history.undo()
    history.redo()
    qtbot.waitUntil(lambda: database.texts == ["a"] and not jobs.busy)
    assert (history.undo_label, history.redo_label) == ("Add a", "Add b")


def test_undoing_nothing_does_nothing(qtbot, jobs, history):
    history.undo()
    history.redo()
    assert not jobs.busy
    assert (history.undo_label, history.redo_label) == (None, None)


def test_a_new_change_ends_what_could_be_redone(qtbot, jobs, history):
    add(qtbot, jobs, "a")
    history.undo()
    idle(qtbot, jobs)
    add(qtbot, jobs, "b")
    assert (history.undo_label, history.redo_label) == ("Add b", None)


def test_an_undo_is_told_as_a_change_but_not_pushed_as_a_step(qtbot, jobs, history):
    add(qtbot, jobs, "a")
    told, pushed, undone = [], [], []
    jobs.changed.connect(lambda changes: told.append(changes.nouns()))
    history.pushed.connect(lambda *args: pushed.append(args))
    history.undone.connect(undone.append)
    history.undo()
    idle(qtbot, jobs)
    assert told == [frozenset({"question"})]
    assert pushed == []
    assert undone == ["Add a"]


def test_a_conflict_is_told_and_the_step_is_kept_until_skipped(qtbot, jobs, history, database):
    add(qtbot, jobs, "a", "b")
    database.texts.append("somebody else's")
    refused = []
    history.refused.connect(lambda error, direction: refused.append((str(error), direction)))
    history.undo()
    idle(qtbot, jobs)
    assert refused == [("This has been changed since.", "undo")]
    assert history.undo_label == "Add b"
    history.skip("undo")
    assert history.undo_label == "Add a"


def test_the_step_of_a_toast_is_undone_wherever_it_stands(qtbot, jobs, history, database):
    steps = []
    history.pushed.connect(lambda step, _said: steps.append(step))
    add(qtbot, jobs, "a", "b")
    database.texts[:] = ["a"]
    history.undo(steps[0])
    idle(qtbot, jobs)
    assert database.texts == []
    assert (history.undo_label, history.redo_label) == ("Add b", "Add a")
    history.undo(steps[0])
    assert not jobs.busy


def test_another_plan_starts_without_steps(qtbot, jobs, history):
    add(qtbot, jobs, "a")
    history.undo()
    history.clear()
    idle(qtbot, jobs)
    assert (history.undo_label, history.redo_label) == (None, None)


def test_equal_steps_are_told_apart(qtbot, jobs, history, database):
    def toggle(texts):
        texts[:] = [] if texts else ["on"]

    for _time in range(3):
        jobs.change(toggle, label="Switch")
    idle(qtbot, jobs)
    for expected in ([], ["on"], []):
        history.undo()
        idle(qtbot, jobs)
        assert database.texts == expected
    assert history.undo_label is None
