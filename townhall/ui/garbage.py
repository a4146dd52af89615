"""Searches for garbage between events, in the window's thread alone."""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 500


class GarbageSearch(QObject):
    """Takes over Python's search for garbage until `stop`.

    Python searches in whatever thread happens to make an object, in the midst of anything. Widgets
    that refer to each other would be destroyed there: by the database's thread, or while Qt is
    painting them. Both crash.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(search_when_due)
        self._timer.start(_EVERY_MS)

    def stop(self) -> None:
        """Leave the search to Python again."""
        self._timer.stop()
        gc.enable()


def search_when_due() -> None:
    """Search now where Python would have done so since the last time, in as many generations."""
    made, limits = gc.get_count(), gc.get_threshold()
    due = [age for age in (0, 1, 2) if limits[age] and made[age] > limits[age]]
    if due:
        gc.collect(due[-1])
