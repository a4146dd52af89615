"""Work off the window's thread: order, stale answers, errors, progress, destroyed receivers."""

import sys
import threading
import time

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel
from shiboken6 import delete

from tests.ui.fake_database import FakeDatabase, add_text, all_texts
from townhall.domain.errors import Cancelled, InvalidInput
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


def idle(qtbot, jobs):
    qtbot.waitUntil(lambda: not jobs.busy)


def refuse(_texts):
    raise InvalidInput("The title is empty. Type a title.")


def test_a_change_delivers_value_step_and_changes_on_the_window_thread(qtbot, jobs, database):
    heard = []
    jobs.committed.connect(lambda step, said: heard.append(("step", step.label, said)))
    jobs.changed.connect(lambda changes: heard.append(("changed", changes.nouns())))
    here = threading.get_ident()

    def done(value):
        heard.append(("done", value, threading.get_ident() == here))

    jobs.change(add_text, "Who is liable?", done=done, label="Add the question", said="Added")
    idle(qtbot, jobs)
    assert heard == [
        ("step", "Add the question", "Added"),
        ("changed", frozenset({"question"})),
        ("done", 1, True),
    ]
    assert str(here) not in database.threads


def test_changes_and_reads_happen_in_the_order_they_were_asked_for(qtbot, jobs, database):
    seen = []
    for number in range(5):
        jobs.change(add_text, str(number))
        jobs.read(all_texts, done=lambda texts: seen.append(len(texts)))
    idle(qtbot, jobs)
    assert seen == [1, 2, 3, 4, 5]
    assert len(database.threads) == 1


def test_a_change_that_changed_nothing_is_no_step_and_tells_nobody(qtbot, jobs):
    heard = []
    jobs.committed.connect(lambda *_: heard.append("step"))
    jobs.changed.connect(lambda *_: heard.append("changed"))
    jobs.change(lambda _texts: None, done=lambda value: heard.append(value))
    idle(qtbot, jobs)
    assert heard == [None]


def test_only_the_last_answer_on_a_channel_arrives_and_overtaken_reads_do_not_run(qtbot, jobs):
    gate, ran, seen = threading.Event(), [], []

    def query(_texts, number):
        ran.append(number)
        if number == 0:
            gate.wait(5)
        return number

    for number in range(4):
        jobs.read(query, number, done=seen.append, channel="rows")
    jobs.read(query, 9, done=seen.append, channel="counts")
    gate.set()
    idle(qtbot, jobs)
    assert seen == [3, 9]
    assert ran[-2:] == [3, 9]
    assert set(ran) <= {0, 3, 9}


def test_answers_about_a_plan_that_was_left_are_dropped(qtbot, jobs):
    gate, seen = threading.Event(), []

    def query(_texts):
        gate.wait(5)
        return "old plan"

    jobs.read(query, done=seen.append, channel="rows")
    jobs.attach(FakeDatabase())
    gate.set()
    idle(qtbot, jobs)
    assert seen == []


def test_a_known_error_goes_to_the_caller_or_else_to_the_window(qtbot, jobs):
    told, shown = [], []
    jobs.failed.connect(lambda error: shown.append(str(error)))
    jobs.change(refuse, failed=lambda error: told.append(str(error)))
    jobs.change(refuse)
    idle(qtbot, jobs)
    assert told == shown == ["The title is empty. Type a title."]


def test_a_bug_reaches_the_exception_hook_and_the_next_job_still_runs(qtbot, jobs, monkeypatch):
    caught, seen = [], []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, _trace: caught.append(kind))
    jobs.change(lambda _texts: 1 / 0)
    jobs.read(all_texts, done=seen.append)
    idle(qtbot, jobs)
    assert caught == [ZeroDivisionError]
    assert seen == [()]


def test_a_destroyed_receiver_is_skipped(qtbot, jobs):
    label, holder = QLabel(), QObject()
    gate = threading.Event()
    jobs.read(lambda _texts: gate.wait(5) and "words", done=label.setText)
    jobs.read(lambda _texts: "words", done=lambda words: holder.setObjectName(words))
    delete(label)
    delete(holder)
    gate.set()
    idle(qtbot, jobs)


def test_long_work_shows_itself_its_progress_and_its_end(qtbot, jobs):
    gate, states = threading.Event(), []

    def work(*, progress, stop):
        progress(1, 2)
        gate.wait(5)
        progress(2, 2)
        return "brief.docx"

    def note(job):
        states.append((job.title, job.done, job.total, job.running))
        gate.set()

    jobs.progressed.connect(note)
    seen = []
    jobs.work(work, title="Making the brief", done=seen.append)
    idle(qtbot, jobs)
    assert seen == ["brief.docx"]
    assert states[0] == ("Making the brief", 1, 2, True)
    assert states[-1] == ("Making the brief", 2, 2, False)


def test_short_work_is_never_shown(qtbot, jobs):
    shown = []
    jobs.progressed.connect(lambda job: shown.append(job.shown))
    jobs.work(lambda *, progress, stop: None, title="Reading the file")
    idle(qtbot, jobs)
    qtbot.wait(150)
    assert shown == [False]


def test_cancelled_work_ends_quietly_and_offers_cancel_only_after_a_second(qtbot, jobs):
    errors, cancel_shown = [], []
    jobs.failed.connect(errors.append)

    def work(*, progress, stop):
        for number in range(10_000):
            progress(number, 10_000)
            time.sleep(0.01)

    def note(job):
        if job.cancel_shown and not cancel_shown:
            cancel_shown.append(job)
            job.cancel()

    jobs.progressed.connect(note)
    ended = []
    job = jobs.work(work, title="Reading the file", failed=ended.append)
    qtbot.waitUntil(lambda: not jobs.busy, timeout=8000)
    assert cancel_shown == [job]
    assert [type(error) for error in ended] == [Cancelled]
    assert errors == []


def test_a_change_that_can_be_stopped_leaves_nothing(qtbot, jobs, database):
    begun, heard = threading.Event(), []

    def add_many(texts, *, progress, stop):
        before = list(texts)
        for number in range(10_000):
            if stop():
                texts[:] = before
            progress(number, 10_000)
            texts.append(str(number))
            begun.set()
            time.sleep(0.001)

    jobs.committed.connect(lambda step, said: heard.append(step.label))
    job = jobs.change(add_many, title="Adding", cancellable=True, failed=heard.append)
    assert begun.wait(5)
    job.cancel()
    idle(qtbot, jobs)
    [error] = heard
    assert isinstance(error, Cancelled)
    assert database.texts == []


def test_busy_is_told_once_for_overlapping_work(qtbot, jobs):
    told = []
    jobs.busy_changed.connect(told.append)
    jobs.read(all_texts, done=lambda _texts: None)
    jobs.read(all_texts, done=lambda _texts: None)
    idle(qtbot, jobs)
    assert told == [True, False]


def test_closing_waits_for_a_change_that_is_being_stored(qtbot, database):
    jobs = Jobs()
    jobs.attach(database)

    def slow(texts):
        time.sleep(0.1)
        texts.append("kept")

    jobs.change(slow)
    jobs.close()
    assert database.texts == ["kept"]


def test_changing_without_a_plan_is_a_mistake_of_the_program(qtbot):
    jobs = Jobs()
    with pytest.raises(RuntimeError, match="no plan is open"):
        jobs.change(add_text, "x")
    jobs.close()
