"""One piece of work under way, as the window sees it."""

import threading
from typing import Protocol


class Progress(Protocol):
    """What long work calls to say how far it is; raises Cancelled once the user has stopped it."""

    def __call__(self, done: int, total: int) -> None: ...


class Job:
    """One piece of work under way; read on the window's thread only, `cancel` from anywhere.

    `total` is 0 while it is not known how much there is. `shown` turns true after 100 ms and
    `cancel_shown` after one second, for work that has a title.
    """

    def __init__(self, title: str, *, cancellable: bool) -> None:
        self.title = title
        self.cancellable = cancellable
        self.done = 0
        self.total = 0
        self.running = True
        self.shown = False
        self.cancel_shown = False
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; it ends with Cancelled at its next report."""
        self._stop.set()

    def stop(self) -> bool:
        """Whether the user asked to stop."""
        return self._stop.is_set()
