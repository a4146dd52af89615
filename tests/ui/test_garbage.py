"""Where widgets that nobody needs any more are destroyed."""

import gc
import threading
import weakref

from PySide6.QtWidgets import QWidget

from townhall.ui.garbage import GarbageSearch
from townhall.ui.jobs import Jobs


class _Circle(QWidget):
    itself: QWidget


def _dropped(died: list[threading.Thread]) -> None:
    """A widget that refers to itself, and that nobody else refers to."""
    widget = _Circle()
    widget.itself = widget
    weakref.finalize(widget, lambda: died.append(threading.current_thread()))


def _make_many(*, progress: object, stop: object) -> list[list[int]]:
    return [[each] for each in range(50_000)]


def test_work_on_a_thread_never_destroys_a_widget(qtbot):
    limits = gc.get_threshold()
    gc.collect()
    gc.set_threshold(1000, 1, 1)
    garbage = GarbageSearch()
    jobs = Jobs()
    died: list[threading.Thread] = []
    try:
        _dropped(died)
        ended: list[list[list[int]]] = []
        for _round in range(3):
            jobs.work(_make_many, title="Work", done=ended.append)
        qtbot.waitUntil(lambda: len(ended) == 3)
        assert gc.isenabled() is False
        qtbot.waitUntil(lambda: bool(died))
    finally:
        jobs.close()
        garbage.stop()
        gc.disable()
        gc.set_threshold(*limits)
    assert died == [threading.main_thread()]
