"""Reading the questions that a filter shows: the first at once, all of them, then the numbers."""

from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from townhall.services.queries.question_board import shown_questions
from townhall.services.queries.question_facets import question_facets
from townhall.services.queries.question_filter import QuestionFilter
from townhall.services.queries.question_hits import first_found
from townhall.ui.screen import Frame

_PAUSE_MS = 250
"""After which the numbers beside the filters are counted: typing goes before them."""


class Reading(QObject):
    """`first(FirstFound)`, `shown(ShownQuestions)`, `counted(Facets)`: the newest alone."""

    first = Signal(object)
    shown = Signal(object)
    counted = Signal(object)

    def __init__(self, frame: Frame, today: date, parent: QObject) -> None:
        super().__init__(parent)
        self._frame, self._today = frame, today
        self._filtered = QuestionFilter()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._count)

    def read(self, filtered: QuestionFilter, *, board: bool) -> None:
        """Read what `filtered` shows."""
        self._filtered = filtered
        jobs = self._frame.jobs
        if filtered.text and not board:
            jobs.read(first_found, filtered, done=self.first.emit, channel="questions.first")
        jobs.read(
            shown_questions,
            filtered,
            board=board,
            done=self.shown.emit,
            channel="questions.register",
        )
        self._timer.start()

    def _count(self) -> None:
        if self._frame.jobs.database is None:
            return
        self._frame.jobs.read(
            question_facets,
            self._filtered,
            self._today,
            self._frame.settings.user_name,
            done=self.counted.emit,
            channel="questions.facets",
        )
